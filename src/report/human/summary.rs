//! The end of a report: a line for each proposal, and the totals.

use super::{HumanOptions, text_of};
use crate::diag::{Bilingual, Lang, Severity};
use crate::report::aside::known_words;
use crate::report::model::{CheckedPack, FileVerdict, FindingOutcome, ProposalReport, Report, Summary};
use crate::report::sheet::SheetSummary;
use crate::text::one_line as line;
use crate::value::show::figure;

/// The line of a proposal, and those of its rules that hold over nothing.
pub(super) fn of_proposal(proposal: &ProposalReport, options: HumanOptions) -> String {
    let mut out = proposal_line(proposal, options);
    out.push('\n');
    for vacuous in &proposal.vacuous {
        let rule = line(&vacuous.rule);
        let text = text_of(&vacuous.text, options);
        match options.lang {
            Lang::En => out.push_str(&format!("  {rule} {text}\n")),
            Lang::Ja => out.push_str(&format!("  {rule}：{text}\n")),
        }
    }
    out
}

/// Writes the totals.
pub(super) fn totals_only(out: &mut String, report: &Report, options: HumanOptions) {
    if !report.packs.is_empty() {
        out.push_str(&packs(report, options));
        out.push('\n');
    }
    if report.summary.proposals > 0 {
        out.push_str(&totals(report, options));
        out.push('\n');
        let findings = report.proposals.iter().flat_map(|one| &one.findings).chain(&report.across);
        let hidden = findings.filter(|one| one.is_hidden()).count();
        if hidden > 0 {
            out.push_str(known_words(hidden).get(options.lang));
            out.push('\n');
        }
    }
}

