//! Other packs: their lets, tables and enums are copied behind the pack's own, under qualified names.
//!
//! An own name never holds a dot and a qualified one always does, which is how the two are told apart.

use super::context::{Checker, Progress, ValueName, id};
use super::typed::{Column, Let, LetId, Pack, Table, TableId};
use crate::data::{Enum, RecordId};
use crate::diag::{Bilingual, check_use};
use crate::syntax::ast::{Ast, Item, Name, UseDecl};
use crate::text::{FileId, Span, nearest};
use crate::value::{EnumId, Scalar};
use std::collections::{BTreeMap, BTreeSet};

/// A pack that a `use` names.
pub struct LoadedUse<'a> {
    /// Its id, as the `use` has it.
    pub id: &'a str,
    /// The checked pack, or why there is none.
    pub pack: Result<&'a Pack, UseProblem>,
}

/// Why a pack cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UseProblem {
    /// There is no such pack; the ids that there are.
    Unknown(Vec<String>),
    /// Its folder is a link that leads out of the rules folder.
    Outside,
    /// It has errors of its own.
    Broken,
    /// It uses this pack again; each step is a `use` on the way back, and the id that it names.
    Circle(Vec<(Span, String)>),
}

/// The packs that some rule files use, each once.
pub fn used_packs(files: &[&Ast]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for item in files.iter().flat_map(|ast| &ast.items) {
        if let Item::Use(used) = item
            && !out.iter().any(|name| name.text == used.id.text)
        {
            out.push(used.id.clone());
        }
    }
    out
}

/// A `use` and what it makes visible.
pub(super) struct Used {
    /// The id of the pack.
    pub(super) pack: String,
    /// What stands before its names.
    pub(super) qualifier: Name,
    /// Whether that hides something else, which has been reported.
    pub(super) hides: bool,
    /// What it declares; `None` after an error that has been reported.
    pub(super) names: Option<Visible>,
}

/// What another pack makes visible, by the names that it has there.
#[derive(Default)]
pub(super) struct Visible {
    pub(super) values: BTreeMap<String, ValueName>,
    pub(super) enums: BTreeMap<String, EnumId>,
    /// What it declares and keeps to itself, and what that is.
    pub(super) hidden: BTreeMap<String, Bilingual>,
}

/// Notes the name of every `use`, and reports those that are taken.
pub(super) fn declare(cx: &mut Checker) {
    for decl in cx.decls.uses.clone() {
        let qualifier = decl.qualifier();
        if twice(cx, decl, &qualifier) {
            // What is meant by its names is not known.
            let last = decl.id.text.rsplit('.').next().unwrap_or_default();
            cx.broken.insert(decl.alias.as_ref().map_or(last, |alias| &alias.text));
            continue;
        }
        if qualifier.text.starts_with(|c: char| c.is_numeric()) {
            cx.say(check_use::no_qualifier(qualifier.span, &qualifier.text, &decl.id.text));
            continue;
        }
        let taken = taken(cx, &qualifier.text);
        if let Some(taken) = taken {
            cx.say(check_use::qualifier_hides(qualifier.span, &qualifier.text, taken, &decl.id.text));
        }
        cx.uses.push(Used { pack: decl.id.text.clone(), qualifier, hides: taken.is_some(), names: None });
    }
}

/// Whether the pack or the name before its names is there already; the error is reported.
fn twice(cx: &mut Checker, decl: &UseDecl, qualifier: &Name) -> bool {
    let same_pack = cx.uses.iter().find(|used| used.pack == decl.id.text);
    if let Some(first) = same_pack {
        let diagnostic = check_use::used_twice(decl.span, first.qualifier.span, &decl.id.text);
        cx.say(diagnostic);
        return true;
    }
    let same_name = cx.uses.iter().find(|used| used.qualifier.text == qualifier.text);
    if let Some(first) = same_name {
        let diagnostic =
            check_use::qualifier_twice(qualifier.span, first.qualifier.span, &qualifier.text, &decl.id.text);
        cx.say(diagnostic);
        return true;
    }
    false
}

fn taken(cx: &Checker, name: &str) -> Option<Span> {
    let value = cx.names.values.get(name).map(|(_, span)| *span);
    value.or_else(|| cx.names.types.get(name).map(|(_, span)| *span))
}

