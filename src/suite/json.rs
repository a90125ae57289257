//! `json`: what came of the tests as one machine-readable document, schema `kisoku.test/1`.

use super::report::{Failure, SuiteReport, TestReport};
use crate::report::{Place, WireDiagnostic, WirePoint, WireText, pretty_json};
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.test/1";

/// What came of the tests as JSON, indented, with a line end.
pub fn json(report: &SuiteReport) -> String {
    let (passed, failed) = report.counts();
    let wire = WireSuite {
        schema: SCHEMA,
        summary: WireCounts {
            packs: report.packs.len(),
            tests: passed.saturating_add(failed),
            passed,
            failed,
        },
        tests: report
            .packs
            .iter()
            .flat_map(|pack| pack.tests.iter().map(|test| WireTest::of(&pack.id, test)))
            .collect(),
        diagnostics: report.diagnostics.iter().map(WireDiagnostic::of).collect(),
    };
    pretty_json(&wire)
}

#[derive(Serialize)]
struct WireSuite<'a> {
    schema: &'static str,
    summary: WireCounts,
    tests: Vec<WireTest<'a>>,
    diagnostics: Vec<WireDiagnostic<'a>>,
}

#[derive(Serialize)]
struct WireCounts {
    packs: usize,
    tests: usize,
    passed: usize,
    failed: usize,
}

#[derive(Serialize)]
struct WireTest<'a> {
    program: &'a str,
    name: &'a str,
    at: Option<WirePoint<'a>>,
    outcome: &'static str,
    failures: Vec<WireFailure<'a>>,
}

#[derive(Serialize)]
struct WireFailure<'a> {
    at: Option<WirePoint<'a>>,
    expected: WireText<'a>,
    came: WireText<'a>,
    /// Every other place that plays a part: the head of the table, and what decided.
    places: Vec<WirePlace<'a>>,
    help: Option<WireText<'a>>,
}

#[derive(Serialize)]
struct WirePlace<'a> {
    at: WirePoint<'a>,
    text: WireText<'a>,
}

impl<'a> WireTest<'a> {
    fn of(program: &'a str, test: &'a TestReport) -> Self {
        WireTest {
            program,
            name: &test.name,
            at: test.at.as_ref().map(point),
            outcome: if test.failures.is_empty() { "passed" } else { "failed" },
            failures: test.failures.iter().map(WireFailure::of).collect(),
        }
    }
}

impl<'a> WireFailure<'a> {
    fn of(failure: &'a Failure) -> Self {
        let mut places = failure.diagnostic.labels.iter();
        let first = places.next();
        WireFailure {
            at: first.map(|(place, _)| point(place)),
            expected: WireText::of(&failure.expected),
            came: WireText::of(&failure.came),
            places: places
                .map(|(place, text)| WirePlace { at: point(place), text: WireText::of(text) })
                .collect(),
            help: failure.diagnostic.help.as_ref().map(WireText::of),
        }
    }
}

fn point(place: &Place) -> WirePoint<'_> {
    WirePoint::new(&place.file, place.line, place.column)
}
