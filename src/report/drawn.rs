//! What a page draws of a proposal: its amounts beside their bounds, the money of its years, what reviewers judge.
//!
//! In: a proposal that was judged. Out: plain data; a value that is not known is not drawn, and nothing is added up
//! that no rule adds up. A field is part of another where a rule says that it is at most that one.

use super::model::{Amount, AmountLimit, Drawn, Reviewed, Year, YearBar};
use super::view::View;
use super::words::{Ctx, both, operand, order_of, relation_en, relation_ja, scalar_of, show_val};
use crate::check::typed::{Path, PathRoot, PathType, RuleId, VarId};
use crate::data::{FieldType, RecordId, SlotId, State, Value};
use crate::diag::Bilingual;
use crate::eval::{Items, Judged, Outcome, Ref, Scope, Site, Truth, Val, compare_values};
use crate::plan::{Kind, NodeId, Step};
use crate::syntax::ast::Comparator;
use crate::value::{Scalar, show as notation};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is drawn of a proposal.
pub(super) fn of(view: &View<'_>, judged: &Judged) -> Drawn {
    let mut amounts = Vec::new();
    for (index, rule) in judged.rules.iter().enumerate() {
        let id = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
        let Some(typed) = view.plan.pack.rule(id) else { continue };
        if rule.as_ref().is_none_or(|rule| rule.outcome == Outcome::NotApplicable) {
            continue;
        }
        let full = format!("{}/{}", view.plan.pack.id, typed.name);
        let mut walk = Walk { view, rule: &full, title: &typed.title, out: &mut amounts };
        let steps = view.plan.rules.get(index).map(Vec::as_slice).unwrap_or_default();
        walk.steps(&mut view.scope(typed.vars), steps);
    }
    Drawn { amounts, years: years(view), reviewed: reviewed(view, judged) }
}

struct Walk<'w, 'v> {
    view: &'w View<'v>,
    rule: &'w str,
    title: &'w Bilingual,
    out: &'w mut Vec<Amount>,
}

impl<'v> Walk<'_, 'v> {
    /// The steps whose conditions hold, under each choice of the names around them.
    fn steps(&mut self, scope: &mut Scope<'v>, steps: &[Step]) {
        for step in steps {
            match step {
                Step::ForEach(binder, body) => {
                    if let Items::Known { of, len } = scope.items(&binder.source) {
                        for index in 0..len {
                            scope.bind(binder.var, of.item(index));
                            self.steps(scope, body);
                        }
                        scope.bind(binder.var, Ref::Unbound);
                    }
                }
                Step::When(condition, body) if scope.truth(*condition) == Truth::True => {
                    self.steps(scope, body)
                }
                Step::Unless(condition, _, body) if scope.truth(*condition) == Truth::False => {
                    self.steps(scope, body);
                }
                Step::When(..) | Step::Unless(..) => {}
                Step::Require(id) => {
                    // What may also be met in another way is no bound of its own.
                    if let Some([only]) = self.view.plan.requirement(*id).map(|one| one.branches.as_slice()) {
                        self.condition(scope, *only);
                    }
                }
            }
        }
    }

    /// Conditions nest no deeper than the checker follows.
    fn condition(&mut self, scope: &mut Scope<'v>, id: NodeId) {
        match self.view.plan.node(id).map(|node| &node.kind) {
            Some(Kind::All(parts)) => parts.iter().for_each(|part| self.condition(scope, *part)),
            Some(Kind::Compare(op, left, right)) => {
                let fixed = |node: NodeId| !self.view.plan.constants(node).is_empty();
                let (op, left, right) = if fixed(*left) && !fixed(*right) {
                    (op.flipped(), *right, *left)
                } else {
                    (*op, *left, *right)
                };
                self.bound(scope, op, left, right);
            }
            Some(Kind::Between(value, low, high)) => {
                self.bound(scope, Comparator::AtLeast, *value, *low);
                self.bound(scope, Comparator::AtMost, *value, *high);
            }
            _ => {}
        }
    }

    fn bound(&mut self, scope: &mut Scope<'v>, op: Comparator, left: NodeId, right: NodeId) {
        let plan = self.view.plan;
        let ty = scalar_of(plan, left);
        let drawn = matches!(ty, Some(Scalar::Money(_) | Scalar::Percent | Scalar::Whole | Scalar::Number));
        let lower = matches!(op, Comparator::AtLeast | Comparator::MoreThan);
        if !drawn || !(lower || matches!(op, Comparator::AtMost | Comparator::LessThan)) {
            return;
        }
        let (Some(a), Some(b)) = (scope.value(left), scope.value(right)) else { return };
        let (Val::Num(value), Val::Num(limit)) = (&a, &b) else { return };
        let name = operand(self.view, scope, left, &mut Ctx::default());
        let words = show_val(plan, scalar_of(plan, right).or(ty), &b);
        let order = order_of(ty);
        let words = both(relation_en(op, order, &words.en), relation_ja(op, order, &words.ja).0);
        let holds = compare_values(op, &a, &b) == Truth::True;
        let limit = AmountLimit { value: limit.clone(), words, lower, holds };
        let same = |one: &&mut Amount| one.rule == self.rule && one.name == name && one.value == *value;
        match self.out.iter_mut().find(same) {
            Some(amount) => amount.limits.push(limit),
            None => self.out.push(Amount {
                rule: self.rule.to_owned(),
                title: self.title.clone(),
                name,
                shown: show_val(plan, ty, &a),
                value: value.clone(),
                limits: vec![limit],
            }),
        }
    }
}

