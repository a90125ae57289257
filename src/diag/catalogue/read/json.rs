//! Diagnostics of JSON texts.

use super::yaml::clip;
use super::{JSON, problem};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// A slip that is recognised by what stands at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonSlip {
    /// `'text'`.
    SingleQuotes,
    /// `“text”` or 「text」.
    CurlyQuotes,
    /// `// …`, `/* … */` or `# …`.
    Comment,
    /// A comma where a key or value should stand.
    StrayComma,
    /// A comma before the closing bracket.
    TrailingComma,
    /// A closing bracket where a value should stand.
    NoValue,
    /// A key without quotes.
    UnquotedKey,
    /// A key without its colon.
    MissingColon,
    /// A full-width colon.
    FullWidthColon,
    /// A full-width comma.
    FullWidthComma,
    /// One document over several lines of NDJSON.
    SeveralLines,
    /// `NaN` or `Infinity`.
    NotANumber,
    /// A word without quotes.
    BareWord,
    /// A number that JSON does not write so.
    Number,
    /// A control character in a string.
    ControlCharacter,
    /// An escape that JSON does not have.
    Escape,
    /// Half of a surrogate pair.
    LoneSurrogate,
    /// More text after the document.
    MoreText,
}

/// A recognised slip; `text` is what stands at its place.
pub fn json_slip(span: Span, slip: JsonSlip, text: &str) -> Diagnostic {
    let shown = clip(text);
    let (en, ja) = words(slip, &shown);
    let (help_en, help_ja) = repair(slip);
    problem(JSON, span, en, ja).help(Bilingual::new(help_en, help_ja))
}

fn words(slip: JsonSlip, shown: &str) -> (String, String) {
    let (en, ja) = match slip {
        JsonSlip::SingleQuotes => ("JSON has no single quotes", "JSON では一重引用符を使えません"),
        JsonSlip::CurlyQuotes => {
            ("JSON only knows the straight double quote", "JSON の引用符は半角の `\"` だけです")
        }
        JsonSlip::Comment => ("JSON has no comments", "JSON にはコメントを書けません"),
        JsonSlip::StrayComma => ("there is nothing before this comma", "このカンマの前に何もありません"),
        JsonSlip::TrailingComma => ("there is nothing after this comma", "このカンマの後に何もありません"),
        JsonSlip::NoValue => ("something is missing before this bracket", "この括弧の前に要素がありません"),
        JsonSlip::MissingColon => ("a key needs a colon and a value", "キーの後にコロンと値が必要です"),
        JsonSlip::FullWidthColon => ("this is a full-width colon", "全角のコロンです"),
        JsonSlip::FullWidthComma => ("this is a full-width comma", "全角のコンマです"),
        JsonSlip::SeveralLines => (
            "this is one document over several lines; NDJSON has one on each line",
            "一つの文書が複数の行にわたっています（NDJSON は 1 行に 1 件です）",
        ),
        JsonSlip::ControlCharacter => {
            ("there is a control character in this string", "文字列の中に制御文字があります")
        }
        JsonSlip::LoneSurrogate => (
            "this escape is half of a character, and the other half is missing",
            "このエスケープは文字の半分で、残りの半分がありません",
        ),
        JsonSlip::MoreText => {
            ("there is more text after the end of the document", "文書の終わりの後に文字が続いています")
        }
        JsonSlip::UnquotedKey => {
            return (
                format!("a key in JSON stands in double quotes, and `{shown}` does not"),
                format!("JSON のキーは二重引用符で囲みますが、`{shown}` は囲まれていません"),
            );
        }
        JsonSlip::NotANumber => {
            return (
                format!("`{shown}` is no number in JSON"),
                format!("`{shown}` は JSON の数ではありません"),
            );
        }
        JsonSlip::BareWord => {
            return (
                format!("`{shown}` is no value in JSON"),
                format!("`{shown}` は JSON の値ではありません"),
            );
        }
        JsonSlip::Number => {
            return (
                format!("`{shown}` is not how JSON writes a number"),
                format!("`{shown}` は JSON の数の書き方ではありません"),
            );
        }
        JsonSlip::Escape => {
            return (
                format!("`{shown}` is no escape that JSON knows"),
                format!("`{shown}` は JSON にないエスケープです"),
            );
        }
    };
    (en.to_owned(), ja.to_owned())
}

