//! `markdown`: the comparison as a comment on a pull request. A table first, the details folded below it; bounded, and
//! nothing of what is quoted acts in it.

use super::{
    Aspect, Change, Diff, Entry, Example, Fate, Line, OutcomeDiff, ProgramDiff, RuleDiff, Sought, turns,
    verdicts, words,
};
use crate::diag::{Bilingual, Lang};
use crate::report::{markdown_code as code, markdown_html as html, markdown_prose as prose, one_line};

/// Kept free for what is said about the rest.
const RESERVE: usize = 400;
/// So many changes of one thing stand in its row of the table; the others stand below.
const IN_A_ROW: usize = 3;
/// So many changes of one thing are listed below.
const MOST: usize = 60;
/// What a rule requires stands below where it is longer, before and after.
const LONGEST: usize = 120;
/// So many rows a table has.
const MOST_ROWS: usize = 200;

/// The comparison, of at most so many characters.
pub fn markdown(diff: &Diff, lang: Lang, limit: usize) -> String {
    let mut page = Page { text: String::new(), left: limit.saturating_sub(RESERVE), left_out: 0, lang };
    let heading = Bilingual::new("## What this change of the rules means\n\n", "## 規則の変更の内容\n\n");
    page.push(heading.get(lang));
    page.push(&format!("{} → {}\n\n", code(&diff.old), code(&diff.new)));
    if let Some(broken) = words::broken(diff) {
        page.push(&format!("**{}**\n\n", prose(&first_upper(broken.get(lang)))));
    }
    page.push(&format!("{}\n\n", prose(&first_upper(words::summary(diff).get(lang)))));
    changes(&mut page, diff);
    details(&mut page, diff);
    proposals(&mut page, diff);
    let rest = page.left_out;
    if rest > 0 {
        let text = Bilingual::new(
            format!("\n{rest} more parts are not shown here; `kisoku diff` lists them all.\n"),
            format!("\nほか{rest}件は省略しました。`kisoku diff` ですべて表示できます。\n"),
        );
        page.text.push_str(text.get(lang));
    }
    page.text
}

struct Page {
    text: String,
    /// So many characters more.
    left: usize,
    /// So many parts had no room.
    left_out: usize,
    lang: Lang,
}

