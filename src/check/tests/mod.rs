//! Every code of the checker, over the real parser: the code, and the text that it underlines.

mod names;
mod pack;
mod rules;
mod tables;
mod types;
mod vacuous;

use super::{LoadedTable, Pack, PackFiles, check, table_files};
use crate::diag::{Bilingual, Diagnostic, Outcome};
use crate::syntax::parse;
use crate::text::{FileId, Source};

/// A head and shapes that are sound by themselves, and one rule.
pub(super) const HEAD: &str = r#"
program p { title "P" proposal Proposal as of year valid from FY2007 }
source s { title "S" }
record Proposal {
  year   : fiscal year
  start  : date
  field  : Field
  region : text
  ready  : yes/no
  staff  : whole number
  rate   : percent
  cost   : thousand yen
  gain   : signed yen
  plan   : Plan
  extra  : optional Plan
  grant  : optional yen
  rows   : list of Row, 1 to 5
  extras : optional list of Row, 1 to 5
  names  : list of text
}
record Plan { text : text  budget : yen  note : optional text }
record Row { year : fiscal year  national : thousand yen  local : thousand yen  aside : optional yen }
enum Field { it  environment label en "Environment" }
enum Kind { new  old }
rule sound "Sound" { cite s "x" require cost at least 1 yen }
"#;

/// A rule around the text.
pub(super) fn rule(body: &str) -> String {
    format!("{HEAD}rule r \"R\" {{ cite s \"x\" {body} }}\n")
}

/// What is said of a rule with this body.
pub(super) fn in_rule(body: &str) -> Vec<(String, String)> {
    diagnose(&rule(body))
}

/// What is said of a rule that requires this.
pub(super) fn require(condition: &str) -> Vec<(String, String)> {
    in_rule(&format!("require {condition}"))
}

/// What is said of the sound head with more declarations.
pub(super) fn with(more: &str) -> Vec<(String, String)> {
    diagnose(&format!("{HEAD}{more}"))
}

/// What is said of a rule file.
pub(super) fn diagnose(rules: &str) -> Vec<(String, String)> {
    diagnose_with(rules, None, &[])
}

/// What is said of a rule file, a test file and CSV files.
pub(super) fn diagnose_with(
    rules: &str,
    tests: Option<&str>,
    tables: &[(&str, Result<&str, &str>)],
) -> Vec<(String, String)> {
    let (outcome, sources) = run("p", rules, tests, tables);
    outcome.diags.iter().map(|d| shown(d, &sources)).collect()
}

fn shown(diagnostic: &Diagnostic, sources: &[Source]) -> (String, String) {
    for text in [&diagnostic.message].into_iter().chain(&diagnostic.help) {
        assert!(!text.en.is_empty() && !text.ja.is_empty(), "{diagnostic:?}");
        assert!(!text.en.ends_with('.') && !text.ja.ends_with('。'), "{diagnostic:?}");
        assert!(!text.en.starts_with(|c: char| c.is_uppercase()), "{diagnostic:?}");
    }
    let span = diagnostic.span().unwrap();
    let source = sources.iter().find(|s| s.id == span.file).unwrap();
    (diagnostic.code.to_string(), source.slice(span).to_owned())
}

/// A run over texts; a diagnostic of the parser fails the test.
pub(super) fn run(
    id: &str,
    rules: &str,
    tests: Option<&str>,
    tables: &[(&str, Result<&str, &str>)],
) -> (Outcome<Option<Pack>>, Vec<Source>) {
    let mut sources = vec![Source::new(FileId(0), "p.kisoku", rules)];
    sources.extend(tests.map(|text| Source::new(FileId(1), "p.test.kisoku", text)));
    let first_table = sources.len();
    for (at, (path, text)) in tables.iter().enumerate() {
        sources.push(Source::new(FileId(2 + at as u32), *path, text.unwrap_or("")));
    }
    let asts: Vec<_> = sources
        .iter()
        .take(first_table)
        .map(|source| {
            let parsed = parse(source);
            assert!(parsed.diags.is_empty(), "{:?}", parsed.diags);
            parsed.value
        })
        .collect();
    let files: Vec<_> = sources.iter().zip(&asts).collect();
    let (rule_files, test_files) = files.split_at(1);
    let wanted = table_files(&asts.iter().collect::<Vec<_>>());
    assert!(wanted.iter().all(|w| !w.text.starts_with('/')));
    let why: Vec<_> = tables.iter().map(|(_, text)| text.err().map(Bilingual::same)).collect();
    let loaded: Vec<_> = tables
        .iter()
        .enumerate()
        .map(|(at, (path, text))| LoadedTable {
            path,
            file: text.map(|_| &sources[first_table + at]).map_err(|_| why[at].as_ref()),
        })
        .collect();
    let pack_files = PackFiles { id, rules: rule_files.to_vec(), tests: test_files.to_vec() };
    let outcome = check(&pack_files, &loaded, &[]);
    (outcome, sources)
}

