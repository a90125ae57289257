//! `kisoku test --mutate`: how much the tests of some packs notice, held against a least share.

use super::test::read_base;
use super::{Settings, args, output};
use crate::diag::{Bilingual, Lang};
use crate::load::LoadedPack;
use crate::report::{HumanOptions, Report, human, rule_diagnostic};
use crate::suite::mutate::{self, PackMutation, Trial};
use crate::suite::{self, PreparedTest};
use clap::{Arg, ArgAction, ArgMatches};
use rayon::prelude::*;
use std::sync::Arc;

/// What is asked of the tests.
pub(super) struct Asked {
    json: bool,
    /// The least share, of a hundred.
    least: Option<u8>,
}

/// The arguments, as people type them.
pub(super) fn arguments(lang: Lang) -> Vec<Arg> {
    let help = args::in_language(lang);
    vec![
        Arg::new("mutate").long("mutate").action(ArgAction::SetTrue).help(help(
            "makes small changes to the rules and lists those that no test notices",
            "規則に小さな変更を加え、どのテストも検出しないものを一覧にします",
        )),
        Arg::new("min")
            .long("min")
            .value_name("PERCENT")
            .value_parser(clap::value_parser!(u8).range(0..=100))
            .help(help(
                "with --mutate: exit code 1 where a pack notices less than this",
                "--mutate とともに：検出率がこれを下回るパックがあれば終了コード1",
            )),
    ]
}

/// What is asked; nothing where the tests are only to be run.
pub(super) fn asked(settings: &Settings, matches: &ArgMatches) -> Result<Option<Asked>, u8> {
    let least = matches.get_one::<u8>("min").copied();
    if matches.get_flag("mutate") {
        let json = args::text(matches, "format") == Some("json");
        return Ok(Some(Asked { json, least }));
    }
    if least.is_some() {
        return Err(settings.trouble(&Bilingual::new(
            "`--min` says how much must be noticed; give `--mutate` beside it",
            "`--min` は検出率の下限です。`--mutate` とともに指定してください",
        )));
    }
    Ok(None)
}

/// Measures the packs: 0 all is well, 1 too little is noticed or a test fails, 2 a pack is broken or there is none.
pub(super) fn run(
    settings: &Settings,
    asked: &Asked,
    packs: &[Arc<LoadedPack>],
    mut report: Report,
    root: &str,
) -> u8 {
    let surveyed: Vec<(&Arc<LoadedPack>, PackMutation)> =
        settings.in_pool(|| packs.par_iter().filter_map(|pack| Some((pack, survey(pack, root)?))).collect());
    for (pack, survey) in &surveyed {
        report.diagnostics.extend(survey.diags.iter().map(|one| rule_diagnostic(&pack.sources, one)));
    }
    if asked.json {
        let wire: Vec<_> = surveyed.iter().map(|(pack, survey)| (survey, &pack.sources)).collect();
        output::to_stdout(&mutate::json(&wire));
    } else {
        output::to_stdout(&human(&report, HumanOptions { quiet: true, ..settings.drawing() }));
        let lang = settings.lang;
        let mut text = String::new();
        for (pack, survey) in &surveyed {
            text.push_str(&mutate::human(survey, &pack.sources, lang));
        }
        text.push_str(&total(&surveyed, lang));
        output::to_stdout(&text);
    }
    let short = |survey: &PackMutation| {
        asked.least.is_some_and(|least| {
            survey.noticed().saturating_mul(100) < survey.counted().saturating_mul(usize::from(least))
        })
    };
    let broken = packs.is_empty() || packs.iter().any(|pack| pack.is_broken());
    match (broken, surveyed.iter().any(|(_, survey)| short(survey) || survey.failing > 0)) {
        (true, _) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

/// The tests of a pack, prepared.
fn prepared(pack: &LoadedPack, root: &str) -> Option<Vec<PreparedTest>> {
    let plan = pack.plan.as_ref()?;
    Some(suite::prepare(plan, &pack.sources, &|path| read_base(root, path)))
}

fn survey(pack: &LoadedPack, root: &str) -> Option<PackMutation> {
    let plan = pack.plan.as_ref()?;
    let tests = prepared(pack, root)?;
    let trial = Trial::new(plan, &pack.sources, &tests);
    let judged = (0..trial.len())
        .into_par_iter()
        .map_init(|| plan.clone(), |own, index| trial.one(own, index))
        .flatten()
        .collect();
    Some(trial.finish(judged))
}

fn total(surveyed: &[(&Arc<LoadedPack>, PackMutation)], lang: Lang) -> String {
    if surveyed.len() < 2 {
        return String::new();
    }
    let sum =
        |count: fn(&PackMutation) -> usize| surveyed.iter().map(|(_, survey)| count(survey)).sum::<usize>();
    let (noticed, counted) = (sum(PackMutation::noticed), sum(PackMutation::counted));
    let percent = mutate::percent(noticed, counted);
    let packs = surveyed.len();
    match lang {
        Lang::En => format!("{packs} packs: {noticed} of {counted} changes noticed ({percent}%)\n"),
        Lang::Ja => format!("{packs}パック：変更 {counted} 件中 {noticed} 件を検出（{percent}%）\n"),
    }
}
