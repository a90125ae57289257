//! A number line as text: zones that pass and fail, closed and open ends, values below.
//!
//! ```text
//!        fails              passes              fails
//!   ─────────────●━━━━━━━━━━━━━━━━━━━━━━●─────────────►
//!           ¥500,000,000         ¥1,000,000,000
//! ```

use super::{BoundRole, NumberLine, Tick};
use crate::diag::{Bilingual, Lang};
use crate::report::one_line;
use textwrap::core::display_width;

/// How lines are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub(super) lang: Lang,
    pub(super) unicode: bool,
    pub(super) color: bool,
    pub(super) width: usize,
}

/// The least width of a zone.
const LEAST: usize = 14;

const GREEN: &str = "\u{1b}[32m";
const RED: &str = "\u{1b}[31m";
const PLAIN: &str = "\u{1b}[0m";

/// What a zone or a bound is said to be.
pub(in crate::workbench) fn zone_words(role: BoundRole, passes: bool) -> Bilingual {
    let (en, ja) = match (role, passes) {
        (BoundRole::Requires, true) => ("passes", "適合"),
        (BoundRole::Requires, false) => ("fails", "不適合"),
        (BoundRole::OtherReading, true) => ("would pass", "適合となる"),
        (BoundRole::OtherReading, false) => ("would fail", "不適合となる"),
        (BoundRole::OnlyWhere, true) => ("applies", "適用"),
        (BoundRole::OnlyWhere, false) => ("does not apply", "適用外"),
        (BoundRole::Except, true) => ("excepted", "適用除外"),
        (BoundRole::Except, false) => ("applies", "適用"),
    };
    Bilingual::new(en, ja)
}

/// The lines of a drawing; nothing where it does not fit.
pub(super) fn draw(line: &NumberLine, pen: Pen) -> Option<Vec<String>> {
    let labels: Vec<String> = line.ticks.iter().map(|tick| one_line(tick.words.get(pen.lang))).collect();
    let zones: Vec<String> =
        line.zones.iter().map(|passes| zone_words(line.role, *passes).get(pen.lang).to_owned()).collect();
    // Each bound stands in a column of its own, so far from its neighbours that no two labels touch.
    let half = |at: usize| labels.get(at).map_or(0, |label| display_width(label).div_ceil(2));
    let least = |zone: usize| {
        zones.get(zone).map_or(LEAST, |words| display_width(words).saturating_add(4)).max(LEAST)
    };
    let mut columns: Vec<usize> = Vec::new();
    for at in 0..labels.len() {
        let before = match columns.last() {
            Some(last) => last.saturating_add(half(at.saturating_sub(1))).saturating_add(2),
            None => 0,
        };
        let from = columns.last().map_or(0, |last| last.saturating_add(1));
        columns.push(before.saturating_add(half(at)).max(from.saturating_add(least(at))));
    }
    let last = columns.last().copied()?;
    let end =
        last.saturating_add(least(labels.len()).max(half(labels.len().saturating_sub(1)))).saturating_add(1);
    if end > pen.width {
        return None;
    }
    Some(vec![
        zone_row(line, &zones, &columns, end, pen),
        axis_row(line, &columns, end, pen),
        label_row(&labels, &columns),
    ])
}

/// The words above the zones, each in the middle of its own.
fn zone_row(line: &NumberLine, zones: &[String], columns: &[usize], end: usize, pen: Pen) -> String {
    let mut out = String::new();
    let mut used: usize = 0;
    for (at, words) in zones.iter().enumerate() {
        let from =
            at.checked_sub(1).and_then(|before| columns.get(before)).map_or(0, |at| at.saturating_add(1));
        let to = columns.get(at).copied().unwrap_or(end);
        let width = display_width(words);
        let start =
            from.saturating_add(to.saturating_sub(from).saturating_sub(width).checked_div(2).unwrap_or(0));
        out.push_str(&" ".repeat(start.saturating_sub(used)));
        let passes = line.zones.get(at).copied().unwrap_or(false);
        out.push_str(&colored(words, passes, pen));
        used = start.max(used).saturating_add(width);
    }
    out
}

fn axis_row(line: &NumberLine, columns: &[usize], end: usize, pen: Pen) -> String {
    let (thin, thick, closed, open, arrow) =
        if pen.unicode { ("─", "━", "●", "○", "►") } else { ("-", "=", "*", "o", ">") };
    let mut out = String::new();
    let mut from = 0;
    for (at, passes) in line.zones.iter().enumerate() {
        let to = columns.get(at).copied().unwrap_or_else(|| end.saturating_sub(1));
        let stroke = if *passes { thick } else { thin };
        out.push_str(&colored(&stroke.repeat(to.saturating_sub(from)), *passes, pen));
        match line.ticks.get(at) {
            Some(Tick { passes, .. }) => {
                out.push_str(&colored(if *passes { closed } else { open }, *passes, pen));
            }
            None => out.push_str(&colored(arrow, *passes, pen)),
        }
        from = to.saturating_add(1);
    }
    out
}

