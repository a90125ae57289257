//! The rule book as a page: head, index, chapters. Each kind of entry has a file of its own.

mod data;
mod drawing;
mod open;
mod rules;
mod written;

use super::model::{Book, Link};
use crate::diag::{Bilingual, Lang};
use crate::page::{Page, block, both, clean, code, page, say};
use crate::report::Citation;
use maud::{Markup, html};

/// The page of a book. `lang` is the language that it opens in.
pub fn html(book: &Book, lang: Lang) -> String {
    let title = Bilingual::new(format!("{} – rule book", book.title.en), format!("{} 規則集", book.title.ja));
    page(Page {
        title: &title,
        lang,
        kind: "book",
        head: head(book),
        index: contents(book),
        searchable: true,
        main: html! {
            (rules::chapters(book))
            (open::judgements(book))
            (open::questions(book))
            (data::values(book))
            (data::records(book))
            (data::tables(book))
            (open::scorecards(book))
            (drawing::drawing_part(book))
            (data::sources(book))
        },
    })
}

/// The page that leads to the books; each stands beside it in a file of its own.
pub fn index(books: &[(String, Book)], lang: Lang) -> String {
    let title = Bilingual::new("Rule books", "規則集の一覧");
    page(Page {
        title: &title,
        lang,
        kind: "books",
        head: html! { div.head { h1 { (block(&title)) } } },
        index: html! {
            ol {
                @for (file, book) in books { li { a href=(href(file)) { (say(&book.title)) } } }
            }
        },
        searchable: true,
        main: html! {
            @for (file, book) in books {
                article.entry data-entry id={ "book-" (book.id) } {
                    h2 { a href=(href(file)) { (block(&book.title)) } }
                    div.id { (code(&book.id)) }
                    p { (say(&book.authority)) }
                    p.eyebrow { (counts(book)) }
                }
            }
        },
    })
}

