//! Diagnostics of loading: packs that cannot be found or used.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Severity};
use crate::text::{Span, thousands};

const NOTHING: Code = Code(1);
const UNKNOWN_FORMAT: Code = Code(2);
const CANNOT_WALK: Code = Code(3);
const NO_TESTS: Code = Code(4);
const NO_DAY: Code = Code(5);
const LEAVES: Code = Code(11);
const NO_PROGRAM: Code = Code(241);
const UNKNOWN_PROGRAM: Code = Code(242);
const BROKEN_PACK: Code = Code(243);
const RULES_LEFT_OUT: Code = Code(275);

/// The rows of the table of codes that loading uses.
pub(super) const ROWS: &[Row] = &[
    Row { code: NOTHING, en: "there is nothing to check", ja: "検査するものがない" },
    Row { code: UNKNOWN_FORMAT, en: "a file of no known format", ja: "形式の分からないファイル" },
    Row { code: CANNOT_WALK, en: "a path cannot be read", ja: "読めないパス" },
    Row { code: NO_TESTS, en: "there is no test to run", ja: "実行するテストがない" },
    Row { code: NO_DAY, en: "`--as-of` is no day", ja: "`--as-of` が日付ではない" },
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
        code: RULES_LEFT_OUT,
        en: "more is wrong with the rules than is told",
        ja: "規則の誤りが多いため一部のみ表示",
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

/// How a proposal that names no program seems to have meant to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramSlip {
    /// The key `program` without a text.
    NoId,
    /// A key that is spelled otherwise.
    Key,
}

