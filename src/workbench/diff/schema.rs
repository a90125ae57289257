//! The form of a programme held against its former one: fields by their path from the proposal, words of enums.
//!
//! Names of records and enums are nobody's business but the author's; they may change.

use super::canon::FormerNames;
use super::declared::text_change;
use super::pair::by_name;
use super::{Aspect, Change, Entry, Fate, Kind, Shown, Side};
use crate::data::{Enum, Field, FieldType, Member, RecordId};
use crate::diag::Bilingual;
use crate::text::fold_key;
use crate::value::{EnumId, Num, Scalar, show};
use crate::workbench::explain::called;
use crate::workbench::origin::at;
use crate::workbench::types::{scalar_words, type_words};
use std::collections::BTreeSet;

/// How exactly a field that must be given is written, and one that may be left out.
pub(super) const REQUIRED: &str = "required";
const OPTIONAL: &str = "optional";

/// What has changed of the form, and the former names of its renamed fields.
pub(super) fn compare(old: Side<'_>, new: Side<'_>) -> (Vec<Entry>, FormerNames) {
    let mut walk = Walk { old, new, out: Vec::new(), former: FormerNames::new(), seen: BTreeSet::new() };
    walk.records(old.plan.pack.program.root, new.plan.pack.program.root, "");
    (walk.out, walk.former)
}

struct Walk<'a> {
    old: Side<'a>,
    new: Side<'a>,
    out: Vec<Entry>,
    former: FormerNames,
    /// Pairs of records and of enums that have been looked at.
    seen: BTreeSet<(bool, u32, u32)>,
}

