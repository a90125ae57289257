//! A table of cases in a test: its cells stand in columns, those of the places left of the arrow, what is expected
//! right of it.

use super::doc::{Doc, flat, group, text};
use super::layout::{comments_of, is, is_sign, lead, opening_brace, part, with_comments};
use super::rows::{ROW, pad_to};
use crate::syntax::Rule;
use crate::syntax::concrete::{Node, Part, Token};
use textwrap::core::display_width;

/// Where the rows begin: in the block of a table, in that of a test.
const INDENT: usize = 4;

/// A row, in the texts of its cells; each but the last of its side has its comma.
struct Row<'a> {
    /// The name of the row, with its colon.
    name: String,
    left: Vec<String>,
    right: Vec<String>,
    comment: Option<&'a str>,
}

/// A line of the table.
enum Line<'a> {
    Row(Row<'a>),
    /// A row with comments inside.
    Other(Vec<Doc<'a>>),
}

/// `examples { … }`
pub(super) fn examples(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    let mut inner: Vec<Doc> = Vec::new();
    let mut lines: Vec<(Vec<Doc>, Line)> = Vec::new();
    for one in parts {
        match one {
            Part::Token(open) if open.rule == Some(Rule::open) => docs.extend(opening_brace(&open)),
            Part::Token(close) if close.rule == Some(Rule::close) => {
                inner.extend(drawn(std::mem::take(&mut lines)));
                for comment in &close.before {
                    inner.extend((comment.blank && !inner.is_empty()).then_some(Doc::Blank));
                    inner.push(Doc::Own(comment.text));
                }
                docs.push(Doc::Nest(2, std::mem::take(&mut inner)));
                docs.push(Doc::Hard);
                docs.extend(with_comments(Token { before: Vec::new(), ..close }, text("}")));
            }
            Part::Node(mut one) => {
                let lead = lead(&mut one, lines.is_empty());
                lines.push((lead, line(one)));
            }
            one => docs.extend(part(one)),
        }
    }
    docs
}

/// What a part of a row is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Comma,
    Colon,
    Arrow,
    Cell,
}

/// A row, cut into its cells; as a whole where a comment stands inside.
fn line(row: Node<'_>) -> Line<'_> {
    let pieces: Vec<(Piece, Vec<Doc>)> = row.parts.into_iter().map(piece).collect();
    let last = pieces.len().saturating_sub(1);
    let inside = |(index, (_, docs)): (usize, &(Piece, Vec<Doc>))| match flat(docs) {
        Some((_, comment)) => comment.is_some() && index < last,
        None => true,
    };
    if pieces.iter().enumerate().any(inside) {
        return Line::Other(vec![group(whole(pieces))]);
    }
    let mut written = Row { name: String::new(), left: Vec::new(), right: Vec::new(), comment: None };
    let mut arrow = false;
    for (piece, docs) in pieces {
        let side = if arrow { &mut written.right } else { &mut written.left };
        let (cell, comment) = flat(&docs).unwrap_or_default();
        match (piece, side.last_mut()) {
            (Piece::Comma, Some(before)) => before.push(','),
            (Piece::Comma, None) => {}
            (Piece::Colon, _) => written.name = side.pop().unwrap_or_default() + ":",
            (Piece::Arrow, _) => arrow = true,
            (Piece::Cell, _) => side.push(cell),
        }
        written.comment = comment;
    }
    Line::Row(written)
}

fn piece(one: Part<'_>) -> (Piece, Vec<Doc<'_>>) {
    if is_sign(&one, ",") {
        (Piece::Comma, comments_of(one))
    } else if is(&one, Rule::arrow) {
        (Piece::Arrow, part(one))
    } else if is(&one, Rule::colon) {
        (Piece::Colon, part(one))
    } else {
        (Piece::Cell, part(one))
    }
}

/// A row that cannot be cut.
fn whole(pieces: Vec<(Piece, Vec<Doc<'_>>)>) -> Vec<Doc<'_>> {
    let mut all = Vec::new();
    for (index, (piece, docs)) in pieces.into_iter().enumerate() {
        all.extend(match piece {
            Piece::Comma => Some(Doc::Glue(",")),
            Piece::Colon => None,
            Piece::Arrow | Piece::Cell => (index > 0).then_some(Doc::Pad(1)),
        });
        all.push(Doc::Nest(if index > 0 { 2 } else { 0 }, docs));
    }
    all
}

fn drawn<'a>(lines: Vec<(Vec<Doc<'a>>, Line<'a>)>) -> Vec<Doc<'a>> {
    let rows =
        || lines.iter().filter_map(|(_, line)| if let Line::Row(row) = line { Some(row) } else { None });
    let name = rows().map(|row| display_width(&row.name)).max().unwrap_or(0);
    let left = widths(rows().map(|row| row.left.as_slice()));
    let right = widths(rows().map(|row| row.right.as_slice()));
    let columns = Columns { name, left, right };
    let wide = rows().map(|row| display_width(&columns.line(row)).saturating_add(INDENT)).max();
    let columns = if wide.unwrap_or(0) <= ROW { columns } else { Columns::default() };
    let mut docs = Vec::new();
    for (lead, line) in lines {
        docs.push(Doc::Hard);
        docs.extend(lead);
        match line {
            Line::Row(row) => {
                docs.push(text(columns.line(&row)));
                docs.extend(row.comment.map(Doc::After));
            }
            Line::Other(other) => docs.extend(other),
        }
    }
    docs
}

/// The width of each column, over all rows.
fn widths<'r>(rows: impl Iterator<Item = &'r [String]>) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            let width = display_width(cell);
            match widths.get_mut(index) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    widths
}

/// How wide the columns are; zero where cells just follow each other.
#[derive(Default)]
struct Columns {
    name: usize,
    left: Vec<usize>,
    right: Vec<usize>,
}

impl Columns {
    /// The row as a line.
    fn line(&self, row: &Row<'_>) -> String {
        let mut line = row.name.clone();
        pad_to(&mut line, self.name);
        add(&mut line, &row.left, &self.left);
        line.push_str(" ->");
        add(&mut line, &row.right, &self.right);
        line.truncate(line.trim_end().len());
        line
    }
}

/// Adds cells, with a space before each but at the start of the line.
fn add(line: &mut String, cells: &[String], widths: &[usize]) {
    for (index, cell) in cells.iter().enumerate() {
        if !line.is_empty() {
            line.push(' ');
        }
        let end = display_width(line).saturating_add(widths.get(index).copied().unwrap_or(0));
        line.push_str(cell);
        pad_to(line, end);
    }
    for width in widths.iter().skip(cells.len()) {
        line.extend(std::iter::repeat_n(' ', width.saturating_add(1)));
    }
}
