//! The proposals that a peer is given: the files of a folder, one file, or the lines of an NDJSON file.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Calls back for each proposal, with its name, its text and whether it is YAML.
pub fn each(path: &Path, mut call: impl FnMut(&str, &str, bool)) {
    if path.extension().is_some_and(|ending| ending == "ndjson") {
        let text = fs::read_to_string(path).unwrap();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            call(&number.to_string(), line, false);
        }
        return;
    }
    let mut files: Vec<PathBuf> = match path.is_dir() {
        true => fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect(),
        false => vec![path.to_owned()],
    };
    files.sort_unstable();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let yaml = file.extension().is_some_and(|ending| ending == "yaml");
        call(&file.file_stem().unwrap().to_string_lossy(), &text, yaml);
    }
}

/// `p000017: R2 R6`, for a proposal that breaks rules.
pub fn add_line(out: &mut String, name: &str, rules: &[String]) {
    if !rules.is_empty() {
        out.push_str(&format!("{name}: {}\n", rules.join(" ")));
    }
}

/// Writes what was found; the exit code says whether it is anything.
pub fn finish(out: &str) -> ! {
    std::io::stdout().write_all(out.as_bytes()).unwrap();
    std::process::exit(i32::from(!out.is_empty()))
}