impl Walk<'_> {
    /// A pair of records is looked into once, so that this ends.
    fn records(&mut self, old: RecordId, new: RecordId, path: &str) {
        if !self.seen.insert((true, old.0, new.0)) {
            return;
        }
        let fields = |side: Side<'_>, id| side.plan.pack.schema.record(id).map(|one| one.fields.clone());
        let (Some(before), Some(after)) = (fields(self.old, old), fields(self.new, new)) else { return };
        let names = |fields: &[Field]| fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>();
        let (old_names, new_names) = (names(&before), names(&after));
        let alike = |one: usize, other: usize| {
            before.get(one).zip(after.get(other)).is_some_and(|(one, other)| {
                let named = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
                let called = named(&one.label.ja, &other.label.ja) || named(&one.label.en, &other.label.en);
                let reads = other.spellings().any(|spelling| fold_key(spelling) == fold_key(&one.name));
                (called || reads) && same_form(&one.ty, &other.ty)
            })
        };
        let pairs = by_name(
            &old_names.iter().map(String::as_str).collect::<Vec<_>>(),
            &new_names.iter().map(String::as_str).collect::<Vec<_>>(),
            &[&alike],
        );
        for (one, other) in pairs {
            let one = one.and_then(|at| before.get(at));
            let index = other.and_then(|at| u32::try_from(at).ok());
            match (one, other.and_then(|at| after.get(at))) {
                (Some(one), Some(other)) => {
                    if one.name != other.name {
                        self.former.extend(index.map(|index| ((new, index), one.name.clone())));
                    }
                    self.fields(one, other, path);
                }
                (Some(only), None) => self.alone(only, path, Fate::Removed),
                (None, Some(only)) => self.alone(only, path, Fate::Added),
                (None, None) => {}
            }
        }
    }

    fn alone(&mut self, field: &Field, path: &str, fate: Fate) {
        let gone = fate == Fate::Removed;
        let side = if gone { self.old } else { self.new };
        let words = whole_words(side, &field.ty);
        let presence = presence(field);
        let shown = Shown {
            words: Bilingual::new(
                format!("{}, {}", words.en, presence.words.en),
                format!("{}、{}", words.ja, presence.words.ja),
            ),
            exact: presence.exact,
        };
        self.out.push(Entry {
            kind: Kind::Field,
            name: below(path, &field.name),
            was: None,
            title: field.label.words(&field.name),
            fate,
            changes: vec![Change {
                aspect: Aspect::Whole,
                what: Bilingual::default(),
                old: gone.then(|| shown.clone()),
                new: (!gone).then_some(shown),
                delta: None,
                matters: true,
            }],
            at: at(side.pack, field.span),
        });
    }

    fn fields(&mut self, one: &Field, other: &Field, path: &str) {
        let mut changes = Vec::new();
        let types = |side: Side<'_>, ty: &FieldType| item_words(side, ty);
        if !same_type(&one.ty, &other.ty) {
            let words = (types(self.old, &one.ty), types(self.new, &other.ty));
            changes.extend(text_change(Aspect::Type, &words.0, &words.1, true));
        }
        if one.optional != other.optional {
            changes.push(Change {
                aspect: Aspect::Presence,
                what: Bilingual::default(),
                old: Some(presence(one)),
                new: Some(presence(other)),
                delta: None,
                matters: true,
            });
        }
        if let (
            FieldType::List { min: old_min, max: old_max, .. },
            FieldType::List { min: new_min, max: new_max, .. },
        ) = (&one.ty, &other.ty)
        {
            changes.extend(count_change(Aspect::Least, Some(*old_min), Some(*new_min)));
            changes.extend(count_change(Aspect::Most, *old_max, *new_max));
        }
        let labels = (one.label.words(&one.name), other.label.words(&other.name));
        if one.label != other.label {
            changes.extend(text_change(Aspect::Label, &labels.0, &labels.1, false));
        }
        changes.extend(spellings(one.spellings(), other.spellings()));
        let renamed = one.name != other.name;
        if !changes.is_empty() || renamed {
            self.out.push(Entry {
                kind: Kind::Field,
                name: below(path, &other.name),
                was: renamed.then(|| below(path, &one.name)),
                title: labels.1,
                fate: if renamed { Fate::Renamed } else { Fate::Changed },
                changes,
                at: at(self.new.pack, other.span),
            });
        }
        self.inside(&one.ty, &other.ty, &below(path, &other.name));
    }

    /// Types nest no deeper than they are written.
    fn inside(&mut self, one: &FieldType, other: &FieldType, path: &str) {
        match (one, other) {
            (FieldType::Record(one), FieldType::Record(other)) => self.records(*one, *other, path),
            (FieldType::List { item: one, .. }, FieldType::List { item: other, .. }) => {
                self.inside(one, other, path);
            }
            (FieldType::Scalar(Scalar::Enum(one)), FieldType::Scalar(Scalar::Enum(other))) => {
                self.words(*one, *other);
            }
            _ => {}
        }
    }

    fn words(&mut self, one: EnumId, other: EnumId) {
        if !self.seen.insert((false, one.0, other.0)) {
            return;
        }
        let (before, after) =
            (self.old.plan.pack.schema.enumeration(one), self.new.plan.pack.schema.enumeration(other));
        let (Some(before), Some(after)) = (before, after) else { return };
        let names = |one: &'_ Enum| one.members.iter().map(|word| word.name.clone()).collect::<Vec<_>>();
        let (old_names, new_names) = (names(before), names(after));
        let pairs = by_name(
            &old_names.iter().map(String::as_str).collect::<Vec<_>>(),
            &new_names.iter().map(String::as_str).collect::<Vec<_>>(),
            &[],
        );
        for (one, other) in pairs {
            let one = one.and_then(|at| before.members.get(at));
            let other = other.and_then(|at| after.members.get(at));
            let (Some(shown), fate) = (match (one, other) {
                (_, Some(other)) => (Some(other), if one.is_some() { Fate::Changed } else { Fate::Added }),
                (one, None) => (one, Fate::Removed),
            }) else {
                continue;
            };
            let changes = word_changes(one, other);
            if changes.is_empty() {
                continue;
            }
            let (side, list) = if fate == Fate::Removed { (self.old, before) } else { (self.new, after) };
            self.out.push(Entry {
                kind: Kind::Word,
                name: format!("{}.{}", list.name, shown.name),
                was: None,
                title: shown.label.words(&shown.name),
                fate,
                changes,
                at: at(side.pack, shown.span),
            });
        }
    }
}

