//! Settings of small files: what is read, and what is reported where.

use super::*;
use crate::text::FileId;

fn source(text: &str) -> Source {
    Source::new(FileId(0), FILE, text)
}

/// What is wrong with a file: the code and the words that it underlines.
fn wrong(text: &str) -> Vec<(u16, String)> {
    let source = source(text);
    let found = read(&source).diags;
    found.iter().map(|one| (one.code.0, source.slice(one.span().unwrap()).to_owned())).collect()
}

#[test]
fn every_key_is_read() {
    let text = "rules = \"規則\"\nexclude = [\"old/\", '*.tmp']\nas_of = 2024-10-10\ndrafts = [\"drafts/**\"]\nlang = \"ja\"\n\
                format = [\"human\", \"json=report.json\"]\n[programs]\n\"mext.kci.stage2\" = \"kci/*.yaml\"\n\
                [lints]\nall = \"advice\"\nmagnitude = \"off\"\n";
    let Outcome { value, diags } = read(&source(text));
    assert_eq!(diags, []);
    let words = |all: &[Set<String>]| all.iter().map(|one| one.value.clone()).collect::<Vec<_>>();
    assert_eq!(value.rules.unwrap().value, "規則");
    assert_eq!(words(&value.exclude), ["old/", "*.tmp"]);
    assert_eq!(value.as_of.unwrap().value.to_string(), "2024-10-10");
    assert_eq!(words(&value.drafts), ["drafts/**"]);
    assert_eq!(value.lang.unwrap().value, Lang::Ja);
    assert_eq!(words(&value.format), ["human", "json=report.json"]);
    let (program, patterns) = &value.programs[0];
    assert_eq!((program.value.as_str(), words(patterns)), ("mext.kci.stage2", vec!["kci/*.yaml".to_owned()]));
    let lints: Vec<_> = value.lints.iter().map(|(name, level)| (name.value.as_str(), *level)).collect();
    assert_eq!(lints, [("all", Some(Severity::Advice)), ("magnitude", None)]);
}

#[test]
fn nothing_is_a_sound_file() {
    assert_eq!(wrong(""), []);
    assert_eq!(wrong("# only a comment\n"), []);
    assert_eq!(wrong("[lints]\n"), []);
}

#[test]
fn what_is_wrong_is_reported_where_it_stands() {
    let row = |code: u16, words: &str| vec![(code, words.to_owned())];
    assert_eq!(wrong("rule = \"x\""), row(350, "rule"));
    assert_eq!(wrong("[lint]\nmagnitude = \"off\""), row(350, "lint"));
    assert_eq!(wrong("rules = 3"), row(351, "3"));
    assert_eq!(wrong("rules = [\"a\"]"), row(351, "[\"a\"]"));
    assert_eq!(wrong("exclude = \"a\""), row(351, "\"a\""));
    assert_eq!(wrong("exclude = [\"a\", 1]"), row(351, "1"));
    assert_eq!(wrong("lints = []"), row(351, "[]"));
    assert_eq!(wrong("lang = \"jp\""), row(352, "\"jp\""));
    assert_eq!(wrong("[lints]\nmagnitude = \"fatal\""), row(352, "\"fatal\""));
    assert_eq!(wrong("[lints]\nmagnitud = \"off\""), row(350, "magnitud"));
    assert_eq!(wrong("as_of = \"soon\""), row(353, "\"soon\""));
    assert_eq!(wrong("as_of = []"), row(351, "[]"));
    assert_eq!(wrong("rules = \"\""), row(354, "\"\""));
}

#[test]
fn every_key_of_the_list_is_known() {
    for key in KEYS {
        let unknown = wrong(&format!("{} = 3.5", key.name));
        assert!(unknown.iter().all(|(code, _)| *code != 350), "{} is not read", key.name);
    }
}
