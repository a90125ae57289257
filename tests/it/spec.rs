//! Specs people can read: Markdown pages whose fences are files, commands and what they print.
//!
//! ````text
//! ```kisoku                        a fresh pack `demo`; the head is added where the block has none
//! ```kisoku more                   goes on with the same file
//! ```yaml proposal.yaml            a file (json, toml, ndjson, csv, text, kisoku alike)
//! ```out kisoku check . => 1       the command, run in the folder of the files, its exit code, and what it prints
//! ```
//! ````
//! Lints are off, unless a page has a `toml kisoku.toml`.
//! `KISOKU_UPDATE=1 cargo test` writes what is printed now into the pages.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The head that an example without one stands on, unless a `head.kisoku` stands beside its page.
const HEAD: &str = include_str!("../spec/head.kisoku");

#[test]
fn the_pages_of_codes_hold() {
    run_folder("docs/errors");
}

#[test]
fn the_specs_hold() {
    run_folder("tests/spec");
}

#[test]
fn the_reference_holds() {
    run_page(Path::new("docs/language.md")).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn the_page_on_formats_holds() {
    run_page(Path::new("docs/formats.md")).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn the_page_on_comparing_holds() {
    run_page(Path::new("docs/diff.md")).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn the_page_on_formatting_holds() {
    run_page(Path::new("docs/formatting.md")).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn the_page_of_settings_holds() {
    run_page(Path::new("docs/settings.md")).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn the_page_on_testing_holds() {
    run_page(Path::new("docs/testing.md")).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn the_page_on_solving_holds() {
    run_page(Path::new("docs/solve.md")).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn the_page_on_examples_holds() {
    run_page(Path::new("docs/examples.md")).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn the_page_on_waivers_holds() {
    run_page(Path::new("docs/waivers.md")).unwrap_or_else(|problem| panic!("{problem}"));
}

fn run_folder(folder: &str) {
    let mut pages = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut pages);
    pages.sort();
    assert!(!pages.is_empty(), "no page in {folder}");
    let problems: Vec<String> = pages.iter().filter_map(|page| run_page(page).err()).collect();
    assert!(problems.is_empty(), "{} of {} pages:\n\n{}", problems.len(), pages.len(), problems.join("\n"));
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, pages);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            pages.push(path);
        }
    }
}

/// Runs one page; the problem says where, what was expected and what came.
fn run_page(page: &Path) -> Result<(), String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = fs::read_to_string(&page).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let beside = fs::read_to_string(page.with_file_name("head.kisoku"));
    if let Ok(head) = &beside {
        // Such a head is a pack of its own, so that a page on proposals needs no rules.
        write_pack(folder.path(), "", head);
    }
    let head = beside.as_deref().unwrap_or(HEAD);
    // An example shows one thing: lints are on where the page has settings of its own.
    fs::write(folder.path().join("kisoku.toml"), "[lints]\nall = \"off\"\n").unwrap();
    let mut updated = String::new();
    let mut problems = String::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        writeln!(updated, "{line}").unwrap();
        // A longer fence holds what has fences of its own.
        let info = line.trim_start_matches('`');
        let fence = line.strip_suffix(info).unwrap();
        if fence.len() < 3 || info.is_empty() {
            continue;
        }
        let mut body = String::new();
        for (_, line) in lines.by_ref() {
            if line == fence {
                break;
            }
            writeln!(body, "{line}").unwrap();
        }
        let (language, rest) = info.split_once(' ').unwrap_or((info, ""));
        if language == "out" {
            let (command, code) = rest.split_once(" => ").unwrap_or((rest, "0"));
            let (printed, exit) = run_command(command, folder.path());
            if printed != body || exit != code {
                writeln!(
                    problems,
                    "{}:{}: `{command}` gave exit {exit} (expected {code}) and\n{printed}--- expected\n{body}",
                    page.display(),
                    number + 1
                )
                .unwrap();
            }
            updated.truncate(updated.len() - line.len() - 1);
            writeln!(
                updated,
                "{fence}out {command}{}",
                if exit == "0" { String::new() } else { format!(" => {exit}") }
            )
            .unwrap();
            updated.push_str(&printed);
        } else {
            write_file(folder.path(), language, rest, &body, head);
            updated.push_str(&body);
        }
        writeln!(updated, "{fence}").unwrap();
    }
    if std::env::var_os("KISOKU_UPDATE").is_some() {
        fs::write(&page, updated).unwrap();
        return Ok(());
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// A fresh pack `demo` with the head where the block has none. Tables stay.
fn write_pack(folder: &Path, body: &str, head: &str) {
    let pack = folder.join("rules/demo");
    fs::create_dir_all(&pack).unwrap();
    for entry in fs::read_dir(&pack).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "kisoku") {
            fs::remove_file(path).unwrap();
        }
    }
    if !body.lines().any(|line| line.starts_with("program ")) {
        fs::write(pack.join("head.kisoku"), head).unwrap();
    }
}

fn write_file(folder: &Path, language: &str, name: &str, body: &str, head: &str) {
    let (name, append) = match (language, name) {
        ("kisoku", "") => {
            write_pack(folder, body, head);
            ("rules/demo/demo.kisoku", false)
        }
        ("kisoku", "more") => ("rules/demo/demo.kisoku", true),
        ("kisoku" | "yaml" | "json" | "toml" | "ndjson" | "csv" | "text", name) if !name.is_empty() => {
            (name, false)
        }
        _ => return,
    };
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let before = if append { fs::read_to_string(&path).unwrap_or_default() + "\n" } else { String::new() };
    fs::write(path, before + body).unwrap();
}

fn run_command(command: &str, folder: &Path) -> (String, String) {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("kisoku"), "a command of a page starts with `kisoku`: {command}");
    let output = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(words)
        .args(["--color", "never", "--unicode"])
        .current_dir(folder)
        .env("LC_ALL", "en_US.UTF-8")
        .env("COLUMNS", "100")
        // Where the tests run in GitHub Actions, the summary of their step is none of a page's business.
        .env_remove("GITHUB_STEP_SUMMARY")
        .output()
        .unwrap();
    let mut printed = String::from_utf8(output.stdout).unwrap();
    printed.push_str(&String::from_utf8(output.stderr).unwrap());
    if !printed.is_empty() && !printed.ends_with('\n') {
        printed.push('\n');
    }
    (printed, output.status.code().map_or("by a signal".to_owned(), |code| code.to_string()))
}
