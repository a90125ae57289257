//! `kisoku test`: runs the tests of packs and says where, which, what was expected and what came.

mod select;
mod update;

use super::files::{self, Disk, Met};
use super::output::of_run;
use super::output::{self, Target};
use super::packs::{self, Packs};
use super::{Settings, args, measure};
use crate::data::Format;
use crate::data::encoding::decode_text;
use crate::diag::{self, Bilingual, Lang, Severity};
use crate::load::{LoadedPack, World as _, join};
use crate::report::{HumanOptions, Report, RuleDiagnostic, human, junit, one_line};
use crate::suite::{self, Base, PackTests, SuiteReport, TestResult};
use crate::text::{FileId, Source};
use clap::{Arg, ArgAction, ArgMatches, Command};
use rayon::prelude::*;
use select::Wanted;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A format of `test`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Human,
    Json,
    Junit,
    Tap,
}

/// The formats of `test`, by their words.
const KINDS: [(&str, Kind); 4] =
    [("human", Kind::Human), ("json", Kind::Json), ("junit", Kind::Junit), ("tap", Kind::Tap)];

/// The tests of each pack that were run, with their index in the pack.
type Results<'a> = Vec<(&'a Arc<LoadedPack>, Vec<(usize, TestResult)>)>;

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    Command::new("test")
        .about(help("Runs the tests of rule packs", "規則のテストを実行します"))
        .arg(Arg::new("paths").value_name("PATH").num_args(0..).help(help(
            "folders of packs, or test files [default: the folder of the rules]",
            "パックのフォルダーまたはテストファイル［既定：規則のフォルダー］",
        )))
        .arg(
            Arg::new("name").long("name").short('n').value_name("TEXT").action(ArgAction::Append).help(help(
                "only tests with this in their name, or of this pattern (`*`, `?`); may be given several times",
                "名前にこの語を含む（または `*`、`?` のパターンに合う）テストのみ。複数指定可",
            )),
        )
        .arg(flag("list").help(help("lists the names and runs nothing", "名前の一覧のみを表示する")))
        .arg(args::formats_arg(help(
            "human, json, junit or tap; may be given several times, to files with `=FILE`; with --coverage or --mutate human or json [default: human]",
            "human、json、junit、tap。`=FILE` でファイルへ。複数指定可。--coverage、--mutate では human または json［既定：human］",
        )))
        .arg(flag("update").help(help(
            "rewrites expectations that are not met to what came, and shows what changed",
            "期待と異なるテストを実際の結果に書き換え、変更点を表示する",
        )))
        .arg(flag("diff").help(help(
            "shows what `--update` would change, and writes nothing",
            "`--update` による変更点を表示するだけで、書き込まない",
        )))
        .args(measure::arguments(lang))
}

