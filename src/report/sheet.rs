//! What a score sheet comes to, as a report shows it.

use crate::value::Num;

/// A score sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSummary {
    /// The scorecard, with its program; nothing where it is not known.
    pub scorecard: Option<String>,
    /// The path of the proposal, as the sheet writes it.
    pub proposal: Option<String>,
    /// Who gave the points.
    pub reviewer: Option<String>,
    /// How many items the card has.
    pub items: u32,
    /// How many of them have points.
    pub scored: u32,
    /// The sum of those points.
    pub sum: Num,
    /// The greatest total that the sheet can come to, where something bounds it.
    pub high: Option<Num>,
    /// The total of the card, where the source gives one.
    pub of: Option<u32>,
}

impl SheetSummary {
    /// A sheet that could not be read, or whose scorecard is not known.
    pub fn unknown() -> SheetSummary {
        SheetSummary {
            scorecard: None,
            proposal: None,
            reviewer: None,
            items: 0,
            scored: 0,
            sum: Num::ZERO,
            high: None,
            of: None,
        }
    }
}
