//! The report for people: which document each source is, how much of each document is cited, and the counts. What is
//! wrong stands before it, as diagnostics.

use super::model::{Chosen, CiteReport, Coverage, HeadingLines, Status};
use crate::diag::{Bilingual, Lang};
use crate::report::one_line;

/// The report as text, one line a fact.
pub fn human(report: &CiteReport, lang: Lang) -> String {
    let mut lines: Vec<String> = report.sources.iter().filter_map(|source| by_title(source, lang)).collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    for document in &report.documents {
        of_document(document, lang, &mut lines);
        lines.push(String::new());
    }
    lines.push(counts(report).get(lang).to_owned());
    lines.push(String::new());
    // The text of a document goes to the terminal only without what a terminal acts on.
    lines.iter().map(|line| one_line(line)).collect::<Vec<_>>().join("\n")
}

/// Says aloud that a document was chosen by its title.
fn by_title(source: &super::model::SourceUse, lang: Lang) -> Option<String> {
    let (Chosen::ByTitle { found, of }, Some(document)) = (&source.chosen, &source.document) else {
        return None;
    };
    let place = format!("{}:{}", source.at.file, source.at.line);
    let name = &source.name;
    let text = Bilingual::new(
        format!(
            "{place}: `{name}` names no file; taken for `{document}`, where {found} of the {of} words of its title stand"
        ),
        format!(
            "{place}: `{name}` に file がないため、題名 {of} 語のうち {found} 語がある `{document}` とみなしました"
        ),
    );
    Some(text.get(lang).to_owned())
}

fn of_document(document: &Coverage, lang: Lang, lines: &mut Vec<String>) {
    let name = &document.document;
    if document.sources.is_empty() {
        let text = Bilingual::new(
            format!("{name}: no source of these packs"),
            format!("{name}：どの source でもない"),
        );
        lines.push(text.get(lang).to_owned());
        return;
    }
    let cited = document.headings.saturating_sub(document.uncited);
    let (headings, explained, same) = (document.headings, document.explained.len(), document.same.len());
    let text = Bilingual::new(
        format!("{name}: {cited} of {headings} headings cited ({})", document.sources.join(", ")),
        format!("{name}：見出し {headings} のうち {cited} を引用（{}）", document.sources.join("、")),
    );
    lines.push(text.get(lang).to_owned());
    group(
        &document.repeated,
        &Bilingual::new("cited, and there more than once:", "引用され、文書に複数あるもの："),
        lang,
        lines,
    );
    group(
        &document.uncovered,
        &Bilingual::new("cited by nothing:", "どこからも引用されていないもの："),
        lang,
        lines,
    );
    if explained > 0 {
        let text = Bilingual::new(
            format!("  cited by nothing, and named in a README: {explained}"),
            format!("  引用されていないが README に記載のあるもの：{explained}"),
        );
        lines.push(text.get(lang).to_owned());
    }
    if same > 0 {
        let text = Bilingual::new(
            format!("  cited from another document: {same}"),
            format!("  別の文書から引用されているもの：{same}"),
        );
        lines.push(text.get(lang).to_owned());
    }
}

fn group(headings: &[HeadingLines], title: &Bilingual, lang: Lang, lines: &mut Vec<String>) {
    if headings.is_empty() {
        return;
    }
    lines.push(format!("  {}", title.get(lang)));
    for heading in headings {
        let numbers: Vec<String> = heading.lines.iter().map(u32::to_string).collect();
        let parts = match (heading.parts, lang) {
            (0, _) => String::new(),
            (parts, Lang::En) => format!(" (and {parts} below it)"),
            (parts, Lang::Ja) => format!("（ほか下位 {parts}）"),
        };
        lines.push(format!("    {:<6} {}{parts}", numbers.join(", "), heading.text));
    }
}

fn counts(report: &CiteReport) -> Bilingual {
    let all = report.citations.len();
    let found = report.count(Status::Found);
    let (stale, elsewhere) = (report.count(Status::Stale), report.count(Status::Elsewhere));
    let lost = report.count(Status::NoDocument);
    let mut text = Bilingual::new(
        format!("{all} citation{}: {found} found, {stale} stale", if all == 1 { "" } else { "s" }),
        format!("引用 {all} 件：確認 {found} 件、文書にないもの {stale} 件"),
    );
    if elsewhere > 0 {
        text.en.push_str(&format!(", {elsewhere} found in another document"));
        text.ja.push_str(&format!("、別の文書にあるもの {elsewhere} 件"));
    }
    if lost > 0 {
        text.en.push_str(&format!(", {lost} not looked for"));
        text.ja.push_str(&format!("、照合していないもの {lost} 件"));
    }
    text
}
