//! Why the text of one scalar cannot be read: the reasons as data, and their words.
//!
//! `value` gives the reasons; `data` puts them at their places. They stand here because every word that a user
//! reads stands in this folder.

use crate::diag::Bilingual;

/// Why a figure cannot be read, whatever it is a figure of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// No digit in it.
    NoNumber,
    /// A unit without a number: `百万円`.
    UnitAlone,
    /// A part that does not belong to a number: `約`, `①`.
    Unknown(String),
    /// Leading zeros: `0700`; holds the figure without them.
    LeadingZeros(String),
    /// A comma that separates no thousands; holds what may be meant.
    Comma(Vec<String>),
    /// A comma after a point, `1.234,56`; holds what may be meant.
    CommaAfterPoint(Vec<String>),
    /// Several points: `1.234.567`; holds what may be meant.
    Points(Vec<String>),
    /// A point without a digit on both sides: `.5`, `5.`; holds the repair.
    PointAtEdge(String),
    /// An underscore that stands not between two digits.
    Underscore,
    /// Too many digits; holds the limit.
    TooLong(usize),
    /// `1e9`.
    Exponent,
    /// Two figures side by side: `5 000`; holds what may be meant.
    TwoNumbers(String),
    /// Units in a wrong order, or a part as large as the unit before it: `5万3億円`, `1億50,000万円`.
    Order,
    /// A decimal among several parts: `1.5億3,000万円`.
    DecimalInParts,
    /// More than one sign: `--5`, `-(5)`.
    Signs,
}

/// One way in which a text could be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How it would be written so that it means just this.
    pub written: String,
    /// What it would be.
    pub value: Bilingual,
}

/// Why a text is no amount of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// The figure itself.
    Number(NumberProblem),
    /// A decimal without a unit: `0.5`; holds what may be meant.
    BareDecimal(Vec<Reading>),
    /// `5千` in a field of thousands of yen: 千 may repeat the unit of the field or multiply it.
    ScaleOrFactor(Vec<Reading>),
    /// Another currency; holds its word.
    OtherCurrency(String),
    /// A fraction of a yen; holds the amount.
    FractionOfYen(Bilingual),
    /// An amount below zero where none is allowed; holds the amount.
    BelowZero(Bilingual),
}

/// Why a text is no number, percentage or yes or no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlainError {
    /// The figure itself.
    Number(NumberProblem),
    /// A decimal where a whole number is asked for.
    NotWhole,
    /// A fraction whose denominator is zero.
    ZeroDenominator,
    /// A percentage without its sign: 20 % or 2,000 %.
    NoPercentSign(Vec<String>),
    /// Neither yes nor no.
    NotYesNo,
}

/// Why a text is no day or fiscal year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// No known form.
    Form,
    /// A year of two digits: `FY07`.
    ShortYear,
    /// A calendar year where a fiscal year is asked for: `2007年`; holds the repair.
    CalendarYear(String),
    /// A year 0 of an era.
    EraYearZero,
    /// A year far past the end of its era: `平成119年`; holds the era.
    EraYearTooLarge(String),
    /// The year stands last: `10/10/2007`.
    YearLast,
    /// A time of day after the date.
    TimeOfDay,
    /// No such day; holds year, month, day.
    NoSuchDay(i32, i32, i32),
    /// A day before its era began; holds the era and its first day.
    BeforeEra(String, Bilingual),
}

/// What is worth saying about a date or year that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarNote {
    /// An era continued past its end: 平成31年度 is 令和元年度. Holds the usual writing.
    EraContinued(String),
}

/// A reason in words: what is there, and one repair.
pub(super) struct Words {
    /// What is there.
    pub(super) why: Bilingual,
    /// The repair.
    pub(super) help: Option<Bilingual>,
}

fn words(en: impl Into<String>, ja: impl Into<String>) -> Words {
    Words { why: Bilingual::new(en, ja), help: None }
}

impl Words {
    fn help(mut self, en: impl Into<String>, ja: impl Into<String>) -> Words {
        self.help = Some(Bilingual::new(en, ja));
        self
    }
}

/// Two or more alternatives in words.
fn alternatives(all: &[String]) -> (String, String) {
    (all.join(" or "), all.join(" または "))
}

/// The help that offers alternatives.
fn write_one_of(words: Words, all: &[String]) -> Words {
    let (en, ja) = alternatives(all);
    match all {
        [] => words,
        [_] => words.help(format!("write {en}"), format!("{ja} と書いてください")),
        _ => words.help(
            format!("write {en}, whichever is meant"),
            format!("{ja} のうち、正しいほうを書いてください"),
        ),
    }
}

