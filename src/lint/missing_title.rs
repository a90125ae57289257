//! `missing_title`: a title that stands in one language only.

use super::facts::Look;
use crate::diag::{Bilingual, Diagnostic, Lang, lints};
use crate::text::Span;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let pack = &look.plan.pack;
    let mut out = Vec::new();
    let mut look_at = |span: Span, title: &Bilingual| {
        if let Some(lang) = absent(title) {
            out.push(lints::missing_title(span, title, lang));
        }
    };
    look_at(pack.program.id_span, &pack.program.title);
    pack.rules.iter().for_each(|one| look_at(one.span, &one.title));
    pack.judgements.iter().for_each(|one| look_at(one.span, &one.title));
    pack.questions.iter().for_each(|one| look_at(one.span, &one.title));
    for card in &pack.scorecards {
        look_at(card.span, &card.title);
        for item in card.sections.iter().flat_map(|section| &section.items) {
            look_at(item.span, &item.title);
        }
    }
    out
}

/// The language that a title lacks. Where one is absent, the other stands for it.
fn absent(title: &Bilingual) -> Option<Lang> {
    if title.en != title.ja || !title.en.chars().any(char::is_alphabetic) {
        return None;
    }
    Some(if is_japanese(&title.en) { Lang::En } else { Lang::Ja })
}

/// Whether a text has Japanese letters.
pub(super) fn is_japanese(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'))
}
