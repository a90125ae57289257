//! A ranking in JSON, schema `kisoku.rank/1`. Points are exact decimals, else fractions.

use super::{By, Cut, Ranking, Rankings, Row, SheetTotal, words};
use crate::report::{WireDiagnostic, WireProposal, WireText, exact, pretty_json};
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.rank/1";

/// All rankings and the sheets that they stand on.
pub fn json(rankings: &Rankings) -> String {
    let wire = WireRankings {
        schema: SCHEMA,
        as_of: rankings.report.as_of.map(|day| day.to_string()),
        rankings: rankings.rankings.iter().map(WireRanking::of).collect(),
        sheets: rankings.report.proposals.iter().map(WireProposal::of).collect(),
        diagnostics: rankings.report.diagnostics.iter().map(WireDiagnostic::of).collect(),
    };
    pretty_json(&wire)
}

#[derive(Serialize)]
struct WireRankings<'a> {
    schema: &'static str,
    as_of: Option<String>,
    rankings: Vec<WireRanking<'a>>,
    sheets: Vec<WireProposal<'a>>,
    diagnostics: Vec<WireDiagnostic<'a>>,
}

#[derive(Serialize)]
struct WireRanking<'a> {
    scorecard: &'a str,
    title: WireText<'a>,
    of: Option<u32>,
    by: &'static str,
    proposals: Vec<WireRow<'a>>,
    across: Vec<WireCut<'a>>,
    unscored: &'a [String],
    notes: Vec<WireText<'a>>,
}

impl<'a> WireRanking<'a> {
    fn of(ranking: &'a Ranking) -> Self {
        Self {
            scorecard: &ranking.scorecard,
            title: WireText::of(&ranking.title),
            of: ranking.of,
            by: match ranking.by {
                By::Mean => "mean",
                By::Sum => "sum",
            },
            proposals: ranking.rows.iter().map(WireRow::of).collect(),
            across: ranking.cuts.iter().map(WireCut::of).collect(),
            unscored: &ranking.unscored,
            notes: ranking.notes.iter().map(WireText::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct WireRow<'a> {
    place: WirePlace,
    path: &'a str,
    document: u32,
    title: Option<&'a str>,
    verdict: &'static str,
    points: WirePoints,
    sheets: Vec<WireTotal<'a>>,
}

#[derive(Serialize)]
struct WirePlace {
    from: u32,
    to: u32,
    tied: bool,
}

#[derive(Serialize)]
struct WirePoints {
    low: String,
    high: Option<String>,
}

impl<'a> WireRow<'a> {
    fn of(row: &'a Row) -> Self {
        Self {
            place: WirePlace { from: row.from, to: row.to, tied: row.tied },
            path: &row.path,
            document: row.document,
            title: row.title.as_deref(),
            verdict: row.verdict.word(),
            points: WirePoints { low: exact(&row.low), high: row.high.as_ref().map(exact) },
            sheets: row.sheets.iter().map(WireTotal::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct WireTotal<'a> {
    path: &'a str,
    document: u32,
    reviewer: Option<&'a str>,
    counts: bool,
    missing: u32,
    items: u32,
    points: WirePoints,
    stated: Option<String>,
}

impl<'a> WireTotal<'a> {
    fn of(sheet: &'a SheetTotal) -> Self {
        Self {
            path: &sheet.path,
            document: sheet.document,
            reviewer: sheet.reviewer.as_deref(),
            counts: !sheet.wrong,
            missing: sheet.missing,
            items: sheet.items,
            points: WirePoints { low: exact(&sheet.low), high: sheet.high.as_ref().map(exact) },
            stated: sheet.stated.as_ref().map(exact),
        }
    }
}

#[derive(Serialize)]
struct WireCut<'a> {
    rule: &'a str,
    title: WireText<'a>,
    severity: &'static str,
    text: WireOwned,
    steps: Vec<WireStep<'a>>,
}

#[derive(Serialize)]
struct WireOwned {
    en: String,
    ja: String,
}

#[derive(Serialize)]
struct WireStep<'a> {
    place: u32,
    proposals: u32,
    outcome: &'static str,
    message: Option<WireText<'a>>,
}

impl<'a> WireCut<'a> {
    fn of(cut: &'a Cut) -> Self {
        let text = words::cut(cut);
        Self {
            rule: &cut.rule,
            title: WireText::of(&cut.title),
            severity: cut.severity.word(),
            text: WireOwned { en: text.en, ja: text.ja },
            steps: cut
                .steps
                .iter()
                .map(|step| WireStep {
                    place: step.place,
                    proposals: step.proposals,
                    outcome: step.outcome.word(),
                    message: step.message.as_ref().map(WireText::of),
                })
                .collect(),
        }
    }
}
