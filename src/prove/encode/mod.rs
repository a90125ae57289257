//! The meaning of rules as formulas over a space.
//!
//! In: a space, a plan, the day on which its figures are read. Out: for each rule formulas for its outcomes, or why it is
//! left out. Each function mirrors the one of the same name in `eval`: what is known there is a formula here.

mod arithmetic;
mod expr;
mod list;
mod path;
mod rules;
mod value;

use super::left_out::{LeftOut, Why};
use super::period::Period;
use super::space::{CellId, Fact, FactKind, Shape, Space};
use crate::check::typed::{DefineId, RuleId, TableId};
use crate::data::RecordId;
use crate::plan::{End, NodeId, Plan, RequirementId};
use crate::text::Span;
use crate::value::Date;
use kisoku_logic::{Formula, Label, Linear};
use std::collections::BTreeMap;
use value::Known;

pub use rules::{Outcomes, Requires, Seen};
pub use value::{Amount, Kleene};

/// The steps that one rule may take before it counts as too much.
const MOST_STEPS: u32 = 60_000;

/// A plan over a space.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// The rules, by [`RuleId`]; one `across proposals` sees all proposals of the space, any other only the first.
    pub rules: Vec<Coded>,
    /// The label under which each rule holds (passes or is not applicable), by [`RuleId`].
    pub labels: Vec<Option<Label>>,
    /// The conditions of judgements, by their index.
    pub judgements: Vec<Option<Result<Kleene, LeftOut>>>,
    /// The day on which figures are read.
    pub day: Option<Date>,
}

/// A rule, encoded.
#[derive(Clone, Debug)]
pub enum Coded {
    /// What becomes of it.
    Outcomes(Box<Outcomes>),
    /// It cannot be proved about.
    LeftOut(LeftOut),
    /// It is none of the rules that the question is about.
    NotAsked,
}

impl Coded {
    /// The outcomes, where there are any.
    pub fn outcomes(&self) -> Option<&Outcomes> {
        match self {
            Coded::Outcomes(outcomes) => Some(outcomes),
            Coded::LeftOut(_) | Coded::NotAsked => None,
        }
    }
}

impl Encoding {
    /// The outcomes of a rule, where it is not left out.
    pub fn of(&self, rule: RuleId) -> Option<&Outcomes> {
        self.rules.get(rule.0 as usize).and_then(Coded::outcomes)
    }
}

/// A comparison that was met under one choice of the names around it.
#[derive(Clone, Debug)]
pub struct Met {
    /// The comparison.
    pub node: NodeId,
    /// Which end of it.
    pub end: End,
    /// Whether both sides are known, and everything around it is there.
    pub known: Formula,
    /// What is compared.
    pub left: Amount,
    /// With what.
    pub right: Amount,
}

/// Encodes a plan over a space. `side` is the index of the plan among those of the space, `proposals` are the proposals
/// that it sees. Where the period is not given from outside, the date of each proposal is asked to lie in it.
pub fn encode(space: &mut Space, plan: &Plan, side: usize, period: Period) -> Encoding {
    let mut encoding = encode_rules(space, plan, (side, period), |_| true);
    let day = encoding.day;
    for condition in &plan.judgements {
        let coded = condition.map(|node| Encoder::new(space, plan, day).truth(node));
        encoding.judgements.push(coded);
    }
    encoding
}

/// As [`encode`], some rules alone and no judgements.
pub fn encode_rules(
    space: &mut Space,
    plan: &Plan,
    (side, period): (usize, Period),
    asked: impl Fn(RuleId) -> bool,
) -> Encoding {
    let dated = period.given || plan.pack.program.as_of.is_some();
    let day = period.day().filter(|_| dated);
    date(space, plan, side, period);
    let mut encoding = Encoding { rules: Vec::new(), labels: Vec::new(), judgements: Vec::new(), day };
    for index in 0..plan.rules.len() {
        let id = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
        let coded = if asked(id) {
            match Encoder::new(space, plan, day).rule(id) {
                Ok(outcomes) => Coded::Outcomes(Box::new(outcomes)),
                Err(left_out) => Coded::LeftOut(left_out),
            }
        } else {
            Coded::NotAsked
        };
        let label = coded.outcomes().map(|outcomes| {
            let span = plan.pack.rules.get(index).map(|rule| rule.span);
            let label = space.fact(Fact { kind: FactKind::Rule(id), plan: side, span });
            space.problem.require_if(label, outcomes.holds);
            label
        });
        encoding.rules.push(coded);
        encoding.labels.push(label);
    }
    encoding
}

