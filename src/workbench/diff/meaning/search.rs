//! The search for an example: a proposal that fares better on one side than on the other.
//!
//! In: two plans over the same proposals ([`Both`]), a pair of rules or all of them, a direction. Out: what it came to
//! ([`Sought`]).

use super::both::Both;
use super::{Ids, Questions, Sought};
use crate::check::typed::RuleId;
use crate::diag::{Bilingual, Severity};
use crate::prove::{Asked, Asker, Encoding, FactKind, Held, Unknown};
use crate::workbench::diff::Side;
use kisoku_logic::{Answer, Core, Formula, Label};

/// What becomes of a rule on a side, as formulas.
#[derive(Clone, Copy)]
struct Outcome {
    holds: Formula,
    fails: Formula,
    open: Formula,
}

impl Both {
    /// What follows where there is no example: none at all, or none among everyday amounts and dates.
    fn none(&mut self, on: &[Label], asked: &[Formula], core: &Core) -> Sought {
        let space = &self.asker.space;
        let everyday =
            |label: &Label| space.fact_of(*label).is_some_and(|fact| fact.kind == FactKind::Domain);
        if !core.labels.iter().any(everyday) {
            return Sought::None;
        }
        let without: Vec<Label> = on.iter().copied().filter(|label| !everyday(label)).collect();
        match self.asker.can(&without, asked) {
            Answer::Unsat(_) => Sought::None,
            Answer::Sat(_) | Answer::Unknown(_) => Sought::Unknown(beyond()),
        }
    }
}

impl Questions<'_> {
    /// Looks for an example in each period.
    pub(super) fn in_any(&self, ids: Ids, stricter: bool, all: &mut [Both]) -> Sought {
        let mut unknown = None;
        for both in all {
            match self.ask(ids, stricter, both) {
                Sought::Found(example) => return Sought::Found(example),
                Sought::Unknown(why) => unknown = Some(why),
                Sought::None => {}
            }
        }
        unknown.map_or(Sought::None, Sought::Unknown)
    }

    /// Looks for an example: best one that came through altogether and fails now by this rule alone, else one that met this
    /// rule and does not now, else one of which this rule knows less.
    fn ask(&self, ids: Ids, stricter: bool, both: &mut Both) -> Sought {
        let (Some(old), Some(new)) =
            (outcome(&mut both.asker, &both.old, ids.0), outcome(&mut both.asker, &both.new, ids.1))
        else {
            return Sought::None;
        };
        let (better, worse) = if stricter { (old, new) } else { (new, old) };
        let schema = both.schema();
        let problem = &mut both.asker.space.problem;
        let fails = [better.holds, worse.fails];
        let not_held = problem.not(worse.holds);
        let opened = problem.all([better.holds, not_held]);
        let lost = problem.all([better.open, worse.fails]);
        let any = problem.any([opened, lost]);
        let mut clean = schema.clone();
        clean.extend(self.others(both, ids));
        // Where there is none at all, nothing finer need be asked.
        match both.asker.can(&schema, &[any]) {
            Answer::Unsat(core) => return both.none(&schema, &[any], &core),
            Answer::Unknown(_) => return Sought::Unknown(gave_up()),
            Answer::Sat(_) => {}
        }
        let whole: &[(&[Label], &[Formula])] = &[(&clean, &fails), (&schema, &fails), (&schema, &[any])];
        let mut last = Sought::None;
        for (on, asked) in whole {
            match self.find(both, on, asked, (ids, stricter)) {
                Sought::Found(example) => return Sought::Found(example),
                other => last = other,
            }
        }
        last
    }

    /// The labels under which all other rules that decide hold, on both sides.
    fn others(&self, both: &Both, ids: Ids) -> Vec<Label> {
        let of = |side: Side<'_>, encoding: &Encoding, own: Option<RuleId>| {
            let rules = side.plan.pack.rules.iter().zip(0_u32..).zip(&encoding.labels);
            let deciding = rules.filter(|((rule, id), _)| {
                rule.severity == Severity::Error && !rule.across && Some(RuleId(*id)) != own
            });
            deciding.filter_map(|(_, label)| *label).collect::<Vec<Label>>()
        };
        let mut out = of(self.sides.0, &both.old, ids.0);
        out.extend(of(self.sides.1, &both.new, ids.1));
        out
    }

    fn find(&self, both: &mut Both, on: &[Label], asked: &[Formula], (ids, stricter): (Ids, bool)) -> Sought {
        let (old, new) = self.sides;
        let model = match both.asker.can(on, asked) {
            Answer::Unsat(core) => return both.none(on, asked, &core),
            Answer::Unknown(_) => return Sought::Unknown(gave_up()),
            Answer::Sat(model) => model,
        };
        let mut all = on.to_vec();
        all.extend(asked.iter().map(|formula| both.asker.label(*formula)));
        let period = both.period;
        let of_old = Held { plan: old.plan, encoding: &both.old, period };
        let of_new = Held { plan: new.plan, encoding: &both.new, period };
        let mut last = Sought::Unknown(gave_up());
        // A proposal is written with the fields of one side: first those of the new one.
        for held in [[of_new, of_old], [of_old, of_new]] {
            match both.asker.show(&all, model.clone(), &held) {
                Asked::Possible(witness) => {
                    if let Some(example) = self.confirmed(witness.texts, (ids, stricter), period) {
                        return Sought::Found(example);
                    }
                }
                Asked::Impossible(_) => return Sought::None,
                Asked::Unknown(Unknown::NotWritable) => last = Sought::Unknown(not_written()),
                Asked::Unknown(_) => {}
                Asked::Disagrees(_) => last = Sought::Unknown(disagrees()),
            }
        }
        last
    }

    pub(super) fn together(&self, all: &mut [Both], stricter: bool) -> Sought {
        let mut unknown = None;
        for both in all {
            let mut on = both.schema();
            let (old, new) = (deciding(self.sides.0, &both.old), deciding(self.sides.1, &both.new));
            let (better, worse) = if stricter { (old, new) } else { (new, old) };
            on.extend(better.into_iter().map(|(label, _)| label));
            let fails = both.asker.space.problem.any(worse.into_iter().filter_map(|(_, fails)| fails));
            match self.find(both, &on, &[fails], ((None, None), stricter)) {
                Sought::None => {}
                Sought::Unknown(why) => unknown = Some(why),
                found => return found,
            }
        }
        unknown.map_or(Sought::None, Sought::Unknown)
    }
}

