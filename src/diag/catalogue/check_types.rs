//! Diagnostics of types and units: operands that do not fit, figures that cannot be worked out, missing guards.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(144), en: "two unlike types are compared", ja: "異なる型の比較" },
    Row { code: Code(145), en: "a comparison that does not suit the type", ja: "型に合わない比較" },
    Row {
        code: Code(146), en: "arithmetic on types that do not go together", ja: "型の合わない計算"
    },
    Row { code: Code(147), en: "not a condition", ja: "条件ではない" },
    Row { code: Code(148), en: "a share of something that has no shares", ja: "割合を取れない値" },
    Row { code: Code(149), en: "an aggregate that does not suit its value", ja: "集計に合わない値" },
    Row {
        code: Code(150), en: "a rounding that does not suit its value", ja: "値に合わない端数処理"
    },
    Row { code: Code(151), en: "a division by zero", ja: "ゼロでの割り算" },
    Row { code: Code(152), en: "an amount without its unit", ja: "単位のない金額" },
    Row { code: Code(153), en: "a date is compared with a fiscal year", ja: "日付と年度の比較" },
    Row { code: Code(154), en: "an empty list of alternatives", ja: "空の選択肢" },
    Row { code: Code(155), en: "an alternative is given twice", ja: "選択肢の重複" },
    Row {
        code: Code(157),
        en: "only a value of a proposal can be given or missing",
        ja: "有無を問えるのは申請書の値だけ",
    },
    Row {
        code: Code(158),
        en: "a whole list or record used as a value",
        ja: "一覧や record を値として使っている",
    },
    Row {
        code: Code(159), en: "two values of a proposal are multiplied", ja: "申請書の値どうしの掛け算"
    },
    Row {
        code: Code(160), en: "the largest of nothing", ja: "空かもしれない一覧の最大・最小"
    },
    Row {
        code: Code(161),
        en: "an optional value is read without a guard",
        ja: "任意の値を確かめずに読んでいる",
    },
    Row {
        code: Code(163),
        en: "a figure has values with and without dates",
        ja: "日付のある値とない値の混在",
    },
    Row {
        code: Code(164), en: "two values of a figure are in force at once", ja: "let の期間の重なり"
    },
    Row {
        code: Code(165), en: "the values of a figure are of different types", ja: "let の値の型の不一致"
    },
];

/// An operand: its place and what it is ("an amount of money").
pub type Operand<'a> = (Span, &'a Bilingual);

pub(super) fn is(operand: &Bilingual) -> Bilingual {
    Bilingual::new(format!("this is {}", operand.en), format!("これは{}です", operand.ja))
}

pub(super) fn declared_at(diagnostic: Diagnostic, declared: &[Span]) -> Diagnostic {
    declared.iter().fold(diagnostic, |diagnostic, span| {
        diagnostic.label(*span, Bilingual::new("declared here", "ここで宣言されています"))
    })
}

/// K0144: two unlike types are compared.
pub fn unlike(left: Operand, right: Operand, declared: &[Span], help: Option<Bilingual>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(144),
        left.0.to(right.0),
        Bilingual::new(
            format!("{} cannot be compared with {}", left.1.en, right.1.en),
            format!("{}と{}は比べられません", left.1.ja.trim_start(), right.1.ja),
        ),
    )
    .label(left.0, is(left.1))
    .label(right.0, is(right.1));
    let diagnostic = declared_at(diagnostic, declared);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// K0145: a comparator that does not suit the type of its sides; `unordered` where no order suits it.
