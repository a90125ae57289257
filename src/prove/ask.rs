//! Questions: an engine on a space, and what it says in the terms of rules.
//!
//! In: labels that are on and formulas that are asked to hold. Out: [`Asked`]. A witness is only given where the ordinary
//! evaluator, on the proposal as it is written and read again, says of every rule what the model says.

use super::encode::{Coded, Encoding};
use super::period::Period;
use super::space::{Fact, FactKind, Space};
use super::witness::{self, Witness};
use crate::check::typed::RuleId;
use crate::eval::Outcome;
use crate::plan::Plan;
use kisoku_logic::{Answer, Budget, Core, End, Engine, Formula, Label, Linear, Model, Optimum, Reason};
use std::collections::BTreeMap;

/// What came of a question.
#[derive(Clone, Debug)]
pub enum Asked<T> {
    /// It can be so.
    Possible(T),
    /// It cannot, for these reasons.
    Impossible(Impossible),
    /// Not decided.
    Unknown(Unknown),
    /// The evaluator says otherwise than the model: an error of Kisoku.
    Disagrees(Disagreement),
}

/// Why something cannot be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The facts that are enough for that, in the order of their labels.
    pub core: Vec<Fact>,
    /// Whether it is proved that none of them can be left out.
    pub minimal: bool,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The engine gave up.
    Engine(Reason),
    /// It is impossible within the everyday domain of figures and dates, for these reasons; beyond it, nobody knows.
    Domain(Vec<Fact>),
    /// It is impossible with lists (or sets of proposals) of the length that is looked at, for these reasons; with longer
    /// ones, nobody knows.
    Lengths(Vec<Fact>),
    /// A value of the model cannot be written in a proposal.
    NotWritable,
}

/// A rule of which model and evaluator say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The rule; none where the proposal itself was not read as it was written.
    pub rule: Option<RuleId>,
    /// What the model says.
    pub model: Option<Outcome>,
    /// What the evaluator says.
    pub evaluator: Option<Outcome>,
    /// The proposals.
    pub texts: Vec<String>,
}

/// A plan as it is held against the witnesses of a space.
#[derive(Clone, Copy)]
pub struct Held<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// What it says over the space.
    pub encoding: &'p Encoding,
    /// The period for which it is encoded.
    pub period: Period,
}

/// An engine on a space.
pub struct Asker<'e> {
    /// The space. It may grow between questions.
    pub space: Space,
    engine: Box<dyn Engine + 'e>,
    /// How much may be tried for one question.
    pub budget: Budget,
    asked: BTreeMap<Formula, Label>,
}

