//! The keys of the file, as documentation and `--show-settings` list them.

use crate::data::limits::Limits;

/// A key.
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What holds where it is absent, as the file would say it.
    pub default: &'static str,
}

/// Every key, in the order of the documentation.
pub const KEYS: &[Key] = &[
    Key { name: "rules", default: "\"rules\"" },
    Key { name: "exclude", default: "[]" },
    Key { name: "programs", default: "{}" },
    Key { name: "as_of", default: "the proposal's own date" },
    Key { name: "drafts", default: "[]" },
    Key { name: "lang", default: "of the locale" },
    Key { name: "format", default: "\"human\"" },
    Key { name: "waivers", default: "waivers.toml in the folder of the rules" },
    Key { name: "lints", default: "{}" },
    Key { name: "limits", default: "{}" },
];

/// A limit of reading.
pub struct LimitKey {
    /// Its name below `[limits]`.
    pub name: &'static str,
    /// Sets it.
    pub set: fn(&mut Limits, u32),
}

/// Every limit, in the order of the documentation.
pub const LIMITS: &[LimitKey] = &[
    LimitKey { name: "file_bytes", set: |limits, most| limits.file_bytes = most as usize },
    LimitKey { name: "toml_bytes", set: |limits, most| limits.toml_bytes = most as usize },
    LimitKey { name: "ndjson_bytes", set: |limits, most| limits.ndjson_bytes = most as usize },
    LimitKey { name: "depth", set: |limits, most| limits.depth = most as usize },
    LimitKey { name: "nodes", set: |limits, most| limits.nodes = most as usize },
    LimitKey { name: "text_bytes", set: |limits, most| limits.text_bytes = most as usize },
    LimitKey { name: "values", set: |limits, most| limits.values = most },
    LimitKey { name: "findings", set: |limits, most| limits.findings = most as usize },
];
