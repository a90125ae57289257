//! `kisoku diff` over git revisions, and its JSON read back. What it says of rules stands in docs/diff.md and tests/spec.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const HEAD: &str = "program demo { title en \"Demo\" ja \"デモ\" proposal P }\n\
    source guide { title en \"Guide\" ja \"要領\" }\n\
    record P { a : yen label ja \"甲\" }\n";

fn rule(at_least: &str) -> String {
    format!(
        "{HEAD}rule floor \"Floor\" {{ title ja \"下限\" cite guide \"1\" require a at least {at_least} yen }}\n"
    )
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"])
        .args(["-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git is there");
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A repository of two commits: a floor of 100, then of 200.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir_all(path.join("rules/demo")).unwrap();
    git(path, &["init", "-q"]);
    for (amount, message) in [("100", "one"), ("200", "two")] {
        fs::write(path.join("rules/demo/demo.kisoku"), rule(amount)).unwrap();
        git(path, &["add", "-A"]);
        git(path, &["commit", "-qm", message]);
    }
    folder
}

fn kisoku(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(arguments)
        .args(["--color", "never", "--unicode", "--lang", "en"])
        .current_dir(folder)
        .env("COLUMNS", "200")
        .env_remove("GIT_DIR")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn revisions_are_compared_with_each_other_and_with_the_files_here() {
    let repository = repository();
    let path = repository.path();
    let (short, trouble, code) = kisoku(path, &["diff", "HEAD~1", "HEAD", "--format", "short"]);
    assert_eq!((trouble.as_str(), code), ("", Some(1)), "{short}");
    assert!(short.contains("¥100 → ¥200 (+¥100)"), "{short}");

    // Nothing is committed of this: the folder is read as it is.
    fs::write(path.join("rules/demo/demo.kisoku"), rule("250")).unwrap();
    for new in [".", "rules", "rules/demo"] {
        let (short, _, code) = kisoku(path, &["diff", "HEAD:rules", new, "--format", "short"]);
        assert_eq!(code, Some(1), "{new}: {short}");
        assert!(short.contains("¥200 → ¥250 (+¥50)"), "{new}: {short}");
    }
    // From a folder below, the rules folder is found in the revision by where it lies.
    let (short, trouble, code) =
        kisoku(&path.join("rules"), &["diff", "HEAD~1", "HEAD", "--rules", "../rules"]);
    assert_eq!((trouble.as_str(), code), ("", Some(1)), "{short}");
    assert!(short.contains("HEAD~1:rules → HEAD:rules"), "{short}");
}

#[test]
fn a_side_that_is_not_there_is_said_with_what_was_meant() {
    let repository = repository();
    let path = repository.path();
    for (arguments, wanted) in [
        (["mian", "."], "did you mean `main`?"),
        (["HEAD:rule", "."], "write `HEAD:rules`"),
        (["HEAD", "nowhere"], "`nowhere` is neither a folder nor a revision"),
    ] {
        let (out, trouble, code) = kisoku(path, &["diff", arguments[0], arguments[1]]);
        assert_eq!((out.as_str(), code), ("", Some(2)), "{arguments:?}");
        assert!(trouble.contains(wanted), "{arguments:?}: {trouble}");
    }
}

#[test]
fn a_folder_wins_over_a_revision_and_that_is_said() {
    let repository = repository();
    let path = repository.path();
    git(path, &["branch", "next", "HEAD~1"]);
    fs::create_dir_all(path.join("next/demo")).unwrap();
    fs::write(path.join("next/demo/demo.kisoku"), rule("300")).unwrap();
    let (short, said, code) = kisoku(path, &["diff", "HEAD", "next", "--format", "short"]);
    assert_eq!(code, Some(1));
    assert!(short.contains("¥200 → ¥300"), "{short}");
    assert!(said.contains("K0535"), "{said}");
    let (short, said, _) = kisoku(path, &["diff", "HEAD", "next:rules", "--format", "short"]);
    assert!(short.contains("¥200 → ¥100 (-¥100)"), "{short}");
    assert_eq!(said, "");
}

#[cfg(unix)]
#[test]
fn a_link_in_a_revision_is_not_followed() {
    let repository = repository();
    let path = repository.path();
    fs::remove_file(path.join("rules/demo/demo.kisoku")).unwrap();
    fs::write(path.join("elsewhere.kisoku"), rule("1")).unwrap();
    std::os::unix::fs::symlink("../../elsewhere.kisoku", path.join("rules/demo/demo.kisoku")).unwrap();
    git(path, &["add", "-A"]);
    git(path, &["commit", "-qm", "a link"]);
    let (_, trouble, code) = kisoku(path, &["diff", "HEAD~1", "HEAD"]);
    assert_eq!(code, Some(2));
    assert!(trouble.contains("K0011"), "{trouble}");
}

#[test]
fn a_damaged_repository_is_said_to_be_one() {
    let repository = repository();
    let path = repository.path();
    let objects = path.join(".git/objects");
    for folder in fs::read_dir(&objects).unwrap().flatten().filter(|entry| entry.file_name().len() == 2) {
        for object in fs::read_dir(folder.path()).unwrap().flatten() {
            fs::remove_file(object.path()).unwrap();
        }
    }
    let (_, trouble, code) = kisoku(path, &["diff", "HEAD", "."]);
    assert_eq!(code, Some(2));
    assert!(trouble.contains("K0531") || trouble.contains("K0533"), "{trouble}");
}

#[test]
fn the_json_says_what_changed_exactly() {
    let repository = repository();
    let path = repository.path();
    fs::write(path.join("p.yaml"), "program: demo\na: 150\n").unwrap();
    let (json, _, code) = kisoku(path, &["diff", "HEAD~1", "HEAD", "p.yaml", "--format", "json"]);
    assert_eq!(code, Some(1));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "kisoku.diff/1");
    assert_eq!(json["old"], "HEAD~1:rules");
    assert_eq!(json["matters"], true);
    let rule = &json["programs"][0]["rules"][0];
    assert_eq!((&rule["name"], &rule["fate"]), (&Value::from("floor"), &Value::from("changed")));
    let change = &rule["changes"][0];
    assert_eq!(change["aspect"], "figure");
    assert_eq!(
        (&change["old"]["value"], &change["new"]["value"]),
        (&Value::from("100"), &Value::from("200"))
    );
    assert_eq!(change["delta"]["value"], "100");
    let proposal = &json["proposals"][0];
    assert_eq!((&proposal["old"], &proposal["new"]), (&Value::from("pass"), &Value::from("fail")));
    assert_eq!(proposal["rules"][0]["places"][0]["new"]["short_by"]["value"], "50");
}

/// A copy of the shipped rules with a text of the 2nd stage's funding rules replaced.
fn changed(from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/mext"), &folder.path().join("rules/mext"));
    let path = folder.path().join("rules/mext/kci/stage2/funding.kisoku");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Changes as people make them, the rule that each touches, what it means, and whether an example must come for stricter
/// and for looser.
const PLANTED: [(&str, &str, &str, &str); 11] = [
    ("0.5 billion yen\nlet", "0.6 billion yen\nlet", "main_part_band", "stricter"),
    ("= 10億円", "= 12億円", "main_part_band", "looser"),
    (
        "between band_floor and band_ceiling",
        "between band_ceiling and band_ceiling",
        "main_part_band",
        "stricter",
    ),
    (
        "require row.national between band_floor and band_ceiling",
        "require row.national at least band_floor\n    require not (row.national more than 10億円)",
        "main_part_band",
        "same",
    ),
    (
        "require row.local at least half of row.national\n",
        "require row.national at most 2 * row.local\n",
        "local_share",
        "same",
    ),
    (
        "require row.local at least half of row.national\n",
        "require row.local at least 40% of row.national\n",
        "local_share",
        "looser",
    ),
    (
        "row.local_management at least half of row.management",
        "row.local at least half of row.management",
        "local_share",
        "different",
    ),
    (
        "require row.other_ministries at most row.national",
        "require row.other_ministries less than row.national",
        "interministerial_earmark",
        "stricter",
    ),
    (
        "require project.yearly more than 0.5 billion yen",
        "require project.yearly at least 500,000,001 yen",
        "expansion_floor",
        "same",
    ),
    (
        "require project.yearly more than 0.5 billion yen",
        "require project.yearly at least 0.5 billion yen",
        "expansion_floor",
        "looser",
    ),
    (
        "(largest of row.national for row in main_part)\n      other",
        "(smallest of row.national for row in main_part)\n      other",
        "expansion_cap",
        "stricter",
    ),
];

#[test]
fn planted_changes_are_named_for_what_they_mean() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (from, to, rule, meaning) in PLANTED {
        let folder = changed(from, to);
        let new = folder.path().join("rules/mext/kci/stage2");
        let new = new.to_string_lossy();
        let (json, trouble, code) =
            kisoku(here, &["diff", "rules/mext/kci/stage2", &new, "--format", "json"]);
        assert_eq!((trouble.as_str(), code), ("", Some(i32::from(meaning != "same"))), "{to}");
        let json: Value = serde_json::from_str(&json).unwrap();
        let rules = json["programs"][0]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 1, "{to}: {rules:?}");
        assert_eq!(
            (&rules[0]["name"], &rules[0]["meaning"]),
            (&Value::from(rule), &Value::from(meaning)),
            "{to}"
        );
        let shown: Vec<&str> = rules[0]["examples"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["shows"].as_str().unwrap())
            .collect();
        let wanted: &[&str] = match meaning {
            "stricter" => &["stricter"],
            "looser" => &["looser"],
            "different" => &["stricter", "looser"],
            _ => &[],
        };
        assert_eq!(shown, wanted, "{to}");
        // What is shown is judged as `check` judges it.
        for example in rules[0]["examples"].as_array().unwrap() {
            let text = example["proposals"][0].as_str().unwrap();
            fs::write(folder.path().join("example.yaml"), text).unwrap();
            for (rules, verdict) in [
                (here.join("rules"), &example["old_verdict"]),
                (folder.path().join("rules"), &example["new_verdict"]),
            ] {
                let rules = rules.to_string_lossy();
                let (report, _, _) =
                    kisoku(folder.path(), &["check", "example.yaml", "--rules", &rules, "--format", "json"]);
                let report: Value = serde_json::from_str(&report).unwrap();
                assert_eq!(&report["proposals"][0]["verdict"], verdict, "{to}: {text}");
            }
        }
    }
}

#[test]
fn writing_alone_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&here.join("rules"), &folder.path().join("rules"));
    let mut open = vec![folder.path().join("rules")];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "kisoku") {
                let text = fs::read_to_string(&path).unwrap();
                let text: String =
                    text.lines().map(|line| format!("  {}  // as before\r\n", line.trim())).collect();
                fs::write(path, text).unwrap();
            }
        }
    }
    let new = folder.path().join("rules");
    let (text, trouble, code) = kisoku(here, &["diff", "rules", &new.to_string_lossy(), "proposals"]);
    assert_eq!((trouble.as_str(), code), ("", Some(0)), "{text}");
    assert!(text.contains("nothing has changed") && text.contains("all come out the same"), "{text}");
}
