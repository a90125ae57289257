//! `json`: the figures as one machine-readable document, schema `kisoku.params/1`.

use super::{Param, Params};
use crate::report::{WirePoint, WireText, pretty_json};
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.params/1";

/// The figures as JSON, indented, with a line end.
pub fn json(params: &Params) -> String {
    let programs = params.programs.iter().map(|program| WireProgram {
        program: &program.id,
        title: WireText::of(&program.title),
        params: program.params.iter().map(WireParam::of).collect(),
    });
    let wire = WireParams { schema: SCHEMA, programs: programs.collect() };
    pretty_json(&wire)
}

#[derive(Serialize)]
struct WireParams<'a> {
    schema: &'static str,
    programs: Vec<WireProgram<'a>>,
}

#[derive(Serialize)]
struct WireProgram<'a> {
    program: &'a str,
    title: WireText<'a>,
    params: Vec<WireParam<'a>>,
}

#[derive(Serialize)]
struct WireParam<'a> {
    name: Option<&'a str>,
    label: Option<WireText<'a>>,
    unit: &'static str,
    values: Vec<WireValue<'a>>,
    read_by: Vec<WireReader<'a>>,
    citations: Vec<WireCitation<'a>>,
    at: WirePoint<'a>,
}

#[derive(Serialize)]
struct WireValue<'a> {
    value: &'a str,
    display: WireText<'a>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct WireReader<'a> {
    program: &'a str,
    rule: &'a str,
    title: WireText<'a>,
}

#[derive(Serialize)]
struct WireCitation<'a> {
    source: &'a str,
    title: WireText<'a>,
    at: &'a str,
    says: Option<&'a str>,
}

impl<'a> WireParam<'a> {
    fn of(param: &'a Param) -> Self {
        let values = param.values.iter().map(|value| WireValue {
            value: &value.exact,
            display: WireText::of(&value.words),
            from: value.from.map(|day| day.to_string()),
            to: value.to.map(|day| day.to_string()),
        });
        let read_by = param.read_by.iter().map(|reader| WireReader {
            program: &reader.program,
            rule: &reader.name,
            title: WireText::of(&reader.title),
        });
        let citations = param.citations.iter().map(|citation| WireCitation {
            source: &citation.source,
            title: WireText::of(&citation.title),
            at: &citation.at,
            says: citation.says.as_deref(),
        });
        let labelled = !param.label.en.is_empty() || !param.label.ja.is_empty();
        WireParam {
            name: param.name.as_deref(),
            label: labelled.then(|| WireText::of(&param.label)),
            unit: param.unit,
            values: values.collect(),
            read_by: read_by.collect(),
            citations: citations.collect(),
            at: WirePoint::new(&param.at.file, param.at.line, param.at.column),
        }
    }
}
