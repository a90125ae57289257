//! `kisoku test --coverage` and `--mutate`: what the tests of some packs show and notice, held against a least share.

use super::test::read_base;
use super::{Settings, args, output};
use crate::check::typed::RuleId;
use crate::diag::{Bilingual, Lang};
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::report::{HumanOptions, Report, human, rule_diagnostic};
use crate::suite::coverage::{self, Coverage};
use crate::suite::mutate::{self, PackMutation, Trial};
use crate::suite::{self, PreparedTest};
use clap::{Arg, ArgAction, ArgMatches};
use rayon::prelude::*;
use std::sync::Arc;

/// What is asked of the tests.
pub(super) struct Asked {
    what: What,
    json: bool,
    /// Whether every part is listed.
    full: bool,
    /// The least share, of a hundred.
    least: Option<u8>,
}

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Coverage,
    Mutation,
}

impl Asked {
    /// Whether a share is less than asked.
    fn is_short(&self, part: usize, of: usize) -> bool {
        self.least.is_some_and(|least| part.saturating_mul(100) < of.saturating_mul(usize::from(least)))
    }
}

/// The arguments that choose among tests or rewrite them: what is measured is all tests of a pack.
const RUNNING: [&str; 4] = ["name", "list", "update", "diff"];

/// The arguments, as people type them.
pub(super) fn arguments(lang: Lang) -> Vec<Arg> {
    let help = args::in_language(lang);
    vec![
        Arg::new("coverage").long("coverage").action(ArgAction::SetTrue).conflicts_with_all(RUNNING).help(
            help(
                "lists what the tests have shown of each condition and bound of the rules",
                "規則の各条件・各境界についてテストが確認したものを一覧にします",
            ),
        ),
        Arg::new("mutate")
            .long("mutate")
            .action(ArgAction::SetTrue)
            .conflicts_with("coverage")
            .conflicts_with_all(RUNNING)
            .help(help(
                "makes small changes to the rules and lists those that no test notices",
                "規則に小さな変更を加え、どのテストも検出しないものを一覧にします",
            )),
        Arg::new("min")
            .long("min")
            .value_name("PERCENT")
            .value_parser(clap::value_parser!(u8).range(0..=100))
            .help(help(
                "with --coverage or --mutate: exit code 1 where a pack has less than this",
                "--coverage または --mutate とともに：これを下回るパックがあれば終了コード1",
            )),
    ]
}

/// What is asked; nothing where the tests are only to be run.
pub(super) fn asked(settings: &Settings, matches: &ArgMatches) -> Result<Option<Asked>, u8> {
    let least = matches.get_one::<u8>("min").copied();
    let what = match (matches.get_flag("coverage"), matches.get_flag("mutate")) {
        (true, _) => What::Coverage,
        (_, true) => What::Mutation,
        (false, false) if least.is_some() => {
            return Err(settings.trouble(&Bilingual::new(
                "`--min` is for measuring the tests; give `--coverage` or `--mutate` beside it",
                "`--min` はテストの測定用です。`--coverage` または `--mutate` とともに指定してください",
            )));
        }
        (false, false) => return Ok(None),
    };
    let json = match args::texts(matches, "format").as_slice() {
        [] | ["human"] => false,
        ["json"] => true,
        _ => {
            return Err(settings.trouble(&Bilingual::new(
                "with `--coverage` or `--mutate` the format is one of `human` and `json`, to standard output",
                "`--coverage` と `--mutate` の形式は `human` か `json` のいずれか一つで、標準出力に出ます",
            )));
        }
    };
    Ok(Some(Asked { what, json, full: settings.full, least }))
}

/// Measures the packs: 0 all is well, 1 too little is shown or noticed, or a test fails, 2 a pack is broken or there
/// is none.
pub(super) fn run(
    settings: &Settings,
    asked: &Asked,
    packs: &[Arc<LoadedPack>],
    report: Report,
    root: &str,
) -> u8 {
    let enough = match asked.what {
        What::Coverage => covered(settings, asked, packs, &report, root),
        What::Mutation => mutated(settings, asked, packs, report, root),
    };
    let broken = packs.is_empty() || packs.iter().any(|pack| pack.is_broken());
    match (broken, enough) {
        (true, _) => 2,
        (false, false) => 1,
        (false, true) => 0,
    }
}

/// What is known of the coverage of a pack.
struct Covered<'a> {
    pack: &'a LoadedPack,
    plan: &'a Plan,
    coverage: Coverage,
    /// Where it falls short: the tests to add.
    rows: String,
}

