//! Phrases of plain English and of other languages, seen where the parser can go no further.
//!
//! In: the tokens around that place. Out: a diagnostic that says how it is written here; `None` for all else.

use super::recover::Broken;
use super::scan::{Kind, Token};
use crate::diag::{self, Bilingual, Diagnostic};
use crate::text::Span;
use crate::value::show::MONTHS;

/// The first and last token of a slip, counted from the place, and what to do.
type Phrase = (isize, isize, Bilingual);

/// The tokens around the place where the parser stopped.
struct Around<'b, 'a, 't> {
    b: &'b Broken<'a, 't>,
    index: usize,
}

impl<'b> Around<'b, '_, '_> {
    fn token(&self, offset: isize) -> Option<&'b Token> {
        self.b.piece.get(self.index.checked_add_signed(offset)?)
    }

    fn word(&self, offset: isize) -> &'b str {
        self.token(offset).map_or("", |token| self.b.word(token))
    }

    fn is_number(&self, offset: isize) -> bool {
        self.token(offset).is_some_and(|token| token.kind == Kind::Number)
    }
}

/// The slip around the token with this index.
pub(super) fn phrase(b: &Broken, index: usize) -> Option<Diagnostic> {
    let around = Around { b, index };
    let (from, to, help) = comparison(&around).or_else(|| list(&around)).or_else(|| share(&around))?;
    let (first, last) = (around.token(from)?, around.token(to)?);
    let written = b.text.get(first.start..last.end)?;
    let written: Vec<&str> = written.split_whitespace().collect();
    Some(diag::written_otherwise(Span::new(b.file, first.start, last.end), &written.join(" "), help))
}

fn write(phrase: &str) -> Bilingual {
    Bilingual::new(format!("write `{phrase}`"), format!("`{phrase}` と書いてください"))
}

fn comparison(around: &Around) -> Option<Phrase> {
    let word = |offset| around.word(offset);
    Some(match (word(-2), word(-1), word(0)) {
        (_, "is", "at" | "more" | "less" | "between" | "before" | "after" | "on") => (
            -1,
            0,
            Bilingual::new(
                "leave out the `is`: `x at least y`",
                "`is` を取り除いてください（`x at least y`）",
            ),
        ),
        ("is", "greater" | "bigger" | "larger" | "higher", "than") => (-2, 0, write("more than")),
        ("is", "smaller" | "lower" | "fewer", "than") => (-2, 0, write("less than")),
        ("is", "no", _) => (
            -2,
            -1,
            Bilingual::new(
                "a yes/no field is a condition by itself: `not x`",
                "はい・いいえの項目は、それだけで条件になります（`not x`）",
            ),
        ),
        (_, "or", "more" | "less" | "fewer" | "above" | "below") => (
            -1,
            0,
            Bilingual::new(
                "say it before the figure: `at least 5億円`, `at most 5億円`",
                "数値の前に `at least`（以上）や `at most`（以下）を書いてください",
            ),
        ),
        (_, "if", _) => (
            -1,
            -1,
            Bilingual::new(
                "write the condition before: `when … { require … }`",
                "条件は先に書きます（`when … { require … }`）",
            ),
        ),
        (_, _, "in") if word(1) == "[" => (0, 0, write("is one of")),
        (_, _, "contains" | "includes" | "contain" | "include") => {
            (0, 0, write("some x in list satisfies x is …"))
        }
        (_, text, "in") if text.starts_with('"') => (0, 0, write("some x in list satisfies x is …")),
        (_, _, "within") => (0, 0, write("between … and …")),
        (_, _, "plus") => (0, 0, write("+")),
        (_, _, "minus") => (0, 0, write("-")),
        (_, _, "times") => (0, 0, write("*")),
        (_, _, "message" | "help" | "severity" | "cite" | "title" | "valid") if in_block(around) => (
            0,
            0,
            Bilingual::new(
                "write it in the rule itself, before the `for each` or `when { … }`",
                "規則そのものの節です。`for each` や `when { … }` の前に書いてください",
            ),
        ),
        (_, "not", "in") => (-1, 0, write("is not one of [a, b]")),
        (_, _, "not") if word(1) == "in" => (0, 1, write("is not one of [a, b]")),
        (_, _, "no" | "not") if word(1) == "more" => (0, 1, write("at most")),
        (_, _, "no" | "not") if matches!(word(1), "less" | "fewer") => (0, 1, write("at least")),
        (_, _, "does") if matches!((word(1), word(2)), ("not", "exceed")) => (0, 2, write("at most")),
        (_, _, "else" | "otherwise") => (
            0,
            0,
            Bilingual::new(
                "write a second `when` for the other case: `when not … { … }`",
                "もう一方の場合は、別の `when` に書いてください（`when not … { … }`）",
            ),
        ),
        (_, _, "to") if (-4..=-2).any(|offset| word(offset) == "between") => (0, 0, write("and")),
        _ => return None,
    })
}

