//! `literal_twice`: an amount or a percentage that is written out in two rules on one field, or beside a `let` of its value
//! that bounds the same field. A new call then changes one and forgets the other.

use super::facts::Look;
use super::subject::{Bounded, bounded};
use crate::check::typed::Type;
use crate::diag::{Diagnostic, lints_figures};
use crate::plan::{FieldId, Kind};
use crate::text::Span;
use crate::value::{Num, Scalar, show};
use std::collections::BTreeMap;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<(FieldId, Num), Vec<Bounded>> = BTreeMap::new();
    for one in bounded(look) {
        let ty = look.plan.node(one.bound.compared).map(|node| &node.ty);
        let named = matches!(ty, Some(Type::Scalar(Scalar::Money(_) | Scalar::Percent)));
        if named && one.value != Num::ZERO {
            groups.entry((one.field, one.value.clone())).or_default().push(one);
        }
    }
    let mut out = Vec::new();
    for ((_, value), group) in groups {
        let is_let = |one: &Bounded| matches!(kind(look, one), Some(Kind::Let(_)));
        let figures: Vec<&Bounded> =
            group.iter().filter(|one| matches!(kind(look, one), Some(Kind::Const(_)))).collect();
        let words =
            match figures.first().and_then(|one| look.plan.node(one.bound.compared)).map(|node| &node.ty) {
                Some(Type::Scalar(Scalar::Percent)) => show::percent(&value),
                _ => show::money(&value),
            };
        // A figure and its other reading stand side by side and are changed together.
        let apart = |one: &&Bounded, other: Span| requirement(look, one.figure) != requirement(look, other);
        if let (Some(figure), Some(named)) = (figures.first(), group.iter().find(|one| is_let(one))) {
            let name = match kind(look, named) {
                Some(Kind::Let(id)) => look.plan.pack.figure(*id).map(|figure| figure.name.as_str()),
                _ => None,
            };
            out.extend(
                name.map(|name| lints_figures::literal_of_let(figure.figure, &words, (named.figure, name))),
            );
        } else if let Some(first) = figures.first()
            && let Some(second) = figures.iter().find(|one| apart(one, first.figure))
        {
            out.push(lints_figures::literal_twice(second.figure, &words, first.figure));
        }
    }
    out
}

fn kind<'a>(look: &Look<'a>, one: &Bounded) -> Option<&'a Kind> {
    look.plan.node(one.bound.limit).map(|node| &node.kind)
}

/// The requirement in which a place lies, its other readings included.
fn requirement(look: &Look, place: Span) -> Option<usize> {
    look.plan.requirements.iter().position(|one| {
        one.span.contains(place) || one.readings.iter().any(|reading| reading.span.contains(place))
    })
}
