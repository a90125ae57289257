//! Diagnostics of rules, judgements, scorecards, tables and tests.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(168), en: "a rule does not say where it comes from", ja: "出典のない規則" },
    Row { code: Code(169), en: "an unknown word of a clause", ja: "項目に使えない語" },
    Row { code: Code(170), en: "a rule conflicts with itself", ja: "自分自身と矛盾する規則" },
    Row { code: Code(171), en: "a message with broken braces", ja: "波括弧の合わない文" },
    Row { code: Code(172), en: "a rule requires nothing", ja: "要件のない規則" },
    Row { code: Code(173), en: "a condition stands after a requirement", ja: "要件の後にある条件" },
    Row { code: Code(174), en: "a declared conflict without a test", ja: "テストのない矛盾" },
    Row { code: Code(175), en: "an item of a scorecard is given twice", ja: "採点項目の重複" },
    Row { code: Code(176), en: "the points of a scorecard do not add up", ja: "配点の不一致" },
    Row { code: Code(178), en: "a condition that can never hold", ja: "決して成り立たない条件" },
    Row { code: Code(179), en: "a condition that always holds", ja: "常に成り立つ条件" },
    Row { code: Code(180), en: "a list that is always empty", ja: "常に空の一覧" },
    Row { code: Code(181), en: "a table's file lies outside the pack", ja: "パックの外にある表" },
    Row { code: Code(182), en: "a table's file cannot be read", ja: "読めない表" },
    Row {
        code: Code(183),
        en: "the columns of a table do not match its file",
        ja: "表の列とファイルの不一致",
    },
    Row { code: Code(184), en: "a row has the wrong number of cells", ja: "セルの数が合わない行" },
    Row { code: Code(185), en: "a cell cannot be read", ja: "読めないセル" },
    Row { code: Code(186), en: "a column is not a single value", ja: "単一の値でない列" },
    Row { code: Code(187), en: "an outcome that this cannot have", ja: "ありえない結果の期待" },
    Row { code: Code(188), en: "a test that tests nothing", ja: "何も確かめないテスト" },
    Row { code: Code(189), en: "a place that no proposal has", ja: "申請書にない場所" },
];

/// K0168: neither `cite` nor `own because`; `what` is for example "rule".
pub fn no_origin(name: Span, what: &Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(168),
        name,
        Bilingual::new(
            format!("this {} does not say where it comes from", what.en),
            format!("この{}には出典がありません", what.ja),
        ),
    )
    .help(Bilingual::new(
        "add `cite SOURCE \"heading\"`, or `own because \"…\"` where no source says it",
        "`cite SOURCE \"見出し\"` を、出典のないものには `own because \"…\"` を加えてください",
    ))
}

