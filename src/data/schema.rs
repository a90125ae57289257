//! The shape against which a proposal is decoded. `check` builds it from the records and enums of a pack.

use crate::diag::Bilingual;
use crate::text::{Span, fold_key};
use crate::value::Scalar;
use std::collections::BTreeMap;

/// Which record of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u32);

/// The records and enums of a pack.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The records, by their ids.
    pub records: Vec<Record>,
    /// The enums, by their ids.
    pub enums: Vec<Enum>,
}

/// The shape of a part of a proposal.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its identifier.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// Its fields, in the order in which they are declared.
    pub fields: Vec<Field>,
    /// From every folded spelling of a key to the index of its field.
    pub keys: BTreeMap<String, usize>,
}

/// One field of a record.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its identifier; the key in a proposal, beside the labels and other names.
    pub name: String,
    /// Where its name is declared.
    pub span: Span,
    /// What people call it.
    pub label: Label,
    /// Other spellings of its key.
    pub aka: Vec<String>,
    /// The type of its value.
    pub ty: FieldType,
    /// Whether it may be absent or declared not applicable.
    pub optional: bool,
}

/// What people call a field or an enum word; each language may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// In English.
    pub en: Option<String>,
    /// In Japanese.
    pub ja: Option<String>,
}

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A single value.
    Scalar(Scalar),
    /// A nested record.
    Record(RecordId),
    /// A list, with the least and greatest number of items.
    List {
        /// The type of each item.
        item: Box<FieldType>,
        /// At least so many items.
        min: u32,
        /// At most so many items; `None` is no limit.
        max: Option<u32>,
    },
}

/// A closed set of words.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its identifier.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// Its words, in the order in which they are declared.
    pub members: Vec<Member>,
    /// From every folded spelling to the index of its word.
    pub keys: BTreeMap<String, usize>,
}

/// One word of an enum.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its identifier.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// What people call it.
    pub label: Label,
    /// Other spellings.
    pub aka: Vec<String>,
}

impl Label {
    /// The label in both languages; the identifier, with `_` as spaces, stands in for a missing English one, and
    /// the English one for a missing Japanese one.
    pub fn words(&self, identifier: &str) -> Bilingual {
        let en = self.en.clone().unwrap_or_else(|| identifier.replace('_', " "));
        let ja = self.ja.clone().or_else(|| self.en.clone()).unwrap_or_else(|| identifier.to_owned());
        Bilingual { en, ja }
    }

    fn spellings(&self) -> impl Iterator<Item = &str> {
        self.en.iter().chain(self.ja.iter()).map(String::as_str)
    }
}

impl Field {
    /// Every spelling of its key, the identifier first.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
            .chain(self.label.spellings())
            .chain(self.aka.iter().map(String::as_str))
    }
}

impl Member {
    /// The spelling that people of each language know: the label, else (in Japanese) the English one, else the
    /// identifier.
    pub fn choice(&self) -> Bilingual {
        let en = self.label.en.clone().unwrap_or_else(|| self.name.clone());
        Bilingual { ja: self.label.ja.clone().unwrap_or_else(|| en.clone()), en }
    }

    /// Every spelling, the identifier first.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
            .chain(self.label.spellings())
            .chain(self.aka.iter().map(String::as_str))
    }
}

/// One spelling that two fields of a record, or two words of an enum, would share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyClash {
    /// The spelling, as the second one gives it.
    pub spelling: String,
    /// The index of the one that keeps it.
    pub first: usize,
    /// The index of the other.
    pub second: usize,
}

/// The keys of a record: from every folded spelling to the index of its field. The first to claim a spelling keeps
/// it; each other claim is a clash.
pub fn index_keys(fields: &[Field]) -> (BTreeMap<String, usize>, Vec<KeyClash>) {
    index(fields.iter().map(Field::spellings))
}

/// The words of an enum: from every folded spelling to the index of its word, and the clashes.
pub fn index_words(members: &[Member]) -> (BTreeMap<String, usize>, Vec<KeyClash>) {
    index(members.iter().map(Member::spellings))
}

fn index<'a>(
    all: impl Iterator<Item = impl Iterator<Item = &'a str>>,
) -> (BTreeMap<String, usize>, Vec<KeyClash>) {
    let mut keys = BTreeMap::new();
    let mut clashes = Vec::new();
    for (second, spellings) in all.enumerate() {
        for spelling in spellings {
            let first = *keys.entry(fold_key(spelling)).or_insert(second);
            let clash = KeyClash { spelling: spelling.to_owned(), first, second };
            if first != second && !clashes.contains(&clash) {
                clashes.push(clash);
            }
        }
    }
    (keys, clashes)
}

impl Record {
    /// The field that a key of a proposal names, in any of its spellings.
    pub fn field_of_key(&self, key: &str) -> Option<usize> {
        self.keys.get(key).or_else(|| self.keys.get(&fold_key(key))).copied()
    }
}

impl Enum {
    /// The word that a value of a proposal names, in any of its spellings.
    pub fn member_of_word(&self, word: &str) -> Option<usize> {
        self.keys.get(word).or_else(|| self.keys.get(&fold_key(word))).copied()
    }
}

impl Schema {
    /// The record with this id.
    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(id.0 as usize)
    }

    /// The enum with this id.
    pub fn enumeration(&self, id: crate::value::EnumId) -> Option<&Enum> {
        self.enums.get(id.0 as usize)
    }
}
