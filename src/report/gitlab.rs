//! `gitlab`: a Code Quality report, as GitLab shows it in merge requests.

use super::listed::{Listed, list};
use super::model::Report;
use crate::diag::{Lang, Severity};
use serde::Serialize;

/// One entry.
#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

/// What is not settled, the gravest first: GitLab cuts long lists. What has no place in a file is left out, as
/// GitLab cannot show it.
pub fn gitlab(report: &Report, lang: Lang) -> String {
    let mut open: Vec<Listed<'_>> = list(report).into_iter().filter(Listed::is_open).collect();
    open.sort_by_key(|one| one.weight);
    let entries: Vec<Entry<'_>> = open.iter().filter_map(|one| entry(one, lang)).collect();
    // Only maps with keys that are no texts and broken `Serialize` impls can fail, and there are none here.
    let mut text = serde_json::to_string_pretty(&entries).unwrap_or_default();
    text.push('\n');
    text
}

fn entry<'a>(one: &'a Listed<'a>, lang: Lang) -> Option<Entry<'a>> {
    let place = one.place?;
    let sentence = one.marked_sentence(lang);
    let sentence = one.aside().map_or(sentence.clone(), |aside| aside.behind(&sentence, lang));
    Some(Entry {
        // GitLab does not show the name of the check, so that it stands in the description as well.
        description: format!("{sentence} [{}]", one.id),
        check_name: one.id,
        fingerprint: &one.fingerprint,
        severity: match one.weight {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Advice => "info",
        },
        location: Location {
            path: &place.file,
            positions: Positions {
                begin: Position { line: place.line, column: place.column },
                end: Position { line: place.end_line, column: place.end_column },
            },
        },
    })
}
