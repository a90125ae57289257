//! `kisoku questions`: what the authorities have left open.

use super::check::of_run;
use super::cite::{path_of, rule_files_at};
use super::files;
use super::packs::{self, Packs};
use super::{Settings, args, output};
use crate::diag::{self, Diagnostic};
use crate::load::LoadedPack;
use crate::report::{HumanOptions, Report, human};
use crate::workbench::questions;
use clap::ArgMatches;
use std::path::Path;
use std::sync::Arc;

/// Runs the command: 0, or 2 where a pack is broken or not there.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let given = args::texts(matches, "paths");
    let near = given.iter().find(|path| Path::new(path).exists()).copied().unwrap_or(".");
    let rules = files::rules_folder(settings.rules.as_deref(), Path::new(near));
    let packs = Packs::new(rules.clone());
    let paths = if given.is_empty() { vec![rules.as_str()] } else { given };
    let mut troubles: Vec<Diagnostic> = Vec::new();
    let mut rule_files = Vec::new();
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
    let all: Vec<&LoadedPack> = loaded.iter().map(|pack| &**pack).collect();
    let open = questions::gather(&all);
    output::to_stdout(&match args::text(matches, "format") {
        Some("json") => questions::json(&open),
        Some("markdown") => questions::markdown(&open, settings.lang),
        _ if loaded.is_empty() => String::new(),
        _ => questions::human(&open, settings.lang, output::width()),
    });
    if troubles.is_empty() && !loaded.iter().any(|pack| pack.is_broken()) {
        return 0;
    }
    output::to_stderr(&broken(settings, &loaded, &troubles));
    2
}

/// What is wrong with some packs and with the run, drawn.
pub(super) fn broken(settings: &Settings, packs: &[Arc<LoadedPack>], troubles: &[Diagnostic]) -> String {
    let mut report = Report { diagnostics: packs::diagnostics(packs), ..Report::default() };
    report.diagnostics.extend(troubles.iter().map(of_run));
    let options = HumanOptions { quiet: true, ..settings.drawing() };
    human(&report, options)
}
