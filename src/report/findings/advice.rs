//! Advice of the tool itself: a program that is not in force, a unit that may have slipped, texts that look the same.

use super::{blank, place_of, root_place, set_marks, set_subject};
use crate::check::typed::Path;
use crate::data::{FieldType, State, Value};
use crate::diag::{Code, LOOKS_THE_SAME, NOT_IN_FORCE, Severity, UNIT_SLIP};
use crate::eval::{Found, Instance, Judged, Outcome, Site, Truth, Val};
use crate::plan::{Kind, NodeId};
use crate::report::model::{Finding, FindingOutcome, Repair};
use crate::report::repairs::written;
use crate::report::view::{View, root_site};
use crate::report::words::{Ctx, advice as words, exact_name, show_val, site_name, title};
use crate::value::{Num, Scalar};
use std::collections::BTreeSet;

/// All advice on one proposal.
pub(super) fn findings(view: &View<'_>, judged: &Judged, most: usize) -> Vec<Finding> {
    let mut out = Vec::new();
    if judged.in_force == Some(false) {
        out.push(not_in_force(view, judged));
    }
    let mut slipped: BTreeSet<Site> = BTreeSet::new();
    for rule in judged.rules.iter().flatten() {
        for instance in
            rule.instances.iter().filter(|one| matches!(one.outcome, Outcome::Fail | Outcome::Contested))
        {
            if slipped.len() < most
                && let Some((site, to)) = unit_slip(view, instance)
                && slipped.insert(site)
            {
                out.push(slip(view, site, &to));
            }
        }
    }
    for likeness in judged.likenesses.iter().take(most) {
        let mut finding = at(view, LOOKS_THE_SAME, Severity::Advice, likeness.site);
        let name = site_name(view, likeness.site, &mut Ctx::default());
        finding.title = title::please_check(&words::looks_the_same_title());
        finding.message = words::looks_the_same(&name, &typed(view, likeness.site), &likeness.other);
        finding.help = Some(words::if_meant(&likeness.other));
        let label = words::looks_like(&likeness.other);
        set_marks(view, &mut finding, &[(likeness.site, label)]);
        out.push(finding);
    }
    out
}

fn at(view: &View<'_>, code: Code, severity: Severity, site: Site) -> Finding {
    let place = place_of(view, site).unwrap_or_else(|| root_place(view, site.proposal));
    let mut finding = blank(code.to_string(), FindingOutcome::Fail, severity, place);
    set_subject(view, &mut finding, Some(site));
    finding
}

/// A text of the proposal in the form in which it is compared.
fn typed(view: &View<'_>, site: Site) -> String {
    let slot = view.proposals.get(site.proposal as usize).and_then(|proposal| proposal.slot(site.slot));
    match slot.map(|slot| &slot.state) {
        Some(State::Given(Value::Text(text))) => text.to_string(),
        _ => String::new(),
    }
}

fn not_in_force(view: &View<'_>, judged: &Judged) -> Finding {
    let program = &view.plan.pack.program;
    let site = root_site(0, program.as_of.unwrap_or(0));
    let mut finding = at(view, NOT_IN_FORCE, Severity::Error, site);
    finding.title = title::not_met(&words::not_in_force_title());
    let valid = program.valid;
    finding.message = words::not_in_force(
        &program.title,
        judged.as_of,
        valid.map(|valid| valid.from),
        valid.and_then(|valid| valid.to),
    );
    if let Some(valid) = valid {
        super::set_requirement(view, &mut finding, valid.span);
    }
    set_marks(view, &mut finding, &[(site, words::not_in_force_label())]);
    finding
}

