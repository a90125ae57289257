//! The catalogue of the tool's own advice in words.

use super::both;
use crate::diag::Bilingual;
use crate::value::{Date, show};

/// The title where the program is not in force.
pub(in crate::report) fn not_in_force_title() -> Bilingual {
    both("the programme is in force on the proposal's date", "申請の時点で制度が有効であること")
}

/// The label where the program is not in force.
pub(in crate::report) fn not_in_force_label() -> Bilingual {
    both("not in force then", "この時点では無効")
}

/// The program is not in force.
pub(in crate::report) fn not_in_force(
    program: &Bilingual,
    day: Option<Date>,
    from: Option<Date>,
    to: Option<Date>,
) -> Bilingual {
    let day = day.map(show::date).unwrap_or_default();
    let (from, to) = (from.map(show::date), to.map(show::date));
    let (en, ja) = match (from, to) {
        (Some(from), Some(to)) => {
            (format!("from {} to {}", from.en, to.en), format!("{}から{}まで", from.ja, to.ja))
        }
        (Some(from), None) => (format!("from {} on", from.en), format!("{}以後", from.ja)),
        (None, _) => (String::new(), String::new()),
    };
    both(
        format!("{} is in force {en}, and the proposal is of {}", program.en, day.en),
        format!("「{}」が有効なのは{ja}ですが、申請の時点は{}です。", program.ja, day.ja),
    )
}

/// The title of the advice on a unit.
pub(in crate::report) fn unit_slip_title() -> Bilingual {
    both("has the unit slipped?", "単位の取り違えではありませんか")
}

/// A thousand times more or less would meet the bounds.
pub(in crate::report) fn unit_slip(name: &Bilingual, actual: &Bilingual, meant: &Bilingual) -> Bilingual {
    both(
        format!("{} is read as {}; {} would meet the limits", name.en, actual.en, meant.en),
        format!("{}は{}と読み取りました。{}であれば範囲に収まります。", name.ja, actual.ja, meant.ja),
    )
}

/// What was read at a place.
pub(in crate::report) fn read_as(actual: &Bilingual) -> Bilingual {
    both(format!("read as {}", actual.en), format!("{}と読み取り", actual.ja))
}

/// Another spelling of the value, if that was meant.
pub(in crate::report) fn write_instead(name: &Bilingual, written: &Bilingual) -> Bilingual {
    both(
        format!("if the unit slipped, write {} as {}", name.en, written.en),
        format!("単位の取り違えであれば、{}を{}と書いてください", name.ja, written.ja),
    )
}

/// The title of the advice on spelling.
pub(in crate::report) fn looks_the_same_title() -> Bilingual {
    both("looks the same, is not the same", "同じに見えますが、同じ語ではありません")
}

/// Two texts look the same.
pub(in crate::report) fn looks_the_same(name: &Bilingual, text: &str, other: &str) -> Bilingual {
    both(
        format!("{} is \"{text}\", which looks the same as \"{other}\" and is another text", name.en),
        format!("{}の「{text}」は「{other}」と同じに見えますが、別の語として扱われます。", name.ja),
    )
}

/// The label of the same.
pub(in crate::report) fn looks_like(other: &str) -> Bilingual {
    both(format!("looks the same as \"{other}\""), format!("「{other}」に見えます"))
}

/// What to write if the other one was meant.
pub(in crate::report) fn if_meant(other: &str) -> Bilingual {
    both(
        format!("if it is meant to be the same, write \"{other}\""),
        format!("同じものであれば「{other}」と書いてください"),
    )
}
