//! A pack over a space, asked about: first with short lists, and whatever is impossible there once more with longer ones.

use crate::check::typed::RuleId;
use crate::plan::{Plan, RequirementId};
use crate::prove::witness::Witness;
use crate::prove::{
    Asked, Asker, Encoding, Fact, FactKind, Held, Impossible, Outcomes, Period, Sizes, Space, Unknown, encode,
};
use kisoku_logic::{Answer, Engine, Formula, Label, Model};

/// How engines are made: one for each space.
pub type Engines<'e> = &'e dyn Fn() -> Box<dyn Engine>;

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
        let Some(formulas) = self.formulas(ask) else { return Asked::Unknown(Unknown::NotWritable) };
        // What does nothing at all does nothing for proposals with gaps either.
        let on = match ask {
            Ask::Nothing | Ask::Applies(..) | Ask::Both(..) => self.on(rules),
            _ => self.with(&self.drafts, rules),
        };
        self.asker.ask(&on, &formulas)
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

    /// Whether the lists that the rules read are cut in this space.
    fn cut(&self, rules: &[RuleId]) -> Option<u32> {
        let read = self
            .asker
            .space
            .cut_lists()
            .iter()
            .filter(|cut| rules.iter().any(|rule| self.plan.reads(*rule, cut.field)));
        read.map(|cut| cut.most).min()
    }
}

/// A pack in a period.
pub(super) struct Bench<'p, 'e> {
    pub(super) short: Frame<'p>,
    long: Option<Frame<'p>>,
    engines: Engines<'e>,
}

impl<'p, 'e> Bench<'p, 'e> {
    pub(super) fn new(plan: &'p Plan, period: Period, engines: Engines<'e>) -> Bench<'p, 'e> {
        let short = Frame::new(plan, period, (Sizes::SHORT, 1), engines);
        Bench { short, long: None, engines }
    }

    /// Whether it can be so while some rules hold. `of` are the rules that the question is about.
    pub(super) fn ask(&mut self, rules: &[RuleId], ask: Ask, of: &[RuleId]) -> Came {
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
