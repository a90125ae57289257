//! The waivers of a run: read once, applied to each report, and asked at the end which have ended or are not needed.
//!
//! In: the files that the settings name, and the day. Out: findings set aside, and diagnostics with their place in those
//! files. The day is that of `--today`, else that of this machine's clock: the core reads none.

use super::Settings;
use super::config::Config;
use super::files::{self, Disk};
use super::packs::Packs;
use super::seen::Seen;
use crate::data::encoding::decode_text;
use crate::diag::{Diagnostic, codes, waivers as problem};
use crate::load::World as _;
use crate::report::{Finding, ProposalReport, RuleDiagnostic, Waived, WaiverOf, rule_diagnostic, waive};
use crate::settings::{Set, Waiver, read_waivers};
use crate::text::{SourceMap, nearest};
use crate::value::{Date, show};
use globset::{GlobBuilder, GlobMatcher};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// The waivers of a run.
pub(super) struct Waivers {
    all: Vec<Armed>,
    sources: SourceMap,
    diags: Vec<Diagnostic>,
    /// Found out once it is asked for: to know the day, all time zones of the machine are looked through.
    today: OnceLock<Date>,
}

/// A waiver, ready to be asked.
struct Armed {
    waiver: Waiver,
    said: Option<Waived>,
    proposals: Vec<Pattern>,
    used: AtomicBool,
}

/// A path, or a pattern of paths, from the folder of the settings on.
struct Pattern {
    written: Set<String>,
    path: String,
    glob: Option<GlobMatcher>,
}

impl Pattern {
    /// Nothing where it can match nothing, which is reported.
    fn of(written: &Set<String>, config: &Config, diags: &mut Vec<Diagnostic>) -> Option<Pattern> {
        let Set { value, span } = written;
        let Some(path) = config.named_in_folder(value) else {
            diags.push(problem::waiver_outside(*span, value));
            return None;
        };
        let glob = if path.contains(['*', '?', '[', '{']) {
            // A folder never matches in part: a waiver is for what it names, and for nothing that lies elsewhere.
            match GlobBuilder::new(&path).literal_separator(true).build() {
                Ok(glob) => Some(glob.compile_matcher()),
                Err(_) => {
                    diags.push(crate::diag::settings::bad_pattern(*span, value));
                    return None;
                }
            }
        } else {
            None
        };
        Some(Pattern { written: written.clone(), path, glob })
    }

    fn matches(&self, path: &str) -> bool {
        self.path == path || self.glob.as_ref().is_some_and(|glob| glob.is_match(path))
    }

    /// What is wrong with it where there is no proposal that it is for.
    fn problem(&self, run: &Seen, settings: &Settings) -> Option<Diagnostic> {
        let Set { value, span } = &self.written;
        let in_run = run.read.iter().any(|path| self.matches(path));
        if in_run {
            return None;
        }
        if self.glob.is_some() {
            let none = !run.on_disk(settings).iter().any(|path| self.matches(path));
            return none.then(|| problem::waiver_matches_nothing(*span, value));
        }
        let near = nearest(&self.path, run.read.iter().map(String::as_str));
        let is_there = settings.config.folder().join(&self.path).is_file();
        (!is_there).then(|| problem::waiver_for_nothing(*span, value, near))
    }
}

impl Waivers {
    /// Reads the files. The day is that of the clock where none is given.
    pub(super) fn read(config: &Config, rules: &str, today: Option<Date>) -> Waivers {
        let today = today.map(OnceLock::from).unwrap_or_default();
        let mut out = Waivers { all: Vec::new(), sources: config.sources.clone(), diags: Vec::new(), today };
        for (path, named) in config.waiver_files(rules) {
            let name = files::shown(&path);
            let text = Disk.read(&path.to_string_lossy());
            let text = text.and_then(|bytes| decode_text(bytes).map_err(|_| "it is not UTF-8".to_owned()));
            let text = match text {
                Ok(text) => text,
                Err(reason) => {
                    out.diags.push(problem::waivers_unreadable(named, &name, &reason));
                    continue;
                }
            };
            let id = out.sources.add(name, text);
            let Some(source) = out.sources.get(id) else { continue };
            let read = read_waivers(source);
            out.diags.extend(read.diags);
            for waiver in read.value {
                let patterns = waiver.proposals.iter();
                let proposals = patterns.filter_map(|one| Pattern::of(one, config, &mut out.diags)).collect();
                let said = waiver.said(&out.sources);
                out.all.push(Armed { waiver, said, proposals, used: AtomicBool::new(false) });
            }
        }
        out
    }

