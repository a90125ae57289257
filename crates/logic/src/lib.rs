//! Linear arithmetic over exact numbers and booleans: decided, optimised, and every answer certified.

mod certify;
mod engine;
mod linear;
mod literal;
mod native;
mod problem;
pub mod smtlib;

pub use engine::{
    Answer, Budget, Core, End, Engine, Model, Optimum, Reason, check_minimal, maximise, shrink,
};
pub use kisoku_number::Num;
pub use linear::{Kind, Linear, Var};
pub use native::Native;
pub use problem::{Assertion, Formula, Label, Node, Problem, Relation};
