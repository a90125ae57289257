//! Diagnostics of loading: packs that cannot be found or used.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

const LEAVES: Code = Code(11);
const NO_PROGRAM: Code = Code(241);
const UNKNOWN_PROGRAM: Code = Code(242);
const BROKEN_PACK: Code = Code(243);

/// The rows of the table of codes that loading uses.
pub(super) const ROWS: &[Row] = &[
    Row {
        code: LEAVES,
        en: "a file of the pack lies outside its folder",
        ja: "パックのファイルがフォルダーの外にある",
    },
    Row {
        code: NO_PROGRAM,
        en: "the proposal does not say which program it is for",
        ja: "どの事業への申請か書かれていない",
    },
    Row {
        code: UNKNOWN_PROGRAM, en: "there are no rules for this program", ja: "その事業の規則がない"
    },
    Row {
        code: BROKEN_PACK, en: "the rules of this program have errors", ja: "その事業の規則に誤りがある"
    },
];

/// A rule file is a link to a place outside the folder of its pack.
pub fn leaves_the_pack(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        LEAVES,
        span,
        Bilingual::new(
            format!("`{path}` is a link that leads out of the folder of its pack"),
            format!("`{path}` はパックのフォルダーの外を指すリンクです"),
        ),
    )
    .help(Bilingual::new(
        "put a copy of the file into the folder",
        "ファイルの写しをフォルダーに置いてください",
    ))
}

/// The proposal has no `program`.
pub fn no_program(span: Span, known: &[&str]) -> Diagnostic {
    let example = known.first().copied().unwrap_or("mext.kci.stage2");
    Diagnostic::error(
        NO_PROGRAM,
        span,
        Bilingual::new(
            "this file does not say which program it applies to",
            "どの事業への申請か、このファイルには書かれていません",
        ),
    )
    .help(Bilingual::new(
        format!("add a line such as `program: {example}` at the top, or give `--program ID`"),
        format!("先頭に `program: {example}` のような行を加えるか、`--program ID` を指定してください"),
    ))
}

/// The proposal's `program` has no rules.
pub fn unknown_program(span: Span, id: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        UNKNOWN_PROGRAM,
        span,
        Bilingual::new(
            format!("there are no rules for the program `{id}`"),
            format!("事業 `{id}` の規則がありません"),
        ),
    );
    let list = known.iter().take(8).map(|id| format!("`{id}`")).collect::<Vec<_>>();
    match near {
        Some(near) => diagnostic
            .help(Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか"))),
        None if list.is_empty() => diagnostic.help(Bilingual::new(
            "give the folder of the rules with `--rules DIR`",
            "`--rules DIR` で規則のフォルダーを指定してください",
        )),
        None => diagnostic.help(Bilingual::new(
            format!("there are rules for {}", list.join(", ")),
            format!("規則がある事業：{}", list.join("、")),
        )),
    }
}

/// The proposal's `program` has rules that cannot be used.
pub fn broken_pack(span: Span, id: &str, folder: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_PACK,
        span,
        Bilingual::new(
            format!("the rules of `{id}` have errors, so this proposal could not be checked"),
            format!("`{id}` の規則に誤りがあるため、この申請を検査できませんでした"),
        ),
    )
    .help(Bilingual::new(
        format!("tell those who keep the rules; `kisoku check {folder}` shows the errors"),
        format!("規則の管理者に知らせてください（`kisoku check {folder}` で誤りを表示できます）"),
    ))
}
