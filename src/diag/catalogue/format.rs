//! Diagnostics of formatting.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Severity};
use crate::text::Span;

const NOT_FORMATTED: Code = Code(340);
const NO_RULE_FILE: Code = Code(341);
const CANNOT_WRITE: Code = Code(342);

/// The rows of the table of codes that formatting uses.
pub(super) const ROWS: &[Row] = &[
    Row {
        code: NOT_FORMATTED,
        en: "a file that formatting would change in meaning",
        ja: "整形すると意味が変わってしまうファイル",
    },
    Row {
        code: NO_RULE_FILE, en: "there is no rule file to format", ja: "整形する規則ファイルがない"
    },
    Row { code: CANNOT_WRITE, en: "a file cannot be written", ja: "書き込めないファイル" },
];

/// Nothing at the paths is a rule file.
pub fn no_rule_files(paths: &str) -> Diagnostic {
    of_run(
        NO_RULE_FILE,
        Bilingual::new(
            format!("there is no rule file at `{paths}`"),
            format!("`{paths}` に規則ファイルはありません"),
        ),
    )
    .help(Bilingual::new(
        "name a file that ends in `.kisoku`, or a folder with such files",
        "`.kisoku` で終わるファイルか、それを含むフォルダーを指定してください",
    ))
}

/// A file that was named is no rule file.
pub fn no_rule_file(path: &str) -> Diagnostic {
    of_run(
        NO_RULE_FILE,
        Bilingual::new(format!("`{path}` is no rule file"), format!("`{path}` は規則ファイルではありません")),
    )
    .help(Bilingual::new(
        "only files that end in `.kisoku` are formatted; leave it out",
        "整形できるのは `.kisoku` で終わるファイルだけです。指定から外してください",
    ))
}

/// The system does not let a file be written.
pub fn cannot_write(path: &str, reason: &str) -> Diagnostic {
    of_run(
        CANNOT_WRITE,
        Bilingual::new(
            format!("cannot write `{path}`: {reason}"),
            format!("`{path}` に書き込めません：{reason}"),
        ),
    )
    .help(Bilingual::new(
        "the file is as it was; see to its rights and those of its folder",
        "ファイルは元のままです。ファイルとフォルダーの権限を確認してください",
    ))
}

fn of_run(code: Code, message: Bilingual) -> Diagnostic {
    Diagnostic { code, severity: Severity::Error, message, labels: Vec::new(), help: None }
}

/// The formatted text was read again and said something else, which is a fault of Kisoku's.
pub fn not_formatted(span: Span) -> Diagnostic {
    Diagnostic::error(
        NOT_FORMATTED,
        span,
        Bilingual::new(
            "this file stays as it is: formatted, it would no longer say the same, which is a fault in Kisoku",
            "整形すると内容が変わってしまうため、このファイルは元のままにしました。Kisoku の不具合です",
        ),
    )
    .help(Bilingual::new(
        "please report it, with the file; the file can be used as it is",
        "ファイルを添えてご報告ください。ファイルはこのままで使えます",
    ))
}
