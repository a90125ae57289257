//! `github`: workflow commands, which GitHub Actions shows as annotations beside the lines.
//!
//! GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest in silence. So the gravest come
//! first, and where there are more, the tenth says how many and where they are to be found.

use super::listed::{Listed, list};
use super::model::Report;
use crate::diag::{Bilingual, Lang, Severity};
use crate::text::one_line as line;

/// So many annotations of one kind are shown of one step.
const MOST: usize = 10;

/// What is not settled, a command each.
pub fn github(report: &Report, lang: Lang) -> String {
    let all = list(report);
    let mut out = String::new();
    for weight in [Severity::Error, Severity::Warning, Severity::Advice] {
        let of_weight: Vec<&Listed<'_>> =
            all.iter().filter(|one| one.is_open() && one.weight == weight).collect();
        let shown = if of_weight.len() > MOST { MOST.saturating_sub(1) } else { of_weight.len() };
        for one in of_weight.iter().take(shown) {
            out.push_str(&command(one, lang));
        }
        let left = of_weight.len().saturating_sub(shown);
        if left > 0 {
            out.push_str(&rest(weight, left, lang));
        }
    }
    out
}

fn word(weight: Severity) -> &'static str {
    match weight {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    }
}

fn command(one: &Listed<'_>, lang: Lang) -> String {
    let mut properties = Vec::new();
    if let Some(place) = one.place {
        properties.push(format!("file={}", property(&place.file)));
        properties.push(format!("line={}", place.line));
        // Columns are only shown where all is on one line; GitHub ignores the annotation's lines otherwise.
        if place.line == place.end_line {
            properties.push(format!("endLine={}", place.end_line));
            properties.push(format!("col={}", place.column));
            properties.push(format!("endColumn={}", place.end_column.max(place.column)));
        } else {
            properties.push(format!("endLine={}", place.end_line));
        }
    }
    properties.push(format!("title={}", property(one.id)));
    let mut lines = vec![one.marked_sentence(lang)];
    lines.extend(one.below(lang));
    format!("::{} {}::{}\n", word(one.weight), properties.join(","), data(&lines.join("\n")))
}

fn rest(weight: Severity, left: usize, lang: Lang) -> String {
    let text = match weight {
        Severity::Error => Bilingual::new(
            format!("{left} more errors are in the summary of this step"),
            format!("ほかのエラー{left}件は、このステップのサマリーにあります"),
        ),
        Severity::Warning => Bilingual::new(
            format!("{left} more warnings are in the summary of this step"),
            format!("ほかの警告{left}件は、このステップのサマリーにあります"),
        ),
        Severity::Advice => Bilingual::new(
            format!("{left} more pieces of advice are in the summary of this step"),
            format!("ほかの助言{left}件は、このステップのサマリーにあります"),
        ),
    };
    format!("::{} title=kisoku::{}\n", word(weight), data(text.get(lang)))
}

/// A text behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value before it.
fn property(text: &str) -> String {
    data(&line(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_proposal_ends_a_command_or_a_property() {
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25 ");
        assert_eq!(data("100%\r\n::add-mask::x"), "100%25%0D%0A::add-mask::x");
    }
}
