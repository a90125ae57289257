//! Diagnostics of tests: rows that do not fit their table.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

const CELLS: Code = Code(310);
const RESULT: Code = Code(311);

/// The rows of the table of codes that tests use.
pub(super) const ROWS: &[Row] = &[
    Row { code: CELLS, en: "a row with too few or too many cells", ja: "欄の数が合わない行" },
    Row { code: RESULT, en: "a result that its column cannot have", ja: "列に書けない結果" },
];

/// A row has another number of cells than its table; `before` says on which side of the arrow.
pub fn cells_of_row(row: Span, head: Span, has: usize, wanted: usize, before: bool) -> Diagnostic {
    let (side, side_ja) = if before { ("before", "前") } else { ("after", "後") };
    let what = |n: usize| if n == 1 { "value" } else { "values" };
    let help = if before && has < wanted {
        Bilingual::new(
            "give a value for each place; `missing` where there is none",
            "箇所ごとに値を書いてください。ないときは `missing` と書きます",
        )
    } else if before {
        Bilingual::new(
            "leave out what is too much; a comma ends a value, unless three digits follow it at once",
            "余分な値を取り除いてください。コンマは値の区切りです（直後に数字が3桁続く場合を除く）",
        )
    } else {
        Bilingual::new(
            "say one result for each column after the arrow",
            "矢印の後の列ごとに、結果を一つずつ書いてください",
        )
    };
    Diagnostic::error(
        CELLS,
        row,
        Bilingual::new(
            format!("this row has {has} {} {side} the arrow, and its table asks for {wanted}", what(has)),
            format!("この行は矢印の{side_ja}に {has} 個の値がありますが、表の列は {wanted} 個です"),
        ),
    )
    .label(head, Bilingual::new("the columns", "列の見出し"))
    .help(help)
}

/// A cell says what its column cannot have; `written` is empty where it is no word, `known` where a value is asked for.
pub fn result_unfit(at: Span, written: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let message = if written.is_empty() {
        Bilingual::new("this column has no such result", "この列には書けない結果です")
    } else {
        Bilingual::new(
            format!("this column has no result `{written}`"),
            format!("この列に結果 `{written}` は書けません"),
        )
    };
    let help = match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None if known.is_empty() => Bilingual::new(
            "write a value, or `undetermined` where there is none",
            "値を書いてください。定まらないときは `undetermined` と書きます",
        ),
        None => {
            let list: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
            Bilingual::new(
                format!("write {}", list.join(", ")),
                format!("{} のいずれかを書いてください", list.join("、")),
            )
        }
    };
    Diagnostic::error(RESULT, at, message).help(help)
}
