//! Reference data: the columns of tables, and every cell of their files.

use super::LoadedTable;
use super::clauses;
use super::context::{Checker, id};
use super::shapes;
use super::typed::{Cell, Column, Table, TableId};
use super::words;
use crate::data::csv::{self, Raw};
use crate::data::limits::Limits;
use crate::data::{FieldType, Value};
use crate::diag::{self, Bilingual, Diagnostic, Expected, check_pack, check_rules};
use crate::syntax::ast::{self, Ast, Item, Str, TableDecl};
use crate::text::{Source, Span, fold_key, fold_text, nearest};
use crate::value::{
    Scalar, is_not_applicable, parse_amount, parse_date, parse_number, parse_percent, parse_whole,
    parse_year, parse_yes_no,
};
use std::collections::BTreeMap;

/// The files that the tables of some rule files name, each once, relative to the pack's folder. A path that could
/// leave the folder is left out; [`super::check`] reports it.
pub fn table_files(files: &[&Ast]) -> Vec<Str> {
    let mut out: Vec<Str> = Vec::new();
    for item in files.iter().flat_map(|ast| &ast.items) {
        if let Item::Table(table) = item
            && stays_inside(&table.file.text)
            && !out.iter().any(|file| file.text == table.file.text)
        {
            out.push(table.file.clone());
        }
    }
    out
}

/// Whether a path stays in the folder from which it goes out: relative, and no step upwards.
fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !part.trim().is_empty() && part != "." && part != "..")
}

/// The tables, with their rows.
pub(super) fn build(cx: &mut Checker, loaded: &[LoadedTable]) {
    for decl in cx.decls.tables.clone() {
        let table = TableId(id(cx.tables.len()));
        let columns = columns(cx, decl);
        cx.columns.push(columns.iter().map(|(_, span)| *span).collect());
        let cites = clauses::cites(cx, &decl.cites);
        let label = clauses::label(cx, &decl.label);
        cx.tables.push(Table {
            name: decl.name.text.clone(),
            label,
            span: decl.name.span,
            columns: columns.into_iter().map(|(column, _)| column).collect(),
            rows: Vec::new(),
            file: decl.name.span.file,
            cites,
        });
        let before = cx.diags.len();
        if let Some(source) = file(cx, decl, loaded) {
            let keys = shapes::columns(cx, &decl.columns, &decl.name.text);
            let rows = read(cx, table, decl, &keys, source);
            let sound =
                cx.diags.len() == before && !decl.columns.iter().any(|c| cx.untyped.contains(&c.name.span));
            if let Some(table) = cx.tables.get_mut(table.0 as usize) {
                table.rows = rows;
                table.file = source.id;
            }
            if sound {
                cx.whole_tables.insert(table);
            }
        }
    }
}

fn columns(cx: &mut Checker, decl: &TableDecl) -> Vec<(Column, Span)> {
    if decl.columns.is_empty() {
        cx.say(check_pack::nothing_in_it(
            decl.name.span,
            &Bilingual::same(format!("`{}`", decl.name.text)),
            &Bilingual::new("its columns", "列"),
        ));
    }
    decl.columns.iter().map(|column| (self::column(cx, column), column.name.span)).collect()
}

/// A column; one that is no single value is taken as a text after its error.
fn column(cx: &mut Checker, decl: &ast::FieldDecl) -> Column {
    let ty = shapes::field_type(cx, &decl.ty);
    let ty = match ty {
        FieldType::Scalar(scalar) => {
            if cx.untyped.contains(&decl.ty.span) {
                cx.untyped.insert(decl.name.span);
            }
            scalar
        }
        FieldType::Record(_) | FieldType::List { .. } => {
            let is = match ty {
                FieldType::List { .. } => Bilingual::new("lists", "一覧"),
                _ => Bilingual::new("records", " record "),
            };
            cx.say(check_rules::column_not_single(decl.ty.span, &is));
            cx.untyped.insert(decl.name.span);
            Scalar::Text
        }
    };
    Column {
        name: decl.name.text.clone(),
        span: decl.name.span,
        label: clauses::label(cx, &decl.label),
        ty,
        optional: decl.optional.is_some(),
    }
}

