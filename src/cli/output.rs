//! Where a report goes: standard output, or files that are there whole or not at all.

use super::{Settings, files};
use crate::diag::Bilingual;
use crate::report::{HumanOptions, Report, html, human, json, ndjson, short};
use std::io::{self, Write as _};
use std::path::PathBuf;

/// A format of `check`: the word for it, and how it is written.
struct Format {
    word: &'static str,
    write: fn(&Report, HumanOptions) -> String,
}

/// Every format, in the order in which they are listed.
const FORMATS: &[Format] = &[
    Format { word: "human", write: human },
    Format { word: "short", write: |report, options| short(report, options.lang) },
    Format { word: "json", write: |report, _| json(report) },
    Format { word: "ndjson", write: |report, _| ndjson(report) },
    Format { word: "html", write: html },
];

/// A format and where it goes.
pub(super) struct Target {
    format: &'static Format,
    file: Option<PathBuf>,
}

/// The targets that `--format` names; `human` to standard output where it names none.
pub(super) fn targets(formats: &[&str]) -> Result<Vec<Target>, Bilingual> {
    let mut targets = Vec::new();
    for format in formats {
        let (word, file) = match format.split_once('=') {
            Some((word, file)) => (word, Some(PathBuf::from(file))),
            None => (*format, None),
        };
        match FORMATS.iter().find(|format| format.word == word) {
            Some(format) => targets.push(Target { format, file }),
            None => return Err(no_format(word)),
        }
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

fn no_format(word: &str) -> Bilingual {
    let known: Vec<&str> = FORMATS.iter().map(|format| format.word).collect();
    let near = crate::text::nearest(word, known.iter().copied()).unwrap_or("human");
    Bilingual::new(
        format!("there is no format `{word}`; did you mean `{near}`? ({})", known.join(", ")),
        format!("形式 `{word}` はありません。`{near}` のことですか（{}）", known.join("、")),
    )
}

/// Whether a page is among the targets, for which more has to be worked out.
pub(super) fn draws(targets: &[Target]) -> bool {
    targets.iter().any(|target| target.format.word == "html")
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
    code
}

fn render(settings: &Settings, target: &Target, report: &Report) -> String {
    let color = settings.color && target.file.is_none();
    (target.format.write)(report, HumanOptions { color, ..settings.drawing() })
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
