//! Expressions. A long one is broken from the outside in: at its `and` or `or`, then before a comparison, below
//! `satisfies`, and last inside of brackets and lists.

use super::doc::{Doc, group};
use super::layout::{comments_of, is, is_sign, part, spaced, token, with_comments};
use super::word::comparator;
use crate::syntax::Rule;
use crate::syntax::concrete::{Node, Part, Token};

/// `a and b and c`; the lines of the later parts are indented by `nest`.
pub(super) fn expression(parts: Vec<Part<'_>>, nest: usize) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    for one in parts {
        match one {
            Part::Token(connective) => {
                let mut line = vec![Doc::Line];
                line.extend(token(connective));
                line.push(Doc::Pad(1));
                docs.push(Doc::Nest(nest, line));
            }
            Part::Node(one) if one.rule == Rule::condition => {
                let broken = docs.is_empty();
                docs.push(Doc::Nest(if broken { 0 } else { nest }, condition(one.parts)));
            }
            other => docs.extend(part(other)),
        }
    }
    docs
}

/// Whether the expression is one operand that can be broken by itself, so that it need not go to a line of its own.
pub(super) fn hugs(value: &Node<'_>) -> bool {
    let only = |node: &Node<'_>| match node.parts.as_slice() {
        [Part::Node(inner)] => matches!(inner.rule, Rule::condition | Rule::sum),
        _ => false,
    };
    only(value)
        && value.parts.iter().all(|part| match part {
            Part::Node(condition) => {
                only(condition)
                    && condition
                        .parts
                        .iter()
                        .all(|part| matches!(part, Part::Node(sum) if sum.parts.len() == 1))
            }
            Part::Token(_) => false,
        })
}

/// `not a at least b`
pub(super) fn condition(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    for (index, one) in parts.into_iter().enumerate() {
        match one {
            Part::Node(one) if one.rule == Rule::comparison => {
                let line = if stays(&one) { Doc::Pad(1) } else { Doc::Line };
                docs.push(Doc::Nest(2, std::iter::once(line).chain(comparison(one.parts)).collect()));
            }
            one => {
                docs.extend((index > 0).then_some(Doc::Pad(1)));
                docs.extend(part(one));
            }
        }
    }
    vec![group(docs)]
}

/// Whether a comparison stays on the line of its left side: it is short, or its list is broken instead.
fn stays(comparison: &Node<'_>) -> bool {
    let short =
        |part: &Part<'_>| is(part, Rule::one_of) || is(part, Rule::kw_given) || is(part, Rule::kw_missing);
    comparison.parts.iter().any(short)
}

/// A comparator and its right side. Symbols become words.
pub(super) fn comparison(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let keeps = reads_as_state(&parts);
    let mut docs = Vec::new();
    for (index, one) in parts.into_iter().enumerate() {
        docs.extend((index > 0).then_some(Doc::Pad(1)));
        match one {
            Part::Token(symbol) if symbol.rule == Some(Rule::symbol) => {
                let words =
                    if keeps && matches!(symbol.text, "=" | "==") { "=" } else { comparator(symbol.text) };
                let words = Doc::Text(words.into());
                docs.extend(with_comments(symbol, words));
            }
            one => docs.extend(part(one)),
        }
    }
    docs
}

