//! What every format says of a change: words for what changed, and a change in one line.

use super::schema::REQUIRED;
use super::{
    Aspect, Change, Diff, Entry, Example, Fate, Found, Kind, Meaning, OutcomeDiff, ProgramDiff, ProposalDiff,
    RuleDiff, Shown, Sought, Whole,
};
use crate::diag::{Bilingual, Lang, Severity};
use crate::report::{FileVerdict, FindingOutcome};

fn both(en: &str, ja: &str) -> Bilingual {
    Bilingual::new(en, ja)
}

/// What a kind of things is called, before one of them.
pub(super) fn kind(kind: Kind) -> Bilingual {
    match kind {
        Kind::Program => both("programme", "事業"),
        Kind::Field => both("field", "項目"),
        Kind::Word => both("choice", "選択肢"),
        Kind::Figure => both("figure", "数値"),
        Kind::Define => both("derived value", "計算値"),
        Kind::Table => both("table", "表"),
        Kind::Rule => both("rule", "規則"),
        Kind::Judgement => both("matter for reviewers", "審査事項"),
        Kind::Question => both("open question", "照会事項"),
        Kind::Scorecard => both("scorecard", "採点表"),
        Kind::Source => both("document", "文書"),
    }
}

/// What became of something.
pub(super) fn fate(fate: Fate) -> Bilingual {
    match fate {
        Fate::Added => both("new", "新設"),
        Fate::Removed => both("removed", "廃止"),
        Fate::Renamed => both("renamed", "名称変更"),
        Fate::Changed => both("changed", "変更"),
        Fate::Same => both("unchanged", "変更なし"),
    }
}

/// What a change is of.
pub(super) fn aspect(aspect: Aspect) -> Bilingual {
    match aspect {
        Aspect::Whole => Bilingual::default(),
        Aspect::Name => both("id", "事業 ID"),
        Aspect::Requirement => both("requires", "求めること"),
        Aspect::Figure => both("figure", "数値"),
        Aspect::Reading => both("another reading", "別の読み方"),
        Aspect::Severity => both("effect", "効果"),
        Aspect::Validity => both("in force", "適用期間"),
        Aspect::Scope => both("looks at", "対象"),
        Aspect::RuleKind => both("kind", "種類"),
        Aspect::Conflict => both("declared conflict", "矛盾の宣言"),
        Aspect::Title => both("title", "表題"),
        Aspect::Message => both("message", "表示文"),
        Aspect::Repair => both("advice on repair", "対処の案内"),
        Aspect::Citation => both("citation", "出典"),
        Aspect::Own => both("the keeper's own rule", "管理者独自の規則"),
        Aspect::Because => both("reason", "理由"),
        Aspect::Type => both("type", "型"),
        Aspect::Presence => both("required", "必須・省略可"),
        Aspect::Least => both("fewest entries", "件数の下限"),
        Aspect::Most => both("most entries", "件数の上限"),
        Aspect::Label => both("label", "表示名"),
        Aspect::Spelling => both("read as", "読み取る名前"),
        Aspect::Column => both("column", "列"),
        Aspect::Row => both("row", "行"),
        Aspect::Table => both("table", "表"),
        Aspect::Cell => both("cell", "値"),
        Aspect::When => both("applies", "対象となる場合"),
        Aspect::Asks => both("material for reviewers", "審査に必要な資料"),
        Aspect::Note => both("what is known", "判明していること"),
        Aspect::About => both("is about", "関係する規則"),
        Aspect::Points => both("points", "配点"),
        Aspect::Item => both("item", "採点項目"),
        Aspect::Authority => both("authority", "所管機関"),
        Aspect::Document => both("document", "文書の情報"),
        Aspect::AsOf => both("dated by", "基準年度の項目"),
    }
}

