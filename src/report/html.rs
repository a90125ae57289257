//! `html`: a page that an applicant can read and print: the verdict, the findings by weight, the amounts beside their
//! bounds, the money of each year, what is needed yet and what reviewers judge.

use super::HumanOptions;
use super::aside::known_words;
use super::model::{
    Amount, Drawn, FileVerdict, Finding, FindingOutcome, ProposalReport, Report, RuleDiagnostic, Year,
};
use crate::diag::{Bilingual, Severity};
use crate::page::{Bullet, Page, block, both, bullet, clean, code, page, say, stack};
use crate::value::Num;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// The report as a page.
pub fn html(report: &Report, options: HumanOptions) -> String {
    let title = Bilingual::new("Report on applications", "申請の検査結果");
    page(Page {
        title: &title,
        lang: options.lang,
        kind: "report",
        head: head(report, &title),
        index: index(report),
        searchable: report.proposals.len() > 1,
        main: html! {
            @for (at, one) in report.proposals.iter().enumerate() { (proposal(at, one)) }
            (across(&report.across))
            (of_rules(&report.diagnostics))
        },
    })
}

fn head(report: &Report, title: &Bilingual) -> Markup {
    let counts = &report.summary;
    let all = [
        (counts.pass, "pass", "適合"),
        (counts.fail, "fail", "不適合"),
        (counts.undetermined, "cannot be decided yet", "未判定"),
        (counts.unreadable, "could not be read", "読み取り不可"),
    ];
    html! {
        div.head {
            h1 { (block(title)) }
            dl.facts {
                @for (count, en, ja) in all {
                    @if count > 0 { div { dt { (both(en, ja)) } dd { strong { (count) } } } }
                }
            }
        }
    }
}

/// What a proposal is called: its path, and which document of it.
fn name(one: &ProposalReport) -> Bilingual {
    match one.document {
        0 | 1 => Bilingual::same(&one.path),
        n => Bilingual::new(format!("{} (document {n})", one.path), format!("{}（{n}番目の文書）", one.path)),
    }
}

fn index(report: &Report) -> Markup {
    html! {
        ol {
            @for (at, one) in report.proposals.iter().enumerate() {
                li { a href={ "#proposal-" (at) } { (say(&name(one))) } " " (verdict(one.verdict)) }
            }
            @if !report.across.is_empty() {
                li { a href="#across" { (both("All applications together", "申請全体")) } }
            }
            @if !report.diagnostics.is_empty() {
                li { a href="#rules" { (both("The rule files", "規則ファイル")) } }
            }
        }
    }
}

fn verdict(of: FileVerdict) -> Markup {
    let (class, en, ja) = match of {
        FileVerdict::Pass => ("pass", "pass", "適合"),
        FileVerdict::Fail => ("fail", "fail", "不適合"),
        FileVerdict::Undetermined => ("open", "cannot decide yet", "未判定"),
        FileVerdict::Unreadable => ("fail", "could not be read", "読み取り不可"),
    };
    html! { span class={ "tag " (class) } { (both(en, ja)) } }
}

fn proposal(at: usize, one: &ProposalReport) -> Markup {
    let mut findings: Vec<&Finding> =
        one.findings.iter().filter(|one| !one.folded && !one.is_hidden()).collect();
    findings.sort_by_key(|finding| weight(finding));
    let (reviewers, findings): (Vec<&Finding>, Vec<&Finding>) =
        findings.into_iter().partition(|finding| finding.outcome == FindingOutcome::LeftToReviewers);
    let waived: BTreeSet<&str> =
        one.findings.iter().filter(|one| one.is_waived()).map(|one| one.rule.as_str()).collect();
    html! {
        section.part.entry data-entry id={ "proposal-" (at) } {
            h2 { (block(&name(one))) }
            div.id {
                (verdict(one.verdict))
                @if let Some(program) = &one.program { (code(program)) }
                @if let Some(day) = one.as_of {
                    span { (both("as of ", "基準日 ")) (say(&crate::value::show::date(day))) }
                }
            }
            @if one.sheet.is_none() && one.program.is_some() { (counts(one)) }
            (known(one))
            div.body {
                @for (index, finding) in findings.iter().enumerate() { (self::finding(at, index, finding)) }
                (needed(&findings))
                @if let Some(drawn) = &one.drawn {
                    (amounts(at, &drawn.amounts, &waived))
                    (years(at, &drawn.years))
                    (reviewed(drawn))
                } @else {
                    @for (index, finding) in reviewers.iter().enumerate() {
                        (self::finding(at, findings.len().saturating_add(index), finding))
                    }
                }
            }
        }
    }
}

