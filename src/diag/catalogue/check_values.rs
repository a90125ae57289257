//! Diagnostics of single values: whether they can be missing, are guarded, are constant, are in force.

use super::check_types::{Operand, declared_at, is};
use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] =
    &[Row { code: Code(162), en: "a figure that is not constant", ja: "定数でない let" }];

/// K0157: `is given` or `is missing` of something that no proposal gives.
pub fn cannot_be_missing(value: Operand) -> Diagnostic {
    Diagnostic::error(
        Code(157),
        value.0,
        Bilingual::new(
            "only a value that a proposal gives can be given or missing",
            "有無を問えるのは申請書に書かれる値だけです",
        ),
    )
    .here(is(value.1))
    .help(Bilingual::new("name a field of the proposal", "申請書の項目を書いてください"))
}

/// K0158: a whole list or record stands where a single value has to.
pub fn not_a_value(at: Span, path: &str, is: &Bilingual, list: bool, declared: &[Span]) -> Diagnostic {
    let help = if list {
        Bilingual::new(
            format!("use its items: `every x in {path} satisfies …`, `count of x in {path}`"),
            format!("その要素を使ってください: `every x in {path} satisfies …`、`count of x in {path}`"),
        )
    } else {
        Bilingual::new(
            format!("name one of its fields: `{path}.…`"),
            format!("その項目を書いてください: `{path}.…`"),
        )
    };
    let diagnostic = Diagnostic::error(
        Code(158),
        at,
        Bilingual::new(
            format!("`{path}` is {}, not a single value", is.en),
            format!("`{path}` は{}で、単一の値ではありません", is.ja),
        ),
    )
    .help(help);
    declared_at(diagnostic, declared)
}

/// K0159: two values of a proposal are multiplied (a warning).
pub fn not_linear(product: Span, left: Span, right: Span) -> Diagnostic {
    let from_proposal = || Bilingual::new("depends on the proposal", "申請書によって決まる値");
    Diagnostic::warning(
        Code(159),
        product,
        Bilingual::new(
            "two values of a proposal are multiplied, so nothing can be proved about this rule",
            "申請書の値どうしを掛けているため、この規則については証明ができません",
        ),
    )
    .label(left, from_proposal())
    .label(right, from_proposal())
}

/// K0160: the largest or smallest of a list that may be empty.
pub fn may_be_empty(
    at: Span,
    function: &str,
    list: (Span, &str),
    guard: &str,
    declared: &[Span],
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(160),
        at,
        Bilingual::new(
            format!("there may be nothing to take the {function} of"),
            format!("`{function} of` の対象が一つもないことがあります"),
        ),
    )
    .label(
        list.0,
        Bilingual::new(
            format!("`{}` may give no item", list.1),
            format!("`{}` が空のことがあります", list.1),
        ),
    );
    declared_at(diagnostic, declared).help(Bilingual::new(
        format!("guard it: `when ({guard}) at least 1`"),
        format!("先に確かめてください: `when ({guard}) at least 1`"),
    ))
}

/// K0161: an optional value is read without a guard.
///
/// `item` says that it is a field of an item that a quantifier or aggregate names.
pub fn unguarded(at: Span, optional: &str, declared: Span, item: bool) -> Diagnostic {
    let help = if item {
        Bilingual::new(
            format!("leave out the items without it: `where {optional} is given`"),
            format!("記入のないものを除いてください: `where {optional} is given`"),
        )
    } else {
        Bilingual::new(
            format!("say when it applies: `when {optional} is given`"),
            format!("適用する場合を書いてください: `when {optional} is given`"),
        )
    };
    Diagnostic::error(
        Code(161),
        at,
        Bilingual::new(
            format!("`{optional}` may be absent, and is read without a guard"),
            format!("`{optional}` は省かれることがありますが、確かめずに読んでいます"),
        ),
    )
    .label(declared, Bilingual::new("declared optional here", "ここで optional と宣言されています"))
    .help(help)
}

/// K0162: the value of a let is not constant.
pub fn not_constant(at: Span, is: &Bilingual, help: Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(162),
        at,
        Bilingual::new(
            format!("the value of a `let` is constant, and this is {}", is.en),
            format!("`let` の値は定数ですが、これは{}です", is.ja),
        ),
    )
    .help(help)
}

/// K0163: a let has values with and without dates.
pub fn dates_mixed(without: Span, with: Span) -> Diagnostic {
    Diagnostic::error(
        Code(163),
        without,
        Bilingual::new(
            "this value has no dates, another one has",
            "この値には期間がなく、別の値にはあります",
        ),
    )
    .label(with, Bilingual::new("dated", "期間のある値"))
    .help(Bilingual::new(
        "write one `let`, with `from …` before each value",
        "一つの `let` にまとめ、どの値の前にも `from …` を書いてください",
    ))
}

/// K0164: two values of a let are in force on one day, or stand in the wrong order.
pub fn dates_overlap(second: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code(164),
        second,
        Bilingual::new(
            "this value would be in force while an earlier one still is, or before it",
            "前の値の期間中、またはそれより前から有効になっています",
        ),
    )
    .label(first, Bilingual::new("the value before it", "前の値"))
    .help(Bilingual::new(
        "write the values in the order of their dates, without overlap",
        "値は期間が重ならないように、日付の順に書いてください",
    ))
}

/// K0165: the values of a let are of different types.
pub fn figure_types_differ(second: Operand, first: Operand) -> Diagnostic {
    Diagnostic::error(
        Code(165),
        second.0,
        Bilingual::new(
            format!("this is {}, the first value is {}", second.1.en, first.1.en),
            format!("これは{}ですが、最初の値は{}です", second.1.ja, first.1.ja),
        ),
    )
    .label(first.0, is(first.1))
    .help(Bilingual::new("give all values one type", "値の型を揃えてください"))
}
