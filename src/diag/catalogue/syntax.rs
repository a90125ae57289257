//! The diagnostics of `syntax`: what cannot be read, and where.

use super::notation::Words;
use crate::diag::codes::{Code, Row};
use crate::diag::{AmountError, Bilingual, CalendarError, Diagnostic, PlainError};
use crate::text::Span;

/// The codes of this layer.
pub(super) const ROWS: &[Row] = &[
    Row {
        code: Code(101), en: "something else was expected here", ja: "ここには別のものが必要です"
    },
    Row { code: Code(102), en: "a bracket without its partner", ja: "対応する括弧がありません" },
    Row { code: Code(103), en: "a string that is not closed", ja: "文字列が閉じられていません" },
    Row { code: Code(104), en: "a reserved word as a name", ja: "予約語は名前に使えません" },
    Row {
        code: Code(105),
        en: "`and` and `or` mixed without brackets",
        ja: "and と or が括弧なしで混ざっています",
    },
    Row {
        code: Code(106), en: "a share before an operator", ja: "割合の後に演算子が続いています"
    },
    Row { code: Code(107), en: "chained comparisons", ja: "比較が続いています" },
    Row {
        code: Code(108),
        en: "an aggregate with `where` without brackets",
        ja: "where を持つ集計に括弧がありません",
    },
    Row {
        code: Code(109),
        en: "a compound `where` without brackets",
        ja: "where の複合条件に括弧がありません",
    },
    Row { code: Code(110), en: "no such declaration", ja: "そのような宣言はありません" },
    Row { code: Code(111), en: "no such word here", ja: "ここにその語は書けません" },
    Row { code: Code(112), en: "a literal that cannot be read", ja: "読み取れない値です" },
    Row { code: Code(113), en: "nested too deep", ja: "入れ子が深すぎます" },
    Row {
        code: Code(114), en: "a full-width or typographic sign", ja: "全角の記号が使われています"
    },
    Row { code: Code(116), en: "a file too large", ja: "ファイルが大きすぎます" },
];

fn both(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
    Bilingual::new(en, ja)
}

/// K0104: a reserved word where a name is declared or bound.
pub fn reserved_word(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        Code(104),
        place,
        both(
            format!("`{word}` is a word of the language and cannot be a name"),
            format!("「{word}」は言語の予約語なので、名前には使えません"),
        ),
    )
    .help(both(
        format!("choose another name, such as `{word}_1` or `the_{word}`"),
        format!("「{word}_1」や「the_{word}」など、別の名前にしてください"),
    ))
}

/// K0105: `and` beside `or`.
pub fn mixed_connectives(first: Span, second: Span, first_is_and: bool) -> Diagnostic {
    let (one, other) = if first_is_and { ("and", "or") } else { ("or", "and") };
    Diagnostic::error(
        Code(105),
        second,
        both(
            "`and` and `or` stand side by side without brackets",
            "and と or が括弧なしで並んでいます",
        ),
    )
    .here(both(format!("`{other}` here"), format!("ここに {other}")))
    .label(first, both(format!("`{one}` here"), format!("ここに {one}")))
    .help(both(
        format!("put brackets around the part that belongs together: `(a {one} b) {other} c` or `a {one} (b {other} c)`"),
        format!("まとまりを括弧で示してください（`(a {one} b) {other} c` または `a {one} (b {other} c)`）"),
    ))
}

/// K0106: `half of y + z`.
pub fn share_before_operator(share: Span, operator: Span) -> Diagnostic {
    Diagnostic::error(
        Code(106),
        operator,
        both("it is not clear what the share is taken of", "何に対する割合なのかが定まりません"),
    )
    .here(both("does this belong to the share", "これは割合の対象に含まれますか"))
    .label(share, both("the share begins here", "割合はここから始まります"))
    .help(both(
        "put brackets around what belongs together: `(half of y) + z` or `half of (y + z)`",
        "まとまりを括弧で示してください（`(half of y) + z` または `half of (y + z)`）",
    ))
}

