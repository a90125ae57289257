//! Diagnostics of YAML files.

use super::{ALIAS, SEPARATOR, TAB, YAML, problem};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::Span;

/// A slip that is recognised by what stands at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YamlSlip {
    /// A value that begins with a character that YAML keeps for itself.
    ReservedStart(char),
    /// A character that must not stand in YAML, such as a control character.
    ForbiddenCharacter(char),
    /// `&` or `*` without a name.
    NoAnchorName,
    /// A backslash in double quotes that starts no escape.
    Escape,
    /// More text after a closing quote.
    AfterQuote(char),
    /// A quoted text that breaks off.
    Quote,
    /// A second `: ` in one line.
    SecondColon,
    /// A line that should be `key: value` and has no colon.
    NoColon,
    /// A line that starts too far left or right.
    Indentation,
    /// A dash without a space after it.
    Dash,
    /// A key below a line that has a value already.
    Deeper,
    /// A closing bracket that nothing opened.
    StrayBracket,
    /// `#` without a space before it.
    Comment,
}

/// A recognised slip.
pub fn yaml_slip(span: Span, slip: YamlSlip) -> Diagnostic {
    let (en, ja, help_en, help_ja) = match slip {
        YamlSlip::ReservedStart(c) => {
            let shown = c.escape_debug();
            return problem(
                YAML,
                span,
                format!("a value cannot begin with `{shown}`"),
                format!("値を `{shown}` で始めることはできません"),
            )
            .help(Bilingual::new("put the whole value in quotes", "値全体を引用符で囲んでください"));
        }
        YamlSlip::ForbiddenCharacter(c) => {
            let code = format!("U+{:04X}", u32::from(c));
            return problem(
                YAML,
                span,
                format!("the character {code} must not stand here"),
                format!("ここに文字 {code} を書くことはできません"),
            )
            .help(Bilingual::new(
                "remove it, or put the value in quotes",
                "取り除くか、値を引用符で囲んでください",
            ));
        }
        YamlSlip::NoAnchorName => (
            "a value that begins with `&` or `*` is taken for an anchor, and it has no name",
            "`&` や `*` で始まる値はアンカーとみなされますが、名前がありません",
            "put the whole value in quotes",
            "値全体を引用符で囲んでください",
        ),
        YamlSlip::Escape => (
            "a backslash in double quotes has a special meaning, and this is none that YAML knows",
            "二重引用符の中の `\\` は特別な意味を持ちますが、これは YAML にない書き方です",
            "use single quotes, or write `\\\\` for a backslash",
            "一重引用符を使うか、`\\` を `\\\\` と書いてください",
        ),
        YamlSlip::AfterQuote('\'') => (
            "there is more text after the closing quote",
            "閉じ引用符の後に文字が続いています",
            "write an apostrophe inside single quotes twice: `''`, or remove what follows",
            "一重引用符の中の `'` は `''` と重ねて書きます。そうでなければ後に続く文字を取り除いてください",
        ),
        YamlSlip::AfterQuote(_) => (
            "there is more text after the closing quote",
            "閉じ引用符の後に文字が続いています",
            "put the whole value in quotes, or remove what follows",
            "値全体を引用符で囲むか、後に続く文字を取り除いてください",
        ),
        YamlSlip::Quote => (
            "a quoted text breaks off here",
            "引用符で囲まれたテキストがここで途切れています",
            "close the quote on the line that opens it",
            "引用符は開いた行で閉じてください",
        ),
        YamlSlip::SecondColon => (
            "there is a second `: ` in this line",
            "一つの行に `: ` が二つあります",
            "put the value in quotes, or start a new line",
            "値を引用符で囲むか、改行してください",
        ),
        YamlSlip::NoColon => (
            "a `key: value` was expected here, and there is no colon",
            "ここには「キー: 値」が必要ですが、コロンがありません",
            "write `key: value` with a colon and a space, or indent the line to continue the text above",
            "「キー: 値」のようにコロンと空白を入れてください。上のテキストの続きなら字下げしてください",
        ),
        YamlSlip::Indentation => (
            "this line is not indented as the lines around it",
            "この行の字下げが前後の行と合っていません",
            "start keys of one level in the same column, and use spaces only",
            "同じ段のキーは同じ列から始め、字下げには半角空白だけを使ってください",
        ),
        YamlSlip::Dash => (
            "there is no space after this dash, so it begins no item of the list",
            "このハイフンの後に空白がないため、一覧の項目になっていません",
            "write `- ` with a space",
            "`- ` のように、ハイフンの後に半角空白を入れてください",
        ),
        YamlSlip::Deeper => (
            "this key is indented below a line that already has a value",
            "すでに値のある行の下に、さらに字下げしたキーがあります",
            "start it in the same column as the key above, or remove the value above",
            "上のキーと同じ列から始めるか、上の行の値を取り除いてください",
        ),
        YamlSlip::StrayBracket => (
            "this bracket closes nothing",
            "対応する開き括弧のない閉じ括弧です",
            "remove it, or put the value in quotes",
            "取り除くか、値を引用符で囲んでください",
        ),
        YamlSlip::Comment => (
            "a comment needs a space before its `#`",
            "コメントの `#` の前には空白が必要です",
            "put a space before `#`",
            "`#` の前に空白を入れてください",
        ),
    };
    problem(YAML, span, en, ja).help(Bilingual::new(help_en, help_ja))
}

