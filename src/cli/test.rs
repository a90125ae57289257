//! `kisoku test`: runs the tests of packs and says where, which, what was expected and what came.

use super::check::of_run;
use super::files::{self, Disk, Met};
use super::packs::{self, Packs};
use super::{Settings, args, measure, output};
use crate::data::Format;
use crate::data::encoding::decode_text;
use crate::diag::{self, Bilingual, Lang};
use crate::load::{LoadedPack, World as _, join};
use crate::report::{HumanOptions, Report, human, one_line};
use crate::suite::{self, Base, TestResult};
use crate::text::{FileId, Source};
use clap::{Arg, ArgMatches, Command};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("test")
        .about(help("Runs the tests of rule packs", "規則のテストを実行します"))
        .arg(Arg::new("paths").value_name("PATH").num_args(0..).help(help(
            "folders of packs, or test files [default: the folder of the rules]",
            "パックのフォルダーまたはテストファイル［既定：規則のフォルダー］",
        )))
        .args(measure::arguments(lang))
}

/// Runs the command: 0 every test passes, 1 one fails, 2 a pack is broken or there is no test.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let given = args::texts(matches, "paths");
    let rules =
        files::rules_folder(settings.rules.as_deref(), Path::new(given.first().copied().unwrap_or(".")));
    let paths = if given.is_empty() { vec![rules.as_str()] } else { given };
    let mut rule_files: Vec<PathBuf> = Vec::new();
    let mut report = Report::default();
    for path in &paths {
        for met in files::met_at(Path::new(path)) {
            match met {
                Met::Rules(file) => rule_files.push(file),
                Met::Trouble(path, reason) => {
                    report.diagnostics.push(of_run(&diag::cannot_walk(&path, &reason)));
                }
                Met::Proposal(..) | Met::Unknown(_) => {}
            }
        }
    }
    let packs = Packs::new(rules.clone()).load_met(&rule_files);
    let root = files::root_of(&rules);
    report.diagnostics.extend(packs::diagnostics(&packs));
    match measure::asked(settings, matches) {
        Ok(None) => {}
        Ok(Some(asked)) => return measure::run(settings, &asked, &packs, report, &root),
        Err(code) => return code,
    }
    let results: Vec<(&Arc<LoadedPack>, Vec<TestResult>)> =
        settings.in_pool(|| packs.par_iter().map(|pack| (pack, results_of(pack, &root))).collect());
    let total: usize = results.iter().map(|(_, results)| results.len()).sum();
    if total == 0 && report.diagnostics.is_empty() {
        report.diagnostics.push(of_run(&diag::no_tests(&paths.join(" "))));
    }
    let options = HumanOptions { quiet: true, ..settings.drawing() };
    output::to_stdout(&human(&report, options));
    let failed = print(settings, &results);
    let broken = packs.iter().any(|pack| pack.is_broken()) || packs.is_empty() || total == 0;
    match (broken, failed) {
        (true, _) => 2,
        (false, 0) => 0,
        (false, _) => 1,
    }
}

/// The results of all tests of a pack.
fn results_of(pack: &LoadedPack, root: &str) -> Vec<TestResult> {
    let Some(plan) = &pack.plan else { return Vec::new() };
    let bases = suite::Bases::of(&plan.pack.tests, &|path| read_base(root, path));
    let one = |index| {
        let test = suite::prepare_one(plan, &pack.sources, &bases, index);
        suite::run_prepared(plan, &pack.sources, &test)
    };
    (0..plan.pack.tests.len()).into_par_iter().filter_map(one).collect()
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

/// Prints the tests that fail and the count; gives how many fail.
fn print(settings: &Settings, results: &[(&Arc<LoadedPack>, Vec<TestResult>)]) -> usize {
    let lang = settings.lang;
    let mut out = String::new();
    let (mut passed, mut failed) = (0_usize, 0_usize);
    let say = |text: Bilingual| text.get(lang).to_owned();
    for (pack, results) in results {
        for result in results {
            if result.mismatches.is_empty() {
                passed = passed.saturating_add(1);
                continue;
            }
            failed = failed.saturating_add(1);
            for mismatch in &result.mismatches {
                let place = pack.sources.get(mismatch.span.file).map_or_else(String::new, |source| {
                    let at = source.line_column(mismatch.span.start);
                    format!("{}:{}:{}", source.name, at.line, at.column)
                });
                let expected = one_line(mismatch.expected.get(lang));
                let got = one_line(mismatch.got.get(lang));
                out.push_str(&match lang {
                    Lang::En => format!(
                        "{place}: test \"{}\"\n  expected  {expected}\n  got       {got}\n",
                        result.name
                    ),
                    Lang::Ja => {
                        format!("{place}: テスト「{}」\n  期待　{expected}\n  結果　{got}\n", result.name)
                    }
                });
            }
        }
    }
    if passed > 0 || failed > 0 {
        let packs = results.len();
        let word = if packs == 1 { "pack" } else { "packs" };
        let summary = say(Bilingual::new(
            format!("{passed} passed, {failed} failed ({packs} {word})\n"),
            format!("成功 {passed} 件、失敗 {failed} 件（{packs} パック）\n"),
        ));
        if !settings.quiet || failed > 0 {
            out.push_str(&summary);
        }
    }
    output::to_stdout(&out);
    failed
}