/// Reports qualifiers that are also a field or a derived value of this record, whose names stand bare.
pub(super) fn clashes(cx: &mut Checker, record: RecordId) {
    let mut found = Vec::new();
    for at in 0..cx.uses.len() {
        let Some(used) = cx.uses.get(at) else { continue };
        let name = used.qualifier.text.as_str();
        let fields = cx.schema.record(record).map(|r| r.fields.as_slice()).unwrap_or_default();
        let field = fields.iter().find(|field| field.name == name).map(|field| field.span);
        if let Some(taken) = field.or_else(|| cx.define_of(record, name).map(|(_, span)| span)) {
            found.push(check_use::qualifier_hides(used.qualifier.span, name, taken, &used.pack));
            if let Some(used) = cx.uses.get_mut(at) {
                used.hides = true;
            }
        }
    }
    cx.diags.extend(found);
}

/// Copies the enums of the used packs behind the own ones, before records are built.
pub(super) fn enums(cx: &mut Checker, loaded: &[LoadedUse]) {
    // Two packs may use a third one: its enums are one type wherever they come from, so each stands once, by its place.
    let mut places: BTreeMap<Span, EnumId> = BTreeMap::new();
    for at in 0..cx.uses.len() {
        let Some(pack) = pack(cx, at, loaded) else { continue };
        let Some(qualifier) = cx.uses.get(at).map(|used| used.qualifier.text.clone()) else { continue };
        let mut visible = Visible::default();
        for (own, name) in own_enums(pack) {
            let id = copy_enum(cx, &mut places, own, &qualifier);
            visible.enums.insert(name.to_owned(), id);
        }
        hide(&mut visible, pack);
        if let Some(used) = cx.uses.get_mut(at) {
            used.names = Some(visible);
        }
    }
    // What those packs use themselves has no name here, and types all the same.
    for used in loaded {
        let Ok(pack) = &used.pack else { continue };
        let qualifier = cx.uses.iter().find(|one| one.pack == used.id).map(|one| one.qualifier.text.clone());
        let Some(qualifier) = qualifier else { continue };
        for other in &pack.schema.enums {
            copy_enum(cx, &mut places, other, &qualifier);
        }
    }
    cx.enum_places = places;
}

fn copy_enum(cx: &mut Checker, places: &mut BTreeMap<Span, EnumId>, of: &Enum, qualifier: &str) -> EnumId {
    if let Some(known) = places.get(&of.span) {
        return *known;
    }
    let copy = EnumId(id(cx.schema.enums.len()));
    cx.schema.enums.push(Enum { name: format!("{qualifier}.{}", of.name), ..of.clone() });
    places.insert(of.span, copy);
    copy
}

fn own_enums(pack: &Pack) -> impl Iterator<Item = (&Enum, &str)> {
    pack.schema.enums.iter().filter(|e| is_own(&e.name)).map(|e| (e, e.name.as_str()))
}

/// Whether a name is one of the pack itself.
fn is_own(name: &str) -> bool {
    !name.contains('.')
}

fn hide(visible: &mut Visible, pack: &Pack) {
    let mut put = |name: &str, en: &str, ja: &str| {
        visible.hidden.insert(name.to_owned(), Bilingual::new(en, ja));
    };
    pack.schema.records.iter().for_each(|r| put(&r.name, "a record", " record "));
    pack.defines.iter().for_each(|d| put(&d.name, "a derived value", "導かれる値"));
    pack.rules.iter().for_each(|r| put(&r.name, "a rule", "規則"));
    pack.judgements.iter().for_each(|j| put(&j.name, "a judgement", " judgement "));
    pack.sources.iter().for_each(|s| put(&s.name, "a source", "出典"));
    let names = pack.tables.iter().map(|t| &t.name).chain(pack.lets.iter().map(|l| &l.name));
    for name in names.chain(pack.schema.enums.iter().map(|e| &e.name)) {
        if let Some((qualifier, _)) = name.split_once('.') {
            put(qualifier, "a pack that it uses itself", "そのパックが use するパック");
        }
    }
}

