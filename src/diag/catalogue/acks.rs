//! Diagnostics of what proposals say beside their values: `# kisoku: ack …`, and waivers where they count for nothing.
//! All are warnings: a comment changes no verdict.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row {
        code: Code(244), en: "a comment to Kisoku that it cannot read", ja: "読めない kisoku コメント"
    },
    Row {
        code: Code(245), en: "an acknowledgement of a rule that decides", ja: "判定に関わる規則への確認"
    },
    Row { code: Code(246), en: "an acknowledgement of an unknown rule", ja: "未知の規則への確認" },
    Row { code: Code(247), en: "an acknowledgement that is not needed", ja: "不要な確認" },
    Row {
        code: Code(248),
        en: "waivers in a file that counts for nothing",
        ja: "効力のない適用除外ファイル",
    },
];

/// How a comment to Kisoku is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AckSlip {
    /// It starts with another word.
    Word(String),
    /// No rule is named.
    NoRule,
    /// Nothing is said after the rule, with the rule.
    NoBecause(String),
    /// There are more than are read.
    TooMany(usize),
}

/// The form of an acknowledgement.
fn form(rule: &str) -> Bilingual {
    Bilingual::new(
        format!("write `# kisoku: ack {rule} because …` and say why on the same line"),
        format!("`# kisoku: ack {rule} because …` と書き、同じ行に理由を書いてください"),
    )
}

/// K0244: a comment to Kisoku cannot be read.
pub fn ack_slip(at: Span, slip: &AckSlip) -> Diagnostic {
    let (message, help) = match slip {
        AckSlip::Word(word) => (
            Bilingual::new(
                format!("`kisoku: {word}` says nothing: the only word here is `ack`"),
                format!("`kisoku: {word}` は読めません。ここに書けるのは `ack` だけです"),
            ),
            form("RULE"),
        ),
        AckSlip::NoRule => (
            Bilingual::new("this acknowledgement names no rule", "確認する規則の名前がありません"),
            form("RULE"),
        ),
        AckSlip::NoBecause(rule) => (
            Bilingual::new(
                format!("the acknowledgement of `{rule}` gives no reason"),
                format!("`{rule}` の確認に理由がありません"),
            ),
            form(rule),
        ),
        AckSlip::TooMany(most) => (
            Bilingual::new(
                format!("only the first {most} comments to Kisoku are read"),
                format!("kisoku コメントは最初の{most}件だけを読みます"),
            ),
            Bilingual::new(
                "acknowledge a rule once, above the first entry: it counts for the whole file there",
                "最初の項目より上に一度だけ書いてください。ファイル全体に及びます",
            ),
        ),
    };
    Diagnostic::warning(Code(244), at, message).help(help)
}

/// K0245: only what decides nothing can be acknowledged.
pub fn ack_decides(at: Span, rule: &str) -> Diagnostic {
    Diagnostic::warning(
        Code(245),
        at,
        Bilingual::new(
            format!("only advice can be acknowledged; `{rule}` decides the verdict"),
            format!("確認できるのは助言だけです。`{rule}` は判定に関わる規則です"),
        ),
    )
    .help(Bilingual::new(
        "take the comment out; whether the rule is waived is for the authority to decide",
        "このコメントを取り除いてください。規則の適用除外は所管機関が決めます",
    ))
}

/// K0246: no rule of the program, and no code, has this name.
pub fn ack_unknown(at: Span, rule: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::warning(
        Code(246),
        at,
        Bilingual::new(
            format!("there is no rule `{rule}` to acknowledge"),
            format!("確認する規則 `{rule}` はありません"),
        ),
    );
    diagnostic.help(match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => Bilingual::new(
            "write the name that stands in brackets before the advice",
            "助言の前の［ ］の中にある名前を書いてください",
        ),
    })
}

/// K0247: nothing is there to acknowledge.
pub fn ack_unused(at: Span, rule: &str) -> Diagnostic {
    Diagnostic::warning(
        Code(247),
        at,
        Bilingual::new(
            format!("there is no advice of `{rule}` here to acknowledge"),
            format!("ここには確認すべき `{rule}` の助言がありません"),
        ),
    )
    .help(Bilingual::new(
        "take the comment out, or put it on the line that the advice points at, or above it",
        "このコメントを取り除くか、助言が指す行（またはその上の行）に移してください",
    ))
}

/// K0248: waivers that nobody in charge has named.
pub fn stray_waivers(at: Span, own: &str) -> Diagnostic {
    Diagnostic::error(
        Code(248),
        at,
        Bilingual::new(
            "the waivers in this file count for nothing: the settings do not name it",
            "このファイルの適用除外は効力がありません。設定ファイルに指定されていません",
        ),
    )
    .help(Bilingual::new(
        format!("the authority keeps waivers in `{own}`, or names their files in kisoku.toml"),
        format!("適用除外は所管機関が `{own}` に置くか、kisoku.toml で指定します"),
    ))
}
