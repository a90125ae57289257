//! Diagnostics about the shape of a proposal: its keys, its lists, what is missing; and, in `values`, its values.

mod values;

pub use values::*;

use super::read::or_set;
use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic};
use crate::text::{Span, thousands};

const UNKNOWN_KEY: Code = Code(220);
const DUPLICATE_KEY: Code = Code(221);
const MISSING: Code = Code(222);
const AMOUNT: Code = Code(223);
const PLAIN: Code = Code(224);
const CALENDAR: Code = Code(225);
const WORD: Code = Code(226);
const SHAPE: Code = Code(227);
const LIST_SIZE: Code = Code(228);
const NOT_APPLICABLE: Code = Code(229);
const COLON: Code = Code(230);
const LIMIT: Code = Code(231);
const BELOW_ZERO: Code = Code(232);
const TEXT: Code = Code(233);
const ERA: Code = Code(234);
const LEFT_OUT: Code = Code(235);

/// The rows of the table of codes.
pub(super) const ROWS: &[Row] = &[
    Row {
        code: UNKNOWN_KEY, en: "a key that the program does not know", ja: "制度に定義のない項目名"
    },
    Row { code: DUPLICATE_KEY, en: "a field that is given twice", ja: "同じ項目の重複" },
    Row { code: MISSING, en: "a required field that is missing", ja: "必須項目の未記入" },
    Row { code: AMOUNT, en: "an amount that cannot be read", ja: "読み取れない金額" },
    Row {
        code: PLAIN,
        en: "a number, percentage or yes/no that cannot be read",
        ja: "読み取れない数値・割合・はい／いいえ",
    },
    Row {
        code: CALENDAR, en: "a date or fiscal year that cannot be read", ja: "読み取れない日付・年度"
    },
    Row { code: WORD, en: "a word that is none of the choices", ja: "選択肢にない語" },
    Row {
        code: SHAPE,
        en: "a list, a group of fields or a single value in the wrong place",
        ja: "一覧・項目のまとまり・単一の値の取り違え",
    },
    Row { code: LIST_SIZE, en: "a list with too few or too many items", ja: "件数が範囲外の一覧" },
    Row {
        code: NOT_APPLICABLE,
        en: "a required field that is declared not applicable",
        ja: "必須項目への「該当なし」",
    },
    Row { code: COLON, en: "a colon without a space after it", ja: "コロンの後の空白の不足" },
    Row {
        code: LIMIT,
        en: "a proposal that is too large or too deep",
        ja: "大きすぎる、または深すぎる申請書",
    },
    Row { code: BELOW_ZERO, en: "an amount below zero", ja: "0円未満の金額" },
    Row {
        code: TEXT, en: "true or false in a text field", ja: "文字の項目に書かれた true・false"
    },
    Row { code: ERA, en: "a year past the end of its era", ja: "終わった元号による年" },
    Row {
        code: LEFT_OUT, en: "findings that are too many to list", ja: "多すぎて表示を省略した指摘"
    },
];

/// The sort of value that a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// Yes or no.
    YesNo,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A percentage.
    Percent,
    /// An amount of money.
    Amount,
    /// A day.
    Date,
    /// A fiscal year.
    FiscalYear,
    /// A word of an enum.
    Word,
    /// A record.
    Record,
    /// A list.
    List,
}

impl Expected {
    /// What to write, with an example.
    fn words(self) -> Bilingual {
        match self {
            Expected::Text => Bilingual::new("a text", "文字列"),
            Expected::YesNo => Bilingual::new("yes or no", "「はい」または「いいえ」"),
            Expected::Whole => Bilingual::new("a whole number, like 3", "整数（例：3）"),
            Expected::Number => Bilingual::new("a number, like 0.5", "数値（例：0.5）"),
            Expected::Percent => Bilingual::new("a percentage, like 20%", "割合（例：20%）"),
            Expected::Amount => Bilingual::new("an amount, like 5億円", "金額（例：5億円）"),
            Expected::Date => Bilingual::new("a date, like 2007-10-10", "日付（例：2007-10-10）"),
            Expected::FiscalYear => Bilingual::new("a fiscal year, like FY2007", "年度（例：2007年度）"),
            Expected::Word => Bilingual::new("one of its choices", "選択肢のいずれか"),
            Expected::Record => Bilingual::new("a group of fields", "項目のまとまり"),
            Expected::List => Bilingual::new("a list", "一覧"),
        }
    }

