//! The tables of a pack held against what they were: columns by name, rows by their first cell where that tells them
//! apart, else by their number, cells by both.

use super::declared::{Named, cites, entries, own_names, text_change};
use super::figures::{moved, shown};
use super::pair::by_name;
use super::{Aspect, Change, Entry, Kind, Shown, Side};
use crate::check::typed::{Cell, Table};
use crate::diag::Bilingual;
use crate::workbench::types::scalar_words;
use std::collections::BTreeSet;

/// The tables that have changed.
pub(super) fn compare(old: Side<'_>, new: Side<'_>) -> Vec<Entry> {
    let name: fn(&Table) -> &str = |table| &table.name;
    let (before, after) = (own_names(&old.plan.pack.tables, name), own_names(&new.plan.pack.tables, name));
    let named = |all: &[&Table]| -> Vec<Named> {
        all.iter()
            .map(|one| Named { name: one.name.clone(), title: one.label.words(&one.name), span: one.span })
            .collect()
    };
    let changes = |one: usize, other: usize| {
        let Some((one, other)) = before.get(one).zip(after.get(other)) else { return Vec::new() };
        let mut out = columns((old, one), (new, other));
        out.extend(rows((old, one), (new, other)));
        out.extend(cites((old, &one.cites), (new, &other.cites)));
        out
    };
    entries(Kind::Table, (old, &named(&before)), (new, &named(&after)), &[], (false, &changes))
}

/// The tables of both sides whose cells are not the same, those of other packs included.
pub(super) fn changed(old: Side<'_>, new: Side<'_>) -> Vec<String> {
    let pairs = new.plan.pack.tables.iter().filter_map(|after| {
        let before = old.plan.pack.tables.iter().find(|before| before.name == after.name)?;
        Some((before, after))
    });
    let changed = pairs.filter(|(before, after)| {
        !columns((old, before), (new, after)).is_empty() || !rows((old, before), (new, after)).is_empty()
    });
    changed.map(|(_, after)| after.name.clone()).collect()
}

/// A column is told by its name and type; its label is a text.
fn columns((old, before): (Side<'_>, &Table), (new, after): (Side<'_>, &Table)) -> Vec<Change> {
    let words = |side: Side<'_>, table: &Table, name: &str| {
        let column = table.columns.iter().find(|column| column.name == name);
        column.map(|column| scalar_words(&side.plan.pack, column.ty)).unwrap_or_default()
    };
    let mut names: Vec<&str> = before.columns.iter().map(|column| column.name.as_str()).collect();
    for column in &after.columns {
        if !names.contains(&column.name.as_str()) {
            names.push(&column.name);
        }
    }
    let change = |name: &str| {
        let change = text_change(Aspect::Column, &words(old, before, name), &words(new, after, name), true)?;
        Some(Change { what: Bilingual::same(name), ..change })
    };
    names.into_iter().filter_map(change).collect()
}

/// What a row is called: by its first cell where no other row has the same, else by its number.
fn row_names(side: Side<'_>, table: &Table) -> Vec<Bilingual> {
    let first = |cells: &[Cell]| {
        let (column, cell) = table.columns.first().zip(cells.first())?;
        cell.value.as_ref().map(|value| shown(side, column.ty, value).words)
    };
    let firsts: Vec<Option<Bilingual>> = table.rows.iter().map(|cells| first(cells)).collect();
    let mut seen = BTreeSet::new();
    let unique = firsts.iter().all(|one| one.as_ref().is_some_and(|one| seen.insert(&one.en)));
    let number = |at: usize| {
        let number = at.saturating_add(1);
        Bilingual::new(format!("row {number}"), format!("{number}行目"))
    };
    let name =
        |(at, first): (usize, Option<Bilingual>)| first.filter(|_| unique).unwrap_or_else(|| number(at));
    firsts.into_iter().enumerate().map(name).collect()
}

fn rows((old, before): (Side<'_>, &Table), (new, after): (Side<'_>, &Table)) -> Vec<Change> {
    let (was, is) = (row_names(old, before), row_names(new, after));
    let keys = |names: &[Bilingual]| names.iter().map(|name| name.en.clone()).collect::<Vec<_>>();
    let (was_keys, is_keys) = (keys(&was), keys(&is));
    let pairs = by_name(
        &was_keys.iter().map(String::as_str).collect::<Vec<_>>(),
        &is_keys.iter().map(String::as_str).collect::<Vec<_>>(),
        &[],
    );
    let whole = |side: Side<'_>, table: &Table, row: usize| {
        let cells = table.columns.iter().zip(table.rows.get(row).map(Vec::as_slice).unwrap_or_default());
        let words: Vec<Bilingual> = cells
            .filter_map(|(column, cell)| cell.value.as_ref().map(|value| shown(side, column.ty, value).words))
            .collect();
        let join =
            |get: fn(&Bilingual) -> &str, with: &str| words.iter().map(get).collect::<Vec<_>>().join(with);
        Shown::text(Bilingual::new(join(|one| &one.en, ", "), join(|one| &one.ja, "、")))
    };
    let mut out = Vec::new();
    for (one, other) in pairs {
        match (one, other) {
            (Some(one), Some(other)) => {
                let name = is.get(other).cloned().unwrap_or_default();
                out.extend(cells((old, before, one), (new, after, other), &name));
            }
            (one, other) => out.push(Change {
                aspect: Aspect::Row,
                what: Bilingual::default(),
                old: one.map(|at| whole(old, before, at)),
                new: other.map(|at| whole(new, after, at)),
                delta: None,
                matters: true,
            }),
        }
    }
    out
}

fn cells(
    (old, before, one): (Side<'_>, &Table, usize),
    (new, after, other): (Side<'_>, &Table, usize),
    row: &Bilingual,
) -> Vec<Change> {
    let mut out = Vec::new();
    for (at, column) in after.columns.iter().enumerate() {
        let Some((was, of_old)) =
            before.columns.iter().zip(0_usize..).find(|(was, _)| was.name == column.name)
        else {
            continue;
        };
        let value = |table: &'_ Table, row: usize, at: usize| {
            table.rows.get(row).and_then(|cells| cells.get(at)).and_then(|cell| cell.value.clone())
        };
        let label = column.label.words(&column.name);
        let what = Bilingual::new(format!("{}, {}", row.en, label.en), format!("{}の{}", row.ja, label.ja));
        out.extend(moved(
            (Aspect::Cell, what),
            (old, was.ty, value(before, one, of_old).as_ref()),
            (new, column.ty, value(after, other, at).as_ref()),
        ));
    }
    out
}
