//! Coverage as a table for people: a line for each rule, and below it a line for each part that is not shown in full.

use super::goals::{Coverage, Goal, OwnerCoverage};
use super::rows::Row;
use crate::check::typed::Pack;
use crate::diag::{Bilingual, Lang};
use crate::plan::Owner;
use crate::report::one_line;
use crate::suite::mutate::percent;
use crate::suite::rows::Printed;
use textwrap::core::display_width;

/// The columns of marks.
const COLUMNS: [(&str, &str); 6] =
    [("holds", "成立"), ("fails", "不成立"), ("open", "未判定"), ("-1", "-1"), ("at", "境界"), ("+1", "+1")];

/// The table of a pack, and its share in one line. `full` lists every part.
pub fn human(coverage: &Coverage, pack: &Pack, lang: Lang, full: bool) -> String {
    let lines: Vec<Line> = coverage.owners.iter().flat_map(|owner| lines(owner, pack, lang, full)).collect();
    let head: Vec<&str> = COLUMNS.iter().map(|(en, ja)| if lang == Lang::En { *en } else { *ja }).collect();
    let first = lines.iter().map(|line| display_width(&line.name)).max().unwrap_or(0);
    let widths: Vec<usize> = head.iter().map(|word| display_width(word).max(3)).collect();
    let mut out = String::new();
    let title = one_line(&coverage.id);
    row(&mut out, &title, first.max(display_width(&title)), &head, &widths, "");
    for line in &lines {
        let marks: Vec<&str> = line.marks.to_vec();
        row(&mut out, &line.name, first.max(display_width(&title)), &marks, &widths, &line.share);
    }
    let (reached, asked) = (coverage.reached(), coverage.asked());
    let share = percent(reached, asked);
    out.push_str(&match lang {
        Lang::En => format!("{}: {reached} of {asked} shown by a test ({share}%)\n", coverage.id),
        Lang::Ja => format!("{}：{asked} 項目中 {reached} 項目をテストで確認（{share}%）\n", coverage.id),
    });
    out
}

struct Line {
    name: String,
    marks: [&'static str; 6],
    share: String,
}

fn row(out: &mut String, name: &str, first: usize, cells: &[&str], widths: &[usize], share: &str) {
    pad(out, name, first);
    for (cell, width) in cells.iter().zip(widths) {
        out.push_str("  ");
        pad(out, cell, *width);
    }
    if !share.is_empty() {
        out.push_str("  ");
        out.push_str(share);
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out.push('\n');
}

fn pad(out: &mut String, text: &str, width: usize) {
    out.push_str(text);
    for _ in display_width(text)..width {
        out.push(' ');
    }
}

fn lines(owner: &OwnerCoverage, pack: &Pack, lang: Lang, full: bool) -> Vec<Line> {
    let (reached, asked) = (owner.reached(), owner.asked());
    let mut out = vec![Line {
        name: one_line(&owner_name(pack, owner.owner, lang)),
        marks: [""; 6],
        share: format!("{:>3}% ({reached}/{asked})", percent(reached, asked)),
    }];
    for one in &owner.conditions {
        if full || one.shown.reached() < one.shown.asked() {
            let [a, b, c] = marks(one.shown);
            out.push(Line {
                name: format!("  {}", one.condition.part),
                marks: [a, b, c, "", "", ""],
                share: String::new(),
            });
        }
    }
    for one in &owner.bounds {
        if full || one.shown.reached() < one.shown.asked() {
            let [a, b, c] = marks(one.shown);
            let name = format!("  {}: {}", one.part, one.bound.comparator.words());
            out.push(Line { name, marks: ["", "", "", a, b, c], share: String::new() });
        }
    }
    out
}

/// `yes`, a gap, or nothing where nothing is asked.
fn marks(shown: super::goals::Shown) -> [&'static str; 3] {
    let mut out = [""; 3];
    for ((mark, asked), seen) in out.iter_mut().zip(shown.asked).zip(shown.seen) {
        *mark = match (asked, seen) {
            (false, _) => "·",
            (true, true) => "✓",
            (true, false) => "—",
        };
    }
    out
}

/// What a rule, a judgement or a derived value is called.
pub(super) fn owner_name(pack: &Pack, owner: Owner, lang: Lang) -> String {
    match (owner, lang) {
        (Owner::Rule(id), _) => pack.rules.get(id.0 as usize).map_or("", |one| one.name.as_str()).to_owned(),
        (Owner::Judgement(id), _) => {
            pack.judgements.get(id.0 as usize).map_or("", |one| one.name.as_str()).to_owned()
        }
        (Owner::Define(id), _) => {
            pack.defines.get(id.0 as usize).map_or("", |one| one.name.as_str()).to_owned()
        }
    }
}

/// What falls short, and the tests to add.
pub fn missing(rule: &str, rows: &[Row], lang: Lang) -> String {
    let mut out = String::new();
    let mut printed = Printed::default();
    for row in rows {
        let words = row.goal.words();
        let kind = goal_note(row.goal, lang);
        match lang {
            Lang::En => out.push_str(&format!("{rule}, {}: no test shows `{}`{kind}\n", row.part, words.en)),
            Lang::Ja => out
                .push_str(&format!("{rule}、{}：「{}」を示すテストがありません{kind}\n", row.part, words.ja)),
        }
        match &row.example {
            Some(example) => {
                let words = Bilingual::new("this test would show it:", "次のテストを加えてください：");
                printed.add(example, &words, lang, &mut out);
            }
            None => out.push_str(match lang {
                Lang::En => "  no proposal was found that shows it\n",
                Lang::Ja => "  これを示す申請は見つかりませんでした\n",
            }),
        }
    }
    out
}

fn goal_note(goal: Goal, lang: Lang) -> &'static str {
    match (goal, lang) {
        (Goal::Undetermined, Lang::En) => " (leave a value out)",
        (Goal::Undetermined, Lang::Ja) => "（値を未記入にする）",
        _ => "",
    }
}
