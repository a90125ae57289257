//! Tests, checked: the proposal that each is on, and what it expects.

use super::{Expr, JudgementId, RuleId};
use crate::syntax::ast::{DataValue, ExpectedOutcome};
use crate::text::Span;

/// A test, or one row of the tables of one: each case is a test of its own.
#[derive(Clone, Debug)]
pub struct Test {
    /// Its name; that of a row has the name of its test, ` / ` and its own or `row 2` behind it.
    pub name: String,
    /// Where the name is; of a row the whole row.
    pub span: Span,
    /// The head of its table, where it is a row.
    pub head: Option<Span>,
    /// The proposal it is on, where it is on one.
    pub given: Option<Given>,
    /// What is expected.
    pub expects: Vec<Expect>,
}

/// The proposal of a test.
#[derive(Clone, Debug)]
pub struct Given {
    /// A file, relative to the project's root, or an inline record.
    pub base: GivenBase,
    /// What is changed, in order; `None` removes.
    pub changes: Vec<(Place, Option<DataValue>)>,
    /// The clause.
    pub span: Span,
}

/// Where a test's proposal comes from.
#[derive(Clone, Debug)]
pub enum GivenBase {
    /// A file and the place of its name.
    File(String, Span),
    /// An inline record.
    Inline(DataValue),
}

/// A path into a proposal with indices, checked against the records.
#[derive(Clone, Debug)]
pub struct Place {
    /// The path.
    pub path: crate::data::DataPath,
    /// Its place in the test.
    pub span: Span,
}

/// What a test expects.
#[derive(Clone, Debug)]
pub enum Expect {
    /// Of the whole proposal.
    Verdict(ExpectedVerdict, Span),
    /// Of a rule.
    Rule {
        /// The rule.
        rule: RuleId,
        /// The outcome.
        outcome: ExpectedOutcome,
        /// Where, if it is said.
        at: Vec<Place>,
        /// What it needs, if it is said.
        needs: Vec<Place>,
        /// Where the outcome stands.
        word: Span,
        /// The clause.
        span: Span,
    },
    /// Of a judgement.
    Judgement {
        /// The judgement.
        judgement: JudgementId,
        /// The outcome.
        outcome: ExpectedOutcome,
        /// What it asks for and is missing, if it is said.
        needs: Vec<Place>,
        /// Where the outcome stands.
        word: Span,
        /// The clause.
        span: Span,
    },
    /// That an expression holds.
    Holds(Expr, u32, Span),
    /// Of a value of the proposal, in a table.
    Value {
        /// The value.
        of: Expr,
        /// That it is as expected; nothing where it is expected to be undetermined.
        is: Option<Expr>,
        /// The cell.
        span: Span,
    },
}

/// The verdict that a test expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedVerdict {
    /// `pass`
    Pass,
    /// `fail`
    Fail,
    /// `undetermined`
    Undetermined,
}
