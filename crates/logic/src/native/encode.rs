//! Formulas become clauses.
//!
//! In: the part of a problem that is new. Out: a literal for every formula, clauses that define it, and the same told
//! to the checker, which works the clauses out for itself.

use kisoku_number::Num;

use super::Stop;
use super::arithmetic::to_search;
use super::atoms::Fresh;
use super::search::Native;
use crate::certify::checker::{Claim, Lemma};
use crate::certify::inequality::strictness;
use crate::linear::Linear;
use crate::literal::Lit;
use crate::problem::{Formula, Node, Problem};
use batsat::{SolverInterface as _, lbool};

const LOST: Stop = Stop::Broken("a formula lost its literal");

impl Native {
    /// Reads what is new in the problem.
    pub(super) fn read(&mut self, problem: &Problem) -> Result<(), Stop> {
        self.theory.atoms.read_variables(problem, &mut self.theory.simplex);
        for index in self.literals.len()..problem.nodes().len() {
            let formula = problem.formula_at(index).ok_or(LOST)?;
            let (lit, claim) = self.literal_of(problem, formula)?;
            self.checker.claim(problem, formula, lit, &claim).map_err(Stop::Broken)?;
            self.literals.push(lit);
        }
        for assertion in problem.assertions().iter().skip(self.assertions) {
            let lit = self.known(assertion.formula)?;
            match assertion.label {
                None => self.clause(&[lit]),
                Some(label) => {
                    let switch = match self.labels.get(&label) {
                        Some(known) => *known,
                        None => {
                            // A label that is not asked for is off: the search tries that first.
                            let made = self.new_literal(lbool::FALSE);
                            self.checker.label(label, made).map_err(Stop::Broken)?;
                            self.labels.insert(label, made);
                            made
                        }
                    };
                    self.clause(&[switch.not(), lit]);
                }
            }
        }
        self.assertions = problem.assertions().len();
        self.checker.read_assertions(problem).map_err(Stop::Broken)
    }

    fn new_literal(&mut self, first_try: lbool) -> Lit {
        Lit::new(self.sat.new_var(first_try, true).idx(), true)
    }

    fn clause(&mut self, lits: &[Lit]) {
        let mut clause: Vec<batsat::Lit> = lits.iter().copied().map(to_search).collect();
        self.sat.add_clause_reuse(&mut clause);
    }

    pub(super) fn known(&self, formula: Formula) -> Result<Lit, Stop> {
        self.literals.get(formula.index()).copied().ok_or(LOST)
    }

    fn all_known(&self, parts: &[Formula]) -> Result<Vec<Lit>, Stop> {
        parts.iter().map(|part| self.known(*part)).collect()
    }

    fn literal_of(&mut self, problem: &Problem, formula: Formula) -> Result<(Lit, Claim), Stop> {
        let lit = match problem.node(formula) {
            Node::Constant(value) => {
                let lit = self.new_literal(lbool::UNDEF);
                self.clause(&[lit.turned(*value)]);
                lit
            }
            Node::Boolean(_) => {
                let lit = self.new_literal(lbool::UNDEF);
                self.booleans.push(lit);
                lit
            }
            Node::Not(part) => self.known(*part)?.not(),
            Node::All(parts) => {
                let parts = self.all_known(parts)?;
                let lit = self.new_literal(lbool::UNDEF);
                self.all_of(lit, &parts);
                lit
            }
            Node::Any(parts) => {
                let parts: Vec<Lit> = self.all_known(parts)?.iter().map(|part| part.not()).collect();
                let lit = self.new_literal(lbool::UNDEF);
                self.all_of(lit.not(), &parts);
                lit
            }
            Node::Same(first, second) => {
                let (first, second) = (self.known(*first)?, self.known(*second)?);
                let lit = self.new_literal(lbool::UNDEF);
                self.clause(&[lit.not(), first.not(), second]);
                self.clause(&[lit.not(), first, second.not()]);
                self.clause(&[lit, first, second]);
                self.clause(&[lit, first.not(), second.not()]);
                lit
            }
            Node::Compare(term, relation) => match strictness(*relation) {
                Some(strict) => self.comparison(problem, term, strict)?,
                None => {
                    let most = self.comparison(problem, term, false)?;
                    let least = self.comparison(problem, &term.times(&Num::Int(-1)), false)?;
                    let lit = self.new_literal(lbool::UNDEF);
                    self.all_of(lit, &[most, least]);
                    return Ok((lit, Claim::Equation(most, least)));
                }
            },
        };
        Ok((lit, Claim::Plain))
    }

    /// `whole` holds exactly where all the parts do.
    fn all_of(&mut self, whole: Lit, parts: &[Lit]) {
        for part in parts {
            self.clause(&[whole.not(), *part]);
        }
        let back: Vec<Lit> = parts.iter().map(|part| part.not()).chain([whole]).collect();
        self.clause(&back);
    }

    /// The literal of `term ≤ 0`, or of `term < 0` where strict.
    pub(super) fn comparison(&mut self, problem: &Problem, term: &Linear, strict: bool) -> Result<Lit, Stop> {
        let sat = &mut self.sat;
        let fresh = || Lit::new(sat.new_var(lbool::UNDEF, true).idx(), true);
        let theory = &mut self.theory;
        let (lit, fresh) = theory.atoms.literal(problem, &mut theory.simplex, (term, strict), fresh)?;
        if let Some(fresh) = fresh {
            self.order(problem, &fresh)?;
        }
        Ok(lit)
    }

    /// Tells the checker what a new literal means, and the search how it stands to its neighbours: what is at most the
    /// lower value is at most the higher one.
    pub(super) fn order(&mut self, problem: &Problem, fresh: &Fresh) -> Result<(), Stop> {
        self.checker.bound(problem, fresh.lit, &fresh.term, fresh.strict).map_err(Stop::Broken)?;
        let below = fresh.lower.map(|lower| [lower.not(), fresh.lit]);
        let above = fresh.higher.map(|higher| [fresh.lit.not(), higher]);
        for clause in below.into_iter().chain(above) {
            let steps = vec![vec![(0, Num::Int(1)), (1, Num::Int(1))]];
            let lemma = Lemma { clause: clause.to_vec(), steps };
            self.checker.lemma(problem, &lemma).map_err(Stop::Broken)?;
            self.clause(&clause);
        }
        Ok(())
    }
}