/// The proposal has no `program`, and this place seems to be meant for it.
pub fn program_meant(span: Span, slip: ProgramSlip, known: &[&str]) -> Diagnostic {
    let diagnostic = no_program(span, known);
    let example = known.first().copied().unwrap_or("mext.kci.stage2");
    match slip {
        ProgramSlip::NoId => diagnostic
            .here(Bilingual::new("the id of the program belongs here", "ここに事業の ID を書きます"))
            .help(Bilingual::new(
                format!("write `program: {example}`"),
                format!("`program: {example}` のように書いてください"),
            )),
        ProgramSlip::Key => diagnostic
            .here(Bilingual::new("not the key that is read", "この項目名では読み取れません"))
            .help(Bilingual::new("did you mean `program`?", "「program」のことではありませんか")),
    }
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

/// A diagnostic about the run itself, with no place in a file.
fn of_run(code: Code, message: Bilingual, help: Bilingual) -> Diagnostic {
    Diagnostic { code, severity: Severity::Error, message, labels: Vec::new(), help: Some(help) }
}

/// Neither a proposal nor a rule file was found.
pub fn nothing_to_check(paths: &str) -> Diagnostic {
    of_run(
        NOTHING,
        Bilingual::new(
            format!("there is neither a proposal nor a rule file in `{paths}`"),
            format!("`{paths}` に申請書も規則ファイルもありません"),
        ),
        Bilingual::new(
            "proposals end in .yaml, .yml, .json, .toml or .ndjson, rule files in .kisoku",
            "申請書は .yaml、.yml、.json、.toml、.ndjson、規則ファイルは .kisoku です",
        ),
    )
}

/// A file that was named and is neither a proposal nor a rule file.
pub fn unknown_format(path: &str) -> Diagnostic {
    of_run(
        UNKNOWN_FORMAT,
        Bilingual::new(
            format!("the ending of `{path}` does not tell what it is"),
            format!("`{path}` の拡張子からは形式が分かりません"),
        ),
        Bilingual::new(
            "proposals end in .yaml, .yml, .json, .toml or .ndjson (score sheets in .csv, too), rule files in .kisoku; for standard input give `--stdin-path NAME`",
            "申請書は .yaml、.yml、.json、.toml、.ndjson（採点シートは .csv も可）、規則ファイルは .kisoku です。標準入力には `--stdin-path 名前` を付けてください",
        ),
    )
}

/// Why the system did not give a file, in both languages where it is one of the usual reasons.
pub fn system_reason(reason: &str) -> Bilingual {
    let usual = [
        ("No such file", "there is no such file", "そのようなファイルはありません"),
        ("cannot find the", "there is no such file", "そのようなファイルはありません"),
        ("Permission denied", "there is no permission to read it", "読み取り権限がありません"),
        ("Access is denied", "there is no permission to read it", "読み取り権限がありません"),
        ("Is a directory", "it is a folder", "フォルダーです"),
        ("no ordinary file", "it is no ordinary file", "通常のファイルではありません"),
        (
            "its .gitignore is",
            "its .gitignore is no ordinary file, or too large",
            ".gitignore が通常のファイルでないか、大きすぎます",
        ),
        ("larger than 64 MiB", "it is larger than 64 MiB", "64 MiB を超えています"),
        ("larger than 8 MiB", "it is larger than 8 MiB", "8 MiB を超えています"),
        (
            "the link leads out",
            "the link leads out of the folder that is checked",
            "検査するフォルダーの外を指すリンクです",
        ),
        ("Too many levels", "its links go round in a circle", "リンクが循環しています"),
    ];
    match usual.into_iter().find(|(known, _, _)| reason.contains(known)) {
        Some((_, en, ja)) => Bilingual::new(en, ja),
        None => Bilingual::same(reason),
    }
}

/// Standard output did not take what was to be printed; it has no code, since no report can be written.
pub fn cannot_print(reason: &str) -> Bilingual {
    let full = reason.contains("No space left");
    let reason = if full {
        Bilingual::new("the disk is full", "ディスクの空きがありません")
    } else {
        system_reason(reason)
    };
    Bilingual::new(
        format!("the result could not be printed in full: {}; give it another place", reason.en),
        format!("結果をすべて出力できませんでした（{}）。出力先を変えてください", reason.ja),
    )
}

/// A report would be written over a file that is checked.
pub fn would_overwrite(path: &str) -> Bilingual {
    Bilingual::new(
        format!("the report would be written over `{path}`, which is no report; give it a file of its own"),
        format!("`{path}` は報告書ではないため上書きしません。別の出力先を指定してください"),
    )
}

/// What is wrong with rule files beyond what is told. The place is that of the first of it.
pub fn rules_left_out(span: Span, count: usize, most: usize) -> Diagnostic {
    let (count, most) = (thousands(count), thousands(most));
    Diagnostic::error(
        RULES_LEFT_OUT,
        span,
        Bilingual::new(
            format!("{count} more of these are not listed"),
            format!("このほかに{count}件ありますが、表示を省略しました"),
        ),
    )
    .here(Bilingual::new("the first of them", "省略した最初の箇所"))
    .help(Bilingual::new(
        format!("mend the {most} that are listed, and check again"),
        format!("表示された{most}件を修正して、もう一度検査してください"),
    ))
}

/// A file of a pack that is a link to somewhere else.
pub fn link_leads_out() -> Bilingual {
    Bilingual::new(
        "it is a link that leads out of the folder of the pack",
        "パックのフォルダーの外を指すリンクです",
    )
}

/// A path that does not exist or cannot be read.
pub fn cannot_walk(path: &str, reason: &str) -> Diagnostic {
    let help = if reason.contains("its .gitignore is") {
        Bilingual::new(
            "take the .gitignore out, or name the files themselves",
            ".gitignore を取り除くか、ファイルを直接指定してください",
        )
    } else if reason.contains("link leads out") {
        Bilingual::new(
            "give the path of the file itself, if it is to be read",
            "読み込む場合は、リンク先のファイルのパスを直接指定してください",
        )
    } else if reason.contains("no ordinary file") {
        Bilingual::new(
            "give the path of a file, or `-` for standard input",
            "ファイルのパス、または標準入力を表す `-` を指定してください",
        )
    } else {
        Bilingual::new("check the spelling of the path", "パスの綴りを確かめてください")
    };
    let reason = system_reason(reason);
    of_run(
        CANNOT_WALK,
        Bilingual::new(
            format!("cannot read `{path}`: {}", reason.en),
            format!("`{path}` を読めません：{}", reason.ja),
        ),
        help,
    )
}

/// No test was found.
pub fn no_tests(paths: &str) -> Diagnostic {
    of_run(
        NO_TESTS,
        Bilingual::new(format!("there is no test in `{paths}`"), format!("`{paths}` にテストがありません")),
        Bilingual::new(
            "write tests into a file that ends in .test.kisoku beside the rules",
            "規則の横の .test.kisoku で終わるファイルにテストを書いてください",
        ),
    )
}

/// `--as-of` is neither a day nor a fiscal year.
pub fn no_day(text: &str) -> Diagnostic {
    of_run(
        NO_DAY,
        Bilingual::new(
            format!("`--as-of {text}` is no day"),
            format!("`--as-of {text}` は日付ではありません"),
        ),
        Bilingual::new(
            "write a day such as 2007-10-10, or a fiscal year such as FY2007",
            "2007-10-10 のような日付か、2007年度 のような年度を書いてください",
        ),
    )
}