impl Page {
    /// Adds a text if there is room for all of it.
    fn push(&mut self, text: &str) {
        let length = text.chars().count();
        if length <= self.left {
            self.text.push_str(text);
            self.left = self.left.saturating_sub(length);
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }

    fn say(&mut self, en: &str, ja: &str) {
        let text = Bilingual::new(en, ja);
        self.push(text.get(self.lang));
    }

    /// The rows of a table, as many as a table has.
    fn rows(&mut self, rows: Vec<String>) {
        let rest = rows.len().saturating_sub(MOST_ROWS);
        self.left_out = self.left_out.saturating_add(rest);
        rows.iter().take(MOST_ROWS).for_each(|row| self.push(row));
        self.push("\n");
    }
}

fn first_upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What can change what comes of a proposal first, then what is only read otherwise.
fn changes(page: &mut Page, diff: &Diff) {
    if diff.is_empty() {
        return;
    }
    let lang = page.lang;
    let several = diff.programs.iter().filter(|program| program.fate != Fate::Same).count() > 1;
    let mut rows: Vec<(bool, String)> = Vec::new();
    for program in &diff.programs {
        let of = if several { format!("<br>{}", code(&program.id)) } else { String::new() };
        if matches!(program.fate, Fate::Added | Fate::Removed) {
            rows.push((true, whole_program(program, lang)));
        }
        for rule in &program.rules {
            let effect = words::meaning(rule);
            let effect = prose(effect.get(lang));
            let effect = if rule.matters() { format!("**{effect}**") } else { effect };
            rows.push((rule.matters(), row(&rule.entry, &of, &effect, lang)));
        }
        for entry in &program.entries {
            let effect = prose(words::effect(entry).get(lang));
            let told = words::direction_of(entry).is_some();
            let effect = if told { format!("**{effect}**") } else { effect };
            rows.push((entry.matters(), row(entry, &of, &effect, lang)));
        }
    }
    rows.sort_by_key(|(matters, _)| !matters);
    page.say("| what | change | effect |\n|---|---|---|\n", "| 対象 | 変更 | 影響 |\n|---|---|---|\n");
    page.rows(rows.into_iter().map(|(_, row)| row).collect());
}

fn whole_program(program: &ProgramDiff, lang: Lang) -> String {
    let fate = words::fate(program.fate);
    let count = program.rule_counts.0.max(program.rule_counts.1);
    let rules = Bilingual::new(format!("{count} rules"), format!("規則{count}件"));
    format!(
        "| {} | {} | **{}** |\n",
        prose(words::heading(program).get(lang)),
        rules.get(lang),
        prose(fate.get(lang))
    )
}

fn row(entry: &Entry, of: &str, effect: &str, lang: Lang) -> String {
    let said = |change: &Change| {
        let words = words::change(change);
        let words = words.get(lang);
        let long = words.chars().count() > LONGEST && change.aspect == Aspect::Requirement;
        let below =
            Bilingual::new("what it requires is said otherwise (below)", "求めることの記述を変更（下記）");
        prose(if long { below.get(lang) } else { words })
    };
    let mut said: Vec<String> = entry.changes.iter().map(said).collect();
    if let Some(was) = &entry.was {
        let text = Bilingual::new(format!("renamed from {}", code(was)), format!("旧名 {}", code(was)));
        said.insert(0, text.get(lang).to_owned());
    }
    let rest = said.len().saturating_sub(IN_A_ROW);
    said.truncate(IN_A_ROW);
    if rest > 0 {
        said.push(
            Bilingual::new(format!("and {rest} more (below)"), format!("ほか{rest}件（下記）"))
                .get(lang)
                .to_owned(),
        );
    }
    format!(
        "| {}{}{}{of} | {} | {effect} |\n",
        words::kind(entry.kind).get(lang),
        if lang == Lang::En { ": " } else { "：" },
        prose(words::called(entry).get(lang)),
        said.join("<br>"),
    )
}

/// How verdicts turned in a table, the proposals of each rule folded below it.
fn proposals(page: &mut Page, diff: &Diff) {
    if diff.proposals.is_empty() {
        return;
    }
    let lang = page.lang;
    page.push(&format!("{}\n\n", prose(&first_upper(words::proposals(diff).get(lang)))));
    let turned = verdicts(&diff.proposals);
    if !turned.is_empty() {
        page.say(
            "| before | after | proposals |\n|---|---|--:|\n",
            "| 変更前 | 変更後 | 申請 |\n|---|---|--:|\n",
        );
        let row = |(old, new, count): &(_, _, usize)| {
            let (old, new) = (words::verdict(*old), words::verdict(*new));
            format!("| {} | **{}** | {count} |\n", old.get(lang), new.get(lang))
        };
        page.rows(turned.iter().map(row).collect());
    }
    for turn in turns(&diff.proposals) {
        let count = turn.of.len();
        let heading = Bilingual::new(
            format!(
                "{}: {} ({count} {})",
                words::rule_title(turn.rule).en,
                words::turn(turn.rule).en,
                if count == 1 { "proposal" } else { "proposals" }
            ),
            format!("{}：{}（申請{count}件）", words::rule_title(turn.rule).ja, words::turn(turn.rule).ja),
        );
        let mut text = String::new();
        for (proposal, rule) in turn.of.iter().take(MOST) {
            let places: Vec<String> =
                words::places(rule).iter().map(|place| prose(place.get(lang))).collect();
            let name = code(&words::document(proposal, lang));
            let colon = if places.is_empty() {
                ""
            } else if lang == Lang::En {
                ": "
            } else {
                "："
            };
            text.push_str(&format!("- {name}{colon}{}\n", places.join("<br>")));
        }
        let rest = count.saturating_sub(MOST);
        if rest > 0 {
            text.push_str(
                Bilingual::new(format!("- and {rest} more\n"), format!("- ほか{rest}件\n")).get(lang),
            );
        }
        text.push_str(&format!("\n{}\n", code(&turn.rule.rule)));
        page.push(&folded(&html(heading.get(lang)), &text));
    }
    for across in &diff.across {
        let mut text = String::new();
        across.rules.iter().for_each(|rule| text.push_str(&outcome(rule, lang)));
        let heading = Bilingual::new("Across the proposals of ", "申請全体：");
        page.push(&folded(&format!("{}{}", heading.get(lang), code(&across.program)), &text));
    }
}

/// The rules one by one, and what had no room in the table.
fn details(page: &mut Page, diff: &Diff) {
    let lang = page.lang;
    for program in &diff.programs {
        for one in &program.whole {
            let heading = first_upper(words::whole(one).get(lang));
            page.push(&match &one.found {
                Sought::Found(found) => {
                    folded(&html(&heading), &example(words::example(found).get(lang), found, lang))
                }
                Sought::None | Sought::Unknown(_) => format!("{}\n\n", prose(&heading)),
            });
        }
        for rule in &program.rules {
            page.push(&of_rule(rule, lang));
        }
        let long = program.entries.iter().filter(|entry| entry.changes.len() > IN_A_ROW);
        for entry in long {
            let heading = words::headed(entry, &words::effect(entry));
            page.push(&folded(&html(heading.get(lang)), &listed(&entry.changes, lang)));
        }
    }
}

fn folded(summary: &str, body: &str) -> String {
    format!("<details>\n<summary>{summary}</summary>\n\n{}\n\n</details>\n\n", body.trim_end())
}

fn listed(changes: &[Change], lang: Lang) -> String {
    let mut out = String::new();
    for change in changes.iter().take(MOST) {
        out.push_str(&format!("- {}\n", prose(words::change(change).get(lang))));
    }
    let rest = changes.len().saturating_sub(MOST);
    if rest > 0 {
        out.push_str(Bilingual::new(format!("- and {rest} more\n"), format!("- ほか{rest}件\n")).get(lang));
    }
    out
}

fn of_rule(rule: &RuleDiff, lang: Lang) -> String {
    let mut text = String::new();
    let changes: Vec<Change> = rule
        .entry
        .changes
        .iter()
        .filter(|change| !matches!(change.aspect, Aspect::Requirement | Aspect::Whole))
        .cloned()
        .collect();
    if !changes.is_empty() {
        text.push_str(&listed(&changes, lang));
        text.push('\n');
    }
    if let Some((old, new)) = &rule.says {
        for (lines, en, ja) in [(old, "Before:", "変更前："), (new, "After:", "変更後：")] {
            if !lines.is_empty() {
                text.push_str(&format!("{}\n\n{}\n", Bilingual::new(en, ja).get(lang), says(lines, lang)));
            }
        }
    }
    if let Some(open) = words::open(rule) {
        text.push_str(&format!("{}\n\n", prose(&first_upper(open.get(lang)))));
    }
    for one in &rule.examples {
        text.push_str(&example(words::example(one).get(lang), one, lang));
    }
    let at = &rule.entry.at;
    text.push_str(&format!("{}\n", code(&format!("{}:{}", at.file, at.line))));
    let heading = words::headed(&rule.entry, &words::meaning(rule));
    folded(&html(heading.get(lang)), &text)
}

/// A proposal that shows something, why it does not hold, and its text in a fence that nothing in it can close.
fn example(head: &str, example: &Example, lang: Lang) -> String {
    let mut out = format!("{}\n\n", prose(&first_upper(head)));
    for why in &example.because {
        out.push_str(&format!("- {}\n", prose(why.get(lang))));
    }
    for text in &example.texts {
        let fence = "`".repeat(longest_run(text).saturating_add(1).max(3));
        let lines: String = text.lines().map(|row| format!("{}\n", one_line(row))).collect();
        out.push_str(&format!("\n{fence}yaml\n{lines}{fence}\n"));
    }
    out.push('\n');
    out
}

/// The longest run of backticks in a text.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn says(lines: &[Line], lang: Lang) -> String {
    let line = |line: &Line| format!("{}- {}\n", "  ".repeat(line.depth), prose(line.text.get(lang)));
    lines.iter().map(line).collect()
}

fn outcome(rule: &OutcomeDiff, lang: Lang) -> String {
    let mut out = format!(
        "- {} ({}): **{}**\n",
        prose(words::rule_title(rule).get(lang)),
        code(&rule.rule),
        prose(words::turn(rule).get(lang))
    );
    for place in words::places(rule) {
        out.push_str(&format!("  - {}\n", prose(place.get(lang))));
    }
    out
}
