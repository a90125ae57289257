//! Which tests are run: those of the packs or test files at the paths, with a name that was asked for.

use crate::check::typed::Test;
use crate::diag::{self, Bilingual, Diagnostic};
use crate::load::LoadedPack;
use crate::text::nearest;
use globset::{GlobBuilder, GlobMatcher};
use std::collections::BTreeSet;

/// A name that was asked for: a part of it, or a pattern with `*` or `?`.
pub(super) struct Wanted {
    asked: String,
    pattern: Option<GlobMatcher>,
}

impl Wanted {
    /// The error is a pattern that cannot be read.
    pub(super) fn of(asked: &str) -> Result<Wanted, Bilingual> {
        let pattern = if asked.contains(['*', '?']) {
            let glob = GlobBuilder::new(asked).case_insensitive(true).literal_separator(false).build();
            let glob = glob.map_err(|error| {
                Bilingual::new(
                    format!("the pattern `{asked}` cannot be read: {}", error.kind()),
                    format!("パターン `{asked}` を読み取れません：{}", error.kind()),
                )
            })?;
            Some(glob.compile_matcher())
        } else {
            None
        };
        Ok(Wanted { asked: asked.to_lowercase(), pattern })
    }

    fn is(&self, name: &str) -> bool {
        match &self.pattern {
            Some(pattern) => pattern.is_match(name),
            None => name.to_lowercase().contains(&self.asked),
        }
    }
}

/// The tests of a pack that are run, by index. `files` holds the test files that were named themselves; where it
/// holds none of this pack, all its tests are meant.
pub(super) fn tests_of(pack: &LoadedPack, files: &BTreeSet<String>, wanted: &[Wanted]) -> Vec<usize> {
    let Some(plan) = &pack.plan else { return Vec::new() };
    let file_of = |test: &Test| pack.sources.get(test.span.file).map(|source| source.name.clone());
    let own = pack.sources.iter().any(|source| files.contains(&source.name));
    let is_meant = |test: &Test| {
        let in_file = !own || file_of(test).is_some_and(|file| files.contains(&file));
        in_file && (wanted.is_empty() || wanted.iter().any(|wanted| wanted.is(&test.name)))
    };
    let tests = plan.pack.tests.iter().enumerate();
    tests.filter(|(_, test)| is_meant(test)).map(|(index, _)| index).collect()
}

/// An error for each name that no test has.
pub(super) fn without_test<'a>(
    asked: &[&str],
    wanted: &[Wanted],
    names: impl Iterator<Item = &'a str> + Clone,
) -> Vec<Diagnostic> {
    let pairs = asked.iter().zip(wanted);
    pairs
        .filter(|(_, wanted)| !names.clone().any(|name| wanted.is(name)))
        .map(|(asked, _)| diag::suite::no_such_test(asked, nearest(asked, names.clone())))
        .collect()
}
