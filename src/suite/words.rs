//! What was expected and what came, in words. What was expected stands as it is written in the test.

use crate::diag::Bilingual;
use crate::eval::{JudgementOutcome, Outcome, Truth, Verdict};
use crate::report::{Finding, FindingOutcome};

/// Words of a test.
pub(super) fn quoted(text: &str) -> Bilingual {
    Bilingual::same(format!("`{text}`"))
}

/// What came of a rule.
pub(super) fn came(outcome: Outcome, depends: bool) -> Bilingual {
    let (en, ja) = match outcome {
        Outcome::Pass => ("it passes", "適合"),
        Outcome::Fail => ("it fails", "不適合"),
        Outcome::Undetermined => ("it is undetermined", "判定未了"),
        Outcome::Contested => ("it is contested", "規定の矛盾"),
        Outcome::NotApplicable => ("it is not applicable", "対象外"),
    };
    let (reading, reading_ja) =
        if depends { (" and depends on reading", "（解釈により異なる）") } else { ("", "") };
    Bilingual::new(format!("{en}{reading}"), format!("{ja}{reading_ja}"))
}

/// What came of a judgement.
pub(super) fn came_of_judgement(outcome: &JudgementOutcome) -> Bilingual {
    match (outcome.not_applicable, outcome.open) {
        (true, _) => Bilingual::new("it is not applicable", "対象外"),
        (false, true) => Bilingual::new(
            "it is left to reviewers, as its `when` cannot be decided",
            "`when` が未定のため審査員が判断",
        ),
        (false, false) => Bilingual::new("it is left to reviewers", "審査員が判断"),
    }
}

/// A verdict, as a test writes it.
pub(super) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Undetermined => "undetermined",
    }
}

/// A verdict that came, and the first finding that says why.
pub(super) fn came_verdict(came: Verdict, findings: &[Finding]) -> Bilingual {
    let (en, ja) = match came {
        Verdict::Pass => ("it is pass", "適合"),
        Verdict::Fail => ("it is fail", "不適合"),
        Verdict::Undetermined => ("it is undetermined", "判定未了"),
    };
    let why = findings
        .iter()
        .filter(|finding| match came {
            Verdict::Pass => false,
            Verdict::Fail => finding.outcome == FindingOutcome::Fail,
            Verdict::Undetermined => {
                matches!(finding.outcome, FindingOutcome::Undetermined | FindingOutcome::Contested)
            }
        })
        .find(|finding| finding.severity == crate::diag::Severity::Error);
    match why {
        Some(finding) => Bilingual::new(
            format!("{en} ({}: {})", finding.rule, finding.message.en),
            format!("{ja}（{}：{}）", finding.rule, finding.message.ja.trim_end_matches('。')),
        ),
        None => Bilingual::new(en, ja),
    }
}

/// That a condition holds.
pub(super) fn to_hold() -> Bilingual {
    Bilingual::new("this to hold", "成り立つこと")
}

/// Whether a condition holds, and why it does not.
pub(super) fn truth(truth: Truth, why: Option<Bilingual>) -> Bilingual {
    let (en, ja) = match truth {
        Truth::True => ("it holds", "成り立つ"),
        Truth::False => ("it does not", "成り立たない"),
        Truth::Unknown => ("it cannot be decided", "判定できない"),
    };
    match why.filter(|why| !why.en.is_empty()) {
        Some(why) => {
            Bilingual::new(format!("{en}: {}", why.en), format!("{ja}：{}", why.ja.trim_end_matches('。')))
        }
        None => Bilingual::new(en, ja),
    }
}

/// That something is a value.
pub(super) fn to_be(what: &str, value: &str) -> Bilingual {
    Bilingual::new(format!("`{what}` to be `{value}`"), format!("`{what}` が `{value}`"))
}

/// That a value is not known.
pub(super) fn open() -> Bilingual {
    Bilingual::new("it is undetermined", "定まらない")
}

/// A value that came.
pub(super) fn is(shown: &Bilingual) -> Bilingual {
    Bilingual::new(format!("it is {}", shown.en), shown.ja.clone())
}

/// That the finding is at a place.
pub(super) fn at(path: &str) -> Bilingual {
    quoted(&format!("at {path}"))
}

/// Where the findings are.
pub(super) fn came_at(paths: &[String]) -> Bilingual {
    let list = listed(paths);
    match list {
        Some(list) => Bilingual::new(format!("it is at {list}"), format!("場所は {list}")),
        None => Bilingual::new("it is on the whole proposal", "申請書全体について"),
    }
}

/// That a place is needed.
pub(super) fn needs(path: &str) -> Bilingual {
    quoted(&format!("needs {path}"))
}

/// What is needed.
pub(super) fn came_needs(paths: &[String]) -> Bilingual {
    match listed(paths) {
        Some(list) => Bilingual::new(format!("it needs {list}"), format!("必要なのは {list}")),
        None => Bilingual::new("it needs nothing", "必要な項目はなし"),
    }
}

fn listed(paths: &[String]) -> Option<String> {
    let list: Vec<String> =
        paths.iter().filter(|path| !path.is_empty()).map(|path| format!("`{path}`")).collect();
    (!list.is_empty()).then(|| list.join(", "))
}
