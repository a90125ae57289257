//! The forms that go over lists, and the ones with `of`: quantifiers, aggregates, shares, rounding.

use super::ast::{Aggregate, At, Expr, ExprKind, Generator, Literal, Name, PathExpr, Quantifier, ShareOf};
use super::build::{Build, Node, child, declared, next, span};
use super::build_decl::scale;
use super::build_expr::{self, literal_value, operand, path, sum};
use super::grammar::Rule;
use super::{chains, literal};
use crate::value::{Rounding, Scale};

/// `every r in L where F satisfies E`
pub(super) fn quantified(b: &mut Build, node: Node) -> Option<ExprKind> {
    let mut inner = node.into_inner();
    let quantifier = match inner.next()?.as_rule() {
        Rule::kw_every => Quantifier::Every,
        Rule::kw_some => Quantifier::Some,
        _ => Quantifier::No,
    };
    let name = declared(b, &next(&mut inner, Rule::name)?);
    let list = path(b, next(&mut inner, Rule::path)?);
    let mut expressions = inner.filter(|part| part.as_rule() == Rule::expression);
    let first = build_expr::part(b, expressions.next()?)?;
    let (filter, body) = match expressions.next() {
        Some(second) => (Some(Box::new(first)), build_expr::part(b, second)?),
        None => (None, first),
    };
    Some(ExprKind::Quantified { quantifier, name, list, filter, body: Box::new(body) })
}

/// `no two of E for r in L are equal`
pub(super) fn no_two(b: &mut Build, node: Node) -> Option<ExprKind> {
    let mut inner = node.into_inner();
    let value = Box::new(sum(b, next(&mut inner, Rule::sum)?)?);
    let (generators, filter) = generators(b, next(&mut inner, Rule::generators)?)?;
    Some(ExprKind::NoTwo { value, generators, filter })
}

/// `for r in L, s in r.M where F`
fn generators(b: &mut Build, node: Node) -> Option<(Vec<Generator>, Option<Box<Expr>>)> {
    let mut generators = Vec::new();
    let mut filter = None;
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::generator => {
                let mut inner = part.into_inner();
                let name = declared(b, &next(&mut inner, Rule::name)?);
                let list = path(b, next(&mut inner, Rule::path)?);
                generators.push(Generator { name, list });
            }
            Rule::filter => filter = Some(self::filter(b, part)?),
            _ => {}
        }
    }
    Some((generators, filter))
}

fn filter(b: &mut Build, node: Node) -> Option<Box<Expr>> {
    let mut inner = node.into_inner();
    let word = span(b, &next(&mut inner, Rule::kw_where)?);
    let written = next(&mut inner, Rule::expression)?;
    chains::check_filter(b, word, &written);
    let outer = b.filter.replace(word);
    let condition = build_expr::part(b, written);
    b.filter = outer;
    Some(Box::new(condition?))
}

/// `sum of E for r in L where F`, `count of r in L where F`
pub(super) fn aggregate(b: &mut Build, node: Node) -> Option<ExprKind> {
    let mut inner = node.into_inner();
    let function = match inner.next()?.as_rule() {
        Rule::kw_sum => Aggregate::Sum,
        Rule::kw_count => Aggregate::Count,
        Rule::kw_largest => Aggregate::Largest,
        _ => Aggregate::Smallest,
    };
    let value = sum(b, next(&mut inner, Rule::sum)?)?;
    let after = inner.find(|part| matches!(part.as_rule(), Rule::generators | Rule::path))?;
    if after.as_rule() == Rule::generators {
        let (generators, filter) = generators(b, after)?;
        return Some(ExprKind::Aggregate { function, value: Box::new(value), generators, filter });
    }
    let list = path(b, after);
    let name = bound_name(b, &value, &list)?;
    let filter = match next(&mut inner, Rule::filter) {
        Some(node) => Some(filter(b, node)?),
        None => None,
    };
    let generators = vec![Generator { name, list }];
    Some(ExprKind::Aggregate { function, value: Box::new(value), generators, filter })
}

/// In `count of r in L`, what stands before `in` must be one name.
fn bound_name(b: &mut Build, value: &Expr, list: &PathExpr) -> Option<Name> {
    if let ExprKind::Path(path) = &value.kind
        && let [name] = path.names.as_slice()
    {
        return Some(name.clone());
    }
    b.fail(crate::diag::aggregate_needs_for(value.span, list.span))
}

/// `half of x`, `1/3 of x`, `20% of x`
pub(super) fn share(b: &mut Build, node: Node) -> Option<ExprKind> {
    let mut inner = node.into_inner();
    let written = inner.next()?;
    let place = span(b, &written);
    let value = match written.as_rule() {
        Rule::kw_half => ShareOf { numerator: 1, denominator: 2, percent: false },
        Rule::fraction => literal::fraction(b, written)?,
        _ => literal::share_of_percent(b, &written)?,
    };
    let of = inner.find(|part| part.as_rule() != Rule::kw_of)?;
    let of = Box::new(operand(b, of)?);
    Some(ExprKind::Share { share: At { value, span: place }, of })
}

/// `round down x to thousand yen`
pub(super) fn rounded(b: &mut Build, node: Node) -> Option<ExprKind> {
    let mut rounding = Rounding::HalfUp;
    let mut half = false;
    let mut value = None;
    let mut step = None;
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::kw_down => rounding = Rounding::Down,
            Rule::kw_half => half = true,
            Rule::kw_up if !half => rounding = Rounding::Up,
            Rule::sum => value = Some(Box::new(sum(b, part)?)),
            Rule::rounding_unit => step = Some(Box::new(unit(b, part)?)),
            _ => {}
        }
    }
    Some(ExprKind::Round { rounding, value: value?, step: step? })
}

fn unit(b: &mut Build, node: Node) -> Option<Expr> {
    let place = span(b, &node);
    let kind = match child(node.clone(), Rule::kw_yen) {
        Some(_) => Literal::Unit(child(node, Rule::scale_word).map_or(Scale::Yen, |word| scale(&word))),
        None => literal_value(b, &node.into_inner().next()?)?,
    };
    Some(Expr { kind: ExprKind::Literal(kind), span: place })
}
