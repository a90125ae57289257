//! Looking for a proposal of which something is true.
//!
//! The proposals of tests are taken one after the other, and the fields that a rule reads are set to what lies at its
//! bounds, to what other fields hold, to nothing. The search is bounded; that nothing was found proves nothing.

use super::rows::{self, Written};
use super::{Built, PreparedTest};
use crate::data::{DataPath, FieldType, Proposal, RecordId, SlotId, State, Step, Value};
use crate::plan::{FieldId, Kind, NodeId, Plan};
use crate::text::SharedText;
use crate::value::{Date, FiscalYear, Num, Scalar, show};
use std::collections::BTreeSet;

/// So many proposals are taken as a start.
const MOST_BASES: usize = 10;
/// Of so many of them two values are changed.
const MOST_PAIRED: usize = 3;
/// So many changes of a proposal are tried.
const MOST_TRIED: usize = 3_000;
/// So many values of a kind are tried in one field.
const MOST_VALUES: usize = 60;

/// One change of a proposal, as a state of a slot and as text.
#[derive(Clone)]
struct Tried {
    slot: SlotId,
    path: DataPath,
    state: State,
    text: Option<String>,
}

/// What was found.
pub(super) struct Found<'a, T> {
    /// The test whose proposal was changed.
    pub(super) test: &'a PreparedTest,
    /// The changes.
    pub(super) written: Written,
    /// What is true of it.
    pub(super) what: T,
}

/// Where to look.
pub(super) struct Search<'a> {
    /// The plan.
    pub(super) plan: &'a Plan,
    /// The conditions whose figures are of interest.
    pub(super) roots: Vec<NodeId>,
    /// Which fields are worth changing.
    pub(super) reads: &'a dyn Fn(FieldId) -> bool,
}

impl<'a> Search<'a> {
    /// Those of some tests whose proposals are a start.
    pub(super) fn bases(tests: impl Iterator<Item = &'a PreparedTest>) -> Vec<&'a PreparedTest> {
        tests.filter(|test| test.built().is_some()).take(MOST_BASES).collect()
    }

    /// The first proposal of which something is true: as it is, with one value changed, with two.
    pub(super) fn first<T>(
        &self,
        bases: &[&'a PreparedTest],
        is: &mut dyn FnMut(&Built, &Proposal) -> Option<T>,
    ) -> Option<Found<'a, T>> {
        if let Some(found) = bases.iter().find_map(|test| self.single(test, is)) {
            return Some(found);
        }
        bases.iter().take(MOST_PAIRED).find_map(|test| self.double(test, is))
    }

    /// The proposal of a test as it is, then with one value changed.
    pub(super) fn single<T>(
        &self,
        test: &'a PreparedTest,
        is: &mut dyn FnMut(&Built, &Proposal) -> Option<T>,
    ) -> Option<Found<'a, T>> {
        let built = test.built()?;
        if let Some(what) = is(built, &built.proposal) {
            return Some(Found { test, written: Vec::new(), what });
        }
        let mut tried = built.proposal.clone();
        for one in self.changes(&built.proposal).into_iter().take(MOST_TRIED) {
            let before = set(&mut tried, one.slot, one.state.clone())?;
            let found = is(built, &tried);
            set(&mut tried, one.slot, before);
            if let Some(what) = found {
                return Some(Found { test, written: vec![(one.path, one.text)], what });
            }
        }
        None
    }

