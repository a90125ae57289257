//! What people decide: judgements, scorecards, and the questions to the authority.

use super::rules::{questions as about_it, words};
use super::{cited, id_line, links, own, part};
use crate::diag::Bilingual;
use crate::page::{block, both, clean, say};
use crate::workbench::doc::graph::anchor;
use crate::workbench::doc::{Book, Link, Scorecard};
use crate::workbench::explain::Explained;
use maud::{Markup, html};

pub(super) fn judgements(book: &Book) -> Markup {
    let intro = Bilingual::new(
        "No program decides these. It only sees whether the material is there.",
        "これらはプログラムでは判定しません。必要な資料の有無だけを確認します。",
    );
    let all = (!book.judgements.is_empty()).then(|| {
        html! { @for one in &book.judgements { (judgement(one)) } }
    });
    part("judgements", "Left to reviewers", "審査員の判断", Some(intro), all)
}

fn judgement(one: &Explained) -> Markup {
    let id = anchor("judgement", &one.name);
    html! {
        article.entry data-entry id=(id) {
            header { h3 { (block(&one.title)) } div.id { (id_line(&id, &one.name)) } }
            div.columns {
                div.body { (words(&one.says)) (about_it(&one.questions)) }
                (comes_from(one))
            }
        }
    }
}

fn comes_from(one: &Explained) -> Markup {
    html! {
        @if !one.citations.is_empty() || one.own.is_some() {
            div.margin {
                dl { div {
                    dt { (both("Comes from", "出典")) }
                    dd { (cited(&one.citations)) (own(one.own.as_ref())) }
                } }
            }
        }
    }
}

pub(super) fn questions(book: &Book) -> Markup {
    let intro = Bilingual::new(
        format!("What the documents leave open or say in two ways. To ask: {}.", book.authority.en),
        format!("資料に定めがないか、二通りに読める点です。照会先：{}", book.authority.ja),
    );
    let all = (!book.questions.is_empty()).then(|| html! { @for one in &book.questions { (question(one)) } });
    part("questions", "Open questions", "照会事項", Some(intro), all)
}

fn question(one: &Explained) -> Markup {
    let id = anchor("question", &one.name);
    let about = one.used_by.iter().map(|other| Link {
        anchor: anchor(other.kind.word(), &other.name),
        name: other.name.clone(),
        title: other.title.clone(),
    });
    let about: Vec<Link> = about.collect();
    html! {
        article.entry data-entry id=(id) {
            header { h3 { (block(&one.title)) } div.id { (id_line(&id, &one.name)) } }
            div.columns {
                div.body {
                    @for fact in &one.facts { p { (block(&fact.text)) } }
                    @if !about.is_empty() { div { h4 { (both("About", "関係する規則")) } (links(&about)) } }
                }
                (comes_from(one))
            }
        }
    }
}

pub(super) fn scorecards(book: &Book) -> Markup {
    let all =
        (!book.scorecards.is_empty()).then(|| html! { @for one in &book.scorecards { (scorecard(one)) } });
    part("scorecards", "Scorecards", "採点表", None, all)
}

fn scorecard(one: &Scorecard) -> Markup {
    let id = anchor("scorecard", &one.name);
    let points = |points: Option<u32>| {
        html! {
            @match points {
                Some(points) => (points),
                None => span.blank { (both("not said", "記載なし")) },
            }
        }
    };
    html! {
           article.entry data-entry id=(id) {
               header { h3 { (block(&one.title)) } div.id { (id_line(&id, &one.name)) } }
               div.columns {
                   div.body { div.scroll tabindex="0" role="group" aria-label=(clean(&one.name)) {
                       table {
                           thead { tr {
                               th scope="col" { (both("No.", "番号")) }
                               th scope="col" { (both("Criterion", "項目")) }
                               th.number scope="col" { (both("Points", "配点")) }
                           } }
                           @for section in &one.sections {
                               tbody {
                                   tr {
                                       th scope="row" { strong { (clean(&section.id)) } }
                                       td { strong { (say(&section.title)) } }
                                       td.number { strong { (points(section.points)) } }
                                   }
                                   @for (id, title, of) in &section.items {
                                       tr {
                                           th scope="row" { (clean(id)) }
                                           td { (say(title)) }
                                           td.number { (points(*of)) }
                                       }
                                   }
                               }
                           }
                           @if let Some(total) = one.total {
                               tfoot { tr {
                                   th scope="row" { (both("Total", "合計")) }
                                   td {}
                                   td.number { strong { (total) } }
                               } }
                           }
                       }
                   } }
    div.margin {
                       dl { div { dt { (both("Comes from", "出典")) } dd { (cited(&one.citations)) } } }
                   }
               }
           }
       }
}
