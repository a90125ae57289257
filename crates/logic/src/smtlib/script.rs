//! Reading a script: declarations, assertions, objectives.

use std::collections::BTreeMap;

use kisoku_number::Num;

use super::sexp::{ReadError, Sexp, read};
use crate::linear::{Linear, Var};
use crate::problem::{Formula, Label, Problem};

/// What a script says.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// The variables and assertions.
    pub problem: Problem,
    /// The name of every label: the assertions with `:named`, numbered from zero.
    pub labels: Vec<String>,
    /// What is to be minimised, in order. What is to be maximised stands here with its sign turned.
    pub objectives: Vec<Linear>,
    /// The numeric variables by name.
    pub numbers: BTreeMap<String, Var>,
    /// The boolean variables by name.
    pub booleans: BTreeMap<String, Formula>,
}

impl Script {
    /// All labels, which is all that the script asserts.
    pub fn all_labels(&self) -> Vec<Label> {
        (0..u32::try_from(self.labels.len()).unwrap_or(u32::MAX)).map(Label).collect()
    }

    /// The name of a label.
    pub fn name(&self, label: Label) -> &str {
        let place = usize::try_from(label.0).unwrap_or(usize::MAX);
        self.labels.get(place).map_or("", String::as_str)
    }
}

/// Reads a script: `declare-const`, `declare-fun` and `define-fun` without arguments, `assert` over the boolean connectives, linear terms and comparisons, `minimize` and `maximize`. What only asks is skipped.
pub fn read_script(text: &str) -> Result<Script, ReadError> {
    let mut script = Script::default();
    for command in read(text)? {
        script.command(&command)?;
    }
    Ok(script)
}

impl Script {
    fn command(&mut self, command: &Sexp) -> Result<(), ReadError> {
        match command.call() {
            Some(("declare-const", [name, sort])) => self.declare(name, sort),
            Some(("declare-fun", [name, Sexp::List(arguments, _), sort])) if arguments.is_empty() => {
                self.declare(name, sort)
            }
            Some(("define-fun", [name, Sexp::List(arguments, _), sort, body]))
                if arguments.is_empty() && sort.word() == Some("Bool") =>
            {
                let body = self.formula(body)?;
                let word = self.new_name(name)?;
                self.booleans.insert(word, body);
                Ok(())
            }
            Some(("assert", [formula])) => match formula.call() {
                Some(("!", [inner, key, name])) if key.word() == Some(":named") => {
                    let inner = self.formula(inner)?;
                    let label = Label(u32::try_from(self.labels.len()).unwrap_or(u32::MAX));
                    self.labels.push(name.word().unwrap_or_default().to_owned());
                    self.problem.require_if(label, inner);
                    Ok(())
                }
                _ => {
                    let formula = self.formula(formula)?;
                    self.problem.require(formula);
                    Ok(())
                }
            },
            Some(("minimize", [term])) => {
                let term = self.term(term)?;
                self.objectives.push(term);
                Ok(())
            }
            Some(("maximize", [term])) => {
                let term = self.term(term)?.times(&Num::Int(-1));
                self.objectives.push(term);
                Ok(())
            }
            Some((word, _))
                if word.starts_with("set-") || word.starts_with("get-") || word.starts_with("check-") =>
            {
                Ok(())
            }
            Some(("exit", [])) => Ok(()),
            _ => Err(command.error("a command that is not known here")),
        }
    }

    fn new_name(&self, name: &Sexp) -> Result<String, ReadError> {
        let word = name.word().ok_or_else(|| name.error("a name is one word"))?.to_owned();
        if self.numbers.contains_key(&word) || self.booleans.contains_key(&word) {
            return Err(name.error(format!("{word} is declared twice")));
        }
        Ok(word)
    }

