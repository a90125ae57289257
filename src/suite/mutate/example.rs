//! An application that tells a survivor from the rule as it stands, looked for among the proposals of the tests and
//! what lies around them.

use super::reach::Reach;
use super::{Change, Mutant, apply};
use crate::check::typed::{JudgementId, RuleId};
use crate::data::{Proposal, ShapeKind};
use crate::eval::{self, Outcome, Scope, judge_judgement, judge_rule, own_date};
use crate::plan::{FieldId, NodeId, Plan};
use crate::suite::PreparedTest;
use crate::suite::rows::{self, Example};
use crate::suite::search::{Found, Search};

/// So many rules are looked at where a change can reach several.
const MOST_LOOKED_AT: usize = 4;

/// What is looked at to tell two plans apart.
#[derive(Clone, Copy)]
enum Look {
    Rule(RuleId),
    Judgement(JudgementId),
    Verdict,
}

/// What came of it.
#[derive(Clone, PartialEq, Eq)]
enum Came {
    /// A rule's outcome, and whether it depends on the reading.
    Rule(Outcome, bool),
    /// Only this: whether it depends on the reading.
    Readings(bool),
    /// Whether a judgement is not applicable.
    Judgement(bool),
    Verdict(eval::Verdict),
}

/// An example for a survivor, where one is found. `own` is a copy of the plan.
pub(super) fn find(
    plan: &Plan,
    own: &mut Plan,
    mutant: &Mutant,
    reach: &Reach,
    (tests, looking): (&[PreparedTest], &[usize]),
) -> Option<Example> {
    let others = (0..tests.len()).filter(|index| !looking.contains(index));
    let bases = Search::bases(looking.iter().copied().chain(others).filter_map(|index| tests.get(index)));
    apply::with(own, &mutant.change, |changed| {
        looks(mutant, reach).into_iter().find_map(|look| {
            let apart = Apart { plan, changed, look, mutant };
            let reads = |field| apart.reads(field);
            let search = Search { plan, roots: apart.roots(), reads: &reads };
            let found = search.first(&bases, &mut |proposal| apart.differs(proposal))?;
            apart.example(&found)
        })
    })
    .flatten()
}

fn looks(mutant: &Mutant, reach: &Reach) -> Vec<Look> {
    if matches!(mutant.change, Change::Severity { .. }) {
        return vec![Look::Verdict];
    }
    let rules = reach.rules(mutant.site).into_iter().map(Look::Rule);
    let judgements = reach.judgements(mutant.site).into_iter().map(Look::Judgement);
    rules.chain(judgements).take(MOST_LOOKED_AT).collect()
}

/// Two plans to be told apart.
struct Apart<'a> {
    plan: &'a Plan,
    changed: &'a Plan,
    look: Look,
    mutant: &'a Mutant,
}

impl Apart<'_> {
    /// What to expect of a proposal, where the changed plan does not meet it.
    fn differs(&self, proposal: &Proposal) -> Option<Came> {
        let (here, there) = (self.came(self.plan, proposal), self.came(self.changed, proposal));
        match (here, there) {
            (here, there) if here == there => None,
            (Came::Rule(here, depends), Came::Rule(there, _)) if here == there => {
                // Whether it depends on the reading is only said of what is decided.
                let decided = !matches!(here, Outcome::Undetermined | Outcome::NotApplicable);
                (depends || decided).then_some(Came::Readings(depends))
            }
            (here, _) => Some(here),
        }
    }

    fn came(&self, plan: &Plan, proposal: &Proposal) -> Came {
        let proposals = [proposal];
        let as_of = own_date(plan, proposal);
        match self.look {
            Look::Rule(id) => {
                let vars = plan.pack.rules.get(id.0 as usize).map_or(0, |rule| rule.vars);
                let judged = judge_rule(&mut Scope::new(plan, &proposals, as_of, vars), id);
                let depends = judged.instances.iter().any(|one| !one.otherwise.is_empty());
                Came::Rule(judged.outcome, depends)
            }
            Look::Judgement(id) => {
                let vars = plan.pack.judgements.get(id.0 as usize).map_or(0, |one| one.vars);
                let judged = judge_judgement(&mut Scope::new(plan, &proposals, as_of, vars), id);
                Came::Judgement(judged.not_applicable)
            }
            Look::Verdict => {
                let judged = eval::judge(plan, proposal, None);
                Came::Verdict(eval::verdict(plan, &judged, false, false))
            }
        }
    }

    fn example(&self, found: &Found<'_, Came>) -> Option<Example> {
        let pack = &self.plan.pack;
        let given = pack.tests.get(found.test.index)?.given.as_ref()?;
        let expects = match (self.look, &found.what) {
            (Look::Rule(id), Came::Readings(depends)) => {
                let name = &pack.rules.get(id.0 as usize)?.name;
                let word = if *depends { "depends on reading" } else { "does not depend on reading" };
                format!("{name} {word}")
            }
            (Look::Rule(id), Came::Rule(outcome, _)) => {
                let name = &pack.rules.get(id.0 as usize)?.name;
                format!("{name} {}", rows::outcome_words(*outcome))
            }
            (Look::Judgement(id), Came::Judgement(not_applicable)) => {
                let name = &pack.judgements.get(id.0 as usize)?.name;
                format!("{name} {}", if *not_applicable { "not applicable" } else { "left to reviewers" })
            }
            (_, Came::Verdict(verdict)) => {
                let shape = &found.test.built()?.shape;
                let sound =
                    shape.iter().all(|one| !one.fails && !matches!(one.kind, ShapeKind::Missing { .. }));
                if !sound {
                    return None;
                }
                let word = match verdict {
                    eval::Verdict::Fail => "fail",
                    eval::Verdict::Undetermined => "undetermined",
                    eval::Verdict::Pass => "pass",
                };
                format!("verdict {word}")
            }
            _ => return None,
        };
        let name = format!("{}: not {}", self.name(), self.mutant.id());
        Some(rows::example(&pack.schema, &name, given, &found.written, expects))
    }

    fn name(&self) -> &str {
        let pack = &self.plan.pack;
        match self.look {
            Look::Rule(id) => pack.rules.get(id.0 as usize).map_or("", |rule| rule.name.as_str()),
            Look::Judgement(id) => pack.judgements.get(id.0 as usize).map_or("", |one| one.name.as_str()),
            Look::Verdict => "verdict",
        }
    }

    fn reads(&self, field: FieldId) -> bool {
        let as_of = self.plan.pack.program.as_of.map(|field| (self.plan.pack.program.root, field));
        match self.look {
            Look::Rule(rule) => {
                self.plan.reads(rule, field) || self.changed.reads(rule, field) || as_of == Some(field)
            }
            Look::Judgement(_) | Look::Verdict => true,
        }
    }

    /// The conditions whose figures are of interest.
    fn roots(&self) -> Vec<NodeId> {
        match self.look {
            Look::Rule(id) => {
                self.plan.rules.get(id.0 as usize).map_or_else(Vec::new, |steps| self.plan.roots(steps))
            }
            Look::Judgement(id) => {
                self.plan.judgements.get(id.0 as usize).copied().flatten().into_iter().collect()
            }
            Look::Verdict => self.plan.rules.iter().flat_map(|steps| self.plan.roots(steps)).collect(),
        }
    }
}
