//! Diagnostics of a pack as a whole: its head, its clauses, its declarations and its dates.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(120), en: "a pack without a program", ja: "program のないパック" },
    Row {
        code: Code(121), en: "a second program in one pack", ja: "一つのパックに二つ目の program"
    },
    Row {
        code: Code(122),
        en: "the program id is not that of the folder",
        ja: "program の id とフォルダーの不一致",
    },
    Row { code: Code(123), en: "a clause is missing", ja: "必要な項目がない" },
    Row {
        code: Code(124),
        en: "`as of` names a field that cannot date a proposal",
        ja: "`as of` の項目が基準日にならない",
    },
    Row { code: Code(125), en: "a clause is given twice", ja: "項目の重複" },
    Row { code: Code(126), en: "a currency other than the yen", ja: "円以外の通貨" },
    Row { code: Code(127), en: "a pack without rules", ja: "規則のないパック" },
    Row {
        code: Code(128), en: "a field takes the proposal's own key", ja: "申請書の予約キーと同じ項目名"
    },
    Row { code: Code(129), en: "a text is given twice in one language", ja: "同じ言語の文の重複" },
    Row { code: Code(156), en: "the ends of a range are the wrong way round", ja: "範囲の両端が逆" },
    Row { code: Code(166), en: "a declaration is empty", ja: "中身のない宣言" },
    Row { code: Code(167), en: "a rule is never in force", ja: "適用される日のない規則" },
];

/// K0120: no `program` in the pack; `at` is the start of its first file.
pub fn no_program(at: Span) -> Diagnostic {
    Diagnostic::error(
        Code(120),
        at,
        Bilingual::new("this pack has no `program`", "このパックには `program` がありません"),
    )
    .help(Bilingual::new(
        "add `program ID { title \"…\" proposal RECORD as of FIELD }` to one of its files",
        "いずれかのファイルに `program ID { title \"…\" proposal RECORD as of FIELD }` を加えてください",
    ))
}

/// K0121: a second `program`.
pub fn second_program(second: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code(121),
        second,
        Bilingual::new("a pack has one `program`; this is the second", "`program` は一つのパックに一つです"),
    )
    .here(Bilingual::new("the second", "二つ目"))
    .label(first, Bilingual::new("the first", "一つ目"))
    .help(Bilingual::new("move one of them to a folder of its own", "一方を別のフォルダーに移してください"))
}

/// K0122: the id of the program is not that of its folder.
pub fn program_id_mismatch(id: Span, written: &str, folder: &str) -> Diagnostic {
    Diagnostic::error(
        Code(122),
        id,
        Bilingual::new(
            format!("the program is called `{written}`, its folder says `{folder}`"),
            format!("program の id は `{written}`、フォルダーは `{folder}` です"),
        ),
    )
    .help(Bilingual::new(
        format!("write `program {folder}`, or move the folder"),
        format!("`program {folder}` と書くか、フォルダーを移してください"),
    ))
}

/// K0123: a clause that has to be there is not; `owner` is for example "the program".
pub fn clause_missing(at: Span, owner: &Bilingual, clause: &str, example: &str) -> Diagnostic {
    Diagnostic::error(
        Code(123),
        at,
        Bilingual::new(
            format!("{} has no `{clause}`", owner.en),
            format!("{}に `{clause}` がありません", owner.ja),
        ),
    )
    .help(Bilingual::new(format!("add `{example}`"), format!("`{example}` を加えてください")))
}

/// K0124: `as of` names a field that cannot date a proposal.
pub fn as_of_unfit(clause: Span, field: &str, declared: Span, is: &Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(124),
        clause,
        Bilingual::new(
            format!("`{field}` cannot date a proposal: it is {}", is.en),
            format!("`{field}` は{}なので、基準日になりません", is.ja),
        ),
    )
    .label(declared, Bilingual::new("declared here", "ここで宣言されています"))
    .help(Bilingual::new(
        "name a `fiscal year` or `date` of the root record that is not optional",
        "申請書の必須の `fiscal year` か `date` の項目を書いてください",
    ))
}

