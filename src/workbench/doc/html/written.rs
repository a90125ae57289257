//! The text of a declaration as it stands in its file, its words, quotations and comments set off.

use crate::page::{both, clean};
use crate::syntax::{Highlight, highlight};
use crate::text::source_line;
use crate::workbench::doc::{Shade, Written};
use maud::{Markup, html};

/// A fold with the text.
pub(super) fn written(of: &Written) -> Markup {
    html! {
        details {
            summary {
                (both("As written", "規則の記述")) " "
                span.count { (clean(&of.at.words())) }
            }
            div.source-text tabindex="0" role="group" aria-label=(clean(&of.at.words())) {
                pre { code { (text(of)) } }
            }
        }
    }
}

fn text(of: &Written) -> Markup {
    html! {
        @for (part, kind, shade) in parts(of) {
            @let shown = part.split('\n').map(source_line).collect::<Vec<_>>().join("\n");
            @let kind = match kind {
                Highlight::Word => "k",
                Highlight::Text => "s",
                Highlight::Comment => "c",
                Highlight::Plain => "",
            };
            @let shade = match shade {
                Some(Shade::Full) => " shown-full",
                Some(Shade::Part) => " shown-part",
                Some(Shade::None) => " shown-none",
                None => "",
            };
            @if kind.is_empty() && shade.is_empty() { (shown) } @else { span class={ (kind) (shade) } { (shown) } }
        }
    }
}

/// The text in parts, each of one kind and within the same conditions; the innermost condition gives the shade.
fn parts(of: &Written) -> Vec<(&str, Highlight, Option<Shade>)> {
    let mut out = Vec::new();
    let mut start: usize = 0;
    for (part, kind) in highlight(&of.text) {
        let end = start.saturating_add(part.len());
        let bounds = of.shades.iter().flat_map(|(range, _)| [range.start, range.end]);
        let mut cuts: Vec<usize> =
            bounds.filter(|at| (start..end).contains(at)).chain([start, end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
            let within = of.shades.iter().filter(|(range, _)| range.start <= *from && *to <= range.end);
            let shade = within.min_by_key(|(range, _)| range.len()).map(|(_, shade)| *shade);
            if let Some(text) = of.text.get(*from..*to) {
                out.push((text, kind, shade));
            }
        }
        start = end;
    }
    out
}
