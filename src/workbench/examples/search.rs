//! The proposals at a threshold: asked of a space of all proposals, for each time in which the figures are the same.

use super::tests::given;
use super::words;
use super::{Case, Example, Threshold};
use crate::check::typed::RuleId;
use crate::diag::{Bilingual, Severity};
use crate::eval::{Outcome, Truth, Val, Verdict, as_number, compare_values, verdict};
use crate::load::LoadedPack;
use crate::plan::{Kind, Plan, Unit};
use crate::prove::{
    Amount, Asked, Asker, Coded, Disagreement, Encoding, FactKind, Held, Impossible, Met, Period, Sizes,
    Space, Unknown, encode, periods,
};
use crate::report::{BoundRole, BoundText, bound_texts};
use crate::value::Num;
use crate::workbench::origin::place;
use kisoku_logic::{Formula, Label, Linear, Native, Problem};

/// So many places of one comparison (entries, branches) are tried before it is left without an example.
const MOST_PLACES: usize = 6;

/// What is known of a pack.
pub(super) struct Search<'a> {
    pack: &'a LoadedPack,
    plan: &'a Plan,
    times: Vec<Time>,
    /// The same with longer lists, each made once it is needed.
    longer: Vec<Option<Time>>,
}

/// Why there is no example. What is open in one place is not impossible because it is so in another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NoExample {
    /// The comparison is not met with in these times.
    OutOfReach,
    /// It is impossible.
    Impossible(Bilingual),
    /// Not all was decided.
    Open(Bilingual),
}

/// A piece of time in which no figure changes.
struct Time {
    period: Period,
    encoding: Encoding,
    asker: Asker<'static>,
    /// What every question has on: the schema and what everyone assumes.
    on: Vec<Label>,
}

impl<'a> Search<'a> {
    pub(super) fn new(pack: &'a LoadedPack, plan: &'a Plan) -> Search<'a> {
        let times: Vec<Time> =
            periods(&[plan], None).into_iter().map(|period| Time::new(plan, period, Sizes::SHORT)).collect();
        let longer = times.iter().map(|_| None).collect();
        Search { pack, plan, times, longer }
    }

    pub(super) fn left_out(&self) -> Vec<(String, Bilingual)> {
        let Some(time) = self.times.first() else { return Vec::new() };
        let rules = self.plan.pack.rules.iter().zip(&time.encoding.rules);
        rules
            .filter_map(|(rule, coded)| match coded {
                Coded::LeftOut(left) => Some((rule.name.clone(), left.words())),
                Coded::Outcomes(_) | Coded::NotAsked => None,
            })
            .collect()
    }

    /// The thresholds of a rule, each with its cases.
    pub(super) fn thresholds(&mut self, id: RuleId) -> Result<Vec<Threshold>, Box<Disagreement>> {
        let Some(rule) = self.plan.pack.rule(id) else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        let mut number = 0_usize;
        for bound in bound_texts(self.plan, &self.pack.sources, id) {
            if bound.role == BoundRole::OtherReading {
                continue;
            }
            for (limit, times) in self.times_of(&bound) {
                number = number.saturating_add(1);
                let mut cases = Vec::new();
                for step in [-1, 0, 1] {
                    let found = self.case(id, &bound, &times, step)?;
                    let name = format!("{}_{number}_{}", rule.name, words::slug(step));
                    let value = limit.as_ref().and_then(|limit| words::value(self.plan, &bound, limit, step));
                    cases.push(Case { name, place: words::step(bound.bound.unit, step), value, found });
                }
                out.push(Threshold {
                    rule: rule.name.clone(),
                    title: rule.title.clone(),
                    advice: rule.severity == Severity::Advice,
                    at: place(&self.pack.sources, bound.bound.span),
                    words: words::threshold(self.plan, &bound, limit.as_ref()),
                    sources: Bilingual::default(),
                    cases,
                });
            }
        }
        Ok(out)
    }

    /// The values of a threshold, each with the times in which it is so, the latest first.
    fn times_of(&self, bound: &BoundText) -> Vec<(Option<Num>, Vec<usize>)> {
        let mut out: Vec<(Option<Num>, Vec<usize>)> = Vec::new();
        for (at, time) in self.times.iter().enumerate().rev() {
            let value = self.plan.constant(bound.bound.limit, time.period.day());
            let value = value.as_ref().and_then(Val::of).and_then(|value| as_number(&value));
            if value.is_none() && !bound.bound.limits.is_empty() {
                continue;
            }
            match out.iter_mut().find(|(known, _)| *known == value) {
                Some((_, times)) => times.push(at),
                None => out.push((value, vec![at])),
            }
        }
        out.reverse();
        out
    }

    /// A proposal so many steps from the threshold, in the first of the times that has one.
    fn case(
        &mut self,
        id: RuleId,
        bound: &BoundText,
        times: &[usize],
        step: i128,
    ) -> Result<Result<Example, Bilingual>, Box<Disagreement>> {
        let plan = self.plan;
        let mut why = NoExample::OutOfReach;
        for at in times {
            let Some(time) = self.times.get_mut(*at) else { continue };
            match time.case(plan, id, bound, step)? {
                Ok(example) => return Ok(Ok(example)),
                Err(reason) => why = why.max(reason),
            }
        }
        // What short lists leave no room for, longer ones may.
        let mut why_longer = NoExample::OutOfReach;
        for at in times {
            let (Some(short), Some(long)) = (self.times.get(*at), self.longer.get_mut(*at)) else { continue };
            if short.asker.space.cut_lists().is_empty() {
                continue;
            }
            let long = long.get_or_insert_with(|| Time::new(plan, short.period, Sizes::LONG));
            match long.case(plan, id, bound, step)? {
                Ok(example) => return Ok(Ok(example)),
                Err(reason) => why_longer = why_longer.max(reason),
            }
        }
        Ok(Err(match if why_longer == NoExample::OutOfReach { why } else { why_longer } {
            NoExample::OutOfReach => words::out_of_reach(),
            NoExample::Open(words) | NoExample::Impossible(words) => words,
        }))
    }
}

