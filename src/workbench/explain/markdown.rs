//! A page in Markdown, for a pull request or a letter.

use super::layout::{self, Block};
use super::{Explained, draw};
use crate::diag::{Bilingual, Lang};
use crate::workbench::paper::markdown_text as escaped;

/// Lines are drawn no wider than this.
const WIDTH: usize = 90;

/// The page in one language.
pub fn markdown(page: &Explained, lang: Lang) -> String {
    markdown_at(page, lang, 2)
}

/// The page in one language, its title at a level of headings.
pub fn markdown_at(page: &Explained, lang: Lang, level: usize) -> String {
    let title = "#".repeat(level);
    let say = |text: &Bilingual| escaped(text.get(lang));
    let mut out = format!("{title} {}\n\n`{}/{}`\n", say(&page.title), page.program, page.name);
    let pen = draw::Pen { lang, unicode: true, color: false, width: WIDTH };
    for section in layout::sections(page) {
        out.push_str(&format!("\n{title}# {}\n\n", capital(section.heading.get(lang))));
        for block in section.blocks {
            match block {
                Block::Text { depth, text, .. } => {
                    out.push_str(&format!("{}- {}\n", "  ".repeat(depth), say(&text)));
                }
                Block::Line(line) => {
                    out.push_str(&format!("{}\n\n", say(&layout::axis(line))));
                    match draw::draw(line, pen) {
                        Some(rows) => out.push_str(&format!("```text\n{}\n```\n\n", rows.join("\n"))),
                        None => {
                            for words in draw::in_words(line) {
                                out.push_str(&format!("- {}\n", say(&words)));
                            }
                            out.push('\n');
                        }
                    }
                }
                Block::Example(example) => {
                    out.push_str(&format!("{}\n\n", say(&layout::example(example))));
                    out.push_str(match lang {
                        Lang::En => "| value | outcome |\n|--:|---|\n",
                        Lang::Ja => "| 値 | 結果 |\n|--:|---|\n",
                    });
                    for trial in &example.trials {
                        out.push_str(&format!(
                            "| {} | {} |\n",
                            say(&trial.value),
                            say(&layout::trial(trial))
                        ));
                    }
                    out.push('\n');
                }
            }
        }
    }
    // A section that ends in a table or drawing has an empty line of its own.
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
