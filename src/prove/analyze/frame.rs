//! A pack over a space, asked about: first with short lists, and whatever is impossible there once more with longer ones.

use crate::check::typed::RuleId;
use crate::plan::{Plan, RequirementId};
use crate::prove::witness::Witness;
use crate::prove::{
    Asked, Asker, CutList, Encoding, Fact, FactKind, Held, Impossible, Outcomes, Period, Sizes, Space,
    Unknown, encode, encode_rules,
};
use kisoku_logic::{Answer, Budget, Engine, Formula, Label, Model, Node};
use std::collections::{BTreeMap, BTreeSet};

/// How engines are made: one for each space.
pub type Engines<'e> = &'e dyn Fn() -> Box<dyn Engine>;

/// How much may be tried with far longer lists.
const FAR_BUDGET: Budget = Budget { conflicts: 20_000, pivots: 20_000, splits: 500 };

/// With more comparisons than this, far longer lists are too large a question.
const MOST_COMPARED: usize = 8_000;

/// So many times wishes are given up before they all are.
const MOST_ROUNDS: usize = 8;

/// What is asked to be so, beside the rules that hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ask {
    /// Nothing more.
    Nothing,
    /// A requirement applies.
    Applies(RuleId, RequirementId),
    /// Two requirements apply.
    Both((RuleId, RequirementId), (RuleId, RequirementId)),
    /// A rule fails.
    Fails(RuleId),
    /// A requirement fails.
    FailsOne(RuleId, RequirementId),
    /// A requirement fails, and no other one of its rule.
    FailsAlone(RuleId, RequirementId),
    /// A condition is looked at.
    Looked(RuleId, usize),
    /// A condition lets its rule apply.
    Lets(RuleId, usize),
}

/// What came of it.
#[derive(Clone, Debug)]
pub(super) enum Came {
    /// It can; with a model of the short space, where that was enough.
    Possible(Option<Box<Model>>),
    Impossible(Why),
    Unknown(Unknown),
}

/// Why something is impossible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Why {
    /// The rules that it takes.
    pub(super) rules: Vec<RuleId>,
    /// What the schema says to it.
    pub(super) facts: Vec<Fact>,
    pub(super) minimal: bool,
    /// The length of lists up to which it is proved, where it leans on that.
    pub(super) items: Option<u32>,
}

impl Why {
    /// Whether it is so only because the date of a proposal lies in the period.
    pub(super) fn dated(&self) -> bool {
        self.facts.iter().any(|fact| fact.kind == FactKind::Dated)
    }
}

/// One space of one length of lists.
pub(super) struct Frame<'p> {
    pub(super) plan: &'p Plan,
    pub(super) period: Period,
    pub(super) asker: Asker<'static>,
    pub(super) encoding: Encoding,
    base: Vec<Label>,
    drafts: Vec<Label>,
}

