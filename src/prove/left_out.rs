//! What is not put to a proof, and why.

use crate::diag::Bilingual;
use crate::text::Span;

/// A part of a pack that is outside what can be proved about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Why.
    pub why: Why,
    /// The expression that is the reason.
    pub place: Span,
}

/// Why something is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Two values of a proposal are multiplied, or one is divided by the other and the result compared with a third.
    Product,
    /// A quotient of two values of a proposal is rounded.
    RoundedQuotient,
    /// Texts, words or answers are put in order.
    Order,
    /// Too many combinations of list items.
    TooMany,
    /// The field is of another kind in the other version of the rules.
    OtherKind,
    /// A value that no expression has.
    NoValue,
}

impl LeftOut {
    /// The reason in words.
    pub fn words(&self) -> Bilingual {
        let (en, ja) = match self.why {
            Why::Product => {
                ("it multiplies values of a proposal with each other", "申請内の値どうしを掛け合わせている")
            }
            Why::RoundedQuotient => {
                ("it rounds the quotient of two values of a proposal", "申請内の値どうしの商を丸めている")
            }
            Why::Order => ("it puts texts or words in order", "文字列や選択肢の大小を比べている"),
            Why::TooMany => ("it combines too many entries of lists", "一覧の項目の組合せが多すぎる"),
            Why::OtherKind => (
                "a field is of another kind in the other version of the rules",
                "もう一方の規則では項目の型が異なる",
            ),
            Why::NoValue => ("a value in it cannot be known", "値の定まらない式を含む"),
        };
        Bilingual::new(en, ja)
    }
}