    fn declare(&mut self, name: &Sexp, sort: &Sexp) -> Result<(), ReadError> {
        let word = self.new_name(name)?;
        match sort.word() {
            Some("Bool") => {
                self.booleans.insert(word, self.problem.boolean());
            }
            Some("Int") => {
                self.numbers.insert(word, self.problem.integer());
            }
            Some("Real") => {
                self.numbers.insert(word, self.problem.real());
            }
            _ => return Err(sort.error("a sort is Bool, Int or Real")),
        }
        Ok(())
    }

    /// Whether the expression is a formula, and no term.
    fn is_formula(&self, sexp: &Sexp) -> bool {
        match sexp {
            Sexp::Word(word, _) => {
                ["true", "false"].contains(&word.as_str()) || self.booleans.contains_key(word)
            }
            Sexp::List(..) => match sexp.call() {
                Some(("ite", [_, then, _])) => self.is_formula(then),
                Some((word, _)) => !["+", "-", "*", "/", "to_real"].contains(&word),
                None => false,
            },
        }
    }

    fn formulas(&mut self, parts: &[Sexp]) -> Result<Vec<Formula>, ReadError> {
        parts.iter().map(|part| self.formula(part)).collect()
    }

    fn formula(&mut self, sexp: &Sexp) -> Result<Formula, ReadError> {
        let (word, parts) = match sexp {
            Sexp::Word(word, _) => {
                return match word.as_str() {
                    "true" => Ok(self.problem.constant(true)),
                    "false" => Ok(self.problem.constant(false)),
                    _ => self
                        .booleans
                        .get(word)
                        .copied()
                        .ok_or_else(|| sexp.error(format!("{word} is no boolean that is declared"))),
                };
            }
            Sexp::List(..) => sexp.call().ok_or_else(|| sexp.error("a formula starts with a word"))?,
        };
        match (word, parts) {
            ("not", [part]) => {
                let part = self.formula(part)?;
                Ok(self.problem.not(part))
            }
            ("and", parts) => {
                let parts = self.formulas(parts)?;
                Ok(self.problem.all(parts))
            }
            ("or", parts) => {
                let parts = self.formulas(parts)?;
                Ok(self.problem.any(parts))
            }
            ("=>", [conditions @ .., last]) if !conditions.is_empty() => {
                let conditions = self.formulas(conditions)?;
                let (condition, last) = (self.problem.all(conditions), self.formula(last)?);
                Ok(self.problem.implies(condition, last))
            }
            ("xor", [first, second]) => {
                let (first, second) = (self.formula(first)?, self.formula(second)?);
                Ok(self.problem.differ(first, second))
            }
            ("ite", [condition, then, otherwise]) => {
                let (condition, then, otherwise) =
                    (self.formula(condition)?, self.formula(then)?, self.formula(otherwise)?);
                Ok(self.problem.either(condition, then, otherwise))
            }
            ("=" | "distinct", [first, _, ..]) if self.is_formula(first) => {
                let parts = self.formulas(parts)?;
                self.compare_all(word, &parts, |problem, a, b| problem.same(*a, *b))
                    .ok_or_else(|| sexp.error("of more than two booleans all cannot be distinct"))
            }
            ("=" | "distinct" | "<=" | "<" | ">=" | ">", [_, _, ..]) => {
                let terms: Result<Vec<Linear>, ReadError> =
                    parts.iter().map(|part| self.term(part)).collect();
                self.compare_all(word, &terms?, |problem, a, b| match word {
                    "<=" => problem.at_most(a, b),
                    "<" => problem.below(a, b),
                    ">=" => problem.at_least(a, b),
                    ">" => problem.above(a, b),
                    _ => problem.equal(a, b),
                })
                .ok_or_else(|| sexp.error("more than two terms in distinct"))
            }
            _ => Err(sexp.error(format!("{word} is no connective that is known here"))),
        }
    }

