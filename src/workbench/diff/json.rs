//! `json`: the comparison as one machine-readable document, schema `kisoku.diff/1`.

use super::words::{aspect_word, direction_of, fate_word, kind_word, meaning_word};
use super::{
    AcrossDiff, Change, Diff, Entry, Example, Found, Line, Meaning, OutcomeDiff, PlaceDiff, ProgramDiff,
    ProposalDiff, RuleDiff, Shown, Sought, Whole,
};
use crate::report::{FileVerdict, FindingOutcome, WirePoint, WireText, pretty_json};
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.diff/1";

/// The comparison as JSON, indented, with a line end.
pub fn json(diff: &Diff) -> String {
    let wire = WireDiff {
        schema: SCHEMA,
        old: &diff.old,
        new: &diff.new,
        changed: !diff.is_empty(),
        matters: diff.matters(),
        not_compared: &diff.broken,
        programs: diff.programs.iter().map(WireProgram::of).collect(),
        proposals: diff.proposals.iter().map(WireProposalDiff::of).collect(),
        across: diff.across.iter().map(WireAcross::of).collect(),
    };
    pretty_json(&wire)
}

#[derive(Serialize)]
struct WireDiff<'a> {
    schema: &'static str,
    old: &'a str,
    new: &'a str,
    changed: bool,
    matters: bool,
    not_compared: &'a [String],
    programs: Vec<WireProgram<'a>>,
    proposals: Vec<WireProposalDiff<'a>>,
    across: Vec<WireAcross<'a>>,
}

#[derive(Serialize)]
struct WireProgram<'a> {
    program: &'a str,
    was: Option<&'a str>,
    title: WireText<'a>,
    fate: &'static str,
    matters: bool,
    rules_before: usize,
    rules_after: usize,
    whole: Vec<WireWhole<'a>>,
    rules: Vec<WireRule<'a>>,
    entries: Vec<WireEntry<'a>>,
}

impl<'a> WireProgram<'a> {
    fn of(program: &'a ProgramDiff) -> Self {
        WireProgram {
            program: &program.id,
            was: program.was.as_deref(),
            title: WireText::of(&program.title),
            fate: fate_word(program.fate),
            matters: program.matters(),
            rules_before: program.rule_counts.0,
            rules_after: program.rule_counts.1,
            whole: program.whole.iter().map(WireWhole::of).collect(),
            rules: program.rules.iter().map(WireRule::of).collect(),
            entries: program.entries.iter().map(WireEntry::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct WireEntry<'a> {
    kind: &'static str,
    name: &'a str,
    was: Option<&'a str>,
    title: WireText<'a>,
    fate: &'static str,
    /// Of the form: whether it asks for more now.
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    changes: Vec<WireChange<'a>>,
    at: WirePoint<'a>,
}

impl<'a> WireEntry<'a> {
    fn of(entry: &'a Entry) -> Self {
        WireEntry {
            kind: kind_word(entry.kind),
            name: &entry.name,
            was: entry.was.as_deref(),
            title: WireText::of(&entry.title),
            fate: fate_word(entry.fate),
            direction: direction_of(entry).as_ref().map(meaning_word),
            changes: entry.changes.iter().map(WireChange::of).collect(),
            at: WirePoint::new(&entry.at.file, entry.at.line, entry.at.column),
        }
    }
}

#[derive(Serialize)]
struct WireChange<'a> {
    aspect: &'static str,
    what: Option<WireText<'a>>,
    old: Option<WireShown<'a>>,
    new: Option<WireShown<'a>>,
    delta: Option<WireShown<'a>>,
    matters: bool,
}

impl<'a> WireChange<'a> {
    fn of(change: &'a Change) -> Self {
        WireChange {
            aspect: aspect_word(change.aspect),
            what: (!change.what.en.is_empty()).then(|| WireText::of(&change.what)),
            old: change.old.as_ref().map(WireShown::of),
            new: change.new.as_ref().map(WireShown::of),
            delta: change.delta.as_ref().map(WireShown::of),
            matters: change.matters,
        }
    }
}

#[derive(Serialize)]
struct WireShown<'a> {
    value: Option<&'a str>,
    display: WireText<'a>,
}

impl<'a> WireShown<'a> {
    fn of(shown: &'a Shown) -> Self {
        WireShown { value: shown.exact.as_deref(), display: WireText::of(&shown.words) }
    }
}

#[derive(Serialize)]
struct WireRule<'a> {
    #[serde(flatten)]
    entry: WireEntry<'a>,
    meaning: &'static str,
    not_compared_because: Option<WireText<'a>>,
    limit: Option<WireText<'a>>,
    matters: bool,
    examples: Vec<WireExample<'a>>,
    says_before: Vec<WireLine<'a>>,
    says_after: Vec<WireLine<'a>>,
}

