//! Where a report goes: standard output, or files that are there whole or not at all.

use super::spool::Spool;
use super::{Settings, files};
use crate::diag::{self, Bilingual, Diagnostic};
use crate::report::{
    COMMENT_LIMIT, HumanOptions, Portion, Report, RuleDiagnostic, SUMMARY_LIMIT, Streamed, github, gitlab,
    html, human, json, junit, markdown, ndjson, passing_have_lines, rule_diagnostic, sarif, short,
};
use crate::text::SourceMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A format of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Human,
    Short,
    Json,
    Ndjson,
    Junit,
    Sarif,
    Github,
    Gitlab,
    Markdown,
    Html,
}

/// The formats of `check`, by their words.
pub(super) const KINDS: [(&str, Kind); 10] = [
    ("human", Kind::Human),
    ("short", Kind::Short),
    ("json", Kind::Json),
    ("ndjson", Kind::Ndjson),
    ("junit", Kind::Junit),
    ("sarif", Kind::Sarif),
    ("github", Kind::Github),
    ("gitlab", Kind::Gitlab),
    ("markdown", Kind::Markdown),
    ("html", Kind::Html),
];

/// A format and where it goes.
pub(super) struct Target<K> {
    pub(super) kind: K,
    pub(super) file: Option<PathBuf>,
}

impl<K> Target<K> {
    /// Whether it goes to standard output.
    pub(super) fn is_stdout(&self) -> bool {
        self.file.is_none()
    }

    /// The file that it goes to.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }
}

/// A path as the system has it, for a file that need not be there yet.
pub(super) fn whole(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        folder.join(path.file_name().unwrap_or_default())
    })
}

/// The targets that `--format` names, by the words of a command's formats; the first of these to standard output where
/// it names none.
pub(super) fn targets<K: Copy>(formats: &[&str], known: &[(&str, K)]) -> Result<Vec<Target<K>>, Bilingual> {
    let mut targets = Vec::new();
    for format in formats {
        let (word, file) = match format.split_once('=') {
            Some((word, file)) => (word, Some(PathBuf::from(file))),
            None => (*format, None),
        };
        match known.iter().find(|(name, _)| *name == word) {
            Some((_, kind)) => targets.push(Target { kind: *kind, file }),
            None => return Err(unknown_format(word, known.iter().map(|(name, _)| *name).collect())),
        }
    }
    if targets.is_empty() {
        targets.extend(known.first().map(|(_, kind)| Target { kind: *kind, file: None }));
    }
    if targets.iter().filter(|target| target.is_stdout()).count() > 1 {
        return Err(Bilingual::new(
            "only one format can go to standard output; give the others a file: `--format json=report.json`",
            "標準出力に出せる形式は1つです。ほかは `--format json=report.json` のようにファイルへ出してください",
        ));
    }
    let mut files: Vec<PathBuf> = Vec::new();
    for file in targets.iter().filter_map(|target| target.file.as_ref()) {
        let here = whole(file);
        if files.contains(&here) && std::fs::metadata(file).map_or(true, |meta| meta.is_file()) {
            let file = files::shown(file);
            return Err(Bilingual::new(
                format!("two formats would go to `{file}`; give each a file of its own"),
                format!("2つの形式の出力先が同じ `{file}` です。それぞれ別のファイルを指定してください"),
            ));
        }
        files.push(here);
    }
    Ok(targets)
}

fn unknown_format(word: &str, known: Vec<&str>) -> Bilingual {
    let near = crate::text::nearest(word, known.iter().copied()).unwrap_or("human");
    Bilingual::new(
        format!("there is no format `{word}`; did you mean `{near}`? ({})", known.join(", ")),
        format!("形式 `{word}` はありません。`{near}` のことですか（{}）", known.join("、")),
    )
}

/// Reports what is wrong with the settings, in the formats asked for where these are those of a report.
pub(super) fn write_broken_settings(settings: &Settings, formats: &[&str]) -> u8 {
    let config = &settings.config;
    let found = config.diags.iter().map(|one| rule_diagnostic(&config.sources, one)).collect();
    let report = Report::of(None, Vec::new(), Vec::new(), found);
    let targets = targets(formats, &KINDS).unwrap_or_else(|_| vec![Target { kind: Kind::Human, file: None }]);
    write_all(settings, &targets, &report, 2)
}

