//! The `kisoku.toml` of a run: found from the checked path upwards, read once, and asked by path.
//!
//! In: `--config`, else the first path of the command. Out: [`Config`]. Patterns are those of `.gitignore`, from the folder
//! of the file on.

use super::files::{Unread, read_at_most, shown};
use super::output::whole;
use crate::data::encoding::decode_text;
use crate::data::limits::Limits;
use crate::diag::{self, Diagnostic, Severity, settings as problem};
use crate::settings::{self, FILE, Set, Settings, WAIVERS};
use crate::text::{FileId, Source, SourceMap, Span, thousands};
use crate::value::Date;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Component, Path, PathBuf};

/// The settings of a run, ready to be asked.
pub(super) struct Config {
    /// The file, as shown; none where there is none.
    pub(super) file: Option<String>,
    /// What it says.
    pub(super) settings: Settings,
    /// Its text, for messages.
    pub(super) sources: SourceMap,
    /// What is wrong with it.
    pub(super) diags: Vec<Diagnostic>,
    /// The folder of the file, and that of the run.
    folder: PathBuf,
    here: PathBuf,
    exclude: Patterns,
    drafts: Patterns,
    programs: Vec<(String, Patterns)>,
}

/// Patterns; none where nothing is said, so that no path is looked at for nothing.
type Patterns = Option<Gitignore>;

