//! Every bound of a plan: what is compared, with what, and what one step of it is.
//!
//! In: a [`Plan`]. Out: its comparisons of ordered values (amounts, numbers, days, years), in the order of
//! [`super::conditions()`]; a `between` is two. A bound in a derived value is listed once, under it;
//! [`Plan::bounds_of`] also gives a rule those of the derived values that it goes through.

use super::{Kind, NodeId, Owner, Plan, Step};
use crate::check::arithmetic;
use crate::check::typed::{DefineId, LetId, RuleId, Type};
use crate::data::Value;
use crate::syntax::ast::Comparator;
use crate::text::Span;
use crate::value::{Date, Scalar};
use std::collections::BTreeSet;

/// Which end of a comparison a bound is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// The only one.
    Only,
    /// The lower one of a `between`.
    Low,
    /// The upper one of a `between`.
    High,
}

/// One step of what is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// One yen.
    Yen,
    /// One, of what is counted.
    One,
    /// One day.
    Day,
    /// One fiscal year.
    Year,
    /// There is none: a share, or a number that need not be whole.
    Ratio,
}

/// The value of a limit that no proposal changes, and when it is so.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The first day; `None` is any day.
    pub from: Option<Date>,
    /// The last day; `None` is any later day.
    pub to: Option<Date>,
    /// The value.
    pub value: Value,
}

/// A comparison of ordered values, read as `compared COMPARATOR limit`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// In whose condition it stands.
    pub owner: Owner,
    /// The comparison.
    pub node: NodeId,
    /// Which end of it.
    pub end: End,
    /// Where the comparison stands.
    pub span: Span,
    /// How the compared side must lie to the limit. Where the figure is written first, it is turned around.
    pub comparator: Comparator,
    /// What is compared: what a proposal says, or what is worked out of it.
    pub compared: NodeId,
    /// What it is compared with.
    pub limit: NodeId,
    /// The values of the limit, by date, where no proposal changes it; empty where it is worked out of a proposal.
    pub limits: Vec<Limit>,
    /// One step of the compared side.
    pub unit: Unit,
}

impl Bound {
    /// Whether it orders its sides; `is` and `is not` do not.
    pub fn orders(&self) -> bool {
        !matches!(self.comparator, Comparator::Is | Comparator::IsNot)
    }

    /// Whether the limit itself meets the bound.
    pub fn includes_limit(&self) -> bool {
        matches!(
            self.comparator,
            Comparator::AtLeast
                | Comparator::AtMost
                | Comparator::OnOrBefore
                | Comparator::OnOrAfter
                | Comparator::Is
        )
    }
}

/// The bounds of all rules, of all judgements, and of the derived values that these use.
pub fn bounds(plan: &Plan) -> Vec<Bound> {
    let mut out = Vec::new();
    let mut defines = BTreeSet::new();
    for (rule, steps) in plan.rules.iter().enumerate() {
        let owner = Owner::Rule(RuleId(u32::try_from(rule).unwrap_or(u32::MAX)));
        for root in plan.roots(steps) {
            walk(plan, owner, root, &mut out, &mut defines);
        }
    }
    for (judgement, when) in plan.judgements.iter().enumerate() {
        let id = crate::check::typed::JudgementId(u32::try_from(judgement).unwrap_or(u32::MAX));
        if let Some(when) = when {
            walk(plan, Owner::Judgement(id), *when, &mut out, &mut defines);
        }
    }
    through_defines(plan, &mut out, &mut defines);
    out.sort_by_key(|bound| bound.owner);
    out
}

impl Plan {
    /// The bounds of a rule, those of the derived values that it goes through last.
    pub fn bounds_of(&self, rule: RuleId) -> Vec<Bound> {
        let mut out = Vec::new();
        let mut defines = BTreeSet::new();
        for root in self.rules.get(rule.0 as usize).map_or_else(Vec::new, |steps| self.roots(steps)) {
            walk(self, Owner::Rule(rule), root, &mut out, &mut defines);
        }
        through_defines(self, &mut out, &mut defines);
        out
    }

    /// The conditions of some steps, in the order in which they are written: gates, branches, other readings.
    pub fn roots(&self, steps: &[Step]) -> Vec<NodeId> {
        let mut out = Vec::new();
        for step in steps {
            match step {
                Step::ForEach(_, body) => out.extend(self.roots(body)),
                Step::When(condition, body) | Step::Unless(condition, _, body) => {
                    out.push(*condition);
                    out.extend(self.roots(body));
                }
                Step::Require(id) => {
                    let Some(requirement) = self.requirement(*id) else { continue };
                    out.extend(requirement.branches.iter().copied());
                    out.extend(requirement.readings.iter().map(|reading| reading.value));
                }
            }
        }
        out
    }

    /// The unit of a node's value; none where its values have no order.
    pub fn unit_of(&self, node: NodeId) -> Option<Unit> {
        unit(self, node)
    }

