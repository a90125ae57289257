//! `kisoku rank`: score sheets in, a ranking of the proposals that they score out.

use super::check::exit_code;
use super::config::Config;
use super::files;
use super::inputs::{Input, gather, source_of};
use super::output::of_run;
use super::packs::{self, Packs};
use super::sheets::{self, JudgedSheet, KnownSheet};
use super::waivers::Waivers;
use super::{Settings, args, output};
use crate::data::limits::Limits;
use crate::data::{Proposal, decode, is_sheet, program_of, read_within, top_level_problem};
use crate::diag::{self, Lang};
use crate::eval;
use crate::load::LoadedPack;
use crate::report::{
    FileVerdict, HumanOptions, ProposalReport, Report, ReportOptions, add_to_sheet, human, proposal_report,
    settle, unreadable,
};
use crate::text::{FileId, Source, Span};
use crate::value::Date;
use crate::workbench::rank::{self, By, Call, Ranking, Rankings, ScoredProposal, SheetTotal};
use clap::{Arg, ArgMatches, Command};
use std::sync::Arc;

/// The ids of the files of a run start here.
const FIRST_INPUT: u32 = 1 << 30;
/// The ids of scored proposals start here.
const FIRST_SCORED: u32 = 3 << 29;

/// What was read.
#[derive(Default)]
struct Met {
    sheets: Vec<(Arc<Source>, JudgedSheet)>,
    /// Files that are neither a sheet nor a proposal.
    unreadable: Vec<ProposalReport>,
    /// Proposals: their program, file and document.
    proposals: Vec<(String, String, u32)>,
}

/// A scored proposal, judged.
struct Scored {
    source: Source,
    proposal: Proposal,
    report: ProposalReport,
    sheets: Vec<SheetTotal>,
}

/// The scored proposals of one scorecard.
struct Group {
    pack: Arc<LoadedPack>,
    card: usize,
    scored: Vec<Scored>,
    incomplete: bool,
}

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("rank")
        .about(help(
            "Ranks the proposals of a call by their score sheets",
            "採点シートにより、公募の申請に順位を付けます",
        ))
        .after_help(help(
            "Ties share a place; missing points leave a range of places; nothing is inferred.\nExit code: 0 every sheet and scored proposal passes; 1 one fails; 3 none fails and one cannot be decided\nyet (0 with --draft); 2 something could not be read, or there is no sheet.",
            "同点は同順位とし、得点が未記入の間は順位を幅で示します。推定は行いません。\n終了コード：0 採点シートも申請もすべて適合、1 不適合あり、3 不適合はないが未判定あり\n（--draft では 0）、2 読めないものがあるか、採点シートがない。",
        ))
        .arg(Arg::new("paths").value_name("PATH").num_args(0..).help(help(
            "score sheets and folders of them [default: the current folder]",
            "採点シートとそのフォルダー［既定：現在のフォルダー］",
        )))
        .arg(Arg::new("by").long("by").value_name("HOW").value_parser(["mean", "sum"]).default_value("mean").help(
            help(
                "how the sheets of several reviewers become one figure",
                "複数の審査員の採点のまとめ方（mean 平均、sum 合計）",
            ),
        ))
        .arg(args::as_of_arg(help(
            "judge the proposals as of this day (2007-10-10, FY2007) instead of their own year",
            "申請の年度ではなく、この日（2007-10-10、2007年度）を基準に申請を判定",
        )))
        .arg(args::draft(lang))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json", "markdown", "csv"])
                .default_value("human")
                .help(help("human, json, markdown or csv", "human、json、markdown、csv")),
        )
}

