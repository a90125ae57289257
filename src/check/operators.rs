//! Comparisons, arithmetic, shares and rounding: which types and units go together.

use super::context::Checker;
use super::expr::{declared, literal_number};
use super::fold;
use super::scope::{typed, unknown};
use super::typed::{Expr, ExprKind, Type};
use super::words;
use crate::data::Value;
use crate::diag::{Bilingual, check_pack, check_types, check_values};
use crate::syntax::ast::{Arithmetic, At, Comparator, ShareOf};
use crate::text::Span;
use crate::value::{
    Money, Num, Rounding, Scalar, Scale, parse_amount, parse_date, parse_number, parse_percent, parse_year,
    show,
};

/// What can be compared with each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Number,
    Money,
    Text,
    YesNo,
    Date,
    Year,
    Enum(crate::value::EnumId),
}

fn family(scalar: Scalar) -> Family {
    match scalar {
        Scalar::Text => Family::Text,
        Scalar::YesNo => Family::YesNo,
        Scalar::Whole | Scalar::Number | Scalar::Percent => Family::Number,
        Scalar::Money(_) => Family::Money,
        Scalar::Date => Family::Date,
        Scalar::FiscalYear => Family::Year,
        Scalar::Enum(id) => Family::Enum(id),
    }
}

/// Both sides as scalars; `None` where one had an error.
fn scalars(left: &Expr, right: &Expr) -> Option<(Scalar, Scalar)> {
    Some((fold::scalar(left)?, fold::scalar(right)?))
}

/// `left op right`
pub(super) fn compare(cx: &mut Checker, op: At<Comparator>, left: Expr, right: Expr, span: Span) -> Expr {
    if let Some((l, r)) = scalars(&left, &right) {
        if !alike(cx, &left, &right) {
            return typed(ExprKind::Unknown, Scalar::YesNo, span);
        }
        if let Some(instead) = instead_of(op.value, family(l)) {
            let (lw, rw) = (words::scalar_words(&cx.schema, l), words::scalar_words(&cx.schema, r));
            cx.say(check_types::comparator_unfit(
                (op.span, op.value.words()),
                (left.span, &lw),
                (right.span, &rw),
                (instead, unordered(l)),
            ));
            return typed(ExprKind::Unknown, Scalar::YesNo, span);
        }
    }
    typed(ExprKind::Compare(op.value, Box::new(left), Box::new(right)), Scalar::YesNo, span)
}

/// The comparator to write instead, where this one does not suit the type.
fn instead_of(op: Comparator, family: Family) -> Option<&'static str> {
    let ordered = match op {
        Comparator::Is | Comparator::IsNot => return None,
        Comparator::AtLeast | Comparator::OnOrAfter => ("`at least`", "`on or after`"),
        Comparator::AtMost | Comparator::OnOrBefore => ("`at most`", "`on or before`"),
        Comparator::MoreThan | Comparator::After => ("`more than`", "`after`"),
        Comparator::LessThan | Comparator::Before => ("`less than`", "`before`"),
    };
    let of_days =
        matches!(op, Comparator::OnOrAfter | Comparator::OnOrBefore | Comparator::After | Comparator::Before);
    match family {
        Family::Year => None,
        Family::Date => (!of_days).then_some(ordered.1),
        Family::Number | Family::Money => of_days.then_some(ordered.0),
        Family::YesNo => Some("`is`"),
        Family::Text | Family::Enum(_) => Some("`is` or `is one of [ … ]`"),
    }
}

/// Whether the values of a type can only be the same or not.
fn unordered(scalar: Scalar) -> bool {
    matches!(family(scalar), Family::Text | Family::YesNo | Family::Enum(_))
}

/// Whether two values can be compared; where they cannot, an error.
fn alike(cx: &mut Checker, left: &Expr, right: &Expr) -> bool {
    let Some((l, r)) = scalars(left, right) else { return true };
    if family(l) == family(r) {
        return match (l, r) {
            (Scalar::Percent, Scalar::Whole | Scalar::Number) => signed(cx, right, (left, l)),
            (Scalar::Whole | Scalar::Number, Scalar::Percent) => signed(cx, left, (right, r)),
            _ => true,
        };
    }
    let diagnostic = unlike(cx, (left, l), (right, r));
    cx.say(diagnostic);
    false
}

