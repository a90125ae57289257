//! Diagnostics about single values of a proposal: which cannot be read, and why.

use super::{AMOUNT, BELOW_ZERO, CALENDAR, ERA, Expected, NOT_APPLICABLE, PLAIN, TEXT, WORD, shown};
use crate::diag::catalogue::notation::{AmountError, CalendarError, CalendarNote, PlainError, Words};
use crate::diag::codes::Code;
use crate::diag::{Bilingual, Diagnostic, Lang};
use crate::text::Span;

fn with_words(diagnostic: Diagnostic, words: Words) -> Diagnostic {
    let diagnostic = diagnostic.here(words.why);
    match words.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn unreadable(code: Code, span: Span, typed: &str, en: &str, ja: &str) -> Diagnostic {
    let typed = shown(typed);
    Diagnostic::error(
        code,
        span,
        Bilingual::new(
            format!("`{typed}` cannot be read as {en}"),
            format!("「{typed}」は{ja}として読み取れません"),
        ),
    )
}

/// K0223: an amount that cannot be read. K0232: an amount below zero where none is allowed.
pub fn malformed_amount(span: Span, typed: &str, error: &AmountError) -> Diagnostic {
    let diagnostic = match error {
        AmountError::BelowZero(_) => Diagnostic::error(
            BELOW_ZERO,
            span,
            Bilingual::new(
                format!("`{}` is an amount below zero", shown(typed)),
                format!("「{}」は0円未満の金額です", shown(typed)),
            ),
        ),
        _ => unreadable(AMOUNT, span, typed, "an amount", "金額"),
    };
    with_words(diagnostic, error.words())
}

/// K0224: a number, a percentage or a yes or no that cannot be read.
pub fn malformed_plain(span: Span, typed: &str, wanted: Expected, error: &PlainError) -> Diagnostic {
    let (en, ja) = match wanted {
        Expected::Whole => ("a whole number", "整数"),
        Expected::Percent => ("a percentage", "割合"),
        Expected::YesNo => ("yes or no", "「はい」か「いいえ」"),
        _ => ("a number", "数値"),
    };
    with_words(unreadable(PLAIN, span, typed, en, ja), error.words(wanted.example()))
}

/// K0225: a day or a fiscal year that cannot be read.
pub fn malformed_calendar(span: Span, typed: &str, wanted: Expected, error: &CalendarError) -> Diagnostic {
    let (en, ja, example) = if wanted == Expected::Date {
        ("a date", "日付", Bilingual::new("2007-10-10 or 平成19年10月10日", "2007-10-10 や 平成19年10月10日"))
    } else {
        (
            "a fiscal year",
            "年度",
            Bilingual::new("FY2007, 2007年度 or 平成19年度", "FY2007、2007年度、平成19年度"),
        )
    };
    with_words(unreadable(CALENDAR, span, typed, en, ja), error.words(&example))
}

/// K0234: an era that is continued past its end.
pub fn era_continued(span: Span, typed: &str, note: &CalendarNote) -> Diagnostic {
    let CalendarNote::EraContinued(usual) = note;
    let typed = shown(typed);
    Diagnostic::advice(
        ERA,
        span,
        Bilingual::new(
            format!("`{typed}` is read as {usual}"),
            format!("「{typed}」は{usual}として読みます"),
        ),
    )
    .here(Bilingual::new("the era had ended by then", "この元号はその前に終わっています"))
    .help(Bilingual::new(format!("write {usual}"), format!("{usual} と書いてください")))
}

/// K0226: a word that is none of an enum's; the choices are shown as people of each language know them.
pub fn unknown_word(span: Span, typed: &str, near: Option<&str>, choices: &[Bilingual]) -> Diagnostic {
    const LISTED: usize = 12;
    let typed = shown(typed);
    let listed = |lang: Lang| {
        let first = choices.iter().take(LISTED).map(|choice| format!("`{}`", choice.get(lang)));
        let more = (choices.len() > LISTED).then(|| "…".to_owned());
        first.chain(more).collect::<Vec<_>>()
    };
    let diagnostic = Diagnostic::error(
        WORD,
        span,
        Bilingual::new(
            format!("`{typed}` is none of the choices"),
            format!("「{typed}」は選択肢にありません"),
        ),
    )
    .here(Bilingual::new(
        format!("the choices are {}", listed(Lang::En).join(", ")),
        format!("選択肢は {} です", listed(Lang::Ja).join("、")),
    ));
    diagnostic.help(match near {
        Some(near) => {
            Bilingual::new(format!("did you mean `{near}`?"), format!("「{near}」のことではありませんか"))
        }
        None => Bilingual::new("write one of the choices", "選択肢のいずれかを書いてください"),
    })
}

/// K0229: a mark for "not applicable" where a value is required.
pub fn not_applicable(span: Span, typed: &str, wanted: Expected) -> Diagnostic {
    let typed = shown(typed);
    let words = wanted.words();
    Diagnostic::error(
        NOT_APPLICABLE,
        span,
        Bilingual::new(
            format!("`{typed}` cannot stand for a required value"),
            format!("必須の項目に「{typed}」とは書けません"),
        ),
    )
    .here(Bilingual::new("a value is required here", "ここは必須です"))
    .help(Bilingual::new(
        format!("write {}, or leave it blank until it is known", words.en),
        format!("{}を書いてください。未定であれば空欄のままにしてください", words.ja),
    ))
}

/// K0233: a plain true or false in a text field.
pub fn text_expected(span: Span, typed: &str) -> Diagnostic {
    let typed = shown(typed);
    Diagnostic::error(
        TEXT,
        span,
        Bilingual::new(
            format!("a text is asked for, and `{typed}` is a truth value"),
            format!("文字列を書くところに、真偽値の {typed} があります"),
        ),
    )
    .here(Bilingual::new("this field takes a text", "この項目には文字列を書きます"))
    .help(Bilingual::new(
        format!("if the word is meant, put it in quotes: \"{typed}\""),
        format!("文字としての {typed} であれば、引用符で囲んでください：\"{typed}\""),
    ))
}
