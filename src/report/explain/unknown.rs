//! Why something cannot be decided yet, in words: what is missing, what cannot be read, what has no figure.

use crate::check::typed::{Binder, LetId};
use crate::data::State;
use crate::diag::Bilingual;
use crate::eval::{Flow, Items, Scope, Site, Truth, Val};
use crate::plan::{Kind, NodeId};
use crate::report::view::View;
use crate::report::words::{Ctx, listed, operand, sentence, site_name};
use crate::syntax::ast::Arithmetic;

/// So many open values are named.
const MOST_NAMED: usize = 3;

/// Reasons other than a value of the proposal for which an expression is not known: a figure that is not in force, a
/// division by zero.
pub(in crate::report) fn open_reasons(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    id: NodeId,
    out: &mut Vec<Bilingual>,
) {
    let plan = view.plan;
    let Some(node) = plan.node(id) else { return };
    if scope.value(id).is_some() || out.len() >= MOST_NAMED {
        return;
    }
    match &node.kind {
        Kind::Let(figure) => no_figure(view, scope, *figure, out),
        Kind::Binary(op, left, right) => {
            open_reasons(view, scope, *left, out);
            open_reasons(view, scope, *right, out);
            if *op == Arithmetic::Divide && matches!(scope.value(*right), Some(Val::Num(n)) if n.is_zero()) {
                let name = operand(view, scope, *right, &mut Ctx::default());
                push(out, sentence::divided_by_zero(&name));
            }
        }
        Kind::Compare(_, left, right) => {
            open_reasons(view, scope, *left, out);
            open_reasons(view, scope, *right, out);
        }
        Kind::Between(value, low, high) => {
            for part in [value, low, high] {
                open_reasons(view, scope, *part, out);
            }
        }
        Kind::OneOf { value, members, .. } => {
            open_reasons(view, scope, *value, out);
            for member in members {
                open_reasons(view, scope, *member, out);
            }
        }
        Kind::Not(inner) | Kind::Share { of: inner, .. } | Kind::Round(_, inner, _) => {
            open_reasons(view, scope, *inner, out);
        }
        Kind::All(parts) | Kind::Any(parts) => {
            for part in parts {
                open_reasons(view, scope, *part, out);
            }
        }
        Kind::Define(define, path) => {
            let mut inner = Vec::new();
            let _ = scope.on_define(*define, path, |scope, node| open_reasons(view, scope, node, &mut inner));
            for reason in inner {
                push(out, reason);
            }
        }
        Kind::Quantified { binder, filter, body, .. } => {
            in_list(view, scope, std::slice::from_ref(binder), *filter, Some(*body), out);
        }
        Kind::NoTwo { value, binders, filter } => {
            in_list(view, scope, binders, *filter, Some(*value), out);
        }
        Kind::Aggregate { value, binders, filter, .. } => {
            in_list(view, scope, binders, *filter, *value, out);
        }
        Kind::Const(_) | Kind::Path(_) | Kind::Given { .. } => {}
    }
}

fn in_list(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    binders: &[Binder],
    filter: Option<NodeId>,
    value: Option<NodeId>,
    out: &mut Vec<Bilingual>,
) {
    let known = binders.iter().all(|binder| matches!(scope.items(&binder.source), Items::Known { .. }));
    if !known && binders.len() == 1 {
        return;
    }
    let mut blocked = Vec::new();
    scope.each(
        binders,
        &mut |scope| {
            if let Some(filter) = filter {
                open_reasons(view, scope, filter, out);
                if scope.truth(filter) == Truth::False {
                    return Flow::Go;
                }
            }
            if let Some(value) = value {
                open_reasons(view, scope, value, out);
            }
            if out.len() >= MOST_NAMED { Flow::Stop } else { Flow::Go }
        },
        &mut blocked,
    );
}

fn no_figure(view: &View<'_>, scope: &Scope<'_>, figure: LetId, out: &mut Vec<Bilingual>) {
    let Some(figure) = view.plan.pack.lets.get(figure.0 as usize) else { return };
    let name = figure.label.words(&figure.name);
    push(out, sentence::no_figure(&name, scope.as_of.map(crate::value::Date::fiscal_year)));
}

fn push(out: &mut Vec<Bilingual>, reason: Bilingual) {
    if !out.contains(&reason) {
        out.push(reason);
    }
}

/// What is needed, in one sentence, and in short for the title.
pub(in crate::report) fn open_words(
    view: &View<'_>,
    needs: &[Site],
    reasons: Vec<Bilingual>,
) -> (Bilingual, Bilingual) {
    let mut sentences = Vec::new();
    let mut names = Vec::new();
    for site in needs.iter().take(MOST_NAMED) {
        let name = site_name(view, *site, &mut Ctx::default());
        let state = view
            .proposals
            .get(site.proposal as usize)
            .and_then(|proposal| proposal.slot(site.slot))
            .map(|slot| &slot.state);
        sentences.push(match state {
            Some(State::Malformed) => sentence::unreadable_value(&name),
            Some(State::NotApplicable) => sentence::declared_not_applicable(&name),
            _ => sentence::missing(&name),
        });
        names.push(name);
    }
    let more = needs.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        names.push(sentence::so_many_more(more));
        sentences.push(sentence::so_many_more_values(more));
    }
    let reasons_only = needs.is_empty();
    for reason in reasons {
        if reasons_only {
            names.push(reason.clone());
        }
        sentences.push(sentence::as_sentence(&reason));
    }
    let names = listed(&names, "and");
    let title = if reasons_only { names } else { sentence::needs(&names) };
    (sentence::all_of(&sentences), title)
}