/// Whether a change of the form asks for more of those who fill it in (or for less); nothing where that cannot be told.
fn asks_more(kind: Kind, change: &Change) -> Option<bool> {
    let exact = |shown: &Option<Shown>| shown.as_ref().and_then(|shown| shown.exact.clone());
    let count = |shown: &Option<Shown>| exact(shown).and_then(|text| text.parse::<u32>().ok());
    match (kind, change.aspect) {
        (_, Aspect::Presence) => Some(exact(&change.new).as_deref() == Some(REQUIRED)),
        (Kind::Field, Aspect::Whole) => (exact(&change.new).as_deref() == Some(REQUIRED)).then_some(true),
        (Kind::Word, Aspect::Whole) => Some(change.new.is_none()),
        (_, Aspect::Least) => Some(count(&change.new) > count(&change.old)),
        // No limit is above every other.
        (_, Aspect::Most) => {
            let most = |shown| count(shown).unwrap_or(u32::MAX);
            Some(most(&change.new) < most(&change.old))
        }
        _ => None,
    }
}

/// Whether all of a change of the form asks for more, or all of it for less.
pub(super) fn direction_of(entry: &Entry) -> Option<Meaning> {
    let turns: Vec<bool> = entry.changes.iter().filter_map(|change| asks_more(entry.kind, change)).collect();
    match (turns.contains(&true), turns.contains(&false)) {
        (true, true) => Some(Meaning::Different),
        (true, false) => Some(Meaning::Stricter),
        (false, true) => Some(Meaning::Looser),
        (false, false) => None,
    }
}

/// What became of something but a rule: what that means where it can be told.
pub(super) fn effect(entry: &Entry) -> Bilingual {
    let became = fate(entry.fate);
    if !entry.matters() {
        let wording = entry.fate == Fate::Changed && !entry.changes.iter().any(Change::asks);
        return if wording { both("wording only", "文言のみ") } else { became };
    }
    let Some(direction) = direction_of(entry).as_ref().and_then(direction) else { return became };
    match entry.fate {
        Fate::Changed => direction,
        _ => Bilingual::new(
            format!("{}, {}", became.en, direction.en),
            format!("{}・{}", became.ja, direction.ja),
        ),
    }
}

/// The words for a direction.
fn direction(meaning: &Meaning) -> Option<Bilingual> {
    match meaning {
        Meaning::Stricter => Some(both("stricter", "厳格化")),
        Meaning::Looser => Some(both("looser", "緩和")),
        Meaning::Different => {
            Some(both("different: stricter for some, looser for others", "厳格化と緩和の両方"))
        }
        Meaning::Same | Meaning::OneSide | Meaning::NotSettled(_) | Meaning::NotCompared(_) => None,
    }
}

/// The word of the wire format for a kind.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Program => "program",
        Kind::Field => "field",
        Kind::Word => "word",
        Kind::Figure => "figure",
        Kind::Define => "define",
        Kind::Table => "table",
        Kind::Rule => "rule",
        Kind::Judgement => "judgement",
        Kind::Question => "question",
        Kind::Scorecard => "scorecard",
        Kind::Source => "source",
    }
}

/// The word of the wire format for a fate.
pub(super) fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Added => "added",
        Fate::Removed => "removed",
        Fate::Renamed => "renamed",
        Fate::Changed => "changed",
        Fate::Same => "same",
    }
}

/// The word of the wire format for what a change is of.
pub(super) fn aspect_word(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Whole => "whole",
        Aspect::Name => "name",
        Aspect::Requirement => "requirement",
        Aspect::Figure => "figure",
        Aspect::Reading => "reading",
        Aspect::Severity => "severity",
        Aspect::Validity => "validity",
        Aspect::Scope => "scope",
        Aspect::RuleKind => "kind",
        Aspect::Conflict => "conflict",
        Aspect::Title => "title",
        Aspect::Message => "message",
        Aspect::Repair => "repair",
        Aspect::Citation => "citation",
        Aspect::Own => "own",
        Aspect::Because => "because",
        Aspect::Type => "type",
        Aspect::Presence => "presence",
        Aspect::Least => "least_items",
        Aspect::Most => "most_items",
        Aspect::Label => "label",
        Aspect::Spelling => "spelling",
        Aspect::Column => "column",
        Aspect::Row => "row",
        Aspect::Table => "table",
        Aspect::Cell => "cell",
        Aspect::When => "when",
        Aspect::Asks => "asks",
        Aspect::Note => "note",
        Aspect::About => "about",
        Aspect::Points => "points",
        Aspect::Item => "item",
        Aspect::Authority => "authority",
        Aspect::Document => "document",
        Aspect::AsOf => "as_of",
    }
}

