//! The diagnostics of `syntax` about single tokens: figures, dates, texts, signs.

use super::notation::Words;
use super::syntax::{both, did_you_mean};
use crate::diag::codes::Code;
use crate::diag::{AmountError, Bilingual, CalendarError, Diagnostic, PlainError};
use crate::text::Span;

/// K0112 with the reason of `value`.
fn unreadable(place: Span, written: &str, what: Bilingual, words: Words) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(112),
        place,
        both(
            format!("`{written}` cannot be read as {}", what.en),
            format!("「{written}」を{}として読み取れません", what.ja),
        ),
    )
    .here(words.why);
    match words.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// K0112: an amount.
pub fn bad_amount(place: Span, written: &str, why: &AmountError) -> Diagnostic {
    unreadable(place, written, both("an amount", "金額"), why.words())
}

/// K0112: a number.
pub fn bad_number(place: Span, written: &str, why: &PlainError) -> Diagnostic {
    unreadable(place, written, both("a number", "数値"), why.words("1,000"))
}

/// K0112: a percentage.
pub fn bad_percent(place: Span, written: &str, why: &PlainError) -> Diagnostic {
    unreadable(place, written, both("a percentage", "百分率"), why.words("20%"))
}

/// K0112: a day.
pub fn bad_date(place: Span, written: &str, why: &CalendarError) -> Diagnostic {
    unreadable(place, written, both("a date", "日付"), why.words(&Bilingual::same("2007-10-10")))
}

/// K0112: a fiscal year.
pub fn bad_year(place: Span, written: &str, why: &CalendarError) -> Diagnostic {
    unreadable(place, written, both("a fiscal year", "年度"), why.words(&both("FY2007", "2007年度")))
}

/// K0112: `1/0 of`, or figures beyond all bounds.
pub fn bad_fraction(place: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        Code(112),
        place,
        both(
            format!("`{written}` cannot be read as a share"),
            format!("「{written}」を割合として読み取れません"),
        ),
    )
    .help(both(
        "write a share such as `1/3`, with a denominator above zero",
        "`1/3` のように、分母が 1 以上の割合を書いてください",
    ))
}

/// K0112: a count beyond 32 bits.
pub fn count_too_large(place: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        Code(112),
        place,
        both(
            format!("`{written}` is too large for a count"),
            format!("「{written}」は個数として大きすぎます"),
        ),
    )
    .help(both(
        format!("write a count of at most {}", u32::MAX),
        format!("{} 以下の個数を書いてください", u32::MAX),
    ))
}

/// K0112: a sign of another language.
pub fn foreign_sign(place: Span, sign: &str, meant: &str) -> Diagnostic {
    let help = match meant {
        "" => both(format!("remove the `{sign}`"), format!("「{sign}」を取り除いてください")),
        meant if meant.contains('`') => {
            let plain = meant.replace('`', "");
            both(format!("write `{meant}"), format!("{plain} と書いてください"))
        }
        meant => both(format!("write `{meant}`"), format!("「{meant}」と書いてください")),
    };
    Diagnostic::error(
        Code(112),
        place,
        both(format!("`{sign}` is no sign of the language"), format!("「{sign}」という記号はありません")),
    )
    .help(help)
}

/// K0112: an escape that strings do not have.
pub fn unknown_escape(place: Span, escaped: char) -> Diagnostic {
    Diagnostic::error(
        Code(112),
        place,
        both(
            format!("`\\{escaped}` stands for nothing in a text"),
            format!("文字列の中の「\\{escaped}」には意味がありません"),
        ),
    )
    .help(both("write `\\\\` for a backslash", "円記号（バックスラッシュ）は「\\\\」と書いてください"))
}

/// K0112: `5,00`.
pub fn misplaced_comma(place: Span) -> Diagnostic {
    Diagnostic::error(
        Code(112),
        place,
        both("a comma does not separate thousands here", "コンマの位置が 3 桁区切りになっていません"),
    )
    .help(both(
        "write three digits after a comma (`5,000`), or a point for decimals (`5.00`)",
        "コンマの後は 3 桁（`5,000`）、小数は点（`5.00`）で書いてください",
    ))
}

/// K0112: `2007/10/10`, which divides.
pub fn slashed_date(place: Span, meant: &str) -> Diagnostic {
    Diagnostic::error(
        Code(112),
        place,
        both(
            "this divides three figures; a date is written with hyphens",
            "これは割り算になります。日付はハイフンで書きます",
        ),
    )
    .help(both(format!("write `{meant}`"), format!("「{meant}」と書いてください")))
}

/// K0112: two figures side by side.
pub fn two_figures(place: Span) -> Diagnostic {
    Diagnostic::error(Code(112), place, both("two figures stand side by side", "数字が二つ並んでいます"))
        .help(both(
            "write one figure, or an operator between the two",
            "一つの数字にするか、間に演算子を書いてください",
        ))
}

/// K0112: an amount without its unit.
pub fn missing_unit(place: Span, meant: &str) -> Diagnostic {
    Diagnostic::error(Code(112), place, both("this amount has no unit", "この金額に単位がありません"))
        .help(both(format!("write `{meant}`"), format!("「{meant}」と書いてください")))
}

/// K0112: a unit that is not known.
pub fn unknown_unit(place: Span, written: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::error(
        Code(112),
        place,
        both(format!("`{written}` is no unit"), format!("「{written}」という単位はありません")),
    )
    .help(match near {
        Some(near) => did_you_mean(near),
        None => both(
            "write the figure alone, or an amount such as `5 million yen`",
            "数字だけにするか、「5 million yen」や「5百万円」のような金額を書いてください",
        ),
    })
}

/// K0114: a full-width or typographic sign.
pub fn full_width_sign(place: Span, found: char, meant: &str) -> Diagnostic {
    Diagnostic::error(
        Code(114),
        place,
        both(
            format!("`{found}` is not the sign that the language uses"),
            format!("「{found}」はこの言語の記号ではありません"),
        ),
    )
    .help(both(format!("type `{meant}`"), format!("半角の「{meant}」を入力してください")))
}

/// K0114: a character that cannot be seen, or a space of another kind.
pub fn unseen_character(place: Span, found: char) -> Diagnostic {
    let code = format!("U+{:04X}", u32::from(found));
    let space = found.is_whitespace() && !found.is_control();
    let diagnostic = Diagnostic::error(
        Code(114),
        place,
        both(
            format!("the character {code} cannot be seen and cannot stand here"),
            format!("目に見えない文字 {code} があります"),
        ),
    );
    diagnostic.help(if space {
        both("type an ordinary space in its place", "普通の半角空白に置き換えてください")
    } else {
        both(
            "delete it; it is easily pasted along from elsewhere",
            "削除してください（貼り付けの際に紛れ込みやすい文字です）",
        )
    })
}
