//! The lines of a baseline as JSON.

use super::KnownFinding;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireEntry {
    file: String,
    document: u32,
    rule: String,
    path: String,
    outcome: String,
    fingerprint: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireHead {
    schema: String,
}

impl WireEntry {
    pub(super) fn of(entry: &KnownFinding) -> Self {
        let KnownFinding { file, document, rule, path, outcome, fingerprint } = entry.clone();
        Self { file, document, rule, path, outcome, fingerprint }
    }

    pub(super) fn line(&self) -> String {
        // Only maps with keys that are no texts and broken `Serialize` impls can fail, and there are none here.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The entry of a line.
pub(super) fn entry(line: &str) -> Option<KnownFinding> {
    let WireEntry { file, document, rule, path, outcome, fingerprint } = serde_json::from_str(line).ok()?;
    Some(KnownFinding { file, document, rule, path, outcome, fingerprint })
}

/// Whether a line says which schema the file has, and it is this one.
pub(super) fn is_head(line: &str, schema: &str) -> bool {
    serde_json::from_str::<WireHead>(line).is_ok_and(|head| head.schema == schema)
}