/// The dates of the proposals lie in the period.
fn date(space: &mut Space, plan: &Plan, side: usize, period: Period) {
    let program = &plan.pack.program;
    let record = plan.pack.schema.record(program.root);
    let Some(field) = program.as_of.and_then(|field| record?.fields.get(field as usize)) else { return };
    if period.given {
        return;
    }
    let cells: Vec<CellId> =
        space.roots().iter().filter_map(|root| space.field(*root, &field.name)).collect();
    if period.from.is_none() && period.to.is_none() && cells.len() < 2 {
        return;
    }
    let label = space.fact(Fact { kind: FactKind::Dated, plan: side, span: Some(field.span) });
    let mut first: Option<Linear> = None;
    for cell in cells {
        space.note_read(cell);
        if let Some(given) = space.cell(cell).map(|cell| cell.given) {
            space.problem.require_if(label, given);
        }
        let (term, low, high) = match space.cell(cell).map(|cell| cell.shape.clone()) {
            Some(Shape::Year(term)) => {
                let (low, high) = period.years();
                (term, low.map(|year| i128::from(year.0)), high.map(|year| i128::from(year.0)))
            }
            Some(Shape::Day(term)) => {
                (term, period.from.and_then(value::day), period.to.and_then(value::day))
            }
            _ => continue,
        };
        match &first {
            // Rules across proposals are dated only where all have one date.
            Some(first) => {
                let same = space.problem.equal(first, &term);
                space.problem.require_if(label, same);
            }
            None => first = Some(term.clone()),
        }
        if let Some(low) = low {
            let formula = space.problem.at_least(&term, &low.into());
            space.problem.require_if(label, formula);
        }
        if let Some(high) = high {
            let formula = space.problem.at_most(&term, &high.into());
            space.problem.require_if(label, formula);
        }
    }
}

/// What a name is bound to.
#[derive(Clone, Copy, Debug)]
enum Bound {
    Cell(CellId, Option<RecordId>),
    Row(TableId, usize),
    Nothing,
}

/// The encoding of one rule or condition.
pub(super) struct Encoder<'a> {
    space: &'a mut Space,
    plan: &'a Plan,
    day: Option<Date>,
    vars: Vec<Bound>,
    this: Bound,
    defines: BTreeMap<(DefineId, CellId), Known>,
    chosen: BTreeMap<(Formula, Linear), Linear>,
    counted: BTreeMap<Formula, Linear>,
    met: Vec<Met>,
    reach: Formula,
    steps: u32,
}

impl<'a> Encoder<'a> {
    fn new(space: &'a mut Space, plan: &'a Plan, day: Option<Date>) -> Encoder<'a> {
        let reach = space.problem.constant(true);
        Encoder {
            space,
            plan,
            day,
            vars: Vec::new(),
            this: Bound::Nothing,
            defines: BTreeMap::new(),
            chosen: BTreeMap::new(),
            counted: BTreeMap::new(),
            met: Vec::new(),
            reach,
            steps: 0,
        }
    }

    /// Counts a step.
    fn step(&mut self, place: Span) -> Result<(), LeftOut> {
        self.steps = self.steps.saturating_add(1);
        if self.steps > MOST_STEPS { Err(LeftOut { why: Why::TooMany, place }) } else { Ok(()) }
    }

    fn bind(&mut self, var: crate::check::typed::VarId, to: Bound) {
        let place = var.0 as usize;
        if place >= self.vars.len() {
            self.vars.resize(place.saturating_add(1), Bound::Nothing);
        }
        if let Some(bound) = self.vars.get_mut(place) {
            *bound = to;
        }
    }
}

/// The formulas of a requirement, by requirement.
type Requirements = BTreeMap<RequirementId, Requires>;