fn word_changes(one: Option<&Member>, other: Option<&Member>) -> Vec<Change> {
    let whole = |word: &Member| Shown::text(called(&word.name, &word.label.words(&word.name)));
    match (one, other) {
        (Some(one), Some(other)) => {
            let labels = (one.label.words(&one.name), other.label.words(&other.name));
            let mut out: Vec<Change> =
                text_change(Aspect::Label, &labels.0, &labels.1, false).into_iter().collect();
            out.extend(spellings(one.spellings(), other.spellings()));
            out
        }
        (one, other) => vec![Change {
            aspect: Aspect::Whole,
            what: Bilingual::default(),
            old: one.map(whole),
            new: other.map(whole),
            delta: None,
            matters: true,
        }],
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn presence(field: &Field) -> Shown {
    let (en, ja, exact) = match field.optional {
        true => ("may be left out", "省略可", OPTIONAL),
        false => ("must be given", "必須", REQUIRED),
    };
    Shown { words: Bilingual::new(en, ja), exact: Some(exact.to_owned()) }
}

/// Whether two types are of one form, whatever records, enums and bounds they name.
fn same_form(one: &FieldType, other: &FieldType) -> bool {
    match (one, other) {
        (FieldType::Scalar(Scalar::Enum(_)), FieldType::Scalar(Scalar::Enum(_)))
        | (FieldType::Record(_), FieldType::Record(_)) => true,
        (FieldType::Scalar(Scalar::Money(_)), FieldType::Scalar(Scalar::Money(_))) => true,
        (FieldType::Scalar(one), FieldType::Scalar(other)) => one == other,
        (FieldType::List { item: one, .. }, FieldType::List { item: other, .. }) => same_form(one, other),
        _ => false,
    }
}

/// Whether a value of one type is read as the same value by the other; records and enums are looked into by
/// themselves, and so are the bounds of lists.
fn same_type(one: &FieldType, other: &FieldType) -> bool {
    match (one, other) {
        (FieldType::Scalar(Scalar::Money(one)), FieldType::Scalar(Scalar::Money(other))) => one == other,
        (FieldType::List { item: one, .. }, FieldType::List { item: other, .. }) => same_type(one, other),
        _ => same_form(one, other),
    }
}

/// A type in words; of a list that of its items, since its bounds are told by themselves.
fn item_words(side: Side<'_>, ty: &FieldType) -> Bilingual {
    match ty {
        FieldType::Scalar(scalar) => scalar_words(&side.plan.pack, *scalar),
        other => type_words(&side.plan.pack, other),
    }
}

/// The type of a field that only one side has; choices are told one by one.
fn whole_words(side: Side<'_>, ty: &FieldType) -> Bilingual {
    /// So many choices are told.
    const MOST: usize = 8;
    let pack = &side.plan.pack;
    let FieldType::Scalar(Scalar::Enum(id)) = ty else { return type_words(pack, ty) };
    let Some(list) = pack.schema.enumeration(*id) else { return type_words(pack, ty) };
    let words: Vec<Bilingual> =
        list.members.iter().take(MOST).map(|word| word.label.words(&word.name)).collect();
    let more = if list.members.len() > MOST { ("; …", "など") } else { ("", "") };
    let join = |get: fn(&Bilingual) -> &str, with: &str| words.iter().map(get).collect::<Vec<_>>().join(with);
    Bilingual::new(
        format!("one of: {}{}", join(|word| &word.en, "; "), more.0),
        format!("次のいずれか：{}{}", join(|word| &word.ja, "、"), more.1),
    )
}

/// The number of items of a list; `None` is no limit.
fn count_change(aspect: Aspect, old: Option<u32>, new: Option<u32>) -> Option<Change> {
    if old == new {
        return None;
    }
    let shown = |count: Option<u32>| match count {
        Some(count) => {
            let number = show::whole(&Num::int(count));
            Shown {
                words: Bilingual::new(number.en.clone(), format!("{}件", number.ja)),
                exact: Some(count.to_string()),
            }
        }
        None => Shown::text(Bilingual::new("no limit", "制限なし")),
    };
    let delta = old.zip(new).map(|(old, new)| {
        let by = Num::int(new).sub(&Num::int(old));
        let sign = if by.is_negative() { "" } else { "+" };
        Shown { words: Bilingual::same(format!("{sign}{}", show::figure(&by))), exact: Some(by.to_string()) }
    });
    let what = Bilingual::default();
    Some(Change { aspect, what, old: Some(shown(old)), new: Some(shown(new)), delta, matters: true })
}

/// The names under which a value is read: those that came, and those that are no longer read.
fn spellings<'s>(old: impl Iterator<Item = &'s str>, new: impl Iterator<Item = &'s str>) -> Vec<Change> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.collect(), new.collect());
    let lacks = |all: &[&str], one: &str| !all.iter().any(|other| fold_key(other) == fold_key(one));
    let change = |old: Option<&str>, new: Option<&str>| Change {
        aspect: Aspect::Spelling,
        what: Bilingual::default(),
        old: old.map(|text| Shown::text(Bilingual::same(text))),
        new: new.map(|text| Shown::text(Bilingual::same(text))),
        delta: None,
        matters: true,
    };
    let gone = old.iter().filter(|one| lacks(&new, one)).map(|one| change(Some(one), None));
    let came = new.iter().filter(|one| lacks(&old, one)).map(|one| change(None, Some(one)));
    gone.chain(came).collect()
}
