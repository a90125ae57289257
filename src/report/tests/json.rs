//! The wire format, read back strictly: every key known, none missing.

use super::golden::golden;
use super::helper::{CLUSTERS, KCI, SHORT, report_on, run_of};
use crate::report::{json, ndjson};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Report {
    schema: String,
    as_of: Option<String>,
    summary: Summary,
    proposals: Vec<Proposal>,
    across: Vec<Finding>,
    diagnostics: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Summary {
    proposals: u32,
    pass: u32,
    fail: u32,
    undetermined: u32,
    unreadable: u32,
    errors: u32,
    warnings: u32,
    advice: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Proposal {
    path: String,
    document: u32,
    program: Option<String>,
    as_of: Option<String>,
    verdict: String,
    rules: Rules,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Rules {
    pass: u32,
    fail: u32,
    undetermined: u32,
    not_applicable: u32,
    contested: u32,
    left_to_reviewers: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Finding {
    rule: String,
    outcome: String,
    severity: String,
    title: Text,
    message: Text,
    at: At,
    operands: Vec<Operand>,
    actual: Option<String>,
    bound: Option<String>,
    relation: Option<String>,
    short_by: Option<String>,
    unit: Option<String>,
    needs: Vec<String>,
    other_reading: Option<Reading>,
    conflicts_with: Option<serde_json::Value>,
    questions: Vec<Question>,
    repairs: Vec<Repair>,
    required_by: Option<Point>,
    citation: Option<Citation>,
    own: Option<Text>,
    help: Option<Text>,
    notes: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Text {
    en: String,
    ja: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct At {
    path: String,
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Operand {
    path: String,
    value: String,
    display: Text,
    line: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Reading {
    because: Text,
    outcome: String,
    at: Option<Point>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Question {
    id: String,
    title: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Repair {
    path: String,
    to: Option<String>,
    text: Text,
    refused_by: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Point {
    file: String,
    line: u32,
    column: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read back to see that it is there")]
struct Citation {
    source: String,
    title: String,
    at: String,
    says: Option<String>,
}

#[test]
fn the_report_reads_back() {
    let report = run_of(report_on(KCI, CLUSTERS, SHORT));
    let text = json(&report);
    golden("report.json", &text);
    let read: Report = serde_json::from_str(&text).unwrap();
    assert_eq!(read.schema, "kisoku.report/1");
    let failed =
        read.proposals[0].findings.iter().find(|finding| finding.rule.ends_with("local_share")).unwrap();
    assert_eq!(failed.short_by.as_deref(), Some("50000000"));
    assert_eq!((failed.at.start as usize, failed.at.line), (SHORT.find("200,000千円").unwrap(), 14));
    assert_eq!(SHORT.get(failed.at.start as usize..failed.at.end as usize), Some("200,000千円"));
    let lines: Vec<String> = ndjson(&report).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2);
    let proposal: Proposal = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(proposal.verdict, "fail");
    let last: serde_json::Value = serde_json::from_str(&lines[1]).unwrap();
    assert_eq!(last["summary"]["fail"], 1);
}

#[test]
fn figures_are_exact() {
    // Half of an odd amount is no whole yen: the bound is exact, the shortfall goes to the next whole yen.
    let yaml = SHORT.replace("5億円", "800,000,001円").replace("200,000千円", "400,000,000円");
    let report = report_on(KCI, CLUSTERS, &yaml);
    let found = report.findings.iter().find(|finding| finding.rule.ends_with("local_share")).unwrap();
    assert_eq!(found.measure.bound.as_deref(), Some("400000000.5"));
    assert_eq!(found.measure.short_by.as_deref(), Some("1"));
    assert_eq!(found.repairs[0].to.as_deref(), Some("400000001"));
    assert!(found.repairs[0].text.en.contains("400,000,001円"), "{}", found.repairs[0].text.en);
    assert!(!found.repairs[0].text.en.contains("both readings"));
}
