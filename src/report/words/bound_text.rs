//! The bounds of a rule in words: what is compared with what, in which part of the rule.
//!
//! In: a plan and one of its rules. Out: its ordered comparisons in the order in which they are written, each with the
//! steps around it, so that those that hold together can be told from those that stand for themselves.

use super::{Ctx, operand, scalar_of, show, within};
use crate::check::typed::RuleId;
use crate::diag::Bilingual;
use crate::eval::Scope;
use crate::plan::{Bound, Kind, NodeId, Plan, Step};
use crate::report::view::View;
use crate::syntax::ast::Quantifier;
use crate::text::SourceMap;

/// In which part of a rule a bound stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoundRole {
    /// In what must hold.
    Requires,
    /// In another reading of it.
    OtherReading,
    /// In a `when`.
    OnlyWhere,
    /// In an `unless`.
    Except,
}

/// A bound in words.
#[derive(Clone, Debug)]
pub struct BoundText {
    /// The bound, its comparator as the rule wants it to hold.
    pub bound: Bound,
    /// In which part of the rule it stands.
    pub role: BoundRole,
    /// The conditions and lists around it, by their places; bounds within the same ones are on the same things.
    pub around: Vec<u32>,
    /// Whether it need not hold where something beside it does.
    pub alternative: bool,
    /// What is compared.
    pub compared: Bilingual,
    /// What it is compared with, as the rule says it.
    pub limit: Bilingual,
}

/// The ordered bounds of a rule.
pub fn bound_texts(plan: &Plan, sources: &SourceMap, rule: RuleId) -> Vec<BoundText> {
    let view = View::new(plan, sources, &[], &[], None);
    let Some(typed) = plan.pack.rule(rule) else { return Vec::new() };
    let scope = view.scope(typed.vars);
    let mut walk = Walk { view: &view, scope, known: plan.bounds_of(rule), out: Vec::new() };
    let steps = plan.rules.get(rule.0 as usize).map(Vec::as_slice).unwrap_or_default();
    walk.steps(steps, &[], &Ctx::prose());
    walk.out
}

struct Walk<'a> {
    view: &'a View<'a>,
    scope: Scope<'a>,
    known: Vec<Bound>,
    out: Vec<BoundText>,
}

/// Where a condition stands.
#[derive(Clone)]
struct Place {
    role: BoundRole,
    around: Vec<u32>,
    alternative: bool,
    ctx: Ctx,
}

impl Walk<'_> {
    /// Steps nest no deeper than the parser lets brackets nest.
    fn steps(&mut self, steps: &[Step], around: &[u32], ctx: &Ctx) {
        let at = |role| Place { role, around: around.to_vec(), alternative: false, ctx: ctx.clone() };
        for step in steps {
            match step {
                Step::ForEach(binder, body) => {
                    let inner = within(self.view, std::slice::from_ref(binder), ctx);
                    self.steps(body, &deeper(around, binder.span.start), &inner);
                }
                Step::When(condition, body) => {
                    self.condition(*condition, true, &at(BoundRole::OnlyWhere));
                    self.steps(body, &deeper(around, condition.0), ctx);
                }
                Step::Unless(condition, _, body) => {
                    self.condition(*condition, true, &at(BoundRole::Except));
                    self.steps(body, &deeper(around, condition.0), ctx);
                }
                Step::Require(id) => {
                    let Some(required) = self.view.plan.requirement(*id) else { continue };
                    let alternative = required.branches.len() > 1;
                    for branch in &required.branches {
                        self.condition(*branch, true, &Place { alternative, ..at(BoundRole::Requires) });
                    }
                    for reading in &required.readings {
                        let around = deeper(around, reading.value.0);
                        let place = Place { around, ..at(BoundRole::OtherReading) };
                        self.condition(reading.value, true, &place);
                    }
                }
            }
        }
    }

    fn condition(&mut self, id: NodeId, want: bool, place: &Place) {
        let plan = self.view.plan;
        let Some(node) = plan.node(id) else { return };
        match &node.kind {
            Kind::Not(inner) => self.condition(*inner, !want, place),
            Kind::All(parts) | Kind::Any(parts) => {
                let together = matches!(node.kind, Kind::All(_)) == want;
                let place = Place { alternative: place.alternative || !together, ..place.clone() };
                for part in parts {
                    self.condition(*part, want, &place);
                }
            }
            Kind::Compare(..) => self.bounds(id, want, place),
            Kind::Between(..) => {
                self.bounds(id, want, &Place { alternative: place.alternative || !want, ..place.clone() });
            }
            Kind::Quantified { quantifier, binder, body, .. } => {
                // `no x satisfies c` is `every x satisfies not c`.
                let every = matches!(
                    (quantifier, want),
                    (Quantifier::Every | Quantifier::No, true) | (Quantifier::Some, false)
                );
                let holds = want != matches!(quantifier, Quantifier::No);
                let place = Place {
                    alternative: place.alternative || !every,
                    around: deeper(&place.around, binder.span.start),
                    ctx: within(self.view, std::slice::from_ref(binder), &place.ctx),
                    ..place.clone()
                };
                self.condition(*body, holds, &place);
            }
            _ => {}
        }
    }

    fn bounds(&mut self, id: NodeId, want: bool, place: &Place) {
        let plan = self.view.plan;
        let found: Vec<Bound> =
            self.known.iter().filter(|bound| bound.node == id && bound.orders()).cloned().collect();
        for bound in found {
            let comparator = if want { bound.comparator } else { bound.comparator.opposite() };
            let compared = operand(self.view, &mut self.scope, bound.compared, &mut place.ctx.clone());
            let limit = match bound.limits.as_slice() {
                [only] => show(plan, scalar_of(plan, bound.limit), &only.value),
                _ => operand(self.view, &mut self.scope, bound.limit, &mut place.ctx.clone()),
            };
            let (role, around) = (place.role, place.around.clone());
            let bound = Bound { comparator, ..bound };
            self.out.push(BoundText { bound, role, around, alternative: place.alternative, compared, limit });
        }
    }
}

fn deeper(around: &[u32], by: u32) -> Vec<u32> {
    around.iter().copied().chain([by]).collect()
}
