//! A report from its parts: sorted and counted.

use super::aside::Aside;
use super::model::{
    AsideCounts, FileVerdict, Finding, FindingOutcome, ProposalReport, Report, RuleDiagnostic, Summary,
};
use crate::diag::Severity;
use crate::value::Date;

impl Report {
    /// A report of these parts, sorted and counted.
    pub fn of(
        as_of: Option<Date>,
        mut proposals: Vec<ProposalReport>,
        across: Vec<Finding>,
        diagnostics: Vec<RuleDiagnostic>,
    ) -> Report {
        proposals.sort_by(|a, b| (&a.path, a.document).cmp(&(&b.path, b.document)));
        let mut summary = Summary::default();
        proposals.iter().for_each(|proposal| summary.add_proposal(proposal));
        across.iter().for_each(|finding| summary.add_finding(finding));
        Report { as_of, summary, proposals, across, diagnostics, draft: false, packs: Vec::new() }
    }
}

impl Summary {
    /// Counts a proposal and its findings.
    pub fn add_proposal(&mut self, proposal: &ProposalReport) {
        add(&mut self.proposals);
        if proposal.sheet.is_some() {
            add(&mut self.sheets);
        }
        add(match proposal.verdict {
            FileVerdict::Pass => &mut self.pass,
            FileVerdict::Fail => &mut self.fail,
            FileVerdict::Undetermined => &mut self.undetermined,
            FileVerdict::Unreadable => &mut self.unreadable,
        });
        match proposal.beyond_baseline {
            FileVerdict::Fail => add(&mut self.fail_beyond),
            FileVerdict::Undetermined => add(&mut self.undetermined_beyond),
            FileVerdict::Pass | FileVerdict::Unreadable => {}
        }
        proposal.findings.iter().for_each(|finding| self.add_finding(finding));
    }

    /// Counts what another summary counts.
    pub fn add_all(&mut self, other: &Summary) {
        let Summary {
            proposals,
            sheets,
            pass,
            fail,
            undetermined,
            unreadable,
            errors,
            warnings,
            advice,
            fail_beyond,
            undetermined_beyond,
            aside: AsideCounts { acknowledged, waived, known },
        } = other;
        for (own, more) in [
            (&mut self.proposals, proposals),
            (&mut self.sheets, sheets),
            (&mut self.pass, pass),
            (&mut self.fail, fail),
            (&mut self.undetermined, undetermined),
            (&mut self.unreadable, unreadable),
            (&mut self.errors, errors),
            (&mut self.warnings, warnings),
            (&mut self.advice, advice),
            (&mut self.fail_beyond, fail_beyond),
            (&mut self.undetermined_beyond, undetermined_beyond),
            (&mut self.aside.acknowledged, acknowledged),
            (&mut self.aside.waived, waived),
            (&mut self.aside.known, known),
        ] {
            *own = own.saturating_add(*more);
        }
    }

    /// Counts a finding.
    pub fn add_finding(&mut self, finding: &Finding) {
        if let Some(aside) = &finding.aside {
            add(match aside {
                Aside::Acknowledged(_) => &mut self.aside.acknowledged,
                Aside::Waived(_) => &mut self.aside.waived,
                Aside::Known { .. } => &mut self.aside.known,
            });
            return;
        }
        let said = finding.is_open();
        match finding.severity {
            Severity::Error if finding.outcome == FindingOutcome::Fail => add(&mut self.errors),
            Severity::Warning if said => add(&mut self.warnings),
            Severity::Advice if said => add(&mut self.advice),
            _ => {}
        }
    }
}

fn add(count: &mut u32) {
    *count = count.saturating_add(1);
}