/// K0169: a word that a clause does not know.
pub fn unknown_clause_word(
    at: Span,
    clause: &str,
    word: &str,
    known: &[&str],
    near: Option<&str>,
) -> Diagnostic {
    let all: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    let (en, ja) = match near {
        Some(near) => (format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => (
            format!("write one of {}", all.join(", ")),
            format!("{} のいずれかを書いてください", all.join("、")),
        ),
    };
    Diagnostic::error(
        Code(169),
        at,
        Bilingual::new(
            format!("`{clause}` does not know `{word}`, only {}", all.join(", ")),
            format!("`{clause}` に書けるのは {} です（`{word}` はありません）", all.join("、")),
        ),
    )
    .help(Bilingual::new(en, ja))
}

/// K0170: a rule is declared to conflict with itself.
pub fn conflicts_with_itself(at: Span, rule: Span) -> Diagnostic {
    Diagnostic::error(
        Code(170),
        at,
        Bilingual::new("a rule cannot conflict with itself", "規則が自分自身と矛盾することはありません"),
    )
    .label(rule, Bilingual::new("this rule", "この規則"))
    .help(Bilingual::new("name the other rule", "相手の規則の名前を書いてください"))
}

/// K0171: the braces of a message do not fit, or hold no path.
pub fn broken_braces(at: Span) -> Diagnostic {
    Diagnostic::error(
        Code(171),
        at,
        Bilingual::new("each `{` needs a path and a `}` after it", "`{` の後には経路と `}` が要ります"),
    )
    .help(Bilingual::new("write for example `{row.local}`", "`{row.local}` のように書いてください"))
}

/// K0172: a rule, or a block of it, requires nothing.
pub fn requires_nothing(at: Span) -> Diagnostic {
    Diagnostic::error(
        Code(172),
        at,
        Bilingual::new(
            "nothing is required here, so this always passes",
            "要件がないので、常に満たされてしまいます",
        ),
    )
    .help(Bilingual::new("add a `require`", "`require` を加えてください"))
}

/// K0173: a `when` or `unless` line after a requirement.
pub fn condition_after_requirement(condition: Span, word: &str, requirement: Span) -> Diagnostic {
    Diagnostic::error(
        Code(173),
        condition,
        Bilingual::new(
            format!("a line with `{word}` stands before all requirements, so that it holds for all of them"),
            format!("`{word}` の行は、すべてにかかるように要件より前に書きます"),
        ),
    )
    .label(requirement, Bilingual::new("a requirement before it", "先にある要件"))
    .help(Bilingual::new(
        format!("move it up, or give it a block: `{word} … {{ … }}`"),
        format!("上に移すか、`{word} … {{ … }}` と囲んでください"),
    ))
}

/// K0174: no test shows a declared conflict (a warning).
pub fn conflict_without_test(conflict: Span, one: &str, other: &str) -> Diagnostic {
    Diagnostic::warning(
        Code(174),
        conflict,
        Bilingual::new(
            format!("no test shows that `{one}` and `{other}` clash"),
            format!("`{one}` と `{other}` の衝突を示すテストがありません"),
        ),
    )
    .help(Bilingual::new(
        format!("add a test that has `expect {one} contested`"),
        format!("`expect {one} contested` のあるテストを加えてください"),
    ))
}

/// K0175: an id of a scorecard is given twice.
pub fn item_twice(second: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        Code(175),
        second,
        Bilingual::new(format!("`{id}` is given twice"), format!("`{id}` が二つあります")),
    )
    .here(Bilingual::new("the second", "二つ目"))
    .label(first, Bilingual::new("the first", "一つ目"))
    .help(Bilingual::new("give one of them another id", "一方の番号を変えてください"))
}

/// K0176: points that do not add up; `parts` is what they add up to.
pub fn points_differ(whole: Span, said: u32, parts: u64, places: &[Span]) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(
        Code(176),
        whole,
        Bilingual::new(
            format!("the parts have {parts} points, the whole says {said}"),
            format!("内訳は {parts} 点、全体は {said} 点です"),
        ),
    )
    .help(Bilingual::new("correct the points that are wrong", "誤っている配点を直してください"));
    for place in places {
        diagnostic = diagnostic.label(*place, Bilingual::new("a part", "内訳"));
    }
    diagnostic
}

/// K0178: a condition that can never hold; `role` is for example "this `when`".
pub fn never_holds(condition: Span, role: &Bilingual, reasons: &[(Span, Bilingual)]) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(
        Code(178),
        condition,
        Bilingual::new(
            format!("{} can never hold", role.en),
            format!("{}が成り立つことはありません", role.ja),
        ),
    )
    .help(Bilingual::new("correct the figures, or remove it", "値を直すか、削ってください"));
    for (span, reason) in reasons {
        diagnostic = diagnostic.label(*span, reason.clone());
    }
    diagnostic
}

/// K0179: a condition that always holds.
pub fn always_holds(condition: Span, role: &Bilingual, reasons: &[(Span, Bilingual)]) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(
        Code(179),
        condition,
        Bilingual::new(format!("{} always holds", role.en), format!("{}は常に成り立ちます", role.ja)),
    )
    .help(Bilingual::new("correct the figures, or remove it", "値を直すか、削ってください"));
    for (span, reason) in reasons {
        diagnostic = diagnostic.label(*span, reason.clone());
    }
    diagnostic
}

