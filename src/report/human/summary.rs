//! The end of a report: a line for each proposal, and the totals.

use super::{HumanOptions, text_of};
use crate::diag::{Lang, Severity};
use crate::report::escape::line;
use crate::report::model::{CheckedPack, FileVerdict, ProposalReport, Report};

/// So many passing proposals have a line each; more are only counted.
const MOST_PASSING: u32 = 20;

/// Writes the lines of the proposals and the totals.
pub(super) fn write(out: &mut String, report: &Report, options: HumanOptions) {
    let few = report.summary.pass <= MOST_PASSING;
    for proposal in &report.proposals {
        if proposal.verdict == FileVerdict::Pass && !few {
            continue;
        }
        out.push_str(&proposal_line(proposal, options));
        out.push('\n');
        for vacuous in &proposal.vacuous {
            let rule = line(&vacuous.rule);
            let text = text_of(&vacuous.text, options);
            match options.lang {
                Lang::En => out.push_str(&format!("  {rule} {text}\n")),
                Lang::Ja => out.push_str(&format!("  {rule}：{text}\n")),
            }
        }
    }
    if !report.packs.is_empty() {
        out.push_str(&packs(report, options));
        out.push('\n');
    }
    if report.summary.proposals > 0 {
        out.push_str(&totals(report, options));
        out.push('\n');
    }
}

/// The packs whose rule files were checked, and what came of it.
fn packs(report: &Report, options: HumanOptions) -> String {
    let sum = |of: fn(&CheckedPack) -> usize| report.packs.iter().map(of).sum::<usize>();
    let (rules, judgements, tests) = (sum(|p| p.rules), sum(|p| p.judgements), sum(|p| p.tests));
    let count = |severity| report.diagnostics.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let n = report.packs.len();
    match options.lang {
        Lang::En => format!(
            "{n} {} of rules ({rules} rules, {judgements} judgements, {tests} tests): {errors} {}, {warnings} {}",
            if n == 1 { "pack" } else { "packs" },
            if errors == 1 { "error" } else { "errors" },
            if warnings == 1 { "warning" } else { "warnings" },
        ),
        Lang::Ja => format!(
            "規則{n}パック（規則{rules}件、審査項目{judgements}件、テスト{tests}件）：エラー{errors}件、警告{warnings}件"
        ),
    }
}

fn proposal_line(proposal: &ProposalReport, options: HumanOptions) -> String {
    let mut path = line(&proposal.path);
    if proposal.document > 1 {
        path = match options.lang {
            Lang::En => format!("{path} (document {})", proposal.document),
            Lang::Ja => format!("{path}（{}番目の文書）", proposal.document),
        };
    }
    let rules = proposal.rules;
    let (fail, met, open, off, people, contested) = (
        rules.fail,
        rules.pass,
        rules.undetermined,
        rules.not_applicable,
        rules.left_to_reviewers,
        rules.contested,
    );
    match options.lang {
        Lang::En => {
            let reviewers = format!("{people} {} left to reviewers", plural(people, "criterion", "criteria"));
            match proposal.verdict {
                FileVerdict::Pass if open == 0 && fail == 0 && contested == 0 => {
                    format!(
                        "{path}: all checked rules pass ({met} met, {off} not applicable); {reviewers}, 0 undetermined"
                    )
                }
                FileVerdict::Unreadable => format!("{path}: could not be read"),
                verdict => format!(
                    "{path}: {}; {fail} not met, {open} undetermined, {contested} contested, {met} met, {off} not applicable; {reviewers}",
                    verdict.word()
                ),
            }
        }
        Lang::Ja => match proposal.verdict {
            FileVerdict::Pass if open == 0 && fail == 0 && contested == 0 => format!(
                "{path}：確認した規則はすべて適合（適合{met}件、対象外{off}件）。審査員の判断による基準{people}件、判定未了0件"
            ),
            FileVerdict::Unreadable => format!("{path}：読み取れませんでした"),
            verdict => format!(
                "{path}：{}。未達{fail}件、判定未了{open}件、規定の矛盾{contested}件、適合{met}件、対象外{off}件。審査員の判断による基準{people}件",
                verdict_ja(verdict)
            ),
        },
    }
}

fn verdict_ja(verdict: FileVerdict) -> &'static str {
    match verdict {
        FileVerdict::Pass => "適合",
        FileVerdict::Fail => "不適合",
        FileVerdict::Undetermined => "判定未了",
        FileVerdict::Unreadable => "読み取り不能",
    }
}

fn totals(report: &Report, options: HumanOptions) -> String {
    let s = report.summary;
    match options.lang {
        Lang::En => format!(
            "{} {}: {} pass, {} fail, {} undetermined, {} unreadable; {} {}, {} {}, {} of advice",
            s.proposals,
            plural(s.proposals, "proposal", "proposals"),
            s.pass,
            s.fail,
            s.undetermined,
            s.unreadable,
            s.errors,
            plural(s.errors, "error", "errors"),
            s.warnings,
            plural(s.warnings, "warning", "warnings"),
            s.advice,
        ),
        Lang::Ja => format!(
            "申請{}件：適合{}件、不適合{}件、判定未了{}件、読み取り不能{}件。エラー{}件、警告{}件、助言{}件",
            s.proposals, s.pass, s.fail, s.undetermined, s.unreadable, s.errors, s.warnings, s.advice,
        ),
    }
}

fn plural<'a>(count: u32, one: &'a str, several: &'a str) -> &'a str {
    if count == 1 { one } else { several }
}
