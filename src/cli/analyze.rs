//! `kisoku analyze`: what can be proved of the rules of packs, whatever a proposal says.

use super::named::{self, Named};
use super::output::of_run;
use super::{Settings, args, output, packs, solver};
use crate::diag::{Lang, Severity};
use crate::lint::{self, Levels, Look};
use crate::prove::analyze::{self, Engines};
use crate::report::{Report, rule_diagnostic};
use clap::{Arg, ArgMatches, Command};

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("analyze")
        .about(help(
            "Looks for rules that contradict each other, never apply or ask nothing, with proof",
            "矛盾する規則、適用されない規則、何も求めない規則を、証明付きで洗い出します",
        ))
        .after_help(help(
            "Exit code: 0 nothing but advice; 1 an error or a warning was found; 2 a pack is broken, or proof and check disagree.",
            "終了コード：0 助言のみ、1 エラーまたは警告あり、2 壊れたパック、または証明と検査の食い違い。",
        ))
        .arg(Arg::new("paths").value_name("PROGRAM|PATH").num_args(0..).help(help(
            "programs, or folders of packs [default: every pack of the rules]",
            "事業 ID またはパックのフォルダー［既定：すべての規則］",
        )))
        .arg(args::as_of_arg(help(
            "only the figures and rules of this day (2007-10-10, FY2007) [default: every period]",
            "この日（2007-10-10、2007年度）の数値と規則だけを対象にする［既定：すべての期間］",
        )))
        .arg(solver::arg(lang))
        .arg(args::report_formats(lang))
}

/// The one lint that belongs here: rows of a table that leave something out or overlap.
fn bands() -> Levels {
    Levels::from([(lint::ALL.to_owned(), None), ("bands".to_owned(), Some(Severity::Warning))])
}

/// Runs the command.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let targets = match output::targets(&args::texts(matches, "format"), &output::KINDS) {
        Ok(targets) => targets,
        Err(problem) => return settings.trouble(&problem),
    };
    let as_of = match args::as_of(matches, None) {
        Ok(as_of) => as_of,
        Err(problem) => return output::write_trouble(settings, &targets, &problem),
    };
    let solver = match solver::chosen(matches) {
        Ok(solver) => solver,
        Err(problem) => return settings.trouble(&problem),
    };
    let Named { loaded, troubles, .. } = match named::load(settings, matches) {
        Ok(named) => named,
        Err(problem) => return settings.trouble(&problem),
    };
    let engines: Engines<'_> = &|| solver.engine();
    let mut diagnostics = packs::diagnostics(&loaded);
    diagnostics.extend(troubles.iter().map(of_run));
    let mut broken = !troubles.is_empty() || loaded.iter().any(|pack| pack.is_broken());
    let mut grave = false;
    for pack in &loaded {
        let Some(plan) = &pack.plan else { continue };
        let analysis = analyze::analyze(plan, as_of, engines);
        broken |= analysis.broken;
        let mut found = analysis.diagnostics;
        found.extend(lint::lint(&Look::new(plan, &pack.sources), &bands()));
        grave |= found.iter().any(|found| found.severity != Severity::Advice);
        diagnostics.extend(found.iter().map(|found| rule_diagnostic(&pack.sources, found)));
    }
    let mut report = Report::of(as_of, Vec::new(), Vec::new(), diagnostics);
    report.packs = loaded.iter().map(|pack| packs::checked(pack)).collect();
    let code = if broken { 2 } else { u8::from(grave) };
    output::write_all(settings, &targets, &report, code)
}
