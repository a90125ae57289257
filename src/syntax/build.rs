//! From pest's pairs to the tree: what every area shares. Names, strings, texts, dates, counts, spans.
//!
//! A function that gives `None` has reported why; the declaration is then left out of the tree.

use super::ast::{At, DayOrYear, Name, Once, Str, Texts};
use super::grammar::Rule;
use super::{ast, literal, reserved};
use crate::diag::{self, Diagnostic, Lang};
use crate::text::{FileId, Span, nfc};
use pest::iterators::{Pair, Pairs};

/// One node of the parse.
pub(super) type Node<'i> = Pair<'i, Rule>;

/// What building carries along: where the text lies in its file, and what was wrong so far.
pub(super) struct Build<'a> {
    /// The file.
    pub(super) file: FileId,
    /// The byte of the file at which the parsed text starts.
    pub(super) base: usize,
    /// The text that was parsed: the file, or a piece of it.
    pub(super) text: &'a str,
    /// The comments of the file, in order.
    pub(super) comments: &'a [Span],
    /// Everything that was wrong.
    pub(super) diags: Vec<Diagnostic>,
    /// The `where` of the aggregate whose condition is built, as long as no bracket stands around it.
    pub(super) filter: Option<Span>,
    /// How many operators the expression at hand has so far.
    pub(super) operators: usize,
}

impl Build<'_> {
    /// A span of the file from offsets in the parsed text.
    pub(super) fn range(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base.saturating_add(start), self.base.saturating_add(end))
    }

    /// Reports what is wrong and gives up the declaration.
    pub(super) fn fail<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.diags.push(diagnostic);
        None
    }
}

/// The place of a node, up to its last token: pest counts the white space and comments after it in.
pub(super) fn span(b: &Build, node: &Node) -> Span {
    let place = node.as_span();
    let mut end = place.end();
    loop {
        let written = b.text.get(place.start()..end).unwrap_or_default();
        end = place.start().saturating_add(written.trim_end_matches(is_space).len());
        match comment_before(b, end) {
            Some(comment) if comment > place.start() => end = comment,
            _ => return b.range(place.start(), end),
        }
    }
}

/// The place of a node that is one token.
pub(super) fn exact(b: &Build, node: &Node) -> Span {
    let place = node.as_span();
    b.range(place.start(), place.end())
}

/// Where the comment starts that ends at this byte, if one does.
fn comment_before(b: &Build, end: usize) -> Option<usize> {
    let end = u32::try_from(end.saturating_add(b.base)).ok()?;
    let index = b.comments.partition_point(|comment| comment.end < end);
    let comment = b.comments.get(index).filter(|comment| comment.start < end)?;
    (comment.start as usize).checked_sub(b.base)
}

/// White space as the grammar has it.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{3000}' | '\u{FEFF}')
}

/// The next node of the rule among those that are left; what stands before it is passed over.
pub(super) fn next<'i>(inner: &mut Pairs<'i, Rule>, wanted: Rule) -> Option<Node<'i>> {
    inner.find(|node| node.as_rule() == wanted)
}

/// The first node of the rule directly in this one.
pub(super) fn child<'i>(node: Node<'i>, wanted: Rule) -> Option<Node<'i>> {
    next(&mut node.into_inner(), wanted)
}

/// A name where it is used.
pub(super) fn name(b: &Build, node: &Node) -> Name {
    Name { text: nfc(node.as_str()), span: exact(b, node) }
}

/// A name where it is declared or bound: reserved words are reported, and kept.
pub(super) fn declared(b: &mut Build, node: &Node) -> Name {
    let name = name(b, node);
    if reserved::is_reserved(&name.text) {
        b.diags.push(diag::reserved_word(name.span, &name.text));
    }
    name
}

/// A string without its quotes, escapes resolved.
pub(super) fn string(b: &Build, node: &Node) -> Str {
    let inner = node.as_str().strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
    let text = if inner.contains('\\') {
        inner.replace("\\\"", "\u{0}").replace("\\\\", "\\").replace('\u{0}', "\"")
    } else {
        inner.to_owned()
    };
    Str { text, span: exact(b, node) }
}

/// `"…"`, `en "…" ja "…"`
pub(super) fn texts(b: &Build, node: Node) -> Texts {
    let mut texts = Texts::default();
    let mut lang = None;
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::language => lang = Some(language(&part)),
            Rule::string => {
                let text = string(b, &part);
                let place = text.span;
                let slot = match lang.take() {
                    None => &mut texts.bare,
                    Some(Lang::En) => &mut texts.en,
                    Some(Lang::Ja) => &mut texts.ja,
                };
                if slot.is_some() {
                    texts.repeated = Some(texts.repeated.unwrap_or(place));
                } else {
                    *slot = Some(text);
                }
            }
            _ => {}
        }
    }
    texts
}

/// `en` or `ja`
pub(super) fn language(node: &Node) -> Lang {
    if node.as_str() == "ja" { Lang::Ja } else { Lang::En }
}

/// The texts in a clause such as `title "…"`.
pub(super) fn texts_in(b: &Build, clause: Node) -> Texts {
    child(clause, Rule::texts).map(|node| texts(b, node)).unwrap_or_default()
}

/// Keeps a clause of texts with the place of the whole clause.
pub(super) fn keep_texts(b: &Build, into: &mut Once<Texts>, clause: Node) {
    let place = span(b, &clause);
    into.push(At { value: texts_in(b, clause), span: place });
}

/// Keeps a clause that holds one name.
pub(super) fn keep_name(b: &Build, into: &mut Once<Name>, clause: Node) {
    let place = span(b, &clause);
    if let Some(node) = child(clause, Rule::name) {
        into.push(At { value: name(b, &node), span: place });
    }
}

/// A count: digits.
pub(super) fn count(b: &mut Build, node: &Node) -> Option<At<u32>> {
    let place = span(b, node);
    match node.as_str().parse::<u32>() {
        Ok(value) => Some(At { value, span: place }),
        Err(_) => b.fail(diag::count_too_large(place, node.as_str())),
    }
}

/// `from … to …`
pub(super) fn dates(b: &mut Build, node: Node) -> Option<ast::Dates> {
    let place = span(b, &node);
    let mut bounds = node
        .into_inner()
        .filter(|part| matches!(part.as_rule(), Rule::date | Rule::fiscal_year | Rule::named_year));
    let from = day_or_year(b, &bounds.next()?)?;
    let to = match bounds.next() {
        Some(node) => Some(day_or_year(b, &node)?),
        None => None,
    };
    Some(ast::Dates { from, to, span: place })
}

fn day_or_year(b: &mut Build, node: &Node) -> Option<At<DayOrYear>> {
    let place = span(b, node);
    let value = match node.as_rule() {
        Rule::date => DayOrYear::Day(literal::date(b, node)?),
        _ => DayOrYear::Year(literal::fiscal_year(b, node)?),
    };
    Some(At { value, span: place })
}
