//! The least change of a proposal: fewest fields, then least money, and a choice among equals that is always the same.
//!
//! In: a proposal, the values of it that may move, what must hold. Out: the new values, or the facts that clash. Each
//! value is a variable beside the one that stands in the file; what is not to move is held to that by a label of its own,
//! so that a clash names it.

use super::encode::{Encoding, encode};
use super::period::Period;
use super::space::{CellId, Fact, FactKind, Freedom, Shape, Space};
use crate::check::typed::RuleId;
use crate::data::{Proposal, SlotId, State, Value};
use crate::eval::{Val, as_number, from_number, own_date};
use crate::plan::Plan;
use crate::value::{Date, Num, Scalar};
use kisoku_logic::{
    Budget, Core, Engine as _, Formula, Label, Linear, Native, Optimum, Problem, Reason, shrink,
};
use std::collections::{BTreeMap, BTreeSet};

/// A value that may move.
#[derive(Clone, Debug)]
pub struct Movable {
    /// Which one.
    pub slot: SlotId,
    /// Its type; no text, for which no other can be worked out.
    pub scalar: Scalar,
    /// The unit in which people count it: new values are whole in it where they can be.
    pub unit: Num,
    /// Where it is missing: whether it must be filled in.
    pub must: bool,
}

/// A proposal of which some values may move.
pub struct Moves {
    /// The space.
    pub space: Space,
    /// The rules over it.
    pub encoding: Encoding,
    engine: Native,
    budget: Budget,
    moves: Vec<Move>,
}

/// One value that may move.
struct Move {
    slot: SlotId,
    scalar: Scalar,
    cell: CellId,
    /// Holds it to what stands in the file.
    pin: Label,
    /// One where it moves.
    counted: Linear,
    /// One where it moves to what is not whole in its unit.
    uneven: Linear,
    /// By how much it moves, in yen or, where it is no amount, in its unit.
    distance: Linear,
    /// One where it goes down.
    lowered: Linear,
}

/// The answer.
#[derive(Clone, Debug)]
pub enum Least {
    /// The values that move, in the order of the proposal.
    Found(Vec<(SlotId, State)>),
    /// Nothing will do: these facts clash, and whether it is proved that each of them is needed for that.
    Clash(Vec<Label>, bool),
    /// Not decided.
    Unknown(Reason),
}

/// What is as small as it can be, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// How many values move.
    Fields,
    /// How many that are no amounts.
    OtherFields,
    /// How many move to what is not whole in their unit.
    Uneven,
    /// How much money moves.
    Money,
    /// How far all else moves, in its units.
    Others,
    /// How many go down.
    Lowered,
    /// How late in the proposal they stand.
    Late,
    /// How much of the money stands late in the proposal.
    LateMoney,
}

/// What a least change is measured by: see the documentation of `solve`.
pub const AIMS: [Aim; 7] =
    [Aim::Fields, Aim::Uneven, Aim::Money, Aim::Others, Aim::Lowered, Aim::Late, Aim::LateMoney];

impl Moves {
    /// A proposal with what may move in it. `as_of` replaces its own date where it is given.
    pub fn of(plan: &Plan, proposal: &Proposal, as_of: Option<Date>, movable: &[Movable]) -> Moves {
        let day = as_of.or_else(|| own_date(plan, proposal));
        let period = Period { from: day, to: day, given: true };
        let places: BTreeMap<SlotId, &Movable> = movable.iter().map(|one| (one.slot, one)).collect();
        let given =
            |slot: SlotId| proposal.slot(slot).is_some_and(|slot| matches!(slot.state, State::Given(_)));
        let open = |_: usize, slot: SlotId| match places.get(&slot) {
            None => Freedom::Fixed,
            Some(_) if given(slot) => Freedom::Value,
            Some(_) => Freedom::Any,
        };
        let (mut space, cells) = Space::of_proposals(plan, &[proposal], &open);
        let encoding = encode(&mut space, plan, 0, period);
        let cells = cells.into_iter().next().unwrap_or_default();
        let mut moves = Vec::new();
        for (slot, one) in places {
            let cell = cells.get(usize::try_from(slot.0).unwrap_or(usize::MAX)).copied().flatten();
            let Some(cell) = cell else { continue };
            let state = proposal.slot(slot).map(|slot| &slot.state);
            moves.extend(Move::new(&mut space, cell, one, state));
        }
        Moves { space, encoding, engine: Native::new(), budget: Budget::default(), moves }
    }

    /// The label under which a rule holds; none where it is left out.
    pub fn rule(&self, rule: RuleId) -> Option<Label> {
        self.encoding.labels.get(usize::try_from(rule.0).unwrap_or(usize::MAX)).copied().flatten()
    }

    /// A label for what is asked beside the rules.
    pub fn asked(&mut self, formula: Formula) -> Label {
        self.space.asked(formula)
    }

