//! What a rule says in figures, beside what its citations say.
//!
//! In: a rule of a plan. Out: its figures with their comparators ([`Stated`]), and those of the cited words ([`Cited`]).

use super::facts::Look;
use super::quote::{Measure, Quoted, quoted};
use crate::check::typed::{Rule, RuleId, Step as TypedStep, Type};
use crate::data::Value;
use crate::plan::{Bound, Kind, NodeId, Plan};
use crate::syntax::ast::{Comparator, Quantifier};
use crate::text::Span;
use crate::value::{Num, Scalar};

/// A figure of a rule and how what is compared must lie to it.
pub(super) struct Stated {
    pub(super) value: Num,
    pub(super) measure: Measure,
    pub(super) comparator: Comparator,
    /// The comparison.
    pub(super) span: Span,
    /// The figure.
    pub(super) figure: Span,
    /// Whether it stands in an `other reading`.
    pub(super) reading: bool,
    /// The requirement in which it stands, or whose other reading it is; none in a `when`.
    pub(super) requirement: Option<Span>,
}

/// A figure of the cited words.
pub(super) struct Cited {
    pub(super) quoted: Quoted,
    /// The citation.
    pub(super) span: Span,
}

/// The figures of the words that a rule cites; then those of cited headings that are amounts or shares.
pub(super) fn cited(rule: &Rule) -> Vec<Cited> {
    let mut out = Vec::new();
    for cite in &rule.cites {
        let of_words = cite.says.iter().flat_map(|says| quoted(says));
        out.extend(of_words.map(|quoted| Cited { quoted, span: cite.span }));
    }
    for cite in &rule.cites {
        let of_heading = quoted(&cite.heading).into_iter().filter(|one| one.measure != Measure::Count);
        out.extend(of_heading.map(|quoted| Cited { quoted, span: cite.span }));
    }
    out
}

/// The figures of a rule, those of its other readings included.
pub(super) fn stated(look: &Look, id: RuleId, rule: &Rule) -> Vec<Stated> {
    let plan = look.plan;
    let mut negated = Vec::new();
    let mut requirements = Vec::new();
    marks(&rule.body, &mut negated, &mut requirements);
    let mut out = Vec::new();
    for bound in plan.bounds_of(id) {
        let denied = negated.iter().filter(|span| span.contains(bound.span)).count();
        let denied = denied.saturating_add(denials(plan, id, bound.node));
        let turn = |comparator: Comparator| {
            if denied.checked_rem(2) == Some(1) { comparator.opposite() } else { comparator }
        };
        let of_reading =
            requirements.iter().find(|(_, all)| all.iter().any(|span| span.contains(bound.span)));
        let of = of_reading.or_else(|| requirements.iter().find(|(span, _)| span.contains(bound.span)));
        for (value, measure, comparator, figure) in figures(plan, &bound) {
            out.push(Stated {
                value,
                measure,
                comparator: turn(comparator),
                span: bound.span,
                figure,
                reading: of_reading.is_some(),
                requirement: of.map(|(span, _)| *span),
            });
        }
    }
    out
}

/// The conditions that lift a rule, and its requirements, each with its other readings.
fn marks(steps: &[TypedStep], negated: &mut Vec<Span>, requirements: &mut Vec<(Span, Vec<Span>)>) {
    for step in steps {
        match step {
            TypedStep::ForEach(_, body) | TypedStep::When(_, body) => marks(body, negated, requirements),
            TypedStep::Unless(exception, body) => {
                negated.push(exception.condition.span);
                marks(body, negated, requirements);
            }
            TypedStep::Require(requirement) => {
                let readings = requirement.readings.iter().map(|reading| reading.span).collect();
                requirements.push((requirement.span, readings));
            }
        }
    }
}

/// How many `not` and `no … satisfies` stand around a node of a rule.
fn denials(plan: &Plan, rule: RuleId, node: NodeId) -> usize {
    let roots = plan.rules.get(rule.0 as usize).map_or_else(Vec::new, |steps| plan.roots(steps));
    roots.into_iter().find_map(|root| denials_above(plan, root, node)).unwrap_or(0)
}

fn denials_above(plan: &Plan, at: NodeId, wanted: NodeId) -> Option<usize> {
    if at == wanted {
        return Some(0);
    }
    let kind = &plan.node(at)?.kind;
    let denies = matches!(kind, Kind::Not(_) | Kind::Quantified { quantifier: Quantifier::No, .. });
    let below = kind.children().into_iter().find_map(|child| denials_above(plan, child, wanted))?;
    Some(below.saturating_add(usize::from(denies)))
}

/// The constants and shares of a bound.
fn figures(plan: &Plan, bound: &Bound) -> Vec<(Num, Measure, Comparator, Span)> {
    let place = |node: NodeId| plan.node(node).map_or(bound.span, |node| node.span);
    let measure = match plan.node(bound.compared).map(|node| &node.ty) {
        Some(Type::Scalar(Scalar::Money(_))) => Measure::Money,
        Some(Type::Scalar(Scalar::Percent)) => Measure::Share,
        _ => Measure::Count,
    };
    let mut out = Vec::new();
    for limit in &bound.limits {
        if let Value::Num(value) = &limit.value {
            out.push((value.clone(), measure, bound.comparator, place(bound.limit)));
        }
    }
    // Half of the one side, or half of the other: both are a share, seen from either side.
    for (side, comparator) in [(bound.limit, bound.comparator), (bound.compared, bound.comparator.flipped())]
    {
        out.extend(
            shares(plan, side).into_iter().map(|(value, span)| (value, Measure::Share, comparator, span)),
        );
    }
    out
}

/// The shares in a value.
fn shares(plan: &Plan, node: NodeId) -> Vec<(Num, Span)> {
    let Some(found) = plan.node(node) else { return Vec::new() };
    let mut out = match &found.kind {
        Kind::Share { factor, .. } => vec![(factor.clone(), found.span)],
        _ => Vec::new(),
    };
    out.extend(found.kind.children().into_iter().flat_map(|child| shares(plan, child)));
    out
}

/// Which way a comparator bounds: up, down, or neither.
pub(super) fn direction(comparator: Comparator) -> Option<bool> {
    match comparator {
        Comparator::AtLeast | Comparator::MoreThan | Comparator::OnOrAfter | Comparator::After => Some(true),
        Comparator::AtMost | Comparator::LessThan | Comparator::OnOrBefore | Comparator::Before => {
            Some(false)
        }
        Comparator::Is | Comparator::IsNot => None,
    }
}