/// K0180: a list that is always empty.
pub fn always_empty(list: Span, name: &str, declared: Span) -> Diagnostic {
    Diagnostic::error(
        Code(180),
        list,
        Bilingual::new(format!("`{name}` is always empty"), format!("`{name}` は常に空です")),
    )
    .label(declared, Bilingual::new("declared here", "ここで宣言されています"))
    .help(Bilingual::new(
        "give it items, or remove what goes through it",
        "要素を加えるか、これを使う部分を削ってください",
    ))
}

/// K0181: a path that could leave the pack's folder.
pub fn table_path_leaves(at: Span) -> Diagnostic {
    Diagnostic::error(
        Code(181),
        at,
        Bilingual::new(
            "a table lies in the folder of its pack: this path could leave it",
            "表はパックのフォルダーに置きます。この経路は外に出ることがあります",
        ),
    )
    .help(Bilingual::new(
        "write the path from the pack's folder, with `/` and without `..`",
        "パックのフォルダーからの経路を、`/` で区切り、`..` を使わずに書いてください",
    ))
}

/// K0182: the file of a table cannot be read.
pub fn table_unreadable(at: Span, file: &str, why: &Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(182),
        at,
        Bilingual::new(
            format!("`{file}` cannot be read: {}", why.en),
            format!("`{file}` を読めません：{}", why.ja),
        ),
    )
    .help(Bilingual::new(
        "put the file there, as UTF-8, or correct the path",
        "ファイルを UTF-8 でそこに置くか、経路を直してください",
    ))
}

/// K0183: a column of the file that is not declared.
pub fn column_undeclared(cell: Span, name: &str, table: Span, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(183),
        cell,
        Bilingual::new(
            format!("the column `{name}` is not declared"),
            format!("列 `{name}` は宣言されていません"),
        ),
    )
    .label(table, Bilingual::new("the table is declared here", "table の宣言"));
    diagnostic.help(match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => {
            Bilingual::new("declare it, or remove it from the file", "宣言するか、ファイルから削ってください")
        }
    })
}

/// K0183: a declared column that the file does not have.
pub fn column_absent(header: Span, name: &str, column: Span) -> Diagnostic {
    Diagnostic::error(
        Code(183),
        header,
        Bilingual::new(
            format!("the file has no column `{name}`"),
            format!("ファイルに列 `{name}` がありません"),
        ),
    )
    .here(Bilingual::new("the columns of the file", "ファイルの列"))
    .label(column, Bilingual::new("declared here", "ここで宣言されています"))
    .help(Bilingual::new(
        "add the column to the file, or remove its declaration",
        "ファイルに列を加えるか、宣言を削ってください",
    ))
}

/// K0183: a column that the file has twice.
pub fn column_twice(second: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code(183),
        second,
        Bilingual::new(
            format!("the file has the column `{name}` twice"),
            format!("ファイルに列 `{name}` が二つあります"),
        ),
    )
    .label(first, Bilingual::new("the first", "一つ目"))
    .help(Bilingual::new("remove one of them", "一方を削ってください"))
}

/// K0183: the header has one cell, and another sign where commas are asked for.
pub fn separator(header: Span, sign: char) -> Diagnostic {
    let (en, ja) = match sign {
        '\t' => ("tabs".to_owned(), "タブ".to_owned()),
        _ => (format!("`{sign}`"), format!("「{sign}」")),
    };
    Diagnostic::error(
        Code(183),
        header,
        Bilingual::new(
            format!("the columns are separated by {en}, not by commas"),
            format!("列がコンマではなく{ja}で区切られています"),
        ),
    )
    .help(Bilingual::new(
        "save the file with commas between the columns (CSV)",
        "列をコンマで区切った CSV として保存してください",
    ))
}

/// K0185: a cell whose quotes do not close.
pub fn cell_quotes(quote: Span) -> Diagnostic {
    Diagnostic::error(
        Code(185),
        quote,
        Bilingual::new("this quote is not closed", "この引用符が閉じられていません"),
    )
    .here(Bilingual::new("opened here", "ここで開いています"))
    .help(Bilingual::new(
        "end the cell with `\"`; inside it a quote is written twice (`\"\"`)",
        "セルの終わりに `\"` を書いてください。中の引用符は `\"\"` と二つ書きます",
    ))
}

