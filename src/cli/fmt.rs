//! `kisoku fmt`: rule files in, the same files in the one style; or what would change, as a list or a diff.

use super::files::{self, Disk, Met};
use super::output::of_run;
use super::{Settings, args, output};
use crate::data::encoding::{decode_text, encoding_problem};
use crate::diag::{self, Bilingual, Diagnostic, Lang, Severity};
use crate::fmt::format;
use crate::load::World as _;
use crate::report::{Report, RuleDiagnostic, human, one_line, rule_diagnostic};
use crate::syntax::MAX_BYTES;
use crate::text::SourceMap;
use clap::{Arg, ArgAction, ArgMatches, Command};
use rayon::prelude::*;
use similar::{ChangeTag, TextDiff};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// From how many bytes of rules on threads are worth their start.
const PARALLEL_FROM: usize = 64 * 1024;

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("fmt")
        .about(help("Formats rule files in the one style", "規則ファイルを決まった書式に整えます"))
        .after_help(help(
            "Broken declarations stay as they are, and the rest is formatted.\nExit code: 0 done, or nothing to do; 1 with --check or --diff: a file is not in the style;\n2 a file has errors or cannot be read or written.",
            "誤りのある宣言は元のまま残し、ほかを整えます。\n終了コード：0 完了または変更なし、1 --check・--diff で書式の違うファイルあり、\n2 誤りのあるファイル、読み書きできないファイルあり。",
        ))
        .arg(Arg::new("paths").value_name("PATH").num_args(0..).help(help(
            "rule files and folders; `-` is standard input, to standard output [default: the folder of the rules]",
            "規則ファイルとフォルダー。`-` は標準入力から標準出力へ［既定：規則のフォルダー］",
        )))
        .arg(Arg::new("check").long("check").action(ArgAction::SetTrue).help(help(
            "write nothing; list the files that would change",
            "書き込まずに、変更されるファイルを一覧で表示",
        )))
        .arg(Arg::new("diff").long("diff").action(ArgAction::SetTrue).help(help(
            "write nothing; show what would change",
            "書き込まずに、変更される箇所を表示",
        )))
        .arg(Arg::new("stdin-path").long("stdin-path").value_name("NAME").help(help(
            "the name to show for standard input [default: stdin.kisoku]",
            "標準入力の表示名［既定：stdin.kisoku］",
        )))
}

/// A file to format.
struct Input {
    name: String,
    /// Where it is; `None` for standard input.
    path: Option<PathBuf>,
    bytes: Vec<u8>,
}

/// A file, formatted.
struct Done {
    name: String,
    path: Option<PathBuf>,
    before: Arc<str>,
    after: String,
    /// What is wrong in it.
    wrong: Vec<RuleDiagnostic>,
}

impl Done {
    fn changes(&self) -> bool {
        *self.before != *self.after
    }
}

/// What is done with the result.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    /// Lists, or shows, what would change.
    Look {
        list: bool,
        diff: bool,
    },
}

/// Runs the command: 0 done, 1 something would change, 2 something is wrong.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let mode = match (matches.get_flag("check"), matches.get_flag("diff")) {
        (false, false) => Mode::Write,
        (list, diff) => Mode::Look { list, diff },
    };
    let given = args::texts(matches, "paths");
    let paths = if given.is_empty() { vec![settings.rules.as_str()] } else { given };
    let stdin_name = args::text(matches, "stdin-path").unwrap_or("stdin.kisoku");
    let (inputs, mut troubles) = gather(settings, &paths, stdin_name);
    if inputs.is_empty() && troubles.is_empty() {
        troubles.push(diag::no_rule_files(&paths.join(" ")));
    }
    let mut done = format_all(settings, inputs);
    let mut wrong: Vec<RuleDiagnostic> = troubles.iter().map(of_run).collect();
    wrong.extend(done.iter_mut().flat_map(|file| std::mem::take(&mut file.wrong)));
    let mut out = String::new();
    let mut changed = 0_usize;
    for file in &done {
        changed = changed.saturating_add(usize::from(file.changes()));
        match (mode, &file.path) {
            (Mode::Write, None) => out.push_str(&file.after),
            (Mode::Write, Some(path)) if file.changes() => {
                if let Err(error) = files::write_whole(path, file.after.as_bytes()) {
                    wrong.push(of_run(&diag::cannot_write(&file.name, &files::reason(&error))));
                }
            }
            (Mode::Look { list, diff }, _) if file.changes() => {
                if list {
                    out.push_str(&listed(settings.lang, &file.name));
                }
                if diff {
                    out.push_str(&difference(settings, &file.name, &file.before, &file.after));
                }
            }
            _ => {}
        }
    }
    let to_stdout = mode == Mode::Write && done.iter().any(|file| file.path.is_none());
    let broken = wrong.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    report(settings, wrong);
    output::to_stdout(&out);
    if !settings.quiet && !to_stdout {
        output::to_stderr(summary(mode, done.len(), changed).get(settings.lang));
    }
    match (broken, mode) {
        (true, _) => 2,
        (false, Mode::Look { .. }) if changed > 0 => 1,
        (false, _) => 0,
    }
}

