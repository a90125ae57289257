//! What is set aside: findings that are shown with the reason why they weigh nothing.
//!
//! In: a report on a proposal and what was decided on it (an acknowledgement of the applicant, a waiver of the ministry,
//! a baseline of what is known). Out: the same findings, those set aside marked, and the verdict and counts without them.

use super::baseline::{KnownFinding, could_be_known};
use super::model::{AsideCounts, FileVerdict, Finding, FindingOutcome, Place, ProposalReport, RuleCounts};
use crate::diag::{Bilingual, Lang, Severity};
use crate::text::one_line;
use crate::value::{Date, show};
use std::collections::BTreeMap;

/// Why a finding weighs nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The applicant has acknowledged it: it decides nothing anyway.
    Acknowledged(Acknowledged),
    /// The ministry has waived the rule.
    Waived(Waived),
    /// The baseline knows it.
    Known {
        /// Whether it is shown all the same.
        shown: bool,
    },
}

/// An acknowledgement of advice, as a comment says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// Why.
    pub because: String,
    /// Where it says so.
    pub at: Place,
}

/// A waiver, as the ministry's file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// Who decided so.
    pub who: Bilingual,
    /// Why.
    pub because: Bilingual,
    /// The document of the decision.
    pub cite: Bilingual,
    /// The last day on which it holds.
    pub until: Date,
    /// Where it stands.
    pub at: Place,
}

/// What a waiver is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverOf<'a> {
    /// The rule, with its program.
    pub rule: &'a str,
    /// The field, with all below it; none for the whole proposal.
    pub path: Option<&'a str>,
    /// What it says.
    pub said: &'a Waived,
}

impl Aside {
    /// The word of the wire formats.
    pub fn word(&self) -> &'static str {
        match self {
            Aside::Acknowledged(_) => "acknowledgement",
            Aside::Waived(_) => "waiver",
            Aside::Known { .. } => "baseline",
        }
    }

    /// What a finding is called that is set aside so.
    pub(super) fn kind(&self) -> Bilingual {
        match self {
            Aside::Acknowledged(_) => Bilingual::new("acknowledged", "確認済み"),
            Aside::Waived(_) => Bilingual::new("waived", "適用除外"),
            Aside::Known { .. } => Bilingual::new("known", "既知"),
        }
    }

    /// Who decided so and why, in one sentence.
    pub(super) fn sentence(&self) -> Bilingual {
        match self {
            Aside::Acknowledged(said) => Bilingual::new(
                format!("by the applicant because {} ({}:{})", said.because, said.at.file, said.at.line),
                format!("申請者による。理由：{}（{}:{}）", said.because, said.at.file, said.at.line),
            ),
            Aside::Waived(said) => {
                let until = show::date(said.until);
                let Waived { who, because, cite, at, .. } = said;
                Bilingual::new(
                    format!(
                        "by {} until {} because {} ({}; {}:{})",
                        who.en, until.en, because.en, cite.en, at.file, at.line
                    ),
                    format!(
                        "{}による（{}まで）。理由：{}。根拠：{}（{}:{}）",
                        who.ja,
                        until.ja,
                        because.ja.trim_end_matches('。'),
                        cite.ja,
                        at.file,
                        at.line
                    ),
                )
            }
            Aside::Known { .. } => Bilingual::new("to the baseline", "ベースラインに記録済み"),
        }
    }

    /// A text on one line, with who decided so and why behind it.
    pub(super) fn behind(&self, text: &str, lang: Lang) -> String {
        let (kind, why) = (self.kind(), self.sentence());
        let (kind, why) = (kind.get(lang), one_line(why.get(lang)));
        match lang {
            Lang::En => format!("{text}; {kind} {why}"),
            Lang::Ja => format!("{}。{kind}：{why}", text.trim_end_matches('。')),
        }
    }
}

impl AsideCounts {
    /// `1 acknowledged, 2 waived`; empty where nothing is set aside.
    pub(super) fn words(&self, lang: Lang) -> String {
        let all = [
            (self.acknowledged, "acknowledged", "確認済み"),
            (self.waived, "waived", "適用除外"),
            (self.known, "known", "既知"),
        ];
        let some = all.into_iter().filter(|(count, ..)| *count > 0);
        match lang {
            Lang::En => some.map(|(count, en, _)| format!("{count} {en}")).collect::<Vec<_>>().join(", "),
            Lang::Ja => some.map(|(count, _, ja)| format!("{ja}{count}件")).collect::<Vec<_>>().join("、"),
        }
    }
}

/// That so many findings are not shown, because the baseline knows them.
pub(super) fn known_words(count: usize) -> Bilingual {
    let findings = if count == 1 { "finding of the baseline is" } else { "findings of the baseline are" };
    Bilingual::new(
        format!("{count} known {findings} not shown; `--all` shows all"),
        format!("ベースラインに記録済みの指摘{count}件は省略しました。`--all` ですべて表示できます"),
    )
}

impl Finding {
    /// Whether people are not shown it, because the baseline knows it.
    pub(super) fn is_hidden(&self) -> bool {
        matches!(self.aside, Some(Aside::Known { shown: false }))
    }

    /// Whether it is about something that is not settled.
    pub(crate) fn is_open(&self) -> bool {
        match self.outcome {
            FindingOutcome::Pass | FindingOutcome::NotApplicable => false,
            FindingOutcome::LeftToReviewers => !self.needs.is_empty(),
            FindingOutcome::Fail
            | FindingOutcome::Contested
            | FindingOutcome::Undetermined
            | FindingOutcome::DependsOnReading => true,
        }
    }

    /// Whether nothing is left to be done about it: what the baseline knows is still to be put right.
    pub(super) fn is_settled(&self) -> bool {
        matches!(self.aside, Some(Aside::Acknowledged(_) | Aside::Waived(_)))
    }