/// A diagnostic about the run as a whole, which has no place in a file.
pub(super) fn of_run(diagnostic: &Diagnostic) -> RuleDiagnostic {
    rule_diagnostic(&SourceMap::default(), diagnostic)
}

/// Reports what is wrong with how the command was called, in the formats asked for.
pub(super) fn write_trouble(settings: &Settings, targets: &[Target<Kind>], problem: &Diagnostic) -> u8 {
    let report = Report::of(None, Vec::new(), Vec::new(), vec![of_run(problem)]);
    write_all(settings, targets, &report, 2)
}

/// Writes the report of `check` everywhere it should go. The exit code is 2 where a file cannot be written.
pub(super) fn write_all(settings: &Settings, targets: &[Target<Kind>], report: &Report, code: u8) -> u8 {
    let code = write_each(settings, targets, code, |target| render(settings, target, report));
    match add_step_summary(settings, targets, report) {
        Ok(()) => code,
        Err(error) => {
            let reason = files::reason(&error);
            settings.trouble(&Bilingual::new(
                format!("cannot write the summary of the step: {reason}"),
                format!("ステップのサマリーに書き込めません：{reason}"),
            ))
        }
    }
}

/// Adds the whole report to the summary of a step of GitHub Actions, where one runs and its annotations were asked
/// for, of which GitHub shows only a few.
fn add_step_summary(settings: &Settings, targets: &[Target<Kind>], report: &Report) -> io::Result<()> {
    let summary = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
    let Some(path) = summary.filter(|_| targets.iter().any(|target| target.kind == Kind::Github)) else {
        return Ok(());
    };
    let text = markdown(report, settings.lang, SUMMARY_LIMIT);
    // The file belongs to the step, which may have written to it before.
    std::fs::OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}

/// Writes what each target is given everywhere it should go. The exit code is 2 where a file cannot be written.
pub(super) fn write_each<K>(
    settings: &Settings,
    targets: &[Target<K>],
    code: u8,
    render: impl Fn(&Target<K>) -> String,
) -> u8 {
    let mut code = code;
    for target in targets {
        let text = render(target);
        match &target.file {
            None => to_stdout(&text),
            Some(path) => {
                if let Err(error) = files::write_whole(path, text.as_bytes()) {
                    code = settings.trouble(&cannot_write(&files::shown(path), &files::reason(&error)));
                }
            }
        }
    }
    code
}

/// A file cannot be written.
pub(super) fn cannot_write(path: &str, reason: &str) -> Bilingual {
    let reason = diag::system_reason(reason);
    Bilingual::new(
        format!("cannot write `{path}`: {}", reason.en),
        format!("`{path}` に書き込めません：{}", reason.ja),
    )
}

/// How a target is drawn for people.
fn drawing(settings: &Settings, target: &Target<Kind>) -> HumanOptions {
    HumanOptions { color: settings.color && target.is_stdout(), ..settings.drawing() }
}

fn render(settings: &Settings, target: &Target<Kind>, report: &Report) -> String {
    match target.kind {
        Kind::Human => human(report, drawing(settings, target)),
        Kind::Short => short(report, settings.lang),
        Kind::Json => json(report),
        Kind::Ndjson => ndjson(report),
        Kind::Html => html(report, settings.drawing()),
        Kind::Junit => junit::write(&junit::of_report(report, settings.lang)),
        Kind::Sarif => sarif(report, settings.lang),
        Kind::Github => github(report, settings.lang),
        Kind::Gitlab => gitlab(report, settings.lang),
        Kind::Markdown => markdown(report, settings.lang, COMMENT_LIMIT),
    }
}

/// The width to draw for: `COLUMNS`, else 100.
pub(super) fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|n| *n >= 40).unwrap_or(100)
}

