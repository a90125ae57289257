//! The files of a git revision: a world that packs are loaded from, read out of the repository and never checked out.
//!
//! In: the name of a revision. Out: [`Revision`], whose paths are `REVISION:path/in/the/repository`. Nothing is written,
//! no hook or filter runs, and a link leads nowhere.

use super::files;
use crate::diag::{self, Diagnostic};
use crate::load::{Entry, World};
use crate::text::nearest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A repository.
pub(super) struct Repository(gix::Repository);

impl Repository {
    /// The repository that holds a folder, which need not exist any more.
    pub(super) fn around(folder: &Path) -> Option<Repository> {
        let there = folder.ancestors().find(|folder| folder.is_dir() && !folder.as_os_str().is_empty());
        gix::discover(there.unwrap_or(Path::new("."))).ok().map(Repository)
    }

    /// Whether a name is a revision.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.rev_parse_single(name).is_ok()
    }

    /// Where a folder of this machine lies in the repository: `rules`, empty for the whole.
    pub(super) fn below(&self, folder: &str) -> String {
        let whole = |path: &Path| {
            let there =
                path.ancestors().find_map(|part| Some((part, std::fs::canonicalize(dot(part)).ok()?)));
            there.map(|(part, whole)| whole.join(path.strip_prefix(part).unwrap_or(path)))
        };
        let root = self.0.workdir().and_then(|root| std::fs::canonicalize(root).ok());
        let inside = root
            .zip(whole(Path::new(folder)))
            .and_then(|(root, folder)| folder.strip_prefix(&root).ok().map(files::shown));
        inside.unwrap_or_else(|| files::shown(Path::new(folder)))
    }

    /// The files of a revision.
    ///
    /// # Errors
    /// Where there is no such revision, or it cannot be read.
    pub(super) fn revision(&self, name: &str) -> Result<Revision, Box<Diagnostic>> {
        let Ok(id) = self.0.rev_parse_single(name) else {
            // What a shallow clone lacks is no slip of the pen.
            if self.0.is_shallow().unwrap_or(false) {
                return Err(Box::new(diag::shallow_clone(name)));
            }
            let known = self.names();
            let near = nearest(name, known.iter().map(String::as_str));
            return Err(Box::new(diag::no_revision(name, near)));
        };
        self.read(name, id).map_err(|reason| Box::new(diag::repository_unreadable(name, &reason)))
    }

    /// The names of branches and tags.
    fn names(&self) -> Vec<String> {
        let mut out = vec!["HEAD".to_owned()];
        if let Ok(all) = self.0.references() {
            let local = all.local_branches().into_iter().flatten();
            let tags = all.tags().into_iter().flatten();
            let remote = all.remote_branches().into_iter().flatten();
            let names = local.chain(tags).chain(remote).flatten();
            out.extend(names.map(|name| name.name().shorten().to_string()));
        }
        out
    }

    fn read(&self, name: &str, id: gix::Id<'_>) -> Result<Revision, String> {
        let text = |error: gix::Error| crate::text::one_line(&error.to_string());
        let tree = id.object().and_then(gix::Object::peel_to_tree).map_err(text)?;
        let entries = tree.traverse().breadthfirst.files().map_err(text)?;
        let mut out = Revision { name: name.to_owned(), ..Revision::default() };
        let with_rules: BTreeSet<String> = entries
            .iter()
            .filter(|entry| entry.filepath.ends_with(b".kisoku"))
            .map(|entry| folder_of(&entry.filepath.to_string()).to_owned())
            .collect();
        for entry in &entries {
            let path = entry.filepath.to_string();
            if entry.mode.is_link() {
                out.links.insert(path.clone());
            } else if entry.mode.is_blob() && is_read(&path, &with_rules) {
                let blob = self.0.find_object(entry.oid).map_err(text)?;
                out.files.insert(path.clone(), blob.data.clone());
            }
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
            let entry = Entry { name: file.to_owned(), folder: entry.mode.is_tree() };
            out.folders.entry(folder.to_owned()).or_default().insert(entry);
        }
        Ok(out)
    }
}

/// The current folder has no name of its own.
fn dot(path: &Path) -> PathBuf {
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_owned() }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a file can be part of a pack: a rule file, or a table in or below the folder of rule files.
fn is_read(path: &str, with_rules: &BTreeSet<String>) -> bool {
    let below = || {
        let mut folder = folder_of(path);
        loop {
            if with_rules.contains(folder) {
                return true;
            }
            if folder.is_empty() {
                return false;
            }
            folder = folder_of(folder);
        }
    };
    path.ends_with(".kisoku") || path.ends_with(".csv") && below()
}

/// The files of a revision that packs are made of, and what lies in its folders.
#[derive(Debug, Default)]
pub(super) struct Revision {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
    folders: BTreeMap<String, BTreeSet<Entry>>,
    links: BTreeSet<String>,
}

impl Revision {
    /// The path of a folder of the repository in this world.
    pub(super) fn path(&self, folder: &str) -> String {
        let folder = folder.trim_matches('/');
        let folder = if folder.is_empty() { "." } else { folder };
        format!("{}:{folder}", self.name)
    }

    /// The folders that hold folders of packs, the most of them first.
    pub(super) fn rule_folders(&self) -> Vec<String> {
        let mut tops: BTreeMap<String, usize> = BTreeMap::new();
        for path in self.files.keys().filter(|path| path.ends_with(".kisoku")) {
            let top = path.split('/').next().filter(|top| *top != path).unwrap_or(".");
            let count = tops.entry(top.to_owned()).or_default();
            *count = count.saturating_add(1);
        }
        let mut out: Vec<(usize, String)> = tops.into_iter().map(|(top, count)| (count, top)).collect();
        out.sort_by(|(one, a), (other, b)| other.cmp(one).then(a.cmp(b)));
        out.into_iter().map(|(_, top)| top).collect()
    }

    /// The path in the repository.
    fn inner<'p>(&self, path: &'p str) -> &'p str {
        let path =
            path.strip_prefix(self.name.as_str()).and_then(|rest| rest.strip_prefix(':')).unwrap_or(path);
        let path = path.strip_prefix("./").unwrap_or(path);
        if path == "." { "" } else { path }
    }
}

impl World for Revision {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let found = self.files.get(self.inner(path)).cloned();
        found.ok_or_else(|| "the revision has no such file".to_owned())
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, String> {
        let found = self.folders.get(self.inner(folder));
        let found = found.map(|entries| entries.iter().cloned().collect());
        found.ok_or_else(|| "the revision has no such folder".to_owned())
    }

    fn is_inside(&self, path: &str, _folder: &str) -> bool {
        !self.links.contains(self.inner(path))
    }
}