    /// The proposal of a test with two values changed.
    fn double<T>(
        &self,
        test: &'a PreparedTest,
        is: &mut dyn FnMut(&Built, &Proposal) -> Option<T>,
    ) -> Option<Found<'a, T>> {
        let built = test.built()?;
        let all = self.changes(&built.proposal);
        let mut tried = built.proposal.clone();
        let mut left = MOST_TRIED;
        for (index, first) in all.iter().enumerate() {
            let before_first = set(&mut tried, first.slot, first.state.clone())?;
            for second in all.iter().skip(index.saturating_add(1)).filter(|second| second.slot != first.slot)
            {
                left = left.checked_sub(1)?;
                let before = set(&mut tried, second.slot, second.state.clone())?;
                let found = is(built, &tried);
                set(&mut tried, second.slot, before);
                if let Some(what) = found {
                    let written = [first, second].map(|one| (one.path.clone(), one.text.clone()));
                    return Some(Found { test, written: written.to_vec(), what });
                }
            }
            set(&mut tried, first.slot, before_first);
        }
        None
    }

    /// Every change that is worth trying, field by field in the order of the proposal.
    fn changes(&self, proposal: &Proposal) -> Vec<Tried> {
        let schema = &self.plan.pack.schema;
        let root = self.plan.pack.program.root;
        let pool = Pool::of(self.plan, &self.roots, proposal);
        let mut out = Vec::new();
        for index in 0..proposal.slots.len() {
            let slot = SlotId(u32::try_from(index).unwrap_or(u32::MAX));
            let Some(path) = proposal.path_of(schema, root, slot) else { continue };
            let Some((ty, optional, field)) = place(self.plan, &path) else { continue };
            if !(self.reads)(field) {
                continue;
            }
            let old = proposal.slot(slot).map(|slot| &slot.state);
            let mut states = pool.states(self.plan, &ty, optional);
            // The nearest first: an example that changes little is read quickly.
            states.sort_by_key(|(state, _)| apart(old, state));
            for (state, text) in states {
                if old.is_some_and(|old| *old != state) {
                    out.push(Tried { slot, path: path.clone(), state, text });
                }
            }
            if let Some(State::Given(Value::List(first, count))) = proposal.slot(slot).map(|slot| &slot.state)
                && let Some(fewer) = count.checked_sub(1)
            {
                let mut last = path.clone();
                last.0.push(Step::Item(fewer));
                let state = State::Given(Value::List(*first, fewer));
                out.push(Tried { slot, path: last, state, text: None });
            }
        }
        out
    }
}

/// How far two states lie apart, where both are numbers; all others come after those, as they are.
fn apart(old: Option<&State>, new: &State) -> (bool, Num) {
    match (old, new) {
        (Some(State::Given(Value::Num(old))), State::Given(Value::Num(new))) => (false, new.sub(old).abs()),
        _ => (true, Num::ZERO),
    }
}

/// Puts a state into a slot; gives the old one.
fn set(proposal: &mut Proposal, slot: SlotId, state: State) -> Option<State> {
    let slot = proposal.slots.get_mut(slot.0 as usize)?;
    Some(std::mem::replace(&mut slot.state, state))
}

/// The type of what a path leads to, whether it may be absent, and the field that it is (or is an item of).
fn place(plan: &Plan, path: &DataPath) -> Option<(FieldType, bool, FieldId)> {
    let fields = path.0.iter().rev().find_map(|step| match step {
        Step::Field(record, index) => Some((*record, *index)),
        Step::Item(_) => None,
    });
    let (record, index): (RecordId, u32) = fields?;
    let field = plan.pack.schema.record(record)?.fields.get(index as usize)?;
    match path.0.last()? {
        Step::Field(..) => Some((field.ty.clone(), field.optional, (record, index))),
        Step::Item(_) => match &field.ty {
            FieldType::List { item, .. } => Some((item.as_ref().clone(), false, (record, index))),
            _ => None,
        },
    }
}

/// The values that stand in the conditions, in the tables that they use, and in the proposal.
#[derive(Default)]
struct Pool {
    numbers: BTreeSet<Num>,
    years: BTreeSet<FiscalYear>,
    days: BTreeSet<Date>,
    texts: BTreeSet<SharedText>,
}

impl Pool {
    fn of(plan: &Plan, roots: &[NodeId], proposal: &Proposal) -> Pool {
        let mut pool = Pool::default();
        let mut shares = BTreeSet::new();
        for root in roots {
            pool.node(plan, *root, &mut shares, &mut BTreeSet::new());
        }
        for slot in &proposal.slots {
            if let State::Given(value) = &slot.state {
                pool.add(value);
            }
        }
        let plain: Vec<Num> = pool.numbers.iter().cloned().collect();
        for number in &plain {
            for share in &shares {
                let part = number.mul(share);
                let (down, up) = (part.floor(), part.ceil());
                pool.numbers.extend([down, up]);
                pool.numbers.extend(number.div(share).map(|whole| whole.floor()));
            }
        }
        let near: Vec<Num> =
            pool.numbers.iter().flat_map(|n| [n.sub(&Num::Int(1)), n.add(&Num::Int(1))]).collect();
        pool.numbers.extend(near);
        pool.numbers.insert(Num::ZERO);
        // A percentage point beside each share.
        let (one, point) = (Num::Int(1), Num::fraction(1, 100).unwrap_or(Num::ZERO));
        let shares: Vec<Num> =
            pool.numbers.iter().filter(|n| !n.is_negative() && **n <= one).cloned().collect();
        pool.numbers.extend(shares.iter().flat_map(|share| [share.sub(&point), share.add(&point)]));
        let near = pool.years.iter().flat_map(|year| {
            [year.0.checked_sub(1), year.0.checked_add(1)].into_iter().flatten().map(FiscalYear)
        });
        let near: Vec<FiscalYear> = near.collect();
        pool.years.extend(near);
        let near = pool.days.iter().flat_map(|day| [day.day_before(), day.0.tomorrow().ok().map(Date)]);
        let near: Vec<Date> = near.flatten().collect();
        pool.days.extend(near);
        pool.texts.insert("another".into());
        pool
    }