impl Config {
    /// The file that is given, else the nearest one at or above a path; without either, nothing is set.
    pub(super) fn find(given: Option<&str>, near: &Path) -> Config {
        let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
        let path = match given {
            Some(given) => Some(PathBuf::from(given)),
            None => {
                let start = std::fs::canonicalize(near).unwrap_or_else(|_| here.join(near));
                start.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file())
            }
        };
        let mut config = Config {
            file: None,
            settings: Settings::default(),
            sources: SourceMap::default(),
            diags: Vec::new(),
            folder: here.clone(),
            here,
            exclude: None,
            drafts: None,
            programs: Vec::new(),
        };
        if let Some(path) = path {
            config.read(&path);
        }
        config
    }

    fn read(&mut self, path: &Path) {
        let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = whole.strip_prefix(&self.here).map_or_else(|_| shown(&whole), shown);
        self.folder = whole.parent().map(Path::to_owned).unwrap_or_default();
        self.file = Some(name.clone());
        let text = read_at_most(path, Limits::DEFAULT.toml_bytes).map_err(|unread| match unread {
            Unread::System(reason) => reason,
            Unread::TooLarge(bytes) => format!("it has {} bytes", thousands(bytes)),
        });
        let text = text.and_then(|bytes| decode_text(bytes).map_err(|_| "it is not UTF-8".to_owned()));
        let text = match text {
            Ok(text) => text,
            Err(reason) => {
                self.diags.push(problem::unreadable(&name, &reason));
                return;
            }
        };
        let id = self.sources.add(name, text);
        let outcome = self.sources.get(id).map(|source| settings::read(source));
        let Some(outcome) = outcome else { return };
        self.settings = outcome.value;
        self.diags.extend(outcome.diags);
        for format in &self.settings.format {
            let file = format.value.split_once('=').map(|(_, file)| Path::new(file));
            if file.is_some_and(|file| !stays_below(&self.folder, file)) {
                self.diags.push(problem::report_elsewhere(format.span, &format.value));
            }
        }
        self.diags = diag::told(std::mem::take(&mut self.diags));
        self.exclude = patterns(&self.settings.exclude, &mut self.diags);
        self.drafts = patterns(&self.settings.drafts, &mut self.diags);
        for (program, of) in &self.settings.programs {
            self.programs.push((program.value.clone(), patterns(of, &mut self.diags)));
        }
    }

    /// Whether the run must not go on with these settings.
    pub(super) fn is_broken(&self) -> bool {
        self.diags.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The folder of the rules: `rules` of the file, else the folder `rules` beside it, else `./rules`.
    pub(super) fn rules_folder(&self) -> String {
        let said = self.settings.rules.as_ref().map_or("rules", |rules| rules.value.trim_end_matches('/'));
        let folder = self.folder.join(said);
        match folder.strip_prefix(&self.here) {
            Ok(relative) => shown(relative),
            Err(_) => shown(&folder),
        }
    }

    /// The formats of `check`, their files from the folder of the settings on.
    pub(super) fn formats(&self) -> Vec<String> {
        let folder = self.folder.strip_prefix(&self.here).unwrap_or(&self.folder);
        let of = |format: &str| match format.split_once('=') {
            Some((word, file)) => format!("{word}={}", shown(&folder.join(file))),
            None => format.to_owned(),
        };
        self.settings.format.iter().map(|format| of(&format.value)).collect()
    }

    /// The files of waivers: those that are named, else the one in the folder of the rules, if it is there. With each
    /// the place where it is named.
    pub(super) fn waiver_files(&self, rules: &str) -> Vec<(PathBuf, Option<Span>)> {
        match &self.settings.waivers {
            Some(named) => {
                let one = |set: &Set<String>| (self.near(&self.folder.join(&set.value)), Some(set.span));
                named.iter().map(one).collect()
            }
            None => {
                let file = Path::new(rules).join(WAIVERS);
                file.is_file().then_some((file, None)).into_iter().collect()
            }
        }
    }

    /// A path from the folder of the run on, where it lies below it.
    fn near(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.here).unwrap_or(path).to_owned()
    }

    /// A path of the run from the folder of the file on; `None` outside it.
    pub(super) fn below_folder(&self, path: &str) -> Option<String> {
        self.below(&self.here.join(path))
    }

    /// A path that the file or its waivers name, from the folder of the file on; `None` outside it.
    pub(super) fn named_in_folder(&self, path: &str) -> Option<String> {
        self.below(&self.folder.join(path))
    }

    fn below(&self, path: &Path) -> Option<String> {
        plain(path).strip_prefix(&self.folder).ok().map(shown)
    }

    /// The folder of the file; that of the run where there is none.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The day as of which proposals are judged.
    pub(super) fn as_of(&self) -> Option<Date> {
        self.settings.as_of.as_ref().map(|day| day.value)
    }

    /// Whether a walk passes over a path.
    pub(super) fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        self.matches(self.exclude.as_ref(), path, is_folder)
    }

    /// Whether a proposal is a draft.
    pub(super) fn is_draft(&self, path: &str) -> bool {
        self.matches(self.drafts.as_ref(), Path::new(path), false)
    }

    /// The program to which a proposal belongs that does not name one.
    pub(super) fn program_of(&self, path: &str) -> Option<&str> {
        let path = Path::new(path);
        let found = self.programs.iter().find(|(_, of)| self.matches(of.as_ref(), path, false));
        found.map(|(program, _)| program.as_str())
    }

    fn matches(&self, patterns: Option<&Gitignore>, path: &Path, is_folder: bool) -> bool {
        let Some(patterns) = patterns else { return false };
        let whole = plain(&self.here.join(path));
        let Ok(below) = whole.strip_prefix(&self.folder) else { return false };
        !below.as_os_str().is_empty() && patterns.matched_path_or_any_parents(below, is_folder).is_ignore()
    }
}

/// Whether a report goes to a file below the folder of the settings that is not hidden. Who sends a folder with settings
/// must not choose which files of this machine are written over.
fn stays_below(folder: &Path, file: &Path) -> bool {
    let open = |part: Component<'_>| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.'));
    file.components().all(open) && whole(&folder.join(file)).starts_with(folder)
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out
}

/// The patterns; each that is none is reported.
fn patterns(written: &[Set<String>], diags: &mut Vec<Diagnostic>) -> Patterns {
    let mut builder = GitignoreBuilder::new("");
    for one in written {
        if builder.add_line(None, &one.value).is_err() {
            diags.push(problem::bad_pattern(one.span, &one.value));
        }
    }
    if written.is_empty() { None } else { builder.build().ok() }
}

