//! Examples as tests of the pack: what the evaluator says now, kept.

use super::{Example, Examples};
use crate::data::{FieldType, Proposal, RecordId, SlotId, State, Value};
use crate::diag::Bilingual;
use crate::eval::{Outcome, Verdict};
use crate::fmt::format;
use crate::plan::Plan;
use crate::report::shown_value;
use crate::syntax::ast::ExpectedOutcome;
use crate::text::{FileId, Source};
use crate::value::{Notation, Scalar};

/// A test file, in the style of the house.
pub fn tests(examples: &Examples) -> String {
    let mut out = String::from(
        "//! Boundary examples, written by `kisoku examples`: each threshold just below, at and just above.\n",
    );
    for threshold in &examples.thresholds {
        for case in &threshold.cases {
            let Ok(example) = &case.found else { continue };
            out.push_str(&test(&threshold.rule, &threshold.words, &case.place, &case.name, example));
        }
    }
    format(&Source::new(FileId(0), "examples.test.kisoku", out)).text
}

fn test(rule: &str, words: &Bilingual, place: &Bilingual, name: &str, example: &Example) -> String {
    let outcome = match example.outcome {
        Outcome::Pass => ExpectedOutcome::Passes,
        Outcome::Fail => ExpectedOutcome::Fails,
        Outcome::Undetermined => ExpectedOutcome::Undetermined,
        Outcome::Contested => ExpectedOutcome::Contested,
        Outcome::NotApplicable => ExpectedOutcome::NotApplicable,
    };
    let verdict = match example.verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Undetermined => "undetermined",
    };
    let title = text(&format!("{name}: {} ({})", words.en, place.en));
    format!(
        "\ntest {title} {{\n  given {}\n  expect {rule} {}\n  expect verdict {verdict}\n}}\n",
        example.given,
        outcome.phrase()
    )
}

/// A proposal as the record of a test.
pub(super) fn given(plan: &Plan, proposal: &Proposal) -> String {
    record(plan, proposal, plan.pack.program.root, SlotId(0), "\n")
}

/// Records cannot contain themselves, so this ends.
fn record(plan: &Plan, proposal: &Proposal, id: RecordId, first: SlotId, between: &str) -> String {
    let fields = plan.pack.schema.record(id).map_or(&[][..], |record| &record.fields);
    let mut parts = Vec::new();
    for (field, number) in fields.iter().zip(0..) {
        if let Some(value) = value(plan, proposal, &field.ty, first.offset(number)) {
            parts.push(format!("{} = {value}", field.name));
        }
    }
    let separator = if between == "\n" { "\n" } else { ", " };
    format!("{{{between}{}{between}}}", parts.join(separator))
}

fn value(plan: &Plan, proposal: &Proposal, ty: &FieldType, slot: SlotId) -> Option<String> {
    let value = match &proposal.slot(slot)?.state {
        State::Given(value) => value,
        State::NotApplicable => return Some("\"n/a\"".to_owned()),
        State::Missing | State::Malformed => return None,
    };
    Some(match (ty, value) {
        (FieldType::Record(_), Value::Record(id, first)) => record(plan, proposal, *id, *first, " "),
        (FieldType::List { item, .. }, Value::List(first, len)) => {
            let items = (0..*len).filter_map(|at| self::value(plan, proposal, item, first.offset(at)));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        (FieldType::Scalar(Scalar::Money(money)), Value::Num(n)) => Notation::of_scale(money.scale).write(n),
        (FieldType::Scalar(Scalar::Percent), Value::Num(n)) => crate::value::show::percent(n).en,
        (FieldType::Scalar(Scalar::Text), Value::Text(words)) => text(words),
        (FieldType::Scalar(Scalar::FiscalYear), Value::Year(year)) => year.to_string(),
        (FieldType::Scalar(scalar), value) => shown_value(plan, Some(*scalar), value).1,
        _ => return None,
    })
}

/// A text in the quotes of the language.
fn text(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}
