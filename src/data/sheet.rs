//! A score sheet as it is written. In: the tree of a document. Out: its parts with their places, and what is wrong
//! with its shape. What a point may be is the scorecard's to say (`eval`).
//!
//! A document is a score sheet where its top level has the key `scorecard` and no `program`.

use super::build::Read;
use super::scalar_text;
use super::tree::{Kind, NodeId, Tree};
use crate::diag::{self, Diagnostic};
use crate::text::{Source, Span, fold_key, is_key, nearest};

/// A text and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text, trimmed.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// The points of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The item.
    pub item: Written,
    /// The points as written; nothing where the sheet leaves them blank.
    pub points: Option<Written>,
    /// The place of the points, or of the blank.
    pub place: Span,
}

/// A score sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which document of its file it is, from 1.
    pub document: u32,
    /// The place of the whole document.
    pub span: Span,
    /// The scorecard: `mext.kci.stage2/selection`.
    pub card: Option<Written>,
    /// The file of the proposal.
    pub proposal: Option<Written>,
    /// Who gives the points.
    pub reviewer: Option<Written>,
    /// The sum as the sheet states it.
    pub total: Option<Written>,
    /// The points, in the order of the sheet.
    pub scores: Vec<Score>,
    /// Where the points stand.
    pub scores_at: Option<Span>,
    /// What is wrong with its shape.
    pub problems: Vec<Diagnostic>,
}

/// The keys of a sheet, each with its Japanese spelling.
const KEYS: [(&str, &str); 6] = [
    ("scorecard", "採点表"),
    ("proposal", "申請"),
    ("reviewer", "審査員"),
    ("scores", "得点"),
    ("total", "合計"),
    ("comment", "備考"),
];

/// The key that a text spells, in any width and case.
pub(super) fn key_of(text: &str) -> Option<&'static str> {
    let folded = fold_key(text);
    KEYS.iter().find(|(en, ja)| folded == *en || folded == *ja).map(|(en, _)| *en)
}

/// Whether a document is a score sheet.
pub fn is_sheet(tree: &Tree, source: &Source) -> bool {
    let Some(root) = tree.root() else { return false };
    let root = tree.resolve(root);
    if tree.node(root).map(|node| node.kind) != Some(Kind::Map) {
        return false;
    }
    let mut sheet = false;
    for key in tree.children(root).step_by(2) {
        let text = scalar_text(tree, key, &source.text).unwrap_or("");
        if is_key(text, "program") {
            return false;
        }
        sheet |= is_key(text, "scorecard") || is_key(text, "採点表");
    }
    sheet
}

/// The parts of a score sheet.
pub fn read_sheet(tree: &Tree, source: &Source, document: u32) -> Sheet {
    let root = tree.resolve(tree.root().unwrap_or(NodeId(0)));
    let mut sheet = Sheet {
        document,
        span: span_of(tree, source, root),
        card: None,
        proposal: None,
        reviewer: None,
        total: None,
        scores: Vec::new(),
        scores_at: None,
        problems: Vec::new(),
    };
    let mut seen: Vec<(&'static str, Span, String)> = Vec::new();
    for (key, value) in pairs(tree, root) {
        let at = span_of(tree, source, key);
        let text = scalar_text(tree, key, &source.text).unwrap_or("").trim();
        let Some(name) = key_of(text) else {
            let near = nearest(text, KEYS.iter().map(|(en, _)| *en));
            sheet.problems.push(diag::unknown_sheet_key(at, text, near));
            continue;
        };
        if let Some((_, first, spelling)) = seen.iter().find(|(known, ..)| *known == name) {
            sheet.problems.push(diag::duplicate_key((*first, spelling), (at, text)));
            continue;
        }
        seen.push((name, at, text.to_owned()));
        if name == "scores" {
            sheet.scores_at = Some(at);
            scores(tree, source, value, &mut sheet);
            continue;
        }
        let read = match single(tree, source, value) {
            Ok((written, _)) => written,
            Err(problem) => {
                sheet.problems.push(*problem);
                continue;
            }
        };
        match name {
            "scorecard" => sheet.card = read,
            "proposal" => sheet.proposal = read,
            "reviewer" => sheet.reviewer = read,
            "total" => sheet.total = read,
            _ => {}
        }
    }
    sheet
}

fn scores(tree: &Tree, source: &Source, value: NodeId, sheet: &mut Sheet) {
    let map = tree.resolve(value);
    match tree.node(map).map(|node| node.kind) {
        Some(Kind::Map) => {}
        Some(Kind::Plain(_)) if matches!(single(tree, source, map), Ok((None, _))) => return,
        _ => {
            sheet.problems.push(diag::scores_no_group(span_of(tree, source, value)));
            return;
        }
    }
    for (key, value) in pairs(tree, map) {
        let text = scalar_text(tree, key, &source.text).unwrap_or("").trim().to_owned();
        let item = Written { text, span: span_of(tree, source, key) };
        match single(tree, source, value) {
            Ok((points, place)) => sheet.scores.push(Score { item, points, place }),
            Err(problem) => sheet.problems.push(*problem),
        }
    }
}

/// A single value, or nothing where it is blank; and its place.
fn single(tree: &Tree, source: &Source, value: NodeId) -> Read<(Option<Written>, Span)> {
    let span = span_of(tree, source, value);
    let Some(text) = scalar_text(tree, value, &source.text) else {
        return Err(Box::new(diag::no_single_value(span)));
    };
    let plain = matches!(tree.node(tree.resolve(value)).map(|node| node.kind), Some(Kind::Plain(_)));
    let text = text.trim();
    let blank = text.is_empty() || (plain && matches!(text, "~" | "null" | "Null" | "NULL"));
    Ok(((!blank).then(|| Written { text: text.to_owned(), span }), span))
}

fn pairs(tree: &Tree, map: NodeId) -> Vec<(NodeId, NodeId)> {
    let mut children = tree.children(map);
    let mut pairs = Vec::new();
    while let (Some(key), Some(value)) = (children.next(), children.next()) {
        pairs.push((key, value));
    }
    pairs
}

fn span_of(tree: &Tree, source: &Source, id: NodeId) -> Span {
    tree.node(id).map_or(Span::new(source.id, 0, 0), |node| Span {
        file: source.id,
        start: node.start,
        end: node.end,
    })
}
