//! `kisoku test --coverage` and `--mutate`: what machines read of them; that layout means nothing; that the tests they
//! propose do what is said of them; and how good the tests of the shipped packs are.

use serde::Deserialize;
use std::fs;
use std::path::Path;
use std::process::Command;

fn kisoku(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Point {
    file: String,
    line: u32,
    column: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    en: String,
    ja: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutation {
    schema: String,
    packs: Vec<MutatedPack>,
    diagnostics: Vec<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MutatedPack {
    id: String,
    counted: usize,
    noticed: usize,
    allowed: usize,
    failing_tests: usize,
    survivors: Vec<Survivor>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Survivor {
    mutant: String,
    message: Both,
    at: Point,
    tests: usize,
    example: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Coverage {
    schema: String,
    packs: Vec<CoveredPack>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CoveredPack {
    id: String,
    asked: usize,
    reached: usize,
    owners: Vec<Owner>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Owner {
    kind: String,
    name: String,
    asked: usize,
    reached: usize,
    conditions: Vec<Condition>,
    bounds: Vec<Bound>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    part: String,
    place: Point,
    pass: Option<bool>,
    fail: Option<bool>,
    undetermined: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bound {
    part: String,
    place: Point,
    comparator: String,
    unit: String,
    below: Option<bool>,
    at: Option<bool>,
    above: Option<bool>,
}

const RULES: &str = r#"program demo { title en "Demo" ja "見本" proposal Proposal }
source guide { title en "Guide" ja "要領" }
record Proposal {
  national : yen            label ja "国費"
  local    : yen            label ja "地域負担"
  remote   : yes/no         label ja "離島"
  staff    : whole number   label ja "人数"
  starts   : date           label ja "開始日"
  rate     : percent        label ja "率"
}
define large of Proposal = national at least 10億円
rule share "Half is local" {
  title ja "半分は地域"
  cite guide "1"
  unless remote because "remote regions need not"
  require local at least half of national
  require staff between 2 and 5
}
rule rates "Large ones state a rate" {
  title ja "大規模なら率"
  cite guide "2"
  when large
  require rate more than 20%
  require starts before 2008-04-01
}
"#;

const TESTS: &str = r#"test "a sound one" {
  given { national = 10億円, local = 6億円, remote = no, staff = 3, starts = 2008-01-01, rate = 30% }
  expect verdict pass
}
"#;

/// A pack in a folder of its own.
fn pack(rules: &str, tests: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("rules/demo");
    fs::create_dir_all(&below).unwrap();
    fs::write(below.join("demo.kisoku"), rules).unwrap();
    fs::write(below.join("demo.test.kisoku"), tests).unwrap();
    folder
}

fn mutation(folder: &Path) -> Mutation {
    serde_json::from_str(&kisoku(folder, &["test", "rules", "--mutate", "--format", "json"]).1).unwrap()
}

fn coverage(folder: &Path) -> Coverage {
    serde_json::from_str(&kisoku(folder, &["test", "rules", "--coverage", "--format", "json"]).1).unwrap()
}

/// Part by part, without the places.
fn shown(coverage: &Coverage) -> Vec<String> {
    let mut out = Vec::new();
    for owner in coverage.packs.iter().flat_map(|pack| &pack.owners) {
        out.push(format!("{} {} {}/{}", owner.kind, owner.name, owner.reached, owner.asked));
        for one in &owner.conditions {
            out.push(format!("{} {:?} {:?} {:?}", one.part, one.pass, one.fail, one.undetermined));
        }
        for one in &owner.bounds {
            let seen = (one.below, one.at, one.above);
            out.push(format!("{} {} {} {seen:?}", one.part, one.comparator, one.unit));
        }
    }
    out
}

#[test]
fn what_machines_read_adds_up() {
    let folder = pack(RULES, TESTS);
    let read = mutation(folder.path());
    assert_eq!(read.schema, "kisoku.mutation/1");
    assert!(read.diagnostics.is_empty());
    let one = &read.packs[0];
    assert_eq!((one.id.as_str(), one.allowed, one.failing_tests), ("demo", 0, 0));
    assert_eq!(one.counted - one.noticed, one.survivors.len());
    assert!(one.noticed > 0 && one.survivors.len() > 20);
    for survivor in &one.survivors {
        assert!(!survivor.mutant.is_empty() && !survivor.message.en.is_empty());
        assert!(survivor.message.ja.is_empty() == survivor.message.en.is_empty());
        assert_eq!(survivor.at.file, "rules/demo/demo.kisoku");
        assert!(survivor.at.line > 9 && survivor.at.column > 0 && survivor.tests == 1);
    }
    let read = coverage(folder.path());
    assert_eq!(read.schema, "kisoku.coverage/1");
    let one = &read.packs[0];
    let sum = |count: fn(&Owner) -> usize| one.owners.iter().map(count).sum::<usize>();
    assert_eq!((one.id.as_str(), one.asked, one.reached), ("demo", sum(|o| o.asked), sum(|o| o.reached)));
    let places = one.owners.iter().flat_map(|owner| {
        owner.conditions.iter().map(|one| &one.place).chain(owner.bounds.iter().map(|one| &one.place))
    });
    assert!(places.clone().count() > 5);
    assert!(places.clone().all(|place| place.file == "rules/demo/demo.kisoku" && place.column > 0));
    assert!(places.clone().any(|place| place.line > 10));
}

#[test]
fn one_test_shows_what_it_looks_at_and_no_more() {
    let folder = pack(RULES, TESTS);
    let all = shown(&coverage(folder.path()));
    assert_eq!(
        all,
        [
            "rule share 4/18",
            "unless 1 Some(false) Some(true) Some(false)",
            "require 1 Some(true) Some(false) Some(false)",
            "require 2 Some(true) Some(false) Some(false)",
            "require 1 at least yen (Some(false), Some(false), Some(false))",
            "require 2 at least one (Some(false), Some(false), Some(true))",
            "require 2 at most one (Some(false), Some(false), Some(false))",
            "rule rates 3/13",
            "when 1 Some(true) Some(false) Some(false)",
            "require 1 Some(true) Some(false) Some(false)",
            "require 2 Some(true) Some(false) Some(false)",
            "require 1 more than ratio (None, Some(false), None)",
            "require 2 before day (Some(false), Some(false), Some(false))",
            "define large 2/5",
            "is Some(true) Some(false) None",
            "is at least yen (Some(false), Some(true), Some(false))",
        ]
    );
    let watched = pack(RULES, &TESTS.replace("verdict pass", "rates passes"));
    let seen = shown(&coverage(watched.path()));
    assert!(seen.contains(&"rule share 0/18".to_owned()), "{seen:#?}");
    assert!(seen.iter().any(|line| line == "define large 2/5"), "{seen:#?}");
}

#[test]
fn layout_means_nothing() {
    let plain = pack(RULES, TESTS);
    let spread = RULES.replace("  require ", "\n  // a comment\n  require\n      ");
    let spread = pack(&spread, &TESTS.replace(", ", ",\n    "));
    assert_eq!(shown(&coverage(plain.path())), shown(&coverage(spread.path())));
    let names = |folder: &Path| -> Vec<String> {
        mutation(folder).packs.remove(0).survivors.into_iter().map(|one| one.mutant).collect()
    };
    assert_eq!(names(plain.path()), names(spread.path()));
}

#[test]
fn the_tests_that_are_proposed_pass_and_notice() {
    let folder = pack(RULES, TESTS);
    let before = mutation(folder.path());
    let survivors = &before.packs[0].survivors;
    let with: Vec<&str> = survivors.iter().filter_map(|one| one.example.as_deref()).collect();
    assert_eq!(with.len(), survivors.len(), "each of these has an example");
    let path = folder.path().join("rules/demo/demo.test.kisoku");
    fs::write(&path, format!("{TESTS}\n{}", with.join("\n"))).unwrap();
    let (code, said) = kisoku(folder.path(), &["test", "rules"]);
    assert_eq!(code, 0, "{said}");
    let after = mutation(folder.path());
    let left: Vec<&str> = after.packs[0].survivors.iter().map(|one| one.mutant.as_str()).collect();
    assert!(left.is_empty(), "{left:#?}");
    assert_eq!(kisoku(folder.path(), &["test", "rules", "--mutate", "--min", "100"]).0, 0);
}

#[test]
fn the_rows_that_coverage_proposes_close_its_gaps() {
    let folder = pack(RULES, TESTS);
    let (code, said) = kisoku(folder.path(), &["test", "rules", "--coverage", "--min", "100"]);
    assert_eq!(code, 1);
    let mut tests = TESTS.to_owned();
    for line in said.lines().filter_map(|line| line.strip_prefix("    ")) {
        tests.push_str(line);
        tests.push('\n');
    }
    fs::write(folder.path().join("rules/demo/demo.test.kisoku"), tests).unwrap();
    let (code, said) = kisoku(folder.path(), &["test", "rules"]);
    assert_eq!(code, 0, "{said}");
    let left: Vec<String> =
        shown(&coverage(folder.path())).into_iter().filter(|line| line.contains("Some(false)")).collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn several_threads_say_the_same() {
    let folder = pack(RULES, TESTS);
    for measure in ["--mutate", "--coverage"] {
        let one = kisoku(folder.path(), &["test", "rules", measure, "--jobs", "1"]);
        let many = kisoku(folder.path(), &["test", "rules", measure, "--jobs", "8"]);
        assert_eq!(one, many);
    }
}

#[test]
fn a_test_that_fails_already_notices_nothing() {
    let folder = pack(RULES, &TESTS.replace("verdict pass", "verdict fail"));
    let read = mutation(folder.path());
    assert_eq!((read.packs[0].failing_tests, read.packs[0].noticed), (1, 0));
    assert_eq!(kisoku(folder.path(), &["test", "rules", "--mutate"]).0, 1);
}

#[test]
fn the_shipped_packs_notice_nearly_every_change() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (code, said) = kisoku(root, &["test", "rules", "--mutate", "--min", "95"]);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("K0330") && !said.contains("K0331"), "{said}");
    assert!(said.contains("14 packs: "), "{said}");
}
