//! Tests: a given proposal, changes of it, and what is expected.

use super::ast::{
    At, Change, DataValue, Expect, ExpectedOutcome, Given, GivenBase, Name, Place, PlaceStep, Str, TestDecl,
};
use super::build::{Build, Node, child, count, name, next, span, string};
use super::build_examples::examples;
use super::build_expr::expression;
use super::grammar::Rule;
use pest::iterators::Pairs;

/// `test "…" { given … expect … }`
pub(super) fn test(b: &mut Build, node: Node) -> Option<TestDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name = string(b, &next(&mut inner, Rule::string)?);
    let mut test =
        TestDecl { name, given: Vec::new(), expects: Vec::new(), examples: Vec::new(), span: place };
    for part in inner {
        match part.as_rule() {
            Rule::given => test.given.push(given(b, part)?),
            Rule::expect => test.expects.push(expect(b, part)?),
            Rule::examples => test.examples.push(examples(b, part)?),
            _ => {}
        }
    }
    Some(test)
}

fn given(b: &mut Build, node: Node) -> Option<Given> {
    let place = span(b, &node);
    let mut base = None;
    let mut changes = Vec::new();
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::string => base = Some(GivenBase::File(string(b, &part))),
            Rule::record_value => base = Some(GivenBase::Inline(data_value(b, part)?)),
            Rule::with => {
                for change in part.into_inner().filter(|part| part.as_rule() == Rule::change) {
                    let mut inner = change.into_inner();
                    let place = place_of(b, next(&mut inner, Rule::place)?)?;
                    let value = Some(inner_value(b, next(&mut inner, Rule::data_value)?)?);
                    changes.push(Change { place, value });
                }
            }
            Rule::without => {
                for removed in part.into_inner().filter(|part| part.as_rule() == Rule::place) {
                    changes.push(Change { place: place_of(b, removed)?, value: None });
                }
            }
            _ => {}
        }
    }
    Some(Given { base: base?, changes, span: place })
}

/// `main_part[0].local`
pub(super) fn place_of(b: &mut Build, node: Node) -> Option<Place> {
    let whole = span(b, &node);
    let mut steps = Vec::new();
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::name => steps.push(PlaceStep::Key(name(b, &part))),
            Rule::count => steps.push(PlaceStep::Index(count(b, &part)?)),
            _ => {}
        }
    }
    Some(Place { steps, span: whole })
}

fn inner_value(b: &mut Build, node: Node) -> Option<DataValue> {
    data_value(b, node.into_inner().next()?)
}

/// A value as a proposal would have it.
pub(super) fn data_value(b: &mut Build, node: Node) -> Option<DataValue> {
    let place = span(b, &node);
    Some(match node.as_rule() {
        Rule::string => DataValue::Text(string(b, &node)),
        Rule::missing_value => DataValue::Missing(place),
        Rule::record_value => {
            let mut entries = Vec::new();
            for entry in node.into_inner().filter(|part| part.as_rule() == Rule::entry) {
                entries.push(self::entry(b, entry)?);
            }
            DataValue::Record(entries, place)
        }
        Rule::list_value => {
            let mut items = Vec::new();
            for item in node.into_inner().filter(|part| part.as_rule() == Rule::data_value) {
                items.push(inner_value(b, item)?);
            }
            DataValue::List(items, place)
        }
        _ => {
            let text = node.as_str().trim_end();
            let start = node.as_span().start();
            let span = b.range(start, start.saturating_add(text.len()));
            DataValue::Raw(Str { text: text.to_owned(), span })
        }
    })
}

fn entry(b: &mut Build, node: Node) -> Option<(Name, DataValue)> {
    let mut inner = node.into_inner();
    let key = inner.next()?;
    let key = match key.as_rule() {
        Rule::string => {
            let text = string(b, &key);
            Name { text: text.text, span: text.span }
        }
        _ => name(b, &key),
    };
    Some((key, inner_value(b, next(&mut inner, Rule::data_value)?)?))
}

fn expect(b: &mut Build, node: Node) -> Option<Expect> {
    let place = span(b, &node);
    let what = node.into_inner().next_back()?;
    match what.as_rule() {
        Rule::expect_verdict => {
            let word = child(what, Rule::verdict_word)?;
            Some(Expect::Verdict { verdict: name(b, &word), span: place })
        }
        Rule::expect_rule => expect_rule(b, what, place),
        _ => Some(Expect::Holds { value: expression(b, what)?, span: place }),
    }
}

fn expect_rule(b: &mut Build, node: Node, whole: crate::text::Span) -> Option<Expect> {
    let mut inner = node.into_inner();
    let rule = name(b, &next(&mut inner, Rule::name)?);
    let word = next(&mut inner, Rule::outcome_word)?;
    let outcome = outcome(b, &word)?;
    let (at, needs) = places(b, inner)?;
    Some(Expect::Rule { rule, outcome, at, needs, span: whole })
}

/// `at place` and `needs place, place`, in any order.
pub(super) fn places(b: &mut Build, parts: Pairs<'_, Rule>) -> Option<(Vec<Place>, Vec<Place>)> {
    let mut at = Vec::new();
    let mut needs = Vec::new();
    for part in parts {
        let into =
            if matches!(part.as_rule(), Rule::needs | Rule::cell_needs) { &mut needs } else { &mut at };
        for node in part.into_inner().filter(|part| part.as_rule() == Rule::place) {
            into.push(place_of(b, node)?);
        }
    }
    Some((at, needs))
}

/// `passes`, `not applicable` and so on.
pub(super) fn outcome(b: &Build, word: &Node) -> Option<At<ExpectedOutcome>> {
    let value = match word.as_str().split_whitespace().next()? {
        "passes" => ExpectedOutcome::Passes,
        "fails" => ExpectedOutcome::Fails,
        "undetermined" => ExpectedOutcome::Undetermined,
        "contested" => ExpectedOutcome::Contested,
        "not" => ExpectedOutcome::NotApplicable,
        "depends" => ExpectedOutcome::DependsOnReading,
        "does" => ExpectedOutcome::ReadingsAgree,
        "left" => ExpectedOutcome::LeftToReviewers,
        _ => return None,
    };
    Some(At { value, span: span(b, word) })
}
