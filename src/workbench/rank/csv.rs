//! A ranking in CSV, for spreadsheets: one row a proposal, figures exact and without separators.

use super::{Ranking, Row};
use crate::report::exact;
use crate::workbench::csv::cell;

/// The columns; their names are the same in both languages, for programs read them.
const HEADER: &str = "scorecard,place_from,place_to,tied,proposal,document,title,points_low,points_high,of,sheets,sheets_complete,verdict";

/// All rankings in one table.
pub fn csv(rankings: &[Ranking]) -> String {
    let mut out = format!("{HEADER}\n");
    for ranking in rankings {
        for row in &ranking.rows {
            out.push_str(&line(ranking, row));
            out.push('\n');
        }
    }
    out
}

fn line(ranking: &Ranking, row: &Row) -> String {
    let complete = row.sheets.iter().filter(|sheet| sheet.missing == 0 && !sheet.wrong).count();
    [
        cell(&ranking.scorecard),
        row.from.to_string(),
        row.to.to_string(),
        row.tied.to_string(),
        cell(&row.path),
        row.document.to_string(),
        cell(row.title.as_deref().unwrap_or_default()),
        exact(&row.low),
        row.high.as_ref().map(exact).unwrap_or_default(),
        ranking.of.map(|of| of.to_string()).unwrap_or_default(),
        row.sheets.len().to_string(),
        complete.to_string(),
        row.verdict.word().to_owned(),
    ]
    .join(",")
}