    fn add(&mut self, value: &Value) {
        match value {
            Value::Num(n) => {
                self.numbers.insert(n.clone());
            }
            Value::Year(year) => {
                self.years.insert(*year);
                self.numbers.insert(Num::int(year.0));
            }
            Value::Date(day) => {
                self.days.insert(*day);
            }
            Value::Text(text) => {
                self.texts.insert(text.clone());
            }
            Value::YesNo(_) | Value::Member(_) | Value::Record(..) | Value::List(..) => {}
        }
    }

    fn node(&mut self, plan: &Plan, id: NodeId, shares: &mut BTreeSet<Num>, seen: &mut BTreeSet<NodeId>) {
        if !seen.insert(id) {
            return;
        }
        let Some(node) = plan.node(id) else { return };
        match &node.kind {
            Kind::Const(value) => self.add(value),
            Kind::Let(figure) => {
                for value in plan.pack.lets.get(figure.0 as usize).into_iter().flat_map(|one| &one.values) {
                    self.add(&value.value);
                }
            }
            Kind::Share { factor, .. } => {
                shares.insert(factor.clone());
            }
            Kind::Define(define, _) => {
                if let Some(value) = plan.defines.get(define.0 as usize) {
                    self.node(plan, *value, shares, seen);
                }
            }
            Kind::Path(path) => {
                if let crate::check::typed::PathType::Cell(table, _) = path.ty
                    && let Some(column) = path.steps.first()
                    && let Some(table) = plan.pack.tables.get(table.0 as usize)
                {
                    let cells = table.rows.iter().filter_map(|row| row.get(*column as usize));
                    cells
                        .take(MOST_VALUES)
                        .filter_map(|cell| cell.value.as_ref())
                        .for_each(|value| self.add(value));
                }
            }
            _ => {}
        }
        for child in node.kind.children() {
            self.node(plan, child, shares, seen);
        }
    }

    /// The states that a field of a type may take, each with how it is written.
    fn states(&self, plan: &Plan, ty: &FieldType, optional: bool) -> Vec<(State, Option<String>)> {
        let mut out = Vec::new();
        if let FieldType::Scalar(scalar) = ty {
            let values = self.values(plan, *scalar);
            out.extend(values.into_iter().map(|(value, text)| (State::Given(value), Some(text))));
        }
        out.push((State::Missing, Some("missing".to_owned())));
        if optional {
            out.push((State::NotApplicable, Some("n/a".to_owned())));
        }
        out
    }

    fn values(&self, plan: &Plan, scalar: Scalar) -> Vec<(Value, String)> {
        let numbers = |write: &dyn Fn(&Num) -> Option<String>| -> Vec<(Value, String)> {
            let all = self.numbers.iter().filter_map(|n| Some((Value::Num(n.clone()), write(n)?)));
            all.take(MOST_VALUES.saturating_mul(4)).collect()
        };
        match scalar {
            Scalar::Money(money) => numbers(&|n| {
                (n.is_integer() && (money.signed || !n.is_negative()))
                    .then(|| format!("{}円", show::figure(n)))
            }),
            Scalar::Whole => numbers(&|n| (n.is_integer() && !n.is_negative()).then(|| show::figure(n))),
            Scalar::Number => numbers(&|n| n.to_decimal(6).map(|_| show::figure(n))),
            Scalar::Percent => numbers(&|n| n.mul(&Num::Int(100)).to_decimal(6).map(|_| show::percent(n).en)),
            Scalar::FiscalYear => {
                self.years.iter().map(|year| (Value::Year(*year), year.to_string())).collect()
            }
            Scalar::Date => self.days.iter().map(|day| (Value::Date(*day), day.to_string())).collect(),
            Scalar::Text => {
                let all = self.texts.iter().map(|text| (Value::Text(text.clone()), rows::quoted(text)));
                all.take(MOST_VALUES.saturating_mul(2)).collect()
            }
            Scalar::YesNo => {
                [(true, "yes"), (false, "no")].map(|(b, text)| (Value::YesNo(b), text.to_owned())).to_vec()
            }
            Scalar::Enum(id) => {
                let members = plan.pack.schema.enumeration(id).map_or(&[][..], |list| &list.members);
                let all = members.iter().zip(0..).map(|(word, at)| (Value::Member(at), word.name.clone()));
                all.collect()
            }
        }
    }
}
