//! Running a pack's tests: each builds its proposal, has it judged as any other, and compares.
//!
//! In: a loaded pack and a way to read the proposals that tests name. Out: what was expected and what came of it.

mod expect;
mod given;

pub use expect::{Mismatch, TestResult, run};
pub use given::{Base, Trouble};
