//! From the text of a rule file to its tree; every broken declaration is reported, the others stay.
//!
//! In: a `Source`. Out: an [`ast::Ast`] with the place of everything, and diagnostics.

pub mod ast;
