//! The catalogue of sentences. One function is one pattern, in both languages. English sentences have no capital
//! and no full stop; Japanese ones end with one, so that they can follow each other.

use super::{both, join, listed};
use crate::diag::Bilingual;
use crate::text::thousands;
use crate::value::{FiscalYear, Num, Scalar, show};

/// `local is ¥2, but must be at least ¥3: ¥1 short`.
pub(in crate::report) fn is_but_must(
    subject: &Bilingual,
    actual: &Bilingual,
    must: &Bilingual,
    short: Option<&Bilingual>,
) -> Bilingual {
    let (en, ja) = match short {
        Some(short) => (format!(": {}", short.en), format!("（{}）", short.ja)),
        None => (String::new(), String::new()),
    };
    both(
        format!("{} is {}, but {}{en}", subject.en, actual.en, must.en),
        format!("{}は{}です。{}{ja}。", subject.ja, actual.ja, must.ja),
    )
}

/// `¥50,000,000 short`, `2 too many`, `3 days too late`.
pub(in crate::report) fn shortfall(
    ty: Option<Scalar>,
    up: bool,
    equal: bool,
    short: &Num,
    unit_ja: &str,
) -> Bilingual {
    let one = *short == Num::Int(1);
    let plural = if one { "" } else { "s" };
    let amount = match ty {
        Some(Scalar::Money(_)) => show::money(short),
        Some(Scalar::Percent) => {
            let points = show::figure(&short.mul(&Num::Int(100)));
            both(
                format!("{points} percentage point{}", if points == "1" { "" } else { "s" }),
                format!("{points}ポイント"),
            )
        }
        Some(Scalar::FiscalYear) => {
            let count = show::figure(short);
            let word = if up { "early" } else { "late" };
            let ja = if up { "早い" } else { "遅い" };
            return both(format!("{count} year{plural} too {word}"), format!("{count}年{ja}"));
        }
        Some(Scalar::Date) => {
            let count = show::figure(short);
            let word = if up { "early" } else { "late" };
            let ja = if up { "早い" } else { "遅い" };
            return both(format!("{count} day{plural} too {word}"), format!("{count}日{ja}"));
        }
        Some(Scalar::Whole) if !equal => {
            let count = show::figure(short);
            // What has no counter is counted by nothing that one could have too few of.
            let counted = !matches!(unit_ja, "" | "歳");
            let en = match (up, counted) {
                (true, true) => "too few",
                (true, false) => "short",
                (false, true) => "too many",
                (false, false) => "over",
            };
            let ja = if up { "不足" } else { "超過" };
            return both(format!("{count} {en}"), format!("{count}{unit_ja}{ja}"));
        }
        _ => show::number(short),
    };
    match (equal, up) {
        (true, _) => both(format!("off by {}", amount.en), format!("差は{}", amount.ja)),
        (false, true) => both(format!("{} short", amount.en), format!("{}不足", amount.ja)),
        (false, false) => both(format!("{} over", amount.en), format!("{}超過", amount.ja)),
    }
}

/// A count, at its list.
pub(in crate::report) fn counted_here(count: &Num, only_some: bool) -> Bilingual {
    let n = show::figure(count);
    let word = if n == "1" { "entry" } else { "entries" };
    if only_some {
        both(format!("{n} such {word} here"), format!("該当{n}件"))
    } else {
        both(format!("{n} {word} here"), format!("ここに{n}件"))
    }
}

/// A shortfall of a sum, at one of its parts.
pub(in crate::report) fn of_the_sum(short: &Bilingual) -> Bilingual {
    both(format!("the sum is {}", short.en), format!("合計は{}", short.ja))
}

/// More places than are told.
pub(in crate::report) fn left_out(count: usize) -> Bilingual {
    let count = thousands(count);
    both(
        format!("{count} more places like those above are not listed"),
        format!("上と同様の箇所がほかに{count}件ありますが、表示を省略しました。"),
    )
}

