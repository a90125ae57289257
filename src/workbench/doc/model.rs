//! The rule book as plain data; both formats read it and decide nothing.

use super::graph::Graph;
use crate::diag::{Bilingual, Severity};
use crate::suite::coverage::{OwnerCoverage, Shown};
use crate::workbench::explain::Explained;
use crate::workbench::origin::{At, Citation};
use std::ops::Range;

/// The book of one pack.
#[derive(Clone, Debug)]
pub struct Book {
    /// The id of the pack.
    pub id: String,
    /// What the programme is called.
    pub title: Bilingual,
    /// Whom to ask; empty where the programme names none.
    pub authority: Bilingual,
    /// When it is in force.
    pub in_force: Bilingual,
    /// The field that dates an application.
    pub dated_by: Option<Bilingual>,
    /// The packs that it uses.
    pub uses: Vec<String>,
    /// The documents, with what is cited of each.
    pub sources: Vec<Source>,
    /// The rules, by kind.
    pub rules: Vec<Chapter>,
    /// What people judge.
    pub judgements: Vec<Explained>,
    /// What nobody has decided.
    pub questions: Vec<Explained>,
    /// Named figures.
    pub figures: Vec<Figure>,
    /// Derived values.
    pub derived: Vec<Derived>,
    /// Reference data.
    pub tables: Vec<Table>,
    /// What an application consists of.
    pub records: Vec<Record>,
    /// Closed sets of words.
    pub enums: Vec<Enum>,
    /// Criteria with points.
    pub scorecards: Vec<Scorecard>,
    /// What hangs together.
    pub graph: Graph,
}

/// Another entry of the book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Its id on the page.
    pub anchor: String,
    /// Its name in the rules.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
}

/// A document.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in the rules.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// Who wrote it.
    pub author: Option<Bilingual>,
    /// Its date, as written.
    pub date: Option<String>,
    /// Its file.
    pub file: Option<String>,
    /// The headings that are cited, with what cites them.
    pub cited: Vec<(String, Vec<Link>)>,
}

/// A value and when it is in force.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Bilingual,
    /// Its values, with their dates.
    pub values: Vec<Bilingual>,
    /// The rules that rest on it.
    pub read_by: Vec<Link>,
    /// What the author noted above it.
    pub notes: Vec<String>,
    /// Where it stands.
    pub at: At,
}

/// A derived value.
#[derive(Clone, Debug)]
pub struct Derived {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Bilingual,
    /// The record of which it is a value.
    pub of: Bilingual,
    /// Its value in words.
    pub value: Bilingual,
    /// The rules that rest on it.
    pub read_by: Vec<Link>,
    /// What the author noted above it.
    pub notes: Vec<String>,
    /// Where it stands.
    pub at: At,
}

/// A table, whole.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Bilingual,
    /// The file of its rows.
    pub file: String,
    /// Where it comes from.
    pub citations: Vec<Citation>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, cell by cell; nothing where a cell is blank.
    pub rows: Vec<Vec<Option<Bilingual>>>,
    /// What the author noted above it.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Bilingual,
    /// What its cells are.
    pub kind: Bilingual,
    /// Whether they are figures.
    pub number: bool,
}

/// A part of an application.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Bilingual,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What the author noted above it.
    pub notes: Vec<String>,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its id on the page.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Bilingual,
    /// Other spellings.
    pub aka: Vec<String>,
    /// What may be written into it.
    pub kind: Bilingual,
    /// The record or enum that tells more.
    pub more: Option<String>,
    /// Whether it may be absent.
    pub optional: bool,
    /// The rules that read it.
    pub read_by: Vec<Link>,
}

/// A closed set of words.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its words: name, label, other spellings.
    pub words: Vec<(String, Bilingual, Vec<String>)>,
    /// What the author noted above it.
    pub notes: Vec<String>,
}

/// Criteria with points.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// Where it comes from.
    pub citations: Vec<Citation>,
    /// The greatest sum.
    pub total: Option<u32>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A section of a scorecard.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// Its points.
    pub points: Option<u32>,
    /// Its items: id, title, points.
    pub items: Vec<(String, Bilingual, Option<u32>)>,
}

/// The rules of one kind.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The id of its heading on the page.
    pub anchor: &'static str,
    /// The kind.
    pub title: Bilingual,
    /// Its rules, in the order of the files.
    pub rules: Vec<Rule>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What there is to say of it.
    pub page: Explained,
    /// Whether it is on all applications of a run.
    pub across: bool,
    /// How grave it is.
    pub severity: Severity,
    /// What the author noted above it.
    pub notes: Vec<String>,
    /// What the tests have shown of its conditions and bounds.
    pub shown: Option<OwnerCoverage>,
    /// As it is written.
    pub written: Written,
}

/// A declaration as it stands in its file.
#[derive(Clone, Debug)]
pub struct Written {
    /// Where.
    pub at: At,
    /// Its text.
    pub text: String,
    /// Its conditions, by their bytes in the text, and how far tests have shown each.
    pub shades: Vec<(Range<usize>, Shade)>,
}

/// How far tests have shown a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// In full.
    Full,
    /// In part.
    Part,
    /// Not at all.
    None,
}

impl Shade {
    /// So much was seen of what is asked.
    pub(super) fn of(shown: &Shown) -> Shade {
        match (shown.reached(), shown.asked()) {
            (reached, asked) if reached == asked => Shade::Full,
            (0, _) => Shade::None,
            _ => Shade::Part,
        }
    }
}
