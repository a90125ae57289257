//! What the fuzz targets hold: one function a target, from bytes to nothing, that panics where something does not hold.
//!
//! `targets/` hands them to libFuzzer; `tests/it/fuzz.rs` runs them over `corpus/` and `found/` on every run of the tests,
//! with the stable compiler and without any fuzzer. docs/fuzzing.md says what each holds.

mod outputs;
mod proposals;
mod readers;
mod rule_files;
mod values;
mod world;

pub use outputs::{harmless, markdown_is_ours, page_is_ours};
pub use proposals::check;
pub use readers::{json, ndjson, settings, sheet, toml, yaml};
pub use rule_files::{format, format_problem, rules, suite};
pub use values::{amount, calendar, smtlib};

/// A target: it takes any bytes, and panics where something does not hold.
pub type Target = fn(&[u8]);

/// Every target by its name, which is that of its folders in `corpus/` and `found/`.
pub const TARGETS: [(&str, Target); 13] = [
    ("amount", amount),
    ("calendar", calendar),
    ("check", check),
    ("format", format),
    ("json", json),
    ("ndjson", ndjson),
    ("rules", rules),
    ("settings", settings),
    ("sheet", sheet),
    ("smtlib", smtlib),
    ("suite", suite),
    ("toml", toml),
    ("yaml", yaml),
];