/// Whether a number beside a percentage may stand without a sign: 0.2 can only be 20%, 20 could be 20% or 2,000%.
fn signed(cx: &mut Checker, number: &Expr, (share, scalar): (&Expr, Scalar)) -> bool {
    let Some(bare) = literal_number(number).filter(|bare| bare.abs() >= Num::Int(1)) else { return true };
    let (as_written, as_ratio) = (format!("{}%", show::figure(bare)), show::percent(bare).en);
    let declared = declared(cx, share);
    let is = words::scalar_words(&cx.schema, scalar);
    let meant = (as_written.as_str(), as_ratio.as_str());
    cx.say(check_types::percent_sign_missing(number.span, (share.span, &is), &declared, meant));
    false
}

fn unlike(cx: &Checker, (left, l): (&Expr, Scalar), (right, r): (&Expr, Scalar)) -> crate::diag::Diagnostic {
    let mut places = declared(cx, left);
    places.extend(declared(cx, right));
    let (lw, rw) = (words::scalar_words(&cx.schema, l), words::scalar_words(&cx.schema, r));
    match (family(l), family(r)) {
        (Family::Money, Family::Number) if r == Scalar::Percent => {
            let help = share_help(right);
            return check_types::unlike((left.span, &lw), (right.span, &rw), &places, help);
        }
        (Family::Number, Family::Money) if l == Scalar::Percent => {
            let help = share_help(left);
            return check_types::unlike((left.span, &lw), (right.span, &rw), &places, help);
        }
        (Family::Money, Family::Number) if literal_number(right).is_some() => {
            let suggestion = with_unit(right, l);
            return check_types::unit_missing(right.span, (left.span, &lw), &places, &suggestion);
        }
        (Family::Number, Family::Money) if literal_number(left).is_some() => {
            let suggestion = with_unit(left, r);
            return check_types::unit_missing(left.span, (right.span, &rw), &places, &suggestion);
        }
        (Family::Date, Family::Year) => return date_with_year(cx, left, right, &places),
        (Family::Year, Family::Date) => return date_with_year(cx, right, left, &places),
        _ => {}
    }
    let help = enum_word_help(cx, left, r)
        .or_else(|| enum_word_help(cx, right, l))
        .or_else(|| quotes_help(left, r))
        .or_else(|| quotes_help(right, l))
        .or_else(|| year_help(left, r))
        .or_else(|| year_help(right, l));
    check_types::unlike((left.span, &lw), (right.span, &rw), &places, help)
}

/// Where an amount is compared with a share: a share has to be of something.
fn share_help(share: &Expr) -> Option<Bilingual> {
    let share = show::percent(literal_number(share)?).en;
    Some(Bilingual::new(
        format!("say of what: `{share} of …`"),
        format!("何に対する割合かを書いてください: `{share} of …`"),
    ))
}

/// A bare number in the unit of the amount beside it.
fn with_unit(number: &Expr, money: Scalar) -> String {
    let scale = match money {
        Scalar::Money(money) => money.scale,
        _ => Scale::Yen,
    };
    let number = literal_number(number).map(show::figure).unwrap_or_default();
    format!("{number} {}", words::scale(scale))
}

fn date_with_year(cx: &Checker, date: &Expr, year: &Expr, places: &[Span]) -> crate::diag::Diagnostic {
    let days = match fold::constant(cx, year) {
        Some(Value::Year(year)) => year.first_day().zip(super::clauses::last_day_of_year(year)),
        _ => None,
    };
    let days = days.map(|(first, last)| (first.to_string(), last.to_string()));
    let days = days.as_ref().map(|(first, last)| (first.as_str(), last.as_str()));
    check_types::date_with_year(date.span, year.span, places, days)
}