/// Something must be given, or left out.
pub(in crate::report) fn given(name: &Bilingual, required: bool, not_applicable: bool) -> Bilingual {
    match (required, not_applicable) {
        (true, false) => both(
            format!("{} is not given, but is required here", name.en),
            format!("{}が記入されていません。ここでは記入が必要です。", name.ja),
        ),
        (true, true) => both(
            format!("{} is declared not applicable, but is required here", name.en),
            format!("{}は「該当なし」とされています。ここでは記入が必要です。", name.ja),
        ),
        (false, false) => both(
            format!("{} is given, but must be left out here", name.en),
            format!("{}が記入されています。ここでは記入しないでください。", name.ja),
        ),
        (false, true) => both(
            format!("{} is declared not applicable, but must be left out here", name.en),
            format!("{}は「該当なし」とされています。ここでは空欄にしてください。", name.ja),
        ),
    }
}

/// `x is no, but must be yes`.
pub(in crate::report) fn yes_or_no(name: &Bilingual, want: bool) -> Bilingual {
    let (is, must) = (show::yes_no(!want), show::yes_no(want));
    both(
        format!("{} is {}, but must be {}", name.en, is.en, must.en),
        format!("{}は「{}」です。「{}」である必要があります。", name.ja, is.ja, must.ja),
    )
}

/// The label beside it.
pub(in crate::report) fn must_be_yes_or_no(want: bool) -> Bilingual {
    let must = show::yes_no(want);
    both(format!("must be {}", must.en), format!("「{}」である必要があります", must.ja))
}

/// A define of the author does not hold, and why.
pub(in crate::report) fn derived(name: &Bilingual, want: bool, why: &Bilingual) -> Bilingual {
    let (en, ja) = if want {
        ("does not hold", "が成り立ちません")
    } else {
        ("holds, but must not", "が成り立ってはなりません")
    };
    let colon = if why.en.is_empty() { String::new() } else { format!(": {}", why.en) };
    both(format!("{} {en}{colon}", name.en), format!("{}{ja}。{}", name.ja, why.ja))
}

/// Two things that are both wrong.
pub(in crate::report) fn and_also(first: &Bilingual, second: &Bilingual) -> Bilingual {
    join(&[first.clone(), second.clone()], "; and ", "また、")
}

/// None of several branches holds; the nearest is named by its number.
pub(in crate::report) fn none_holds(branches: &[Bilingual], nearest: Option<usize>) -> Bilingual {
    let mut en = Vec::new();
    let mut ja = String::new();
    for (index, branch) in branches.iter().enumerate() {
        let number = index.saturating_add(1);
        en.push(format!("({number}) {}", branch.en));
        ja.push_str(&format!("（{number}）{}", branch.ja));
    }
    let (near_en, near_ja) = match nearest.map(|index| index.saturating_add(1)) {
        Some(number) => {
            (format!("; ({number}) is the nearest to being met"), format!("最も近いのは（{number}）です。"))
        }
        None => (String::new(), String::new()),
    };
    both(
        format!("one of these must hold, and none does: {}{near_en}", en.join("; ")),
        format!("次のいずれかを満たす必要がありますが、いずれも満たしていません。{ja}{near_ja}"),
    )
}

/// So many of a list do not satisfy the requirement; the first one is explained.
pub(in crate::report) fn some_of_list(
    list: &Bilingual,
    failing: usize,
    total: usize,
    first: &Bilingual,
) -> Bilingual {
    both(
        format!(
            "{failing} of {total} in {} {}: {}",
            list.en,
            if failing == 1 { "does not meet this" } else { "do not meet this" },
            first.en
        ),
        format!("{}の{total}件中{failing}件が満たしていません。{}", list.ja, first.ja),
    )
}

/// The items of a list that a condition looks at.
pub(in crate::report) struct Counted {
    /// All items of the list.
    pub(in crate::report) all: u32,
    /// Those that are looked at.
    pub(in crate::report) total: usize,
    /// Which ones these are, where not all: in words that follow "where", and in English in words that follow "entry".
    pub(in crate::report) only: Option<(Bilingual, String)>,
}