/// The rules that decide a verdict: the label under which each holds, and that a proposal fails by it; by one that is
/// declared to conflict with another none fails.
fn deciding(side: Side<'_>, encoding: &Encoding) -> Vec<(Label, Option<Formula>)> {
    let rules = side.plan.pack.rules.iter().zip(&encoding.rules).zip(&encoding.labels);
    let deciding = rules.filter(|((rule, _), _)| rule.severity == Severity::Error && !rule.across);
    let told = deciding.filter_map(|((rule, coded), label)| {
        let fails = coded.outcomes()?.fails;
        Some(((*label)?, rule.conflicts.is_empty().then_some(fails)))
    });
    told.collect()
}

/// What becomes of a rule; one that a side does not have always holds there.
fn outcome(asker: &mut Asker<'_>, encoding: &Encoding, id: Option<RuleId>) -> Option<Outcome> {
    let Some(id) = id else {
        let problem = &mut asker.space.problem;
        let (yes, no) = (problem.constant(true), problem.constant(false));
        return Some(Outcome { holds: yes, fails: no, open: no });
    };
    let found = encoding.of(id)?;
    Some(Outcome { holds: found.holds, fails: found.fails, open: found.undetermined })
}

fn gave_up() -> Bilingual {
    Bilingual::new("it takes too long to decide", "判断に時間がかかりすぎる")
}

fn not_written() -> Bilingual {
    Bilingual::new(
        "the proposal that would show it cannot be written down",
        "違いを示す申請の値を書き表せない",
    )
}

fn disagrees() -> Bilingual {
    Bilingual::new(
        "Kisoku's proof and Kisoku's judgement do not agree here: please report this",
        "証明と判定の結果が一致しない（Kisoku の不具合です。ご報告ください）",
    )
}

fn beyond() -> Bilingual {
    Bilingual::new(
        "a difference could only show beyond 10^15 yen or the years 1900 to 2200",
        "違いが現れうるのは、1,000兆円を超える金額または1900～2200年以外の日付に限られる",
    )
}