/// Where a setting that is in force comes from.
enum From<'a> {
    CommandLine(&'a str),
    File(FileId, u32),
    Default,
}

/// What the command line says in place of the file: the option and its value.
pub(super) type Given<'a> = (&'a str, &'a str, String);

/// The settings in force, each with where it comes from, as a `kisoku.toml` would say them.
pub(super) fn show(config: &Config, given: &[Given], lang: crate::diag::Lang) -> String {
    let said = |ja: &'static str, en: &'static str| if lang == crate::diag::Lang::Ja { ja } else { en };
    let mut lines: Vec<(String, From)> = Vec::new();
    for key in settings::KEYS {
        if let Some((_, option, value)) = given.iter().find(|(name, _, _)| *name == key.name) {
            lines.push((format!("{} = {value}", key.name), From::CommandLine(option)));
            continue;
        }
        let from_file = of_file(config, key.name);
        if from_file.is_empty() {
            let text = match key.default.starts_with(['"', '[', '{']) {
                true => format!("{} = {}", key.name, key.default),
                false => format!("# {}: {}", key.name, key.default),
            };
            lines.push((text, From::Default));
        }
        lines.extend(from_file);
    }
    let width = lines.iter().map(|(text, _)| text.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for (text, from) in lines {
        let from = match from {
            From::CommandLine(option) => option.to_owned(),
            From::Default => said("既定", "default").to_owned(),
            From::File(id, byte) => {
                config.sources.get(id).map_or_else(String::new, |source: &std::sync::Arc<Source>| {
                    format!("{}:{}", source.name, source.line_column(byte).line)
                })
            }
        };
        let gap = " ".repeat(width.saturating_sub(text.chars().count()).saturating_add(2));
        out.push_str(&format!("{text}{gap}# {from}\n"));
    }
    out
}

/// What the file says for a key: a line for each of its entries.
fn of_file(config: &Config, key: &str) -> Vec<(String, From<'static>)> {
    let at = |span: crate::text::Span| From::File(span.file, span.start);
    let list = |all: &[Set<String>]| {
        let all: Vec<String> = all.iter().map(|one| quoted(&one.value)).collect();
        format!("[{}]", all.join(", "))
    };
    let said = &config.settings;
    let one = |text: Option<(String, crate::text::Span)>| {
        text.map(|(value, span)| (format!("{key} = {value}"), at(span))).into_iter().collect()
    };
    let of_list = |all: &[Set<String>]| one(all.first().map(|first| (list(all), first.span)));
    match key {
        "rules" => one(said.rules.as_ref().map(|set| (quoted(&set.value), set.span))),
        "exclude" => of_list(&said.exclude),
        "drafts" => of_list(&said.drafts),
        "format" => of_list(&said.format),
        "as_of" => one(said.as_of.as_ref().map(|set| (quoted(&set.value.to_string()), set.span))),
        "lang" => one(said.lang.as_ref().map(|set| {
            let word = if set.value == crate::diag::Lang::Ja { "ja" } else { "en" };
            (quoted(word), set.span)
        })),
        "programs" => said
            .programs
            .iter()
            .map(|(program, of)| {
                (format!("programs.{} = {}", quoted(&program.value), list(of)), at(program.span))
            })
            .collect(),
        "waivers" => {
            let files = said.waivers.as_ref().and_then(|files| {
                let first = files.first()?;
                Some((format!("waivers.files = {}", list(files)), at(first.span)))
            });
            files.into_iter().collect()
        }
        "lints" => said
            .lints
            .iter()
            .map(|(lint, level)| {
                let level = level.map_or("off", Severity::word);
                (format!("lints.{} = {}", lint.value, quoted(level)), at(lint.span))
            })
            .collect(),
        "limits" => said
            .limits
            .iter()
            .map(|(limit, most)| (format!("limits.{} = {most}", limit.value), at(limit.span)))
            .collect(),
        _ => Vec::new(),
    }
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", crate::report::one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}
