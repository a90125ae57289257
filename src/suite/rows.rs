//! A test as text: the proposal of an existing test with one change more, ready to paste.

use crate::check::typed::{Given, GivenBase};
use crate::data::{DataPath, Schema};
use crate::diag::{Bilingual, Lang};
use crate::eval::Outcome;
use crate::report::one_line;
use crate::syntax::ast::DataValue;
use std::collections::BTreeMap;

/// A test that would show what no test shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The changed values: the path, and what is written there; `None` is left out.
    pub values: Vec<(String, Option<String>)>,
    /// The rule or judgement, and its outcome as the rules stand: `main_part_band fails`.
    pub expects: String,
    /// The whole test.
    pub test: String,
}

impl Example {
    /// What it says apart from its name: two examples that say the same are one test.
    fn says(&self) -> &str {
        self.test.split_once('\n').map_or("", |(_, rest)| rest)
    }

    /// Its name.
    fn name(&self) -> &str {
        self.test.split('"').nth(1).unwrap_or_default()
    }
}

/// Examples as they are printed below what each is for: one that was printed before is only named.
#[derive(Default)]
pub(super) struct Printed(BTreeMap<String, String>);

impl Printed {
    /// The example, indented, under a few words; or the name of the one above that serves, too.
    pub(super) fn add(&mut self, example: &Example, words: &Bilingual, lang: Lang, out: &mut String) {
        if let Some(before) = self.0.get(example.says()) {
            let before = one_line(before);
            out.push_str(&match lang {
                Lang::En => format!("  the test \"{before}\" above would, too\n"),
                Lang::Ja => format!("  上のテスト「{before}」で足ります\n"),
            });
            return;
        }
        self.0.insert(example.says().to_owned(), example.name().to_owned());
        out.push_str(&format!("  {}\n", words.get(lang)));
        for line in example.test.lines() {
            out.push_str(&format!("    {}\n", one_line(line)));
        }
    }
}

/// Changes of a proposal: each a path and what is written there (`None` takes it out).
pub(super) type Written = Vec<(DataPath, Option<String>)>;

/// A test with some changes more than an existing one.
pub(super) fn example(
    schema: &Schema,
    name: &str,
    given: &Given,
    more: &Written,
    expects: String,
) -> Example {
    let test = test(schema, name, given, more, &expects);
    let values = more.iter().map(|(path, text)| (path.write(schema), text.clone())).collect();
    Example { values, expects, test }
}

/// An outcome as an expectation writes it.
pub(super) fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Fail => "fails",
        Outcome::Contested => "contested",
        Outcome::Undetermined => "undetermined",
        Outcome::NotApplicable => "not applicable",
        Outcome::Pass => "passes",
    }
}

fn test(schema: &Schema, name: &str, given: &Given, more: &Written, expects: &str) -> String {
    let mut out = format!("test \"{}\" {{\n", name.replace(['"', '\\'], "'"));
    out.push_str("  given ");
    match &given.base {
        GivenBase::File(path, _) => out.push_str(&format!("\"{path}\"")),
        GivenBase::Inline(value) => data_value(value, &mut out),
    }
    // What stands below a place that is changed again would be written over.
    let covered = |path: &DataPath| more.iter().any(|(above, _)| path.0.starts_with(&above.0));
    let before = given.changes.iter().filter(|(place, _)| !covered(&place.path)).map(|(place, value)| {
        let value = value.as_ref().map(|value| {
            let mut text = String::new();
            data_value(value, &mut text);
            text
        });
        (place.path.write(schema), value)
    });
    let after = more.iter().map(|(path, value)| (path.write(schema), value.clone()));
    changes(&before.chain(after).collect::<Vec<_>>(), &mut out);
    out.push_str(&format!("\n  expect {expects}\n}}\n"));
    out
}

/// `with { … }` and `without …`, in the order in which they are made.
fn changes(all: &[(String, Option<String>)], out: &mut String) {
    for run in all.chunk_by(|a, b| a.1.is_some() == b.1.is_some()) {
        if run.first().is_some_and(|(_, value)| value.is_some()) {
            out.push_str(" with {\n");
            for (path, value) in run {
                out.push_str(&format!("    {path} = {}\n", value.as_deref().unwrap_or_default()));
            }
            out.push_str("  }");
        } else {
            let paths: Vec<&str> = run.iter().map(|(path, _)| path.as_str()).collect();
            out.push_str(&format!(" without {}", paths.join(", ")));
        }
    }
}

fn data_value(value: &DataValue, out: &mut String) {
    match value {
        DataValue::Record(entries, _) => {
            out.push_str("{ ");
            for (index, (key, value)) in entries.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                out.push_str(&key_text(&key.text));
                out.push_str(" = ");
                data_value(value, out);
            }
            out.push_str(" }");
        }
        DataValue::List(items, _) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                data_value(item, out);
            }
            out.push(']');
        }
        DataValue::Text(text) => out.push_str(&quoted(&text.text)),
        DataValue::Missing(_) => out.push_str("missing"),
        DataValue::Raw(text) => out.push_str(text.text.trim()),
    }
}

/// A key as it may be written bare, else in quotes.
fn key_text(key: &str) -> String {
    let bare =
        key.chars().all(|c| c.is_alphanumeric() || c == '_') && !key.starts_with(|c: char| c.is_numeric());
    if bare { key.to_owned() } else { quoted(key) }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
