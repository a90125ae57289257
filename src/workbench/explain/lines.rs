//! Number lines: the bounds of a rule on one axis each, as data.
//!
//! Bounds on the same thing that hold together share a line; what stands beside an `or`, or is held against another
//! value of the proposal, has a line of its own. A figure with dates gives a line for each time in which it is one.

use crate::check::typed::RuleId;
use crate::data::Value;
use crate::diag::Bilingual;
use crate::eval::{Truth, Val, compare_values};
use crate::plan::{Bound, End, Plan, Unit};
use crate::report::{BoundRole, BoundText, bound_texts, shown_value};
use crate::syntax::ast::Comparator;
use crate::text::SourceMap;
use crate::value::{Date, Scalar};
use std::collections::BTreeSet;

/// A number line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberLine {
    /// What is on it.
    pub axis: Bilingual,
    /// In which part of the rule its bounds stand.
    pub role: BoundRole,
    /// Whether something else may hold in its place.
    pub alternative: bool,
    /// One step on it.
    pub unit: Unit,
    /// The first day on which it is so, where that depends on the day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// The bounds, ascending.
    pub ticks: Vec<Tick>,
    /// Whether the values below the first bound, between each two, and above the last one pass; one more than bounds.
    pub zones: Vec<bool>,
}

/// A bound on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Its value, exactly; none where a proposal says it.
    pub exact: Option<String>,
    /// Its value in words, else what it is.
    pub words: Bilingual,
    /// Whether the value itself passes: a closed end.
    pub passes: bool,
}

/// The lines of a rule, in the order in which their first bounds are written.
pub(super) fn of_rule(plan: &Plan, sources: &SourceMap, rule: RuleId) -> Vec<NumberLine> {
    let mut groups: Vec<Vec<BoundText>> = Vec::new();
    for bound in bound_texts(plan, sources, rule) {
        let beside = |group: &&mut Vec<BoundText>| group.first().is_some_and(|first| together(first, &bound));
        match groups.iter_mut().find(beside) {
            Some(group) => group.push(bound),
            None => groups.push(vec![bound]),
        }
    }
    groups.iter().flat_map(|group| lines_of(plan, group)).collect()
}

/// Whether two bounds belong on one line.
fn together(one: &BoundText, other: &BoundText) -> bool {
    let same = one.role == other.role
        && one.around == other.around
        && one.compared == other.compared
        && one.alternative == other.alternative
        && (!one.alternative || one.bound.node == other.bound.node);
    let fixed = |bound: &BoundText| !bound.bound.limits.is_empty();
    same && if fixed(one) { fixed(other) } else { !fixed(other) && one.bound.node == other.bound.node }
}

fn lines_of(plan: &Plan, group: &[BoundText]) -> Vec<NumberLine> {
    let Some(first) = group.first() else { return Vec::new() };
    let line = NumberLine {
        axis: first.compared.clone(),
        role: first.role,
        alternative: first.alternative,
        unit: first.bound.unit,
        from: None,
        to: None,
        ticks: Vec::new(),
        zones: Vec::new(),
    };
    if first.bound.limits.is_empty() {
        return vec![of_other_values(line, group)];
    }
    let mut starts: BTreeSet<Option<Date>> = BTreeSet::new();
    for limit in group.iter().flat_map(|bound| &bound.bound.limits) {
        starts.insert(limit.from);
        starts.extend(limit.to.and_then(next_day).map(Some));
    }
    // A figure without dates holds before the first day of the others, too; there nothing else is known.
    if starts.len() > 1 {
        starts.remove(&None);
    }
    let starts: Vec<Option<Date>> = starts.into_iter().collect();
    let mut out: Vec<NumberLine> = Vec::new();
    for (at, from) in starts.iter().enumerate() {
        let next = starts.get(at.saturating_add(1)).copied().flatten();
        let to = next.and_then(Date::day_before);
        let limits: Option<Vec<(Bound, Value)>> = group
            .iter()
            .map(|bound| Some((bound.bound.clone(), plan.constant(bound.bound.limit, *from)?)))
            .collect();
        let Some(limits) = limits else { continue };
        let ty = scalar_of(plan, first);
        if let Some(mut drawn) = of_values(plan, line.clone(), ty, &limits) {
            (drawn.from, drawn.to) = (*from, to);
            match out.last_mut() {
                Some(last) if last.ticks == drawn.ticks && last.zones == drawn.zones => last.to = to,
                _ => out.push(drawn),
            }
        }
    }
    out
}

