//! Typed expressions to nodes.

use super::{Kind, Node, NodeId, OwnWords, Piece, Plan, Reading, Requirement, RequirementId, Step, Template};
use crate::check::Pack;
use crate::check::typed::{self, Expr, ExprKind, RuleId};
use crate::data::{SlotId, Value};
use crate::value::Num;
use std::sync::OnceLock;

/// Builds the plan of a pack. A pack that was given has no unknown expressions (they are load errors); should one
/// be met all the same, it stands as a value that is never known.
pub fn build(pack: Pack) -> Plan {
    let mut builder = Builder { nodes: Vec::new(), requirements: Vec::new() };
    let defines = pack.defines.iter().map(|define| builder.expr(&define.value)).collect();
    let rules = pack
        .rules
        .iter()
        .enumerate()
        .map(|(index, rule)| builder.steps(RuleId(u32::try_from(index).unwrap_or(u32::MAX)), &rule.body))
        .collect();
    let judgements = pack
        .judgements
        .iter()
        .map(|judgement| judgement.when.as_ref().map(|when| builder.expr(when)))
        .collect();
    let words = pack
        .rules
        .iter()
        .map(|rule| OwnWords {
            message: rule.message.as_ref().map(|template| builder.template(template)),
            help: rule.help.as_ref().map(|template| builder.template(template)),
        })
        .collect();
    let expectations = pack
        .tests
        .iter()
        .map(|test| {
            test.expects
                .iter()
                .map(|expect| match expect {
                    typed::Expect::Holds(value, ..) => Some(builder.expr(value)),
                    typed::Expect::Value { of, is, .. } => Some(builder.expr(is.as_ref().unwrap_or(of))),
                    _ => None,
                })
                .collect()
        })
        .collect();
    Plan {
        nodes: builder.nodes,
        requirements: builder.requirements,
        rules,
        judgements,
        defines,
        words,
        expectations,
        fields_read: OnceLock::new(),
        pack,
    }
}

struct Builder {
    nodes: Vec<Node>,
    requirements: Vec<Requirement>,
}

impl Builder {
    fn steps(&mut self, rule: RuleId, steps: &[typed::Step]) -> Vec<Step> {
        steps
            .iter()
            .map(|step| match step {
                typed::Step::ForEach(binder, body) => Step::ForEach(binder.clone(), self.steps(rule, body)),
                typed::Step::When(condition, body) => {
                    let condition = self.expr(condition);
                    Step::When(condition, self.steps(rule, body))
                }
                typed::Step::Unless(exception, body) => {
                    let condition = self.expr(&exception.condition);
                    Step::Unless(condition, exception.clone(), self.steps(rule, body))
                }
                typed::Step::Require(requirement) => Step::Require(self.requirement(rule, requirement)),
            })
            .collect()
    }

    fn requirement(&mut self, rule: RuleId, requirement: &typed::Requirement) -> RequirementId {
        let branches = self.exprs(&requirement.branches);
        let readings = requirement
            .readings
            .iter()
            .map(|reading| Reading {
                value: self.expr(&reading.value),
                because: reading.because.clone(),
                span: reading.span,
            })
            .collect();
        let id = RequirementId(u32::try_from(self.requirements.len()).unwrap_or(u32::MAX));
        self.requirements.push(Requirement { rule, branches, readings, span: requirement.span });
        id
    }

    fn template(&mut self, template: &typed::Template) -> Template {
        let mut pieces = |pieces: &[typed::Piece]| {
            pieces
                .iter()
                .map(|piece| match piece {
                    typed::Piece::Text(text) => Piece::Text(text.clone()),
                    typed::Piece::Value(expr) => Piece::Value(self.expr(expr)),
                })
                .collect()
        };
        Template { en: pieces(&template.en), ja: pieces(&template.ja) }
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Vec<NodeId> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    fn optional(&mut self, expr: Option<&Expr>) -> Option<NodeId> {
        expr.map(|expr| self.expr(expr))
    }

    fn expr(&mut self, expr: &Expr) -> NodeId {
        let kind = match &expr.kind {
            ExprKind::Const(value) => Kind::Const(value.clone()),
            ExprKind::Let(id) => Kind::Let(*id),
            ExprKind::Path(path) => Kind::Path(path.clone()),
            ExprKind::Define(id, path) => Kind::Define(*id, path.clone()),
            ExprKind::Not(inner) => Kind::Not(self.expr(inner)),
            ExprKind::All(parts) => Kind::All(self.exprs(parts)),
            ExprKind::Any(parts) => Kind::Any(self.exprs(parts)),
            ExprKind::Compare(op, left, right) => Kind::Compare(*op, self.expr(left), self.expr(right)),
            ExprKind::Between(value, low, high) => {
                Kind::Between(self.expr(value), self.expr(low), self.expr(high))
            }
            ExprKind::OneOf { value, negated, members } => {
                Kind::OneOf { value: self.expr(value), negated: *negated, members: self.exprs(members) }
            }
            ExprKind::Given { path, missing } => Kind::Given { path: path.clone(), missing: *missing },
            ExprKind::Binary(op, left, right) => Kind::Binary(*op, self.expr(left), self.expr(right)),
            ExprKind::Share(share, of) => Kind::Share {
                share: *share,
                factor: Num::fraction(share.numerator, share.denominator).unwrap_or(Num::ZERO),
                of: self.expr(of),
            },
            ExprKind::Round(rounding, value, step) => Kind::Round(*rounding, self.expr(value), step.clone()),
            ExprKind::Quantified { quantifier, binder, filter, body } => Kind::Quantified {
                quantifier: *quantifier,
                binder: binder.clone(),
                filter: self.optional(filter.as_deref()),
                body: self.expr(body),
            },
            ExprKind::NoTwo { value, binders, filter } => Kind::NoTwo {
                value: self.expr(value),
                binders: binders.clone(),
                filter: self.optional(filter.as_deref()),
            },
            ExprKind::Aggregate { function, value, binders, filter } => Kind::Aggregate {
                function: *function,
                value: self.optional(value.as_deref()),
                binders: binders.clone(),
                filter: self.optional(filter.as_deref()),
            },
            // Unknown only stands where an error was reported, and such a pack is not built. A list is no value of
            // an expression, so this one is never known.
            ExprKind::Unknown => Kind::Const(Value::List(SlotId(0), 0)),
        };
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { kind, ty: expr.ty.clone(), span: expr.span });
        id
    }
}