/// Where a text is compared with an enum: the word that the text spells.
fn enum_word_help(cx: &Checker, text: &Expr, other: Scalar) -> Option<Bilingual> {
    let Scalar::Enum(id) = other else { return None };
    let ExprKind::Const(Value::Text(text)) = &text.kind else { return None };
    let owner = cx.schema.enumeration(id)?;
    let word = owner.members.get(owner.member_of_word(text)?)?;
    Some(Bilingual::new(
        format!("write the word itself: `{}`", word.name),
        format!("語をそのまま書いてください: `{}`", word.name),
    ))
}

/// Where a text holds what would fit if it stood without quotes.
fn quotes_help(text: &Expr, other: Scalar) -> Option<Bilingual> {
    let ExprKind::Const(Value::Text(text)) = &text.kind else { return None };
    let fits = match family(other) {
        Family::Date => parse_date(text).is_ok(),
        Family::Year => parse_year(text).is_ok(),
        Family::Number => parse_number(text).is_ok() || parse_percent(text).is_ok(),
        Family::Money => parse_amount(text, Money { scale: Scale::Yen, signed: true }).is_ok(),
        Family::Text | Family::YesNo | Family::Enum(_) => false,
    };
    fits.then(|| {
        Bilingual::new(
            format!("write it without quotes: `{text}`"),
            format!("引用符を付けずに書いてください: `{text}`"),
        )
    })
}

/// Where a bare number is compared with a fiscal year: how the year is written.
fn year_help(number: &Expr, other: Scalar) -> Option<Bilingual> {
    let year = literal_number(number)?.to_i128().filter(|year| (1868..=2999).contains(year))?;
    (family(other) == Family::Year).then(|| {
        Bilingual::new(
            format!("write the fiscal year: `FY{year}`"),
            format!("年度として書いてください: `{year}年度`"),
        )
    })
}

/// `value between low and high`
pub(super) fn between(cx: &mut Checker, value: Expr, low: Expr, high: Expr, span: Span) -> Expr {
    let fits = alike(cx, &value, &low) && alike(cx, &value, &high) && alike(cx, &low, &high);
    if !fits {
        return typed(ExprKind::Unknown, Scalar::YesNo, span);
    }
    if let Some(scalar) = fold::scalar(&value) {
        if unordered(scalar) {
            let is = words::scalar_words(&cx.schema, scalar);
            cx.say(check_types::comparator_unfit(
                (span, "between"),
                (value.span, &is),
                (low.span.to(high.span), &is),
                ("`is one of [ … ]`", true),
            ));
            return typed(ExprKind::Unknown, Scalar::YesNo, span);
        }
        let ends = fold::constant(cx, &low).zip(fold::constant(cx, &high));
        if let Some((lowest, highest)) = ends
            && ordered(&highest, &lowest) == Some(std::cmp::Ordering::Less)
        {
            let low_words = words::constant(&cx.schema, fold::scalar(&low), &lowest);
            let high_words = words::constant(&cx.schema, fold::scalar(&high), &highest);
            let mut said = check_pack::range_reversed(span, (low.span, &low_words), (high.span, &high_words));
            for end in [&low, &high] {
                // The slip is more often in the figure than in the order of the ends.
                if let ExprKind::Let(figure) = end.kind
                    && let Some(value) = cx.figure(figure).and_then(|figure| figure.values.first())
                {
                    said = said
                        .label(value.span, Bilingual::new("the figure stands here", "値はここにあります"));
                }
            }
            cx.say(said);
            return typed(ExprKind::Unknown, Scalar::YesNo, span);
        }
    }
    let kind = ExprKind::Between(Box::new(value), Box::new(low), Box::new(high));
    typed(kind, Scalar::YesNo, span)
}

