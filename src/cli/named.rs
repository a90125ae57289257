//! The packs that a command line names, by path or by program.

use super::files::{self, Met};
use super::packs::Packs;
use super::{Settings, args};
use crate::diag::{self, Bilingual, Diagnostic};
use crate::load::{LoadedPack, folder_of};
use crate::text::nearest;
use clap::ArgMatches;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Packs, and what could not be read on the way to them.
pub(super) struct Named {
    /// The folder of the rules.
    pub(super) rules: String,
    pub(super) loaded: Vec<Arc<LoadedPack>>,
    pub(super) troubles: Vec<Diagnostic>,
}

/// The packs of the argument `paths`, else every pack of the rules. The error is an argument that means nothing.
pub(super) fn load(settings: &Settings, matches: &ArgMatches) -> Result<Named, Bilingual> {
    load_by(settings, matches, Packs::load_without_tests)
}

/// The same, each with its tests.
pub(super) fn load_with_tests(settings: &Settings, matches: &ArgMatches) -> Result<Named, Bilingual> {
    load_by(settings, matches, Packs::load_met)
}

type Load = fn(&Packs, &[PathBuf]) -> Vec<Arc<LoadedPack>>;

fn load_by(settings: &Settings, matches: &ArgMatches, load: Load) -> Result<Named, Bilingual> {
    let given = args::texts(matches, "paths");
    let rules = settings.rules.clone();
    let packs = Packs::new(rules.clone());
    let mut troubles = Vec::new();
    let mut rule_files = Vec::new();
    let paths = if given.is_empty() { vec![rules.as_str()] } else { given };
    for path in &paths {
        rule_files_at(settings, &path_of(path, &rules, &packs)?, &mut rule_files, &mut troubles);
    }
    let loaded = load(&packs, &rule_files);
    if loaded.is_empty() && troubles.is_empty() {
        troubles.push(diag::nothing_to_check(&paths.join(" ")));
    }
    Ok(Named { rules, loaded, troubles })
}

/// The path that an argument means: a path, or the folder of a program.
fn path_of(argument: &str, rules: &str, packs: &Packs) -> Result<PathBuf, Bilingual> {
    let path = PathBuf::from(argument);
    let known = packs.known();
    if path.exists() || argument.contains(['/', '\\']) || argument.ends_with(".kisoku") {
        return Ok(path);
    }
    if known.iter().any(|id| id == argument) {
        return Ok(PathBuf::from(folder_of(rules, argument)));
    }
    let near = nearest(argument, known.iter().map(String::as_str));
    let near = near.or(known.first().map(String::as_str)).unwrap_or("mext.kci.stage2");
    Err(Bilingual::new(
        format!("`{argument}` is neither a path nor a program; did you mean `{near}`?"),
        format!("`{argument}` はパスでも事業でもありません。`{near}` のことですか"),
    ))
}

/// The rule files at or below a path.
fn rule_files_at(
    settings: &Settings,
    path: &Path,
    rule_files: &mut Vec<PathBuf>,
    troubles: &mut Vec<Diagnostic>,
) {
    for met in files::met_at(path, &settings.config) {
        match met {
            Met::Rules(file) => rule_files.push(file),
            Met::Trouble(path, reason) => troubles.push(diag::cannot_walk(&path, &reason)),
            Met::Proposal(..) | Met::Unknown(_) => {}
        }
    }
}
