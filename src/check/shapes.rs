//! Records and enums: the types of fields, the spellings of keys and words, and records without end.

use super::clauses;
use super::context::{Checker, TypeName, id};
use super::foreign;
use super::uses::{self, LoadedUse};
use crate::data::{Enum, Field, FieldType, Member, Record, RecordId};
use crate::diag::{Bilingual, check_names, check_pack};
use crate::syntax::ast::{self, At, FieldDecl, MemberDecl, OneType, Str, Texts, TypeExpr};
use crate::text::{Span, fold_key, nearest};
use crate::value::Scalar;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Builds the schema.
pub(super) fn build(cx: &mut Checker, used: &[LoadedUse]) {
    for decl in cx.decls.enums.clone() {
        let e = enumeration(cx, decl);
        cx.schema.enums.push(e);
    }
    uses::enums(cx, used);
    for decl in cx.decls.records.clone() {
        let r = record(cx, decl);
        cx.schema.records.push(r);
    }
    cycles(cx);
}

fn enumeration(cx: &mut Checker, decl: &ast::EnumDecl) -> Enum {
    if decl.members.is_empty() {
        cx.say(check_pack::nothing_in_it(
            decl.name.span,
            &Bilingual::same(format!("`{}`", decl.name.text)),
            &Bilingual::new("its words", "語"),
        ));
    }
    let parts: Vec<Part> = decl.members.iter().map(Part::of_member).collect();
    let keys = index(cx, &parts, &decl.name.text);
    let members = decl.members.iter().map(|m| member(cx, m)).collect();
    Enum { name: decl.name.text.clone(), span: decl.name.span, members, keys }
}

fn member(cx: &mut Checker, decl: &MemberDecl) -> Member {
    Member {
        name: decl.name.text.clone(),
        span: decl.name.span,
        label: clauses::label(cx, &decl.label),
        aka: decl.aka.iter().map(|aka| aka.text.clone()).collect(),
    }
}

fn record(cx: &mut Checker, decl: &ast::RecordDecl) -> Record {
    if decl.fields.is_empty() {
        cx.say(check_pack::nothing_in_it(
            decl.name.span,
            &Bilingual::same(format!("`{}`", decl.name.text)),
            &Bilingual::new("its fields", "項目"),
        ));
    }
    let parts: Vec<Part> = decl.fields.iter().map(Part::of_field).collect();
    let keys = index(cx, &parts, &decl.name.text);
    let fields = decl.fields.iter().map(|f| field(cx, f)).collect();
    Record { name: decl.name.text.clone(), span: decl.name.span, fields, keys }
}

fn field(cx: &mut Checker, decl: &FieldDecl) -> Field {
    let ty = field_type(cx, &decl.ty);
    if cx.untyped.contains(&decl.ty.span) {
        cx.untyped.insert(decl.name.span);
    }
    Field {
        name: decl.name.text.clone(),
        span: decl.name.span,
        label: clauses::label(cx, &decl.label),
        aka: decl.aka.iter().map(|aka| aka.text.clone()).collect(),
        ty,
        optional: decl.optional.is_some(),
    }
}

/// The types that need no declaration.
const PLAIN_TYPES: [&str; 9] =
    ["text", "yes/no", "whole number", "number", "percent", "yen", "thousand yen", "date", "fiscal year"];

/// What a type of other languages, forms and spreadsheets is called here.
fn habit(name: &str) -> Option<&'static str> {
    Some(match fold_key(name).as_str() {
        "string" | "str" | "char" | "文字列" | "テキスト" => "text",
        "bool" | "boolean" | "flag" | "真偽値" => "yes/no",
        "int" | "integer" | "whole" | "整数" => "whole number",
        "float" | "double" | "decimal" | "numeric" | "real" | "数値" | "数" => "number",
        "percentage" | "rate" | "ratio" | "割合" | "百分率" => "percent",
        "money" | "amount" | "currency" | "jpy" | "円" | "金額" => "yen",
        "千円" => "thousand yen",
        "百万円" => "million yen",
        "十億円" => "billion yen",
        "day" | "datetime" | "日付" | "年月日" => "date",
        "year" | "fiscal" | "fiscalyear" | "年度" => "fiscal year",
        _ => return None,
    })
}

/// The type of a field; an unknown one, after its error, is taken as a text so that its field stays known.
pub(super) fn field_type(cx: &mut Checker, ty: &TypeExpr) -> FieldType {
    let one = match &ty.one {
        OneType::Text => FieldType::Scalar(Scalar::Text),
        OneType::YesNo => FieldType::Scalar(Scalar::YesNo),
        OneType::Whole => FieldType::Scalar(Scalar::Whole),
        OneType::Number => FieldType::Scalar(Scalar::Number),
        OneType::Percent => FieldType::Scalar(Scalar::Percent),
        OneType::Money(money) => FieldType::Scalar(Scalar::Money(*money)),
        OneType::Date => FieldType::Scalar(Scalar::Date),
        OneType::FiscalYear => FieldType::Scalar(Scalar::FiscalYear),
        OneType::Named(name) if name.text.contains('.') => match foreign::enumeration(cx, name) {
            Some(e) => FieldType::Scalar(Scalar::Enum(e)),
            None => {
                cx.untyped.insert(ty.span);
                FieldType::Scalar(Scalar::Text)
            }
        },
        OneType::Named(name) => match cx.names.types.get(name.text.as_str()) {
            Some((TypeName::Record(record), _)) => FieldType::Record(*record),
            Some((TypeName::Enum(e), _)) => FieldType::Scalar(Scalar::Enum(*e)),
            None if cx.broken.contains(name.text.as_str()) => {
                cx.untyped.insert(ty.span);
                FieldType::Scalar(Scalar::Text)
            }
            None => {
                let qualified = foreign::qualified(cx, &name.text);
                let near = habit(&name.text)
                    .or_else(|| nearest(&name.text, cx.names.types.keys().copied().chain(PLAIN_TYPES)));
                let near = qualified.as_deref().or(near);
                let kind = Bilingual::new("type, record or enum", "型や record、enum ");
                cx.diags.push(check_names::unknown_name(name.span, &kind, &name.text, near));
                cx.untyped.insert(ty.span);
                FieldType::Scalar(Scalar::Text)
            }
        },
    };
    let Some(size) = &ty.list else { return one };
    if let (Some(max), Some(span)) = (size.max, size.span)
        && max < size.min
    {
        cx.say(check_pack::range_reversed(span, (span, &size.min.to_string()), (span, &max.to_string())));
    }
    FieldType::List { item: Box::new(one), min: size.min, max: size.max }
}

