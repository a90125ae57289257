//! `bands`: bands by constants that leave something out or overlap: the rows of a table whose columns are the lower and upper
//! ends of one value, and pairs of `when` that divide a value at a figure.

use super::facts::Look;
use crate::check::typed::{PathRoot, PathType, TableId, VarId};
use crate::data::Value;
use crate::diag::{Diagnostic, lints_rules};
use crate::plan::{Bound, Kind, NodeId, Owner, Plan, Unit, bounds};
use crate::syntax::ast::Comparator;
use crate::text::Span;
use crate::value::{Num, Scalar};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let all = bounds(look.plan);
    let mut out = of_tables(look, &all);
    out.extend(of_gates(look, &all));
    out
}

/// A column of a row of a table.
type Column = (VarId, TableId, u32);

/// What is compared with a row of a table, and where.
type Compared = (Owner, VarId, TableId, String);

/// One end of a band: the column, and whether its value is in the band.
struct Ends {
    low: (u32, bool),
    high: (u32, bool),
    unit: Unit,
    owner: Owner,
}

fn column(plan: &Plan, node: NodeId) -> Option<Column> {
    match &plan.node(node)?.kind {
        Kind::Path(path) => match (&path.ty, path.root, path.steps.as_slice()) {
            (PathType::Cell(table, _), PathRoot::Var(var), [column]) => Some((var, *table, *column)),
            _ => None,
        },
        _ => None,
    }
}

fn of_tables(look: &Look, all: &[Bound]) -> Vec<Diagnostic> {
    let plan = look.plan;
    // By rule, row, and what is compared: the lower and the upper column.
    let mut found: BTreeMap<Compared, Vec<(u32, Comparator, Unit)>> = BTreeMap::new();
    for bound in all {
        let ends = [
            (bound.limit, bound.compared, bound.comparator),
            (bound.compared, bound.limit, bound.comparator.flipped()),
        ];
        for (limit, compared, comparator) in ends {
            let Some((var, table, index)) = column(plan, limit) else { continue };
            if column(plan, compared).is_some_and(|(_, other, _)| other == table) {
                continue;
            }
            let words = plan.node(compared).map(|node| look.text(node.span).to_owned()).unwrap_or_default();
            found.entry((bound.owner, var, table, words)).or_default().push((index, comparator, bound.unit));
        }
    }
    let mut out = Vec::new();
    let mut told: BTreeSet<Span> = BTreeSet::new();
    for ((owner, var, table, _), ends) in found {
        let low = ends.iter().find(|(_, comparator, _)| {
            matches!(
                comparator,
                Comparator::AtLeast | Comparator::MoreThan | Comparator::OnOrAfter | Comparator::After
            )
        });
        let high = ends.iter().find(|(_, comparator, _)| {
            matches!(
                comparator,
                Comparator::AtMost | Comparator::LessThan | Comparator::OnOrBefore | Comparator::Before
            )
        });
        let (Some(low), Some(high)) = (low, high) else { continue };
        let closed = |comparator: Comparator| {
            matches!(
                comparator,
                Comparator::AtLeast | Comparator::AtMost | Comparator::OnOrAfter | Comparator::OnOrBefore
            )
        };
        let band = Ends { low: (low.0, closed(low.1)), high: (high.0, closed(high.1)), unit: low.2, owner };
        let keys = keys(plan, band.owner, var);
        out.extend(
            rows(look, table, &band, &keys)
                .into_iter()
                .filter(|one| one.span().is_some_and(|span| told.insert(span))),
        );
    }
    out
}

/// The columns by which a rule picks rows: `c.kind is kind`.
fn keys(plan: &Plan, owner: Owner, var: VarId) -> BTreeSet<u32> {
    let mut left = match owner {
        Owner::Rule(id) => plan.rules.get(id.0 as usize).map_or_else(Vec::new, |steps| plan.roots(steps)),
        Owner::Judgement(id) => plan.judgements.get(id.0 as usize).copied().flatten().into_iter().collect(),
        Owner::Define(id) => plan.defines.get(id.0 as usize).copied().into_iter().collect(),
    };
    let mut out = BTreeSet::new();
    while let Some(id) = left.pop() {
        let Some(node) = plan.node(id) else { continue };
        if let Kind::Compare(Comparator::Is, one, other) = &node.kind {
            for side in [*one, *other] {
                out.extend(column(plan, side).filter(|(of, _, _)| *of == var).map(|(_, _, column)| column));
            }
        }
        left.extend(node.kind.children());
    }
    out
}

