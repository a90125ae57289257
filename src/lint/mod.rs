//! Lints: what is allowed in a pack and is seldom meant.
//!
//! In: what is known of a sound pack ([`Look`]), and how grave each lint is held to be. Out: diagnostics, without
//! those that an `allow … because` beside their place keeps quiet. Each lint is a row of [`LINTS`] and a file here.

mod bands;
mod cited_comparator;
mod cited_figure;
mod facts;
mod let_dates;
mod literal_twice;
mod magnitude;
mod missing_label;
mod missing_title;
mod quote;
mod repeats;
mod stated;
mod subject;
mod table;
mod untested_boundary;
mod unused_column;
mod unused_define;
mod unused_field;
mod unused_let;
mod unused_source;
mod unused_table;
mod unused_type;
mod unused_word;
mod uses;
mod words;

pub use facts::{Elsewhere, Look};
pub use table::{LINTS, Lint, lint_named};
pub use uses::foreign;

use crate::check::Pack;
use crate::diag::{Diagnostic, Severity, lints};
use crate::text::nearest;
use std::collections::{BTreeMap, BTreeSet};

/// The name in `allow` that is no lint: the mutants of `kisoku test --mutate`.
pub const MUTANT: &str = "mutant";

/// How grave a lint is held to be in place of its own severity; `None` is off.
pub type Levels = BTreeMap<String, Option<Severity>>;

/// The name that stands for all lints in [`Levels`], where they do not name one itself.
pub const ALL: &str = "all";

/// Looks at a pack with every lint that is on.
pub fn lint(look: &Look, levels: &Levels) -> Vec<Diagnostic> {
    let pack = &look.plan.pack;
    let mut out = Vec::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut looked: BTreeSet<&str> = BTreeSet::new();
    for lint in LINTS {
        let Some(severity) = level(lint, levels) else { continue };
        let Some(run) = lint.run else { continue };
        looked.insert(lint.name);
        for found in run(look) {
            let allowed = found.span().and_then(|place| pack.allow(lint.name, None, place));
            match allowed {
                Some((at, _)) => drop(used.insert(at)),
                None => out.push(Diagnostic { severity, ..found }),
            }
        }
    }
    out.extend(allows(pack, levels, &looked, &used));
    out.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
    out.dedup();
    out
}

/// Whether a lint looks at what the tests have shown, and is on.
pub fn asks_for_tests(levels: &Levels) -> bool {
    lint_named("untested_boundary").is_some_and(|lint| level(lint, levels).is_some())
}

/// What a lint counts as; `None` where it is off.
fn level(lint: &Lint, levels: &Levels) -> Option<Severity> {
    let set = levels.get(lint.name).or_else(|| levels.get(ALL));
    set.copied().unwrap_or(Some(lint.severity))
}

/// An `allow` of what is no lint, and one that keeps nothing quiet.
fn allows(pack: &Pack, levels: &Levels, looked: &BTreeSet<&str>, used: &BTreeSet<usize>) -> Vec<Diagnostic> {
    let severity_of = |name: &str| lint_named(name).and_then(|lint| level(lint, levels));
    let mut out = Vec::new();
    for (at, allow) in pack.allows.iter().enumerate() {
        let of_mutants = allow.lint == MUTANT;
        if lint_named(&allow.lint).is_none() && !of_mutants {
            let near = nearest(&allow.lint, LINTS.iter().map(|lint| lint.name).chain([MUTANT]));
            let found = lints::unknown_lint(allow.lint_span, &allow.lint, near);
            out.extend(severity_of("unknown_lint").map(|severity| Diagnostic { severity, ..found }));
        } else if !of_mutants && looked.contains(allow.lint.as_str()) && !used.contains(&at) {
            let found = lints::unused_allow(allow.span, &allow.lint);
            out.extend(severity_of("unused_allow").map(|severity| Diagnostic { severity, ..found }));
        }
    }
    out
}