/// A field or a word, as far as its spellings go.
struct Part<'d> {
    name: &'d ast::Name,
    label: &'d [At<Texts>],
    aka: &'d [Str],
}

impl<'d> Part<'d> {
    fn of_field(decl: &'d FieldDecl) -> Self {
        Part { name: &decl.name, label: &decl.label, aka: &decl.aka }
    }

    fn of_member(decl: &'d MemberDecl) -> Self {
        Part { name: &decl.name, label: &decl.label, aka: &decl.aka }
    }

    fn spellings(&self) -> Vec<(&'d str, Span)> {
        let labels = self.label.iter().flat_map(|l| [&l.value.bare, &l.value.en, &l.value.ja]).flatten();
        let mut out = vec![(self.name.text.as_str(), self.name.span)];
        out.extend(labels.chain(self.aka).map(|text| (text.text.as_str(), text.span)));
        out
    }
}

/// From every folded spelling to its part; spellings of two parts that clash are errors.
fn index(cx: &mut Checker, parts: &[Part], owner: &str) -> BTreeMap<String, usize> {
    let mut names: BTreeMap<&str, Span> = BTreeMap::new();
    let mut keys: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        if let Some(first) = names.get(part.name.text.as_str()) {
            cx.say(check_names::part_twice(part.name.span, *first, &part.name.text, owner));
            continue;
        }
        names.insert(&part.name.text, part.name.span);
        for (spelling, span) in part.spellings() {
            match keys.entry(fold_key(spelling)) {
                Entry::Occupied(of) if of.get().0 == at => {}
                Entry::Occupied(of) => {
                    let (other, first) = *of.get();
                    let other = parts.get(other).map_or("", |p| &p.name.text);
                    let second = (span, part.name.text.as_str());
                    cx.diags.push(check_names::spelling_clash(second, (first, other), spelling));
                }
                Entry::Vacant(free) => {
                    free.insert((at, span));
                }
            }
        }
    }
    keys.into_iter().map(|(key, (at, _))| (key, at)).collect()
}

/// The columns of a table clash like the fields of a record.
pub(super) fn columns(cx: &mut Checker, fields: &[FieldDecl], owner: &str) -> BTreeMap<String, usize> {
    let parts: Vec<Part> = fields.iter().map(Part::of_field).collect();
    index(cx, &parts, owner)
}

/// The record that a type holds, if any, be it as a list.
fn held(ty: &FieldType) -> Option<RecordId> {
    match ty {
        FieldType::Scalar(_) => None,
        FieldType::Record(record) => Some(*record),
        FieldType::List { item, .. } => match item.as_ref() {
            FieldType::Record(record) => Some(*record),
            _ => None,
        },
    }
}

fn cycles(cx: &mut Checker) {
    let mut reported: BTreeSet<RecordId> = BTreeSet::new();
    for start in 0..cx.schema.records.len() {
        let start = RecordId(id(start));
        if reported.contains(&start) {
            continue;
        }
        let Some(fields) = way_back(cx, start) else { continue };
        let mut steps = Vec::new();
        let mut through = start;
        for (record, field) in fields {
            reported.insert(record);
            let Some(owner) = cx.schema.record(record) else { continue };
            let Some(found) = owner.fields.get(field) else { continue };
            if record == start {
                steps.insert(0, (owner.span, owner.name.clone()));
            }
            steps.push((found.span, owner.name.clone()));
            through = record;
        }
        reported.insert(through);
        if let Some(diagnostic) = check_names::record_cycle(&steps) {
            cx.say(diagnostic);
        }
    }
}

/// The fields through which a record comes back to itself, the shortest way.
fn way_back(cx: &Checker, start: RecordId) -> Option<Vec<(RecordId, usize)>> {
    let mut came: BTreeMap<RecordId, (RecordId, usize)> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(record) = queue.pop_front() {
        let fields = cx.schema.record(record).map(|r| r.fields.as_slice()).unwrap_or_default();
        for (at, field) in fields.iter().enumerate() {
            let Some(next) = held(&field.ty) else { continue };
            if next == start {
                let mut way = vec![(record, at)];
                let mut here = record;
                while here != start {
                    let (before, field) = came.get(&here).copied()?;
                    way.push((before, field));
                    here = before;
                }
                way.reverse();
                return Some(way);
            }
            if let Entry::Vacant(free) = came.entry(next) {
                free.insert((record, at));
                queue.push_back(next);
            }
        }
    }
    None
}
