//! One document of an input: whose it is, then decoded, judged and reported.
//!
//! In: a tree of spans, and what is the same for every document of a run. Out: its report, and the proposal where rules
//! across proposals will look at it.

use super::asides::Asides;
use super::config::Config;
use super::inputs::{FIRST_PROPOSAL, Input};
use super::packs::Packs;
use super::program::Programs;
use super::{Settings, sheets};
use crate::data::encoding::{encoding_problem, text_of};
use crate::data::limits::Limits;
use crate::data::lines::Line;
use crate::data::{
    Document, Format, Proposal, ShapeFinding, Tree, acks, decode_within, is_sheet, read, read_line,
    read_within, top_level_problem,
};
use crate::diag::{self, Diagnostic};
use crate::eval;
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::report::{
    AcrossSet, Detail, Finding, ProposalReport, ReportOptions, acknowledge, across_findings, proposal_report,
    unreadable as unreadable_report,
};
use crate::text::{FileId, Source};
use std::sync::Arc;

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
pub(super) struct Run<'a> {
    pub(super) packs: &'a Packs,
    /// The folder that holds the rules folder.
    pub(super) root: &'a str,
    pub(super) program: Option<&'a str>,
    pub(super) config: &'a Config,
    pub(super) settings: &'a Settings,
    pub(super) asides: &'a Asides,
    pub(super) limits: Limits,
    pub(super) options: ReportOptions,
}

/// One line of NDJSON, as a source of its own: what is kept of it holds no more than the line.
pub(super) fn check_line(run: &Run<'_>, input: &Input, id: FileId, line: &Line<'_>) -> Option<Checked> {
    match text_of(line.bytes) {
        Ok(text) => {
            let source = Arc::new(Source::new(id, input.name.as_str(), text).part_of_file(line.before));
            let document = read_line(&source, line.number, run.limits)?;
            Some(check_document(run, &source, document))
        }
        Err(mut problem) => {
            let source = problem.source(id, &input.name).part_of_file(line.before);
            let before = usize::try_from(line.before.bytes).unwrap_or(usize::MAX);
            problem.first_bad_byte = problem.first_bad_byte.saturating_add(before);
            Some(unreadable(&source, line.number, &encoding_problem(&problem, &source)))
        }
    }
}

/// Every document of a source.
pub(super) fn check_source(run: &Run<'_>, source: &Arc<Source>, format: Format) -> Vec<Checked> {
    read_within(source, format, run.limits)
        .into_iter()
        .map(|document| check_document(run, source, document))
        .collect()
}

fn check_document(run: &Run<'_>, source: &Arc<Source>, document: Document) -> Checked {
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
    let (id, place) = match programs.of(tree, source, &document) {
        Ok(found) => found,
        Err(diagnostic) => return unreadable(source, document.number, &diagnostic),
    };
    let Some(pack) = run.packs.get(&id) else {
        return unreadable(source, document.number, &programs.unknown(place, &id));
    };
    let Some(plan) = &pack.plan else {
        return unreadable(source, document.number, &diag::broken_pack(place, &id, &pack.folder));
    };
    let acks = acks(source, &document, run.limits.findings);
    let mut options = run.options;
    if !acks.is_empty() {
        // A comment is about the findings at a place.
        options.detail = options.detail.max(Detail::Line);
    }
    let decoded = decoded(plan, source, tree, document.number, run.limits);
    // A large proposal takes much memory twice, as a tree and decoded.
    drop(document);
    let (mut report, proposal) = judged(&pack, plan, source, decoded, options);
    acknowledge(&mut report, plan, source, &acks);
    let across = plan.pack.rules.iter().any(|rule| rule.across);
    let kept = across.then(|| Kept { pack: pack.clone(), source: source.clone(), proposal });
    Checked { report, kept }
}

/// A document as a pack reads it, with the findings on its shape.
type Decoded = (Proposal, Vec<ShapeFinding>);

/// One document, decoded.
pub(super) fn decoded(plan: &Plan, source: &Source, tree: &Tree, number: u32, limits: Limits) -> Decoded {
    decode_within(&plan.pack.schema, plan.pack.program.root, tree, source, number, limits)
}

/// One document that is decoded, judged and reported.
pub(super) fn judged(
    pack: &LoadedPack,
    plan: &Plan,
    source: &Source,
    (proposal, shape): Decoded,
    options: ReportOptions,
) -> (ProposalReport, Proposal) {
    let judged = eval::judge(plan, &proposal, options.as_of);
    let report = proposal_report(plan, &pack.sources, source, &proposal, &shape, &judged, options);
    (report, proposal)
}

/// What stands for a document that cannot be read.
pub(super) fn unreadable(source: &Source, document: u32, diagnostic: &Diagnostic) -> Checked {
    Checked { report: unreadable_report(source, document, std::slice::from_ref(diagnostic)), kept: None }
}

/// The findings of the rules across proposals: each pack judges the proposals of this run that are its own.
pub(super) fn across_kept<'k>(
    all: impl IntoIterator<Item = &'k Kept>,
    options: ReportOptions,
    incomplete: bool,
) -> Vec<Finding> {
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

/// Checks one text with a pack that is loaded: what the benchmark measures, and what an editor would call.
pub fn check_text(pack: &LoadedPack, name: &str, text: String) -> Vec<ProposalReport> {
    let Some(plan) = &pack.plan else { return Vec::new() };
    let source = Source::new(FileId(FIRST_PROPOSAL), name, text);
    let format = Format::of_path(name).unwrap_or(Format::Yaml);
    let options = ReportOptions::default();
    read(&source, format)
        .iter()
        .map(|document| match &document.tree {
            Ok(tree) => {
                let decoded = decoded(plan, &source, tree, document.number, Limits::DEFAULT);
                judged(pack, plan, &source, decoded, options).0
            }
            Err(diagnostic) => unreadable_report(&source, document.number, std::slice::from_ref(diagnostic)),
        })
        .collect()
}
