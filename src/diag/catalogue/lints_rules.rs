//! Diagnostics of lints on rules as a whole: bands, dates, repetitions, tests.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(417), en: "bands with a gap or an overlap", ja: "区分の隙間・重なり" },
    Row {
        code: Code(418),
        en: "a figure without a value while the programme is in force",
        ja: "事業期間中に値のない let",
    },
    Row { code: Code(419), en: "the same said twice", ja: "同じ内容の繰り返し" },
    Row {
        code: Code(420), en: "a rule without a test at its bound", ja: "境界値のテストがない規則"
    },
];

fn band(
    at: Span,
    message: Bilingual,
    here: Bilingual,
    (other, there): (Span, Bilingual),
    help: Bilingual,
) -> Diagnostic {
    Diagnostic::warning(Code(417), at, message).here(here).label(other, there).help(help)
}

/// K0417: a band of a table begins behind the end of the one before it.
pub fn band_gap(at: Span, table: &str, end: Span) -> Diagnostic {
    band(
        at,
        Bilingual::new(
            format!("the bands of `{table}` leave a gap between these two"),
            format!("表 `{table}` のこの二つの区分の間に隙間があります"),
        ),
        Bilingual::new("this band begins here", "この区分はここから"),
        (end, Bilingual::new("the one before it ends here", "前の区分はここまで")),
        Bilingual::new(
            "let the next band begin where this one ends, or add the row that is missing",
            "次の区分を前の区分の終わりから始めるか、抜けている行を加えてください",
        ),
    )
}

/// K0417: a band of a table begins before the end of the one before it.
pub fn band_overlap(at: Span, table: &str, end: Span) -> Diagnostic {
    band(
        at,
        Bilingual::new(
            format!("two bands of `{table}` overlap, so that both hold for some values"),
            format!("表 `{table}` の二つの区分が重なり、両方に当たる値があります"),
        ),
        Bilingual::new("this band begins here", "この区分はここから"),
        (end, Bilingual::new("the one before it ends here", "前の区分はここまで")),
        Bilingual::new(
            "let each value lie in one band: change one of the two ends",
            "どの値も一つの区分に入るよう、どちらかの端を改めてください",
        ),
    )
}

/// K0417: two `when` divide a value at a figure, and neither has the figure itself.
pub fn gates_gap(at: Span, other: Span) -> Diagnostic {
    band(
        at,
        Bilingual::new(
            "nothing holds for the figure itself: it is neither above nor below",
            "ちょうどその値の場合の扱いがありません",
        ),
        Bilingual::new("only above it", "これを超える場合だけ"),
        (other, Bilingual::new("only below it", "これを下回る場合だけ")),
        Bilingual::new(
            "write `at least` or `at most` in one of the two",
            "どちらか一方を `at least`（以上）か `at most`（以下）にしてください",
        ),
    )
}

/// K0417: two `when` divide a value at a figure, and both have the figure itself.
pub fn gates_overlap(at: Span, other: Span) -> Diagnostic {
    band(
        at,
        Bilingual::new("both cases hold for the figure itself", "ちょうどその値は両方の場合に当たります"),
        Bilingual::new("the figure is in this case", "その値はこの場合に入ります"),
        (other, Bilingual::new("and in this one", "この場合にも入ります")),
        Bilingual::new(
            "write `more than` or `less than` in one of the two",
            "どちらか一方を `more than`（超）か `less than`（未満）にしてください",
        ),
    )
}

/// K0418: two values of a figure leave days between them.
pub fn let_gap(at: Span, name: &str, (before, to): (Span, &Bilingual), from: &Bilingual) -> Diagnostic {
    Diagnostic::warning(
        Code(418),
        at,
        Bilingual::new(
            format!("`{name}` has no value after {} and before {}", to.en, from.en),
            format!("`{name}` は{}の翌日から{}の前日まで値がありません", to.ja, from.ja),
        ),
    )
    .here(Bilingual::new(format!("from {}", from.en), format!("{}から", from.ja)))
    .label(before, Bilingual::new(format!("up to {}", to.en), format!("{}まで", to.ja)))
    .help(Bilingual::new(
        "leave out the `to` of the earlier value, or add the value that is missing",
        "前の値の `to` を省くか、抜けている期間の値を加えてください",
    ))
}

