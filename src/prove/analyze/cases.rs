//! Cases by `when`: several on one value that leave something out between them, or that hold for the same value.
//!
//! All ends are figures, so each value at, between and beside them is simply tried.

use super::Run;
use crate::check::typed::{ListSource, Path, PathRoot, VarId};
use crate::data::Value;
use crate::diag::{Bilingual, proofs};
use crate::eval::{Val, as_number, from_number};
use crate::plan::{Kind, NodeId, Plan, Step, Unit};
use crate::prove::Period;
use crate::syntax::ast::Comparator;
use crate::text::Span;
use crate::value::{FiscalYear, Num, Scalar, show};
use std::collections::BTreeMap;

/// One side of a case.
#[derive(Clone)]
struct Side {
    comparator: Comparator,
    limit: Num,
}

/// One `when`, as far as it bounds one value.
struct Case {
    span: Span,
    sides: Vec<Side>,
    unit: Unit,
}

impl Case {
    fn holds(&self, value: &Num) -> bool {
        self.sides.iter().all(|side| match side.comparator {
            Comparator::AtLeast | Comparator::OnOrAfter => *value >= side.limit,
            Comparator::AtMost | Comparator::OnOrBefore => *value <= side.limit,
            Comparator::MoreThan | Comparator::After => *value > side.limit,
            Comparator::LessThan | Comparator::Before => *value < side.limit,
            Comparator::Is => *value == side.limit,
            Comparator::IsNot => *value != side.limit,
        })
    }
}

/// What cases are about: what is compared, and what else the conditions ask.
type Family = BTreeMap<(String, Vec<String>), Vec<Case>>;

pub(super) fn find(run: &mut Run<'_, '_>) {
    let plan = run.plan;
    for period in run.periods.clone() {
        let mut families = Family::new();
        for (rule, steps) in plan.pack.rules.iter().zip(&plan.rules) {
            let in_force = match (rule.valid, period.day()) {
                (Some(valid), Some(day)) => valid.holds_on(day),
                _ => true,
            };
            if in_force && !rule.across {
                gather(plan, period, steps, &[], &mut families);
            }
        }
        for family in families.into_values().filter(|family| family.len() > 1) {
            one(run, period, &family);
        }
    }
}

/// The conditions of steps; `around` are those around them.
fn gather(plan: &Plan, period: Period, steps: &[Step], around: &[NodeId], families: &mut Family) {
    for step in steps {
        match step {
            Step::Require(_) => {}
            Step::ForEach(_, body) | Step::Unless(_, _, body) => gather(plan, period, body, around, families),
            Step::When(condition, body) => {
                case(plan, period, *condition, around, families);
                let mut inside = around.to_vec();
                inside.push(*condition);
                gather(plan, period, body, &inside, families);
            }
        }
    }
}

fn case(plan: &Plan, period: Period, condition: NodeId, around: &[NodeId], families: &mut Family) {
    let Some(node) = plan.node(condition) else { return };
    let parts = match &node.kind {
        Kind::All(parts) => parts.clone(),
        _ => vec![condition],
    };
    let mut sides: BTreeMap<String, (Vec<Side>, Unit)> = BTreeMap::new();
    let mut rest: Vec<String> = around.iter().map(|node| words(plan, *node)).collect();
    for part in parts {
        match bounded(plan, period, part) {
            Some((compared, found, unit)) => {
                sides.entry(compared).or_insert((Vec::new(), unit)).0.extend(found);
            }
            None => rest.push(words(plan, part)),
        }
    }
    if sides.len() != 1 {
        return;
    }
    rest.sort();
    for (compared, (sides, unit)) in sides {
        families.entry((compared, rest.clone())).or_default().push(Case { span: node.span, sides, unit });
    }
}

/// What a comparison with a figure bounds, and how.
fn bounded(plan: &Plan, period: Period, id: NodeId) -> Option<(String, Vec<Side>, Unit)> {
    let node = plan.node(id)?;
    let figure = |node: NodeId| as_number(&Val::of(&plan.constant(node, period.day())?)?);
    match &node.kind {
        Kind::Compare(op, left, right) if !matches!(op, Comparator::Is | Comparator::IsNot) => {
            let (compared, comparator, limit) = match (figure(*left), figure(*right)) {
                (None, Some(limit)) => (*left, *op, limit),
                (Some(limit), None) => (*right, op.flipped(), limit),
                _ => return None,
            };
            Some((words(plan, compared), vec![Side { comparator, limit }], plan.unit_of(compared)?))
        }
        Kind::Between(value, low, high) => {
            let sides = vec![
                Side { comparator: Comparator::AtLeast, limit: figure(*low)? },
                Side { comparator: Comparator::AtMost, limit: figure(*high)? },
            ];
            Some((words(plan, *value), sides, plan.unit_of(*value)?))
        }
        _ => None,
    }
}

/// What tells an expression from others: its form, without its places and the names that are bound in it.
fn words(plan: &Plan, id: NodeId) -> String {
    words_in(plan, id, &mut Vec::new())
}

