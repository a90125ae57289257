//! Spaces: sets of proposals as trees of unknowns, keyed by the names of fields and words.
//!
//! In: one schema, two at once, or a proposal. Out: a [`Problem`] with a variable for everything that is open, what the
//! schemas say about it as labelled [`Fact`]s, and a tree of [`Cell`]s to read it by.

mod build;
mod pinned;
mod sizes;

use crate::check::typed::RuleId;
use crate::data::RecordId;
use crate::plan::FieldId;
use crate::text::Span;
use kisoku_logic::{Formula, Label, Linear, Problem};
use std::collections::{BTreeMap, BTreeSet};

pub use pinned::Freedom;
pub use sizes::Sizes;
pub(crate) use sizes::{MOST_PROPOSALS, proposals_bounded, proposals_needed};

/// The place of a cell in its space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(u32);

/// One value of the proposals of a space: a field, an item of a list, or a whole proposal.
#[derive(Clone, Debug)]
pub struct Cell {
    /// `is given` holds.
    pub given: Formula,
    /// `is missing` holds. Where neither does, it is declared not applicable.
    pub missing: Formula,
    /// It has a value that can be read: as `given`, unless it is malformed.
    pub readable: Formula,
    /// What that value is.
    pub shape: Shape,
}

/// The value of a cell.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A number, a share, or an amount in yen.
    Number(Linear),
    /// A day, counted as [`crate::eval::as_number`] does.
    Day(Linear),
    /// A fiscal year.
    Year(Linear),
    /// A text, by its number in [`Space::text`].
    Text(Linear),
    /// An answer.
    YesNo(Formula),
    /// Which word of an enum: exactly one of these holds.
    Word(Vec<(String, Formula)>),
    /// The fields of a record, in the order of the schema.
    Record(Vec<(String, CellId)>),
    /// The items of a list, each with whether the list is that long: no item without those before it.
    List(Vec<(Formula, CellId)>),
    /// The two schemas have values of different kinds here, so that none is known.
    Apart,
}

/// Why something must hold: what a core is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// Of which plan, by its index.
    pub plan: usize,
    /// Where it stands in the rule files; none for what is asked.
    pub span: Option<Span>,
}

/// The kinds of facts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// A rule holds: it passes or is not applicable.
    Rule(RuleId),
    /// A field is required.
    Required(FieldId),
    /// An amount is not below zero.
    NotNegative(FieldId),
    /// The field takes whole numbers alone.
    Whole(FieldId),
    /// A list has at least so many items.
    AtLeast(FieldId, u32),
    /// A list has at most so many items.
    AtMost(FieldId, u32),
    /// The field takes these words alone.
    Words(FieldId),
    /// The proposal's date lies in the period.
    Dated,
    /// No figure is farther from zero than [`FARTHEST`] yen, no date outside 1900 to 2200: everyone's assumption.
    Domain,
    /// What is asked.
    Asked,
}

/// No number of a space is farther from zero.
pub const FARTHEST: i128 = 1_000_000_000_000_000;

/// A list that the space holds no longer than this, though the schema does not say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CutList {
    /// Of which plan, by its index.
    pub plan: usize,
    /// The list.
    pub field: FieldId,
    /// So many items.
    pub most: u32,
    /// The figures that its count is held against ask for so many.
    pub need: u32,
}

/// A set of proposals.
#[derive(Clone, Debug)]
pub struct Space {
    /// The variables, and what holds of them.
    pub problem: Problem,
    cells: Vec<Cell>,
    roots: Vec<CellId>,
    facts: Vec<Fact>,
    labels: BTreeMap<(usize, FactKind), Label>,
    texts: Vec<String>,
    numbers: BTreeMap<String, i128>,
    cut: Vec<CutList>,
    read: BTreeSet<CellId>,
}

impl Space {
    fn empty() -> Space {
        Space {
            problem: Problem::new(),
            cells: Vec::new(),
            roots: Vec::new(),
            facts: Vec::new(),
            labels: BTreeMap::new(),
            texts: Vec::new(),
            numbers: BTreeMap::new(),
            cut: Vec::new(),
            read: BTreeSet::new(),
        }
    }

