//! A new value in the notation of an old one: `5億円` stays in 億 and 万, `500,000` keeps its comma, full width stays.
//!
//! What is written is read again; where the old notation cannot say the new value, the plainest one does.

use super::{Target, amount, money_of};
use crate::data::{Label, Value};
use crate::text::{Span, fold_key};
use crate::value::{
    Date, FiscalYear, Money, Num, Scalar, era_date_text, era_year_text, parse_amount, parse_date,
    parse_number, parse_percent, parse_whole, parse_year, parse_yes_no, show,
};
use crate::workbench::solve::Change;

/// The value as its author would write it, who wrote `old` at the place.
pub(super) fn like(target: Target<'_>, change: &Change, place: Span, old: &str) -> String {
    let scalar = change.scalar;
    match (&change.value, scalar) {
        (Value::Num(n), Scalar::Money(money)) => money_like(target, place, old, money, n),
        (Value::Num(n), Scalar::Percent) => percent_like(old, n),
        (Value::Num(n), Scalar::Whole) => {
            let text = figure_like(old, n);
            if parse_whole(&text).is_ok_and(|read| read == *n) { text } else { n.to_string() }
        }
        (Value::Num(n), _) => {
            let text = figure_like(old, n);
            if parse_number(&text).is_ok_and(|read| read == *n) { text } else { n.to_string() }
        }
        (Value::Date(date), _) => date_like(old, *date),
        (Value::Year(year), _) => year_like(old, *year),
        (Value::YesNo(yes), _) => yes_no_like(old, *yes),
        (Value::Member(word), Scalar::Enum(id)) => {
            let members = target.pack.schema.enumeration(id).map(|list| &list.members);
            let member = |at: u32| members.and_then(|all| all.get(usize::try_from(at).unwrap_or(usize::MAX)));
            let Some(new) = member(*word) else { return old.to_owned() };
            let labels = members.into_iter().flatten().map(|member| &member.label);
            let spelled = |get: fn(&Label) -> Option<&String>| {
                labels.clone().filter_map(get).any(|label| fold_key(label) == fold_key(old))
            };
            let in_words = if spelled(|label| label.ja.as_ref()) {
                new.label.ja.clone()
            } else if spelled(|label| label.en.as_ref()) {
                new.label.en.clone()
            } else {
                None
            };
            in_words.unwrap_or_else(|| new.name.clone())
        }
        _ => old.to_owned(),
    }
}

/// A value where none was, as its neighbours are written, else the usual way.
pub(super) fn fresh(target: Target<'_>, change: &Change) -> String {
    match (&change.value, money_of(change.scalar)) {
        (Value::Num(n), Some(money)) => match super::neighbour(target, change, money) {
            Some((old, place)) => money_like(target, place, old, money, n),
            None => crate::value::Notation::of_scale(money.scale).write(n),
        },
        (Value::Num(n), None) if change.scalar == Scalar::Percent => percent_like("", n),
        (Value::Year(year), _) => year.to_string(),
        _ => change.new.1.clone(),
    }
}

fn money_like(target: Target<'_>, place: Span, old: &str, money: Money, yen: &Num) -> String {
    let reads = |text: &str| parse_amount(text, money).is_ok_and(|read| read.yen == *yen);
    if is_figure(old)
        && let Some(count) = yen.div(&money.scale.yen()).filter(Num::is_integer)
    {
        let text = figure_like(old, &count);
        if reads(&text) {
            return text;
        }
    }
    let text = amount(target, place, money, yen);
    // `9千万円` goes on as `1億円`.
    let beyond = text.chars().take_while(|c| c.is_ascii_digit()).count() > 1;
    let text = if beyond && ["千万", "十億", "百億", "千億"].iter().any(|unit| text.contains(unit)) {
        show::money(yen).ja
    } else {
        text
    };
    if reads(&text) { text } else { format!("{}円", show::figure(yen)) }
}

/// Figures and what separates them, nothing else.
fn is_figure(text: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, ',' | '，' | '_');
    !text.is_empty() && text.chars().all(figure)
}

/// A number with the separators and the width of an old one.
fn figure_like(old: &str, n: &Num) -> String {
    let grouped = if old.contains([',', '，']) {
        show::figure(n)
    } else if old.contains('_') {
        show::figure(n).replace(',', "_")
    } else {
        n.to_decimal(12).unwrap_or_else(|| n.to_string())
    };
    if old.chars().any(|c| ('０'..='９').contains(&c)) { wide(&grouped) } else { grouped }
}

fn wide(text: &str) -> String {
    let widened = |c: char| match c {
        '0'..='9' | ',' | '.' => char::from_u32(u32::from(c).saturating_add(0xFEE0)).unwrap_or(c),
        other => other,
    };
    text.chars().map(widened).collect()
}

fn percent_like(old: &str, n: &Num) -> String {
    let reads = |text: &str| parse_percent(text).is_ok_and(|read| read == *n);
    let figures = old.char_indices().take_while(|(_, c)| {
        c.is_ascii_digit() || ('０'..='９').contains(c) || matches!(c, ',' | '，' | '.' | '．' | '_')
    });
    let end = figures.last().map_or(0, |(at, c)| at.saturating_add(c.len_utf8()));
    let (figure, unit) = old.split_at_checked(end).unwrap_or(("", old));
    let by = if unit.trim() == "割" { 10 } else { 100 };
    let text = format!("{}{unit}", figure_like(figure, &n.mul(&Num::Int(by))));
    if !figure.is_empty() && reads(&text) {
        return text;
    }
    format!("{}%", n.mul(&Num::Int(100)).to_decimal(12).unwrap_or_default())
}

fn date_like(old: &str, date: Date) -> String {
    let (year, month, day) = (date.0.year(), date.0.month(), date.0.day());
    let text = if ["令和", "平成", "昭和", "大正", "明治"].iter().any(|era| old.starts_with(era)) {
        era_date_text(date)
    } else if old.contains('年') {
        format!("{year}年{month}月{day}日")
    } else if old.contains('/') {
        format!("{year:04}/{month:02}/{day:02}")
    } else if old.contains('.') && old.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{year:04}.{month:02}.{day:02}")
    } else {
        date.to_string()
    };
    let text = if old.chars().any(|c| ('０'..='９').contains(&c)) { wide(&text) } else { text };
    if parse_date(&text).is_ok_and(|read| read.date == date) { text } else { date.to_string() }
}

fn year_like(old: &str, year: FiscalYear) -> String {
    let text = if ["令和", "平成", "昭和", "大正", "明治"].iter().any(|era| old.starts_with(era)) {
        era_year_text(year)
    } else if old.contains("年度") {
        format!("{}年度", year.0)
    } else if old.bytes().all(|byte| byte.is_ascii_digit()) {
        year.0.to_string()
    } else {
        year.to_string()
    };
    if parse_year(&text).is_ok_and(|read| read.year == year) { text } else { year.to_string() }
}

fn yes_no_like(old: &str, yes: bool) -> String {
    const PAIRS: [(&str, &str); 6] = [
        ("true", "false"),
        ("yes", "no"),
        ("はい", "いいえ"),
        ("有", "無"),
        ("あり", "なし"),
        ("有り", "無し"),
    ];
    let folded = fold_key(old);
    let pair = PAIRS.iter().find(|(first, second)| folded == *first || folded == *second);
    let (first, second) = pair.copied().unwrap_or(("yes", "no"));
    let text = if yes { first } else { second };
    if parse_yes_no(text).is_ok_and(|read| read == yes) { text.to_owned() } else { "no".to_owned() }
}
