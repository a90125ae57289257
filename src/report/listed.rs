//! The findings and diagnostics of a report as one list, as code hosts and pipelines show them: each with its weight,
//! its place and its fingerprint. Findings that others stand for (folded ones) are left out.

use super::aside::Aside;
use super::fingerprint::Fingerprints;
use super::model::{Finding, FindingOutcome, Place, ProposalReport, Report, RuleDiagnostic};
use super::said::said;
use crate::diag::{Bilingual, Lang, Severity, codes};
use crate::text::one_line as line;

/// One entry of the list.
pub(super) struct Listed<'r> {
    /// The rule with its program, or a code of the tool.
    pub(super) id: &'r str,
    /// What the rule asks for, or what the code stands for.
    pub(super) about: Bilingual,
    /// How grave it looks: what is not a failure is never an error.
    pub(super) weight: Severity,
    /// What became of the rule; a diagnostic of a rule file is a failure.
    pub(super) outcome: FindingOutcome,
    /// One sentence.
    pub(super) title: &'r Bilingual,
    /// Where it is; `None` for what is about the run as a whole.
    pub(super) place: Option<&'r Place>,
    /// The path within the proposal; empty for a whole one, and in rule files.
    pub(super) path: &'r str,
    /// The same in every run.
    pub(super) fingerprint: String,
    /// What it was made of.
    pub(super) of: Of<'r>,
}

/// What an entry was made of.
#[derive(Clone, Copy)]
pub(super) enum Of<'r> {
    /// A finding on a proposal, or across them.
    Finding(&'r Finding, Option<&'r ProposalReport>),
    /// Something wrong in a rule file.
    Diagnostic(&'r RuleDiagnostic),
}

impl Listed<'_> {
    /// Whether it is about something that is not settled, rather than a rule that holds or is none of its business.
    pub(super) fn is_open(&self) -> bool {
        match self.of {
            Of::Finding(finding, _) => finding.is_open(),
            Of::Diagnostic(_) => true,
        }
    }

    /// Why it weighs nothing, where it is set aside.
    pub(super) fn aside(&self) -> Option<&Aside> {
        match self.of {
            Of::Finding(finding, _) => finding.aside.as_ref(),
            Of::Diagnostic(_) => None,
        }
    }

    /// The title, and the message where it says more.
    pub(super) fn sentence(&self, lang: Lang) -> String {
        let title = line(self.title.get(lang));
        match self.of {
            Of::Finding(finding, _) => {
                let message = line(finding.message.get(lang));
                let colon = if lang == Lang::En { ": " } else { "：" };
                if message.is_empty() || title.contains(&message) {
                    title
                } else {
                    format!("{title}{colon}{message}")
                }
            }
            Of::Diagnostic(_) => title,
        }
    }

    /// The sentence, behind `waived: ` where it is set aside.
    pub(super) fn marked_sentence(&self, lang: Lang) -> String {
        let sentence = self.sentence(lang);
        match self.aside() {
            Some(aside) => labelled(lang, aside.kind().get(lang), &sentence),
            None => sentence,
        }
    }

    /// What is said below it, a line each: `help: …`.
    pub(super) fn below(&self, lang: Lang) -> Vec<String> {
        self.said(lang).into_iter().map(|(word, text)| labelled(lang, &word, &text)).collect()
    }

    /// What is said below it, with the word before each.
    pub(super) fn said(&self, lang: Lang) -> Vec<(String, String)> {
        let all = match self.of {
            Of::Finding(finding, _) => said(finding),
            Of::Diagnostic(diagnostic) => {
                let help = diagnostic.help.iter().cloned();
                help.map(|help| (Bilingual::new("help", "対処"), help)).collect()
            }
        };
        all.iter().map(|(word, text)| (line(word.get(lang)), line(text.get(lang)))).collect()
    }
}

/// `help: …`, `対処：…`
pub(super) fn labelled(lang: Lang, word: &str, text: &str) -> String {
    let colon = if lang == Lang::En { ": " } else { "：" };
    format!("{word}{colon}{text}")
}

