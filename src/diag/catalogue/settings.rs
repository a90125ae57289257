//! Diagnostics of `kisoku.toml`.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Severity};
use crate::text::{Span, thousands};

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(350), en: "an unknown setting", ja: "未知の設定" },
    Row { code: Code(351), en: "a setting of the wrong kind", ja: "種類の違う設定値" },
    Row { code: Code(352), en: "a setting with an unknown word", ja: "設定値の語が不正" },
    Row { code: Code(353), en: "a setting that is no day", ja: "日付として読めない設定値" },
    Row {
        code: Code(354), en: "a setting that names no path", ja: "パスやパターンとして使えない設定値"
    },
    Row { code: Code(355), en: "settings that cannot be read", ja: "読めない設定ファイル" },
];

/// What a setting should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A table.
    Table,
    /// A day.
    Day,
    /// A list of tables.
    Entries,
    /// A whole number from 1 up to this.
    Count(u32),
}

fn meant(diagnostic: Diagnostic, near: Option<&str>, otherwise: Bilingual) -> Diagnostic {
    diagnostic.help(match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => otherwise,
    })
}

/// K0350: no setting has this name.
pub fn unknown_key(at: Span, key: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(350),
        at,
        Bilingual::new(format!("there is no setting `{key}`"), format!("`{key}` という設定はありません")),
    );
    let otherwise = Bilingual::new(
        "take it out; docs/settings.md lists the settings",
        "取り除いてください。設定の一覧は docs/settings.md にあります",
    );
    meant(diagnostic, near, otherwise)
}

/// K0350: no lint has this name.
pub fn unknown_lint(at: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(350),
        at,
        Bilingual::new(format!("there is no lint `{name}`"), format!("`{name}` という lint はありません")),
    );
    let otherwise = Bilingual::new(
        "take it out; docs/settings.md lists the lints",
        "取り除いてください。lint の一覧は docs/settings.md にあります",
    );
    meant(diagnostic, near, otherwise)
}

/// K0350: no limit has this name.
pub fn unknown_limit(at: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(350),
        at,
        Bilingual::new(format!("there is no limit `{name}`"), format!("`{name}` という上限はありません")),
    );
    let otherwise = Bilingual::new(
        "take it out; docs/settings.md lists the limits",
        "取り除いてください。上限の一覧は docs/settings.md にあります",
    );
    meant(diagnostic, near, otherwise)
}

/// K0351: a setting of another kind is needed.
pub fn wrong_kind(at: Span, key: &str, wanted: Wanted) -> Diagnostic {
    let (is, help) = match wanted {
        Wanted::Text => (
            Bilingual::new("a text", "文字列"),
            Bilingual::new("put it in quotes: `\"…\"`", "`\"…\"` のように引用符で囲んでください"),
        ),
        Wanted::Texts => (
            Bilingual::new("a list of texts", "文字列のリスト"),
            Bilingual::new("write `[\"…\", \"…\"]`", "`[\"…\", \"…\"]` と書いてください"),
        ),
        Wanted::Table => (
            Bilingual::new("a table", "テーブル"),
            Bilingual::new(
                format!("write `[{key}]` on a line of its own, and its entries below"),
                format!("`[{key}]` を1行に書き、その下に項目を並べてください"),
            ),
        ),
        Wanted::Entries => (
            Bilingual::new("a list of entries", "項目のリスト"),
            Bilingual::new(
                format!("begin each with a line `[[{key}]]`"),
                format!("1件ごとに `[[{key}]]` の行で始めてください"),
            ),
        ),
        Wanted::Count(most) => (
            Bilingual::new(
                format!("a whole number from 1 to {}", thousands(most as usize)),
                format!("1から{}までの整数", thousands(most as usize)),
            ),
            Bilingual::new("write it without quotes: `1000`", "`1000` のように引用符なしで書いてください"),
        ),
        Wanted::Day => (
            Bilingual::new("a day", "日付"),
            Bilingual::new(
                "write `\"2024-10-10\"` or `\"FY2024\"`",
                "`\"2024-10-10\"` か `\"FY2024\"` のように書いてください",
            ),
        ),
    };
    Diagnostic::error(
        Code(351),
        at,
        Bilingual::new(format!("`{key}` is {}", is.en), format!("`{key}` には{}を書きます", is.ja)),
    )
    .help(help)
}

/// K0352: a word that the setting does not know.
pub fn unknown_word(at: Span, (key, word): (&str, &str), near: Option<&str>, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(352),
        at,
        Bilingual::new(format!("`{key}` cannot be `{word}`"), format!("`{key}` に `{word}` は書けません")),
    );
    let known: Vec<String> = known.iter().map(|word| format!("`\"{word}\"`")).collect();
    let otherwise = Bilingual::new(
        format!("it is one of {}", known.join(", ")),
        format!("{} のいずれかです", known.join("、")),
    );
    meant(diagnostic, near, otherwise)
}

/// K0353: the day cannot be read.
pub fn no_day(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        Code(353),
        at,
        Bilingual::new(
            format!("`{text}` is no day and no fiscal year"),
            format!("`{text}` は日付にも年度にも読めません"),
        ),
    )
    .help(Bilingual::new(
        "write `\"2024-10-10\"` or `\"FY2024\"`",
        "`\"2024-10-10\"` か `\"FY2024\"` のように書いてください",
    ))
}

/// K0354: the folder of the rules is not named.
pub fn no_folder(at: Span) -> Diagnostic {
    Diagnostic::error(Code(354), at, Bilingual::new("this names no folder", "フォルダーの名前がありません"))
        .help(Bilingual::new("write `rules = \"rules\"`", "`rules = \"rules\"` のように書いてください"))
}

/// K0354: a pattern that is none.
pub fn bad_pattern(at: Span, pattern: &str) -> Diagnostic {
    Diagnostic::error(
        Code(354),
        at,
        Bilingual::new(
            format!("`{pattern}` is no pattern of paths"),
            format!("`{pattern}` はパスのパターンとして読めません"),
        ),
    )
    .help(Bilingual::new(
        "write it as in .gitignore: `drafts/`, `*.tmp`, `calls/2024/**`",
        ".gitignore と同じ書き方です（`drafts/`、`*.tmp`、`calls/2024/**`）",
    ))
}

/// K0355: the file of the settings cannot be read.
pub fn unreadable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic {
        code: Code(355),
        severity: Severity::Error,
        message: Bilingual::new(
            format!("the settings in `{path}` cannot be read: {reason}"),
            format!("設定ファイル `{path}` を読めません：{reason}"),
        ),
        labels: Vec::new(),
        help: Some(Bilingual::new(
            "name a file that is there with `--config FILE`, or leave the option out",
            "`--config FILE` で存在するファイルを指定するか、指定を省いてください",
        )),
    }
}
