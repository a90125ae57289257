//! Which spellings count as the same: NFC, width and case folding, and looser likeness for advice.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The NFC form of a text, as identifiers are compared.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.to_owned();
    }
    text.nfc().collect()
}

/// The form in which texts are compared: trimmed, NFC, half and full width folded, case kept.
pub fn fold_text(text: &str) -> String {
    match settled(text) {
        Some(settled) => settled.to_owned(),
        None => fold_width(text.trim()).nfc().collect::<String>().trim().to_owned(),
    }
}

/// A text without the blanks around it; most have none, which their ends tell.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// The part of a text as which it is compared, where folding does no more than trim it: most texts.
pub fn settled(text: &str) -> Option<&str> {
    let text = trimmed(text);
    (text.is_ascii() || text.chars().all(is_settled)).then_some(text)
}

/// Whether folding keeps a character wherever it stands: Latin letters, kana and the commonest kanji and marks. No
/// combining mark is among them, so that nothing composes or changes places.
fn is_settled(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{2FF}'
            | '\u{3001}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309D}'..='\u{30FE}'
            | '\u{4E00}'..='\u{9FFF}'
    )
}

/// The form in which keys and enum words are compared: as texts, and without case.
pub fn fold_key(text: &str) -> String {
    let text = trimmed(text);
    if text.is_ascii() || text.chars().all(is_caseless) {
        return text.to_ascii_lowercase();
    }
    fold_text(text).to_lowercase()
}

/// Whether a text is this key, which is written as [`fold_key`] would, in any width and case.
pub fn is_key(text: &str, key: &str) -> bool {
    let text = text.trim();
    if text.is_ascii() { text.eq_ignore_ascii_case(key) } else { fold_key(text) == key }
}

/// Whether a character is settled and has no case beyond that of ASCII.
fn is_caseless(c: char) -> bool {
    is_settled(c) && !('\u{80}'..='\u{2FF}').contains(&c)
}

/// A looser form: two texts with the same one look the same to a reader (case, middle dots, spaces, hyphens,
/// `Kyusyu`/`Kyushu`). Only ever used to advise, never to decide.
pub fn looks_same_key(text: &str) -> String {
    let mut folded: String = fold_key(text)
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '・' | '-' | '‐' | '‑' | '–' | '—' | '_' | '.' | '\'' | '’')
        })
        .collect();
    if folded.is_ascii() {
        for (kunrei, hepburn) in [
            ("sya", "sha"),
            ("syu", "shu"),
            ("syo", "sho"),
            ("tya", "cha"),
            ("tyu", "chu"),
            ("tyo", "cho"),
            ("zya", "ja"),
            ("zyu", "ju"),
            ("zyo", "jo"),
            ("oo", "o"),
            ("ou", "o"),
            ("uu", "u"),
        ] {
            if folded.contains(kunrei) {
                folded = folded.replace(kunrei, hepburn);
            }
        }
    }
    folded
}

/// Full-width ASCII to ASCII, half-width katakana to full width, the ideographic space to a space. Other
/// compatibility characters stay: folding `①3` to `13` would change a figure.
fn fold_width(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FF01}'..='\u{FF5E}' => out.extend(char::from_u32((c as u32).saturating_sub(0xFEE0))),
            '\u{3000}' => out.push(' '),
            '\u{FFE5}' => out.push('¥'),
            '\u{FF61}'..='\u{FF9F}' => out.extend(std::iter::once(c).nfkc()),
            _ => out.push(c),
        }
    }
    out.into_iter().map(|c| match c {
        '\u{3099}' | '\u{309B}' => '\u{3099}',
        '\u{309A}' | '\u{309C}' => '\u{309A}',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_what_would_change_a_figure() {
        assert_eq!(fold_text(" ＩＴ　分野 "), "IT 分野");
        assert_eq!(fold_text("ｶﾞｽ"), "ガス");
        assert_eq!(fold_text("①3"), "①3");
        assert_eq!(fold_key("ＩＴ"), "it");
        assert!(
            is_key(" Program", "program")
                && is_key("ＰＲＯＧＲＡＭ", "program")
                && is_key("採点表 ", "採点表")
        );
        assert!(!is_key("programs", "program") && !is_key("採点", "採点表"));
    }

    #[test]
    fn settled_characters_stay_as_they_are() {
        use unicode_normalization::char::canonical_combining_class;
        for c in ('\0'..=char::MAX).filter(|c| is_settled(*c)) {
            assert!(canonical_combining_class(c) == 0 && is_nfc_quick([c].into_iter()) == IsNormalized::Yes);
            assert!(fold_width(c.encode_utf8(&mut [0; 4])).eq([c]), "{c:?}");
        }
    }

    #[test]
    fn caseless_characters_have_no_other_case() {
        for c in ('\u{80}'..=char::MAX).filter(|c| is_caseless(*c)) {
            assert!(c.to_lowercase().eq([c]), "{c:?}");
        }
    }

    #[test]
    fn romanisations_look_the_same() {
        assert_eq!(looks_same_key("Kita-Kyusyu"), looks_same_key("kita kyushu"));
        assert_eq!(looks_same_key("ナノテク･材料"), looks_same_key("ナノテク・材料"));
        assert_ne!(looks_same_key("Toyama"), looks_same_key("Okayama"));
    }
}
