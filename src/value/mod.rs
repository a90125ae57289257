//! Values: exact numbers, money, dates, fiscal years; reading and writing them in Japanese and English.
//!
//! In: the text of one scalar. Out: a value, or a reason why the text is none; and back to text.

mod date;
mod num;
mod types;

pub use date::{Date, FiscalYear};
pub use num::{Num, Rounding};
pub use types::{EnumId, Money, Scalar, Scale};
