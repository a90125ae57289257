//! Writing a script.
//!
//! Numeric variables are `x0`, `x1`, …, booleans `b0`, …, shared formulas `f12` by their place, labels `L7` by number.

use std::fmt::Write as _;

use kisoku_number::Num;

use crate::linear::{Kind, Linear};
use crate::problem::{Formula, Label, Node, Problem, Relation};

/// A script that asserts what the problem does with these labels on, and asks for what the objectives need.
///
/// Every formula is defined once, by a name of its own, so that the text grows with the problem and no further.
pub fn write_script(problem: &Problem, on: &[Label], objectives: &[Linear]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_all(&mut out, problem, on, objectives);
    out
}

fn write_all(out: &mut String, problem: &Problem, on: &[Label], objectives: &[Linear]) -> std::fmt::Result {
    out.push_str("(set-option :produce-models true)\n");
    out.push_str("(set-option :produce-unsat-cores true)\n");
    out.push_str("(set-logic ALL)\n");
    let mut on = on.to_vec();
    on.sort_unstable();
    on.dedup();
    for label in &on {
        writeln!(out, "(declare-const L{} Bool)", label.0)?;
    }
    for var in problem.vars() {
        let sort = if problem.kind(var) == Kind::Int { "Int" } else { "Real" };
        writeln!(out, "(declare-const x{} {sort})", var.index())?;
    }
    for index in 0..problem.boolean_count() {
        writeln!(out, "(declare-const b{index} Bool)")?;
    }
    for (index, node) in problem.nodes().iter().enumerate() {
        if let Some(text) = definition(problem, node) {
            writeln!(out, "(define-fun f{index} () Bool {text})")?;
        }
    }
    for assertion in problem.assertions() {
        let formula = name(problem, assertion.formula);
        match assertion.label {
            None => writeln!(out, "(assert {formula})")?,
            // A label may stand on several assertions, so it is a switch of its own.
            Some(label) if on.contains(&label) => writeln!(out, "(assert (=> L{} {formula}))", label.0)?,
            Some(_) => {}
        }
    }
    for label in &on {
        writeln!(out, "(assert (! L{} :named N{}))", label.0, label.0)?;
    }
    for objective in objectives {
        writeln!(out, "(minimize {})", term(problem, objective))?;
    }
    out.push_str("(check-sat)\n");
    Ok(())
}

/// How a formula is called.
fn name(problem: &Problem, formula: Formula) -> String {
    match problem.node(formula) {
        Node::Constant(value) => value.to_string(),
        Node::Boolean(index) => format!("b{index}"),
        _ => format!("f{}", formula.index()),
    }
}

/// What a formula is, where it has a name by its place.
fn definition(problem: &Problem, node: &Node) -> Option<String> {
    let listed = |word: &str, parts: &[Formula]| {
        let parts: Vec<String> = parts.iter().map(|part| name(problem, *part)).collect();
        format!("({word} {})", parts.join(" "))
    };
    Some(match node {
        Node::Constant(_) | Node::Boolean(_) => return None,
        Node::Not(part) => listed("not", &[*part]),
        Node::All(parts) => listed("and", parts),
        Node::Any(parts) => listed("or", parts),
        Node::Same(first, second) => listed("=", &[*first, *second]),
        Node::Compare(left, relation) => {
            let sign = match relation {
                Relation::AtMost => "<=",
                Relation::Below => "<",
                Relation::Equal => "=",
            };
            // Where there is a real variable, all numbers are written as reals; a comparison of whole ones is
            // multiplied out, since a fraction has no place there.
            let whole = left.terms().iter().all(|(var, _)| problem.kind(*var) == Kind::Int);
            if !whole {
                format!("({sign} {} 0.0)", term(problem, left))
            } else {
                let numbers = left.terms().iter().map(|(_, by)| by).chain([left.constant()]);
                let below = numbers.fold(Num::Int(1), |all, number| least_multiple(&all, number));
                format!("({sign} {} 0)", term(problem, &left.times(&below)))
            }
        }
    })
}

/// The least whole multiple of a positive whole number by which a fraction becomes whole.
fn least_multiple(all: &Num, number: &Num) -> Num {
    // What has to be multiplied yet is the denominator of what is left.
    let left = all.mul(number);
    let measure = crate::linear::common_measure(&left, &Num::Int(1));
    Num::Int(1).div(&measure).map_or_else(|| all.clone(), |by| all.mul(&by))
}

fn term(problem: &Problem, term: &Linear) -> String {
    let numbers = || term.terms().iter().map(|(_, by)| by).chain([term.constant()]);
    let whole =
        term.terms().iter().all(|(var, _)| problem.kind(*var) == Kind::Int) && numbers().all(Num::is_integer);
    let constant = number(term.constant(), whole);
    if term.is_constant() {
        return constant;
    }
    let mut parts = Vec::new();
    for (var, by) in term.terms() {
        let index = var.index();
        let by = number(by, whole);
        parts.push(match (whole, problem.kind(*var)) {
            (false, Kind::Int) => format!("(* {by} (to_real x{index}))"),
            _ => format!("(* {by} x{index})"),
        });
    }
    parts.push(constant);
    format!("(+ {})", parts.join(" "))
}

/// A number as SMT-LIB writes it.
fn number(value: &Num, whole: bool) -> String {
    let (above, below) = value.abs().numerator_denominator();
    let plain = match (whole, value.is_integer()) {
        (true, _) => above.to_string(),
        (false, true) => format!("{above}.0"),
        (false, false) => format!("(/ {above}.0 {below}.0)"),
    };
    if value.is_negative() { format!("(- {plain})") } else { plain }
}
