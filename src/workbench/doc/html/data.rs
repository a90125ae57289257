//! What the rules rest on: figures, derived values, the application, tables, documents.

use super::{cited, id_line, links, notes, part};
use crate::diag::Bilingual;
use crate::page::{block, both, clean, code, say};
use crate::workbench::doc::graph::anchor;
use crate::workbench::doc::{Book, Derived, Enum, Figure, Record, Source, Table};
use maud::{Markup, html};

pub(super) fn values(book: &Book) -> Markup {
    let any = !(book.figures.is_empty() && book.derived.is_empty());
    let all = any.then(|| {
        html! {
            @for one in &book.figures { (figure(one)) }
            @for one in &book.derived { (derived(one)) }
        }
    });
    part("values", "Figures and derived values", "数値・導出値", None, all)
}

fn figure(one: &Figure) -> Markup {
    let id = anchor("figure", &one.name);
    html! {
           article.entry data-entry id=(id) {
               h3 { (code(&one.name)) }
               div.columns {
                   div.body {
                       ul.words { @for value in &one.values { li { (say(value)) } } }
                       (notes(&one.notes))
                       (read_by(&one.read_by))
                   }
    div.margin { (stands_at(&one.at.words())) }
               }
           }
       }
}

fn derived(one: &Derived) -> Markup {
    let id = anchor("derived", &one.name);
    html! {
           article.entry data-entry id=(id) {
               h3 { (code(&one.name)) }
               div.columns {
                   div.body {
                       ul.words { li { (say(&one.value)) } }
                       (notes(&one.notes))
                       (read_by(&one.read_by))
                   }
    div.margin {
                       dl { div { dt { (both("A value of", "対象")) } dd { (say(&one.of)) } } }
                       (stands_at(&one.at.words()))
                   }
               }
           }
       }
}

fn stands_at(place: &str) -> Markup {
    html! { dl { div { dt { (both("Stands at", "記載箇所")) } dd { code { (clean(place)) } } } } }
}

fn read_by(all: &[super::Link]) -> Markup {
    html! {
        @if !all.is_empty() { div { h4 { (both("Rules that rest on it", "これを用いる規則")) } (links(all)) } }
    }
}

pub(super) fn records(book: &Book) -> Markup {
    let any = !(book.records.is_empty() && book.enums.is_empty());
    let all = any.then(|| {
        html! {
            @for one in &book.records { (record(one)) }
            @for one in &book.enums { (words(one)) }
        }
    });
    let intro = Bilingual::new(
        "A key may be written by its name, its label in either language, or another spelling.",
        "項目名は、識別名・英語または日本語の表示名・別表記のいずれでも記入できます。",
    );
    part("application", "The application", "申請書の構成", Some(intro), all)
}

fn record(one: &Record) -> Markup {
    let id = anchor("record", &one.name);
    html! {
        article.entry data-entry id=(id) {
            header { h3 { (block(&one.label)) } div.id { (id_line(&id, &one.name)) } }
            (notes(&one.notes))
            div.scroll tabindex="0" role="group" aria-label=(clean(&one.name)) {
                table {
                    thead { tr {
                        th scope="col" { (both("Field", "項目")) }
                        th scope="col" { (both("What may be written", "記入する内容")) }
                        th scope="col" { (both("Required", "必須")) }
                        th scope="col" { (both("Read by", "用いる規則")) }
                    } }
                    tbody {
                        @for field in &one.fields {
                            tr id=(field.anchor) {
                                th scope="row" {
                                    (block(&field.label)) br; (code(&field.name))
                                    @if !field.aka.is_empty() {
                                        br; span.blank { (both("also: ", "別表記：")) (clean(&field.aka.join(", "))) }
                                    }
                                }
                                td {
                                    @match &field.more {
                                        Some(more) => a href={ "#" (more) } { (say(&field.kind)) },
                                        None => (say(&field.kind)),
                                    }
                                }
                                td {
                                    @if field.optional { span.blank { (both("optional", "任意")) } }
                                    @else { (both("required", "必須")) }
                                }
                                td {
                                    @if field.read_by.is_empty() { span.blank { "–" } }
                                    @else { (links(&field.read_by)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn words(one: &Enum) -> Markup {
    let id = anchor("enum", &one.name);
    html! {
        article.entry data-entry id=(id) {
            header { h3 { (code(&one.name)) } div.id { (both("one of these words", "次の語のいずれか")) } }
            (notes(&one.notes))
            div.scroll tabindex="0" role="group" aria-label=(clean(&one.name)) {
                table {
                    thead { tr {
                        th scope="col" { (both("Word", "語")) }
                        th scope="col" { (both("Meaning", "表示名")) }
                        th scope="col" { (both("Other spellings", "別表記")) }
                    } }
                    tbody {
                        @for (name, label, aka) in &one.words {
                            tr {
                                th scope="row" { (code(name)) }
                                td { (block(label)) }
                                td { @if aka.is_empty() { span.blank { "–" } } @else { (clean(&aka.join(", "))) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn tables(book: &Book) -> Markup {
    let all = (!book.tables.is_empty()).then(|| html! { @for one in &book.tables { (table(one)) } });
    part("tables", "Tables", "表", None, all)
}

fn table(one: &Table) -> Markup {
    let id = anchor("table", &one.name);
    html! {
           article.entry data-entry id=(id) {
               header { h3 { (block(&one.label)) } div.id { (id_line(&id, &one.name)) code { (clean(&one.file)) } } }
               div.columns {
                   div.body {
                       (notes(&one.notes))
                       details {
                           summary { (both("Rows", "行")) " " span.count { (one.rows.len()) } }
                           div.scroll tabindex="0" role="group" aria-label=(clean(&one.name)) { (rows(one)) }
                       }
                   }
                   @if !one.citations.is_empty() {
    div.margin {
                           dl { div { dt { (both("Comes from", "出典")) } dd { (cited(&one.citations)) } } }
                       }
                   }
               }
           }
       }
}

fn rows(one: &Table) -> Markup {
    html! {
        table {
            thead { tr {
                @for column in &one.columns {
                    th.number[column.number] scope="col" { (block(&column.label)) br; (code(&column.name)) }
                }
            } }
            tbody {
                @for row in &one.rows {
                    tr {
                        @for (cell, column) in row.iter().zip(&one.columns) {
                            td.number[column.number] {
                                @match cell {
                                    Some(value) => (block(value)),
                                    None => span.blank { "–" },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn sources(book: &Book) -> Markup {
    let all = (!book.sources.is_empty()).then(|| html! { @for one in &book.sources { (source(one)) } });
    part("sources", "Documents", "出典資料", None, all)
}

fn source(one: &Source) -> Markup {
    let id = anchor("source", &one.name);
    html! {
        article.entry data-entry id=(id) {
            header {
                h3 { (block(&one.title)) }
                div.id {
                    (id_line(&id, &one.name))
                    @if let Some(author) = &one.author { span { (say(author)) } }
                    @if let Some(date) = &one.date { span { (clean(date)) } }
                    @if let Some(file) = &one.file { code { (clean(file)) } }
                }
            }
            @if !one.cited.is_empty() {
                div.scroll tabindex="0" role="group" aria-label=(clean(&one.name)) {
                    table {
                        thead { tr {
                            th scope="col" { (both("Heading", "見出し")) }
                            th scope="col" { (both("What rests on it", "これに基づくもの")) }
                        } }
                        tbody {
                            @for (heading, citing) in &one.cited {
                                tr { th scope="row" { (clean(heading)) } td { (links(citing)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
