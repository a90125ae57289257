//! `kisoku check`: paths in, one report out, in as many formats as asked for.

use super::asides::{self, Asides};
use super::config::Config;
use super::feed::{self, Fed, Feed};
use super::files::{self, Met};
use super::output::{self, Kind, Target};
use super::packs::{self, Packs};
use super::program::Programs;
use super::sink::{Sink, Treated};
use super::{Settings, args, lints, progress, sheets, watch};
use crate::data::encoding::{decode_text, encoding_problem};
use crate::data::limits::Limits;
use crate::data::lines::{Line, documents};
use crate::data::{
    Document, Format, Proposal, Tree, acks, decode_within, is_sheet, read, read_line, read_within,
    top_level_problem,
};
use crate::diag::{self, Bilingual, Diagnostic, Lang, Severity};
use crate::eval;
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::prove::analyze;
use crate::report::{
    AcrossSet, CheckedPack, Detail, FindingOutcome, ProposalReport, Report, ReportOptions, RuleDiagnostic,
    SheetSummary, acknowledge, across_findings, proposal_report, rule_diagnostic,
    unreadable as unreadable_report,
};
use crate::settings;
use crate::text::{FileId, Source, SourceMap};
use crate::value::Date;
use clap::{Arg, ArgAction, ArgMatches, Command};
use indicatif::ProgressBar;
use kisoku_logic::Native;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// From how many files on threads are worth their start.
const PARALLEL_FROM: usize = 64;
/// What stands in every report that a walk may take for a proposal: JSON and NDJSON, SARIF, GitLab.
const REPORTS: [&str; 3] =
    ["\"kisoku.report/", "\"$schema\": \"https://json.schemastore.org/sarif", "\"check_name\""];
/// So many blocks of NDJSON are worked on at a time.
const BLOCKS: usize = 8;
/// The ids of proposal files start here, so that they never meet those of rule files.
pub(super) const FIRST_PROPOSAL: u32 = 1 << 30;

/// One file to check.
pub(super) struct Input {
    /// Its name, as shown.
    pub(super) name: String,
    /// Where it is; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    pub(super) format: Format,
}

/// A proposal that rules across proposals will look at.
pub(super) struct Kept {
    pub(super) pack: Arc<LoadedPack>,
    pub(super) source: Arc<Source>,
    pub(super) proposal: Proposal,
}

/// What came of one document.
pub(super) struct Checked {
    pub(super) report: ProposalReport,
    pub(super) kept: Option<Kept>,
}

