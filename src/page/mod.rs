//! One self-contained HTML page: its shell, its texts in two languages, and the small figures that pages share.
//!
//! In: texts and figures. Out: markup that needs nothing from elsewhere. Everything that is printed goes through
//! [`clean`] and is escaped by maud: rules and proposals are untrusted text. A page runs one script and holds one
//! style sheet, both named by their hash in its Content-Security-Policy; so nothing that slips into it runs.

mod figures;
mod line;
mod words;

pub use figures::{Bullet, bullet, stack};
pub use line::{NumberLine, number_line};
pub use words::{Both, block, both, clean, code, say, wrapped};

use crate::diag::{Bilingual, Lang};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What differs from page to page.
#[derive(Debug)]
pub struct Page<'a> {
    /// The title in the window.
    pub title: &'a Bilingual,
    /// The language that is chosen before the reader chooses.
    pub lang: Lang,
    /// What kind of page it is: a class of the body, for the style sheet.
    pub kind: &'static str,
    /// What stands above index and text: title and facts.
    pub head: Markup,
    /// The index beside the text.
    pub index: Markup,
    /// Whether entries can be searched.
    pub searchable: bool,
    /// The text.
    pub main: Markup,
}

/// The page as a file.
pub fn page(page: Page<'_>) -> String {
    let (lang, title) = match page.lang {
        Lang::En => ("en", [&page.title.en, &page.title.ja]),
        Lang::Ja => ("ja", [&page.title.ja, &page.title.en]),
    };
    let title = match title {
        [first, second] if first == second => clean(first),
        [first, second] => format!("{} / {}", clean(first), clean(second)),
    };
    let markup = html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(concat!("kisoku ", env!("CARGO_PKG_VERSION")));
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body class=(page.kind) {
                a.skip href="#main" { (both("skip to the text", "本文へ")) }
                (bar(&page))
                main id="main" {
                    (page.head)
                    div.sheet {
                        nav.index aria-labelledby="index-title" {
                            h2.index-title id="index-title" { (both("Contents", "目次")) }
                            (page.index)
                        }
                        div.text { (page.main) }
                    }
                }
                footer.colophon {
                    p {
                        (both("Made by Kisoku from the rule files; no part of it comes from elsewhere.",
                              "規則ファイルから Kisoku が作成。外部のものは一切読み込みません。"))
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    markup.into_string()
}

/// What the page may run and load: its own style and its own script.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// The bar at the top: the language, and the search.
fn bar(page: &Page<'_>) -> Markup {
    let choices = [("en", "English"), ("ja", "日本語"), ("both", "English + 日本語")];
    let chosen = match page.lang {
        Lang::En => "en",
        Lang::Ja => "ja",
    };
    html! {
        header.bar {
            fieldset.langs {
                legend.unseen { "Language / 言語" }
                @for (value, name) in choices {
                    label {
                        input type="radio" name="lang" id={ "lang-" (value) } value=(value) checked[value == chosen];
                        span { (name) }
                    }
                }
            }
            @if page.searchable {
                search.searchbox id="searchbox" hidden {
                    label for="search" { (both("Find", "検索")) }
                    input type="search" id="search" autocomplete="off" spellcheck="false";
                    output.found id="found" for="search" {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(text: &str) -> String {
        let title = Bilingual::same(text);
        page(Page {
            title: &title,
            lang: Lang::En,
            kind: "book",
            head: html! {},
            index: html! {},
            searchable: true,
            main: html! { p { (say(&title)) } },
        })
    }

    #[test]
    fn a_text_never_becomes_markup() {
        let page = sample("</title><script>alert(1)</script>\u{202e}\u{1b}[31m\0");
        assert_eq!(page.matches("<script>").count(), 1, "only the page's own");
        assert!(page.contains("&lt;script&gt;alert(1)"));
        assert!(!page.contains(['\u{202e}', '\u{1b}', '\0']));
    }

    #[test]
    fn nothing_is_loaded_and_nothing_inline_is_styled() {
        let page = sample("x");
        assert!(page.contains("default-src 'none'"));
        for outside in ["src=", "href=\"http", "url(", "@import", " style="] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