/// Whether the place is inside a block of steps, and not just inside the rule; no brace is missing.
fn in_block(around: &Around) -> bool {
    let count = |tokens: &[Token], kind| tokens.iter().filter(|token| token.kind == kind).count();
    let piece = around.b.piece;
    let before = piece.get(..around.index).unwrap_or_default();
    let (open, close) = (Kind::Open('{'), Kind::Close('}'));
    piece.iter().take(3).any(|token| around.b.word(token) == "rule")
        && count(piece, open) == count(piece, close)
        && count(before, open) > count(before, close).saturating_add(1)
}

fn list(around: &Around) -> Option<Phrase> {
    let word = |offset| around.word(offset);
    Some(match (word(-1), word(0), word(1)) {
        ("all" | "each", _, "in") => (-1, -1, write("every x in list satisfies …")),
        ("any", _, "in") => (-1, -1, write("some x in list satisfies …")),
        ("exactly", _, _) if around.is_number(0) => {
            (-1, 0, write(&format!("(count of x in list where …) is {}", word(0))))
        }
        ("two", _, _) if word(-2) == "no" => (-2, -1, write("no two of x.field for x in list are equal")),
        (_, ",", _) if (-8..=-5).any(|at| word(at) == "count") => (
            0,
            0,
            Bilingual::new(
                "`count` takes one list: `define rooms of Site = count of r in rooms`, then `sum of s.rooms for s in sites`",
                "`count` の一覧は一つです。`define rooms of Site = count of r in rooms` として、`sum of s.rooms for s in sites` と書いてください",
            ),
        ),
        (name, "=", _) if word(-2) == "define" => (
            -1,
            0,
            Bilingual::new(
                format!("say of which record: `define {name} of RECORD = …`"),
                format!("どの record のものかを書いてください（`define {name} of RECORD = …`）"),
            ),
        ),
        (_, "where", _) if (-8..=-4).any(|at| word(at) == "each") => (
            0,
            0,
            Bilingual::new(
                "choose inside: `for each x in list { when … { require … } }`",
                "中で選んでください（`for each x in list { when … { require … } }`）",
            ),
        ),
        (_, "for", "every" | "all" | "some" | "no") => {
            (0, 0, Bilingual::new("leave out the `for`", "`for` を取り除いてください"))
        }
        ("max" | "maximum" | "highest" | "largest", "of" | "(", _) => {
            (-1, 0, write("largest of x.field for x in list"))
        }
        ("min" | "minimum" | "lowest" | "smallest", "of" | "(", _) => {
            (-1, 0, write("smallest of x.field for x in list"))
        }
        ("total", "of" | "(", _) | ("sum", "(", _) => (-1, 0, write("sum of x.field for x in list")),
        ("count", "(", _) => (-1, 0, write("count of x in list")),
        ("average" | "mean" | "avg", "of" | "(", _) => (
            -1,
            0,
            Bilingual::new(
                "divide the sum by the count: `(sum of …) / (count of …)`",
                "合計を件数で割ってください（`(sum of …) / (count of …)`）",
            ),
        ),
        (_, "[", _) if around.is_number(1) => (
            0,
            1,
            Bilingual::new(
                "a rule names no row by its number: `every x in list satisfies …`",
                "規則では番号で行を指せません（`every x in list satisfies …`）",
            ),
        ),
        _ if word(-3) == "list" && word(-2) == "of" && around.is_number(0) => (
            0,
            0,
            Bilingual::new(
                "put a comma before the size: `list of text, 1 to 5`",
                "件数の前にコンマを書いてください（`list of text, 1 to 5`）",
            ),
        ),
        _ => return None,
    })
}

fn share(around: &Around) -> Option<Phrase> {
    Some(match around.word(0) {
        "half" | "third" | "quarter" | "fifth" | "tenth"
            if matches!(around.word(-1), "a" | "one" | "two" | "three") =>
        {
            (
                -1,
                0,
                Bilingual::new(
                    "write a share as `half of`, `1/3 of` or `20% of`",
                    "割合は `half of`、`1/3 of`、`20% of` のように書いてください",
                ),
            )
        }
        "of" if around.is_number(-1) => (
            if around.word(-2) == "." { -3 } else { -1 },
            0,
            Bilingual::new(
                "write a share as `half of`, `1/2 of` or `50% of`",
                "割合は `half of`、`1/2 of`、`50% of` のように書いてください",
            ),
        ),
        month if around.is_number(-1) && MONTHS.contains(&month) => (
            -1,
            0,
            Bilingual::new(
                "write a date in figures, as `2026-03-31`",
                "日付は `2026-03-31` のように数字で書いてください",
            ),
        ),
        "%" if around.is_number(-1) => (
            -1,
            0,
            Bilingual::new(
                "write the sign just after the figure: `50%`",
                "`50%` のように、空白を入れずに書いてください",
            ),
        ),
        _ => return None,
    })
}
