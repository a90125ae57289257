//! A change for a terminal: one line, the table, why there is none, what is left.

use super::{Solved, words};
use crate::diag::{Bilingual, Lang};
use crate::report::one_line;
use crate::workbench::grid::grid;
use crate::workbench::paper::Paper;

/// The answer in a language.
pub fn human(solved: &Solved, lang: Lang, width: usize) -> String {
    let mut paper = Paper::new(lang, width);
    let place = if solved.document > 1 {
        let (path, number) = (&solved.path, solved.document);
        Bilingual::new(format!("{path}, document {number}"), format!("{path}（{number}件目）"))
    } else {
        Bilingual::same(solved.path.clone())
    };
    let headline = words::headline(solved);
    paper.say(0, format!("{}: {}", place.en, headline.en), format!("{}：{}", place.ja, headline.ja));
    if !solved.changes.is_empty() {
        paper.gap();
        let cells = |row: [Bilingual; 6]| row.map(|cell| one_line(cell.get(lang))).to_vec();
        let mut rows = vec![cells(words::heads())];
        rows.extend(solved.changes.iter().map(|change| cells(words::row(change))));
        for line in grid(&rows, width.saturating_sub(2)).lines() {
            paper.drawn(2, line);
        }
        if let Some(filled) = words::filled(solved) {
            paper.gap();
            paper.paragraph(0, &filled);
        }
    }
    if let Some(clash) = &solved.clash {
        paper.gap();
        paper.paragraph(0, &words::clash_head(clash));
        for rule in &clash.rules {
            paper.item(2, &words::rule(rule));
        }
        if !clash.fixed.is_empty() {
            paper.paragraph(0, &words::fixed_head());
            for field in &clash.fixed {
                paper.item(2, &words::fixed(field, &solved.path));
            }
        }
        if !clash.minimal {
            paper.paragraph(0, &words::not_minimal());
        }
        for declared in &clash.declared {
            paper.paragraph(0, declared);
        }
        paper.paragraph(0, &words::allow(clash));
        if let Some(argument) = words::allow_argument(clash) {
            paper.drawn(2, &one_line(&argument));
        }
    }
    if !solved.left.is_empty() {
        paper.gap();
        paper.paragraph(0, &words::left_head());
        for left in &solved.left {
            paper.item(2, &words::left(left));
        }
    }
    for (rule, why) in &solved.not_considered {
        paper.gap();
        paper.paragraph(0, &words::not_considered(rule, why));
    }
    paper.finish()
}
