//! The pest parser over `grammar/kisoku.pest`; nothing outside of `syntax` sees its rules.
#![expect(unreachable_pub, missing_docs, reason = "the parser derive writes public items without documentation")]

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "grammar/kisoku.pest"]
pub(super) struct Grammar;
