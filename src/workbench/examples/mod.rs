//! Boundary examples: for each threshold of each rule a proposal just below, exactly at and just above it, with every
//! other rule met.
//!
//! In: a pack. Out: [`Examples`]: proposals that the solver found and the ordinary evaluator has judged, or which rules
//! leave no room for one. As a sheet for officials to sign off, as files, or as tests of the pack.

mod search;
mod sheet;
mod tests;
mod words;

pub use sheet::{csv, markdown};
pub use tests::tests;

use super::origin::{At, citations};
use crate::check::typed::RuleId;
use crate::diag::Bilingual;
use crate::eval::{Outcome, Verdict};
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::prove::Disagreement;

/// The boundary examples of a pack.
#[derive(Clone, Debug)]
pub struct Examples {
    /// The program.
    pub program: String,
    /// Its title.
    pub title: Bilingual,
    /// The thresholds, by rule and then in the order in which they are written.
    pub thresholds: Vec<Threshold>,
    /// The rules that cannot be computed with, and why.
    pub left_out: Vec<(String, Bilingual)>,
}

/// A threshold.
#[derive(Clone, Debug)]
pub struct Threshold {
    /// The rule.
    pub rule: String,
    /// Its title.
    pub title: Bilingual,
    /// Whether it only advises.
    pub advice: bool,
    /// Where the comparison stands.
    pub at: Option<At>,
    /// What it says: `National expenditure: at least ¥500,000,000`.
    pub words: Bilingual,
    /// Where the rule comes from.
    pub sources: Bilingual,
    /// A step below, at it, and a step above.
    pub cases: Vec<Case>,
}

/// A place beside a threshold.
#[derive(Clone, Debug)]
pub struct Case {
    /// The name of its file, without an ending: `main_part_band_1_below`.
    pub name: String,
    /// Where it lies: `¥1 below`.
    pub place: Bilingual,
    /// The value, where no proposal changes the threshold.
    pub value: Option<Bilingual>,
    /// The example, or why there is none.
    pub found: Result<Example, Bilingual>,
}

/// A proposal beside a threshold.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its text, in YAML.
    pub yaml: String,
    /// The same in the words of a test: `given { … }`.
    pub given: String,
    /// What becomes of the rule.
    pub outcome: Outcome,
    /// The verdict.
    pub verdict: Verdict,
}

/// The boundary examples of a pack.
///
/// # Errors
/// Where the evaluator says otherwise than the solver: an error of Kisoku.
pub fn examples(pack: &LoadedPack, plan: &Plan) -> Result<Examples, Box<Disagreement>> {
    let mut search = search::Search::new(pack, plan);
    let mut out = Examples {
        program: plan.pack.id.clone(),
        title: plan.pack.program.title.clone(),
        thresholds: Vec::new(),
        left_out: search.left_out(),
    };
    for (id, rule) in (0..).map(RuleId).zip(&plan.pack.rules) {
        if rule.across {
            continue;
        }
        let cited: Vec<Bilingual> =
            citations(&plan.pack, &rule.cites).iter().map(|one| one.words()).collect();
        let sources = match &rule.own {
            Some(own) if cited.is_empty() => words::own(own),
            _ => words::joined(&cited),
        };
        for threshold in search.thresholds(id)? {
            out.thresholds.push(Threshold { sources: sources.clone(), ..threshold });
        }
    }
    Ok(out)
}
