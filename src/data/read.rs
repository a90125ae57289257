//! Reads a file into documents. In: its text and format. Out: one [`Tree`] or one diagnostic for each document.

use super::build::{char_at, clamp};
use super::limits::Limits;
use super::lines::is_blank;
use super::sheet_csv::read_sheets;
use super::tree::{Kind, NodeId, Tree};
use super::{json, toml, yaml};
use crate::diag::{self, Diagnostic, ProgramSlip};
use crate::text::{Source, Span, fold_key, is_key, nearest};
use memchr::memchr;

/// The format of a proposal file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2; a file may hold several documents.
    Yaml,
    /// JSON, one document.
    Json,
    /// TOML, one document.
    Toml,
    /// One JSON document on each line.
    Ndjson,
    /// Rows of cells: score sheets only.
    Csv,
}

impl Format {
    /// The format that the ending of a path stands for.
    pub fn of_path(path: &str) -> Option<Format> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Format::Yaml),
            "json" => Some(Format::Json),
            "toml" => Some(Format::Toml),
            "ndjson" => Some(Format::Ndjson),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }
}

/// One document of a file.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which document of the file it is, from 1; blank lines and empty documents do not count.
    pub number: u32,
    /// What it says, or why it cannot be read.
    pub tree: Result<Tree, Diagnostic>,
    /// The place of the whole document, else of the error.
    pub span: Span,
}

/// Reads all documents of a file, within the default limits.
pub fn read(source: &Source, format: Format) -> Vec<Document> {
    read_within(source, format, Limits::DEFAULT)
}

/// Reads all documents of a file; there is always at least one. An error in one line of NDJSON does not stop the
/// others; a syntax error in YAML ends the file.
pub fn read_within(source: &Source, format: Format, limits: Limits) -> Vec<Document> {
    let text: &str = &source.text;
    let whole = Span::new(source.id, 0, text.len());
    if text.len() > limits.bytes(format) {
        let (start, end) = char_at(text, 0);
        let place = Span::new(source.id, start, end);
        return vec![failed(1, diag::too_large(place, text.len(), limits.named(format)))];
    }
    if format != Format::Ndjson
        && let Some(at) = memchr(0, text.as_bytes())
    {
        let place = Span::new(source.id, at, at.saturating_add(1));
        return vec![failed(1, diag::nul_byte(place))];
    }
    let documents = match format {
        Format::Yaml => yaml::read_yaml(source.id, text, limits),
        Format::Json => one(json::read_json(source.id, text, (0, text.len()), limits), 1, whole),
        Format::Toml => one(toml::read_toml(source.id, text, limits), 1, whole),
        Format::Ndjson => read_lines(source, limits),
        Format::Csv => read_sheets(source, limits),
    };
    if documents.is_empty() { vec![failed(1, diag::empty_file(whole))] } else { documents }
}

/// Each line that is not blank is a document. A lone `\r` ends a line, too: inside JSON it is only ever a blank.
fn read_lines(source: &Source, limits: Limits) -> Vec<Document> {
    let text: &str = &source.text;
    let mut documents = Vec::new();
    let mut start = 0_usize;
    for line in text.split_inclusive(['\n', '\r']) {
        let end = start.saturating_add(line.len());
        if !is_blank(line.as_bytes()) {
            let number = clamp(documents.len()).saturating_add(1);
            documents.extend(line_document(source, (start, end), number, limits));
        }
        start = end;
    }
    if documents.len() > 1
        && documents.iter().all(|document| document.tree.is_err())
        && matches!(json::read_json(source.id, text, (0, text.len()), limits), Ok(Some(_)))
    {
        let start = text.find(['{', '[']).unwrap_or(0);
        let place = Span::new(source.id, start, start.saturating_add(1));
        return vec![failed(1, diag::json_slip(place, diag::JsonSlip::SeveralLines, ""))];
    }
    documents
}

/// Reads one line of NDJSON that is not blank, as a source of its own.
pub fn read_line(line: &Source, number: u32, limits: Limits) -> Option<Document> {
    line_document(line, (0, line.text.len()), number, limits)
}

