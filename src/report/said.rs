//! What is said of a finding below its title and message, in order, each with the word before it. Every format for
//! people says these.

use super::model::{Finding, FindingOutcome};
use crate::diag::Bilingual;

/// `help`, `note`, `other reading`, `conflict`, `open question`, `cite`: each with its text, as it is.
pub(super) fn said(finding: &Finding) -> Vec<(Bilingual, Bilingual)> {
    let mut out = Vec::new();
    let mut say = |en: &str, ja: &str, text: Bilingual| out.push((Bilingual::new(en, ja), text));
    if let Some(aside) = &finding.aside {
        let kind = aside.kind();
        say(&kind.en, &kind.ja, aside.sentence());
    }
    if !finding.proposals.is_empty() {
        say("proposals", "申請", Bilingual::same(finding.proposals.join(", ")));
    }
    if let Some(help) = finding.help.as_ref().filter(|_| !finding.is_settled()) {
        say("help", "対処", help.clone());
    }
    for note in finding.needed_by.iter().chain(&finding.notes) {
        say("note", "補足", note.clone());
    }
    if let Some(reading) = &finding.other_reading
        && finding.outcome != FindingOutcome::DependsOnReading
    {
        say("other reading", "別の読み方", reading.because.clone());
    }
    for conflict in &finding.conflicts_with {
        let (rule, ask) = (&conflict.rule, &conflict.ask);
        let (because_en, because_ja) = (&conflict.because.en, conflict.because.ja.trim_end_matches('。'));
        let because_en = because_en.trim_end_matches('。');
        let text = Bilingual::new(
            format!("with {rule}: {because_en}; ask {}", ask.en),
            format!("{rule}と両立しません。{because_ja}。照会先：{}", ask.ja),
        );
        say("conflict", "矛盾", text);
    }
    for question in &finding.questions {
        say("open question", "未解決の問い", question.title.clone());
    }
    for citation in &finding.citations {
        say("cite", "出典", citation.heading_words());
    }
    if let Some(own) = &finding.own {
        say("own rule, not the authority's", "本ツール独自の規則（制度側の規定ではありません）", own.clone());
    }
    out
}
