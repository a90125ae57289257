//! The small part that is trusted: no answer leaves the crate without passing here.
//!
//! In: an answer of the search with its reasons. Out: whether it follows from the problem as it was stated.
//!
//! - A model is evaluated ([`point`]) against the original formulas.
//! - A clash of comparisons comes as a derivation ([`inequality`]): sums of the *original* comparisons with positive
//!   multipliers, rounded where all is whole, down to `0 < 0`. This one form covers Farkas' lemma, divisibility
//!   and the split of a whole number between two neighbours.
//! - Clauses that were learnt are replayed by unit propagation ([`clauses`]).
//! - The ends of objectives are confirmed from the problem ([`ends`]), whichever way the engine came to them.
//! - What literals mean, and the clauses that define formulas, are worked out a second time ([`checker`]), from the
//!   problem alone; nothing is taken over from the engine but which literal it uses for which formula.
//!
//! This module uses none of the engine's code, only `Num`, linear terms and the problem.

pub(crate) mod checker;
pub(crate) mod clauses;
pub(crate) mod ends;
pub(crate) mod inequality;
pub(crate) mod point;
