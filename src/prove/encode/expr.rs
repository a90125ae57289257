//! Expressions: conditions as pairs, everything else as values.

use super::value::{Kleene, Known, Worth};
use super::{Bound, Encoder, LeftOut, Met, Why};
use crate::check::typed::{DefineId, LetId, Path, Type};
use crate::plan::{End, Kind, NodeId};
use crate::syntax::ast::Comparator;
use crate::text::Span;
use crate::value::Scalar;

impl Encoder<'_> {
    /// A condition.
    pub(super) fn truth(&mut self, id: NodeId) -> Result<Kleene, LeftOut> {
        let plan = self.plan;
        let Some(node) = plan.node(id) else { return Ok(Kleene::unknown(&mut self.space.problem)) };
        self.step(node.span)?;
        match &node.kind {
            Kind::Not(inner) => Ok(self.truth(*inner)?.negated()),
            Kind::All(parts) => {
                let parts = self.truths(parts)?;
                Ok(Kleene::all(&mut self.space.problem, &parts))
            }
            Kind::Any(parts) => self.any(parts),
            Kind::Compare(op, left, right) => {
                let (left, right) = (self.value(*left)?, self.value(*right)?);
                self.note(id, End::Only, &left, &right);
                self.compare_values(*op, &left, &right, node.span)
            }
            Kind::Between(value, low, high) => {
                let value = self.value(*value)?;
                let (low, high) = (self.value(*low)?, self.value(*high)?);
                self.note(id, End::Low, &value, &low);
                self.note(id, End::High, &value, &high);
                let low = self.compare_values(Comparator::AtLeast, &value, &low, node.span)?;
                let high = self.compare_values(Comparator::AtMost, &value, &high, node.span)?;
                Ok(Kleene::all(&mut self.space.problem, &[low, high]))
            }
            Kind::OneOf { value, negated, members } => {
                let value = self.value(*value)?;
                let mut found = Vec::new();
                for member in members {
                    let member = self.value(*member)?;
                    found.push(self.compare_values(Comparator::Is, &value, &member, node.span)?);
                }
                let problem = &mut self.space.problem;
                let found = Kleene::any(problem, &found).where_(problem, value.known);
                Ok(if *negated { found.negated() } else { found })
            }
            Kind::Given { path, missing } => self.is_given(path, *missing),
            Kind::Quantified { quantifier, binder, filter, body } => {
                self.quantified(*quantifier, binder, *filter, *body, node.span)
            }
            Kind::NoTwo { value, binders, filter } => self.no_two(*value, binders, *filter, node.span),
            _ => {
                let value = self.value(id)?;
                Ok(value.truth(&mut self.space.problem))
            }
        }
    }

    fn truths(&mut self, parts: &[NodeId]) -> Result<Vec<Kleene>, LeftOut> {
        parts.iter().map(|part| self.truth(*part)).collect()
    }

    /// Whether one of several conditions holds.
    pub(super) fn any(&mut self, parts: &[NodeId]) -> Result<Kleene, LeftOut> {
        let parts = self.truths(parts)?;
        Ok(Kleene::any(&mut self.space.problem, &parts))
    }

    /// An expression that is no condition.
    pub(super) fn value(&mut self, id: NodeId) -> Result<Known, LeftOut> {
        let plan = self.plan;
        let Some(node) = plan.node(id) else {
            return Err(LeftOut { why: Why::NoValue, place: plan.pack.program.span });
        };
        self.step(node.span)?;
        match &node.kind {
            Kind::Const(value) => {
                let Type::Scalar(ty) = node.ty else {
                    return Err(LeftOut { why: Why::NoValue, place: node.span });
                };
                self.constant(Some(value), ty, node.span)
            }
            Kind::Let(figure) => self.figure(*figure, node.span),
            Kind::Path(path) => self.read(path),
            Kind::Define(define, path) => self.define(*define, path, node.span),
            Kind::Binary(op, left, right) => {
                let (left, right) = (self.value(*left)?, self.value(*right)?);
                self.arithmetic(*op, &left, &right, node.span)
            }
            Kind::Share { factor, of, .. } => {
                let of = self.value(*of)?;
                let Worth::Number(amount) = of.worth else {
                    return Err(LeftOut { why: Why::NoValue, place: node.span });
                };
                let amount = super::Amount { above: amount.above.times(factor), ..amount };
                Ok(Known { known: of.known, worth: Worth::Number(amount) })
            }
            Kind::Round(rounding, value, step) => {
                let value = self.value(*value)?;
                self.round(*rounding, &value, step, node.span)
            }
            Kind::Aggregate { function, value, binders, filter } => {
                let ty = match node.ty {
                    Type::Scalar(ty) => ty,
                    _ => return Err(LeftOut { why: Why::NoValue, place: node.span }),
                };
                self.aggregate(*function, *value, binders, *filter, (ty, node.span))
            }
            _ => {
                let truth = self.truth(id)?;
                let known = self.space.problem.any([truth.t, truth.f]);
                Ok(Known { known, worth: Worth::YesNo(truth.t) })
            }
        }
    }

    fn figure(&mut self, id: LetId, place: Span) -> Result<Known, LeftOut> {
        let plan = self.plan;
        let Some(figure) = plan.pack.lets.get(id.0 as usize) else {
            return Err(LeftOut { why: Why::NoValue, place });
        };
        let value = figure.on(self.day).map(|value| &value.value);
        self.constant(value, figure.ty, place)
    }

    /// The value of a define, worked out once for each record.
    fn define(&mut self, id: DefineId, path: &Path, place: Span) -> Result<Known, LeftOut> {
        let Some((cell, record, there)) = self.record(path)? else {
            return Err(LeftOut { why: Why::NoValue, place });
        };
        let known = match self.defines.get(&(id, cell)) {
            Some(known) => known.clone(),
            None => {
                let Some(node) = self.plan.defines.get(id.0 as usize).copied() else {
                    return Err(LeftOut { why: Why::NoValue, place });
                };
                let vars = std::mem::take(&mut self.vars);
                let this = std::mem::replace(&mut self.this, Bound::Cell(cell, Some(record)));
                let value = self.value(node);
                self.vars = vars;
                self.this = this;
                let value = value?;
                self.defines.insert((id, cell), value.clone());
                value
            }
        };
        let all = self.space.problem.all([known.known, there]);
        Ok(Known { known: all, worth: known.worth })
    }

    /// Notes a comparison of numbers, days or years.
    fn note(&mut self, node: NodeId, end: End, left: &Known, right: &Known) {
        let amount = |known: &Known| match &known.worth {
            Worth::Number(amount) => Some(amount.clone()),
            Worth::Day(term) | Worth::Year(term) => Some(super::Amount::of(term.clone())),
            _ => None,
        };
        if let (Some(first), Some(second)) = (amount(left), amount(right)) {
            let known = self.space.problem.all([self.reach, left.known, right.known]);
            self.met.push(Met { node, end, known, left: first, right: second });
        }
    }

    /// Whether the type of a node is a scalar of numbers that are whole.
    pub(super) fn is_number(ty: Scalar) -> bool {
        matches!(ty, Scalar::Whole | Scalar::Number | Scalar::Percent | Scalar::Money(_))
    }
}
