//! Diagnostics of names: unknown, declared twice, hidden, in a circle, or of the wrong kind for their place.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(130), en: "an unknown name", ja: "未知の名前" },
    Row { code: Code(131), en: "a name is declared twice", ja: "名前の重複" },
    Row { code: Code(132), en: "a field or word is declared twice", ja: "項目または語の重複" },
    Row { code: Code(133), en: "two spellings are the same", ja: "表記の衝突" },
    Row { code: Code(134), en: "a bound name hides another", ja: "束縛名が他の名前を隠す" },
    Row { code: Code(135), en: "a record contains itself", ja: "自分自身を含む record" },
    Row { code: Code(136), en: "a definition goes round in a circle", ja: "循環する定義" },
    Row { code: Code(137), en: "an unknown field", ja: "未知の項目" },
    Row { code: Code(138), en: "a path goes through a list", ja: "一覧を通り抜ける経路" },
    Row { code: Code(139), en: "a path goes into a single value", ja: "単一の値の中に入る経路" },
    Row { code: Code(140), en: "a name that cannot stand here", ja: "ここには置けない名前" },
    Row { code: Code(141), en: "not a list", ja: "一覧ではない" },
    Row {
        code: Code(142), en: "an enum word whose enum is not known here", ja: "enum の分からない語"
    },
    Row { code: Code(143), en: "not a word of this enum", ja: "enum にない語" },
    Row { code: Code(177), en: "nested too deeply", ja: "入れ子が深すぎる" },
];

fn did_you_mean(diagnostic: Diagnostic, near: Option<&str>) -> Diagnostic {
    match near {
        Some(near) => diagnostic
            .help(Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか"))),
        None => diagnostic,
    }
}

/// K0130: an unknown name; `kind` is for example "rule".
pub fn unknown_name(at: Span, kind: &Bilingual, name: &str, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        Diagnostic::error(
            Code(130),
            at,
            Bilingual::new(
                format!("there is no {} called `{name}`", kind.en),
                format!("`{name}` という{}はありません", kind.ja),
            ),
        ),
        near,
    )
}

/// K0130: an unknown name that would be known with the name of an item before it.
pub fn unknown_name_of_item(at: Span, kind: &Bilingual, name: &str, full: &str) -> Diagnostic {
    unknown_name(at, kind, name, Some(full))
}

/// K0130: a message shows the name of an inner `for each`; `outer` is the one that it may show.
pub fn inner_name_in_message(at: Span, name: &str, outer: Option<&str>) -> Diagnostic {
    let kind = Bilingual::new("field or figure", "項目や数値");
    let help = match outer {
        Some(outer) => Bilingual::new(
            format!("a message sees only the outermost `for each` name: `{outer}`"),
            format!("文面から見える `for each` の名前は、一番外側の `{outer}` だけです"),
        ),
        None => Bilingual::new(
            "a message sees a `for each` name only where one `for each` holds the whole rule",
            "文面から `for each` の名前が見えるのは、規則全体を一つの `for each` が囲む場合だけです",
        ),
    };
    unknown_name(at, &kind, name, None).help(help)
}

/// K0130: `open_day is true`.
pub fn truth_value(at: Span, name: &str) -> Diagnostic {
    unknown_name(at, &Bilingual::new("value", "値"), name, None).help(Bilingual::new(
        "write the condition alone: `x` where it is yes, `not x` where it is no",
        "条件はそのまま書いてください（「はい」なら `x`、「いいえ」なら `not x`）",
    ))
}

/// K0130: `x is null`, `x is not missing`.
pub fn state_in_other_words(at: Span, name: &str) -> Diagnostic {
    unknown_name(at, &Bilingual::new("value", "値"), name, None).help(Bilingual::new(
        "write `… is given` or `… is missing`",
        "`… is given`（記入あり）か `… is missing`（記入なし）と書いてください",
    ))
}

/// K0130: an amount in kanji only, which reads as a name.
pub fn amount_in_kanji(at: Span, name: &str, meant: &Bilingual) -> Diagnostic {
    unknown_name(at, &Bilingual::new("field or figure", "項目や数値"), name, None).help(Bilingual::new(
        format!("if an amount is meant, write it with digits: `{}`", meant.ja),
        format!("金額であれば、算用数字で書いてください: `{}`", meant.ja),
    ))
}

