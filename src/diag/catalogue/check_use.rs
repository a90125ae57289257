//! Diagnostics of `use`: packs that are not there, not sound or go round in a circle, and names that clash.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(190), en: "a used pack that is not there", ja: "use するパックがない" },
    Row { code: Code(191), en: "packs use each other in a circle", ja: "互いに use し合うパック" },
    Row { code: Code(192), en: "a used pack has errors", ja: "use するパックに誤りがある" },
    Row { code: Code(193), en: "two packs under one name", ja: "use の名前の重複" },
    Row {
        code: Code(194), en: "the name of a used pack hides another", ja: "use の名前が他の名前を隠す"
    },
    Row {
        code: Code(195), en: "another pack keeps this to itself", ja: "他のパックから見えない名前"
    },
    Row { code: Code(196), en: "a used pack is not referred to", ja: "参照されていない use" },
    Row { code: Code(197), en: "a used pack without a name", ja: "use するパックに名前がない" },
];

/// How many known packs a message lists.
const LISTED: usize = 8;

/// K0190: there is no such pack.
pub fn unknown_pack(at: Span, id: &str, near: Option<&str>, known: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(190),
        at,
        Bilingual::new(format!("there is no pack called `{id}`"), format!("`{id}` というパックはありません")),
    );
    let listed: Vec<&str> = known.iter().take(LISTED).map(String::as_str).collect();
    match near {
        Some(near) => diagnostic
            .help(Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか"))),
        None if listed.is_empty() => diagnostic.help(Bilingual::new(
            "the id of a pack is its place below the folder of the rules, which `--rules DIR` gives",
            "パックの id は、規則のフォルダー（`--rules DIR` で指定）の下での位置です",
        )),
        None => diagnostic.help(Bilingual::new(
            format!("the other packs are {}", listed.join(", ")),
            format!("ほかのパック：{}", listed.join("、")),
        )),
    }
}

/// K0190: the folder of the pack is a link that leads out of the rules.
pub fn pack_outside(at: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        Code(190),
        at,
        Bilingual::new(
            format!("the folder of `{id}` is a link that leads out of the folder of the rules"),
            format!("`{id}` のフォルダーは、規則のフォルダーの外を指すリンクです"),
        ),
    )
    .help(Bilingual::new(
        "put a copy of the pack below the folder of the rules",
        "パックの写しを規則のフォルダーの下に置いてください",
    ))
}

/// K0191: the used pack uses this one again; each step is a `use` on the way back and the id that it names.
pub fn circle(at: Span, id: &str, steps: &[(Span, String)]) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(
        Code(191),
        at,
        match steps {
            [] => Bilingual::new("this pack uses itself", "このパックは自分自身を use しています"),
            _ => Bilingual::new(
                format!("`{id}` uses this pack in turn, so that neither can be read first"),
                format!("`{id}` もこのパックを use しているため、どちらも先に読めません"),
            ),
        },
    )
    .here(Bilingual::new(format!("this uses `{id}`"), format!("ここで `{id}` を use しています")));
    for (span, id) in steps {
        diagnostic = diagnostic.label(
            *span,
            Bilingual::new(format!("and this uses `{id}`"), format!("ここで `{id}` を use しています")),
        );
    }
    diagnostic.help(match steps {
        [] => Bilingual::new(
            "remove the `use`; own names stand alone",
            "この `use` を削ってください。自分の名前はそのまま書けます",
        ),
        _ => Bilingual::new(
            "move what both need into a third pack",
            "両方が必要とするものを、第三のパックに移してください",
        ),
    })
}

/// K0192: the used pack has errors.
pub fn broken_use(at: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        Code(192),
        at,
        Bilingual::new(
            format!("`{id}` has errors, so nothing of it can be used"),
            format!("`{id}` に誤りがあるため、use できません"),
        ),
    )
    .help(Bilingual::new(
        "repair that pack first; its errors are shown at its own files",
        "先にそのパックを直してください。誤りはそのパックのファイルに示します",
    ))
}

