//! `let_dates`: a figure with dates that has no value on some day on which the programme is in force.

use super::facts::{Look, is_own};
use crate::diag::{Diagnostic, lints_rules};
use crate::value::show;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let pack = &look.plan.pack;
    let mut out = Vec::new();
    for figure in pack.lets.iter().filter(|figure| is_own(&figure.name)) {
        let dated: Vec<_> = figure.values.iter().filter_map(|value| value.valid).collect();
        let (Some(first), Some(last)) = (dated.first(), dated.last()) else { continue };
        for (before, after) in dated.iter().zip(dated.iter().skip(1)) {
            let eve = after.from.day_before();
            if let (Some(to), Some(eve)) = (before.to, eve)
                && to < eve
            {
                out.push(lints_rules::let_gap(
                    after.span,
                    &figure.name,
                    (before.span, &show::date(to)),
                    &show::date(after.from),
                ));
            }
        }
        let Some(program) = pack.program.valid else { continue };
        if program.from < first.from {
            out.push(lints_rules::let_begins_late(
                first.span,
                &figure.name,
                &show::date(first.from),
                (program.span, &show::date(program.from)),
            ));
        }
        if let Some(to) = last.to
            && program.to.is_none_or(|end| to < end)
        {
            out.push(lints_rules::let_ends_early(
                last.span,
                &figure.name,
                &show::date(to),
                (program.span, program.to.map(show::date).as_ref()),
            ));
        }
    }
    out
}
