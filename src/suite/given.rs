//! The proposal of a test: a file with changes, or an inline record, as a tree that is decoded like any other.

use crate::check::typed::{Given, GivenBase, Test};
use crate::data::limits::Limits;
use crate::data::{self, DataPath, Format, Kind, Leaf, NodeId, RecordId, Schema, Step, Tree};
use crate::diag::Bilingual;
use crate::syntax::ast::DataValue;
use crate::text::{FileId, Source};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The file of a test's proposal, read.
#[derive(Clone, Debug)]
pub struct Base {
    /// Its text.
    pub source: Arc<Source>,
    /// Its format.
    pub format: Format,
}

/// Why a test's proposal could not be built.
pub type Trouble = Bilingual;

/// A tree that can be changed.
#[derive(Clone, Debug)]
enum Raw {
    Scalar { text: String, quoted: bool, start: u32, end: u32 },
    Map { entries: Vec<(Raw, Raw)>, start: u32, end: u32 },
    Seq { items: Vec<Raw>, start: u32, end: u32 },
}

/// The files on which the tests of a pack stand, each read once, by path.
#[derive(Debug, Default)]
pub struct Bases(BTreeMap<String, Result<(Raw, Arc<Source>), Trouble>>);

impl Bases {
    /// Reads every file that a test names. `read` gives one, relative to the project's root.
    pub fn of(tests: &[Test], read: &dyn Fn(&str) -> Option<Base>) -> Bases {
        let mut bases = BTreeMap::new();
        for given in tests.iter().flat_map(|test| test.given.iter().chain(&test.beside)) {
            if let GivenBase::File(path, _) = &given.base
                && !bases.contains_key(path)
            {
                bases.insert(path.clone(), base(path, read(path)));
            }
        }
        Bases(bases)
    }
}

fn base(path: &str, base: Option<Base>) -> Result<(Raw, Arc<Source>), Trouble> {
    let Some(base) = base else {
        return Err(Bilingual::new(
            format!("the proposal `{path}` cannot be read"),
            format!("申請書 `{path}` を読めません"),
        ));
    };
    let documents = data::read(&base.source, base.format);
    let [document] = documents.as_slice() else {
        return Err(Bilingual::new(
            "the file holds several proposals; a test is on one",
            "ファイルに複数の申請があります。テストの対象は1件です",
        ));
    };
    let tree = document.tree.as_ref().map_err(|diagnostic| diagnostic.message.clone())?;
    let raw = match tree.root() {
        Some(root) => raw_of_tree(tree, root, &base.source.text, Limits::DEEPEST),
        None => Raw::Map { entries: Vec::new(), start: 0, end: 0 },
    };
    Ok((raw, base.source))
}

/// The tree of a test's proposal and the source that its places refer to.
///
/// # Errors
/// Where the file cannot be read, or a change leads to where nothing is.
pub(super) fn tree(
    given: &Given,
    schema: &Schema,
    test_file: &Arc<Source>,
    bases: &Bases,
) -> Result<(Tree, Arc<Source>), Trouble> {
    let (mut raw, source) = match &given.base {
        GivenBase::Inline(value) => (raw_of_value(value), test_file.clone()),
        GivenBase::File(path, _) => match bases.0.get(path) {
            Some(base) => base.clone()?,
            None => base(path, None)?,
        },
    };
    for (place, value) in &given.changes {
        change(&mut raw, schema, &place.path, value.as_ref())?;
    }
    let mut tree = Tree::default();
    flatten(&raw, &mut tree);
    Ok((tree, source))
}

/// A file of the test's own, for tests without a proposal.
pub(super) fn empty_source() -> Arc<Source> {
    Arc::new(Source::new(FileId(u32::MAX), "", ""))
}

fn raw_of_tree(tree: &Tree, id: NodeId, source: &str, depth: usize) -> Raw {
    let id = tree.resolve(id);
    let Some(node) = tree.node(id) else {
        return Raw::Scalar { text: String::new(), quoted: false, start: 0, end: 0 };
    };
    let (start, end) = (node.start, node.end);
    let below = depth.checked_sub(1);
    match (node.kind, below) {
        (Kind::Map, Some(below)) => {
            let mut entries = Vec::new();
            let mut children = tree.children(id);
            while let (Some(key), Some(value)) = (children.next(), children.next()) {
                entries
                    .push((raw_of_tree(tree, key, source, below), raw_of_tree(tree, value, source, below)));
            }
            Raw::Map { entries, start, end }
        }
        (Kind::Seq, Some(below)) => {
            let items = tree.children(id).map(|item| raw_of_tree(tree, item, source, below)).collect();
            Raw::Seq { items, start, end }
        }
        (Kind::Plain(text), _) => {
            Raw::Scalar { text: tree.text(text, source).to_owned(), quoted: false, start, end }
        }
        (Kind::Quoted(text), _) => {
            Raw::Scalar { text: tree.text(text, source).to_owned(), quoted: true, start, end }
        }
        (Kind::Map | Kind::Seq | Kind::Alias(_), _) => {
            Raw::Scalar { text: String::new(), quoted: false, start, end }
        }
    }
}