    fn example(self) -> &'static str {
        match self {
            Expected::Whole => "3",
            Expected::Number => "0.5",
            Expected::Percent => "20%",
            _ => "5億円",
        }
    }
}

/// What stands in a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A single value.
    Single,
    /// A group of keys and values.
    Record,
    /// A list.
    List,
}

/// What is odd about an unknown key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyOddity {
    /// Nothing.
    None,
    /// It holds a colon that was meant to end it; holds the key and the value.
    Colon(String, String),
    /// It holds an ideographic space; holds the key without spaces.
    WideSpace(String),
    /// It is the rest of an amount that a comma cut in two.
    CutNumber,
    /// It is no text.
    NoText,
}

/// A text of the proposal as a message may show it: one line, not long, no control characters.
fn shown(text: &str) -> String {
    const LIMIT: usize = 40;
    let mut out: String =
        text.trim().chars().take(LIMIT).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().nth(LIMIT).is_some() {
        out.push('…');
    }
    out
}

/// K0220: a key that no field of the record has.
pub fn unknown_key(span: Span, key: &str, near: Option<&str>, oddity: &KeyOddity) -> Diagnostic {
    let key = shown(key);
    let diagnostic = Diagnostic::error(
        UNKNOWN_KEY,
        span,
        Bilingual::new(
            format!("this program has no field `{key}` here"),
            format!("ここに「{key}」という項目はありません"),
        ),
    );
    match (oddity, near) {
        (KeyOddity::Colon(before, after), _) => {
            let line = format!("{}: {}", shown(before), shown(after));
            diagnostic
                .here(Bilingual::new(
                    "the colon does not end the key",
                    "このコロンは項目名の区切りになっていません",
                ))
                .help(Bilingual::new(
                    format!("use a half-width colon and put a space after it: `{}`", line.trim_end()),
                    format!("半角のコロンを使い、その後に空白を入れてください：`{}`", line.trim_end()),
                ))
        }
        (KeyOddity::CutNumber, _) => diagnostic
            .here(Bilingual::new(
                "inside of `{ }` a comma ends the value",
                "`{ }` の中ではコンマで値が終わります",
            ))
            .help(Bilingual::new(
                "put the whole amount before it in quotes, like `\"20,000千円\"`",
                "手前の金額全体を `\"20,000千円\"` のように引用符で囲んでください",
            )),
        (_, Some(near)) => diagnostic.here(Bilingual::new("not a known key", "定義のない項目名です")).help(
            Bilingual::new(format!("did you mean `{near}`?"), format!("「{near}」のことではありませんか")),
        ),
        (KeyOddity::WideSpace(repair), None) => diagnostic
            .here(Bilingual::new("it holds a full-width space", "全角の空白が含まれています"))
            .help(Bilingual::new(
                format!("remove the full-width space: `{repair}`"),
                format!("全角の空白を取り除いてください：`{repair}`"),
            )),
        (KeyOddity::NoText, None) => diagnostic
            .here(Bilingual::new("this key is not a text", "項目名が文字列ではありません"))
            .help(Bilingual::new("write the name of a field", "項目名を書いてください")),
        (KeyOddity::None, None) => diagnostic
            .here(Bilingual::new("not a known key", "定義のない項目名です"))
            .help(Bilingual::new("remove it, or correct its name", "取り除くか、項目名を直してください")),
    }
}