impl<'p> Frame<'p> {
    pub(super) fn new(
        plan: &'p Plan,
        period: Period,
        (sizes, proposals): (Sizes, usize),
        engines: Engines<'_>,
    ) -> Frame<'p> {
        let mut space = Space::of_plans(&[plan], proposals, sizes);
        let encoding = encode(&mut space, plan, 0, period);
        let (base, drafts) = (space.schema_labels(0), space.draft_labels(0));
        Frame { plan, period, asker: Asker::new(space, engines()), encoding, base, drafts }
    }

    /// Some rules alone, with far longer lists where they read them.
    fn far(plan: &'p Plan, period: Period, rules: &BTreeSet<RuleId>, engines: Engines<'_>) -> Frame<'p> {
        let read = |field| rules.iter().any(|rule| plan.reads(*rule, field));
        let mut space = Space::of_lists(&[plan], 1, Sizes::FAR, read);
        let encoding = encode_rules(&mut space, plan, (0, period), |rule| rules.contains(&rule));
        // What is impossible only within the everyday domain is not to be found here.
        let known = |label: &Label| space.fact_of(*label).is_some_and(|fact| fact.kind != FactKind::Domain);
        let base = space.schema_labels(0).into_iter().filter(known).collect();
        let drafts = space.draft_labels(0).into_iter().filter(known).collect();
        let mut asker = Asker::new(space, engines());
        asker.budget = FAR_BUDGET;
        Frame { plan, period, asker, encoding, base, drafts }
    }

    /// What is on where some rules hold, of complete proposals.
    pub(super) fn on(&self, rules: &[RuleId]) -> Vec<Label> {
        self.with(&self.base, rules)
    }

    fn with(&self, base: &[Label], rules: &[RuleId]) -> Vec<Label> {
        let labels = rules.iter().filter_map(|rule| *self.encoding.labels.get(rule.0 as usize)?);
        base.iter().copied().chain(labels).collect()
    }

    pub(super) fn outcomes(&self, rule: RuleId) -> Option<&Outcomes> {
        self.encoding.of(rule)
    }

    /// The requirements of a rule that is in force.
    pub(super) fn requirements(&self, rule: RuleId) -> Vec<RequirementId> {
        self.outcomes(rule).map_or_else(Vec::new, |outcomes| outcomes.requirements.keys().copied().collect())
    }

    fn formulas(&mut self, ask: Ask) -> Option<Vec<Formula>> {
        let applies = |(rule, requirement): (RuleId, RequirementId)| {
            self.encoding.of(rule)?.requirements.get(&requirement).map(|one| one.applies)
        };
        Some(match ask {
            Ask::Nothing => Vec::new(),
            Ask::Applies(rule, requirement) => vec![applies((rule, requirement))?],
            Ask::Both(first, second) => vec![applies(first)?, applies(second)?],
            Ask::Fails(rule) => vec![self.encoding.of(rule)?.fails],
            Ask::FailsOne(rule, requirement) => {
                vec![self.encoding.of(rule)?.requirements.get(&requirement)?.fails]
            }
            Ask::FailsAlone(rule, requirement) => {
                let all = &self.encoding.of(rule)?.requirements;
                let problem = &mut self.asker.space.problem;
                all.iter()
                    .map(|(id, one)| if *id == requirement { one.fails } else { problem.not(one.fails) })
                    .collect()
            }
            Ask::Looked(rule, at) => vec![self.encoding.of(rule)?.conditions.get(at)?.reached],
            Ask::Lets(rule, at) => {
                let seen = self.encoding.of(rule)?.conditions.get(at)?;
                vec![if seen.lifts { seen.fails } else { seen.holds }]
            }
        })
    }

    /// Whether it can be so while some rules hold.
    pub(super) fn ask(&mut self, rules: &[RuleId], ask: Ask) -> Asked<Model> {
        let Some((on, formulas)) = self.question(rules, ask) else {
            return Asked::Unknown(Unknown::NotWritable);
        };
        self.asker.ask(&on, &formulas)
    }

    /// As [`Frame::ask`], without a search for the fewest reasons.
    fn can(&mut self, rules: &[RuleId], ask: Ask) -> Option<Answer> {
        let (on, formulas) = self.question(rules, ask)?;
        Some(self.asker.can(&on, &formulas))
    }

    fn question(&mut self, rules: &[RuleId], ask: Ask) -> Option<(Vec<Label>, Vec<Formula>)> {
        let formulas = self.formulas(ask)?;
        // What does nothing at all does nothing for proposals with gaps either.
        let on = match ask {
            Ask::Nothing | Ask::Applies(..) | Ask::Both(..) => self.on(rules),
            _ => self.with(&self.drafts, rules),
        };
        Some((on, formulas))
    }

    /// A model in which as many of some things are so at once as a few questions can bring together.
    pub(super) fn together(&mut self, rules: &[RuleId], asks: &[Ask]) -> Option<Model> {
        let on = self.on(rules);
        let mut wished: Vec<Label> = Vec::new();
        for ask in asks {
            for formula in self.formulas(*ask).unwrap_or_default() {
                wished.push(self.asker.label(formula));
            }
        }
        for _ in 0..MOST_ROUNDS {
            let all: Vec<Label> = on.iter().chain(&wished).copied().collect();
            match self.asker.can(&all, &[]) {
                Answer::Sat(model) => return Some(model),
                Answer::Unsat(core) => wished.retain(|label| !core.labels.contains(label)),
                Answer::Unknown(_) => return None,
            }
        }
        None
    }

    /// Whether nobody need fail some rules: they can stay undetermined where they cannot be met.
    fn evades(&mut self, rules: &[RuleId], ask: Ask) -> bool {
        let Some(mut formulas) = self.formulas(ask) else { return false };
        for rule in rules {
            if let Some(fails) = self.outcomes(*rule).map(|outcomes| outcomes.fails) {
                formulas.push(self.asker.space.problem.not(fails));
            }
        }
        let base = self.base.clone();
        !matches!(self.asker.ask(&base, &formulas), Asked::Impossible(_))
    }

    /// A judged proposal of which formulas hold.
    pub(super) fn witness(&mut self, on: &[Label], asked: &[Formula]) -> Asked<Witness> {
        let held = Held { plan: self.plan, encoding: &self.encoding, period: self.period };
        self.asker.witness(on, asked, &[held])
    }

    /// Whether the evaluator agrees with a model.
    pub(super) fn judged(&self, model: &Model) -> Asked<Witness> {
        let held = Held { plan: self.plan, encoding: &self.encoding, period: self.period };
        self.asker.judged(model, &[held])
    }

    /// The lists that the rules read and that are cut in this space.
    fn cut_by(&self, rules: &[RuleId]) -> impl Iterator<Item = &CutList> {
        let cut = self.asker.space.cut_lists().iter();
        cut.filter(|cut| rules.iter().any(|rule| self.plan.reads(*rule, cut.field)))
    }

    /// The length up to which the lists that the rules read are looked at, where they are cut.
    pub(super) fn cut(&self, rules: &[RuleId]) -> Option<u32> {
        self.cut_by(rules).map(|cut| cut.most).min()
    }
}

