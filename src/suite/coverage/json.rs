//! Coverage as JSON, `kisoku.coverage/1`.

use super::goals::{Coverage, OwnerCoverage, Shown};
use super::human::owner_name;
use crate::check::typed::Pack;
use crate::diag::Lang;
use crate::plan::{Owner, Unit};
use crate::report::{WirePoint, pretty_json};
use crate::text::{SourceMap, Span};
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.coverage/1";

/// What the tests of some packs have shown, as JSON, indented, with a line end.
pub fn json(packs: &[(&Coverage, &Pack, &SourceMap)]) -> String {
    let wire = WireCoverage {
        schema: SCHEMA,
        packs: packs
            .iter()
            .map(|(coverage, pack, sources)| WirePack {
                id: &coverage.id,
                asked: coverage.asked(),
                reached: coverage.reached(),
                owners: coverage.owners.iter().map(|owner| wire_owner(owner, pack, sources)).collect(),
            })
            .collect(),
    };
    pretty_json(&wire)
}

fn wire_owner<'a>(owner: &'a OwnerCoverage, pack: &Pack, sources: &'a SourceMap) -> WireOwner<'a> {
    WireOwner {
        kind: match owner.owner {
            Owner::Rule(_) => "rule",
            Owner::Judgement(_) => "judgement",
            Owner::Define(_) => "define",
        },
        name: owner_name(pack, owner.owner, Lang::En),
        asked: owner.asked(),
        reached: owner.reached(),
        conditions: owner
            .conditions
            .iter()
            .map(|one| WireCondition {
                part: &one.condition.part,
                place: point(sources, one.condition.span),
                pass: state(one.shown, 0),
                fail: state(one.shown, 1),
                undetermined: state(one.shown, 2),
            })
            .collect(),
        bounds: owner
            .bounds
            .iter()
            .map(|one| WireBound {
                part: &one.part,
                place: point(sources, one.bound.span),
                comparator: one.bound.comparator.words(),
                unit: match one.bound.unit {
                    Unit::Yen => "yen",
                    Unit::One => "one",
                    Unit::Day => "day",
                    Unit::Year => "year",
                    Unit::Ratio => "ratio",
                },
                below: state(one.shown, 0),
                at: state(one.shown, 1),
                above: state(one.shown, 2),
            })
            .collect(),
    }
}

fn point(sources: &SourceMap, span: Span) -> Option<WirePoint<'_>> {
    let source = sources.get(span.file)?;
    let at = source.line_column(span.start);
    Some(WirePoint::new(&source.name, at.line, at.column))
}

/// Whether it was seen; nothing where it is not asked.
fn state(shown: Shown, at: usize) -> Option<bool> {
    let asked = shown.asked.get(at).copied().unwrap_or(false);
    asked.then(|| shown.seen.get(at).copied().unwrap_or(false))
}

#[derive(Serialize)]
struct WireCoverage<'a> {
    schema: &'static str,
    packs: Vec<WirePack<'a>>,
}

#[derive(Serialize)]
struct WirePack<'a> {
    id: &'a str,
    asked: usize,
    reached: usize,
    owners: Vec<WireOwner<'a>>,
}

#[derive(Serialize)]
struct WireOwner<'a> {
    kind: &'static str,
    name: String,
    asked: usize,
    reached: usize,
    conditions: Vec<WireCondition<'a>>,
    bounds: Vec<WireBound<'a>>,
}

/// Each outcome is true or false as it was seen or not, and null where it is not asked.
#[derive(Serialize)]
struct WireCondition<'a> {
    part: &'a str,
    place: Option<WirePoint<'a>>,
    pass: Option<bool>,
    fail: Option<bool>,
    undetermined: Option<bool>,
}

#[derive(Serialize)]
struct WireBound<'a> {
    part: &'a str,
    place: Option<WirePoint<'a>>,
    comparator: &'static str,
    unit: &'static str,
    below: Option<bool>,
    at: Option<bool>,
    above: Option<bool>,
}