pub fn comparator_unfit(
    op: (Span, &str),
    left: Operand,
    right: Operand,
    (instead, unordered): (&str, bool),
) -> Diagnostic {
    let (mut en, mut ja) =
        (format!("write {instead}"), format!("{} と書いてください", instead.replace(" or ", " か ")));
    if unordered {
        en = format!("{} has no order: {en}", left.1.en);
        ja = format!("{}には順序がありません。{ja}", left.1.ja.trim_start());
    }
    Diagnostic::error(
        Code(145),
        op.0,
        Bilingual::new(
            format!("`{}` does not compare {} with {}", op.1, left.1.en, right.1.en),
            format!("`{}` では{}と{}を比べられません", op.1, left.1.ja, right.1.ja),
        ),
    )
    .label(left.0, is(left.1))
    .label(right.0, is(right.1))
    .help(Bilingual::new(en, ja))
}

/// K0146: `+ - * /` on types that do not go together.
pub fn arithmetic_unfit(
    op: (Span, &str),
    left: Operand,
    right: Operand,
    declared: &[Span],
    help: Option<Bilingual>,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(146),
        op.0,
        Bilingual::new(
            format!("`{}` cannot stand between {} and {}", op.1, left.1.en, right.1.en),
            format!("{}と{}に `{}` は使えません", left.1.ja, right.1.ja, op.1),
        ),
    )
    .label(left.0, is(left.1))
    .label(right.0, is(right.1));
    let diagnostic = declared_at(diagnostic, declared);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// K0147: something that neither holds nor fails stands where a condition has to.
pub fn not_a_condition(value: Operand, declared: &[Span]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(147),
        value.0,
        Bilingual::new(
            format!("a condition has to stand here, and this is {}", value.1.en),
            format!("ここには条件が要りますが、これは{}です", value.1.ja),
        ),
    )
    .help(Bilingual::new(
        "compare it with something: `… at least …`, `… is …`, `… is given`",
        "何かと比べてください: `… at least …`、`… is …`、`… is given`",
    ));
    declared_at(diagnostic, declared)
}

/// K0147: a value alone after `or`, where one more value to compare with was meant.
pub fn value_as_condition(value: Operand, meant: &str) -> Diagnostic {
    Diagnostic::error(
        Code(147),
        value.0,
        Bilingual::new(
            format!("a condition has to stand here, and this is {}", value.1.en),
            format!("ここには条件が要りますが、これは{}です", value.1.ja),
        ),
    )
    .help(Bilingual::new(format!("write `{meant}`"), format!("`{meant}` と書いてください")))
}

/// K0148: a share of something that is neither money nor a number.
pub fn share_unfit(share: Span, of: Operand, declared: &[Span]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(148),
        share,
        Bilingual::new(
            format!("a share is taken of money or of a number, not of {}", of.1.en),
            format!("割合は金額か数について取ります。{}には使えません", of.1.ja),
        ),
    )
    .label(of.0, is(of.1));
    declared_at(diagnostic, declared)
}

/// K0149: an aggregate that does not suit its value; `wants` is for example "money or numbers".
pub fn aggregate_unfit(function: &str, wants: &Bilingual, value: Operand, declared: &[Span]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(149),
        value.0,
        Bilingual::new(
            format!("`{function} of` takes {}, and this is {}", wants.en, value.1.en),
            format!("`{function} of` の対象は{}ですが、これは{}です", wants.ja, value.1.ja),
        ),
    );
    declared_at(diagnostic, declared)
}

/// K0149: a count of values instead of items.
pub fn count_of_values(value: Span, name: &str, list: &str) -> Diagnostic {
    Diagnostic::error(
        Code(149),
        value,
        Bilingual::new("`count of` counts items, not values", "`count of` が数えるのは値ではなく件数です"),
    )
    .help(Bilingual::new(
        format!("write `count of {name} in {list}`"),
        format!("`count of {name} in {list}` と書いてください"),
    ))
}

/// K0150: a step of rounding that is no positive constant of the kind of the value.
pub fn rounding_unfit(step: Span, value: Operand, help: Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(150),
        step,
        Bilingual::new(
            format!("{} cannot be rounded to this", value.1.en),
            format!("{}をこの単位に丸めることはできません", value.1.ja),
        ),
    )
    .label(value.0, is(value.1))
    .help(help)
}

