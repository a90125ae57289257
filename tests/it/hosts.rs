//! The formats for code hosts on the shipped proposals, as a pipeline calls them.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn check(arguments: &[&str], summary: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kisoku"));
    command.arg("check").args(arguments).current_dir(ROOT).env("LC_ALL", "en_US.UTF-8");
    command.env_remove("GITHUB_STEP_SUMMARY");
    if let Some(path) = summary {
        command.env("GITHUB_STEP_SUMMARY", path);
    }
    command.output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn what_github_cuts_is_in_the_summary_of_the_step() {
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    std::fs::write(&summary, "from before\n").unwrap();
    let output = check(&["--format", "github", "proposals"], Some(&summary));
    assert_eq!(output.status.code(), Some(1));
    let commands = text(&output);
    for kind in ["::error ", "::warning ", "::notice "] {
        assert!(commands.lines().filter(|line| line.starts_with(kind)).count() <= 10, "{commands}");
    }
    assert!(commands.contains("more errors are in the summary of this step"), "{commands}");
    let page = std::fs::read_to_string(&summary).unwrap();
    assert!(page.starts_with("from before\n## Kisoku: 154 proposals"), "{page:.200}");
    // Every finding that is not settled is there: 1 MiB is room enough for the shipped proposals.
    let entries: Value =
        serde_json::from_str(&text(&check(&["--format", "gitlab", "proposals"], None))).unwrap();
    let count = entries.as_array().unwrap().len();
    assert_eq!(page.lines().filter(|line| line.starts_with("- **")).count(), count);
}

#[test]
fn no_other_format_writes_a_summary() {
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    check(&["--format", "markdown", "proposals/overseas"], Some(&summary));
    assert!(!summary.exists());
    let unwritable = folder.path().join("no/such/summary.md");
    let output = check(&["--format", "github", "proposals/overseas/uk"], Some(&unwritable));
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("cannot write the summary of the step"), "{said}");
}

#[test]
fn every_format_is_the_same_with_any_number_of_threads_and_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["sarif", "github", "gitlab", "markdown"] {
        for lang in ["en", "ja"] {
            let one = check(&["--format", format, "--lang", lang, "--jobs", "1", "proposals", "rules"], None);
            let file = folder.path().join(format);
            let to_file = format!("{format}={}", file.display());
            check(&["--format", &to_file, "--lang", lang, "--jobs", "3", "rules", "proposals"], None);
            assert_eq!(one.stdout, std::fs::read(&file).unwrap(), "{format} {lang}");
        }
    }
}

#[test]
fn sarif_and_gitlab_name_every_open_finding_once() {
    let sarif: Value =
        serde_json::from_str(&text(&check(&["--format", "sarif", "proposals"], None))).unwrap();
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut prints = BTreeSet::new();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(prints.insert(result["partialFingerprints"]["primaryLocationLineHash"].to_string()));
        let links = result["message"]["text"].as_str().unwrap().matches("](1)").count();
        let related = result["relatedLocations"].as_array();
        assert_eq!(links == 1, related.is_some_and(|all| all.iter().any(|one| one["id"] == 1)), "{result}");
    }
    for rule in rules {
        let markdown = rule["help"]["markdown"].as_str().unwrap();
        assert!(!markdown.is_empty() && rule["fullDescription"]["text"].as_str().unwrap().contains(" / "));
    }
    let cited = rules.iter().find(|rule| rule["id"] == "mext.kci.stage2/local_share").unwrap();
    let markdown = cited["help"]["markdown"].as_str().unwrap();
    assert!(
        markdown.contains("地域負担は国費の2分の1以上") && markdown.contains("more than 1/2"),
        "{markdown}"
    );
}
