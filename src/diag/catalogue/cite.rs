//! Diagnostics of `kisoku cite`: citations that do not stand in the documents.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Severity};
use crate::text::Span;

const NO_DOCUMENTS: Code = Code(301);
const NO_DOCUMENT: Code = Code(302);
const STALE_HEADING: Code = Code(303);
const STALE_WORDS: Code = Code(304);
const ELSEWHERE: Code = Code(305);
const UNDER_ANOTHER: Code = Code(306);

/// The rows of the table of codes that citations use.
pub(super) const ROWS: &[Row] = &[
    Row { code: NO_DOCUMENTS, en: "there is no document to look into", ja: "照合する文書がない" },
    Row { code: NO_DOCUMENT, en: "a source without its document", ja: "文書の見つからない source" },
    Row {
        code: STALE_HEADING,
        en: "a cited heading that is not in the document",
        ja: "文書にない見出しの引用",
    },
    Row {
        code: STALE_WORDS, en: "cited words that are not in the document", ja: "文書にない文言の引用"
    },
    Row { code: ELSEWHERE, en: "a citation found in another document", ja: "別の文書にある引用" },
    Row {
        code: UNDER_ANOTHER,
        en: "cited words that stand under another heading",
        ja: "別の見出しの下にある文言の引用",
    },
];

/// The folder of the documents holds none that can be read.
pub fn no_documents(folder: &str, others: &[String]) -> Diagnostic {
    let help = match others.first() {
        Some(other) => Bilingual::new(
            format!("only plain text is read: save the text of `{other}` as a .txt file beside it"),
            format!("読めるのはテキストだけです。`{other}` の本文を .txt として横に保存してください"),
        ),
        None => Bilingual::new(
            "put the text of each cited document there, as a .txt or .md file",
            "引用する文書の本文を .txt または .md として置いてください",
        ),
    };
    Diagnostic {
        code: NO_DOCUMENTS,
        severity: Severity::Error,
        message: Bilingual::new(
            format!("there is no document in `{folder}`"),
            format!("`{folder}` に文書がありません"),
        ),
        labels: Vec::new(),
        help: Some(help),
    }
}

/// The `file` of a source is not among the documents.
pub fn no_such_document(
    span: Span,
    source: &str,
    file: &str,
    folder: &str,
    near: Option<&str>,
) -> Diagnostic {
    let help = match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => Bilingual::new(
            format!("put the text of the document there as `{file}`, or correct `file`"),
            format!("文書の本文を `{file}` として置くか、`file` を直してください"),
        ),
    };
    Diagnostic::error(
        NO_DOCUMENT,
        span,
        Bilingual::new(
            format!("the document `{file}` of the source `{source}` is not in `{folder}`"),
            format!("source `{source}` の文書 `{file}` が `{folder}` にありません"),
        ),
    )
    .help(help)
}

/// A source has no `file`, and its title is in none of the documents.
pub fn no_document_with_title(span: Span, source: &str, folder: &str, some: &[&str]) -> Diagnostic {
    let shown = some.iter().take(6).map(|name| format!("`{name}`")).collect::<Vec<_>>();
    Diagnostic::error(
        NO_DOCUMENT,
        span,
        Bilingual::new(
            format!("no document in `{folder}` has the title of the source `{source}`"),
            format!("source `{source}` の題名を持つ文書が `{folder}` にありません"),
        ),
    )
    .help(Bilingual::new(
        format!("name its document with `file \"…\"`; there are {}", shown.join(", ")),
        format!("`file \"…\"` で文書を指定してください。ある文書：{}", shown.join("、")),
    ))
}

/// The text that is nearest to one that was not found: its words and its line.
pub type Nearest<'a> = Option<(&'a str, u32)>;

/// A cited heading is not in the document of its source.
pub fn stale_heading(span: Span, heading: &str, document: &str, near: Nearest<'_>) -> Diagnostic {
    stale(
        STALE_HEADING,
        span,
        Bilingual::new(
            format!("the heading \"{heading}\" is not in `{document}`"),
            format!("見出し「{heading}」は `{document}` にありません"),
        ),
        document,
        near,
    )
}

/// Cited words are not in the document of their source.
pub fn stale_words(span: Span, words: &str, document: &str, near: Nearest<'_>) -> Diagnostic {
    stale(
        STALE_WORDS,
        span,
        Bilingual::new(
            format!("the words \"{words}\" are not in `{document}`"),
            format!("文言「{words}」は `{document}` にありません"),
        ),
        document,
        near,
    )
}

fn stale(code: Code, span: Span, message: Bilingual, document: &str, near: Nearest<'_>) -> Diagnostic {
    let help = match near {
        Some((text, line)) => Bilingual::new(
            format!("the nearest is \"{text}\" ({document}:{line})"),
            format!("最も近いのは「{text}」（{document}:{line}）です"),
        ),
        None => Bilingual::new(
            "nothing there is like it; copy the words from the document",
            "似た文言もありません。文書から書き写してください",
        ),
    };
    Diagnostic::error(code, span, message).help(help)
}

/// A cited heading or cited words stand in another document only.
pub fn cited_elsewhere(
    span: Span,
    text: &str,
    source: &str,
    document: &str,
    other: &str,
    line: u32,
) -> Diagnostic {
    Diagnostic::warning(
        ELSEWHERE,
        span,
        Bilingual::new(
            format!("\"{text}\" is not in `{document}`; it was found in `{other}`, line {line}"),
            format!("「{text}」は `{document}` になく、`{other}` の {line} 行にあります"),
        ),
    )
    .help(Bilingual::new(
        format!("cite the source that is `{other}`, or correct the document of `{source}`"),
        format!("`{other}` の source を引用するか、`{source}` の文書を直してください"),
    ))
}

/// Cited words stand under another heading that is cited elsewhere.
pub fn words_under_another(span: Span, words: &str, words_line: u32, heading: &str, line: u32) -> Diagnostic {
    Diagnostic::advice(
        UNDER_ANOTHER,
        span,
        Bilingual::new(
            format!("the words \"{words}\" (line {words_line}) stand under another heading: \"{heading}\" (line {line})"),
            format!("文言「{words}」（{words_line} 行）は別の見出し「{heading}」（{line} 行）の下にあります"),
        ),
    )
    .help(Bilingual::new(
        "cite the heading under which the words stand",
        "文言のある見出しを引用してください",
    ))
}
