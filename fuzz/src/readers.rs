//! The readers of proposals: every place lies in the file, and what a reader of someone else's says is what ours says.

use super::world::{shipped, sound};
use granit_parser::{Event, Parser, ScalarStyle};
use kisoku::data::encoding::{decode_text, encoding_problem};
use kisoku::data::{
    Document, Format, Kind, NodeId, Text, Tree, decode, is_sheet, is_sheet_head, program_meant, program_of,
    read, read_sheet, top_level_problem,
};
use kisoku::text::{FileId, Source, Span};
use serde_json::Value;
use std::collections::BTreeMap;

const FILE: FileId = FileId(0);
/// Nested too deep, too large, too many: limits of ours that other readers do not have.
const LIMITS: [u16; 2] = [211, 212];

/// A file as text; what is not UTF-8 has its diagnostic.
fn text_of(data: &[u8]) -> Option<Source> {
    match decode_text(data.to_vec()) {
        Ok(text) => Some(Source::new(FILE, "x", text)),
        Err(problem) => {
            let source = problem.source(FILE, "x");
            sound(&encoding_problem(&problem, &source), |_| Some(&source));
            None
        }
    }
}

/// The documents of a file, each of them held.
fn documents(source: &Source, format: Format) -> Vec<Document> {
    let documents = read(source, format);
    assert!(!documents.is_empty());
    for document in &documents {
        inside(source, document.span);
        match &document.tree {
            Ok(tree) => hold(tree, source, document.number),
            Err(problem) => {
                assert!(!problem.labels.is_empty());
                sound(problem, |_| Some(source));
            }
        }
    }
    documents
}

fn inside(source: &Source, span: Span) {
    assert!(source.text.get(span.range()).is_some(), "{span:?} in {:?}", source.text);
}

fn hold(tree: &Tree, source: &Source, number: u32) {
    places(tree, &source.text);
    let _ = (program_of(tree, source), program_meant(tree, source));
    if let Some(problem) = top_level_problem(tree, source) {
        sound(&problem, |_| Some(source));
        return;
    }
    if is_sheet(tree, source) {
        let sheet = read_sheet(tree, source, number);
        sheet.problems.iter().for_each(|problem| sound(problem, |_| Some(source)));
    }
    let plan = shipped().plan.as_ref().expect("the shipped pack is sound");
    let (_, shape) = decode(&plan.pack.schema, plan.pack.program.root, tree, source, number);
    for finding in shape {
        finding
            .diagnostic
            .labels
            .iter()
            .filter(|label| label.span.file == FILE)
            .for_each(|label| inside(source, label.span));
    }
}

/// Children lie inside of their parents, texts in the file, aliases point back at something that is no alias.
fn places(tree: &Tree, text: &str) {
    for (id, node) in tree.nodes() {
        let i = id.0 as usize;
        assert!(text.get(node.start as usize..node.end as usize).is_some(), "{node:?} in {text:?}");
        assert!(node.next as usize > i && node.next as usize <= tree.len());
        for child in tree.children(id) {
            let child = tree.node(child).expect("a child");
            assert!(node.start <= child.start && child.end <= node.end && child.next <= node.next);
        }
        match node.kind {
            Kind::Map => assert_eq!(tree.children(id).count() % 2, 0),
            Kind::Plain(Text::Source(a, b)) | Kind::Quoted(Text::Source(a, b)) => {
                assert!(text.get(a as usize..b as usize).is_some());
                assert!(node.start <= a && b <= node.end);
            }
            Kind::Plain(Text::Owned(at)) | Kind::Quoted(Text::Owned(at)) => {
                assert!(tree.owned_text(at).is_some());
            }
            Kind::Alias(target) => {
                assert!((target.0 as usize) < i);
                assert!(!matches!(tree.node(target).map(|node| node.kind), Some(Kind::Alias(_)) | None));
            }
            Kind::Seq => {}
        }
    }
}

/// YAML: the same documents, words and structure as the events of granit-parser.
pub fn yaml(data: &[u8]) {
    let Some(source) = text_of(data) else { return };
    let ours = documents(&source, Format::Yaml);
    if source.text.contains('\0') {
        return;
    }
    let (theirs, whole) = yaml_events(&source.text);
    for (document, theirs) in ours.iter().zip(&theirs) {
        let Ok(tree) = &document.tree else { return };
        assert_eq!(&yaml_tree(tree, &source.text), theirs, "{:?}", source.text);
    }
    let read = ours.iter().filter(|document| document.tree.is_ok()).count();
    let all_read = read == ours.len();
    assert!(whole || !all_read, "ours reads what is broken: {:?}", source.text);
    assert!(!all_read || read == theirs.len(), "{read} of {} documents: {:?}", theirs.len(), source.text);
}

/// A node: what it is, its text, and for an alias the node that it stands for.
type Shape = Vec<(char, String)>;

fn yaml_tree(tree: &Tree, text: &str) -> Shape {
    let mut out = Shape::new();
    let mut open: Vec<u32> = Vec::new();
    for (id, node) in tree.nodes() {
        while open.last().is_some_and(|end| *end <= id.0) {
            open.pop();
            out.push((')', String::new()));
        }
        match node.kind {
            Kind::Plain(at) | Kind::Quoted(at) => out.push(('s', tree.text(at, text).to_owned())),
            Kind::Alias(target) => out.push(('*', target.0.to_string())),
            Kind::Map | Kind::Seq => {
                out.push((if node.kind == Kind::Map { '{' } else { '[' }, String::new()));
                open.push(node.next);
            }
        }
    }
    out.extend(open.iter().map(|_| (')', String::new())));
    out
}

