//! What a change can reach, and which tests look there.

use super::Site;
use crate::check::typed::{DefineId, JudgementId, LetId, RuleId};
use crate::plan::{Kind, NodeId, Plan};
use crate::suite::{Watched, watched};
use std::collections::BTreeSet;

/// What an expression, a rule or a test reads: derived values and named figures, at whatever depth.
#[derive(Clone, Debug, Default)]
struct Reads {
    defines: BTreeSet<DefineId>,
    lets: BTreeSet<LetId>,
}

impl Reads {
    fn node(&mut self, plan: &Plan, id: NodeId) {
        let Some(node) = plan.node(id) else { return };
        match &node.kind {
            Kind::Let(figure) => {
                self.lets.insert(*figure);
            }
            Kind::Define(define, _) => {
                if self.defines.insert(*define)
                    && let Some(value) = plan.defines.get(define.0 as usize)
                {
                    self.node(plan, *value);
                }
            }
            kind => kind.children().into_iter().for_each(|child| self.node(plan, child)),
        }
    }

    fn reads(&self, site: Site) -> bool {
        match site {
            Site::Define(define) => self.defines.contains(&define),
            Site::Let(figure) => self.lets.contains(&figure),
            Site::Rule(_) | Site::Judgement(_) => false,
        }
    }
}

/// For a whole plan: who reads what, and what each test looks at.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    rules: Vec<Reads>,
    judgements: Vec<Reads>,
    tests: Vec<(Watched, Reads)>,
}

impl Reach {
    pub(super) fn of(plan: &Plan) -> Reach {
        let of_nodes = |nodes: Vec<NodeId>| {
            let mut reads = Reads::default();
            nodes.into_iter().for_each(|node| reads.node(plan, node));
            reads
        };
        let tests = plan.pack.tests.iter().zip(&plan.expectations);
        Reach {
            rules: plan.rules.iter().map(|steps| of_nodes(plan.roots(steps))).collect(),
            judgements: plan.judgements.iter().map(|when| of_nodes(when.iter().copied().collect())).collect(),
            tests: tests
                .map(|(test, nodes)| (watched(test), of_nodes(nodes.iter().flatten().copied().collect())))
                .collect(),
        }
    }

    /// Whether anything reads what stands there.
    pub(super) fn is_read(&self, site: Site) -> bool {
        match site {
            Site::Rule(_) | Site::Judgement(_) => true,
            Site::Define(_) | Site::Let(_) => {
                let tests = self.tests.iter().map(|(_, reads)| reads);
                self.rules.iter().chain(&self.judgements).chain(tests).any(|reads| reads.reads(site))
            }
        }
    }

    /// The rules that a change there can reach.
    pub(super) fn rules(&self, site: Site) -> Vec<RuleId> {
        match site {
            Site::Rule(rule) => vec![rule],
            _ => ids(&self.rules, site).map(RuleId).collect(),
        }
    }

    /// The judgements that a change there can reach.
    pub(super) fn judgements(&self, site: Site) -> Vec<JudgementId> {
        match site {
            Site::Judgement(judgement) => vec![judgement],
            _ => ids(&self.judgements, site).map(JudgementId).collect(),
        }
    }

    /// The tests that look there, by their index: first those that name what is reached, then those that expect a
    /// verdict, which takes longer.
    pub(super) fn tests(&self, plan: &Plan, site: Site) -> Vec<usize> {
        let (rules, judgements) = (self.rules(site), self.judgements(site));
        let in_verdict =
            rules.iter().any(|rule| plan.pack.rules.get(rule.0 as usize).is_some_and(|rule| !rule.across));
        let mut named = Vec::new();
        let mut by_verdict = Vec::new();
        for (index, (watched, reads)) in self.tests.iter().enumerate() {
            let looks = rules.iter().any(|rule| watched.rules.contains(rule))
                || judgements.iter().any(|judgement| watched.judgements.contains(judgement))
                || reads.reads(site);
            if looks {
                named.push(index);
            } else if watched.verdict && in_verdict {
                by_verdict.push(index);
            }
        }
        named.append(&mut by_verdict);
        named
    }
}

fn ids(all: &[Reads], site: Site) -> impl Iterator<Item = u32> {
    let found = all.iter().enumerate().filter(move |(_, reads)| reads.reads(site));
    found.map(|(index, _)| u32::try_from(index).unwrap_or(u32::MAX))
}