/// The weight of what is set aside: it comes after all that is open.
const SET_ASIDE: u8 = 6;

/// What weighs more comes first; within a weight, the place in the file decides.
fn weight(finding: &Finding) -> u8 {
    if finding.aside.is_some() {
        return SET_ASIDE;
    }
    match (finding.outcome, finding.severity) {
        (FindingOutcome::Fail, Severity::Error) => 0,
        (FindingOutcome::Contested, Severity::Error) => 1,
        (FindingOutcome::Undetermined, Severity::Error) => 2,
        (FindingOutcome::Fail | FindingOutcome::Contested, _) => 3,
        (FindingOutcome::DependsOnReading, _) => 4,
        (FindingOutcome::Undetermined, _) => 5,
        (FindingOutcome::LeftToReviewers, _) => 6,
        (FindingOutcome::Pass, _) => 7,
        (FindingOutcome::NotApplicable, _) => 8,
    }
}

fn counts(one: &ProposalReport) -> Markup {
    let counts = one.rules;
    let all = [
        (counts.pass, "met", "適合"),
        (counts.fail, "not met", "未達"),
        (counts.contested, "contested", "規定が矛盾"),
        (counts.undetermined, "not decided", "未判定"),
        (counts.waived, "waived", "適用除外"),
        (counts.not_applicable, "not applicable", "対象外"),
        (counts.left_to_reviewers, "left to reviewers", "審査員が判断"),
    ];
    html! {
        dl.facts {
            @for (count, en, ja) in all {
                @if count > 0 { div { dt { (both(en, ja)) } dd { (count) } } }
            }
        }
    }
}

/// How many findings are not shown, because the baseline knows them.
fn known(one: &ProposalReport) -> Markup {
    let hidden = one.findings.iter().filter(|finding| finding.is_hidden()).count();
    html! {
        @if hidden > 0 { p { (say(&known_words(hidden))) } }
    }
}

/// The word with a capital.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

fn finding(at: usize, index: usize, finding: &Finding) -> Markup {
    let class = match weight(finding) {
        0 => "conflict",
        1 | 2 => "question",
        3 | 4 => "reading",
        _ => "own",
    };
    html! {
        article class={ "note " (class) } id={ "finding-" (at) "-" (index) } {
            h3 { (block(&finding.title)) }
            @if let Some(aside) = &finding.aside {
                @let kind = aside.kind();
                p { strong { (both(&format!("{}: ", capital(&kind.en)), &format!("{}：", kind.ja))) } (say(&aside.sentence())) }
            }
            p { (block(&finding.message)) }
            @for repair in finding.repairs.iter().filter(|_| !finding.is_settled()) { p { strong { (both("Repair: ", "対処：")) } (say(&repair.text)) } }
            // Where there is a repair, the help says the first one once more.
            @if let Some(help) = finding.help.as_ref().filter(|_| finding.repairs.is_empty() && !finding.is_settled()) { p { (block(help)) } }
            @if let Some(reading) = &finding.other_reading { p { (both("another reading: ", "別の読み方：")) (say(&reading.because)) } }
            @for other in &finding.conflicts_with {
                p {
                    (both("contradicts ", "矛盾する規則：")) (code(&other.rule)) " "
                    (say(&other.because)) " " (both("To ask: ", "照会先：")) (say(&other.ask))
                }
            }
            @for question in &finding.questions { p { (both("Open question: ", "照会事項：")) (say(&question.title)) } }
            @for note in &finding.notes { p { (say(note)) } }
            p.because {
                (code(&finding.rule))
                @if !finding.path.is_empty() { " · " (code(&finding.path)) }
                " · " (clean(&finding.at.file)) ":" (finding.at.line)
            }
            @for citation in &finding.citations { p.because { (say(&citation.words())) } }
        }
    }
}

