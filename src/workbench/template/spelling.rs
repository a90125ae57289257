//! Every way in which a key or a word may be spelled, as a regular expression that each editor's validator reads
//! (ECMA 262 and Python alike): trimmed, either width, either case, composed or not; as [`fold_key`] has it.

use crate::text::fold_key;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;

/// White space, as much as there is.
pub(super) const BLANK: &str = r"[\s\u0085]*";

/// Where the characters lie that fold to others: Latin letters, letter-like symbols, kana, compatibility ideographs,
/// other widths.
const FOLDING: [std::ops::RangeInclusive<char>; 7] = [
    '\u{21}'..='\u{24F}',
    '\u{1E00}'..='\u{1EFF}',
    '\u{2100}'..='\u{214F}',
    '\u{3000}'..='\u{30FF}',
    '\u{F900}'..='\u{FAFF}',
    '\u{FF01}'..='\u{FFEF}',
    '\u{2F800}'..='\u{2FA1F}',
];

/// Knows which characters fold to which.
pub(super) struct Spelling {
    /// From a folded character to those that fold to it, itself not among them.
    others: BTreeMap<char, Vec<char>>,
}

impl Spelling {
    /// Looks every character up once.
    pub(super) fn new() -> Spelling {
        let mut others: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for typed in FOLDING.into_iter().flatten() {
            // Between letters, so that a space is not trimmed.
            let folded = fold_key(&format!("a{typed}a"));
            let inner = folded.strip_prefix('a').and_then(|rest| rest.strip_suffix('a'));
            let mut inner = inner.unwrap_or_default().chars();
            if let (Some(folded), None) = (inner.next(), inner.next())
                && folded != typed
            {
                others.entry(folded).or_default().push(typed);
            }
        }
        // Marks of voicing fold to the combining ones, and then into the kana before them.
        others.entry('\u{3099}').or_default().extend(['\u{309B}', '\u{FF9E}']);
        others.entry('\u{309A}').or_default().extend(['\u{309C}', '\u{FF9F}']);
        for all in others.values_mut() {
            all.sort_unstable();
            all.dedup();
        }
        Spelling { others }
    }

    /// An expression for any of some spellings, without anchors.
    pub(super) fn any<'a>(&self, spellings: impl Iterator<Item = &'a str>) -> String {
        let mut all: Vec<String> = spellings.map(|text| self.one(&fold_key(text))).collect();
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|one| seen.insert(one.clone()));
        format!("(?:{})", all.join("|"))
    }

    /// The same for a whole text, blanks around it allowed.
    pub(super) fn whole<'a>(&self, spellings: impl Iterator<Item = &'a str>) -> String {
        format!("^{BLANK}{}{BLANK}$", self.any(spellings))
    }

    /// An expression for a folded text.
    fn one(&self, folded: &str) -> String {
        folded.chars().map(|c| self.character(c)).collect()
    }

    fn character(&self, c: char) -> String {
        let mut ways = vec![self.class(c)];
        let parts: Vec<char> = std::iter::once(c).nfd().collect();
        if parts.len() > 1 {
            ways.push(parts.iter().map(|part| self.class(*part)).collect());
        }
        // A class cannot hold what takes two code units where an expression is read without the flag `u`.
        let far = self.others.get(&c).into_iter().flatten().filter(|other| **other > '\u{FFFF}');
        ways.extend(far.map(char::to_string));
        match ways.as_slice() {
            [only] => only.clone(),
            several => format!("(?:{})", several.join("|")),
        }
    }

    fn class(&self, c: char) -> String {
        let others = self.others.get(&c).map_or(&[][..], Vec::as_slice);
        let near: String = others.iter().filter(|c| **c <= '\u{FFFF}').map(|c| escaped(*c)).collect();
        if near.is_empty() { escaped(c) } else { format!("[{}{near}]", escaped(c)) }
    }
}

/// A character that stands for itself, in and outside a class.
fn escaped(c: char) -> String {
    let plain = c.is_alphanumeric() || matches!(c, '_' | ' ' | '・' | '（' | '）' | '／' | '％' | '〇');
    if plain || c > '\u{FFFF}' { c.to_string() } else { format!("\\u{:04X}", u32::from(c)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fancy_regex::Regex;
    use proptest::prelude::*;

    #[test]
    fn spellings_that_the_reader_takes() {
        let spelling = Spelling::new();
        let pattern = |text: &'static str| Regex::new(&spelling.whole([text].into_iter())).unwrap();
        for (text, typed) in [
            ("fiscal_year", "Fiscal_Year"),
            ("fiscal_year", " ＦＩＳＣＡＬ＿ＹＥＡＲ　"),
            ("データ", "ﾃﾞｰﾀ"),
            ("ガス", "ｶﾞｽ"),
            ("が", "か\u{3099}"),
            ("神戸", "\u{FA19}戸"),
            ("ナノテク・材料", "ﾅﾉﾃｸ･材料"),
            ("Nanotech/Materials", "nanotech／materials"),
            ("1-a これまで", "１－ａ　これまで"),
            ("kelvin", "\u{212A}elvin"),
            ("café", "CAFE\u{301}"),
        ] {
            assert_eq!(fold_key(text), fold_key(typed), "{typed}");
            assert!(pattern(text).is_match(typed).unwrap(), "{typed} for {text}");
        }
        assert!(!pattern("region").is_match("regions").unwrap());
        assert!(!pattern("a.b").is_match("axb").unwrap());
    }

    proptest! {
        #[test]
        fn whatever_folds_to_a_key_is_matched_by_it(
            key in "[a-zA-Zァ-ヴぁ-ゔ一-十（）・_/ -]{1,6}",
            typed in "[a-cＡ-Ｃａ-ｃァ-ヴｱ-ﾝﾞﾟ\u{3099}一-十（）･・_/／ 　-]{1,6}",
        ) {
            let spelling = Spelling::new();
            for of in [&key, &typed] {
                let pattern = Regex::new(&spelling.whole([of.as_str()].into_iter())).unwrap();
                for text in [&key, &typed] {
                    let same = fold_key(of) == fold_key(text);
                    prop_assert_eq!(same, pattern.is_match(text).unwrap(), "{} for {}", text, of);
                }
            }
        }
    }
}
