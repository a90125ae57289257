//! The shipped rules and proposals: every proposal has the outcome that is written down for it.

use kisoku::{cli, load, report};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Runs `kisoku` in the repository; gives its exit code and standard output.
fn kisoku(arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(arguments)
        .current_dir(ROOT)
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn report(paths: &[&str]) -> Value {
    let mut arguments = vec!["check", "--format", "json", "--all"];
    arguments.extend(paths);
    serde_json::from_str(&kisoku(&arguments).1).unwrap()
}

/// What is written down in all files of `tests/expected` that are so named, or end in a dot and the name.
fn expected(name: &str) -> Vec<Value> {
    let folder = std::fs::read_dir(format!("{ROOT}/tests/expected")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        if file == name || file.ends_with(&format!(".{name}")) {
            all.extend(serde_json::from_str::<Vec<Value>>(&std::fs::read_to_string(&path).unwrap()).unwrap());
        }
    }
    all
}

/// The outcomes from worst to best, as a rule counts by its worst.
const WORST_FIRST: [&str; 6] =
    ["contested", "fail", "undetermined", "pass", "not_applicable", "left_to_reviewers"];

fn rank(outcome: &str) -> usize {
    WORST_FIRST.iter().position(|known| *known == outcome).unwrap()
}

/// The outcome of each rule, and the rules that depend on a reading, of a list of findings.
fn outcomes(findings: &Value) -> (BTreeMap<String, String>, BTreeSet<String>, BTreeSet<String>) {
    let (mut rules, mut readings, mut shape) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    for finding in findings.as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        let outcome = finding["outcome"].as_str().unwrap();
        let Some((_, name)) = rule.split_once('/') else {
            if finding["severity"] != "advice" {
                shape.insert(rule.to_owned());
            }
            continue;
        };
        if outcome == "depends_on_reading" {
            readings.insert(name.to_owned());
            continue;
        }
        let worst = rules.entry(name.to_owned()).or_insert_with(|| outcome.to_owned());
        if rank(outcome) < rank(worst) {
            outcome.clone_into(worst);
        }
    }
    (rules, readings, shape)
}

fn words(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_shipped_proposal_comes_out_as_written_down() {
    let report = report(&["proposals"]);
    let expected = expected("proposals.json");
    let mut seen = BTreeSet::new();
    for one in &expected {
        let name = format!("{} document {}", one["path"], one["document"]);
        let got = report["proposals"]
            .as_array()
            .unwrap()
            .iter()
            .find(|got| got["path"] == one["path"] && got["document"] == one["document"])
            .unwrap_or_else(|| panic!("{name} is not in the report"));
        assert_eq!(got["verdict"], one["verdict"], "{name}");
        let (rules, readings, shape) = outcomes(&got["findings"]);
        for (rule, outcome) in one["rules"].as_object().unwrap() {
            assert_eq!(
                Some(outcome.as_str().unwrap()),
                rules.get(rule).map(String::as_str),
                "{name}: {rule}"
            );
        }
        for (rule, outcome) in &rules {
            let quiet = ["pass", "not_applicable", "left_to_reviewers"].contains(&outcome.as_str());
            assert!(
                quiet || one["rules"].get(rule).is_some(),
                "{name}: {rule} is {outcome}, not written down"
            );
        }
        assert_eq!(readings, words(&one["readings"]), "{name}: readings");
        assert_eq!(shape, words(&one["shape"]), "{name}: shape");
        seen.insert(name);
    }
    let all = report["proposals"].as_array().unwrap();
    for got in all {
        let name = format!("{} document {}", got["path"], got["document"]);
        assert!(seen.contains(&name), "{name} has no expected outcome in tests/expected");
    }
}

#[test]
fn rules_across_the_shipped_proposals_come_out_as_written_down() {
    for one in expected("across.json") {
        let paths = words(&one["paths"]);
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let (rules, ..) = outcomes(&report(&paths)["across"]);
        for (rule, outcome) in one["across"].as_object().unwrap() {
            assert_eq!(
                Some(outcome.as_str().unwrap()),
                rules.get(rule).map(String::as_str),
                "{paths:?}: {rule}"
            );
        }
    }
}

#[test]
fn the_shipped_rules_have_no_errors_and_their_tests_pass() {
    let (code, printed) = kisoku(&["check", "rules"]);
    assert_eq!(code, 0, "{printed}");
    assert!(!printed.contains("[K04"), "a lint finds something in the shipped rules:\n{printed}");
    let (code, printed) = kisoku(&["test", "rules"]);
    assert_eq!(code, 0, "{printed}");
}

/// Verdict and counts are made of outcomes, and after a waiver of findings: both ways lead to the same.
#[test]
fn settling_a_report_anew_changes_nothing() {
    let packs = load::find_packs(&cli::Disk, &format!("{ROOT}/rules"));
    let mut seen = 0;
    for pack in packs {
        let folder = Path::new(ROOT).join("proposals").join(pack.id.replace('.', "/"));
        let Ok(files) = std::fs::read_dir(folder) else { continue };
        let rules = format!("{ROOT}/rules");
        let loaded = load::load_pack(&cli::Disk, &rules, &pack.folder, &pack.id, false);
        for file in files.map(|file| file.unwrap().path()).filter(|path| path.is_file()) {
            let name = file.to_string_lossy();
            for before in cli::check_text(&loaded, &name, std::fs::read_to_string(&file).unwrap_or_default())
            {
                let mut after = before.clone();
                report::settle(&mut after);
                assert_eq!(after, before, "{name}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn the_same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let one = kisoku(&["check", "--format", "json", "--all", "--jobs", "1", "proposals"]);
    let two = kisoku(&["check", "--format", "json", "--all", "--jobs", "2", "proposals"]);
    assert_eq!(one, two);
}

/// Random proposals are judged as a second implementation in Python judges them (`tests/oracle`).
#[test]
fn random_proposals_come_out_as_the_oracle_says() {
    let python = |arguments: &[&str]| {
        let output = Command::new("python3")
            .args(arguments)
            .current_dir(ROOT)
            .output()
            .expect("missing: python3 (on Debian: apt-get install python3)");
        let printed =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}\n{printed}");
    };
    for oracle in ["tests/oracle/kci.py", "tests/oracle/mext.py", "tests/oracle/meti.py"] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("set");
        let out = out.to_str().unwrap();
        let report = folder.path().join("report.json");
        python(&[oracle, "generate", out, "--n", "400", "--seed", "20071010"]);
        let format = format!("json={}", report.display());
        kisoku(&["check", &format!("{out}/proposals"), "--rules", "rules", "--all", "--format", &format]);
        python(&[oracle, "compare", out, report.to_str().unwrap()]);
    }
    python(&["tests/oracle/meti.py", "tables", "rules"]);
}
