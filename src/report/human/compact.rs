//! Many proposals at once: a line for each that does not simply pass, which names what is not met. Nobody reads three
//! hundred drawings; each is one command away.

use super::HumanOptions;
use crate::diag::{Lang, Severity};
use crate::report::model::{FileVerdict, Finding, FindingOutcome, ProposalReport, Report};
use crate::text::one_line as line;

/// Writes the rules across proposals, and where to read more.
pub(super) fn rest(out: &mut String, report: &Report, options: HumanOptions) {
    let across = report.across.iter().filter(|one| one.outcome != FindingOutcome::Pass && !one.is_hidden());
    for finding in across {
        let title = line(finding.title.get(options.lang));
        let said = finding.aside.as_ref().map_or(title.clone(), |aside| aside.behind(&title, options.lang));
        out.push_str(&format!("{}: {said}\n", line(&finding.rule)));
    }
    let advice = report.summary.advice.saturating_add(report.summary.warnings);
    let hint = match options.lang {
        Lang::En => format!(
            "`kisoku check FILE` draws the findings of one file, `--full` those of all{}",
            if advice > 0 { "; warnings and advice are only counted here" } else { "" }
        ),
        Lang::Ja => format!(
            "各ファイルの詳細は `kisoku check ファイル`、全件の詳細は `--full` で表示します{}",
            if advice > 0 { "（警告と助言はここでは件数のみ）" } else { "" }
        ),
    };
    out.push_str(&hint);
    out.push_str("\n\n");
}

/// The line of a proposal; none where it passes.
pub(super) fn proposal_line(proposal: &ProposalReport, options: HumanOptions) -> String {
    let waived = proposal.findings.iter().any(Finding::is_waived);
    if proposal.beyond_baseline == FileVerdict::Pass && !waived {
        return String::new();
    }
    let lang = options.lang;
    let joined = |mut names: Vec<&str>| {
        names.sort_unstable();
        names.dedup();
        line(&names.join(", "))
    };
    let names = |outcome: FindingOutcome| {
        let decides =
            |one: &&Finding| one.outcome == outcome && one.severity == Severity::Error && one.aside.is_none();
        joined(proposal.findings.iter().filter(decides).map(short_name).collect())
    };
    let waived = joined(proposal.findings.iter().filter(|one| one.is_waived()).map(short_name).collect());
    let kinds = [
        (FindingOutcome::Fail, "not met", "未達"),
        (FindingOutcome::Contested, "contested", "規定の矛盾"),
        (FindingOutcome::Undetermined, "cannot decide yet", "判定未了"),
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .map(|(outcome, en, ja)| (if lang == Lang::En { en } else { ja }, names(outcome)))
        .chain([(if lang == Lang::En { "waived" } else { "適用除外" }, waived)])
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| match lang {
            Lang::En => format!("{word}: {names}"),
            Lang::Ja => format!("{word}：{names}"),
        })
        .collect();
    let place = match (proposal.document, lang) {
        (0 | 1, _) => line(&proposal.path),
        (n, Lang::En) => format!("{} (document {n})", line(&proposal.path)),
        (n, Lang::Ja) => format!("{}（{n}番目の文書）", line(&proposal.path)),
    };
    let verdict = match (proposal.verdict, lang) {
        (FileVerdict::Pass, Lang::En) => "pass",
        (FileVerdict::Fail, Lang::En) => "fail",
        (FileVerdict::Undetermined, Lang::En) => "undetermined",
        (FileVerdict::Unreadable, Lang::En) => "unreadable",
        (FileVerdict::Pass, Lang::Ja) => "適合",
        (FileVerdict::Fail, Lang::Ja) => "不適合",
        (FileVerdict::Undetermined, Lang::Ja) => "判定未了",
        (FileVerdict::Unreadable, Lang::Ja) => "読み取り不能",
    };
    format!("{place}: {verdict}; {}\n", parts.join("; "))
}

/// The rule without its program, which is that of the file.
fn short_name(finding: &Finding) -> &str {
    finding.rule.rsplit_once('/').map_or(finding.rule.as_str(), |(_, name)| name)
}
