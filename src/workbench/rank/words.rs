//! The words of a ranking, in both languages, shared by its formats.

use super::{By, Call, Cut, Ranking, Row, SheetTotal};
use crate::diag::{Bilingual, Lang};
use crate::eval::own_date;
use crate::report::{FileVerdict, FindingOutcome};
use crate::value::show::{date, figure};

/// A place: `1`, `2 (tied)`, `2–4`.
pub(super) fn place(row: &Row, lang: Lang) -> String {
    match (row.from == row.to, row.tied, lang) {
        (true, false, _) => row.from.to_string(),
        (true, true, Lang::En) => format!("{} (tied)", row.from),
        (true, true, Lang::Ja) => format!("{}（同順位）", row.from),
        (false, _, Lang::En) => format!("{}–{}", row.from, row.to),
        (false, _, Lang::Ja) => format!("{}〜{}", row.from, row.to),
    }
}

/// Points: `72`, `61 to 90`, `61 or more`.
pub(super) fn points(low: &crate::value::Num, high: Option<&crate::value::Num>, lang: Lang) -> String {
    let least = figure(low);
    match (high, lang) {
        (Some(high), _) if high == low => least,
        (Some(high), Lang::En) => format!("{least} to {}", figure(high)),
        (Some(high), Lang::Ja) => format!("{least}〜{}", figure(high)),
        (None, Lang::En) => format!("{least} or more"),
        (None, Lang::Ja) => format!("{least}以上"),
    }
}

/// What a proposal comes to by itself.
pub(super) fn verdict(verdict: FileVerdict, lang: Lang) -> &'static str {
    match (verdict, lang) {
        (FileVerdict::Pass, Lang::En) => "passes",
        (FileVerdict::Pass, Lang::Ja) => "適合",
        (FileVerdict::Fail, Lang::En) => "cannot be adopted as it is",
        (FileVerdict::Fail, Lang::Ja) => "不適合（このままでは採択不可）",
        (FileVerdict::Undetermined, Lang::En) => "undetermined",
        (FileVerdict::Undetermined, Lang::Ja) => "判定未了",
        (FileVerdict::Unreadable, Lang::En) => "not checked",
        (FileVerdict::Unreadable, Lang::Ja) => "検査不能",
    }
}

/// A proposal: its title and its file.
pub(super) fn proposal(row: &Row, lang: Lang) -> String {
    let file = match row.document {
        0 | 1 => row.path.clone(),
        number => format!("{}#{number}", row.path),
    };
    match (&row.title, lang) {
        (Some(title), Lang::En) => format!("{title} ({file})"),
        (Some(title), Lang::Ja) => format!("{title}（{file}）"),
        (None, _) => file,
    }
}

/// One sheet: `A 70`, `B 61 to 90, 5 of 18 items missing`.
pub(super) fn sheet(sheet: &SheetTotal, lang: Lang) -> String {
    let who = match (&sheet.reviewer, lang) {
        (Some(name), _) => name.clone(),
        (None, Lang::En) => "no reviewer named".to_owned(),
        (None, Lang::Ja) => "審査員名なし".to_owned(),
    };
    let SheetTotal { missing, items, .. } = *sheet;
    let points = points(&sheet.low, sheet.high.as_ref(), lang);
    let stated = match (&sheet.stated, lang) {
        (Some(total), Lang::En) => format!("; states {}", figure(total)),
        (Some(total), Lang::Ja) => format!("、記載の合計{}点", figure(total)),
        (None, _) => String::new(),
    };
    match (sheet.wrong, missing, lang) {
        (true, _, Lang::En) => format!("{who}: does not count until corrected ({})", sheet.path),
        (true, _, Lang::Ja) => format!("{who}：訂正されるまで数えません（{}）", sheet.path),
        (false, 0, Lang::En) => format!("{who}: {points}"),
        (false, 0, Lang::Ja) => format!("{who}：{points}点"),
        (false, _, Lang::En) => format!("{who}: {points}, {missing} of {items} items missing{stated}"),
        (false, _, Lang::Ja) => {
            format!("{who}：{points}点、{items}項目のうち{missing}項目が未記入{stated}")
        }
    }
}

/// Where a rule across proposals cuts: `holds up to place 7 (7 proposals); fails from place 8 on`.
pub(super) fn cut(cut: &Cut) -> Bilingual {
    let mut runs: Vec<(FindingOutcome, u32, u32, u32)> = Vec::new();
    for step in &cut.steps {
        match runs.last_mut() {
            Some(run) if run.0 == step.outcome => (run.2, run.3) = (step.place, step.proposals),
            _ => runs.push((step.outcome, step.place, step.place, step.proposals)),
        }
    }
    if runs.is_empty() {
        return Bilingual::new("no proposal to hold it against", "対象となる申請がありません");
    }
    let last = runs.len().saturating_sub(1);
    let (mut en, mut ja) = (Vec::new(), Vec::new());
    for (index, (outcome, from, to, proposals)) in runs.iter().enumerate() {
        let (word_en, word_ja) = outcome_words(*outcome);
        let count = if *proposals == 1 { "proposal" } else { "proposals" };
        if index == last && index > 0 {
            en.push(format!("{word_en} once place {from} is taken in"));
            ja.push(format!("{from}位まで含めると{word_ja}"));
        } else if index == last && *outcome == FindingOutcome::Pass {
            en.push(format!("{word_en} up to the last place, {to} ({proposals} {count})"));
            ja.push(format!("最下位の{to}位（{proposals}件）まで{word_ja}"));
        } else if index == last {
            en.push(format!("{word_en} from the first place on"));
            ja.push(format!("最上位から{word_ja}"));
        } else {
            en.push(format!("{word_en} up to place {to} ({proposals} {count})"));
            ja.push(format!("{to}位（{proposals}件）まで{word_ja}"));
        }
    }
    Bilingual::new(en.join("; "), ja.join("。"))
}

