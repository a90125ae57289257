//! A page for a terminal.

use super::layout::{self, Block};
use super::{Example, Explained, draw};
use crate::diag::{Bilingual, Lang};
use crate::report::HumanOptions;
use crate::workbench::paper::Paper;
use textwrap::core::display_width;

/// The page, wrapped and drawn for a terminal.
pub fn human(page: &Explained, options: HumanOptions) -> String {
    let HumanOptions { lang, unicode, color, width, .. } = options;
    let mut paper = Paper::new(lang, width);
    paper.line(&format!("{}/{}", page.program, page.name));
    paper.paragraph(0, &page.title);
    if page.title.en != page.title.ja {
        // In the other language, too: what people say to each other of it.
        paper.paragraph(0, &Bilingual::new(page.title.ja.clone(), page.title.en.clone()));
    }
    let pen = draw::Pen { lang, unicode, color, width: width.saturating_sub(4) };
    for section in layout::sections(page) {
        paper.heading(&section.heading.en, &section.heading.ja);
        for block in section.blocks {
            match block {
                Block::Text { depth, item, text } => {
                    let indent = depth.saturating_add(1).saturating_mul(2);
                    if item { paper.item(indent, &text) } else { paper.paragraph(indent, &text) }
                }
                Block::Line(line) => {
                    paper.paragraph(2, &layout::axis(line));
                    match draw::draw(line, pen) {
                        Some(rows) => rows.iter().for_each(|row| paper.drawn(4, row)),
                        None => draw::in_words(line).iter().for_each(|words| paper.item(4, words)),
                    }
                }
                Block::Example(example) => trials(&mut paper, example, lang),
            }
        }
    }
    paper.finish()
}

/// The values tried, right-aligned, each with what became of it.
fn trials(paper: &mut Paper, example: &Example, lang: Lang) {
    paper.paragraph(2, &layout::example(example));
    let width = |text: &str| display_width(text);
    let widest = example.trials.iter().map(|trial| width(trial.value.get(lang))).max().unwrap_or(0);
    for trial in &example.trials {
        let value = trial.value.get(lang);
        let pad = " ".repeat(widest.saturating_sub(width(value)));
        paper.drawn(4, &format!("{pad}{value}  {}", layout::trial(trial).get(lang)));
    }
}
