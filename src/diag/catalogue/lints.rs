//! Diagnostics of lints on what a pack declares: names that nothing uses, titles and labels, `allow`.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Lang};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(401), en: "`allow` of an unknown lint", ja: "allow に書かれた未知の lint" },
    Row { code: Code(402), en: "an `allow` that is not needed", ja: "不要な allow" },
    Row { code: Code(403), en: "a title in one language only", ja: "一方の言語しかない題名" },
    Row { code: Code(404), en: "a missing label", ja: "ラベルの不足" },
    Row { code: Code(405), en: "a figure that nothing uses", ja: "使われていない let" },
    Row { code: Code(406), en: "a derived value that nothing uses", ja: "使われていない define" },
    Row { code: Code(407), en: "a field that nothing reads", ja: "どの規則も読まない項目" },
    Row {
        code: Code(408), en: "a word of an enum that nothing names", ja: "どこにも現れない enum の語"
    },
    Row { code: Code(409), en: "a table that nothing looks at", ja: "使われていない table" },
    Row { code: Code(410), en: "a column that nothing looks at", ja: "使われていない列" },
    Row { code: Code(411), en: "a source that nothing cites", ja: "引用されていない出典" },
    Row {
        code: Code(412),
        en: "a record or enum that is the type of nothing",
        ja: "型として使われていない record・enum",
    },
];

/// K0401: no lint has this name.
pub fn unknown_lint(at: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => {
            Bilingual::new("docs/settings.md lists the lints", "lint の一覧は docs/settings.md にあります")
        }
    };
    Diagnostic::warning(
        Code(401),
        at,
        Bilingual::new(format!("there is no lint `{name}`"), format!("`{name}` という lint はありません")),
    )
    .help(help)
}

/// K0402: an `allow` that keeps nothing quiet.
pub fn unused_allow(at: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        Code(402),
        at,
        Bilingual::new(
            format!("`{name}` finds nothing here, so there is nothing to allow"),
            format!("ここには `{name}` に当たるものがなく、allow は不要です"),
        ),
    )
    .help(Bilingual::new("take the `allow` out", "この `allow` を取り除いてください"))
}

/// K0403: a title stands in one language only.
pub fn missing_title(at: Span, title: &Bilingual, absent: Lang) -> Diagnostic {
    let (message, help) = match absent {
        Lang::Ja => (
            Bilingual::new("this has no Japanese title", "日本語の題名がありません"),
            Bilingual::new("add `title ja \"…\"`", "`title ja \"…\"` を加えてください"),
        ),
        Lang::En => (
            Bilingual::new("this has no English title", "英語の題名がありません"),
            Bilingual::new("add `title en \"…\"`", "`title en \"…\"` を加えてください"),
        ),
    };
    let shown = Bilingual::new(
        format!("reports in both languages call it \"{}\"", title.en),
        format!("両言語の報告で「{}」と表示されます", title.ja),
    );
    Diagnostic::warning(Code(403), at, message).here(shown).help(help)
}

/// K0404: a field or a word has no label in a language.
pub fn missing_label(at: Span, name: &str, absent: Lang) -> Diagnostic {
    let (message, help) = match absent {
        Lang::Ja => (
            Bilingual::new(
                format!("`{name}` has no Japanese label"),
                format!("`{name}` に日本語のラベルがありません"),
            ),
            Bilingual::new(
                "add `label ja \"…\"`, the words of the form",
                "様式の用語で `label ja \"…\"` を加えてください",
            ),
        ),
        Lang::En => (
            Bilingual::new(
                format!("`{name}` has no English label"),
                format!("`{name}` に英語のラベルがありません"),
            ),
            Bilingual::new("add `label en \"…\"`", "`label en \"…\"` を加えてください"),
        ),
    };
    Diagnostic::warning(Code(404), at, message).help(help)
}

/// Something declared that nothing uses.
fn unused(code: u16, at: Span, message: Bilingual, help: Bilingual) -> Diagnostic {
    Diagnostic::warning(Code(code), at, message).help(help)
}

