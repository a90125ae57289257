//! Diagnostics of tests: rows that do not fit their table, and expectations that are not met.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Severity};
use crate::text::Span;

const CELLS: Code = Code(310);
const RESULT: Code = Code(311);
const NOT_MET: Code = Code(312);
const NOT_BUILT: Code = Code(313);
const NO_SUCH_TEST: Code = Code(314);

/// The rows of the table of codes that tests use.
pub(super) const ROWS: &[Row] = &[
    Row { code: CELLS, en: "a row with too few or too many cells", ja: "欄の数が合わない行" },
    Row { code: RESULT, en: "a result that its column cannot have", ja: "列に書けない結果" },
    Row { code: NOT_MET, en: "an expectation that is not met", ja: "期待と異なる結果" },
    Row {
        code: NOT_BUILT, en: "a test whose proposal cannot be made", ja: "申請書を組み立てられないテスト"
    },
    Row { code: NO_SUCH_TEST, en: "no test has this name", ja: "その名前のテストがない" },
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

/// An expectation that is not met.
pub fn expectation_not_met(at: Span, test: &str, expected: &Bilingual, came: &Bilingual) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(NOT_MET, at, Bilingual::default());
    diagnostic.message = Bilingual::new(
        format!("test \"{test}\": expected {}, but {}", expected.en, came.en),
        format!("テスト「{test}」：期待は {}、結果は「{}」", expected.ja.trim_end(), came.ja),
    );
    diagnostic
}

/// What to change where an expectation is not met: the test, or the rule. Nothing where neither is known.
pub fn how_to_meet(rewrite: Option<&str>, rule: Option<&str>, place: Option<&str>) -> Option<Bilingual> {
    let test = rewrite.map(|text| {
        Bilingual::new(
            format!("if the rules are right, write `{text}` here (`--update` does)"),
            format!("規則が正しければ、ここを `{text}` と書いてください（`--update` で書き換えられます）"),
        )
    });
    let rule = rule.zip(place).map(|(rule, place)| {
        Bilingual::new(
            format!("if the test is right, look at `{rule}` in {place}"),
            format!("テストが正しければ、{place} の `{rule}` を見直してください"),
        )
    });
    match (test, rule) {
        (Some(test), Some(rule)) => {
            Some(Bilingual::new(format!("{}; {}", test.en, rule.en), format!("{}。{}", test.ja, rule.ja)))
        }
        (one, other) => one.or(other),
    }
}

/// The proposal of a test cannot be made.
pub fn proposal_not_built(at: Span, test: &str, why: &Bilingual) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(NOT_BUILT, at, Bilingual::default());
    diagnostic.message = Bilingual::new(
        format!("test \"{test}\" has no proposal to judge: {}", why.en),
        format!("テスト「{test}」の申請書を組み立てられません：{}", why.ja),
    );
    diagnostic.help(Bilingual::new(
        "correct the `given`: its file, and the places that it changes",
        "`given` のファイルと、変更する箇所を直してください",
    ))
}

/// No test has a name with what was asked for in it.
pub fn no_such_test(asked: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => Bilingual::new(
            "`kisoku test --list` lists the names",
            "名前の一覧は `kisoku test --list` で表示できます",
        ),
    };
    Diagnostic {
        code: NO_SUCH_TEST,
        severity: Severity::Error,
        message: Bilingual::new(
            format!("there is no test with `{asked}` in its name"),
            format!("名前に `{asked}` を含むテストはありません"),
        ),
        labels: Vec::new(),
        help: Some(help),
    }
}