/// What is the same for every file of a run.
#[derive(Clone, Copy)]
struct Run<'a> {
    packs: &'a Packs,
    /// The folder that holds the rules folder.
    root: &'a str,
    program: Option<&'a str>,
    config: &'a Config,
    settings: &'a Settings,
    asides: &'a Asides,
    limits: Limits,
    options: ReportOptions,
}

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
        .arg(Arg::new("as-of").long("as-of").value_name("DATE").help(help(
            "judge as of this day (2007-10-10, FY2007) instead of the proposal's own year",
            "申請の年度ではなく、この日（2007-10-10、2007年度）を基準に判定",
        )))
        .arg(Arg::new("draft").long("draft").action(ArgAction::SetTrue).help(help(
            "what cannot be decided yet is a note, not a reason to exit non-zero",
            "未判定を終了コードに反映しない（下書き用）",
        )))
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
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT[=FILE]")
                .action(ArgAction::Append)
                .help(help(
                    "human, short, json, ndjson, junit, sarif, github, gitlab, markdown or html; may be given several times, to files with `=FILE` [default: human]",
                    "human、short、json、ndjson、junit、sarif、github、gitlab、markdown、html。`=FILE` でファイルへ。複数指定可［既定：human］",
                )),
        )
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
    let as_of = match args::text(matches, "as-of").map(day).transpose() {
        Ok(as_of) => as_of.or(settings.config.as_of()),
        Err(problem) => {
            let report = Report::of(None, Vec::new(), Vec::new(), vec![of_run(&problem)]);
            return output::write_all(settings, &targets, &report, 2).into();
        }
    };
    let today = match asides::today(matches) {
        Ok(today) => today,
        Err(problem) => {
            let report = Report::of(None, Vec::new(), Vec::new(), vec![of_run(&problem)]);
            return output::write_all(settings, &targets, &report, 2).into();
        }
    };
    let asides = Asides::read(settings, matches, today);
    let mut paths = args::texts(matches, "paths");
    if paths.is_empty() {
        paths.push(".");
    }
    let mut gathered = gather(settings, &paths, args::text(matches, "stdin-path"));
    let own_files = gathered.leave_out(&asides.own_files(settings));
    if let Some(file) = overwritten(&mut gathered, &targets, settings.limits) {
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
    report.packs = met_packs.iter().map(|pack| checked_pack(pack)).collect();
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

pub(super) fn checked_pack(pack: &LoadedPack) -> CheckedPack {
    let of = |count: fn(&crate::check::Pack) -> usize| pack.plan.as_ref().map_or(0, |plan| count(&plan.pack));
    CheckedPack {
        id: pack.id.clone(),
        rules: of(|pack| pack.rules.len()),
        judgements: of(|pack| pack.judgements.len()),
        tests: of(|pack| pack.tests.len()),
    }
}

/// A diagnostic about the run as a whole, which has no place in a file.
pub(super) fn of_run(diagnostic: &Diagnostic) -> RuleDiagnostic {
    rule_diagnostic(&SourceMap::default(), diagnostic)
}

/// What was met at the paths of a command.
pub(super) struct Gathered {
    pub(super) inputs: Vec<Input>,
    rule_files: Vec<PathBuf>,
    pub(super) troubles: Vec<Diagnostic>,
}

/// A file of this run that a report would be written over. The report of an earlier run is none: the walk met it, and it is
/// taken out of what is checked.
fn overwritten(
    gathered: &mut Gathered,
    targets: &[output::Target<output::Kind>],
    limits: Limits,
) -> Option<String> {
    let files: Vec<PathBuf> =
        targets.iter().filter_map(|target| target.file.as_deref()).map(output::whole).collect();
    if files.is_empty() {
        return None;
    }
    let is_target = |path: &Path| files.contains(&output::whole(path));
    let rules = gathered.rule_files.iter().find(|path| is_target(path)).map(|path| files::shown(path));
    let settings = files.iter().find(|file| file.file_name().is_some_and(|name| name == settings::FILE));
    if let Some(file) = rules.or(settings.map(|file| files::shown(file))) {
        return Some(file);
    }
    let (met, inputs) = std::mem::take(&mut gathered.inputs)
        .into_iter()
        .partition(|input| input.path.as_deref().is_some_and(is_target));
    gathered.inputs = inputs;
    let met: Vec<Input> = met;
    met.into_iter().find(|input| !is_report(input, limits)).map(|input| input.name)
}

/// Whether a file is a report of ours, and no proposal or score sheet.
fn is_report(input: &Input, limits: Limits) -> bool {
    let Ok(source) = source_of(input, FileId(FIRST_PROPOSAL), limits) else { return false };
    ["", "[]"].contains(&source.text.trim()) || REPORTS.iter().any(|mark| source.text.contains(mark))
}

impl Gathered {
    /// Leaves out files that are no proposals, whatever their ending; says whether there was one.
    pub(super) fn leave_out(&mut self, files: &[PathBuf]) -> bool {
        let before = self.inputs.len();
        let is_one = |path: &PathBuf| std::fs::canonicalize(path).is_ok_and(|path| files.contains(&path));
        // Finding out where a path leads is only worth it for those with such a name.
        let may_be = |path: &PathBuf| files.iter().any(|file| file.file_name() == path.file_name());
        self.inputs.retain(|input| !input.path.as_ref().is_some_and(|path| may_be(path) && is_one(path)));
        self.inputs.len() < before
    }
}

/// Everything at and below some paths, by name; `-` is standard input.
pub(super) fn gather(settings: &Settings, paths: &[&str], stdin_name: Option<&str>) -> Gathered {
    let mut gathered = Gathered { inputs: Vec::new(), rule_files: Vec::new(), troubles: Vec::new() };
    for path in paths {
        if *path == "-" {
            let name = stdin_name.unwrap_or("stdin.yaml").to_owned();
            match Format::of_path(&name) {
                Some(format) => gathered.inputs.push(Input { name, path: None, format }),
                None => gathered.troubles.push(diag::unknown_format(&name)),
            }
            continue;
        }
        for met in files::met_at(Path::new(path), &settings.config) {
            match met {
                Met::Proposal(path, format) => {
                    gathered.inputs.push(Input { name: files::shown(&path), path: Some(path), format });
                }
                Met::Rules(path) => gathered.rule_files.push(path),
                Met::Trouble(path, reason) => gathered.troubles.push(diag::cannot_walk(&path, &reason)),
                Met::Unknown(path) => gathered.troubles.push(diag::unknown_format(&path)),
            }
        }
    }
    gathered.inputs.sort_by(|a, b| a.name.cmp(&b.name));
    gathered.inputs.dedup_by(|a, b| a.name == b.name && a.path.is_some());
    gathered
}

/// So many inputs are worked on before what came of them is written.
const BATCH: usize = 256;

/// A piece of work: what of an input is to be read, and what is to be told of it.
struct Job<'a> {
    input: &'a Input,
    id: FileId,
    /// What of it was read already.
    fed: Option<Fed>,
}

