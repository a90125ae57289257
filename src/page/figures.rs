//! Bars: an amount beside its bounds, and an amount with its part.

use crate::value::Num;
use maud::{Markup, html};

/// The width of a bar's room, and how far up its scale reaches.
const WIDTH: i32 = 640;
const HEIGHT: i32 = 30;

/// An amount beside its bounds.
#[derive(Clone, Debug)]
pub struct Bullet<'n> {
    /// How much it is.
    pub value: &'n Num,
    /// The bounds: where, and whether more is asked for and not less.
    pub limits: Vec<(&'n Num, bool)>,
    /// Whether all bounds are met.
    pub holds: bool,
}

/// How far an amount reaches on a scale, in pixels; nothing of what lies beyond either end.
fn reach(value: &Num, most: &Num) -> i32 {
    let share = value.mul(&Num::Int(i128::from(WIDTH))).div(most).and_then(|share| share.floor().to_i128());
    i32::try_from(share.unwrap_or(0).clamp(0, i128::from(WIDTH))).unwrap_or(0)
}

/// Draws a bullet chart; `id` is the id of what says the same in words.
pub fn bullet(of: &Bullet<'_>, id: &str) -> Markup {
    let all = std::iter::once(of.value).chain(of.limits.iter().map(|(limit, _)| *limit));
    let most = all.max().cloned().unwrap_or(Num::Int(1));
    // Some room beyond the greatest one, so that a bound at the end is seen as one.
    let most = most.mul(&Num::Int(5)).div(&Num::Int(4)).filter(|most| !most.is_zero()).unwrap_or(Num::Int(1));
    let x = |value: &Num| reach(value, &most);
    let low = of.limits.iter().filter(|(_, lower)| *lower).map(|(limit, _)| x(limit)).max().unwrap_or(0);
    let high =
        of.limits.iter().filter(|(_, lower)| !*lower).map(|(limit, _)| x(limit)).min().unwrap_or(WIDTH);
    html! {
        svg.bullet viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } width=(WIDTH) height=(HEIGHT) role="img" aria-labelledby=(id) {
            rect.out x="0" y="5" width=(WIDTH) height="20" {}
            rect.in x=(low) y="5" width=(high.saturating_sub(low).max(0)) height="20" {}
            rect class=(if of.holds { "value met" } else { "value unmet" }) x="0" y="11" width=(x(of.value).max(2)) height="8" {}
            @for (limit, _) in &of.limits {
                rect.tick x=(x(limit).saturating_sub(1).max(0)) y="1" width="3" height="28" {}
            }
        }
    }
}

/// Draws an amount with its part, on a scale that reaches up to `most`.
pub fn stack(amount: &Num, part: Option<&Num>, most: &Num, id: &str) -> Markup {
    let whole = reach(amount, most);
    let part = part.map(|part| reach(part, most));
    html! {
        svg.stack viewBox={ "0 0 " (WIDTH) " 18" } width=(WIDTH) height="18" role="img" aria-labelledby=(id) {
            rect.whole x="0" y="2" width=(whole.max(1)) height="14" {}
            @if let Some(part) = part { rect.part x="0" y="2" width=(part.max(1)) height="14" {} }
        }
    }
}
