//! The comparison for a terminal: what changed of each programme, what that means, then the proposals.

use super::{Aspect, Change, Diff, Example, Fate, ProgramDiff, RuleDiff, Sought, turns, verdicts, words};
use crate::diag::{Bilingual, Lang};
use crate::report::one_line;
use crate::workbench::paper::Paper;

/// So many changes of one thing are listed; a table may have thousands of rows.
const MOST: usize = 30;

/// The whole comparison.
pub fn human(diff: &Diff, lang: Lang, width: usize) -> String {
    let mut paper = Paper::new(lang, width);
    paper.line(&format!("{} → {}", diff.old, diff.new));
    paper.gap();
    if let Some(broken) = words::broken(diff) {
        paper.paragraph(0, &broken);
    }
    paper.paragraph(0, &words::summary(diff));
    for program in diff.programs.iter().filter(|program| program.fate != Fate::Same) {
        of_program(&mut paper, program);
    }
    let mut text = paper.finish();
    text.push_str(&proposals(diff, lang, width));
    text
}

fn of_program(paper: &mut Paper, program: &ProgramDiff) {
    let heading = words::heading(program);
    paper.heading(&heading.en, &heading.ja);
    if matches!(program.fate, Fate::Added | Fate::Removed) {
        let fate = words::fate(program.fate);
        let count = program.rule_counts.0.max(program.rule_counts.1);
        paper.say(2, format!("{}, {count} rules", fate.en), format!("{}（規則{count}件）", fate.ja));
        return;
    }
    for one in &program.whole {
        paper.paragraph(2, &words::whole(one));
        // What shows the change of a rule is not shown twice.
        let shown = |found: &Example| {
            program.rules.iter().flat_map(|rule| &rule.examples).any(|other| other.texts == found.texts)
        };
        match &one.found {
            Sought::Found(found) if !shown(found) => example(paper, &words::example(found), found),
            _ => {}
        }
    }
    for rule in &program.rules {
        of_rule(paper, rule);
    }
    for entry in &program.entries {
        paper.paragraph(2, &words::headed(entry, &words::effect(entry)));
        changes(paper, &entry.changes);
    }
}

fn of_rule(paper: &mut Paper, rule: &RuleDiff) {
    paper.paragraph(2, &words::headed(&rule.entry, &words::meaning(rule)));
    let listed: Vec<Change> = rule
        .entry
        .changes
        .iter()
        .filter(|change| !matches!(change.aspect, Aspect::Requirement | Aspect::Whole))
        .cloned()
        .collect();
    changes(paper, &listed);
    if let Some(open) = words::open(rule) {
        paper.item(4, &open);
    }
    if let Some((old, new)) = &rule.says {
        for (lines, en, ja) in [(old, "before:", "変更前："), (new, "after:", "変更後：")] {
            if lines.is_empty() {
                continue;
            }
            paper.say(4, en, ja);
            for line in lines {
                paper.paragraph(line.depth.saturating_mul(2).saturating_add(6), &line.text);
            }
        }
    }
    rule.examples.iter().for_each(|one| example(paper, &words::example(one), one));
}

/// A proposal that shows something, and why it does not hold.
fn example(paper: &mut Paper, head: &Bilingual, example: &Example) {
    paper.paragraph(4, head);
    example.because.iter().for_each(|why| paper.item(6, why));
    for text in &example.texts {
        text.lines().for_each(|row| paper.drawn(8, &one_line(row)));
    }
}

fn changes(paper: &mut Paper, changes: &[Change]) {
    for change in changes.iter().take(MOST) {
        paper.item(4, &words::change(change));
    }
    let rest = changes.len().saturating_sub(MOST);
    if rest > 0 {
        paper.say(4, format!("and {rest} more"), format!("ほか{rest}件"));
    }
}

/// The proposals, by what they have in common.
fn proposals(diff: &Diff, lang: Lang, width: usize) -> String {
    if diff.proposals.is_empty() {
        return String::new();
    }
    let mut paper = Paper::new(lang, width);
    let summary = words::proposals(diff);
    paper.paragraph(0, &summary);
    for (old, new, count) in verdicts(&diff.proposals) {
        let (old, new) = (words::verdict(old), words::verdict(new));
        paper.say(
            2,
            format!("{} → {}: {count}", old.en, new.en),
            format!("{} → {}：{count}件", old.ja, new.ja),
        );
    }
    for turn in turns(&diff.proposals) {
        paper.gap();
        let (title, how) = (words::rule_title(turn.rule), words::turn(turn.rule));
        paper.say(
            2,
            format!("{} ({}): {}", title.en, turn.rule.rule, how.en),
            format!("{}（{}）：{}", title.ja, turn.rule.rule, how.ja),
        );
        for (proposal, rule) in turn.of.iter().take(MOST) {
            let name = words::document(proposal, lang);
            let places = words::places(rule);
            if places.is_empty() {
                paper.item(4, &Bilingual::same(name.clone()));
            }
            for place in places {
                paper.item(
                    4,
                    &Bilingual::new(format!("{name}: {}", place.en), format!("{name}：{}", place.ja)),
                );
            }
        }
        let rest = turn.of.len().saturating_sub(MOST);
        if rest > 0 {
            paper.say(4, format!("and {rest} more"), format!("ほか{rest}件"));
        }
    }
    for across in &diff.across {
        paper.gap();
        paper.say(
            0,
            format!("across the proposals of {}", across.program),
            format!("{} の申請全体", across.program),
        );
        for rule in &across.rules {
            let (title, how) = (words::rule_title(rule), words::turn(rule));
            paper.say(
                2,
                format!("{} ({}): {}", title.en, rule.rule, how.en),
                format!("{}（{}）：{}", title.ja, rule.rule, how.ja),
            );
            words::places(rule).iter().for_each(|place| paper.item(4, place));
        }
    }
    format!("\n{}", paper.finish())
}
