//! Ranks the proposals of a call by their score sheets. In: proposals with what their sheets come to. Out: places,
//! and up to which place the rules across proposals hold.
//!
//! Nothing is inferred. A proposal whose sheets are incomplete has a range of totals, and so a range of places: the
//! best and the worst that the missing points can still lead to. Equal totals share a place (1, 2, 2, 4).

mod cuts;
mod csv;
mod human;
mod json;
mod markdown;
#[cfg(test)]
mod tests;
mod words;

pub use csv::csv;
pub use cuts::{Cut, Step};
pub use human::human;
pub use json::{SCHEMA, json};
pub use markdown::markdown;

use crate::check::typed::Scorecard;
use crate::data::{FieldType, Proposal, State, Value};
use crate::diag::Bilingual;
use crate::plan::Plan;
use crate::report::{FileVerdict, Report};
use crate::text::{Source, SourceMap};
use crate::value::{Date, Num, Scalar};

/// How the sheets of a proposal become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Their exact mean.
    Mean,
    /// Their sum.
    Sum,
}

/// The proposals of one scorecard, to be ranked.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The plan of the pack.
    pub plan: &'a Plan,
    /// The files of the pack.
    pub rule_sources: &'a SourceMap,
    /// The scorecard.
    pub card: &'a Scorecard,
    /// The proposals that have sheets.
    pub scored: &'a [ScoredProposal<'a>],
    /// The proposals of the program that were met and have none.
    pub unscored: &'a [String],
    /// Whether a scored proposal could not be read: its place is not known, and so no set is whole.
    pub incomplete: bool,
    /// The day that the caller gave.
    pub as_of: Option<Date>,
    /// How the sheets of a proposal become one figure.
    pub by: By,
}

/// A proposal and what its sheets come to.
#[derive(Clone, Debug)]
pub struct ScoredProposal<'a> {
    /// The proposal.
    pub proposal: &'a Proposal,
    /// Its file.
    pub source: &'a Source,
    /// What it comes to under the rules.
    pub verdict: FileVerdict,
    /// Its sheets, by reviewer and then by place.
    pub sheets: Vec<SheetTotal>,
}

/// What one sheet comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetTotal {
    /// The file of the sheet.
    pub path: String,
    /// Which document of it.
    pub document: u32,
    /// Who gave the points.
    pub reviewer: Option<String>,
    /// The least total.
    pub low: Num,
    /// The greatest total, where something bounds it.
    pub high: Option<Num>,
    /// How many items have no points.
    pub missing: u32,
    /// How many items the card has.
    pub items: u32,
    /// Whether something in it is wrong, so that its points do not count.
    pub wrong: bool,
    /// The total that it states.
    pub stated: Option<Num>,
}

/// A ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The scorecard, with its program.
    pub scorecard: String,
    /// What it is called.
    pub title: Bilingual,
    /// The total of the card, where the source gives one.
    pub of: Option<u32>,
    /// How the sheets of a proposal became one figure.
    pub by: By,
    /// The proposals, the best first.
    pub rows: Vec<Row>,
    /// Up to which place the rules across proposals hold.
    pub cuts: Vec<Cut>,
    /// The proposals of the program that have no sheet.
    pub unscored: Vec<String>,
    /// What else there is to say.
    pub notes: Vec<Bilingual>,
}

/// A ranked proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The best place that it can have.
    pub from: u32,
    /// The worst place that it can have.
    pub to: u32,
    /// Whether another proposal is certain to share the place.
    pub tied: bool,
    /// Its file.
    pub path: String,
    /// Which document of it.
    pub document: u32,
    /// The text of its first text field.
    pub title: Option<String>,
    /// The least figure.
    pub low: Num,
    /// The greatest figure, where something bounds it.
    pub high: Option<Num>,
    /// What it comes to under the rules.
    pub verdict: FileVerdict,
    /// Its sheets.
    pub sheets: Vec<SheetTotal>,
    /// The place of the proposal in what was given.
    index: usize,
}

impl Row {
    /// Whether its figure is settled.
    pub fn settled(&self) -> bool {
        self.high.as_ref() == Some(&self.low)
    }
}

/// All rankings of a run, and the sheets that they stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rankings {
    /// The rankings, by scorecard.
    pub rankings: Vec<Ranking>,
    /// The sheets, and what is wrong with the files.
    pub report: Report,
}

/// Ranks the proposals of one scorecard.
pub fn rank(call: &Call<'_>) -> Ranking {
    let figures: Vec<(Num, Option<Num>)> =
        call.scored.iter().map(|one| figure(&one.sheets, call.by)).collect();
    let mut rows: Vec<Row> = call
        .scored
        .iter()
        .zip(&figures)
        .enumerate()
        .map(|(index, (one, (low, high)))| {
            let (from, to, tied) = places(&figures, index);
            Row {
                from,
                to,
                tied,
                path: one.source.name.clone(),
                document: one.proposal.document.max(1),
                title: title_of(call.plan, one.proposal),
                low: low.clone(),
                high: high.clone(),
                verdict: one.verdict,
                sheets: one.sheets.clone(),
                index,
            }
        })
        .collect();
    rows.sort_by(|a, b| (a.from, a.to, &a.path, a.document).cmp(&(b.from, b.to, &b.path, b.document)));
    let cuts = cuts::cuts(call, &rows);
    Ranking {
        scorecard: format!("{}/{}", call.plan.pack.id, call.card.name),
        title: call.card.title.clone(),
        of: call.card.total,
        by: call.by,
        cuts,
        notes: words::notes(call, &rows),
        rows,
        unscored: call.unscored.to_vec(),
    }
}

/// The best and the worst place of a proposal, and whether another is certain to share it.
fn places(figures: &[(Num, Option<Num>)], index: usize) -> (u32, u32, bool) {
    let Some((low, high)) = figures.get(index) else { return (1, 1, false) };
    let others = || figures.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, figure)| figure);
    let above = others().filter(|(other, _)| high.as_ref().is_some_and(|high| other > high)).count();
    let not_below = others().filter(|(_, most)| most.as_ref().is_none_or(|most| most > low)).count();
    let settled = high.as_ref() == Some(low);
    let tied = settled && others().any(|(other, most)| other == low && most.as_ref() == Some(low));
    (place(above), place(not_below), tied)
}

/// The place behind so many proposals.
fn place(before: usize) -> u32 {
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}

/// The least and the greatest figure of a proposal.
fn figure(sheets: &[SheetTotal], by: By) -> (Num, Option<Num>) {
    let low = sheets.iter().fold(Num::ZERO, |sum, sheet| sum.add(&sheet.low));
    let high = sheets.iter().try_fold(Num::ZERO, |sum, sheet| sheet.high.as_ref().map(|high| sum.add(high)));
    let divided = |sum: Num| match by {
        By::Sum => sum,
        // A proposal is ranked because it has a sheet, so the count is not zero.
        By::Mean => sum.div(&Num::int(u32::try_from(sheets.len()).unwrap_or(1))).unwrap_or(sum),
    };
    (divided(low), high.map(divided))
}

/// The first text field of a proposal: its region, its name.
fn title_of(plan: &Plan, proposal: &Proposal) -> Option<String> {
    let record = plan.pack.schema.record(plan.pack.program.root)?;
    let at = record.fields.iter().position(|field| field.ty == FieldType::Scalar(Scalar::Text))?;
    match &proposal.slots.get(at)?.state {
        State::Given(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}
