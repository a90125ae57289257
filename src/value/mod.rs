//! Values: exact numbers, money, dates, fiscal years; reading and writing them in Japanese and English.
//!
//! In: the text of one scalar. Out: a value, or a reason why the text is none; and back to text.

mod amount;
mod calendar;
mod date;
mod figure;
mod notation;
mod plain;
pub mod show;
mod token;
mod types;

pub use amount::{Amount, parse_amount};
pub use calendar::{DateRead, YearRead, era_date_text, era_year_text, parse_date, parse_year};
pub use date::{Date, FiscalYear};
pub use kisoku_number::{Num, Rounding};
pub use notation::Notation;
pub use plain::{is_not_applicable, parse_digits, parse_number, parse_percent, parse_whole, parse_yes_no};
pub use types::{EnumId, Money, Scalar, Scale};
