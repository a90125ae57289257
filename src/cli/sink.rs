//! Where the reports on proposals go: written at once and dropped, where every format asked for can be written proposal
//! by proposal, else kept whole until the end.
//!
//! In: reports, in the order of their files. Out: what is left of them for the report on the run.

use super::Settings;
use super::config::Config;
use super::document::{Checked, Kept};
use super::output::{self, Outlet, Target};
use crate::report::{Detail, FileVerdict, Many, Portion, ProposalReport, Report, Streamed, Summary};

/// Where reports go.
pub(super) struct Sink<'a> {
    config: &'a Config,
    /// The outlets that are written proposal by proposal; none where all reports are kept.
    outlets: Option<Vec<Outlet>>,
    /// Reports that are kept; with outlets only until it is known how they are written.
    held: Vec<ProposalReport>,
    /// How many proposals there are at least.
    expected: u32,
    /// What is left of the reports.
    pub(super) tally: Tally,
}

/// What is left of reports that are written.
#[derive(Default)]
pub(super) struct Tally {
    /// The counts.
    pub(super) summary: Summary,
    /// Whether a proposal could not be read.
    pub(super) unreadable: bool,
    /// How many of the undetermined proposals are drafts.
    pub(super) open_drafts: u32,
    /// What the rules across proposals look at.
    pub(super) kept: Vec<Kept>,
}

/// How the reports of a batch are treated; the same for every thread.
#[derive(Clone)]
pub(super) enum Manner {
    /// They are kept.
    Keep,
    /// They are written in these formats.
    Write(Vec<Streamed>, Many),
}

impl Manner {
    /// How much of each finding has to be told.
    pub(super) fn detail(&self) -> Detail {
        match self {
            Manner::Keep => Detail::Whole,
            Manner::Write(formats, many) => {
                formats.iter().map(|format| format.detail(*many)).max().unwrap_or_default()
            }
        }
    }

    /// What is to be taken of a report: all of it, or what is written of it.
    pub(super) fn treat(&self, checked: Checked) -> Treated {
        let Manner::Write(formats, many) = self else { return Treated::Kept(Box::new(checked)) };
        let Checked { report, kept } = checked;
        let portions = formats.iter().map(|format| format.portion(&report, *many)).collect();
        Treated::Written(Box::new(Written { portions, left: Left::of(&report), kept }))
    }
}

/// A report, as it comes back from the thread that made it.
pub(super) enum Treated {
    Kept(Box<Checked>),
    Written(Box<Written>),
}

/// A report of which only what was written is left.
pub(super) struct Written {
    portions: Vec<Portion>,
    left: Left,
    kept: Option<Kept>,
}

/// What the tally takes of a report.
struct Left {
    summary: Summary,
    unreadable: bool,
    /// The path of an undetermined proposal.
    open: Option<String>,
}

impl Left {
    fn of(report: &ProposalReport) -> Left {
        let mut summary = Summary::default();
        summary.add_proposal(report);
        Left {
            summary,
            unreadable: report.verdict == FileVerdict::Unreadable && report.sheet.is_none(),
            open: (report.beyond_baseline == FileVerdict::Undetermined).then(|| report.path.clone()),
        }
    }
}

impl<'a> Sink<'a> {
    /// Nothing has come yet, and at least so many proposals will. Without `at_once` all of them are kept.
    pub(super) fn new(
        settings: &'a Settings,
        targets: &[Target<output::Kind>],
        expected: usize,
        at_once: bool,
    ) -> Sink<'a> {
        Sink {
            config: &settings.config,
            outlets: if at_once { output::outlets(settings, targets) } else { None },
            held: Vec::new(),
            expected: u32::try_from(expected).unwrap_or(u32::MAX),
            tally: Tally::default(),
        }
    }

    /// How the next reports are to be treated.
    pub(super) fn manner(&self) -> Manner {
        let Some(outlets) = &self.outlets else { return Manner::Keep };
        let formats: Vec<Streamed> = outlets.iter().map(|outlet| outlet.format).collect();
        let many = Many::of(self.expected.max(self.tally.summary.proposals));
        if many == Many::of(0) && formats.iter().any(|format| format.depends_on_count()) {
            return Manner::Keep;
        }
        Manner::Write(formats, many)
    }

    /// Takes the reports on one input, or on a part of it.
    pub(super) fn take(&mut self, all: Vec<Treated>) {
        for one in all {
            match one {
                Treated::Kept(checked) => {
                    let Checked { report, kept } = *checked;
                    self.count(&Left::of(&report), kept);
                    self.held.push(report);
                }
                Treated::Written(written) => {
                    let Written { portions, left, kept } = *written;
                    self.write_held();
                    self.count(&left, kept);
                    self.write(&portions);
                }
            }
        }
        if self.outlets.is_some() && Many::of(self.tally.summary.proposals) != Many::of(0) {
            self.write_held();
        }
    }

    fn count(&mut self, left: &Left, kept: Option<Kept>) {
        let tally = &mut self.tally;
        tally.summary.add_all(&left.summary);
        tally.unreadable |= left.unreadable;
        let draft = left.open.as_ref().is_some_and(|path| self.config.is_draft(path));
        tally.open_drafts = tally.open_drafts.saturating_add(u32::from(draft));
        tally.kept.extend(kept);
    }

    fn write(&mut self, portions: &[Portion]) {
        for (outlet, portion) in self.outlets.iter_mut().flatten().zip(portions) {
            outlet.add(portion);
        }
    }

    /// Writes the reports that were held back, now that it is known how.
    fn write_held(&mut self) {
        let many = Many::of(self.expected.max(self.tally.summary.proposals));
        for report in std::mem::take(&mut self.held) {
            for outlet in self.outlets.iter_mut().flatten() {
                outlet.add(&outlet.format.portion(&report, many));
            }
        }
    }

    /// The reports that were kept whole; none where they are written.
    pub(super) fn kept_whole(&mut self) -> Vec<ProposalReport> {
        if self.outlets.is_some() { Vec::new() } else { std::mem::take(&mut self.held) }
    }

    /// Ends what is written, with what is left of the run; none where nothing was written yet.
    pub(super) fn finish(mut self, settings: &Settings, report: &Report, code: u8) -> Option<u8> {
        self.write_held();
        Some(output::finish_outlets(settings, self.outlets?, report, code))
    }
}
