//! What is asked of the tests, and what of it they have shown.
//!
//! What cannot be is not asked: a condition that no missing value can leave open need not be seen open, and nothing
//! lies below zero where no amount may.

use super::observe::Observations;
use crate::check::typed::{ListSource, Path, PathType, Type};
use crate::data::Value;
use crate::diag::Bilingual;
use crate::plan::{
    Bound, Condition, Kind, NodeId, Owner, Plan, Role, Step, Subject, Unit, bounds, conditions,
};
use crate::value::Scalar;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that a test can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// The condition holds.
    Pass,
    /// It does not.
    Fail,
    /// It is not known.
    Undetermined,
    /// A value one unit below the bound.
    Below,
    /// A value at the bound.
    At,
    /// A value one unit above the bound.
    Above,
}

impl Goal {
    /// Its place among the three of a condition, or of a bound.
    pub(super) fn place(self) -> usize {
        match self {
            Goal::Pass | Goal::Below => 0,
            Goal::Fail | Goal::At => 1,
            Goal::Undetermined | Goal::Above => 2,
        }
    }

    /// What it is, in a word or two.
    pub fn words(self) -> Bilingual {
        match self {
            Goal::Pass => Bilingual::new("holds", "成立"),
            Goal::Fail => Bilingual::new("does not hold", "不成立"),
            Goal::Undetermined => Bilingual::new("undetermined", "未判定"),
            Goal::Below => Bilingual::new("one unit below", "1単位下"),
            Goal::At => Bilingual::new("at the bound", "境界値"),
            Goal::Above => Bilingual::new("one unit above", "1単位上"),
        }
    }
}

/// What of three things is asked, and what of it was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Which are asked.
    pub asked: [bool; 3],
    /// Which were seen.
    pub seen: [bool; 3],
}

impl Shown {
    /// How many are asked.
    pub fn asked(&self) -> usize {
        self.asked.iter().filter(|asked| **asked).count()
    }

    /// How many of those that are asked were seen.
    pub fn reached(&self) -> usize {
        self.asked.iter().zip(&self.seen).filter(|(asked, seen)| **asked && **seen).count()
    }

    /// Which of three goals are asked and were not seen.
    fn missing(&self, goals: [Goal; 3]) -> impl Iterator<Item = Goal> {
        let all = goals.into_iter().zip(self.asked).zip(self.seen);
        all.filter(|((_, asked), seen)| *asked && !*seen).map(|((goal, _), _)| goal)
    }
}

/// A condition, and what was seen of it: pass, fail, undetermined.
#[derive(Clone, Debug)]
pub struct ConditionSeen {
    /// The condition.
    pub condition: Condition,
    /// What of it.
    pub shown: Shown,
}

/// A bound, and what was seen of it: one unit below, at it, one unit above.
#[derive(Clone, Debug)]
pub struct BoundSeen {
    /// The bound.
    pub bound: Bound,
    /// The part of its owner in which it stands: `require 1`.
    pub part: String,
    /// What of it.
    pub shown: Shown,
}

impl ConditionSeen {
    /// What no test has shown.
    pub fn missing(&self) -> impl Iterator<Item = Goal> {
        self.shown.missing([Goal::Pass, Goal::Fail, Goal::Undetermined])
    }
}

impl BoundSeen {
    /// What no test has shown.
    pub fn missing(&self) -> impl Iterator<Item = Goal> {
        self.shown.missing([Goal::Below, Goal::At, Goal::Above])
    }
}

/// What the tests have shown of a rule, a judgement or a derived value.
#[derive(Clone, Debug)]
pub struct OwnerCoverage {
    /// Whose.
    pub owner: Owner,
    /// Its conditions, in the order in which they are written.
    pub conditions: Vec<ConditionSeen>,
    /// Its bounds.
    pub bounds: Vec<BoundSeen>,
}

impl OwnerCoverage {
    fn new(owner: &Owner) -> OwnerCoverage {
        OwnerCoverage { owner: *owner, conditions: Vec::new(), bounds: Vec::new() }
    }

