//! Limits of fields that hold for every application: a rule's comparison with a figure that never changes, reached
//! without any condition but that the field is given, or that a required one is.
//!
//! Left out is whatever holds only sometimes: rules with a date, advice, rules that contradict others, branches of
//! `any of`, items that a filter chooses, figures that change by date.

use crate::check::typed::{Binder, ListSource, Path, PathRoot, Rule, RuleId, VarId};
use crate::data::{FieldType, Value};
use crate::diag::{Bilingual, Severity};
use crate::plan::{Kind, NodeId, Plan, Step};
use crate::report::node_value;
use crate::syntax::ast::{Aggregate, Comparator, Quantifier};
use std::collections::{BTreeMap, BTreeSet};

/// What holds for every application. Each path is the indices of the fields from the root record on.
#[derive(Default)]
pub(super) struct Fixed {
    /// The limits of fields.
    pub(super) limits: Vec<(Vec<u32>, Bilingual)>,
    /// The lists of which a rule wants so many entries at least.
    pub(super) least: BTreeMap<Vec<u32>, u32>,
    /// The fields that a rule wants to be given.
    pub(super) given: BTreeSet<Vec<u32>>,
}

/// What holds for every application of a pack.
pub(super) fn of(plan: &Plan) -> Fixed {
    let mut out = Fixed::default();
    for (number, (rule, steps)) in (0u32..).zip(plan.pack.rules.iter().zip(&plan.rules)) {
        // Advice asks for fields as well, and limits nothing.
        if !always(rule) {
            continue;
        }
        let mut walk =
            Walk { plan, names: Vec::new(), given: Vec::new(), plain: Vec::new(), wanted: BTreeSet::new() };
        walk.steps(steps);
        out.given.append(&mut walk.wanted);
        for bound in plan.bounds_of(RuleId(number)) {
            let at = walk.plain.iter().find(|(node, _)| *node == bound.node);
            let Some((_, places)) = at else { continue };
            let [limit] = bound.limits.as_slice() else { continue };
            let field = places.iter().find(|(side, _)| *side == bound.compared);
            let Some((_, field)) = field.filter(|_| limit.from.is_none() && limit.to.is_none()) else {
                continue;
            };
            if let Some(least) = least(plan, bound.comparator, bound.compared, &limit.value) {
                let known = out.least.entry(field.clone()).or_insert(0);
                *known = least.max(*known);
            }
            if rule.severity != Severity::Error {
                continue;
            }
            let words = words(plan, bound.comparator, bound.compared, &limit.value);
            let Some(words) = words else { continue };
            if !out.limits.iter().any(|(known, said)| known == field && *said == words) {
                out.limits.push((field.clone(), words));
            }
        }
    }
    out
}

/// Whether a rule holds for every application, at any time.
fn always(rule: &Rule) -> bool {
    !rule.across && rule.valid.is_none() && rule.conflicts.is_empty()
}

/// Whether a side is a count of entries.
fn counts(plan: &Plan, side: NodeId) -> bool {
    matches!(plan.node(side).map(|node| &node.kind), Some(Kind::Aggregate { .. }))
}

/// How many entries a bound asks for at least.
fn least(plan: &Plan, comparator: Comparator, compared: NodeId, limit: &Value) -> Option<u32> {
    let Value::Num(limit) = limit else { return None };
    let limit = limit.to_i128().filter(|_| counts(plan, compared))?;
    match comparator {
        Comparator::AtLeast => u32::try_from(limit).ok(),
        Comparator::MoreThan => u32::try_from(limit.checked_add(1)?).ok(),
        _ => None,
    }
}

fn words(plan: &Plan, comparator: Comparator, compared: NodeId, limit: &Value) -> Option<Bilingual> {
    let value = node_value(plan, compared, limit);
    let value = if counts(plan, compared) {
        let one = value.en == "1";
        Bilingual::new(
            format!("{} {}", value.en, if one { "entry" } else { "entries" }),
            format!("{}件", value.ja),
        )
    } else {
        value
    };
    let (en, ja) = match comparator {
        Comparator::AtLeast => ("at least", "以上"),
        Comparator::AtMost => ("at most", "以下"),
        Comparator::MoreThan => ("more than", "超"),
        Comparator::LessThan => ("less than", "未満"),
        Comparator::OnOrBefore => ("on or before", "以前"),
        Comparator::OnOrAfter => ("on or after", "以後"),
        Comparator::Before => ("before", "より前"),
        Comparator::After => ("after", "より後"),
        Comparator::Is | Comparator::IsNot => return None,
    };
    Some(Bilingual::new(format!("{en} {}", value.en), format!("{}{ja}", value.ja)))
}

/// A comparison that always holds, and the fields that its sides name.
type Plain = (NodeId, Vec<(NodeId, Vec<u32>)>);

struct Walk<'p> {
    plan: &'p Plan,
    /// The names that are bound, each with the path of its list.
    names: Vec<(VarId, Option<Vec<u32>>)>,
    /// The fields that the steps around make sure of; `None` is a condition of another kind.
    given: Vec<Option<Vec<u32>>>,
    plain: Vec<Plain>,
    /// The fields that must be given.
    wanted: BTreeSet<Vec<u32>>,
}

