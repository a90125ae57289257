//! A pack whose names are resolved and whose types and units are known: what `check` gives and all else reads.

mod test;

pub use test::{Expect, ExpectedVerdict, Given, GivenBase, Place, Test};

use crate::data::{Label, RecordId, Schema, Value};
use crate::diag::{Bilingual, Lang, Severity};
use crate::syntax::ast::{Aggregate, Arithmetic, Comparator, Quantifier, ShareOf};
use crate::text::{FileId, Span};
use crate::value::{Date, Num, Rounding, Scalar};

/// A pack. Everything in it is found by index.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Its id: `mext.kci.stage2`.
    pub id: String,
    /// The head.
    pub program: Program,
    /// Records and enums.
    pub schema: Schema,
    /// The documents that rules cite.
    pub sources: Vec<Source>,
    /// Reference data.
    pub tables: Vec<Table>,
    /// Named figures.
    pub lets: Vec<Let>,
    /// Derived values.
    pub defines: Vec<Define>,
    /// Rules on one proposal and on all, in file order (files by name).
    pub rules: Vec<Rule>,
    /// What people judge.
    pub judgements: Vec<Judgement>,
    /// What nobody has decided.
    pub questions: Vec<Question>,
    /// Criteria with points.
    pub scorecards: Vec<Scorecard>,
    /// Examples with their expected outcome.
    pub tests: Vec<Test>,
    /// What authors have said may stay, in the order of the files.
    pub allows: Vec<Allow>,
}

/// `allow LINT because …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The name of the lint, or `mutant`.
    pub lint: String,
    /// Where that name stands.
    pub lint_span: Span,
    /// Which of its findings is meant, where it is only one.
    pub detail: Option<String>,
    /// Why it may stay.
    pub because: Bilingual,
    /// The declaration, field or word in which it stands; `None` in the head of the pack, for all of it.
    pub scope: Option<Span>,
    /// The clause.
    pub span: Span,
}

impl Pack {
    /// The first `allow` of this lint that covers the place, with its index in [`Pack::allows`].
    ///
    /// One without a detail covers every finding of the lint; one with a detail only the finding of these words.
    pub fn allow(&self, lint: &str, detail: Option<&str>, place: Span) -> Option<(usize, &Allow)> {
        self.allows.iter().enumerate().find(|(_, allow)| {
            allow.lint == lint
                && allow.scope.is_none_or(|scope| scope.contains(place))
                && allow.detail.as_deref().is_none_or(|words| Some(words) == detail)
        })
    }
}

/// Which table of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u32);
/// Which let of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LetId(pub u32);
/// Which define of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefineId(pub u32);
/// Which rule of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);
/// Which judgement of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JudgementId(pub u32);
/// A bound name; unique within its rule, judgement, define or test expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(pub u32);

/// The head of a pack.
#[derive(Clone, Debug)]
pub struct Program {
    /// What it is called.
    pub title: Bilingual,
    /// Whom to ask.
    pub authority: Bilingual,
    /// The record that a proposal is.
    pub root: RecordId,
    /// The field of the root record that dates a proposal: a fiscal year or a date.
    pub as_of: Option<u32>,
    /// When the program is in force.
    pub valid: Option<Validity>,
    /// The language of bare strings.
    pub language: Lang,
    /// The whole declaration.
    pub span: Span,
    /// The id as it stands in the file.
    pub id_span: Span,
}

/// When something is in force; both ends are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
    /// The clause.
    pub span: Span,
}

impl Validity {
    /// Whether the day lies in it.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// A document that rules cite.
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
    /// Its file, for `kisoku cite`.
    pub file: Option<String>,
    /// The whole declaration.
    pub span: Span,
}

/// A citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The index of the source in the pack.
    pub source: u32,
    /// The heading or place in it.
    pub heading: String,
    /// A few words of it.
    pub says: Option<String>,
    /// The clause.
    pub span: Span,
}

/// Reference data.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Label,
    /// Where the name is declared.
    pub span: Span,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// The CSV file.
    pub file: FileId,
    /// `cite`
    pub cites: Vec<Cite>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Where the name is declared.
    pub span: Span,
    /// What people call it.
    pub label: Label,
    /// Its type.
    pub ty: Scalar,
    /// Whether a cell may be blank.
    pub optional: bool,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its value; `None` where it is blank.
    pub value: Option<Value>,
    /// Its place in the CSV file.
    pub span: Span,
}

/// A named figure.
#[derive(Clone, Debug)]
pub struct Let {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Label,
    /// Where the name is declared.
    pub span: Span,
    /// The type of its values.
    pub ty: Scalar,
    /// Its values, by date; a single one without dates, else none overlap.
    pub values: Vec<LetValue>,
}

