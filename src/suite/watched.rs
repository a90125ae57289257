//! What a test looks at: a test shows nothing of a rule that runs unwatched.

use crate::check::typed::{Expect, JudgementId, RuleId, Test};
use std::collections::BTreeSet;

/// What the expectations of a test look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// The rules that it names.
    pub rules: BTreeSet<RuleId>,
    /// The judgements that it names.
    pub judgements: BTreeSet<JudgementId>,
    /// Whether it expects a verdict, which all rules on one proposal make together.
    pub verdict: bool,
    /// Whether it expects something of figures and tables.
    pub data: bool,
}

/// What a test looks at.
pub fn watched(test: &Test) -> Watched {
    let mut watched = Watched::default();
    for expect in &test.expects {
        match expect {
            Expect::Verdict(..) => watched.verdict = true,
            Expect::Rule { rule, .. } => {
                watched.rules.insert(*rule);
            }
            Expect::Judgement { judgement, .. } => {
                watched.judgements.insert(*judgement);
            }
            Expect::Holds(..) | Expect::Value { .. } => watched.data = true,
        }
    }
    watched
}