    /// The proposals, in order.
    pub fn roots(&self) -> &[CellId] {
        &self.roots
    }

    /// A cell. Ids come only from this space, so there is one.
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        self.cells.get(usize::try_from(id.0).unwrap_or(usize::MAX))
    }

    /// The field of a record cell.
    pub fn field(&self, record: CellId, name: &str) -> Option<CellId> {
        match &self.cell(record)?.shape {
            Shape::Record(fields) => fields.iter().find(|(own, _)| own == name).map(|(_, cell)| *cell),
            _ => None,
        }
    }

    /// Notes that a rule looks at a cell.
    pub(super) fn note_read(&mut self, cell: CellId) {
        self.read.insert(cell);
    }

    /// Whether a rule looks at the cell.
    pub fn is_read(&self, cell: CellId) -> bool {
        self.read.contains(&cell)
    }

    /// The cells that rules look at, in order.
    pub fn read_cells(&self) -> impl Iterator<Item = CellId> + '_ {
        self.read.iter().copied()
    }

    /// The lists that are cut short.
    pub fn cut_lists(&self) -> &[CutList] {
        &self.cut
    }

    /// A new label for a fact.
    pub fn fact(&mut self, fact: Fact) -> Label {
        let label = Label(u32::try_from(self.facts.len()).unwrap_or(u32::MAX));
        self.facts.push(fact);
        label
    }

    /// The fact of a label.
    pub fn fact_of(&self, label: Label) -> Option<&Fact> {
        self.facts.get(usize::try_from(label.0).unwrap_or(usize::MAX))
    }

    /// The labels of what the schema of a plan says, of its period and of the domain: on in every question about whole
    /// proposals.
    pub fn schema_labels(&self, plan: usize) -> Vec<Label> {
        self.labels_where(plan, |_| true)
    }

    /// As [`Space::schema_labels`], where required fields may be missing.
    pub fn draft_labels(&self, plan: usize) -> Vec<Label> {
        self.labels_where(plan, |kind| !matches!(kind, FactKind::Required(_)))
    }

    fn labels_where(&self, plan: usize, keep: impl Fn(&FactKind) -> bool) -> Vec<Label> {
        let all = (0..).map(Label).zip(&self.facts);
        let kept = all.filter(|(_, fact)| match &fact.kind {
            FactKind::Domain => true,
            FactKind::Rule(_) | FactKind::Asked => false,
            kind => fact.plan == plan && keep(kind),
        });
        kept.map(|(label, _)| label).collect()
    }

    /// What must hold under a label that stands for one question.
    pub fn asked(&mut self, formula: Formula) -> Label {
        let label = self.fact(Fact { kind: FactKind::Asked, plan: 0, span: None });
        self.problem.require_if(label, formula);
        label
    }

    /// The number of a text, the same for the same text.
    pub fn number_of(&mut self, text: &str) -> i128 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = i128::try_from(self.texts.len()).unwrap_or(i128::MAX);
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// The text of a number; none for one of the endless others.
    pub fn text(&self, number: i128) -> Option<&str> {
        self.texts.get(usize::try_from(number).ok()?).map(String::as_str)
    }

    fn add(&mut self, cell: Cell) -> CellId {
        let id = CellId(u32::try_from(self.cells.len()).unwrap_or(u32::MAX));
        self.cells.push(cell);
        id
    }

    /// The label of what a schema says of a field; one for all items of a list.
    fn schema_fact(&mut self, plan: usize, kind: FactKind, span: Option<Span>) -> Label {
        if let Some(known) = self.labels.get(&(plan, kind.clone())) {
            return *known;
        }
        let label = self.fact(Fact { kind: kind.clone(), plan, span });
        self.labels.insert((plan, kind), label);
        label
    }
}

/// A field of a plan, for the facts about it.
#[derive(Clone, Copy)]
struct Home {
    field: FieldId,
    span: Span,
}

impl Home {
    /// The root record itself: no field.
    fn root(record: RecordId, span: Span) -> Home {
        Home { field: (record, u32::MAX), span }
    }
}