/// What comes before the colon of a change: of what it is.
fn of_what(change: &Change) -> Bilingual {
    let aspect_words = aspect(change.aspect);
    match (change.aspect, change.what.en.is_empty()) {
        (_, true) => aspect_words,
        (Aspect::Figure | Aspect::Cell, false) => change.what.clone(),
        (_, false) => Bilingual::new(
            format!("{}, {}", aspect_words.en, change.what.en),
            format!("{}（{}）", aspect_words.ja, change.what.ja),
        ),
    }
}

/// A change in one line: `floor: ¥500,000,000 → ¥600,000,000 (+¥100,000,000)`.
pub(super) fn change(one: &Change) -> Bilingual {
    if one.aspect == Aspect::Table {
        let table = &one.what;
        return Bilingual::new(
            format!("the rows of {} have changed", table.en),
            format!("{}の内容の変更による", table.ja),
        );
    }
    let head = of_what(one);
    let delta = one.delta.as_ref().map_or_else(Bilingual::default, |delta| {
        Bilingual::new(format!(" ({})", delta.words.en), format!("（{}）", delta.words.ja))
    });
    let body = match (&one.old, &one.new) {
        (Some(old), Some(new)) => {
            let (old, new) = (&old.words, &new.words);
            let turn = |old: &str, new: &str, delta: &str| format!("{old} → {new}{delta}");
            // A text may have changed in the other language alone, and what is meant under the same words.
            let en = match (old.en == new.en, old.ja == new.ja) {
                (true, true) => format!("{} (worded the same)", new.en),
                (true, false) => format!("{} (the Japanese text has changed)", new.en),
                (false, _) => turn(&old.en, &new.en, &delta.en),
            };
            let ja = match (old.ja == new.ja, old.en == new.en) {
                (true, true) => format!("{}（文は同じ）", new.ja),
                (true, false) => format!("{}（英語のみ変更）", new.ja),
                (false, _) => turn(&old.ja, &new.ja, &delta.ja),
            };
            Bilingual::new(en, ja)
        }
        (None, Some(new)) => {
            Bilingual::new(format!("{} (new)", new.words.en), format!("{}（追加）", new.words.ja))
        }
        (Some(old), None) => {
            Bilingual::new(format!("{} (gone)", old.words.en), format!("{}（削除）", old.words.ja))
        }
        (None, None) => Bilingual::default(),
    };
    if head.en.is_empty() {
        return body;
    }
    Bilingual::new(format!("{}: {}", head.en, body.en), format!("{}：{}", head.ja, body.ja))
}

/// A thing by its title and name: `Yearly limits (main_part_band)`.
pub(super) fn called(entry: &Entry) -> Bilingual {
    crate::workbench::explain::called(&entry.name, &entry.title)
}

/// A thing, its former name, and what became of it.
pub(super) fn headed(entry: &Entry, became: &Bilingual) -> Bilingual {
    let called = called(entry);
    let was = entry.was.as_ref().map_or_else(Bilingual::default, |was| {
        Bilingual::new(format!(", formerly {was}"), format!("（旧名 {was}）"))
    });
    let of = kind(entry.kind);
    Bilingual::new(
        format!("{} {}{}: {}", of.en, called.en, was.en, became.en),
        format!("{}「{}」{}：{}", of.ja, called.ja, was.ja, became.ja),
    )
}