/// K0125: a clause is given twice.
pub fn clause_twice(second: Span, first: Span, clause: &str) -> Diagnostic {
    Diagnostic::error(
        Code(125),
        second,
        Bilingual::new(format!("`{clause}` is given twice"), format!("`{clause}` が二度書かれています")),
    )
    .here(Bilingual::new("the second", "二つ目"))
    .label(first, Bilingual::new("the first", "一つ目"))
    .help(Bilingual::new("keep one of them", "一方だけを残してください"))
}

/// K0126: a currency other than JPY.
pub fn currency_unsupported(at: Span, currency: &str) -> Diagnostic {
    Diagnostic::error(
        Code(126),
        at,
        Bilingual::new(
            format!("amounts in `{currency}` are not supported, only amounts in yen"),
            format!("`{currency}` の金額には対応していません（円のみ）"),
        ),
    )
    .help(Bilingual::new("write `currency JPY`, or leave it out", "`currency JPY` と書くか、省いてください"))
}

/// K0127: a pack without rules.
pub fn no_rules(program: Span) -> Diagnostic {
    Diagnostic::error(
        Code(127),
        program,
        Bilingual::new(
            "this pack has no rule, so every proposal would pass",
            "このパックには規則がなく、どの申請書も合格になってしまいます",
        ),
    )
    .help(Bilingual::new("add at least one `rule`", "`rule` を一つ以上加えてください"))
}

/// K0128: a field of the root record is spelled like the proposal's own key.
pub fn reserved_key(field: Span, key: &str) -> Diagnostic {
    Diagnostic::error(
        Code(128),
        field,
        Bilingual::new(
            format!("`{key}` is the key by which a proposal names its pack"),
            format!("`{key}` は申請書がパックを示すためのキーです"),
        ),
    )
    .help(Bilingual::new("give the field another name", "項目に別の名前を付けてください"))
}

/// K0129: a text is given twice in one language.
pub fn text_twice(second: Span, first: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(129),
        second,
        Bilingual::new("this text is given twice in one language", "同じ言語の文が二つあります"),
    )
    .help(Bilingual::new("keep one of them", "一方だけを残してください"));
    match first {
        Some(first) => diagnostic.label(first, Bilingual::new("the first", "一つ目")),
        None => diagnostic,
    }
}

/// K0156: the first end of a range lies beyond the last.
pub fn range_reversed(range: Span, low: (Span, &str), high: (Span, &str)) -> Diagnostic {
    Diagnostic::error(
        Code(156),
        range,
        Bilingual::new(
            format!("no value lies from {} to {}", low.1, high.1),
            format!("{} から {} までに入る値はありません", low.1, high.1),
        ),
    )
    .label(low.0, Bilingual::new("the lower end", "下端"))
    .label(high.0, Bilingual::new("the upper end", "上端"))
    .help(Bilingual::new(
        "exchange the two ends, or correct the one that is wrong",
        "両端を入れ替えるか、誤っている方を直してください",
    ))
}

/// K0166: a declaration holds nothing; `what` is for example "the enum `Field`".
pub fn nothing_in_it(at: Span, what: &Bilingual, wanted: &Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(166),
        at,
        Bilingual::new(format!("{} is empty", what.en), format!("{} に中身がありません", what.ja)),
    )
    .help(Bilingual::new(format!("add {}", wanted.en), format!("{}を加えてください", wanted.ja)))
}

/// K0167: a rule's dates lie wholly outside those of its program.
pub fn never_in_force(rule: Span, program: Span) -> Diagnostic {
    Diagnostic::error(
        Code(167),
        rule,
        Bilingual::new(
            "this rule is in force only when the program is not, so it never applies",
            "program の有効期間と重ならないため、この規則が適用される日はありません",
        ),
    )
    .here(Bilingual::new("the rule's dates", "規則の期間"))
    .label(program, Bilingual::new("the program's dates", "program の期間"))
    .help(Bilingual::new(
        "correct one of the two, or remove the rule",
        "どちらかを直すか、規則を削ってください",
    ))
}
