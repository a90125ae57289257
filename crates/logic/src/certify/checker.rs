//! The checker of *unsatisfiable*: a second reading of the problem, and the replay of a search.
//!
//! In: which literal the engine uses for which formula, lemmas with their derivations, learnt clauses. Out: whether a
//! clause over labels follows from the problem. What a literal means and which clauses define a formula is worked out
//! here, from the problem; a literal can be claimed once only, so a definition adds no more than a name.

use std::collections::{BTreeMap, BTreeSet};

use super::clauses::Clauses;
use super::inequality::{Inequality, Step, refutes, strictness};
use crate::linear::Linear;
use crate::literal::{Atom, Lit};
use crate::problem::{Formula, Label, Node, Problem};

/// What was wrong with a certificate.
pub(crate) type Fault = &'static str;

/// A clause of which the opposite is absurd by arithmetic, and why.
#[derive(Clone, Debug)]
pub(crate) struct Lemma {
    /// The literals. The premises of the derivation are what their opposites mean, in this order.
    pub(crate) clause: Vec<Lit>,
    /// The derivation.
    pub(crate) steps: Vec<Step>,
}

/// A formula and the literals that stand for it.
pub(crate) enum Claim {
    /// Literals for "at most" and "at least"; the formula itself has a literal of its own.
    Equation(Lit, Lit),
    /// The one literal is all.
    Plain,
}

/// All that is known of a problem and what was learnt about it.
#[derive(Default)]
pub(crate) struct Checker {
    /// What a variable means by arithmetic: the comparison where it holds, and where it does not.
    bounds: BTreeMap<Atom, (Inequality, Inequality)>,
    /// Variables that name a formula or a label.
    names: BTreeSet<Atom>,
    literals: Vec<Option<Lit>>,
    labels: BTreeMap<Label, Lit>,
    clauses: Clauses,
    assertions: usize,
}

impl Checker {
    fn is_free(&self, atom: Atom) -> bool {
        !self.bounds.contains_key(&atom) && !self.names.contains(&atom)
    }

    fn name(&mut self, lit: Lit) -> Result<(), Fault> {
        if !lit.is_yes() || !self.is_free(lit.atom()) {
            return Err("a literal was given to two formulas");
        }
        self.names.insert(lit.atom());
        Ok(())
    }

    /// The literal shall mean `term ≤ 0` (or `< 0` where strict), and its opposite the opposite.
    pub(crate) fn bound(
        &mut self,
        problem: &Problem,
        lit: Lit,
        term: &Linear,
        strict: bool,
    ) -> Result<(), Fault> {
        if !self.is_free(lit.atom()) {
            return Err("a literal was given to two comparisons");
        }
        let (yes, no) =
            (Inequality::of(problem, term, strict), Inequality::opposite_of(problem, term, strict));
        self.bounds.insert(lit.atom(), if lit.is_yes() { (yes, no) } else { (no, yes) });
        Ok(())
    }

    fn meaning(&self, lit: Lit) -> Option<&Inequality> {
        let (yes, no) = self.bounds.get(&lit.atom())?;
        Some(if lit.is_yes() { yes } else { no })
    }

    /// Whether the literal means the comparison, and its opposite the opposite.
    pub(crate) fn means(&self, problem: &Problem, lit: Lit, term: &Linear, strict: bool) -> bool {
        self.meaning(lit) == Some(&Inequality::of(problem, term, strict))
            && self.meaning(lit.not()) == Some(&Inequality::opposite_of(problem, term, strict))
    }

    fn literal(&self, formula: Formula) -> Result<Lit, Fault> {
        self.literals.get(formula.index()).copied().flatten().ok_or("a part has no literal")
    }

    fn all_literals(&self, parts: &[Formula]) -> Result<Vec<Lit>, Fault> {
        parts.iter().map(|part| self.literal(*part)).collect()
    }