/// K0221: a field that is given twice, perhaps in two spellings.
pub fn duplicate_key(first: (Span, &str), second: (Span, &str)) -> Diagnostic {
    let (one, two) = (shown(first.1), shown(second.1));
    let message = if one == two {
        Bilingual::new(format!("`{two}` is given twice"), format!("「{two}」が二度書かれています"))
    } else {
        Bilingual::new(
            format!("`{two}` and `{one}` are the same field"),
            format!("「{two}」と「{one}」は同じ項目です"),
        )
    };
    Diagnostic::error(DUPLICATE_KEY, second.0, message)
        .here(Bilingual::new("given again here", "ここで再び書かれています"))
        .label(first.0, Bilingual::new("first given here", "最初はここに書かれています"))
        .help(Bilingual::new("keep one of the two", "どちらか一つだけを残してください"))
}

/// K0222: a required field that is absent, null or blank.
pub fn missing_field(
    place: Span,
    name: &str,
    label: &Bilingual,
    blank: bool,
    wanted: Expected,
) -> Diagnostic {
    let wanted = wanted.words();
    let ja =
        if label.ja == name { format!("「{name}」") } else { format!("「{}」（{name}）", label.ja) };
    let here = if blank {
        Bilingual::new("nothing is given here", "ここが空欄です")
    } else {
        Bilingual::new(format!("`{name}` is not given here"), format!("ここに {name} がありません"))
    };
    Diagnostic::error(
        MISSING,
        place,
        Bilingual::new(format!("`{name}` is missing"), format!("{ja}が記入されていません")),
    )
    .here(here)
    .help(Bilingual::new(
        format!("give `{name}`: {}", wanted.en),
        format!("{name} に{}を書いてください", wanted.ja),
    ))
}

/// K0222: an item of a list that is null or blank.
pub fn missing_item(place: Span, number: usize, wanted: Expected) -> Diagnostic {
    let wanted = wanted.words();
    Diagnostic::error(
        MISSING,
        place,
        Bilingual::new(
            format!("item {number} of this list is blank"),
            format!("この一覧の{number}番目が空欄です"),
        ),
    )
    .here(Bilingual::new("nothing is given here", "ここが空欄です"))
    .help(Bilingual::new(
        format!("give {}, or remove the item", wanted.en),
        format!("{}を書くか、この行を取り除いてください", wanted.ja),
    ))
}

/// K0227: a list, a record or a single value where another of the three is asked for.
pub fn wrong_shape(span: Span, wanted: Expected, found: Found) -> Diagnostic {
    let words = wanted.words();
    let found = match found {
        Found::Single => Bilingual::new("a single value", "単一の値"),
        Found::Record => Bilingual::new("a group of fields", "項目のまとまり"),
        Found::List => Bilingual::new("a list", "一覧"),
    };
    let help = match wanted {
        Expected::List => Bilingual::new(
            "write it as a list, with `- ` before each item, or in `[ ]`",
            "各行の先頭に `- ` を付けるか、`[ ]` で囲んで、一覧として書いてください",
        ),
        Expected::Record => Bilingual::new(
            "write its fields below it, one `key: value` on each line",
            "その下に、1行に一つずつ `項目名: 値` の形で書いてください",
        ),
        _ => Bilingual::new(format!("write {}", words.en), format!("{}を書いてください", words.ja)),
    };
    Diagnostic::error(
        SHAPE,
        span,
        Bilingual::new(
            format!("{} is asked for, and {} stands here", kind(wanted).en, found.en),
            format!("{}を書くところに、{}があります", kind(wanted).ja, found.ja),
        ),
    )
    .here(Bilingual::new(format!("this is {}", found.en), format!("これは{}です", found.ja)))
    .help(help)
}

fn kind(wanted: Expected) -> Bilingual {
    match wanted {
        Expected::List | Expected::Record => wanted.words(),
        _ => Bilingual::new("a single value", "単一の値"),
    }
}

