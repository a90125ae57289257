//! The workbench: tools for those who write and keep rules. They read packs and reports and change neither.

pub mod cite;
pub mod explain;
mod origin;
mod paper;
pub mod questions;
