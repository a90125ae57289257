//! How much of a file is read at most. In: nothing, or what `kisoku.toml` says. Out: [`Limits`]; each has a diagnostic
//! that names it.
//!
//! Every limit is far above what a person writes into a proposal, and low enough that a hostile file costs little
//! time and memory.

use super::read::Format;

/// How much of a file is read, and how many findings on it are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest YAML, JSON or CSV file and the longest line of NDJSON, in bytes.
    pub file_bytes: usize,
    /// The largest TOML file, in bytes. The TOML reader needs about a hundred times its input in memory.
    pub toml_bytes: usize,
    /// The largest NDJSON file, in bytes. It is many proposals; each line is held to `file_bytes`.
    pub ndjson_bytes: usize,
    /// The deepest nesting of lists and maps; never more than [`Limits::DEEPEST`].
    pub depth: usize,
    /// The most keys and values in one document.
    pub nodes: usize,
    /// The longest single value or key, in bytes.
    pub text_bytes: usize,
    /// The most values read of one proposal, those that stand behind aliases counted each time.
    pub values: u32,
    /// The most findings told on the shape of one proposal, and of each rule on it.
    pub findings: usize,
}

impl Limits {
    /// What is read where nothing else is said.
    ///
    /// A proposal of 50,000 participants has 11 MB and half a million keys and values; the deepest proposal of a
    /// shipped pack has five levels; 1 MiB is some hundred pages of text; nobody reads a thousand findings.
    pub const DEFAULT: Limits = Limits {
        file_bytes: 64 << 20,
        toml_bytes: 4 << 20,
        ndjson_bytes: 1 << 30,
        depth: 64,
        nodes: 5_000_000,
        text_bytes: 1 << 20,
        values: 1_000_000,
        findings: 1_000,
    };

    /// The deepest nesting that can be asked for: what decodes lists in lists calls itself so deep.
    pub const DEEPEST: usize = 64;

    /// The largest file of a format, in bytes.
    pub fn bytes(&self, format: Format) -> usize {
        self.named(format).1
    }

    /// The same with the name of the limit.
    pub fn named(&self, format: Format) -> (&'static str, usize) {
        match format {
            Format::Yaml | Format::Json | Format::Csv => ("file_bytes", self.file_bytes),
            Format::Toml => ("toml_bytes", self.toml_bytes),
            Format::Ndjson => ("ndjson_bytes", self.ndjson_bytes),
        }
    }

    /// The deepest nesting, as decoding counts it.
    pub(super) fn levels(&self) -> u32 {
        u32::try_from(self.depth.min(Limits::DEEPEST)).unwrap_or(u32::MAX)
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::DEFAULT
    }
}