fn slip(view: &View<'_>, site: Site, to: &Num) -> Finding {
    let mut finding = at(view, UNIT_SLIP, Severity::Advice, site);
    let ty = match view.field(site) {
        Some((_, FieldType::Scalar(scalar))) => Some(*scalar),
        _ => None,
    };
    let name = site_name(view, site, &mut Ctx::default());
    let value = view.proposals.get(site.proposal as usize).and_then(|p| p.slot(site.slot));
    let actual = match value.map(|slot| &slot.state) {
        Some(State::Given(value)) => crate::report::words::show(view.plan, ty, value),
        _ => crate::diag::Bilingual::default(),
    };
    let meant = show_val(view.plan, ty, &Val::Num(to.clone()));
    finding.title = title::please_check(&words::unit_slip_title());
    finding.message = words::unit_slip(&name, &actual, &meant);
    let written = written(view, site, &Value::Num(to.clone()));
    let text = words::write_instead(&exact_name(view, site), &written);
    finding.repairs.push(Repair {
        path: view.written(site),
        to: Some(to.to_string()),
        text: text.clone(),
        refused_by: Vec::new(),
    });
    finding.help = Some(text);
    set_marks(view, &mut finding, &[(site, words::read_as(&actual))]);
    finding
}

/// The field whose constant bounds all fail to hold now and all hold a thousand times larger or smaller.
fn unit_slip(view: &View<'_>, instance: &Instance) -> Option<(Site, Num)> {
    let requirement = view.plan.requirement(instance.requirement?)?;
    let mut scope = view.scope_of(instance);
    let mut bounds = Vec::new();
    for branch in &requirement.branches {
        constant_bounds(view, *branch, &mut bounds);
    }
    let (path, _) = bounds.iter().find(|(_, node)| scope.truth(*node) == Truth::False)?;
    let Found::Slot(site, slot) = scope.find(path) else { return None };
    let (_, FieldType::Scalar(Scalar::Money(_))) = view.field(site)? else { return None };
    let State::Given(Value::Num(now)) = &slot.state else { return None };
    if now.is_zero() {
        return None;
    }
    // All bounds on this field in the whole rule.
    let mut all = Vec::new();
    for other in view.plan.requirements.iter().filter(|other| other.rule == requirement.rule) {
        for branch in &other.branches {
            constant_bounds(view, *branch, &mut all);
        }
    }
    all.retain(|(other, _)| other.root == path.root && other.steps == path.steps);
    let mut meets = |to: &Num| {
        let to = Val::Num(to.clone());
        all.iter().all(|(_, node)| scope.holds_for(*node, &to) == Truth::True)
    };
    let (ten, thousand) = (Num::Int(10), Num::Int(1000));
    // What ten times as much would mend is a near miss, not a slip of the unit.
    let larger = Some((now.mul(&thousand), now.mul(&ten)));
    let smaller = now.div(&thousand).filter(Num::is_integer).zip(now.div(&ten));
    let slipped = [larger, smaller].into_iter().flatten().find(|(to, near)| meets(to) && !meets(near));
    slipped.map(|(to, _)| (site, to))
}

/// The comparisons of a path with constants that must hold, through `and`.
fn constant_bounds<'a>(view: &View<'a>, id: NodeId, out: &mut Vec<(&'a Path, NodeId)>) {
    let Some(node) = view.plan.node(id) else { return };
    let path = |id: NodeId| match view.plan.node(id).map(|node| &node.kind) {
        Some(Kind::Path(path)) => Some(path),
        _ => None,
    };
    let constant = |id: NodeId| is_constant(view, id);
    match &node.kind {
        Kind::All(parts) => {
            for part in parts {
                constant_bounds(view, *part, out);
            }
        }
        Kind::Compare(_, left, right) => {
            if let Some(path) = path(*left)
                && constant(*right)
            {
                out.push((path, id));
            }
        }
        Kind::Between(value, low, high) => {
            if let Some(path) = path(*value)
                && constant(*low)
                && constant(*high)
            {
                out.push((path, id));
            }
        }
        _ => {}
    }
}

/// Whether an expression reads no proposal.
fn is_constant(view: &View<'_>, id: NodeId) -> bool {
    match view.plan.node(id).map(|node| &node.kind) {
        Some(Kind::Const(_) | Kind::Let(_)) => true,
        Some(Kind::Binary(_, left, right)) => is_constant(view, *left) && is_constant(view, *right),
        Some(Kind::Share { of, .. } | Kind::Round(_, of, _)) => is_constant(view, *of),
        _ => false,
    }
}
