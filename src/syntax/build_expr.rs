//! Expressions: precedence, and the slips that only the tree shows (mixed `and` and `or`, missing brackets).

use super::ast::{Arithmetic, At, Comparator, Expr, ExprKind, Literal, Name, PathExpr};
use super::build::{Build, Node, child, name, span};
use super::build_over::{aggregate, no_two, quantified, rounded, share};
use super::grammar::Rule;
use super::{chains, literal};
use crate::text::Span;

/// A whole expression: its operators are counted from zero.
pub(super) fn expression(b: &mut Build, node: Node) -> Option<Expr> {
    b.operators = 0;
    part(b, node)
}

/// An expression that is a condition of its own: of a requirement, a guard, a quantifier.
pub(super) fn whole_condition(b: &mut Build, node: Node) -> Option<Expr> {
    let known = b.diags.len();
    let value = expression(b, node)?;
    chains::check_whole(b, &value, known);
    Some(value)
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

/// One comparison, its left side already built.
fn comparison(b: &mut Build, left: Expr, node: Node) -> Option<Expr> {
    let whole = left.span.to(span(b, &node));
    let op_span = chains::operator(b, &node);
    let mut words: Vec<Rule> = Vec::new();
    let mut symbol = "";
    let mut sides: Vec<Expr> = Vec::new();
    for piece in node.into_inner() {
        match piece.as_rule() {
            Rule::sum => sides.push(sum(b, piece)?),
            Rule::one_of => {
                for member in piece.into_inner().filter(|part| part.as_rule() == Rule::sum) {
                    sides.push(sum(b, member)?);
                }
                words.push(Rule::one_of);
            }
            Rule::symbol => symbol = piece.as_str(),
            word => words.push(word),
        }
    }
    let value = Box::new(left);
    let kind = match words.as_slice() {
        [Rule::kw_is, Rule::kw_given] => ExprKind::Given { value, missing: false },
        [Rule::kw_is, Rule::kw_missing] => ExprKind::Given { value, missing: true },
        [Rule::kw_is, .., Rule::one_of] => {
            ExprKind::OneOf { value, negated: words.contains(&Rule::kw_not), members: sides }
        }
        [Rule::kw_between, ..] => {
            let high = Box::new(sides.pop()?);
            ExprKind::Between { value, low: Box::new(sides.pop()?), high }
        }
        words => {
            let op = At { value: comparator(words, symbol)?, span: op_span };
            ExprKind::Compare { op, left: value, right: Box::new(sides.pop()?) }
        }
    };
    Some(Expr { kind, span: whole })
}

fn comparator(words: &[Rule], symbol: &str) -> Option<Comparator> {
    Some(match (words, symbol) {
        ([Rule::kw_at, Rule::kw_least], _) | ([], ">=" | "≥" | "≧") => Comparator::AtLeast,
        ([Rule::kw_at, Rule::kw_most], _) | ([], "<=" | "≤" | "≦") => Comparator::AtMost,
        ([Rule::kw_more, ..], _) | ([], ">") => Comparator::MoreThan,
        ([Rule::kw_less, ..], _) | ([], "<") => Comparator::LessThan,
        ([Rule::kw_is], _) | ([], "==" | "=") => Comparator::Is,
        ([Rule::kw_is, Rule::kw_not], _) | ([], "!=" | "≠") => Comparator::IsNot,
        ([Rule::kw_on, .., Rule::kw_before], _) => Comparator::OnOrBefore,
        ([Rule::kw_on, .., Rule::kw_after], _) => Comparator::OnOrAfter,
        ([Rule::kw_before], _) => Comparator::Before,
        ([Rule::kw_after], _) => Comparator::After,
        _ => return None,
    })
}

/// `a + b * c`: products first, both from the left.
pub(super) fn sum(b: &mut Build, node: Node) -> Option<Expr> {
    let place = span(b, &node);
    let mut total: Option<(Expr, At<Arithmetic>)> = None;
    let mut product: Option<Expr> = None;
    let mut sign: Option<At<Arithmetic>> = None;
    chains::check_slashes(b, place)?;
    for part in node.into_inner() {
        if part.as_rule() == Rule::operator {
            // Counted before the tree grows: one of a hundred thousand levels could not even be dropped.
            chains::count(b, 1, place)?;
            let value = arithmetic(part.as_str())?;
            sign = Some(At { value, span: span(b, &part) });
            continue;
        }
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
    let last = product?;
    Some(match total {
        None => last,
        Some((sum, plus)) => binary(sum, plus, last),
    })
}

fn arithmetic(sign: &str) -> Option<Arithmetic> {
    match sign {
        "+" => Some(Arithmetic::Add),
        "-" => Some(Arithmetic::Subtract),
        "*" | "×" => Some(Arithmetic::Multiply),
        "/" | "÷" => Some(Arithmetic::Divide),
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
        Rule::bracket => {
            let outer = b.filter.take();
            let inner = part(b, child(node, Rule::expression)?);
            b.filter = outer;
            ExprKind::Bracket(Box::new(inner?))
        }
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
        Rule::fiscal_year | Rule::named_year => Literal::Year(literal::fiscal_year(b, node)?),
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
