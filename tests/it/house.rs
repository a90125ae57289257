//! The rules of the house that a test can keep: layers, module heads, nothing left to do.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, each of which uses only those before it.
const LAYERS: [&str; 18] = [
    "text",
    "diag",
    "value",
    "page",
    "syntax",
    "fmt",
    "data",
    "check",
    "plan",
    "load",
    "eval",
    "report",
    "suite",
    "prove",
    "lint",
    "workbench",
    "settings",
    "cli",
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// The sources of the crate itself.
fn all() -> Vec<(String, String)> {
    under("src")
}

/// The sources of every crate of the house.
fn all_crates() -> Vec<(String, String)> {
    ["src", "crates/number/src", "crates/logic/src"].into_iter().flat_map(under).collect()
}

fn under(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn a_layer_uses_only_those_before_it() {
    let mut wrong = Vec::new();
    for (name, text) in all() {
        let layer = name.split(['/', '.']).next().unwrap();
        let Some(level) = LAYERS.iter().position(|known| *known == layer) else {
            assert!(["lib", "main"].contains(&layer), "{name} belongs to no layer");
            continue;
        };
        // Unit tests may look ahead: they test with the real parser and readers.
        let text = text.split("#[cfg(test)]").next().unwrap();
        if name.contains("test") || name.contains("fuzz") {
            continue;
        }
        for used in text.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if LAYERS.iter().position(|known| *known == used).is_some_and(|other| other > level) {
                wrong.push(format!("{name} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_does_and_none_is_too_long() {
    let mut wrong = Vec::new();
    for (name, text) in all_crates() {
        if !text.starts_with("//!") {
            wrong.push(format!("{name} does not start with `//!`"));
        }
        let lines = text.lines().count();
        if lines > 700 {
            wrong.push(format!("{name} has {lines} lines"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_to_do_in_words() {
    for (name, text) in all_crates() {
        for word in ["TODO", "FIXME", "XXX", "HACK"] {
            assert!(!text.contains(word), "{name} has a {word}");
        }
    }
}
