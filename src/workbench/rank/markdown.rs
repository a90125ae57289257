//! A ranking in Markdown, for minutes and pull requests.

use super::{Ranking, words};
use crate::diag::Lang;
use crate::report::one_line;

/// All rankings, each under a heading of its own.
pub fn markdown(rankings: &[Ranking], lang: Lang) -> String {
    rankings.iter().map(|ranking| one(ranking, lang)).collect::<Vec<_>>().join("\n")
}

fn one(ranking: &Ranking, lang: Lang) -> String {
    let mut out = format!("## {}\n\n", cell(words::heading(ranking).get(lang)));
    out.push_str(match lang {
        Lang::En => "| place | points | by itself | proposal | sheets |\n|---|---|---|---|---|\n",
        Lang::Ja => "| 順位 | 得点 | 申請の判定 | 申請 | 採点シート |\n|---|---|---|---|---|\n",
    });
    for row in &ranking.rows {
        let sheets: Vec<String> = row.sheets.iter().map(|sheet| cell(&words::sheet(sheet, lang))).collect();
        out.push_str(&format!(
            "| {} | {} | {} | {} | {} |\n",
            words::place(row, lang),
            words::points(&row.low, row.high.as_ref(), lang),
            words::verdict(row.verdict, lang),
            cell(&words::proposal(row, lang)),
            sheets.join("<br>"),
        ));
    }
    if !ranking.cuts.is_empty() || !ranking.notes.is_empty() {
        out.push('\n');
    }
    for cut in &ranking.cuts {
        let text = words::cut(cut);
        out.push_str(&match lang {
            Lang::En => format!("- {}: {}\n", cell(&cut.title.en), text.en),
            Lang::Ja => format!("- 「{}」は、{}\n", cell(&cut.title.ja), text.ja),
        });
    }
    for note in &ranking.notes {
        out.push_str(&format!("- {}\n", cell(note.get(lang))));
    }
    out
}

/// A text that neither ends a cell nor means anything to Markdown or HTML.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
