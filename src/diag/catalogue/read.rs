//! Diagnostics of the readers: a file that cannot be read as YAML, JSON, TOML or NDJSON.

mod json;
mod toml;
mod yaml;

pub use json::*;
pub use toml::*;
pub use yaml::*;

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::{Span, thousands};

const ENCODING: Code = Code(200);
const NUL: Code = Code(201);
const EMPTY: Code = Code(202);
const YAML: Code = Code(203);
const TAB: Code = Code(204);
const SEPARATOR: Code = Code(205);
const QUOTE: Code = Code(206);
const ALIAS: Code = Code(207);
const JSON: Code = Code(208);
const TOML: Code = Code(209);
const TOML_DUPLICATE: Code = Code(210);
const DEPTH: Code = Code(211);
const SIZE: Code = Code(212);
const NO_MAP: Code = Code(213);
const IO: Code = Code(214);

/// The rows of the table of codes that the readers use.
pub(super) const ROWS: &[Row] = &[
    Row { code: ENCODING, en: "the file is not UTF-8", ja: "ファイルが UTF-8 ではない" },
    Row { code: NUL, en: "the file holds a NUL byte", ja: "ファイルに NUL バイトがある" },
    Row { code: EMPTY, en: "there is nothing in the file", ja: "ファイルが空である" },
    Row { code: YAML, en: "the file cannot be read as YAML", ja: "YAML として読めない" },
    Row { code: TAB, en: "a tab where YAML needs spaces", ja: "空白であるべき所にタブがある" },
    Row {
        code: SEPARATOR,
        en: "a colon without a space, or a full-width colon",
        ja: "コロンの後に空白がない、または全角コロン",
    },
    Row { code: QUOTE, en: "a quote that is not closed", ja: "引用符が閉じていない" },
    Row { code: ALIAS, en: "an alias that stands for nothing", ja: "エイリアスの参照先がない" },
    Row { code: JSON, en: "the text cannot be read as JSON", ja: "JSON として読めない" },
    Row { code: TOML, en: "the file cannot be read as TOML", ja: "TOML として読めない" },
    Row { code: TOML_DUPLICATE, en: "a key given twice in TOML", ja: "TOML のキーが重複している" },
    Row { code: DEPTH, en: "lists and maps are nested too deep", ja: "入れ子が深すぎる" },
    Row {
        code: SIZE, en: "the file is larger than what is read", ja: "読み込める大きさを超えている"
    },
    Row { code: NO_MAP, en: "the top level has no keys", ja: "最上位がキーと値の形ではない" },
    Row { code: IO, en: "the file cannot be opened", ja: "ファイルを開けない" },
];

/// An error of the readers with what stands at its place.
fn problem(code: Code, span: Span, en: impl Into<String>, ja: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, span, Bilingual::new(en, ja))
}

/// A file in another encoding, or with damaged bytes. `encoding` is the name that `iconv` knows.
pub fn not_utf8(span: Span, file: &str, encoding: Option<&str>, first_bad_byte: usize) -> Diagnostic {
    match encoding {
        Some(encoding) => {
            let (from, to) = (shell_word(file), shell_word(&converted_name(file)));
            let command = format!("iconv -f {encoding} -t UTF-8 {from} > {to}");
            problem(
                ENCODING,
                span,
                format!("the file is {encoding}, and only UTF-8 is read"),
                format!("ファイルの文字コードは {encoding} です。UTF-8 だけを読み込みます"),
            )
            .here(Bilingual::new(
                format!("from byte {first_bad_byte} on this is not UTF-8"),
                format!("{first_bad_byte} バイト目から UTF-8 ではありません"),
            ))
            .help(Bilingual::new(
                format!("convert it with `{command}`, or save it as UTF-8 in the editor"),
                format!("`{command}` で変換するか、エディタで UTF-8 として保存してください"),
            ))
        }
        None => problem(
            ENCODING,
            span,
            "the file holds bytes that are no UTF-8",
            "ファイルに UTF-8 として読めないバイトがあります",
        )
        .here(Bilingual::new(
            format!("the first one is byte {first_bad_byte}"),
            format!("最初は {first_bad_byte} バイト目です"),
        ))
        .help(Bilingual::new(
            "correct this place in an editor and save the file as UTF-8",
            "エディタでこの箇所を直し、UTF-8 として保存してください",
        )),
    }
}

/// A NUL byte in a file that is UTF-8 otherwise.
pub fn nul_byte(span: Span) -> Diagnostic {
    problem(NUL, span, "there is a NUL byte in the text", "テキストに NUL バイトがあります").help(
        Bilingual::new(
            "delete it; a file with NUL bytes is mostly a damaged or a binary one",
            "削除してください。NUL バイトのあるファイルは多くの場合、破損しているかバイナリです",
        ),
    )
}

/// A file with nothing but blanks and comments.
pub fn empty_file(span: Span) -> Diagnostic {
    problem(EMPTY, span, "there is nothing in this file", "このファイルには何も書かれていません").help(
        Bilingual::new(
            "`kisoku new PROGRAM` writes a template to fill in",
            "`kisoku new PROGRAM` で記入用のひな型を作れます",
        ),
    )
}

