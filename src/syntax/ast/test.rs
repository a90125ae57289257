//! Tests as they are written.

use super::{At, Expr, Name, PathExpr, Str};
use crate::text::Span;

/// A test.
#[derive(Clone, Debug, PartialEq)]
pub struct TestDecl {
    /// Its name.
    pub name: Str,
    /// The proposal; `None` where the test is on reference data alone.
    pub given: Vec<Given>,
    /// What is expected.
    pub expects: Vec<Expect>,
    /// Tables of cases.
    pub examples: Vec<Examples>,
    /// The whole declaration.
    pub span: Span,
}

/// `examples { place, … -> rule, …  value, … -> outcome, … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// The places that each row fills.
    pub places: Vec<Place>,
    /// What each row expects something of.
    pub columns: Vec<Column>,
    /// The cases.
    pub rows: Vec<Row>,
    /// The whole table.
    pub span: Span,
}

/// What the rows of a table expect something of.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// The whole proposal: `verdict`.
    Verdict(Span),
    /// A rule, a judgement, or a value of the proposal.
    Path(PathExpr),
}

/// A case: what stands at the places, and what comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name, where it has one.
    pub name: Option<Str>,
    /// What stands at each place.
    pub cells: Vec<DataValue>,
    /// What comes of it, by column.
    pub results: Vec<RowResult>,
    /// The whole row.
    pub span: Span,
}

/// What a row expects of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct RowResult {
    /// What is expected.
    pub value: ResultValue,
    /// The whole cell.
    pub span: Span,
}

/// The forms of what a row expects.
#[derive(Clone, Debug, PartialEq)]
pub enum ResultValue {
    /// An outcome of a rule; `undetermined` also stands for a verdict or a value.
    Outcome {
        /// The outcome.
        outcome: At<ExpectedOutcome>,
        /// Where.
        at: Vec<Place>,
        /// What it needs.
        needs: Vec<Place>,
    },
    /// `pass` or `fail`, of a verdict.
    Verdict(Name),
    /// `no`, of a value that is yes or no.
    No,
    /// A value, or a word that is no outcome.
    Value(Expr),
}

/// `given "file" with { … } without …`, or `given { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The file, relative to the project's root, or the fields of an inline proposal.
    pub base: GivenBase,
    /// Changes and removals, in order.
    pub changes: Vec<Change>,
    /// The whole clause.
    pub span: Span,
}

/// Where a test's proposal comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenBase {
    /// A file.
    File(Str),
    /// An inline record.
    Inline(DataValue),
}

/// A change of a test's proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is changed.
    pub place: Place,
    /// The new value; `None` removes the key (`without`).
    pub value: Option<DataValue>,
}

/// A path into a proposal, with indices: `main_part[0].local`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its steps.
    pub steps: Vec<PlaceStep>,
    /// Its place.
    pub span: Span,
}

/// A step of a path into a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceStep {
    /// A key.
    Key(Name),
    /// The index of a list item, from 0.
    Index(At<u32>),
}

/// A value of an inline proposal.
#[derive(Clone, Debug, PartialEq)]
pub enum DataValue {
    /// `{ key = value … }`
    Record(Vec<(Name, DataValue)>, Span),
    /// `[ … ]`
    List(Vec<DataValue>, Span),
    /// `"…"`
    Text(Str),
    /// `missing`
    Missing(Span),
    /// Anything else, in a proposal's own notation.
    Raw(Str),
}

/// What a test expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Expect {
    /// `expect verdict …`
    Verdict {
        /// The word: `pass`, `fail` or `undetermined`.
        verdict: Name,
        /// The whole clause.
        span: Span,
    },
    /// `expect RULE … at … needs …`
    Rule {
        /// The rule or judgement.
        rule: Name,
        /// What becomes of it.
        outcome: At<ExpectedOutcome>,
        /// Where.
        at: Vec<Place>,
        /// What it needs.
        needs: Vec<Place>,
        /// The whole clause.
        span: Span,
    },
    /// `expect E`, on reference data
    Holds {
        /// The expression.
        value: Expr,
        /// The whole clause.
        span: Span,
    },
}

impl ExpectedOutcome {
    /// As it is written.
    pub fn phrase(self) -> &'static str {
        match self {
            ExpectedOutcome::Passes => "passes",
            ExpectedOutcome::Fails => "fails",
            ExpectedOutcome::Undetermined => "undetermined",
            ExpectedOutcome::Contested => "contested",
            ExpectedOutcome::NotApplicable => "not applicable",
            ExpectedOutcome::DependsOnReading => "depends on reading",
            ExpectedOutcome::ReadingsAgree => "does not depend on reading",
            ExpectedOutcome::LeftToReviewers => "left to reviewers",
        }
    }
}

/// The outcome that a test expects of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedOutcome {
    /// `passes`
    Passes,
    /// `fails`
    Fails,
    /// `undetermined`
    Undetermined,
    /// `contested`
    Contested,
    /// `not applicable`
    NotApplicable,
    /// `depends on reading`
    DependsOnReading,
    /// `does not depend on reading`
    ReadingsAgree,
    /// `left to reviewers`
    LeftToReviewers,
}