/// The packs whose rule files were checked, and what came of it.
fn packs(report: &Report, options: HumanOptions) -> String {
    let sum = |of: fn(&CheckedPack) -> usize| number(report.packs.iter().map(of).sum());
    let lang = options.lang;
    let held = counts(
        lang,
        &[
            (sum(|p| p.rules), "rule", "rules", "規則"),
            (sum(|p| p.judgements), "judgement", "judgements", "審査項目"),
            (sum(|p| p.tests), "test", "tests", "テスト"),
        ],
    );
    let count = |severity| number(report.diagnostics.iter().filter(|one| one.severity == severity).count());
    let found = counts(
        lang,
        &[
            (count(Severity::Error), "error", "errors", "エラー"),
            (count(Severity::Warning), "warning", "warnings", "警告"),
        ],
    );
    let n = report.packs.len();
    match lang {
        Lang::En => {
            let held = if held.is_empty() { held } else { format!(" ({held})") };
            let packs = plural(number(n), "pack", "packs");
            format!("{n} {packs} of rules{held}: {}", if found.is_empty() { "no errors" } else { &found })
        }
        Lang::Ja => {
            let held = if held.is_empty() { held } else { format!("（{held}）") };
            format!("規則{n}パック{held}：{}", if found.is_empty() { "誤りなし" } else { &found })
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Counts that are not zero: `2 rules, 1 test`.
fn counts(lang: Lang, all: &[(u32, &str, &str, &str)]) -> String {
    let some = all.iter().filter(|(count, ..)| *count > 0);
    let words = some.map(|(count, one, several, ja)| match lang {
        Lang::En => format!("{count} {}", plural(*count, one, several)),
        Lang::Ja => format!("{ja}{count}件"),
    });
    words.collect::<Vec<_>>().join(match lang {
        Lang::En => ", ",
        Lang::Ja => "、",
    })
}

fn proposal_line(proposal: &ProposalReport, options: HumanOptions) -> String {
    let mut path = line(&proposal.path);
    if proposal.document > 1 {
        path = match options.lang {
            Lang::En => format!("{path} (document {})", proposal.document),
            Lang::Ja => format!("{path}（{}番目の文書）", proposal.document),
        };
    }
    if let Some(sheet) = &proposal.sheet {
        return sheet_line(&path, proposal.verdict, sheet, options);
    }
    let rules = proposal.rules;
    let (met, off, people) = (rules.pass, rules.not_applicable, rules.left_to_reviewers);
    // Findings of the tool's own codes are about what is written, not about a rule.
    let of_tool = |outcome| {
        let of_tool = proposal.findings.iter().filter(|f| !f.is_of_rule() && f.severity == Severity::Error);
        number(of_tool.filter(|f| f.outcome == outcome).count())
    };
    let all = counts(
        options.lang,
        &[
            (of_tool(FindingOutcome::Fail), "entry to correct", "entries to correct", "記入の誤り"),
            (of_tool(FindingOutcome::Undetermined), "entry missing", "entries missing", "未記入"),
            (rules.fail, "rule not met", "rules not met", "未達"),
            (rules.undetermined, "undetermined", "undetermined", "判定未了"),
            (rules.contested, "contested", "contested", "規定の矛盾"),
            (rules.waived, "waived", "waived", "適用除外"),
            (met, "met", "met", "適合"),
            (off, "not applicable", "not applicable", "対象外"),
        ],
    );
    let passes = proposal.verdict == FileVerdict::Pass
        && rules.undetermined.saturating_add(rules.fail).saturating_add(rules.contested) == 0;
    let known = proposal.beyond_baseline == FileVerdict::Pass && proposal.verdict != FileVerdict::Pass;
    match options.lang {
        Lang::En => {
            let known = if known { ", known to the baseline" } else { "" };
            let reviewers = format!("{people} {} left to reviewers", plural(people, "criterion", "criteria"));
            match proposal.verdict {
                FileVerdict::Pass if passes => {
                    format!("{path}: all checked rules pass ({all}); {reviewers}, 0 undetermined")
                }
                FileVerdict::Unreadable => format!("{path}: could not be checked"),
                verdict => format!("{path}: {}{known}; {all}; {reviewers}", verdict.word()),
            }
        }
        Lang::Ja => match proposal.verdict {
            FileVerdict::Pass if passes => format!(
                "{path}：確認した規則はすべて適合（{all}）。審査員の判断による基準{people}件、判定未了0件"
            ),
            FileVerdict::Unreadable => format!("{path}：検査できませんでした"),
            verdict => {
                let known = if known { "（ベースラインに記録済み）" } else { "" };
                format!("{path}：{}{known}。{all}。審査員の判断による基準{people}件", verdict_ja(verdict))
            }
        },
    }
}

fn sheet_line(path: &str, verdict: FileVerdict, sheet: &SheetSummary, options: HumanOptions) -> String {
    let SheetSummary { items, scored, .. } = *sheet;
    let sum = figure(&sheet.sum);
    let of = sheet.of.map(|of| format!("/{of}")).unwrap_or_default();
    match options.lang {
        Lang::En => {
            let state = match verdict {
                FileVerdict::Unreadable => return format!("{path}: score sheet, could not be checked"),
                FileVerdict::Pass => "all points in order",
                verdict => verdict.word(),
            };
            let so_far = if scored == items { "" } else { " so far" };
            format!(
                "{path}: score sheet, {state}; {scored} of {items} items scored, {sum}{of} points{so_far}"
            )
        }
        Lang::Ja => match verdict {
            FileVerdict::Unreadable => format!("{path}：採点シート、検査できませんでした"),
            verdict => format!(
                "{path}：採点シート、{}。{items}項目中{scored}項目を採点、得点{}{sum}{of}点",
                verdict_ja(verdict),
                if scored == items { "" } else { "の途中計" },
            ),
        },
    }
}

fn verdict_ja(verdict: FileVerdict) -> &'static str {
    match verdict {
        FileVerdict::Pass => "適合",
        FileVerdict::Fail => "不適合",
        FileVerdict::Undetermined => "判定未了",
        FileVerdict::Unreadable => "検査不能",
    }
}

fn totals(report: &Report, options: HumanOptions) -> String {
    let s = report.summary;
    let verdicts = counts(
        options.lang,
        &[
            (s.pass, "pass", "pass", "適合"),
            (s.fail, "fail", "fail", "不適合"),
            (s.undetermined, "undetermined", "undetermined", "判定未了"),
            (s.unreadable, "not checked", "not checked", "検査不能"),
        ],
    );
    let found = counts(
        options.lang,
        &[
            (s.errors, "error", "errors", "エラー"),
            (s.warnings, "warning", "warnings", "警告"),
            (s.advice, "piece of advice", "pieces of advice", "助言"),
        ],
    );
    let aside = s.aside.words(options.lang);
    let parts: Vec<String> = [verdicts, found, aside].into_iter().filter(|part| !part.is_empty()).collect();
    match options.lang {
        Lang::En => format!("{}: {}", counted(s).en, parts.join("; ")),
        Lang::Ja => format!("{}：{}", counted(s).ja, parts.join("。")),
    }
}

/// How many proposals and score sheets there are.
fn counted(summary: Summary) -> Bilingual {
    let sheets = summary.sheets;
    let proposals = summary.proposals.saturating_sub(sheets);
    let en_proposals = format!("{proposals} {}", plural(proposals, "proposal", "proposals"));
    let en_sheets = format!("{sheets} score {}", plural(sheets, "sheet", "sheets"));
    match (proposals, sheets) {
        (_, 0) => Bilingual::new(en_proposals, format!("申請{proposals}件")),
        (0, _) => Bilingual::new(en_sheets, format!("採点シート{sheets}件")),
        _ => Bilingual::new(
            format!("{en_proposals} and {en_sheets}"),
            format!("申請{proposals}件・採点シート{sheets}件"),
        ),
    }
}

fn plural<'a>(count: u32, one: &'a str, several: &'a str) -> &'a str {
    if count == 1 { one } else { several }
}