/// What the change of a rule means, in a word or two.
pub(super) fn meaning(rule: &RuleDiff) -> Bilingual {
    let turned = rule.entry.changes.iter().find(|change| change.aspect == Aspect::Severity);
    let severity = turned.and_then(|change| change.new.as_ref()).and_then(|new| new.exact.as_deref());
    let same = match severity.map(|word| word == Severity::Error.word()) {
        Some(true) => both("same, now an error", "同じ（助言からエラーへ）"),
        Some(false) => both("same, now advice", "同じ（エラーから助言へ）"),
        None if rule.matters() => both("same", "同じ"),
        None if rule.entry.changes.iter().any(|one| one.aspect == Aspect::Requirement) => {
            both("same, put otherwise", "同じ（書き方のみ変更）")
        }
        None if rule.entry.changes.iter().any(Change::asks) => both("same", "同じ"),
        None if rule.entry.changes.is_empty() => fate(rule.entry.fate),
        None => both("wording only", "文言のみ"),
    };
    match (&rule.meaning, rule.entry.fate) {
        (Meaning::OneSide, became) => fate(became),
        (Meaning::Same, _) => same,
        (Meaning::Stricter | Meaning::Looser | Meaning::Different, _) => {
            direction(&rule.meaning).unwrap_or_default()
        }
        (Meaning::NotSettled(_), _) => both("changed, not settled", "変更あり（厳しさは確定できず）"),
        (Meaning::NotCompared(_), _) => both("changed, not compared", "変更あり（厳しさは比較できず）"),
    }
}

/// The word of the wire format for what a change means.
pub(super) fn meaning_word(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::OneSide => "one_side",
        Meaning::Same => "same",
        Meaning::Stricter => "stricter",
        Meaning::Looser => "looser",
        Meaning::Different => "different",
        Meaning::NotSettled(_) => "not_settled",
        Meaning::NotCompared(_) => "not_compared",
    }
}

/// A verdict.
pub(super) fn verdict(verdict: Option<FileVerdict>) -> Bilingual {
    match verdict {
        Some(FileVerdict::Pass) => both("pass", "適合"),
        Some(FileVerdict::Fail) => both("fail", "不適合"),
        Some(FileVerdict::Undetermined) => both("undetermined", "未判定"),
        Some(FileVerdict::Unreadable) => both("unreadable", "読取不可"),
        None => both("no rules", "規則なし"),
    }
}

/// What came of a rule.
pub(super) fn outcome(outcome: Option<FindingOutcome>) -> Bilingual {
    match outcome {
        Some(FindingOutcome::Pass) => both("met", "適合"),
        Some(FindingOutcome::Fail) => both("not met", "不適合"),
        Some(FindingOutcome::Undetermined) => both("undetermined", "未判定"),
        Some(FindingOutcome::Contested) => both("contested", "規定が矛盾"),
        Some(FindingOutcome::DependsOnReading) => both("depends on the reading", "解釈により異なる"),
        Some(FindingOutcome::NotApplicable) => both("does not apply", "対象外"),
        Some(FindingOutcome::LeftToReviewers) => both("left to reviewers", "審査員が判断"),
        None => both("not asked", "規則なし"),
    }
}

/// What is found of a rule at each place that differs: `main_part[0].national: ¥100,000,000 short`.
pub(super) fn places(rule: &OutcomeDiff) -> Vec<Bilingual> {
    let mut out = Vec::new();
    for place in &rule.places {
        let what = |found: &Found| found.short_by.as_ref().map_or(&found.message, |by| &by.words).clone();
        let text = match (&place.old, &place.new) {
            (Some(old), Some(new)) => {
                let (old, new) = (what(old), what(new));
                Bilingual::new(
                    format!("{} (was: {})", new.en, old.en),
                    format!("{}（変更前：{}）", new.ja, old.ja),
                )
            }
            (None, Some(new)) => what(new),
            (Some(old), None) => {
                let old = what(old);
                Bilingual::new(format!("no longer {}", old.en), format!("解消（{}）", old.ja))
            }
            (None, None) => continue,
        };
        out.push(match place.path.as_str() {
            "" => text,
            path => Bilingual::new(format!("{path}: {}", text.en), format!("{path}：{}", text.ja)),
        });
    }
    out
}

