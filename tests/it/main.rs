//! One integration binary.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests stop at what they do not expect"
)]

mod differential;
mod generate;
mod meaning;
mod reference;
