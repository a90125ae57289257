//! The workbench: tools for those who write rules and those who decide by them. They read packs and reports and change
//! neither.

pub mod cite;
mod csv;
pub mod diff;
pub mod doc;
pub mod examples;
pub mod explain;
mod grid;
mod origin;
mod paper;
pub mod params;
pub mod questions;
pub mod rank;
pub mod solve;
pub mod template;
mod types;
