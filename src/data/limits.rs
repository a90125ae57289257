//! How much of a file is read at most. In: nothing. Out: constants; each has a diagnostic that names it.
//!
//! Every limit is far above what a person writes into a proposal, and low enough that a hostile file costs little
//! time and memory.

use super::read::Format;

/// The largest file that is read, in bytes: 64 MiB. A proposal of 50 000 participants has 11 MB.
pub const MAX_FILE_BYTES: usize = 64 << 20;

/// The largest TOML file, in bytes: 4 MiB. The TOML reader needs about a hundred times its input in memory.
pub const MAX_TOML_BYTES: usize = 4 << 20;

/// The largest NDJSON file, in bytes: 1 GiB. It is many proposals; each line is held to [`MAX_FILE_BYTES`].
pub const MAX_NDJSON_BYTES: usize = 1 << 30;

/// The deepest nesting of lists and maps. The deepest proposal of a shipped pack has five levels.
pub const MAX_DEPTH: usize = 64;

/// The most keys and values in one document. A file of 11 MB has half a million.
pub const MAX_NODES: usize = 5_000_000;

/// The longest single value or key, in bytes: 1 MiB, some hundred pages of text.
pub const MAX_SCALAR_BYTES: usize = 1 << 20;

/// The largest file of a format, in bytes.
pub fn max_bytes(format: Format) -> usize {
    match format {
        Format::Yaml | Format::Json | Format::Csv => MAX_FILE_BYTES,
        Format::Toml => MAX_TOML_BYTES,
        Format::Ndjson => MAX_NDJSON_BYTES,
    }
}
