//! Expressions: precedence, and the slips that only the tree shows (mixed `and` and `or`, missing brackets).

use super::ast::{Arithmetic, At, Comparator, Expr, ExprKind, Literal, Name, PathExpr};
use super::build::{Build, Node, child, name, next, span};
use super::build_over::{aggregate, no_two, quantified, rounded, share};
use super::grammar::Rule;
use super::{chains, literal};
use crate::text::Span;

/// A whole expression: its operators are counted from zero.
pub(super) fn expression(b: &mut Build, node: Node) -> Option<Expr> {
    b.operators = 0;
    part(b, node)
}

/// `condition and condition …`, as a part of an expression.
pub(super) fn part(b: &mut Build, node: Node) -> Option<Expr> {
    let place = span(b, &node);
    let mut conditions = Vec::new();
    let mut connectives: Vec<(bool, Span)> = Vec::new();
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::condition => conditions.push(condition(b, part)?),
            Rule::kw_and => connectives.push((true, span(b, &part))),
            Rule::kw_or => connectives.push((false, span(b, &part))),
            _ => {}
        }
    }
    chains::check_connectives(b, &connectives, &conditions);
    let Some((all, _)) = connectives.first().copied() else { return conditions.pop() };
    chains::count(b, conditions.len(), place)?;
    let kind = if all { ExprKind::All(conditions) } else { ExprKind::Any(conditions) };
    Some(Expr { kind, span: place })
}

/// `not not sum comparison`
fn condition(b: &mut Build, node: Node) -> Option<Expr> {
    let place = span(b, &node);
    let mut nots = Vec::new();
    let mut value = None;
    let mut first: Option<Span> = None;
    for part in node.into_inner() {
        let part_span = span(b, &part);
        match part.as_rule() {
            Rule::kw_not => nots.push(part_span),
            Rule::sum => value = Some(sum(b, part)?),
            _ => {
                let operator = chains::operator(b, &part);
                if let Some(first) = first {
                    chains::report_chained(b, first, operator);
                } else {
                    first = Some(operator);
                    let left = value.take()?;
                    value = Some(comparison(b, left, part)?);
                }
            }
        }
    }
    let mut value = value?;
    chains::count(b, nots.len(), place)?;
    chains::check_aggregate(b, &value);
    for not in nots.into_iter().rev() {
        let span = not.to(value.span);
        value = Expr { kind: ExprKind::Not(Box::new(value)), span };
    }
    Some(value)
}

fn comparison(b: &mut Build, left: Expr, node: Node) -> Option<Expr> {
    let whole = left.span.to(span(b, &node));
    let value = Box::new(left);
    let kind = match node.as_rule() {
        Rule::is_given => ExprKind::Given { value, missing: false },
        Rule::is_missing => ExprKind::Given { value, missing: true },
        Rule::one_of => {
            let mut negated = false;
            let mut members = Vec::new();
            for part in node.into_inner() {
                match part.as_rule() {
                    Rule::kw_not => negated = true,
                    Rule::sum => members.push(sum(b, part)?),
                    _ => {}
                }
            }
            ExprKind::OneOf { value, negated, members }
        }
        Rule::between => {
            let mut inner = node.into_inner();
            let low = Box::new(sum(b, next(&mut inner, Rule::sum)?)?);
            let high = Box::new(sum(b, next(&mut inner, Rule::sum)?)?);
            ExprKind::Between { value, low, high }
        }
        _ => {
            let mut inner = node.into_inner();
            let sign = inner.next()?;
            let op = At { value: comparator(&sign)?, span: span(b, &sign) };
            let right = Box::new(sum(b, next(&mut inner, Rule::sum)?)?);
            ExprKind::Compare { op, left: value, right }
        }
    };
    Some(Expr { kind, span: whole })
}

