//! The rules, a chapter a kind.

use super::{cited, id_line, links, notes, own, part, written::written};
use crate::diag::{Bilingual, Severity};
use crate::page::{block, both, clean, say};
use crate::report::{LineKind, TextLine};
use crate::workbench::doc::graph::anchor;
use crate::workbench::doc::{Book, Rule, TestRow};
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
    let id = anchor("rule", &rule.name);
    html! {
        article.entry data-entry id=(id) {
            header {
                h3 { (block(&rule.title)) }
                div.id {
                    (id_line(&id, &rule.name))
                    @match rule.severity {
                        Severity::Error => span.tag.error { (both("binding", "必須")) },
                        _ => span.tag.advice { (both("advice", "助言")) },
                    }
                    @if rule.across { span.tag.across { (both("on all applications together", "申請全体")) } }
                }
            }
            div.columns {
                div.body {
                    (words(&rule.text))
                    (named(rule))
                    (conflicts(rule))
                    (questions(rule))
                    (notes(&rule.notes))
                    (written(&rule.written))
                    (tests(&rule.name, &rule.tests))
                }
                (margin(rule))
            }
        }
    }
}

/// What a rule or judgement says, line by line.
pub(super) fn words(lines: &[TextLine]) -> Markup {
    html! {
        ul.words {
            @for line in lines {
                @let deep = format!("d{}", line.depth.min(4));
                @match line.kind {
                    LineKind::Frame => li class=(deep) { (say(&line.text)) },
                    LineKind::Requirement => li class={ (deep) " must" } { (say(&bare(&line.text))) },
                    LineKind::Reading => li class=(deep) { div.note.reading { (say(&line.text)) } },
                }
            }
        }
    }
}

/// The text without the dash that a terminal shows.
fn bare(text: &Bilingual) -> Bilingual {
    let en = text.en.strip_prefix("- ").unwrap_or(&text.en);
    Bilingual::new(en, text.ja.strip_prefix('・').unwrap_or(&text.ja))
}

fn named(rule: &Rule) -> Markup {
    html! {
        @if !rule.named.is_empty() {
            div {
                h4 { (both("Where", "値")) }
                div.scroll {
                    table {
                        tbody {
                            @for one in &rule.named {
                                tr {
                                    th scope="row" { code { (clean(&one.name)) } }
                                    td { @for value in &one.values { div { (say(value)) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn conflicts(rule: &Rule) -> Markup {
    html! {
        @for (other, because) in &rule.conflicts {
            div.note.conflict {
                p {
                    strong { (both("Contradicts ", "矛盾する規則：")) }
                    a href={ "#" (other.anchor) } { (say(&other.title)) }
                }
                p.because { (say(because)) }
            }
        }
    }
}

fn questions(rule: &Rule) -> Markup {
    html! {
        @if !rule.questions.is_empty() {
            div.note.question {
                h4 { (both("Open questions", "照会事項")) }
                (links(&rule.questions))
            }
        }
    }
}

fn tests(name: &str, all: &[TestRow]) -> Markup {
    html! {
        @if !all.is_empty() {
            details.brief {
                summary {
                    (both("Tests that name it", "これを確かめるテスト")) " " span.count { (all.len()) }
                }
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
                                    td { (say(&test.outcome)) }
                                    td { code { (clean(&test.at.words())) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn margin(rule: &Rule) -> Markup {
    html! {
    div.margin {
               dl {
                   div {
                       dt { (both("Comes from", "出典")) }
                       dd { (cited(&rule.citations)) (own(rule.own.as_ref())) }
                   }
                   div { dt { (both("Effect", "効果")) } dd { (say(&rule.weight)) } }
                   div { dt { (both("Validity", "有効期間")) } dd { (say(&rule.in_force)) } }
               }
           }
       }
}