fn outcome_words(outcome: FindingOutcome) -> (&'static str, &'static str) {
    match outcome {
        FindingOutcome::Pass => ("holds", "満たします"),
        FindingOutcome::Fail => ("does not hold", "満たしません"),
        FindingOutcome::NotApplicable => ("does not apply", "対象外です"),
        FindingOutcome::Contested => ("is contested", "規定が矛盾しています"),
        _ => ("cannot be decided", "判定できません"),
    }
}

/// The heading of a ranking.
pub(super) fn heading(ranking: &Ranking) -> Bilingual {
    let (each_en, each_ja) = if ranking.by == By::Sum { (" a sheet", "採点ごとに") } else { ("", "") };
    let of_en = ranking.of.map(|of| format!(", of {of} points{each_en}")).unwrap_or_default();
    let of_ja = ranking.of.map(|of| format!("（{each_ja}{of}点満点）")).unwrap_or_default();
    Bilingual::new(
        format!("{} [{}]{of_en}", ranking.title.en, ranking.scorecard),
        format!("{}［{}］{of_ja}", ranking.title.ja, ranking.scorecard),
    )
}

/// What has to be said beside the table.
pub(super) fn notes(call: &Call<'_>, rows: &[Row]) -> Vec<Bilingual> {
    let mut notes = Vec::new();
    if rows.iter().any(|row| row.sheets.len() > 1) {
        notes.push(match call.by {
            By::Mean => Bilingual::new(
                "points are the exact mean over the reviewers' sheets; the sources do not say how sheets are combined",
                "得点は各審査員の採点の正確な平均です（まとめ方は資料に定めがありません）",
            ),
            By::Sum => Bilingual::new(
                "points are the sum over the reviewers' sheets; the sources do not say how sheets are combined",
                "得点は各審査員の採点の合計です（まとめ方は資料に定めがありません）",
            ),
        });
    }
    let reviewers = |row: &Row| -> Vec<Option<String>> {
        row.sheets.iter().map(|sheet| sheet.reviewer.clone()).collect()
    };
    if rows.iter().any(|row| rows.first().is_some_and(|first| reviewers(first) != reviewers(row))) {
        notes.push(Bilingual::new(
            "not all proposals were scored by the same reviewers",
            "すべての申請が同じ審査員によって採点されているわけではありません",
        ));
    }
    let mut days: Vec<_> = call.scored.iter().filter_map(|one| own_date(call.plan, one.proposal)).collect();
    days.sort();
    days.dedup();
    if days.len() > 1 {
        let join = |lang: Lang, with: &str| {
            days.iter().map(|day| date(*day).get(lang).to_owned()).collect::<Vec<_>>().join(with)
        };
        notes.push(Bilingual::new(
            format!("the proposals are of several calls, by their dates: {}", join(Lang::En, ", ")),
            format!("公募の時期が異なる申請が含まれています：{}", join(Lang::Ja, "、")),
        ));
    }
    if rows.iter().any(|row| !row.settled()) {
        notes.push(Bilingual::new(
            "a range of places is the best and the worst that the missing points can lead to; nothing is inferred",
            "幅のある順位は、未記入の得点しだいで取り得る最上位と最下位です（得点の推定は行いません）",
        ));
    }
    if rows.iter().any(|row| row.verdict == FileVerdict::Fail)
        && call.plan.pack.rules.iter().any(|r| r.across)
    {
        notes.push(Bilingual::new(
            "rules across proposals are held against the proposals that do not fail by themselves",
            "申請全体の規則は、不適合の申請を除いて確認しています",
        ));
    }
    if call.incomplete {
        notes.push(Bilingual::new(
            "a scored proposal could not be read; it has no place here, and would move others",
            "採点された申請に読み取れないものがあり、順位に含まれていません（他の順位が変わる可能性があります）",
        ));
    }
    let unscored = call.unscored.len();
    if unscored > 0 {
        notes.push(Bilingual::new(
            format!(
                "{unscored} {} of this program {} no sheet and no place",
                if unscored == 1 { "proposal" } else { "proposals" },
                if unscored == 1 { "has" } else { "have" },
            ),
            format!("採点シートのない申請が{unscored}件あります（順位なし）"),
        ));
    }
    notes
}
