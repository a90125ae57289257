//! The baseline of a run: what is known is set aside, what is settled is told or taken out, what there is can be written.
//!
//! In: `--baseline FILE` with `--write-baseline` or `--prune-baseline`. Out: findings set aside; the file, there whole or
//! not at all.

use super::files::{self, Disk, reason};
use super::seen::Seen;
use super::{Settings, output};
use crate::data::encoding::decode_text;
use crate::diag::{Bilingual, Diagnostic, waivers as problem};
use crate::load::World as _;
use crate::report::{
    Finding, KnownFinding, ProposalReport, RuleDiagnostic, read_baseline, rule_diagnostic, set_known,
    write_baseline,
};
use crate::text::{SourceMap, Span};
use clap::ArgMatches;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What becomes of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Keep,
    Write,
    Prune,
}

/// The baseline of a run.
pub(super) struct Baseline {
    path: PathBuf,
    then: Then,
    /// Whether known findings are shown all the same.
    shown: bool,
    entries: Vec<(KnownFinding, Span)>,
    prints: BTreeSet<String>,
    sources: SourceMap,
    diags: Vec<Diagnostic>,
    /// What the run found that could be known.
    seen: Mutex<Vec<KnownFinding>>,
}

impl Baseline {
    /// The one that the arguments name.
    pub(super) fn of(matches: &ArgMatches) -> Option<Baseline> {
        let path = PathBuf::from(matches.get_one::<String>("baseline")?);
        let then = match (matches.get_flag("write-baseline"), matches.get_flag("prune-baseline")) {
            (true, _) => Then::Write,
            (false, true) => Then::Prune,
            (false, false) => Then::Keep,
        };
        let mut baseline = Baseline {
            path,
            then,
            shown: matches.get_flag("all"),
            entries: Vec::new(),
            prints: BTreeSet::new(),
            sources: SourceMap::default(),
            diags: Vec::new(),
            seen: Mutex::default(),
        };
        baseline.read();
        Some(baseline)
    }

    fn read(&mut self) {
        let name = files::shown(&self.path);
        // The first one is written where there is none.
        if self.then == Then::Write && !self.path.exists() {
            return;
        }
        let text = Disk.read(&self.path.to_string_lossy());
        match text.and_then(|bytes| decode_text(bytes).map_err(|_| "it is not UTF-8".to_owned())) {
            Err(reason) => self.diags.push(problem::baseline_unreadable(&name, &reason)),
            Ok(text) => {
                let id = self.sources.add(name, text);
                let Some(source) = self.sources.get(id) else { return };
                let read = read_baseline(source);
                self.prints = read.value.iter().map(|(entry, _)| entry.fingerprint.clone()).collect();
                self.entries = read.value;
                self.diags.extend(read.diags);
            }
        }
    }

    /// Sets aside what is known of the findings of one document (0: across proposals); says whether anything is.
    pub(super) fn apply(&self, findings: &mut [Finding], document: u32) -> bool {
        let known =
            |entry: &KnownFinding| self.then == Then::Write || self.prints.contains(&entry.fingerprint);
        let could = set_known(findings, document, known, self.shown);
        let any = could.iter().any(known);
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).extend(could);
        any
    }

    /// The file itself: a walk does not take it for a proposal.
    pub(super) fn file(&self) -> &Path {
        &self.path
    }

    /// What is to be told of the baseline, once the run is over. The file is written where that was asked for.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn finish(
        &self,
        settings: &Settings,
        proposals: &[ProposalReport],
    ) -> Result<Vec<RuleDiagnostic>, Bilingual> {
        let tell =
            |diags: &[Diagnostic]| diags.iter().map(|one| rule_diagnostic(&self.sources, one)).collect();
        // A file that was not understood is not written over.
        if !self.diags.is_empty() {
            return Ok(tell(&self.diags));
        }
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let settled = self.settled(settings, &seen, proposals);
        let kept = |entry: &KnownFinding| !settled.iter().any(|(one, _)| *one == entry);
        let mut next: Vec<KnownFinding> =
            self.entries.iter().map(|(entry, _)| entry).filter(|entry| kept(entry)).cloned().collect();
        match self.then {
            Then::Keep => {
                let first = settled.first().map(|(_, span)| problem::baseline_settled(*span, settled.len()));
                return Ok(tell(first.as_slice()));
            }
            Then::Write => next.extend(seen.iter().cloned()),
            Then::Prune => {}
        }
        let path = files::shown(&self.path);
        let written = files::write_whole(&self.path, write_baseline(&next).as_bytes());
        written.map_err(|error| output::cannot_write(&path, &reason(&error)))?;
        if !settings.quiet {
            next.sort_unstable();
            next.dedup();
            let (left, gone) = (next.len(), settled.len());
            let text = Bilingual::new(
                format!("`{path}`: {left} known, {gone} taken out\n"),
                format!("`{path}`：既知{left}件（{gone}件を取り除きました）\n"),
            );
            output::to_stderr(text.get(settings.lang));
        }
        Ok(Vec::new())
    }

    /// The entries that no longer occur, although the run looked where they would: at a file that was read, or that is gone.
    /// What is across proposals is only settled where the run saw every proposal.
    fn settled(
        &self,
        settings: &Settings,
        found: &[KnownFinding],
        proposals: &[ProposalReport],
    ) -> Vec<(&KnownFinding, Span)> {
        let now: BTreeSet<&str> = found.iter().map(|entry| entry.fingerprint.as_str()).collect();
        let run = Seen::of(proposals, &settings.config);
        let looked_at = |file: &str| match settings.config.below_folder(file) {
            Some(path) if run.read.contains(&path) => true,
            _ => !Path::new(file).exists(),
        };
        let gone = self.entries.iter().filter(|(entry, _)| !now.contains(entry.fingerprint.as_str()));
        let (across, of_files): (Vec<_>, Vec<_>) = gone.partition(|(entry, _)| entry.document == 0);
        let whole_run = !across.is_empty() && run.all_on_disk(settings, |_| true);
        let settled = of_files.into_iter().filter(|(entry, _)| looked_at(&entry.file));
        let all = settled.chain(across.into_iter().filter(|_| whole_run));
        all.map(|(entry, span)| (entry, *span)).collect()
    }
}
