//! `json`: a page as one machine-readable document, schema `kisoku.explain/1`.

use super::{BoundRole, Example, Explained, NumberLine, Said, SaidKind, Word};
use crate::diag::Bilingual;
use crate::eval::Outcome;
use crate::plan::Unit;
use crate::report::{Citation, NamedId, WirePoint, WireText, pretty_json};
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.explain/1";

/// The page as JSON, indented, with a line end.
pub fn json(page: &Explained) -> String {
    let wire = WirePage {
        schema: SCHEMA,
        kind: page.kind.word(),
        program: &page.program,
        name: &page.name,
        title: WireText::of(&page.title),
        facts: page
            .facts
            .iter()
            .map(|fact| WireFact { kind: fact.kind.word(), text: WireText::of(&fact.text) })
            .collect(),
        says: page.says.iter().map(WireSaid::of).collect(),
        parts: page
            .parts
            .iter()
            .map(|part| WirePart {
                depth: part.depth,
                name: &part.name,
                title: WireText::of(&part.title),
                note: optional(&part.note),
            })
            .collect(),
        words: page.words.iter().map(WireWord::of).collect(),
        lines: page.lines.iter().map(WireLine::of).collect(),
        examples: page.examples.iter().map(WireExample::of).collect(),
        citations: page.citations.iter().map(WireCitation::of).collect(),
        own: page.own.as_ref().map(WireText::of),
        conflicts: page
            .conflicts
            .iter()
            .map(|one| WireConflict {
                rule: &one.rule,
                title: WireText::of(&one.title),
                because: WireText::of(&one.because),
            })
            .collect(),
        ask: page.ask.as_ref().map(WireText::of),
        questions: page
            .questions
            .iter()
            .map(|one| WireQuestion {
                name: &one.name,
                title: WireText::of(&one.title),
                note: one.note.as_ref().map(WireText::of),
            })
            .collect(),
        used_by: page
            .used_by
            .iter()
            .map(|one| WireReference {
                kind: one.kind.word(),
                name: &one.name,
                title: WireText::of(&one.title),
            })
            .collect(),
        tests: page
            .tests
            .iter()
            .map(|one| WireTest {
                name: &one.name,
                expects: WireText::of(&one.expects),
                met: one.met,
                at: WirePoint::new(&one.at.file, one.at.line, one.at.column),
            })
            .collect(),
        at: WirePoint::new(&page.at.file, page.at.line, page.at.column),
    };
    pretty_json(&wire)
}

fn optional(text: &Bilingual) -> Option<WireText<'_>> {
    (!text.en.is_empty() || !text.ja.is_empty()).then(|| WireText::of(text))
}

#[derive(Serialize)]
struct WirePage<'a> {
    schema: &'static str,
    kind: &'static str,
    program: &'a str,
    name: &'a str,
    title: WireText<'a>,
    facts: Vec<WireFact<'a>>,
    says: Vec<WireSaid<'a>>,
    parts: Vec<WirePart<'a>>,
    words: Vec<WireWord<'a>>,
    lines: Vec<WireLine<'a>>,
    examples: Vec<WireExample<'a>>,
    citations: Vec<WireCitation<'a>>,
    own: Option<WireText<'a>>,
    conflicts: Vec<WireConflict<'a>>,
    ask: Option<WireText<'a>>,
    questions: Vec<WireQuestion<'a>>,
    used_by: Vec<WireReference<'a>>,
    tests: Vec<WireTest<'a>>,
    at: WirePoint<'a>,
}

#[derive(Serialize)]
struct WireFact<'a> {
    kind: &'static str,
    text: WireText<'a>,
}

#[derive(Serialize)]
struct WireSaid<'a> {
    kind: &'static str,
    text: WireText<'a>,
    because: Option<WireText<'a>>,
    citations: Vec<WireCitation<'a>>,
    inside: Vec<WireSaid<'a>>,
}