fn line_document(
    source: &Source,
    (start, end): (usize, usize),
    number: u32,
    limits: Limits,
) -> Option<Document> {
    let text: &str = &source.text;
    let line = text.get(start..end).unwrap_or("");
    let whole = Span::new(source.id, start, start.saturating_add(line.trim_end().len()));
    if line.len() > limits.file_bytes {
        let diagnostic = diag::too_large(whole.head(), line.len(), ("file_bytes", limits.file_bytes));
        return Some(failed(number, diagnostic));
    }
    one(json::read_json(source.id, text, (start, end), limits), number, whole).pop()
}

fn one(result: super::build::Read<Option<Tree>>, number: u32, whole: Span) -> Vec<Document> {
    match result {
        Ok(None) => Vec::new(),
        Ok(Some(tree)) => vec![done(number, tree, whole)],
        Err(diagnostic) => vec![failed(number, *diagnostic)],
    }
}

/// A document that was read; its place is that of its root.
pub(super) fn done(number: u32, tree: Tree, whole: Span) -> Document {
    let root = tree.root().and_then(|root| tree.node(root));
    let span = root.map_or(whole, |root| Span { file: whole.file, start: root.start, end: root.end });
    Document { number, tree: Ok(tree), span }
}

/// A document that cannot be read.
pub(super) fn failed(number: u32, diagnostic: Diagnostic) -> Document {
    let span = diagnostic.span().unwrap_or(Span { file: crate::text::FileId(0), start: 0, end: 0 });
    Document { number, tree: Err(diagnostic), span }
}

/// The value of the top-level key `program` (any width and case), and its place.
pub fn program_of(tree: &Tree, source: &Source) -> Option<(String, Span)> {
    let root = tree.resolve(tree.root()?);
    if tree.node(root)?.kind != Kind::Map {
        return None;
    }
    let mut children = tree.children(root);
    while let (Some(key), Some(value)) = (children.next(), children.next()) {
        if scalar_text(tree, key, &source.text).is_some_and(|text| is_key(text, "program")) {
            let text = scalar_text(tree, value, &source.text)?.trim();
            let node = tree.node(value)?;
            let span = Span { file: source.id, start: node.start, end: node.end };
            return (!text.is_empty()).then(|| (text.to_owned(), span));
        }
    }
    None
}

/// Where the id of the program seems to be meant, in a document that gives none: the value of a `program` that
/// holds no text, or a key that is spelled nearly so.
pub fn program_meant(tree: &Tree, source: &Source) -> Option<(Span, ProgramSlip)> {
    const NAMES: [&str; 4] = ["プログラム", "事業", "制度", "programme"];
    let root = tree.resolve(tree.root()?);
    let place =
        |id: NodeId| tree.node(id).map(|node| Span { file: source.id, start: node.start, end: node.end });
    let mut found = None;
    let mut children = tree.children(root);
    while let (Some(key), Some(value)) = (children.next(), children.next()) {
        let Some(text) = scalar_text(tree, key, &source.text) else { continue };
        let folded = fold_key(text);
        if folded == "program" {
            let at = place(value).filter(|span| span.end > span.start).or_else(|| place(key))?;
            return Some((at, ProgramSlip::NoId));
        }
        if found.is_none() && (nearest(text, ["program"]).is_some() || NAMES.contains(&folded.as_str())) {
            found = place(key).map(|span| (span, ProgramSlip::Key));
        }
    }
    found
}

/// The text of a scalar node, an alias followed; `None` for a list or a map.
pub fn scalar_text<'a>(tree: &'a Tree, id: NodeId, source: &'a str) -> Option<&'a str> {
    match tree.node(tree.resolve(id))?.kind {
        Kind::Plain(text) | Kind::Quoted(text) => Some(tree.text(text, source)),
        Kind::Map | Kind::Seq | Kind::Alias(_) => None,
    }
}

/// What to say where the top level of a document is no map: a slip of the colon, if that is why.
pub fn top_level_problem(tree: &Tree, source: &Source) -> Option<Diagnostic> {
    let root = tree.node(tree.resolve(tree.root()?))?;
    if root.kind == Kind::Map {
        return None;
    }
    let span = Span { file: source.id, start: root.start, end: root.end };
    if let Kind::Plain(_) = root.kind
        && let Some(slip) = yaml::separator_slip(source, span)
    {
        return Some(slip);
    }
    Some(diag::top_level_no_map(span, root.kind == Kind::Seq))
}
