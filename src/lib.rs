//! Kisoku (規則): a declarative validator for funding rules.
//!
//! The modules stand in the order of the layers; each uses only those before it (`docs/architecture.md`).

#![cfg_attr(
    test,
    expect(
        clippy::arithmetic_side_effects,
        clippy::string_slice,
        reason = "a unit test may stop at the first surprise"
    )
)]

pub mod text;
pub mod diag;
pub mod value;
pub mod page;
pub mod syntax;
pub mod fmt;
pub mod data;
pub mod check;
pub mod plan;
pub mod load;
pub mod eval;
pub mod report;
pub mod suite;
pub mod prove;
pub mod lint;
pub mod workbench;
pub mod settings;
#[cfg(feature = "cli")]
pub mod cli;