/// K0405: nothing uses a named figure.
pub fn unused_let(at: Span, name: &str) -> Diagnostic {
    unused(
        405,
        at,
        Bilingual::new(
            format!("nothing uses the figure `{name}`"),
            format!("数値 `{name}` はどこでも使われていません"),
        ),
        Bilingual::new(
            "use it where a rule writes the figure out, or take it out",
            "規則に直接書いた数値をこの名前に置き換えるか、取り除いてください",
        ),
    )
}

/// K0406: nothing uses a derived value.
pub fn unused_define(at: Span, name: &str) -> Diagnostic {
    unused(
        406,
        at,
        Bilingual::new(
            format!("nothing uses the derived value `{name}`"),
            format!("define `{name}` はどこでも使われていません"),
        ),
        Bilingual::new("use it in a rule, or take it out", "規則で使うか、取り除いてください"),
    )
}

/// K0407: nothing reads a field.
pub fn unused_field(at: Span, record: &str, name: &str) -> Diagnostic {
    unused(
        407,
        at,
        Bilingual::new(
            format!("no rule or judgement reads `{name}` of `{record}`"),
            format!("`{record}` の `{name}` は、どの規則も judgement も読みません"),
        ),
        Bilingual::new(
            "write the rule that needs it, take it out, or say `allow unused_field because \"…\"`",
            "これを使う規則を書くか、取り除くか、`allow unused_field because \"…\"` で理由を示してください",
        ),
    )
}

/// K0408: a word of an enum that rules tell apart, named by no rule, table or test.
pub fn unused_word(at: Span, owner: &str, name: &str) -> Diagnostic {
    unused(
        408,
        at,
        Bilingual::new(
            format!("rules tell the words of `{owner}` apart, and no rule, table or test names `{name}`"),
            format!("規則は `{owner}` の語を区別しますが、`{name}` はどの規則、table、テストにも現れません"),
        ),
        Bilingual::new(
            format!("say or test what holds for `{name}`, or take the word out"),
            format!("`{name}` の場合の扱いを規則かテストに書くか、この語を取り除いてください"),
        ),
    )
}

/// K0409: nothing looks at a table.
pub fn unused_table(at: Span, name: &str) -> Diagnostic {
    unused(
        409,
        at,
        Bilingual::new(
            format!("nothing looks at the table `{name}`"),
            format!("表 `{name}` はどこからも参照されていません"),
        ),
        Bilingual::new(
            "use it in a rule, hold it to its document by a test, or take it out",
            "規則で使うか、テストで文書と照合するか、取り除いてください",
        ),
    )
}

/// K0410: nothing looks at a column.
pub fn unused_column(at: Span, table: &str, name: &str) -> Diagnostic {
    unused(
        410,
        at,
        Bilingual::new(
            format!("nothing looks at the column `{name}` of `{table}`"),
            format!("表 `{table}` の列 `{name}` はどこからも参照されていません"),
        ),
        Bilingual::new(
            "use it in a rule or a test, or say `allow unused_column because \"…\"`",
            "規則かテストで使うか、`allow unused_column because \"…\"` で理由を示してください",
        ),
    )
}

/// K0411: nothing cites a document.
pub fn unused_source(at: Span, name: &str) -> Diagnostic {
    unused(
        411,
        at,
        Bilingual::new(
            format!("nothing cites the source `{name}`"),
            format!("出典 `{name}` はどこからも引用されていません"),
        ),
        Bilingual::new("cite it where it says something, or take it out", "引用するか、取り除いてください"),
    )
}

/// K0412: a record or an enum is the type of nothing.
pub fn unused_type(at: Span, kind: &str, name: &str) -> Diagnostic {
    unused(
        412,
        at,
        Bilingual::new(
            format!("no field has the {kind} `{name}` as its type"),
            format!("{kind} `{name}` を型とする項目がありません"),
        ),
        Bilingual::new(
            format!("give a field the type `{name}`, or take it out"),
            format!("項目の型に `{name}` を使うか、取り除いてください"),
        ),
    )
}
