//! The text of a declaration as it stands in its file, its words, quotations and comments set off.

use crate::page::{both, clean};
use crate::syntax::{Highlight, highlight};
use crate::text::source_line;
use crate::workbench::doc::Written;
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
                pre { code { (text(&of.text)) } }
            }
        }
    }
}

fn text(of: &str) -> Markup {
    html! {
        @for (part, kind) in highlight(of) {
            @let shown = part.split('\n').map(source_line).collect::<Vec<_>>().join("\n");
            @match kind {
                Highlight::Word => span.k { (shown) },
                Highlight::Text => span.s { (shown) },
                Highlight::Comment => span.c { (shown) },
                Highlight::Plain => (shown),
            }
        }
    }
}