/// K0184: a row with too few or too many cells.
pub fn row_length(row: Span, cells: usize, columns: usize, header: Span) -> Diagnostic {
    Diagnostic::error(
        Code(184),
        row,
        Bilingual::new(
            format!("this row has {cells} cells, the header has {columns}"),
            format!("この行のセルは {cells} 個、見出しは {columns} 個です"),
        ),
    )
    .label(header, Bilingual::new("the header", "見出し"))
    .help(if cells > columns {
        Bilingual::new(
            "put a cell that holds a comma between double quotes",
            "コンマを含むセルは二重引用符で囲んでください",
        )
    } else {
        Bilingual::new(
            "give each column a cell; a blank one is nothing between two commas",
            "列の数だけセルを書いてください（空欄はコンマとコンマの間を空けます）",
        )
    })
}

/// K0185: what a notation says of a value that cannot be read, said of a cell.
pub fn of_cell(reason: Diagnostic, column: Span, is: &Bilingual) -> Diagnostic {
    Diagnostic { code: Code(185), ..reason }.label(
        column,
        Bilingual::new(format!("the column holds {}", is.en), format!("この列は{}です", is.ja)),
    )
}

/// K0185: a blank cell in a column that is not optional.
pub fn cell_blank(cell: Span, name: &str, column: Span) -> Diagnostic {
    Diagnostic::error(
        Code(185),
        cell,
        Bilingual::new(format!("`{name}` is blank"), format!("`{name}` が空欄です")),
    )
    .label(column, Bilingual::new("declared here", "ここで宣言されています"))
    .help(Bilingual::new(
        "fill the cell, or declare the column `optional`",
        "セルを埋めるか、列を `optional` と宣言してください",
    ))
}

/// K0186: a column that is a list or a record.
pub fn column_not_single(ty: Span, is: &Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(186),
        ty,
        Bilingual::new(
            format!("a column holds single values, not {}", is.en),
            format!("列に書けるのは単一の値です（{}は書けません）", is.ja),
        ),
    )
    .help(Bilingual::new(
        "give the column a type such as `text` or `fiscal year`",
        "列の型は `text` や `fiscal year` などにしてください",
    ))
}

/// K0187: an outcome that a rule or judgement cannot have; `lacks` is the clause that would make it possible.
pub fn outcome_impossible(outcome: Span, why: Bilingual, declared: Span, lacks: Option<&str>) -> Diagnostic {
    let help = match lacks {
        Some(clause) => Bilingual::new(
            format!(
                "if its `{clause}` was taken out by mistake, write it again; else expect another outcome"
            ),
            format!("`{clause}` を誤って消した場合は書き戻し、そうでなければ別の結果を書いてください"),
        ),
        None => Bilingual::new("expect another outcome", "別の結果を書いてください"),
    };
    Diagnostic::error(Code(187), outcome, why)
        .label(declared, Bilingual::new("declared here", "ここで宣言されています"))
        .help(help)
}

/// K0188: a test that tests nothing, or cannot.
pub fn tests_nothing(at: Span, why: Bilingual, help: Bilingual) -> Diagnostic {
    Diagnostic::error(Code(188), at, why).help(help)
}

/// K0188: the proposal of a test is a file that is not there; `near` is a path that is.
pub fn proposal_not_there(at: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let why = Bilingual::new(
        format!("there is no file `{path}`, so this test tests nothing"),
        format!("`{path}` というファイルがなく、このテストは何も確かめません"),
    );
    let help = match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => Bilingual::new(
            "write its path from the folder that holds the folder of the rules",
            "規則のフォルダーがあるフォルダーからの経路を書いてください",
        ),
    };
    tests_nothing(at, why, help)
}

/// K0189: an index on something that is no list, a key on a list, or an index beyond the list's size.
pub fn place_unfit(at: Span, why: Bilingual, declared: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code(189), at, why);
    match declared {
        Some(span) => diagnostic.label(span, Bilingual::new("declared here", "ここで宣言されています")),
        None => diagnostic,
    }
}
