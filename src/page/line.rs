//! A number line: which values pass, which fail, and what becomes of the bounds themselves.

use super::words::{say, wrapped};
use crate::diag::Bilingual;
use maud::{Markup, html};

/// A number line.
#[derive(Clone, Debug)]
pub struct NumberLine {
    /// The bounds, ascending: what they are, and whether they themselves lie in.
    pub ticks: Vec<(Bilingual, bool)>,
    /// What lies below the first bound, between each two and above the last one: in or out, and what that is called.
    pub zones: Vec<(Bilingual, bool)>,
}

/// The width of a zone, the height of it all, and where the axis lies.
const ZONE: i32 = 180;
const HEIGHT: i32 = 62;
const AXIS: i32 = 30;
/// The text of a bound is no wider than a zone; that of an only one may reach into both.
const COLUMNS: usize = 26;
const COLUMNS_OF_ONE: usize = 50;

/// Draws a line; `id` is the id of what is said of it for those who do not see it.
pub fn number_line(line: &NumberLine, id: &str) -> Markup {
    let x = |at: usize| i32::try_from(at).unwrap_or(0).saturating_mul(ZONE);
    let width = x(line.zones.len());
    html! {
        svg.line viewBox={ "0 0 " (width) " " (HEIGHT) } width=(width) height=(HEIGHT) role="img" aria-labelledby=(id) {
            @for (at, (words, lies_in)) in line.zones.iter().enumerate() {
                @let (from, to) = (x(at), x(at.saturating_add(1)));
                @let class = if *lies_in { "in" } else { "out" };
                path class=(class) d={ "M" (from) " " (AXIS) "H" (to) } {}
                (label(words, from.saturating_add(ZONE >> 1), AXIS.saturating_sub(11), class))
            }
            @for (at, (words, lies_in)) in line.ticks.iter().enumerate() {
                @let middle = x(at.saturating_add(1));
                circle class=(if *lies_in { "in" } else { "out" }) cx=(middle) cy=(AXIS) r="6" {}
                @let columns = if line.ticks.len() == 1 { COLUMNS_OF_ONE } else { COLUMNS };
                @let words = wrapped(words, columns, 1);
                @let words = Bilingual::new(words.en.concat(), words.ja.concat());
                (label(&words, middle, AXIS.saturating_add(25), "value"))
            }
        }
    }
}

fn label(words: &Bilingual, x: i32, y: i32, class: &str) -> Markup {
    html! {
        @if words.en == words.ja {
            text class=(class) x=(x) y=(y) text-anchor="middle" { (say(words)) }
        } @else {
            text class={ (class) " en" } lang="en" x=(x) y=(y) text-anchor="middle" { (super::clean(&words.en)) }
            text class={ (class) " ja" } lang="ja" x=(x) y=(y) text-anchor="middle" { (super::clean(&words.ja)) }
        }
    }
}
