//! The codes of what a report says of its own accord; their words stand in `report::words`, because they name
//! values of the proposal.

use crate::diag::codes::{Code, Row};

/// The program is not in force on the day of the proposal.
pub const NOT_IN_FORCE: Code = Code(240);
/// An amount misses its bounds by a factor of a thousand.
pub const UNIT_SLIP: Code = Code(250);
/// A text differs from another one and looks the same.
pub const LOOKS_THE_SAME: Code = Code(251);

/// The rows of the table of codes.
pub(super) const ROWS: &[Row] = &[
    Row {
        code: NOT_IN_FORCE,
        en: "the program is not in force on the proposal's date",
        ja: "申請の年度が事業の実施期間の外にある",
    },
    Row {
        code: UNIT_SLIP, en: "an amount whose unit may have slipped", ja: "単位の取り違えと思われる金額"
    },
    Row {
        code: LOOKS_THE_SAME,
        en: "two texts that differ and look the same",
        ja: "異なるが同じに見える二つの語",
    },
];