/// Whether a character leaves nothing on the screen.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

impl NumberProblem {
    /// The reason in words; `example` is a figure as it is usually written in such a field.
    pub(super) fn words(&self, example: &str) -> Words {
        match self {
            NumberProblem::NoNumber => words("there is no number in it", "数字がありません")
                .help(format!("write it like {example}"), format!("{example} のように書いてください")),
            NumberProblem::UnitAlone => words("a unit without a number", "単位だけで、数字がありません")
                .help(
                    format!("write the number before the unit, like {example}"),
                    format!("{example} のように、単位の前に数字を書いてください"),
                ),
            NumberProblem::Unknown(part) if part.chars().any(is_unseen) => {
                let code = part.chars().find(|c| is_unseen(*c)).map_or(0, u32::from);
                words(
                    format!("it holds the character U+{code:04X}, which cannot be seen"),
                    format!("目に見えない文字 U+{code:04X} があります"),
                )
                .help("type the value again", "値を入力し直してください")
            }
            NumberProblem::Unknown(part) => words(
                format!("`{part}` is no part of a number"),
                format!("「{part}」は数値の一部として読めません"),
            )
            .help(
                format!("write it like {example}, without anything else"),
                format!("{example} のように、ほかの文字を付けずに書いてください"),
            ),
            NumberProblem::LeadingZeros(repair) => words("it begins with a zero", "先頭に余分な0があります")
                .help(format!("write {repair}"), format!("{repair} と書いてください")),
            NumberProblem::Comma(readings) => write_one_of(
                words("a comma does not separate thousands here", "コンマの位置が3桁区切りになっていません"),
                readings,
            ),
            NumberProblem::CommaAfterPoint(readings) => write_one_of(
                words("a comma stands after the point", "小数点の後にコンマがあります"),
                readings,
            ),
            NumberProblem::Points(readings) => {
                write_one_of(words("it has more than one point", "小数点が二つ以上あります"), readings)
            }
            NumberProblem::PointAtEdge(repair) => {
                words("the point has a digit on one side only", "小数点の片側に数字がありません")
                    .help(format!("write {repair}"), format!("{repair} と書いてください"))
            }
            NumberProblem::Underscore => {
                words("an underscore stands not between two digits", "下線（_）が数字と数字の間にありません")
                    .help("remove the underscore", "下線を取り除いてください")
            }
            NumberProblem::TooLong(limit) => {
                words(format!("it has more than {limit} digits"), format!("{limit}桁を超えています"))
                    .help("check the number of digits", "桁数を確かめてください")
            }
            NumberProblem::Exponent => words("it is written with an exponent", "指数表記で書かれています")
                .help(
                    format!("write the number out, like {example}"),
                    format!("{example} のように、指数を使わずに書いてください"),
                ),
            NumberProblem::TwoNumbers(joined) => {
                words("two numbers stand side by side", "数字が二つ並んでいます").help(
                    format!("write {joined}, if that is meant"),
                    format!("{joined} のことであれば、そのように書いてください"),
                )
            }
            NumberProblem::Order => words(
                "a part is not smaller than the unit before it",
                "大きい単位から順に並んでいないか、前の単位以上の部分があります",
            )
            .help(
                "write the larger units first, like 1億5,000万円",
                "1億5,000万円 のように、大きい単位から順に書いてください",
            ),
            NumberProblem::DecimalInParts => {
                words("a decimal stands beside other parts", "小数と他の単位が混ざっています").help(
                    "write it as one decimal (1.8億円) or in whole parts (1億8,000万円)",
                    "一つの小数（1.8億円）か、整数の組み合わせ（1億8,000万円）で書いてください",
                )
            }
            NumberProblem::Signs => words("it has more than one sign", "符号が二つ以上あります")
                .help("keep one sign", "符号を一つにしてください"),
        }
    }
}

/// Readings as a list: `5千円 is ¥5,000, 5,000千円 is ¥5,000,000`.
fn readings_help(why: Words, readings: &[Reading]) -> Words {
    let en: Vec<String> = readings.iter().map(|r| format!("{} is {}", r.written, r.value.en)).collect();
    let ja: Vec<String> = readings.iter().map(|r| format!("{} は {}", r.written, r.value.ja)).collect();
    why.help(
        format!("write it with its unit: {}", en.join(", ")),
        format!("単位を付けて書いてください（{}）", ja.join("、")),
    )
}