/// How an outcome turned: `met → not met`.
pub(super) fn turn(rule: &OutcomeDiff) -> Bilingual {
    let (old, new) = (outcome(rule.old), outcome(rule.new));
    if rule.old == rule.new {
        return new;
    }
    Bilingual::new(format!("{} → {}", old.en, new.en), format!("{} → {}", old.ja, new.ja))
}

/// The title of a rule, else its name.
pub(super) fn rule_title(rule: &OutcomeDiff) -> Bilingual {
    if rule.title.en.is_empty() { Bilingual::same(rule.rule.clone()) } else { rule.title.clone() }
}

/// What became of the proposals, in a sentence.
pub(super) fn proposals(diff: &Diff) -> Bilingual {
    let all = diff.proposals.len();
    let otherwise = diff.proposals.iter().filter(|one| !one.is_same()).count();
    let verdicts = diff.proposals.iter().filter(|one| one.old != one.new).count();
    let word = if all == 1 { "proposal was" } else { "proposals were" };
    if otherwise == 0 {
        return Bilingual::new(
            format!("{all} {word} judged by both: all come out the same"),
            format!("申請{all}件を両方の規則で判定：結果はすべて同じ"),
        );
    }
    Bilingual::new(
        format!(
            "{all} {word} judged by both: {otherwise} otherwise than before, {verdicts} with another verdict"
        ),
        format!(
            "申請{all}件を両方の規則で判定：結果が異なるもの{otherwise}件、うち判定が変わるもの{verdicts}件"
        ),
    )
}

/// The document: its path, and its number where that is not the first.
pub(super) fn document(proposal: &ProposalDiff, lang: Lang) -> String {
    match (proposal.document, lang) {
        (0 | 1, _) => proposal.path.clone(),
        (number, Lang::En) => format!("{}, document {number}", proposal.path),
        (number, Lang::Ja) => format!("{} の {number} 件目", proposal.path),
    }
}

/// What the whole comes to, in a sentence.
pub(super) fn summary(diff: &Diff) -> Bilingual {
    if diff.is_empty() && diff.broken.is_empty() {
        return Bilingual::new("nothing has changed", "変更はありません");
    }
    if diff.is_empty() {
        return Bilingual::new(
            "nothing has changed of what could be compared",
            "比較できた範囲に変更はありません",
        );
    }
    let rules: Vec<&RuleDiff> = diff.programs.iter().flat_map(|program| &program.rules).collect();
    let changed = rules.iter().filter(|rule| rule.matters()).count();
    let entries: Vec<&Entry> = diff.programs.iter().flat_map(|program| &program.entries).collect();
    let others = entries.iter().filter(|entry| entry.matters()).count();
    let mut en = Vec::new();
    let mut ja = Vec::new();
    let programs = |wanted: Fate| diff.programs.iter().filter(|program| program.fate == wanted).count();
    for (count, one, several, words) in [
        (programs(Fate::Added), "new programme", "new programmes", "新設の事業"),
        (programs(Fate::Removed), "programme removed", "programmes removed", "廃止の事業"),
        (changed, "rule", "rules", "規則"),
        (others, "other declaration", "other declarations", "数値・項目など"),
    ] {
        if count > 0 {
            en.push(format!("{count} {}", if count == 1 { one } else { several }));
            ja.push(format!("{words}{count}件"));
        }
    }
    let of_rules = rules.iter().map(|rule| &rule.entry);
    if en.is_empty() && of_rules.chain(entries).flat_map(|entry| &entry.changes).any(Change::asks) {
        return Bilingual::new(
            "the rules ask for the same as before: no proposal comes out otherwise",
            "規則が求める内容は同じです。申請の判定は変わりません",
        );
    }
    if en.is_empty() {
        return Bilingual::new(
            "only what people read has changed: no proposal comes out otherwise",
            "文言だけの変更です。申請の判定は変わりません",
        );
    }
    Bilingual::new(format!("changed: {}", en.join(", ")), format!("変更：{}", ja.join("、")))
}