/// No item of a list is as wanted; the nearest one is explained.
pub(in crate::report) fn none_of_list(
    list: &Bilingual,
    of: &Counted,
    wanted: &Bilingual,
    has: &str,
    nearest: Option<&Bilingual>,
) -> Bilingual {
    let total = of.total;
    let plain = |words: &Bilingual| words.ja.strip_prefix("その項目が").unwrap_or(&words.ja).to_owned();
    let wanted_ja = plain(wanted);
    let only = of.only.as_ref().map(|(only, is)| (&only.en, plain(only), is));
    if total == 0 {
        return match only {
            Some((_, ja, is)) if of.all > 0 => both(
                format!(
                    "none of the {} of {} {is}, but one such is required, and such that {}",
                    entries(of.all as usize),
                    list.en,
                    wanted.en
                ),
                format!(
                    "{}の{}件のうち、{ja}ものはありません。その中で、{wanted_ja}ものが少なくとも1件必要です。",
                    list.ja, of.all
                ),
            ),
            only => {
                let (where_en, of_ja) = match only {
                    Some((en, ja, _)) => (format!(" where {en}"), format!("{ja}もののうち、")),
                    None => (String::new(), String::new()),
                };
                both(
                    format!(
                        "there is no entry in {}, but one{where_en} is required such that {}",
                        list.en, wanted.en
                    ),
                    format!("{}が空です。{of_ja}{wanted_ja}ものが少なくとも1件必要です。", list.ja),
                )
            }
        };
    }
    let (en, ja) = match nearest {
        Some(near) => (format!("; the nearest: {}", near.en), format!("最も近いもの：{}", near.ja)),
        None => (String::new(), String::new()),
    };
    let (where_en, of_ja) = match only {
        Some((en, ja, _)) => (format!(" where {en}"), format!("のうち{ja}もの{total}件の中に")),
        None => (String::new(), format!("の{total}件のうち")),
    };
    both(
        format!("none of the {} of {}{where_en} {has}{en}", entries(total), list.en),
        format!("{}{of_ja}、{wanted_ja}ものはありません。{ja}", list.ja),
    )
}

fn entries(total: usize) -> String {
    format!("{total} {}", if total == 1 { "entry" } else { "entries" })
}

/// The label where nothing of a list is as wanted.
pub(in crate::report) fn none_here(of: &Counted) -> Bilingual {
    match (of.total, of.all) {
        (0, 0) => both("empty", "空の一覧"),
        (0, all) => both(format!("0 of {all}"), format!("{all}件中0件")),
        (total, _) => both(format!("0 of {total}"), format!("{total}件中0件")),
    }
}

/// A value stands more than once where it may stand once.
pub(in crate::report) fn repeated(
    list: &Bilingual,
    what: &Bilingual,
    value: &Bilingual,
    mut places: Vec<Bilingual>,
    more: usize,
) -> Bilingual {
    if more > 0 {
        places.push(so_many_more(more));
    }
    let places = listed(&places, "and");
    if what.en == "the item" {
        return both(
            format!("{} stands more than once in {}: {}", value.en, list.en, places.en),
            format!("{}に{}が重複しています（{}）。", list.ja, value.ja, places.ja),
        );
    }
    both(
        format!("{} {} stands more than once in {}: {}", what.en, value.en, list.en, places.en),
        format!("{}の{}に{}が重複しています（{}）。", list.ja, what.ja, value.ja, places.ja),
    )
}

/// Nothing is repeated where something must be.
pub(in crate::report) fn none_repeated(list: &Bilingual, what: &Bilingual) -> Bilingual {
    both(
        format!("no two {} in {} are equal, but two must be", what.en, list.en),
        format!("{}の{}に同じ値がありません。同じ値が必要です。", list.ja, what.ja),
    )
}

/// A needed value is absent.
pub(in crate::report) fn missing(name: &Bilingual) -> Bilingual {
    both(format!("{} is missing", name.en), format!("{}が未記入です。", name.ja))
}

/// A needed value cannot be read.
pub(in crate::report) fn unreadable_value(name: &Bilingual) -> Bilingual {
    both(format!("{} cannot be read", name.en), format!("{}を読み取れません。", name.ja))
}