/// One value of a named figure.
#[derive(Clone, Debug)]
pub struct LetValue {
    /// When it is in force; where `to` is absent, until the next one starts.
    pub valid: Option<Validity>,
    /// The value.
    pub value: Value,
    /// The place of the value.
    pub span: Span,
}

impl Let {
    /// The value in force on a day: the last one that has started, unless it has ended. None for a dated figure
    /// where the day is not known.
    pub fn on(&self, day: Option<Date>) -> Option<&LetValue> {
        let started = |value: &&LetValue| match &value.valid {
            None => true,
            Some(valid) => day.is_some_and(|day| valid.from <= day),
        };
        let latest =
            self.values.iter().filter(started).max_by_key(|value| value.valid.map(|valid| valid.from))?;
        let in_force = match latest.valid {
            None => true,
            Some(valid) => day.is_some_and(|day| valid.holds_on(day)),
        };
        in_force.then_some(latest)
    }
}

/// A derived value of a record.
#[derive(Clone, Debug)]
pub struct Define {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Label,
    /// Where the name is declared.
    pub span: Span,
    /// On which record it is defined.
    pub record: RecordId,
    /// Its value; the record itself is [`PathRoot::This`].
    pub value: Expr,
    /// How many names it binds.
    pub vars: u32,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// Where the name is declared.
    pub span: Span,
    /// Whether it is on all proposals of a run.
    pub across: bool,
    /// Its title.
    pub title: Bilingual,
    /// Where it comes from; empty for an own rule.
    pub cites: Vec<Cite>,
    /// Why it is the tool's own rule.
    pub own: Option<Bilingual>,
    /// What kind of rule it is.
    pub kind: Option<RuleKind>,
    /// `error` or `advice`.
    pub severity: Severity,
    /// When it is in force.
    pub valid: Option<Validity>,
    /// The rules with which it is declared to conflict, by itself or by them.
    pub conflicts: Vec<Conflict>,
    /// The message, where the author wrote one.
    pub message: Option<Template>,
    /// The repair, where the author wrote one.
    pub help: Option<Template>,
    /// What it requires; a `when` line holds all that follows it.
    pub body: Vec<Step>,
    /// How many names it binds.
    pub vars: u32,
}

/// What kind of rule it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// Who may apply.
    Eligibility,
    /// Money.
    Funding,
    /// The form of the application.
    Form,
}

/// A declared conflict.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The other rule.
    pub rule: RuleId,
    /// Why both cannot hold.
    pub because: Bilingual,
    /// The clause.
    pub span: Span,
}

/// A message with values in it.
#[derive(Clone, Debug)]
pub struct Template {
    /// English pieces.
    pub en: Vec<Piece>,
    /// Japanese pieces.
    pub ja: Vec<Piece>,
    /// The clause.
    pub span: Span,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum Piece {
    /// As it is.
    Text(String),
    /// The value there, in words.
    Value(Expr),
}

/// A step of a rule's body.
#[derive(Clone, Debug)]
pub enum Step {
    /// For each item.
    ForEach(Binder, Vec<Step>),
    /// Only where the condition holds.
    When(Expr, Vec<Step>),
    /// Only where the exception does not hold.
    Unless(Exception, Vec<Step>),
    /// A requirement.
    Require(Requirement),
}

/// An exception.
#[derive(Clone, Debug)]
pub struct Exception {
    /// When it applies.
    pub condition: Expr,
    /// Why.
    pub because: Bilingual,
    /// From where.
    pub cites: Vec<Cite>,
}

/// A requirement.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// What must hold; several are the branches of `any of`.
    pub branches: Vec<Expr>,
    /// Whether it is written `any of`.
    pub any_of: bool,
    /// Other readings.
    pub readings: Vec<Reading>,
    /// `require` and its expression, without the readings.
    pub span: Span,
}

/// Another reading of a requirement.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What would have to hold.
    pub value: Expr,
    /// Why one may read it so.
    pub because: Bilingual,
    /// The clause.
    pub span: Span,
}

/// A judgement.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Its name.
    pub name: String,
    /// Where the name is declared.
    pub span: Span,
    /// Its title.
    pub title: Bilingual,
    /// Where it comes from.
    pub cites: Vec<Cite>,
    /// Why it is the tool's own.
    pub own: Option<Bilingual>,
    /// When it applies.
    pub when: Option<Expr>,
    /// The material that reviewers need.
    pub asks: Vec<Path>,
    /// How many names it binds.
    pub vars: u32,
}

