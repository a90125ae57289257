//! Analysis of a pack: contradictions, what never applies, what follows from others, what stays possible.
//!
//! In: a plan and a way to make engines. Out: diagnostics. What is called impossible is proved, what is called possible
//! was shown by a proposal that the evaluator has judged, and what is neither is said to be open.

mod across;
mod amounts;
mod cases;
mod clash;
mod conflicts;
mod frame;
mod idle;
mod words;

use crate::check::typed::RuleId;
use crate::diag::{Diagnostic, Severity, proofs};
use crate::plan::Plan;
use crate::value::Date;
use frame::Bench;
use std::collections::{BTreeMap, BTreeSet};
use words::Texts;

use super::ask::Unknown;
use super::encode::Coded;
use super::period::{Period, periods};
use super::space::FactKind;
pub use frame::Engines;

/// What came of an analysis.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// What was found, in the order of the places.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether proof and evaluator disagreed somewhere: an error of Kisoku.
    pub broken: bool,
}

/// What is the same in the whole analysis.
struct Run<'p, 'e> {
    plan: &'p Plan,
    texts: Texts<'p>,
    engines: Engines<'e>,
    periods: Vec<Period>,
    out: Vec<Diagnostic>,
    broken: bool,
    /// Rules of which something stayed open.
    open: BTreeMap<RuleId, Unknown>,
    /// Rules that clash with others always: nothing follows from them.
    clashing: BTreeSet<RuleId>,
    /// Rules of which a contradiction is told: that they imply something says nothing.
    contradicted: BTreeSet<RuleId>,
}

/// Everything that can be said of a pack.
pub fn analyze(plan: &Plan, as_of: Option<Date>, engines: Engines<'_>) -> Analysis {
    let mut run = Run::new(plan, as_of, engines);
    let mut benches: Vec<Bench<'_, '_>> =
        run.periods.iter().map(|period| Bench::new(plan, *period, engines)).collect();
    left_out(&mut run, &benches);
    clash::find(&mut run, &mut benches);
    conflicts::find(&mut run, &mut benches);
    idle::find(&mut run, &mut benches);
    cases::find(&mut run);
    across::find(&mut run);
    amounts::find(&mut run);
    run.finish()
}

/// Only the contradictions that no `conflicts with` declares: what makes a pack unsound.
pub fn contradictions(plan: &Plan, engines: Engines<'_>) -> Analysis {
    let mut run = Run::new(plan, None, engines);
    let mut benches: Vec<Bench<'_, '_>> =
        run.periods.iter().map(|period| Bench::new(plan, *period, engines)).collect();
    clash::find(&mut run, &mut benches);
    let mut analysis = run.finish();
    analysis.diagnostics.retain(|found| found.severity == Severity::Error);
    analysis
}

impl<'p, 'e> Run<'p, 'e> {
    fn new(plan: &'p Plan, as_of: Option<Date>, engines: Engines<'e>) -> Run<'p, 'e> {
        Run {
            plan,
            texts: Texts { plan },
            engines,
            periods: periods(&[plan], as_of),
            out: Vec::new(),
            broken: false,
            open: BTreeMap::new(),
            clashing: BTreeSet::new(),
            contradicted: BTreeSet::new(),
        }
    }

    /// Adds a finding, unless an `allow` beside its place keeps it quiet.
    fn add(&mut self, found: Diagnostic, lint: Option<&str>) {
        let allowed = lint.zip(found.span()).and_then(|(lint, at)| self.plan.pack.allow(lint, None, at));
        if allowed.is_none() && !self.out.contains(&found) {
            self.out.push(found);
        }
    }

    /// Notes that a question about a rule stays open; gives the rules that are to blame for it.
    fn stays_open(&mut self, rule: RuleId, why: Unknown) -> Vec<RuleId> {
        let mut rules = vec![rule];
        if let Unknown::Domain(core) | Unknown::Lengths(core) = &why {
            let named = core.iter().filter_map(|fact| match fact.kind {
                FactKind::Rule(rule) => Some(rule),
                _ => None,
            });
            let named: Vec<RuleId> = named.collect();
            if !named.is_empty() {
                rules = named;
            }
        }
        for rule in &rules {
            self.open.entry(*rule).or_insert_with(|| why.clone());
        }
        rules
    }

    fn finish(mut self) -> Analysis {
        for (rule, why) in std::mem::take(&mut self.open) {
            let (span, name) = self.texts.rule(rule);
            let found = proofs::stays_open(span, &name, &words::open(&why));
            self.add(found, None);
        }
        self.out.sort_by_key(|found| (found.span(), found.code));
        Analysis { diagnostics: self.out, broken: self.broken }
    }
}

/// Rules on one proposal that count for the verdict, and so must be met together.
fn counting(plan: &Plan) -> Vec<RuleId> {
    let rules = plan.pack.rules.iter().zip(0..);
    rules
        .filter(|(rule, _)| !rule.across && rule.severity == Severity::Error)
        .map(|(_, id)| RuleId(id))
        .collect()
}

/// As many rules as can be, in order, of which none is declared to conflict with another one; `first` before the others.
fn at_peace(plan: &Plan, first: &[RuleId], others: &[RuleId]) -> Vec<RuleId> {
    let mut kept: BTreeSet<RuleId> = first.iter().copied().collect();
    for rule in others {
        let conflicts = plan.pack.rules.get(rule.0 as usize).map_or(&[][..], |rule| &rule.conflicts);
        if !conflicts.iter().any(|conflict| kept.contains(&conflict.rule)) {
            kept.insert(*rule);
        }
    }
    kept.into_iter().collect()
}

fn left_out(run: &mut Run<'_, '_>, benches: &[Bench<'_, '_>]) {
    let Some(bench) = benches.first() else { return };
    for (coded, id) in bench.short.encoding.rules.iter().zip(0..) {
        if let Coded::LeftOut(why) = coded {
            let (span, name) = run.texts.rule(RuleId(id));
            let found = proofs::left_out(span, &name, (why.place, &why.words()));
            run.add(found, None);
        }
    }
}
