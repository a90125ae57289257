//! The one table of lints.

use super::facts::Look;
use super::{
    bands, cited_comparator, cited_figure, let_dates, literal_twice, magnitude, missing_label, missing_title,
    repeats, untested_boundary, unused_column, unused_define, unused_field, unused_let, unused_source,
    unused_table, unused_type, unused_word,
};
use crate::diag::codes::{Code, Row, row};
use crate::diag::{Diagnostic, Severity};

/// A lint. What it stands for, in both languages, is in the row of its code.
pub struct Lint {
    /// Its name, in `allow` and in `kisoku.toml`.
    pub name: &'static str,
    /// The code of what it finds.
    pub code: Code,
    /// How grave it is, where nobody says otherwise.
    pub severity: Severity,
    /// How it looks at a pack; `None` for what is found while others look.
    pub(super) run: Option<fn(&Look) -> Vec<Diagnostic>>,
}

impl Lint {
    /// What it stands for.
    pub fn row(&self) -> Option<&'static Row> {
        row(self.code)
    }
}

/// Every lint, by its code.
pub const LINTS: &[Lint] = &[
    Lint { name: "unknown_lint", code: Code(401), severity: Severity::Warning, run: None },
    Lint { name: "unused_allow", code: Code(402), severity: Severity::Warning, run: None },
    on("missing_title", 403, Severity::Warning, missing_title::run),
    on("missing_label", 404, Severity::Warning, missing_label::run),
    on("unused_let", 405, Severity::Warning, unused_let::run),
    on("unused_define", 406, Severity::Warning, unused_define::run),
    on("unused_field", 407, Severity::Warning, unused_field::run),
    on("unused_word", 408, Severity::Warning, unused_word::run),
    on("unused_table", 409, Severity::Warning, unused_table::run),
    on("unused_column", 410, Severity::Warning, unused_column::run),
    on("unused_source", 411, Severity::Warning, unused_source::run),
    on("unused_type", 412, Severity::Warning, unused_type::run),
    on("cited_comparator", 413, Severity::Warning, cited_comparator::run),
    on("cited_figure", 414, Severity::Warning, cited_figure::run),
    on("literal_twice", 415, Severity::Warning, literal_twice::run),
    on("magnitude", 416, Severity::Warning, magnitude::run),
    on("bands", 417, Severity::Warning, bands::run),
    on("let_dates", 418, Severity::Warning, let_dates::run),
    on("repeats", 419, Severity::Warning, repeats::run),
    on("untested_boundary", 420, Severity::Advice, untested_boundary::run),
    proved("never_fails", 503),
    proved("dead_when", 504),
    proved("implied", 505),
    proved("cases", 507),
];

/// What `kisoku analyze` proves, which also has a name in `allow`.
const fn proved(name: &'static str, code: u16) -> Lint {
    Lint { name, code: Code(code), severity: Severity::Warning, run: None }
}

const fn on(name: &'static str, code: u16, severity: Severity, run: fn(&Look) -> Vec<Diagnostic>) -> Lint {
    Lint { name, code: Code(code), severity, run: Some(run) }
}

/// The lint with this name.
pub fn lint_named(name: &str) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.name == name)
}
