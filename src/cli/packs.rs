//! The packs of a run, each loaded once, whichever file asks first.

use super::files;
use super::files::Disk;
use crate::check::Pack;
use crate::diag::Severity;
use crate::load::{LoadedPack, find_packs, folder_of, load_pack};
use crate::report::{CheckedPack, RuleDiagnostic, rule_diagnostic};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The packs of a run.
pub(super) struct Packs {
    rules: String,
    known: OnceLock<Vec<String>>,
    loaded: Mutex<BTreeMap<String, Option<Arc<LoadedPack>>>>,
    met: OnceLock<Vec<Arc<LoadedPack>>>,
}

impl Packs {
    /// No pack is loaded yet.
    pub(super) fn new(rules: String) -> Self {
        Self { rules, known: OnceLock::new(), loaded: Mutex::default(), met: OnceLock::new() }
    }

    /// The ids of all packs below the rules folder and of those met on the way.
    pub(super) fn known(&self) -> Vec<String> {
        let found = self.known.get_or_init(|| {
            find_packs(&Disk, &self.rules)
                .into_iter()
                .map(|pack| pack.id)
                .filter(|id| !id.is_empty())
                .collect()
        });
        let mut all = found.clone();
        all.extend(
            self.met.get().into_iter().flatten().map(|pack| pack.id.clone()).filter(|id| !id.is_empty()),
        );
        all.sort();
        all.dedup();
        all
    }

    /// Loads the pack of every rule file that was met, tests included; each folder once, by path.
    pub(super) fn load_met(&self, rule_files: &[PathBuf]) -> Vec<Arc<LoadedPack>> {
        self.met.get_or_init(|| self.load_each(rule_files, true)).clone()
    }

    /// The same without their tests, for work that does not need them.
    pub(super) fn load_without_tests(&self, rule_files: &[PathBuf]) -> Vec<Arc<LoadedPack>> {
        self.load_each(rule_files, false)
    }

    fn load_each(&self, rule_files: &[PathBuf], tests: bool) -> Vec<Arc<LoadedPack>> {
        let mut folders: Vec<String> = rule_files
            .iter()
            .map(|file| files::shown(file.parent().unwrap_or(Path::new("."))))
            .map(|folder| if folder.is_empty() { ".".to_owned() } else { folder })
            .collect();
        folders.sort();
        folders.dedup();
        let of_folder = |folder: &String| load_pack(&Disk, &self.rules, folder, &self.id_of(folder), tests);
        folders.iter().map(|folder| Arc::new(of_folder(folder))).collect()
    }

    /// The folder of the rules.
    pub(super) fn rules(&self) -> &str {
        &self.rules
    }

    /// Every pack below the rules folder, by id.
    pub(super) fn all(&self, tests: bool) -> Vec<Arc<LoadedPack>> {
        let found = find_packs(&Disk, &self.rules).into_iter();
        found.map(|pack| Arc::new(load_pack(&Disk, &self.rules, &pack.folder, &pack.id, tests))).collect()
    }

    /// The id that a folder's place below the rules folder gives; empty outside it.
    fn id_of(&self, folder: &str) -> String {
        let whole = |path: &str| std::fs::canonicalize(path).ok();
        let (Some(folder), Some(rules)) = (whole(folder), whole(&self.rules)) else { return String::new() };
        match folder.strip_prefix(&rules) {
            Ok(below) => files::shown(below).replace('/', "."),
            Err(_) => String::new(),
        }
    }

    /// The pack with an id: one that was met on the way, else the one in its folder below the rules folder.
    pub(super) fn get(&self, id: &str) -> Option<Arc<LoadedPack>> {
        if let Some(met) = self.met.get().into_iter().flatten().find(|pack| pack.id == id) {
            return Some(met.clone());
        }
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pack) = loaded.get(id) {
            return pack.clone();
        }
        let safe =
            !id.is_empty() && id.split('.').all(|part| !part.is_empty() && !part.contains(['/', '\\', '\0']));
        if !safe {
            return None;
        }
        let folder = folder_of(&self.rules, id);
        let is_pack = std::fs::read_dir(&folder).is_ok_and(|entries| {
            entries.flatten().any(|entry| entry.file_name().to_string_lossy().ends_with(".kisoku"))
        });
        let pack = is_pack.then(|| Arc::new(load_pack(&Disk, &self.rules, &folder, id, false)));
        loaded.insert(id.to_owned(), pack.clone());
        pack
    }

    /// The pack with an id, where the run has loaded it.
    pub(super) fn loaded(&self, id: &str) -> Option<Arc<LoadedPack>> {
        let met = self.met.get().into_iter().flatten().find(|pack| pack.id == id).cloned();
        met.or_else(|| self.loaded_for_proposals().into_iter().find(|pack| pack.id == id))
    }

    /// The packs that proposals asked for, by id.
    pub(super) fn loaded_for_proposals(&self) -> Vec<Arc<LoadedPack>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).values().flatten().cloned().collect()
    }
}

/// What is wrong with some packs; and the errors of those that they use, each once, where they are not among them.
pub(super) fn diagnostics(packs: &[Arc<LoadedPack>]) -> Vec<RuleDiagnostic> {
    let mut out: Vec<RuleDiagnostic> = Vec::new();
    let mut shown: BTreeSet<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
    for pack in packs {
        out.extend(pack.diags.iter().map(|diagnostic| rule_diagnostic(&pack.sources, diagnostic)));
    }
    for pack in packs {
        for used in pack.used.iter().filter(|used| shown.insert(&used.id)) {
            let errors = used.diags.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
            out.extend(errors.map(|diagnostic| rule_diagnostic(&pack.sources, diagnostic)));
        }
    }
    out
}

/// What a report says of a pack that was checked itself.
pub(super) fn checked(pack: &LoadedPack) -> CheckedPack {
    let of = |count: fn(&Pack) -> usize| pack.plan.as_ref().map_or(0, |plan| count(&plan.pack));
    CheckedPack {
        id: pack.id.clone(),
        rules: of(|pack| pack.rules.len()),
        judgements: of(|pack| pack.judgements.len()),
        tests: of(|pack| pack.tests.len()),
    }
}
