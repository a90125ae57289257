//! Diagnostics of `kisoku test --mutate`: clauses `allow mutant` that are not, or no longer, true.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

const NO_SUCH_MUTANT: Code = Code(330);
const NOTICED: Code = Code(331);

/// The rows of the table of codes that mutation testing uses.
pub(super) const ROWS: &[Row] = &[
    Row {
        code: NO_SUCH_MUTANT,
        en: "an `allow mutant` that names no change",
        ja: "該当する変更のない allow mutant",
    },
    Row {
        code: NOTICED,
        en: "an `allow mutant` for a change that a test notices",
        ja: "テストが検出する変更への allow mutant",
    },
];

/// No change of this declaration has these words.
pub fn no_such_mutant(span: Span, words: Option<&str>, near: Option<&str>) -> Diagnostic {
    let message = match words {
        Some(words) => Bilingual::new(
            format!("no change that is tried here is called \"{words}\""),
            format!("ここで試す変更に「{words}」というものはありません"),
        ),
        None => Bilingual::new(
            "`allow mutant` does not say which change is meant",
            "`allow mutant` がどの変更を指すのか示されていません",
        ),
    };
    let help = match near {
        Some(near) => Bilingual::new(format!("write \"{near}\""), format!("「{near}」と書いてください")),
        None => Bilingual::new(
            "copy the words that `kisoku test --mutate` prints, or take the clause out",
            "`kisoku test --mutate` の表示する語句を写すか、この句を削除してください",
        ),
    };
    Diagnostic::warning(NO_SUCH_MUTANT, span, message).help(help)
}

/// A test notices the change, so it does not mean the same. The test is named where it is known.
pub fn noticed_all_the_same(span: Span, words: &str, test: Option<(&str, Span)>) -> Diagnostic {
    let message = Bilingual::new(
        format!("a test notices the change \"{words}\", so nothing need be allowed"),
        format!("変更「{words}」はテストが検出するため、許容する必要がありません"),
    );
    let diagnostic = Diagnostic::warning(NOTICED, span, message)
        .help(Bilingual::new("take this clause out", "この句を削除してください"));
    match test {
        Some((name, place)) => diagnostic.label(
            place,
            Bilingual::new(
                format!("the test \"{name}\" fails under it"),
                format!("この変更によりテスト「{name}」が失敗"),
            ),
        ),
        None => diagnostic,
    }
}