/// The pack of a `use`; where there is none, the error is reported.
fn pack<'l>(cx: &mut Checker, at: usize, loaded: &'l [LoadedUse]) -> Option<&'l Pack> {
    let used = cx.uses.get(at)?;
    let (id, qualifier) = (used.pack.clone(), used.qualifier.text.clone());
    let decl = cx.decls.uses.iter().find(|decl| decl.id.text == id && decl.qualifier().text == qualifier)?;
    let place = decl.id.span;
    let diagnostic = match loaded.iter().find(|one| one.id == id).map(|one| &one.pack) {
        Some(Ok(pack)) => return Some(pack),
        Some(Err(UseProblem::Unknown(known))) => {
            let ending = format!(".{id}");
            let longer = known.iter().find(|known| known.ends_with(&ending)).map(String::as_str);
            let near = longer.or_else(|| nearest(&id, known.iter().map(String::as_str)));
            check_use::unknown_pack(place, &id, near, known)
        }
        Some(Err(UseProblem::Outside)) => check_use::pack_outside(place, &id),
        Some(Err(UseProblem::Broken)) => check_use::broken_use(place, &id),
        Some(Err(UseProblem::Circle(steps))) => check_use::circle(place, &id, steps),
        None => check_use::unknown_pack(place, &id, None, &[]),
    };
    cx.say(diagnostic);
    None
}

/// Copies the tables and figures of the used packs behind the own ones, once these have their places.
pub(super) fn values(cx: &mut Checker, loaded: &[LoadedUse]) {
    for at in 0..cx.uses.len() {
        let Some(used) = cx.uses.get(at).filter(|used| used.names.is_some()) else { continue };
        let qualifier = used.qualifier.text.clone();
        let Some(Ok(pack)) = loaded.iter().find(|one| one.id == used.pack).map(|one| &one.pack) else {
            continue;
        };
        let mut values = BTreeMap::new();
        for table in pack.tables.iter().filter(|table| is_own(&table.name)) {
            let copy = copy_table(cx, pack, table, &qualifier);
            values.insert(table.name.clone(), ValueName::Table(copy));
        }
        for figure in pack.lets.iter().filter(|figure| is_own(&figure.name)) {
            let copy = LetId(id(cx.lets.len()));
            let ty = scalar(cx, pack, figure.ty);
            let name = format!("{qualifier}.{}", figure.name);
            cx.lets.push(Progress::Done(Some(Let { name, ty, ..figure.clone() })));
            values.insert(figure.name.clone(), ValueName::Let(copy));
        }
        if let Some(names) = cx.uses.get_mut(at).and_then(|used| used.names.as_mut()) {
            names.values = values;
        }
    }
}

/// Copies a table. Its citations stay behind: their sources are those of its own pack.
fn copy_table(cx: &mut Checker, pack: &Pack, table: &Table, qualifier: &str) -> TableId {
    let copy = TableId(id(cx.tables.len()));
    let columns = table.columns.iter();
    let columns = columns.map(|column| Column { ty: scalar(cx, pack, column.ty), ..column.clone() });
    let columns: Vec<Column> = columns.collect();
    cx.columns.push(Vec::new());
    cx.whole_tables.insert(copy);
    cx.tables.push(Table {
        name: format!("{qualifier}.{}", table.name),
        columns,
        cites: Vec::new(),
        ..table.clone()
    });
    copy
}

/// A type of another pack as it is here.
fn scalar(cx: &Checker, pack: &Pack, ty: Scalar) -> Scalar {
    let Scalar::Enum(other) = ty else { return ty };
    let place = pack.schema.enumeration(other).map(|e| e.span);
    let here = place.and_then(|place| cx.enum_places.get(&place)).copied();
    here.map_or(Scalar::Text, Scalar::Enum)
}

/// Warns of packs to which nothing refers. What only a test refers to is used in its own file.
pub(super) fn unused(cx: &mut Checker, test_files: &BTreeSet<FileId>) {
    let mut found = Vec::new();
    for (at, used) in cx.uses.iter().enumerate().filter(|(_, used)| used.names.is_some() && !used.hides) {
        let of_tests = test_files.contains(&used.qualifier.span.file);
        let mut from = cx.referred.iter().filter(|(of, _)| *of == at).map(|(_, file)| file);
        if !from.any(|file| of_tests || !test_files.contains(file)) {
            found.push(check_use::unused(used.qualifier.span, &used.pack));
        }
    }
    cx.diags.extend(found);
}