/// The list, in the order of the report: rule files, proposals, the rules across them.
pub(super) fn list(report: &Report) -> Vec<Listed<'_>> {
    let mut prints = Fingerprints::default();
    let mut out: Vec<Listed<'_>> =
        report.diagnostics.iter().map(|one| of_diagnostic(one, &mut prints)).collect();
    for proposal in &report.proposals {
        add_findings(&mut out, &proposal.findings, Some(proposal));
    }
    add_findings(&mut out, &report.across, None);
    out
}

fn add_findings<'r>(
    out: &mut Vec<Listed<'r>>,
    findings: &'r [Finding],
    proposal: Option<&'r ProposalReport>,
) {
    let prints = fingerprints_of(findings, proposal.map_or(0, |proposal| proposal.document));
    let all = findings.iter().zip(prints);
    let shown = all.filter(|(finding, _)| !finding.folded && !finding.is_hidden());
    out.extend(shown.map(|(finding, print)| of_finding(finding, proposal, print)));
}

/// The fingerprints of the findings of one document, or across proposals (document 0), whether they are shown or not.
pub(super) fn fingerprints_of(findings: &[Finding], document: u32) -> Vec<String> {
    let document = document.to_string();
    let mut prints = Fingerprints::default();
    let of = |finding: &Finding| {
        let outcome = finding.outcome.word();
        let marked = marked(finding);
        prints.of(&[&finding.rule, outcome, &finding.at.file, &document, &finding.path, marked])
    };
    findings.iter().map(of).collect()
}

/// A shape finding without a field of its own (an unknown key) is told apart by what is marked.
fn marked(finding: &Finding) -> &str {
    if !finding.about.en.is_empty() {
        return "";
    }
    let mut marked = finding.snippets.iter().flat_map(|snippet| {
        let primary = snippet.marks.iter().filter(|mark| mark.primary);
        primary.filter_map(|mark| snippet.lines.get(mark.line)?.text.get(mark.start..mark.end))
    });
    marked.next().unwrap_or("")
}

fn of_diagnostic<'r>(one: &'r RuleDiagnostic, prints: &mut Fingerprints) -> Listed<'r> {
    let place = one.labels.first().map(|(place, _)| place);
    let file = place.map_or("", |place| place.file.as_str());
    Listed {
        id: &one.code,
        about: code_title(&one.code),
        weight: one.severity,
        outcome: FindingOutcome::Fail,
        title: &one.message,
        place,
        path: "",
        // The message names what it is about; in English, whatever the language of the report.
        fingerprint: prints.of(&[&one.code, file, &one.message.en]),
        of: Of::Diagnostic(one),
    }
}

fn of_finding<'r>(
    finding: &'r Finding,
    proposal: Option<&'r ProposalReport>,
    fingerprint: String,
) -> Listed<'r> {
    let own_code = finding.about.en.is_empty();
    Listed {
        id: &finding.rule,
        about: if own_code { code_title(&finding.rule) } else { finding.about.clone() },
        weight: weight(finding),
        outcome: finding.outcome,
        title: &finding.title,
        place: Some(&finding.at),
        path: &finding.path,
        fingerprint,
        of: Of::Finding(finding, proposal),
    }
}

fn weight(finding: &Finding) -> Severity {
    if finding.aside.is_some() {
        return Severity::Advice;
    }
    match finding.outcome {
        FindingOutcome::Fail | FindingOutcome::DependsOnReading => finding.severity,
        FindingOutcome::Contested | FindingOutcome::Undetermined => finding.severity.max(Severity::Warning),
        FindingOutcome::LeftToReviewers | FindingOutcome::Pass | FindingOutcome::NotApplicable => {
            Severity::Advice
        }
    }
}

/// What a code of the tool stands for.
fn code_title(code: &str) -> Bilingual {
    let row = codes::table().into_iter().find(|row| row.code.to_string() == code);
    row.map_or_else(|| Bilingual::same(code), codes::Row::title)
}
