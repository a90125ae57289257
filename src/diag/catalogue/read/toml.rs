//! Diagnostics of TOML files.

use super::yaml::clip;
use super::{TOML, TOML_DUPLICATE, problem};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// A key or table that is given twice; the second place is the first one.
pub fn toml_duplicate_key(span: Span, key: &str, first: Option<Span>) -> Diagnostic {
    let key = clip(key);
    let diagnostic = problem(
        TOML_DUPLICATE,
        span,
        format!("`{key}` is given twice"),
        format!("`{key}` が二度書かれています"),
    )
    .here(Bilingual::new("given again here", "ここで再び書かれています"));
    let diagnostic = match first {
        Some(first) => diagnostic.label(first, Bilingual::new("given first here", "最初はここです")),
        None => diagnostic,
    };
    diagnostic.help(Bilingual::new(
        "keep one of them; the entries of a list of tables begin with `[[…]]`",
        "どちらか一つを残してください。テーブルのリストの要素なら `[[…]]` で始めます",
    ))
}

/// `key: value` in a TOML file.
pub fn toml_colon(span: Span) -> Diagnostic {
    problem(
        TOML,
        span,
        "TOML separates a key from its value with `=`, not with a colon",
        "TOML ではキーと値をコロンではなく `=` で区切ります",
    )
    .help(Bilingual::new("write `key = value`", "`キー = 値` と書いてください"))
}

/// An error whose cause the crate's message tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TomlSlip {
    /// A text without quotes.
    BareText,
    /// A key with characters that need quotes.
    BareKey,
    /// A string that is not closed, or has something in it that needs an escape.
    Text,
    /// `[`, `[[` or `{` without its end.
    Unclosed,
    /// A key without a value.
    NoValue,
    /// No comma between two entries.
    MissingComma,
    /// A comma too many.
    ExtraComma,
    /// More text after a value.
    MoreText,
    /// A number that TOML does not write so.
    Number,
    /// A day that does not exist.
    Date,
    /// A full-width equals sign.
    FullWidthEquals,
}

/// A recognised slip; `text` is what stands at its place.
pub fn toml_slip(span: Span, slip: TomlSlip, text: &str) -> Diagnostic {
    let shown = clip(text);
    let (en, ja, help_en, help_ja) = match slip {
        TomlSlip::BareText => (
            format!("a text in TOML stands in quotes, and `{shown}` does not"),
            format!("TOML のテキストは引用符で囲みますが、`{shown}` は囲まれていません"),
            "put the value in double quotes",
            "値を二重引用符で囲んでください",
        ),
        TomlSlip::BareKey => (
            "a key with other characters than `A`-`Z`, `a`-`z`, digits, `-` and `_` stands in quotes".into(),
            "半角英数字と `-`、`_` 以外の文字を含むキーは引用符で囲む必要があります".into(),
            "put the key in double quotes",
            "キーを二重引用符で囲んでください",
        ),
        TomlSlip::Text => (
            "this quoted text is not closed, or holds something that needs an escape".into(),
            "引用符が閉じられていないか、エスケープの必要な文字があります".into(),
            "close the quote on the same line; write `\\\\` for a backslash, or use single quotes",
            "同じ行で引用符を閉じてください。`\\` は `\\\\` と書くか、一重引用符を使います",
        ),
        TomlSlip::Unclosed => (
            "a bracket is not closed".into(),
            "括弧が閉じられていません".into(),
            "close it with the bracket that belongs to it",
            "対応する括弧で閉じてください",
        ),
        TomlSlip::NoValue => (
            "this key has no value".into(),
            "キーに値がありません".into(),
            "write `key = value`, or remove the line where there is no value",
            "`キー = 値` と書いてください。値がなければその行を取り除きます",
        ),
        TomlSlip::MissingComma => (
            "a comma is missing before this".into(),
            "この前にカンマがありません".into(),
            "separate entries with `,`",
            "要素を `,` で区切ってください",
        ),
        TomlSlip::ExtraComma => (
            "there is a comma too many".into(),
            "カンマが余分にあります".into(),
            "remove the comma",
            "カンマを取り除いてください",
        ),
        TomlSlip::MoreText => (
            "there is more text after the value".into(),
            "値の後に文字が続いています".into(),
            "put the whole value in quotes, or start a new line",
            "値全体を引用符で囲むか、改行してください",
        ),
        TomlSlip::Date => (
            format!("`{shown}` is no day of the calendar"),
            format!("`{shown}` という日はありません"),
            "check the month and the day; a date is written like 2007-10-10",
            "月と日を確かめてください。日付は 2007-10-10 のように書きます",
        ),
        TomlSlip::FullWidthEquals => (
            "this is a full-width equals sign".into(),
            "全角の等号です".into(),
            "use a half-width `=`",
            "半角の `=` を使ってください",
        ),
        TomlSlip::Number => (
            format!("`{shown}` is not how TOML writes a number"),
            format!("`{shown}` は TOML の数の書き方ではありません"),
            "write plain digits, or put the value in double quotes",
            "数字だけで書くか、値を二重引用符で囲んでください",
        ),
    };
    problem(TOML, span, en, ja).help(Bilingual::new(help_en, help_ja))
}

/// Any other error of the parser, with its own words.
pub fn toml_syntax(span: Span, message: &str) -> Diagnostic {
    problem(
        TOML,
        span,
        format!("this cannot be read as TOML: {message}"),
        format!("TOML として読めません（解析器の説明: {message}）"),
    )
}
