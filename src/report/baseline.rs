//! Baselines: the findings that a repository is known to have, so that a new rule can come into force for what is new.
//!
//! In: the findings of a run, or the text of a baseline. Out: the text, an entry a line in a fixed order, or its entries. An
//! entry is found by its fingerprint, which does not change when lines move; the rest of it is for people.

mod json;

use super::listed::fingerprints_of;
use super::model::Finding;
use crate::diag::{Outcome, waivers as problem};
use crate::text::{Source, Span};
use json::WireEntry;

/// The schema and its version, in the first line of a baseline.
const SCHEMA: &str = "kisoku.baseline/1";

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownFinding {
    /// The file, as reports show it.
    pub file: String,
    /// Which document of it; 0 for a finding across proposals.
    pub document: u32,
    /// The rule with its program, or a code.
    pub rule: String,
    /// The field; empty for the whole proposal.
    pub path: String,
    /// What became of the rule.
    pub outcome: String,
    /// The fingerprint of the finding.
    pub fingerprint: String,
}

/// For each finding of one document (0: across proposals) what a baseline would say of it; nothing for what is settled,
/// and for what stands for further findings.
pub fn could_be_known(findings: &[Finding], document: u32) -> Vec<Option<KnownFinding>> {
    let entry = |finding: &Finding, fingerprint: String| KnownFinding {
        file: finding.at.file.clone(),
        document,
        rule: finding.rule.clone(),
        path: finding.path.clone(),
        outcome: finding.outcome.word().to_owned(),
        fingerprint,
    };
    let could = |finding: &Finding| finding.is_open() && finding.aside.is_none() && !finding.is_rest;
    let all = findings.iter().zip(fingerprints_of(findings, document));
    all.map(|(finding, print)| could(finding).then(|| entry(finding, print))).collect()
}

/// The text of a baseline: sorted, an entry a line, each once.
pub fn write_baseline(entries: &[KnownFinding]) -> String {
    let mut sorted: Vec<&KnownFinding> = entries.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut out = format!("{{\"schema\":\"{SCHEMA}\"}}\n");
    for entry in sorted {
        out.push_str(&WireEntry::of(entry).line());
        out.push('\n');
    }
    out
}

/// The entries of a baseline, each with its line. Their order does not matter, so that two can be merged by lines.
pub fn read_baseline(source: &Source) -> Outcome<Vec<(KnownFinding, Span)>> {
    let mut entries = Vec::new();
    let mut diags = Vec::new();
    let mut start: usize = 0;
    for line in source.text.split_inclusive('\n') {
        let written = line.trim_start_matches('\u{FEFF}').trim();
        let span = Span::new(source.id, start, start.saturating_add(line.trim_end().len()));
        start = start.saturating_add(line.len());
        if written.is_empty() || json::is_head(written, SCHEMA) {
            continue;
        }
        match json::entry(written) {
            Some(entry) => entries.push((entry, span)),
            None => diags.push(problem::baseline_line(span)),
        }
    }
    Outcome { value: entries, diags }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn entry(file: &str, rule: &str) -> KnownFinding {
        KnownFinding {
            file: file.to_owned(),
            document: 1,
            rule: rule.to_owned(),
            path: "total".to_owned(),
            outcome: "fail".to_owned(),
            fingerprint: "0123456789abcdef".to_owned(),
        }
    }

    #[test]
    fn what_is_written_is_read_back_whatever_the_order() {
        let (one, other) = (entry("a.yaml", "demo/\"x\""), entry("申請.yaml", "demo/y"));
        let text = write_baseline(&[other.clone(), one.clone(), other.clone()]);
        assert_eq!(text, write_baseline(&[one.clone(), other.clone()]));
        assert_eq!(text.lines().count(), 3);
        let turned: Vec<&str> = text.lines().rev().collect();
        let source = Source::new(FileId(0), "b.jsonl", turned.join("\n"));
        let read = read_baseline(&source);
        assert_eq!(read.diags, []);
        let entries: Vec<KnownFinding> = read.value.into_iter().map(|(entry, _)| entry).collect();
        assert_eq!(entries, [other, one]);
    }

    #[test]
    fn a_line_that_is_no_entry_is_told_with_its_place() {
        let text = format!("{}<<<<<<< ours\n{{\"file\":\"a\"}}\n", write_baseline(&[entry("a", "b/c")]));
        let source = Source::new(FileId(0), "b.jsonl", text);
        let read = read_baseline(&source);
        assert_eq!(read.value.len(), 1);
        let wrong: Vec<&str> = read.diags.iter().map(|one| source.slice(one.span().unwrap())).collect();
        assert_eq!(wrong, ["<<<<<<< ours", "{\"file\":\"a\"}"]);
    }
}