/// A needed value is declared not applicable.
pub(in crate::report) fn declared_not_applicable(name: &Bilingual) -> Bilingual {
    both(
        format!("{} is declared not applicable", name.en),
        format!("{}は「該当なし」とされています。", name.ja),
    )
}

/// A figure of the rules that is not in force.
pub(in crate::report) fn no_figure(name: &Bilingual, year: Option<FiscalYear>) -> Bilingual {
    match year {
        Some(year) => both(
            format!("no figure for {year} ({})", name.en),
            format!("{}には{}年度の数値が定められていません", name.ja, year.0),
        ),
        None => both(
            format!("the year is not known, so {} has no figure", name.en),
            format!("年度が不明のため{}が定まりません", name.ja),
        ),
    }
}

/// A ratio whose base is zero.
pub(in crate::report) fn divided_by_zero(name: &Bilingual) -> Bilingual {
    both(
        format!("{} is 0, so nothing can be divided by it", name.en),
        format!("{}が0のため計算できません", name.ja),
    )
}

/// What has to be known, in short.
pub(in crate::report) fn needs(names: &Bilingual) -> Bilingual {
    both(format!("needs {}", names.en), format!("必要：{}", names.ja))
}

/// `2 more`, in a title.
pub(in crate::report) fn so_many_more(more: usize) -> Bilingual {
    let more = show::figure(&Num::int(i64::try_from(more).unwrap_or(i64::MAX)));
    both(format!("{more} more"), format!("ほか{more}件"))
}

/// Two more values are missing, as a sentence.
pub(in crate::report) fn so_many_more_values(more: usize) -> Bilingual {
    both(format!("{more} more"), format!("ほか{more}件。"))
}

/// A reason as a sentence.
pub(in crate::report) fn as_sentence(reason: &Bilingual) -> Bilingual {
    both(reason.en.clone(), format!("{}。", reason.ja))
}

/// Which rules wait for a value.
pub(in crate::report) fn needed_by(rules: &[String]) -> Bilingual {
    const MOST: usize = 6;
    let named: Vec<&str> = rules.iter().take(MOST).map(String::as_str).collect();
    let more = rules.len().saturating_sub(MOST);
    let (en, ja) =
        if more > 0 { (format!(" and {more} more"), format!("ほか{more}件")) } else { Default::default() };
    both(format!("needed by {}{en}", named.join(", ")), format!("{}{ja} の判定に必要です", named.join("、")))
}

/// Sentences that hold together.
pub(in crate::report) fn all_of(sentences: &[Bilingual]) -> Bilingual {
    join(sentences, "; ", "")
}

/// A requirement that holds over an empty list.
pub(in crate::report) fn nothing_to_check(list: &Bilingual) -> Bilingual {
    both(format!("holds for 0 of 0 in {}", list.en), format!("{}は0件中0件（確認対象なし）", list.ja))
}

/// What the other reading would decide, and why one may read it so.
pub(in crate::report) fn by_the_other_reading(
    passes: bool,
    why: &Bilingual,
    because: &Bilingual,
) -> Bilingual {
    let because_ja = because.ja.trim_end_matches('。');
    if passes {
        both(
            format!(
                "met as it is read here, not met by another reading: {} (another reading, because {})",
                why.en, because.en
            ),
            format!(
                "この読み方では満たしますが、別の読み方では満たしません。{}別の読み方の理由：{because_ja}。",
                why.ja
            ),
        )
    } else {
        both(
            format!(
                "not met as it is read here, met by another reading: {} (another reading, because {})",
                why.en, because.en
            ),
            format!(
                "この読み方では満たしませんが、別の読み方では満たします。{}別の読み方の理由：{because_ja}。",
                why.ja
            ),
        )
    }
}

/// Whether a rule applies is not known.
pub(in crate::report) fn open_condition(why: &Bilingual) -> Bilingual {
    both(
        format!("whether this applies cannot be decided yet: {}", why.en),
        format!("適用の有無をまだ判定できません。{}", why.ja),
    )
}
