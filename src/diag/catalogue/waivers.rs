//! Diagnostics of waivers and of baselines.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Severity};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(430), en: "an unknown entry of a waiver", ja: "適用除外の未知の項目" },
    Row {
        code: Code(431), en: "a waiver that leaves something out", ja: "記載の足りない適用除外"
    },
    Row { code: Code(432), en: "a waiver that has ended", ja: "期限の切れた適用除外" },
    Row { code: Code(433), en: "a waiver that is not needed", ja: "不要な適用除外" },
    Row { code: Code(434), en: "a waiver of what is no rule", ja: "規則でないものの適用除外" },
    Row {
        code: Code(435),
        en: "a waiver for a proposal that is not there",
        ja: "存在しない申請書の適用除外",
    },
    Row { code: Code(436), en: "waivers that cannot be read", ja: "読めない適用除外ファイル" },
    Row { code: Code(437), en: "a baseline that cannot be read", ja: "読めないベースライン" },
    Row {
        code: Code(438),
        en: "a baseline with entries that no longer occur",
        ja: "解消済みの記録を含むベースライン",
    },
    Row { code: Code(439), en: "a day that cannot be read", ja: "日付として読めない値" },
];

/// K0430: a waiver has no such entry.
pub fn unknown_entry(at: Span, key: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(430),
        at,
        Bilingual::new(
            format!("a waiver has no `{key}`"),
            format!("適用除外に `{key}` という項目はありません"),
        ),
    );
    diagnostic.help(match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => Bilingual::new(
            format!("it has {}", known.join(", ")),
            format!("書ける項目は {} です", known.join("、")),
        ),
    })
}

/// K0430: the file holds something besides waivers.
pub fn no_waiver(at: Span, key: &str) -> Diagnostic {
    Diagnostic::error(
        Code(430),
        at,
        Bilingual::new(
            format!("a file of waivers has no `{key}`"),
            format!("適用除外のファイルに `{key}` という項目はありません"),
        ),
    )
    .help(Bilingual::new(
        "begin each waiver with a line `[[waiver]]`",
        "適用除外は1件ごとに `[[waiver]]` の行で始めてください",
    ))
}

/// K0431: an entry that every waiver has is missing.
pub fn entry_missing(at: Span, key: &str, example: &str) -> Diagnostic {
    let (en, ja) = match key {
        "rule" => ("which rule", "どの規則か"),
        "proposal" => ("for which proposal", "どの申請書か"),
        "who" => ("who decided it", "決定者"),
        "because" => ("why", "理由"),
        "cite" => ("in which document it was decided", "根拠となる文書"),
        _ => ("until when", "いつまでか"),
    };
    Diagnostic::error(
        Code(431),
        at,
        Bilingual::new(
            format!("this waiver does not say {en}: `{key}` is missing"),
            format!("この適用除外に{ja}（`{key}`）がありません"),
        ),
    )
    .help(Bilingual::new(format!("add `{key} = {example}`"), format!("`{key} = {example}` を加えてください")))
}

/// K0432: the waiver's last day is over.
pub fn waiver_ended(at: Span, until: &Bilingual, today: &Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(432),
        at,
        Bilingual::new(
            format!("this waiver ended on {}; today is {}", until.en, today.en),
            format!("この適用除外は{}で終了しました（本日は{}）", until.ja, today.ja),
        ),
    )
    .help(Bilingual::new(
        "take the waiver out, or have it decided anew and change `until`",
        "取り除くか、改めて決定のうえ `until` を書き換えてください",
    ))
}

/// K0433: the rule holds without the waiver.
pub fn waiver_unused(at: Span, rule: &str) -> Diagnostic {
    Diagnostic::error(
        Code(433),
        at,
        Bilingual::new(
            format!("this waiver of `{rule}` is not needed: there is nothing to waive"),
            format!("`{rule}` の適用除外は不要です。除外すべき指摘がありません"),
        ),
    )
    .help(Bilingual::new(
        "take the waiver out, or correct what it names",
        "取り除くか、指定している内容を直してください",
    ))
}

/// K0434: a waiver names no rule.
pub fn waiver_of_no_rule(at: Span, rule: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(434),
        at,
        Bilingual::new(
            format!("there is no rule `{rule}` to waive"),
            format!("適用を除外する規則 `{rule}` はありません"),
        ),
    );
    diagnostic.help(match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => Bilingual::new(
            "write the rule with its program, as a report does: `program/rule`",
            "報告の表示どおり、事業 ID を付けて `program/rule` と書いてください",
        ),
    })
}

/// K0434: what is wrong with a file itself cannot be waived.
pub fn waiver_of_code(at: Span, code: &str) -> Diagnostic {
    Diagnostic::error(
        Code(434),
        at,
        Bilingual::new(
            format!("`{code}` is no rule: how a proposal is written cannot be waived"),
            format!("`{code}` は規則ではありません。申請書の書き方の誤りは適用除外にできません"),
        ),
    )
    .help(Bilingual::new(
        "name a rule, or have the proposal corrected",
        "規則を指定するか、申請書を直してもらってください",
    ))
}

