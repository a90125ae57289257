//! `--update` and `--diff`: expectations that are not met, rewritten to what came.

use super::super::{Settings, files, output};
use super::Results;
use crate::diag::Bilingual;
use crate::suite::{Rewrite, rewritten};
use crate::text::Source;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::path::Path;

/// What rewriting comes to.
pub(super) struct Updated {
    /// How many expectations are rewritten.
    pub(super) rewrites: usize,
    /// How many are not met, and cannot be rewritten.
    pub(super) left: usize,
    /// Whether a file could not be written.
    pub(super) trouble: bool,
}

/// Shows what changes as a diff on standard output, and writes it where `write` says so.
pub(super) fn update(settings: &Settings, results: &Results<'_>, write: bool) -> Updated {
    let mut by_file: BTreeMap<&str, (&Source, Vec<Rewrite>)> = BTreeMap::new();
    let mut updated = Updated { rewrites: 0, left: 0, trouble: false };
    for (pack, results) in results {
        for mismatch in results.iter().flat_map(|(_, result)| &result.mismatches) {
            let found = mismatch.rewrite.as_ref().zip(pack.sources.get(mismatch.span.file));
            let Some((rewrite, source)) = found else {
                updated.left = updated.left.saturating_add(1);
                continue;
            };
            let (_, rewrites) = by_file.entry(&source.name).or_insert_with(|| (source, Vec::new()));
            if !rewrites.contains(rewrite) {
                rewrites.push(rewrite.clone());
                updated.rewrites = updated.rewrites.saturating_add(1);
            }
        }
    }
    for (name, (source, rewrites)) in by_file {
        let text = rewritten(&source.text, &rewrites);
        output::to_stdout(&diff(name, &source.text, &text));
        if write && let Err(problem) = replace(name, source, &text) {
            settings.trouble(&problem);
            updated.trouble = true;
        }
    }
    updated
}

/// The changes of a file.
fn diff(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let unified = diff.unified_diff().context_radius(2).header(name, name).to_string();
    unified.lines().map(|line| format!("{}\n", crate::report::one_line(line))).collect()
}

/// Writes a file that still says what was read.
fn replace(name: &str, source: &Source, text: &str) -> Result<(), Bilingual> {
    let path = Path::new(name);
    let now = std::fs::read(path).map_err(|error| output::cannot_write(name, &files::reason(&error)))?;
    if now != source.text.as_bytes() {
        return Err(Bilingual::new(
            format!("`{name}` has changed meanwhile and was left as it is"),
            format!("`{name}` は途中で変更されたため、書き換えませんでした"),
        ));
    }
    files::write_whole(path, text.as_bytes())
        .map_err(|error| output::cannot_write(name, &files::reason(&error)))
}
