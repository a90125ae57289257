//! Solving a comparison for one value, exactly, with everything else as it is.

use super::trial::Repairer;
use super::{money_at, scalar_at, value_at};
use crate::data::{State, Value};
use crate::eval::{Instance, Scope, Site, Val, as_number, from_number};
use crate::plan::{Kind, NodeId, Requirement};
use crate::report::explain::{Atom, explain};
use crate::report::view::View;
use crate::report::words::Ctx;
use crate::syntax::ast::Comparator;
use crate::value::{Num, Rounding, Scalar};

/// So often a solution of a piecewise linear comparison is improved.
const MOST_STEPS: usize = 4;

/// The comparisons of which one at least has to be met for a condition to come out as wanted.
pub(super) fn comparisons(view: &View<'_>, scope: &mut Scope<'_>, atom: &Atom) -> Vec<Comparison> {
    match view.plan.node(atom.node).map(|node| &node.kind) {
        Some(Kind::Compare(op, left, right)) => {
            let op = if atom.want { *op } else { op.opposite() };
            vec![Comparison { op, left: *left, right: *right }]
        }
        Some(Kind::Between(value, low, high)) if atom.want => {
            let (Some(now), Some(lower)) = (scope.value(*value), scope.value(*low)) else {
                return Vec::new();
            };
            vec![if now < lower {
                Comparison { op: Comparator::AtLeast, left: *value, right: *low }
            } else {
                Comparison { op: Comparator::AtMost, left: *value, right: *high }
            }]
        }
        Some(Kind::Between(value, low, high)) => vec![
            Comparison { op: Comparator::LessThan, left: *value, right: *low },
            Comparison { op: Comparator::MoreThan, left: *value, right: *high },
        ],
        _ => Vec::new(),
    }
}

/// `left op right`
#[derive(Clone, Copy, Debug)]
pub(super) struct Comparison {
    /// How.
    pub(super) op: Comparator,
    /// The left side.
    pub(super) left: NodeId,
    /// The right side.
    pub(super) right: NodeId,
}

/// The least change of a slot that meets a comparison.
pub(super) fn solve(
    view: &View<'_>,
    repairer: &mut Repairer<'_>,
    atom: &Atom,
    comparison: Comparison,
    site: Site,
) -> Option<State> {
    let scalar = scalar_at(view, site)?;
    let mut at = as_number(&value_at(view, site)?)?;
    for _ in 0..MOST_STEPS {
        let here = gap(view, repairer, atom, comparison, site, scalar, &at)?;
        if holds(comparison.op, &here) {
            return from_number(scalar, &at).filter(|_| allowed(view, site, &at)).map(State::Given);
        }
        let next = gap(view, repairer, atom, comparison, site, scalar, &at.add(&Num::Int(1)))?;
        let slope = next.sub(&here);
        let exact = at.sub(&here.div(&slope)?);
        at = admissible(comparison.op, scalar, &slope, &exact)?;
    }
    let here = gap(view, repairer, atom, comparison, site, scalar, &at)?;
    let met = holds(comparison.op, &here) && allowed(view, site, &at);
    met.then(|| from_number(scalar, &at)).flatten().map(State::Given)
}

/// The left side less the right side, with a value tried.
fn gap(
    view: &View<'_>,
    repairer: &mut Repairer<'_>,
    atom: &Atom,
    comparison: Comparison,
    site: Site,
    scalar: Scalar,
    tried: &Num,
) -> Option<Num> {
    let state = State::Given(from_number(scalar, tried)?);
    repairer.with(view, site, &state, |scope| {
        atom.bindings.restore(scope);
        let left = scope.value(comparison.left).and_then(|value| as_number(&value))?;
        let right = scope.value(comparison.right).and_then(|value| as_number(&value))?;
        Some(left.sub(&right))
    })?
}