/// K0151: a division by a constant zero.
pub fn division_by_zero(divisor: Span) -> Diagnostic {
    Diagnostic::error(Code(151), divisor, Bilingual::new("this divides by zero", "ゼロで割っています"))
        .help(Bilingual::new("correct the divisor", "割る数を直してください"))
}

/// K0152: a bare number stands beside an amount of money.
pub fn unit_missing(number: Span, money: Operand, declared: &[Span], suggestion: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(152),
        number,
        Bilingual::new("this amount has no unit", "この金額には単位がありません"),
    )
    .here(Bilingual::new("a bare number", "単位のない数"))
    .label(money.0, is(money.1));
    declared_at(diagnostic, declared).help(Bilingual::new(
        format!("write its unit: `{suggestion}`"),
        format!("単位を書いてください: `{suggestion}`"),
    ))
}

/// K0152: a bare number stands beside a percentage; `meant` is how it may have been meant.
pub fn percent_sign_missing(
    number: Span,
    share: Operand,
    declared: &[Span],
    meant: (&str, &str),
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(152),
        number,
        Bilingual::new("this percentage has no sign %", "この割合にはパーセント記号（%）がありません"),
    )
    .here(Bilingual::new("a bare number", "単位のない数"))
    .label(share.0, is(share.1));
    let (low, high) = meant;
    declared_at(diagnostic, declared).help(Bilingual::new(
        format!("write `{low}` or `{high}`, whichever is meant"),
        format!("`{low}` か `{high}` のうち、正しいほうを書いてください"),
    ))
}

/// K0153: a date is compared with a fiscal year.
pub fn date_with_year(
    date: Span,
    year: Span,
    declared: &[Span],
    first_day: Option<(&str, &str)>,
) -> Diagnostic {
    let help = match first_day {
        Some((first, last)) => Bilingual::new(
            format!("compare with a date: that year goes from {first} to {last}"),
            format!("日付と比べてください。この年度は {first} から {last} までです"),
        ),
        None => Bilingual::new(
            "compare two dates or two fiscal years",
            "日付どうし、または年度どうしで比べてください",
        ),
    };
    let diagnostic = Diagnostic::error(
        Code(153),
        date.to(year),
        Bilingual::new(
            "a date cannot be compared with a fiscal year, which is many days",
            "日付と年度は比べられません（年度は一日ではなく一年間です）",
        ),
    )
    .label(date, Bilingual::new("this is a date", "これは日付です"))
    .label(year, Bilingual::new("this is a fiscal year", "これは年度です"));
    declared_at(diagnostic, declared).help(help)
}

/// K0154: `is one of []`.
pub fn no_alternatives(at: Span) -> Diagnostic {
    Diagnostic::error(
        Code(154),
        at,
        Bilingual::new("nothing is one of an empty list", "空の一覧に当てはまる値はありません"),
    )
    .help(Bilingual::new(
        "write the alternatives between `[` and `]`",
        "`[` と `]` の間に選択肢を書いてください",
    ))
}

/// K0154: `require any of { }`.
pub fn any_of_nothing(at: Span) -> Diagnostic {
    Diagnostic::error(
        Code(154),
        at,
        Bilingual::new(
            "`any of` has no conditions, so this never holds",
            "`any of` に条件がなく、成り立つことがありません",
        ),
    )
    .help(Bilingual::new("write the conditions between `{` and `}`", "`{` と `}` の間に条件を書いてください"))
}

/// K0155: an alternative is given twice.
pub fn alternative_twice(second: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code(155),
        second,
        Bilingual::new("this alternative is given twice", "同じ選択肢が二つあります"),
    )
    .here(Bilingual::new("the second", "二つ目"))
    .label(first, Bilingual::new("the first", "一つ目"))
    .help(Bilingual::new("remove one of them", "一方を削ってください"))
}
