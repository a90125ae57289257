//! Running a pack's tests: each builds its proposal, has it judged as any other, and compares.
//!
//! In: a plan, and the proposals that its tests name. Out: what was expected and what came of it.
//!
//! Two steps, so that what is done once is done once: [`prepare`] builds and decodes the proposal of each test;
//! [`run_prepared`] judges what its expectations look at and nothing else, under any plan with the same records (a
//! mutant is one). [`meets`] only says whether all is as expected. Everything is on one test: a caller may spread the
//! tests over threads.

mod came;
pub mod coverage;
mod differ;
mod given;
mod json;
mod mismatch;
pub mod mutate;
mod prepare;
mod report;
mod rewrite;
mod rows;
mod search;
mod tap;
mod watched;
mod words;

pub use differ::{TestResult, meets, run_prepared};
pub use given::{Base, Bases, Trouble};
pub use json::{SCHEMA, json};
pub use mismatch::{About, Mismatch, diagnostic};
pub use prepare::{Built, PreparedTest, Subject, prepare, prepare_one};
pub use report::{Failure, PackTests, SuiteReport, TestReport, suites, test_report};
pub use rewrite::{Rewrite, rewritten};
pub use rows::Example;
pub use tap::tap;
pub use watched::{Watched, watched};