    /// The day on which waivers must still hold.
    fn today(&self) -> Date {
        *self.today.get_or_init(|| Date(jiff::Zoned::now().date()))
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Sets aside what is waived on a proposal; says whether anything is.
    pub(super) fn apply(&self, report: &mut ProposalReport, config: &Config) -> bool {
        if self.is_empty() || report.findings.is_empty() || report.sheet.is_some() {
            return false;
        }
        let Some(path) = config.below_folder(&report.path) else { return false };
        let document = report.document;
        self.on(&mut report.findings, |armed| {
            armed.waiver.document.is_none_or(|only| only == document) && armed.is_for(&path)
        })
    }

    /// Sets aside what is waived of the findings across proposals: those in which a proposal with a waiver plays a part.
    pub(super) fn apply_across(&self, findings: &mut [Finding], config: &Config) {
        for finding in findings.iter_mut() {
            let parts: Vec<String> = finding
                .proposals
                .iter()
                .chain([&finding.at.file])
                .filter_map(|path| config.below_folder(path))
                .collect();
            self.on(std::slice::from_mut(finding), |armed| parts.iter().any(|path| armed.is_for(path)));
        }
    }

    fn on(&self, findings: &mut [Finding], is_for: impl Fn(&Armed) -> bool) -> bool {
        let mut any = false;
        for armed in self.all.iter().filter(|armed| armed.waiver.holds_on(self.today())) {
            let rule = armed.waiver.rule.value.as_str();
            let Some(said) = &armed.said else { continue };
            // Most proposals have no finding of the rule, and a path costs more to compare.
            if !findings.iter().any(|finding| finding.rule == rule) || !is_for(armed) {
                continue;
            }
            let of = WaiverOf { rule, path: armed.waiver.path.as_deref(), said };
            if waive(findings, &of) {
                armed.used.store(true, Ordering::Relaxed);
                any = true;
            }
        }
        any
    }

    /// What is wrong with the waivers, once the run is over: those that have ended, and those that were not needed although
    /// all that they are for was part of the run.
    pub(super) fn problems(
        &self,
        packs: &Packs,
        proposals: &[ProposalReport],
        settings: &Settings,
    ) -> Vec<RuleDiagnostic> {
        let mut diags = self.diags.clone();
        if !self.is_empty() {
            let run = Seen::of(proposals, &settings.config);
            diags.extend(self.all.iter().filter_map(|armed| self.problem(armed, packs, &run, settings)));
        }
        diags.iter().map(|one| rule_diagnostic(&self.sources, one)).collect()
    }

    fn problem(&self, armed: &Armed, packs: &Packs, run: &Seen, settings: &Settings) -> Option<Diagnostic> {
        let waiver = &armed.waiver;
        let Set { value: rule, span } = &waiver.rule;
        if !waiver.holds_on(self.today()) {
            let (until, today) = (show::date(waiver.until.value), show::date(self.today()));
            return Some(problem::waiver_ended(waiver.until.span, &until, &today));
        }
        let Some((program, name)) = rule.rsplit_once('/') else {
            let is_code = codes::table().into_iter().any(|row| row.code.to_string() == *rule);
            return Some(match is_code {
                true => problem::waiver_of_code(*span, rule),
                false => problem::waiver_of_no_rule(*span, rule, None),
            });
        };
        let mut across = false;
        match packs.loaded(program) {
            Some(pack) => {
                let rules = &pack.plan.as_ref()?.pack.rules;
                let Some(known) = rules.iter().find(|one| one.name == name) else {
                    let near = nearest(name, rules.iter().map(|one| one.name.as_str()));
                    let near = near.map(|near| format!("{program}/{near}"));
                    return Some(problem::waiver_of_no_rule(*span, rule, near.as_deref()));
                };
                across = known.across;
            }
            None => {
                let known = packs.known();
                if !known.iter().any(|id| id == program) {
                    let near = nearest(program, known.iter().map(String::as_str));
                    let near = near.map(|near| format!("{near}/{name}"));
                    return Some(problem::waiver_of_no_rule(*span, rule, near.as_deref()));
                }
            }
        }
        if let Some(found) = armed.proposals.iter().find_map(|pattern| pattern.problem(run, settings)) {
            return Some(found);
        }
        // A run cannot know whether it saw all proposals among which a rule across them holds.
        let unused = !armed.used.load(Ordering::Relaxed) && !across && armed.is_all_in(run, settings);
        unused.then(|| problem::waiver_unused(waiver.span, rule))
    }

    /// The files themselves: a walk does not take them for proposals.
    pub(super) fn files(config: &Config, rules: &str) -> Vec<PathBuf> {
        let files = config.waiver_files(rules).into_iter();
        files.filter_map(|(path, _)| std::fs::canonicalize(path).ok()).collect()
    }
}

impl Armed {
    fn is_for(&self, path: &str) -> bool {
        self.proposals.iter().any(|pattern| pattern.matches(path))
    }

    /// Whether every file that the waiver is for was read in the run, and there is one.
    fn is_all_in(&self, run: &Seen, settings: &Settings) -> bool {
        let (globs, named): (Vec<&Pattern>, Vec<&Pattern>) =
            self.proposals.iter().partition(|pattern| pattern.glob.is_some());
        run.read.iter().any(|path| self.is_for(path))
            && named.iter().all(|pattern| run.read.contains(&pattern.path))
            && (globs.is_empty() || run.all_on_disk(settings, |path| self.is_for(path)))
    }
}
