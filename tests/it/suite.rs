//! Running tests: the quick question and the full answer agree, one rule is judged as all are, and the JSON of
//! `kisoku test` is what is promised of it.

use kisoku::cli::Disk;
use kisoku::eval::{judge, judge_rule, own_date};
use kisoku::load::{find_packs, load_pack};
use kisoku::suite::{self, Base, meets, prepare, run_prepared};
use kisoku::text::{FileId, Source};
use serde::Deserialize;
use std::fs;
use std::process::Command;
use std::sync::Arc;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> Option<Base> {
    let text = fs::read_to_string(format!("{ROOT}/{path}")).ok()?;
    let format = kisoku::data::Format::of_path(path)?;
    Some(Base { source: Arc::new(Source::new(FileId(u32::MAX), path, text)), format })
}

#[test]
fn a_rule_alone_is_judged_as_among_all_and_what_meets_has_no_mismatch() {
    let rules = format!("{ROOT}/rules");
    let (mut tests, mut failing) = (0, 0);
    for found in find_packs(&Disk, &rules) {
        let pack = load_pack(&Disk, &rules, &found.folder, &found.id, true);
        let plan = pack.plan.as_ref().unwrap();
        let prepared = prepare(plan, &pack.sources, &read);
        assert_eq!(prepared.len(), plan.pack.tests.len());
        for test in &prepared {
            tests += 1;
            let result = run_prepared(plan, &pack.sources, test).unwrap();
            assert_eq!(meets(plan, &pack.sources, test), result.mismatches.is_empty(), "{}", result.name);
            let Some(built) = test.built() else { continue };
            let all = judge(plan, &built.proposal, None);
            let proposals = [&built.proposal];
            for (index, judged) in all.rules.iter().enumerate() {
                let Some(judged) = judged else { continue };
                let vars = plan.pack.rules[index].vars;
                let day = own_date(plan, &built.proposal);
                let mut scope = kisoku::eval::Scope::new(plan, &proposals, day, vars);
                let id = kisoku::check::typed::RuleId(u32::try_from(index).unwrap());
                assert_eq!(
                    &judge_rule(&mut scope, id),
                    judged,
                    "{} {}",
                    result.name,
                    plan.pack.rules[index].name
                );
            }
        }
        // The same tests on the proposals of their neighbours: most are not met, and both say so.
        for (one, other) in prepared.iter().zip(prepared.iter().skip(1)) {
            let moved = suite::PreparedTest { index: one.index, subject: other.subject.clone() };
            let result = run_prepared(plan, &pack.sources, &moved).unwrap();
            assert_eq!(meets(plan, &pack.sources, &moved), result.mismatches.is_empty(), "{}", result.name);
            failing += usize::from(!result.mismatches.is_empty());
            for mismatch in &result.mismatches {
                assert!(suite::diagnostic(plan, &pack.sources, one.index, mismatch).is_some());
                assert!(!mismatch.expected.ja.is_empty() && !mismatch.came.ja.is_empty());
            }
        }
    }
    assert!(tests > 500 && failing > 100, "{tests} tests, {failing} failing ones");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    summary: Counts,
    tests: Vec<One>,
    diagnostics: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counts {
    packs: usize,
    tests: usize,
    passed: usize,
    failed: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    program: String,
    name: String,
    at: Point,
    outcome: String,
    failures: Vec<Failure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Failure {
    at: Point,
    expected: Both,
    came: Both,
    places: Vec<Place>,
    help: Option<Both>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    at: Point,
    text: Both,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Point {
    file: String,
    line: usize,
    column: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    en: String,
    ja: String,
}

fn document(paths: &[&str]) -> (Option<i32>, Document) {
    let output = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .arg("test")
        .args(paths)
        .args(["--format", "json"])
        .current_dir(ROOT)
        .output()
        .unwrap();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn the_json_of_tests_says_what_is_promised() {
    let (code, document) = document(&["rules", "tests/junit/rules"]);
    assert_eq!(code, Some(1));
    assert_eq!(document.schema, suite::SCHEMA);
    let Counts { packs, tests, passed, failed } = document.summary;
    assert_eq!((tests, document.diagnostics.len()), (document.tests.len(), 0));
    assert!(packs > 10 && failed > 0 && passed + failed == tests);
    for test in &document.tests {
        assert!(!test.program.is_empty() && !test.name.is_empty());
        assert_eq!(test.outcome == "failed", !test.failures.is_empty(), "{}", test.name);
        let line = line_at(&test.at);
        for failure in &test.failures {
            assert!(line_at(&failure.at).starts_with("expect small passes"), "{line}");
            for both in [&failure.expected, &failure.came].into_iter().chain(&failure.help) {
                assert!(!both.en.is_empty() && !both.ja.is_empty());
            }
            for place in &failure.places {
                assert!(
                    !line_at(&place.at).is_empty() && place.text.en.is_empty() == place.text.ja.is_empty()
                );
            }
        }
    }
}

/// The text of a line from a column on.
fn line_at(point: &Point) -> String {
    let text = fs::read_to_string(format!("{ROOT}/{}", point.file)).unwrap();
    text.lines().nth(point.line - 1).unwrap().chars().skip(point.column - 1).collect()
}
