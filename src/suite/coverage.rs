//! What the tests of a pack have shown of its conditions and bounds.
//!
//! In: a plan and its tests, prepared. Out: [`Coverage`]: for each condition whether it was seen to hold, not to hold,
//! and not to be known; for each bound whether a value was seen just below it, at it and just above it. A test shows
//! only what it looks at: a rule that it names, or with a verdict the rules that can change one.
//!
//! Nothing is recorded while a proposal is judged. What was asked there is asked again here, part by part, in the same
//! order and under the same names, so what judging leaves out (a side of an `and` after one that does not hold) is left
//! out here, too.

mod goals;
mod human;
mod json;
mod observe;
mod rows;

pub use goals::{BoundSeen, ConditionSeen, Coverage, Goal, OwnerCoverage, Shown};
pub use human::{human, missing};
pub use json::{SCHEMA, json};
pub use observe::{Observations, Observer};
pub use rows::{Row, missing_rows};

use super::PreparedTest;
use crate::plan::Plan;

/// What the tests of a plan have shown.
pub fn coverage(plan: &Plan, tests: &[PreparedTest]) -> Coverage {
    let observer = Observer::new(plan);
    let mut all = Observations::default();
    for test in tests {
        all.add(&observer.test(test));
    }
    Coverage::of(plan, &all)
}
