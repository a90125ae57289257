//! `json`: what is open as one machine-readable document, schema `kisoku.questions/1`.

use super::{Open, Point, PointKind};
use crate::report::{WirePoint as WireAt, WireText, pretty_json};
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.questions/1";

/// What is open as JSON, indented, with a line end.
pub fn json(open: &Open) -> String {
    let wire = WireOpen {
        schema: SCHEMA,
        count: open.count(),
        authorities: open
            .authorities
            .iter()
            .map(|authority| WireAuthority {
                authority: WireText::of(&authority.name),
                programs: authority
                    .programs
                    .iter()
                    .map(|program| WireProgram {
                        program: &program.id,
                        title: WireText::of(&program.title),
                        points: program.points.iter().map(WirePoint::of).collect(),
                    })
                    .collect(),
            })
            .collect(),
    };
    pretty_json(&wire)
}

#[derive(Serialize)]
struct WireOpen<'a> {
    schema: &'static str,
    count: usize,
    authorities: Vec<WireAuthority<'a>>,
}

#[derive(Serialize)]
struct WireAuthority<'a> {
    authority: WireText<'a>,
    programs: Vec<WireProgram<'a>>,
}

#[derive(Serialize)]
struct WireProgram<'a> {
    program: &'a str,
    title: WireText<'a>,
    points: Vec<WirePoint<'a>>,
}

#[derive(Serialize)]
struct WirePoint<'a> {
    kind: &'static str,
    name: &'a str,
    title: WireText<'a>,
    note: Option<WireText<'a>>,
    read_as: Option<WireText<'a>>,
    other_reading: Option<WireText<'a>>,
    about: Vec<WireAbout<'a>>,
    citations: Vec<WireCitation<'a>>,
    at: WireAt<'a>,
}

impl<'a> WirePoint<'a> {
    fn of(point: &'a Point) -> Self {
        let (kind, readings) = match &point.kind {
            PointKind::Question => ("question", None),
            PointKind::Reading(required, other) => ("other_reading", Some((required, other))),
            PointKind::Conflict => ("conflict", None),
        };
        WirePoint {
            kind,
            name: &point.name,
            title: WireText::of(&point.title),
            note: point.note.as_ref().map(WireText::of),
            read_as: readings.map(|(required, _)| WireText::of(required)),
            other_reading: readings.map(|(_, other)| WireText::of(other)),
            about: point
                .about
                .iter()
                .map(|about| WireAbout { rule: &about.name, title: WireText::of(&about.title) })
                .collect(),
            citations: point
                .citations
                .iter()
                .map(|citation| WireCitation {
                    source: &citation.source,
                    title: WireText::of(&citation.title),
                    at: &citation.at,
                    says: citation.says.as_deref(),
                })
                .collect(),
            at: WireAt::new(&point.at.file, point.at.line, point.at.column),
        }
    }
}

#[derive(Serialize)]
struct WireAbout<'a> {
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
