//! A side of a comparison: what an argument means, and the packs that are there.

use super::super::Settings;
use super::super::files::{self, Disk};
use super::super::git::Repository;
use crate::diag::{self, Diagnostic};
use crate::load::{LoadedPack, World, declared_id, find_packs, join, load_pack};
use std::path::Path;
use std::sync::Arc;

/// The packs of a side.
pub(super) struct Side {
    /// What it is called: a folder, or a revision with its folder.
    pub(super) label: String,
    pub(super) packs: Vec<Arc<LoadedPack>>,
    /// What there is to say of how the argument was read.
    pub(super) notes: Vec<Diagnostic>,
}

/// Loads the packs that an argument means: those of a folder, else those of a revision.
pub(super) fn load(settings: &Settings, argument: &str) -> Result<Side, Box<Diagnostic>> {
    let repository = Repository::around(Path::new(&settings.rules));
    let has = |name: &str| repository.as_ref().is_some_and(|repository| repository.has(name));
    if Path::new(argument).is_dir() {
        let folder = match files::shown(Path::new(argument)).trim_end_matches('/') {
            "" => ".".to_owned(),
            folder => folder.to_owned(),
        };
        let packs = packs_at(&Disk, &folder, &settings.rules);
        let plain = argument.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        let notes = if plain && has(argument) { vec![diag::folder_wins(argument)] } else { Vec::new() };
        return side(folder, packs, notes);
    }
    let (name, folder) = match argument.split_once(':') {
        Some((name, folder)) => (name, Some(folder)),
        None => (argument, None),
    };
    let Some(repository) = &repository else { return Err(Box::new(diag::no_repository(argument))) };
    let revision = repository.revision(name)?;
    let folder = folder.map_or_else(|| repository.below(&settings.rules), str::to_owned);
    let path = revision.path(&folder);
    if revision.list(&path).is_err() {
        return Err(Box::new(diag::no_folder_in_revision(name, &folder, &revision.rule_folders())));
    }
    let packs = packs_at(&revision, &path, &revision.path(&repository.below(&settings.rules)));
    side(path.trim_end_matches(":.").to_owned(), packs, Vec::new())
}

fn side(label: String, packs: Vec<Arc<LoadedPack>>, notes: Vec<Diagnostic>) -> Result<Side, Box<Diagnostic>> {
    if packs.is_empty() {
        return Err(Box::new(diag::no_rules_to_compare(&label)));
    }
    Ok(Side { label, packs, notes })
}

/// The packs in a folder: one, those below it, or those of the rules folder in it, so that the folder of a whole
/// project will do. Each is loaded with the rules around it, which its own id tells; else with those of the settings.
fn packs_at(world: &dyn World, folder: &str, rules: &str) -> Vec<Arc<LoadedPack>> {
    let inner = join(folder, rules.rsplit('/').next().unwrap_or(rules));
    let found = find_packs(world, folder);
    let itself = found.iter().any(|pack| pack.id.is_empty());
    let (folder, found) = match find_packs(world, &inner) {
        below if !itself && !below.is_empty() => (inner.as_str(), below),
        _ => (folder, found),
    };
    let load = |place: &str| {
        let id = declared_id(world, place).unwrap_or_default();
        match root_of(place, &id) {
            Some(root) => load_pack(world, &root, place, &id, false),
            None => load_pack(world, if itself { rules } else { folder }, place, "", false),
        }
    };
    found.iter().map(|pack| Arc::new(load(&pack.folder))).collect()
}

/// The rules folder around a pack whose place says its id.
fn root_of(place: &str, id: &str) -> Option<String> {
    let below = id.replace('.', "/");
    if id.is_empty() {
        return None;
    }
    // The rules may be the whole of a repository.
    if place.rsplit(':').next() == Some(below.as_str()) {
        let whole = place.strip_suffix(below.as_str()).unwrap_or_default();
        return Some(format!("{whole}."));
    }
    place.strip_suffix(below.as_str())?.strip_suffix('/').map(str::to_owned)
}
