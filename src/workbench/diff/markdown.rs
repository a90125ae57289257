//! `markdown`: the comparison as a comment on a pull request. A table first, the details folded below it; bounded, and
//! nothing of what is quoted acts in it.

use super::{Aspect, Change, Diff, Entry, Fate, Line, OutcomeDiff, ProgramDiff, ProposalDiff, RuleDiff, words};
use crate::diag::{Bilingual, Lang};
use crate::report::{markdown_code as code, markdown_html as html, markdown_prose as prose};

/// Kept free for what is said about the rest.
const RESERVE: usize = 400;
/// So many changes of one thing stand in its row of the table; the others stand below.
const IN_A_ROW: usize = 3;
/// So many changes of one thing are listed below.
const MOST: usize = 60;
/// So many rows a table has.
const MOST_ROWS: usize = 200;

/// The comparison, of at most so many characters.
pub fn markdown(diff: &Diff, lang: Lang, limit: usize) -> String {
    let mut page = Page { text: String::new(), left: limit.saturating_sub(RESERVE), left_out: 0, lang };
    let heading = Bilingual::new("## What this change of the rules means\n\n", "## 規則の変更の内容\n\n");
    page.push(heading.get(lang));
    page.push(&format!("{} → {}\n\n", code(&diff.old), code(&diff.new)));
    page.push(&format!("{}\n\n", prose(&first_upper(words::summary(diff).get(lang)))));
    if let Some(broken) = words::broken(diff) {
        page.push(&format!("**{}**\n\n", prose(&first_upper(broken.get(lang)))));
    }
    changes(&mut page, diff);
    proposals(&mut page, diff);
    details(&mut page, diff);
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
            let effect = match rule.matters() {
                true => format!("**{}**", prose(effect.get(lang))),
                false => wording(rule, lang),
            };
            rows.push((rule.matters(), row(&rule.entry, &of, &effect, lang)));
        }
        for entry in &program.entries {
            let effect = if entry.matters() { effect_of(entry, lang) } else { only_words(lang) };
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

fn only_words(lang: Lang) -> String {
    Bilingual::new("wording only", "文言のみ").get(lang).to_owned()
}

/// Of a rule that asks for the same: whether it was put otherwise, or only its words changed.
fn wording(rule: &RuleDiff, lang: Lang) -> String {
    let put_otherwise = rule.entry.changes.iter().any(|change| change.aspect == Aspect::Requirement);
    if put_otherwise {
        return Bilingual::new("none: it asks for the same", "なし（求めることは同じ）").get(lang).to_owned();
    }
    only_words(lang)
}

fn effect_of(entry: &Entry, lang: Lang) -> String {
    let text = match entry.fate {
        Fate::Added | Fate::Removed => words::fate(entry.fate),
        _ => words::fate(Fate::Changed),
    };
    prose(text.get(lang))
}

fn row(entry: &Entry, of: &str, effect: &str, lang: Lang) -> String {
    let mut said: Vec<String> = entry
        .changes
        .iter()
        .filter(|change| change.aspect != Aspect::Requirement)
        .map(|change| prose(words::change(change).get(lang)))
        .collect();
    if entry.changes.iter().any(|change| change.aspect == Aspect::Requirement) {
        let text = Bilingual::new("what it requires is put otherwise (below)", "求めることの書き方を変更（下記）");
        said.insert(0, text.get(lang).to_owned());
    }
    if let Some(was) = &entry.was {
        let text = Bilingual::new(format!("renamed from {}", code(was)), format!("旧名 {}", code(was)));
        said.insert(0, text.get(lang).to_owned());
    }
    let rest = said.len().saturating_sub(IN_A_ROW);
    said.truncate(IN_A_ROW);
    if rest > 0 {
        said.push(Bilingual::new(format!("and {rest} more (below)"), format!("ほか{rest}件（下記）")).get(lang).to_owned());
    }
    format!(
        "| {}: {}{of} | {} | {effect} |\n",
        words::kind(entry.kind).get(lang),
        prose(words::called(entry).get(lang)),
        said.join("<br>"),
    )
}

fn proposals(page: &mut Page, diff: &Diff) {
    if diff.proposals.is_empty() {
        return;
    }
    let lang = page.lang;
    let changed: Vec<&ProposalDiff> = diff.proposals.iter().filter(|one| !one.is_same()).collect();
    let verdicts = diff.proposals.iter().filter(|one| one.old != one.new).count();
    let (all, otherwise) = (diff.proposals.len(), changed.len());
    let text = Bilingual::new(
        format!("{all} proposals were judged by both: {otherwise} come out otherwise, {verdicts} with another verdict.\n\n"),
        format!("申請{all}件を両方で判定：結果が異なるもの{otherwise}件、うち判定が変わるもの{verdicts}件。\n\n"),
    );
    page.push(text.get(lang));
    if changed.is_empty() {
        return;
    }
    page.say(
        "| proposal | before | after | because of |\n|---|---|---|---|\n",
        "| 申請 | 変更前 | 変更後 | 理由となる規則 |\n|---|---|---|---|\n",
    );
    let rows = changed.iter().map(|one| {
        let because: Vec<String> = one.rules.iter().map(|rule| prose(title(rule, lang))).collect();
        let (old, new) = (words::verdict(one.old), words::verdict(one.new));
        let new = if one.old == one.new { new.get(lang).to_owned() } else { format!("**{}**", new.get(lang)) };
        format!(
            "| {} | {} | {new} | {} |\n",
            code(&words::document(one, lang)),
            old.get(lang),
            because.join("<br>")
        )
    });
    page.rows(rows.collect());
}

fn title(rule: &OutcomeDiff, lang: Lang) -> &str {
    let title = rule.title.get(lang);
    if title.is_empty() { &rule.rule } else { title }
}

fn details(page: &mut Page, diff: &Diff) {
    let lang = page.lang;
    for program in &diff.programs {
        for rule in &program.rules {
            page.push(&of_rule(rule, lang));
        }
        let long = program.entries.iter().filter(|entry| entry.changes.len() > IN_A_ROW);
        for entry in long {
            page.push(&folded(&entry_heading(entry, lang), &listed(&entry.changes, lang)));
        }
    }
    for proposal in diff.proposals.iter().filter(|one| !one.rules.is_empty()) {
        let mut text = String::new();
        proposal.rules.iter().for_each(|rule| text.push_str(&outcome(rule, lang)));
        page.push(&folded(&code(&words::document(proposal, lang)), &text));
    }
    for across in &diff.across {
        let mut text = String::new();
        across.rules.iter().for_each(|rule| text.push_str(&outcome(rule, lang)));
        let heading = Bilingual::new("across the proposals of ", "申請全体：");
        page.push(&folded(&format!("{}{}", heading.get(lang), code(&across.program)), &text));
    }
}

fn folded(summary: &str, body: &str) -> String {
    format!("<details>\n<summary>{summary}</summary>\n\n{body}\n</details>\n\n")
}

fn entry_heading(entry: &Entry, lang: Lang) -> String {
    html(words::headed(entry).get(lang))
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
    text.push_str(&listed(&changes, lang));
    if let Some((old, new)) = &rule.says {
        for (lines, en, ja) in [(old, "Before:", "変更前："), (new, "After:", "変更後：")] {
            if !lines.is_empty() {
                text.push_str(&format!("\n{}\n\n{}", Bilingual::new(en, ja).get(lang), says(lines, lang)));
            }
        }
    }
    let at = &rule.entry.at;
    text.push_str(&format!("\n{}\n", code(&format!("{}:{}", at.file, at.line))));
    let heading = format!("{} — {}", entry_heading(&rule.entry, lang), html(words::meaning(rule).get(lang)));
    folded(&heading, &text)
}

fn says(lines: &[Line], lang: Lang) -> String {
    let line = |line: &Line| format!("{}- {}\n", "  ".repeat(line.depth), prose(line.text.get(lang)));
    lines.iter().map(line).collect()
}

fn outcome(rule: &OutcomeDiff, lang: Lang) -> String {
    let (old, new) = (words::outcome(rule.old), words::outcome(rule.new));
    let turn = if old == new {
        new.get(lang).to_owned()
    } else {
        format!("{} → {}", old.get(lang), new.get(lang))
    };
    let mut out = format!("- {} ({}): **{turn}**\n", prose(title(rule, lang)), code(&rule.rule));
    for place in words::places(rule) {
        out.push_str(&format!("  - {}\n", prose(place.get(lang))));
    }
    out
}
