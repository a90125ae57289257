//! `tap`: what came of the tests in the Test Anything Protocol, version 14, with a block of YAML where one fails.

use super::report::{Failure, SuiteReport};
use crate::diag::{Lang, Severity};
use crate::report::{RuleDiagnostic, one_line};
use std::fmt::Write as _;

/// What came of the tests.
pub fn tap(report: &SuiteReport, lang: Lang) -> String {
    let mut out = String::from("TAP version 14\n");
    let mut lines = String::new();
    let mut number = 0_usize;
    for pack in &report.packs {
        for test in &pack.tests {
            number = number.saturating_add(1);
            let word = if test.failures.is_empty() { "ok" } else { "not ok" };
            put(&mut lines, format_args!("{word} {number} - {}: {}\n", pack.id, description(&test.name)));
            if let Some(first) = test.failures.first() {
                // A test has one block.
                let message = quoted(first.diagnostic.message.get(lang));
                put(&mut lines, format_args!("  ---\n  message: {message}\n  severity: fail\n  failures:\n"));
                for failure in &test.failures {
                    item(&mut lines, failure, lang);
                }
                lines.push_str("  ...\n");
            }
        }
    }
    // The plan is known only once all is run; the protocol wants it first or last.
    put(&mut out, format_args!("1..{number}\n"));
    for diagnostic in &report.diagnostics {
        put(
            &mut out,
            format_args!(
                "# {}[{}] {}\n",
                diagnostic.severity.word(),
                diagnostic.code,
                said(diagnostic, lang)
            ),
        );
    }
    out.push_str(&lines);
    if let Some(error) = report.diagnostics.iter().find(|one| one.severity == Severity::Error) {
        put(&mut out, format_args!("Bail out! {}\n", said(error, lang)));
    }
    out
}

fn item(out: &mut String, failure: &Failure, lang: Lang) {
    put(out, format_args!("    - expected: {}\n", quoted(failure.expected.get(lang))));
    put(out, format_args!("      actual: {}\n", quoted(failure.came.get(lang))));
    if let Some((place, _)) = failure.diagnostic.labels.first() {
        let file = quoted(&place.file);
        put(
            out,
            format_args!("      at: {{ file: {file}, line: {}, column: {} }}\n", place.line, place.column),
        );
    }
    if let Some(help) = &failure.diagnostic.help {
        put(out, format_args!("      help: {}\n", quoted(help.get(lang))));
    }
}

/// The message of a diagnostic with its place, on one line.
fn said(diagnostic: &RuleDiagnostic, lang: Lang) -> String {
    let message = one_line(diagnostic.message.get(lang));
    match diagnostic.labels.first() {
        Some((place, _)) => format!("{message} ({}:{}:{})", one_line(&place.file), place.line, place.column),
        None => message,
    }
}

/// A description: the signs that the protocol reads in it are escaped.
fn description(name: &str) -> String {
    one_line(name).replace('\\', "\\\\").replace('#', "\\#")
}

/// A text as YAML reads it: JSON's quotes are YAML's.
fn quoted(text: &str) -> String {
    serde_json::to_string(&one_line(text.trim())).unwrap_or_default()
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // A string takes whatever is written.
    let _ = out.write_fmt(text);
}