/// K0193: one name before the names of two packs.
pub fn qualifier_twice(second: Span, first: Span, name: &str, id: &str) -> Diagnostic {
    Diagnostic::error(
        Code(193),
        second,
        Bilingual::new(
            format!("`{name}` stands for another pack already"),
            format!("`{name}` は既に別のパックを指しています"),
        ),
    )
    .here(Bilingual::new("the second", "二つ目"))
    .label(first, Bilingual::new("the first", "一つ目"))
    .help(Bilingual::new(
        format!("give one of them another name: `use {id} as NAME`"),
        format!("一方に別の名前を付けてください：`use {id} as 名前`"),
    ))
}

/// K0193: a pack is used twice.
pub fn used_twice(second: Span, first: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        Code(193),
        second,
        Bilingual::new(format!("`{id}` is used twice"), format!("`{id}` が二度 use されています")),
    )
    .here(Bilingual::new("the second", "二つ目"))
    .label(first, Bilingual::new("the first", "一つ目"))
    .help(Bilingual::new(
        "keep one of them; a `use` holds for all files of the pack",
        "一方だけを残してください。`use` はパックの全ファイルに及びます",
    ))
}

/// K0194: the name of a used pack is that of something declared here.
pub fn qualifier_hides(at: Span, name: &str, declared: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        Code(194),
        at,
        Bilingual::new(
            format!("`{name}` already means something in this pack"),
            format!("`{name}` はこのパックで既に別のものを指しています"),
        ),
    )
    .here(Bilingual::new("this would hide it", "これが隠してしまいます"))
    .label(declared, Bilingual::new("declared here", "ここで宣言されています"))
    .help(Bilingual::new(
        format!("give the used pack another name: `use {id} as NAME`"),
        format!("use するパックに別の名前を付けてください：`use {id} as 名前`"),
    ))
}

/// K0195: what another pack declares and does not share; `is` is for example "a rule".
pub fn not_visible(at: Span, name: &str, is: &Bilingual, id: &str) -> Diagnostic {
    let own_use = is.en.contains("pack");
    Diagnostic::error(
        Code(195),
        at,
        Bilingual::new(
            format!("`{name}` is {} of `{id}`, which other packs cannot see", is.en),
            format!("`{name}` は `{id}` の{}で、他のパックからは見えません", is.ja.trim()),
        ),
    )
    .help(match own_use {
        true => Bilingual::new("`use` that pack here, too", "ここでもそのパックを `use` してください"),
        false => Bilingual::new(
            "other packs see figures, tables and enums; declare what you need of the rest here",
            "見えるのは数値（let）、table、enum です。ほかに必要なものは、このパックで宣言してください",
        ),
    })
}

/// K0196: nothing refers to a used pack.
pub fn unused(at: Span, id: &str) -> Diagnostic {
    Diagnostic::warning(
        Code(196),
        at,
        Bilingual::new(
            format!("nothing in the rules refers to `{id}`"),
            format!("規則のどこからも `{id}` を参照していません"),
        ),
    )
    .help(Bilingual::new(
        "remove the `use`; where only tests need it, move it to a test file",
        "この `use` を削ってください。テストだけで使う場合は、テストのファイルに移してください",
    ))
}

/// K0197: the last part of the id is no name that can stand before others.
pub fn no_qualifier(at: Span, last: &str, id: &str) -> Diagnostic {
    Diagnostic::error(
        Code(197),
        at,
        Bilingual::new(
            format!("`{last}` is no name that can stand before others"),
            format!("`{last}` は他の名前の前に書ける名前ではありません"),
        ),
    )
    .help(Bilingual::new(
        format!("give the used pack a name: `use {id} as NAME`"),
        format!("use するパックに名前を付けてください：`use {id} as 名前`"),
    ))
}