/// Runs the command.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let as_of = match args::as_of(matches, settings.config.as_of()) {
        Ok(as_of) => as_of,
        Err(problem) => return settings.trouble(&problem.message),
    };
    let by = if args::text(matches, "by") == Some("sum") { By::Sum } else { By::Mean };
    let mut paths = args::texts(matches, "paths");
    if paths.is_empty() {
        paths.push(".");
    }
    let rules = settings.rules.clone();
    let root = files::root_of(&rules);
    let packs = Packs::new(rules);

    let mut gathered = gather(settings, &paths, None);
    gathered.leave_out(&Waivers::files(&settings.config, &settings.rules));
    let mut met = Met::default();
    for (index, input) in gathered.inputs.iter().enumerate() {
        read_input((&packs, &root, settings.limits), input, number(FIRST_INPUT, index), &mut met);
    }
    let nothing = met.sheets.is_empty() && gathered.troubles.is_empty();
    refuse_twice(&mut met.sheets);
    let waivers = Waivers::read(&settings.config, &settings.rules, None);
    let groups = group(&met.sheets, as_of, (&waivers, &settings.config));
    let rankings: Vec<Ranking> = groups.iter().filter_map(|group| ranking(group, &met, as_of, by)).collect();

    let mut diagnostics = packs::diagnostics(&packs.loaded_for_proposals());
    diagnostics.extend(gathered.troubles.iter().map(of_run));
    if nothing {
        diagnostics.push(of_run(&diag::no_sheets(&paths.join(" "))));
    }
    let mut sheets: Vec<ProposalReport> = met.sheets.into_iter().map(|(_, judged)| judged.report).collect();
    sheets.extend(met.unreadable);
    // The exit code is that of the sheets and of the proposals that they score.
    let mut all = sheets.clone();
    all.extend(groups.into_iter().flat_map(|group| group.scored).map(|scored| scored.report));
    let code = exit_code(&Report::of(as_of, all, Vec::new(), diagnostics.clone()), matches.get_flag("draft"));
    let report = Report::of(as_of, sheets, Vec::new(), diagnostics);
    let rankings = Rankings { rankings, report };
    output::to_stdout(&match args::text(matches, "format") {
        Some("json") => rank::json(&rankings),
        Some("markdown") => rank::markdown(&rankings.rankings, settings.lang),
        Some("csv") => rank::csv(&rankings.rankings),
        _ => drawn(settings, &rankings),
    });
    if !matches!(args::text(matches, "format"), Some("human" | "json")) {
        // A table holds no findings; they go where people see them.
        output::to_stderr(&findings(settings, &rankings.report));
    }
    code
}

fn number(first: u32, index: usize) -> FileId {
    FileId(first.saturating_add(u32::try_from(index).unwrap_or(0)))
}

/// What is wrong with the sheets, then the rankings.
fn drawn(settings: &Settings, rankings: &Rankings) -> String {
    let mut out = findings(settings, &rankings.report);
    if !settings.quiet {
        out.push_str(&rank::human(&rankings.rankings, settings.lang));
    }
    out
}

fn findings(settings: &Settings, report: &Report) -> String {
    let options = HumanOptions { quiet: true, ..settings.drawing() };
    human(report, options)
}

/// Reads one file: its sheets are judged, its proposals only noted.
fn read_input((packs, root, limits): (&Packs, &str, Limits), input: &Input, id: FileId, met: &mut Met) {
    let source = match source_of(input, id, limits) {
        Ok(source) => source,
        Err(problem) => {
            met.unreadable.push(unreadable(&problem.0, 1, std::slice::from_ref(&problem.1)));
            return;
        }
    };
    for document in read_within(&source, input.format, limits) {
        let tree = match &document.tree {
            Ok(tree) => tree,
            Err(diagnostic) => {
                let report = unreadable(&source, document.number, std::slice::from_ref(diagnostic));
                met.unreadable.push(report);
                continue;
            }
        };
        if is_sheet(tree, &source) {
            let judged = sheets::judge(packs, (root, limits), &source, document.number, tree);
            met.sheets.push((source.clone(), judged));
        } else if let Some((program, _)) = program_of(tree, &source) {
            met.proposals.push((program, source.name.clone(), document.number));
        } else {
            let start = Span::new(source.id, document.span.start as usize, document.span.start as usize);
            let known = packs.known();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let problem = top_level_problem(tree, &source).unwrap_or_else(|| diag::no_program(start, &known));
            met.unreadable.push(unreadable(&source, document.number, &[problem]));
        }
    }
}

/// What makes two sheets the same reviewer's: the scorecard, the proposal, the reviewer.
fn identity(judged: &JudgedSheet) -> Option<(&str, usize, &str, u32, Option<&str>)> {
    let known = judged.known.as_ref()?;
    let target = known.target.as_ref()?;
    let reviewer = known.sheet.reviewer.as_ref().map(|written| written.text.as_str());
    Some((&known.pack.id, known.card, &target.path, target.document.number, reviewer))
}

/// Two sheets of one reviewer for one proposal: neither counts, and both say so.
fn refuse_twice(sheets: &mut [(Arc<Source>, JudgedSheet)]) {
    let mut wrong = Vec::new();
    for (index, (source, judged)) in sheets.iter().enumerate() {
        let Some(own) = identity(judged) else { continue };
        let other = sheets
            .iter()
            .enumerate()
            .find(|(at, (_, other))| *at != index && identity(other).is_some_and(|other| other == own));
        let Some((_, (other, theirs))) = other else { continue };
        let other = match theirs.report.document {
            0 | 1 => other.name.clone(),
            document => format!("{} ({document})", other.name),
        };
        let written = judged.known.as_ref().and_then(|known| known.sheet.proposal.as_ref());
        let place = written.map_or(Span::new(source.id, 0, 0), |written| written.span);
        wrong.push((index, diag::reviewer_twice(place, own.4, own.2, &other)));
    }
    for (index, diagnostic) in wrong {
        if let Some((source, judged)) = sheets.get_mut(index) {
            add_to_sheet(&mut judged.report, source, &diagnostic);
        }
    }
}