fn repair(slip: JsonSlip) -> (&'static str, &'static str) {
    match slip {
        JsonSlip::SingleQuotes | JsonSlip::CurlyQuotes | JsonSlip::UnquotedKey => {
            ("use double quotes: `\"…\"`", "`\"…\"` のように二重引用符で囲んでください")
        }
        JsonSlip::Comment => (
            "remove it, or use YAML, which has comments",
            "取り除くか、コメントを書ける YAML を使ってください",
        ),
        JsonSlip::StrayComma | JsonSlip::TrailingComma => ("remove the comma", "カンマを取り除いてください"),
        JsonSlip::NoValue => (
            "write it, or remove the comma or colon before",
            "要素を書くか、前のカンマやコロンを取り除いてください",
        ),
        JsonSlip::MissingColon => ("write `\"key\": value`", "`\"キー\": 値` と書いてください"),
        JsonSlip::FullWidthColon => ("use a half-width colon", "半角のコロンを使ってください"),
        JsonSlip::FullWidthComma => ("use a half-width comma", "半角のコンマを使ってください"),
        JsonSlip::SeveralLines => (
            "give the file the ending `.json`, or write the document on one line",
            "ファイルの拡張子を `.json` にするか、文書を 1 行で書いてください",
        ),
        JsonSlip::NotANumber => (
            "write a number, or `null` where there is none",
            "数を書くか、値がなければ `null` と書いてください",
        ),
        JsonSlip::BareWord => (
            "put a text in double quotes; the only words without are `true`, `false` and `null`",
            "テキストは二重引用符で囲んでください。そのまま書けるのは `true`、`false`、`null` だけです",
        ),
        JsonSlip::Number => (
            "write digits without separators or leading zeros, or put the value in double quotes",
            "区切りや先頭の 0 のない数字で書くか、値を二重引用符で囲んでください",
        ),
        JsonSlip::ControlCharacter => {
            ("write `\\t` for a tab, `\\n` for a new line", "タブは `\\t`、改行は `\\n` と書いてください")
        }
        JsonSlip::Escape => ("write `\\\\` for a backslash", "`\\` は `\\\\` と書いてください"),
        JsonSlip::LoneSurrogate => (
            "write the character itself, or both halves of the pair",
            "文字そのものか、ペアの両方を書いてください",
        ),
        JsonSlip::MoreText => (
            "remove it; several documents, one a line, go into a `.ndjson` file",
            "取り除いてください。1 行に 1 件ずつ複数の文書を書くなら `.ndjson` を使います",
        ),
    }
}

/// Two values or entries without a comma; the first place is where it belongs, the second what follows.
pub fn json_missing_comma(before: Span, next: Span) -> Diagnostic {
    problem(JSON, next, "a comma is missing before this", "この前にカンマがありません")
        .label(before, Bilingual::new("the comma goes after this", "この後にカンマを入れます"))
        .help(Bilingual::new("separate entries with `,`", "要素を `,` で区切ってください"))
}

/// `]` for `{` or `}` for `[`.
pub fn json_wrong_bracket(span: Span, open: Span, map: bool) -> Diagnostic {
    let closing = if map { '}' } else { ']' };
    problem(
        JSON,
        span,
        format!("`{closing}` was expected before this bracket"),
        format!("この括弧の前に `{closing}` が必要です"),
    )
    .label(open, Bilingual::new("not closed", "閉じられていません"))
    .help(Bilingual::new(format!("close it with `{closing}`"), format!("`{closing}` で閉じてください")))
}

/// A text that ends too early; the second place is what is still open.
pub fn json_unfinished(span: Span, open: Option<(Span, char)>) -> Diagnostic {
    let diagnostic = problem(
        JSON,
        span,
        "the text ends here, and the document is not complete",
        "文書が途中で終わっています",
    );
    match open {
        Some((open, bracket)) => {
            let closing = if bracket == '{' { '}' } else { ']' };
            diagnostic.label(open, Bilingual::new("still open", "閉じられていません")).help(Bilingual::new(
                format!("close it with `{closing}`"),
                format!("`{closing}` で閉じてください"),
            ))
        }
        None => diagnostic,
    }
}