fn holds(op: Comparator, gap: &Num) -> bool {
    let positive = !gap.is_negative() && !gap.is_zero();
    match op {
        Comparator::AtLeast | Comparator::OnOrAfter => !gap.is_negative(),
        Comparator::AtMost | Comparator::OnOrBefore => !positive,
        Comparator::MoreThan | Comparator::After => positive,
        Comparator::LessThan | Comparator::Before => gap.is_negative(),
        Comparator::Is => gap.is_zero(),
        Comparator::IsNot => !gap.is_zero(),
    }
}

/// The nearest value on the right side of an exact solution that the field can have.
fn admissible(op: Comparator, scalar: Scalar, slope: &Num, exact: &Num) -> Option<Num> {
    let whole = !matches!(scalar, Scalar::Number | Scalar::Percent);
    let (up, strict) = match op {
        Comparator::AtLeast | Comparator::OnOrAfter => (true, false),
        Comparator::MoreThan | Comparator::After => (true, true),
        Comparator::AtMost | Comparator::OnOrBefore => (false, false),
        Comparator::LessThan | Comparator::Before => (false, true),
        Comparator::Is => return (!whole || exact.is_integer()).then(|| exact.clone()),
        Comparator::IsNot => return None,
    };
    let one = Num::Int(1);
    let grows = up != slope.is_negative();
    match (whole, strict) {
        // No next number exists; a repair has to be one that meets the requirement.
        (false, true) => None,
        (false, false) => Some(exact.clone()),
        (true, false) if grows => Some(exact.ceil()),
        (true, false) => Some(exact.floor()),
        (true, true) if grows => Some(exact.floor().add(&one)),
        (true, true) => Some(exact.ceil().sub(&one)),
    }
}

/// Whether the field may have this value at all.
fn allowed(view: &View<'_>, site: Site, value: &Num) -> bool {
    match scalar_at(view, site) {
        Some(Scalar::Money(money)) => money.signed || !value.is_negative(),
        Some(Scalar::Whole | Scalar::Number | Scalar::Percent) => !value.is_negative(),
        _ => true,
    }
}

/// The value of a slot that meets the requirement and all other readings of it, rounded to the unit in which the
/// applicant counts where that still meets them.
pub(super) fn for_readings(
    view: &View<'_>,
    repairer: &mut Repairer<'_>,
    instance: &Instance,
    requirement: &Requirement,
    site: Site,
) -> Option<State> {
    for reading in &requirement.readings {
        let mut scope = view.scope_of(instance);
        let why = explain(view, &mut scope, reading.value, true, &mut Ctx::default());
        for atom in &why.atoms {
            atom.bindings.restore(&mut scope);
            let state = comparisons(view, &mut scope, atom)
                .into_iter()
                .find_map(|comparison| solve(view, repairer, atom, comparison, site));
            let Some(state) = state else { continue };
            let direction = match &state {
                State::Given(value) => Val::of(value).and_then(|value| super::direction(view, site, &value)),
                _ => None,
            };
            let rounded = to_scale(view, site, &state, direction);
            for candidate in [rounded, Some(state)].into_iter().flatten() {
                if super::meets_readings(view, repairer, instance, requirement, site, &candidate)
                    == Some(true)
                {
                    return Some(candidate);
                }
            }
        }
    }
    None
}

/// An amount rounded to the unit of its field, in the direction of the repair, where the typed one is whole in it.
pub(super) fn to_scale(view: &View<'_>, site: Site, state: &State, direction: Option<bool>) -> Option<State> {
    let step = money_at(view, site)?.scale.yen();
    let State::Given(Value::Num(new)) = state else { return None };
    let Val::Num(old) = value_at(view, site)? else { return None };
    if step == Num::Int(1) || !old.div(&step)?.is_integer() || new.is_negative() {
        return None;
    }
    let rounding = if direction? { Rounding::Up } else { Rounding::Down };
    new.round_to(&step, rounding).map(|rounded| State::Given(Value::Num(rounded)))
}
