//! `kisoku check`: paths in, one report out, in as many formats as asked for.

use super::asides::{self, Asides};
use super::batches::check_all;
use super::document::{Run, across_kept};
use super::inputs::gather;
use super::output::{self, Kind, Target, of_run};
use super::packs::{self, Packs};
use super::sink::Sink;
use super::{Settings, args, files, lints, watch};
use crate::diag::{self, Bilingual, Lang, Severity};
use crate::load::LoadedPack;
use crate::prove::analyze;
use crate::report::{Detail, FindingOutcome, Report, ReportOptions, RuleDiagnostic, rule_diagnostic};
use clap::{Arg, ArgAction, ArgMatches, Command};
use kisoku_logic::Native;
use std::sync::Arc;

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("check")
        .about(help(
            "Checks proposals, and rule files met on the way",
            "申請書と、途中にある規則ファイルを検査します",
        ))
        .after_help(help(
            "Exit code: 0 every proposal passes; 1 one fails; 3 none fails and one cannot be decided yet\n(0 with --draft); 2 something could not be checked.",
            "終了コード：0 すべて適合、1 不適合あり、3 不適合はないが未判定あり（--draft では 0）、\n2 検査できないものあり。",
        ))
        .arg(Arg::new("paths").value_name("PATH").num_args(0..).help(help(
            "files and folders; `-` is standard input [default: the current folder]",
            "ファイルとフォルダー。`-` は標準入力［既定：現在のフォルダー］",
        )))
        .arg(Arg::new("stdin-path").long("stdin-path").value_name("NAME").help(help(
            "the name to show for standard input; its ending tells the format [default: stdin.yaml]",
            "標準入力の表示名。拡張子で形式が決まる［既定：stdin.yaml］",
        )))
        .arg(Arg::new("program").long("program").value_name("ID").help(help(
            "the program, for files that do not name one",
            "事業を書いていないファイルの事業 ID",
        )))
        .arg(args::judged_as_of(lang))
        .arg(args::draft(lang))
        .arg(Arg::new("full").long("full").action(ArgAction::SetTrue).help(help(
            "draw every finding, also of many proposals (more than 20 are listed, a line each)",
            "申請が多くても全件の詳細を表示（20件を超えると1行ずつの一覧になる）",
        )))
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help(help(
            "also list the rules that pass, do not apply or are left to reviewers",
            "適合、対象外、審査に委ねるものも一覧に含める",
        )))
        .args(asides::arguments(lang))
        .arg(watch::argument(lang))
        .arg(
            Arg::new("max-findings")
                .long("max-findings")
                .value_name("N")
                .value_parser(clap::value_parser!(u32))
                .help(help(
                    "how many findings to tell on the shape of a proposal, and of each rule on it [default: 1000]",
                    "申請書の形式と各規則について表示する指摘の上限［既定：1000］",
                )),
        )
        .arg(args::report_formats(lang))
}

/// Runs the command; the exit code is that of the contract.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    if matches.get_flag("watch") {
        return watch::run(settings, matches);
    }
    once(settings, matches, &Packs::new(settings.rules.clone())).code
}

/// What a run leaves behind.
pub(super) struct Ran {
    pub(super) code: u8,
    /// The files of its proposals.
    pub(super) proposals: Vec<String>,
}

impl From<u8> for Ran {
    fn from(code: u8) -> Ran {
        Ran { code, proposals: Vec::new() }
    }
}

/// The formats that are asked for.
pub(super) fn targets(settings: &Settings, matches: &ArgMatches) -> Result<Vec<Target<Kind>>, Bilingual> {
    let of_file = settings.config.formats();
    let mut formats = args::texts(matches, "format");
    if formats.is_empty() {
        formats.extend(of_file.iter().map(String::as_str));
    }
    output::targets(&formats, &output::KINDS)
}