/// The documents by granit-parser, and whether it read them all.
fn yaml_events(text: &str) -> (Vec<Shape>, bool) {
    let options = granit_parser::options! { emit_comments: false };
    let mut documents = Vec::new();
    let mut shape = Shape::new();
    let mut anchors: BTreeMap<usize, usize> = BTreeMap::new();
    let mut nodes = 0;
    let mut blank = true;
    for next in Parser::new_from_str_with_options(text, options) {
        let Ok((event, span)) = next else { return (documents, false) };
        let empty = span.byte_range().is_none_or(|range| range.is_empty());
        let (token, anchor) = match event {
            Event::DocumentStart(..) => {
                (shape, anchors, nodes, blank) = (Shape::new(), BTreeMap::new(), 0, true);
                continue;
            }
            Event::DocumentEnd => {
                if !blank {
                    documents.push(std::mem::take(&mut shape));
                }
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                shape.push((')', String::new()));
                continue;
            }
            Event::Scalar(value, style, anchor, _) => {
                let value =
                    if empty && style == ScalarStyle::Plain { String::new() } else { value.into_owned() };
                blank &= nodes == 0 && empty;
                (('s', value), anchor)
            }
            Event::MappingStart(_, anchor, _) => (('{', String::new()), anchor),
            Event::SequenceStart(_, anchor, _) => (('[', String::new()), anchor),
            Event::Alias(id) => (('*', anchors.get(&id).copied().unwrap_or_default().to_string()), 0),
            _ => continue,
        };
        blank &= token.0 == 's';
        if anchor > 0 {
            anchors.insert(anchor, nodes);
        }
        nodes += 1;
        shape.push(token);
    }
    (documents, true)
}

/// JSON: read exactly where serde_json reads it, with the same value.
pub fn json(data: &[u8]) {
    let Some(source) = text_of(data) else { return };
    let document = documents(&source, Format::Json).remove(0);
    if !source.text.contains('\0') {
        as_serde_reads(&document, &source, &source.text);
    }
}

/// JSON on lines: each line is what it is alone.
pub fn ndjson(data: &[u8]) {
    let Some(source) = text_of(data) else { return };
    let documents = documents(&source, Format::Ndjson);
    let lines =
        source.text.split(['\n', '\r']).filter(|line| !line.trim_start_matches('\u{FEFF}').trim().is_empty());
    let lines: Vec<&str> = lines.collect();
    // One document over several lines is told as one slip.
    if documents.len() == lines.len() {
        for (document, line) in documents.iter().zip(lines) {
            as_serde_reads(document, &source, line);
        }
    }
}

fn as_serde_reads(document: &Document, source: &Source, text: &str) {
    let theirs = serde_json::from_str::<Value>(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    match (&document.tree, theirs) {
        (Ok(tree), Ok(value)) => assert_eq!(json_value(tree, NodeId(0), &source.text), value, "{text:?}"),
        // It reads numbers into a float, and no deeper than its own limit.
        (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
        (Ok(_), Err(error)) => panic!("ours reads what serde_json refuses ({error}): {text:?}"),
        (Err(problem), Ok(_)) => {
            assert!(LIMITS.contains(&problem.code.0), "{}: {text:?}", problem.message.en);
        }
        (Err(_), Err(_)) => {}
    }
}

/// The value that a tree of JSON stands for.
fn json_value(tree: &Tree, id: NodeId, text: &str) -> Value {
    let kids: Vec<NodeId> = tree.children(id).collect();
    match tree.node(id).expect("a node").kind {
        Kind::Plain(at) => serde_json::from_str(tree.text(at, text)).expect("a number or a word"),
        Kind::Quoted(at) => tree.text(at, text).into(),
        Kind::Seq => kids.iter().map(|kid| json_value(tree, *kid, text)).collect::<Vec<_>>().into(),
        Kind::Map => Value::Object(
            kids.chunks(2)
                .map(|pair| {
                    let key = json_value(tree, pair[0], text).as_str().expect("a key").to_owned();
                    (key, json_value(tree, pair[1], text))
                })
                .collect(),
        ),
        Kind::Alias(_) => panic!("JSON has no aliases"),
    }
}

/// TOML: every place lies in the file.
pub fn toml(data: &[u8]) {
    if let Some(source) = text_of(data) {
        documents(&source, Format::Toml);
    }
}

/// Score sheets in CSV.
pub fn sheet(data: &[u8]) {
    if let Some(source) = text_of(data) {
        let _ = is_sheet_head(&source.text);
        documents(&source, Format::Csv);
    }
}

/// The settings of a repository.
pub fn settings(data: &[u8]) {
    let Some(source) = text_of(data) else { return };
    let read = kisoku::settings::read(&source);
    read.diags.iter().for_each(|problem| sound(problem, |_| Some(&source)));
    let limits = read.value.limits();
    assert!(limits.depth <= kisoku::data::limits::Limits::DEEPEST);
}