/// The label under which the date of a proposal lies in its period.
fn dated(space: &Space) -> Vec<Label> {
    let labels = (0..).map(Label).map_while(|label| Some((label, space.fact_of(label)?)));
    labels.filter(|(_, fact)| fact.kind == FactKind::Dated).map(|(label, _)| label).collect()
}

impl Time {
    fn new(plan: &Plan, period: Period, sizes: Sizes) -> Time {
        let mut space = Space::of_plans(&[plan], 1, sizes);
        let encoding = encode(&mut space, plan, 0, period);
        let mut on = space.schema_labels(0);
        on.extend(dated(&space));
        Time { period, encoding, asker: Asker::new(space, Box::new(Native::new())), on }
    }

    fn case(
        &mut self,
        plan: &Plan,
        id: RuleId,
        bound: &BoundText,
        step: i128,
    ) -> Result<Result<Example, NoExample>, Box<Disagreement>> {
        let outcomes = match self.encoding.rules.get(usize::try_from(id.0).unwrap_or(usize::MAX)) {
            Some(Coded::Outcomes(outcomes)) => outcomes.clone(),
            Some(Coded::LeftOut(left)) => return Ok(Err(NoExample::Open(words::left_out(&left.words())))),
            Some(Coded::NotAsked) | None => return Ok(Err(NoExample::OutOfReach)),
        };
        let met: Vec<&Met> = outcomes
            .met
            .iter()
            .filter(|met| met.node == bound.bound.node && met.end == bound.bound.end)
            .take(MOST_PLACES)
            .collect();
        let wanted = [self.wanted(&outcomes, bound, step, true), self.wanted(&outcomes, bound, step, false)];
        let mut on = self.on.clone();
        for (other, rule) in (0..).map(RuleId).zip(&plan.pack.rules) {
            let label = self.encoding.labels.get(usize::try_from(other.0).unwrap_or(usize::MAX));
            if other != id && rule.severity == Severity::Error && !rule.across {
                on.extend(label.copied().flatten());
            }
        }
        let mut why = NoExample::OutOfReach;
        for wanted in wanted.into_iter().flatten() {
            for met in &met {
                let Some(there) = self.there(plan, bound, met, step) else {
                    why = why.max(NoExample::Open(words::not_linear()));
                    continue;
                };
                let held = [Held { plan, encoding: &self.encoding, period: self.period }];
                match self.asker.witness(&on, &[met.known, there, wanted], &held) {
                    Asked::Possible(witness) => {
                        let (Some(yaml), Some(proposal), Some(judged)) =
                            (witness.texts.first(), witness.proposals.first(), witness.judged.first())
                        else {
                            continue;
                        };
                        let outcome = witness.outcome(id).unwrap_or(Outcome::Undetermined);
                        return Ok(Ok(Example {
                            yaml: yaml.clone(),
                            given: given(plan, proposal),
                            outcome,
                            verdict: verdict_of(plan, judged),
                        }));
                    }
                    Asked::Impossible(core) if why == NoExample::OutOfReach => {
                        why = NoExample::Impossible(self.reason(plan, &core));
                    }
                    Asked::Impossible(_) => {}
                    Asked::Unknown(Unknown::NotWritable) => {
                        why = why.max(NoExample::Open(words::not_writable()));
                    }
                    Asked::Unknown(_) => why = why.max(NoExample::Open(words::undecided())),
                    Asked::Disagrees(disagreement) => return Err(Box::new(disagreement)),
                }
            }
        }
        Ok(Err(why))
    }

