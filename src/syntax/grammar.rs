//! The pest parser over `grammar/kisoku.pest`; nothing outside of `syntax` sees its rules.

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "grammar/kisoku.pest"]
pub(super) struct Grammar;
