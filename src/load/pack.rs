//! A pack from its folder: every rule file, table and (where asked) test file, read, parsed, checked and planned.

use super::files::Files;
use super::uses;
use super::world::{World, join};
use crate::data::encoding::decode_text;
use crate::diag::{Diagnostic, Severity};
use crate::plan::{self, Plan};
use crate::syntax::ast::Item;
use crate::syntax::parse;
use crate::text::SourceMap;

/// How deep packs may lie below the rules folder.
const MAX_FOLDERS: usize = 32;

/// A folder that holds rule files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackFolder {
    /// The id that its place below the rules folder gives: `mext.kci.stage2`.
    pub id: String,
    /// Its path.
    pub folder: String,
}

/// A pack with all that was read for it.
#[derive(Debug)]
pub struct LoadedPack {
    /// The id: of the folder, else of the `program` in it.
    pub id: String,
    /// Its folder.
    pub folder: String,
    /// Its files: rules, tables, tests; and those of the packs that it uses.
    pub sources: SourceMap,
    /// What is wrong with them.
    pub diags: Vec<Diagnostic>,
    /// The packs that it uses, directly or not, by id.
    pub used: Vec<UsedPack>,
    /// The plan; `None` where an error was found.
    pub plan: Option<Plan>,
}

/// A pack that another one uses.
#[derive(Debug)]
pub struct UsedPack {
    /// Its id.
    pub id: String,
    /// What is wrong with it; the places lie in the files of the pack that uses it.
    pub diags: Vec<Diagnostic>,
}

impl LoadedPack {
    /// Whether the pack cannot be used.
    pub fn is_broken(&self) -> bool {
        self.plan.is_none()
    }
}

/// The folder of a pack below the rules folder.
pub fn folder_of(rules: &str, id: &str) -> String {
    join(rules, &id.replace('.', "/"))
}

/// The project's root: the folder that holds the rules folder.
fn root_of(rules: &str) -> &str {
    match rules.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((root, _)) => root,
        None => "",
    }
}

/// Every folder at or below `rules` that holds rule files, by id.
pub fn find_packs(world: &dyn World, rules: &str) -> Vec<PackFolder> {
    let mut found = Vec::new();
    let mut waiting = vec![(rules.to_owned(), Vec::<String>::new())];
    while let Some((folder, parts)) = waiting.pop() {
        let Ok(entries) = world.list(&folder) else { continue };
        if entries.iter().any(|entry| !entry.folder && is_rule_file(&entry.name)) {
            found.push(PackFolder { id: parts.join("."), folder: folder.clone() });
        }
        for entry in entries.into_iter().filter(|entry| entry.folder && !entry.name.starts_with('.')) {
            if parts.len() < MAX_FOLDERS {
                let mut inner = parts.clone();
                inner.push(entry.name.clone());
                waiting.push((join(&folder, &entry.name), inner));
            }
        }
    }
    found.sort();
    found
}

/// The id that the rule files of a folder give their pack.
pub fn declared_id(world: &dyn World, folder: &str) -> Option<String> {
    let entries = world.list(folder).unwrap_or_default();
    let rules = entries
        .iter()
        .filter(|entry| !entry.folder && is_rule_file(&entry.name) && !is_test_file(&entry.name));
    rules.filter_map(|entry| decode_text(world.read(&join(folder, &entry.name)).ok()?).ok()).find_map(
        |text| {
            let mut sources = SourceMap::default();
            let id = sources.add(folder, text);
            let parsed = parse(sources.get(id)?);
            parsed.value.items.into_iter().find_map(|item| match item {
                Item::Program(program) => Some(program.id.text),
                _ => None,
            })
        },
    )
}

pub(super) fn is_rule_file(name: &str) -> bool {
    name.ends_with(".kisoku") && !name.starts_with('.')
}

pub(super) fn is_test_file(name: &str) -> bool {
    name.ends_with(".test.kisoku")
}

/// Loads the pack in a folder, and the packs below the rules folder that it uses. `id` is the id that the folder's
/// place gives, empty where it lies outside the rules folder. Test files are read only where `tests` says so: judging
/// a proposal does not need them, and neither does another pack.
pub fn load_pack(world: &dyn World, rules: &str, folder: &str, id: &str, tests: bool) -> LoadedPack {
    let mut sources = SourceMap::default();
    let root = Files::read(world, folder, id, tests, &mut sources);
    let missing = if tests { root.missing_proposals(world, root_of(rules)) } else { Vec::new() };
    let checked = uses::check_all(world, rules, root, &mut sources);
    let mut diags = checked.diags;
    diags.extend(missing);
    diags.sort_by_key(|diag| (diag.span(), diag.code));
    let broken = is_broken(&diags);
    let id = match &checked.pack {
        Some(pack) if id.is_empty() => pack.id.clone(),
        _ => id.to_owned(),
    };
    let plan = checked.pack.filter(|_| !broken).map(plan::build);
    LoadedPack { id, folder: folder.to_owned(), sources, diags, used: checked.used, plan }
}

/// Whether something was found that makes a pack useless.
pub(super) fn is_broken(diags: &[Diagnostic]) -> bool {
    diags.iter().any(|diag| diag.severity == Severity::Error)
}