/// A problem of the figure of an amount: a repair with decimals needs its unit, or it would be refused again.
fn with_unit(problem: &NumberProblem) -> Words {
    let words = problem.words("5億円");
    let readings = match problem {
        NumberProblem::Comma(all) | NumberProblem::CommaAfterPoint(all) => all,
        _ => return words,
    };
    if !readings.iter().any(|reading| reading.contains('.')) {
        return words;
    }
    let (en, ja) = alternatives(readings);
    words.help(
        format!("write {en}, whichever is meant, with its unit after it, like 1.5億円"),
        format!("{ja} のうち正しいほうを、1.5億円 のように単位を付けて書いてください"),
    )
}

impl AmountError {
    /// The reason in words.
    pub(super) fn words(&self) -> Words {
        match self {
            AmountError::Number(problem) => with_unit(problem),
            AmountError::BareDecimal(readings) => {
                readings_help(words("a decimal without a unit", "単位のない小数です"), readings)
            }
            AmountError::ScaleOrFactor(readings) => readings_help(
                words(
                    "it could be meant in yen or in the unit of this field",
                    "円とも、この項目の単位とも読めます",
                ),
                readings,
            ),
            AmountError::OtherCurrency(word) => {
                words(format!("`{word}` is not yen"), format!("「{word}」は円ではありません"))
                    .help("write the amount in yen", "円で書いてください")
            }
            AmountError::FractionOfYen(value) => words(
                format!("{} is not a whole number of yen", value.en),
                format!("{} は 1円未満の端数を含みます", value.ja),
            )
            .help("write a whole number of yen", "1円単位で書いてください"),
            AmountError::BelowZero(value) => {
                words(format!("{} is below zero", value.en), format!("{} は0円未満です", value.ja)).help(
                    "write an amount of zero or more; this field takes no negative amounts",
                    "0円以上の金額を書いてください。この項目に負の金額は書けません",
                )
            }
        }
    }
}

impl PlainError {
    /// The reason in words.
    pub(super) fn words(&self, example: &str) -> Words {
        match self {
            PlainError::Number(problem) => problem.words(example),
            PlainError::NotWhole => words("it is not a whole number", "整数ではありません").help(
                format!("write it without decimals, like {example}"),
                format!("{example} のように、整数で書いてください"),
            ),
            PlainError::ZeroDenominator => words("it divides by zero", "0 で割っています")
                .help("write a denominator other than zero", "0 以外の分母を書いてください"),
            PlainError::NoPercentSign(readings) => write_one_of(
                words("a percentage without the sign %", "パーセント記号（%）がありません"),
                readings,
            ),
            PlainError::NotYesNo => words("it is neither yes nor no", "「はい」でも「いいえ」でもありません")
                .help("write yes or no", "はい または いいえ と書いてください"),
        }
    }
}

impl CalendarError {
    /// The reason in words; `example` is how such a value is usually written.
    pub(super) fn words(&self, example: &Bilingual) -> Words {
        let like = |words: Words| {
            words.help(
                format!("write it like {}", example.en),
                format!("{} のように書いてください", example.ja),
            )
        };
        match self {
            CalendarError::Form => {
                like(words("it has none of the known forms", "読み取れる形で書かれていません"))
            }
            CalendarError::ShortYear => {
                like(words("the year does not have four digits", "西暦の年が4桁ではありません"))
            }
            CalendarError::CalendarYear(repair) => {
                words("it names a calendar year, not a fiscal year", "年度ではなく、暦年が書かれています")
                    .help(format!("write {repair}"), format!("{repair} と書いてください"))
            }
            CalendarError::EraYearZero => {
                like(words("an era has no year 0", "元号の 0年はありません（最初の年は元年です）"))
            }
            CalendarError::EraYearTooLarge(era) => {
                like(words(format!("{era} has no such year"), format!("{era}にそのような年はありません")))
            }
            CalendarError::YearLast => {
                like(words("the order of day and month is not certain", "日と月の順序が定まりません"))
            }
            CalendarError::TimeOfDay => {
                like(words("a time of day follows the date", "日付の後に時刻が付いています"))
            }
            CalendarError::NoSuchDay(year, month, day) => words(
                format!("there is no {year}-{month:02}-{day:02}"),
                format!("{year}年{month}月{day}日という日はありません"),
            )
            .help("check the month and the day", "月と日を確かめてください"),
            CalendarError::BeforeEra(era, first) => {
                words(format!("{era} began on {}", first.en), format!("{era}は{}に始まりました", first.ja))
                    .help(
                        "write the era of that day, or the western year",
                        "その日の元号か、西暦で書いてください",
                    )
            }
        }
    }
}
