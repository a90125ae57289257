//! What all lints are told of a pack.

use super::uses::{self, Uses};
use crate::plan::Plan;
use crate::suite::coverage::Coverage;
use crate::text::{SourceMap, Span};
use std::collections::BTreeSet;

/// Declarations that other packs refer to: the name of the file, and the byte at which the name is declared.
pub type Elsewhere = BTreeSet<(String, u32)>;

/// A sound pack, and what is known of it.
pub struct Look<'a> {
    /// The pack and its plan.
    pub plan: &'a Plan,
    /// Its files.
    pub sources: &'a SourceMap,
    /// What refers to what in it.
    pub uses: Uses,
    /// What other packs refer to.
    pub elsewhere: Elsewhere,
    /// What the tests have shown, where that was looked at.
    pub coverage: Option<Coverage>,
}

impl<'a> Look<'a> {
    /// A look at a pack that no other pack is known to use.
    pub fn new(plan: &'a Plan, sources: &'a SourceMap) -> Look<'a> {
        Look { plan, sources, uses: uses::uses(plan, sources), elsewhere: Elsewhere::new(), coverage: None }
    }

    /// The same with what other packs refer to.
    #[must_use]
    pub fn with(mut self, elsewhere: Elsewhere) -> Look<'a> {
        self.elsewhere = elsewhere;
        self
    }

    /// The same with what the tests have shown.
    #[must_use]
    pub fn tested(mut self, coverage: Option<Coverage>) -> Look<'a> {
        self.coverage = coverage;
        self
    }

    /// Whether another pack refers to what is declared there.
    pub fn used_elsewhere(&self, declared: Span) -> bool {
        !self.elsewhere.is_empty() && self.elsewhere.contains(&place(self.sources, declared))
    }

    /// What is written at a place.
    pub fn text(&self, span: Span) -> &'a str {
        let sources: &'a SourceMap = self.sources;
        sources.get(span.file).map_or("", |source| source.slice(span))
    }
}

/// A place by the name of its file, the same in every pack that reads the file.
pub(super) fn place(sources: &SourceMap, span: Span) -> (String, u32) {
    (sources.get(span.file).map(|source| source.name.to_string()).unwrap_or_default(), span.start)
}

/// Whether a name is one of the pack itself; those of a used pack have a dot.
pub(super) fn is_own(name: &str) -> bool {
    !name.contains('.')
}
