//! The one table of codes. A code is never reused; each has a page `docs/errors/CODE.md`.

use super::Bilingual;

/// A stable code, such as `K0102`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "K{:04}", self.0)
    }
}

/// A row of the table: the code, its short title in both languages, and its page.
pub struct Row {
    /// The code.
    pub code: Code,
    /// What it stands for, in English.
    pub en: &'static str,
    /// What it stands for, in Japanese.
    pub ja: &'static str,
}

impl Row {
    /// The short title in both languages.
    pub fn title(&self) -> Bilingual {
        Bilingual::new(self.en, self.ja)
    }
}

/// All codes, ascending.
pub fn table() -> Vec<&'static Row> {
    let mut rows: Vec<_> = super::catalogue::rows().collect();
    rows.sort_by_key(|row| row.code);
    rows
}

/// The row of a code.
pub fn row(code: Code) -> Option<&'static Row> {
    super::catalogue::rows().find(|row| row.code == code)
}
