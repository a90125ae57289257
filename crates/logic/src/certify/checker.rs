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

    /// Whether the literal means the comparison. Then its opposite means the opposite: the two leave nothing between
    /// them and share nothing, and each has one form.
    pub(crate) fn means(&self, problem: &Problem, lit: Lit, term: &Linear, strict: bool) -> bool {
        self.meaning(lit) == Some(&Inequality::of(problem, term, strict))
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

    /// Whether any assertion that was read has the label.
    pub(crate) fn knows(&self, label: Label) -> bool {
        self.labels.contains_key(&label)
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

#[cfg(test)]
mod tests {
    use super::*;
    use kisoku_number::Num;

    fn lit(atom: Atom) -> Lit {
        Lit::new(atom, true)
    }

    /// For every kind of formula and all values of its parts: the checker's clauses say of the literal exactly what
    /// the formula is.
    #[test]
    fn definitions_are_those_of_the_formulas() {
        for kind in 0..5 {
            for bits in 0..8_u32 {
                let mut p = Problem::new();
                let parts = [p.boolean(), p.boolean(), p.boolean()];
                let values = [bits & 1 == 1, bits & 2 == 2, bits & 4 == 4];
                let not = p.not(parts[0]);
                let (formula, value) = match kind {
                    0 => (p.all(parts), values.iter().all(|v| *v)),
                    1 => (p.any(parts), values.iter().any(|v| *v)),
                    2 => (p.same(parts[0], parts[1]), values[0] == values[1]),
                    3 => (p.any([not, parts[1]]), !values[0] || values[1]),
                    _ => (p.constant(values[0]), values[0]),
                };
                let mut checker = Checker::default();
                for (atom, part) in (0..).zip(parts) {
                    checker.claim(&p, part, lit(atom), &Claim::Plain).unwrap();
                }
                checker.claim(&p, not, lit(0).not(), &Claim::Plain).unwrap();
                checker.claim(&p, formula, lit(9), &Claim::Plain).unwrap();
                let given: Vec<Lit> =
                    (0..).zip(values).map(|(atom, value)| lit(atom).turned(!value)).collect();
                let with = |last: Lit| given.iter().copied().chain([last]).collect::<Vec<Lit>>();
                assert!(checker.clauses.imply(&with(lit(9).turned(value))), "{kind} {bits}");
                assert!(!checker.clauses.imply(&with(lit(9).turned(!value))), "{kind} {bits}");
            }
        }
    }

    fn bounds() -> (Problem, Checker) {
        let mut p = Problem::new();
        let x = Linear::from(p.real());
        let mut checker = Checker::default();
        // 0: x ≤ 2. 1: x ≤ 3.
        for (atom, at) in [(0, 2), (1, 3)] {
            let term = x.minus(&Linear::from(at));
            checker.bound(&p, lit(atom), &term, false).unwrap();
        }
        let formula = p.at_most(&x, &2.into());
        p.require_if(Label(5), formula);
        (p, checker)
    }

    fn lemma(clause: &[Lit], by: &[i128]) -> Lemma {
        Lemma {
            clause: clause.to_vec(),
            steps: vec![by.iter().map(|by| Num::Int(*by)).enumerate().collect()],
        }
    }

    #[test]
    fn lemmas_need_a_derivation() {
        let (p, mut checker) = bounds();
        assert!(checker.lemma(&p, &lemma(&[lit(1), lit(0)], &[1, 1])).is_err());
        assert!(checker.lemma(&p, &lemma(&[lit(0).not(), lit(1)], &[1, 2])).is_err());
        assert!(checker.lemma(&p, &lemma(&[lit(0).not(), lit(7)], &[1, 1])).is_err());
        assert!(checker.learnt(&[lit(0).not(), lit(1)]).is_err());
        assert_eq!(checker.lemma(&p, &lemma(&[lit(0).not(), lit(1)], &[1, 1])), Ok(()));
        assert_eq!(checker.learnt(&[lit(0).not(), lit(1)]), Ok(()));
        assert!(checker.learnt(&[lit(0).not()]).is_err());
    }

    #[test]
    fn a_literal_is_claimed_once_and_means_what_it_should() {
        let (mut p, mut checker) = bounds();
        let x = Linear::from(p.vars().next().unwrap());
        let two = p.at_most(&x, &2.into());
        let below = p.below(&x, &2.into());
        let equal = p.equal(&x, &2.into());
        let (b, c) = (p.boolean(), p.boolean());
        let not = p.not(b);
        assert!(checker.claim(&p, two, lit(1), &Claim::Plain).is_err());
        assert!(checker.claim(&p, two, lit(0).not(), &Claim::Plain).is_err());
        assert!(checker.claim(&p, below, lit(0), &Claim::Plain).is_err());
        assert_eq!(checker.claim(&p, two, lit(0), &Claim::Plain), Ok(()));
        assert!(checker.claim(&p, equal, lit(8), &Claim::Equation(lit(0), lit(1))).is_err());
        assert!(checker.claim(&p, equal, lit(8), &Claim::Plain).is_err());
        assert!(checker.claim(&p, b, lit(0), &Claim::Plain).is_err());
        assert_eq!(checker.claim(&p, b, lit(2), &Claim::Plain), Ok(()));
        assert!(checker.claim(&p, c, lit(2), &Claim::Plain).is_err());
        assert!(checker.claim(&p, c, lit(3).not(), &Claim::Plain).is_err());
        assert!(checker.claim(&p, not, lit(2), &Claim::Plain).is_err());
        assert!(checker.bound(&p, lit(2), &x, false).is_err());
        assert!(checker.bound(&p, lit(0), &x, false).is_err());
        assert!(checker.label(Label(1), lit(2)).is_err());
        assert_eq!(checker.label(Label(1), lit(4)), Ok(()));
        assert!(checker.label(Label(1), lit(5)).is_err());
    }

    #[test]
    fn a_core_has_to_follow() {
        let (p, mut checker) = bounds();
        assert!(checker.read_assertions(&p).is_err(), "the formula has no literal yet");
        let two = p.assertions()[0].formula;
        checker.claim(&p, two, lit(0), &Claim::Plain).unwrap();
        assert!(checker.read_assertions(&p).is_err(), "the label has none yet");
        checker.label(Label(5), lit(4)).unwrap();
        checker.read_assertions(&p).unwrap();
        assert!(checker.refutes(&[Label(5)], &[]).is_err());
        assert!(checker.refutes(&[Label(6)], &[]).is_err());
        assert_eq!(checker.refutes(&[Label(5)], &[lit(0).not()]), Ok(()));
    }
}