    /// Whether the ministry has waived it.
    pub(super) fn is_waived(&self) -> bool {
        matches!(self.aside, Some(Aside::Waived(_)))
    }
}

/// Sets aside the findings that a waiver is about; says whether there are any.
pub fn waive(findings: &mut [Finding], waiver: &WaiverOf<'_>) -> bool {
    let covers = |finding: &Finding| {
        let below = |path: &str| {
            let rest = finding.path.strip_prefix(path);
            // One finding that stands for many is about more than one field.
            !finding.is_rest && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        finding.aside.is_none()
            && finding.is_open()
            && finding.outcome != FindingOutcome::LeftToReviewers
            && finding.rule == waiver.rule
            && waiver.path.is_none_or(below)
    };
    let mut used = false;
    for finding in findings.iter_mut().filter(|finding| covers(finding)) {
        finding.aside = Some(Aside::Waived(waiver.said.clone()));
        finding.folded = false;
        used = true;
    }
    used
}

/// Sets aside the findings of one document (0: across proposals) that are known; gives all that could be.
pub fn set_known(
    findings: &mut [Finding],
    document: u32,
    is_known: impl Fn(&KnownFinding) -> bool,
    shown: bool,
) -> Vec<KnownFinding> {
    let could = could_be_known(findings, document);
    for (finding, entry) in findings.iter_mut().zip(&could) {
        if entry.as_ref().is_some_and(&is_known) {
            finding.aside = Some(Aside::Known { shown });
        }
    }
    could.into_iter().flatten().collect()
}

/// Settles verdict and counts anew, after findings were set aside. A waiver changes the verdict; a baseline changes only
/// what the run makes of it.
pub fn settle(report: &mut ProposalReport) {
    let of_rules = |counted: fn(&Finding) -> bool| {
        let mut worst = FileVerdict::Pass;
        for finding in report.findings.iter().filter(|one| decides(one) && one.is_of_rule() && counted(one)) {
            worst = worse(worst, verdict_of(finding));
        }
        worst
    };
    let waived_away = |one: &Finding| !one.is_waived();
    report.rules = counts(report);
    report.verdict = worse(report.form, of_rules(waived_away));
    report.beyond_baseline = worse(form_beyond(report), of_rules(|one| one.aside.is_none()));
}

/// The verdict on what is written, rules apart, without what the baseline knows.
fn form_beyond(report: &ProposalReport) -> FileVerdict {
    let mut of_form = report.findings.iter().filter(|one| decides(one) && !one.is_of_rule()).peekable();
    if of_form.peek().is_none() {
        return report.form;
    }
    let open = of_form.filter(|one| one.aside.is_none());
    open.map(verdict_of).fold(FileVerdict::Pass, worse)
}

impl Finding {
    /// Whether it is of a rule, and not of the tool.
    pub(crate) fn is_of_rule(&self) -> bool {
        self.rule.contains('/')
    }
}

fn decides(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}

fn verdict_of(finding: &Finding) -> FileVerdict {
    match finding.outcome {
        FindingOutcome::Fail => FileVerdict::Fail,
        FindingOutcome::Contested | FindingOutcome::Undetermined => FileVerdict::Undetermined,
        FindingOutcome::DependsOnReading
        | FindingOutcome::LeftToReviewers
        | FindingOutcome::Pass
        | FindingOutcome::NotApplicable => FileVerdict::Pass,
    }
}

fn worse(a: FileVerdict, b: FileVerdict) -> FileVerdict {
    let rank = |one: FileVerdict| match one {
        FileVerdict::Unreadable => 0,
        FileVerdict::Fail => 1,
        FileVerdict::Undetermined => 2,
        FileVerdict::Pass => 3,
    };
    if rank(a) <= rank(b) { a } else { b }
}

/// The counts of the rules: one whose findings are all waived counts as waived, else by the worst that is left.
fn counts(report: &ProposalReport) -> RuleCounts {
    let mut of_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|one| one.is_of_rule()) {
        of_rule.entry(&finding.rule).or_default().push(finding);
    }
    let mut counts = report.rules;
    for findings in of_rule.values().filter(|all| all.iter().any(|one| one.is_waived())) {
        let before = worst(findings.iter().copied());
        let after = worst(findings.iter().copied().filter(|one| !one.is_waived()));
        if before == after {
            continue;
        }
        if let Some(count) = before.and_then(|outcome| count_of(&mut counts, outcome)) {
            *count = count.saturating_sub(1);
        }
        match after.and_then(|outcome| count_of(&mut counts, outcome)) {
            Some(count) => *count = count.saturating_add(1),
            None => counts.waived = counts.waived.saturating_add(1),
        }
    }
    counts
}

/// What the findings of a rule make of it: contested before not met, that before undetermined.
fn worst<'a>(findings: impl Iterator<Item = &'a Finding>) -> Option<FindingOutcome> {
    let mut worst = None;
    for finding in findings {
        let rank = |outcome| match outcome {
            FindingOutcome::Contested => Some(0),
            FindingOutcome::Fail => Some(1),
            FindingOutcome::Undetermined => Some(2),
            _ => None,
        };
        let Some(this) = rank(finding.outcome) else { continue };
        if worst.and_then(rank).is_none_or(|that: i32| this < that) {
            worst = Some(finding.outcome);
        }
    }
    worst
}

fn count_of(counts: &mut RuleCounts, outcome: FindingOutcome) -> Option<&mut u32> {
    match outcome {
        FindingOutcome::Contested => Some(&mut counts.contested),
        FindingOutcome::Fail => Some(&mut counts.fail),
        FindingOutcome::Undetermined => Some(&mut counts.undetermined),
        _ => None,
    }
}
