//! `kisoku check --watch`: checks again whenever a file that plays a part changes, until it is interrupted.
//!
//! In: the arguments of `check`. Out: the report, again and again. The folders that a walk would enter are watched, so that
//! files that are created, deleted or replaced by renaming are noticed, and what `.gitignore` names costs nothing. Packs stay
//! loaded as long as only proposals change.

use super::output::{Kind, Target};
use super::packs::Packs;
use super::{Settings, args, check, files, output};
use crate::data::Format;
use crate::diag::{Bilingual, Lang};
use clap::{Arg, ArgAction, ArgMatches};
use notify::event::{CreateKind, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// An editor writes a file in several steps; it is read once it has been quiet for so long.
const QUIET: Duration = Duration::from_millis(8);
/// So many changes are waited out at most, so that a program that never stops writing does not stop the checks.
const MOST_CHANGES: usize = 1000;

/// The argument.
pub(super) fn argument(lang: Lang) -> Arg {
    let help = args::in_language(lang);
    Arg::new("watch")
        .long("watch")
        .short('w')
        .action(ArgAction::SetTrue)
        .conflicts_with_all(["write-baseline", "prune-baseline"])
        .help(help(
            "check again whenever a proposal, a rule or the settings change, until Ctrl-C",
            "申請書・規則・設定が変わるたびに検査し直す（Ctrl-C で終了）",
        ))
}

/// Why these arguments cannot be watched.
fn refused(paths: &[&str], targets: &[Target<Kind>]) -> Option<Bilingual> {
    if paths.contains(&"-") {
        return Some(Bilingual::new(
            "standard input cannot be watched; name a file, or leave `--watch` out",
            "標準入力は監視できません。ファイルを指定するか、`--watch` を外してください",
        ));
    }
    let for_people = |target: &Target<Kind>| matches!(target.kind, Kind::Human | Kind::Short);
    targets.iter().any(|target| target.is_stdout() && !for_people(target)).then(|| {
        Bilingual::new(
            "with `--watch`, only `human` and `short` go to the terminal; give the others a file: `--format json=report.json`",
            "`--watch` で画面に出せるのは `human` と `short` だけです。ほかは `--format json=report.json` のようにファイルへ出してください",
        )
    })
}

/// Checks again and again. Gives an exit code only where nothing can be watched.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let mut paths = args::texts(matches, "paths");
    if paths.is_empty() {
        paths.push(".");
    }
    let targets = match check::targets(settings, matches) {
        Ok(targets) => targets,
        Err(problem) => return settings.trouble(&problem),
    };
    if let Some(problem) = refused(&paths, &targets) {
        return settings.trouble(&problem);
    }
    // A report that is written into a watched folder is no change.
    let written: Vec<PathBuf> = targets.iter().filter_map(|target| target.file()).map(whole).collect();
    let (send, changes) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Nobody is left to be told where the other end is gone.
        drop(send.send(event));
    });
    let mut watching = match watcher {
        Ok(watcher) => Watching { watcher, folders: BTreeSet::new() },
        Err(error) => return settings.trouble(&cannot_watch(".", &error)),
    };
    let mut packs: Option<Packs> = None;
    loop {
        let now = settings.read_again(matches);
        let settings = &now;
        // First watched, then read: what changes in between is noticed.
        if let Err(problem) = watching.add(settings, &paths, matches) {
            return settings.trouble(&problem);
        }
        clear();
        let used = packs.take().unwrap_or_else(|| Packs::new(settings.rules.clone()));
        let proposals = check::once(settings, matches, &used).proposals;
        say_when(settings, &paths);
        let Some(changed) = next_changes(&changes, &mut watching, &written) else { return 0 };
        let only_proposals = changed.iter().all(|path| is_proposal(path, &proposals, settings));
        packs = only_proposals.then_some(used);
    }
}

/// What is watched.
struct Watching {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
}

