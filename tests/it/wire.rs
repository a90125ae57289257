//! The formats of `kisoku check` that machines read, held against what is promised of them: every key there, of its
//! type and no other; every place what stands in the file; `ndjson` and `short` the same findings as `json`.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The objects of the schema `kisoku.report/1`: their keys in order, each with its type. A key with `?` behind it may be
/// missing; a type with `?` before it may be null, with `*` before it is a list. See [`fits`] for the scalars.
const OBJECTS: &[(&str, &[(&str, &str)])] = &[
    (
        "report",
        &[
            ("schema", "text"),
            ("as_of", "?day"),
            ("summary", "summary"),
            ("proposals", "*proposal"),
            ("across", "*finding"),
            ("diagnostics", "*diagnostic"),
        ],
    ),
    (
        "last line",
        &[
            ("schema", "text"),
            ("as_of", "?day"),
            ("summary", "summary"),
            ("across", "*finding"),
            ("diagnostics", "*diagnostic"),
        ],
    ),
    (
        "summary",
        &[
            ("proposals", "count"),
            ("sheets?", "count"),
            ("pass", "count"),
            ("fail", "count"),
            ("undetermined", "count"),
            ("unreadable", "count"),
            ("errors", "count"),
            ("warnings", "count"),
            ("advice", "count"),
        ],
    ),
    (
        "proposal",
        &[
            ("path", "text"),
            ("document", "from one"),
            ("program", "?text"),
            ("as_of", "?day"),
            ("verdict", "verdict"),
            ("rules", "rules"),
            ("findings", "*finding"),
            ("sheet?", "sheet"),
        ],
    ),
    (
        "rules",
        &[
            ("pass", "count"),
            ("fail", "count"),
            ("undetermined", "count"),
            ("not_applicable", "count"),
            ("contested", "count"),
            ("left_to_reviewers", "count"),
        ],
    ),
    (
        "finding",
        &[
            ("rule", "text"),
            ("outcome", "outcome"),
            ("severity", "severity"),
            ("title", "both"),
            ("message", "both"),
            ("at", "at"),
            ("operands", "*operand"),
            ("actual", "?text"),
            ("bound", "?text"),
            ("relation", "?text"),
            ("short_by", "?exact"),
            ("unit", "?text"),
            ("needs", "*text"),
            ("other_reading", "?reading"),
            ("conflicts_with", "?conflict"),
            ("questions", "*question"),
            ("repairs", "*repair"),
            ("required_by", "?point"),
            ("citation", "?citation"),
            ("more_citations?", "*citation"),
            ("own", "?both"),
            ("help", "?both"),
            ("notes", "*both"),
            ("proposals?", "*text"),
        ],
    ),
    ("both", &[("en", "text"), ("ja", "text")]),
    (
        "at",
        &[
            ("path", "text"),
            ("file", "text"),
            ("line", "from one"),
            ("column", "from one"),
            ("end_line", "from one"),
            ("end_column", "from one"),
            ("start", "count"),
            ("end", "count"),
        ],
    ),
    ("point", &[("file", "text"), ("line", "from one"), ("column", "from one")]),
    (
        "operand",
        &[("path", "text"), ("value", "text"), ("display", "both"), ("line", "from one"), ("file?", "text")],
    ),
    ("reading", &[("because", "both"), ("outcome", "outcome"), ("at", "?point")]),
    ("conflict", &[("rule", "text"), ("because", "both"), ("ask", "both"), ("also?", "*text")]),
    ("question", &[("id", "text"), ("title", "both")]),
    ("repair", &[("path", "text"), ("to", "?text"), ("text", "both"), ("refused_by", "*text")]),
    ("citation", &[("source", "text"), ("title", "text"), ("at", "text"), ("says?", "text")]),
    (
        "sheet",
        &[
            ("scorecard", "?text"),
            ("proposal", "?text"),
            ("reviewer", "?text"),
            ("items", "count"),
            ("scored", "count"),
            ("sum", "exact"),
            ("high", "?exact"),
            ("of", "?count"),
        ],
    ),
    (
        "diagnostic",
        &[
            ("code", "text"),
            ("severity", "severity"),
            ("message", "both"),
            ("labels", "*label"),
            ("help", "?both"),
        ],
    ),
    (
        "label",
        &[
            ("file", "text"),
            ("line", "from one"),
            ("column", "from one"),
            ("end_line", "from one"),
            ("end_column", "from one"),
            ("start", "count"),
            ("end", "count"),
            ("text", "both"),
        ],
    ),
];

