//! A score sheet in `json`.

use crate::report::SheetSummary;
use crate::value::Num;
use serde::Serialize;

/// A score sheet: points are exact.
#[derive(Serialize)]
pub(super) struct WireSheet<'a> {
    scorecard: Option<&'a str>,
    proposal: Option<&'a str>,
    reviewer: Option<&'a str>,
    items: u32,
    scored: u32,
    sum: String,
    high: Option<String>,
    of: Option<u32>,
}

impl<'a> WireSheet<'a> {
    pub(super) fn of(sheet: &'a SheetSummary) -> Self {
        Self {
            scorecard: sheet.scorecard.as_deref(),
            proposal: sheet.proposal.as_deref(),
            reviewer: sheet.reviewer.as_deref(),
            items: sheet.items,
            scored: sheet.scored,
            sum: exact(&sheet.sum),
            high: sheet.high.as_ref().map(exact),
            of: sheet.of,
        }
    }
}

/// An exact decimal, else a fraction.
pub(crate) fn exact(value: &Num) -> String {
    value.to_decimal(30).unwrap_or_else(|| {
        let (numerator, denominator) = value.numerator_denominator();
        format!("{numerator}/{denominator}")
    })
}
