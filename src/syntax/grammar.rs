//! The pest parser over `grammar/kisoku.pest`; outside of `syntax` only the formatter sees its rules.

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "grammar/kisoku.pest"]
pub(super) struct Grammar;