fn file<'t>(cx: &mut Checker, decl: &TableDecl, loaded: &[LoadedTable<'t>]) -> Option<&'t Source> {
    let path = decl.file.text.as_str();
    if !stays_inside(path) {
        cx.say(check_rules::table_path_leaves(decl.file.span));
        return None;
    }
    match loaded.iter().find(|table| table.path == path).map(|table| &table.file) {
        Some(Ok(source)) => Some(source),
        Some(Err(why)) => {
            if let Some(why) = why {
                cx.say(check_rules::table_unreadable(decl.file.span, path, why));
            }
            None
        }
        None => {
            let why = Bilingual::new("not found", "見つかりません");
            cx.say(check_rules::table_unreadable(decl.file.span, path, &why));
            None
        }
    }
}

fn read(
    cx: &mut Checker,
    table: TableId,
    decl: &TableDecl,
    keys: &BTreeMap<String, usize>,
    source: &Source,
) -> Vec<Vec<Cell>> {
    let most = Limits::DEFAULT.nodes;
    let mut rows = match csv::rows(source, most) {
        Ok(rows) => rows.into_iter(),
        Err(place) => {
            let help = Bilingual::new("split the table into several", "表を複数に分けてください");
            cx.say(diag::too_many_nodes(place, most).help(help));
            return Vec::new();
        }
    };
    let Some(header) = rows.next() else {
        cx.say(check_pack::nothing_in_it(
            decl.file.span,
            &Bilingual::same(format!("`{}`", decl.file.text)),
            &Bilingual::new("a header with the names of the columns", "列の名前を並べた見出し"),
        ));
        return Vec::new();
    };
    if let Some(sign) = other_separator(&header, decl.columns.len()) {
        cx.say(check_rules::separator(row_span(&header).unwrap_or(decl.file.span), sign));
        return Vec::new();
    }
    let order = order(cx, decl, keys, &header);
    let whole = row_span(&header);
    let mut out = Vec::new();
    for row in rows {
        if let Some(open) = row.iter().find(|cell| cell.odd_quotes) {
            cx.say(check_rules::cell_quotes(quote(open.span)));
            continue;
        }
        if row.len() != header.len() {
            if let (Some(span), Some(header_span)) = (row_span(&row), whole) {
                cx.say(check_rules::row_length(span, row.len(), header.len(), header_span));
            }
            continue;
        }
        let place = row_span(&row).unwrap_or(decl.file.span);
        let mut cells = Vec::new();
        for (index, at) in order.iter().enumerate() {
            let raw = at.and_then(|at| row.get(at));
            cells.push(match raw {
                Some(raw) => cell(cx, table, index, raw),
                None => Cell { value: None, span: place },
            });
        }
        out.push(cells);
    }
    out
}

/// The quote with which a cell begins.
fn quote(cell: Span) -> Span {
    Span { end: cell.start.saturating_add(1).min(cell.end), ..cell }
}

/// The sign that separates the columns of a file in place of the comma.
fn other_separator(header: &[Raw], columns: usize) -> Option<char> {
    let [only] = header else { return None };
    [';', '\t', '、', '，', '|'].into_iter().find(|sign| columns > 1 && only.text.contains(*sign))
}

fn row_span(row: &[Raw]) -> Option<Span> {
    Some(row.first()?.span.to(row.last()?.span))
}