fn next_day(day: Date) -> Option<Date> {
    day.0.tomorrow().ok().map(Date)
}

fn scalar_of(plan: &Plan, bound: &BoundText) -> Option<Scalar> {
    match plan.node(bound.bound.compared)?.ty {
        crate::check::typed::Type::Scalar(scalar) => Some(scalar),
        _ => None,
    }
}

/// A line whose bounds are values of the proposal: their order is that of a `between`.
fn of_other_values(line: NumberLine, group: &[BoundText]) -> NumberLine {
    let ticks: Vec<Tick> = group
        .iter()
        .map(|bound| Tick { exact: None, words: bound.limit.clone(), passes: bound.bound.includes_limit() })
        .collect();
    let zones = match group {
        [only] => {
            let up = is_lower(only.bound.comparator);
            vec![!up, up]
        }
        _ => {
            let inside =
                group.iter().any(|bound| bound.bound.end == End::Low && is_lower(bound.bound.comparator));
            vec![!inside, inside, !inside]
        }
    };
    NumberLine { ticks, zones, ..line }
}

fn is_lower(comparator: Comparator) -> bool {
    matches!(
        comparator,
        Comparator::AtLeast | Comparator::MoreThan | Comparator::OnOrAfter | Comparator::After
    )
}

/// A line whose bounds are known.
fn of_values(
    plan: &Plan,
    line: NumberLine,
    ty: Option<Scalar>,
    limits: &[(Bound, Value)],
) -> Option<NumberLine> {
    let mut values: Vec<&Value> = limits.iter().map(|(_, value)| value).collect();
    values.sort_by(|one, other| match (Val::of(one), Val::of(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => std::cmp::Ordering::Equal,
    });
    values.dedup();
    let passes_at = |at: &Value| {
        limits.iter().all(|(bound, limit)| match (Val::of(at), Val::of(limit)) {
            (Some(at), Some(limit)) => compare_values(bound.comparator, &at, &limit) == Truth::True,
            _ => false,
        })
    };
    // Between two bounds all values pass or none does: they lie on the same side of each.
    let passes_between = |below: Option<&Value>| {
        limits.iter().all(|(bound, limit)| {
            let above_limit = match (below.and_then(Val::of), Val::of(limit)) {
                (Some(below), Some(limit)) => below.cmp(&limit).is_ge(),
                _ => false,
            };
            above_limit == is_lower(bound.comparator)
        })
    };
    let mut zones = vec![passes_between(None)];
    zones.extend(values.iter().map(|value| passes_between(Some(value))));
    let ticks = values.iter().map(|value| {
        let (words, exact) = shown_value(plan, ty, value);
        Tick { exact: Some(exact), words, passes: passes_at(value) }
    });
    let ticks: Vec<Tick> = ticks.collect();
    // An alternative `between` that must not hold passes outside.
    if line.alternative && limits.len() > 1 && !zones.contains(&true) {
        let any = |at: usize| at == 0 || at == ticks.len();
        let zones = (0..zones.len()).map(any).collect();
        let ticks = ticks
            .into_iter()
            .map(|tick| Tick { passes: limits.iter().any(|(bound, _)| bound.includes_limit()), ..tick })
            .collect();
        return Some(NumberLine { ticks, zones, ..line });
    }
    Some(NumberLine { ticks, zones, ..line })
}