/// The amounts of each row that has a fiscal year, in the lists of the proposal.
fn years(view: &View<'_>) -> Vec<Year> {
    let schema = &view.plan.pack.schema;
    let parts = parts(view);
    let (Some(root), Some(proposal)) = (view.plan.pack.root(), view.proposals.first()) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (index, field) in (0_u32..).zip(&root.fields) {
        let FieldType::List { item, .. } = &field.ty else { continue };
        let FieldType::Record(record) = **item else { continue };
        let Some(fields) = schema.record(record).map(|record| &record.fields) else { continue };
        let of_year = fields.iter().position(|one| one.ty == FieldType::Scalar(Scalar::FiscalYear));
        let (Some(of_year), Some(State::Given(Value::List(first, len)))) =
            (of_year, proposal.slot(SlotId(index)).map(|slot| &slot.state))
        else {
            continue;
        };
        for row in 0..*len {
            let Some(State::Given(Value::Record(_, inner))) =
                proposal.slot(first.offset(row)).map(|slot| &slot.state)
            else {
                continue;
            };
            let state = |at: usize| {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                proposal.slot(inner.offset(at)).map(|slot| &slot.state)
            };
            let amount = |at: usize| match (fields.get(at).map(|one| &one.ty), state(at)) {
                (Some(FieldType::Scalar(Scalar::Money(_))), Some(State::Given(Value::Num(amount)))) => {
                    Some(amount)
                }
                _ => None,
            };
            let Some(State::Given(Value::Year(year))) = state(of_year) else { continue };
            let name = |at: usize| fields.get(at).map(|one| one.label.words(&one.name)).unwrap_or_default();
            let is_part = |at: usize| parts.iter().any(|(of, part, _)| *of == record && *part == at);
            let bars = (0..fields.len()).filter(|at| !is_part(*at)).filter_map(|at| {
                let whole = amount(at)?;
                let part = parts.iter().filter(|(of, _, outer)| *of == record && *outer == at);
                let part = part.filter_map(|(_, part, _)| Some((*part, amount(*part)?))).next();
                Some(YearBar {
                    name: name(at),
                    amount: whole.clone(),
                    shown: notation::money(whole),
                    part: part
                        .filter(|(_, amount)| *amount <= whole)
                        .map(|(part, amount)| (name(part), amount.clone(), notation::money(amount))),
                })
            });
            let year = notation::year(*year);
            out.push(Year { list: field.label.words(&field.name), year, bars: bars.collect() });
        }
    }
    out.retain(|year| !year.bars.is_empty());
    out
}

/// Which fields of a record are part of others: those that a rule holds to be at most them.
fn parts(view: &View<'_>) -> BTreeSet<(RecordId, usize, usize)> {
    let mut out = BTreeSet::new();
    for steps in &view.plan.rules {
        parts_in(view, steps, &mut BTreeMap::new(), &mut out);
    }
    out
}

fn parts_in(
    view: &View<'_>,
    steps: &[Step],
    names: &mut BTreeMap<VarId, RecordId>,
    out: &mut BTreeSet<(RecordId, usize, usize)>,
) {
    for step in steps {
        match step {
            Step::ForEach(binder, body) => {
                if let crate::check::typed::ListSource::Field(path) = &binder.source
                    && let PathType::Field(FieldType::List { item, .. }) = &path.ty
                    && let FieldType::Record(record) = **item
                {
                    names.insert(binder.var, record);
                }
                parts_in(view, body, names, out);
            }
            Step::When(_, body) | Step::Unless(_, _, body) => parts_in(view, body, names, out),
            Step::Require(id) => {
                let branches = view.plan.requirement(*id).map(|one| one.branches.as_slice());
                let Some([only]) = branches else { continue };
                let Some(Kind::Compare(op, left, right)) = view.plan.node(*only).map(|node| &node.kind)
                else {
                    continue;
                };
                let (part, whole) = match op {
                    Comparator::AtMost => (left, right),
                    Comparator::AtLeast => (right, left),
                    _ => continue,
                };
                let field = |id: &NodeId| match view.plan.node(*id).map(|node| &node.kind) {
                    Some(Kind::Path(Path { root: PathRoot::Var(var), steps, .. })) => {
                        match steps.as_slice() {
                            [only] => Some((*var, usize::try_from(*only).ok()?)),
                            _ => None,
                        }
                    }
                    _ => None,
                };
                if let (Some((one, part)), Some((other, whole))) = (field(part), field(whole))
                    && one == other
                    && let Some(record) = names.get(&one)
                {
                    out.insert((*record, part, whole));
                }
            }
        }
    }
}

fn reviewed(view: &View<'_>, judged: &Judged) -> Vec<Reviewed> {
    let all = view.plan.pack.judgements.iter().zip(&judged.judgements);
    all.filter(|(_, outcome)| !outcome.not_applicable)
        .map(|(judgement, outcome)| Reviewed {
            title: judgement.title.clone(),
            missing: outcome.missing.iter().map(|site: &Site| view.written(*site)).collect(),
        })
        .collect()
}
