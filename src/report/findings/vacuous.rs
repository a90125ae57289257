//! Rules that hold only because there was nothing to hold them against: said aloud, never counted in silence.

use super::full_name;
use crate::check::typed::ListSource;
use crate::eval::{Items, Judged, Outcome, Scope, Truth};
use crate::plan::{Binder, Kind, NodeId, Step};
use crate::report::model::Vacuous;
use crate::report::view::View;
use crate::report::words::{Ctx, lists_name, sentence};

/// The rules of a proposal that hold over an empty list.
pub(super) fn of(view: &View<'_>, judged: &Judged) -> Vec<Vacuous> {
    let mut out = Vec::new();
    for (index, rule) in judged.rules.iter().enumerate() {
        let (Some(judged), Some(typed), Some(steps)) =
            (rule, view.plan.pack.rules.get(index), view.plan.rules.get(index))
        else {
            continue;
        };
        if judged.outcome != Outcome::Pass {
            continue;
        }
        let mut scope = view.scope(typed.vars);
        if let Some(text) = empty_in_steps(view, &mut scope, steps) {
            out.push(Vacuous { rule: full_name(view.plan, &typed.name), text });
        }
    }
    out
}

/// The first empty list in the outermost steps.
fn empty_in_steps(view: &View<'_>, scope: &mut Scope<'_>, steps: &[Step]) -> Option<crate::diag::Bilingual> {
    steps.iter().find_map(|step| match step {
        Step::ForEach(binder, _) => empty(view, scope, std::slice::from_ref(binder)),
        Step::When(condition, body) => {
            (scope.truth(*condition) == Truth::True).then(|| empty_in_steps(view, scope, body)).flatten()
        }
        Step::Unless(condition, _, body) => {
            (scope.truth(*condition) == Truth::False).then(|| empty_in_steps(view, scope, body)).flatten()
        }
        Step::Require(id) => {
            let requirement = view.plan.requirement(*id)?;
            match requirement.branches.as_slice() {
                [only] => empty_in_node(view, scope, *only),
                _ => None,
            }
        }
    })
}

fn empty_in_node(view: &View<'_>, scope: &mut Scope<'_>, id: NodeId) -> Option<crate::diag::Bilingual> {
    match &view.plan.node(id)?.kind {
        Kind::Quantified { binder, .. } => empty(view, scope, std::slice::from_ref(binder)),
        Kind::NoTwo { binders, .. } | Kind::Aggregate { binders, .. } => empty(view, scope, binders),
        Kind::Compare(_, left, right) => {
            empty_in_node(view, scope, *left).or_else(|| empty_in_node(view, scope, *right))
        }
        Kind::All(parts) => parts.iter().find_map(|part| empty_in_node(view, scope, *part)),
        _ => None,
    }
}

fn empty(view: &View<'_>, scope: &Scope<'_>, binders: &[Binder]) -> Option<crate::diag::Bilingual> {
    let first = binders.first()?;
    if !matches!(first.source, ListSource::Field(_)) {
        return None;
    }
    match scope.items(&first.source) {
        Items::Known { len: 0, .. } => {
            let list = lists_name(view, scope, std::slice::from_ref(first), &Ctx::default());
            Some(sentence::nothing_to_check(&list))
        }
        _ => None,
    }
}
