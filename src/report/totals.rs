//! A report from its parts: sorted and counted.

use super::aside::Aside;
use super::model::{FileVerdict, Finding, FindingOutcome, ProposalReport, Report, RuleDiagnostic, Summary};
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
        let add = |n: &mut u32| *n = n.saturating_add(1);
        for proposal in &proposals {
            add(&mut summary.proposals);
            if proposal.sheet.is_some() {
                add(&mut summary.sheets);
            }
            add(match proposal.verdict {
                FileVerdict::Pass => &mut summary.pass,
                FileVerdict::Fail => &mut summary.fail,
                FileVerdict::Undetermined => &mut summary.undetermined,
                FileVerdict::Unreadable => &mut summary.unreadable,
            });
            match proposal.beyond_baseline {
                FileVerdict::Fail => add(&mut summary.fail_beyond),
                FileVerdict::Undetermined => add(&mut summary.undetermined_beyond),
                FileVerdict::Pass | FileVerdict::Unreadable => {}
            }
        }
        for finding in proposals.iter().flat_map(|proposal| &proposal.findings).chain(&across) {
            let said = finding.is_open();
            if let Some(aside) = &finding.aside {
                add(match aside {
                    Aside::Acknowledged(_) => &mut summary.aside.acknowledged,
                    Aside::Waived(_) => &mut summary.aside.waived,
                    Aside::Known { .. } => &mut summary.aside.known,
                });
                continue;
            }
            match finding.severity {
                Severity::Error if finding.outcome == FindingOutcome::Fail => add(&mut summary.errors),
                Severity::Warning if said => add(&mut summary.warnings),
                Severity::Advice if said => add(&mut summary.advice),
                _ => {}
            }
        }
        Report { as_of, summary, proposals, across, diagnostics, draft: false, packs: Vec::new() }
    }
}
