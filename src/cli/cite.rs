//! `kisoku cite`: looks every citation of packs up in the documents that they cite.

use super::check::of_run;
use super::files::{self, Disk, Met};
use super::packs::{self, Packs};
use super::{Settings, args, output};
use crate::data::encoding::decode_text;
use crate::diag::{self, Bilingual, Diagnostic};
use crate::load::{LoadedPack, World as _, folder_of, join};
use crate::report::{Report, human, rule_diagnostic};
use crate::text::{SourceMap, nearest};
use crate::workbench::cite::{self, CiteReport, CitedPack};
use clap::ArgMatches;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Runs the command: 0 every citation is found, 1 one is not, 2 a pack or a document cannot be read.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let given = args::texts(matches, "paths");
    let folder = args::text(matches, "sources").unwrap_or(".").trim_end_matches('/');
    let near = given.iter().find(|path| Path::new(path).exists()).copied().unwrap_or(".");
    let rules = files::rules_folder(settings.rules.as_deref(), Path::new(near));
    let packs = Packs::new(rules.clone());
    let mut troubles = Vec::new();
    let mut rule_files = Vec::new();
    let paths = if given.is_empty() { vec![rules.as_str()] } else { given };
    for path in &paths {
        match path_of(path, &rules, &packs) {
            Ok(path) => rule_files_at(&path, &mut rule_files, &mut troubles),
            Err(problem) => return settings.trouble(&problem),
        }
    }
    let loaded = packs.load_without_tests(&rule_files);
    if loaded.is_empty() && troubles.is_empty() {
        troubles.push(diag::nothing_to_check(&paths.join(" ")));
    }
    let documents = match cite::read_documents(&Disk, folder) {
        Ok(documents) => documents,
        Err(reason) => {
            troubles.push(diag::cannot_walk(folder, &reason));
            cite::Documents::default()
        }
    };
    troubles.extend(documents.unreadable.iter().map(|(path, reason)| diag::cannot_walk(path, reason)));
    if documents.documents.is_empty() && troubles.is_empty() {
        troubles.push(diag::no_documents(folder, &documents.others));
    }
    let readmes: Vec<Option<String>> = loaded.iter().map(|pack| readme(pack)).collect();
    // Where there is no document at all, that is said once, not of each source.
    let usable: Vec<(&Arc<LoadedPack>, CitedPack<'_>)> = loaded
        .iter()
        .zip(&readmes)
        .filter(|_| !documents.documents.is_empty())
        .filter_map(|(loaded, readme)| {
            let pack = &loaded.plan.as_ref()?.pack;
            let readme = readme.as_deref();
            Some((loaded, CitedPack { id: &loaded.id, pack, files: &loaded.sources, readme }))
        })
        .collect();
    let cited: Vec<CitedPack<'_>> = usable.iter().map(|(_, pack)| *pack).collect();
    let report = cite::cite(&cited, &documents.documents);
    let found = cite::diagnostics(&cited, &report, folder);
    let broken = loaded.iter().any(|pack| pack.is_broken());
    let code = if broken || !troubles.is_empty() { 2 } else { report.code() };
    let outcome = Outcome { loaded: &loaded, usable: &usable, troubles, found };
    match args::text(matches, "format") {
        Some("json") => print_json(&report, &outcome),
        _ => print_human(settings, &report, &outcome),
    }
    code
}

/// What the run met beside its report.
struct Outcome<'a> {
    loaded: &'a [Arc<LoadedPack>],
    usable: &'a [(&'a Arc<LoadedPack>, CitedPack<'a>)],
    troubles: Vec<Diagnostic>,
    found: Vec<Vec<Diagnostic>>,
}

/// The path that an argument means: a path, or the folder of a program.
pub(super) fn path_of(argument: &str, rules: &str, packs: &Packs) -> Result<PathBuf, Bilingual> {
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
pub(super) fn rule_files_at(path: &Path, rule_files: &mut Vec<PathBuf>, troubles: &mut Vec<Diagnostic>) {
    for met in files::met_at(path) {
        match met {
            Met::Rules(file) => rule_files.push(file),
            Met::Trouble(path, reason) => troubles.push(diag::cannot_walk(&path, &reason)),
            Met::Proposal(..) | Met::Unknown(_) => {}
        }
    }
}

fn readme(pack: &LoadedPack) -> Option<String> {
    decode_text(Disk.read(&join(&pack.folder, "README.md")).ok()?).ok()
}

fn print_human(settings: &Settings, report: &CiteReport, outcome: &Outcome<'_>) {
    let mut drawn = Report::default();
    drawn.diagnostics.extend(packs::diagnostics(outcome.loaded));
    drawn.diagnostics.extend(outcome.troubles.iter().map(of_run));
    for ((pack, _), diagnostics) in outcome.usable.iter().zip(&outcome.found) {
        drawn
            .diagnostics
            .extend(diagnostics.iter().map(|diagnostic| rule_diagnostic(&pack.sources, diagnostic)));
    }
    let options = settings.drawing();
    let mut text = human(&drawn, options);
    if !settings.quiet && !outcome.usable.is_empty() {
        text.push_str(&cite::human(report, settings.lang));
    }
    output::to_stdout(&text);
}

fn print_json(report: &CiteReport, outcome: &Outcome<'_>) {
    let none = SourceMap::default();
    let mut all: Vec<(&SourceMap, &[Diagnostic])> = vec![(&none, outcome.troubles.as_slice())];
    all.extend(outcome.loaded.iter().map(|pack| (&pack.sources, pack.diags.as_slice())));
    for ((pack, _), diagnostics) in outcome.usable.iter().zip(&outcome.found) {
        all.push((&pack.sources, diagnostics.as_slice()));
    }
    output::to_stdout(&cite::json(report, &all));
}
