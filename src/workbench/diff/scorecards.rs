//! The scorecards of a pack held against what they were: sections and items by their ids, with their points.

use super::declared::{Named, cites, entries, text_change};
use super::{Aspect, Change, Entry, Kind, Shown, Side};
use crate::check::typed::Scorecard;
use crate::diag::Bilingual;
use crate::value::Num;

/// The scorecards that have changed.
pub(super) fn compare(old: Side<'_>, new: Side<'_>) -> Vec<Entry> {
    let (before, after) = (&old.plan.pack.scorecards, &new.plan.pack.scorecards);
    let named = |side: Side<'_>| -> Vec<Named> {
        let all = side.plan.pack.scorecards.iter();
        all.map(|one| Named { name: one.name.clone(), title: one.title.clone(), span: one.span }).collect()
    };
    let changes = |one: usize, other: usize| {
        let Some((one, other)) = before.get(one).zip(after.get(other)) else { return Vec::new() };
        let mut out = card(one, other);
        out.extend(cites((old, &one.cites), (new, &other.cites)));
        out
    };
    entries(Kind::Scorecard, (old, &named(old)), (new, &named(new)), &[], (true, &changes))
}

/// Sections and items by their ids, with their points; the whole card first.
fn card(one: &Scorecard, other: &Scorecard) -> Vec<Change> {
    type Row = (String, Bilingual, Option<u32>);
    // An item has its id within its section.
    let parts = |card: &Scorecard| -> Vec<Row> {
        let mut out = vec![(String::new(), Bilingual::new("total", "満点"), card.total)];
        for section in &card.sections {
            let id = |item: &str| format!("{} {item}", section.id);
            out.push((section.id.clone(), section.title.clone(), section.points));
            out.extend(section.items.iter().map(|item| (id(&item.id), item.title.clone(), item.points)));
        }
        out
    };
    let (before, after) = (parts(one), parts(other));
    let points = |points: Option<u32>| {
        points.map(|points| Shown {
            words: Bilingual::new(format!("{points} points"), format!("{points}点")),
            exact: Some(points.to_string()),
        })
    };
    let called = |id: &str, title: &Bilingual| {
        if id.is_empty() {
            return title.clone();
        }
        Bilingual::new(format!("{id}, {}", title.en), format!("{id}　{}", title.ja))
    };
    let mut out = Vec::new();
    for (id, title, now) in &after {
        let Some((_, was_title, was)) = before.iter().find(|(known, _, _)| known == id) else {
            let new = Some(Shown::text(called(id, title)));
            let what = Bilingual::default();
            out.push(Change { aspect: Aspect::Item, what, old: None, new, delta: None, matters: true });
            continue;
        };
        if was != now {
            let delta = was.zip(*now).map(|(was, now)| {
                let by = Num::int(now).sub(&Num::int(was));
                let sign = if by.is_negative() { "" } else { "+" };
                Shown { words: Bilingual::same(format!("{sign}{by}")), exact: Some(by.to_string()) }
            });
            let (old, new) = (points(*was), points(*now));
            out.push(Change {
                aspect: Aspect::Points,
                what: called(id, title),
                old,
                new,
                delta,
                matters: true,
            });
        }
        let change = text_change(Aspect::Title, was_title, title, false);
        out.extend(change.map(|change| Change { what: Bilingual::same(id.clone()), ..change }));
    }
    for (id, title, _) in before.iter().filter(|(id, _, _)| !after.iter().any(|(known, _, _)| known == id)) {
        let old = Some(Shown::text(called(id, title)));
        let what = Bilingual::default();
        out.push(Change { aspect: Aspect::Item, what, old, new: None, delta: None, matters: true });
    }
    out
}
