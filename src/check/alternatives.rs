//! `size is small or big`: a value alone where another comparison was meant.

use super::context::Checker;
use super::expr::{bare_word, unbracketed};
use super::fold;
use super::paths::dotted;
use super::scope::Scope;
use super::typed::{Expr, ExprKind};
use super::words;
use crate::diag::{Diagnostic, check_names, check_types};
use crate::syntax::ast::{self, Comparator, Literal};
use crate::text::nearest;
use crate::value::Scalar;

/// What is said of the part at this index, where it is a value that goes on a comparison before it with `is`; nothing
/// is said of the second such value.
pub(super) fn slip(
    cx: &Checker,
    scope: &Scope,
    parts: &[ast::Expr],
    at: usize,
    checked: &[Expr],
) -> Option<Option<Diagnostic>> {
    let part = parts.get(at)?;
    let last = alone(cx, scope, part)?;
    let mut values = vec![last];
    let mut before = at;
    let (compared, typed) = loop {
        before = before.checked_sub(1)?;
        let other = parts.get(before)?;
        match alone(cx, scope, other) {
            Some(value) => values.insert(0, value),
            None => break (comparison(other), checked.get(before)?),
        }
    };
    let first = values.len() == 1;
    let (of, op, right) = compared?;
    let scalar = scalar(typed)?;
    let word = match &unbracketed(part).kind {
        ast::ExprKind::Path(path) => path.names.first().map(|name| name.text.as_str()),
        _ => None,
    };
    match (word, scalar) {
        (Some(word), Scalar::Enum(id)) => {
            let owner = cx.schema.enumeration(id)?;
            if !owner.members.iter().any(|member| member.name == word) {
                let near = nearest(word, owner.members.iter().map(|member| member.name.as_str()))?;
                return Some(Some(check_names::unknown_word(
                    part.span,
                    word,
                    &owner.name,
                    owner.span,
                    Some(near),
                )));
            }
        }
        (Some(_), _) => return None,
        (None, _) => {}
    }
    if !first {
        return Some(None);
    }
    let right = written(right);
    let after = parts.iter().skip(at.saturating_add(1)).map_while(|part| alone(cx, scope, part));
    let all: Option<Vec<String>> = [right].into_iter().chain(values).chain(after).collect();
    let all = all.map_or("…".to_owned(), |all| all.join(", "));
    let one_of = if op == Comparator::IsNot { "is not one of" } else { "is one of" };
    let is = words::scalar_words(&cx.schema, scalar);
    Some(Some(check_types::value_as_condition((part.span, &is), &format!("{of} {one_of} [{all}]"))))
}

/// A value that stands alone, as it is written; `None` within where that is not known.
fn alone(cx: &Checker, scope: &Scope, part: &ast::Expr) -> Option<Option<String>> {
    match &unbracketed(part).kind {
        ast::ExprKind::Literal(_) => Some(written(part)),
        ast::ExprKind::Path(_) if bare_word(cx, scope, part) => Some(written(part)),
        _ => None,
    }
}

fn written(part: &ast::Expr) -> Option<String> {
    match &unbracketed(part).kind {
        ast::ExprKind::Path(path) => Some(dotted(&path.names)),
        ast::ExprKind::Literal(Literal::Text(text)) => Some(format!("\"{text}\"")),
        _ => None,
    }
}

/// The last comparison of a part, where it is one of a named value with `is` or `is not`.
fn comparison(part: &ast::Expr) -> Option<(String, Comparator, &ast::Expr)> {
    match &unbracketed(part).kind {
        ast::ExprKind::All(parts) => comparison(parts.last()?),
        ast::ExprKind::Compare { op, left, right } => match &unbracketed(left).kind {
            ast::ExprKind::Path(path) if matches!(op.value, Comparator::Is | Comparator::IsNot) => {
                Some((dotted(&path.names), op.value, right))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The type of what the last comparison of a checked part compares.
fn scalar(part: &Expr) -> Option<Scalar> {
    match &part.kind {
        ExprKind::All(parts) => scalar(parts.last()?),
        ExprKind::Compare(_, left, _) => fold::scalar(left),
        _ => None,
    }
}
