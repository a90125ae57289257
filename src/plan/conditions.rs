//! Every condition of a plan: what holds, does not hold or is not known while a proposal is judged.
//!
//! In: a [`Plan`]. Out: its conditions in a fixed order, each with the part of its rule that it is. A part is named by
//! the structure of the rule (`require 2 / and 1`), never by lines, so it stays the same in a file laid out anew.

use super::{Kind, NodeId, Plan, RequirementId, Step};
use crate::check::typed::{DefineId, JudgementId, RuleId, Type};
use crate::text::Span;
use crate::value::Scalar;
use std::collections::BTreeSet;

/// Whose condition it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A rule's.
    Rule(RuleId),
    /// A judgement's `when`.
    Judgement(JudgementId),
    /// A derived value's. It is listed once, whichever rules use it.
    Define(DefineId),
}

/// What a condition is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A whole `require`.
    Require,
    /// A branch of `any of`.
    Branch,
    /// An `other reading`.
    Reading,
    /// A `when`.
    When,
    /// An `unless`.
    Unless,
    /// A side of `and` or `or`.
    Side,
    /// A `where`: which items count.
    Filter,
    /// What follows `satisfies`: asked of each item.
    Item,
    /// A derived value that is a condition.
    Derived,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Whether one of the branches of this requirement holds.
    Requirement(RequirementId),
    /// Whether this node holds.
    Node(NodeId),
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whose it is.
    pub owner: Owner,
    /// Which part of its owner: `require 2 / and 1`. Each part of an owner has a name of its own.
    pub part: String,
    /// What it is for.
    pub role: Role,
    /// What is asked.
    pub subject: Subject,
    /// Where it stands.
    pub span: Span,
}

impl Condition {
    /// The node, where it is one.
    pub fn node(&self) -> Option<NodeId> {
        match self.subject {
            Subject::Node(node) => Some(node),
            Subject::Requirement(_) => None,
        }
    }
}

/// The conditions of all rules, of all judgements, and of the derived values that these use.
pub fn conditions(plan: &Plan) -> Vec<Condition> {
    let mut out = Vec::new();
    let mut defines = BTreeSet::new();
    for (rule, steps) in plan.rules.iter().enumerate() {
        let mut walk = Walk::new(plan, Owner::Rule(RuleId(index(rule))));
        walk.steps(steps, &mut Counts::default());
        walk.finish(&mut out, &mut defines);
    }
    for (judgement, when) in plan.judgements.iter().enumerate() {
        let mut walk = Walk::new(plan, Owner::Judgement(JudgementId(index(judgement))));
        if let Some(when) = when {
            walk.condition(*when, Role::When, "when");
        }
        walk.finish(&mut out, &mut defines);
    }
    let mut done = BTreeSet::new();
    while let Some(define) = defines.iter().find(|define| !done.contains(*define)).copied() {
        done.insert(define);
        let mut walk = Walk::new(plan, Owner::Define(define));
        if let Some(value) = plan.defines.get(define.0 as usize) {
            if is_condition(plan, *value) {
                walk.condition(*value, Role::Derived, "is");
            } else {
                walk.below(*value, "is");
            }
        }
        walk.finish(&mut out, &mut defines);
    }
    out.sort_by_key(|condition| condition.owner);
    out
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Whether a node is a condition.
fn is_condition(plan: &Plan, node: NodeId) -> bool {
    plan.node(node).is_some_and(|node| node.ty == Type::Scalar(Scalar::YesNo))
}

/// How many clauses of each kind have been met in a rule.
#[derive(Default)]
struct Counts {
    require: u32,
    when: u32,
    unless: u32,
}

fn next(count: &mut u32) -> u32 {
    *count = count.saturating_add(1);
    *count
}

struct Walk<'a> {
    plan: &'a Plan,
    owner: Owner,
    out: Vec<Condition>,
    parts: BTreeSet<String>,
    defines: BTreeSet<DefineId>,
}

impl<'a> Walk<'a> {
    fn new(plan: &'a Plan, owner: Owner) -> Self {
        Self { plan, owner, out: Vec::new(), parts: BTreeSet::new(), defines: BTreeSet::new() }
    }

    fn finish(self, out: &mut Vec<Condition>, defines: &mut BTreeSet<DefineId>) {
        out.extend(self.out);
        defines.extend(self.defines);
    }

    fn steps(&mut self, steps: &[Step], counts: &mut Counts) {
        for step in steps {
            match step {
                Step::ForEach(_, body) => self.steps(body, counts),
                Step::When(condition, body) => {
                    let part = format!("when {}", next(&mut counts.when));
                    self.condition(*condition, Role::When, &part);
                    self.steps(body, counts);
                }
                Step::Unless(condition, _, body) => {
                    let part = format!("unless {}", next(&mut counts.unless));
                    self.condition(*condition, Role::Unless, &part);
                    self.steps(body, counts);
                }
                Step::Require(id) => {
                    let part = format!("require {}", next(&mut counts.require));
                    self.requirement(*id, &part);
                }
            }
        }
    }

    fn requirement(&mut self, id: RequirementId, part: &str) {
        let Some(requirement) = self.plan.requirement(id) else { return };
        match requirement.branches.as_slice() {
            [only] => self.condition(*only, Role::Require, part),
            several => {
                self.list(Subject::Requirement(id), Role::Require, part, requirement.span);
                for (at, branch) in several.iter().enumerate() {
                    self.condition(
                        *branch,
                        Role::Branch,
                        &format!("{part} / branch {}", at.saturating_add(1)),
                    );
                }
            }
        }
        for (at, reading) in requirement.readings.iter().enumerate() {
            let part = format!("{part} / reading {}", at.saturating_add(1));
            self.condition(reading.value, Role::Reading, &part);
        }
    }

    /// Lists a condition under a name that no other one of its owner has.
    fn list(&mut self, subject: Subject, role: Role, part: &str, span: Span) {
        let mut name = part.to_owned();
        let mut again: u32 = 1;
        while !self.parts.insert(name.clone()) {
            name = format!("{part} {}", next(&mut again));
        }
        self.out.push(Condition { owner: self.owner, part: name, role, subject, span });
    }

    fn condition(&mut self, id: NodeId, role: Role, part: &str) {
        if let Some(node) = self.plan.node(id) {
            self.list(Subject::Node(id), role, part, node.span);
            self.below(id, part);
        }
    }

    /// Lists the conditions in a node, itself left out. What follows a `not` says nothing more than the `not`.
    fn below(&mut self, id: NodeId, part: &str) {
        let Some(node) = self.plan.node(id) else { return };
        match &node.kind {
            Kind::All(sides) | Kind::Any(sides) => {
                let word = if matches!(node.kind, Kind::All(_)) { "and" } else { "or" };
                for (at, side) in sides.iter().enumerate() {
                    self.condition(*side, Role::Side, &format!("{part} / {word} {}", at.saturating_add(1)));
                }
            }
            Kind::Define(define, _) => {
                self.defines.insert(*define);
            }
            kind => {
                let filter = kind.filter();
                for child in kind.children() {
                    if Some(child) == filter {
                        self.condition(child, Role::Filter, &format!("{part} / where"));
                    } else if matches!(kind, Kind::Quantified { .. }) {
                        self.condition(child, Role::Item, &format!("{part} / satisfies"));
                    } else {
                        self.below(child, part);
                    }
                }
            }
        }
    }
}
