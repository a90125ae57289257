//! Literals: the text of one token in, a value or a diagnostic out.

use super::ast::ShareOf;
use super::build::{Build, Node, span};
use super::grammar::Rule;
use crate::diag;
use crate::value::{Date, FiscalYear, Money, Num, Scale};
use crate::value::{parse_amount, parse_date, parse_number, parse_percent, parse_year};

/// An amount; in yen.
pub(super) fn amount(b: &mut Build, node: &Node) -> Option<Num> {
    let money = Money { scale: Scale::Yen, signed: true };
    match parse_amount(node.as_str(), money) {
        Ok(amount) => Some(amount.yen),
        Err(why) => b.fail(diag::bad_amount(span(b, node), node.as_str(), &why)),
    }
}

/// A number without a unit.
pub(super) fn number(b: &mut Build, node: &Node) -> Option<Num> {
    match parse_number(node.as_str()) {
        Ok(value) => Some(value),
        Err(why) => b.fail(diag::bad_number(span(b, node), node.as_str(), &why)),
    }
}

/// `20%`, as 1/5.
pub(super) fn percent(b: &mut Build, node: &Node) -> Option<Num> {
    match parse_percent(node.as_str()) {
        Ok(value) => Some(value),
        Err(why) => b.fail(diag::bad_percent(span(b, node), node.as_str(), &why)),
    }
}

/// A day.
pub(super) fn date(b: &mut Build, node: &Node) -> Option<Date> {
    match parse_date(node.as_str()) {
        Ok(read) => Some(read.date),
        Err(why) => b.fail(diag::bad_date(span(b, node), node.as_str(), &why)),
    }
}

/// A fiscal year.
pub(super) fn fiscal_year(b: &mut Build, node: &Node) -> Option<FiscalYear> {
    match parse_year(node.as_str()) {
        Ok(read) => Some(read.year),
        Err(why) => b.fail(diag::bad_year(span(b, node), node.as_str(), &why)),
    }
}

/// `1/3` before `of`.
pub(super) fn fraction(b: &mut Build, node: Node) -> Option<ShareOf> {
    let place = span(b, &node);
    let written = node.as_str().trim_end().to_owned();
    let mut counts = node.into_inner().filter(|part| part.as_rule() == Rule::count);
    let mut part = || counts.next().and_then(|part| part.as_str().parse::<i128>().ok());
    match (part(), part()) {
        (Some(numerator), Some(denominator)) if denominator > 0 => {
            Some(ShareOf { numerator, denominator, percent: false })
        }
        _ => b.fail(diag::bad_fraction(place, &written)),
    }
}

/// `20%` before `of`.
pub(super) fn share_of_percent(b: &mut Build, node: &Node) -> Option<ShareOf> {
    let value = percent(b, node)?;
    let (numerator, denominator) = value.numerator_denominator();
    match (i128::try_from(numerator), i128::try_from(denominator)) {
        (Ok(numerator), Ok(denominator)) => Some(ShareOf { numerator, denominator, percent: true }),
        _ => b.fail(diag::bad_fraction(span(b, node), node.as_str())),
    }
}