/// K0435: a waiver names a proposal that is not there.
pub fn waiver_for_nothing(at: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(435),
        at,
        Bilingual::new(format!("there is no proposal `{path}`"), format!("申請書 `{path}` はありません")),
    );
    diagnostic.help(match near {
        Some(near) => Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか")),
        None => Bilingual::new(
            "write its path from the folder of kisoku.toml on; `*` and `**` stand for several",
            "kisoku.toml のあるフォルダーからのパスを書いてください。`*` と `**` で複数を指せます",
        ),
    })
}

/// K0435: a pattern of a waiver fits no proposal.
pub fn waiver_matches_nothing(at: Span, pattern: &str) -> Diagnostic {
    Diagnostic::error(
        Code(435),
        at,
        Bilingual::new(
            format!("no proposal matches `{pattern}`"),
            format!("`{pattern}` に合う申請書はありません"),
        ),
    )
    .help(Bilingual::new(
        "the path starts at the folder of kisoku.toml; `*` stays within a folder, `**` does not",
        "パスは kisoku.toml のあるフォルダーから書きます。`*` は1つのフォルダー内、`**` は下位のフォルダーも指します",
    ))
}

/// K0435: a waiver names a path outside the folder of the settings.
pub fn waiver_outside(at: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        Code(435),
        at,
        Bilingual::new(
            format!(
                "`{path}` lies outside the folder that waivers are for: that of kisoku.toml, or without one the current \
                 folder"
            ),
            format!(
                "`{path}` は適用除外の対象フォルダー（kisoku.toml のあるフォルダー、なければ現在のフォルダー）の外にあります"
            ),
        ),
    )
    .help(Bilingual::new(
        "write the path from that folder on, as in `2026/mori.yaml`",
        "そのフォルダーからのパスを書いてください（例：`2026/mori.yaml`）",
    ))
}

/// K0436: a file of waivers cannot be read.
pub fn waivers_unreadable(at: Option<Span>, path: &str, reason: &str) -> Diagnostic {
    let message = Bilingual::new(
        format!("the waivers in `{path}` cannot be read: {reason}"),
        format!("適用除外のファイル `{path}` を読めません：{reason}"),
    );
    let help = Bilingual::new(
        "name a file that is there in `[waivers] files` of kisoku.toml",
        "kisoku.toml の `[waivers] files` に存在するファイルを指定してください",
    );
    unplaced(Code(436), at, message).help(help)
}

/// K0437: a baseline cannot be read.
pub fn baseline_unreadable(path: &str, reason: &str) -> Diagnostic {
    let message = Bilingual::new(
        format!("the baseline `{path}` cannot be read: {reason}"),
        format!("ベースライン `{path}` を読めません：{reason}"),
    );
    unplaced(Code(437), None, message)
        .help(Bilingual::new("write it with `--write-baseline`", "`--write-baseline` で作成してください"))
}

/// K0437: a line of a baseline is no entry.
pub fn baseline_line(at: Span) -> Diagnostic {
    Diagnostic::error(
        Code(437),
        at,
        Bilingual::new("this line is no entry of a baseline", "この行はベースラインの記録として読めません"),
    )
    .help(Bilingual::new(
        "take the line out, or write the baseline anew with `--write-baseline`",
        "この行を取り除くか、`--write-baseline` で作り直してください",
    ))
}

/// K0438: entries of the baseline are settled.
pub fn baseline_settled(at: Span, count: usize) -> Diagnostic {
    let (entries, them) =
        if count == 1 { ("1 entry".to_owned(), "it") } else { (format!("{count} entries"), "them") };
    let occur = if count == 1 { "occurs" } else { "occur" };
    Diagnostic::advice(
        Code(438),
        at,
        Bilingual::new(
            format!("{entries} of the baseline no longer {occur}"),
            format!("ベースラインの記録のうち{count}件は解消済みです"),
        ),
    )
    .help(Bilingual::new(format!("`--prune-baseline` takes {them} out"), "`--prune-baseline` で取り除けます"))
}

/// K0439: `until` or `--today` is no day.
pub fn no_calendar_day(at: Option<Span>, text: &str) -> Diagnostic {
    let message = Bilingual::new(format!("`{text}` is no day"), format!("`{text}` は日付として読めません"));
    unplaced(Code(439), at, message)
        .help(Bilingual::new("write it like 2026-03-31", "2026-03-31 のように書いてください"))
}

/// An error that may have no place in a file.
fn unplaced(code: Code, at: Option<Span>, message: Bilingual) -> Diagnostic {
    match at {
        Some(at) => Diagnostic::error(code, at, message),
        None => Diagnostic { code, severity: Severity::Error, message, labels: Vec::new(), help: None },
    }
}
