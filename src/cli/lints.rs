//! Lints of the packs that a run met, with what other packs of the rules use of them.

use super::files::{self, Disk};
use super::packs::Packs;
use super::test::read_base;
use crate::lint::{self, Elsewhere, Levels, Look};
use crate::load::{LoadedPack, World as _, find_packs, load_pack};
use crate::report::{RuleDiagnostic, rule_diagnostic};
use crate::suite;
use std::sync::Arc;

/// What the lints say of sound packs. A pack with an error is told of that first.
pub(super) fn of_packs(met: &[Arc<LoadedPack>], packs: &Packs, levels: &Levels) -> Vec<RuleDiagnostic> {
    if met.is_empty() {
        return Vec::new();
    }
    let used = used_of(met, packs);
    let root = files::root_of(packs.rules());
    let mut out = Vec::new();
    for pack in met {
        let Some(plan) = &pack.plan else { continue };
        let tested = lint::asks_for_tests(levels) && !plan.pack.tests.is_empty();
        let shown = tested.then(|| {
            let tests = suite::prepare(plan, &pack.sources, &|path| read_base(&root, path));
            suite::coverage::coverage(plan, &tests)
        });
        let look = Look::new(plan, &pack.sources).with(used.clone()).tested(shown);
        out.extend(lint::lint(&look, levels).iter().map(|found| rule_diagnostic(&pack.sources, found)));
    }
    out
}

/// What the packs of the rules refer to of each other. Of packs that were not met only those are loaded that say `use`.
fn used_of(met: &[Arc<LoadedPack>], packs: &Packs) -> Elsewhere {
    let mut used = Elsewhere::new();
    for pack in met {
        used.extend(pack.plan.iter().flat_map(|plan| lint::foreign(plan, &pack.sources)));
    }
    for found in find_packs(&Disk, packs.rules()) {
        let is_met = met.iter().any(|pack| pack.folder == found.folder);
        if is_met || !met.iter().any(|pack| may_use(&found.folder, &pack.id)) {
            continue;
        }
        let pack = load_pack(&Disk, packs.rules(), &found.folder, &found.id, true);
        used.extend(pack.plan.iter().flat_map(|plan| lint::foreign(plan, &pack.sources)));
    }
    used
}

/// Whether a rule file in the folder has the words `use ID`.
fn may_use(folder: &str, id: &str) -> bool {
    let words = format!("use {id}");
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    let rules = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().ends_with(".kisoku"));
    rules.filter_map(|entry| Disk.read(&entry.path().to_string_lossy()).ok()).any(|bytes| {
        String::from_utf8_lossy(&bytes).lines().any(|line| line.trim_start().starts_with(&words))
    })
}