    fn shown(&self) -> impl Iterator<Item = &Shown> {
        self.conditions.iter().map(|one| &one.shown).chain(self.bounds.iter().map(|one| &one.shown))
    }

    /// How much is asked.
    pub fn asked(&self) -> usize {
        self.shown().map(Shown::asked).sum()
    }

    /// How much of it was seen.
    pub fn reached(&self) -> usize {
        self.shown().map(Shown::reached).sum()
    }
}

/// What the tests of a pack have shown.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The pack.
    pub id: String,
    /// By rule, judgement and derived value; only those of which something is asked.
    pub owners: Vec<OwnerCoverage>,
}

impl Coverage {
    /// What is asked of a plan's tests, held against what they have shown.
    pub fn of(plan: &Plan, seen: &Observations) -> Coverage {
        let open = Open::of(plan);
        let listed = conditions(plan);
        let parts = parts(plan, &listed);
        let mut owners: BTreeMap<Owner, OwnerCoverage> = BTreeMap::new();
        for condition in listed {
            let shown = Shown {
                asked: asked_of_condition(&condition, &open),
                seen: seen.truths.get(&condition.subject).copied().unwrap_or_default(),
            };
            let one = ConditionSeen { shown, condition };
            owners.entry(one.condition.owner).or_insert_with_key(OwnerCoverage::new).conditions.push(one);
        }
        for bound in bounds(plan) {
            let seen = seen.bounds.get(&(bound.node, bound.end)).copied().unwrap_or_default();
            let shown = Shown { asked: asked_of_bound(plan, &bound), seen };
            if shown.asked() > 0 {
                let part = parts.get(&bound.node).cloned().unwrap_or_default();
                owners.entry(bound.owner).or_insert_with_key(OwnerCoverage::new).bounds.push(BoundSeen {
                    bound,
                    part,
                    shown,
                });
            }
        }
        let owners = owners.into_values().filter(|owner| owner.asked() > 0).collect();
        Coverage { id: plan.pack.id.clone(), owners }
    }

    /// What was seen of one rule, judgement or derived value.
    pub fn owner(&self, owner: Owner) -> Option<&OwnerCoverage> {
        self.owners.iter().find(|one| one.owner == owner)
    }

    /// How much is asked.
    pub fn asked(&self) -> usize {
        self.owners.iter().map(OwnerCoverage::asked).sum()
    }

    /// How much of it was seen.
    pub fn reached(&self) -> usize {
        self.owners.iter().map(OwnerCoverage::reached).sum()
    }
}

/// The part in which each node stands: that of the innermost condition around it.
fn parts(plan: &Plan, listed: &[Condition]) -> BTreeMap<NodeId, String> {
    let mut out = BTreeMap::new();
    for condition in listed {
        if let Some(node) = condition.node() {
            name_all(plan, node, &condition.part, &mut out);
        }
    }
    out
}

/// Conditions are listed from the outside to the inside, so the innermost name stays.
fn name_all(plan: &Plan, node: NodeId, part: &str, out: &mut BTreeMap<NodeId, String>) {
    out.insert(node, part.to_owned());
    for child in plan.node(node).map_or_else(Vec::new, |node| node.kind.children()) {
        name_all(plan, child, part, out);
    }
}

fn asked_of_condition(condition: &Condition, open: &Open) -> [bool; 3] {
    let whole = matches!(condition.role, Role::Require | Role::When | Role::Unless);
    let judgement = matches!(condition.owner, Owner::Judgement(_));
    let can_be_open = match condition.subject {
        Subject::Node(node) => open.nodes.contains(&node),
        Subject::Requirement(_) => true,
    };
    [true, true, whole && !judgement && can_be_open]
}

fn asked_of_bound(plan: &Plan, bound: &Bound) -> [bool; 3] {
    if !bound.orders() {
        return [false; 3];
    }
    if bound.unit == Unit::Ratio {
        return [false, true, false];
    }
    let signed = match plan.node(bound.compared).map(|node| &node.ty) {
        Some(Type::Scalar(Scalar::Money(money))) => money.signed,
        Some(Type::Scalar(Scalar::Whole)) => false,
        _ => true,
    };
    let at_zero = bound.limits.iter().any(|limit| matches!(&limit.value, Value::Num(n) if n.is_zero()));
    [signed || !at_zero, true, true]
}