/// Whether a scalar is of a type.
fn fits(value: &Value, ty: &str) -> bool {
    let text = value.as_str().unwrap_or_default();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match ty {
        "text" => value.is_string(),
        "count" => value.is_u64(),
        "from one" => value.as_u64().is_some_and(|number| number >= 1),
        "day" => text.len() == 10 && text.split('-').all(digits),
        // Never a float: an exact decimal, else a fraction.
        "exact" => {
            let bare = text.strip_prefix('-').unwrap_or(text);
            let (left, right) = bare.split_once(['.', '/']).unwrap_or((bare, "0"));
            digits(left) && digits(right)
        }
        "verdict" => ["pass", "fail", "undetermined", "unreadable"].contains(&text),
        "severity" => ["error", "warning", "advice"].contains(&text),
        "outcome" => [
            "fail",
            "undetermined",
            "contested",
            "depends_on_reading",
            "pass",
            "not_applicable",
            "left_to_reviewers",
        ]
        .contains(&text),
        _ => panic!("no such type: {ty}"),
    }
}

/// What is wrong with a value of this type, with the way to it.
fn wrong(value: &Value, ty: &str, way: &str, out: &mut Vec<String>) {
    if let Some(ty) = ty.strip_prefix('?') {
        if !value.is_null() {
            wrong(value, ty, way, out);
        }
    } else if let Some(ty) = ty.strip_prefix('*') {
        let Some(items) = value.as_array() else { return out.push(format!("{way} is no list")) };
        for (index, item) in items.iter().enumerate() {
            wrong(item, ty, &format!("{way}[{index}]"), out);
        }
    } else if let Some((_, keys)) = OBJECTS.iter().find(|(name, _)| *name == ty) {
        let Some(object) = value.as_object() else { return out.push(format!("{way} is no {ty}")) };
        wrong_keys(object, keys, way, out);
    } else if !fits(value, ty) {
        out.push(format!("{way} is {value}, no {ty}"));
    }
}

fn wrong_keys(object: &Map<String, Value>, keys: &[(&str, &str)], way: &str, out: &mut Vec<String>) {
    for (key, ty) in keys {
        let name = key.trim_end_matches('?');
        match object.get(name) {
            Some(value) => wrong(value, ty, &format!("{way}.{name}"), out),
            None if name == *key => out.push(format!("{way}.{name} is missing")),
            None => {}
        }
    }
    for name in object.keys() {
        if !keys.iter().any(|(key, _)| key.trim_end_matches('?') == name) {
            out.push(format!("{way}.{name} is not promised"));
        }
    }
}

#[track_caller]
fn holds(value: &Value, ty: &str) {
    let mut out = Vec::new();
    wrong(value, ty, ty, &mut out);
    assert!(out.is_empty(), "{}", out.join("\n"));
}

/// One run in three formats.
struct Run {
    json: Value,
    ndjson: Vec<Value>,
    short: Vec<String>,
}

/// Checks the paths as seen from `folder`, with the shipped rules.
fn run(folder: &Path, paths: &[&str]) -> Run {
    let out = tempfile::tempdir().unwrap();
    let (json, ndjson) = (out.path().join("report.json"), out.path().join("report.ndjson"));
    let output = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(["check", "--all", "--lang", "en", "--rules", &format!("{ROOT}/rules"), "--format", "short"])
        .args([format!("--format=json={}", json.display()), format!("--format=ndjson={}", ndjson.display())])
        .args(paths)
        .current_dir(folder)
        .output()
        .unwrap();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let read = |path| std::fs::read_to_string(path).unwrap();
    Run {
        json: serde_json::from_str(&read(&json)).unwrap(),
        ndjson: lines(&read(&ndjson)).iter().map(|line| serde_json::from_str(line).unwrap()).collect(),
        short: lines(&String::from_utf8(output.stdout).unwrap()),
    }
}

fn shipped() -> Run {
    run(Path::new(ROOT), &["proposals"])
}

