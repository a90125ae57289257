//! Formats that are written proposal by proposal, so that a run over any number of them needs little memory. In: the
//! report on a proposal; at the end what is left of the report on the run. Out: its part of the text.
//!
//! A text is, in this order: [`Streamed::head`], the body of each proposal, [`Streamed::middle`], the line of each
//! proposal, [`Streamed::tail`].

use super::findings::Detail;
use super::human::{self, HumanOptions};
use super::model::{FileVerdict, ProposalReport, Report};
use crate::diag::Lang;

/// From so many proposals on findings are listed for people rather than drawn.
const MANY: u32 = 20;

/// So many passing proposals have a line each; more are only counted.
const MOST_PASSING: u32 = 20;

/// A format that is written proposal by proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Streamed {
    /// A line of JSON for each proposal, then one about the run.
    Ndjson,
    /// A line a finding.
    Short(Lang),
    /// For people.
    Human(HumanOptions),
}

/// Whether there are many proposals, as far as is known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Many(bool);

impl Many {
    /// Whether so many proposals are many.
    pub fn of(proposals: u32) -> Many {
        Many(proposals > MANY)
    }
}

/// What a format writes of one proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portion {
    /// Its findings.
    pub body: String,
    /// Its line in the summary.
    pub line: String,
    /// Whether that line is left out where more than a few proposals pass.
    pub passes: bool,
}

impl Streamed {
    /// Whether the text of a proposal depends on how many there are.
    pub fn depends_on_count(self) -> bool {
        matches!(self, Streamed::Human(options) if !options.full)
    }

    /// How much of a finding the format tells.
    pub fn detail(self, many: Many) -> Detail {
        match self {
            Streamed::Short(_) => Detail::Line,
            Streamed::Human(options) if many.0 && !options.full => Detail::Name,
            Streamed::Human(_) | Streamed::Ndjson => Detail::Whole,
        }
    }

    /// What comes before the proposals.
    pub fn head(self, report: &Report) -> String {
        match self {
            Streamed::Ndjson => String::new(),
            Streamed::Short(lang) => super::short::diagnostics(report, lang),
            Streamed::Human(options) => human::diagnostics(report, options),
        }
    }

    /// A proposal.
    pub fn portion(self, proposal: &ProposalReport, many: Many) -> Portion {
        let body = match self {
            Streamed::Ndjson => super::ndjson::proposal(proposal),
            Streamed::Short(lang) => super::short::findings(&proposal.findings, lang),
            Streamed::Human(options) => human::proposal(proposal, many.0 && !options.full, options),
        };
        let line = match self {
            Streamed::Ndjson | Streamed::Short(_) => String::new(),
            Streamed::Human(options) => human::summary_line(proposal, many.0 && !options.full, options),
        };
        Portion { body, line, passes: proposal.verdict == FileVerdict::Pass }
    }

    /// What comes between the findings of the proposals and their lines.
    pub fn middle(self, report: &Report) -> String {
        match self {
            Streamed::Ndjson => String::new(),
            Streamed::Short(lang) => super::short::findings(&report.across, lang),
            Streamed::Human(options) => {
                let many = Many::of(report.summary.proposals).0 && !options.full;
                human::across(report, many, options)
            }
        }
    }

    /// What comes last.
    pub fn tail(self, report: &Report) -> String {
        match self {
            Streamed::Ndjson => super::ndjson::last(report),
            Streamed::Short(_) => String::new(),
            Streamed::Human(options) => human::totals(report, options),
        }
    }

    /// The whole of a report whose proposals are all at hand.
    fn whole(self, report: &Report) -> String {
        let many = Many::of(report.summary.proposals);
        let few = passing_have_lines(report.summary.pass);
        let mut out = self.head(report);
        let mut lines = String::new();
        for proposal in &report.proposals {
            let portion = self.portion(proposal, many);
            out.push_str(&portion.body);
            if few || !portion.passes {
                lines.push_str(&portion.line);
            }
        }
        out.push_str(&self.middle(report));
        out.push_str(&lines);
        out.push_str(&self.tail(report));
        out
    }
}

/// Whether the proposals that pass have lines of their own, where so many do.
pub fn passing_have_lines(pass: u32) -> bool {
    pass <= MOST_PASSING
}

/// `ndjson`: a line for each proposal as in `json`, then one with what is about the whole run.
pub fn ndjson(report: &Report) -> String {
    Streamed::Ndjson.whole(report)
}

/// `short`: the findings and diagnostics, a line each.
pub fn short(report: &Report, lang: Lang) -> String {
    Streamed::Short(lang).whole(report)
}

/// `human`: the whole report as a person reads it.
pub fn human(report: &Report, options: HumanOptions) -> String {
    Streamed::Human(options).whole(report)
}