    /// The comparison of each with the next; `distinct` takes two.
    fn compare_all<T>(
        &mut self,
        word: &str,
        parts: &[T],
        compare: impl Fn(&mut Problem, &T, &T) -> Formula,
    ) -> Option<Formula> {
        let mut pairs = Vec::new();
        for (first, second) in parts.iter().zip(parts.iter().skip(1)) {
            pairs.push(compare(&mut self.problem, first, second));
        }
        let all = self.problem.all(pairs);
        match (word, parts.len()) {
            ("distinct", 2) => Some(self.problem.not(all)),
            ("distinct", _) => None,
            _ => Some(all),
        }
    }

    fn term(&mut self, sexp: &Sexp) -> Result<Linear, ReadError> {
        if let Some(number) = sexp.number() {
            return Ok(Linear::number(number));
        }
        let (word, parts) = match sexp {
            Sexp::Word(word, _) => {
                return match self.numbers.get(word) {
                    Some(var) => Ok((*var).into()),
                    None => Err(sexp.error(format!("{word} is no number that is declared"))),
                };
            }
            Sexp::List(..) => sexp.call().ok_or_else(|| sexp.error("a term starts with a word"))?,
        };
        if let ("ite", [condition, then, otherwise]) = (word, parts) {
            let condition = self.formula(condition)?;
            let (then, otherwise) = (self.term(then)?, self.term(otherwise)?);
            return Ok(self.problem.choose(condition, &then, &otherwise));
        }
        let terms: Result<Vec<Linear>, ReadError> = parts.iter().map(|part| self.term(part)).collect();
        let terms = terms?;
        match (word, terms.as_slice()) {
            ("to_real", [only]) => Ok(only.clone()),
            ("+", terms) => Ok(terms.iter().fold(Linear::default(), |sum, term| sum.plus(term))),
            ("-", [only]) => Ok(only.times(&Num::Int(-1))),
            ("-", [first, rest @ ..]) => Ok(rest.iter().fold(first.clone(), |sum, term| sum.minus(term))),
            ("*", [first, rest @ ..]) => rest.iter().try_fold(first.clone(), |product, term| {
                match (product.is_constant(), term.is_constant()) {
                    (true, _) => Ok(term.times(product.constant())),
                    (_, true) => Ok(product.times(term.constant())),
                    _ => Err(sexp.error("a product of two variables is not linear")),
                }
            }),
            ("/", [above, below]) if below.is_constant() => match Num::Int(1).div(below.constant()) {
                Some(by) => Ok(above.times(&by)),
                None => Err(sexp.error("a division by zero")),
            },
            _ => Err(sexp.error(format!("{word} is no term that is known here"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = |text: &str| {
            let head = "(declare-const x Int)(declare-const p Bool)\n";
            read_script(&format!("{head}{text}")).unwrap_err().to_string()
        };
        assert_eq!(wrong("(assert (<= y 1))"), "line 2: y is no number that is declared");
        assert_eq!(wrong("(assert (or p x))"), "line 2: x is no boolean that is declared");
        assert_eq!(wrong("(assert (= (* x x) 1))"), "line 2: a product of two variables is not linear");
        assert_eq!(wrong("(assert (< (/ x 0) 1))"), "line 2: a division by zero");
        assert_eq!(wrong("(declare-const x Real)"), "line 2: x is declared twice");
        assert_eq!(wrong("(declare-const y Array)"), "line 2: a sort is Bool, Int or Real");
        assert_eq!(wrong("(push 1)"), "line 2: a command that is not known here");
        assert_eq!(wrong("(assert (distinct x 1 2))"), "line 2: more than two terms in distinct");
    }

    #[test]
    fn terms_are_read_exactly() {
        let script = read_script("(declare-const x Real)(minimize (- (* 3 (+ x 0.1)) (/ x 3) 1))").unwrap();
        let term = script.objectives.first().unwrap();
        assert_eq!(term.terms().first().unwrap().1, Num::fraction(8, 3).unwrap());
        assert_eq!(*term.constant(), Num::fraction(-7, 10).unwrap());
    }
}