/// A run with what the shipped proposals do not have: a broken rule file, an unreadable file, a BOM with CRLF, an
/// unknown key, and a line of NDJSON.
fn broken() -> (tempfile::TempDir, Run) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("broken.kisoku", "program test.broken {\n  title \"x\" \"日本\n}\nrule {\n");
    write("unreadable.yaml", "program: no.such.program\n");
    write("half.json", "{\"program\": ");
    write(
        "marked.yaml",
        "\u{feff}program: mext.timeline\r\ntitle: 架空\r\nfiscal_year: 来年の春\r\nzzz: 1\r\n",
    );
    write(
        "lines.ndjson",
        "{\"program\": \"mext.timeline\", \"title\": \"架空\", \"fiscal_year\": 2007}\n{\"program\": \"mext.timeline\", \"zzz\": 1}\n",
    );
    let run = run(folder.path(), &["."]);
    (folder, run)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

/// All findings in the order of the report: of the proposals, then across them.
fn findings(report: &Value) -> Vec<&Value> {
    let of_proposals = list(report, "proposals").iter().flat_map(|proposal| list(proposal, "findings"));
    of_proposals.chain(list(report, "across")).collect()
}

#[test]
fn every_promised_key_is_there_and_no_other() {
    let shipped = shipped().json;
    holds(&shipped, "report");
    let (_folder, broken) = broken();
    holds(&broken.json, "report");
    assert!(!list(&broken.json, "diagnostics").is_empty());
    let unreadable = list(&broken.json, "proposals").iter().filter(|one| one["verdict"] == "unreadable");
    assert!(unreadable.inspect(|one| assert!(one["program"].is_null())).count() >= 2);
    // All that may be null or missing is there at least once, so nothing above holds of nothing.
    for (key, _) in OBJECTS.iter().find(|(name, _)| *name == "finding").unwrap().1 {
        let key = key.trim_end_matches('?');
        let filled = |finding: &&&Value| match finding.get(key) {
            Some(Value::Array(items)) => !items.is_empty(),
            Some(value) => !value.is_null(),
            None => false,
        };
        assert!(findings(&shipped).iter().any(|finding| filled(&finding)), "no finding has {key}");
    }
}

#[test]
fn a_key_that_is_missing_or_of_another_type_is_seen() {
    let report = shipped().json;
    let finding = findings(&report)[0].as_object().unwrap().clone();
    for (key, _) in OBJECTS.iter().find(|(name, _)| *name == "finding").unwrap().1 {
        let mut changed = finding.clone();
        let optional = changed.remove(key.trim_end_matches('?')).is_none() || key.ends_with('?');
        let mut out = Vec::new();
        wrong(&Value::Object(changed.clone()), "finding", "finding", &mut out);
        assert_eq!(out.is_empty(), optional, "{key}");
        changed.insert(key.trim_end_matches('?').to_owned(), Value::from(0.5));
        wrong(&Value::Object(changed), "finding", "finding", &mut out);
        assert!(out.iter().any(|line| line.contains("0.5") || line.contains(" is no ")), "{key}: {out:?}");
    }
}

#[test]
fn the_counts_are_those_of_the_findings() {
    for report in [shipped().json, broken().1.json] {
        let summary = &report["summary"];
        for verdict in ["pass", "fail", "undetermined", "unreadable"] {
            let found = list(&report, "proposals").iter().filter(|one| one["verdict"] == verdict).count();
            assert_eq!(summary[verdict], found, "{verdict}");
        }
        let all = findings(&report);
        let errors = all.iter().filter(|one| one["severity"] == "error" && one["outcome"] == "fail").count();
        assert_eq!(summary["errors"], errors);
        for proposal in list(&report, "proposals") {
            let rules: BTreeMap<&str, u64> = proposal["rules"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(word, count)| (word.as_str(), count.as_u64().unwrap()))
                .collect();
            for (outcome, count) in rules {
                let seen = list(proposal, "findings")
                    .iter()
                    .any(|one| one["outcome"] == outcome && one["rule"].as_str().unwrap().contains('/'));
                assert!(seen || count == 0, "{}: {count} {outcome}, no finding", proposal["path"]);
            }
        }
        let order: Vec<_> = list(&report, "proposals")
            .iter()
            .map(|one| (one["path"].as_str().unwrap(), one["document"].as_u64().unwrap()))
            .collect();
        assert!(order.is_sorted(), "{order:?}");
    }
}