/// K0228: a list with too few or too many items.
pub fn list_size(
    span: Span,
    name: &str,
    label: &Bilingual,
    count: u32,
    min: u32,
    max: Option<u32>,
) -> Diagnostic {
    let bounds = match max {
        Some(max) if max == min => Bilingual::new(format!("exactly {min}"), format!("ちょうど{min}件")),
        Some(max) => Bilingual::new(format!("{min} to {max}"), format!("{min}件以上{max}件以下")),
        None => Bilingual::new(format!("at least {min}"), format!("{min}件以上")),
    };
    let help = if count < min {
        let by = min.saturating_sub(count);
        Bilingual::new(format!("add at least {by}"), format!("少なくとも{by}件を追加してください"))
    } else {
        let by = count.saturating_sub(max.unwrap_or(count));
        Bilingual::new(format!("remove at least {by}"), format!("少なくとも{by}件を減らしてください"))
    };
    let ja = &label.ja;
    Diagnostic::error(
        LIST_SIZE,
        span,
        Bilingual::new(
            format!("`{name}` takes {} items and has {count}", bounds.en),
            format!("「{ja}」は{}ですが、{count}件あります", bounds.ja),
        ),
    )
    .here(Bilingual::new(
        if count == 1 { "1 item".to_owned() } else { format!("{count} items") },
        format!("{count}件"),
    ))
    .help(help)
}

/// K0230: a line that is no key and value, because its colon is full-width or has no space after it.
pub fn missing_space(span: Span, key: &str, value: &str) -> Diagnostic {
    let line = format!("{}: {}", shown(key), shown(value));
    let line = line.trim_end();
    Diagnostic::error(
        COLON,
        span,
        Bilingual::new(
            "a key and a value are asked for, and a single text stands here",
            "項目名と値を書くところが、一続きの文字列になっています",
        ),
    )
    .here(Bilingual::new("the colon does not end the key", "このコロンは項目名の区切りになっていません"))
    .help(Bilingual::new(
        format!("use a half-width colon and put a space after the colon: `{line}`"),
        format!("半角のコロンを使い、その後に空白を入れてください：`{line}`"),
    ))
}

/// K0231: more values than are read of one proposal.
pub fn too_many_values(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::error(
        LIMIT,
        span,
        Bilingual::new(
            format!("this proposal holds more than {} values", thousands(limit as usize)),
            format!("この申請書には{}個を超える値があります", thousands(limit as usize)),
        ),
    )
    .here(Bilingual::new("nothing is read from here on", "ここから先は読み取りません"))
    .help(or_set(
        "values",
        Bilingual::new(
            "split the proposal, or use fewer repeated anchors",
            "申請書を分けるか、参照（*）の繰り返しを減らしてください",
        ),
    ))
}

/// K0235: findings on the shape of a proposal that are counted and not told. The place is that of the first of them.
pub fn left_out(span: Span, count: usize, limit: usize) -> Diagnostic {
    let (verb, are) = if count == 1 { ("finding", "is") } else { ("findings", "are") };
    Diagnostic::error(
        LEFT_OUT,
        span,
        Bilingual::new(
            format!("{} more {verb} on this proposal {are} not listed", thousands(count)),
            format!("このほかに{}件の指摘がありますが、表示を省略しました", thousands(count)),
        ),
    )
    .here(Bilingual::new("the first of them", "省略した指摘の最初の箇所"))
    .help(or_set(
        "findings",
        Bilingual::new(
            format!("mend the {} that are listed, and check again", thousands(limit)),
            format!("表示された{}件を修正して、もう一度検査してください", thousands(limit)),
        ),
    ))
}

/// K0231: values nested more deeply than they are read.
pub fn nested_too_deeply(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::error(
        LIMIT,
        span,
        Bilingual::new(
            format!("values are nested more than {limit} levels deep"),
            format!("値の入れ子が{limit}段を超えています"),
        ),
    )
    .here(Bilingual::new("nothing is read from here on", "ここから先は読み取りません"))
    .help(Bilingual::new("write it with fewer levels", "入れ子を浅くしてください"))
}
