//! Diagnostics of score sheets: which scorecard and proposal they are of, their shape; and, in `points`, their points.

mod points;

pub use points::*;

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Severity};
use crate::text::Span;

const CARD: Code = Code(260);
const KEY: Code = Code(261);
const NO_PROPOSAL: Code = Code(262);
const ITEM: Code = Code(263);
const TWICE: Code = Code(264);
const NO_NUMBER: Code = Code(265);
const BOUNDS: Code = Code(266);
const SUM: Code = Code(267);
const TOTAL: Code = Code(268);
const MISSING: Code = Code(269);
const PROPOSAL: Code = Code(270);
const OTHER: Code = Code(271);
const SHAPE: Code = Code(272);
const REVIEWER: Code = Code(273);
const NO_SHEET: Code = Code(274);

/// The rows of the table of codes that score sheets use.
pub(super) const ROWS: &[Row] = &[
    Row { code: CARD, en: "a score sheet of a scorecard that is not known", ja: "定義のない採点表" },
    Row {
        code: KEY, en: "a key or column that a score sheet does not have", ja: "採点シートにない見出し"
    },
    Row {
        code: NO_PROPOSAL,
        en: "a score sheet that does not name its proposal",
        ja: "採点シートの対象申請の未記入",
    },
    Row { code: ITEM, en: "an item that the scorecard does not have", ja: "採点表にない項目" },
    Row { code: TWICE, en: "an item that is scored twice", ja: "採点項目の二重の採点" },
    Row { code: NO_NUMBER, en: "points that are no number", ja: "数値として読み取れない得点" },
    Row { code: BOUNDS, en: "points out of their bounds", ja: "範囲外の得点" },
    Row { code: SUM, en: "a sum above the most that can be given", ja: "満点を超える合計" },
    Row { code: TOTAL, en: "a stated total that is not the sum", ja: "得点の和と異なる合計" },
    Row { code: MISSING, en: "items without points", ja: "得点の未記入" },
    Row {
        code: PROPOSAL, en: "a scored proposal that cannot be read", ja: "採点対象の申請を読めない"
    },
    Row {
        code: OTHER,
        en: "a scored proposal that applies to another program",
        ja: "採点表と異なる事業への申請",
    },
    Row { code: SHAPE, en: "a score sheet of the wrong shape", ja: "採点シートの形の誤り" },
    Row {
        code: REVIEWER,
        en: "two sheets of one reviewer for one proposal",
        ja: "同じ審査員・同じ申請の採点シートの重複",
    },
    Row {
        code: NO_SHEET, en: "there is no score sheet to rank by", ja: "順位付けする採点シートがない"
    },
];

/// What is wrong with the rows of a sheet in CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetRows {
    /// A column is absent.
    Lacks(&'static str),
    /// A column stands twice.
    ColumnTwice,
    /// A cell stands beyond the columns.
    Beyond,
    /// Quotes are not closed.
    Quotes,
}

fn quoted(text: &str) -> String {
    const LIMIT: usize = 40;
    let mut out: String =
        text.trim().chars().take(LIMIT).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().nth(LIMIT).is_some() {
        out.push('…');
    }
    format!("`{out}`")
}

fn choices(diagnostic: Diagnostic, near: Option<&str>, known: &[&str], what: (&str, &str)) -> Diagnostic {
    let list: Vec<String> = known.iter().take(20).map(|one| format!("`{one}`")).collect();
    match near {
        Some(near) => diagnostic.help(Bilingual::new(
            format!("did you mean `{near}`?"),
            format!("「{near}」のことではありませんか"),
        )),
        None if list.is_empty() => diagnostic,
        None => diagnostic.help(Bilingual::new(
            format!("{}: {}", what.0, list.join(", ")),
            format!("{}：{}", what.1, list.join("、")),
        )),
    }
}

/// K0260: the `scorecard` of a sheet names none.
pub fn unknown_scorecard(span: Span, name: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        CARD,
        span,
        if name.is_empty() {
            Bilingual::new("the sheet does not say which scorecard it is of", "採点表の名前が空欄です")
        } else {
            Bilingual::new(
                format!("there is no scorecard {}", quoted(name)),
                format!("採点表{}はありません", quoted(name)),
            )
        },
    );
    choices(diagnostic, near, known, ("the scorecards are", "採点表"))
}

/// K0261: a key of a sheet, or a column of one in CSV, that means nothing.
pub fn unknown_sheet_key(span: Span, key: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        KEY,
        span,
        Bilingual::new(
            format!("a score sheet has no {}", quoted(key)),
            format!("採点シートに{}という見出しはありません", quoted(key)),
        ),
    );
    let known = ["scorecard", "proposal", "reviewer", "scores", "total", "comment"];
    choices(diagnostic, near, &known, ("a sheet has", "使えるもの"))
}

/// K0262: a sheet without its proposal.
pub fn sheet_without_proposal(span: Span) -> Diagnostic {
    Diagnostic::error(
        NO_PROPOSAL,
        span,
        Bilingual::new("the sheet does not name its proposal", "対象の申請が書かれていません"),
    )
    .here(Bilingual::new("`proposal` is not given here", "ここに proposal がありません"))
    .help(Bilingual::new(
        "add `proposal:` with the path of the proposal, such as `proposals/sapporo.yaml`",
        "`proposal:` に申請ファイルのパス（例：`proposals/sapporo.yaml`）を書いてください",
    ))
}