/// A band of a table: its ends, and the place of each.
type Row = (Num, Num, Span, Span);

fn rows(look: &Look, table: TableId, band: &Ends, keys: &BTreeSet<u32>) -> Vec<Diagnostic> {
    let Some(found) = look.plan.pack.table(table) else { return Vec::new() };
    let mut groups: BTreeMap<Vec<&str>, Vec<Row>> = BTreeMap::new();
    for row in &found.rows {
        let cell = |column: u32| row.get(column as usize);
        let number =
            |column: u32| cell(column).and_then(|cell| Some((as_number(cell.value.as_ref()?)?, cell.span)));
        let (Some((low, low_at)), Some((high, high_at))) = (number(band.low.0), number(band.high.0)) else {
            continue;
        };
        let key = keys.iter().map(|column| cell(*column).map_or("", |cell| look.text(cell.span))).collect();
        groups.entry(key).or_default().push((low, high, low_at, high_at));
    }
    let step = step(look, table, band);
    let mut out = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        for (before, after) in group.iter().zip(group.iter().skip(1)) {
            let both = band.low.1 && band.high.1;
            let neither = !band.low.1 && !band.high.1;
            let apart = after.0.sub(&before.1);
            let gap = match &step {
                Some(step) if both => apart > *step,
                _ => apart > Num::ZERO || (neither && apart == Num::ZERO),
            };
            let overlap = apart < Num::ZERO || (both && apart == Num::ZERO && step.is_some());
            if gap {
                out.push(lints_rules::band_gap(after.2, &found.name, before.3));
            } else if overlap {
                out.push(lints_rules::band_overlap(after.2, &found.name, before.3));
            }
        }
    }
    out
}

fn as_number(value: &Value) -> Option<Num> {
    match value {
        Value::Num(number) => Some(number.clone()),
        Value::Year(year) => Some(Num::Int(i128::from(year.0))),
        _ => None,
    }
}

/// How far the next band may begin behind the end of one, where both ends are in: one unit of the columns.
fn step(look: &Look, table: TableId, band: &Ends) -> Option<Num> {
    let column = look.plan.pack.table(table)?.columns.get(band.low.0 as usize)?;
    match (band.unit, column.ty) {
        (Unit::Ratio, _) => None,
        (_, Scalar::Money(money)) => Some(money.scale.yen()),
        _ => Some(Num::Int(1)),
    }
}

/// Two `when` that divide a value at one figure and leave the figure itself to neither, or to both.
fn of_gates(look: &Look, all: &[Bound]) -> Vec<Diagnostic> {
    let gates = gates(look.plan);
    let mut at: BTreeMap<(String, Num), Vec<&Bound>> = BTreeMap::new();
    for bound in all.iter().filter(|bound| gates.contains(&bound.node)) {
        let words = look.plan.node(bound.compared).map(|node| look.text(node.span).to_owned());
        for limit in &bound.limits {
            if let (Some(words), Some(value)) = (&words, as_number(&limit.value)) {
                at.entry((words.clone(), value)).or_default().push(bound);
            }
        }
    }
    let mut out = Vec::new();
    for group in at.into_values() {
        let of = |wanted: Comparator| group.iter().find(|bound| bound.comparator == wanted);
        let included = group.iter().any(|bound| bound.includes_limit());
        if let (Some(below), Some(above), false) =
            (of(Comparator::LessThan), of(Comparator::MoreThan), included)
        {
            out.push(lints_rules::gates_gap(above.span, below.span));
        }
        if let (Some(below), Some(above)) = (of(Comparator::AtMost), of(Comparator::AtLeast))
            && below.owner == above.owner
            && of(Comparator::LessThan).is_none()
            && of(Comparator::MoreThan).is_none()
        {
            let (first, second) = if below.span < above.span { (below, above) } else { (above, below) };
            out.push(lints_rules::gates_overlap(second.span, first.span));
        }
    }
    out
}

/// The comparisons that are a whole `when`.
fn gates(plan: &Plan) -> BTreeSet<NodeId> {
    let mut out = BTreeSet::new();
    let mut left: Vec<&crate::plan::Step> = plan.rules.iter().flatten().collect();
    while let Some(step) = left.pop() {
        match step {
            crate::plan::Step::When(condition, body) => {
                out.insert(*condition);
                left.extend(body);
            }
            crate::plan::Step::ForEach(_, body) | crate::plan::Step::Unless(_, _, body) => left.extend(body),
            crate::plan::Step::Require(_) => {}
        }
    }
    out
}
