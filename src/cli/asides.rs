//! All that sets findings of a run aside beside the proposals themselves: waivers, then the baseline.

use super::baseline::Baseline;
use super::packs::Packs;
use super::waivers::Waivers;
use super::{Settings, args};
use crate::diag::{Bilingual, Diagnostic, Lang, waivers as problem};
use crate::report::{Finding, ProposalReport, RuleDiagnostic, settle};
use crate::value::{Date, parse_date};
use clap::{Arg, ArgAction, ArgMatches};
use std::path::PathBuf;

/// What sets findings aside in a run.
pub(super) struct Asides {
    waivers: Waivers,
    baseline: Option<Baseline>,
}

/// The arguments.
pub(super) fn arguments(lang: Lang) -> [Arg; 4] {
    let help = args::in_language(lang);
    [
        Arg::new("today").long("today").value_name("DATE").help(help(
            "the day on which waivers must still hold [default: today]",
            "適用除外の期限を判断する日［既定：本日］",
        )),
        Arg::new("baseline").long("baseline").value_name("FILE").help(help(
            "findings that are known: they are counted and not shown, and the exit code leaves them out",
            "既知の指摘を記録したファイル。件数のみ表示し、終了コードに反映しない",
        )),
        Arg::new("write-baseline")
            .long("write-baseline")
            .action(ArgAction::SetTrue)
            .requires("baseline")
            .conflicts_with("prune-baseline")
            .help(help(
                "write what this run finds into the file of --baseline",
                "今回の指摘を --baseline のファイルに記録する",
            )),
        Arg::new("prune-baseline")
            .long("prune-baseline")
            .action(ArgAction::SetTrue)
            .requires("baseline")
            .help(help(
                "take out of the file of --baseline what no longer occurs",
                "解消済みの記録を --baseline のファイルから取り除く",
            )),
    ]
}

/// The day of `--today`, where it is given.
pub(super) fn today(matches: &ArgMatches) -> Result<Option<Date>, Box<Diagnostic>> {
    let Some(text) = args::text(matches, "today") else { return Ok(None) };
    match parse_date(text) {
        Ok(read) => Ok(Some(read.date)),
        Err(_) => Err(Box::new(problem::no_calendar_day(None, text))),
    }
}

impl Asides {
    /// Reads the files.
    pub(super) fn read(settings: &Settings, matches: &ArgMatches, today: Option<Date>) -> Asides {
        Asides {
            waivers: Waivers::read(&settings.config, &settings.rules, today),
            baseline: Baseline::of(matches),
        }
    }

    /// Whether nothing sets findings aside.
    pub(super) fn is_empty(&self) -> bool {
        self.waivers.is_empty() && self.baseline.is_none()
    }

    /// The files that a walk must not take for proposals.
    pub(super) fn own_files(&self, settings: &Settings) -> Vec<PathBuf> {
        let mut files = Waivers::files(&settings.config, &settings.rules);
        files.extend(self.baseline.iter().filter_map(|one| std::fs::canonicalize(one.file()).ok()));
        files
    }

    /// Sets aside what is waived or known on a proposal, and settles its verdict anew.
    pub(super) fn apply(&self, report: &mut ProposalReport, settings: &Settings) {
        let waived = self.waivers.apply(report, &settings.config);
        let document = report.document;
        // What cannot be read is never known.
        let known = report.program.is_some()
            && self.baseline.as_ref().is_some_and(|one| one.apply(&mut report.findings, document));
        if waived || known {
            settle(report);
        }
    }

    /// The same for the findings across proposals.
    pub(super) fn apply_across(&self, findings: &mut [Finding], settings: &Settings) {
        self.waivers.apply_across(findings, &settings.config);
        if let Some(baseline) = &self.baseline {
            baseline.apply(findings, 0);
        }
    }

    /// What is to be told once the run is over; the baseline is written.
    ///
    /// # Errors
    /// Where the baseline cannot be written.
    pub(super) fn finish(
        &self,
        settings: &Settings,
        packs: &Packs,
        proposals: &[ProposalReport],
    ) -> Result<Vec<RuleDiagnostic>, Bilingual> {
        let mut out = self.waivers.problems(packs, proposals, settings);
        if let Some(baseline) = &self.baseline {
            out.extend(baseline.finish(settings, proposals)?);
        }
        Ok(out)
    }
}
