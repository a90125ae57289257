//! Reports that are written proposal by proposal: the same bytes as of a report that is kept whole, whatever the number of
//! threads; NDJSON in blocks tells the places of the file.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

const RULES: &str = r#"program demo { title en "Demo" ja "見本" proposal Proposal }
source guide { title en "Guide" ja "要領" }
record Proposal {
  name  : text           label ja "名称"
  total : yen            label ja "総額"
  own   : yen            label ja "自己負担"
  notes : optional text  label ja "備考"
}
rule own_part "Applicants pay at least a third themselves" {
  title ja "自己負担は3分の1以上"
  cite guide "1"
  require own at least 1/3 of total
}
across proposals rule once "A name applies once" {
  title ja "1者1申請"
  cite guide "2"
  require no two of p.name for p in proposals are equal
}
"#;

/// A folder with the pack and one file of proposals.
fn folder(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("rules/demo")).unwrap();
    fs::write(folder.path().join("rules/demo/demo.kisoku"), RULES).unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(["check", "--lang", "en"])
        .args(arguments)
        .current_dir(folder)
        .env_remove("GITHUB_STEP_SUMMARY")
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// Lines of proposals, about a kilobyte each; every third fails.
fn lines(count: usize) -> Vec<String> {
    let own = |index: usize| if index.is_multiple_of(3) { 1 } else { 40 };
    let line = |index: usize| {
        let notes = "備考 ".repeat(120);
        format!(
            r#"{{"program": "demo", "name": "n{index}", "total": 100, "notes": "{notes}", "own": {}}}"#,
            own(index)
        )
    };
    (0..count).map(line).collect()
}

#[test]
fn what_is_written_at_once_is_what_a_whole_report_says() {
    let folder = folder("many.ndjson", &(lines(1500).join("\n") + "\n"));
    for format in ["ndjson", "short", "human"] {
        // The format beside it needs all reports, so that they are kept.
        let file = format!("{format}=kept");
        let (code, _) = check(folder.path(), &["many.ndjson", "--format", "json", "--format", &file]);
        let kept = fs::read_to_string(folder.path().join("kept")).unwrap();
        assert_eq!(code, 1);
        for jobs in ["1", "2", "5"] {
            let written = check(folder.path(), &["many.ndjson", "--format", format, "--jobs", jobs]);
            assert!(written == (1, kept.clone()), "{format} with {jobs} threads");
        }
        let to_file = format!("{format}=written");
        assert_eq!(check(folder.path(), &["many.ndjson", "--format", &to_file]), (1, String::new()));
        assert!(fs::read_to_string(folder.path().join("written")).unwrap() == kept, "{format} to a file");
    }
    let (_, full) = check(folder.path(), &["many.ndjson", "--full"]);
    assert_eq!(full.matches("error[demo/own_part]").count(), 500);
    assert!(!full.contains("all checked rules pass"), "more than a few pass: they are only counted");
}

#[test]
fn a_block_tells_the_places_of_its_file() {
    let mut all = lines(1200);
    all[700] = String::new();
    all[900] = "{\"program\": demo}".to_owned();
    all[1100].push('\r');
    let text = all.join("\n");
    let folder = folder("many.ndjson", &text);
    let (code, out) = check(folder.path(), &["many.ndjson", "--format", "ndjson"]);
    assert_eq!(code, 2);
    let reports: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(reports.len(), 1199 + 1);
    let mut findings = 0;
    for (index, report) in reports.iter().take(1199).enumerate() {
        let line = if index < 700 { index } else { index + 1 };
        assert_eq!(report["document"], index + 1);
        for finding in report["findings"].as_array().unwrap() {
            findings += 1;
            let at = &finding["at"];
            assert_eq!(at["line"], line + 1);
            let (start, end) = (at["start"].as_u64().unwrap() as usize, at["end"].as_u64().unwrap() as usize);
            assert_eq!(text.get(..start).unwrap().matches('\n').count(), line, "{at}");
            let said = if line == 900 { "demo" } else { "1" };
            assert_eq!(text.get(start..end), Some(said), "{at}");
        }
    }
    assert_eq!(findings, 400);
}

#[test]
fn a_damaged_line_costs_only_itself_once_the_file_is_known_to_be_text() {
    let all = lines(900);
    let mut bytes = Vec::new();
    for (index, line) in all.iter().enumerate() {
        bytes.extend_from_slice(line.as_bytes());
        if index == 800 {
            bytes.extend_from_slice(b"\xFF\xFE");
        }
        bytes.push(b'\n');
    }
    let folder = folder("many.ndjson", "");
    fs::write(folder.path().join("many.ndjson"), &bytes).unwrap();
    let (code, out) = check(folder.path(), &["many.ndjson", "--format", "ndjson"]);
    assert_eq!(code, 2);
    let of_verdict = |verdict: &str| out.lines().filter(|line| line.contains(verdict)).count();
    assert_eq!(of_verdict("\"verdict\":\"unreadable\""), 1);
    assert_eq!(of_verdict("\"verdict\":\"pass\""), 599);
}

#[test]
fn json_over_many_lines_is_told_as_that_however_large() {
    let mut text = String::from("[\n");
    for line in lines(900) {
        writeln!(text, "  {line},").unwrap();
    }
    text.push_str("  {}\n]\n");
    let folder = folder("many.ndjson", &text.replace('{', "{\n").replace('}', "\n}\n"));
    let (code, out) = check(folder.path(), &["many.ndjson", "--format", "short"]);
    assert_eq!(code, 2);
    assert_eq!(out.lines().count(), 1, "{out}");
}