fn raw_of_value(value: &DataValue) -> Raw {
    match value {
        DataValue::Record(entries, span) => Raw::Map {
            entries: entries
                .iter()
                .map(|(key, value)| {
                    let text = key.text.clone();
                    let (start, end) = (key.span.start, key.span.end);
                    (Raw::Scalar { text, quoted: false, start, end }, raw_of_value(value))
                })
                .collect(),
            start: span.start,
            end: span.end,
        },
        DataValue::List(items, span) => {
            Raw::Seq { items: items.iter().map(raw_of_value).collect(), start: span.start, end: span.end }
        }
        DataValue::Text(text) => {
            Raw::Scalar { text: text.text.clone(), quoted: true, start: text.span.start, end: text.span.end }
        }
        DataValue::Missing(span) => {
            Raw::Scalar { text: String::new(), quoted: false, start: span.start, end: span.end }
        }
        DataValue::Raw(text) => {
            Raw::Scalar { text: text.text.clone(), quoted: false, start: text.span.start, end: text.span.end }
        }
    }
}

/// Sets (or removes) what a path leads to. Maps on the way that are not there are made.
fn change(raw: &mut Raw, schema: &Schema, path: &DataPath, value: Option<&DataValue>) -> Result<(), Trouble> {
    let nowhere = || {
        let path = path.write(schema);
        Bilingual::new(
            format!("the proposal has nothing at `{path}` to change"),
            format!("申請書の `{path}` に変更できるものがありません"),
        )
    };
    let mut here = raw;
    let Some((last, way)) = path.0.split_last() else { return Ok(()) };
    for step in way {
        here = match (step, here) {
            (Step::Field(of, index), Raw::Map { entries, .. }) => {
                let at = entry_of(schema, *of, *index, entries);
                let at = match at {
                    Some(at) => at,
                    None => {
                        let name = field_name(schema, *of, *index);
                        entries.push((name, Raw::Map { entries: Vec::new(), start: 0, end: 0 }));
                        entries.len().saturating_sub(1)
                    }
                };
                &mut entries.get_mut(at).ok_or_else(nowhere)?.1
            }
            (Step::Item(index), Raw::Seq { items, .. }) => {
                items.get_mut(*index as usize).ok_or_else(nowhere)?
            }
            _ => return Err(nowhere()),
        };
    }
    match (last, here) {
        (Step::Field(of, index), Raw::Map { entries, .. }) => {
            let at = entry_of(schema, *of, *index, entries);
            match (at, value) {
                (Some(at), Some(value)) => {
                    if let Some(entry) = entries.get_mut(at) {
                        entry.1 = raw_of_value(value);
                    }
                }
                (Some(at), None) => {
                    entries.remove(at);
                }
                (None, Some(value)) => entries.push((field_name(schema, *of, *index), raw_of_value(value))),
                (None, None) => return Err(nowhere()),
            }
            Ok(())
        }
        (Step::Item(index), Raw::Seq { items, .. }) => {
            let at = *index as usize;
            match value {
                Some(value) if at == items.len() => items.push(raw_of_value(value)),
                Some(value) => *items.get_mut(at).ok_or_else(nowhere)? = raw_of_value(value),
                None if at < items.len() => {
                    items.remove(at);
                }
                None => return Err(nowhere()),
            }
            Ok(())
        }
        _ => Err(nowhere()),
    }
}

fn entry_of(schema: &Schema, record: RecordId, field: u32, entries: &[(Raw, Raw)]) -> Option<usize> {
    let record = schema.record(record)?;
    entries.iter().position(|(key, _)| match key {
        Raw::Scalar { text, .. } => record.field_of_key(text) == Some(field as usize),
        _ => false,
    })
}

fn field_name(schema: &Schema, record: RecordId, field: u32) -> Raw {
    let name = schema
        .record(record)
        .and_then(|record| record.fields.get(field as usize))
        .map(|field| field.name.clone())
        .unwrap_or_default();
    Raw::Scalar { text: name, quoted: false, start: 0, end: 0 }
}

fn flatten(raw: &Raw, tree: &mut Tree) {
    match raw {
        Raw::Scalar { text, quoted, start, end } => {
            let at = tree.own(text.as_str());
            tree.push_leaf(Leaf { quoted: *quoted, at }, *start, *end);
        }
        Raw::Map { entries, start, end } => {
            let id = tree.open(true, *start);
            for (key, value) in entries {
                flatten(key, tree);
                flatten(value, tree);
            }
            tree.close(id, *start, *end);
        }
        Raw::Seq { items, start, end } => {
            let id = tree.open(false, *start);
            items.iter().for_each(|item| flatten(item, tree));
            tree.close(id, *start, *end);
        }
    }
}
