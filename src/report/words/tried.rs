//! Places and values of a proposal in words, for those who try values outside a report.

use super::{Ctx, exact, show, site_name};
use crate::data::{Proposal, Value};
use crate::diag::Bilingual;
use crate::eval::{Site, Val};
use crate::plan::Plan;
use crate::report::view::View;
use crate::text::{Source, SourceMap};
use crate::value::Scalar;

/// What people call a place of a proposal, and its path as they write it: `local of FY2007`, `main_part[0].local`.
pub fn site_words(
    plan: &Plan,
    rules: &SourceMap,
    source: &Source,
    proposal: &Proposal,
    site: Site,
) -> (Bilingual, String) {
    let proposals = [proposal];
    let view = View::new(plan, rules, &[source], &proposals, None);
    (site_name(&view, site, &mut Ctx::default()), view.written(site))
}

/// A value of a type in words and exactly.
pub fn shown_value(plan: &Plan, ty: Option<Scalar>, value: &Value) -> (Bilingual, String) {
    let exactly = Val::of(value).map(|val| exact(plan, ty, &val)).unwrap_or_default();
    (show(plan, ty, value), exactly)
}
