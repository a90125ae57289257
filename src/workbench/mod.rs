//! The workbench: tools for those who write rules and those who decide by them. They read packs and reports and change
//! neither.

pub mod cite;
pub mod rank;
