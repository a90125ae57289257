//! The keys of the file, as documentation and `--show-settings` list them.

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
    Key { name: "lints", default: "{}" },
];