/// The conditions that a missing value can leave open.
struct Open<'a> {
    plan: &'a Plan,
    nodes: BTreeSet<NodeId>,
}

impl<'a> Open<'a> {
    fn of(plan: &'a Plan) -> Open<'a> {
        let mut open = Open { plan, nodes: BTreeSet::new() };
        for steps in &plan.rules {
            open.steps(steps, &[]);
        }
        open
    }

    fn steps(&mut self, steps: &[Step], sure: &[&'a Path]) {
        for step in steps {
            match step {
                Step::ForEach(_, body) => self.steps(body, sure),
                Step::When(condition, body) => {
                    self.note(*condition, sure);
                    let mut inner = sure.to_vec();
                    given(self.plan, *condition, &mut inner);
                    self.steps(body, &inner);
                }
                Step::Unless(condition, _, body) => {
                    self.note(*condition, sure);
                    self.steps(body, sure);
                }
                Step::Require(id) => {
                    let branches = self.plan.requirement(*id).map_or(&[][..], |one| &one.branches);
                    for branch in branches {
                        self.note(*branch, sure);
                    }
                }
            }
        }
    }

    fn note(&mut self, node: NodeId, sure: &[&'a Path]) {
        if self.can_be_open(node, sure) {
            self.nodes.insert(node);
        }
    }

    /// Whether a node can be unknown, though these paths are given.
    fn can_be_open(&self, id: NodeId, sure: &[&'a Path]) -> bool {
        let Some(node) = self.plan.node(id) else { return false };
        let known = |path: &Path| sure.iter().any(|one| one.root == path.root && one.steps == path.steps);
        match &node.kind {
            Kind::Const(_) | Kind::Given { .. } => false,
            Kind::Let(figure) => {
                let values = self.plan.pack.lets.get(figure.0 as usize).map_or(&[][..], |one| &one.values);
                values.iter().any(|value| value.valid.is_some())
            }
            Kind::Path(path) => match path.ty {
                PathType::Cell(table, _) => {
                    let table = self.plan.pack.tables.get(table.0 as usize);
                    let column = path.steps.first().and_then(|step| table?.columns.get(*step as usize));
                    column.is_some_and(|column| column.optional) && !known(path)
                }
                _ => !known(path),
            },
            Kind::Define(define, _) => {
                self.plan.defines.get(define.0 as usize).is_some_and(|value| self.can_be_open(*value, &[]))
            }
            Kind::All(sides) => {
                let mut sure = sure.to_vec();
                sides.iter().any(|side| {
                    let open = self.can_be_open(*side, &sure);
                    given(self.plan, *side, &mut sure);
                    open
                })
            }
            kind => {
                let mut sure = sure.to_vec();
                if let Some(filter) = kind.filter() {
                    given(self.plan, filter, &mut sure);
                }
                let lists = match kind {
                    Kind::Quantified { binder, .. } => std::slice::from_ref(binder),
                    Kind::NoTwo { binders, .. } | Kind::Aggregate { binders, .. } => binders.as_slice(),
                    _ => &[],
                };
                let list_open = lists.iter().any(|binder| match &binder.source {
                    ListSource::Field(path) => !known(path),
                    ListSource::Table(_) | ListSource::Proposals => false,
                });
                list_open || kind.children().into_iter().any(|child| self.can_be_open(child, &sure))
            }
        }
    }
}

/// The paths that are given where a condition holds.
fn given<'a>(plan: &'a Plan, node: NodeId, out: &mut Vec<&'a Path>) {
    match plan.node(node).map(|node| &node.kind) {
        Some(Kind::Given { path, missing: false }) => out.push(path),
        Some(Kind::All(sides)) => sides.iter().for_each(|side| given(plan, *side, out)),
        _ => {}
    }
}
