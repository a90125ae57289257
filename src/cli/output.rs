//! Where a report goes: standard output, or files that are there whole or not at all.

use super::{Settings, files};
use crate::diag::Bilingual;
use crate::report::{
    COMMENT_LIMIT, HumanOptions, Report, SUMMARY_LIMIT, github, gitlab, human, json, markdown, ndjson, sarif,
    short,
};
use std::io::{self, Write as _};
use std::path::PathBuf;

/// A format of `check`.
struct FormatRow {
    /// Its name, as typed after `--format`.
    word: &'static str,
    /// Writes the report in it.
    write: fn(&Report, &HumanOptions) -> String,
}

/// Every format of `check`, in the order in which the help lists them.
const FORMATS: &[FormatRow] = &[
    FormatRow { word: "human", write: |report, options| human(report, *options) },
    FormatRow { word: "short", write: |report, options| short(report, options.lang) },
    FormatRow { word: "json", write: |report, _| json(report) },
    FormatRow { word: "ndjson", write: |report, _| ndjson(report) },
    FormatRow { word: "sarif", write: |report, options| sarif(report, options.lang) },
    FormatRow { word: GITHUB, write: |report, options| github(report, options.lang) },
    FormatRow { word: "gitlab", write: |report, options| gitlab(report, options.lang) },
    FormatRow { word: "markdown", write: |report, options| markdown(report, options.lang, COMMENT_LIMIT) },
];

/// The format whose annotations GitHub cuts: the rest goes to the summary of the step.
const GITHUB: &str = "github";

/// A format and where it goes.
pub(super) struct Target {
    format: &'static FormatRow,
    file: Option<PathBuf>,
}

/// The names of all formats, for help and messages.
pub(super) fn format_words() -> Vec<&'static str> {
    FORMATS.iter().map(|row| row.word).collect()
}

/// The targets that `--format` names; `human` to standard output where it names none.
pub(super) fn targets(formats: &[&str]) -> Result<Vec<Target>, Bilingual> {
    let mut targets = Vec::new();
    for format in formats {
        let (word, file) = match format.split_once('=') {
            Some((word, file)) => (word, Some(PathBuf::from(file))),
            None => (*format, None),
        };
        let Some(format) = FORMATS.iter().find(|row| row.word == word) else { return Err(unknown(word)) };
        targets.push(Target { format, file });
    }
    if targets.is_empty() {
        targets.extend(FORMATS.first().map(|format| Target { format, file: None }));
    }
    if targets.iter().filter(|target| target.file.is_none()).count() > 1 {
        return Err(Bilingual::new(
            "only one format can go to standard output; give the others a file: `--format json=report.json`",
            "標準出力に出せる形式は1つです。ほかは `--format json=report.json` のようにファイルへ出してください",
        ));
    }
    Ok(targets)
}

fn unknown(word: &str) -> Bilingual {
    let known = format_words();
    let near = crate::text::nearest(word, known.iter().copied()).unwrap_or("human");
    Bilingual::new(
        format!("there is no format `{word}`; did you mean `{near}`? ({})", known.join(", ")),
        format!("形式 `{word}` はありません。`{near}` のことですか（{}）", known.join("、")),
    )
}

/// Writes the report everywhere it should go. The exit code is 2 where one of the files cannot be written.
pub(super) fn write_all(settings: &Settings, targets: &[Target], report: &Report, code: u8) -> u8 {
    let mut code = code;
    for target in targets {
        let text = render(settings, target, report);
        match &target.file {
            None => to_stdout(&text),
            Some(path) => {
                if let Err(error) = files::write_whole(path, text.as_bytes()) {
                    let (path, reason) = (files::shown(path), files::reason(&error));
                    code = settings.trouble(&Bilingual::new(
                        format!("cannot write `{path}`: {reason}"),
                        format!("`{path}` に書き込めません：{reason}"),
                    ));
                }
            }
        }
    }
    if let Err(error) = add_step_summary(settings, targets, report) {
        let reason = files::reason(&error);
        code = settings.trouble(&Bilingual::new(
            format!("cannot write the summary of the step: {reason}"),
            format!("ステップのサマリーに書き込めません：{reason}"),
        ));
    }
    code
}

fn render(settings: &Settings, target: &Target, report: &Report) -> String {
    let color = settings.color && target.file.is_none();
    (target.format.write)(report, &HumanOptions { color, ..settings.drawing() })
}

/// Adds the whole report to the summary of a step of GitHub Actions, where one runs and its annotations were asked for.
fn add_step_summary(settings: &Settings, targets: &[Target], report: &Report) -> io::Result<()> {
    let summary = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
    let Some(path) = summary.filter(|_| targets.iter().any(|target| target.format.word == GITHUB)) else {
        return Ok(());
    };
    let text = markdown(report, settings.lang, SUMMARY_LIMIT);
    // The file belongs to the step, which may have written to it before.
    std::fs::OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}

/// The width to draw for: `COLUMNS`, else 100.
pub(super) fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|n| *n >= 40).unwrap_or(100)
}

/// Writes to standard output. A reader that went away (a closed pipe) is no trouble.
pub(super) fn to_stdout(text: &str) {
    let mut out = io::stdout().lock();
    // Nobody is left to be told of a closed pipe, and the exit code says the rest.
    drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

/// Writes to standard error.
pub(super) fn to_stderr(text: &str) {
    // Where standard error is closed there is nobody to tell.
    drop(io::stderr().lock().write_all(text.as_bytes()));
}
