//! `short`: one line a change, for scripts and for `grep`.

use super::{Diff, Fate, words};
use crate::diag::Lang;
use crate::report::one_line;

/// `PROGRAM: what became of what: what of it changed`, a line for each change; then a line for each proposal that
/// comes out otherwise.
pub fn short(diff: &Diff, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&one_line(&text));
        out.push('\n');
    };
    for program in &diff.programs {
        if matches!(program.fate, Fate::Added | Fate::Removed) {
            line(format!("{}: {}", program.id, words::fate(program.fate).get(lang)));
        }
        for entry in &program.entries {
            let head = words::headed(entry, &words::effect(entry));
            let changes: Vec<String> =
                entry.changes.iter().map(|one| words::change(one).get(lang).to_owned()).collect();
            line(format!("{}: {}: {}", program.id, head.get(lang), changes.join("; ")));
        }
        for rule in &program.rules {
            let changes: Vec<String> =
                rule.entry.changes.iter().map(|one| words::change(one).get(lang).to_owned()).collect();
            let meaning = words::meaning(rule);
            let changes: Vec<String> =
                changes.into_iter().chain(words::open(rule).map(|open| open.get(lang).to_owned())).collect();
            let called = words::called(&rule.entry);
            let said = if changes.is_empty() { String::new() } else { format!(": {}", changes.join("; ")) };
            line(format!("{}: {} [{}]{said}", program.id, called.get(lang), meaning.get(lang)));
        }
    }
    for proposal in diff.proposals.iter().filter(|proposal| !proposal.is_same()) {
        let rules: Vec<String> = proposal.rules.iter().map(|rule| rule.rule.clone()).collect();
        line(format!(
            "{}: {} → {}: {}",
            words::document(proposal, lang),
            words::verdict(proposal.old).get(lang),
            words::verdict(proposal.new).get(lang),
            rules.join(", "),
        ));
    }
    out
}
