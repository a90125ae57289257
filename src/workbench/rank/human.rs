//! A ranking as people read it: columns as wide as what stands in them, Japanese characters counted double.

use super::{Cut, Ranking, Row, words};
use crate::diag::{Lang, Severity};
use crate::report::{FindingOutcome, one_line};

/// All rankings, one below the other.
pub fn human(rankings: &[Ranking], lang: Lang) -> String {
    rankings.iter().map(|ranking| one(ranking, lang)).collect::<Vec<_>>().join("\n")
}

fn one(ranking: &Ranking, lang: Lang) -> String {
    let mut out = format!("{}\n\n", one_line(words::heading(ranking).get(lang)));
    let say = |en: &str, ja: &str| if lang == Lang::En { en.to_owned() } else { ja.to_owned() };
    let mut lines = vec![[
        say("place", "順位"),
        say("points", "得点"),
        say("by itself", "申請の判定"),
        say("proposal", "申請"),
    ]];
    lines.extend(ranking.rows.iter().map(|row| cells(row, lang)));
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|cell| columns(cell)).max().unwrap_or(0)
    };
    let [first, second, third] = [width(0), width(1), width(2)];
    let indent =
        [first, second, third].iter().fold(0_usize, |sum, n| sum.saturating_add(*n).saturating_add(2));
    let mut rows = ranking.rows.iter();
    for (index, line) in lines.iter().enumerate() {
        let [place, points, verdict, proposal] = line;
        let text = format!(
            "{}  {}  {}  {proposal}",
            padded(place, first),
            padded(points, second),
            padded(verdict, third)
        );
        out.push_str(text.trim_end());
        out.push('\n');
        if index > 0
            && let Some(row) = rows.next()
        {
            for sheet in sheets_shown(row) {
                let text = one_line(&words::sheet(sheet, lang));
                out.push_str(&format!("{}{text}\n", " ".repeat(indent)));
            }
        }
    }
    if !ranking.cuts.is_empty() || !ranking.notes.is_empty() {
        out.push('\n');
    }
    for cut in &ranking.cuts {
        out.push_str(&cut_lines(cut, lang));
    }
    for note in &ranking.notes {
        out.push_str(&match lang {
            Lang::En => format!("note: {}\n", note.en),
            Lang::Ja => format!("補足：{}\n", note.ja),
        });
    }
    out
}

/// The sheets that say more than the row does.
fn sheets_shown(row: &Row) -> &[super::SheetTotal] {
    match row.sheets.as_slice() {
        [only] if only.missing == 0 && !only.wrong => &[],
        sheets => sheets,
    }
}

fn cells(row: &Row, lang: Lang) -> [String; 4] {
    [
        words::place(row, lang),
        words::points(&row.low, row.high.as_ref(), lang),
        words::verdict(row.verdict, lang).to_owned(),
        one_line(&words::proposal(row, lang)),
    ]
}

/// A rule across proposals: where it cuts, and why there.
fn cut_lines(cut: &Cut, lang: Lang) -> String {
    let text = words::cut(cut);
    let mut out = match (lang, cut.severity) {
        (Lang::En, Severity::Advice) => format!("advice: {}: {}\n", cut.title.en, text.en),
        (Lang::En, _) => format!("{}: {}\n", cut.title.en, text.en),
        (Lang::Ja, Severity::Advice) => format!("助言：「{}」は、{}\n", cut.title.ja, text.ja),
        (Lang::Ja, _) => format!("「{}」は、{}\n", cut.title.ja, text.ja),
    };
    let first = cut.steps.iter().find(|step| {
        !matches!(step.outcome, FindingOutcome::Pass | FindingOutcome::NotApplicable)
            && step.message.is_some()
    });
    if let Some(step) = first
        && let Some(message) = &step.message
    {
        let message = one_line(message.get(lang));
        out.push_str(&match lang {
            Lang::En => format!("  up to place {}: {message}\n", step.place),
            Lang::Ja => format!("  {}位まで：{message}\n", step.place),
        });
    }
    out
}

/// How many columns a text takes on a terminal.
fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}