/// K0131: a name is declared twice.
pub fn declared_twice(second: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code(131),
        second,
        Bilingual::new(format!("`{name}` is declared twice"), format!("`{name}` が二度宣言されています")),
    )
    .here(Bilingual::new("the second", "二つ目"))
    .label(first, Bilingual::new("the first", "一つ目"))
    .help(Bilingual::new("rename or remove one of them", "一方の名前を変えるか、削ってください"))
}

/// K0132: a field of a record, column of a table or word of an enum is declared twice.
pub fn part_twice(second: Span, first: Span, name: &str, owner: &str) -> Diagnostic {
    Diagnostic::error(
        Code(132),
        second,
        Bilingual::new(
            format!("`{owner}` has `{name}` twice"),
            format!("`{owner}` に `{name}` が二つあります"),
        ),
    )
    .here(Bilingual::new("the second", "二つ目"))
    .label(first, Bilingual::new("the first", "一つ目"))
    .help(Bilingual::new("rename or remove one of them", "一方の名前を変えるか、削ってください"))
}

/// K0133: two fields or words share a spelling once width and case are folded.
pub fn spelling_clash(second: (Span, &str), first: (Span, &str), spelling: &str) -> Diagnostic {
    Diagnostic::error(
        Code(133),
        second.0,
        Bilingual::new(
            format!("`{spelling}` would name both `{}` and `{}`", first.1, second.1),
            format!("`{spelling}` は `{}` と `{}` のどちらにもなります", first.1, second.1),
        ),
    )
    .here(Bilingual::new(format!("spelling of `{}`", second.1), format!("`{}` の表記", second.1)))
    .label(
        first.0,
        Bilingual::new(
            format!("`{}` has the same one (width and case aside)", first.1),
            format!("`{}` に同じ表記があります（全角・半角、大文字・小文字は区別しません）", first.1),
        ),
    )
    .help(Bilingual::new("change one of the two spellings", "どちらかの表記を変えてください"))
}

/// K0134: a bound name hides a visible one.
pub fn hides(binder: Span, name: &str, visible: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(134),
        binder,
        Bilingual::new(
            format!("`{name}` already means something here"),
            format!("`{name}` はここで既に別のものを指しています"),
        ),
    )
    .help(Bilingual::new("choose another name for the item", "束縛する名前を変えてください"));
    match visible {
        Some(span) => diagnostic
            .here(Bilingual::new("this would hide it", "これが隠してしまいます"))
            .label(span, Bilingual::new("declared here", "ここで宣言されています")),
        None => diagnostic,
    }
}

/// K0135: a record contains itself without end; each step is a field and the record that it holds.
pub fn record_cycle(steps: &[(Span, String)]) -> Option<Diagnostic> {
    let ((first, name), rest) = steps.split_first()?;
    let mut diagnostic = Diagnostic::error(
        Code(135),
        *first,
        Bilingual::new(
            format!("`{name}` contains itself without end"),
            format!("`{name}` が際限なく自分自身を含みます"),
        ),
    )
    .help(Bilingual::new(
        "a proposal has a fixed depth: remove one of these fields",
        "申請書の深さには限りがあります。これらの項目のいずれかを削ってください",
    ));
    for (span, _) in rest {
        diagnostic = diagnostic.label(*span, Bilingual::new("through this field", "この項目を通って"));
    }
    Some(diagnostic)
}

/// K0136: defines or lets that use each other in a circle.
pub fn definition_cycle(members: &[(Span, String)]) -> Option<Diagnostic> {
    let ((first, name), rest) = members.split_first()?;
    let mut diagnostic = Diagnostic::error(
        Code(136),
        *first,
        Bilingual::new(
            format!("the value of `{name}` needs the value of `{name}`"),
            format!("`{name}` の値を求めるのに `{name}` の値が要ります"),
        ),
    )
    .help(Bilingual::new("write one of them without the others", "いずれかを他に頼らずに書いてください"));
    for (span, name) in rest {
        diagnostic = diagnostic
            .label(*span, Bilingual::new(format!("by way of `{name}`"), format!("`{name}` を経て")));
    }
    Some(diagnostic)
}

/// K0137: a record or table has no such field.
pub fn unknown_field(at: Span, name: &str, owner: &str, declared: Span, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        Diagnostic::error(
            Code(137),
            at,
            Bilingual::new(
                format!("`{owner}` has no `{name}`"),
                format!("`{owner}` に `{name}` はありません"),
            ),
        )
        .label(declared, Bilingual::new(format!("`{owner}` is declared here"), format!("`{owner}` の宣言"))),
        near,
    )
}

