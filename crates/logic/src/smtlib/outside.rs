//! An engine outside this crate, asked in SMT-LIB.
//!
//! In: a problem, and someone who takes a script to a solver. Out: the solver's answers. Its models are evaluated
//! here like all others; its *unsatisfiable* cannot be checked and is taken on trust.

use kisoku_number::Num;

use super::sexp::{Sexp, read};
use super::write::write_script;
use crate::certify::point::{Near, solves};
use crate::engine::{Answer, Budget, Core, End, Engine, Model, Optimum, Reason};
use crate::linear::Linear;
use crate::problem::{Label, Problem};

/// Takes a script to a solver and brings back what it printed. This crate starts no process; its user does.
pub trait Ask {
    /// What the solver printed, or why it could not be asked.
    fn ask(&mut self, script: &str) -> Result<String, String>;
}

/// What a solver understands beyond the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The standard and no more (cvc5).
    Plain,
    /// Also `minimize` (z3).
    Minimising,
}

/// A solver outside this crate.
pub struct Outside<A: Ask> {
    ask: A,
    dialect: Dialect,
}

/// What a solver printed, taken apart.
#[derive(Default)]
struct Printed {
    word: String,
    values: Vec<(String, Sexp)>,
    core: Vec<Label>,
    ends: Vec<Sexp>,
}

impl<A: Ask> Outside<A> {
    /// An engine that asks this solver.
    pub fn new(ask: A, dialect: Dialect) -> Outside<A> {
        Outside { ask, dialect }
    }

    fn run(&mut self, problem: &Problem, on: &[Label], objectives: &[Linear]) -> Result<Printed, Reason> {
        let mut script = write_script(problem, on, objectives);
        if !objectives.is_empty() {
            script.push_str("(get-objectives)\n");
        }
        let numbers = problem.vars().map(|var| format!("x{}", var.index()));
        let booleans = (0..problem.boolean_count()).map(|index| format!("b{index}"));
        let names: Vec<String> = numbers.chain(booleans).collect();
        if !names.is_empty() {
            script.push_str(&format!("(get-value ({}))\n", names.join(" ")));
        }
        script.push_str("(get-unsat-core)\n");
        let text = self.ask.ask(&script).map_err(Reason::Outside)?;
        let items = read(&text).map_err(|wrong| Reason::Outside(wrong.to_string()))?;
        let mut printed = Printed::default();
        for item in &items {
            printed.take(item);
        }
        Ok(printed)
    }
}

impl Printed {
    /// Sorts an item by its form: the verdict, objectives, values, a core. Errors for what does not apply (a core
    /// where there is a model) are passed over.
    fn take(&mut self, item: &Sexp) {
        if let Some(word) = item.word() {
            if self.word.is_empty() {
                word.clone_into(&mut self.word);
            }
            return;
        }
        match item.call() {
            Some(("error", _)) => return,
            Some(("objectives", ends)) => {
                let ends = ends.iter().filter_map(|end| end.list()?.last().cloned());
                self.ends = ends.collect();
                return;
            }
            _ => {}
        }
        for part in item.list().unwrap_or_default() {
            match part {
                Sexp::List(pair, _) => {
                    if let [name, value] = pair.as_slice()
                        && let Some(name) = name.word()
                    {
                        self.values.push((name.to_owned(), value.clone()));
                    }
                }
                Sexp::Word(word, _) => {
                    let number = word.strip_prefix('N').and_then(|number| number.parse().ok());
                    self.core.extend(number.map(Label));
                }
            }
        }
    }

    /// The model, if it is one.
    fn model(&self, problem: &Problem, on: &[Label]) -> Result<Model, Reason> {
        let mut model = Model {
            booleans: vec![false; problem.boolean_count()],
            numbers: vec![Num::ZERO; problem.kinds().len()],
        };
        for (name, value) in &self.values {
            let (kind, place) = name.split_at_checked(1).unwrap_or((name, ""));
            let Ok(place) = place.parse::<usize>() else { continue };
            match (kind, value.word(), value.number()) {
                ("b", Some(word), _) => {
                    if let Some(known) = model.booleans.get_mut(place) {
                        *known = word == "true";
                    }
                }
                ("x", _, Some(number)) => {
                    if let Some(known) = model.numbers.get_mut(place) {
                        *known = number;
                    }
                }
                _ => return Err(Reason::Outside(format!("a value that cannot be read, of {name}"))),
            }
        }
        let point: Vec<Near> = model.numbers.iter().cloned().map(Near::from).collect();
        if solves(problem, on, &model.booleans, &point) {
            Ok(model)
        } else {
            Err(Reason::Internal("a model from outside does not hold"))
        }
    }

    fn core(mut self) -> Core {
        self.core.sort_unstable();
        Core { minimal: self.core.is_empty(), labels: self.core }
    }
}

