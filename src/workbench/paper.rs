//! Lines for a terminal: headings and wrapped, indented paragraphs in one language.

use crate::diag::{Bilingual, Lang};
use crate::report::one_line;

/// A text in the making.
pub(super) struct Paper {
    lang: Lang,
    width: usize,
    text: String,
}

impl Paper {
    /// An empty one; no line gets wider than `width` where its words allow.
    pub(super) fn new(lang: Lang, width: usize) -> Self {
        Paper { lang, width: width.max(20), text: String::new() }
    }

    /// A line at the margin, as it is.
    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(&one_line(text));
        self.text.push('\n');
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A heading in the language of the text.
    pub(super) fn heading(&mut self, en: &str, ja: &str) {
        self.gap();
        let text = Bilingual::new(en, ja);
        let text = text.get(self.lang).to_owned();
        self.line(&text);
    }

    /// A paragraph, indented by so many columns; further lines by two more where it is an item of a list.
    pub(super) fn paragraph(&mut self, indent: usize, text: &Bilingual) {
        let text = one_line(text.get(self.lang));
        let hanging = usize::from(text.starts_with("- ") || text.starts_with('・')).saturating_mul(2);
        let first = " ".repeat(indent);
        let rest = " ".repeat(indent.saturating_add(hanging));
        let wrap = textwrap::Options::new(self.width)
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .word_separator(textwrap::WordSeparator::UnicodeBreakProperties)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
        self.text.push_str(&textwrap::fill(&text, wrap));
        self.text.push('\n');
    }

    /// An item of a list: `- …`, ・….
    pub(super) fn item(&mut self, indent: usize, text: &Bilingual) {
        self.say(indent, format!("- {}", text.en), format!("・{}", text.ja));
    }

    /// A line of a drawing, which is neither wrapped nor looked at: what it is made of has been.
    pub(super) fn drawn(&mut self, indent: usize, row: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(row.trim_end());
        self.text.push('\n');
    }

    /// The same from two texts.
    pub(super) fn say(&mut self, indent: usize, en: impl Into<String>, ja: impl Into<String>) {
        self.paragraph(indent, &Bilingual::new(en, ja));
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// A text for Markdown, with what that would take for marks made plain.
pub(super) fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
