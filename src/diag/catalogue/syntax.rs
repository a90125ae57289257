//! The diagnostics of `syntax`: what cannot be read, and where.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
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

pub(super) fn both(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
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
        Some(found @ (":" | "=")) => both(
            format!("write {} in place of `{found}`", first.en),
            format!("「{found}」の代わりに{}を書いてください", first.ja),
        ),
        Some(found) => both(
            format!("write {} before `{found}`", first.en),
            format!("「{found}」の前に{}を書いてください", first.ja),
        ),
        None => both(format!("write {} here", first.en), format!("ここに{}を書いてください", first.ja)),
    })
}

/// K0101: `kind: funding`.
pub fn needless_sign(place: Span, sign: &str) -> Diagnostic {
    Diagnostic::error(
        Code(101),
        place,
        both(format!("no `{sign}` stands here"), format!("ここに「{sign}」は書けません")),
    )
    .help(both(format!("remove the `{sign}`"), format!("「{sign}」を取り除いてください")))
}

/// K0101: a phrase that is written otherwise here.
pub fn written_otherwise(place: Span, written: &str, help: Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(101),
        place,
        both(
            format!("`{written}` is written otherwise here"),
            format!("「{written}」は、この言語では別の書き方をします"),
        ),
    )
    .help(help)
}

/// K0101: `max(a, b)`.
pub fn no_function(place: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code(101),
        place,
        both(format!("there is no function `{name}( … )`"), format!("`{name}( … )` という関数はありません")),
    )
    .help(if matches!(name, "round" | "floor" | "ceil" | "roundup" | "rounddown" | "trunc") {
        both(
            "write `round down x to thousand yen`, `round up x to yen` or `round half up x to 10`",
            "`round down x to thousand yen`、`round up x to yen`、`round half up x to 10` のように書いてください",
        )
    } else {
        both(
            "for lists there are `sum of`, `count of`, `largest of` and `smallest of`; two values are compared one by one",
            "一覧には `sum of`、`count of`、`largest of`、`smallest of` を使い、二つの値は一つずつ比べてください",
        )
    })
}

/// K0101: a name with a hyphen, or that begins with a digit.
pub fn not_a_name(place: Span, written: &str, meant: &str) -> Diagnostic {
    Diagnostic::error(
        Code(101),
        place,
        both(
            format!(
                "`{written}` cannot be a name: a name is letters, digits and `_`, and no digit comes first"
            ),
            format!("`{written}` は名前になりません（名前は文字、数字、`_` で書き、数字から始めません）"),
        ),
    )
    .help(both(format!("write `{meant}`"), format!("`{meant}` と書いてください")))
}

/// K0101: `round x to …`.
pub fn round_how(word: Span, found: Span) -> Diagnostic {
    Diagnostic::error(
        Code(101),
        found,
        both("it is not said which way to round", "丸め方が書かれていません"),
    )
    .label(word, both("rounded here", "ここで丸めます"))
    .help(both(
        "write `round down`, `round up` or `round half up`",
        "`round down`（切捨て）、`round up`（切上げ）、`round half up`（四捨五入）のいずれかを書いてください",
    ))
}

/// K0101: one thing where another is meant.
pub fn in_place_of(place: Span, found: &str, meant: &str) -> Diagnostic {
    Diagnostic::error(
        Code(101),
        place,
        both(format!("`{found}` cannot stand here"), format!("ここに `{found}` は書けません")),
    )
    .help(both(format!("write `{meant}` in place of it"), format!("代わりに `{meant}` と書いてください")))
}

/// K0101: `[life it]`.
pub fn missing_comma(place: Span, next: &str) -> Diagnostic {
    Diagnostic::error(
        Code(101),
        place,
        both(format!("a comma is missing before `{next}`"), format!("`{next}` の前にコンマがありません")),
    )
    .help(both("separate the alternatives with `,`", "選択肢は `,` で区切ってください"))
}

/// K0101: `count of partners at least 2`.
pub fn aggregate_form(function: Span, found: Span, word: &str) -> Diagnostic {
    let form = if word == "count" { "count of x in list" } else { "… of x.amount for x in list" };
    let form = form.replace('…', word);
    Diagnostic::error(
        Code(101),
        found,
        both(
            format!("this `{word}` does not say for which items of which list"),
            format!("この `{word}` には、どの一覧のどの要素についてかが書かれていません"),
        ),
    )
    .label(function, both("it begins here", "ここから始まります"))
    .help(both(format!("write it like `{form}`"), format!("`{form}` のように書いてください")))
}

/// K0101: `optional optional yen`, `list of optional yen`.
pub fn misplaced_optional(place: Span) -> Diagnostic {
    Diagnostic::error(
        Code(101),
        place,
        both("`optional` cannot stand here", "ここに `optional` は書けません"),
    )
    .help(both(
        "write `optional` once, before the whole type",
        "`optional` は型全体の前に一度だけ書いてください",
    ))
}

/// K0101: `list of list of T`.
pub fn list_of_lists(place: Span) -> Diagnostic {
    Diagnostic::error(Code(101), place, both("a list cannot hold lists", "一覧の中に一覧は入れられません"))
        .help(both(
            "give the inner list a record of its own, and write `list of` that record",
            "内側の一覧を record にまとめ、その record の `list of` としてください",
        ))
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

pub(super) fn did_you_mean(near: &str) -> Bilingual {
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
        None if known.is_empty() => both(
            "begin with a word of the language, such as `require`, `cite` or `title`",
            "`require`、`cite`、`title` など、言語の語から始めてください",
        ),
        None => both(
            format!("the words that can stand here are {}", known.join(", ")),
            format!("ここに書ける語は {} です", known.join("、")),
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

#[cfg(test)]
mod tests {
    use super::ROWS;

    #[test]
    fn every_code_has_one_row_in_order() {
        let codes: Vec<u16> = ROWS.iter().map(|row| row.code.0).collect();
        assert_eq!(codes, (101..=116).filter(|code| *code != 115).collect::<Vec<u16>>());
    }
}
