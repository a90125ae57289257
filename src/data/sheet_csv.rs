//! Score sheets in CSV. In: a file whose first row names its columns. Out: one document for each sheet in it, with
//! the same tree as a sheet in YAML has.
//!
//! A row is the points of one item. The rows of one scorecard, proposal and reviewer are one sheet; a row that leaves
//! all three blank belongs to the sheet of the row above. A row whose item is `total` states the sum.

use super::build::{Builder, Read, place_text};
use super::csv::{Raw, rows};
use super::limits::Limits;
use super::read::{Document, done, failed};
use super::tree::Leaf;
use crate::diag::{self, Diagnostic};
use crate::text::{Source, Span, fold_key, nearest};
use std::collections::BTreeMap;

/// A column of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Card,
    Proposal,
    Reviewer,
    Item,
    Points,
    /// Read by people only.
    Remark,
}

/// The columns with their spellings.
const COLUMNS: [(Column, &[&str]); 6] = [
    (Column::Card, &["scorecard", "採点表"]),
    (Column::Proposal, &["proposal", "申請"]),
    (Column::Reviewer, &["reviewer", "審査員"]),
    (Column::Item, &["item", "項目"]),
    (Column::Points, &["points", "得点", "点数"]),
    (Column::Remark, &["comment", "title", "備考", "項目名"]),
];

fn column(text: &str) -> Option<Column> {
    let folded = fold_key(text.trim_start_matches('\u{FEFF}'));
    COLUMNS.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(column, _)| *column)
}

/// Whether the beginning of a CSV file is that of a score sheet: its first row names the scorecard, item and points
/// columns. Other tables that a walk meets are let alone.
pub fn is_sheet_head(head: &str) -> bool {
    let first = head.trim_start_matches(['\u{FEFF}', '\r', '\n']).lines().next().unwrap_or("");
    let named: Vec<Column> = first.split(',').filter_map(|cell| column(cell.trim_matches('"'))).collect();
    [Column::Card, Column::Item, Column::Points].iter().all(|wanted| named.contains(wanted))
}

/// One sheet of a file: its head cells, and its rows of item and points.
struct Group<'r> {
    head: [Option<&'r Raw>; 3],
    rows: Vec<(&'r Raw, Option<&'r Raw>)>,
}

/// All sheets of a file, in the order of their first rows; none for an empty file.
pub(super) fn read_sheets(source: &Source, limits: Limits) -> Vec<Document> {
    let rows = match rows(source, limits.nodes) {
        Ok(rows) => rows,
        Err(place) => return vec![failed(1, diag::too_many_nodes(place, limits.nodes))],
    };
    let Some((header, body)) = rows.split_first() else { return Vec::new() };
    let columns = match columns(source, header) {
        Ok(columns) => columns,
        Err(problem) => return vec![failed(1, *problem)],
    };
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places: BTreeMap<[String; 3], usize> = BTreeMap::new();
    let mut current: Option<usize> = None;
    for row in body {
        if row.iter().all(|cell| cell.text.trim().is_empty()) {
            continue;
        }
        if let Err(problem) = sound(row, columns.len()) {
            return vec![failed(1, *problem)];
        }
        let cell = |wanted: Column| {
            let at = columns.iter().position(|column| *column == wanted)?;
            row.get(at)
        };
        let filled = |wanted: Column| cell(wanted).filter(|cell| !cell.text.trim().is_empty());
        let head = [filled(Column::Card), filled(Column::Proposal), filled(Column::Reviewer)];
        if head.iter().any(Option::is_some) || current.is_none() {
            let names = head.map(|cell| cell.map(|cell| cell.text.trim().to_owned()).unwrap_or_default());
            let at = *places.entry(names).or_insert(groups.len());
            current = Some(at);
            if at == groups.len() {
                groups.push(Group { head, rows: Vec::new() });
            }
        }
        if let (Some(group), Some(item)) = (current.and_then(|at| groups.get_mut(at)), cell(Column::Item)) {
            group.rows.push((item, cell(Column::Points)));
        }
    }
    let whole = Span::new(source.id, 0, source.text.len());
    groups
        .iter()
        .enumerate()
        .map(|(index, group)| {
            let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
            match tree(source, header, &columns, group, limits) {
                Ok(builder) => done(number, builder.tree, whole),
                Err(problem) => failed(number, *problem),
            }
        })
        .collect()
}

