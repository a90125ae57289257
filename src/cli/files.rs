//! The files of this machine: the world that packs are loaded from, the walk over paths, and safe writing.

use super::config::Config;
use crate::data::{Format, is_sheet_head};
use crate::load::{Entry, World};
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The file system.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl World for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(path).map_err(|error| reason(&error))
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, String> {
        let mut entries = Vec::new();
        let walk =
            walkdir::WalkDir::new(folder).min_depth(1).max_depth(1).follow_links(false).sort_by_file_name();
        for entry in walk {
            let entry = entry.map_err(|error| error.io_error().map_or_else(|| error.to_string(), reason))?;
            // A link is no folder, whatever it leads to; whether it may be followed is asked of `is_inside`.
            let folder = entry.file_type().is_dir();
            entries.push(Entry { name: entry.file_name().to_string_lossy().into_owned(), folder });
        }
        Ok(entries)
    }

    fn is_inside(&self, path: &str, folder: &str) -> bool {
        // What lies directly in the folder and is no link need not be looked up part by part.
        let own = Path::new(path).parent() == Some(Path::new(folder))
            && Path::new(path).file_name().is_some()
            && fs::symlink_metadata(path).is_ok_and(|meta| !meta.is_symlink());
        if own {
            return true;
        }
        match (fs::canonicalize(path), fs::canonicalize(folder)) {
            (Ok(path), Ok(folder)) => path.starts_with(folder),
            _ => true,
        }
    }
}

/// Why something could not be read or written, in the words of the system, without its error number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// A path as reports show it: `/` between its parts, no leading `./`.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

/// What was met at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// A proposal file.
    Proposal(PathBuf, Format),
    /// A rule file.
    Rules(PathBuf),
    /// A path that cannot be walked, and why.
    Trouble(String, String),
    /// A file that was named and is of no known format.
    Unknown(String),
}

/// Why a pipe or device is not read: it may never end.
const NO_FILE: &str = "it is no ordinary file";
/// Why a link is not followed.
const LINK_OUT: &str = "the link leads out of the folder that is checked";

/// Files that are never proposals when met on a walk.
const NEVER_PROPOSALS: [&str; 6] =
    ["kisoku.toml", "Cargo.toml", "package.json", "package-lock.json", "rust-toolchain.toml", "clippy.toml"];

/// Everything that matters at or below a path. A folder is walked without hidden files and what `.gitignore` or the
/// settings exclude; a file that is named itself is always taken. On a walk a link is followed only to a file that the
/// folder holds: who sends a folder must not choose what else of this machine is read and shown.
pub(super) fn met_at(path: &Path, config: &Config) -> Vec<Met> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() => {
            return vec![classify(path).unwrap_or_else(|| Met::Unknown(shown(path)))];
        }
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => return vec![Met::Trouble(shown(path), NO_FILE.to_owned())],
        Err(error) => return vec![Met::Trouble(shown(path), reason(&error))],
    }
    let walk = walk(path).sort_by_file_name(|a, b| a.cmp(b)).build();
    let mut met = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if config.excludes(entry.path(), false) => {}
            Ok(entry) if entry.file_type().is_some_and(|kind| !kind.is_dir()) => {
                met.extend(on_walk(path, entry.path(), entry.path_is_symlink()));
            }
            Ok(_) => {}
            Err(error) => met.push(Met::Trouble(shown(path), error.to_string())),
        }
    }
    met
}

/// A walk that passes over hidden files and what `.gitignore` names.
fn walk(path: &Path) -> ignore::WalkBuilder {
    let mut walk = ignore::WalkBuilder::new(path);
    walk.require_git(false).follow_links(false);
    walk
}

/// The folders that a walk enters, the first one itself included.
pub(super) fn folders_at(path: &Path, config: &Config) -> Vec<PathBuf> {
    let entries = walk(path).build().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
    folders.map(ignore::DirEntry::into_path).filter(|path| !config.excludes(path, true)).collect()
}

/// What a walk over a folder makes of one entry that is no folder.
fn on_walk(folder: &Path, path: &Path, link: bool) -> Option<Met> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if NEVER_PROPOSALS.contains(&name.as_ref()) {
        return None;
    }
    let met = classify(path)?;
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() && is_other_table(path) => None,
        Ok(_) if link && !Disk.is_inside(&path.to_string_lossy(), &folder.to_string_lossy()) => {
            Some(Met::Trouble(shown(path), LINK_OUT.to_owned()))
        }
        Ok(meta) if meta.is_file() => Some(met),
        // A link to a folder that the walk meets by itself.
        Ok(meta) if meta.is_dir() => None,
        Ok(_) => Some(Met::Trouble(shown(path), NO_FILE.to_owned())),
        Err(error) => Some(Met::Trouble(shown(path), reason(&error))),
    }
}

/// Whether a file is a CSV table that is no score sheet: the data of a pack, an export.
fn is_other_table(path: &Path) -> bool {
    /// The first row of a score sheet is far shorter.
    const HEAD: u64 = 4096;
    if Format::of_path(&path.to_string_lossy()) != Some(Format::Csv) {
        return false;
    }
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && !is_sheet_head(&String::from_utf8_lossy(&head))
}

fn classify(path: &Path) -> Option<Met> {
    let name = path.to_string_lossy();
    if name.ends_with(".kisoku") {
        return Some(Met::Rules(path.to_owned()));
    }
    Format::of_path(&name).map(|format| Met::Proposal(path.to_owned(), format))
}

/// Writes a file so that it is there whole or not at all: to a temporary file beside it, which is then renamed.
///
/// # Errors
/// Where the folder cannot be written to. What stood there before stays.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole_by(path, |file| file.write_all(bytes))
}

/// The same for what is written bit by bit.
///
/// # Errors
/// As for [`write_whole`], and where `write` fails.
pub(super) fn write_whole_by(
    path: &Path,
    write: impl FnOnce(&mut fs::File) -> io::Result<()>,
) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = fs::File::create(&part).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&part, path)).inspect_err(|_| {
        // What is left of the temporary file is of no use; that it cannot be removed changes nothing.
        drop(fs::remove_file(&part));
    })
}

/// The folder that holds the rules folder: where paths in tests and score sheets start.
pub(super) fn root_of(rules: &str) -> String {
    Path::new(rules).parent().map(shown).unwrap_or_default()
}
