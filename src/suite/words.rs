//! What was expected and what came, in words.

use crate::diag::Bilingual;
use crate::eval::{JudgementOutcome, Outcome, Truth, Verdict};
use crate::report::{Finding, FindingOutcome};
use crate::syntax::ast::ExpectedOutcome;

/// What a test expects of a rule or judgement.
pub(super) fn expected(name: &str, outcome: ExpectedOutcome) -> Bilingual {
    let (en, ja) = match outcome {
        ExpectedOutcome::Passes => ("passes", "適合"),
        ExpectedOutcome::Fails => ("fails", "不適合"),
        ExpectedOutcome::Undetermined => ("undetermined", "未判定"),
        ExpectedOutcome::Contested => ("contested", "規則の矛盾"),
        ExpectedOutcome::NotApplicable => ("not applicable", "対象外"),
        ExpectedOutcome::DependsOnReading => ("depends on reading", "読み方による"),
        ExpectedOutcome::ReadingsAgree => ("does not depend on reading", "読み方によらない"),
        ExpectedOutcome::LeftToReviewers => ("left to reviewers", "審査に委ねる"),
    };
    Bilingual::new(format!("{name}: {en}"), format!("{name}：{ja}"))
}

/// What came of a rule, and the first of its findings that says why.
pub(super) fn came(name: &str, outcome: Outcome, depends: bool, findings: &[Finding]) -> Bilingual {
    let words = match outcome {
        Outcome::Pass => Bilingual::new("passes", "適合"),
        Outcome::Fail => Bilingual::new("fails", "不適合"),
        Outcome::Undetermined => Bilingual::new("undetermined", "未判定"),
        Outcome::Contested => Bilingual::new("contested", "規則の矛盾"),
        Outcome::NotApplicable => Bilingual::new("not applicable", "対象外"),
    };
    let reading = if depends {
        Bilingual::new(" and depends on reading", "、読み方による")
    } else {
        Bilingual::default()
    };
    let why = why(findings);
    Bilingual::new(
        format!("{name}: {}{}{}", words.en, reading.en, why.en),
        format!("{name}：{}{}{}", words.ja, reading.ja, why.ja),
    )
}

/// What came of a judgement.
pub(super) fn came_of_judgement(name: &str, outcome: &JudgementOutcome) -> Bilingual {
    let (en, ja) = match (outcome.not_applicable, outcome.open) {
        (true, _) => ("not applicable", "対象外"),
        (false, true) => {
            ("left to reviewers, as its condition cannot be decided", "条件が未定のため審査に委ねる")
        }
        (false, false) => ("left to reviewers", "審査に委ねる"),
    };
    Bilingual::new(format!("{name}: {en}"), format!("{name}：{ja}"))
}

/// A verdict.
pub(super) fn verdict(verdict: Verdict) -> Bilingual {
    match verdict {
        Verdict::Pass => Bilingual::new("verdict pass", "判定 適合"),
        Verdict::Fail => Bilingual::new("verdict fail", "判定 不適合"),
        Verdict::Undetermined => Bilingual::new("verdict undetermined", "判定 未判定"),
    }
}

/// A verdict that came, and the first finding that says why.
pub(super) fn came_verdict(came: Verdict, findings: &[Finding]) -> Bilingual {
    let (words, why) = (verdict(came), why(findings));
    Bilingual::new(format!("{}{}", words.en, why.en), format!("{}{}", words.ja, why.ja))
}

/// Whether an expression holds.
pub(super) fn truth(truth: Truth) -> Bilingual {
    match truth {
        Truth::True => Bilingual::new("it holds", "成り立つ"),
        Truth::False => Bilingual::new("it does not hold", "成り立たない"),
        Truth::Unknown => Bilingual::new("it cannot be decided", "判定できない"),
    }
}

/// That a value is not known.
pub(super) fn open() -> Bilingual {
    Bilingual::new("undetermined", "未判定")
}

/// A place that a finding should be at, or should need.
pub(super) fn place(word: &Bilingual, path: &str) -> Bilingual {
    Bilingual::new(format!("{} {path}", word.en), format!("{} {path}", word.ja))
}

/// The places that came.
pub(super) fn places(word: &Bilingual, paths: &[String]) -> Bilingual {
    place(word, &if paths.is_empty() { "—".to_owned() } else { paths.join(", ") })
}

/// `at`
pub(super) fn at() -> Bilingual {
    Bilingual::new("at", "場所")
}

/// `needs`
pub(super) fn needs() -> Bilingual {
    Bilingual::new("needs", "必要な項目")
}

/// The first finding that is not as it should be, in a few words, to say why.
fn why(findings: &[Finding]) -> Bilingual {
    let first = findings.iter().find(|finding| {
        matches!(
            finding.outcome,
            FindingOutcome::Fail | FindingOutcome::Contested | FindingOutcome::Undetermined
        )
    });
    first.map_or_else(Bilingual::default, |finding| {
        Bilingual::new(format!(" ({})", finding.message.en), format!("（{}）", finding.message.ja))
    })
}
