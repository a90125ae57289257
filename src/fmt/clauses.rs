//! Clauses: words that open them, texts in two languages, reasons, values behind `=`, the values of tests.

use super::doc::{Doc, SENTENCE, group};
use super::expression::{expression, hugs};
use super::layout::{
    below, braces, comments_of, has_own_start, head, is, is_sign, next_line, part, spaced, token, width_of,
};
use crate::syntax::Rule;
use crate::syntax::concrete::{Part, Token};

/// The words that open a clause, in at least `pad` columns, then the rest.
pub(super) fn padded(parts: Vec<Part<'_>>, pad: usize) -> Vec<Doc<'_>> {
    let (mut docs, rest, width) = opening(parts, pad);
    let mut rest = spaced(rest);
    docs.push(Doc::Pad(width));
    docs.append(&mut rest);
    docs
}

/// A token that is no keyword without its rule, so that nothing in it is changed.
pub(super) fn as_written(one: Part<'_>) -> Part<'_> {
    match one {
        Part::Token(token) if token.rule != Some(Rule::kw_date) => Part::Token(Token { rule: None, ..token }),
        one => one,
    }
}

/// The keywords that open a clause; the other parts; and how many spaces stand between them.
pub(super) fn opening(parts: Vec<Part<'_>>, pad: usize) -> (Vec<Doc<'_>>, Vec<Part<'_>>, usize) {
    let words = parts.iter().take_while(|part| is_keyword(part)).count();
    let mut parts = parts;
    let rest = parts.split_off(words);
    let docs = spaced(parts);
    let width = width_of(&docs);
    (docs, rest, pad.saturating_sub(width).saturating_add(1))
}

/// Whether the part is a keyword: a token of one fixed word.
pub(super) fn is_keyword(part: &Part<'_>) -> bool {
    let Part::Token(token) = part else { return false };
    let named = [Rule::name, Rule::dotted, Rule::string, Rule::language, Rule::path, Rule::count];
    token.rule.is_some_and(|grammar| !named.contains(&grammar))
        && token.text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A clause of texts: `title en "…" ja "…"`, `own because "…"`.
pub(super) fn sentence(parts: Vec<Part<'_>>, pad: usize) -> Vec<Doc<'_>> {
    let (mut docs, rest, space) = opening(parts, pad);
    let mut hang = width_of(&docs).saturating_add(space);
    docs.push(Doc::Pad(space));
    for one in rest {
        match one {
            Part::Node(inner) if inner.rule == Rule::because => {
                let (words, rest, _) = opening(inner.parts, 0);
                hang = hang.saturating_add(width_of(&words)).saturating_add(1);
                docs.extend(words);
                docs.push(Doc::Pad(1));
                docs.extend(rest.into_iter().flat_map(|one| texts_in(one, hang, SENTENCE)));
            }
            one => docs.extend(texts_in(one, hang, SENTENCE)),
        }
    }
    docs
}

pub(super) fn texts_in(one: Part<'_>, hang: usize, limit: usize) -> Vec<Doc<'_>> {
    match one {
        Part::Node(node) if node.rule == Rule::texts => texts(node.parts, hang, limit),
        one => part(one),
    }
}

/// first has no language.
pub(super) fn texts(parts: Vec<Part<'_>>, hang: usize, limit: usize) -> Vec<Doc<'_>> {
    let bare = parts.first().is_some_and(|first| is(first, Rule::string));
    let hang = if bare { hang.checked_sub("ja ".len()).unwrap_or(hang) } else { hang };
    let mut docs = Vec::new();
    let mut before = None;
    for one in parts {
        let string = is(&one, Rule::string);
        let docs_of_one = part(one);
        match before {
            None => docs.push(Doc::Nest(hang, docs_of_one)),
            Some(Rule::language) => {
                docs.push(Doc::Pad(1));
                docs.push(Doc::Nest(hang, docs_of_one));
            }
            Some(_) => docs.push(Doc::Nest(hang, std::iter::once(Doc::Line).chain(docs_of_one).collect())),
        }
        before = Some(if string { Rule::string } else { Rule::language });
    }
    vec![Doc::Group(limit, docs)]
}

/// `cite SOURCE "heading" says "words"`
pub(super) fn cite(parts: Vec<Part<'_>>, pad: usize) -> Vec<Doc<'_>> {
    let (mut docs, mut rest, space) = opening(parts, pad);
    let hang = width_of(&docs).saturating_add(space);
    let says = rest.iter().position(|part| is(part, Rule::kw_says)).unwrap_or(rest.len());
    let says = rest.split_off(says);
    docs.push(Doc::Pad(space));
    docs.extend(spaced(rest));
    if !says.is_empty() {
        docs.push(Doc::Nest(hang, std::iter::once(Doc::Line).chain(spaced(says)).collect()));
    }
    vec![group(docs)]
}

/// A clause with its `because` below it, or behind it where the break is a [`Doc::Line`] and both are short.
pub(super) fn reason_below<'a>(parts: Vec<Part<'a>>, line: Doc<'a>) -> Vec<Doc<'a>> {
    let mut parts = parts;
    let because = parts.iter().position(|part| is(part, Rule::because)).unwrap_or(parts.len());
    let because = parts.split_off(because);
    let mut docs = vec![group(spaced(parts))];
    docs.push(Doc::Nest(2, std::iter::once(line).chain(spaced(because)).collect()));
    docs
}

/// `for each x in L { … }`, `when E`, `when E { … }`
pub(super) fn guard(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut parts = parts;
    let block = parts.iter().position(|part| is(part, Rule::block)).unwrap_or(parts.len());
    let block = parts.split_off(block);
    let mut docs = vec![group(spaced(parts))];
    docs.extend(block.into_iter().flat_map(part));
    docs
}

/// `unless E because "…" cite … { … }`
pub(super) fn unless(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut parts = parts;
    let because = parts.iter().position(|part| is(part, Rule::because)).unwrap_or(parts.len());
    let mut below = parts.split_off(because);
    let block = below.iter().position(|part| is(part, Rule::block)).unwrap_or(below.len());
    let block = below.split_off(block);
    let mut docs = vec![group(spaced(parts))];
    for one in below {
        docs.push(Doc::Nest(2, std::iter::once(Doc::Line).chain(part(one)).collect()));
    }
    let mut docs = vec![Doc::Group(SENTENCE, docs)];
    docs.extend(block.into_iter().flat_map(part));
    docs
}

/// `require E other reading …`
pub(super) fn require(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut parts = parts;
    let readings = parts.iter().position(|part| is(part, Rule::reading)).unwrap_or(parts.len());
    let readings = parts.split_off(readings);
    let mut docs = vec![group(spaced(parts))];
    docs.extend(readings.into_iter().map(below));
    docs
}

/// `define NAME of RECORD = E`, `let NAME = E`: the words, and the value behind them or below.
pub(super) fn value_after_equals(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut parts = parts;
    let value = parts.iter().position(|part| is(part, Rule::expression)).unwrap_or(parts.len());
    let mut value = parts.split_off(value);
    let allows = value.iter().position(|part| is(part, Rule::allow)).unwrap_or(value.len());
    let allows = value.split_off(allows);
    let commented = ends_in_comment(&parts);
    let label = parts.iter().position(|part| is(part, Rule::label)).unwrap_or(parts.len());
    let labels = parts.split_off(label);
    let mut docs = head(parts);
    // Labels, and the `=` behind them.
    docs.extend(labels.into_iter().map(next_line));
    docs.extend(value.into_iter().flat_map(|value| own_value(value, commented)));
    let mut docs = vec![group(docs)];
    docs.extend(allows.into_iter().map(below));
    docs
}

/// Whether a comment stands behind the last of the tokens.
pub(super) fn ends_in_comment(parts: &[Part<'_>]) -> bool {
    matches!(parts.last(), Some(Part::Token(last)) if last.after.is_some())
}

/// comment stands before it.
pub(super) fn own_value(value: Part<'_>, commented: bool) -> Vec<Doc<'_>> {
    match value {
        Part::Node(value) if value.rule == Rule::expression => {
            let hugs = hugs(&value) && !commented && !value.is_commented();
            let inner = vec![group(expression(value.parts, 0))];
            if hugs {
                std::iter::once(Doc::Pad(1)).chain(inner).collect()
            } else {
                vec![Doc::Nest(2, std::iter::once(Doc::Line).chain(inner).collect())]
            }
        }
        other => std::iter::once(Doc::Pad(1)).chain(part(other)).collect(),
    }
}

/// `given "file" with { … } without …`, `given { … }`
pub(super) fn given(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    for (index, one) in parts.into_iter().enumerate() {
        match one {
            Part::Node(record) if record.rule == Rule::record_value => docs.extend(braces(record.parts, 0)),
            one => {
                docs.extend((index > 0 && !has_own_start(&one)).then_some(Doc::Pad(1)));
                docs.extend(part(one));
            }
        }
    }
    docs
}

/// A change or an entry, its comma left out.
pub(super) fn without_comma(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let (commas, parts): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| is_sign(part, ","));
    let mut docs = spaced(parts);
    docs.extend(commas.into_iter().flat_map(comments_of));
    docs
}

/// A record inside of another value: on one line where it is short, else as many entries on a line as fit.
pub(super) fn inner_record(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    let mut inner = Vec::new();
    let mut entries = 0_usize;
    let all = parts.iter().filter(|part| matches!(part, Part::Node(_))).count();
    for one in parts {
        match one {
            Part::Token(open) if open.rule == Some(Rule::open) => {
                docs.extend(token(Token { after: None, ..open }));
                inner.extend(open.after.map(Doc::After));
            }
            Part::Token(close) if close.rule == Some(Rule::close) => {
                inner.extend(close.before.iter().map(|comment| Doc::Own(comment.text)));
                let close = Token { before: Vec::new(), ..close };
                let line = if entries > 0 { Doc::Line } else { Doc::Soft };
                docs.push(Doc::Nest(2, std::mem::take(&mut inner)));
                docs.push(line);
                docs.extend(token(close));
            }
            comma if is_sign(&comma, ",") => inner.extend(comments_of(comma)),
            entry => {
                let entry = std::iter::once(Doc::Line).chain(part(entry)).collect();
                inner.push(if entries == 0 { Doc::Nest(0, entry) } else { group(entry) });
                entries = entries.saturating_add(1);
                inner.extend((entries < all).then_some(Doc::Glue(",")));
            }
        }
    }
    vec![group(docs)]
}