/// In which cell of a row each column stands.
fn order(
    cx: &mut Checker,
    decl: &TableDecl,
    keys: &BTreeMap<String, usize>,
    header: &[Raw],
) -> Vec<Option<usize>> {
    let mut order: Vec<Option<usize>> = decl.columns.iter().map(|_| None).collect();
    for (at, cell) in header.iter().enumerate() {
        let Some(column) = keys.get(&fold_key(&cell.text)).copied() else {
            let known = decl.columns.iter().map(|column| column.name.text.as_str());
            let near = nearest(&cell.text, known);
            cx.say(check_rules::column_undeclared(cell.span, &cell.text, decl.name.span, near));
            continue;
        };
        match order.get_mut(column) {
            Some(Some(first)) => {
                let first = header.get(*first).map_or(cell.span, |first| first.span);
                cx.say(check_rules::column_twice(cell.span, first, &cell.text));
            }
            Some(free) => *free = Some(at),
            None => {}
        }
    }
    let known = header.iter().filter(|cell| keys.contains_key(&fold_key(&cell.text))).count();
    let misspelt = header.len().saturating_sub(known);
    let absent = decl.columns.iter().zip(&order).filter(|(_, at)| at.is_none()).map(|(column, _)| column);
    // A misspelt header explains one column that is absent; more are errors of their own.
    for column in absent.skip(misspelt) {
        let span = row_span(header).unwrap_or(decl.file.span);
        cx.diags.push(check_rules::column_absent(span, &column.name.text, column.name.span));
    }
    order
}

fn cell(cx: &mut Checker, table: TableId, index: usize, raw: &Raw) -> Cell {
    let nothing = Cell { value: None, span: raw.span };
    let Some(column) = cx.tables.get(table.0 as usize).and_then(|t| t.columns.get(index)) else {
        return nothing;
    };
    let declared = cx.columns.get(table.0 as usize).and_then(|spans| spans.get(index)).copied();
    let declared = declared.unwrap_or(raw.span);
    let is = words::scalar_words(&cx.schema, column.ty);
    if raw.text.trim().is_empty() || (column.optional && is_not_applicable(&raw.text)) {
        if !column.optional && !cx.untyped.contains(&declared) {
            let diagnostic = check_rules::cell_blank(raw.span, &column.name, declared);
            cx.say(diagnostic);
        }
        return nothing;
    }
    if cx.untyped.contains(&declared) {
        return nothing;
    }
    match value(cx, column.ty, raw) {
        Ok(value) => Cell { value: Some(value), span: raw.span },
        Err(diagnostic) => {
            cx.say(check_rules::of_cell(*diagnostic, declared, &is));
            nothing
        }
    }
}

/// The value of a cell, in the notations of proposals.
fn value(cx: &Checker, scalar: Scalar, raw: &Raw) -> Result<Value, Box<Diagnostic>> {
    let (text, span) = (raw.text.trim(), raw.span);
    let plain = |wanted: Expected| {
        move |error: diag::PlainError| Box::new(diag::malformed_plain(span, text, wanted, &error))
    };
    match scalar {
        Scalar::Text => Ok(Value::Text(fold_text(text).into())),
        Scalar::YesNo => parse_yes_no(text).map(Value::YesNo).map_err(plain(Expected::YesNo)),
        Scalar::Whole => parse_whole(text).map(Value::Num).map_err(plain(Expected::Whole)),
        Scalar::Number => parse_number(text).map(Value::Num).map_err(plain(Expected::Number)),
        Scalar::Percent => parse_percent(text).map(Value::Num).map_err(plain(Expected::Percent)),
        Scalar::Money(money) => parse_amount(text, money)
            .map(|amount| Value::Num(amount.yen))
            .map_err(|error| Box::new(diag::malformed_amount(span, text, &error))),
        Scalar::Date => parse_date(text)
            .map(|read| Value::Date(read.date))
            .map_err(|error| Box::new(diag::malformed_calendar(span, text, Expected::Date, &error))),
        Scalar::FiscalYear => parse_year(text)
            .map(|read| Value::Year(read.year))
            .map_err(|error| Box::new(diag::malformed_calendar(span, text, Expected::FiscalYear, &error))),
        Scalar::Enum(e) => {
            let owner = cx.schema.enumeration(e);
            match owner.and_then(|owner| owner.member_of_word(text)) {
                Some(word) => Ok(Value::Member(id(word))),
                None => {
                    let members = owner.map(|owner| owner.members.as_slice()).unwrap_or_default();
                    let near = nearest(text, members.iter().flat_map(|m| m.spellings()));
                    let choices: Vec<_> = members.iter().map(crate::data::Member::choice).collect();
                    Err(Box::new(diag::unknown_word(span, text, near, &choices)))
                }
            }
        }
    }
}