/// The rule files at and below the paths, by name, each once.
fn gather(settings: &Settings, paths: &[&str], stdin_name: &str) -> (Vec<Input>, Vec<Diagnostic>) {
    let mut named: BTreeMap<String, Option<PathBuf>> = BTreeMap::new();
    let mut troubles = Vec::new();
    for path in paths {
        if *path == "-" {
            named.insert(stdin_name.to_owned(), None);
            continue;
        }
        for met in files::met_at(Path::new(path), &settings.config) {
            match met {
                Met::Rules(path) => drop(named.insert(files::shown(&path), Some(path))),
                Met::Trouble(path, reason) => troubles.push(diag::cannot_walk(&path, &reason)),
                Met::Proposal(path, _) if paths.contains(&path.to_string_lossy().as_ref()) => {
                    troubles.push(diag::no_rule_file(&files::shown(&path)));
                }
                Met::Unknown(path) => troubles.push(diag::no_rule_file(&path)),
                Met::Proposal(..) => {}
            }
        }
    }
    let mut inputs = Vec::new();
    for (name, path) in named {
        let read = match &path {
            Some(path) => Disk.read(&path.to_string_lossy()),
            // One byte above the limit of rule files is as good as many.
            None => {
                files::up_to(std::io::stdin().lock(), MAX_BYTES, 0).map_err(|error| files::reason(&error))
            }
        };
        match read {
            Ok(bytes) => inputs.push(Input { name, path, bytes }),
            Err(reason) => troubles.push(diag::cannot_walk(&name, &reason)),
        }
    }
    (inputs, troubles)
}

fn format_all(settings: &Settings, inputs: Vec<Input>) -> Vec<Done> {
    let bytes: usize = inputs.iter().map(|input| input.bytes.len()).sum();
    if bytes < PARALLEL_FROM || settings.jobs == Some(1) {
        return inputs.into_iter().map(format_one).collect();
    }
    settings.in_pool(|| inputs.into_par_iter().map(format_one).collect())
}

fn format_one(input: Input) -> Done {
    let mut sources = SourceMap::default();
    let Input { name, path, bytes } = input;
    let text = match decode_text(bytes) {
        Ok(text) => text,
        Err(problem) => {
            let id = sources.add_shown(|id| problem.source(id, name.as_str()));
            let diagnostic = sources.get(id).map(|source| encoding_problem(&problem, source));
            let wrong = diagnostic.iter().map(|diagnostic| rule_diagnostic(&sources, diagnostic)).collect();
            return Done { name, path, before: Arc::from(""), after: String::new(), wrong };
        }
    };
    let id = sources.add(name.as_str(), text);
    let Some(source) = sources.get(id) else {
        return Done { name, path, before: Arc::from(""), after: String::new(), wrong: Vec::new() };
    };
    let formatted = format(source);
    let wrong =
        diag::told(formatted.diags).iter().map(|diagnostic| rule_diagnostic(&sources, diagnostic)).collect();
    Done { name, path, before: source.text.clone(), after: formatted.text, wrong }
}

/// Says what is wrong, where everything but the result goes.
fn report(settings: &Settings, wrong: Vec<RuleDiagnostic>) {
    if wrong.is_empty() {
        return;
    }
    let report = Report::of(None, Vec::new(), Vec::new(), wrong);
    let options = crate::report::HumanOptions { quiet: true, ..settings.drawing() };
    output::to_stderr(&human(&report, options));
}

fn listed(lang: Lang, name: &str) -> String {
    let name = one_line(name);
    match lang {
        Lang::En => format!("would format {name}\n"),
        Lang::Ja => format!("書式が異なります：{name}\n"),
    }
}

/// A unified diff of one file.
pub(super) fn difference(settings: &Settings, name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let (red, green, blue, plain) = if settings.color {
        ("\u{1b}[31m", "\u{1b}[32m", "\u{1b}[36m", "\u{1b}[0m")
    } else {
        ("", "", "", "")
    };
    let name = one_line(name);
    let mut out = format!("--- {name}\n+++ {name}\n");
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{blue}{}{plain}", hunk.header());
        for change in hunk.iter_changes() {
            let (sign, color, end) = match change.tag() {
                ChangeTag::Delete => ('-', red, plain),
                ChangeTag::Insert => ('+', green, plain),
                ChangeTag::Equal => (' ', "", ""),
            };
            let line = change.value();
            let text = line.strip_suffix('\n').unwrap_or(line);
            let text = text.strip_suffix('\r').unwrap_or(text);
            let _ = writeln!(out, "{color}{sign}{}{end}", one_line(text));
        }
    }
    out
}

fn summary(mode: Mode, files: usize, changed: usize) -> Bilingual {
    let unchanged = files.saturating_sub(changed);
    let many = |count: usize| if count == 1 { "file" } else { "files" };
    match mode {
        Mode::Write => Bilingual::new(
            format!("{changed} {} formatted, {unchanged} unchanged\n", many(changed)),
            format!("整形 {changed} ファイル、変更なし {unchanged} ファイル\n"),
        ),
        Mode::Look { .. } => Bilingual::new(
            format!("{changed} {} would change, {unchanged} in style\n", many(changed)),
            format!("書式の異なるもの {changed} ファイル、書式どおり {unchanged} ファイル\n"),
        ),
    }
}