/// K0138: a path goes through a list.
pub fn through_list(list: Span, path: &str, rest: &str, declared: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(138),
        list,
        Bilingual::new(
            format!("`{path}` is a list: it has many `{rest}`"),
            format!("`{path}` は一覧で、`{rest}` がいくつもあります"),
        ),
    )
    .help(Bilingual::new(
        format!("say for which: `every x in {path} where … satisfies … x.{rest} …`, or `sum of x.{rest} for x in {path}`"),
        format!(
            "どれについてかを書いてください: `every x in {path} where … satisfies … x.{rest} …`、`sum of x.{rest} for x in {path}`"
        ),
    ));
    match declared {
        Some(span) => diagnostic.label(span, Bilingual::new("a list", "一覧")),
        None => diagnostic,
    }
}

/// K0139: a path goes on into a single value.
pub fn into_value(at: Span, path: &str, is: &Bilingual, rest: &str, declared: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(139),
        at,
        Bilingual::new(
            format!("`{path}` is {}, so it has no `{rest}`", is.en),
            format!("`{path}` は{}なので、`{rest}` はありません", is.ja),
        ),
    );
    match declared {
        Some(span) => diagnostic.label(span, Bilingual::new("declared here", "ここで宣言されています")),
        None => diagnostic,
    }
}

/// K0140: a known name that cannot stand in this place.
pub fn cannot_stand_here(at: Span, name: &str, is: &Bilingual, help: Bilingual) -> Diagnostic {
    Diagnostic::error(
        Code(140),
        at,
        Bilingual::new(
            format!("`{name}` is {}, which cannot stand here", is.en),
            format!("`{name}` は{}で、ここには置けません", is.ja),
        ),
    )
    .help(help)
}

/// K0141: an item can only be taken from a list.
pub fn not_a_list(at: Span, path: &str, is: &Bilingual, declared: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(141),
        at,
        Bilingual::new(
            format!("`{path}` is {}, not a list", is.en),
            format!("`{path}` は{}で、一覧ではありません", is.ja),
        ),
    )
    .help(Bilingual::new("name a list or a table after `in`", "`in` の後には一覧か table を書いてください"));
    match declared {
        Some(span) => diagnostic.label(span, Bilingual::new("declared here", "ここで宣言されています")),
        None => diagnostic,
    }
}

/// K0142: a bare enum word where nothing says of which enum.
pub fn word_without_enum(at: Span, word: &str, enums: &[(&str, Span)]) -> Diagnostic {
    let full: Vec<String> = enums.iter().map(|(name, _)| format!("`{name}.{word}`")).collect();
    let full_en = full.join(" or ");
    let full_ja = full.join("か ");
    let mut diagnostic = Diagnostic::error(
        Code(142),
        at,
        Bilingual::new(
            format!("`{word}` is a word of an enum, and nothing here says of which"),
            format!("`{word}` は enum の語ですが、どの enum のものか分かりません"),
        ),
    )
    .help(Bilingual::new(format!("write {full_en}"), format!("{full_ja} と書いてください")));
    for (name, span) in enums {
        diagnostic =
            diagnostic.label(*span, Bilingual::new(format!("a word of `{name}`"), format!("`{name}` の語")));
    }
    diagnostic
}

/// K0143: an enum has no such word.
pub fn unknown_word(at: Span, word: &str, owner: &str, declared: Span, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        Diagnostic::error(
            Code(143),
            at,
            Bilingual::new(
                format!("`{word}` is no word of `{owner}`"),
                format!("`{word}` は `{owner}` の語ではありません"),
            ),
        )
        .label(declared, Bilingual::new(format!("`{owner}` is declared here"), format!("`{owner}` の宣言"))),
        near,
    )
}

/// K0177: an expression, or a chain of definitions, is nested too deeply.
pub fn nested_too_deeply(at: Span) -> Diagnostic {
    Diagnostic::error(
        Code(177),
        at,
        Bilingual::new("this is nested too deeply to be checked", "入れ子が深すぎて検査できません"),
    )
    .help(Bilingual::new("name a part of it with `define`", "一部に `define` で名前を付けてください"))
}
