//! Arithmetic as a theory of `batsat`.
//!
//! In: literals as the search sets them. Out: clauses that the search must keep, each logged with its derivation.
//!
//! Only two calls of `batsat`'s interface are used: a conflict, and a clause `b or not b` over a new variable, which
//! makes the search go on and decide it. It can add other clauses during a search, but not reliably (one that is left
//! with a single literal is set at the level of the moment, as if decided there).

use batsat::theory::{Theory, TheoryArg};
use kisoku_number::Num;

use super::Stop;
use super::atoms::{Atoms, Fresh};
use super::simplex::{Clash, Side, Simplex};
use crate::certify::checker::Lemma;
use crate::certify::inequality::Step;
use crate::literal::Lit;

pub(super) fn from_search(lit: batsat::Lit) -> Lit {
    Lit::new(lit.var().idx(), lit.sign())
}

pub(super) fn to_search(lit: Lit) -> batsat::Lit {
    batsat::Lit::new(batsat::Var::unsafe_from_idx(lit.atom()), lit.is_yes())
}

/// The state of the arithmetic, and the log of what it has told the search.
#[derive(Default)]
pub(super) struct Arithmetic {
    pub(super) simplex: Simplex,
    pub(super) atoms: Atoms,
    /// How many literals of the trail were read.
    read: usize,
    /// For every level of the search: literals read and bounds set before it.
    levels: Vec<(usize, usize)>,
    /// New lemmas and thresholds, which the checker has not seen yet.
    pub(super) lemmas: Vec<Lemma>,
    pub(super) fresh: Vec<Fresh>,
    /// How many splits were made, and may be made.
    pub(super) splits: u64,
    pub(super) most_splits: u64,
    /// Set where it gave up; the search's answer then means nothing.
    pub(super) stopped: Option<Stop>,
}

/// What a lemma says of the bounds that a clash names.
fn lemma(clash: Clash) -> Lemma {
    let mut step: Vec<(usize, Num)> = Vec::with_capacity(clash.len());
    let mut clause: Vec<Lit> = Vec::with_capacity(clash.len());
    for (reason, by) in clash {
        let lit = reason.not();
        match clause.iter().position(|known| *known == lit) {
            // One literal may set the bounds of two columns that are multiples of each other.
            Some(at) => {
                if let Some((_, total)) = step.get_mut(at) {
                    *total = total.add(&by);
                }
            }
            None => {
                step.push((clause.len(), by));
                clause.push(lit);
            }
        }
    }
    Lemma { clause, steps: vec![step] }
}

impl Arithmetic {
    /// Logs a lemma that all literals of the trail contradict, and hands it to the search.
    fn raise(&mut self, acts: &mut TheoryArg, lemma: Lemma) {
        let clause: Vec<batsat::Lit> = lemma.clause.iter().map(|lit| to_search(*lit)).collect();
        if clause.is_empty() {
            self.stopped = Some(Stop::Broken("a clash without reasons"));
            return;
        }
        self.lemmas.push(lemma);
        acts.raise_conflict(&clause, false);
    }

    /// Reads the new part of the trail and checks it.
    fn follow(&mut self, acts: &mut TheoryArg) -> Result<Option<Clash>, Stop> {
        while let Some(lit) = acts.model().get(self.read).copied() {
            self.read = self.read.saturating_add(1);
            let lit = from_search(lit);
            let Some((sign, threshold)) = self.atoms.meaning(lit.atom()) else { continue };
            let column = threshold.column;
            let (side, value) = if *sign == lit.is_yes() {
                (Side::High, threshold.most.clone())
            } else {
                (Side::Low, threshold.least.clone())
            };
            let clash = self.simplex.set_bound(column, side, value, lit)?;
            if clash.is_some() {
                return Ok(clash);
            }
        }
        self.simplex.check()
    }

    /// Follows the trail; true where all goes well.
    fn is_consistent(&mut self, acts: &mut TheoryArg) -> bool {
        if self.stopped.is_some() {
            return false;
        }
        match self.follow(acts) {
            Ok(None) => true,
            Ok(Some(clash)) => {
                self.raise(acts, lemma(clash));
                false
            }
            Err(stop) => {
                self.stopped = Some(stop);
                false
            }
        }
    }

    /// Makes whole what should be, or says why it cannot be.
    fn make_whole(&mut self, acts: &mut TheoryArg) -> Result<(), Stop> {
        if self.simplex.fraction(&self.atoms.variables)?.is_none() {
            return Ok(());
        }
        if let Some(found) = self.simplex.indivisible()? {
            self.raise(acts, indivisible(found.reasons, &found.steps));
            return Ok(());
        }
        self.simplex.patch()?;
        let Some((column, floor)) = self.simplex.fraction(&self.atoms.variables)? else { return Ok(()) };
        if self.splits >= self.most_splits {
            return Err(Stop::Splits);
        }
        self.splits = self.splits.saturating_add(1);
        // The search tries "not" first; every other split turns it round.
        let up = self.splits.is_multiple_of(2);
        let mut made = None;
        let most = super::delta::Delta::new(floor, 0);
        let (_, fresh) = self.atoms.at_most(&self.simplex, column, most, || {
            let lit = from_search(acts.mk_new_lit()).turned(up);
            made = Some(lit);
            lit
        })?;
        match (made, fresh) {
            (Some(lit), Some(fresh)) => {
                self.fresh.push(fresh);
                acts.add_theory_lemma(&[to_search(lit), to_search(lit.not())]);
                Ok(())
            }
            _ => Err(Stop::Broken("a split that was made already did not hold")),
        }
    }
}

/// The lemma of a clash by divisors; a literal that comes twice is one premise.
fn indivisible(reasons: Vec<Lit>, steps: &[Step]) -> Lemma {
    let mut clause: Vec<Lit> = Vec::new();
    let mut places = Vec::with_capacity(reasons.len());
    for reason in &reasons {
        let lit = reason.not();
        let known = clause.iter().position(|other| *other == lit);
        places.push(known.unwrap_or(clause.len()));
        if known.is_none() {
            clause.push(lit);
        }
    }
    // Lines after the premises are results of steps; they move with the number of premises.
    let moved = |line: usize| match places.get(line) {
        Some(place) => *place,
        None => line.saturating_sub(reasons.len()).saturating_add(clause.len()),
    };
    let steps =
        steps.iter().map(|step| step.iter().map(|(line, by)| (moved(*line), by.clone())).collect()).collect();
    Lemma { clause, steps }
}

impl Theory for Arithmetic {
    fn partial_check(&mut self, acts: &mut TheoryArg) {
        self.is_consistent(acts);
    }

    fn final_check(&mut self, acts: &mut TheoryArg) {
        if self.is_consistent(acts)
            && let Err(stop) = self.make_whole(acts)
        {
            self.stopped = Some(stop);
        }
    }

    fn create_level(&mut self) {
        self.levels.push((self.read, self.simplex.mark()));
    }

    fn pop_levels(&mut self, n: usize) {
        let left = self.levels.len().saturating_sub(n);
        if let Some((read, mark)) = self.levels.get(left).copied() {
            self.read = read;
            self.simplex.back_to(mark);
        }
        self.levels.truncate(left);
    }

    fn n_levels(&self) -> usize {
        self.levels.len()
    }

    fn explain_propagation(&mut self, _: batsat::Lit) -> &[batsat::Lit] {
        // Nothing is ever propagated.
        &[]
    }
}