/// The values below the bounds, each in the middle under its own.
fn label_row(labels: &[String], columns: &[usize]) -> String {
    let mut out = String::new();
    let mut used: usize = 0;
    for (label, column) in labels.iter().zip(columns) {
        let width = display_width(label);
        let start = column.saturating_sub(width.checked_div(2).unwrap_or(0));
        out.push_str(&" ".repeat(start.saturating_sub(used)));
        out.push_str(label);
        used = start.max(used).saturating_add(width);
    }
    out
}

fn colored(text: &str, passes: bool, pen: Pen) -> String {
    if !pen.color || text.is_empty() {
        return text.to_owned();
    }
    format!("{}{text}{PLAIN}", if passes { GREEN } else { RED })
}

/// The same in words, where there is no room to draw: each value and each stretch between with what it is.
pub(in crate::workbench) fn in_words(line: &NumberLine) -> Vec<Bilingual> {
    let mut out = Vec::new();
    for (at, passes) in line.zones.iter().enumerate() {
        let below = at.checked_sub(1).and_then(|below| line.ticks.get(below)).map(|tick| &tick.words);
        let above = line.ticks.get(at).map(|tick| &tick.words);
        let words = zone_words(line.role, *passes);
        out.push(match (below, above) {
            (None, Some(above)) => Bilingual::new(
                format!("below {}: {}", above.en, words.en),
                format!("{}未満：{}", above.ja, words.ja),
            ),
            (Some(below), Some(above)) => Bilingual::new(
                format!("between {} and {}: {}", below.en, above.en, words.en),
                format!("{}と{}の間：{}", below.ja, above.ja, words.ja),
            ),
            (Some(below), None) => Bilingual::new(
                format!("above {}: {}", below.en, words.en),
                format!("{}超：{}", below.ja, words.ja),
            ),
            (None, None) => continue,
        });
        if let Some(tick) = line.ticks.get(at) {
            let words = zone_words(line.role, tick.passes);
            out.push(Bilingual::new(
                format!("exactly {}: {}", tick.words.en, words.en),
                format!("{}ちょうど：{}", tick.words.ja, words.ja),
            ));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{NumberLine, Pen, Tick, draw, in_words};
    use crate::diag::{Bilingual, Lang};
    use crate::plan::Unit;
    use crate::report::BoundRole;

    fn line(ticks: &[(&str, &str, bool)], zones: &[bool]) -> NumberLine {
        let tick = |(en, ja, passes): &(&str, &str, bool)| Tick {
            exact: None,
            words: Bilingual::new(*en, *ja),
            passes: *passes,
        };
        NumberLine {
            axis: Bilingual::default(),
            role: BoundRole::Requires,
            alternative: false,
            unit: Unit::Yen,
            from: None,
            to: None,
            ticks: ticks.iter().map(tick).collect(),
            zones: zones.to_vec(),
        }
    }

    fn drawn(line: &NumberLine, lang: Lang, unicode: bool, width: usize) -> Option<String> {
        draw(line, Pen { lang, unicode, color: false, width }).map(|rows| rows.join("\n"))
    }

    #[test]
    fn closed_and_open_ends_in_ascii_and_in_japanese() {
        let band = line(
            &[("¥500,000,000", "5億円", true), ("¥1,000,000,000", "10億円", false)],
            &[false, true, false],
        );
        assert_eq!(
            drawn(&band, Lang::En, false, 80).unwrap(),
            "    fails          passes         fails\n\
             --------------*==============o------------->\n        \
             ¥500,000,000  ¥1,000,000,000"
        );
        assert_eq!(
            drawn(&band, Lang::Ja, true, 80).unwrap(),
            "    不適合          適合          不適合\n\
             ──────────────●━━━━━━━━━━━━━━○─────────────►\n            \
             5億円         10億円"
        );
    }

    #[test]
    fn labels_never_touch_and_what_does_not_fit_is_told() {
        let long = "the largest National expenditure in any year of the main part";
        let two = line(&[(long, long, true), (long, long, true)], &[false, true, false]);
        let text = drawn(&two, Lang::En, true, 200).unwrap();
        assert!(text.lines().last().unwrap().contains(&format!("{long}  ")), "{text}");
        assert_eq!(drawn(&two, Lang::En, true, 80), None);
        let told: Vec<String> = in_words(&two).into_iter().map(|words| words.en).collect();
        assert_eq!(told.len(), 5);
        assert_eq!(told[0], format!("below {long}: fails"));
        assert_eq!(told[1], format!("exactly {long}: passes"));
    }

    #[test]
    fn colour_changes_nothing_else() {
        let band = line(&[("5", "5", true)], &[false, true]);
        let plain = drawn(&band, Lang::En, true, 80).unwrap();
        let pen = Pen { lang: Lang::En, unicode: true, color: true, width: 80 };
        let colored = draw(&band, pen).unwrap().join("\n");
        assert!(colored.contains("\u{1b}[32m") && colored.contains("\u{1b}[31m"));
        let stripped = ["\u{1b}[32m", "\u{1b}[31m", "\u{1b}[0m"]
            .iter()
            .fold(colored, |text, code| text.replace(code, ""));
        assert_eq!(stripped, plain);
    }
}
