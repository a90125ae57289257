//! What only the tree shows: connectives that are mixed, shares and filtered aggregates that lack brackets,
//! chained comparisons, and expressions that are too long.

use super::ast::{Expr, ExprKind};
use super::build::{Build, Node, span};
use super::grammar::Rule;
use crate::diag;
use crate::text::Span;

/// An expression has at most so many operators, `not`s and branches, those in its brackets included.
pub(super) const MAX_OPERATORS: usize = 250;

/// Counts the operators of the expression at hand; reports the one that makes it too long.
pub(super) fn count(b: &mut Build, operators: usize, place: Span) -> Option<()> {
    b.operators = b.operators.saturating_add(operators);
    if b.operators > MAX_OPERATORS {
        return b.fail(diag::expression_too_long(place, MAX_OPERATORS));
    }
    Some(())
}

/// `and` beside `or`, also where the second one hides in the open end of a quantifier.
pub(super) fn check_connectives(b: &mut Build, connectives: &[(bool, Span)], conditions: &[Expr]) {
    let Some((first, first_place)) = connectives.first().copied() else { return };
    if let Some((_, other)) = connectives.iter().find(|(all, _)| *all != first) {
        b.diags.push(diag::mixed_connectives(first_place, *other, first));
        return;
    }
    if let Some(last) = conditions.last()
        && let Some(inner) = open_connective(last, first)
    {
        b.diags.push(diag::mixed_connectives(first_place, inner, first));
    }
}

/// The place of a chain of the other connective at the open end of a condition.
fn open_connective(condition: &Expr, all: bool) -> Option<Span> {
    match &condition.kind {
        ExprKind::Not(inner) => open_connective(inner, all),
        ExprKind::Quantified { body, .. } => match (&body.kind, all) {
            (ExprKind::Any(_), true) | (ExprKind::All(_), false) => Some(body.span),
            (ExprKind::All(parts) | ExprKind::Any(parts), _) => {
                parts.last().and_then(|last| open_connective(last, all))
            }
            _ => open_connective(body, all),
        },
        _ => None,
    }
}

/// The words of a comparison, without its right side.
pub(super) fn operator(b: &Build, node: &Node) -> Span {
    let mut place = span(b, node);
    for part in node.clone().into_inner() {
        if matches!(part.as_rule(), Rule::sum | Rule::one_of) {
            break;
        }
        place.end = b.range(0, part.as_span().end()).end;
    }
    place
}

/// `a at least b at least c`
pub(super) fn report_chained(b: &mut Build, first: Span, second: Span) {
    b.diags.push(match b.filter {
        Some(word) => diag::filtered_aggregate(word, Some(second)),
        None => diag::chained_comparison(first, second),
    });
}

/// `half of y + z`, and a filtered aggregate in a computation without brackets.
pub(super) fn check_arithmetic(b: &mut Build, left: &Expr, right: &Expr, operator: Span) {
    if let ExprKind::Share { .. } = &left.kind {
        b.diags.push(diag::share_before_operator(left.span, operator));
    }
    for side in [left, right] {
        if let Some(place) = filtered(side) {
            b.diags.push(diag::filtered_aggregate(place, Some(operator)));
        }
    }
}

/// A filtered aggregate that is compared without brackets, or that stands alone as a condition.
pub(super) fn check_aggregate(b: &mut Build, condition: &Expr) {
    let sides: Vec<&Expr> = match &condition.kind {
        ExprKind::Compare { left, right, .. } => vec![left, right],
        ExprKind::Between { value, low, high } => vec![value, low, high],
        ExprKind::OneOf { value, members, .. } => std::iter::once(&**value).chain(members).collect(),
        ExprKind::Given { value, .. } => vec![value],
        _ => return,
    };
    for side in sides {
        if let Some(place) = filtered(side) {
            b.diags.push(diag::filtered_aggregate(place, None));
        }
    }
}

/// An aggregate with `where` that stands where yes or no is asked for: the comparison that was meant for it has
/// become part of its condition. `known` is how many diagnostics there were before it.
pub(super) fn check_whole(b: &mut Build, value: &Expr, known: usize) {
    if b.diags.len() == known
        && let Some(place) = filtered(value)
    {
        b.diags.push(diag::filtered_aggregate(place, None));
    }
}

/// `2007/10/10` is no date but two divisions.
pub(super) fn check_slashes(b: &mut Build, place: Span) -> Option<()> {
    let start = (place.start as usize).saturating_sub(b.base);
    let end = (place.end as usize).saturating_sub(b.base);
    let written = b.text.get(start..end).unwrap_or_default();
    let parts: Vec<&str> = written.split('/').collect();
    let digits = |part: &str, longest: usize| {
        (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            b.fail(diag::slashed_date(place, &format!("{year}-{month:0>2}-{day:0>2}")))
        }
        _ => Some(()),
    }
}

/// The place of an aggregate with `where` at the end of which nothing closes the condition.
fn filtered(side: &Expr) -> Option<Span> {
    match &side.kind {
        ExprKind::Aggregate { filter: Some(_), .. } => Some(side.span),
        ExprKind::Share { of, .. } => filtered(of),
        _ => None,
    }
}

/// A condition of an aggregate that has `and` or `or` in it without brackets.
pub(super) fn check_filter(b: &mut Build, word: Span, condition: &Node) {
    let connective =
        condition.clone().into_inner().find(|part| matches!(part.as_rule(), Rule::kw_and | Rule::kw_or));
    if let Some(connective) = connective {
        let place = span(b, &connective);
        b.diags.push(diag::compound_where(word, place));
    }
}
