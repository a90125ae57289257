//! The rules, a chapter a kind.

use super::{cited, id_line, links, notes, own, part, written::written};
use crate::diag::{Bilingual, Severity};
use crate::eval::Outcome;
use crate::page::{self, block, both, clean, code, number_line, say};
use crate::report::{Said, SaidKind};
use crate::suite::coverage::{Goal, OwnerCoverage, Shown};
use crate::workbench::doc::graph::anchor;
use crate::workbench::doc::{Book, Link, Rule};
use crate::workbench::explain::{
    Contradiction, Example, Explained, FactKind, NumberLine, OpenQuestion, TestLook, Word, axis, called,
    example_words, in_words, said_words, trial_words, zone_words,
};
use maud::{Markup, html};

pub(super) fn chapters(book: &Book) -> Markup {
    html! {
        @for chapter in &book.rules {
            (part(chapter.anchor, &chapter.title.en, &chapter.title.ja, None, Some(html! {
                @for one in &chapter.rules { (rule(one)) }
            })))
        }
    }
}

fn rule(rule: &Rule) -> Markup {
    let page = &rule.page;
    let id = anchor("rule", &page.name);
    html! {
        article.entry data-entry id=(id) {
            header {
                h3 { (block(&page.title)) }
                div.id {
                    (id_line(&id, &page.name))
                    @match rule.severity {
                        Severity::Error => span.tag.error { (both("binding", "必須")) },
                        _ => span.tag.advice { (both("advice", "助言")) },
                    }
                    @if rule.across { span.tag.across { (both("on all applications together", "申請全体")) } }
                }
            }
            div.columns {
                div.body {
                    (words(&page.says))
                    (lines(&page.name, &page.lines))
                    (named(&page.words))
                    (conflicts(&page.conflicts))
                    (questions(&page.questions))
                    (notes(&rule.notes))
                    (examples(&page.examples))
                    (written(&rule.written))
                    (rule.shown.as_ref().map_or_else(|| html! {}, |shown| coverage(&page.name, shown)))
                    (tests(&page.name, &page.tests))
                }
                (margin(page, rule.shown.as_ref()))
            }
        }
    }
}

/// What a rule or judgement says: each sentence, and under it what stands under it.
pub(super) fn words(all: &[Said]) -> Markup {
    html! {
        @if !all.is_empty() {
            ul.words {
                @for said in all {
                    @let class = match said.kind {
                        SaidKind::Requires => "must",
                        SaidKind::OtherReading => "reading",
                        _ => "frame",
                    };
                    li class=(class) {
                        span { (say(&said_words(said))) }
                        @if !said.citations.is_empty() { div.margin { (cited(&said.citations)) } }
                        (words(&said.inside))
                    }
                }
            }
        }
    }
}

/// The number lines of a rule, each with the same in words.
fn lines(name: &str, all: &[NumberLine]) -> Markup {
    html! {
        @if !all.is_empty() {
            div.figures {
                @for (at, line) in all.iter().enumerate() {
                    @let id = format!("line-{name}-{at}");
                    figure {
                        p.axis { (say(&axis(line))) }
                        (number_line(&drawn(line), &id))
                        figcaption.unseen id=(id) {
                            (say(&axis(line))) ": "
                            @for words in in_words(line) { span { (say(&words)) "; " } }
                        }
                    }
                }
            }
        }
    }
}

fn drawn(line: &NumberLine) -> page::NumberLine {
    page::NumberLine {
        ticks: line.ticks.iter().map(|tick| (tick.words.clone(), tick.passes)).collect(),
        zones: line.zones.iter().map(|passes| (zone_words(line.role, *passes), *passes)).collect(),
    }
}

fn named(all: &[Word]) -> Markup {
    html! {
        @if !all.is_empty() {
            div {
                h4 { (both("Where", "値")) }
                div.scroll { table { tbody {
                    @for one in all {
                        tr {
                            th scope="row" { (say(&called(&one.name, &one.label))) }
                            td.figure {
                                @for value in &one.values { div { (say(&value.dated())) } }
                                @if let Some(meaning) = &one.meaning { (say(meaning)) }
                            }
                        }
                    }
                } } }
            }
        }
    }
}

fn conflicts(all: &[Contradiction]) -> Markup {
    html! {
        @for other in all {
            div.note.conflict {
                h4 { (both("Contradicts", "矛盾する規則")) }
                p { a href={ "#" (anchor("rule", &other.rule)) } { (say(&other.title)) } }
                p.because { (say(&other.because)) }
            }
        }
    }
}

pub(super) fn questions(all: &[OpenQuestion]) -> Markup {
    let all: Vec<Link> = all
        .iter()
        .map(|one| Link {
            anchor: anchor("question", &one.name),
            name: one.name.clone(),
            title: one.title.clone(),
        })
        .collect();
    html! {
        @if !all.is_empty() {
            div.note.question { h4 { (both("Open questions", "照会事項")) } (links(&all)) }
        }
    }
}