/// The column of each cell of the first row.
fn columns(source: &Source, header: &[Raw]) -> Read<Vec<Column>> {
    let named: Vec<Column> = header.iter().filter_map(|cell| column(&cell.text)).collect();
    let lacks = [(Column::Card, "scorecard"), (Column::Item, "item"), (Column::Points, "points")];
    if let Some((_, name)) = lacks.iter().find(|(column, _)| !named.contains(column)) {
        let first = header.first().map_or(Span::new(source.id, 0, 0), |cell| cell.span);
        let last = header.last().map_or(first, |cell| cell.span);
        return Err(Box::new(diag::sheet_rows(first.to(last), diag::SheetRows::Lacks(name))));
    }
    let mut columns = Vec::new();
    for cell in header {
        match column(&cell.text) {
            Some(column) if column != Column::Remark && columns.contains(&column) => {
                return Err(Box::new(diag::sheet_rows(cell.span, diag::SheetRows::ColumnTwice)));
            }
            Some(column) => columns.push(column),
            // A column without a name is one that only people read.
            None if cell.text.trim().is_empty() => columns.push(Column::Remark),
            None => {
                let known = COLUMNS.iter().flat_map(|(_, names)| names.iter().copied());
                let near = nearest(&cell.text, known);
                return Err(Box::new(diag::unknown_sheet_key(cell.span, &cell.text, near)));
            }
        }
    }
    Ok(columns)
}

/// A row has no cell beyond the columns, and its quotes are closed.
fn sound(row: &[Raw], columns: usize) -> Result<(), Box<Diagnostic>> {
    if let Some(cell) = row.iter().find(|cell| cell.odd_quotes) {
        return Err(Box::new(diag::sheet_rows(cell.span, diag::SheetRows::Quotes)));
    }
    match row.iter().skip(columns).find(|cell| !cell.text.trim().is_empty()) {
        Some(cell) => Err(Box::new(diag::sheet_rows(cell.span, diag::SheetRows::Beyond))),
        None => Ok(()),
    }
}

fn tree(
    source: &Source,
    header: &[Raw],
    columns: &[Column],
    group: &Group<'_>,
    limits: Limits,
) -> Read<Builder> {
    let mut build = Builder::new(source.id, limits, 0);
    let start = group.rows.first().map_or(0, |(item, _)| item.span.start as usize);
    build.begin(true, start)?;
    let heads = [(Column::Card, "scorecard"), (Column::Proposal, "proposal"), (Column::Reviewer, "reviewer")];
    for ((wanted, name), cell) in heads.iter().zip(group.head) {
        let at = columns.iter().position(|column| column == wanted).and_then(|at| header.get(at));
        match cell {
            Some(cell) => {
                key(&mut build, name, cell.span)?;
                value(&mut build, source, cell)?;
            }
            None if *wanted == Column::Card => {
                let place = at.map_or(Span::new(source.id, 0, 0), |cell| cell.span);
                key(&mut build, name, place)?;
                let at = build.tree.own("");
                build.leaf(Leaf { quoted: false, at }, place.start as usize, place.end as usize)?;
            }
            None => {}
        }
    }
    let is_total = |cell: &Raw| super::sheet::key_of(&cell.text) == Some("total");
    let first = group.rows.first().map_or(Span::new(source.id, 0, 0), |(item, _)| item.span);
    key(&mut build, "scores", first)?;
    build.begin(true, first.start as usize)?;
    for (item, points) in group.rows.iter().filter(|(item, _)| !is_total(item)) {
        value(&mut build, source, item)?;
        points_of(&mut build, source, item, *points)?;
    }
    build.finish(first.end as usize);
    for (item, points) in group.rows.iter().filter(|(item, _)| is_total(item)) {
        key(&mut build, "total", item.span)?;
        points_of(&mut build, source, item, *points)?;
    }
    build.finish(first.end as usize);
    Ok(build)
}

/// A key that stands for what a row says; its place is that of the cell.
fn key(build: &mut Builder, name: &str, span: Span) -> Read<()> {
    let at = build.tree.own(name);
    build.leaf(Leaf { quoted: false, at }, span.start as usize, span.end as usize)
}

fn value(build: &mut Builder, source: &Source, cell: &Raw) -> Read<()> {
    let (start, end) = (cell.span.start as usize, cell.span.end as usize);
    let at = place_text(build, &source.text, start, end, &cell.text, &[0, 1]);
    build.leaf(Leaf { quoted: false, at }, start, end)
}

/// The points of a row; where its cell is absent, a blank at the item.
fn points_of(build: &mut Builder, source: &Source, item: &Raw, points: Option<&Raw>) -> Read<()> {
    match points {
        Some(cell) => value(build, source, cell),
        None => {
            let at = build.tree.own("");
            build.leaf(Leaf { quoted: false, at }, item.span.end as usize, item.span.end as usize)
        }
    }
}