/// The scored proposals, by scorecard and then by path.
fn group(
    sheets: &[(Arc<Source>, JudgedSheet)],
    as_of: Option<Date>,
    decided: (&Waivers, &Config),
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let known = sheets.iter().filter_map(|(_, judged)| Some((judged.known.as_ref()?, &judged.report)));
    for (index, (sheet, report)) in known.enumerate() {
        let same = |group: &Group| group.pack.id == sheet.pack.id && group.card == sheet.card;
        let at = groups.iter().position(same).unwrap_or_else(|| {
            let (pack, card) = (sheet.pack.clone(), sheet.card);
            groups.push(Group { pack, card, scored: Vec::new(), incomplete: false });
            groups.len().saturating_sub(1)
        });
        let Some(group) = groups.get_mut(at) else { continue };
        let total = total_of(sheet, report);
        let Some(target) = &sheet.target else {
            group.incomplete = true;
            continue;
        };
        let same = |one: &&mut Scored| {
            one.source.name == target.path && one.report.document == target.document.number
        };
        if let Some(scored) = group.scored.iter_mut().find(same) {
            scored.sheets.extend(total);
            continue;
        }
        match judged(sheet, number(FIRST_SCORED, index), as_of, decided) {
            Some(mut scored) => {
                scored.sheets.extend(total);
                group.scored.push(scored);
            }
            None => group.incomplete = true,
        }
    }
    for group in &mut groups {
        group
            .scored
            .sort_by(|a, b| (&a.source.name, a.report.document).cmp(&(&b.source.name, b.report.document)));
        for scored in &mut group.scored {
            scored
                .sheets
                .sort_by(|a, b| (&a.reviewer, &a.path, a.document).cmp(&(&b.reviewer, &b.path, b.document)));
        }
    }
    groups.sort_by(|a, b| (&a.pack.id, a.card).cmp(&(&b.pack.id, b.card)));
    groups
}

/// What a sheet comes to; one that fails does not count, and its points may still become anything.
fn total_of(known: &KnownSheet, report: &ProposalReport) -> Option<SheetTotal> {
    let plan = known.pack.plan.as_ref()?;
    let card = plan.pack.scorecards.get(known.card)?;
    let wrong = report.verdict == FileVerdict::Fail;
    let (low, high) = if wrong { eval::any_total(card) } else { known.scored.range() };
    Some(SheetTotal {
        path: report.path.clone(),
        document: report.document,
        reviewer: known.sheet.reviewer.as_ref().map(|written| written.text.clone()),
        low,
        high,
        missing: u32::try_from(known.scored.missing.len()).unwrap_or(u32::MAX),
        items: known.scored.items,
        wrong,
        stated: known.scored.stated.clone(),
    })
}

/// The proposal of a sheet, judged by the rules.
fn judged(
    sheet: &KnownSheet,
    id: FileId,
    as_of: Option<Date>,
    (waivers, config): (&Waivers, &Config),
) -> Option<Scored> {
    let plan = sheet.pack.plan.as_ref()?;
    let target = sheet.target.as_ref()?;
    let tree = target.document.tree.as_ref().ok()?;
    // Several scored proposals are looked at together, so each file has an id of its own.
    let source = Source::new(id, target.path.as_str(), target.source.text.clone());
    let schema = &plan.pack.schema;
    let (proposal, shape) = decode(schema, plan.pack.program.root, tree, &source, target.document.number);
    let judged = eval::judge(plan, &proposal, as_of);
    let options = ReportOptions { as_of, ..ReportOptions::default() };
    let mut report = proposal_report(plan, &sheet.pack.sources, &source, &proposal, &shape, &judged, options);
    if waivers.apply(&mut report, config) {
        settle(&mut report);
    }
    Some(Scored { source, proposal, report, sheets: Vec::new() })
}

/// The ranking of one scorecard.
fn ranking(group: &Group, met: &Met, as_of: Option<Date>, by: By) -> Option<Ranking> {
    let plan = group.pack.plan.as_ref()?;
    let card = plan.pack.scorecards.get(group.card)?;
    let scored: Vec<ScoredProposal<'_>> = group
        .scored
        .iter()
        .map(|one| ScoredProposal {
            proposal: &one.proposal,
            source: &one.source,
            verdict: one.report.verdict,
            sheets: one.sheets.clone(),
        })
        .collect();
    let unscored: Vec<String> = met
        .proposals
        .iter()
        .filter(|(program, path, document)| {
            let of = |one: &&Scored| one.source.name == *path && one.report.document == *document;
            *program == plan.pack.id && !group.scored.iter().any(|one| of(&one))
        })
        .map(|(_, path, document)| if *document > 1 { format!("{path}#{document}") } else { path.clone() })
        .collect();
    Some(rank::rank(&Call {
        plan,
        rule_sources: &group.pack.sources,
        card,
        scored: &scored,
        unscored: &unscored,
        incomplete: group.incomplete,
        as_of,
        by,
    }))
}
