//! What the change of a rule means for those who must meet it: the solver is asked for a proposal that came through before
//! and does not now, and for one the other way round.
//!
//! In: two plans and their rules in pairs. Out: a [`Meaning`] for each pair, and proposals that show it. Whatever is found
//! is judged here once more by both plans, in the way that `kisoku check` judges; what they do not confirm is not told.
//! What is not found is looked for again among longer lists before it is said that there is none.

use super::Side;
use super::covers::{Covers, limits};
use crate::check::typed::RuleId;
use crate::data::{self, Format};
use crate::diag::{Bilingual, Severity};
use crate::eval;
use crate::prove::{
    Asked, Asker, Coded, Encoding, FactKind, Held, Period, Sizes, Space, Unknown, encode, encode_rules,
    periods,
};
use crate::report::{
    AcrossSet, FileVerdict, Finding, FindingOutcome, ReportOptions, across_findings, proposal_report,
};
use crate::text::{FileId, Source};
use crate::value::Date;
use kisoku_logic::{Answer, Budget, Core, Formula, Label, Native};

/// What the change of a rule means for those who must meet it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It asks for the same.
    Same,
    /// It asks for more, and for nothing less.
    Stricter,
    /// It asks for less, and for nothing more.
    Looser,
    /// It asks for more of some and for less of others.
    Different,
    /// It is a rule of one side alone: what it asked for is asked no more, or is asked anew.
    OneSide,
    /// No difference was found as far as was looked, which does not settle it, and how far that was.
    NotSettled(Bilingual),
    /// It is not compared, and why.
    NotCompared(Bilingual),
}

/// What is known of a pair of rules.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub(super) meaning: Meaning,
    /// A proposal for each direction.
    pub(super) examples: Vec<Example>,
    /// What the answer does not cover.
    pub(super) limit: Option<Bilingual>,
}

/// A proposal that comes out otherwise, judged by both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whether it fares worse now: it shows that something is stricter.
    pub stricter: bool,
    /// The proposal in YAML; several where a rule looks at several.
    pub texts: Vec<String>,
    /// What came of the rule before; `None` where there was no such rule, or of all rules together.
    pub old: Option<FindingOutcome>,
    /// What comes of it now.
    pub new: Option<FindingOutcome>,
    /// The verdict before.
    pub old_verdict: FileVerdict,
    /// The verdict now.
    pub new_verdict: FileVerdict,
    /// Why, in the words of the side on which it does not hold.
    pub because: Vec<Bilingual>,
}

/// Which rule it is on each side.
pub(super) type Ids = (Option<RuleId>, Option<RuleId>);

/// How many proposals a question about rules across proposals is about.
const SEVERAL: usize = 2;
/// How many where these do not show what has changed.
const MANY: usize = 12;
/// How much is tried for one question: rules as people write them need a hundredth of it, and a comparison asks many.
const BUDGET: Budget = Budget { conflicts: 10_000, pivots: 10_000, splits: 300 };
/// So many reasons are told of an example.
const MOST_REASONS: usize = 3;

/// What the search for an example came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Here is one.
    Found(Example),
    /// There is none.
    None,
    /// Not decided, and why.
    Unknown(Bilingual),
}

/// What all rules together mean in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Whether it is about those that came through before and do not now; else the other way round.
    pub stricter: bool,
    /// Whether there are such.
    pub found: Sought,
    /// Up to where it is proved that there are none.
    pub limit: Option<Bilingual>,
    /// Whether the form has changed as well, of which this says nothing.
    pub form_as_well: bool,
}

/// Both plans over one space.
struct Both {
    asker: Asker<'static>,
    period: Period,
    old: Encoding,
    new: Encoding,
}

impl Both {
    fn new((old, new): (Side<'_>, Side<'_>), proposals: usize, sizes: Sizes, period: Period) -> Both {
        let mut space = Space::of_plans(&[old.plan, new.plan], proposals, sizes);
        let before = encode(&mut space, old.plan, 0, period);
        let after = encode(&mut space, new.plan, 1, period);
        let mut asker = Asker::new(space, Box::new(Native::new()));
        asker.budget = BUDGET;
        Both { asker, period, old: before, new: after }
    }

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

