//! The findings and diagnostics of a report as one list, as code hosts and pipelines show them: each with its weight,
//! its place and its fingerprint. Findings that others stand for (folded ones) are left out.

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
        match self.outcome {
            FindingOutcome::Pass | FindingOutcome::NotApplicable => false,
            FindingOutcome::LeftToReviewers => {
                matches!(self.of, Of::Finding(finding, _) if !finding.needs.is_empty())
            }
            _ => true,
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
    let of_proposals = report
        .proposals
        .iter()
        .flat_map(|proposal| proposal.findings.iter().map(move |finding| (finding, Some(proposal))));
    let across = report.across.iter().map(|finding| (finding, None));
    let shown = of_proposals.chain(across).filter(|(finding, _)| !finding.folded);
    out.extend(shown.map(|(finding, proposal)| of_finding(finding, proposal, &mut prints)));
    out
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
    prints: &mut Fingerprints,
) -> Listed<'r> {
    let document = proposal.map_or(0, |proposal| proposal.document).to_string();
    // A shape finding without a field of its own (an unknown key) is told apart by what is marked.
    let marked = finding.snippets.iter().flat_map(|snippet| {
        let primary = snippet.marks.iter().filter(|mark| mark.primary);
        primary.filter_map(|mark| snippet.lines.get(mark.line)?.text.get(mark.start..mark.end))
    });
    let own_code = finding.about.en.is_empty();
    let marked = marked.take(usize::from(own_code)).next().unwrap_or("");
    let parts =
        [finding.rule.as_str(), finding.outcome.word(), &finding.at.file, &document, &finding.path, marked];
    Listed {
        id: &finding.rule,
        about: if own_code { code_title(&finding.rule) } else { finding.about.clone() },
        weight: weight(finding),
        outcome: finding.outcome,
        title: &finding.title,
        place: Some(&finding.at),
        path: &finding.path,
        fingerprint: prints.of(&parts),
        of: Of::Finding(finding, proposal),
    }
}

fn weight(finding: &Finding) -> Severity {
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
