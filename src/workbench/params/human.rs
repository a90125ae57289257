//! Figures as a table for a terminal, Japanese characters counted double; long cells go on below. Sources are
//! numbered, and listed below the table.

use super::{Citation, Params, ProgramParams, words};
use crate::diag::{Bilingual, Lang};
use crate::report::one_line;
use crate::workbench::grid::grid;

/// A table for each programme.
pub fn human(params: &Params, lang: Lang, width: usize) -> String {
    let mut out = String::new();
    for program in &params.programs {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&one_line(words::heading(program).get(lang)));
        out.push_str("\n\n");
        if program.params.is_empty() {
            out.push_str(&format!("{}\n", words::none().get(lang)));
            continue;
        }
        let sources = sources(program);
        let line = |cells: [Bilingual; 5]| cells.map(|cell| one_line(cell.get(lang))).to_vec();
        let mut rows = vec![line(words::head())];
        for param in &program.params {
            for (at, value) in param.values.iter().enumerate() {
                let mut cells = words::row(program, param, value, at == 0);
                if let Some(from) = cells.last_mut().filter(|_| at == 0) {
                    *from = Bilingual::same(numbers(&param.citations, &sources));
                }
                rows.push(line(cells));
            }
        }
        out.push_str(&grid(&rows, width));
        if sources.is_empty() {
            continue;
        }
        out.push('\n');
        let listed: Vec<Vec<String>> = (1_u32..)
            .zip(&sources)
            .map(|(number, source)| vec![format!("[{number}]"), one_line(source.words().get(lang))])
            .collect();
        out.push_str(&grid(&listed, width));
    }
    out
}

/// The sources of a programme's figures, each once, in the order in which they are come to.
fn sources(program: &ProgramParams) -> Vec<&Citation> {
    let mut out: Vec<&Citation> = Vec::new();
    for citation in program.params.iter().flat_map(|param| &param.citations) {
        if !out.contains(&citation) {
            out.push(citation);
        }
    }
    out
}

/// `[1] [3]`
fn numbers(citations: &[Citation], sources: &[&Citation]) -> String {
    let number = |citation: &Citation| (1_u32..).zip(sources).find(|(_, source)| **source == citation);
    let numbers = citations.iter().filter_map(number).map(|(number, _)| format!("[{number}]"));
    numbers.collect::<Vec<_>>().join(" ")
}
