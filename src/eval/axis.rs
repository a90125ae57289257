//! Numbers, amounts, years and days on one line, and back: what looks for a value that is a little more or less.
//!
//! In: a value. Out: a number; days are counted from some day. And the other way round.

use super::expr::Val;
use crate::data::Value;
use crate::value::{Date, FiscalYear, Num, Scalar};

/// The place of a value on the line; none for texts, answers and words.
pub fn as_number(value: &Val<'_>) -> Option<Num> {
    match value {
        Val::Num(n) => Some(n.clone()),
        Val::Year(year) => Some(Num::int(year.0)),
        Val::Date(date) => Some(Num::int(epoch()?.0.until(date.0).ok()?.get_days())),
        _ => None,
    }
}

/// Back from the line to a value of a type.
pub fn from_number(scalar: Scalar, value: &Num) -> Option<Value> {
    match scalar {
        Scalar::FiscalYear => Some(Value::Year(FiscalYear(i32::try_from(value.to_i128()?).ok()?))),
        Scalar::Date => {
            let span = jiff::Span::new().try_days(i64::try_from(value.to_i128()?).ok()?).ok()?;
            Some(Value::Date(Date(epoch()?.0.checked_add(span).ok()?)))
        }
        Scalar::Whole | Scalar::Number | Scalar::Percent | Scalar::Money(_) => {
            Some(Value::Num(value.clone()))
        }
        Scalar::Text | Scalar::YesNo | Scalar::Enum(_) => None,
    }
}

fn epoch() -> Option<Date> {
    Date::new(2000, 1, 1)
}