/// Checks all inputs; on several threads where there is much to do.
fn check_all(settings: &Settings, run: &Run<'_>, inputs: &[Input], sink: &mut Sink<'_>) {
    let bar = progress::bar(settings, inputs.len());
    let much = inputs.len() >= PARALLEL_FROM || inputs.iter().any(Feed::is_long);
    if much && settings.jobs != Some(1) {
        settings.in_pool(|| check_each(run, inputs, sink, &bar, true));
    } else {
        check_each(run, inputs, sink, &bar, false);
    }
    bar.finish_and_clear();
}

/// Checks inputs in batches: what came of one is written before the next one begins.
fn check_each(run: &Run<'_>, inputs: &[Input], sink: &mut Sink<'_>, bar: &ProgressBar, threads: bool) {
    let mut batch: Vec<Job<'_>> = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        let id = proposal_id(index);
        if Feed::is_for(input) {
            feed(run, (input, id), sink, &mut batch, threads);
        } else {
            batch.push(Job { input, id, fed: None });
        }
        bar.inc(1);
        if batch.len() >= BATCH {
            work(run, &mut batch, sink, threads);
        }
    }
    work(run, &mut batch, sink, threads);
}

/// Checks a file of NDJSON, block by block; a small one joins the batch.
fn feed<'a>(
    run: &Run<'_>,
    (input, id): (&'a Input, FileId),
    sink: &mut Sink<'_>,
    batch: &mut Vec<Job<'a>>,
    threads: bool,
) {
    let mut feed = match Feed::new(input, id, run.limits) {
        Ok(feed) => feed,
        Err(problem) => {
            let fed = Fed::Unreadable(1, Box::new(problem.told(input, id, run.limits)));
            batch.push(Job { input, id, fed: Some(fed) });
            return;
        }
    };
    let mut parts = 0_usize;
    while let Some(fed) = feed.next() {
        batch.push(Job { input, id, fed: Some(fed) });
        parts = parts.saturating_add(1);
        // After the first block it is known whether there are many proposals.
        if parts == 2 || (parts > 2 && batch.len() >= BLOCKS) {
            work(run, batch, sink, threads);
        }
    }
    if parts > 1 {
        work(run, batch, sink, threads);
    }
}

/// The id of a proposal file by its number.
pub(super) fn proposal_id(index: usize) -> FileId {
    FileId(FIRST_PROPOSAL.saturating_add(u32::try_from(index).unwrap_or(0)))
}

/// Does the work of a batch and hands over what came of it, in order.
fn work(run: &Run<'_>, batch: &mut Vec<Job<'_>>, sink: &mut Sink<'_>, threads: bool) {
    let manner = sink.manner();
    let mut options = run.options;
    options.detail = manner.detail();
    let run = &Run { options, ..*run };
    let one = |job: Job<'_>| -> Vec<Treated> {
        check_job(run, job).into_iter().map(|checked| manner.treat(checked)).collect()
    };
    let jobs = std::mem::take(batch);
    if threads && jobs.len() > 1 {
        let done: Vec<Vec<Treated>> = jobs.into_par_iter().map(one).collect();
        done.into_iter().for_each(|treated| sink.take(treated));
    } else {
        jobs.into_iter().for_each(|job| sink.take(one(job)));
    }
}

