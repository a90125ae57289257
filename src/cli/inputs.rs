//! What was met at the paths of a command: files to read, rule files, and what could not be walked.
//!
//! In: paths, as typed. Out: [`Gathered`], by name; of an [`Input`] its text.

use super::Settings;
use super::feed;
use super::files::{self, Met};
use super::output::{self, Kind, Target};
use crate::data::Format;
use crate::data::encoding::{decode_text, encoding_problem};
use crate::data::limits::Limits;
use crate::diag::{self, Diagnostic};
use crate::settings;
use crate::text::{FileId, Source};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What stands in every report that a walk may take for a proposal: JSON and NDJSON, SARIF, GitLab.
const REPORTS: [&str; 3] =
    ["\"kisoku.report/", "\"$schema\": \"https://json.schemastore.org/sarif", "\"check_name\""];
/// The ids of proposal files start here, so that they never meet those of rule files.
pub(super) const FIRST_PROPOSAL: u32 = 1 << 30;

/// One file to check.
pub(super) struct Input {
    /// Its name, as shown.
    pub(super) name: String,
    /// Where it is; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    pub(super) format: Format,
}

/// What was met at the paths of a command.
pub(super) struct Gathered {
    pub(super) inputs: Vec<Input>,
    pub(super) rule_files: Vec<PathBuf>,
    pub(super) troubles: Vec<Diagnostic>,
}

impl Gathered {
    /// Leaves out files that are no proposals, whatever their ending; says whether there was one.
    pub(super) fn leave_out(&mut self, files: &[PathBuf]) -> bool {
        let before = self.inputs.len();
        let is_one = |path: &PathBuf| std::fs::canonicalize(path).is_ok_and(|path| files.contains(&path));
        // Finding out where a path leads is only worth it for those with such a name.
        let may_be = |path: &PathBuf| files.iter().any(|file| file.file_name() == path.file_name());
        self.inputs.retain(|input| !input.path.as_ref().is_some_and(|path| may_be(path) && is_one(path)));
        self.inputs.len() < before
    }

    /// A file of this run that a report would be written over. The report of an earlier run is none: the walk met it, and
    /// it is taken out of what is checked.
    pub(super) fn overwritten(&mut self, targets: &[Target<Kind>], limits: Limits) -> Option<String> {
        let files: Vec<PathBuf> =
            targets.iter().filter_map(|target| target.file.as_deref()).map(output::whole).collect();
        if files.is_empty() {
            return None;
        }
        let is_target = |path: &Path| files.contains(&output::whole(path));
        let rules = self.rule_files.iter().find(|path| is_target(path)).map(|path| files::shown(path));
        let settings = files.iter().find(|file| file.file_name().is_some_and(|name| name == settings::FILE));
        if let Some(file) = rules.or(settings.map(|file| files::shown(file))) {
            return Some(file);
        }
        let (met, inputs) = std::mem::take(&mut self.inputs)
            .into_iter()
            .partition(|input| input.path.as_deref().is_some_and(is_target));
        self.inputs = inputs;
        let met: Vec<Input> = met;
        met.into_iter().find(|input| !is_report(input, limits)).map(|input| input.name)
    }
}

/// Whether a file is a report of ours, and no proposal or score sheet.
fn is_report(input: &Input, limits: Limits) -> bool {
    let Ok(source) = source_of(input, FileId(FIRST_PROPOSAL), limits) else { return false };
    ["", "[]"].contains(&source.text.trim()) || REPORTS.iter().any(|mark| source.text.contains(mark))
}

/// Everything at and below some paths, by name; `-` is standard input.
pub(super) fn gather(settings: &Settings, paths: &[&str], stdin_name: Option<&str>) -> Gathered {
    let mut gathered = Gathered { inputs: Vec::new(), rule_files: Vec::new(), troubles: Vec::new() };
    for path in paths {
        if *path == "-" {
            let name = stdin_name.unwrap_or("stdin.yaml").to_owned();
            match Format::of_path(&name) {
                Some(format) => gathered.inputs.push(Input { name, path: None, format }),
                None => gathered.troubles.push(diag::unknown_format(&name)),
            }
            continue;
        }
        for met in files::met_at(Path::new(path), &settings.config) {
            match met {
                Met::Proposal(path, format) => {
                    gathered.inputs.push(Input { name: files::shown(&path), path: Some(path), format });
                }
                Met::Rules(path) => gathered.rule_files.push(path),
                Met::Trouble(path, reason) => gathered.troubles.push(diag::cannot_walk(&path, &reason)),
                Met::Unknown(path) => gathered.troubles.push(diag::unknown_format(&path)),
            }
        }
    }
    gathered.inputs.sort_by(|a, b| a.name.cmp(&b.name));
    gathered.inputs.dedup_by(|a, b| a.name == b.name && a.path.is_some());
    gathered
}

/// The id of a proposal file by its number.
pub(super) fn proposal_id(index: usize) -> FileId {
    FileId(FIRST_PROPOSAL.saturating_add(u32::try_from(index).unwrap_or(0)))
}

/// The text of an input; else a source to show and what is wrong.
pub(super) fn source_of(
    input: &Input,
    id: FileId,
    limits: Limits,
) -> Result<Arc<Source>, Box<(Source, Diagnostic)>> {
    match feed::read_input(input, limits) {
        Ok(bytes) => source_of_bytes(input, id, bytes),
        Err(problem) => Err(Box::new(problem.told(input, id, limits))),
    }
}

/// The text of an input whose bytes were read; else a source to show and what is wrong.
pub(super) fn source_of_bytes(
    input: &Input,
    id: FileId,
    bytes: Vec<u8>,
) -> Result<Arc<Source>, Box<(Source, Diagnostic)>> {
    match decode_text(bytes) {
        Ok(text) => Ok(Arc::new(Source::new(id, input.name.as_str(), text))),
        Err(problem) => {
            let source = problem.source(id, input.name.as_str());
            let diagnostic = encoding_problem(&problem, &source);
            Err(Box::new((source, diagnostic)))
        }
    }
}