/// A repair that also names the limit, which can be set.
pub(super) fn or_set(limit: &str, help: Bilingual) -> Bilingual {
    Bilingual::new(
        format!("{} (the limit is `{limit}` below `[limits]` in kisoku.toml)", help.en),
        format!("{}（上限は kisoku.toml の `[limits]` の `{limit}` で変えられます）", help.ja),
    )
}

/// Lists and maps nested deeper than the limit.
pub fn too_deep(span: Span, limit: usize) -> Diagnostic {
    problem(
        DEPTH,
        span,
        format!("lists and maps are nested more than {limit} levels deep"),
        format!("リストやマップの入れ子が {limit} 段を超えています"),
    )
    .here(Bilingual::new("this is one level too many", "ここで上限を超えます"))
    .help(or_set(
        "depth",
        Bilingual::new(
            "look for brackets that are opened and never closed",
            "閉じられていない括弧がないか確かめてください",
        ),
    ))
}

/// A file, or a line of NDJSON, of more bytes than the limit, which has this name.
pub fn too_large(span: Span, bytes: usize, (name, limit): (&str, usize)) -> Diagnostic {
    problem(
        SIZE,
        span,
        format!("the file has {} bytes, and at most {} are read", thousands(bytes), thousands(limit)),
        format!("ファイルは{}バイトです。読み込めるのは{}バイトまでです", thousands(bytes), thousands(limit)),
    )
    .help(or_set(name, Bilingual::new("split it into several files", "複数のファイルに分けてください")))
}

/// A document of more keys and values than the limit.
pub fn too_many_nodes(span: Span, limit: usize) -> Diagnostic {
    problem(
        SIZE,
        span,
        format!("the document has more than {} keys and values", thousands(limit)),
        format!("文書のキーと値が{}個を超えています", thousands(limit)),
    )
    .here(Bilingual::new("this is one too many", "ここで上限を超えます"))
    .help(or_set("nodes", Bilingual::new("split it into several files", "複数のファイルに分けてください")))
}

/// A single value or key of more bytes than the limit.
pub fn too_long_a_text(span: Span, limit: usize) -> Diagnostic {
    problem(
        SIZE,
        span.head(),
        format!("this one value is longer than {} bytes", thousands(limit)),
        format!("一つの値が{}バイトを超えています", thousands(limit)),
    )
    .help(or_set(
        "text_bytes",
        Bilingual::new(
            "shorten it, or close its quote if it reaches too far",
            "短くしてください。引用符の閉じ忘れで長くなっている場合は閉じてください",
        ),
    ))
}

/// A document that is a list or a single value.
pub fn top_level_no_map(span: Span, list: bool) -> Diagnostic {
    let (en, ja) = if list { ("a list", "リスト") } else { ("a single value", "単一の値") };
    problem(
        NO_MAP,
        span,
        format!("a proposal is made of keys and values, and this is {en}"),
        format!("申請書はキーと値で書きますが、ここにあるのは{ja}です"),
    )
    .help(Bilingual::new(
        "begin with `program: ` and the id of the programme",
        "`program: ` と事業の ID から書き始めてください",
    ))
}

/// A file that the operating system does not let us read. `reason` is its own message.
pub fn cannot_open(span: Span, file: &str, reason: &str) -> Diagnostic {
    let reason = super::system_reason(reason);
    problem(
        IO,
        span,
        format!("`{file}` cannot be opened: {}", reason.en),
        format!("`{file}` を開けません：{}", reason.ja),
    )
    .help(Bilingual::new(
        "check the path and the permission to read it",
        "パスと読み取り権限を確かめてください",
    ))
}

/// A quote that opens a value and is never closed, in YAML or JSON.
pub fn unclosed_quote(span: Span, quote: char) -> Diagnostic {
    problem(
        QUOTE,
        span,
        format!("this quote `{quote}` is not closed"),
        format!("この引用符 `{quote}` が閉じられていません"),
    )
    .here(Bilingual::new("opened here", "ここで開いています"))
    .help(if quote == '\'' {
        Bilingual::new(
            "close it on this line; inside it an apostrophe is written twice: `''`",
            "この行で閉じてください。中に `'` を書くときは `''` と重ねます",
        )
    } else {
        Bilingual::new(
            "close it on this line; inside it a quote is written `\\\"`",
            "この行で閉じてください。中に `\"` を書くときは `\\\"` とします",
        )
    })
}

/// The name under which the converted file is suggested: `a/in.yaml` gives `a/in.utf8.yaml`.
fn converted_name(file: &str) -> String {
    match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.contains('/') => {
            format!("{stem}.utf8.{ending}")
        }
        _ => format!("{file}.utf8"),
    }
}

/// A file name as one word of a shell.
fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | '=');
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(plain) {
        return word.to_owned();
    }
    let word = if word.starts_with('-') { format!("./{word}") } else { word.to_owned() };
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_can_be_pasted() {
        let span = Span::new(crate::text::FileId(0), 0, 1);
        let help = |file: &str| not_utf8(span, file, Some("CP932"), 3).help.unwrap().en;
        assert!(help("a/in.yaml").contains("iconv -f CP932 -t UTF-8 a/in.yaml > a/in.utf8.yaml"));
        assert!(help("it's.yaml").contains("'it'\\''s.yaml' > 'it'\\''s.utf8.yaml'"));
        assert!(help("-in").contains("'./-in' > './-in.utf8'"));
    }
}
