//! Diagnostics of lints on figures: against the cited words, against each other, against the calendar.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row {
        code: Code(413), en: "a comparison that the cited words contradict", ja: "引用と食い違う比較"
    },
    Row {
        code: Code(414), en: "a figure that the cited words contradict", ja: "引用と食い違う数値"
    },
    Row { code: Code(415), en: "a figure written out twice", ja: "二度書かれた数値" },
    Row { code: Code(416), en: "an amount of the wrong magnitude", ja: "桁の違う金額" },
];

/// K0413: the cited words bound a figure in another way than the rule.
pub fn cited_comparator(
    at: Span,
    coded: &Bilingual,
    (cite, words): (Span, &str),
    said: &Bilingual,
) -> Diagnostic {
    let (coded_ja, said_ja) = (&coded.ja, &said.ja);
    let (coded, said) = (&coded.en, &said.en);
    Diagnostic::warning(
        Code(413),
        at,
        Bilingual::new(
            format!("the rule says `{coded}` where the cited words say \"{words}\""),
            format!("規則は `{coded}`（{coded_ja}）ですが、引用は「{words}」です"),
        ),
    )
    .here(Bilingual::new(format!("`{coded}` here"), format!("ここは `{coded}`（{coded_ja}）")))
    .label(cite, Bilingual::new(format!("this is `{said}`"), format!("これは `{said}`（{said_ja}）")))
    .help(Bilingual::new(
        format!("write `{said}`; where the wording is unclear, keep both: `other reading … because \"…\"`"),
        format!("`{said}` と書いてください。文言が不明確なら、`other reading … because \"…\"` で両方を残してください"),
    ))
}

/// K0414: the rule has one figure, the cited words another; how many times too much or too little, where that is known.
pub fn cited_figure(
    at: Span,
    coded: &Bilingual,
    (cite, words, said): (Span, &str, &Bilingual),
    factor: Option<(String, bool)>,
) -> Diagnostic {
    let mut message = Bilingual::new(
        format!("the rule says {} where the cited words say \"{words}\"", coded.en),
        format!("規則は{}ですが、引用は「{words}」です", coded.ja),
    );
    if let Some((times, more)) = factor {
        let (en, ja) =
            if more { ("too much", "大きすぎます") } else { ("too little", "小さすぎます") };
        message.en.push_str(&format!(", a factor {times} {en}"));
        message.ja.push_str(&format!("（{times}倍の違い：{ja}）"));
    }
    Diagnostic::warning(Code(414), at, message)
        .here(Bilingual::new(format!("this is {}", coded.en), format!("これは{}", coded.ja)))
        .label(cite, Bilingual::new(format!("this is {}", said.en), format!("これは{}", said.ja)))
        .help(Bilingual::new(
            "write the figure of the document; where the rule means another one, cite the words that say it",
            "文書の数値を書いてください。別の数値を定める規則なら、その文言を引用してください",
        ))
}

/// K0414: the cited words name a bound, and the rule has none of its kind.
pub fn cited_figure_absent(at: Span, (cite, words): (Span, &str)) -> Diagnostic {
    Diagnostic::warning(
        Code(414),
        at,
        Bilingual::new(
            format!("the cited words say \"{words}\", and the rule has no such figure"),
            format!("引用は「{words}」ですが、規則にその数値がありません"),
        ),
    )
    .label(cite, Bilingual::new("cited here", "ここで引用されています"))
    .help(Bilingual::new(
        "write the bound that the words name, or cite the words that the rule carries out",
        "引用にある限度を規則に書くか、この規則の根拠となる文言を引用してください",
    ))
}

/// K0415: an amount is written out twice for one field.
pub fn literal_twice(at: Span, words: &Bilingual, first: Span) -> Diagnostic {
    Diagnostic::warning(
        Code(415),
        at,
        Bilingual::new(
            format!("{} bounds the same field in two places", words.en),
            format!("同じ項目の限度に{}が二度書かれています", words.ja),
        ),
    )
    .here(Bilingual::new("here again", "ここにも"))
    .label(first, Bilingual::new("first here", "最初はここ"))
    .help(Bilingual::new(
        "name it once with `let` and use the name in both, so that a change reaches both",
        "`let` で名前を付けて両方で使えば、改定が両方に及びます",
    ))
}

/// K0415: an amount is written out where a named figure of its value bounds the same field.
pub fn literal_of_let(at: Span, words: &Bilingual, (figure, name): (Span, &str)) -> Diagnostic {
    Diagnostic::warning(
        Code(415),
        at,
        Bilingual::new(
            format!("{} is written out, and is the figure `{name}`", words.en),
            format!("{}は数値 `{name}` と同じですが、直接書かれています", words.ja),
        ),
    )
    .label(figure, Bilingual::new(format!("`{name}` is this"), format!("`{name}` はこの値です")))
    .help(Bilingual::new(format!("write `{name}`"), format!("`{name}` と書いてください")))
}

/// K0416: an amount is far from the others around it.
pub fn magnitude(
    at: Span,
    value: &Bilingual,
    times: &str,
    (near_at, near): (Span, &Bilingual),
) -> Diagnostic {
    Diagnostic::warning(
        Code(416),
        at,
        Bilingual::new(
            format!("{} is {times} times off the amounts beside it", value.en),
            format!("{}は周りの金額と {times} 倍離れています", value.ja),
        ),
    )
    .here(Bilingual::new(format!("this is {}", value.en), format!("これは{}", value.ja)))
    .label(near_at, Bilingual::new(format!("this is {}", near.en), format!("これは{}", near.ja)))
    .help(Bilingual::new(
        "count the zeros and look at the unit (yen, 千円, 百万円); if it is right, say `allow magnitude because \"…\"`",
        "桁数と単位（円・千円・百万円）を確かめてください。正しければ `allow magnitude because \"…\"` と書いてください",
    ))
}

/// K0416: an amount is less than one unit of the field that it bounds.
pub fn below_unit(at: Span, words: &Bilingual, field: Option<Span>, unit: &str) -> Diagnostic {
    let diagnostic = Diagnostic::warning(
        Code(416),
        at,
        Bilingual::new(
            format!("{} is less than one unit of the field, which is in {unit}", words.en),
            format!("{}は、`{unit}` で記入する項目の1単位に満たない額です", words.ja),
        ),
    )
    .help(Bilingual::new(
        format!("if the unit is missing, write `… {unit}`"),
        format!("単位の書き落としなら `… {unit}` と書いてください"),
    ));
    match field {
        Some(field) => diagnostic.label(field, Bilingual::new("declared here", "ここで宣言されています")),
        None => diagnostic,
    }
}
