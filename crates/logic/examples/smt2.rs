//! Answers SMT-LIB problems on standard input, one after the other, each ended by a line `;;`.
//!
//! One line a problem: `sat`, `unsat` with a minimal core, `opt` with the ends of the objectives, or `unknown`. The
//! oracle script compares these lines with z3's.

use std::io::{Read as _, Write as _};

use kisoku_logic::{Answer, Budget, End, Engine as _, Native, Optimum, check_minimal, smtlib};

fn end(end: &End) -> String {
    match end {
        End::Attained(value) => {
            let (above, below) = value.numerator_denominator();
            format!("{above}/{below}")
        }
        End::Open(value) => {
            let (above, below) = value.numerator_denominator();
            format!("{above}/{below}+")
        }
        End::Unbounded => "-oo".to_owned(),
    }
}

fn answer(text: &str) -> String {
    let script = match smtlib::read_script(text) {
        Ok(script) => script,
        Err(wrong) => return format!("error {wrong}"),
    };
    let (mut engine, on, budget) = (Native::new(), script.all_labels(), Budget::default());
    if script.objectives.is_empty() {
        return match check_minimal(&mut engine, &script.problem, &on, &budget) {
            Answer::Sat(_) => "sat".to_owned(),
            Answer::Unsat(core) => {
                let names: Vec<&str> = core.labels.iter().map(|label| script.name(*label)).collect();
                let minimal = if core.minimal { "" } else { " (not proved minimal)" };
                format!("unsat {}{minimal}", names.join(" ")).trim_end().to_owned()
            }
            Answer::Unknown(reason) => format!("unknown {reason:?}"),
        };
    }
    match engine.minimise(&script.problem, &script.objectives, &on, &budget) {
        Optimum::Found { ends, .. } => {
            format!("opt {}", ends.iter().map(end).collect::<Vec<String>>().join(" "))
        }
        Optimum::Unsat(_) => "unsat".to_owned(),
        Optimum::Unknown(reason) => format!("unknown {reason:?}"),
    }
}

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = std::io::stdout().lock();
    for problem in text.split("\n;;\n").filter(|problem| !problem.trim().is_empty()) {
        writeln!(out, "{}", answer(problem))?;
    }
    Ok(())
}