impl Watching {
    /// Watches every folder that plays a part and is not watched yet.
    fn add(&mut self, settings: &Settings, paths: &[&str], matches: &ArgMatches) -> Result<(), Bilingual> {
        let mut folders = BTreeSet::new();
        for path in paths.iter().copied().chain([settings.rules.as_str()]) {
            let path = Path::new(path);
            match path.is_dir() {
                true => folders.extend(files::folders_at(path, &settings.config)),
                false => folders.extend(folder_of(path)),
            }
        }
        folders.insert(settings.config.folder().to_owned());
        let config = args::text(matches, "config").map(Path::new);
        folders.extend(config.and_then(folder_of));
        folders.extend(args::text(matches, "baseline").map(Path::new).and_then(folder_of));
        let waivers = settings.config.waiver_files(&settings.rules).into_iter();
        folders.extend(waivers.filter_map(|(path, _)| folder_of(&path)));
        for folder in folders.into_iter().filter_map(|folder| std::fs::canonicalize(folder).ok()) {
            if self.folders.contains(&folder) {
                continue;
            }
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.folders.insert(folder)),
                // It is gone since it was met: its parent tells when it is back.
                Err(_) if !folder.exists() => {}
                Err(error) => return Err(cannot_watch(&files::shown(&folder), &error)),
            }
        }
        Ok(())
    }

    /// A folder that was removed, moved or made is watched anew.
    fn forget(&mut self, event: &Event) {
        let moved = matches!(
            event.kind,
            EventKind::Remove(_)
                | EventKind::Modify(ModifyKind::Name(_))
                | EventKind::Create(CreateKind::Folder | CreateKind::Any)
        );
        if moved {
            self.folders.retain(|folder| !event.paths.iter().any(|path| folder.starts_with(path)));
        }
    }
}

/// Waits for changes that matter, and for the quiet after them; `None` where nothing is watched any more.
fn next_changes(
    changes: &Receiver<notify::Result<Event>>,
    watching: &mut Watching,
    written: &[PathBuf],
) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    while changed.is_empty() {
        note(&mut changed, changes.recv().ok()?, watching, written);
    }
    for _ in 0..MOST_CHANGES {
        let Ok(event) = changes.recv_timeout(QUIET) else { break };
        note(&mut changed, event, watching, written);
    }
    Some(changed)
}

/// Notes the files of an event, where it may change what a check finds.
fn note(
    changed: &mut BTreeSet<PathBuf>,
    event: notify::Result<Event>,
    watching: &mut Watching,
    written: &[PathBuf],
) {
    // What went wrong while watching is no change.
    let Ok(event) = event else { return };
    watching.forget(&event);
    let of_content = match event.kind {
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    };
    if of_content {
        changed.extend(event.paths.into_iter().filter(|path| matters(path) && !written.contains(path)));
    }
}

/// Whether a file may play a part: not the copies that editors keep.
fn matters(path: &Path) -> bool {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return true };
    let ignores = [".gitignore", ".ignore"].contains(&name.as_ref());
    // A folder that is gone has no ending either.
    let folder = !name.contains('.') && path.extension().is_none() && !path.is_file();
    ignores
        || folder
        || !name.starts_with('.')
            && (name.ends_with(".kisoku") || name.ends_with(".jsonl") || Format::of_path(&name).is_some())
}

/// Whether a change of a file leaves all packs as they are: it is a proposal of the last run, and no part of a pack.
fn is_proposal(path: &Path, proposals: &[String], settings: &Settings) -> bool {
    let in_rules = std::fs::canonicalize(&settings.rules).is_ok_and(|rules| path.starts_with(rules));
    !in_rules && proposals.iter().any(|one| whole(Path::new(one)) == path)
}

/// A path as events name it: the folder without links, and the name, whether the file is there or not.
fn whole(path: &Path) -> PathBuf {
    let folder = folder_of(path).and_then(|folder| std::fs::canonicalize(folder).ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn folder_of(path: &Path) -> Option<PathBuf> {
    let parent = path.parent()?;
    Some(if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() })
}

fn cannot_watch(path: &str, error: &notify::Error) -> Bilingual {
    let reason = match &error.kind {
        notify::ErrorKind::Io(error) => files::reason(error),
        _ => error.to_string(),
    };
    Bilingual::new(format!("cannot watch `{path}`: {reason}"), format!("`{path}` を監視できません：{reason}"))
}

/// Clears the terminal; a file or pipe gets one report after the other.
fn clear() {
    if std::io::stdout().is_terminal() {
        output::to_stdout("\u{1b}[2J\u{1b}[3J\u{1b}[H");
    }
}

/// When it was checked, and that it goes on.
fn say_when(settings: &Settings, paths: &[&str]) {
    if settings.quiet {
        return;
    }
    let time = jiff::Zoned::now().strftime("%H:%M:%S").to_string();
    let paths = paths.join(" ");
    output::to_stderr(&match settings.lang {
        Lang::En => format!("[{time}] watching {paths}; Ctrl-C ends\n"),
        Lang::Ja => format!("[{time}] {paths} を監視中（Ctrl-C で終了）\n"),
    });
}
