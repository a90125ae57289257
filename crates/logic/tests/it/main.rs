//! Tests of the engine through its public face.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop at the first surprise"
)]

mod exhaustive;
mod fixtures;
mod generate;
mod oracle;
mod use_of;

use kisoku_logic::{Answer, Budget, End, Engine, Native, Optimum, check_minimal, smtlib};

/// The answer to a script in one line, as the example `smt2` and the oracle write it.
fn answer(text: &str) -> String {
    answer_of(&mut Native::new(), text, &Budget::default())
}

fn answer_of(engine: &mut dyn Engine, text: &str, budget: &Budget) -> String {
    let script = smtlib::read_script(text).unwrap();
    let on = script.all_labels();
    if !script.objectives.is_empty() {
        return match engine.minimise(&script.problem, &script.objectives, &on, budget) {
            Optimum::Found { ends, .. } => {
                let ends: Vec<String> = ends
                    .iter()
                    .map(|end| match end {
                        End::Attained(value) => value_text(value),
                        End::Open(value) => format!("{}+", value_text(value)),
                        End::Unbounded => "-oo".to_owned(),
                    })
                    .collect();
                format!("opt {}", ends.join(" "))
            }
            Optimum::Unsat(_) => "unsat".to_owned(),
            Optimum::Unknown(reason) => format!("unknown {reason:?}"),
        };
    }
    match check_minimal(engine, &script.problem, &on, budget) {
        Answer::Sat(_) => "sat".to_owned(),
        Answer::Unsat(core) => {
            assert!(core.minimal);
            let names: Vec<&str> = core.labels.iter().map(|label| script.name(*label)).collect();
            format!("unsat {}", names.join(" ")).trim_end().to_owned()
        }
        Answer::Unknown(reason) => format!("unknown {reason:?}"),
    }
}

fn value_text(value: &kisoku_logic::Num) -> String {
    let (above, below) = value.numerator_denominator();
    if below == 1.into() { above.to_string() } else { format!("{above}/{below}") }
}
