//! `kisoku explain`: the page of a code.

use super::{Settings, args, output};
use crate::diag::{Bilingual, codes};
use crate::text::nearest;
use clap::ArgMatches;
use include_dir::{Dir, include_dir};

/// The pages of all codes, as they stand in `docs/errors`.
static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/errors");

/// Runs the command.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let asked = args::text(matches, "code").unwrap_or_default().trim().to_uppercase();
    let known: Vec<String> = codes::table().iter().map(|row| row.code.to_string()).collect();
    match PAGES.get_file(format!("{asked}.md")).and_then(|page| page.contents_utf8()) {
        Some(page) => {
            output::to_stdout(page);
            0
        }
        None => {
            let near = nearest(&asked, known.iter().map(String::as_str));
            let near = near.or(known.first().map(String::as_str)).unwrap_or_default();
            settings.trouble(&Bilingual::new(
                format!("there is no code `{asked}`; did you mean `{near}`?"),
                format!("コード `{asked}` はありません。`{near}` のことですか"),
            ))
        }
    }
}
