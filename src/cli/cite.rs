//! `kisoku cite`: looks every citation of packs up in the documents that they cite.

use super::files::Disk;
use super::named::{self, Named};
use super::output::of_run;
use super::{Settings, args, output, packs};
use crate::data::encoding::decode_text;
use crate::diag::{self, Diagnostic, Lang};
use crate::load::{LoadedPack, World as _, join};
use crate::report::{Report, human, rule_diagnostic};
use crate::text::SourceMap;
use crate::workbench::cite::{self, CiteReport, CitedPack};
use clap::{Arg, ArgMatches, Command};
use std::sync::Arc;

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("cite")
        .about(help(
            "Looks the citations of the rules up in the documents",
            "規則の引用を元の文書と照合します",
        ))
        .after_help(help(
            "The document of a source is the one that its `file` names, else the one with its title.\nExit code: 0 every citation is found; 1 one is not; 2 something cannot be read.",
            "source の文書は `file` が指すもの、なければ題名を持つものです。\n終了コード：0 すべて確認、1 文書にない引用あり、2 読めないものあり。",
        ))
        .arg(Arg::new("paths").value_name("PROGRAM|PATH").num_args(0..).help(help(
            "programs, or folders of packs [default: the folder of the rules]",
            "事業、またはパックのフォルダー［既定：規則のフォルダー］",
        )))
        .arg(Arg::new("sources").long("sources").value_name("DIR").required(true).help(help(
            "folder of the documents, as plain text (.txt, .md)",
            "文書（.txt、.md）のフォルダー",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json"])
                .default_value("human")
                .help(help("human or json", "human または json")),
        )
}

/// Runs the command: 0 every citation is found, 1 one is not, 2 a pack or a document cannot be read.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let folder = args::text(matches, "sources").unwrap_or(".").trim_end_matches('/');
    let Named { loaded, mut troubles, .. } = match named::load(settings, matches) {
        Ok(named) => named,
        Err(problem) => return settings.trouble(&problem),
    };
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