/// What has to be known before all is decided, with what waits for it.
fn needed(findings: &[&Finding]) -> Markup {
    let mut all: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in
        findings.iter().filter(|one| one.outcome == FindingOutcome::Undetermined && one.aside.is_none())
    {
        for path in &finding.needs {
            all.entry(path).or_default().push(finding);
        }
    }
    html! {
        @if !all.is_empty() {
            section {
                h3 { (both("What is needed yet", "判定に必要な記載")) }
                table {
                    thead { tr {
                        th scope="col" { (both("Field", "項目")) }
                        th scope="col" { (both("Waited for by", "これを待つ規則")) }
                    } }
                    tbody {
                        @for (path, waiting) in &all {
                            tr {
                                th scope="row" { (code(path)) }
                                td { @for one in waiting { div { (say(one.heading.as_ref().unwrap_or(&one.title))) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The amounts, those that break a bound first.
fn amounts(at: usize, all: &[Amount], waived: &BTreeSet<&str>) -> Markup {
    let mut all: Vec<&Amount> = all.iter().collect();
    all.sort_by_key(|one| one.limits.iter().all(|limit| limit.holds));
    html! {
        @if !all.is_empty() {
            section {
                h3 { (both("Amounts beside their bounds", "金額等と限度")) }
                @for (index, one) in all.iter().enumerate() {
                    @let id = format!("amount-{at}-{index}");
                    @let holds = one.limits.iter().all(|limit| limit.holds);
                    figure {
                        figcaption id=(id) {
                            strong { (say(&one.name)) ": " (say(&one.shown)) }
                            @for limit in &one.limits {
                                ", " (say(&limit.words)) " "
                                @if limit.holds { span.pass { (both("(met)", "（適合）")) } }
                                @else if waived.contains(one.rule.as_str()) { (both("(waived)", "（適用除外）")) }
                                @else { span.fail { (both("(not met)", "（未達）")) } }
                            }
                            " " (code(&one.rule))
                        }
                        (bullet(&Bullet {
                            value: &one.value,
                            limits: one.limits.iter().map(|limit| (&limit.value, limit.lower)).collect(),
                            holds,
                        }, &id))
                    }
                }
            }
        }
    }
}

/// The money of the years, all on one scale.
fn years(at: usize, all: &[Year]) -> Markup {
    let most = all.iter().flat_map(|year| &year.bars).map(|bar| &bar.amount).max().cloned();
    let most = most.filter(|most| !most.is_zero() && !most.is_negative()).unwrap_or(Num::Int(1));
    html! {
        @if !all.is_empty() {
            section {
                h3 { (both("The money of each year", "各年度の金額")) }
                @for (index, year) in all.iter().enumerate() {
                    h4 { (say(&year.list)) " " (say(&year.year)) }
                    @for (place, bar) in year.bars.iter().enumerate() {
                        @let id = format!("year-{at}-{index}-{place}");
                        figure {
                            figcaption id=(id) {
                                (say(&bar.name)) ": " (say(&bar.shown))
                                @if let Some((name, _, shown)) = &bar.part {
                                    ", " (both("of which ", "うち")) (say(name)) ": " (say(shown))
                                }
                            }
                            (stack(&bar.amount, bar.part.as_ref().map(|(_, part, _)| part), &most, &id))
                        }
                    }
                }
            }
        }
    }
}

fn reviewed(drawn: &Drawn) -> Markup {
    html! {
        @if !drawn.reviewed.is_empty() {
            section {
                h3 { (both("Left to reviewers", "審査員が判断する項目")) }
                ul {
                    @for one in &drawn.reviewed {
                        li {
                            (say(&one.title))
                            @if !one.missing.is_empty() {
                                " " span.open { (both("material missing: ", "資料不足：")) (code(&one.missing.join(", "))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn across(all: &[Finding]) -> Markup {
    html! {
        @if !all.is_empty() {
            section.part id="across" {
                h2 { (block(&Bilingual::new("All applications together", "申請全体"))) }
                div.body {
                    @for (index, finding) in all.iter().enumerate() { (self::finding(usize::MAX, index, finding)) }
                }
            }
        }
    }
}

fn of_rules(all: &[RuleDiagnostic]) -> Markup {
    html! {
        @if !all.is_empty() {
            section.part id="rules" {
                h2 { (block(&Bilingual::new("The rule files", "規則ファイル"))) }
                div.body {
                    @for one in all {
                        div.note.conflict {
                            p { (code(&one.code)) " " (say(&one.message)) }
                            @if let Some((place, _)) = one.labels.first() {
                                p.because { (clean(&place.file)) ":" (place.line) }
                            }
                            @if let Some(help) = &one.help { p { (say(help)) } }
                        }
                    }
                }
            }
        }
    }
}
