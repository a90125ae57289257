//! Figures, comparators and units in the words of both languages, for messages.

use super::quote::Measure;
use crate::diag::Bilingual;
use crate::syntax::ast::Comparator;
use crate::value::{Num, Scale, show};

/// A figure.
pub(super) fn figure(value: &Num, measure: Measure) -> Bilingual {
    match measure {
        Measure::Money => show::money(value),
        Measure::Share => show::percent(value),
        Measure::Count => show::number(value),
    }
}

/// A comparator as it is written, and what it is called in Japanese.
pub(super) fn comparator(comparator: Comparator) -> Bilingual {
    let ja = match comparator {
        Comparator::AtLeast => "以上",
        Comparator::AtMost => "以下",
        Comparator::MoreThan => "超",
        Comparator::LessThan => "未満",
        Comparator::Is => "等しい",
        Comparator::IsNot => "等しくない",
        Comparator::OnOrBefore => "以前",
        Comparator::OnOrAfter => "以後",
        Comparator::Before => "より前",
        Comparator::After => "より後",
    };
    Bilingual::new(comparator.words(), ja)
}

/// By how much one figure is off another, where that is a power of ten; and whether it is the greater one.
pub(super) fn factor(one: &Num, other: &Num) -> Option<(String, bool)> {
    let more = one > other;
    let ratio = if more { one.div(other)? } else { other.div(one)? };
    let mut power = Num::Int(10);
    for _ in 0..12 {
        if ratio == power {
            return Some((show::figure(&ratio), more));
        }
        power = power.mul(&Num::Int(10));
    }
    None
}

/// The unit of a field, as it is written.
pub(super) fn unit(scale: Scale) -> &'static str {
    match scale {
        Scale::Yen => "yen",
        Scale::Thousand => "thousand yen",
        Scale::Million => "million yen",
        Scale::Billion => "billion yen",
    }
}