/// Checks everything once.
pub(super) fn once(settings: &Settings, matches: &ArgMatches, packs: &Packs) -> Ran {
    let targets = match targets(settings, matches) {
        Ok(targets) => targets,
        Err(problem) => return settings.trouble(&problem).into(),
    };
    if settings.config.is_broken() {
        return output::write_broken_settings(settings, &args::texts(matches, "format")).into();
    }
    let as_of = match args::as_of(matches, settings.config.as_of()) {
        Ok(as_of) => as_of,
        Err(problem) => return output::write_trouble(settings, &targets, &problem).into(),
    };
    let today = match asides::today(matches) {
        Ok(today) => today,
        Err(problem) => return output::write_trouble(settings, &targets, &problem).into(),
    };
    let asides = Asides::read(settings, matches, today);
    let mut paths = args::texts(matches, "paths");
    if paths.is_empty() {
        paths.push(".");
    }
    let mut gathered = gather(settings, &paths, args::text(matches, "stdin-path"));
    let own_files = gathered.leave_out(&asides.own_files(settings));
    if let Some(file) = gathered.overwritten(&targets, settings.limits) {
        return settings.trouble(&diag::would_overwrite(&file)).into();
    }
    let root = files::root_of(&settings.rules);
    let met_packs = packs.load_met(&gathered.rule_files);
    let mut limits = settings.limits;
    if let Some(most) = matches.get_one::<u32>("max-findings") {
        limits.findings = usize::try_from(*most).unwrap_or(usize::MAX);
    }
    let run = Run {
        packs,
        limits,
        root: &root,
        program: args::text(matches, "program"),
        config: &settings.config,
        settings,
        asides: &asides,
        options: ReportOptions {
            all: matches.get_flag("all"),
            cases: targets.iter().any(|target| target.kind == output::Kind::Junit),
            as_of,
            findings: limits.findings,
            drawn: targets.iter().any(|target| target.kind == output::Kind::Html),
            detail: Detail::Whole,
        },
    };
    // What was set aside is looked through at the end.
    let at_once = asides.is_empty();
    let mut sink = Sink::new(settings, &targets, gathered.inputs.len(), at_once);
    check_all(settings, &run, &gathered.inputs, &mut sink);
    let mut across = across_kept(&sink.tally.kept, run.options, sink.tally.unreadable);
    asides.apply_across(&mut across, settings);

    let mut all_packs = met_packs.clone();
    // A pack that was met on the way is reported with its tests.
    let asked_for = packs.loaded_for_proposals().into_iter();
    all_packs.extend(asked_for.filter(|pack| !met_packs.iter().any(|met| met.folder == pack.folder)));
    let mut diagnostics = packs::diagnostics(&all_packs);
    diagnostics.extend(lints::of_packs(&met_packs, packs, &settings.config.settings.levels()));
    diagnostics.extend(contradictions(&met_packs));
    diagnostics.extend(gathered.troubles.iter().map(of_run));
    if gathered.inputs.is_empty()
        && gathered.rule_files.is_empty()
        && gathered.troubles.is_empty()
        && !own_files
    {
        diagnostics.push(of_run(&diag::nothing_to_check(&paths.join(" "))));
    }
    let proposals = sink.kept_whole();
    match asides.finish(settings, packs, &proposals) {
        Ok(told) => diagnostics.extend(told),
        Err(problem) => return settings.trouble(&problem).into(),
    }
    let mut report = Report::of(as_of, proposals, across, diagnostics);
    report.summary = sink.tally.summary;
    report.across.iter().for_each(|finding| report.summary.add_finding(finding));
    report.packs = met_packs.iter().map(|pack| packs::checked(pack)).collect();
    // What is undetermined may be proposals that the settings call drafts, and no others.
    let open = report.summary.undetermined_beyond;
    report.draft = matches.get_flag("draft") || (open > 0 && open == sink.tally.open_drafts);
    let code = exit_code(&report, report.draft);
    let code = match sink.finish(settings, &report, code) {
        Some(code) => code,
        None => output::write_all(settings, &targets, &report, code),
    };
    Ran { code, proposals: gathered.inputs.into_iter().map(|input| input.name).collect() }
}

/// What is proved to contradict itself in sound packs, and is not declared.
fn contradictions(met: &[Arc<LoadedPack>]) -> Vec<RuleDiagnostic> {
    let engines: analyze::Engines<'_> = &|| Box::new(Native::new());
    let mut out = Vec::new();
    for pack in met {
        let Some(plan) = &pack.plan else { continue };
        let found = analyze::contradictions(plan, engines);
        out.extend(found.diagnostics.iter().map(|one| rule_diagnostic(&pack.sources, one)));
    }
    out
}

/// 2 wins over 1, 1 over 3.
pub(super) fn exit_code(report: &Report, draft: bool) -> u8 {
    let broken = report.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let across = |outcomes: &[FindingOutcome]| {
        report
            .across
            .iter()
            .filter(|finding| finding.severity == Severity::Error && finding.aside.is_none())
            .any(|finding| outcomes.contains(&finding.outcome))
    };
    if broken || report.summary.unreadable > 0 {
        2
    } else if report.summary.fail_beyond > 0 || across(&[FindingOutcome::Fail]) {
        1
    } else if (report.summary.undetermined_beyond > 0
        || across(&[FindingOutcome::Undetermined, FindingOutcome::Contested]))
        && !draft
    {
        3
    } else {
        0
    }
}
