//! Random problems with a fixed seed, against the answers that z3 gave to them (`oracle/z3_random.py --store`).

use kisoku_logic::{Budget, Native};

/// z3's answers to the problems of the seeds from 0, one a line. Where z3's optimiser was wrong, and its plain solver
/// said so, the line is corrected.
const ANSWERS: &str = include_str!("../problems/z3_answers.txt");

#[test]
fn random_problems_have_the_answers_of_z3() {
    let (mut unknown, mut wrong) = (0, Vec::new());
    for (seed, expected) in ANSWERS.lines().enumerate() {
        let text = super::generate::problem(u64::try_from(seed).unwrap());
        let found = super::answer(&text);
        if found.starts_with("unknown Splits") || expected == "unknown" {
            unknown += 1;
            continue;
        }
        // The file writes every end as a fraction.
        let expected = expected.replace("/1+", "+").replace("/1 ", " ");
        let expected = expected.strip_suffix("/1").unwrap_or(&expected);
        let same = if expected == "unsat" { found.starts_with("unsat") } else { found == expected };
        if !same {
            wrong.push(format!("seed {seed}: {found}, z3: {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unknown <= 5, "{unknown} are unknown");
}

/// The same problem has the same answer and the same witness, whichever way the engine came to it.
#[test]
fn answers_do_not_depend_on_anything_else() {
    for seed in 0..60 {
        let text = super::generate::problem(seed);
        assert_eq!(super::answer(&text), super::answer(&text));
    }
}

/// With hardly any budget an answer may be unknown, and may not be wrong.
#[test]
fn a_small_budget_makes_no_answer_wrong() {
    let mut given_up = 0;
    for seed in 0..300 {
        let text = super::generate::problem(seed);
        let full = super::answer(&text);
        for size in [0, 1, 3, 10] {
            let budget = Budget { conflicts: size * 2, pivots: size * 3, splits: size };
            let script = kisoku_logic::smtlib::read_script(&text).unwrap();
            let on = script.all_labels();
            let word = |line: &str| line.split(' ').next().unwrap().to_owned();
            if script.objectives.is_empty() {
                use kisoku_logic::{Answer, Engine as _};
                let found = match Native::new().check(&script.problem, &on, &budget) {
                    Answer::Sat(_) => "sat",
                    Answer::Unsat(_) => "unsat",
                    Answer::Unknown(kisoku_logic::Reason::Internal(what)) => panic!("seed {seed}: {what}"),
                    Answer::Unknown(_) => {
                        given_up += 1;
                        continue;
                    }
                };
                assert!(found == word(&full) || full.starts_with("unknown"), "seed {seed}: {found}, {full}");
            } else {
                let found = super::answer_of(&mut Native::new(), &text, &budget);
                assert!(!found.contains("Internal"), "seed {seed}: {found}");
                if found.starts_with("unknown") {
                    given_up += 1;
                } else {
                    assert!(found == full || full.starts_with("unknown"), "seed {seed}: {found}, {full}");
                }
            }
        }
    }
    assert!(given_up > 50, "{given_up}");
}

/// One engine that is asked many questions, about other labels each time, answers as a new engine does.
#[test]
fn one_engine_for_many_questions_answers_as_a_new_one_for_each() {
    use kisoku_logic::{Answer, Engine as _, Label, Optimum};
    let budget = Budget::default();
    let word = |answer: Answer| match answer {
        Answer::Sat(_) => "sat".to_owned(),
        Answer::Unsat(_) => "unsat".to_owned(),
        Answer::Unknown(reason) => format!("unknown {reason:?}"),
    };
    let ends = |optimum: Optimum| match optimum {
        Optimum::Found { ends, .. } => format!("{ends:?}"),
        Optimum::Unsat(_) => "unsat".to_owned(),
        Optimum::Unknown(reason) => format!("unknown {reason:?}"),
    };
    let mut asked = 0;
    for seed in 0..250_u64 {
        let script = kisoku_logic::smtlib::read_script(&super::generate::problem(seed)).unwrap();
        let mut old = Native::new();
        for round in 0..6_u32 {
            let bits = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(round * 11);
            let on: Vec<Label> =
                script.all_labels().into_iter().filter(|label| bits >> label.0 & 1 == 1).collect();
            let (first, second) = (
                old.check(&script.problem, &on, &budget),
                Native::new().check(&script.problem, &on, &budget),
            );
            assert_eq!(word(first), word(second), "seed {seed}, {on:?}");
            if !script.objectives.is_empty() {
                let first = old.minimise(&script.problem, &script.objectives, &on, &budget);
                let second = Native::new().minimise(&script.problem, &script.objectives, &on, &budget);
                assert_eq!(ends(first), ends(second), "seed {seed}, {on:?}");
            }
            asked += 1;
        }
    }
    assert_eq!(asked, 1500);
}
