//! The files of one pack, read and parsed, and its check once the packs that it uses are known.

use super::pack::{is_rule_file, is_test_file};
use super::world::{World, join};
use crate::check::{self, LoadedTable, LoadedUse, Pack, PackFiles};
use crate::data::encoding::{decode_text, encoding_problem};
use crate::diag::{self, Diagnostic};
use crate::syntax::ast::{Ast, Name};
use crate::syntax::parse;
use crate::text::{FileId, Source, SourceMap, Span};
use std::sync::Arc;

/// The files of a pack.
pub(super) struct Files {
    /// Its id, from its folder.
    pub(super) id: String,
    folder: String,
    rules: Vec<(Arc<Source>, Ast)>,
    tests: Vec<(Arc<Source>, Ast)>,
    diags: Vec<Diagnostic>,
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
        };
        let entries = world.list(folder).unwrap_or_default();
        for entry in entries.iter().filter(|entry| !entry.folder && is_rule_file(&entry.name)) {
            let for_tests = is_test_file(&entry.name);
            if for_tests && !tests {
                continue;
            }
            let path = join(folder, &entry.name);
            let Some(file) = read_rule_file(world, folder, &path, sources, &mut files.diags) else {
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

    /// Checks the pack; what is wrong stands in the order of its places.
    pub(super) fn check(
        &self,
        world: &dyn World,
        used: &[LoadedUse<'_>],
        sources: &mut SourceMap,
    ) -> (Option<Pack>, Vec<Diagnostic>) {
        let asts: Vec<&Ast> = self.rules.iter().map(|(_, ast)| ast).collect();
        let names: Vec<String> = check::table_files(&asts).into_iter().map(|name| name.text).collect();
        let tables: Vec<Result<Arc<Source>, String>> =
            names.iter().map(|name| load_table(world, &self.folder, name, sources)).collect();
        let tables: Vec<LoadedTable> = names
            .iter()
            .zip(&tables)
            .map(|(path, file)| LoadedTable { path, file: file.as_deref().map_err(Clone::clone) })
            .collect();
        let files = PackFiles {
            id: &self.id,
            rules: self.rules.iter().map(|(source, ast)| (&**source, ast)).collect(),
            tests: self.tests.iter().map(|(source, ast)| (&**source, ast)).collect(),
        };
        let checked = check::check(&files, &tables, used);
        let mut diags = self.diags.clone();
        diags.extend(checked.diags);
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
            let file = sources.add(path, problem.shown.as_str());
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

/// The CSV file of a table, or why it cannot be used, in words that follow "cannot read …:".
fn load_table(
    world: &dyn World,
    folder: &str,
    name: &str,
    sources: &mut SourceMap,
) -> Result<Arc<Source>, String> {
    let path = join(folder, name);
    if !world.is_inside(&path, folder) {
        return Err("it is a link that leads out of the folder of the pack".to_owned());
    }
    let text = decode_text(world.read(&path)?)
        .map_err(|problem| format!("it is not UTF-8 but {}", problem.encoding.name().unwrap_or("damaged")))?;
    let file = sources.add(path, text);
    sources.get(file).cloned().ok_or_else(String::new)
}
