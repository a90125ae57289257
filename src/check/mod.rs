//! From trees to a pack: names, types, units, dates, tables; every error of every file is reported.
//!
//! In: the trees of a pack's files and its CSV files. Out: a [`Pack`], and diagnostics.

pub mod typed;

pub use typed::Pack;
