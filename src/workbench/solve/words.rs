//! What is said of a change, in both languages: once, for all formats.

use super::{Change, Clash, Fixed, Left, RuleRef, Solved};
use crate::diag::Bilingual;
use crate::eval::Verdict;
use crate::value::{Num, show};

fn both(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
    Bilingual::new(en, ja)
}

/// `¥5 in 1 field`
fn fields(count: usize) -> String {
    format!("{count} {}", if count == 1 { "field" } else { "fields" })
}

/// The first line.
pub(super) fn headline(solved: &Solved) -> Bilingual {
    let count = solved.changes.len();
    match (solved.before, solved.after) {
        (Verdict::Pass, _) => {
            both("passes as it stands; nothing has to change", "そのままで適合しており、変更は不要です")
        }
        (_, None) => both(
            format!("no change of {} makes it pass", may_en(solved)),
            format!("{}を変更しても適合しません", may_ja(solved)),
        ),
        (_, Some(after)) if count == 0 => both(
            format!("no figure has to change; {}", after_en(after)),
            format!("数値の変更は不要です（{}）", after_ja(after)),
        ),
        (_, Some(Verdict::Fail)) if solved.clash.is_some() => both(
            format!(
                "no change of {} makes it pass; all else is put right by {}",
                may_en(solved),
                fields(count)
            ),
            format!(
                "{}を変更しても適合しません。それ以外は次の{count}項目の変更で満たせます",
                may_ja(solved)
            ),
        ),
        (_, Some(after)) => {
            let money = show::money(&solved.moved);
            let moved = !solved.moved.is_zero();
            let moved_en = if moved { format!(", {} moved", money.en) } else { String::new() };
            let moved_ja = if moved { format!("、変更額の計{}", money.ja) } else { String::new() };
            both(
                format!("the least change: {}{moved_en}; {}", fields(count), after_en(after)),
                format!("最小の変更：{count}項目{moved_ja}（{}）", after_ja(after)),
            )
        }
    }
}

fn after_en(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "with it the proposal passes",
        Verdict::Undetermined => "what is left cannot be decided by figures",
        Verdict::Fail => "but the proposal still fails",
    }
}

fn after_ja(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "変更後は適合",
        Verdict::Undetermined => "数値では決まらない点が残ります",
        Verdict::Fail => "それでも不適合です",
    }
}

fn may_en(solved: &Solved) -> String {
    match solved.may_change.as_slice() {
        [] => "amounts (there are none)".to_owned(),
        [only] => only.clone(),
        many => format!("the {} that may change", fields(many.len())),
    }
}

fn may_ja(solved: &Solved) -> String {
    match solved.may_change.as_slice() {
        [] => "金額（変更できる項目なし）".to_owned(),
        [only] => only.clone(),
        many => format!("変更してよい{}項目", many.len()),
    }
}

/// The heads of the table: place, field, now, new, difference, needed by.
pub(super) fn heads() -> [Bilingual; 6] {
    [
        both("place", "箇所"),
        both("field", "項目"),
        both("now", "現在"),
        both("new", "変更後"),
        both("difference", "差"),
        both("needed by", "求める規則"),
    ]
}

/// A row of the table.
pub(super) fn row(change: &Change) -> [Bilingual; 6] {
    let old = change.old.as_ref().map_or_else(|| both("missing", "未記入"), |(words, _)| words.clone());
    let rules: Vec<&str> = change.needed_by.iter().map(short).collect();
    let needed = if rules.is_empty() {
        both("the form: it must be given", "様式（必須項目）")
    } else {
        Bilingual::same(rules.join(", "))
    };
    let difference = change.difference.as_ref().map(|(words, _)| words.clone()).unwrap_or_default();
    [Bilingual::same(change.path.clone()), change.name.clone(), old, change.new.0.clone(), difference, needed]
}

/// The name of a rule without its program.
pub(super) fn short(rule: &RuleRef) -> &str {
    rule.name.rsplit('/').next().unwrap_or(&rule.name)
}

/// A rule with its title and its place.
pub(super) fn rule(rule: &RuleRef) -> Bilingual {
    let at = rule.at.as_ref().map(crate::workbench::origin::At::words);
    let (en, ja) = match at {
        Some(at) => (format!(" ({at})"), format!("（{at}）")),
        None => (String::new(), String::new()),
    };
    let name = short(rule);
    both(format!("{name}: {}{en}", rule.title.en), format!("{name}：{}{ja}", rule.title.ja))
}

/// A value that stays.
pub(super) fn fixed(field: &Fixed, file: &str) -> Bilingual {
    let value = field.value.clone().unwrap_or_else(|| both("missing", "未記入"));
    both(
        format!("{} is {} ({file}:{})", field.path, value.en, field.line),
        format!("{}は{}（{file}:{}）", field.path, value.ja, field.line),
    )
}

/// A value that cannot be read.
pub(super) fn unreadable() -> Bilingual {
    both("not readable", "読み取れない値")
}