/// A link to a file beside the page; its name is percent-encoded where a URL needs it.
fn href(file: &str) -> String {
    let mut out = String::from("./");
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn counts(book: &Book) -> Markup {
    let rules: usize = book.rules.iter().map(|chapter| chapter.rules.len()).sum();
    let (judgements, questions) = (book.judgements.len(), book.questions.len());
    say(&Bilingual::new(
        format!("{rules} rules, {judgements} judgements, {questions} open questions"),
        format!("規則{rules}件、審査員の判断{judgements}件、照会事項{questions}件"),
    ))
}

fn head(book: &Book) -> Markup {
    html! {
        div.head {
            p.eyebrow { (both("Rule book", "規則集")) " · " (code(&book.id)) }
            h1 { (block(&book.title)) }
            dl.facts {
                @if !book.authority.en.is_empty() {
                    div { dt { (both("Authority", "所管")) } dd { (say(&book.authority)) } }
                }
                div { dt { (both("Validity", "有効期間")) } dd { (say(&book.in_force)) } }
                @if let Some(field) = &book.dated_by {
                    div { dt { (both("Applications are dated by", "申請の基準日を定める欄")) } dd { (say(field)) } }
                }
                @if !book.uses.is_empty() {
                    div {
                        dt { (both("Uses tables and figures of", "表や数値を参照する規則集")) }
                        dd { @for id in &book.uses { (code(id)) " " } }
                    }
                }
                div { dt { (both("Contains", "内容")) } dd { (counts(book)) } }
            }
            p.lead {
                (both(
                    "Each rule stands here in plain words that are made from the rule itself, beside the text that is \
                     applied and the place in the documents that it comes from.",
                    "各規則について、規則そのものから作成した平易な説明、実際に適用される記述、根拠となる資料の箇所を示します。",
                ))
            }
        }
    }
}

fn contents(book: &Book) -> Markup {
    let part = |anchor: &str, en: &str, ja: &str, links: Vec<(String, Markup)>| -> Markup {
        html! {
            @if !links.is_empty() {
                li {
                    a.chapter href={ "#" (anchor) } { (both(en, ja)) " " span.count { (links.len()) } }
                    ol { @for (to, text) in &links { li { a href={ "#" (to) } { (text) } } } }
                }
            }
        }
    };
    let named = |group: &str, name: &str| (super::graph::anchor(group, name), code(name));
    let titled = |group: &str, name: &str, title: &Bilingual| (super::graph::anchor(group, name), say(title));
    let values = book.figures.iter().map(|one| titled("figure", &one.name, &one.label));
    let values = values.chain(book.derived.iter().map(|one| titled("derived", &one.name, &one.label)));
    let records = book.records.iter().map(|one| titled("record", &one.name, &one.label));
    let records = records.chain(book.enums.iter().map(|one| named("enum", &one.name)));
    html! {
        ol {
            @for chapter in &book.rules {
                (part(chapter.anchor, &chapter.title.en, &chapter.title.ja, chapter.rules.iter()
                    .map(|rule| (super::graph::anchor("rule", &rule.page.name), say(&rule.page.title))).collect()))
            }
            (part("judgements", "Left to reviewers", "審査員の判断", book.judgements.iter()
                .map(|one| (super::graph::anchor("judgement", &one.name), say(&one.title))).collect()))
            (part("questions", "Open questions", "照会事項", book.questions.iter()
                .map(|one| (super::graph::anchor("question", &one.name), say(&one.title))).collect()))
            (part("values", "Figures and derived values", "数値・導出値", values.collect()))
            (part("application", "The application", "申請書の構成", records.collect()))
            (part("tables", "Tables", "表", book.tables.iter().map(|one| titled("table", &one.name, &one.label)).collect()))
            (part("scorecards", "Scorecards", "採点表", book.scorecards.iter()
                .map(|one| (super::graph::anchor("scorecard", &one.name), say(&one.title))).collect()))
            @if !book.graph.edges.is_empty() {
                li { a.chapter href="#graph" { (both("What hangs together", "関係図")) } }
            }
            (part("sources", "Documents", "出典資料", book.sources.iter()
                .map(|one| (super::graph::anchor("source", &one.name), say(&one.title))).collect()))
        }
    }
}

/// A part of the book with its heading; nothing where it is empty.
fn part(anchor: &str, en: &str, ja: &str, intro: Option<Bilingual>, entries: Option<Markup>) -> Markup {
    html! {
        @if let Some(entries) = entries {
            section.part id=(anchor) data-group {
                h2 { (block(&Bilingual::new(en, ja))) }
                @if let Some(intro) = intro { p.intro { (say(&intro)) } }
                (entries)
            }
        }
    }
}

/// Links to other entries, as a list.
fn links(all: &[Link]) -> Markup {
    html! {
        ul.links { @for link in all { li { a href={ "#" (link.anchor) } { (say(&link.title)) } } } }
    }
}

/// Where something comes from: the document, the heading, a few words of it.
fn cited(citations: &[Citation]) -> Markup {
    html! {
        @for citation in citations {
            div {
                a.source href={ "#" (super::graph::anchor("source", &citation.source)) } { (say(&citation.title)) }
                (clean(&citation.at))
                @if let Some(says) = &citation.says { br; q { (clean(says)) } }
            }
        }
    }
}

/// Why something is the keeper's own and not the authority's.
fn own(because: Option<&Bilingual>) -> Markup {
    html! {
        @if let Some(because) = because {
            div {
                span.source { (both("The keeper's own rule", "規則の管理者が独自に設けた規則")) }
                (say(because))
            }
        }
    }
}

/// What the author noted above a declaration.
fn notes(lines: &[String]) -> Markup {
    html! { @if !lines.is_empty() { p.note { (clean(&lines.join(" "))) } } }
}

/// The name of an entry, linking to itself.
fn id_line(anchor: &str, name: &str) -> Markup {
    html! { a href={ "#" (anchor) } { (code(name)) } }
}
