//! A report on proposals as suites: a suite a proposal, a case a rule or judgement, and a case each thing that is wrong
//! with the file itself.
//!
//! Not met is a failure. Undetermined and contested are errors: the case could not be decided (with `--draft` they are
//! skipped). Not applicable and left to reviewers are skipped. What changes no verdict (advice, other readings) is
//! said in the output of its case, which passes.

use super::{Case, Suite, Suites, Trouble, TroubleKind, of_diagnostics};
use crate::diag::{Bilingual, Lang, Severity};
use crate::report::listed::labelled;
use crate::report::model::{Finding, FindingOutcome, ProposalReport, Report};

/// The report.
pub fn of_report(report: &Report, lang: Lang) -> Suites {
    let mut suites: Vec<Suite> =
        report.proposals.iter().map(|proposal| suite_of(proposal, report.draft, lang)).collect();
    if !report.across.is_empty() {
        let mut suite = Suite {
            name: say(lang, "across proposals", "申請全体").to_owned(),
            file: None,
            cases: Vec::new(),
        };
        for finding in &report.across {
            add(&mut suite.cases, &finding.rule, finding, report.draft, lang);
        }
        suites.push(suite);
    }
    suites.extend(of_diagnostics(&report.diagnostics, lang));
    Suites { name: "kisoku check".to_owned(), suites }
}

fn suite_of(proposal: &ProposalReport, draft: bool, lang: Lang) -> Suite {
    let name = match proposal.document {
        0 | 1 => proposal.path.clone(),
        document => format!("{}#{document}", proposal.path),
    };
    let mut cases: Vec<Case> = proposal
        .cases
        .iter()
        .map(|one| {
            let skipped = match one.outcome {
                FindingOutcome::NotApplicable => Some(say(lang, "not applicable", "対象外")),
                FindingOutcome::LeftToReviewers => Some(say(lang, "left to reviewers", "審査員が判断")),
                _ => None,
            };
            let skipped = skipped.map(|message| Trouble {
                kind: TroubleKind::Skipped,
                word: one.outcome.word().to_owned(),
                message: message.to_owned(),
                text: String::new(),
            });
            case_of(&one.rule, skipped.into_iter().collect())
        })
        .collect();
    for finding in &proposal.findings {
        // What is wrong with the file has a code and not the name of a rule; each place is a case of its own.
        let name = if finding.rule.contains('/') || finding.path.is_empty() {
            finding.rule.clone()
        } else {
            format!("{} {}", finding.rule, finding.path)
        };
        add(&mut cases, &name, finding, draft, lang);
    }
    Suite { name, file: Some(proposal.path.clone()), cases }
}

fn case_of(rule: &str, troubles: Vec<Trouble>) -> Case {
    let (class, name) = rule.split_once('/').unwrap_or(("kisoku", rule));
    Case { class: class.to_owned(), name: name.to_owned(), troubles, output: None }
}

/// Adds a finding to the case of its rule, which is made where there is none.
fn add(cases: &mut Vec<Case>, rule: &str, finding: &Finding, draft: bool, lang: Lang) {
    let made = case_of(rule, Vec::new());
    let at = cases.iter().position(|case| case.class == made.class && case.name == made.name);
    let at = at.unwrap_or_else(|| {
        cases.push(made);
        cases.len().saturating_sub(1)
    });
    let Some(case) = cases.get_mut(at) else { return };
    let (word, title) = match &finding.aside {
        Some(aside) => (aside.kind().en, labelled(lang, aside.kind().get(lang), finding.title.get(lang))),
        None => (finding.outcome.word().to_owned(), finding.title.get(lang).to_owned()),
    };
    let kind = match (finding.outcome, finding.severity) {
        (FindingOutcome::Fail, Severity::Error) => Some(TroubleKind::Failure),
        (FindingOutcome::Undetermined | FindingOutcome::Contested, Severity::Error) => {
            Some(if draft { TroubleKind::Skipped } else { TroubleKind::Error })
        }
        _ => None,
    };
    // What is set aside and would decide was not asked.
    let kind = if finding.aside.is_some() { kind.map(|_| TroubleKind::Skipped) } else { kind };
    match kind {
        Some(kind) => {
            case.troubles.push(Trouble { kind, word, message: title, text: text_of(finding, lang) })
        }
        // A rule that passes or is skipped anyway says nothing more.
        None if matches!(finding.outcome, FindingOutcome::Pass | FindingOutcome::NotApplicable) => {}
        None => {
            let output = case.output.get_or_insert_default();
            if !output.is_empty() {
                output.push('\n');
            }
            output.push_str(&format!("{title}\n{}", text_of(finding, lang)));
        }
    }
}

/// Where, why, what to do, and where it comes from.
fn text_of(finding: &Finding, lang: Lang) -> String {
    let mut lines = vec![format!("{}:{}:{}", finding.at.file, finding.at.line, finding.at.column)];
    lines.push(finding.message.get(lang).to_owned());
    if let Some(aside) = &finding.aside {
        lines.push(labelled(lang, aside.kind().get(lang), aside.sentence().get(lang)));
    }
    let mut add = |word: (&str, &str), text: Option<&Bilingual>| {
        if let Some(text) = text {
            lines.push(format!("{}: {}", say(lang, word.0, word.1), text.get(lang)));
        }
    };
    add(("help", "対処"), finding.help.as_ref().filter(|_| !finding.is_settled()));
    for note in &finding.notes {
        add(("note", "補足"), Some(note));
    }
    for citation in &finding.citations {
        let title = citation.title.get(lang);
        let place = match lang {
            Lang::En => format!("cite: {title}, \"{}\"", citation.at),
            Lang::Ja => format!("出典: {title}「{}」", citation.at),
        };
        lines.push(place);
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn say<'t>(lang: Lang, en: &'t str, ja: &'t str) -> &'t str {
    match lang {
        Lang::En => en,
        Lang::Ja => ja,
    }
}