#[test]
fn ndjson_is_the_same_objects() {
    for run in [shipped(), broken().1] {
        let (last, lines) = run.ndjson.split_last().unwrap();
        assert_eq!(lines, list(&run.json, "proposals"));
        holds(last, "last line");
        for key in ["schema", "as_of", "summary", "across", "diagnostics"] {
            assert_eq!(last[key], run.json[key], "{key}");
        }
    }
}

#[test]
fn short_is_a_line_for_each_finding() {
    for run in [shipped(), broken().1] {
        let head = |at: &Value, severity: &Value, rule: &Value| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            format!(
                "{}:{}:{}: {}[{}] ",
                text(&at["file"]),
                at["line"],
                at["column"],
                text(severity),
                text(rule)
            )
        };
        let of_rules = list(&run.json, "diagnostics")
            .iter()
            .map(|one| (head(&one["labels"][0], &one["severity"], &one["code"]), &one["message"]));
        let of_proposals = findings(&run.json)
            .into_iter()
            .map(|one| (head(&one["at"], &one["severity"], &one["rule"]), &one["title"]));
        let expected: Vec<_> = of_rules.chain(of_proposals).collect();
        assert_eq!(run.short.len(), expected.len());
        for (line, (head, words)) in run.short.iter().zip(expected) {
            let message = line.strip_prefix(&head).unwrap_or_else(|| panic!("{line}\n{head}"));
            assert!(!message.is_empty() && message.starts_with(words["en"].as_str().unwrap()), "{line}");
        }
    }
}

/// The line and column of a byte of a file as it is on disk, both from 1, a column in Unicode scalar values.
fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap().replace("\r\n", "\n").replace('\r', "\n");
    let line = before.rsplit('\n').next().unwrap();
    (before.matches('\n').count() + 1, line.trim_start_matches('\u{feff}').chars().count() + 1)
}

#[test]
fn places_are_what_stands_in_the_file() {
    let (folder, broken) = broken();
    let mut points = 0;
    for (folder, report) in [(Path::new(ROOT), &shipped().json), (folder.path(), &broken.json)] {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let labels = list(report, "diagnostics").iter().flat_map(|one| list(one, "labels"));
        let all = findings(report);
        for at in all.iter().map(|one| &one["at"]).chain(labels) {
            let name = at["file"].as_str().unwrap().to_owned();
            let text = files
                .entry(name.clone())
                .or_insert_with(|| std::fs::read_to_string(folder.join(&name)).unwrap());
            let number = |key: &str| usize::try_from(at[key].as_u64().unwrap()).unwrap();
            let (start, end) = (number("start"), number("end"));
            let written = text.get(start..end).unwrap_or_else(|| panic!("{at}"));
            assert_eq!(line_column(text, start), (number("line"), number("column")), "{at}");
            assert_eq!(line_column(text, end), (number("end_line"), number("end_column")), "{at}");
            assert_eq!(written.trim_end(), written, "{at}");
        }
        // Points in the rule files are on a line and a column that are there.
        for finding in all {
            for point in [&finding["required_by"], &finding["other_reading"]["at"]] {
                let Some(file) = point["file"].as_str() else { continue };
                let text = std::fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
                let line = text.lines().nth(usize::try_from(point["line"].as_u64().unwrap()).unwrap() - 1);
                let column = usize::try_from(point["column"].as_u64().unwrap()).unwrap();
                assert!(line.is_some_and(|line| line.chars().nth(column - 1).is_some()), "{point}");
                points += 1;
            }
        }
    }
    assert!(points > 100, "{points}");
    let marked = std::fs::read_to_string(folder.path().join("marked.yaml")).unwrap();
    for (code, written) in [("K0220", "zzz"), ("K0225", "来年の春")] {
        let at = findings(&broken.json)
            .into_iter()
            .find(|one| one["rule"] == code && one["at"]["file"].as_str().unwrap().ends_with("marked.yaml"))
            .map(|one| &one["at"])
            .unwrap();
        let byte = |key: &str| usize::try_from(at[key].as_u64().unwrap()).unwrap();
        assert_eq!(marked.get(byte("start")..byte("end")), Some(written));
    }
}