/// A question to far longer lists: the rules that hold, all that are encoded, and what is asked.
type Tried = (Vec<RuleId>, BTreeSet<RuleId>, Ask);

/// What far longer lists say to an impossibility.
#[derive(Clone, Copy)]
enum Far {
    Possible,
    /// It is one up to this length.
    Impossible(u32),
    Open,
}

/// A pack in a period.
pub(super) struct Bench<'p, 'e> {
    pub(super) short: Frame<'p>,
    long: Option<Frame<'p>>,
    /// What was held against far longer lists.
    tried: BTreeMap<Tried, Far>,
    engines: Engines<'e>,
}

impl<'p, 'e> Bench<'p, 'e> {
    pub(super) fn new(plan: &'p Plan, period: Period, engines: Engines<'e>) -> Bench<'p, 'e> {
        let short = Frame::new(plan, period, (Sizes::SHORT, 1), engines);
        Bench { short, long: None, tried: BTreeMap::new(), engines }
    }

    /// Whether it can be so while some rules hold. `of` are the rules that the question is about.
    pub(super) fn ask(&mut self, rules: &[RuleId], ask: Ask, of: &[RuleId]) -> Came {
        let mut rules = rules.to_vec();
        let mut first = None;
        loop {
            let (came, doubted) = match self.near(&rules, ask, of) {
                Came::Impossible(why) if why.items.is_some() => {
                    let last = why.rules.iter().rev().find(|rule| rules.contains(rule)).copied();
                    (self.far(why, ask, of), last)
                }
                other => (other, None),
            };
            if matches!(came, Came::Impossible(_)) {
                return came;
            }
            let first = first.get_or_insert(came);
            // What is impossible for short lists alone may hide what is impossible for all.
            let Some(doubted) = doubted else { return first.clone() };
            rules.retain(|rule| *rule != doubted);
        }
    }