/// K0107: `a at least b at least c`.
pub fn chained_comparison(first: Span, second: Span) -> Diagnostic {
    Diagnostic::error(
        Code(107),
        second,
        both("a second comparison follows the first", "比較の後に、もう一つの比較が続いています"),
    )
    .here(both("the second comparison", "二つ目の比較"))
    .label(first, both("the first comparison", "一つ目の比較"))
    .help(both(
        "join two comparisons with `and`, or write `x between a and b`",
        "二つの比較を and でつなぐか、`x between a and b` と書いてください",
    ))
}

/// K0108: an aggregate with `where` that is compared or computed with.
pub fn filtered_aggregate(aggregate: Span, operator: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(108),
        aggregate,
        both(
            "it is not clear where the `where` of this aggregate ends",
            "この集計の where がどこまで続くのかが定まりません",
        ),
    )
    .help(both(
        "put the whole aggregate in brackets: `(sum of r.x for r in list where …)`",
        "集計全体を括弧で囲んでください（`(sum of r.x for r in list where …)`）",
    ));
    match operator {
        Some(operator) => {
            diagnostic.label(operator, both("it is computed with here", "ここで計算に使われています"))
        }
        None => diagnostic,
    }
}

/// K0109: `where a and b` in an aggregate.
pub fn compound_where(word: Span, connective: Span) -> Diagnostic {
    Diagnostic::error(
        Code(109),
        connective,
        both(
            "it is not clear whether this belongs to the `where` of the aggregate",
            "これが集計の where の条件に含まれるのかが定まりません",
        ),
    )
    .here(both("a second condition", "二つ目の条件"))
    .label(word, both("the `where`", "where はここです"))
    .help(both(
        "put the conditions of the `where` in brackets: `where (a and b)`",
        "where の条件を括弧で囲んでください（`where (a and b)`）",
    ))
}

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

/// K0101: `sum of r.x in list` has no bound name.
pub fn aggregate_needs_for(value: Span, list: Span) -> Diagnostic {
    Diagnostic::error(
        Code(101),
        value,
        both("expected one name before `in`", "in の前には名前を一つ書く必要があります"),
    )
    .label(list, both("the list", "対象の一覧"))
    .help(both(
        "name the members first: `sum of r.x for r in list`",
        "`sum of r.x for r in list` のように、for で各行に名前を付けてください",
    ))
}

/// K0113: a chain of operators that no one can follow.
pub fn expression_too_long(place: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        Code(113),
        place,
        both(
            format!("this expression has more than {limit} operators"),
            format!("この式の演算子は {limit} 個を超えています"),
        ),
    )
    .help(both("name parts of it with `define` or `let`", "define や let で一部に名前を付けて分けてください"))
}

/// At most four alternatives, in words: `a, b or c`.
fn alternatives(groups: &[Bilingual]) -> Bilingual {
    let shown: Vec<&Bilingual> = groups.iter().take(4).collect();
    let en: Vec<&str> = shown.iter().map(|group| group.en.as_str()).collect();
    let ja: Vec<&str> = shown.iter().map(|group| group.ja.as_str()).collect();
    let en = match en.as_slice() {
        [] => "a declaration".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    };
    let ja = match ja.as_slice() {
        [] => "宣言".to_owned(),
        [one] => (*one).to_owned(),
        several => format!("{}のいずれか", several.join("、")),
    };
    both(en, ja)
}

/// K0101: something else was expected; `found` is `None` at the end of the declaration.
pub fn expected(place: Span, found: Option<&str>, groups: &[Bilingual]) -> Diagnostic {
    let wanted = alternatives(groups);
    let message = match found {
        Some(found) => both(
            format!("expected {}, found `{found}`", wanted.en),
            format!("ここには{}が必要ですが、「{found}」があります", wanted.ja),
        ),
        None => both(
            format!("expected {}, found the end of the declaration", wanted.en),
            format!("ここには{}が必要ですが、宣言が終わっています", wanted.ja),
        ),
    };
    let first = alternatives(groups.get(..1).unwrap_or_default());
    Diagnostic::error(Code(101), place, message).help(match found {
        Some(found) => both(
            format!("write {} before `{found}`", first.en),
            format!("「{found}」の前に{}を書いてください", first.ja),
        ),
        None => both(format!("write {} here", first.en), format!("ここに{}を書いてください", first.ja)),
    })
}