/// The heading of a programme.
pub(super) fn heading(program: &ProgramDiff) -> Bilingual {
    Bilingual::new(
        format!("{} ({})", program.title.en, program.id),
        format!("{}（{}）", program.title.ja, program.id),
    )
}

/// The programmes that could not be compared; empty where all could.
pub(super) fn broken(diff: &Diff) -> Option<Bilingual> {
    if diff.broken.is_empty() {
        return None;
    }
    Some(Bilingual::new(
        format!("not compared, because its rules have errors on a side: {}", diff.broken.join(", ")),
        format!("一方の規則に誤りがあるため比較していない事業：{}", diff.broken.join("、")),
    ))
}

/// What an example shows.
pub(super) fn example(example: &Example) -> Bilingual {
    let (old, new) = (example.old_verdict, example.new_verdict);
    let turned = match (example.old, example.new) {
        (None, None) => (verdict(Some(old)), verdict(Some(new))),
        (old, new) => (outcome(old), outcome(new)),
    };
    let (en, ja) = if example.stricter {
        ("fares worse now", "不利になる申請の例")
    } else {
        ("fares better now", "有利になる申請の例")
    };
    Bilingual::new(
        format!("a proposal that {en}: {} → {}", turned.0.en, turned.1.en),
        format!("{ja}：{} → {}", turned.0.ja, turned.1.ja),
    )
}

/// What an answer leaves open: why a rule is not compared, up to where it is.
pub(super) fn open(rule: &RuleDiff) -> Option<Bilingual> {
    match &rule.meaning {
        Meaning::NotCompared(why) => {
            Some(Bilingual::new(format!("not compared: {}", why.en), format!("比較できず：{}", why.ja)))
        }
        Meaning::NotSettled(why) => Some(why.clone()),
        _ => rule.limit.clone(),
    }
}

/// What all rules together mean: who came through before and does not now, and the other way round.
pub(super) fn whole(whole: &Whole) -> Bilingual {
    let mut said = of_whole(whole);
    if let (Some(limit), Sought::None) = (&whole.limit, &whole.found) {
        said = Bilingual::new(format!("{}; {}", said.en, limit.en), format!("{}（{}）", said.ja, limit.ja));
    }
    if !whole.form_as_well || whole.found != Sought::None {
        return said;
    }
    Bilingual::new(
        format!("{}, as far as the rules go; the form has changed as well", said.en),
        format!("{}（規則について。様式の変更は別に確認を要する）", said.ja),
    )
}

fn of_whole(whole: &Whole) -> Bilingual {
    match (&whole.found, whole.stricter) {
        (Sought::Found(_), true) => both(
            "the rules together: some proposals that passed fail now",
            "規則全体：これまで適合だった申請の中に、不適合となるものがある",
        ),
        (Sought::Found(_), false) => both(
            "the rules together: some proposals that failed pass now",
            "規則全体：これまで不適合だった申請の中に、適合となるものがある",
        ),
        (Sought::None, true) => both(
            "the rules together: none that passed fails now",
            "規則全体：これまで適合だった申請が不適合となることはない",
        ),
        (Sought::None, false) => both(
            "the rules together: none that failed passes now",
            "規則全体：これまで不適合だった申請が適合となることはない",
        ),
        (Sought::Unknown(why), true) => Bilingual::new(
            format!("the rules together: whether some that passed fail now was not decided: {}", why.en),
            format!("規則全体：適合だった申請が不適合となりうるかは判断できず：{}", why.ja),
        ),
        (Sought::Unknown(why), false) => Bilingual::new(
            format!("the rules together: whether some that failed pass now was not decided: {}", why.en),
            format!("規則全体：不適合だった申請が適合となりうるかは判断できず：{}", why.ja),
        ),
    }
}