    /// The literal stands for the formula; its parts have theirs already.
    pub(crate) fn claim(
        &mut self,
        problem: &Problem,
        formula: Formula,
        lit: Lit,
        claim: &Claim,
    ) -> Result<(), Fault> {
        match problem.node(formula) {
            Node::Constant(value) => {
                self.name(lit)?;
                self.clauses.add(&[lit.turned(*value)]);
            }
            Node::Boolean(_) => self.name(lit)?,
            Node::Not(part) => {
                if self.literal(*part)? != lit.not() {
                    return Err("a negation is not the opposite of its part");
                }
            }
            Node::All(parts) => {
                let parts = self.all_literals(parts)?;
                self.name(lit)?;
                self.all_of(lit, &parts);
            }
            Node::Any(parts) => {
                let parts = self.all_literals(parts)?;
                self.name(lit)?;
                let parts: Vec<Lit> = parts.iter().map(|part| part.not()).collect();
                self.all_of(lit.not(), &parts);
            }
            Node::Same(first, second) => {
                let (first, second) = (self.literal(*first)?, self.literal(*second)?);
                self.name(lit)?;
                self.clauses.add(&[lit.not(), first.not(), second]);
                self.clauses.add(&[lit.not(), first, second.not()]);
                self.clauses.add(&[lit, first, second]);
                self.clauses.add(&[lit, first.not(), second.not()]);
            }
            Node::Compare(term, relation) => match (strictness(*relation), claim) {
                (Some(strict), Claim::Plain) => {
                    if !self.means(problem, lit, term, strict) {
                        return Err("a literal does not mean its comparison");
                    }
                }
                (None, Claim::Equation(most, least)) => {
                    let turned = term.times(&kisoku_number::Num::Int(-1));
                    if !self.means(problem, *most, term, false)
                        || !self.means(problem, *least, &turned, false)
                    {
                        return Err("a literal does not mean its side of an equation");
                    }
                    self.name(lit)?;
                    self.all_of(lit, &[*most, *least]);
                }
                _ => return Err("an equation needs two literals, other comparisons one"),
            },
        }
        let place = formula.index();
        if self.literals.len() <= place {
            self.literals.resize(place.saturating_add(1), None);
        }
        if let Some(known) = self.literals.get_mut(place) {
            *known = Some(lit);
        }
        Ok(())
    }

    /// `whole` holds exactly where all the parts do.
    fn all_of(&mut self, whole: Lit, parts: &[Lit]) {
        for part in parts {
            self.clauses.add(&[whole.not(), *part]);
        }
        let back: Vec<Lit> = parts.iter().map(|part| part.not()).chain([whole]).collect();
        self.clauses.add(&back);
    }

    /// The literal switches the label on.
    pub(crate) fn label(&mut self, label: Label, lit: Lit) -> Result<(), Fault> {
        self.name(lit)?;
        match self.labels.insert(label, lit) {
            None => Ok(()),
            Some(_) => Err("a label was given two literals"),
        }
    }

    /// Reads the assertions that are new.
    pub(crate) fn read_assertions(&mut self, problem: &Problem) -> Result<(), Fault> {
        for assertion in problem.assertions().iter().skip(self.assertions) {
            let lit = self.literal(assertion.formula)?;
            match assertion.label {
                None => self.clauses.add(&[lit]),
                Some(label) => {
                    let switch = *self.labels.get(&label).ok_or("a label has no literal")?;
                    self.clauses.add(&[switch.not(), lit]);
                }
            }
        }
        self.assertions = problem.assertions().len();
        Ok(())
    }

    /// Checks a lemma of arithmetic and takes it as known.
    pub(crate) fn lemma(&mut self, problem: &Problem, lemma: &Lemma) -> Result<(), Fault> {
        let premises: Option<Vec<Inequality>> =
            lemma.clause.iter().map(|lit| self.meaning(lit.not()).cloned()).collect();
        let premises = premises.ok_or("a lemma of arithmetic has a literal without meaning")?;
        if !refutes(problem, premises, &lemma.steps) {
            return Err("the derivation of a lemma leads to no absurdity");
        }
        self.clauses.add(&lemma.clause);
        Ok(())
    }

    /// Checks a learnt clause and takes it as known.
    pub(crate) fn learnt(&mut self, clause: &[Lit]) -> Result<(), Fault> {
        if !self.clauses.imply(clause) {
            return Err("a learnt clause does not follow");
        }
        self.clauses.add(clause);
        Ok(())
    }

    /// Whether the labels, with literals beside them, cannot hold together.
    pub(crate) fn refutes(&mut self, labels: &[Label], beside: &[Lit]) -> Result<(), Fault> {
        let mut clause: Vec<Lit> = beside.iter().map(|lit| lit.not()).collect();
        for label in labels {
            clause.push(self.labels.get(label).ok_or("a core has an unknown label")?.not());
        }
        if self.clauses.imply(&clause) { Ok(()) } else { Err("a core does not follow") }
    }
}
