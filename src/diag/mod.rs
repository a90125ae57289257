//! Diagnostics as data: what is wrong, where, and what to do, in both languages.
//!
//! A diagnostic is about a rule file or about a proposal's shape; how it is drawn is decided in `report`. Each
//! has a stable code; the one table of codes is [`codes`].

mod catalogue;
pub mod codes;

pub use catalogue::*;
pub use codes::Code;

use crate::text::Span;

/// A text in both languages. Every text that a user reads is one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Japanese.
    pub ja: String,
}

/// The language of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Bilingual {
    /// Both texts.
    pub fn new(en: impl Into<String>, ja: impl Into<String>) -> Self {
        Self { en: en.into(), ja: ja.into() }
    }

    /// One text that is the same in both languages: a name, a path.
    pub fn same(text: impl Into<String>) -> Self {
        let en: String = text.into();
        Self { ja: en.clone(), en }
    }

    /// The text in a language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }
}

/// How grave a diagnostic or a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Blocks: a rule file that cannot be used, a requirement that is not met.
    Error,
    /// Decides nothing by itself, and should not stay unseen.
    Warning,
    /// A hint.
    Advice,
}

impl Severity {
    /// The word of the wire formats.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// A marked place and what to say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there; may be empty for the primary label.
    pub text: Bilingual,
}

/// One thing that is wrong. Labels hold every place that plays a part, the primary one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// One sentence, lower-case start, no full stop.
    pub message: Bilingual,
    /// Places, the primary one first; empty only for what is about the run as a whole.
    pub labels: Vec<Label>,
    /// One repair, where there is one.
    pub help: Option<Bilingual>,
}

impl Diagnostic {
    /// An error with one place.
    pub fn error(code: Code, span: Span, message: Bilingual) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: Bilingual { en: short_quotes(message.en), ja: short_quotes(message.ja) },
            labels: vec![Label { span, text: Bilingual::default() }],
            help: None,
        }
    }

    /// A warning with one place.
    pub fn warning(code: Code, span: Span, message: Bilingual) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// An advice with one place.
    pub fn advice(code: Code, span: Span, message: Bilingual) -> Self {
        Self { severity: Severity::Advice, ..Self::error(code, span, message) }
    }

    /// Says something at the primary place.
    #[must_use]
    pub fn here(mut self, text: Bilingual) -> Self {
        if let Some(primary) = self.labels.first_mut() {
            primary.text = text;
        }
        self
    }

    /// Adds another place that plays a part.
    #[must_use]
    pub fn label(mut self, span: Span, text: Bilingual) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    /// Adds the repair.
    #[must_use]
    pub fn help(mut self, text: Bilingual) -> Self {
        self.help = Some(text);
        self
    }

    /// The primary place.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// So many diagnostics of one pack, or of one rule file, are told.
pub const MOST_TOLD: usize = 1_000;

/// The diagnostics that are told, in the order of their places: all, or as many errors before all else as are told, and
/// one that stands for the rest.
pub fn told(mut diags: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if diags.len() > MOST_TOLD {
        diags.sort_by_key(|diag| diag.severity != Severity::Error);
        let rest = diags.split_off(MOST_TOLD);
        let place = rest.iter().find_map(Diagnostic::span);
        diags.extend(place.map(|place| rules_left_out(place, rest.len(), MOST_TOLD)));
    }
    diags.sort_by_key(|diag| (diag.span(), diag.code));
    diags
}

/// So many characters of what a file says are quoted in a message.
const LONGEST_QUOTE: usize = 60;

/// The text with its long quotes cut.
fn short_quotes(text: String) -> String {
    if text.len() <= LONGEST_QUOTE {
        return text;
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, open, after)) = split_at_any(rest, &['`', '「']) {
        let close = if open == '`' { '`' } else { '」' };
        let Some((quoted, _, after)) = split_at_any(after, &[close]) else { break };
        out.push_str(before);
        out.push(open);
        match quoted.char_indices().nth(LONGEST_QUOTE) {
            Some((end, _)) => {
                out.push_str(quoted.get(..end).unwrap_or_default());
                out.push('…');
            }
            None => out.push_str(quoted),
        }
        out.push(close);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What stands before the first of some signs, the sign, and what stands after it.
fn split_at_any<'t>(text: &'t str, signs: &[char]) -> Option<(&'t str, char, &'t str)> {
    let at = text.find(signs)?;
    let sign = text.get(at..)?.chars().next()?;
    Some((text.get(..at)?, sign, text.get(at.saturating_add(sign.len_utf8())..)?))
}

/// What a phase gives: its value, as whole as it could be made, and everything that was wrong on the way.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// The result.
    pub value: T,
    /// What was wrong.
    pub diags: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// Whether anything of error severity was found.
    pub fn has_errors(&self) -> bool {
        self.diags.iter().any(|d| d.severity == Severity::Error)
    }
}