/// Runs the command: 0 every test passes, 1 one fails, 2 a pack is broken, there is no test, or a name fits none.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let asked = args::texts(matches, "name");
    let measured = match measure::asked(settings, matches) {
        Ok(measured) => measured,
        Err(code) => return code,
    };
    let wanted: Result<Vec<Wanted>, Bilingual> = asked.iter().map(|asked| Wanted::of(asked)).collect();
    let targets = output::targets(&args::texts(matches, "format"), &KINDS);
    let (wanted, targets) = match (wanted, targets) {
        (Ok(wanted), Ok(targets)) => (wanted, targets),
        (Err(problem), _) | (_, Err(problem)) => return settings.trouble(&problem),
    };
    let given = args::texts(matches, "paths");
    let rules = settings.rules.clone();
    let paths = if given.is_empty() { vec![rules.as_str()] } else { given };
    let mut rule_files: Vec<PathBuf> = Vec::new();
    let mut troubles = Vec::new();
    for path in &paths {
        for met in files::met_at(Path::new(path), &settings.config) {
            match met {
                Met::Rules(file) => rule_files.push(file),
                Met::Trouble(path, reason) => troubles.push(diag::cannot_walk(&path, &reason)),
                Met::Proposal(..) | Met::Unknown(_) => {}
            }
        }
    }
    let packs = Packs::new(rules.clone()).load_met(&rule_files);
    let root = files::root_of(&rules);
    if let Some(measured) = measured {
        let mut diagnostics: Vec<RuleDiagnostic> = troubles.iter().map(of_run).collect();
        diagnostics.extend(packs::diagnostics(&packs));
        let report = Report { diagnostics, ..Report::default() };
        return measure::run(settings, &measured, &packs, report, &root);
    }
    let broken = packs.iter().any(|pack| pack.is_broken()) || packs.is_empty();
    let alone = alone(&paths);
    let chosen: Vec<(&Arc<LoadedPack>, Vec<usize>)> =
        packs.iter().map(|pack| (pack, select::tests_of(pack, &alone, &wanted))).collect();
    let names = packs.iter().filter_map(|pack| pack.plan.as_ref()).flat_map(|plan| &plan.pack.tests);
    let names = names.map(|test| test.name.as_str());
    if !broken {
        troubles.extend(select::without_test(&asked, &wanted, names));
    }
    let none = chosen.iter().all(|(_, tests)| tests.is_empty());
    if none && !broken && troubles.is_empty() {
        troubles.push(diag::no_tests(&paths.join(" ")));
    }
    if matches.get_flag("list") && troubles.is_empty() && !broken {
        output::to_stdout(&list(&chosen));
        return 0;
    }
    let results: Results<'_> = settings
        .in_pool(|| chosen.par_iter().map(|(pack, tests)| (*pack, results_of(pack, tests, &root))).collect());
    let mut report = report_of(&results);
    report.diagnostics = troubles.iter().map(of_run).collect();
    report.diagnostics.extend(packs::diagnostics(&packs));
    let bad = broken || none || report.diagnostics.iter().any(|one| one.severity == Severity::Error);
    if matches.get_flag("update") || matches.get_flag("diff") {
        return updating(settings, &report, &results, bad, matches.get_flag("update"));
    }
    let code = match (bad, report.counts()) {
        (true, _) => 2,
        (false, (_, 0)) => 0,
        (false, _) => 1,
    };
    output::write_each(settings, &targets, code, |target| render(settings, target, &report))
}

/// The test files that were named themselves: only their tests are run.
fn alone(paths: &[&str]) -> BTreeSet<String> {
    let files = paths.iter().filter(|path| path.ends_with(".test.kisoku") && Path::new(path).is_file());
    files.map(|path| files::shown(Path::new(path))).collect()
}

/// The names of tests, each with its place.
fn list(chosen: &[(&Arc<LoadedPack>, Vec<usize>)]) -> String {
    let mut out = String::new();
    for (pack, tests) in chosen {
        let Some(plan) = &pack.plan else { continue };
        for test in tests.iter().filter_map(|index| plan.pack.tests.get(*index)) {
            let place = pack.sources.get(test.span.file).map_or_else(String::new, |source| {
                format!("{}:{}", source.name, source.line_column(test.span.start).line)
            });
            out.push_str(&format!("{}: {} ({})\n", pack.id, one_line(&test.name), one_line(&place)));
        }
    }
    out
}

/// The results of some tests of a pack.
fn results_of(pack: &LoadedPack, tests: &[usize], root: &str) -> Vec<(usize, TestResult)> {
    let Some(plan) = &pack.plan else { return Vec::new() };
    let bases = suite::Bases::of(&plan.pack.tests, &|path| read_base(root, path));
    let one = |index: &usize| {
        let test = suite::prepare_one(plan, &pack.sources, &bases, *index);
        Some((*index, suite::run_prepared(plan, &pack.sources, &test)?))
    };
    tests.par_iter().filter_map(one).collect()
}

/// The file of a proposal that a test names, relative to the project's root and inside it.
pub(super) fn read_base(root: &str, path: &str) -> Option<Base> {
    let path = join(root, path);
    if !Disk.is_inside(&path, if root.is_empty() { "." } else { root }) {
        return None;
    }
    let format = Format::of_path(&path)?;
    let text = decode_text(Disk.read(&path).ok()?).ok()?;
    Some(Base { source: Arc::new(Source::new(FileId(u32::MAX), path, text)), format })
}