/// What went wrong with standard output. There is one for the whole process, so this is kept for the process, too, and
/// asked for once, when the command is done: no command can forget it.
static STDOUT_TROUBLE: OnceLock<String> = OnceLock::new();

/// Why standard output did not take all that was written to it.
pub(super) fn stdout_trouble() -> Option<&'static str> {
    STDOUT_TROUBLE.get().map(String::as_str)
}

/// Writes to standard output. A reader that went away (a closed pipe) is no trouble: nobody is left to be told, and the
/// exit code says the rest. Anything else, such as a full disk, is told when the command is done.
pub(super) fn to_stdout(text: &str) {
    let mut out = io::stdout().lock();
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        note_stdout(&error);
    }
}

/// Keeps what standard output says of a write, where that is worth telling.
pub(super) fn note_stdout(error: &io::Error) {
    if error.kind() != io::ErrorKind::BrokenPipe {
        STDOUT_TROUBLE.get_or_init(|| files::reason(error));
    }
}

/// Writes to standard error.
pub(super) fn to_stderr(text: &str) {
    // Where standard error is closed there is nobody to tell.
    drop(io::stderr().lock().write_all(text.as_bytes()));
}

/// A target that is written proposal by proposal. What has to stand before the proposals is known only at the end, so
/// their texts wait in spools; those of `ndjson`, before which nothing stands, go to standard output at once.
pub(super) struct Outlet {
    pub(super) format: Streamed,
    file: Option<PathBuf>,
    body: Spool,
    /// The lines of all proposals, while few of them pass.
    lines: Spool,
    /// The lines of those that do not pass.
    lines_not_passing: Spool,
    passing: u32,
}

/// The outlets of some targets; none where one of their formats needs all proposals at once.
pub(super) fn outlets(settings: &Settings, targets: &[Target<Kind>]) -> Option<Vec<Outlet>> {
    let outlet = |target: &Target<Kind>| {
        let format = match target.kind {
            Kind::Ndjson => Streamed::Ndjson,
            Kind::Short => Streamed::Short(settings.lang),
            Kind::Human => Streamed::Human(drawing(settings, target)),
            _ => return None,
        };
        Some(Outlet {
            format,
            file: target.file.clone(),
            body: Spool::default(),
            lines: Spool::default(),
            lines_not_passing: Spool::default(),
            passing: 0,
        })
    };
    targets.iter().map(outlet).collect()
}

impl Outlet {
    /// Adds a proposal.
    pub(super) fn add(&mut self, portion: &Portion) {
        if self.format == Streamed::Ndjson && self.file.is_none() {
            to_stdout(&portion.body);
            return;
        }
        self.body.push(&portion.body);
        if portion.passes {
            self.passing = self.passing.saturating_add(1);
            if !passing_have_lines(self.passing) {
                self.lines.clear();
                return;
            }
        } else {
            self.lines_not_passing.push(&portion.line);
        }
        if passing_have_lines(self.passing) {
            self.lines.push(&portion.line);
        }
    }

    fn write_to(self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(self.format.head(report).as_bytes())?;
        self.body.write_to(out)?;
        out.write_all(self.format.middle(report).as_bytes())?;
        let lines = if passing_have_lines(self.passing) { self.lines } else { self.lines_not_passing };
        lines.write_to(out)?;
        out.write_all(self.format.tail(report).as_bytes())
    }
}

/// Writes what is left to write of a run. The exit code is 2 where a file cannot be written.
pub(super) fn finish_outlets(settings: &Settings, outlets: Vec<Outlet>, report: &Report, code: u8) -> u8 {
    let mut code = code;
    for outlet in outlets {
        match outlet.file.clone() {
            None => {
                let mut out = io::stdout().lock();
                if let Err(error) = outlet.write_to(report, &mut out).and_then(|()| out.flush()) {
                    note_stdout(&error);
                }
            }
            Some(path) => {
                let written = files::write_whole_by(&path, |file| outlet.write_to(report, file));
                if let Err(error) = written {
                    code = settings.trouble(&cannot_write(&files::shown(&path), &files::reason(&error)));
                }
            }
        }
    }
    code
}
