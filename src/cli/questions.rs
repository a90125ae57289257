//! `kisoku questions`: what the authorities have left open.

use super::named::{self, Named};
use super::output::of_run;
use super::{Settings, args, output, packs};
use crate::diag::{Diagnostic, Lang};
use crate::load::LoadedPack;
use crate::report::{HumanOptions, Report, human};
use crate::workbench::questions;
use clap::{Arg, ArgMatches, Command};
use std::sync::Arc;

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("questions")
        .about(help(
            "Lists what the authorities have left open: questions, other readings, contradictions",
            "所管機関に確認すべき点（照会事項、別の読み方、矛盾）を一覧にします",
        ))
        .arg(Arg::new("paths").value_name("PROGRAM|PATH").num_args(0..).help(help(
            "programs, or folders of packs [default: every pack of the rules]",
            "事業 ID またはパックのフォルダー［既定：すべての規則］",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json", "markdown"])
                .default_value("human")
                .help(help("human, json or markdown", "human、json、markdown")),
        )
}

/// Runs the command: 0, or 2 where a pack is broken or not there.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let Named { loaded, troubles, .. } = match named::load(settings, matches) {
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
