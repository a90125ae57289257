//! Judging: a plan, a proposal and a date in; the outcome of every rule out, exact and total.
//!
//! Strong Kleene logic: what is missing is neither zero nor false. Evaluation itself keeps no trace; what decided
//! an outcome is asked afterwards, of the few that are not a pass ([`needs`] here, the words in `report`).

mod judge;
mod needs;
mod expr;
mod list;
mod scope;

pub use expr::{Truth, Val, compare_values};
pub use judge::{
    Gate, Instance, Judged, JudgedRule, JudgementOutcome, Outcome, Verdict, judge, judge_across, judge_rule,
    own_date, verdict,
};
pub use list::{Flow, Item, Items, Of};
pub use needs::{needs_of_instance, needs_of_node};
pub use scope::{Found, Likeness, Ref, Scope, Site};