impl<'e> Asker<'e> {
    /// An engine on a space; it must not have followed another one.
    pub fn new(space: Space, engine: Box<dyn Engine + 'e>) -> Asker<'e> {
        Asker { space, engine, budget: Budget::default(), asked: BTreeMap::new() }
    }

    /// The label under which a formula is asked for.
    pub fn label(&mut self, formula: Formula) -> Label {
        if let Some(known) = self.asked.get(&formula) {
            return *known;
        }
        let label = self.space.asked(formula);
        self.asked.insert(formula, label);
        label
    }

    fn labels(&mut self, on: &[Label], asked: &[Formula]) -> Vec<Label> {
        let mut all = on.to_vec();
        for formula in asked {
            all.push(self.label(*formula));
        }
        all
    }

    /// Whether the formulas can hold together with what is on; the core is not yet made small.
    pub fn can(&mut self, on: &[Label], asked: &[Formula]) -> Answer {
        let on = self.labels(on, asked);
        self.engine.check(&self.space.problem, &on, &self.budget)
    }

    /// Whether the formulas can hold together with what is on; a core comes back as small as it can be made.
    pub fn ask(&mut self, on: &[Label], asked: &[Formula]) -> Asked<Model> {
        match self.can(on, asked) {
            Answer::Sat(model) => Asked::Possible(model),
            Answer::Unsat(core) => self.impossible(&core),
            Answer::Unknown(reason) => Asked::Unknown(Unknown::Engine(reason)),
        }
    }

    fn impossible(&mut self, core: &Core) -> Asked<Model> {
        // The schema is left out first: a reason is read more easily that names few of its facts.
        let mut labels = core.labels.clone();
        labels.sort_by_key(|label| {
            let kind = self.space.fact_of(*label).map(|fact| &fact.kind);
            (!matches!(kind, Some(FactKind::Rule(_) | FactKind::Asked)), *label)
        });
        let core = Core { labels, minimal: false };
        let core = kisoku_logic::shrink(self.engine.as_mut(), &self.space.problem, &core, &self.budget);
        let mut labels = core.labels;
        labels.sort_unstable();
        let facts: Vec<Fact> =
            labels.iter().filter_map(|label| self.space.fact_of(*label)).cloned().collect();
        if facts.iter().any(|fact| fact.kind == FactKind::Domain) {
            return Asked::Unknown(Unknown::Domain(facts));
        }
        Asked::Impossible(Impossible { core: facts, minimal: core.minimal })
    }

    /// Whether the formulas can hold together with what is on: with proposals that the evaluator has judged, as plain as
    /// they can be made.
    pub fn witness(&mut self, on: &[Label], asked: &[Formula], held: &[Held<'_>]) -> Asked<Witness> {
        let all = self.labels(on, asked);
        match self.ask(&all, &[]) {
            Asked::Possible(model) => self.show(&all, model, held),
            Asked::Impossible(why) => Asked::Impossible(why),
            Asked::Unknown(why) => Asked::Unknown(why),
            Asked::Disagrees(why) => Asked::Disagrees(why),
        }
    }

    /// Makes a model plain and has it judged.
    pub fn show(&mut self, on: &[Label], model: Model, held: &[Held<'_>]) -> Asked<Witness> {
        let plain = witness::plainer(self, on, model, held);
        self.judged(&plain, held)
    }

    /// The proposals of a model, as they are, judged.
    pub fn judged(&self, model: &Model, held: &[Held<'_>]) -> Asked<Witness> {
        let truths = model.truths(&self.space.problem);
        let holds = |formula: Formula| truths.get(formula.index()).copied().unwrap_or(false);
        let mut first = None;
        for one in held {
            let witness = match witness::made(&self.space, model, one) {
                Ok(witness) => witness,
                Err(witness::Trouble::NotWritable) => return Asked::Unknown(Unknown::NotWritable),
                Err(witness::Trouble::NotRead(texts)) => {
                    return Asked::Disagrees(Disagreement {
                        rule: None,
                        model: None,
                        evaluator: None,
                        texts,
                    });
                }
            };
            for (index, coded) in one.encoding.rules.iter().enumerate() {
                let Coded::Outcomes(outcomes) = coded else { continue };
                let rule = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
                let said = if holds(outcomes.fails) {
                    Outcome::Fail
                } else if holds(outcomes.undetermined) {
                    Outcome::Undetermined
                } else if holds(outcomes.passes) {
                    Outcome::Pass
                } else {
                    Outcome::NotApplicable
                };
                let found = witness.outcome(rule).map(|outcome| match outcome {
                    Outcome::Contested => Outcome::Fail,
                    other => other,
                });
                if found != Some(said) {
                    return Asked::Disagrees(Disagreement {
                        rule: Some(rule),
                        model: Some(said),
                        evaluator: found,
                        texts: witness.texts,
                    });
                }
            }
            first.get_or_insert(witness);
        }
        match first {
            Some(witness) => Asked::Possible(witness),
            None => Asked::Unknown(Unknown::NotWritable),
        }
    }

    /// How far up (or down) a term goes while the formulas and what is on hold.
    pub fn farthest(
        &mut self,
        term: &Linear,
        up: bool,
        on: &[Label],
        asked: &[Formula],
    ) -> Asked<(End, Model)> {
        let all = self.labels(on, asked);
        let objectives = [term.clone()];
        let found = if up {
            kisoku_logic::maximise(self.engine.as_mut(), &self.space.problem, &objectives, &all, &self.budget)
        } else {
            self.engine.minimise(&self.space.problem, &objectives, &all, &self.budget)
        };
        match found {
            Optimum::Found { ends, model } => match ends.into_iter().next() {
                Some(end) => Asked::Possible((end, model)),
                None => Asked::Unknown(Unknown::Engine(Reason::Internal("an end without a value"))),
            },
            Optimum::Unsat(core) => match self.impossible(&core) {
                Asked::Impossible(why) => Asked::Impossible(why),
                Asked::Unknown(why) => Asked::Unknown(why),
                Asked::Possible(_) | Asked::Disagrees(_) => Asked::Unknown(Unknown::Domain(Vec::new())),
            },
            Optimum::Unknown(reason) => Asked::Unknown(Unknown::Engine(reason)),
        }
    }
}