impl<'a> WireSaid<'a> {
    /// Rules nest no deeper than the parser lets brackets nest.
    fn of(said: &'a Said) -> Self {
        let kind = match said.kind {
            SaidKind::ForEach => "for_each",
            SaidKind::OnlyWhere => "only_where",
            SaidKind::Except => "except",
            SaidKind::AnyOf => "any_of",
            SaidKind::Requires => "requires",
            SaidKind::OtherReading => "other_reading",
            SaidKind::Judged => "judged",
            SaidKind::Needs => "needs",
        };
        WireSaid {
            kind,
            text: WireText::of(&said.text),
            because: said.because.as_ref().map(WireText::of),
            citations: said.citations.iter().map(WireCitation::of).collect(),
            inside: said.inside.iter().map(WireSaid::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct WirePart<'a> {
    depth: usize,
    name: &'a str,
    title: WireText<'a>,
    note: Option<WireText<'a>>,
}

#[derive(Serialize)]
struct WireWord<'a> {
    kind: &'static str,
    name: &'a str,
    label: WireText<'a>,
    meaning: Option<WireText<'a>>,
    values: Vec<WireValue<'a>>,
    citations: Vec<WireCitation<'a>>,
}

impl<'a> WireWord<'a> {
    fn of(word: &'a Word) -> Self {
        let kind = match word.id {
            NamedId::Let(_) => "let",
            NamedId::Define(_) => "define",
            NamedId::Table(_) => "table",
        };
        let values = word.values.iter().map(|value| WireValue {
            value: &value.exact,
            display: WireText::of(&value.words),
            from: value.from.map(|day| day.to_string()),
            to: value.to.map(|day| day.to_string()),
        });
        WireWord {
            kind,
            name: &word.name,
            label: WireText::of(&word.label),
            meaning: word.meaning.as_ref().map(WireText::of),
            values: values.collect(),
            citations: word.citations.iter().map(WireCitation::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct WireValue<'a> {
    value: &'a str,
    display: WireText<'a>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct WireLine<'a> {
    axis: WireText<'a>,
    role: &'static str,
    alternative: bool,
    unit: &'static str,
    from: Option<String>,
    to: Option<String>,
    ticks: Vec<WireTick<'a>>,
    zones: Vec<bool>,
}

#[derive(Serialize)]
struct WireTick<'a> {
    value: Option<&'a str>,
    display: WireText<'a>,
    passes: bool,
}

impl<'a> WireLine<'a> {
    fn of(line: &'a NumberLine) -> Self {
        let role = match line.role {
            BoundRole::Requires => "requires",
            BoundRole::OtherReading => "other_reading",
            BoundRole::OnlyWhere => "only_where",
            BoundRole::Except => "except",
        };
        let unit = match line.unit {
            Unit::Yen => "yen",
            Unit::One => "count",
            Unit::Day => "day",
            Unit::Year => "year",
            Unit::Ratio => "number",
        };
        let ticks = line.ticks.iter().map(|tick| WireTick {
            value: tick.exact.as_deref(),
            display: WireText::of(&tick.words),
            passes: tick.passes,
        });
        WireLine {
            axis: WireText::of(&line.axis),
            role,
            alternative: line.alternative,
            unit,
            from: line.from.map(|day| day.to_string()),
            to: line.to.map(|day| day.to_string()),
            ticks: ticks.collect(),
            zones: line.zones.clone(),
        }
    }
}

#[derive(Serialize)]
struct WireExample<'a> {
    test: &'a str,
    whole: Option<WireText<'a>>,
    name: WireText<'a>,
    path: &'a str,
    as_given: WireText<'a>,
    limit: WireText<'a>,
    trials: Vec<WireTrial<'a>>,
}

#[derive(Serialize)]
struct WireTrial<'a> {
    value: &'a str,
    display: WireText<'a>,
    step: i32,
    outcome: &'static str,
    otherwise: bool,
}

impl<'a> WireExample<'a> {
    fn of(example: &'a Example) -> Self {
        let outcome = |outcome| match outcome {
            Outcome::Contested => "contested",
            Outcome::Fail => "fail",
            Outcome::Undetermined => "undetermined",
            Outcome::Pass => "pass",
            Outcome::NotApplicable => "not_applicable",
        };
        let trials = example.trials.iter().map(|trial| WireTrial {
            value: &trial.exact,
            display: WireText::of(&trial.value),
            step: trial.step,
            outcome: outcome(trial.outcome),
            otherwise: trial.otherwise,
        });
        WireExample {
            test: &example.test,
            whole: example.whole.as_ref().map(WireText::of),
            name: WireText::of(&example.name),
            path: &example.path,
            as_given: WireText::of(&example.as_given),
            limit: WireText::of(&example.limit),
            trials: trials.collect(),
        }
    }
}

#[derive(Serialize)]
struct WireCitation<'a> {
    source: &'a str,
    title: WireText<'a>,
    at: &'a str,
    says: Option<&'a str>,
}

impl<'a> WireCitation<'a> {
    fn of(citation: &'a Citation) -> Self {
        WireCitation {
            source: &citation.source,
            title: WireText::of(&citation.title),
            at: &citation.at,
            says: citation.says.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct WireConflict<'a> {
    rule: &'a str,
    title: WireText<'a>,
    because: WireText<'a>,
}

#[derive(Serialize)]
struct WireQuestion<'a> {
    name: &'a str,
    title: WireText<'a>,
    note: Option<WireText<'a>>,
}

#[derive(Serialize)]
struct WireReference<'a> {
    kind: &'static str,
    name: &'a str,
    title: WireText<'a>,
}

#[derive(Serialize)]
struct WireTest<'a> {
    name: &'a str,
    expects: WireText<'a>,
    met: bool,
    at: WirePoint<'a>,
}
