//! Thresholds and places beside them in words.

use crate::check::typed::Type;
use crate::diag::Bilingual;
use crate::eval::{Outcome, Verdict, from_number};
use crate::plan::{Plan, Unit};
use crate::report::{BoundText, shown_value};
use crate::syntax::ast::Comparator;
use crate::value::{Num, Scalar};

fn both(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
    Bilingual::new(en, ja)
}

/// Where a case lies, for the name of a file.
pub(super) fn slug(step: i128) -> &'static str {
    match step {
        0 => "at",
        1 => "above",
        _ => "below",
    }
}

/// Where a case lies: `¥1 below`.
pub(super) fn step(unit: Unit, step: i128) -> Bilingual {
    let (en, ja) = match unit {
        Unit::Yen => ("¥1", "1円"),
        Unit::One => ("1", "1"),
        Unit::Day => ("1 day", "1日"),
        Unit::Year => ("1 year", "1年度"),
        Unit::Ratio => ("1/100", "0.01"),
    };
    let time = matches!(unit, Unit::Day | Unit::Year);
    match (step, time) {
        (0, _) => both("exactly at it", "ちょうど"),
        (1, true) => both(format!("{en} later"), format!("{ja}後")),
        (1, false) => both(format!("{en} above"), format!("{ja}上")),
        (_, true) => both(format!("{en} earlier"), format!("{ja}前")),
        (_, false) => both(format!("{en} below"), format!("{ja}下")),
    }
}

fn scalar(plan: &Plan, bound: &BoundText) -> Option<Scalar> {
    match plan.node(bound.bound.compared)?.ty {
        Type::Scalar(scalar) => Some(scalar),
        _ => None,
    }
}

/// The value of a case, where the threshold has one.
pub(super) fn value(plan: &Plan, bound: &BoundText, limit: &Num, step: i128) -> Option<Bilingual> {
    let scalar = scalar(plan, bound)?;
    let one = if bound.bound.unit == Unit::Ratio { Num::fraction(1, 100)? } else { Num::Int(1) };
    let value = from_number(scalar, &limit.add(&one.mul(&Num::Int(step))))?;
    Some(shown_value(plan, Some(scalar), &value).0)
}

/// What a threshold says: `national expenditure: at least ¥500,000,000`.
pub(super) fn threshold(plan: &Plan, bound: &BoundText, limit: Option<&Num>) -> Bilingual {
    let dated = bound.bound.limits.len() > 1;
    let shown = limit.filter(|_| dated).and_then(|limit| value(plan, bound, limit, 0));
    let limit = match shown {
        Some(value) => {
            both(format!("{} ({})", bound.limit.en, value.en), format!("{}（{}）", bound.limit.ja, value.ja))
        }
        None => bound.limit.clone(),
    };
    let (en, ja) = relation(bound.bound.comparator);
    both(
        format!("{}: {en} {}", bound.compared.en, limit.en),
        format!("{}：{}{ja}", bound.compared.ja, limit.ja),
    )
}

fn relation(op: Comparator) -> (&'static str, &'static str) {
    match op {
        Comparator::AtLeast => ("at least", "以上"),
        Comparator::AtMost => ("at most", "以下"),
        Comparator::MoreThan => ("more than", "超"),
        Comparator::LessThan => ("less than", "未満"),
        Comparator::OnOrBefore => ("on or before", "以前"),
        Comparator::OnOrAfter => ("on or after", "以後"),
        Comparator::Before => ("before", "より前"),
        Comparator::After => ("after", "より後"),
        Comparator::Is => ("exactly", "と同じ"),
        Comparator::IsNot => ("not", "以外"),
    }
}

/// What becomes of a rule.
pub(super) fn outcome(outcome: Outcome, advice: bool) -> Bilingual {
    match outcome {
        Outcome::Fail if advice => both("fails (advice only)", "不適合（助言のみ）"),
        Outcome::Pass => both("passes", "適合"),
        Outcome::Fail => both("fails", "不適合"),
        Outcome::Contested => both("contested", "規則間の矛盾"),
        Outcome::Undetermined => both("undetermined", "未判定"),
        Outcome::NotApplicable => both("not applicable", "対象外"),
    }
}

/// A verdict.
pub(super) fn verdict(verdict: Verdict) -> Bilingual {
    match verdict {
        Verdict::Pass => both("pass", "適合"),
        Verdict::Fail => both("fail", "不適合"),
        Verdict::Undetermined => both("undetermined", "未判定"),
    }
}

/// A rule of the pack's own.
pub(super) fn own(why: &Bilingual) -> Bilingual {
    both(format!("own rule: {}", why.en), format!("本ツール独自の規則：{}", why.ja))
}

/// Several texts in one.
pub(super) fn joined(texts: &[Bilingual]) -> Bilingual {
    let get = |of: fn(&Bilingual) -> &str| texts.iter().map(of).collect::<Vec<_>>().join("; ");
    both(get(|text| &text.en), get(|text| &text.ja))
}

/// The rules leave no room, where lists were looked at up to so many entries.
pub(super) fn impossible(rules: &[&str], longest: Option<u32>) -> Bilingual {
    let (en, ja) = match longest {
        Some(most) => {
            (format!(" (with lists of up to {most} entries)"), format!("（一覧は{most}件までで確認）"))
        }
        None => (String::new(), String::new()),
    };
    match rules {
        [] => both("no application can have this value here", "この値となる申請はあり得ません"),
        _ => both(
            format!("no such application: left no room by {}{en}", rules.join(", ")),
            format!("該当する申請なし（{}による）{ja}", rules.join("、")),
        ),
    }
}

/// The rule is left out.
pub(super) fn left_out(why: &Bilingual) -> Bilingual {
    both(format!("not worked out: {}", why.en), format!("求められません：{}", why.ja))
}

/// No quotient can be brought there.
pub(super) fn not_linear() -> Bilingual {
    both("not worked out: both sides are quotients", "求められません：両辺が商のため")
}

/// Nothing was decided.
pub(super) fn undecided() -> Bilingual {
    both("not decided within the budget of the solver", "計算の上限内では決まりませんでした")
}

/// A value that no decimal number is.
pub(super) fn not_writable() -> Bilingual {
    both("it takes a value that no decimal number is, like 1/3", "1/3のように小数で書き表せない値が必要です")
}

/// The comparison is nowhere met.
pub(super) fn out_of_reach() -> Bilingual {
    both(
        "no application reaches this comparison while the rule is in force",
        "規則の有効期間内に、この比較に達する申請はありません",
    )
}
