//! Why a finding is set aside, as JSON: who, why, until when, and where that is said.

use super::{WirePoint, WireText};
use crate::report::aside::Aside;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct WireAside<'a> {
    /// `acknowledgement`, `waiver` or `baseline`.
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<WireText<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<WireText<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cite: Option<WireText<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<WirePoint<'a>>,
}

impl<'a> WireAside<'a> {
    pub(super) fn of(aside: &'a Aside) -> Self {
        let nothing = Self { by: aside.word(), who: None, because: None, cite: None, until: None, at: None };
        match aside {
            Aside::Acknowledged(said) => Self {
                because: Some(WireText { en: &said.because, ja: &said.because }),
                at: Some(WirePoint::of(&said.at)),
                ..nothing
            },
            Aside::Waived(said) => Self {
                who: Some(WireText::of(&said.who)),
                because: Some(WireText::of(&said.because)),
                cite: Some(WireText::of(&said.cite)),
                until: Some(said.until.to_string()),
                at: Some(WirePoint::of(&said.at)),
                ..nothing
            },
            Aside::Known { .. } => nothing,
        }
    }
}
