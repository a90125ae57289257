//! A pack from its folder: every rule file, table and (where asked) test file, read, parsed, checked and planned.

use super::world::{World, join};
use crate::check::{self, LoadedTable, PackFiles};
use crate::data::encoding::{decode_text, encoding_problem};
use crate::diag::{self, Bilingual, Diagnostic, Severity};
use crate::plan::{self, Plan};
use crate::syntax::{self, ast::Ast};
use crate::text::{FileId, Source, SourceMap, Span};
use std::sync::Arc;

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
    /// Its files: rules, tables, tests.
    pub sources: SourceMap,
    /// What is wrong with them.
    pub diags: Vec<Diagnostic>,
    /// The plan; `None` where an error was found.
    pub plan: Option<Plan>,
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

fn is_rule_file(name: &str) -> bool {
    name.ends_with(".kisoku") && !name.starts_with('.')
}

fn is_test_file(name: &str) -> bool {
    name.ends_with(".test.kisoku")
}

/// Loads the pack in a folder. `id` is the id that the folder's place gives, empty where it lies outside the rules
/// folder. Test files are read only where `tests` says so: judging a proposal does not need them.
pub fn load_pack(world: &dyn World, folder: &str, id: &str, tests: bool) -> LoadedPack {
    let mut sources = SourceMap::default();
    let mut diags = Vec::new();
    let mut rule_files = Vec::new();
    let mut test_files = Vec::new();
    let mut unread = false;
    let entries = world.list(folder).unwrap_or_default();
    for entry in entries.iter().filter(|entry| !entry.folder && is_rule_file(&entry.name)) {
        let for_tests = is_test_file(&entry.name);
        if for_tests && !tests {
            continue;
        }
        let path = join(folder, &entry.name);
        let Some(file) = read_rule_file(world, folder, &path, &mut sources, &mut diags) else {
            unread |= !for_tests;
            continue;
        };
        let Some(source) = sources.get(file).cloned() else { continue };
        let parsed = syntax::parse(&source);
        diags.extend(parsed.diags);
        let files = if for_tests { &mut test_files } else { &mut rule_files };
        files.push((source, parsed.value));
    }
    if unread {
        // What the file declares is not known, so nothing that uses it can be judged.
        return LoadedPack { id: id.to_owned(), folder: folder.to_owned(), sources, diags, plan: None };
    }
    let asts: Vec<&Ast> = rule_files.iter().map(|(_, ast)| ast).collect();
    let names: Vec<String> = check::table_files(&asts).into_iter().map(|name| name.text).collect();
    let tables: Vec<Result<Arc<Source>, Option<Bilingual>>> =
        names.iter().map(|name| load_table(world, folder, name, &mut sources, &mut diags)).collect();
    let checked = check::check(
        &PackFiles {
            id,
            rules: rule_files.iter().map(|(source, ast)| (&**source, ast)).collect(),
            tests: test_files.iter().map(|(source, ast)| (&**source, ast)).collect(),
        },
        &names
            .iter()
            .zip(&tables)
            .map(|(path, file)| LoadedTable { path, file: file.as_deref().map_err(Option::as_ref) })
            .collect::<Vec<_>>(),
    );
    let unparsed = diags.iter().filter(|diag| diag.severity == Severity::Error).filter_map(Diagnostic::span);
    let unparsed: Vec<Span> = unparsed.collect();
    diags.extend(checked.diags.into_iter().filter(|diag| !follows(diag, &unparsed)));
    diags.sort_by_key(|diag| (diag.span(), diag.code));
    let broken = diags.iter().any(|diag| diag.severity == Severity::Error);
    let id = match &checked.value {
        Some(pack) if id.is_empty() => pack.id.clone(),
        _ => id.to_owned(),
    };
    let plan = checked.value.filter(|_| !broken).map(plan::build);
    LoadedPack { id, folder: folder.to_owned(), sources, diags, plan }
}

/// Whether a diagnostic is about a place that could not be parsed, so that it follows from that.
fn follows(diag: &Diagnostic, unparsed: &[Span]) -> bool {
    diag.span().is_some_and(|at| {
        unparsed.iter().any(|other| other.file == at.file && other.start < at.end && at.start < other.end)
    })
}

fn read_rule_file(
    world: &dyn World,
    folder: &str,
    path: &str,
    sources: &mut SourceMap,
    diags: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let start = |file| Span::new(file, 0, 0);
    if !world.is_inside(path, folder) {
        let file = sources.add(path, "");
        diags.push(diag::leaves_the_pack(start(file), path));
        return None;
    }
    match world.read(path).map(decode_text) {
        Ok(Ok(text)) => Some(sources.add(path, text)),
        Ok(Err(problem)) => {
            let file = sources.add_shown(|id| problem.source(id, path));
            diags.extend(sources.get(file).map(|source| encoding_problem(&problem, source)));
            None
        }
        Err(reason) => {
            let file = sources.add(path, "");
            diags.push(diag::cannot_open(start(file), path, &reason));
            None
        }
    }
}

/// The CSV file of a table, or why it cannot be used, in words that follow "cannot be read:"; a wrong encoding is
/// reported here, at its place in the file.
fn load_table(
    world: &dyn World,
    folder: &str,
    name: &str,
    sources: &mut SourceMap,
    diags: &mut Vec<Diagnostic>,
) -> Result<Arc<Source>, Option<Bilingual>> {
    let path = join(folder, name);
    if !world.is_inside(&path, folder) {
        return Err(Some(diag::link_leads_out()));
    }
    let bytes = world.read(&path).map_err(|reason| Some(diag::system_reason(&reason)))?;
    let file = match decode_text(bytes) {
        Ok(text) => sources.add(path, text),
        Err(problem) => {
            let file = sources.add_shown(|id| problem.source(id, &path));
            diags.extend(sources.get(file).map(|source| encoding_problem(&problem, source)));
            return Err(None);
        }
    };
    sources.get(file).cloned().ok_or(None)
}