fn check_job(run: &Run<'_>, job: Job<'_>) -> Vec<Checked> {
    let Job { input, id, fed } = job;
    let of_source = |source: Result<Arc<Source>, Box<(Source, Diagnostic)>>| match source {
        Ok(source) => check_source(run, &source, input.format),
        Err(problem) => vec![unreadable(&problem.0, 1, &problem.1)],
    };
    let mut checked: Vec<Checked> = match fed {
        None => of_source(source_of(input, id, run.limits)),
        Some(Fed::Whole(bytes)) => of_source(text_of(input, id, bytes)),
        Some(Fed::Unreadable(number, problem)) => vec![unreadable(&problem.0, number, &problem.1)],
        Some(Fed::Lines(lines, start)) => {
            documents(&lines, start).filter_map(|line| check_line(run, input, id, &line)).collect()
        }
    };
    if input.format == Format::Csv {
        // Nothing else is read from CSV.
        for one in checked.iter_mut().filter(|one| one.report.sheet.is_none()) {
            one.report.sheet = Some(SheetSummary::unknown());
        }
    }
    for one in &mut checked {
        run.asides.apply(&mut one.report, run.settings);
    }
    checked
}

/// One line of NDJSON, as a source of its own: what is kept of it holds no more than the line.
fn check_line(run: &Run<'_>, input: &Input, id: FileId, line: &Line<'_>) -> Option<Checked> {
    match decode_text(line.bytes.to_vec()) {
        Ok(text) => {
            let source = Arc::new(Source::new(id, input.name.as_str(), text).part_of_file(line.before));
            let document = read_line(&source, line.number, run.limits)?;
            Some(check_document(run, &source, &document))
        }
        Err(mut problem) => {
            let source = problem.source(id, &input.name).part_of_file(line.before);
            let before = usize::try_from(line.before.bytes).unwrap_or(usize::MAX);
            problem.first_bad_byte = problem.first_bad_byte.saturating_add(before);
            Some(unreadable(&source, line.number, &encoding_problem(&problem, &source)))
        }
    }
}

/// The text of an input; else a source to show and what is wrong.
pub(super) fn source_of(
    input: &Input,
    id: FileId,
    limits: Limits,
) -> Result<Arc<Source>, Box<(Source, Diagnostic)>> {
    match feed::read_input(input, limits) {
        Ok(bytes) => text_of(input, id, bytes),
        Err(problem) => Err(Box::new(problem.told(input, id, limits))),
    }
}

/// The text of some bytes; else a source to show and what is wrong.
fn text_of(input: &Input, id: FileId, bytes: Vec<u8>) -> Result<Arc<Source>, Box<(Source, Diagnostic)>> {
    match decode_text(bytes) {
        Ok(text) => Ok(Arc::new(Source::new(id, input.name.as_str(), text))),
        Err(problem) => {
            let source = problem.source(id, input.name.as_str());
            let diagnostic = encoding_problem(&problem, &source);
            Err(Box::new((source, diagnostic)))
        }
    }
}

fn check_source(run: &Run<'_>, source: &Arc<Source>, format: Format) -> Vec<Checked> {
    read_within(source, format, run.limits)
        .iter()
        .map(|document| check_document(run, source, document))
        .collect()
}