    /// What both forms say of a proposal.
    fn schema(&self) -> Vec<Label> {
        let mut on = self.asker.space.schema_labels(0);
        on.extend(self.asker.space.schema_labels(1));
        on.sort_unstable();
        on.dedup();
        on
    }
}

/// Both plans over the spaces of so many proposals.
pub(super) struct Spaces {
    proposals: usize,
    short: Vec<Both>,
    long: Vec<Both>,
}

impl Default for Spaces {
    /// Those of one proposal by itself.
    fn default() -> Self {
        Spaces { proposals: 1, short: Vec::new(), long: Vec::new() }
    }
}

/// What becomes of a rule on a side, as formulas.
#[derive(Clone, Copy)]
struct Outcome {
    holds: Formula,
    fails: Formula,
    open: Formula,
}

/// The questions about two plans.
pub(super) struct Questions<'a> {
    sides: (Side<'a>, Side<'a>),
    periods: Vec<Period>,
}

impl<'a> Questions<'a> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>) -> Questions<'a> {
        Questions { sides: (old, new), periods: periods(&[old.plan, new.plan], None) }
    }

    /// What the change of each pair means, in their order; with each, whether more than its writing has changed.
    pub(super) fn answers(&self, pairs: &[(Ids, bool)], alone: &mut Spaces) -> Vec<Compared> {
        let mut several = Spaces { proposals: SEVERAL, ..Spaces::default() };
        let mut out = Vec::new();
        for (ids, moved) in pairs {
            let spaces = if self.is_across(*ids) { &mut several } else { &mut *alone };
            out.push(self.pair(*ids, *moved, spaces));
        }
        out
    }

    /// The spaces of short lists, one a period, made when they are first asked for.
    fn short<'s>(&self, spaces: &'s mut Spaces) -> &'s mut Vec<Both> {
        if spaces.short.is_empty() {
            spaces.short = self.over(spaces.proposals, Sizes::SHORT);
        }
        &mut spaces.short
    }

    /// Those of longer lists.
    fn long<'s>(&self, spaces: &'s mut Spaces) -> &'s mut Vec<Both> {
        if spaces.long.is_empty() {
            spaces.long = self.over(spaces.proposals, Sizes::LONG);
        }
        &mut spaces.long
    }

    fn over(&self, proposals: usize, sizes: Sizes) -> Vec<Both> {
        self.periods.iter().map(|period| Both::new(self.sides, proposals, sizes, *period)).collect()
    }

    /// The spaces of the longest lists that one pair of rules reads, or of many proposals; these rules alone are asked.
    fn far(&self, ids: Ids, proposals: usize) -> Vec<Both> {
        let (old, new) = self.sides;
        let of = |period: &Period| {
            let plans = [old.plan, new.plan];
            let reads = |field| {
                ids.0.is_some_and(|id| old.plan.reads(id, field))
                    || ids.1.is_some_and(|id| new.plan.reads(id, field))
            };
            let mut space = match proposals {
                0 | 1 => Space::of_lists(&plans, proposals, Sizes::FAR, reads),
                _ => Space::of_plans(&plans, proposals, Sizes::SHORT),
            };
            let before = encode_rules(&mut space, old.plan, (0, *period), |id| Some(id) == ids.0);
            let after = encode_rules(&mut space, new.plan, (1, *period), |id| Some(id) == ids.1);
            let mut asker = Asker::new(space, Box::new(Native::new()));
            asker.budget = BUDGET;
            Both { asker, period: *period, old: before, new: after }
        };
        self.periods.iter().map(of).collect()
    }

    /// Whether the rule looks at several proposals on a side.
    pub(super) fn is_across(&self, ids: Ids) -> bool {
        let across = |side: Side<'_>, id: Option<RuleId>| {
            id.and_then(|id| side.plan.pack.rule(id)).is_some_and(|rule| rule.across)
        };
        across(self.sides.0, ids.0) || across(self.sides.1, ids.1)
    }

    fn pair(&self, ids: Ids, moved: bool, spaces: &mut Spaces) -> Compared {
        let not = |why: Bilingual| Compared {
            meaning: Meaning::NotCompared(why),
            examples: Vec::new(),
            limit: None,
        };
        let short = self.short(spaces);
        if let Some(why) = short.iter().find_map(|both| left_out(both, ids)) {
            return not(why);
        }
        let mut sought = [true, false].map(|stricter| {
            if one_way(ids, stricter) {
                return Sought::None;
            }
            self.in_any(ids, stricter, short)
        });
        // None among short lists need not be none at all.
        let longer = sought.iter().any(|one| matches!(one, Sought::None));
        let mut cut = None;
        if longer {
            let long = self.long(spaces);
            cut = long.iter().filter_map(|both| self.cut(both, ids)).max();
            for (one, stricter) in sought.iter_mut().zip([true, false]) {
                if matches!(one, Sought::None) && !one_way(ids, stricter) {
                    *one = self.in_any(ids, stricter, long);
                }
            }
        }
        let mut covers = limits(cut, spaces.proposals);
        // Only what may differ beyond is worth far lists.
        let nothing = matches!(sought, [Sought::None, Sought::None]);
        if let Some(covers) = covers.as_mut().filter(|_| moved && nothing && !one_sided(ids)) {
            // A count of all proposals is the same for all sets of one size, so that each size is asked.
            let sizes = if self.is_across(ids) { SEVERAL.saturating_add(1)..=MANY } else { 1..=1 };
            for proposals in sizes {
                let mut far = self.far(ids, proposals);
                let found = [true, false].map(|stricter| self.in_any(ids, stricter, &mut far));
                // What takes too long out there leaves standing what is known of less.
                if found.iter().any(|one| matches!(one, Sought::Unknown(_))) {
                    break;
                }
                let cut = far.iter().filter_map(|both| self.cut(both, ids)).max();
                *covers = limits(cut, proposals).unwrap_or(*covers);
                sought = found;
                if sought.iter().any(|one| matches!(one, Sought::Found(_))) {
                    break;
                }
            }
        }
        self.told(ids, sought, covers, moved)
    }

    /// What two answers come to.
    fn told(&self, ids: Ids, sought: [Sought; 2], covers: Option<Covers>, moved: bool) -> Compared {
        let [stricter, looser] = sought;
        let mut limit = covers.as_ref().map(Covers::proved);
        let mut examples = Vec::new();
        let one_side = one_sided(ids);
        let meaning = match (stricter, looser) {
            (Sought::Found(one), Sought::Found(other)) => {
                examples.extend([one, other]);
                limit = None;
                Meaning::Different
            }
            (Sought::Found(one), other) => {
                examples.push(one);
                if let Sought::Unknown(why) = other {
                    limit = Some(undecided(&why, "looser", "緩く"));
                }
                Meaning::Stricter
            }
            (other, Sought::Found(one)) => {
                examples.push(one);
                if let Sought::Unknown(why) = other {
                    limit = Some(undecided(&why, "stricter", "厳しく"));
                }
                Meaning::Looser
            }
            (Sought::None, Sought::None) => match covers.filter(|_| moved) {
                Some(covers) => {
                    limit = None;
                    Meaning::NotSettled(covers.not_settled())
                }
                None => Meaning::Same,
            },
            (Sought::Unknown(why), _) | (_, Sought::Unknown(why)) => Meaning::NotCompared(why),
        };
        let meaning = if one_side {
            limit = None;
            Meaning::OneSide
        } else {
            meaning
        };
        Compared { meaning, examples, limit }
    }

    /// The longest length up to which a list that the rules read was looked at, where the form allows more.
    fn cut(&self, both: &Both, ids: Ids) -> Option<u32> {
        let reads =
            |side: Side<'_>, id: Option<RuleId>, field| id.is_some_and(|id| side.plan.reads(id, field));
        let lists = both.asker.space.cut_lists().iter();
        let read = lists.filter(|list| match list.plan {
            0 => reads(self.sides.0, ids.0, list.field),
            _ => reads(self.sides.1, ids.1, list.field),
        });
        read.map(|list| list.most).max()
    }

    /// The same of all rules that decide a verdict.
    fn cut_of_all(&self, both: &Both) -> Option<u32> {
        let of = |side: Side<'_>| {
            let rules = side.plan.pack.rules.iter().zip(0_u32..);
            let deciding = rules.filter(|(rule, _)| rule.severity == Severity::Error && !rule.across);
            deciding.map(|(_, id)| Some(RuleId(id))).collect::<Vec<_>>()
        };
        let old = of(self.sides.0).into_iter().filter_map(|id| self.cut(both, (id, None)));
        let new = of(self.sides.1).into_iter().filter_map(|id| self.cut(both, (None, id)));
        old.chain(new).max()
    }

    /// Looks for an example in each period.
    fn in_any(&self, ids: Ids, stricter: bool, all: &mut [Both]) -> Sought {
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

    /// The proposals, read and judged by both sides as any other; nothing where these do not say what the solver says.
    fn confirmed(&self, texts: Vec<String>, (ids, stricter): (Ids, bool), period: Period) -> Option<Example> {
        let as_of = if period.given { period.day() } else { None };
        let (old, new) = self.sides;
        let before = judged(old, ids.0, &texts, as_of)?;
        let after = judged(new, ids.1, &texts, as_of)?;
        let (better, worse) = if stricter { (&before, &after) } else { (&after, &before) };
        let is_so = match ids {
            (None, None) => better.verdict == FileVerdict::Pass && worse.verdict == FileVerdict::Fail,
            _ => rank(better.outcome) > rank(worse.outcome),
        };
        is_so.then(|| Example {
            stricter,
            because: worse.because.clone(),
            texts,
            old: before.outcome,
            new: after.outcome,
            old_verdict: before.verdict,
            new_verdict: after.verdict,
        })
    }

    /// Whether someone could come through altogether on one side and cannot on the other. `changed` are the rules that
    /// have changed: of the others it does not matter that they cannot be put to the solver.
    pub(super) fn whole(&self, changed: &[Ids], spaces: &mut Spaces) -> Vec<Whole> {
        let mut out = Vec::new();
        for stricter in [true, false] {
            let mut found = self.together(self.short(spaces), stricter);
            let mut limit = None;
            if found == Sought::None {
                let long = self.long(spaces);
                found = self.together(long, stricter);
                let cut = long.iter().filter_map(|both| self.cut_of_all(both)).max();
                limit = limits(cut, 1).map(|covers| covers.proved());
            }
            let outside = self.short(spaces).iter().any(|both| {
                changed.iter().any(|ids| !self.is_across(*ids) && left_out(both, *ids).is_some())
            });
            if found == Sought::None && outside {
                found = Sought::Unknown(Bilingual::new(
                    "a rule that has changed cannot be compared",
                    "変更された規則に比較できないものがある",
                ));
            }
            out.push(Whole { stricter, found, limit, form_as_well: false });
        }
        out
    }

    fn together(&self, all: &mut [Both], stricter: bool) -> Sought {
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

/// Whether a rule that only one side has cannot be looked for in a direction: a new rule asks for nothing less.
fn one_way(ids: Ids, stricter: bool) -> bool {
    match ids {
        (None, Some(_)) => !stricter,
        (Some(_), None) => stricter,
        _ => false,
    }
}

/// Whether only one side has the rule.
fn one_sided(ids: Ids) -> bool {
    ids.0.is_none() || ids.1.is_none()
}

/// Why a rule of a pair cannot be put to the solver.
fn left_out(both: &Both, ids: Ids) -> Option<Bilingual> {
    let of =
        |encoding: &Encoding, id: Option<RuleId>| match id.and_then(|id| encoding.rules.get(id.0 as usize)) {
            Some(Coded::LeftOut(left_out)) => Some(left_out.words()),
            Some(Coded::Outcomes(_) | Coded::NotAsked) | None => None,
        };
    of(&both.new, ids.1).or_else(|| of(&both.old, ids.0))
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

/// Better outcomes are greater. A contested rule is not met.
fn rank(outcome: Option<FindingOutcome>) -> u32 {
    match outcome {
        Some(FindingOutcome::Fail | FindingOutcome::Contested) => 0,
        Some(FindingOutcome::Undetermined) => 1,
        _ => 2,
    }
}

/// What a side says of some proposals.
struct Judged {
    outcome: Option<FindingOutcome>,
    verdict: FileVerdict,
    because: Vec<Bilingual>,
}

/// Judges proposals by one side, as any other: the outcome of a rule there, the verdict on the first, and why something
/// is not met.
fn judged(side: Side<'_>, rule: Option<RuleId>, texts: &[String], as_of: Option<Date>) -> Option<Judged> {
    let plan = side.plan;
    let options = ReportOptions { all: true, cases: true, as_of, ..ReportOptions::default() };
    let mut sources = Vec::new();
    let mut proposals = Vec::new();
    let mut reports = Vec::new();
    for (number, text) in (1_u32..).zip(texts) {
        let source = Source::new(FileId(u32::MAX.saturating_sub(number)), format!("{number}"), text.as_str());
        let documents = data::read(&source, Format::Yaml);
        let tree = documents.first()?.tree.as_ref().ok()?;
        let (proposal, shape) = data::decode(&plan.pack.schema, plan.pack.program.root, tree, &source, 1);
        let judged = eval::judge(plan, &proposal, as_of);
        reports.push(proposal_report(plan, &side.pack.sources, &source, &proposal, &shape, &judged, options));
        sources.push(source);
        proposals.push(proposal);
    }
    let first = reports.first()?;
    let typed = rule.and_then(|id| plan.pack.rule(id));
    let name = typed.map(|rule| format!("{}/{}", plan.pack.id, rule.name));
    let findings: Vec<Finding> = if typed.is_some_and(|rule| rule.across) {
        let all: Vec<&crate::data::Proposal> = proposals.iter().collect();
        let judged = eval::judge_across(plan, &all, as_of, false);
        let sources: Vec<&Source> = sources.iter().collect();
        let set = AcrossSet { proposals: &all, sources: &sources, incomplete: false };
        across_findings(plan, &side.pack.sources, set, &judged, as_of, options)
    } else {
        first.findings.clone()
    };
    let own = |finding: &&Finding| name.as_ref().is_none_or(|name| finding.rule == *name);
    let outcome = name.as_ref().and_then(|name| {
        let case = first.cases.iter().find(|case| case.rule == *name).map(|case| case.outcome);
        let found = findings.iter().filter(own).filter(|one| one.outcome != FindingOutcome::DependsOnReading);
        case.or_else(|| found.map(|finding| finding.outcome).min())
    });
    let open = |finding: &&Finding| {
        matches!(
            finding.outcome,
            FindingOutcome::Fail | FindingOutcome::Contested | FindingOutcome::Undetermined
        ) && finding.severity != Severity::Advice
            || name.is_some()
                && matches!(finding.outcome, FindingOutcome::Fail | FindingOutcome::Undetermined)
    };
    let because = findings.iter().filter(own).filter(open).map(|finding| finding.message.clone());
    Some(Judged { outcome, verdict: first.verdict, because: because.take(MOST_REASONS).collect() })
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

fn undecided(why: &Bilingual, en: &str, ja: &str) -> Bilingual {
    Bilingual::new(
        format!("whether it is also {en} for someone was not decided: {}", why.en),
        format!("{ja}なる場合もあるかは判断できず：{}", why.ja),
    )
}

fn beyond() -> Bilingual {
    Bilingual::new(
        "a difference could only show beyond 10^15 yen or the years 1900 to 2200",
        "違いが現れうるのは、1,000兆円を超える金額または1900～2200年以外の日付に限られる",
    )
}