    /// Short lists, then longer ones.
    fn near(&mut self, rules: &[RuleId], ask: Ask, of: &[RuleId]) -> Came {
        match self.short.ask(rules, ask) {
            Asked::Possible(model) => return Came::Possible(Some(Box::new(model))),
            Asked::Unknown(why) => return Came::Unknown(why),
            Asked::Disagrees(_) => return Came::Unknown(Unknown::NotWritable),
            Asked::Impossible(impossible) => {
                let why = why(&impossible, None);
                let read: Vec<RuleId> = why.rules.iter().chain(of).copied().collect();
                if self.short.cut(&read).is_none() {
                    return Came::Impossible(why);
                }
            }
        }
        let (plan, period, engines) = (self.short.plan, self.short.period, self.engines);
        let long = self.long.get_or_insert_with(|| Frame::new(plan, period, (Sizes::LONG, 1), engines));
        match long.ask(rules, ask) {
            Asked::Possible(_) => Came::Possible(None),
            Asked::Unknown(why) => Came::Unknown(why),
            Asked::Disagrees(_) => Came::Unknown(Unknown::NotWritable),
            Asked::Impossible(impossible) => {
                let mut why = why(&impossible, None);
                let read: Vec<RuleId> = why.rules.iter().chain(of).copied().collect();
                why.items = long.cut(&read);
                Came::Impossible(why)
            }
        }
    }

    /// Whether an impossibility that leans on the length of lists is one for far longer ones as well, with the rules that
    /// it takes alone.
    fn far(&mut self, why: Why, ask: Ask, of: &[RuleId]) -> Came {
        let rules: BTreeSet<RuleId> = why.rules.iter().chain(of).copied().collect();
        let key = (why.rules.clone(), rules, ask);
        if !self.tried.contains_key(&key) {
            let found = self.tried_far(&key);
            self.tried.insert(key.clone(), found);
        }
        match self.tried.get(&key) {
            Some(Far::Possible) => Came::Possible(None),
            Some(Far::Impossible(items)) => Came::Impossible(Why { items: Some(*items), ..why }),
            Some(Far::Open) | None => {
                let named = why.rules.iter().map(|rule| FactKind::Rule(*rule));
                Came::Unknown(Unknown::Lengths(
                    named.map(|kind| Fact { kind, plan: 0, span: None }).collect(),
                ))
            }
        }
    }

    fn tried_far(&self, (on, rules, ask): &Tried) -> Far {
        let mut frame = Frame::far(self.short.plan, self.short.period, rules, self.engines);
        let compared =
            frame.asker.space.problem.nodes().iter().filter(|node| matches!(node, Node::Compare(..)));
        if compared.count() > MOST_COMPARED || rules.iter().any(|rule| frame.outcomes(*rule).is_none()) {
            return Far::Open;
        }
        match frame.can(on, *ask) {
            Some(Answer::Sat(_)) => Far::Possible,
            Some(Answer::Unsat(_)) => {
                let read: Vec<RuleId> = rules.iter().copied().collect();
                let enough = |cut: &CutList| cut.most >= cut.need.max(Sizes::FAR.least);
                match frame.cut_by(&read).min_by_key(|cut| cut.most) {
                    Some(_) if !frame.cut_by(&read).all(enough) => Far::Open,
                    Some(cut) => Far::Impossible(cut.most),
                    None => Far::Open,
                }
            }
            Some(Answer::Unknown(_)) | None => Far::Open,
        }
    }

    /// Whether nobody need fail some rules: what is only undetermined contradicts nothing.
    pub(super) fn evades(&mut self, rules: &[RuleId], ask: Ask) -> bool {
        self.short.evades(rules, ask)
    }

    /// Whether a model of the short space also shows that something else can be so while some rules hold.
    pub(super) fn shows(&mut self, truths: &[bool], rules: &[RuleId], ask: Ask) -> bool {
        let holds = |formula: Formula| truths.get(formula.index()).copied().unwrap_or(false);
        let kept = rules.iter().all(|rule| self.short.outcomes(*rule).is_none_or(|one| holds(one.holds)));
        kept && self.short.formulas(ask).is_some_and(|all| all.into_iter().all(holds))
    }
}

fn why(impossible: &Impossible, items: Option<u32>) -> Why {
    let mut rules = Vec::new();
    let mut facts = Vec::new();
    for fact in &impossible.core {
        match fact.kind {
            FactKind::Rule(rule) => rules.push(rule),
            FactKind::Asked => {}
            _ => facts.push(fact.clone()),
        }
    }
    Why { rules, facts, minimal: impossible.minimal, items }
}
