//! SMT-LIB 2, the text that solvers share: the part of it that this crate can express.
//!
//! In and out: text. [`read_script`] makes a problem of a script, [`write_script`] a script of a problem,
//! [`Outside`] is an engine that asks a solver outside this crate through both; who starts that solver
//! is up to the caller.

mod outside;
mod script;
mod sexp;
mod write;

pub use outside::{Ask, Dialect, Outside};
pub use script::{Script, read_script};
pub use sexp::ReadError;
pub use write::write_script;
