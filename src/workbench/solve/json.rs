//! `json`: a change as one machine-readable document, schema `kisoku.solve/1`. Amounts are exact, in yen.

use super::{Change, Clash, Fixed, RuleRef, Solved, words};
use crate::eval::Verdict;
use crate::report::{WirePoint, WireText, pretty_json};
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.solve/1";

/// The answer as JSON, indented, with a line end.
pub fn json(solved: &Solved) -> String {
    let wire = Wire {
        schema: SCHEMA,
        path: &solved.path,
        document: solved.document,
        program: &solved.program,
        as_of: solved.as_of.map(|day| day.to_string()),
        verdict: verdict(solved.before),
        verdict_after: solved.after.map(verdict),
        may_change: &solved.may_change,
        fields: solved.changes.len(),
        moved_yen: solved.moved.to_string(),
        changes: solved.changes.iter().map(change).collect(),
        left: solved
            .left
            .iter()
            .map(|left| WireLeft {
                rule: left.rule.as_ref().map(|rule| rule.name.as_str()),
                fails: left.fails,
                words: WireText::of(&left.words),
            })
            .collect(),
        not_considered: solved
            .not_considered
            .iter()
            .map(|(rule, why)| WireWhy { rule: &rule.name, because: WireText::of(why) })
            .collect(),
        clash: solved.clash.as_ref().map(clash),
    };
    pretty_json(&wire)
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Undetermined => "undetermined",
    }
}

fn change(change: &Change) -> WireChange<'_> {
    WireChange {
        path: &change.path,
        name: WireText::of(&change.name),
        line: change.line,
        old: change.old.as_ref().map(|(_, exact)| exact.as_str()),
        new: &change.new.1,
        difference: change.difference.as_ref().map(|(_, exact)| exact.as_str()),
        display: WireText::of(&change.new.0),
        needed_by: change.needed_by.iter().map(rule).collect(),
    }
}

fn rule(rule: &RuleRef) -> WireRule<'_> {
    WireRule {
        rule: &rule.name,
        title: WireText::of(&rule.title),
        at: rule.at.as_ref().map(|at| WirePoint::new(&at.file, at.line, at.column)),
    }
}

fn clash(clash: &Clash) -> WireClash<'_> {
    WireClash {
        rules: clash.rules.iter().map(rule).collect(),
        fixed: clash.fixed.iter().map(fixed).collect(),
        minimal: clash.minimal,
        declared: clash.declared.iter().map(WireText::of).collect(),
        allow: clash.allow.iter().map(|field| field.path.as_str()).collect(),
        advice: {
            let text = words::allow(clash);
            WireOwned { en: text.en, ja: text.ja }
        },
    }
}

fn fixed(field: &Fixed) -> WireFixed<'_> {
    WireFixed { path: &field.path, value: field.value.as_ref().map(WireText::of), line: field.line }
}

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    path: &'a str,
    document: u32,
    program: &'a str,
    as_of: Option<String>,
    verdict: &'static str,
    verdict_after: Option<&'static str>,
    may_change: &'a [String],
    fields: usize,
    moved_yen: String,
    changes: Vec<WireChange<'a>>,
    left: Vec<WireLeft<'a>>,
    not_considered: Vec<WireWhy<'a>>,
    clash: Option<WireClash<'a>>,
}

#[derive(Serialize)]
struct WireChange<'a> {
    path: &'a str,
    name: WireText<'a>,
    line: u32,
    old: Option<&'a str>,
    new: &'a str,
    difference: Option<&'a str>,
    display: WireText<'a>,
    needed_by: Vec<WireRule<'a>>,
}

#[derive(Serialize)]
struct WireRule<'a> {
    rule: &'a str,
    title: WireText<'a>,
    at: Option<WirePoint<'a>>,
}

#[derive(Serialize)]
struct WireLeft<'a> {
    rule: Option<&'a str>,
    fails: bool,
    words: WireText<'a>,
}

#[derive(Serialize)]
struct WireWhy<'a> {
    rule: &'a str,
    because: WireText<'a>,
}

#[derive(Serialize)]
struct WireClash<'a> {
    rules: Vec<WireRule<'a>>,
    fixed: Vec<WireFixed<'a>>,
    minimal: bool,
    declared: Vec<WireText<'a>>,
    allow: Vec<&'a str>,
    advice: WireOwned,
}

#[derive(Serialize)]
struct WireFixed<'a> {
    path: &'a str,
    value: Option<WireText<'a>>,
    line: u32,
}

#[derive(Serialize)]
struct WireOwned {
    en: String,
    ja: String,
}
