//! The proposals of a comparison: each judged by both sides.

use super::super::Settings;
use super::super::document::{self, Kept};
use super::super::inputs::{self, Input};
use super::super::program::Programs;
use crate::data::limits::Limits;
use crate::data::{Document, is_sheet, read_within, top_level_problem};
use crate::diag::{self, Diagnostic};
use crate::load::LoadedPack;
use crate::report::{
    Finding, HumanOptions, ProposalReport, Report, ReportOptions, human, unreadable as unreadable_report,
};
use crate::text::Source;
use crate::value::Date;
use crate::workbench::diff::{AcrossDiff, Diff, ProposalDiff, compare_across, compare_reports};
use std::sync::Arc;

/// What both sides say of the proposals.
#[derive(Default)]
pub(super) struct Judged {
    pub(super) proposals: Vec<ProposalDiff>,
    pub(super) across: Vec<AcrossDiff>,
    /// Paths that could not be walked.
    pub(super) troubles: Vec<Diagnostic>,
    /// Files that could not be read.
    pub(super) unreadable: Vec<ProposalReport>,
}

/// The packs of both sides.
type Packs<'a> = (&'a [Arc<LoadedPack>], &'a [Arc<LoadedPack>]);

struct Run<'a> {
    settings: &'a Settings,
    packs: Packs<'a>,
    diff: &'a Diff,
    limits: Limits,
    options: ReportOptions,
    judged: Judged,
    /// The proposals that rules across proposals look at, of either side.
    kept: (Vec<Kept>, Vec<Kept>),
}

/// Judges the proposals at some paths by both sides.
pub(super) fn all(
    settings: &Settings,
    packs: Packs<'_>,
    diff: &Diff,
    paths: &[&str],
    as_of: Option<Date>,
) -> Judged {
    let limits = settings.limits;
    let options = ReportOptions { cases: true, as_of, findings: limits.findings, ..ReportOptions::default() };
    let gathered = inputs::gather(settings, paths, None);
    let judged = Judged { troubles: gathered.troubles, ..Judged::default() };
    let kept = (Vec::new(), Vec::new());
    let mut run = Run { settings, packs, diff, limits, options, judged, kept };
    for (index, input) in gathered.inputs.iter().enumerate() {
        run.input(index, input);
    }
    if gathered.inputs.is_empty() && !paths.is_empty() && run.judged.troubles.is_empty() {
        run.judged.troubles.push(diag::nothing_to_check(&paths.join(" ")));
    }
    run.across();
    run.judged
}

impl Run<'_> {
    fn input(&mut self, index: usize, input: &Input) {
        match inputs::source_of(input, inputs::proposal_id(index), self.limits) {
            Ok(source) => {
                for document in &read_within(&source, input.format, self.limits) {
                    self.document(&source, document);
                }
            }
            Err(problem) => self.unreadable(&problem.0, 1, &problem.1),
        }
    }

    fn unreadable(&mut self, source: &Source, document: u32, diagnostic: &Diagnostic) {
        let report = unreadable_report(source, document, std::slice::from_ref(diagnostic));
        self.judged.unreadable.push(report);
    }

    fn document(&mut self, source: &Arc<Source>, document: &Document) {
        let tree = match &document.tree {
            Ok(tree) => tree,
            Err(diagnostic) => return self.unreadable(source, document.number, diagnostic),
        };
        if let Some(diagnostic) = top_level_problem(tree, source) {
            return self.unreadable(source, document.number, &diagnostic);
        }
        // A score sheet is no proposal: rules do not look at it.
        if is_sheet(tree, source) {
            return;
        }
        let programs = Programs {
            named: self.settings.config.program_of(&source.name),
            rules: &self.settings.rules,
            known: &|| self.known(),
        };
        let (id, place) = match programs.of(tree, source, document) {
            Ok(found) => found,
            Err(diagnostic) => return self.unreadable(source, document.number, &diagnostic),
        };
        let (old, new) = self.packs_of(&id);
        if old.is_none() && new.is_none() {
            let diagnostic = programs.unknown(place, &id);
            return self.unreadable(source, document.number, &diagnostic);
        }
        // A broken pack is told of once, by itself.
        if old.iter().chain(&new).any(|pack| pack.is_broken()) {
            return;
        }
        let mut judge = |pack: Option<&Arc<LoadedPack>>, old: bool| {
            let pack = pack?;
            let plan = pack.plan.as_ref()?;
            let decoded = document::decoded(plan, source, tree, document.number, self.limits);
            let (report, proposal) = document::judged(pack, plan, source, decoded, self.options);
            if plan.pack.rules.iter().any(|rule| rule.across) {
                let kept = Kept { pack: pack.clone(), source: source.clone(), proposal };
                if old { self.kept.0.push(kept) } else { self.kept.1.push(kept) }
            }
            Some(report)
        };
        let (before, after) = (judge(old.as_ref(), true), judge(new.as_ref(), false));
        let program = new.or(old).map(|pack| pack.id.clone()).unwrap_or(id);
        let what = (source.name.as_str(), document.number, program.as_str());
        let compared = compare_reports(&self.diff.programs, what, before.as_ref(), after.as_ref());
        self.judged.proposals.push(compared);
    }

    /// The packs that a programme has on either side, where it may have another id.
    fn packs_of(&self, id: &str) -> (Option<Arc<LoadedPack>>, Option<Arc<LoadedPack>>) {
        let programs = &self.diff.programs;
        let pair = programs.iter().find(|one| one.id == id || one.was.as_deref() == Some(id));
        let (old, new) = match pair {
            Some(pair) => (pair.was.as_deref().unwrap_or(&pair.id), pair.id.as_str()),
            None => (id, id),
        };
        let find = |packs: &[Arc<LoadedPack>], id: &str| packs.iter().find(|pack| pack.id == id).cloned();
        (find(self.packs.0, old), find(self.packs.1, new))
    }

    fn known(&self) -> Vec<String> {
        let mut out: Vec<String> =
            self.packs.0.iter().chain(self.packs.1).map(|pack| pack.id.clone()).collect();
        out.sort();
        out.dedup();
        out
    }

    fn across(&mut self) {
        let options = ReportOptions { all: true, ..self.options };
        let incomplete = !self.judged.unreadable.is_empty();
        let old = document::across_kept(&self.kept.0, options, incomplete);
        let new = document::across_kept(&self.kept.1, options, incomplete);
        let of = |findings: &[Finding], program: &str| {
            let own =
                findings.iter().filter(|one| one.rule.rsplit_once('/').is_some_and(|(id, _)| id == program));
            own.cloned().collect::<Vec<Finding>>()
        };
        for program in &self.diff.programs {
            let was = program.was.as_deref().unwrap_or(&program.id);
            let found =
                compare_across(&self.diff.programs, &program.id, of(&old, was), of(&new, &program.id));
            self.judged.across.extend(found);
        }
    }
}

/// What is wrong with the files that could not be read, drawn.
pub(super) fn drawn(settings: &Settings, unreadable: Vec<ProposalReport>) -> String {
    let report = Report::of(None, unreadable, Vec::new(), Vec::new());
    human(&report, HumanOptions { quiet: true, ..settings.drawing() })
}
