//! The formats for code hosts: bounded, escaped, the gravest first, and fingerprints that stay.

use super::helper::{CLUSTERS, KCI, SHORT, report_on, run_of};
use crate::diag::Lang;
use crate::report::{
    COMMENT_LIMIT, Finding, FindingOutcome, ProposalReport, Report, github, gitlab, markdown, sarif,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// A run with many findings: the first one of `SHORT` again and again, in files of hostile names.
fn many(count: u32) -> Report {
    let one = report_on(KCI, CLUSTERS, SHORT);
    let first = one.findings.iter().find(|finding| finding.outcome == FindingOutcome::Fail).unwrap().clone();
    let proposals = (0..count).map(|number| {
        let path = format!("申請 {number}, a:b%@all](x).yaml");
        let at = crate::report::Place { file: path.clone(), line: number + 1, ..first.at.clone() };
        let finding = Finding { at, ..first.clone() };
        ProposalReport { path, findings: vec![finding], ..one.clone() }
    });
    Report::of(None, proposals.collect(), Vec::new(), Vec::new())
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn results(report: &Report) -> Value {
    parsed(&sarif(report, Lang::En))["runs"][0]["results"].clone()
}

fn prints(results: &Value) -> Vec<String> {
    let all = results.as_array().unwrap();
    all.iter().map(|one| one["partialFingerprints"]["primaryLocationLineHash"].to_string()).collect()
}

#[test]
fn a_fingerprint_stays_when_lines_move_and_figures_change() {
    let before = results(&run_of(report_on(KCI, CLUSTERS, SHORT)));
    let moved = format!("# a comment\n# and another\n{}", SHORT.replace("200,000千円", "199,000千円"));
    assert_ne!(moved.len(), SHORT.len() + "# a comment\n# and another\n".len() + 1);
    let after = results(&run_of(report_on(KCI, CLUSTERS, &moved)));
    assert_ne!(before[0]["locations"], after[0]["locations"]);
    assert_eq!(prints(&before), prints(&after));
}

#[test]
fn fingerprints_are_never_shared() {
    let mut report = many(3);
    let again: Vec<Finding> = report.proposals[0].findings.clone();
    report.proposals[0].findings.extend(again);
    for all in [prints(&results(&report)), {
        let entries = parsed(&gitlab(&report, Lang::Ja));
        entries.as_array().unwrap().iter().map(|one| one["fingerprint"].to_string()).collect()
    }] {
        assert_eq!(all.len(), 4);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 4, "{all:?}");
    }
}

#[test]
fn github_shows_ten_of_a_kind_and_says_how_many_more() {
    let ten = github(&many(10), Lang::En);
    assert_eq!(ten.lines().count(), 10);
    let more = github(&many(25), Lang::Ja);
    let lines: Vec<&str> = more.lines().collect();
    assert_eq!(lines.len(), 10);
    assert!(lines[..9].iter().all(|line| line.starts_with("::error file=申請 ")), "{more}");
    assert!(lines[9].contains("ほかのエラー16件"), "{more}");
    assert!(lines[0].contains("申請 0%2C a%3Ab%25@all](x).yaml"), "{more}");
}

#[test]
fn sarif_encodes_paths_and_keeps_to_the_limits_with_a_notification() {
    let few = results(&many(1));
    let uri = few[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
    assert_eq!(uri, "%E7%94%B3%E8%AB%8B%200%2C%20a%3Ab%25%40all%5D%28x%29.yaml");
    let whole = parsed(&sarif(&many(25_100), Lang::En));
    let run = &whole["runs"][0];
    assert!(run["results"].as_array().unwrap().len() <= 25_000);
    let left = 25_100 - run["results"].as_array().unwrap().len();
    let said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert!(said.starts_with(&format!("{left} results are not in this file")), "{said}");
}

#[test]
fn markdown_is_bounded_says_what_it_leaves_out_and_shows_no_markup_of_a_proposal() {
    for lang in [Lang::En, Lang::Ja] {
        let page = markdown(&many(2_000), lang, COMMENT_LIMIT);
        assert!(page.chars().count() <= COMMENT_LIMIT);
        assert_eq!(page.matches("<details").count(), page.matches("</details>").count());
        let shown = page.matches("<details").count();
        assert!(shown > 20, "{shown}");
        assert!(page.contains(&(2_000 - shown).to_string()), "{}", &page[page.len() - 200..]);
        assert!(!page.contains("](x)") && !page.contains("@all"), "{}", &page[..2_000]);
    }
    assert!(markdown(&many(5), Lang::En, COMMENT_LIMIT).ends_with("</details>\n\n"));
}
