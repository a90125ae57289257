//! The files of one pack, read and parsed, and its check once the packs that it uses are known.

use super::pack::{is_rule_file, is_test_file};
use super::world::{Entry, World, join};
use crate::check::{self, LoadedTable, LoadedUse, Pack, PackFiles};
use crate::data::encoding::{decode_text, encoding_problem};
use crate::diag::{self, Bilingual, Diagnostic, Severity, check_rules};
use crate::syntax::ast::{Ast, GivenBase, Item, Name};
use crate::syntax::{MAX_BYTES, parse};
use crate::text::{FileId, Source, SourceMap, Span, nearest};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a pack.
pub(super) struct Files {
    /// Its id, from its folder.
    pub(super) id: String,
    folder: String,
    rules: Vec<(Arc<Source>, Ast)>,
    tests: Vec<(Arc<Source>, Ast)>,
    diags: Vec<Diagnostic>,
    /// Whether a rule file could not be read: what it declares is not known.
    unread: bool,
}

impl Files {
    /// Reads and parses the rule files of a folder.
    pub(super) fn read(
        world: &dyn World,
        folder: &str,
        id: &str,
        tests: bool,
        sources: &mut SourceMap,
    ) -> Files {
        let mut files = Files {
            id: id.to_owned(),
            folder: folder.to_owned(),
            rules: Vec::new(),
            tests: Vec::new(),
            diags: Vec::new(),
            unread: false,
        };
        let entries = world.list(folder).unwrap_or_default();
        for entry in entries.iter().filter(|entry| !entry.folder && is_rule_file(&entry.name)) {
            let for_tests = is_test_file(&entry.name);
            if for_tests && !tests {
                continue;
            }
            let path = join(folder, &entry.name);
            let Some(file) = read_rule_file(world, folder, &path, sources, &mut files.diags) else {
                files.unread |= !for_tests;
                continue;
            };
            let Some(source) = sources.get(file).cloned() else { continue };
            let parsed = parse(&source);
            files.diags.extend(parsed.diags);
            let of_kind = if for_tests { &mut files.tests } else { &mut files.rules };
            of_kind.push((source, parsed.value));
        }
        files
    }

    /// The packs that it uses, each once.
    pub(super) fn uses(&self) -> Vec<Name> {
        check::used_packs(&self.rules.iter().chain(&self.tests).map(|(_, ast)| ast).collect::<Vec<_>>())
    }

    /// What is wrong with the proposals of tests that are files below the project's root: those that are not there.
    pub(super) fn missing_proposals(&self, world: &dyn World, root: &str) -> Vec<Diagnostic> {
        let items = self.rules.iter().chain(&self.tests).flat_map(|(_, ast)| &ast.items);
        let tests = items.filter_map(|item| if let Item::Test(test) = item { Some(test) } else { None });
        let mut folders: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        let mut diags = Vec::new();
        for given in tests.flat_map(|test| &test.given) {
            let GivenBase::File(file) = &given.base else { continue };
            let (below, name) = file.text.rsplit_once('/').unwrap_or(("", &file.text));
            let folder = match (root, below) {
                ("", "") => ".".to_owned(),
                (root, "") => root.to_owned(),
                (root, below) => join(root, below),
            };
            let entries =
                folders.entry(folder).or_insert_with_key(|folder| world.list(folder).unwrap_or_default());
            let files = || entries.iter().filter(|entry| !entry.folder).map(|entry| entry.name.as_str());
            if files().any(|known| known == name) {
                continue;
            }
            let near = nearest(name, files());
            let near =
                near.map(|near| if below.is_empty() { near.to_owned() } else { format!("{below}/{near}") });
            diags.push(check_rules::proposal_not_there(file.span, &file.text, near.as_deref()));
        }
        diags
    }

    /// Checks the pack; what is wrong stands in the order of its places.
    pub(super) fn check(
        &self,
        world: &dyn World,
        used: &[LoadedUse<'_>],
        sources: &mut SourceMap,
    ) -> (Option<Pack>, Vec<Diagnostic>) {
        if self.unread {
            return (None, self.diags.clone());
        }
        let mut diags = self.diags.clone();
        let asts: Vec<&Ast> = self.rules.iter().map(|(_, ast)| ast).collect();
        let names: Vec<String> = check::table_files(&asts).into_iter().map(|name| name.text).collect();
        let tables: Vec<Result<Arc<Source>, Option<Bilingual>>> =
            names.iter().map(|name| load_table(world, &self.folder, name, sources, &mut diags)).collect();
        let tables: Vec<LoadedTable> = names
            .iter()
            .zip(&tables)
            .map(|(path, file)| LoadedTable { path, file: file.as_deref().map_err(Option::as_ref) })
            .collect();
        let files = PackFiles {
            id: &self.id,
            rules: self.rules.iter().map(|(source, ast)| (&**source, ast)).collect(),
            tests: self.tests.iter().map(|(source, ast)| (&**source, ast)).collect(),
        };
        let checked = check::check(&files, &tables, used);
        let unparsed = diags.iter().filter(|diag| diag.severity == Severity::Error);
        let unparsed: Vec<Span> = unparsed.filter_map(Diagnostic::span).collect();
        diags.extend(checked.diags.into_iter().filter(|diag| !follows(diag, &unparsed)));
        diags.sort_by_key(|diag| (diag.span(), diag.code));
        (checked.value, diags)
    }
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

/// Whether a diagnostic is about a place that could not be parsed, so that it follows from that.
fn follows(diag: &Diagnostic, unparsed: &[Span]) -> bool {
    diag.span().is_some_and(|at| {
        unparsed.iter().any(|other| other.file == at.file && other.start < at.end && at.start < other.end)
    })
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
    if bytes.len() > MAX_BYTES {
        return Err(Some(diag::system_reason("it is larger than 8 MiB")));
    }
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