/// Values at the bounds, each with what becomes of it.
fn examples(all: &[Example]) -> Markup {
    html! {
        @if !all.is_empty() {
            details {
                summary { (both("Values at the bounds", "境界の値")) " " span.count { (all.len()) } }
                @for example in all {
                    div.scroll {
                        table {
                            caption { (say(&example_words(example))) }
                            thead { tr {
                                th.number scope="col" { (both("Value", "値")) }
                                th scope="col" { (both("Outcome", "結果")) }
                            } }
                            tbody {
                                @for trial in &example.trials {
                                    @let class = match trial.outcome {
                                        Outcome::Pass => "pass",
                                        Outcome::Fail | Outcome::Contested => "fail",
                                        _ => "open",
                                    };
                                    tr {
                                        td.number { (say(&trial.value)) }
                                        td { strong class=(class) { (say(&trial_words(trial))) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn tests(name: &str, all: &[TestLook]) -> Markup {
    html! {
        @if all.is_empty() {
            p.note { (both("No test looks at it.", "これを確かめるテストはありません。")) }
        } @else {
            details.brief {
                summary { (both("Tests that look at it", "これを確かめるテスト")) " " span.count { (all.len()) } }
                div.scroll tabindex="0" role="group" aria-label=(clean(name)) {
                    table {
                        thead { tr {
                            th scope="col" { (both("Example", "例")) }
                            th scope="col" { (both("Outcome", "結果")) }
                            th scope="col" { (both("Stands at", "記載箇所")) }
                        } }
                        tbody {
                            @for test in all {
                                tr {
                                    td { (clean(&test.name)) }
                                    td {
                                        (say(&test.expects))
                                        @if !test.met {
                                            " " strong.fail { (both("(does not come out so)", "（期待どおりでない）")) }
                                        }
                                    }
                                    td { (code(&test.at.words())) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn margin(page: &Explained, shown: Option<&OwnerCoverage>) -> Markup {
    let heads = |kind: FactKind| match kind {
        FactKind::Severity => Some(Bilingual::new("Effect", "効果")),
        FactKind::Validity => Some(Bilingual::new("Validity", "有効期間")),
        _ => None,
    };
    html! {
        div.margin {
            dl {
                div { dt { (both("Comes from", "出典")) } dd { (cited(&page.citations)) (own(page.own.as_ref())) } }
                @for fact in &page.facts {
                    @if let Some(head) = heads(fact.kind) { div { dt { (say(&head)) } dd { (say(&fact.text)) } } }
                }
                @if let Some(shown) = shown {
                    div { dt { (both("Shown by tests", "テストでの確認")) } dd { (share(shown)) } }
                }
            }
        }
    }
}

/// How much of what is asked of the tests they have shown.
fn share(shown: &OwnerCoverage) -> Markup {
    let (reached, asked) = (shown.reached(), shown.asked());
    let class = if reached == asked { "pass" } else { "open" };
    html! {
        span class=(class) {
            (say(&Bilingual::new(format!("{reached} of {asked} cases"), format!("{asked}件中{reached}件"))))
        }
    }
}

/// What the tests have shown of each condition and bound.
fn coverage(name: &str, shown: &OwnerCoverage) -> Markup {
    let heads = |goals: [Goal; 3]| {
        html! {
            thead { tr {
                th scope="col" { (both("Part", "部分")) }
                @for goal in goals { th scope="col" { (say(&goal.words())) } }
            } }
        }
    };
    html! {
        details.brief {
            summary {
                (both("What tests have shown of it", "テストで確認された場合"))
                " " span.count { (shown.reached()) " / " (shown.asked()) }
            }
            div.scroll tabindex="0" role="group" aria-label={ (clean(name)) ": coverage" } {
                @if !shown.conditions.is_empty() {
                    table.coverage {
                        (heads([Goal::Pass, Goal::Fail, Goal::Undetermined]))
                        tbody {
                            @for one in &shown.conditions {
                                tr { th scope="row" { (code(&one.condition.part)) } (cells(&one.shown)) }
                            }
                        }
                    }
                }
                @if !shown.bounds.is_empty() {
                    table.coverage {
                        (heads([Goal::Below, Goal::At, Goal::Above]))
                        tbody {
                            @for one in &shown.bounds {
                                tr { th scope="row" { (code(&one.part)) } (cells(&one.shown)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cells(shown: &Shown) -> Markup {
    html! {
        @for (asked, seen) in shown.asked.iter().zip(&shown.seen) {
            @match (asked, seen) {
                (false, _) => td { span.blank { (both("not asked", "対象外")) } },
                (true, true) => td.shown-full { (both("shown", "確認済み")) },
                (true, false) => td.shown-none { (both("no test", "テストなし")) },
            }
        }
    }
}
