//! Texts of a page: both languages stand in it, and the style sheet shows the one that the reader chose.

use crate::diag::Bilingual;
use crate::text::one_line;
use maud::{Markup, html};

/// A text without characters that turn the order of others, act on a terminal or may not stand in a page.
pub fn clean(text: &str) -> String {
    one_line(text)
}

/// A text; where both languages are shown, one after the other.
pub fn say(text: &Bilingual) -> Markup {
    spans(text, "")
}

/// A text; where both languages are shown, each on lines of its own.
pub fn block(text: &Bilingual) -> Markup {
    spans(text, " own-line")
}

/// A text from its two languages.
pub fn both(en: &str, ja: &str) -> Markup {
    say(&Bilingual::new(en, ja))
}

fn spans(text: &Bilingual, class: &str) -> Markup {
    html! {
        @if text.en == text.ja {
            (clean(&text.en))
        } @else {
            span class={ "en" (class) } lang="en" { (clean(&text.en)) }
            " "
            span class={ "ja" (class) } lang="ja" { (clean(&text.ja)) }
        }
    }
}

/// A name as it is written in a file.
pub fn code(name: &str) -> Markup {
    html! { code { (clean(name)) } }
}

/// Lines for each language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Both<T> {
    /// English.
    pub en: T,
    /// Japanese.
    pub ja: T,
}

/// A text in lines of at most so many columns; a character of Japanese takes two. What does not fit into so many lines
/// ends with an ellipsis.
pub fn wrapped(text: &Bilingual, columns: usize, most: usize) -> Both<Vec<String>> {
    Both { en: lines(&text.en, columns, most), ja: lines(&text.ja, columns, most) }
}

fn lines(text: &str, columns: usize, most: usize) -> Vec<String> {
    let options = textwrap::Options::new(columns)
        .word_separator(textwrap::WordSeparator::UnicodeBreakProperties)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    let text = clean(text);
    let mut out: Vec<String> =
        textwrap::wrap(&text, options).into_iter().map(|line| line.into_owned()).collect();
    if out.len() > most {
        out.truncate(most);
        if let Some(last) = out.last_mut() {
            while textwrap::core::display_width(last) >= columns && last.pop().is_some() {}
            last.push('…');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_in_both_languages() {
        let text = Bilingual::new(
            "Local actors bear at least half of the national expenditure",
            "事業管理費の地域負担分は事業管理費の総額以下とする",
        );
        let both = wrapped(&text, 20, 2);
        for line in both.en.iter().chain(&both.ja) {
            assert!(textwrap::core::display_width(line) <= 21, "{line}");
        }
        assert_eq!((both.en.len(), both.ja.len()), (2, 2));
        assert!(both.en.last().unwrap().ends_with('…'));
    }
}