impl Walk<'_> {
    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::ForEach(binder, body) => {
                    self.bind(binder);
                    self.steps(body);
                    self.names.pop();
                }
                Step::When(condition, body) => {
                    let before = self.given.len();
                    self.condition(*condition);
                    self.steps(body);
                    self.given.truncate(before);
                }
                Step::Unless(..) => {}
                Step::Require(id) => {
                    let branches = self.plan.requirement(*id).map_or(&[][..], |one| one.branches.as_slice());
                    if let [only] = branches {
                        self.holds(*only);
                    }
                }
            }
        }
    }

    fn bind(&mut self, binder: &Binder) {
        let path = match &binder.source {
            ListSource::Field(path) => self.field(path),
            ListSource::Table(_) | ListSource::Proposals => None,
        };
        self.names.push((binder.var, path));
    }

    /// What a `when` makes sure of.
    fn condition(&mut self, node: NodeId) {
        match self.plan.node(node).map(|node| &node.kind) {
            Some(Kind::Given { path, missing: false }) => {
                let field = self.field(path);
                if !self.is_required(field.as_deref()) {
                    self.given.push(field);
                }
            }
            Some(Kind::Quantified { quantifier: Quantifier::Every, binder, filter: None, body }) => {
                self.bind(binder);
                let before = self.given.len();
                self.condition(*body);
                self.names.pop();
                // What is given in every entry is not told by one entry.
                if self.given.len() > before {
                    self.given.truncate(before);
                    self.given.push(None);
                }
            }
            Some(Kind::All(parts)) => {
                for part in parts {
                    self.condition(*part);
                }
            }
            _ => self.given.push(None),
        }
    }

    /// A condition that holds wherever the steps lead to it.
    fn holds(&mut self, node: NodeId) {
        let plan = self.plan;
        match plan.node(node).map(|node| &node.kind) {
            Some(Kind::All(parts)) => parts.iter().for_each(|part| self.holds(*part)),
            Some(Kind::Quantified { quantifier: Quantifier::Every, binder, filter: None, body }) => {
                self.bind(binder);
                self.holds(*body);
                self.names.pop();
            }
            Some(Kind::Compare(_, left, right)) => self.keep(node, &[*left, *right]),
            Some(Kind::Between(value, ..)) => self.keep(node, &[*value]),
            Some(Kind::Given { path, missing: false }) => {
                let wanted = self.field(path).filter(|path| self.is_sure(path));
                self.wanted.extend(wanted);
            }
            _ => {}
        }
    }

    fn keep(&mut self, node: NodeId, sides: &[NodeId]) {
        let mut places = Vec::new();
        for side in sides {
            let path = match self.plan.node(*side).map(|node| &node.kind) {
                Some(Kind::Path(path)) => self.field(path),
                Some(Kind::Aggregate { function: Aggregate::Count, binders, filter: None, .. }) => {
                    match binders.as_slice() {
                        [Binder { source: ListSource::Field(path), .. }] => self.field(path),
                        _ => None,
                    }
                }
                _ => None,
            };
            places.extend(path.filter(|path| self.is_sure(path)).map(|path| (*side, path)));
        }
        if !places.is_empty() {
            self.plain.push((node, places));
        }
    }

    /// Whether every complete application gives a field: it is required, and so is all on the way to it.
    fn is_required(&self, path: Option<&[u32]>) -> bool {
        let Some(path) = path else { return false };
        let pack = &self.plan.pack;
        let mut record = Some(pack.program.root);
        path.iter().all(|step| {
            let fields = record.and_then(|id| pack.schema.record(id)).map(|record| &record.fields);
            let field = fields.and_then(|fields| fields.get(usize::try_from(*step).ok()?));
            record = field.and_then(|field| match &field.ty {
                FieldType::Record(inner) => Some(*inner),
                FieldType::List { item, .. } => match item.as_ref() {
                    FieldType::Record(inner) => Some(*inner),
                    _ => None,
                },
                _ => None,
            });
            field.is_some_and(|field| !field.optional)
        })
    }

    /// Whether what is said of a field here holds wherever the field is given: all that is made sure of around it is
    /// on the way to it, or it is the field itself.
    fn is_sure(&self, path: &[u32]) -> bool {
        self.given.iter().all(|given| given.as_ref().is_some_and(|given| path.starts_with(given)))
    }

    /// The fields from the root record to what a path names; `None` where it starts elsewhere.
    fn field(&self, path: &Path) -> Option<Vec<u32>> {
        let mut out = match path.root {
            PathRoot::Proposal => Vec::new(),
            PathRoot::This => return None,
            PathRoot::Var(var) => {
                self.names.iter().rev().find(|(name, _)| *name == var).and_then(|(_, list)| list.clone())?
            }
        };
        out.extend(&path.steps);
        Some(out)
    }
}
