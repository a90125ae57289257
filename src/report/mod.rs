//! Reports: outcomes in, one [`Report`] as plain data out, then one file a format.
//!
//! In: a plan, a proposal and what came out of judging it. Out: findings in both languages, with places, figures,
//! repairs and citations. The formats decide nothing.

mod explain;
mod findings;
pub mod json;
mod model;
mod place;
mod repairs;
mod snippet;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use findings::{AcrossSet, ReportOptions, across_findings, proposal_report};
pub use model::*;
