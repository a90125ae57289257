//! Where a report goes: standard output, or files that are there whole or not at all.

use super::{Settings, files};
use crate::diag::Bilingual;
use crate::report::{HumanOptions, Report, human, json, ndjson, rule_diagnostic, short};
use std::io::{self, Write as _};
use std::path::PathBuf;

/// A format of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Human,
    Short,
    Json,
    Ndjson,
}

/// A format and where it goes.
pub(super) struct Target {
    kind: Kind,
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
        let kind = match word {
            "human" => Kind::Human,
            "short" => Kind::Short,
            "json" => Kind::Json,
            "ndjson" => Kind::Ndjson,
            other => {
                let known = ["human", "short", "json", "ndjson"];
                let near = crate::text::nearest(other, known).unwrap_or("human");
                return Err(Bilingual::new(
                    format!(
                        "there is no format `{other}`; did you mean `{near}`? (human, short, json, ndjson)"
                    ),
                    format!(
                        "形式 `{other}` はありません。`{near}` のことですか（human、short、json、ndjson）"
                    ),
                ));
            }
        };
        targets.push(Target { kind, file });
    }
    if targets.is_empty() {
        targets.push(Target { kind: Kind::Human, file: None });
    }
    if targets.iter().filter(|target| target.file.is_none()).count() > 1 {
        return Err(Bilingual::new(
            "only one format can go to standard output; give the others a file: `--format json=report.json`",
            "標準出力に出せる形式は1つです。ほかは `--format json=report.json` のようにファイルへ出してください",
        ));
    }
    Ok(targets)
}

/// Reports what is wrong with the settings, in the formats asked for where these are those of a report.
pub(super) fn write_broken_settings(settings: &Settings, formats: &[&str]) -> u8 {
    let config = &settings.config;
    let found = config.diags.iter().map(|one| rule_diagnostic(&config.sources, one)).collect();
    let report = Report::of(None, Vec::new(), Vec::new(), found);
    let targets = targets(formats).unwrap_or_else(|_| vec![Target { kind: Kind::Human, file: None }]);
    write_all(settings, &targets, &report, 2)
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
    let to_terminal = target.file.is_none();
    match target.kind {
        Kind::Human => {
            human(report, HumanOptions { color: settings.color && to_terminal, ..settings.drawing() })
        }
        Kind::Short => short(report, settings.lang),
        Kind::Json => json(report),
        Kind::Ndjson => ndjson(report),
    }
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
