//! Mutation testing of rules: which small change of a rule does no test notice?
//!
//! In: a plan, its tests prepared, and its files. Out: every mutant with its fate. A mutant is the plan with one node
//! (or one named figure, date or severity) changed: nothing is written, parsed or checked again. Only the tests that
//! look at what the change can reach are run, and the first one that fails ends it.
//!
//! `operators` says which slips are made, `apply` makes and unmakes them, `reach` says which tests look, and `example`
//! looks for an application that would tell a survivor from the rule as it stands.

mod apply;
mod example;
mod human;
mod json;
mod operators;
mod reach;
mod survey;

pub use apply::Change;
pub use human::human;
pub(crate) use human::percent;
pub use json::{SCHEMA, json};
pub use operators::mutants;
pub use survey::{Fate, Judged, PackMutation, Trial};

use crate::check::typed::{DefineId, JudgementId, LetId, RuleId};
use crate::diag::Bilingual;
use crate::text::Span;

/// In which declaration a change is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// In a rule.
    Rule(RuleId),
    /// In the `when` of a judgement.
    Judgement(JudgementId),
    /// In a derived value.
    Define(DefineId),
    /// In a named figure.
    Let(LetId),
}

/// What stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// This text of the rule language.
    Text(String),
    /// Nothing.
    Nothing,
}

/// One small change of a rule, as a slip of the pen would make it.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// In which declaration.
    pub site: Site,
    /// In which part of it: `require 2 / and 1`.
    pub part: String,
    /// What stands there, in the author's words.
    pub from: String,
    /// What stands there instead.
    pub instead: Instead,
    /// The change itself.
    pub change: Change,
    /// Where it is made.
    pub span: Span,
    /// Which one of several with the same words it is, from 1.
    pub which: u32,
}

impl Mutant {
    /// What names it in `allow mutant "…"`, within its declaration: `require 1: at least → more than`.
    pub fn id(&self) -> String {
        let to = match &self.instead {
            Instead::Text(text) => text.as_str(),
            Instead::Nothing => "dropped",
        };
        let which = if self.which > 1 { format!(" ({})", self.which) } else { String::new() };
        format!("{}: {} → {to}{which}", self.part, self.from)
    }

    /// What was changed, in words.
    pub fn words(&self) -> Bilingual {
        let Mutant { from, part, .. } = self;
        match &self.instead {
            Instead::Text(to) => Bilingual::new(
                format!("`{from}` → `{to}` in {part}"),
                format!("{part} の「{from}」を「{to}」に変更"),
            ),
            Instead::Nothing => {
                Bilingual::new(format!("`{from}` left out of {part}"), format!("{part} の「{from}」を削除"))
            }
        }
    }
}
