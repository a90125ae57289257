//! Figures in CSV, for spreadsheets: one row a value, exact and without separators.

use super::{NamedValue, Param, Params, ProgramParams};
use crate::workbench::csv::{BYTE_ORDER_MARK, cell};

/// The columns; their names are the same in both languages, for programs read them.
const HEADER: &str = "program,name,label_en,label_ja,value,unit,display_en,display_ja,from,to,rules,citations_en,\
                      citations_ja,file,line";

/// All figures in one table; with a byte order mark where Excel is to open it.
pub fn csv(params: &Params, for_excel: bool) -> String {
    let mut out = String::new();
    if for_excel {
        out.push(BYTE_ORDER_MARK);
    }
    out.push_str(HEADER);
    out.push('\n');
    for program in &params.programs {
        for param in &program.params {
            for value in &param.values {
                out.push_str(&line(program, param, value));
                out.push('\n');
            }
        }
    }
    out
}

fn line(program: &ProgramParams, param: &Param, value: &NamedValue) -> String {
    let rules: Vec<String> =
        param.read_by.iter().map(|reader| format!("{}/{}", reader.program, reader.name)).collect();
    let citations: Vec<_> = param.citations.iter().map(super::Citation::words).collect();
    let from =
        |get: fn(&crate::diag::Bilingual) -> &str| citations.iter().map(get).collect::<Vec<_>>().join("; ");
    [
        cell(&program.id),
        cell(param.name.as_deref().unwrap_or_default()),
        cell(&param.label.en),
        cell(&param.label.ja),
        exactly(&value.exact),
        param.unit.to_owned(),
        exactly(&value.words.en),
        exactly(&value.words.ja),
        value.from.map(|day| day.to_string()).unwrap_or_default(),
        value.to.map(|day| day.to_string()).unwrap_or_default(),
        cell(&rules.join("; ")),
        cell(&from(|one| &one.en)),
        cell(&from(|one| &one.ja)),
        cell(&param.at.file),
        param.at.line.to_string(),
    ]
    .join(",")
}

/// A number as it is, a negative one too; a fraction so that no spreadsheet takes it for a date.
fn exactly(value: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    match value.split_once('/') {
        Some((above, below)) if digits(above) && digits(below) => format!("{above}÷{below}"),
        Some(_) => cell(value),
        None if value.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == '.') => {
            value.to_owned()
        }
        None => cell(value),
    }
}
