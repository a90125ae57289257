//! `and`, `or` and `any of`: which parts decided.

use super::{Why, explain, is};
use crate::eval::Scope;
use crate::plan::NodeId;
use crate::report::view::View;
use crate::report::words::{Ctx, sentence};

/// Every part should be `want`: those that are not decided.
pub(super) fn each_of(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    parts: &[NodeId],
    want: bool,
    ctx: &mut Ctx,
) -> Why {
    let mut whole: Option<Why> = None;
    for part in parts {
        if !is(scope, *part, !want) {
            continue;
        }
        let why = explain(view, scope, *part, want, ctx);
        match &mut whole {
            None => whole = Some(why),
            Some(first) => {
                first.plain = false;
                first.message = sentence::and_also(&first.message, &why.message);
                first.absorb(why);
            }
        }
    }
    whole.unwrap_or_default()
}

/// One part at least should be `want`, and none is: all decided; the nearest one is named.
pub(super) fn none_of(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    parts: &[NodeId],
    want: bool,
    ctx: &mut Ctx,
) -> Why {
    let whys: Vec<Why> =
        parts.iter().map(|part| explain(view, scope, *part, want, &mut ctx.clone())).collect();
    let nearest = whys
        .iter()
        .enumerate()
        .filter_map(|(index, why)| why.measure.distance.clone().map(|distance| (distance, index)))
        .min();
    let messages: Vec<_> = whys.iter().map(|why| why.message.clone()).collect();
    let nearest = nearest.map(|(_, index)| index);
    let message = sentence::none_holds(&messages, nearest.filter(|_| whys.len() > 1));
    let mut rest: Vec<Option<Why>> = whys.into_iter().map(Some).collect();
    let mut whole = rest.get_mut(nearest.unwrap_or(0)).and_then(Option::take).unwrap_or_default();
    for why in rest.into_iter().flatten() {
        whole.absorb(why);
    }
    whole.message = message;
    whole.plain = false;
    whole
}