/// Prints what the tests show; whether it is enough.
fn covered(
    settings: &Settings,
    asked: &Asked,
    packs: &[Arc<LoadedPack>],
    report: &Report,
    root: &str,
) -> bool {
    let lang = settings.lang;
    let short = |coverage: &Coverage| asked.is_short(coverage.reached(), coverage.asked());
    let one = |pack| {
        let (plan, tests) = prepared(pack, root)?;
        let coverage = coverage::coverage(plan, &tests);
        let wanted = short(&coverage) && !asked.json;
        let rows = if wanted { rows_to_add(plan, &tests, &coverage, lang) } else { String::new() };
        Some(Covered { pack, plan, coverage, rows })
    };
    let all: Vec<Covered<'_>> =
        settings.in_pool(|| packs.par_iter().map(Arc::as_ref).filter_map(one).collect());
    if asked.json {
        let wire: Vec<_> = all.iter().map(|one| (&one.coverage, &one.plan.pack, &one.pack.sources)).collect();
        output::to_stdout(&coverage::json(&wire));
    } else {
        output::to_stdout(&human(report, HumanOptions { quiet: true, ..settings.drawing() }));
        let mut text = String::new();
        for one in &all {
            text.push_str(&coverage::human(&one.coverage, &one.plan.pack, lang, asked.full));
            text.push('\n');
            text.push_str(&one.rows);
        }
        text.push_str(&total_covered(&all, lang));
        output::to_stdout(&text);
    }
    !all.iter().any(|one| short(&one.coverage))
}

/// For every rule that falls short, the tests to add.
fn rows_to_add(plan: &Plan, tests: &[PreparedTest], coverage: &Coverage, lang: Lang) -> String {
    let rules: Vec<String> = (0..plan.pack.rules.len())
        .into_par_iter()
        .filter_map(|index| {
            let rule = plan.pack.rules.get(index)?;
            let rows = coverage::missing_rows(plan, tests, coverage, RuleId(u32::try_from(index).ok()?));
            Some(coverage::missing(&rule.name, &rows, lang))
        })
        .collect();
    rules.concat()
}

fn total_covered(all: &[Covered<'_>], lang: Lang) -> String {
    if all.len() < 2 {
        return String::new();
    }
    let sum = |count: fn(&Coverage) -> usize| all.iter().map(|one| count(&one.coverage)).sum::<usize>();
    let (reached, of) = (sum(Coverage::reached), sum(Coverage::asked));
    let (share, packs) = (mutate::percent(reached, of), all.len());
    match lang {
        Lang::En => format!("{packs} packs: {reached} of {of} shown by a test ({share}%)\n"),
        Lang::Ja => format!("{packs}パック：{of} 項目中 {reached} 項目をテストで確認（{share}%）\n"),
    }
}

/// Prints what the tests notice; whether it is enough.
fn mutated(
    settings: &Settings,
    asked: &Asked,
    packs: &[Arc<LoadedPack>],
    mut report: Report,
    root: &str,
) -> bool {
    let surveyed: Vec<(&LoadedPack, PackMutation)> = settings.in_pool(|| {
        packs.par_iter().map(Arc::as_ref).filter_map(|pack| Some((pack, survey(pack, root)?))).collect()
    });
    for (pack, survey) in &surveyed {
        report.diagnostics.extend(survey.diags.iter().map(|one| rule_diagnostic(&pack.sources, one)));
    }
    if asked.json {
        let wire: Vec<_> = surveyed.iter().map(|(pack, survey)| (survey, &pack.sources)).collect();
        output::to_stdout(&mutate::json(&wire));
    } else {
        let quiet = settings.quiet || surveyed.iter().all(|(_, survey)| survey.diags.is_empty());
        output::to_stdout(&human(&report, HumanOptions { quiet, ..settings.drawing() }));
        let mut text = String::new();
        for (pack, survey) in &surveyed {
            text.push_str(&mutate::human(survey, &pack.sources, settings.lang));
        }
        text.push_str(&total_noticed(&surveyed, settings.lang));
        output::to_stdout(&text);
    }
    let short = |survey: &PackMutation| asked.is_short(survey.noticed(), survey.counted());
    !surveyed.iter().any(|(_, survey)| short(survey) || survey.failing > 0)
}

/// The plan of a pack and its tests, prepared.
fn prepared<'a>(pack: &'a LoadedPack, root: &str) -> Option<(&'a Plan, Vec<PreparedTest>)> {
    let plan = pack.plan.as_ref()?;
    Some((plan, suite::prepare(plan, &pack.sources, &|path| read_base(root, path))))
}

fn survey(pack: &LoadedPack, root: &str) -> Option<PackMutation> {
    let (plan, tests) = prepared(pack, root)?;
    let trial = Trial::new(plan, &pack.sources, &tests);
    let judged = (0..trial.len())
        .into_par_iter()
        .map_init(|| plan.clone(), |own, index| trial.one(own, index))
        .flatten()
        .collect();
    Some(trial.finish(judged))
}

fn total_noticed(surveyed: &[(&LoadedPack, PackMutation)], lang: Lang) -> String {
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