    /// What is to become of the rule on this side of the threshold: what shows it, or else what may be.
    fn wanted(
        &mut self,
        outcomes: &crate::prove::Outcomes,
        bound: &BoundText,
        step: i128,
        shows: bool,
    ) -> Option<Formula> {
        let (zero, at) = (Val::Num(Num::ZERO), Val::Num(Num::Int(step)));
        let holds = compare_values(bound.bound.comparator, &at, &zero) == Truth::True;
        let problem = &mut self.asker.space.problem;
        match (bound.role, holds) {
            (BoundRole::Requires, true) => shows.then(|| problem.all([outcomes.passes, outcomes.applies])),
            (BoundRole::Requires, false) => Some(if shows { outcomes.fails } else { outcomes.passes }),
            (BoundRole::OnlyWhere, true) | (BoundRole::Except, false) => {
                Some(if shows { outcomes.fails } else { outcomes.holds })
            }
            (BoundRole::OnlyWhere, false) | (BoundRole::Except, true) => {
                Some(if shows { outcomes.not_applicable } else { outcomes.holds })
            }
            (BoundRole::OtherReading, _) => None,
        }
    }

    /// The comparison is so many steps from its threshold.
    fn there(&mut self, plan: &Plan, bound: &BoundText, met: &Met, step: i128) -> Option<Formula> {
        let turned = match plan.node(bound.bound.node).map(|node| &node.kind) {
            Some(Kind::Compare(_, left, _)) => *left != bound.bound.compared,
            _ => false,
        };
        let (compared, limit) = if turned { (&met.right, &met.left) } else { (&met.left, &met.right) };
        let one = match bound.bound.unit {
            Unit::Ratio => Num::fraction(1, 100)?,
            _ => Num::Int(1),
        };
        apart(&mut self.asker.space.problem, compared, limit, &one.mul(&Num::Int(step)))
    }

    /// Why there is no such proposal.
    fn reason(&self, plan: &Plan, core: &Impossible) -> Bilingual {
        let rules: Vec<&str> = core
            .core
            .iter()
            .filter_map(|fact| match fact.kind {
                FactKind::Rule(rule) => plan.pack.rule(rule).map(|rule| rule.name.as_str()),
                _ => None,
            })
            .collect();
        let longest = self.asker.space.cut_lists().iter().map(|cut| cut.most).max();
        words::impossible(&rules, longest)
    }
}

/// `compared = limit + by`, where that is linear.
fn apart(problem: &mut Problem, compared: &Amount, limit: &Amount, by: &Num) -> Option<Formula> {
    let zero = Linear::default();
    match (&compared.below, &limit.below) {
        (None, None) => Some(problem.equal(&compared.above, &limit.above.plus(&Linear::number(by.clone())))),
        (Some(below), None) if limit.above.is_constant() => {
            let at = limit.above.constant().add(by);
            let same = problem.equal(&compared.above, &below.times(&at));
            let positive = problem.above(below, &zero);
            Some(problem.all([same, positive]))
        }
        (None, Some(below)) if compared.above.is_constant() => {
            let at = compared.above.constant().sub(by);
            let same = problem.equal(&limit.above, &below.times(&at));
            let positive = problem.above(below, &zero);
            Some(problem.all([same, positive]))
        }
        _ => None,
    }
}

fn verdict_of(plan: &Plan, judged: &crate::eval::Judged) -> Verdict {
    verdict(plan, judged, false, false)
}
