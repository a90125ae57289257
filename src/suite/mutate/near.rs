//! What lies beside a figure or a date: one unit less, one unit more; a year earlier, a year later.

use crate::check::typed::Validity;
use crate::data::Value;
use crate::value::{Date, FiscalYear, Num, Scalar, show};

/// A figure one unit less and one unit more, and how that is written; nothing for what has no unit.
pub(super) fn moved(value: &Value, ty: Scalar, from: &str) -> Vec<(Value, String)> {
    let mut out = Vec::new();
    for by in [-1_i32, 1] {
        let step = Num::int(by);
        let one = match value {
            Value::Num(n) => match ty {
                Scalar::Percent => {
                    let Some(point) = Num::fraction(i128::from(by), 100) else { continue };
                    let moved = n.add(&point);
                    let words = show::percent(&moved).en;
                    (Value::Num(moved), words)
                }
                Scalar::Money(_) => {
                    let sign = if by < 0 { '-' } else { '+' };
                    (Value::Num(n.add(&step)), format!("{from} {sign} 1 yen"))
                }
                _ => {
                    let moved = n.add(&step);
                    let words = show::figure(&moved);
                    (Value::Num(moved), words)
                }
            },
            Value::Year(year) => {
                let Some(moved) = year.0.checked_add(by) else { continue };
                (Value::Year(FiscalYear(moved)), FiscalYear(moved).to_string())
            }
            Value::Date(date) => {
                let moved = if by < 0 { date.day_before() } else { date.0.tomorrow().ok().map(Date) };
                let Some(moved) = moved else { continue };
                (Value::Date(moved), moved.to_string())
            }
            _ => continue,
        };
        out.push(one);
    }
    out
}

/// A time of validity whose ends lie a year earlier or later, how each is written, and what it was.
pub(super) fn shifted(valid: Validity) -> Vec<(Validity, String, String)> {
    let mut out = Vec::new();
    let year = |day: Date, by: i32| {
        let (year, month, date) = (i32::from(day.0.year()), day.0.month(), day.0.day());
        year.checked_add(by).and_then(|year| Date::new(year, i32::from(month), i32::from(date.min(28))))
    };
    for by in [-1, 1] {
        if let Some(from) = year(valid.from, by) {
            out.push((Validity { from, ..valid }, format!("from {from}"), format!("from {}", valid.from)));
        }
        if let Some(was) = valid.to
            && let Some(to) = year(was, by)
        {
            out.push((Validity { to: Some(to), ..valid }, format!("to {to}"), format!("to {was}")));
        }
    }
    out
}
