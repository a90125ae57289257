//! Figures as tables in Markdown.

use super::{Params, words};
use crate::diag::{Bilingual, Lang};
use crate::workbench::paper::markdown_text;

/// A table for each programme.
pub fn markdown(params: &Params, lang: Lang) -> String {
    let mut out = String::new();
    for program in &params.programs {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("## {}\n\n", markdown_text(words::heading(program).get(lang))));
        if program.params.is_empty() {
            out.push_str(&format!("{}\n", words::none().get(lang)));
            continue;
        }
        let line = |cells: [Bilingual; 5]| {
            let cells = cells.map(|cell| markdown_text(cell.get(lang)));
            format!("| {} |\n", cells.join(" | "))
        };
        out.push_str(&line(words::head()));
        out.push_str("|---|--:|---|---|---|\n");
        for param in &program.params {
            for (at, value) in param.values.iter().enumerate() {
                out.push_str(&line(words::row(program, param, value, at == 0)));
            }
        }
    }
    out
}