/// Whether the right side begins with a field that is called `given` or `missing`: after `is` it would be read as
/// `is given`.
fn reads_as_state(parts: &[Part<'_>]) -> bool {
    let right = parts.iter().find_map(|part| match part {
        Part::Node(node) if node.rule == Rule::sum => node.first(),
        _ => None,
    });
    right.is_some_and(|token| {
        let first = token.text.split('.').next().unwrap_or_default();
        token.rule == Some(Rule::path) && matches!(first, "given" | "missing")
    })
}

/// `a + b * c`
pub(super) fn sum(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let one = parts.len() == 1;
    let mut docs = Vec::new();
    for piece in parts {
        match piece {
            Part::Token(operator) if operator.rule == Some(Rule::operator) => {
                let mut line = vec![Doc::Line];
                line.extend(token(operator));
                line.push(Doc::Pad(1));
                docs.push(Doc::Nest(2, line));
            }
            operand if docs.is_empty() => docs.extend(part(operand)),
            operand => docs.push(Doc::Nest(2, part(operand))),
        }
    }
    if one { docs } else { vec![group(docs)] }
}

/// `(E)`
pub(super) fn bracket(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    for one in parts {
        match one {
            Part::Node(inner) if inner.rule == Rule::expression => {
                let nest = if hugs(&inner) { 0 } else { 2 };
                docs.push(Doc::Nest(nest, expression(inner.parts, 0)));
            }
            Part::Token(close) if close.rule == Some(Rule::end_bracket) => {
                docs.extend(closing(close));
            }
            one => docs.extend(part(one)),
        }
    }
    vec![group(docs)]
}

/// A closing bracket; the comments before it belong to what is inside.
fn closing(close: Token<'_>) -> Vec<Doc<'_>> {
    let before = close.before.iter().map(|comment| Doc::Own(comment.text)).collect();
    let mut docs = vec![Doc::Nest(2, before)];
    docs.extend(token(Token { before: Vec::new(), ..close }));
    docs
}

/// `[a, b, c]`
pub(super) fn list(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    let mut inner = Vec::new();
    let mut items = 0_usize;
    let all = parts.iter().filter(|part| matches!(part, Part::Node(_))).count();
    for one in parts {
        match one {
            Part::Token(close) if close.rule == Some(Rule::end_list) => {
                inner.extend(close.before.iter().map(|comment| Doc::Own(comment.text)));
                docs.push(Doc::Nest(2, std::mem::take(&mut inner)));
                docs.push(Doc::Soft);
                docs.extend(token(Token { before: Vec::new(), ..close }));
            }
            open if is_sign(&open, "[") => docs.extend(part(open)),
            comma if is_sign(&comma, ",") => inner.extend(comments_of(comma)),
            item => {
                inner.push(if items > 0 { Doc::Line } else { Doc::Soft });
                inner.extend(part(item));
                items = items.saturating_add(1);
                inner.push(if items < all { Doc::Glue(",") } else { Doc::BrokenGlue(",") });
            }
        }
    }
    vec![group(docs)]
}

/// `every x in L where F satisfies E`
pub(super) fn quantified(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut parts = parts;
    let body = parts.iter().position(|part| is(part, Rule::kw_satisfies)).unwrap_or(parts.len());
    let mut body = parts.split_off(body);
    let filter = parts.iter().position(|part| is(part, Rule::kw_where)).unwrap_or(parts.len());
    let filter = parts.split_off(filter);
    let mut head = spaced(parts);
    if !filter.is_empty() {
        head.push(Doc::Nest(2, std::iter::once(Doc::Line).chain(filtered(filter)).collect()));
    }
    let condition = body.pop();
    head.push(Doc::Nest(2, std::iter::once(Doc::Line).chain(spaced(body)).collect()));
    let mut docs = vec![group(head)];
    if let Some(condition) = condition {
        // A group of its own: it stays behind a `satisfies` that begins a line, where it fits there.
        docs.push(group(vec![Doc::Nest(2, std::iter::once(Doc::Line).chain(whole(condition)).collect())]));
    }
    docs
}

/// An expression that begins a line, so that its later lines stand below its first one.
fn whole(one: Part<'_>) -> Vec<Doc<'_>> {
    match one {
        Part::Node(inner) if inner.rule == Rule::expression => vec![group(expression(inner.parts, 0))],
        one => part(one),
    }
}

/// `where F`
fn filtered(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    for (index, one) in parts.into_iter().enumerate() {
        docs.extend((index > 0).then_some(Doc::Pad(1)));
        docs.extend(match one {
            Part::Node(inner) if inner.rule == Rule::expression => vec![group(expression(inner.parts, 2))],
            one => part(one),
        });
    }
    docs
}

/// `where F` of an aggregate, on the next line where the aggregate is broken.
pub(super) fn filter(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    vec![Doc::Nest(2, std::iter::once(Doc::Line).chain(filtered(parts)).collect())]
}

/// `for r in L, s in M where F`
pub(super) fn generators(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut parts = parts;
    let filter = parts.iter().position(|part| is(part, Rule::filter)).unwrap_or(parts.len());
    let filter = parts.split_off(filter);
    let mut docs = vec![Doc::Nest(2, std::iter::once(Doc::Line).chain(spaced(parts)).collect())];
    docs.extend(filter.into_iter().flat_map(part));
    docs
}

/// `sum of E for r in L where F`
pub(super) fn aggregate(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    vec![group(spaced(parts))]
}

/// `no two of E for r in L are equal`
pub(super) fn no_two(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    vec![group(spaced(parts))]
}