/// Any other error of the parser, with its own words.
pub fn yaml_syntax(span: Span, message: &str) -> Diagnostic {
    problem(
        YAML,
        span,
        format!("this cannot be read as YAML: {message}"),
        format!("YAML として読めません（解析器の説明: {message}）"),
    )
    .here(Bilingual::new("the file is read up to here", "ここまでは読めました"))
}

/// A tab in the indentation.
pub fn yaml_tab(span: Span) -> Diagnostic {
    problem(
        TAB,
        span,
        "there is a tab where YAML only allows spaces",
        "半角空白でなければならない所にタブがあります",
    )
    .here(Bilingual::new("this is a tab", "ここがタブです"))
    .help(Bilingual::new(
        "use spaces, two for each level",
        "タブを半角空白に替えてください（1 段につき 2 個）",
    ))
}

/// `key:value` without a space.
pub fn yaml_no_space_after_colon(span: Span, key: &str, value: &str) -> Diagnostic {
    let (key, value) = (clip(key), clip(value));
    problem(
        SEPARATOR,
        span,
        "there is no space after this colon, so the line is read as one text",
        "コロンの後に空白がないため、行全体が一つのテキストになっています",
    )
    .help(Bilingual::new(format!("write `{key}: {value}`"), format!("`{key}: {value}` と書いてください")))
}

/// `key：value` with a full-width colon.
pub fn yaml_full_width_colon(span: Span, key: &str, value: &str) -> Diagnostic {
    let (key, value) = (clip(key), clip(value));
    problem(
        SEPARATOR,
        span,
        "this is a full-width colon, which does not separate a key from its value",
        "全角コロンではキーと値が区切られません",
    )
    .help(Bilingual::new(
        format!("write `{key}: {value}` with a half-width colon and a space"),
        format!("半角コロンと空白を使い、`{key}: {value}` と書いてください"),
    ))
}

/// A bracket that is not closed; the second place is where something else stands.
pub fn yaml_unclosed_bracket(open: Span, bracket: char, found: Option<Span>) -> Diagnostic {
    let closing = if bracket == '{' { '}' } else { ']' };
    let diagnostic = problem(
        YAML,
        open,
        format!("this `{bracket}` is not closed"),
        format!("この `{bracket}` が閉じられていません"),
    )
    .here(Bilingual::new("opened here", "ここで開いています"));
    let diagnostic = match found {
        Some(span) => diagnostic.label(
            span,
            Bilingual::new(
                format!("`,` or `{closing}` was expected before this"),
                format!("この前に `,` か `{closing}` が必要です"),
            ),
        ),
        None => diagnostic,
    };
    diagnostic.help(Bilingual::new(
        format!("separate the parts with `,` and close them with `{closing}`"),
        format!("要素を `,` で区切り、`{closing}` で閉じてください"),
    ))
}

/// A list or a map as a key.
pub fn yaml_key_no_word(span: Span) -> Diagnostic {
    problem(
        YAML,
        span,
        "a key is a word, and this is a list or a map",
        "キーは語でなければなりませんが、リストかマップになっています",
    )
    .help(Bilingual::new(
        "put it in quotes if it is meant as a text",
        "文字列のつもりなら引用符で囲んでください",
    ))
}

/// A tag that says something that is not known here.
pub fn yaml_unknown_tag(span: Span, tag: &str) -> Diagnostic {
    let tag = clip(tag);
    problem(
        YAML,
        span,
        format!("the tag `{tag}` does not fit this value or is not known"),
        format!("タグ `{tag}` はこの値に合わないか、対応していません"),
    )
    .help(Bilingual::new(
        "remove the tag, or put the value in quotes if the `!` belongs to it",
        "タグを取り除いてください。`!` が値の一部なら引用符で囲んでください",
    ))
}

/// An alias without its anchor.
pub fn yaml_unknown_alias(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let name = clip(name);
    let diagnostic = problem(
        ALIAS,
        span,
        format!("nothing above is named `&{name}`"),
        format!("これより前に `&{name}` がありません"),
    );
    diagnostic.help(match near {
        Some(near) => Bilingual::new(format!("did you mean `*{near}`?"), format!("`*{near}` のことですか")),
        None => Bilingual::new(
            "put the value in quotes if the `*` belongs to it",
            "`*` が値の一部なら、値を引用符で囲んでください",
        ),
    })
}

/// An alias inside of what it stands for.
pub fn yaml_alias_in_itself(span: Span, name: &str, anchor: Span) -> Diagnostic {
    let name = clip(name);
    problem(
        ALIAS,
        span,
        format!("`*{name}` stands inside of `&{name}` and would hold itself"),
        format!("`*{name}` が `&{name}` の中にあり、自分自身を含むことになります"),
    )
    .label(anchor, Bilingual::new("what it stands for begins here", "参照先はここから始まります"))
    .help(Bilingual::new("write the value out", "値を直接書いてください"))
}

/// The first characters of a text, for a message.
pub(super) fn clip(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(std::iter::once('…')).collect()
}
