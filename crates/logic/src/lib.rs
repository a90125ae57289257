//! Linear arithmetic over exact numbers and booleans: decided, optimised, and every answer certified.
//!
//! A [`Problem`] holds variables, formulas over them and assertions, which may carry the caller's [`Label`]s. An
//! [`Engine`] follows it and says whether what is on can hold together: with a [`Model`], or with the labels that
//! clash; and how far down (or up) a term can go. [`Native`] is the engine of this crate: `batsat` searches, an exact
//! simplex does the arithmetic, and [`certify`](#what-is-trusted) checks each answer before it is given.
//!
//! No floats, no clock, no I/O, no threads: the same question has the same answer everywhere, the browser included.
//! What takes too long ends, by a [`Budget`] of counts, in *unknown*.
//!
//! ```
//! use kisoku_logic::{Answer, Budget, Label, Linear, Native, Num, Problem, check_minimal};
//!
//! let yen = |n: i128| Linear::number(Num::Int(n));
//! let mut p = Problem::new();
//! let (main, expansion) = (Linear::from(p.integer()), Linear::from(p.integer()));
//!
//! // Four rules, under the numbers that their author knows them by.
//! let rules = [
//!     p.at_least(&main, &yen(500_000_000)),
//!     p.at_most(&main, &yen(1_000_000_000)),
//!     p.above(&expansion, &yen(500_000_000)),
//!     p.at_most(&expansion.times(&Num::Int(2)), &main),
//! ];
//! for (number, rule) in (1..).zip(rules) {
//!     p.require_if(Label(number), rule);
//! }
//!
//! // Nobody can keep all four, and the first has no share in that.
//! let on = [1, 2, 3, 4].map(Label);
//! let Answer::Unsat(core) = check_minimal(&mut Native::new(), &p, &on, &Budget::default()) else { unreachable!() };
//! assert_eq!(core.labels, [2, 3, 4].map(Label));
//! assert!(core.minimal);
//!
//! // Without the ceiling: the least main part with which an expansion is possible, to the yen.
//! use kisoku_logic::{End, Engine as _, Optimum};
//! let found = Native::new().minimise(&p, &[main.clone()], &[1, 3, 4].map(Label), &Budget::default());
//! let Optimum::Found { ends, model } = found else { unreachable!() };
//! assert_eq!(ends, [End::Attained(Num::Int(1_000_000_002))]);
//! assert_eq!(model.value_of(&expansion), Num::Int(500_000_001));
//! ```
//!
//! # What is trusted
//!
//! The search, the simplex and the encoding are not: whatever they get wrong ends in
//! [`Reason::Internal`], never in a wrong answer. Trusted are the evaluation of a problem at a point, the sums of
//! inequalities, unit propagation, the definitions of formulas (all in `src/certify`, of a few hundred lines, which
//! use none of the engine's code), the builders of [`Problem`], and the exact numbers of `kisoku-number`.
//! The README has the list of mutants of this source and what noticed each.

#![cfg_attr(
    test,
    expect(clippy::arithmetic_side_effects, reason = "a unit test may stop at the first surprise")
)]

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