    /// The labels that hold values to what stands in the file.
    pub fn pins(&self, held: impl Fn(SlotId) -> bool) -> Vec<Label> {
        self.moves.iter().filter(|one| held(one.slot)).map(|one| one.pin).collect()
    }

    /// The value that a label holds.
    pub fn pinned(&self, label: Label) -> Option<SlotId> {
        self.moves.iter().find(|one| one.pin == label).map(|one| one.slot)
    }

    /// What a schema says and what everyone assumes.
    fn with_schema(&self, on: &[Label]) -> Vec<Label> {
        let mut all = on.to_vec();
        all.extend(self.space.schema_labels(0));
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether what is on can hold.
    pub fn can(&mut self, on: &[Label]) -> Option<bool> {
        let on = self.with_schema(on);
        match self.engine.check(&self.space.problem, &on, &self.budget) {
            kisoku_logic::Answer::Sat(_) => Some(true),
            kisoku_logic::Answer::Unsat(_) => Some(false),
            kisoku_logic::Answer::Unknown(_) => None,
        }
    }

    /// The least change with which all that is on holds; `counts` says which values the aims look at.
    pub fn least(&mut self, on: &[Label], aims: &[Aim], counts: impl Fn(SlotId) -> bool) -> Least {
        let on = self.with_schema(on);
        let objectives: Vec<Linear> = aims.iter().map(|aim| self.objective(*aim, &counts)).collect();
        match self.engine.minimise(&self.space.problem, &objectives, &on, &self.budget) {
            Optimum::Found { model, .. } => {
                let truths = model.truths(&self.space.problem);
                let holds = |formula: Formula| truths.get(formula.index()).copied().unwrap_or(false);
                let mut found = Vec::new();
                for one in &self.moves {
                    if model.value_of(&one.counted).is_zero() {
                        continue;
                    }
                    let shape = self.space.cell(one.cell).map(|cell| &cell.shape);
                    let value = match shape {
                        Some(Shape::Number(term) | Shape::Day(term) | Shape::Year(term)) => {
                            from_number(one.scalar, &model.value_of(term))
                        }
                        Some(Shape::YesNo(yes)) => Some(Value::YesNo(holds(*yes))),
                        Some(Shape::Word(words)) => {
                            let word = words.iter().position(|(_, here)| holds(*here));
                            word.and_then(|word| u32::try_from(word).ok()).map(Value::Member)
                        }
                        _ => None,
                    };
                    found.extend(value.map(|value| (one.slot, State::Given(value))));
                }
                Least::Found(found)
            }
            Optimum::Unsat(core) => self.clash(&core),
            Optimum::Unknown(reason) => Least::Unknown(reason),
        }
    }

    /// A core with nothing in it that can be left out: what is fixed is left out first, then what the schema says.
    pub fn clash(&mut self, core: &Core) -> Least {
        let mut labels = core.labels.clone();
        labels.sort_by_key(|label| {
            let rule = self.space.fact_of(*label).is_some_and(|fact| matches!(fact.kind, FactKind::Rule(_)));
            (!rule, self.pinned(*label).is_some(), *label)
        });
        let core = Core { labels, minimal: false };
        let core = shrink(&mut self.engine, &self.space.problem, &core, &self.budget);
        Least::Clash(core.labels, core.minimal)
    }

    fn objective(&self, aim: Aim, counts: &impl Fn(SlotId) -> bool) -> Linear {
        let mut sum = Linear::default();
        for (place, one) in (1_i128..).zip(self.moves.iter().filter(|one| counts(one.slot))) {
            let money = matches!(one.scalar, Scalar::Money(_));
            let part = match aim {
                Aim::Fields => one.counted.clone(),
                Aim::OtherFields if !money => one.counted.clone(),
                Aim::Uneven => one.uneven.clone(),
                Aim::Money if money => one.distance.clone(),
                Aim::Others if !money => one.distance.clone(),
                Aim::Lowered => one.lowered.clone(),
                Aim::Late => one.counted.times(&Num::Int(place)),
                Aim::LateMoney if money => one.distance.times(&Num::Int(place)),
                _ => continue,
            };
            sum = sum.plus(&part);
        }
        sum
    }
}

/// So fine are shares and numbers that are not whole in their unit.
const FINE: i128 = 1_000_000;

impl Move {
    fn new(space: &mut Space, cell: CellId, movable: &Movable, state: Option<&State>) -> Option<Move> {
        let held = space.cell(cell)?.clone();
        let old = match state {
            Some(State::Given(value)) => Some(value),
            _ => None,
        };
        let problem = &mut space.problem;
        if old.is_none() {
            // Left missing, or filled in; that it does not apply is for the applicant to say.
            let known = problem.any([held.given, held.missing]);
            problem.require(known);
            if movable.must {
                problem.require(held.given);
            }
        }
        let (changed, uneven, distance, lowered) = match &held.shape {
            Shape::Number(term) | Shape::Day(term) | Shape::Year(term) => {
                let before = old.and_then(Val::of).and_then(|value| as_number(&value));
                let changed = match &before {
                    Some(before) => {
                        let same = problem.equal(term, &Linear::number(before.clone()));
                        problem.not(same)
                    }
                    None => held.given,
                };
                let (uneven, distance, lowered) = numeric(problem, movable, term, before.as_ref(), changed);
                (changed, uneven, distance, lowered)
            }
            Shape::YesNo(yes) => {
                let changed = match old {
                    Some(Value::YesNo(true)) => problem.not(*yes),
                    Some(_) => *yes,
                    None => held.given,
                };
                (changed, Linear::default(), Linear::default(), Linear::default())
            }
            Shape::Word(words) => {
                let changed = match old {
                    Some(Value::Member(word)) => {
                        let here = words.get(usize::try_from(*word).unwrap_or(usize::MAX))?.1;
                        problem.not(here)
                    }
                    _ => held.given,
                };
                (changed, Linear::default(), Linear::default(), Linear::default())
            }
            Shape::Text(_) | Shape::Record(_) | Shape::List(_) | Shape::Apart => return None,
        };
        let counted = one_where(problem, changed);
        let still = problem.not(changed);
        let pin = space.fact(Fact { kind: FactKind::Asked, plan: 0, span: None });
        space.problem.require_if(pin, still);
        let (slot, scalar) = (movable.slot, movable.scalar);
        Some(Move { slot, scalar, cell, pin, counted, uneven, distance, lowered })
    }
}

/// One where a formula holds, else zero.
fn one_where(problem: &mut Problem, formula: Formula) -> Linear {
    match problem.node(formula) {
        kisoku_logic::Node::Constant(holds) => i128::from(*holds).into(),
        _ => problem.indicator(formula).into(),
    }
}

/// Whether a new value is uneven, how far it is from the old one, and whether it is below it.
fn numeric(
    problem: &mut Problem,
    movable: &Movable,
    term: &Linear,
    before: Option<&Num>,
    changed: Formula,
) -> (Linear, Linear, Linear) {
    let old = Linear::number(before.cloned().unwrap_or(Num::ZERO));
    let (money, signed) = match movable.scalar {
        Scalar::Money(money) => (true, money.signed),
        Scalar::Whole | Scalar::Number | Scalar::Percent => (false, before.is_some_and(Num::is_negative)),
        _ => (false, true),
    };
    if !signed {
        let least = problem.at_least(term, &0.into());
        problem.require(least);
    }
    if before.is_none() {
        // What is not filled in has one value only, so that it moves no money.
        let zero = problem.equal(term, &0.into());
        let either = problem.any([changed, zero]);
        problem.require(either);
    }
    if !problem.is_whole(term) {
        let fine = Linear::from(problem.integer()).times(&Num::fraction(1, FINE).unwrap_or(Num::ZERO));
        let on = problem.equal(term, &fine);
        let there = problem.implies(changed, on);
        problem.require(there);
    }
    let unit = &movable.unit;
    let uneven = if *unit == Num::Int(1) && problem.is_whole(term) {
        Linear::default()
    } else {
        let steps = Linear::from(problem.integer()).times(unit);
        let even = problem.equal(term, &steps);
        let uneven = problem.indicator(changed);
        let uneven = Linear::from(uneven);
        // At most as uneven as it moves, and not at all where it is whole in its unit.
        let free = Linear::from(problem.integer());
        let (low, high) = (problem.at_least(&free, &0.into()), problem.at_most(&free, &uneven));
        problem.require(low);
        problem.require(high);
        let counted = problem.at_least(&free, &1.into());
        let still = problem.not(changed);
        let covered = problem.any([still, even, counted]);
        problem.require(covered);
        free
    };
    let whole = problem.is_whole(&term.minus(&old));
    let away = Linear::from(if whole { problem.integer() } else { problem.real() });
    for side in [term.minus(&old), old.minus(term)] {
        let far = problem.at_least(&away, &side);
        problem.require(far);
    }
    let lowered = if before.is_some() {
        let below = problem.below(term, &old);
        one_where(problem, below)
    } else {
        Linear::default()
    };
    let distance = if money { away } else { away.times(&Num::Int(1).div(unit).unwrap_or(Num::Int(1))) };
    (uneven, distance, lowered)
}

/// A proposal with some of its values changed.
pub fn changed(proposal: &Proposal, changes: &[(SlotId, State)]) -> Proposal {
    let mut out = proposal.clone();
    for (slot, state) in changes {
        if let Some(place) = out.slots.get_mut(usize::try_from(slot.0).unwrap_or(usize::MAX)) {
            place.state = state.clone();
        }
    }
    out
}

/// The slots that some changes touch.
pub fn touched(changes: &[(SlotId, State)]) -> BTreeSet<SlotId> {
    changes.iter().map(|(slot, _)| *slot).collect()
}
