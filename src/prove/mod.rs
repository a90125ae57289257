//! Proofs: what all proposals have in common, the ones that nobody has written included.
//!
//! In: a plan (or two). Out: answers that are proved, or witnessed by a proposal that the ordinary evaluator has judged.
//!
//! - [`Space`] is a set of proposals: a tree of unknowns under the names of the schema. It can be free, made of two
//!   schemas at once, or made of a proposal of which some places are open.
//! - [`periods`] cuts time where a figure or rule changes, so that in each piece the figures are constants.
//! - [`encode`] says over a space what becomes of each rule: formulas for fails, undetermined, passes, not applicable.
//!   It mirrors `eval`, form by form; what it cannot put in linear terms is a [`LeftOut`] with its reason.
//! - [`Asker`] asks an engine of `kisoku-logic`. A model becomes a proposal in YAML ([`witness`]), is read again and judged;
//!   where the evaluator says otherwise, that is said and no answer is given.
//! - [`analyze`] asks what a pack should be asked, and says what it finds as diagnostics.
//!
//! Lists have as many places as the space gives them ([`Sizes`]); an impossibility is proved up to that length, which
//! [`Space::cut_lists`] names.

pub mod analyze;
mod ask;
mod encode;
mod left_out;
mod least;
mod period;
mod space;
pub mod witness;

pub use ask::{Asked, Asker, Disagreement, Held, Impossible, Unknown};
pub use encode::{Amount, Coded, Encoding, Kleene, Met, Outcomes, Requires, Seen, encode, encode_rules};
pub use least::{AIMS, Aim, Least, Movable, Moves, changed, touched};
pub use left_out::{LeftOut, Why};
pub use period::{Period, periods};
pub use space::{Cell, CellId, CutList, FARTHEST, Fact, FactKind, Freedom, Shape, Sizes, Space};
pub(crate) use space::{MOST_PROPOSALS, proposals_bounded, proposals_needed};
