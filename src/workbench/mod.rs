//! The workbench: what people ask of rules and proposals besides a verdict. Pure, like the layers below it.

pub mod rank;
