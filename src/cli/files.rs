//! The files of this machine: the world that packs are loaded from, the walk over paths, and safe writing.

use super::config::Config;
use crate::data::{Format, is_sheet_head};
use crate::load::{Entry, World};
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The file system.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl World for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        read_at_most(Path::new(path), LARGEST).map_err(|unread| match unread {
            Unread::System(reason) => reason,
            Unread::TooLarge(_) => TOO_LARGE.to_owned(),
        })
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

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// What the system says.
    System(String),
    /// It has so many bytes.
    TooLarge(usize),
}

/// The largest file that is read for the rules, whatever it is: rule files, tables and documents have limits below.
const LARGEST: usize = 64 << 20;
/// Why a file above [`LARGEST`] is not read.
const TOO_LARGE: &str = "it is larger than 64 MiB";

/// The bytes of an ordinary file, never more than so many: a pipe may never end, and a file may grow while it is read.
pub(super) fn read_at_most(path: &Path, most: usize) -> Result<Vec<u8>, Unread> {
    let (file, length) = open(path, most)?;
    let bytes = up_to(file, most, length).map_err(|error| Unread::System(reason(&error)))?;
    if bytes.len() > most { Err(Unread::TooLarge(bytes.len())) } else { Ok(bytes) }
}

/// Opens an ordinary file of at most so many bytes, and says how many it has now.
pub(super) fn open(path: &Path, most: usize) -> Result<(fs::File, usize), Unread> {
    let system = |error: io::Error| Unread::System(reason(&error));
    // Opening a pipe waits for a writer, so the kind of the file is asked for first.
    let meta = fs::metadata(path).map_err(system)?;
    if meta.is_dir() {
        return Err(Unread::System("Is a directory".to_owned()));
    }
    if !meta.is_file() {
        return Err(Unread::System(NO_FILE.to_owned()));
    }
    let length = usize::try_from(meta.len()).unwrap_or(usize::MAX);
    if length > most {
        return Err(Unread::TooLarge(length));
    }
    Ok((fs::File::open(path).map_err(system)?, length))
}

/// What comes from a stream, up to one byte more than so many.
pub(super) fn up_to(from: impl io::Read, most: usize, expected: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected.saturating_add(1));
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    from.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
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

/// Why the files of a folder are not read.
const BAD_IGNORE: &str = "its .gitignore is no ordinary file, or too large";
/// The largest file of patterns that a walk reads.
const LARGEST_IGNORE: u64 = 1 << 20;

/// Whether the files of patterns in a folder, which the walk reads whole by itself, may be read.
fn has_sound_ignores(folder: &Path) -> bool {
    [".gitignore", ".ignore", ".git/info/exclude"].iter().all(|name| match fs::metadata(folder.join(name)) {
        Ok(meta) => meta.is_file() && meta.len() <= LARGEST_IGNORE,
        Err(_) => true,
    })
}

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
    // The walk also reads those of the folders above.
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if let Some(folder) = whole.ancestors().find(|folder| !has_sound_ignores(folder)) {
        let folder = if folder == whole { path } else { folder };
        return vec![Met::Trouble(shown(folder), BAD_IGNORE.to_owned())];
    }
    let passed_over: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let walk = walk(path, &passed_over).sort_by_file_name(|a, b| a.cmp(b)).build();
    let mut met = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if config.excludes(entry.path(), false) => {}
            Ok(entry) if entry.file_type().is_some_and(|kind| !kind.is_dir()) => {
                met.extend(on_walk(path, entry.path(), entry.path_is_symlink()));
            }
            Ok(_) => {}
            Err(error) => met.push(trouble(path, &error)),
        }
    }
    let passed_over = passed_over.lock().unwrap_or_else(PoisonError::into_inner);
    met.extend(passed_over.iter().map(|folder| Met::Trouble(shown(folder), BAD_IGNORE.to_owned())));
    met
}

/// What a walk cannot read, at the path where that is known.
fn trouble(walked: &Path, error: &ignore::Error) -> Met {
    let mut at = walked;
    let mut cause = error;
    while let ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } = cause {
        if let ignore::Error::WithPath { path, .. } = cause {
            at = path;
        }
        cause = err;
    }
    let why = cause.io_error().map_or_else(|| cause.to_string(), reason);
    Met::Trouble(shown(at), why)
}

/// A walk that passes over hidden files and what `.gitignore` names; and over folders whose `.gitignore` must not be read,
/// which it notes. What one person's git ignores everywhere plays no part: a folder is checked alike by all.
fn walk(path: &Path, passed_over: &Arc<Mutex<Vec<PathBuf>>>) -> ignore::WalkBuilder {
    let noted = passed_over.clone();
    let mut walk = ignore::WalkBuilder::new(path);
    walk.require_git(false).git_global(false).follow_links(false).filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let sound = !is_folder || has_sound_ignores(entry.path());
        if !sound {
            noted.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_owned());
        }
        sound
    });
    walk
}

/// The folders that a walk enters, the first one itself included.
pub(super) fn folders_at(path: &Path, config: &Config) -> Vec<PathBuf> {
    if !has_sound_ignores(path) {
        return Vec::new();
    }
    let entries = walk(path, &Arc::default()).build().flatten();
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

/// Writes a file so that it is there whole or not at all: to a temporary file beside it, which is then renamed. It keeps
/// the rights of the file that it replaces. A device or a pipe is written to, not replaced.
///
/// # Errors
/// Where the folder cannot be written to, or there is a folder at the path. What stood there before stays.
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
    let before = fs::metadata(path).ok();
    if before.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(io::Error::other("Is a directory"));
    }
    if before.as_ref().is_some_and(|meta| !meta.is_file()) {
        return write(&mut fs::OpenOptions::new().write(true).open(path)?);
    }
    // A link stays, and what it leads to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    // A file of that name is none of ours: whatever put it there, it is not written through.
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&part)?;
    let written = write(&mut file).and_then(|()| file.sync_all());
    let kept = written.and_then(|()| before.map_or(Ok(()), |meta| file.set_permissions(meta.permissions())));
    kept.and_then(|()| fs::rename(&part, path)).inspect_err(|_| {
        // What is left of the temporary file is of no use; that it cannot be removed changes nothing.
        drop(fs::remove_file(&part));
    })
}

/// The folder that holds the rules folder: where paths in tests and score sheets start.
pub(super) fn root_of(rules: &str) -> String {
    Path::new(rules).parent().map(shown).unwrap_or_default()
}