fn report_of(results: &Results<'_>) -> SuiteReport {
    let packs = results
        .iter()
        .filter_map(|(pack, results)| {
            let plan = pack.plan.as_ref()?;
            let of = |(index, result): &(usize, TestResult)| {
                suite::test_report(plan, &pack.sources, *index, result)
            };
            Some(PackTests { id: pack.id.clone(), tests: results.iter().map(of).collect() })
        })
        .collect();
    SuiteReport { packs, diagnostics: Vec::new() }
}

fn render(settings: &Settings, target: &Target<Kind>, report: &SuiteReport) -> String {
    match target.kind {
        Kind::Human => for_people(settings, target.is_stdout(), report),
        Kind::Json => suite::json(report),
        Kind::Junit => junit::write(&suite::suites(report, settings.lang)),
        Kind::Tap => suite::tap(report, settings.lang),
    }
}

/// What is wrong, then the count.
fn for_people(settings: &Settings, to_terminal: bool, report: &SuiteReport) -> String {
    let failures = report.tests().flat_map(|test| &test.failures).map(|failure| &failure.diagnostic);
    let drawn = Report {
        diagnostics: report.diagnostics.iter().chain(failures).cloned().collect(),
        ..Report::default()
    };
    let drawing = settings.drawing();
    let options = HumanOptions { quiet: true, color: drawing.color && to_terminal, ..drawing };
    let mut out = human(&drawn, options);
    let (passed, failed) = report.counts();
    if passed.saturating_add(failed) > 0 && (!settings.quiet || failed > 0) {
        let packs = report.packs.len();
        let word = if packs == 1 { "pack" } else { "packs" };
        let summary = Bilingual::new(
            format!("{passed} passed, {failed} failed ({packs} {word})\n"),
            format!("成功 {passed} 件、失敗 {failed} 件（{packs} パック）\n"),
        );
        out.push_str(summary.get(settings.lang));
    }
    out
}

/// Rewrites what is not met, or shows what would be rewritten: 0 where nothing is left, 1 where something is.
fn updating(settings: &Settings, report: &SuiteReport, results: &Results<'_>, bad: bool, write: bool) -> u8 {
    if bad {
        let broken = Report { diagnostics: report.diagnostics.clone(), ..Report::default() };
        output::to_stdout(&human(&broken, HumanOptions { quiet: true, ..settings.drawing() }));
        return settings.trouble(&Bilingual::new(
            "no test is rewritten while a pack is broken or no test is chosen; mend that first",
            "パックに誤りがあるか、対象のテストがないため、何も書き換えません。先にそれを直してください",
        ));
    }
    let updated = update::update(settings, results, write);
    let left = updated.left;
    if left > 0 {
        let rest = Report { diagnostics: left_over(report, results), ..Report::default() };
        output::to_stdout(&human(&rest, HumanOptions { quiet: true, ..settings.drawing() }));
    }
    let (done, done_ja) =
        if write { ("rewritten", "書き換え") } else { ("would be rewritten", "書き換え対象") };
    let word = if updated.rewrites == 1 { "expectation" } else { "expectations" };
    let summary = Bilingual::new(
        format!("{} {word} {done}, {left} left for you\n", updated.rewrites),
        format!("{done_ja} {} 件、手で直すもの {left} 件\n", updated.rewrites),
    );
    if !settings.quiet {
        output::to_stdout(summary.get(settings.lang));
    }
    let all_met = left == 0 && (write || updated.rewrites == 0);
    match (updated.trouble, all_met) {
        (true, _) => 2,
        (false, true) => 0,
        (false, false) => 1,
    }
}

/// The failures that have no rewrite.
fn left_over(report: &SuiteReport, results: &Results<'_>) -> Vec<RuleDiagnostic> {
    let mismatches = results.iter().flat_map(|(_, results)| results).flat_map(|(_, one)| &one.mismatches);
    let failures = report.tests().flat_map(|test| &test.failures);
    let pairs = mismatches.zip(failures).filter(|(mismatch, _)| mismatch.rewrite.is_none());
    pairs.map(|(_, failure)| failure.diagnostic.clone()).collect()
}