fn check_document(run: &Run<'_>, source: &Arc<Source>, document: &Document) -> Checked {
    let tree = match &document.tree {
        Ok(tree) => tree,
        Err(diagnostic) => return unreadable(source, document.number, diagnostic),
    };
    if let Some(diagnostic) = top_level_problem(tree, source) {
        return unreadable(source, document.number, &diagnostic);
    }
    if is_sheet(tree, source) {
        let judged = sheets::judge(run.packs, (run.root, run.limits), source, document.number, tree);
        return Checked { report: judged.report, kept: None };
    }
    let programs = Programs {
        named: run.program.or_else(|| run.config.program_of(&source.name)),
        rules: run.packs.rules(),
        known: &|| run.packs.known(),
    };
    let (id, place) = match programs.of(tree, source, document) {
        Ok(found) => found,
        Err(diagnostic) => return unreadable(source, document.number, &diagnostic),
    };
    let Some(pack) = run.packs.get(&id) else {
        return unreadable(source, document.number, &programs.unknown(place, &id));
    };
    let Some(plan) = &pack.plan else {
        return unreadable(source, document.number, &diag::broken_pack(place, &id, &pack.folder));
    };
    let acks = acks(source, document, run.limits.findings);
    let mut options = run.options;
    if !acks.is_empty() {
        // A comment is about the findings at a place.
        options.detail = options.detail.max(Detail::Line);
    }
    let (mut report, proposal) = judged(&pack, plan, source, tree, document.number, (run.limits, options));
    acknowledge(&mut report, plan, source, &acks);
    let across = plan.pack.rules.iter().any(|rule| rule.across);
    let kept = across.then(|| Kept { pack: pack.clone(), source: source.clone(), proposal });
    Checked { report, kept }
}

/// One document, decoded, judged and reported.
pub(super) fn judged(
    pack: &LoadedPack,
    plan: &Plan,
    source: &Source,
    tree: &Tree,
    number: u32,
    (limits, options): (Limits, ReportOptions),
) -> (ProposalReport, Proposal) {
    let (proposal, shape) =
        decode_within(&plan.pack.schema, plan.pack.program.root, tree, source, number, limits);
    let judged = eval::judge(plan, &proposal, options.as_of);
    let report = proposal_report(plan, &pack.sources, source, &proposal, &shape, &judged, options);
    (report, proposal)
}

fn unreadable(source: &Source, document: u32, diagnostic: &Diagnostic) -> Checked {
    Checked { report: unreadable_report(source, document, std::slice::from_ref(diagnostic)), kept: None }
}

/// The findings of the rules across proposals: each pack judges the proposals of this run that are its own.
pub(super) fn across_kept<'k>(
    all: impl IntoIterator<Item = &'k Kept>,
    options: ReportOptions,
    incomplete: bool,
) -> Vec<crate::report::Finding> {
    let mut by_pack: Vec<(&Arc<LoadedPack>, Vec<&Kept>)> = Vec::new();
    for kept in all {
        match by_pack.iter_mut().find(|(pack, _)| Arc::ptr_eq(pack, &kept.pack)) {
            Some((_, of_pack)) => of_pack.push(kept),
            None => by_pack.push((&kept.pack, vec![kept])),
        }
    }
    by_pack.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
    let mut findings = Vec::new();
    for (pack, kept) in by_pack {
        let Some(plan) = &pack.plan else { continue };
        let proposals: Vec<&Proposal> = kept.iter().map(|kept| &kept.proposal).collect();
        let judged = eval::judge_across(plan, &proposals, options.as_of, incomplete);
        let sources: Vec<&Source> = kept.iter().map(|kept| &*kept.source).collect();
        let set = AcrossSet { proposals: &proposals, sources: &sources, incomplete };
        findings.extend(across_findings(plan, &pack.sources, set, &judged, options.as_of, options));
    }
    findings
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

/// The day of `--as-of`: a day, or a fiscal year, which stands for its 1 April.
pub(super) fn day(text: &str) -> Result<Date, Box<Diagnostic>> {
    settings::day(text).ok_or_else(|| Box::new(diag::no_day(text)))
}

/// Checks one text with a pack that is loaded: what the benchmark measures, and what an editor would call.
pub fn check_text(pack: &LoadedPack, name: &str, text: String) -> Vec<ProposalReport> {
    let Some(plan) = &pack.plan else { return Vec::new() };
    let source = Source::new(FileId(FIRST_PROPOSAL), name, text);
    let format = Format::of_path(name).unwrap_or(Format::Yaml);
    let options = ReportOptions::default();
    read(&source, format)
        .iter()
        .map(|document| match &document.tree {
            Ok(tree) => judged(pack, plan, &source, tree, document.number, (Limits::DEFAULT, options)).0,
            Err(diagnostic) => unreadable_report(&source, document.number, std::slice::from_ref(diagnostic)),
        })
        .collect()
}
