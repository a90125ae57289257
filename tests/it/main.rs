//! The integration tests: one binary, one file an idea.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop at the first surprise"
)]

/// What the fuzz targets hold; `fuzz.rs` replays it.
#[path = "../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "the targets are programs of their own, for which this is a library")]
mod targets;

mod bench_pages;
mod books;
mod broken;
mod codes;
mod diff;
mod diff_random;
mod differential;
mod fmt;
mod fuzz;
mod generate;
mod hosts;
mod hostile;
mod house;
mod meaning;
mod measure;
mod outputs;
mod readers;
mod proofs;
mod reference;
mod rule_text;
mod shells;
mod shipped;
mod solve;
mod sound;
mod spec;
mod stream;
mod template;
mod suite;
mod traceability;
mod watch;
mod wire;
