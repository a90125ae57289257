//! `kisoku params`: every figure of a programme, with its dates, its source and the rules that read it.

use super::named::{self, Named};
use super::packs::Packs;
use super::{Settings, args, output, questions};
use crate::diag::Lang;
use crate::load::LoadedPack;
use crate::workbench::params;
use clap::{Arg, ArgAction, ArgMatches, Command};

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("params")
        .about(help(
            "Lists every figure of a programme: value, dates, source, and the rules that read it",
            "事業の規則にある数値（値、適用期間、出典、参照する規則）を一覧にします",
        ))
        .arg(Arg::new("paths").value_name("PROGRAM|PATH").num_args(0..).help(help(
            "programs, or folders of packs [default: every pack of the rules]",
            "事業 ID またはパックのフォルダー［既定：すべての規則］",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "csv", "json", "markdown"])
                .default_value("human")
                .help(help("human, csv, json or markdown", "human、csv、json、markdown")),
        )
        .arg(Arg::new("bom").long("bom").action(ArgAction::SetTrue).help(help(
            "begin CSV with a byte order mark, so that Excel reads it as UTF-8",
            "Excel が UTF-8 と認識するよう、CSV の先頭に BOM を付ける",
        )))
}

/// Runs the command: 0, or 2 where a pack is broken or not there.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let Named { loaded, troubles, rules } = match named::load(settings, matches) {
        Ok(named) => named,
        Err(problem) => return settings.trouble(&problem),
    };
    let asked: Vec<&LoadedPack> = loaded.iter().map(|pack| &**pack).collect();
    // A figure may be read by the rules of another programme.
    let mut everywhere = Packs::new(rules).all(false);
    let known = |pack: &LoadedPack| asked.iter().any(|asked| asked.id == pack.id);
    everywhere.retain(|pack| !known(pack));
    let all: Vec<&LoadedPack> = asked.iter().copied().chain(everywhere.iter().map(|pack| &**pack)).collect();
    let found = params::gather(&asked, &all);
    output::to_stdout(&match args::text(matches, "format") {
        Some("csv") => params::csv(&found, matches.get_flag("bom")),
        Some("json") => params::json(&found),
        Some("markdown") => params::markdown(&found, settings.lang),
        _ => params::human(&found, settings.lang, output::width()),
    });
    if troubles.is_empty() && !loaded.iter().any(|pack| pack.is_broken()) {
        return 0;
    }
    output::to_stderr(&questions::broken(settings, &loaded, &troubles));
    2
}
