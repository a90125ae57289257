//! What may be written into a field, in words: its type, its unit, how many.

use crate::check::Pack;
use crate::data::FieldType;
use crate::diag::Bilingual;
use crate::value::{Money, Scalar, Scale};

/// The type of a field: `list of Research field, 1 to 4`.
pub(super) fn type_words(pack: &Pack, ty: &FieldType) -> Bilingual {
    match ty {
        FieldType::Scalar(scalar) => scalar_words(pack, *scalar),
        FieldType::Record(record) => {
            let name = pack.schema.record(*record).map(|one| one.name.clone()).unwrap_or_default();
            Bilingual::new(format!("a {name}"), name)
        }
        FieldType::List { item, min, max } => {
            let item = match item.as_ref() {
                FieldType::Record(record) => Bilingual::same(
                    pack.schema.record(*record).map(|one| one.name.clone()).unwrap_or_default(),
                ),
                other => type_words(pack, other),
            };
            let (en, ja) = match max {
                Some(max) if max == min => (format!("exactly {max}"), format!("{max}件")),
                Some(max) => (format!("{min} to {max}"), format!("{min}～{max}件")),
                None => (format!("{min} or more"), format!("{min}件以上")),
            };
            Bilingual::new(format!("list of {}, {en}", item.en), format!("{}の一覧、{ja}", item.ja))
        }
    }
}

/// The type of a single value.
pub(super) fn scalar_words(pack: &Pack, scalar: Scalar) -> Bilingual {
    match scalar {
        Scalar::Text => Bilingual::new("text", "文字列"),
        Scalar::YesNo => Bilingual::new("yes or no", "はい・いいえ"),
        Scalar::Whole => Bilingual::new("whole number", "整数"),
        Scalar::Number => Bilingual::new("number", "数"),
        Scalar::Percent => Bilingual::new("share, with its %", "割合（%を付けて記入）"),
        Scalar::Money(money) => money_words(money),
        Scalar::Date => Bilingual::new("date", "日付"),
        Scalar::FiscalYear => Bilingual::new("fiscal year", "年度"),
        Scalar::Enum(id) => match pack.schema.enumeration(id) {
            Some(one) => Bilingual::new(format!("one of {}", one.name), format!("{} のいずれか", one.name)),
            None => Bilingual::new("one of some words", "定められた語のいずれか"),
        },
    }
}

fn money_words(money: Money) -> Bilingual {
    let (en, ja) = match money.scale {
        Scale::Yen => ("amount; a bare number is in yen", "金額（単位のない数は円）"),
        Scale::Thousand => ("amount; a bare number is in thousand yen", "金額（単位のない数は千円）"),
        Scale::Million => ("amount; a bare number is in million yen", "金額（単位のない数は百万円）"),
        Scale::Billion => ("amount; a bare number is in billion yen", "金額（単位のない数は十億円）"),
    };
    if money.signed {
        return Bilingual::new(format!("{en}; may be below zero"), format!("{ja}、負の額も可"));
    }
    Bilingual::new(en, ja)
}