    /// The value of a node on a day, where no proposal changes it.
    pub fn constant(&self, node: NodeId, day: Option<Date>) -> Option<Value> {
        match &self.node(node)?.kind {
            Kind::Const(value) => Some(value.clone()),
            Kind::Let(id) => self.pack.lets.get(id.0 as usize)?.on(day).map(|value| value.value.clone()),
            Kind::Binary(op, left, right) => {
                arithmetic(*op, self.constant(*left, day)?, self.constant(*right, day)?)
            }
            Kind::Share { factor, of, .. } => match self.constant(*of, day)? {
                Value::Num(n) => Some(Value::Num(n.mul(factor))),
                _ => None,
            },
            Kind::Round(rounding, value, step) => match self.constant(*value, day)? {
                Value::Num(n) => n.round_to(step, *rounding).map(Value::Num),
                _ => None,
            },
            _ => None,
        }
    }

    /// The values of a node by date, where no proposal changes it; empty for any other node.
    pub fn constants(&self, node: NodeId) -> Vec<Limit> {
        let mut lets = BTreeSet::new();
        if !self.is_constant(node, &mut lets) {
            return Vec::new();
        }
        let mut turns: BTreeSet<Date> = BTreeSet::new();
        let values = lets.iter().filter_map(|id| self.pack.lets.get(id.0 as usize));
        for valid in values.flat_map(|figure| &figure.values).filter_map(|value| value.valid) {
            turns.insert(valid.from);
            turns.extend(valid.to.and_then(|to| to.0.tomorrow().ok().map(Date)));
        }
        if turns.is_empty() {
            let value = self.constant(node, None);
            return value.into_iter().map(|value| Limit { from: None, to: None, value }).collect();
        }
        let starts: Vec<Date> = turns.into_iter().collect();
        let mut out: Vec<Limit> = Vec::new();
        for (at, from) in starts.iter().enumerate() {
            let to = starts.get(at.saturating_add(1)).and_then(|next| next.day_before());
            if let Some(value) = self.constant(node, Some(*from)) {
                out.push(Limit { from: Some(*from), to, value });
            }
        }
        out
    }

    /// Whether no proposal changes a node; collects the named figures that it reads.
    fn is_constant(&self, node: NodeId, lets: &mut BTreeSet<LetId>) -> bool {
        let Some(node) = self.node(node) else { return false };
        match &node.kind {
            Kind::Let(id) => {
                lets.insert(*id);
                true
            }
            Kind::Const(_) => true,
            Kind::Binary(..) | Kind::Share { .. } | Kind::Round(..) => {
                node.kind.children().into_iter().all(|child| self.is_constant(child, lets))
            }
            _ => false,
        }
    }
}

fn through_defines(plan: &Plan, out: &mut Vec<Bound>, defines: &mut BTreeSet<DefineId>) {
    let mut done = BTreeSet::new();
    while let Some(define) = defines.iter().find(|define| !done.contains(*define)).copied() {
        done.insert(define);
        if let Some(value) = plan.defines.get(define.0 as usize) {
            walk(plan, Owner::Define(define), *value, out, defines);
        }
    }
}

fn walk(plan: &Plan, owner: Owner, id: NodeId, out: &mut Vec<Bound>, defines: &mut BTreeSet<DefineId>) {
    let Some(node) = plan.node(id) else { return };
    match &node.kind {
        Kind::Compare(op, left, right) => {
            let turned = !plan.constants(*left).is_empty() && plan.constants(*right).is_empty();
            let (comparator, compared, limit) =
                if turned { (op.flipped(), *right, *left) } else { (*op, *left, *right) };
            out.extend(bound(plan, owner, (id, End::Only), comparator, compared, limit));
        }
        Kind::Between(value, low, high) => {
            let days = matches!(unit(plan, *value), Some(Unit::Day));
            let (least, most) = if days {
                (Comparator::OnOrAfter, Comparator::OnOrBefore)
            } else {
                (Comparator::AtLeast, Comparator::AtMost)
            };
            out.extend(bound(plan, owner, (id, End::Low), least, *value, *low));
            out.extend(bound(plan, owner, (id, End::High), most, *value, *high));
        }
        Kind::Define(define, _) => {
            defines.insert(*define);
        }
        _ => {}
    }
    for child in node.kind.children() {
        walk(plan, owner, child, out, defines);
    }
}

fn bound(
    plan: &Plan,
    owner: Owner,
    (node, end): (NodeId, End),
    comparator: Comparator,
    compared: NodeId,
    limit: NodeId,
) -> Option<Bound> {
    let unit = unit(plan, compared)?;
    let limits = plan.constants(limit);
    let span = plan.node(node)?.span;
    Some(Bound { owner, node, end, span, comparator, compared, limit, limits, unit })
}

/// The unit of a node's value; none where its values have no order.
fn unit(plan: &Plan, node: NodeId) -> Option<Unit> {
    match plan.node(node)?.ty {
        Type::Scalar(Scalar::Money(_)) => Some(Unit::Yen),
        Type::Scalar(Scalar::Whole) => Some(Unit::One),
        Type::Scalar(Scalar::Number | Scalar::Percent) => Some(Unit::Ratio),
        Type::Scalar(Scalar::Date) => Some(Unit::Day),
        Type::Scalar(Scalar::FiscalYear) => Some(Unit::Year),
        _ => None,
    }
}
