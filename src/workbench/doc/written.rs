//! Declarations as they stand in their files, with what the author noted above them.
//!
//! In: the files of a pack. Out: for the name of each declaration its whole text and its `///` lines.

use crate::syntax::{self, ast::Item};
use crate::text::{Source, SourceMap, Span};
use std::collections::BTreeMap;

/// A declaration.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared {
    /// Where it begins in its file.
    pub(super) start: u32,
    pub(super) text: String,
    pub(super) notes: Vec<String>,
}

/// The declarations of a pack, by the place of their names.
#[derive(Debug, Default)]
pub(super) struct Declarations(BTreeMap<(u32, u32), Declared>);

impl Declarations {
    /// Reads the rule files of a pack; its tests are not looked at.
    pub(super) fn of(sources: &SourceMap) -> Self {
        let mut all = BTreeMap::new();
        let rule_files = sources
            .iter()
            .filter(|source| source.name.ends_with(".kisoku") && !source.name.ends_with(".test.kisoku"));
        for source in rule_files {
            for item in &syntax::parse(source).value.items {
                let Some((name, whole)) = spans(item) else { continue };
                let declared = Declared {
                    start: whole.start,
                    text: source.slice(whole).trim_end().to_owned(),
                    notes: notes(source, whole),
                };
                all.insert((name.file.0, name.start), declared);
            }
        }
        Declarations(all)
    }

    /// The declaration whose name stands there.
    pub(super) fn at(&self, name: Span) -> Declared {
        self.0.get(&(name.file.0, name.start)).cloned().unwrap_or_default()
    }
}

/// The place of the name and of the whole.
fn spans(item: &Item) -> Option<(Span, Span)> {
    Some(match item {
        Item::Record(one) => (one.name.span, one.span),
        Item::Enum(one) => (one.name.span, one.span),
        Item::Table(one) => (one.name.span, one.span),
        Item::Let(one) => (one.name.span, one.span),
        Item::Define(one) => (one.name.span, one.span),
        Item::Rule(one) => (one.name.span, one.span),
        Item::Judgement(one) => (one.name.span, one.span),
        Item::Question(one) => (one.name.span, one.span),
        Item::Scorecard(one) => (one.name.span, one.span),
        Item::Program(_) | Item::Source(_) | Item::Use(_) | Item::Test(_) => return None,
    })
}

/// The lines right above a declaration that begin with three slashes.
fn notes(source: &Source, whole: Span) -> Vec<String> {
    let first = source.line_index(whole.start);
    let above = (0..first).rev().map(|line| source.line_text(line).trim());
    let mut out: Vec<String> =
        above.map_while(|line| line.strip_prefix("///")).map(|line| line.trim().to_owned()).collect();
    out.reverse();
    out
}
