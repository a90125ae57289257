//! Diagnostics of score sheets: their items, their points, their sums.

use super::{BOUNDS, ITEM, MISSING, NO_NUMBER, SUM, TOTAL, TWICE, choices, quoted};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// What bounds points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundOf {
    /// The item itself.
    Item,
    /// Its section, because the source gives the item no points of its own.
    Section,
    /// The whole card, because the source gives neither.
    Card,
}

/// K0263: an item that the card does not have.
pub fn unknown_item(span: Span, id: &str, card: Span, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        ITEM,
        span,
        Bilingual::new(
            format!("the scorecard has no item {}", quoted(id)),
            format!("採点表に項目{}はありません", quoted(id)),
        ),
    )
    .here(Bilingual::new("no item of this scorecard", "この採点表にない項目です"))
    .label(card, Bilingual::default());
    choices(diagnostic, near, known, ("its items are", "項目"))
}

/// K0264: an item with points in two places.
pub fn scored_twice(first: Span, second: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        TWICE,
        second,
        Bilingual::new(format!("item `{id}` is scored twice"), format!("項目「{id}」が二度採点されています")),
    )
    .here(Bilingual::new("scored again here", "ここで再び採点されています"))
    .label(first, Bilingual::new("first scored here", "最初はここで採点されています"))
    .help(Bilingual::new("keep one of the two", "どちらか一つだけを残してください"))
}

/// K0265: points, or a total, that are no number.
pub fn points_no_number(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        NO_NUMBER,
        span,
        Bilingual::new(
            format!("{} is no number of points", quoted(text)),
            format!("{}は得点として読み取れません", quoted(text)),
        ),
    )
    .here(Bilingual::new("points are a bare number", "得点は数値だけで書きます"))
    .help(Bilingual::new(
        "write the points as a number, like 4 or 4.5; leave them blank where there are none",
        "4や4.5のように数値で書いてください。採点していない項目は空欄にします",
    ))
}

/// K0266: points below zero, or above what bounds them. `bound` is none where nothing does; `over` is by how much they
/// are above it, none where they are below zero.
pub fn points_out_of_bounds(
    span: Span,
    id: &str,
    points: &str,
    bound: Option<(&str, BoundOf)>,
    over: Option<&str>,
    required: Span,
) -> Diagnostic {
    let (en, ja) = match (bound, over) {
        (Some((most, _)), Some(_)) => (
            format!("item `{id}` has {points} points, at most {most} can be given"),
            format!("項目「{id}」が{points}点です（上限{most}点）"),
        ),
        _ => (
            format!("item `{id}` has {points} points, and points are never below zero"),
            format!("項目「{id}」が{points}点です（得点は0点以上）"),
        ),
    };
    let label = match bound {
        None => Bilingual::default(),
        Some((most, BoundOf::Item)) => Bilingual::new(format!("{most} points"), format!("{most}点")),
        Some((most, BoundOf::Section)) => Bilingual::new(
            format!("its section has {most} points, the item none of its own"),
            format!("項目の配点はなく、区分の配点が{most}点です"),
        ),
        Some((most, BoundOf::Card)) => Bilingual::new(
            format!("the card has {most} points, the item none of its own"),
            format!("項目の配点はなく、全体の満点が{most}点です"),
        ),
    };
    let here = match over {
        Some(over) => Bilingual::new(format!("{over} too many"), format!("{over}点超過しています")),
        None => Bilingual::new("below zero", "負の得点です"),
    };
    let range = match bound {
        Some((most, _)) => Bilingual::new(
            format!("give 0 to {most} points"),
            format!("0点から{most}点までで採点してください"),
        ),
        None => Bilingual::new("give 0 points or more", "0点以上で採点してください"),
    };
    Diagnostic::error(BOUNDS, span, Bilingual::new(en, ja)).here(here).label(required, label).help(range)
}

/// What is summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumOf<'a> {
    /// A section.
    Section(&'a str),
    /// All points.
    Points,
    /// Nothing: the sheet states the total.
    Stated,
}

/// K0267: a sum, or a stated total, above the most that can be given, and by how much.
pub fn sum_above(
    span: Span,
    of: SumOf<'_>,
    sum: &str,
    (most, over): (&str, &str),
    required: Span,
) -> Diagnostic {
    let message = match of {
        SumOf::Section(id) => Bilingual::new(
            format!("section `{id}` comes to {sum} of {most} points"),
            format!("区分「{id}」の合計が{sum}点です（満点{most}点）"),
        ),
        SumOf::Stated => Bilingual::new(
            format!("the total is stated as {sum} of {most} points"),
            format!("合計が{sum}点と書かれています（満点{most}点）"),
        ),
        SumOf::Points => Bilingual::new(
            format!("the points come to {sum} of {most}"),
            format!("得点の和が{sum}点です（満点{most}点）"),
        ),
    };
    Diagnostic::error(SUM, span, message)
        .here(Bilingual::new(
            format!("{over} above what can be given"),
            format!("満点を{over}点超えています"),
        ))
        .label(required, Bilingual::new(format!("{most} points"), format!("満点{most}点")))
        .help(Bilingual::new(
            "correct the points; which of them is wrong is not known",
            "得点を直してください（どの項目の誤りかは判断できません）",
        ))
}

/// K0268: a stated total that is not the sum of the points, or (where some are missing) that they cannot come to; `by`
/// is how far it is off, and whether it is less.
pub fn total_differs(
    span: Span,
    stated: &str,
    sum: &str,
    (by, less): (&str, bool),
    complete: bool,
) -> Diagnostic {
    let message = if complete {
        Bilingual::new(
            format!("the total is stated as {stated}, the points come to {sum}"),
            format!("合計は{stated}点と書かれていますが、得点の和は{sum}点です"),
        )
    } else {
        Bilingual::new(
            format!("the total is stated as {stated}, and the points given cannot come to it ({sum} so far)"),
            format!("合計は{stated}点と書かれていますが、記入済みの得点（{sum}点）からはその値になりません"),
        )
    };
    let here = if less {
        Bilingual::new(format!("{by} less than the points"), format!("得点の和より{by}点少ない値です"))
    } else {
        Bilingual::new(format!("{by} more than the points"), format!("得点の和より{by}点多い値です"))
    };
    Diagnostic::error(TOTAL, span, message).here(here).help(Bilingual::new(
        "correct the total or the points; a total may be left out",
        "合計か得点を直してください（合計は書かなくても構いません）",
    ))
}

/// K0269: items without points. The blanks are marked where there are some.
pub fn items_missing(place: Span, blanks: &[Span], missing: &[String], items: usize) -> Diagnostic {
    let n = missing.len();
    let list: Vec<String> = missing.iter().map(|id| format!("`{id}`")).collect();
    let mut diagnostic = Diagnostic::error(
        MISSING,
        blanks.first().copied().unwrap_or(place),
        Bilingual::new(
            format!("{n} of {items} items {} no points", if n == 1 { "has" } else { "have" }),
            format!("{items}項目のうち{n}項目に得点がありません"),
        ),
    );
    if !blanks.is_empty() {
        diagnostic = diagnostic.here(Bilingual::new("no points here", "ここが空欄です"));
        for blank in blanks.iter().skip(1) {
            diagnostic = diagnostic.label(*blank, Bilingual::new("nor here", "ここも空欄です"));
        }
    }
    diagnostic.help(Bilingual::new(
        format!("give points for {}; nothing is inferred from a total", list.join(", ")),
        format!("{}の得点を書いてください（合計からの推定は行いません）", list.join("、")),
    ))
}