/// A question to the authority.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its name.
    pub name: String,
    /// Where the name is declared.
    pub span: Span,
    /// What is asked.
    pub title: Bilingual,
    /// Where the sources say something of it.
    pub cites: Vec<Cite>,
    /// The rules that it touches.
    pub about_rules: Vec<RuleId>,
    /// The judgements that it touches.
    pub about_judgements: Vec<JudgementId>,
    /// What is known.
    pub note: Option<Bilingual>,
}

/// Criteria with points.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// Its name.
    pub name: String,
    /// Where the name is declared.
    pub span: Span,
    /// Its title.
    pub title: Bilingual,
    /// Where it comes from.
    pub cites: Vec<Cite>,
    /// The greatest sum, where the source gives one.
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
    /// Its points, where the source gives them.
    pub points: Option<u32>,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a scorecard.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// Its points, where the source gives them.
    pub points: Option<u32>,
    /// The whole item.
    pub span: Span,
}

/// The type of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A single value; conditions are `Scalar::YesNo`.
    Scalar(Scalar),
    /// A record of a proposal.
    Record(RecordId),
    /// A list of a proposal; only looked at whole by `is given`.
    List,
    /// A row of a table.
    Row(TableId),
    /// A whole proposal of a run.
    Proposal,
    /// Not known, because of an error that has been reported.
    Unknown,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Type,
    /// Its place.
    pub span: Span,
}

/// Where a path starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathRoot {
    /// At the proposal's root record.
    Proposal,
    /// At the record on which a define is defined.
    This,
    /// At a bound name: a record or scalar of a list, a row of a table, or a proposal.
    Var(VarId),
}

/// A path: fields of records from a root, or one column of a table row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Where it starts.
    pub root: PathRoot,
    /// The indices of the fields (or of the column).
    pub steps: Vec<u32>,
    /// The type of what it leads to.
    pub ty: PathType,
    /// Its place.
    pub span: Span,
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathType {
    /// A field of a proposal (or the record or item that a name is bound to).
    Field(crate::data::FieldType),
    /// A cell of a table.
    Cell(TableId, Scalar),
    /// A row of a table.
    Row(TableId),
    /// A proposal.
    Proposal,
}

/// A name bound to each item of a list.
#[derive(Clone, Debug)]
pub struct Binder {
    /// The variable.
    pub var: VarId,
    /// Its name.
    pub name: String,
    /// Where the name is.
    pub span: Span,
    /// The items.
    pub source: ListSource,
}

/// What a name runs over.
#[derive(Clone, Debug)]
pub enum ListSource {
    /// A list of a proposal.
    Field(Path),
    /// The rows of a table.
    Table(TableId),
    /// The proposals of this run.
    Proposals,
}

/// The forms of expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A literal or a word of an enum.
    Const(Value),
    /// A named figure.
    Let(LetId),
    /// A value of a proposal or a table.
    Path(Path),
    /// A derived value of the record to which the path leads.
    Define(DefineId, Path),
    /// `not`
    Not(Box<Expr>),
    /// `and`
    All(Vec<Expr>),
    /// `or`
    Any(Vec<Expr>),
    /// A comparison; both sides are of one type (numbers may be of several kinds).
    Compare(Comparator, Box<Expr>, Box<Expr>),
    /// `value between low and high`
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `value is (not) one of members`
    OneOf {
        /// What is compared.
        value: Box<Expr>,
        /// Whether it is `is not one of`.
        negated: bool,
        /// The members.
        members: Vec<Expr>,
    },
    /// `is given`, or `is missing` where `missing` is set.
    Given {
        /// What is looked at.
        path: Path,
        /// Whether it is `is missing`.
        missing: bool,
    },
    /// `+ - * /`
    Binary(Arithmetic, Box<Expr>, Box<Expr>),
    /// `half of x`
    Share(ShareOf, Box<Expr>),
    /// Rounding to a multiple of a positive constant.
    Round(Rounding, Box<Expr>, Num),
    /// A quantifier.
    Quantified {
        /// Which.
        quantifier: Quantifier,
        /// The name and the list.
        binder: Binder,
        /// `where`
        filter: Option<Box<Expr>>,
        /// `satisfies`
        body: Box<Expr>,
    },
    /// `no two of value for … are equal`
    NoTwo {
        /// What must differ.
        value: Box<Expr>,
        /// Over what, outermost first.
        binders: Vec<Binder>,
        /// `where`
        filter: Option<Box<Expr>>,
    },
    /// An aggregate.
    Aggregate {
        /// Which.
        function: Aggregate,
        /// What is aggregated; `None` for a count.
        value: Option<Box<Expr>>,
        /// Over what, outermost first.
        binders: Vec<Binder>,
        /// `where`
        filter: Option<Box<Expr>>,
    },
    /// Not known, because of an error that has been reported.
    Unknown,
}
