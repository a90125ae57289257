//! Repairs (being written).

use super::explain::Why;
use super::model::Finding;
use super::view::View;
use super::words::show_val;
use crate::data::{FieldType, notation_at};
use crate::diag::Bilingual;
use crate::eval::{Instance, Judged, Site, Val};
use crate::plan::Requirement;
use crate::value::Scalar;

pub(super) struct Repairer<'a> {
    _judged: Option<&'a Judged>,
}

impl<'a> Repairer<'a> {
    pub(super) fn new(_view: &View<'a>, judged: Option<&'a Judged>) -> Self {
        Self { _judged: judged }
    }
}

pub(super) fn offer(
    _view: &View<'_>,
    _finding: &mut Finding,
    _repairer: &mut Repairer<'_>,
    _instance: &Instance,
    _requirement: &Requirement,
    _why: &Why,
) {
}

/// A value as the applicant would write it.
pub(super) fn written_value(view: &View<'_>, site: Site, value: &Val<'_>) -> Bilingual {
    let scalar = match view.field(site) {
        Some((_, FieldType::Scalar(scalar))) => Some(*scalar),
        _ => None,
    };
    if let (Some(Scalar::Money(money)), Val::Num(yen), Some(span), Some(file)) =
        (scalar, value, view.span(site), view.file(site.proposal))
    {
        return Bilingual::same(notation_at(file.source, span, money).write(yen));
    }
    show_val(view.plan, scalar, value)
}
