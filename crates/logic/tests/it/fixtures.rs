//! The small problems of `tests/problems/small.smt2`, each with what is expected of it.

use kisoku_logic::{Answer, Budget, Engine as _, Native, smtlib};

const SMALL: &str = include_str!("../problems/small.smt2");

fn problems() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    SMALL.split(";;\n").map(|text| {
        let title = text.lines().next().unwrap();
        let expected = text.lines().find_map(|line| line.strip_prefix("; expect: ")).unwrap();
        (title, expected, text)
    })
}

#[test]
fn small_problems_have_the_expected_answers() {
    assert_eq!(problems().count(), 27);
    for (title, expected, text) in problems() {
        let found = super::answer(text);
        match expected.strip_suffix(" *") {
            Some(start) => assert!(found.starts_with(start), "{title}: {found}"),
            None => assert_eq!(found, expected, "{title}"),
        }
    }
}

/// Every core is one, and no label of it can go: without the engine's own word for it.
#[test]
fn cores_are_cores() {
    for (title, expected, text) in problems().filter(|(_, expected, _)| expected.starts_with("unsat")) {
        let script = smtlib::read_script(text).unwrap();
        let names: Vec<String> = super::answer(text).split(' ').skip(1).map(str::to_owned).collect();
        let labels: Vec<_> =
            script.all_labels().into_iter().filter(|l| names.iter().any(|n| n == script.name(*l))).collect();
        assert!(!labels.is_empty(), "{title}: {expected}");
        let check = |on: &[_]| Native::new().check(&script.problem, on, &Budget::default());
        assert!(matches!(check(&labels), Answer::Unsat(_)), "{title}");
        for label in &labels {
            let others: Vec<_> = labels.iter().copied().filter(|other| other != label).collect();
            assert!(matches!(check(&others), Answer::Sat(_)), "{title} without {}", script.name(*label));
        }
    }
}

#[test]
fn what_is_written_can_be_read_and_means_the_same() {
    for (title, expected, text) in problems() {
        let script = smtlib::read_script(text).unwrap();
        let written = smtlib::write_script(&script.problem, &script.all_labels(), &script.objectives);
        let found = super::answer(&written);
        let word = |line: &str| line.split(' ').next().unwrap().to_owned();
        if expected.starts_with("opt") {
            assert_eq!(found, expected, "{title}");
        } else {
            assert_eq!(word(&found), word(expected), "{title}");
        }
    }
}

#[test]
fn small_problems_need_little() {
    let little = Budget { conflicts: 100, pivots: 300, splits: 30 };
    for (title, _, text) in problems() {
        let found = super::answer_of(&mut Native::new(), text, &little);
        assert_eq!(found, super::answer(text), "{title}");
    }
}