/// K0270: the proposal of a sheet cannot be found or read; the reason follows a colon.
pub fn cannot_read_scored(span: Span, path: &str, reason: &Bilingual) -> Diagnostic {
    let path = quoted(path);
    Diagnostic::error(
        PROPOSAL,
        span,
        Bilingual::new(
            format!("the proposal {path} cannot be read: {}", reason.en),
            format!("申請{path}を読めません：{}", reason.ja),
        ),
    )
    .help(Bilingual::new(
        "a path starts at the folder that holds the rules folder, or at the sheet where it starts with a dot; `#2` is the second proposal of a file",
        "パスは規則フォルダーのある場所から書きます。`.` で始めると採点シートの場所からになります。末尾の `#2` はファイル内の2番目の申請です",
    ))
}

/// K0271: the proposal of a sheet applies to another program than that of the scorecard.
pub fn scored_other_program(span: Span, path: &str, theirs: &str, ours: &str) -> Diagnostic {
    Diagnostic::error(
        OTHER,
        span,
        Bilingual::new(
            format!("{} applies to `{theirs}`, the scorecard is of `{ours}`", quoted(path)),
            format!("{}は「{theirs}」への申請ですが、採点表は「{ours}」のものです", quoted(path)),
        ),
    )
    .help(Bilingual::new(
        "name a proposal of the program of the scorecard",
        "採点表の事業への申請を指定してください",
    ))
}

/// K0272: the points of a sheet are no group of items.
pub fn scores_no_group(span: Span) -> Diagnostic {
    shape(span, ("`scores` is no group of items and points", "`scores` が項目と得点の組になっていません"))
        .help(Bilingual::new(
            "write one line for each item, like `1-a: 4`",
            "`1-a: 4` のように1項目1行で書いてください",
        ))
}

/// K0272: a group or a list where one value belongs.
pub fn no_single_value(span: Span) -> Diagnostic {
    shape(span, ("a single value belongs here", "ここには値を一つだけ書きます"))
}

/// K0272: rows of CSV that are no score sheet.
pub fn sheet_rows(span: Span, problem: SheetRows) -> Diagnostic {
    match problem {
        SheetRows::Lacks(name) => shape(
            span,
            (
                &format!("the first row has no column `{name}`"),
                &format!("1行目に列 `{name}` がありません"),
            ),
        )
        .help(Bilingual::new(
            "a score sheet in CSV has the columns scorecard, proposal, reviewer, item, points; of other tables none is read",
            "CSV の採点シートの列は scorecard、proposal、reviewer、item、points（採点表、申請、審査員、項目、得点）です。それ以外の表は読みません",
        )),
        SheetRows::ColumnTwice => shape(span, ("this column stands twice", "同じ列が二つあります")),
        SheetRows::Beyond => {
            shape(span, ("this cell stands beyond the columns", "見出しのない列に値があります"))
        }
        SheetRows::Quotes => shape(span, ("the quotes of this cell are not closed", "引用符が閉じていません")),
    }
}

fn shape(span: Span, message: (&str, &str)) -> Diagnostic {
    Diagnostic::error(SHAPE, span, Bilingual::new(message.0, message.1))
}

/// K0273: two sheets of one reviewer; the other one may stand in another file.
pub fn reviewer_twice(span: Span, reviewer: Option<&str>, proposal: &str, other: &str) -> Diagnostic {
    let (en, ja) = match reviewer {
        Some(name) => (
            format!("{} has two sheets of reviewer {}", quoted(proposal), quoted(name)),
            format!("{}に審査員{}の採点シートが二つあります", quoted(proposal), quoted(name)),
        ),
        None => (
            format!("{} has two sheets that name no reviewer", quoted(proposal)),
            format!("{}に審査員名のない採点シートが二つあります", quoted(proposal)),
        ),
    };
    Diagnostic::error(REVIEWER, span, Bilingual::new(en, ja))
        .here(Bilingual::new(
            format!("the other is {}", quoted(other)),
            format!("もう一つは{}です", quoted(other)),
        ))
        .help(Bilingual::new(
            "keep one of the two, or name the reviewer of each; until then neither counts",
            "一方を取り除くか、それぞれの審査員名を書いてください。それまではどちらも数えません",
        ))
}

/// K0274: no score sheet was found.
pub fn no_sheets(paths: &str) -> Diagnostic {
    Diagnostic {
        code: NO_SHEET,
        severity: Severity::Error,
        message: Bilingual::new(
            format!("there is no score sheet in `{paths}`"),
            format!("`{paths}` に採点シートがありません"),
        ),
        labels: Vec::new(),
        help: Some(Bilingual::new(
            "a score sheet is a YAML, JSON, TOML or CSV file with `scorecard: PROGRAM/NAME` at its top",
            "採点シートは、先頭に `scorecard: 事業ID/名前` のある YAML・JSON・TOML・CSV ファイルです",
        )),
    }
}
