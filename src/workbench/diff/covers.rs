//! Up to where an answer about a change was proved.
//!
//! In: how long lists were looked at, and how many proposals. Out: [`Covers`], and its words.

use crate::diag::Bilingual;

/// Up to where an answer was proved.
#[derive(Clone, Copy)]
pub(super) enum Covers {
    /// Lists of so many entries.
    Entries(u32),
    /// So many proposals together.
    Proposals(usize),
}

/// Nothing where all is covered.
pub(super) fn limits(cut: Option<u32>, proposals: usize) -> Option<Covers> {
    match (cut, proposals) {
        (_, 2..) => Some(Covers::Proposals(proposals)),
        (cut, _) => cut.map(Covers::Entries),
    }
}

impl Covers {
    /// In words, where something was proved.
    pub(super) fn proved(&self) -> Bilingual {
        match self {
            Covers::Entries(most) => Bilingual::new(
                format!("proved for lists of up to {most} entries"),
                format!("一覧が{most}件以下の範囲で証明"),
            ),
            Covers::Proposals(several) => Bilingual::new(
                format!("proved for {several} proposals together"),
                format!("申請{several}件の組について証明"),
            ),
        }
    }

    /// In words, where that does not settle it.
    pub(super) fn not_settled(&self) -> Bilingual {
        match self {
            Covers::Entries(most) => Bilingual::new(
                format!("no difference in lists of up to {most} entries; not settled beyond that"),
                format!("一覧が{most}件以下の範囲では違いなし、それを超える場合は確定できず"),
            ),
            Covers::Proposals(several) => Bilingual::new(
                format!("no difference in {several} proposals together; not settled for more of them"),
                format!("申請{several}件の組では違いなし、それを超える件数では確定できず"),
            ),
        }
    }
}
