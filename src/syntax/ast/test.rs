//! Tests as they are written.

use super::{At, Expr, Name, Str};
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
    /// The whole declaration.
    pub span: Span,
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
    /// `left to reviewers`
    LeftToReviewers,
}
