//! Witnesses: a model as proposals that people can read, read again and judged.
//!
//! In: a space, a model of it, a plan. Out: the text of each proposal in YAML, what was read of it and how it was judged.
//! What no rule reads is left out, or has the plainest value that its type has.

mod plain;
mod write;

use super::ask::Held;
use super::space::Space;
use crate::check::typed::RuleId;
use crate::data::{self, Format, Proposal};
use crate::eval::{self, Judged, JudgedRule, Outcome};
use crate::text::{FileId, Source};
use kisoku_logic::Model;

pub(super) use plain::plainer;
pub use write::Blank;

/// Proposals of which something is true, judged by the ordinary evaluator.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Their texts, in YAML.
    pub texts: Vec<String>,
    /// What is read of them.
    pub proposals: Vec<Proposal>,
    /// What becomes of each.
    pub judged: Vec<Judged>,
    /// What becomes of the rules across them.
    pub across: Vec<(RuleId, JudgedRule)>,
}

/// Why a model has no witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A value has no notation.
    NotWritable,
    /// What was written is not read as a proposal.
    NotRead(Vec<String>),
}

impl Witness {
    /// The outcome of a rule: across all proposals, or on the first.
    pub fn outcome(&self, rule: RuleId) -> Option<Outcome> {
        let across = self.across.iter().find(|(id, _)| *id == rule).map(|(_, judged)| judged.outcome);
        let own = self.judged.first().and_then(|judged| judged.rules.get(rule.0 as usize));
        across.or_else(|| own.and_then(Option::as_ref).map(|judged| judged.outcome))
    }
}

/// The proposals of a model, read and judged by one plan.
pub(super) fn made(space: &Space, model: &Model, held: &Held<'_>) -> Result<Witness, Trouble> {
    let plan = held.plan;
    let texts: Option<Vec<String>> =
        space.roots().iter().map(|root| write::text(space, model, held, *root)).collect();
    let texts = texts.ok_or(Trouble::NotWritable)?;
    let mut proposals = Vec::new();
    for text in &texts {
        let source = Source::new(FileId(u32::MAX), "witness.yaml", text.as_str());
        let documents = data::read(&source, Format::Yaml);
        let tree = match documents.as_slice() {
            [document] => document.tree.as_ref().ok(),
            _ => None,
        };
        let Some(tree) = tree else { return Err(Trouble::NotRead(texts)) };
        let root = plan.pack.program.root;
        let (proposal, _) = data::decode(&plan.pack.schema, root, tree, &source, 1);
        proposals.push(proposal);
    }
    let as_of = if held.period.given { held.period.day() } else { None };
    let judged = proposals.iter().map(|proposal| eval::judge(plan, proposal, as_of)).collect();
    let all: Vec<&Proposal> = proposals.iter().collect();
    let across = eval::judge_across(plan, &all, as_of, false);
    Ok(Witness { texts, proposals, judged, across })
}
