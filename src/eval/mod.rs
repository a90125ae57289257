//! Judging: a plan, a proposal and a date in; the outcome of every rule out, exact and total.
//!
//! Strong Kleene logic: what is missing is neither zero nor false. The truth tables stand in `docs/language.md`;
//! `tests/it/reference` is a second, naive interpreter of them that random packs are held against.
//!
//! - [`Scope`] is what an expression sees: the proposals, the day, the bound names. A path is walked to a slot, a
//!   cell, or the highest record that is in the way.
//! - `expr` gives conditions in three values and all else as known or not. Parts are tried from left to right and
//!   left out once the whole is decided, which never changes it.
//! - `judge` walks the steps of a rule: each requirement under each choice of the names around it is an [`Instance`].
//!   A `when`, `unless` or validity that is not known is a [`Gate`] around it: it may pass, it cannot fail.
//! - `needs` works out afterwards, of undetermined instances only, which leaves can still change them. It looks at
//!   what is undetermined in each form; it does not ask whether two leaves together could (`x is x` needs `x`).
//!
//! Evaluation keeps no trace; what decided an outcome is asked afterwards, of the few that are not a pass ([`needs`]
//! here, the words in `report`).
//!
//! Cost: each expression once for each choice of its names. The value of a define is kept for each record, values
//! that are compared twice are worked out once, numbers are bounded in length: nothing doubles from step to step.
//!
//! [`needs`]: needs_of_instance

mod axis;
mod judge;
mod needs;
mod expr;
mod list;
mod scope;
mod sheet;

pub use axis::{as_number, from_number};
pub use expr::{Truth, Val, compare_values};
pub use judge::{
    Gate, Instance, Judged, JudgedRule, JudgementOutcome, Outcome, Verdict, date_of_all, form_verdict, judge,
    judge_across, judge_judgement, judge_rule, own_date, verdict,
};
pub use list::{Flow, Item, Items, Of};
pub use needs::{needs_of_instance, needs_of_node};
pub use scope::{Found, Likeness, Ref, Scope, Site};
pub use sheet::{Scored, SheetFinding, any_total, score};