/// How two values of one type stand to each other.
pub(super) fn ordered(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Value::Num(a), Value::Num(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Year(a), Value::Year(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// `value is (not) one of [ … ]`
pub(super) fn one_of(cx: &mut Checker, value: Expr, negated: bool, members: Vec<Expr>, span: Span) -> Expr {
    if members.is_empty() {
        cx.say(check_types::no_alternatives(span));
        return typed(ExprKind::Unknown, Scalar::YesNo, span);
    }
    let mut fits = true;
    let mut seen: Vec<(Value, Span)> = Vec::new();
    for member in &members {
        fits &= alike(cx, &value, member);
        let Some(constant) = fold::constant(cx, member) else { continue };
        match seen.iter().find(|(other, _)| *other == constant) {
            Some((_, first)) => cx.diags.push(check_types::alternative_twice(member.span, *first)),
            None => seen.push((constant, member.span)),
        }
    }
    if !fits {
        return typed(ExprKind::Unknown, Scalar::YesNo, span);
    }
    typed(ExprKind::OneOf { value: Box::new(value), negated, members }, Scalar::YesNo, span)
}

/// `left op right`
pub(super) fn binary(cx: &mut Checker, op: At<Arithmetic>, left: Expr, right: Expr, span: Span) -> Expr {
    let Some((l, r)) = scalars(&left, &right) else { return unknown(span) };
    let Some(scalar) = result(op.value, l, r) else {
        let (lw, rw) = (words::scalar_words(&cx.schema, l), words::scalar_words(&cx.schema, r));
        let mut places = declared(cx, &left);
        places.extend(declared(cx, &right));
        let adds = matches!(op.value, Arithmetic::Add | Arithmetic::Subtract);
        let diagnostic = match (family(l), family(r)) {
            (Family::Money, Family::Number) if adds && literal_number(&right).is_some() => {
                check_types::unit_missing(right.span, (left.span, &lw), &places, &with_unit(&right, l))
            }
            (Family::Number, Family::Money) if adds && literal_number(&left).is_some() => {
                check_types::unit_missing(left.span, (right.span, &rw), &places, &with_unit(&left, r))
            }
            _ => check_types::arithmetic_unfit(
                (op.span, words::arithmetic(op.value)),
                (left.span, &lw),
                (right.span, &rw),
                &places,
                arithmetic_help(op.value, family(l), family(r)),
            ),
        };
        cx.say(diagnostic);
        return unknown(span);
    };
    if op.value == Arithmetic::Divide
        && let Some(Value::Num(divisor)) = fold::constant(cx, &right)
        && divisor.is_zero()
    {
        cx.say(check_types::division_by_zero(right.span));
        return unknown(span);
    }
    if op.value == Arithmetic::Multiply && fold::varies(&left) && fold::varies(&right) {
        cx.say(check_values::not_linear(span, left.span, right.span));
    }
    typed(ExprKind::Binary(op.value, Box::new(left), Box::new(right)), scalar, span)
}

/// The type of a result; `None` where the operation has no meaning.
fn result(op: Arithmetic, left: Scalar, right: Scalar) -> Option<Scalar> {
    let signed = |money: Money| Scalar::Money(Money { signed: true, ..money });
    match (op, left, right) {
        (Arithmetic::Add | Arithmetic::Subtract, Scalar::Money(l), Scalar::Money(_)) => Some(signed(l)),
        (Arithmetic::Multiply | Arithmetic::Divide, Scalar::Money(l), r) if number(r) => Some(signed(l)),
        (Arithmetic::Multiply, l, Scalar::Money(r)) if number(l) => Some(signed(r)),
        (Arithmetic::Divide, Scalar::Money(_), Scalar::Money(_)) => Some(Scalar::Number),
        (Arithmetic::Add | Arithmetic::Subtract, Scalar::FiscalYear, Scalar::Whole) => {
            Some(Scalar::FiscalYear)
        }
        (Arithmetic::Subtract, Scalar::FiscalYear, Scalar::FiscalYear) => Some(Scalar::Whole),
        (Arithmetic::Divide, l, r) if number(l) && number(r) => Some(Scalar::Number),
        (Arithmetic::Add | Arithmetic::Subtract, Scalar::Percent, Scalar::Percent) => Some(Scalar::Percent),
        (_, Scalar::Whole, Scalar::Whole) => Some(Scalar::Whole),
        (_, l, r) if number(l) && number(r) => Some(Scalar::Number),
        _ => None,
    }
}

fn number(scalar: Scalar) -> bool {
    family(scalar) == Family::Number
}

fn arithmetic_help(op: Arithmetic, left: Family, right: Family) -> Option<Bilingual> {
    match (op, left, right) {
        (Arithmetic::Multiply, Family::Money, Family::Money) => Some(Bilingual::new(
            "multiply an amount by a number: `3 * …`, `20% of …`",
            "金額には数を掛けてください: `3 * …`、`20% of …`",
        )),
        (Arithmetic::Divide, Family::Number, Family::Money) => Some(Bilingual::new(
            "exchange the two sides: an amount is divided by a number or an amount",
            "両辺を入れ替えてください。金額は数か金額で割ります",
        )),
        (Arithmetic::Add, Family::Number, Family::Year) => Some(Bilingual::new(
            "write the year first: `FY2007 + 1`",
            "年度を先に書いてください: `FY2007 + 1`",
        )),
        (_, Family::Date, _) | (_, _, Family::Date) => Some(Bilingual::new(
            "dates are only compared: `before`, `after`, `on or before`, `on or after`",
            "日付は比べることだけができます: `before`、`after`、`on or before`、`on or after`",
        )),
        _ => None,
    }
}

/// `half of x`
pub(super) fn share(cx: &mut Checker, share: At<ShareOf>, of: Expr, span: Span) -> Expr {
    let Some(scalar) = fold::scalar(&of) else { return unknown(span) };
    let scalar = match scalar {
        Scalar::Money(money) => Scalar::Money(money),
        Scalar::Percent => Scalar::Percent,
        Scalar::Whole | Scalar::Number => Scalar::Number,
        _ => {
            let is = words::scalar_words(&cx.schema, scalar);
            let places = declared(cx, &of);
            cx.say(check_types::share_unfit(share.span, (of.span, &is), &places));
            return unknown(span);
        }
    };
    typed(ExprKind::Share(share.value, Box::new(of)), scalar, span)
}

/// `round down x to thousand yen`
pub(super) fn round(cx: &mut Checker, rounding: Rounding, value: Expr, step: &Expr, span: Span) -> Expr {
    let (Some(of), Some(by)) = (fold::scalar(&value), fold::scalar(step)) else { return unknown(span) };
    let is = words::scalar_words(&cx.schema, of);
    let fits = matches!(family(of), Family::Money | Family::Number) && family(of) == family(by);
    let size = match fold::constant(cx, step) {
        Some(Value::Num(size)) if size > Num::ZERO => Some(size),
        _ => None,
    };
    if let (true, Some(size)) = (fits, size.clone()) {
        let scalar = match of {
            Scalar::Percent | Scalar::Money(_) => of,
            _ if size.is_integer() => Scalar::Whole,
            _ => Scalar::Number,
        };
        return typed(ExprKind::Round(rounding, Box::new(value), size), scalar, span);
    }
    let help = match family(of) {
        Family::Money => Bilingual::new(
            "round an amount to a unit above zero: `to thousand yen`",
            "金額は正の単位に丸めます: `to thousand yen`",
        ),
        Family::Number => Bilingual::new(
            "round a number to a constant above zero: `to 10`",
            "数は正の定数に丸めます: `to 10`",
        ),
        _ => Bilingual::new("only amounts and numbers can be rounded", "丸められるのは金額と数だけです"),
    };
    cx.say(check_types::rounding_unfit(step.span, (value.span, &is), help));
    unknown(span)
}

/// The type of an aggregate's result; `None` where the value does not suit it.
pub(super) fn aggregated(function: crate::syntax::ast::Aggregate, value: &Type) -> Option<Scalar> {
    use crate::syntax::ast::Aggregate;
    let Type::Scalar(scalar) = value else { return None };
    match (function, family(*scalar)) {
        (Aggregate::Count, _) => Some(Scalar::Whole),
        (Aggregate::Sum, Family::Money | Family::Number) => Some(*scalar),
        (Aggregate::Largest | Aggregate::Smallest, Family::Money | Family::Number) => Some(*scalar),
        (Aggregate::Largest | Aggregate::Smallest, Family::Date | Family::Year) => Some(*scalar),
        _ => None,
    }
}