fn words_in(plan: &Plan, id: NodeId, bound: &mut Vec<VarId>) -> String {
    let Some(node) = plan.node(id) else { return String::new() };
    let binders = match &node.kind {
        Kind::Quantified { binder, .. } => std::slice::from_ref(binder),
        Kind::NoTwo { binders, .. } | Kind::Aggregate { binders, .. } => binders,
        _ => &[],
    };
    let outside = bound.len();
    let mut lists = Vec::new();
    for binder in binders {
        lists.push(source(&binder.source, bound));
        bound.push(binder.var);
    }
    let below: Vec<String> =
        node.kind.children().into_iter().map(|child| words_in(plan, child, bound)).collect();
    let own = match &node.kind {
        Kind::Const(value) => format!("{value:?}"),
        Kind::Let(figure) => format!("let {}", figure.0),
        Kind::Path(path) => way(path, bound),
        Kind::Define(define, path) => format!("define {} {}", define.0, way(path, bound)),
        Kind::Given { path, missing } => format!("given {missing} {}", way(path, bound)),
        Kind::Compare(op, ..) => format!("{op:?}"),
        Kind::Binary(op, ..) => format!("{op:?}"),
        Kind::OneOf { negated, .. } => format!("one of {negated}"),
        Kind::Share { factor, .. } => format!("share {factor}"),
        Kind::Round(rounding, _, step) => format!("{rounding:?} {step}"),
        Kind::Quantified { quantifier, filter, .. } => {
            format!("{quantifier:?} {lists:?} {}", filter.is_some())
        }
        Kind::Aggregate { function, filter, .. } => format!("{function:?} {lists:?} {}", filter.is_some()),
        Kind::NoTwo { filter, .. } => format!("no two {lists:?} {}", filter.is_some()),
        Kind::Not(_) => "not".to_owned(),
        Kind::All(_) => "all".to_owned(),
        Kind::Any(_) => "any".to_owned(),
        Kind::Between(..) => "between".to_owned(),
    };
    bound.truncate(outside);
    format!("{own}({})", below.join(","))
}

/// A path; a name that is bound around it counts by its place among those.
fn way(path: &Path, bound: &[VarId]) -> String {
    let place = match path.root {
        PathRoot::Var(var) => bound.iter().rposition(|known| *known == var),
        PathRoot::Proposal | PathRoot::This => None,
    };
    match place {
        Some(place) => format!("name {place} {:?}", path.steps),
        None => format!("{:?} {:?}", path.root, path.steps),
    }
}

fn source(source: &ListSource, bound: &[VarId]) -> String {
    match source {
        ListSource::Field(path) => way(path, bound),
        ListSource::Table(table) => format!("table {}", table.0),
        ListSource::Proposals => "proposals".to_owned(),
    }
}

fn one(run: &mut Run<'_, '_>, period: Period, family: &[Case]) {
    let Some(unit) = family.first().map(|case| case.unit) else { return };
    let mut limits: Vec<Num> =
        family.iter().flat_map(|case| case.sides.iter().map(|side| side.limit.clone())).collect();
    limits.sort();
    limits.dedup();
    let mut tried: Vec<Num> = Vec::new();
    let half = Num::fraction(1, 2).unwrap_or(Num::ZERO);
    for (at, limit) in limits.iter().enumerate() {
        if unit == Unit::Ratio {
            tried.push(limit.clone());
            if let Some(next) = limits.get(at.saturating_add(1)) {
                tried.push(limit.add(next).mul(&half));
            }
        } else {
            let step = Num::Int(1);
            tried.extend([limit.sub(&step), limit.clone(), limit.add(&step)]);
        }
    }
    tried.sort();
    tried.dedup();
    let scope = run.texts.scope(&run.periods, &[period], true, None);
    let (Some(first), Some(last)) = (limits.first(), limits.last()) else { return };
    let mut gaps: Vec<(Span, Span)> = Vec::new();
    let mut overlaps: Vec<(Span, Span)> = Vec::new();
    for value in &tried {
        let holding: Vec<&Case> = family.iter().filter(|case| case.holds(value)).collect();
        match holding.as_slice() {
            [] if value >= first && value <= last => {
                // The nearest case on each side.
                let beside = |below: bool| {
                    let reached =
                        tried.iter().filter(|other| if below { *other < value } else { *other > value });
                    let mut reached: Vec<&Num> = reached.collect();
                    if below {
                        reached.reverse();
                    }
                    reached.into_iter().find_map(|other| family.iter().find(|case| case.holds(other)))
                };
                if let (Some(below), Some(above)) = (beside(true), beside(false))
                    && below.span != above.span
                    && !gaps.contains(&(below.span, above.span))
                {
                    gaps.push((below.span, above.span));
                    let found = proofs::case_gap(above.span, &shown(unit, value), (below.span, &scope));
                    run.add(found, Some("cases"));
                }
            }
            [one, other, ..] => {
                // A case that lies wholly within another one is a step, not an overlap.
                let within = |a: &Case, b: &Case| tried.iter().all(|value| !a.holds(value) || b.holds(value));
                let apart = !within(one, other) && !within(other, one);
                if apart && one.span != other.span && !overlaps.contains(&(one.span, other.span)) {
                    overlaps.push((one.span, other.span));
                    let found = proofs::case_overlap(other.span, &shown(unit, value), (one.span, &scope));
                    run.add(found, Some("cases"));
                }
            }
            _ => {}
        }
    }
}

fn shown(unit: Unit, value: &Num) -> Bilingual {
    match unit {
        Unit::Yen => show::money(value),
        Unit::Ratio => show::percent(value),
        Unit::Year => match value.to_i128().and_then(|year| i32::try_from(year).ok()) {
            Some(year) => show::year(FiscalYear(year)),
            None => show::number(value),
        },
        Unit::Day => match from_number(Scalar::Date, value) {
            Some(Value::Date(day)) => show::date(day),
            _ => show::number(value),
        },
        Unit::One => show::number(value),
    }
}