/// Codes and texts as the tests write them.
pub(super) fn said(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn the_design_example_is_sound() {
    let mut csv = "name,started\n".to_owned();
    for at in 0..18 {
        csv.push_str(&format!("Region {at},FY200{}\n", at % 3 + 2));
    }
    let tests = Some(include_str!("kci2.test.kisoku"));
    let tables = [("stage1_clusters.csv", Ok(csv.as_str()))];
    let (outcome, _) = run("mext.kci.stage2", include_str!("kci2.kisoku"), tests, &tables);
    assert_eq!(outcome.diags, []);
    let pack = outcome.value.unwrap();
    assert_eq!(pack.rules.len(), 9);
    assert_eq!(pack.tables[0].rows.len(), 18);
    let (floor, cap) =
        (pack.rule_named("expansion_floor").unwrap(), pack.rule_named("expansion_cap").unwrap());
    assert_eq!((floor.1.conflicts[0].rule, cap.1.conflicts[0].rule), (cap.0, floor.0));
    let place = pack.resolve_place("main_part[0].地域負担", floor.1.span).unwrap();
    assert_eq!(place.path.0.len(), 3);
    assert!(pack.resolve_place("main_part.local", floor.1.span).is_err());
    assert_eq!(pack.tests.len(), 5);
}

#[test]
fn the_head_of_these_tests_is_sound() {
    assert_eq!(diagnose(HEAD), []);
}

#[test]
fn each_code_stands_once() {
    let codes: Vec<u16> = crate::diag::codes::table().iter().map(|row| row.code.0).collect();
    let checked = codes.iter().filter(|code| (120..190).contains(*code)).count();
    assert_eq!(checked, 70);
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn no_slip_makes_the_checker_panic_or_point_outside() {
    let whole = include_str!("kci2.kisoku");
    let words: Vec<&str> = whole.split_inclusive([' ', '\n', '.']).collect();
    let try_one = |text: String| {
        let source = Source::new(FileId(0), "p.kisoku", text);
        let tests = Source::new(FileId(1), "p.test.kisoku", include_str!("kci2.test.kisoku"));
        let (ast, test_ast) = (parse(&source).value, parse(&tests).value);
        let csv = Source::new(FileId(2), "stage1_clusters.csv", "name,started\nA,2002\n,x\n\"");
        let files = PackFiles { id: "", rules: vec![(&source, &ast)], tests: vec![(&tests, &test_ast)] };
        let tables = [LoadedTable { path: "stage1_clusters.csv", file: Ok(&csv) }];
        for diagnostic in check(&files, &tables, &[]).diags {
            for label in &diagnostic.labels {
                let in_file = [&source, &tests, &csv].into_iter().find(|s| s.id == label.span.file).unwrap();
                assert!(in_file.text.get(label.span.range()).is_some(), "{diagnostic:?}");
            }
        }
    };
    let lines: Vec<&str> = whole.lines().collect();
    for at in 0..lines.len() {
        try_one(
            lines.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, line)| format!("{line}\n")).collect(),
        );
    }
    for at in (0..words.len()).step_by(11) {
        let other = words[(at * 7919 + 13) % words.len()];
        try_one(words.iter().enumerate().map(|(i, word)| if i == at { other } else { word }).collect());
    }
}
