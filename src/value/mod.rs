//! Values: exact numbers, money, dates, fiscal years; reading and writing them in Japanese and English.
//!
//! In: the text of one scalar. Out: a value, or a reason why the text is none; and back to text.

mod amount;
mod date;
mod figure;
mod notation;
mod num;
pub mod show;
mod token;
mod types;

pub use amount::{Amount, parse_amount};
pub use date::{Date, FiscalYear};
pub use notation::Notation;
pub use num::{Num, Rounding};
pub use types::{EnumId, Money, Scalar, Scale};
