//! Which proposals a run has seen, by their paths from the folder of the settings on: what was not part of a run is not
//! called settled or unused by it.

use super::Settings;
use super::config::Config;
use super::files::{self, Met};
use crate::report::{FileVerdict, ProposalReport};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The proposals of a run that were read.
pub(super) struct Seen {
    pub(super) read: BTreeSet<String>,
    /// Those on disk, once somebody asks.
    on_disk: OnceCell<Vec<String>>,
}

impl Seen {
    pub(super) fn of(proposals: &[ProposalReport], config: &Config) -> Seen {
        let mut read = BTreeSet::new();
        let mut unread = BTreeSet::new();
        for one in proposals {
            let Some(path) = config.below_folder(&one.path) else { continue };
            if one.verdict == FileVerdict::Unreadable {
                unread.insert(path)
            } else {
                read.insert(path)
            };
        }
        // What a document says that could not be read is not known.
        read.retain(|path| !unread.contains(path));
        Seen { read, on_disk: OnceCell::new() }
    }

    /// Whether it saw every proposal on disk that matters.
    pub(super) fn all_on_disk(&self, settings: &Settings, matters: impl Fn(&str) -> bool) -> bool {
        self.on_disk(settings).iter().all(|path| !matters(path) || self.read.contains(path))
    }

    /// The proposals on disk, below the folder of the settings and outside that of the rules.
    pub(super) fn on_disk(&self, settings: &Settings) -> &[String] {
        let config = &settings.config;
        self.on_disk.get_or_init(|| {
            let rules = config.below_folder(&settings.rules).map(|rules| format!("{rules}/"));
            let met = files::met_at(config.folder(), config).into_iter();
            let paths = met.filter_map(|met| match met {
                Met::Proposal(path, _) => path.strip_prefix(config.folder()).ok().map(files::shown),
                Met::Rules(_) | Met::Trouble(..) | Met::Unknown(_) => None,
            });
            paths.filter(|path| !rules.as_ref().is_some_and(|rules| path.starts_with(rules))).collect()
        })
    }
}
