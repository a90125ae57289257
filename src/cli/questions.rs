//! `kisoku questions`: what the authorities have left open.

use super::files::{self, Met};
use super::packs::{self, Packs};
use super::{Settings, args, output};
use crate::diag::Bilingual;
use crate::load::LoadedPack;
use crate::report::{HumanOptions, Report, human};
use crate::text::nearest;
use crate::workbench::questions;
use clap::ArgMatches;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Runs the command: 0, or 2 where a pack is broken or not there.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let given = args::texts(matches, "packs");
    let near = given.iter().find(|path| Path::new(path).exists()).copied().unwrap_or(".");
    let packs = Packs::new(files::rules_folder(settings.rules.as_deref(), Path::new(near)));
    let mut chosen: Vec<Arc<LoadedPack>> = Vec::new();
    let mut rule_files: Vec<PathBuf> = Vec::new();
    for one in &given {
        if Path::new(one).exists() {
            for met in files::met_at(Path::new(one)) {
                if let Met::Rules(file) = met {
                    rule_files.push(file);
                }
            }
            continue;
        }
        match packs.get(one) {
            Some(pack) => chosen.push(pack),
            None => return unknown(settings, &packs, one),
        }
    }
    chosen.extend(packs.load_met(&rule_files));
    if given.is_empty() {
        chosen = packs.all(false);
    }
    chosen.sort_by(|a, b| a.id.cmp(&b.id));
    chosen.dedup_by(|a, b| a.folder == b.folder);
    if chosen.is_empty() {
        let given = if given.is_empty() { packs.rules().to_owned() } else { given.join(" ") };
        return settings.trouble(&Bilingual::new(
            format!("there is no pack of rules in `{given}`"),
            format!("`{given}` に規則がありません"),
        ));
    }
    let all: Vec<&LoadedPack> = chosen.iter().map(|pack| &**pack).collect();
    let open = questions::gather(&all);
    output::to_stdout(&match args::text(matches, "format") {
        Some("json") => questions::json(&open),
        Some("markdown") => questions::markdown(&open, settings.lang),
        _ => questions::human(&open, settings.lang, output::width()),
    });
    if chosen.iter().any(|pack| pack.is_broken()) {
        output::to_stderr(&broken(settings, &chosen));
        return 2;
    }
    0
}

/// What is wrong with some packs, drawn.
pub(super) fn broken(settings: &Settings, packs: &[Arc<LoadedPack>]) -> String {
    let report = Report { diagnostics: packs::diagnostics(packs), ..Report::default() };
    let options = HumanOptions {
        lang: settings.lang,
        color: settings.color,
        unicode: settings.unicode,
        width: output::width(),
        quiet: true,
    };
    human(&report, options)
}

fn unknown(settings: &Settings, packs: &Packs, id: &str) -> u8 {
    let known = packs.known();
    let near = nearest(id, known.iter().map(String::as_str));
    settings.trouble(&match near {
        Some(near) => Bilingual::new(
            format!("there is no program `{id}`; did you mean `{near}`?"),
            format!("事業 `{id}` の規則はありません。`{near}` のことですか"),
        ),
        None => Bilingual::new(
            format!("there is no program `{id}`; there are rules for {}", known.join(", ")),
            format!("事業 `{id}` の規則はありません。規則がある事業：{}", known.join("、")),
        ),
    })
}
