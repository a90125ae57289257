//! Which proposals a run has seen, by their paths from the folder of the settings on: what was not part of a run is not
//! called settled or unused by it.

use super::Settings;
use super::config::Config;
use super::files::{self, Met};
use crate::report::{FileVerdict, ProposalReport};
use std::collections::BTreeSet;

/// The proposals of a run that were read.
pub(super) struct Seen {
    pub(super) read: BTreeSet<String>,
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
        Seen { read }
    }

    /// Whether it saw every proposal on disk that matters, below the folder of the settings and outside that of the rules.
    pub(super) fn all_on_disk(&self, settings: &Settings, matters: impl Fn(&str) -> bool) -> bool {
        let config = &settings.config;
        let rules = config.below_folder(&settings.rules).map(|rules| format!("{rules}/"));
        files::met_at(config.folder(), config).into_iter().all(|met| match met {
            Met::Proposal(path, _) => {
                let path = path.strip_prefix(config.folder()).map(files::shown).unwrap_or_default();
                let of_rules = rules.as_ref().is_some_and(|rules| path.starts_with(rules));
                of_rules || !matters(&path) || self.read.contains(&path)
            }
            Met::Rules(_) | Met::Trouble(..) | Met::Unknown(_) => true,
        })
    }
}
