//! What an engine is asked and what it answers.
//!
//! In: a problem, the labels that are on, a budget. Out: a model, a core or *unknown*; for objectives, how far down
//! they go. No engine is named here.

use kisoku_number::Num;

use crate::certify::point::{Near, truths};
use crate::linear::{Linear, Var};
use crate::problem::{Formula, Label, Problem};

/// Decides problems. An engine follows one problem, which may grow between calls, and remembers what it has learnt.
pub trait Engine {
    /// Whether all that must hold, and all under the labels, can hold together.
    fn check(&mut self, problem: &Problem, on: &[Label], budget: &Budget) -> Answer;

    /// The least values of the objectives: the first as low as can be, then the second among those, and so on.
    fn minimise(
        &mut self,
        problem: &Problem,
        objectives: &[Linear],
        on: &[Label],
        budget: &Budget,
    ) -> Optimum;
}

/// How much may be tried before the answer is *unknown*. Counts, no clock: the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Contradictions that the search may run into.
    pub conflicts: u64,
    /// Steps of the simplex.
    pub pivots: u64,
    /// Splits of a whole-number variable between two neighbouring values.
    pub splits: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { conflicts: 200_000, pivots: 200_000, splits: 2_000 }
    }
}

/// Whether the assertions can hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// They can: so.
    Sat(Model),
    /// They cannot, and these labels are enough for that.
    Unsat(Core),
    /// Not decided.
    Unknown(Reason),
}

/// Labels that, together with what always holds, cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    /// The labels, in order.
    pub labels: Vec<Label>,
    /// Whether it is proved that none of them can be left out.
    pub minimal: bool,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The conflicts of the budget are used up.
    Conflicts,
    /// The simplex steps of the budget are used up.
    Pivots,
    /// The splits of the budget are used up.
    Splits,
    /// The engine found an answer whose certificate failed; this is a bug of the engine.
    Internal(&'static str),
    /// An engine outside this crate said so, in its own words.
    Outside(String),
}

/// A value for every variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub(crate) booleans: Vec<bool>,
    pub(crate) numbers: Vec<Num>,
}

impl Model {
    /// The value of a numeric variable; zero for one that was declared later.
    pub fn value(&self, var: Var) -> Num {
        self.numbers.get(var.index()).cloned().unwrap_or(Num::ZERO)
    }

    /// The value of a term.
    pub fn value_of(&self, term: &Linear) -> Num {
        let parts = term.terms().iter().map(|(var, by)| by.mul(&self.value(*var)));
        parts.fold(term.constant().clone(), |sum, part| sum.add(&part))
    }

    /// Whether the formula holds. To ask for many, use [`Model::truths`].
    pub fn holds(&self, problem: &Problem, formula: Formula) -> bool {
        self.truths(problem).get(formula.index()).copied().unwrap_or(false)
    }

    /// For every formula of the problem, by its place, whether it holds.
    pub fn truths(&self, problem: &Problem) -> Vec<bool> {
        let point: Vec<Near> = self.numbers.iter().cloned().map(Near::from).collect();
        truths(problem, &self.booleans, &point)
    }
}

/// How far down the objectives go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Optimum {
    /// What was found.
    Found {
        /// One end an objective, in order; none after the first that is not attained.
        ends: Vec<End>,
        /// Values that reach the ends that are attained, and come near the last where it is not.
        model: Model,
    },
    /// The assertions cannot hold together.
    Unsat(Core),
    /// Not decided.
    Unknown(Reason),
}

/// The lower end of an objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The least value.
    Attained(Num),
    /// No least value: it comes as near to this number as you like, and never there.
    Open(Num),
    /// As low as you like.
    Unbounded,
}

/// The greatest values of the objectives, each found among those that reach the greatest of the ones before.
pub fn maximise(
    engine: &mut dyn Engine,
    problem: &Problem,
    objectives: &[Linear],
    on: &[Label],
    budget: &Budget,
) -> Optimum {
    let turned: Vec<Linear> = objectives.iter().map(|term| term.times(&Num::Int(-1))).collect();
    match engine.minimise(problem, &turned, on, budget) {
        Optimum::Found { ends, model } => {
            let ends = ends
                .into_iter()
                .map(|end| match end {
                    End::Attained(value) => End::Attained(value.neg()),
                    End::Open(value) => End::Open(value.neg()),
                    End::Unbounded => End::Unbounded,
                })
                .collect();
            Optimum::Found { ends, model }
        }
        other => other,
    }
}

/// Leaves out of a core every label that it does not need, one after the other, the later ones first.
///
/// Where a check along the way stays unknown, its label is kept and the core is not said to be minimal.
pub fn shrink(engine: &mut dyn Engine, problem: &Problem, core: &Core, budget: &Budget) -> Core {
    let mut labels = core.labels.clone();
    let mut minimal = true;
    for label in core.labels.iter().rev() {
        if !labels.contains(label) {
            continue;
        }
        let without: Vec<Label> = labels.iter().copied().filter(|other| other != label).collect();
        match engine.check(problem, &without, budget) {
            Answer::Unsat(smaller) => labels = smaller.labels,
            Answer::Sat(_) => {}
            Answer::Unknown(_) => minimal = false,
        }
    }
    Core { labels, minimal }
}

/// As [`Engine::check`], and a core comes back with nothing in it that can be left out.
pub fn check_minimal(engine: &mut dyn Engine, problem: &Problem, on: &[Label], budget: &Budget) -> Answer {
    match engine.check(problem, on, budget) {
        Answer::Unsat(core) => Answer::Unsat(shrink(engine, problem, &core, budget)),
        answer => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An engine that says what it was told.
    struct Told(fn(&[Label]) -> Answer);

    impl Engine for Told {
        fn check(&mut self, _: &Problem, on: &[Label], _: &Budget) -> Answer {
            self.0(on)
        }

        fn minimise(&mut self, _: &Problem, _: &[Linear], _: &[Label], _: &Budget) -> Optimum {
            Optimum::Unknown(Reason::Pivots)
        }
    }

    fn shrunk(told: fn(&[Label]) -> Answer) -> Core {
        let core = Core { labels: [1, 2, 3].map(Label).to_vec(), minimal: false };
        shrink(&mut Told(told), &Problem::new(), &core, &Budget::default())
    }

    #[test]
    fn a_core_is_minimal_only_where_that_is_proved() {
        let all = [1, 2, 3].map(Label).to_vec();
        let core = shrunk(|_| Answer::Sat(Model { booleans: vec![], numbers: vec![] }));
        assert_eq!(core, Core { labels: all.clone(), minimal: true });
        let core = shrunk(|_| Answer::Unknown(Reason::Splits));
        assert_eq!(core, Core { labels: all, minimal: false });
        // One unknown on the way is enough.
        let core = shrunk(|on| match on.len() {
            2 if !on.contains(&Label(3)) => Answer::Unknown(Reason::Splits),
            2 => Answer::Unsat(Core { labels: on.to_vec(), minimal: false }),
            _ => Answer::Sat(Model { booleans: vec![], numbers: vec![] }),
        });
        assert_eq!(core, Core { labels: [1, 3].map(Label).to_vec(), minimal: false });
    }
}
