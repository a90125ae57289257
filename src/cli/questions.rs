//! `kisoku questions`: what the authorities have left open.

use super::check::of_run;
use super::named::{self, Named};
use super::{Settings, args, output, packs};
use crate::diag::Diagnostic;
use crate::load::LoadedPack;
use crate::report::{HumanOptions, Report, human};
use crate::workbench::questions;
use clap::ArgMatches;
use std::sync::Arc;

/// Runs the command: 0, or 2 where a pack is broken or not there.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let Named { loaded, troubles } = match named::load(settings, matches) {
        Ok(named) => named,
        Err(problem) => return settings.trouble(&problem),
    };
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