/// The end that is written here: a number, a number and `epsilon`, or `oo`.
fn end(sexp: &Sexp) -> Option<End> {
    if let Some(number) = sexp.number() {
        return Some(End::Attained(number));
    }
    match sexp.call() {
        Some(("+", [number, _])) => Some(End::Open(number.number()?)),
        Some(("*", [_, far])) if far.word() == Some("oo") => Some(End::Unbounded),
        Some(("-", [far])) if far.word() == Some("oo") => Some(End::Unbounded),
        // An infinitely small part alone, over zero.
        Some(("*", [_, _])) => Some(End::Open(Num::ZERO)),
        _ => (sexp.word() == Some("epsilon")).then_some(End::Open(Num::ZERO)),
    }
}

impl<A: Ask> Engine for Outside<A> {
    fn check(&mut self, problem: &Problem, on: &[Label], _: &Budget) -> Answer {
        let printed = match self.run(problem, on, &[]) {
            Ok(printed) => printed,
            Err(reason) => return Answer::Unknown(reason),
        };
        match printed.word.as_str() {
            "sat" => printed.model(problem, on).map_or_else(Answer::Unknown, Answer::Sat),
            "unsat" => Answer::Unsat(printed.core()),
            other => Answer::Unknown(Reason::Outside(other.to_owned())),
        }
    }

    fn minimise(&mut self, problem: &Problem, objectives: &[Linear], on: &[Label], _: &Budget) -> Optimum {
        if self.dialect == Dialect::Plain {
            return Optimum::Unknown(Reason::Outside("this solver does not minimise".to_owned()));
        }
        let printed = match self.run(problem, on, objectives) {
            Ok(printed) => printed,
            Err(reason) => return Optimum::Unknown(reason),
        };
        match printed.word.as_str() {
            "unsat" => return Optimum::Unsat(printed.core()),
            "sat" => {}
            other => return Optimum::Unknown(Reason::Outside(other.to_owned())),
        }
        let mut ends = Vec::new();
        for written in &printed.ends {
            let Some(end) = end(written) else {
                return Optimum::Unknown(Reason::Outside("an objective that cannot be read".to_owned()));
            };
            let attained = matches!(end, End::Attained(_));
            ends.push(end);
            if !attained {
                break;
            }
        }
        match printed.model(problem, on) {
            Ok(model) => Optimum::Found { ends, model },
            Err(reason) => Optimum::Unknown(reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A solver that says what it was told to say, and keeps what it was asked.
    struct Told(&'static str);

    impl Ask for Told {
        fn ask(&mut self, script: &str) -> Result<String, String> {
            // Whatever is written can be read back.
            crate::smtlib::read_script(script).map_err(|wrong| wrong.to_string())?;
            Ok(self.0.to_owned())
        }
    }

    fn problem() -> (Problem, Linear) {
        let mut p = Problem::new();
        let x = Linear::from(p.real());
        let b = p.boolean();
        let third = Linear::number(Num::fraction(1, 3).unwrap());
        let f = p.above(&x, &third);
        let f = p.implies(b, f);
        p.require_if(Label(7), b);
        p.require(f);
        (p, x)
    }

    fn check(says: &'static str) -> Answer {
        let (problem, _) = problem();
        Outside::new(Told(says), Dialect::Plain).check(&problem, &[Label(7)], &Budget::default())
    }

    #[test]
    fn answers_are_read() {
        let Answer::Sat(model) = check("sat\n((x0 (/ 1.0 2.0)) (b0 true))\n(error \"no core\")") else {
            panic!()
        };
        assert_eq!(model.numbers, [Num::fraction(1, 2).unwrap()]);
        assert_eq!(
            check("unsat\n(error \"no model\")\n(N7)"),
            Answer::Unsat(Core { labels: vec![Label(7)], minimal: false })
        );
        assert_eq!(check("timeout"), Answer::Unknown(Reason::Outside("timeout".into())));
    }

    #[test]
    fn a_model_from_outside_is_not_believed() {
        let wrong = check("sat\n((x0 (/ 1.0 3.0)) (b0 true))");
        assert_eq!(wrong, Answer::Unknown(Reason::Internal("a model from outside does not hold")));
    }

    #[test]
    fn ends_are_read() {
        let least = |says| {
            let (problem, x) = problem();
            Outside::new(Told(says), Dialect::Minimising).minimise(
                &problem,
                &[x],
                &[Label(7)],
                &Budget::default(),
            )
        };
        let open = least("sat\n(objectives\n (x0 (+ (/ 1.0 3.0) epsilon))\n)\n((x0 1.0) (b0 true))");
        let Optimum::Found { ends, .. } = open else { panic!() };
        assert_eq!(ends, [End::Open(Num::fraction(1, 3).unwrap())]);
        let far = least("sat\n(objectives\n (x0 (* (- 1) oo))\n)\n((x0 1.0) (b0 true))");
        let Optimum::Found { ends, .. } = far else { panic!() };
        assert_eq!(ends, [End::Unbounded]);
    }
}