/// K0102: an opening bracket that is not closed; `end` is where the next declaration starts, or the end of the file.
pub fn unclosed_bracket(opener: Span, sign: char, closer: char, end: Option<(Span, bool)>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(102),
        opener,
        both(format!("this `{sign}` is not closed"), format!("この「{sign}」が閉じられていません")),
    )
    .here(both("opened here", "ここで開いています"))
    .help(both(
        format!("write the `{closer}` that belongs to it"),
        format!("対応する「{closer}」を書いてください"),
    ));
    match end {
        Some((place, true)) => {
            diagnostic.label(place, both("the file ends here", "ファイルはここで終わります"))
        }
        Some((place, false)) => {
            diagnostic.label(place, both("the next declaration starts here", "次の宣言はここから始まります"))
        }
        None => diagnostic,
    }
}

/// K0102: a closing bracket that closes nothing.
pub fn closes_nothing(place: Span, sign: char) -> Diagnostic {
    Diagnostic::error(
        Code(102),
        place,
        both(
            format!("this `{sign}` closes nothing"),
            format!("この「{sign}」に対応する開き括弧がありません"),
        ),
    )
    .help(both(
        format!("remove the `{sign}`, or write the bracket that it should close"),
        format!("「{sign}」を取り除くか、対応する開き括弧を書いてください"),
    ))
}

/// K0103: a string without its closing quote.
pub fn unclosed_string(place: Span) -> Diagnostic {
    Diagnostic::error(
        Code(103),
        place,
        both("this text is not closed on its line", "この文字列が同じ行の中で閉じられていません"),
    )
    .here(both("opened here", "ここで開いています"))
    .help(both(
        "end the text with `\"` on the same line; write `\\\"` for a quote inside of it",
        "同じ行の中で「\"」で閉じてください。文字列の中の引用符は「\\\"」と書きます",
    ))
}

/// K0110: text that belongs to no declaration. `outside` where it is a word that stands inside of one.
pub fn unknown_declaration(place: Span, written: &str, near: Option<&str>, outside: bool) -> Diagnostic {
    let message = if outside {
        both(
            format!("`{written}` stands outside of any declaration"),
            format!("「{written}」が宣言の外にあります"),
        )
    } else {
        both(format!("`{written}` is no declaration"), format!("「{written}」という宣言はありません"))
    };
    let help = match near {
        Some(near) => did_you_mean(near),
        None if outside => both(
            "move it into the declaration to which it belongs; a `}` before it may stand too early",
            "属する宣言の中に移してください。手前の「}」の位置が早すぎる可能性があります",
        ),
        None => both(
            "begin with the word of a declaration, such as `rule`, `record` or `let`",
            "rule、record、let など、宣言の語から始めてください",
        ),
    };
    Diagnostic::error(Code(110), place, message).help(help)
}

fn did_you_mean(near: &str) -> Bilingual {
    both(format!("did you mean `{near}`?"), format!("「{near}」のことですか"))
}

/// K0111: a word that cannot stand here.
pub fn unexpected_word(place: Span, written: &str, near: Option<&str>, known: &[String]) -> Diagnostic {
    let known: Vec<&str> = known.iter().map(String::as_str).take(12).collect();
    Diagnostic::error(
        Code(111),
        place,
        both(format!("`{written}` is not known here"), format!("ここに「{written}」という語は書けません")),
    )
    .help(match near {
        Some(near) => did_you_mean(near),
        None => both(
            format!("the words that can stand here are {}", known.join(", ")),
            format!("ここに書ける語は {} です", known.join("、")),
        ),
    })
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

/// K0113: nested too deep.
pub fn nested_too_deep(place: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        Code(113),
        place,
        both(
            format!("this is nested more than {limit} levels deep"),
            format!("入れ子が {limit} 段を超えています"),
        ),
    )
    .help(both(
        "remove brackets, or name parts of it with `define` or `let`",
        "括弧を減らすか、define や let で一部に名前を付けて分けてください",
    ))
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

/// K0116: a file beyond the limit.
pub fn file_too_large(place: Span, bytes: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        Code(116),
        place,
        both(
            format!("this file has {bytes} bytes; a rule file has at most {limit}"),
            format!("このファイルは {bytes} バイトあります。ルールファイルの上限は {limit} バイトです"),
        ),
    )
    .help(both("split it into several files", "複数のファイルに分けてください"))
}