impl<'a> WireRule<'a> {
    fn of(rule: &'a RuleDiff) -> Self {
        let lines = |lines: Option<&'a Vec<Line>>| lines.into_iter().flatten().map(WireLine::of).collect();
        WireRule {
            entry: WireEntry::of(&rule.entry),
            meaning: meaning_word(&rule.meaning),
            not_compared_because: match &rule.meaning {
                Meaning::NotCompared(why) | Meaning::NotSettled(why) => Some(WireText::of(why)),
                _ => None,
            },
            limit: rule.limit.as_ref().map(WireText::of),
            matters: rule.matters(),
            examples: rule.examples.iter().map(WireExample::of).collect(),
            says_before: lines(rule.says.as_ref().map(|says| &says.0)),
            says_after: lines(rule.says.as_ref().map(|says| &says.1)),
        }
    }
}

#[derive(Serialize)]
struct WireWhole<'a> {
    direction: &'static str,
    found: &'static str,
    form_as_well: bool,
    limit: Option<WireText<'a>>,
    because: Option<WireText<'a>>,
    example: Option<WireExample<'a>>,
}

impl<'a> WireWhole<'a> {
    fn of(whole: &'a Whole) -> Self {
        let (found, because, example) = match &whole.found {
            Sought::Found(example) => ("some", None, Some(WireExample::of(example))),
            Sought::None => ("none", None, None),
            Sought::Unknown(why) => ("unknown", Some(WireText::of(why)), None),
        };
        WireWhole {
            direction: direction(whole.stricter),
            found,
            form_as_well: whole.form_as_well,
            limit: whole.limit.as_ref().map(WireText::of),
            because,
            example,
        }
    }
}

fn direction(stricter: bool) -> &'static str {
    if stricter { "stricter" } else { "looser" }
}

#[derive(Serialize)]
struct WireExample<'a> {
    shows: &'static str,
    old: Option<&'static str>,
    new: Option<&'static str>,
    old_verdict: &'static str,
    new_verdict: &'static str,
    because: Vec<WireText<'a>>,
    proposals: &'a [String],
}

impl<'a> WireExample<'a> {
    fn of(example: &'a Example) -> Self {
        WireExample {
            shows: direction(example.stricter),
            old: example.old.map(FindingOutcome::word),
            new: example.new.map(FindingOutcome::word),
            old_verdict: example.old_verdict.word(),
            new_verdict: example.new_verdict.word(),
            because: example.because.iter().map(WireText::of).collect(),
            proposals: &example.texts,
        }
    }
}

#[derive(Serialize)]
struct WireLine<'a> {
    depth: usize,
    text: WireText<'a>,
}

impl<'a> WireLine<'a> {
    fn of(line: &'a Line) -> Self {
        WireLine { depth: line.depth, text: WireText::of(&line.text) }
    }
}

#[derive(Serialize)]
struct WireProposalDiff<'a> {
    path: &'a str,
    document: u32,
    program: &'a str,
    old: Option<&'static str>,
    new: Option<&'static str>,
    rules: Vec<WireOutcome<'a>>,
}

impl<'a> WireProposalDiff<'a> {
    fn of(proposal: &'a ProposalDiff) -> Self {
        WireProposalDiff {
            path: &proposal.path,
            document: proposal.document,
            program: &proposal.program,
            old: proposal.old.map(FileVerdict::word),
            new: proposal.new.map(FileVerdict::word),
            rules: proposal.rules.iter().map(WireOutcome::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct WireAcross<'a> {
    program: &'a str,
    rules: Vec<WireOutcome<'a>>,
}

impl<'a> WireAcross<'a> {
    fn of(across: &'a AcrossDiff) -> Self {
        WireAcross { program: &across.program, rules: across.rules.iter().map(WireOutcome::of).collect() }
    }
}

#[derive(Serialize)]
struct WireOutcome<'a> {
    rule: &'a str,
    title: WireText<'a>,
    old: Option<&'static str>,
    new: Option<&'static str>,
    places: Vec<WirePlaceDiff<'a>>,
}

impl<'a> WireOutcome<'a> {
    fn of(rule: &'a OutcomeDiff) -> Self {
        WireOutcome {
            rule: &rule.rule,
            title: WireText::of(&rule.title),
            old: rule.old.map(FindingOutcome::word),
            new: rule.new.map(FindingOutcome::word),
            places: rule.places.iter().map(WirePlaceDiff::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct WirePlaceDiff<'a> {
    path: &'a str,
    line: u32,
    old: Option<WireFound<'a>>,
    new: Option<WireFound<'a>>,
}

impl<'a> WirePlaceDiff<'a> {
    fn of(place: &'a PlaceDiff) -> Self {
        WirePlaceDiff {
            path: &place.path,
            line: place.line,
            old: place.old.as_ref().map(WireFound::of),
            new: place.new.as_ref().map(WireFound::of),
        }
    }
}

#[derive(Serialize)]
struct WireFound<'a> {
    outcome: &'static str,
    message: WireText<'a>,
    short_by: Option<WireShown<'a>>,
}

impl<'a> WireFound<'a> {
    fn of(found: &'a Found) -> Self {
        WireFound {
            outcome: found.outcome.word(),
            message: WireText::of(&found.message),
            short_by: found.short_by.as_ref().map(WireShown::of),
        }
    }
}
