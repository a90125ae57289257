//! The comparison for a terminal: what changed of each programme, what that means, then the proposals.

use super::{Aspect, Change, Diff, Fate, ProgramDiff, RuleDiff, words};
use crate::diag::{Bilingual, Lang};
use crate::workbench::grid::grid;
use crate::workbench::paper::Paper;
use crate::report::one_line;

/// So many changes of one thing are listed; a table may have thousands of rows.
const MOST: usize = 30;

/// The whole comparison.
pub fn human(diff: &Diff, lang: Lang, width: usize) -> String {
    let mut paper = Paper::new(lang, width);
    paper.line(&format!("{} → {}", diff.old, diff.new));
    paper.gap();
    let summary = words::summary(diff);
    paper.paragraph(0, &summary);
    if let Some(broken) = words::broken(diff) {
        paper.paragraph(0, &broken);
    }
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
    for rule in &program.rules {
        of_rule(paper, rule);
    }
    for entry in &program.entries {
        paper.paragraph(2, &words::headed(entry));
        changes(paper, &entry.changes);
    }
}

fn of_rule(paper: &mut Paper, rule: &RuleDiff) {
    let head = words::headed(&rule.entry);
    let meaning = words::meaning(rule);
    let text = if rule.entry.fate == Fate::Changed || rule.entry.fate == Fate::Renamed {
        Bilingual::new(format!("{}; {}", head.en, meaning.en), format!("{}（{}）", head.ja, meaning.ja))
    } else {
        head
    };
    paper.paragraph(2, &text);
    let listed: Vec<Change> = rule
        .entry
        .changes
        .iter()
        .filter(|change| !matches!(change.aspect, Aspect::Requirement | Aspect::Whole))
        .cloned()
        .collect();
    changes(paper, &listed);
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

fn proposals(diff: &Diff, lang: Lang, width: usize) -> String {
    if diff.proposals.is_empty() {
        return String::new();
    }
    let mut paper = Paper::new(lang, width);
    let changed: Vec<_> = diff.proposals.iter().filter(|one| !one.is_same()).collect();
    let (all, otherwise) = (diff.proposals.len(), changed.len());
    let verdicts = diff.proposals.iter().filter(|one| one.old != one.new).count();
    let text = Bilingual::new(
        format!("proposals: {all} judged by both, {otherwise} come out otherwise, {verdicts} with another verdict"),
        format!("申請：両方で判定{all}件、結果が異なるもの{otherwise}件、うち判定が変わるもの{verdicts}件"),
    );
    let mut out = format!("\n{}\n", text.get(lang));
    if changed.is_empty() {
        return out;
    }
    let head = Bilingual::new("proposal\tbefore\tafter", "申請\t変更前\t変更後");
    let mut rows: Vec<Vec<String>> = vec![head.get(lang).split('\t').map(str::to_owned).collect()];
    for one in &changed {
        rows.push(vec![
            one_line(&words::document(one, lang)),
            words::verdict(one.old).get(lang).to_owned(),
            words::verdict(one.new).get(lang).to_owned(),
        ]);
    }
    out.push('\n');
    out.push_str(&grid(&rows, width));
    for one in changed.iter().filter(|one| !one.rules.is_empty()) {
        paper.gap();
        paper.line(&words::document(one, lang));
        for rule in &one.rules {
            let (old, new) = (words::outcome(rule.old), words::outcome(rule.new));
            let turn = |old: &str, new: &str| if old == new { new.to_owned() } else { format!("{old} → {new}") };
            let (title, name) = (&rule.title, &rule.rule);
            paper.say(
                2,
                format!("{} ({name}): {}", title.en, turn(&old.en, &new.en)),
                format!("{}（{name}）：{}", title.ja, turn(&old.ja, &new.ja)),
            );
            words::places(rule).iter().for_each(|place| paper.item(4, place));
        }
    }
    for across in &diff.across {
        paper.gap();
        paper.say(0, format!("across the proposals of {}", across.program), format!("{} の申請全体", across.program));
        for rule in &across.rules {
            let (old, new) = (words::outcome(rule.old), words::outcome(rule.new));
            paper.say(
                2,
                format!("{} ({}): {} → {}", rule.title.en, rule.rule, old.en, new.en),
                format!("{}（{}）：{} → {}", rule.title.ja, rule.rule, old.ja, new.ja),
            );
        }
    }
    let rest = paper.finish();
    if !rest.is_empty() {
        out.push('\n');
        out.push_str(&rest);
    }
    out
}