fn comparator(node: &Node) -> Option<Comparator> {
    Some(match node.as_rule() {
        Rule::at_least => Comparator::AtLeast,
        Rule::at_most => Comparator::AtMost,
        Rule::more_than => Comparator::MoreThan,
        Rule::less_than => Comparator::LessThan,
        Rule::is => Comparator::Is,
        Rule::is_not => Comparator::IsNot,
        Rule::on_or_before => Comparator::OnOrBefore,
        Rule::on_or_after => Comparator::OnOrAfter,
        Rule::before => Comparator::Before,
        Rule::after => Comparator::After,
        _ => return None,
    })
}

/// `a + b * c`: products first, both from the left.
pub(super) fn sum(b: &mut Build, node: Node) -> Option<Expr> {
    let place = span(b, &node);
    let mut total: Option<(Expr, At<Arithmetic>)> = None;
    let mut product: Option<Expr> = None;
    let mut sign: Option<At<Arithmetic>> = None;
    let mut operands = 0_usize;
    let mut parts = node.into_inner();
    while let Some(part) = parts.next() {
        if let Some(value) = arithmetic(part.as_rule()) {
            sign = Some(At { value, span: span(b, &part) });
            continue;
        }
        operands = operands.saturating_add(1);
        let right = operand(b, part)?;
        product = Some(match (product.take(), sign.take()) {
            (None, _) | (_, None) => right,
            (Some(left), Some(op)) => {
                chains::check_arithmetic(b, &left, &right, op.span);
                if matches!(op.value, Arithmetic::Multiply | Arithmetic::Divide) {
                    binary(left, op, right)
                } else {
                    let left = match total.take() {
                        None => left,
                        Some((sum, plus)) => binary(sum, plus, left),
                    };
                    total = Some((left, op));
                    right
                }
            }
        });
    }
    chains::count(b, operands.saturating_sub(1), place)?;
    let last = product?;
    Some(match total {
        None => last,
        Some((sum, plus)) => binary(sum, plus, last),
    })
}

fn arithmetic(sign: Rule) -> Option<Arithmetic> {
    match sign {
        Rule::plus => Some(Arithmetic::Add),
        Rule::minus => Some(Arithmetic::Subtract),
        Rule::times => Some(Arithmetic::Multiply),
        Rule::over => Some(Arithmetic::Divide),
        _ => None,
    }
}

fn binary(left: Expr, op: At<Arithmetic>, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    Expr { kind: ExprKind::Binary { op, left: Box::new(left), right: Box::new(right) }, span }
}

/// One operand: brackets, a form with words, a literal or a path.
pub(super) fn operand(b: &mut Build, node: Node) -> Option<Expr> {
    let place = span(b, &node);
    let kind = match node.as_rule() {
        Rule::bracket => ExprKind::Bracket(Box::new(part(b, child(node, Rule::expression)?)?)),
        Rule::quantified => quantified(b, node)?,
        Rule::no_two => no_two(b, node)?,
        Rule::aggregate => aggregate(b, node)?,
        Rule::rounded => rounded(b, node)?,
        Rule::share => share(b, node)?,
        Rule::path => ExprKind::Path(path(b, node)),
        _ => ExprKind::Literal(literal_value(b, &node)?),
    };
    Some(Expr { kind, span: place })
}

/// A literal token.
pub(super) fn literal_value(b: &mut Build, node: &Node) -> Option<Literal> {
    Some(match node.as_rule() {
        Rule::string => Literal::Text(super::build::string(b, node).text),
        Rule::date => Literal::Date(literal::date(b, node)?),
        Rule::fiscal_year => Literal::Year(literal::fiscal_year(b, node)?),
        Rule::amount => Literal::Money(literal::amount(b, node)?),
        Rule::percent => Literal::Percent(literal::percent(b, node)?),
        Rule::number => Literal::Number(literal::number(b, node)?),
        _ => return None,
    })
}

/// `a.b.c`
pub(super) fn path(b: &Build, node: Node) -> PathExpr {
    let place = span(b, &node);
    let names: Vec<Name> = node.into_inner().map(|part| name(b, &part)).collect();
    PathExpr { names, span: place }
}
