//! The engine of this crate: `batsat` searches, an exact simplex does the arithmetic.
//!
//! In: a problem. Out: answers, each of them certified by [`crate::certify`].
//!
//! - [`delta`]: numbers that may lie infinitely near to each other, for strict bounds
//! - [`simplex`]: bounds on columns and rows, feasibility, reasons of a conflict; [`descent`]: the least value of a row
//! - [`whole`]: what only whole numbers need
//! - [`atoms`]: comparisons become bounds on columns
//! - [`arithmetic`]: the simplex as a theory of `batsat`
//! - [`encode`]: formulas become clauses
//! - [`search`]: one engine from all this; [`minimum`]: objectives

mod arithmetic;
mod atoms;
mod delta;
mod descent;
mod encode;
mod minimum;
mod search;
mod simplex;
mod whole;

pub use search::Native;

/// Why the engine gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Conflicts,
    Pivots,
    Splits,
    /// Something was not where the engine's own books say it is, or a certificate failed.
    Broken(&'static str),
}

impl From<Stop> for crate::engine::Reason {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Conflicts => Self::Conflicts,
            Stop::Pivots => Self::Pivots,
            Stop::Splits => Self::Splits,
            Stop::Broken(what) => Self::Internal(what),
        }
    }
}