/// K0418: a figure gets its first value after the programme begins.
pub fn let_begins_late(
    at: Span,
    name: &str,
    first: &Bilingual,
    (program, from): (Span, &Bilingual),
) -> Diagnostic {
    Diagnostic::warning(
        Code(418),
        at,
        Bilingual::new(
            format!("`{name}` has its first value on {}, and the programme begins on {}", first.en, from.en),
            format!("`{name}` の値は{}からですが、事業は{}に始まります", first.ja, from.ja),
        ),
    )
    .label(program, Bilingual::new("the programme is in force from here", "事業の期間"))
    .help(Bilingual::new(
        "add the value that holds from the beginning; until then rules that use it stay undetermined",
        "事業の開始からの値を加えてください。それまでは、これを使う規則が未判定になります",
    ))
}

/// K0418: a figure loses its value before the programme ends.
pub fn let_ends_early(
    at: Span,
    name: &str,
    last: &Bilingual,
    (program, to): (Span, Option<&Bilingual>),
) -> Diagnostic {
    let end = match to {
        Some(to) => {
            Bilingual::new(format!("the programme ends on {}", to.en), format!("事業は{}まで", to.ja))
        }
        None => Bilingual::new("the programme has no end", "事業に終わりの定めはありません"),
    };
    Diagnostic::warning(
        Code(418),
        at,
        Bilingual::new(
            format!("`{name}` has no value after {}, while the programme goes on", last.en),
            format!("`{name}` は{}より後の値がありませんが、事業は続きます", last.ja),
        ),
    )
    .label(program, end)
    .help(Bilingual::new(
        "add the next value, or leave out the `to`; rules that use it are undetermined from then on",
        "次の値を加えるか `to` を省いてください。その後は、これを使う規則が未判定になります",
    ))
}

fn repeated(at: Span, message: Bilingual, other: Span, there: Bilingual, help: Bilingual) -> Diagnostic {
    Diagnostic::warning(Code(419), at, message).label(other, there).help(help)
}

/// K0419: a requirement is what its `when` demands already.
pub fn when_repeated(at: Span, gate: Span) -> Diagnostic {
    repeated(
        at,
        Bilingual::new(
            "this can never fail: its own `when` says the same",
            "この要件は `when` と同じで、満たされないことがありません",
        ),
        gate,
        Bilingual::new("where this holds, the requirement holds too", "これが成り立てば要件も成り立ちます"),
        Bilingual::new(
            "require something else, or take the `when` out",
            "別の要件を書くか、`when` を取り除いてください",
        ),
    )
}

/// K0419: another reading is the reading itself.
pub fn reading_repeated(at: Span, requirement: Span) -> Diagnostic {
    repeated(
        at,
        Bilingual::new(
            "this other reading is the requirement itself",
            "この別の読み方は要件そのものと同じです",
        ),
        requirement,
        Bilingual::new("it is required here", "要件はこちら"),
        Bilingual::new(
            "write the reading that decides otherwise, or correct the requirement",
            "異なる結論になる読み方を書くか、要件の方を直してください",
        ),
    )
}

/// K0419: a rule requires the same twice.
pub fn required_twice(at: Span, first: Span) -> Diagnostic {
    repeated(
        at,
        Bilingual::new("this is required twice", "同じ要件が二度書かれています"),
        first,
        Bilingual::new("first here", "最初はここ"),
        Bilingual::new(
            "take one out, or write what the second was to say",
            "一方を取り除くか、本来の要件に直してください",
        ),
    )
}

/// K0419: two rules have the same body.
pub fn same_rule(at: Span, name: &str, (first, first_name): (Span, &str)) -> Diagnostic {
    repeated(
        at,
        Bilingual::new(
            format!("`{name}` requires exactly what `{first_name}` requires"),
            format!("`{name}` の要件は `{first_name}` とまったく同じです"),
        ),
        first,
        Bilingual::new("the same here", "同じ要件はここ"),
        Bilingual::new(
            "write what this rule was to require, or cite both places in one rule",
            "この規則の本来の要件を書くか、一つの規則で両方の箇所を引用してください",
        ),
    )
}

/// K0420: no test tries the value at a bound of the rule.
pub fn untested_boundary(at: Span, name: &str) -> Diagnostic {
    Diagnostic::advice(
        Code(420),
        at,
        Bilingual::new(
            format!("no test tries `{name}` at its bound"),
            format!("`{name}` を境界値ちょうどで試すテストがありません"),
        ),
    )
    .help(Bilingual::new(
        "add a test with exactly this value; `kisoku test --coverage` lists what else is untried",
        "ちょうどこの値のテストを加えてください。ほかに試されていないものは `kisoku test --coverage` で分かります",
    ))
}