/// What is said before the rules of a clash.
pub(super) fn clash_head(clash: &Clash) -> Bilingual {
    match (clash.rules.len(), clash.fixed.is_empty()) {
        (1, true) => both("this rule cannot be met by it:", "次の規則を満たす値がありません："),
        (_, true) => both("these rules cannot hold together:", "次の規則は同時に満たせません："),
        (1, false) => both(
            "this rule cannot hold beside what stays as it is:",
            "次の規則は、変更しない値のもとでは満たせません：",
        ),
        (_, false) => both(
            "these rules cannot hold together beside what stays as it is:",
            "次の規則は、変更しない値のもとでは同時に満たせません：",
        ),
    }
}

/// What is said before the values of a clash.
pub(super) fn fixed_head() -> Bilingual {
    both("what stays as it is:", "変更しない値：")
}

/// Which fields would help.
pub(super) fn allow(clash: &Clash) -> Bilingual {
    if clash.allow.is_empty() {
        if !clash.declared.is_empty() {
            return both(
                "no other field helps; only the authority can say which rule goes first",
                "ほかの項目を変えても解決しません。どの規則を優先するかは所管機関に確認してください",
            );
        }
        if clash.fixed.iter().any(|field| field.value.is_none() || field.value == Some(unreadable())) {
            return both(
                "first fill in by hand what is missing, and write what cannot be read so that it can",
                "まず、未記入の項目を手で記入し、読み取れない値を書き直してください",
            );
        }
        return both(
            "no other single value helps either; entries of lists and texts were left as they are",
            "ほかの値を変えても解決しません（一覧の件数と文章は変えずに調べました）",
        );
    }
    both("it can be done if these may change as well:", "次の項目も変更してよければ可能です：")
}

/// The argument that allows them, which is not broken into lines.
pub(super) fn allow_argument(clash: &Clash) -> Option<String> {
    let paths: Vec<&str> = clash.allow.iter().map(|field| field.path.as_str()).collect();
    (!paths.is_empty()).then(|| format!("--may-change {}", paths.join(",")))
}

/// What was missing is filled in with as little as the rules allow.
pub(super) fn filled(solved: &Solved) -> Option<Bilingual> {
    let some = solved.changes.iter().any(|change| change.old.is_none());
    some.then(|| {
        both(
            "what was missing has the least value that the rules allow; put your own there where it is higher",
            "未記入の項目には、規則上必要な最小の値を入れています。実際の値がある場合はそれに置き換えてください",
        )
    })
}

/// That nothing was proved to be needless.
pub(super) fn not_minimal() -> Bilingual {
    both("not proven to be the fewest", "最小であることは確認できていません")
}

/// A declared conflict.
pub(super) fn declared((first, second): (&str, &str), because: &Bilingual, ask: &Bilingual) -> Bilingual {
    both(
        format!("the pack declares that {first} and {second} conflict: {}; ask {}", because.en, ask.en),
        format!(
            "{first}と{second}は両立しないと規則に明記されています。{}。照会先：{}",
            because.ja.trim_end_matches('。'),
            ask.ja
        ),
    )
}

/// What is said before what is left.
pub(super) fn left_head() -> Bilingual {
    both("left to you:", "残る点：")
}

/// What is left.
pub(super) fn left(left: &Left) -> Bilingual {
    match &left.rule {
        Some(rule) => {
            let name = short(rule);
            both(
                format!("{name}: {}; {}", rule.title.en, left.words.en),
                format!("{name}：{}。{}", rule.title.ja, left.words.ja),
            )
        }
        None => left.words.clone(),
    }
}

/// A rule still fails.
pub(super) fn still_fails() -> Bilingual {
    both("it is not met", "満たしていません")
}

/// A rule is contested.
pub(super) fn still_contested(ask: &Bilingual) -> Bilingual {
    both(
        format!("it conflicts with another rule; ask {}", ask.en),
        format!("ほかの規則と両立しません。照会先：{}", ask.ja),
    )
}

/// A rule is open.
pub(super) fn still_open() -> Bilingual {
    both("it waits for what is missing", "未記入の項目があり判定できません")
}

/// The program is not in force.
pub(super) fn not_in_force() -> Bilingual {
    both("the program is not in force on the date of the proposal", "申請の基準日に事業が実施されていません")
}

/// A rule that was not computed with.
pub(super) fn not_considered(rule: &RuleRef, why: &Bilingual) -> Bilingual {
    let name = short(rule);
    both(
        format!("{name} was not computed with ({}); judging the result decided it", why.en),
        format!("{name}は計算の対象外です（{}）。結果を判定して確かめました", why.ja),
    )
}

/// So many days, without a sign.
pub(super) fn days(by: &Num) -> Bilingual {
    let n = show::figure(by);
    both(format!("{n} {}", if by.abs() == Num::Int(1) { "day" } else { "days" }), format!("{n}日"))
}

/// So many years.
pub(super) fn years(by: &Num) -> Bilingual {
    let n = show::figure(by);
    both(format!("{n} {}", if by.abs() == Num::Int(1) { "year" } else { "years" }), format!("{n}年度"))
}
