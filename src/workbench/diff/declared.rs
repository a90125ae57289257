//! What a pack declares but its rules and its form, held against what it declared before: the head, figures, derived
//! values, judgements, questions, documents; tables and scorecards have files of their own.

use super::canon::{self, Figure, FormerNames};
use super::figures::{Names, of_values};
use super::pair::by_name;
use super::{Aspect, Change, Entry, Fate, Kind, Shown, Side, scorecards, tables};
use crate::check::typed::{Cite, DefineId, Let};
use crate::diag::Bilingual;
use crate::report::{citations, judgement_text, values_of};
use crate::text::Span;
use crate::workbench::explain::{in_force, said_words};
use crate::workbench::origin::at;

/// A change of a text; nothing where it is the same. An empty text is none.
pub(super) fn text_change(aspect: Aspect, old: &Bilingual, new: &Bilingual, matters: bool) -> Option<Change> {
    let some =
        |text: &Bilingual| (!text.en.is_empty() || !text.ja.is_empty()).then(|| Shown::text(text.clone()));
    let what = Bilingual::default();
    (old != new).then(|| Change { aspect, what, old: some(old), new: some(new), delta: None, matters })
}

/// Citations that came and went.
pub(super) fn cites((old, before): (Side<'_>, &[Cite]), (new, after): (Side<'_>, &[Cite])) -> Vec<Change> {
    let words = |side: Side<'_>, cites: &[Cite]| {
        citations(&side.plan.pack, cites).iter().map(|one| one.words()).collect::<Vec<_>>()
    };
    let (before, after) = (words(old, before), words(new, after));
    let nothing = Bilingual::default();
    let gone = before.iter().filter(|one| !after.contains(one));
    let came = after.iter().filter(|one| !before.contains(one));
    let gone = gone.filter_map(|one| text_change(Aspect::Citation, one, &nothing, false));
    let came = came.filter_map(|one| text_change(Aspect::Citation, &nothing, one, false));
    gone.chain(came).collect()
}

/// Why it is the keeper's own.
pub(super) fn own(before: Option<&Bilingual>, after: Option<&Bilingual>) -> Option<Change> {
    let text = |own: Option<&Bilingual>| own.cloned().unwrap_or_default();
    text_change(Aspect::Own, &text(before), &text(after), false)
}

/// Something declared, as far as all kinds of it are alike.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) title: Bilingual,
    pub(super) span: Span,
}

/// Whether an old and a new thing, by their indices, are one.
pub(super) type Alike<'f> = &'f dyn Fn(usize, usize) -> bool;

/// The things of a kind that are not as they were.
pub(super) fn entries(
    kind: Kind,
    (old, before): (Side<'_>, &[Named]),
    (new, after): (Side<'_>, &[Named]),
    alike: &[Alike<'_>],
    (matters, changes): (bool, &dyn Fn(usize, usize) -> Vec<Change>),
) -> Vec<Entry> {
    let names = |all: &[Named]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let (old_names, new_names) = (names(before), names(after));
    let pairs = by_name(
        &old_names.iter().map(String::as_str).collect::<Vec<_>>(),
        &new_names.iter().map(String::as_str).collect::<Vec<_>>(),
        alike,
    );
    let whole = |title: &Bilingual, gone: bool| Change {
        aspect: Aspect::Whole,
        what: Bilingual::default(),
        old: gone.then(|| Shown::text(title.clone())),
        new: (!gone).then(|| Shown::text(title.clone())),
        delta: None,
        matters,
    };
    pairs
        .into_iter()
        .filter_map(|(one, other)| {
            let pair = one.zip(other);
            let is = other.and_then(|at| after.get(at));
            let was = one.and_then(|at| before.get(at));
            let (side, named, fate, changes) = match (was, is) {
                (Some(was), Some(is)) => {
                    let mut changed = pair.map(|(one, other)| changes(one, other)).unwrap_or_default();
                    let named = match kind {
                        Kind::Figure | Kind::Define | Kind::Table => Aspect::Label,
                        _ => Aspect::Title,
                    };
                    // What has no label is called by its name, whose change is told already.
                    if !(was.title.en == was.name.replace('_', " ") && was.name != is.name) {
                        changed.extend(text_change(named, &was.title, &is.title, false));
                    }
                    let renamed = was.name != is.name;
                    if changed.is_empty() && !renamed {
                        return None;
                    }
                    (new, is, if renamed { Fate::Renamed } else { Fate::Changed }, changed)
                }
                (Some(was), None) => (old, was, Fate::Removed, vec![whole(&was.title, true)]),
                (None, Some(is)) => (new, is, Fate::Added, vec![whole(&is.title, false)]),
                (None, None) => return None,
            };
            Some(Entry {
                kind,
                name: named.name.clone(),
                was: was.filter(|_| fate == Fate::Renamed).map(|was| was.name.clone()),
                title: named.title.clone(),
                fate,
                changes,
                at: at(side.pack, named.span),
            })
        })
        .collect()
}

/// The head of the pack.
pub(super) fn head(old: Side<'_>, new: Side<'_>) -> Option<Entry> {
    let (before, after) = (&old.plan.pack.program, &new.plan.pack.program);
    let mut changes = Vec::new();
    let ids = (Bilingual::same(&*old.plan.pack.id), Bilingual::same(&*new.plan.pack.id));
    // A proposal names the programme, so that one of another id is not read by the old name.
    changes.extend(text_change(Aspect::Name, &ids.0, &ids.1, true));
    changes.extend(text_change(Aspect::Title, &before.title, &after.title, false));
    changes.extend(text_change(Aspect::Authority, &before.authority, &after.authority, false));
    let days = |side: Side<'_>| in_force(None, &side.plan.pack.program);
    changes.extend(text_change(Aspect::Validity, &days(old), &days(new), true));
    let dated = |side: Side<'_>| {
        let head = &side.plan.pack.program;
        let field = head.as_of.zip(side.plan.pack.schema.record(head.root));
        let field = field.and_then(|(field, record)| record.fields.get(field as usize));
        field.map(|field| Bilingual::same(field.name.clone())).unwrap_or_default()
    };
    changes.extend(text_change(Aspect::AsOf, &dated(old), &dated(new), true));
    let renamed = old.plan.pack.id != new.plan.pack.id;
    (!changes.is_empty()).then(|| Entry {
        kind: Kind::Program,
        name: new.plan.pack.id.clone(),
        was: renamed.then(|| old.plan.pack.id.clone()),
        title: after.title.clone(),
        fate: if renamed { Fate::Renamed } else { Fate::Changed },
        changes,
        at: at(new.pack, after.span),
    })
}

/// Everything but the head, the form, and the rules.
pub(super) fn rest(old: Side<'_>, new: Side<'_>, former: &FormerNames) -> Vec<Entry> {
    let mut out = figures(old, new);
    out.extend(defines(old, new, former));
    out.extend(tables::compare(old, new));
    out.extend(judgements(old, new, former));
    out.extend(questions(old, new));
    out.extend(scorecards::compare(old, new));
    out.extend(documents(old, new));
    out
}

pub(super) fn own_names<T>(all: &[T], name: fn(&T) -> &str) -> Vec<&T> {
    // What another pack declares is told where that is compared.
    all.iter().filter(|one| !name(one).contains('.')).collect()
}

fn as_figure(side: Side<'_>, figure: &Let) -> Figure {
    let days = values_of(side.plan, figure);
    let values =
        figure.values.iter().zip(days).map(|(value, days)| (days.from, days.to, value.value.clone()));
    Figure { values: values.collect(), ty: figure.ty, named: None, span: figure.span }
}

fn figures(old: Side<'_>, new: Side<'_>) -> Vec<Entry> {
    let name: fn(&Let) -> &str = |figure| &figure.name;
    let (before, after) = (own_names(&old.plan.pack.lets, name), own_names(&new.plan.pack.lets, name));
    let named = |all: &[&Let]| -> Vec<Named> {
        all.iter()
            .map(|one| Named { name: one.name.clone(), title: one.label.words(&one.name), span: one.span })
            .collect()
    };
    let pair_of = |one: usize, other: usize| before.get(one).zip(after.get(other));
    let told = |one: &Let, other: &Let| {
        let words = |side: Side<'_>, one: &Let| {
            values_of(side.plan, one).into_iter().map(|value| value.dated()).collect::<Vec<_>>()
        };
        words(old, one) == words(new, other)
    };
    let alike = |one: usize, other: usize| pair_of(one, other).is_some_and(|(one, other)| told(one, other));
    let changes = |one: usize, other: usize| {
        let Some((one, other)) = pair_of(one, other) else { return Vec::new() };
        if told(one, other) {
            return Vec::new();
        }
        let what = Bilingual::default();
        of_values(&what, (old, &as_figure(old, one)), (new, &as_figure(new, other)))
    };
    entries(Kind::Figure, (old, &named(&before)), (new, &named(&after)), &[&alike], (false, &changes))
}

fn defines(old: Side<'_>, new: Side<'_>, former: &FormerNames) -> Vec<Entry> {
    let nothing = FormerNames::new();
    let told = |side: Side<'_>, former: &FormerNames| {
        let all = side.plan.pack.defines.iter().zip(0_u32..);
        all.filter(|(define, _)| !define.name.contains('.'))
            .map(|(define, id)| {
                let named = Named {
                    name: define.name.clone(),
                    title: define.label.words(&define.name),
                    span: define.span,
                };
                (named, DefineId(id), canon::of_define(side, former, DefineId(id)))
            })
            .collect::<Vec<_>>()
    };
    let (before, after) = (told(old, &nothing), told(new, former));
    let pair_of = |one: usize, other: usize| before.get(one).zip(after.get(other));
    let alike =
        |one: usize, other: usize| pair_of(one, other).is_some_and(|(one, other)| one.2.same(&other.2));
    let changes = |one: usize, other: usize| {
        let Some((one, other)) = pair_of(one, other) else { return Vec::new() };
        if one.2.same(&other.2) {
            return Vec::new();
        }
        if one.2.text == other.2.text && one.2.figures.len() == other.2.figures.len() {
            let names = Names::none(new);
            let pairs = one.2.figures.iter().zip(&other.2.figures);
            let moved = pairs.flat_map(|(one, other)| of_values(&names.of(other), (old, one), (new, other)));
            return moved.collect();
        }
        let says = |side: Side<'_>, id| crate::report::define_text(side.plan, &side.pack.sources, id);
        text_change(Aspect::Requirement, &says(old, one.1), &says(new, other.1), false).into_iter().collect()
    };
    let named =
        |all: Vec<(Named, DefineId, canon::Canon)>| all.into_iter().map(|one| one.0).collect::<Vec<_>>();
    let (one, other) = (named(told(old, &nothing)), named(told(new, former)));
    entries(Kind::Define, (old, &one), (new, &other), &[&alike], (false, &changes))
}

fn judgements(old: Side<'_>, new: Side<'_>, former: &FormerNames) -> Vec<Entry> {
    let (before, after) = (&old.plan.pack.judgements, &new.plan.pack.judgements);
    let named = |side: Side<'_>| -> Vec<Named> {
        let all = side.plan.pack.judgements.iter();
        all.map(|one| Named { name: one.name.clone(), title: one.title.clone(), span: one.span }).collect()
    };
    let pair_of = |one: usize, other: usize| before.get(one).zip(after.get(other));
    let same_title =
        |one: usize, other: usize| pair_of(one, other).is_some_and(|(one, other)| one.title == other.title);
    let changes = |one: usize, other: usize| {
        let ids = (u32::try_from(one).unwrap_or(u32::MAX), u32::try_from(other).unwrap_or(u32::MAX));
        let Some((one, other)) = pair_of(one, other) else { return Vec::new() };
        let mut out = Vec::new();
        let nothing = FormerNames::new();
        let says = |side: Side<'_>, former: &FormerNames, when: &Option<crate::check::typed::Expr>| {
            when.as_ref().map(|when| canon::of_expr(side, former, when)).unwrap_or_default()
        };
        if !says(old, &nothing, &one.when).same(&says(new, former, &other.when)) {
            let words = |side: Side<'_>, id: u32| {
                let all = judgement_text(side.plan, &side.pack.sources, crate::check::typed::JudgementId(id));
                all.first().map(said_words).unwrap_or_default()
            };
            out.extend(text_change(Aspect::When, &words(old, ids.0), &words(new, ids.1), true));
        }
        let asks = |side: Side<'_>, former: &FormerNames, paths: &[crate::check::typed::Path]| {
            paths.iter().map(|path| canon::of_path(side, former, path)).collect::<Vec<_>>()
        };
        let (was, is) = (asks(old, &nothing, &one.asks), asks(new, former, &other.asks));
        let plain = |path: &String| Bilingual::same(path.trim_start_matches("$."));
        let none = Bilingual::default();
        let gone = was.iter().filter(|path| !is.contains(path));
        out.extend(gone.filter_map(|path| text_change(Aspect::Asks, &plain(path), &none, true)));
        let came = is.iter().filter(|path| !was.contains(path));
        out.extend(came.filter_map(|path| text_change(Aspect::Asks, &none, &plain(path), true)));
        out.extend(cites((old, &one.cites), (new, &other.cites)));
        out.extend(own(one.own.as_ref(), other.own.as_ref()));
        out
    };
    entries(Kind::Judgement, (old, &named(old)), (new, &named(new)), &[&same_title], (true, &changes))
}

fn questions(old: Side<'_>, new: Side<'_>) -> Vec<Entry> {
    let (before, after) = (&old.plan.pack.questions, &new.plan.pack.questions);
    let named = |side: Side<'_>| -> Vec<Named> {
        let all = side.plan.pack.questions.iter();
        all.map(|one| Named { name: one.name.clone(), title: one.title.clone(), span: one.span }).collect()
    };
    let about = |side: Side<'_>, at: usize| {
        let question = side.plan.pack.questions.get(at);
        let pack = &side.plan.pack;
        let rules = question.into_iter().flat_map(|one| &one.about_rules).filter_map(|id| pack.rule(*id));
        let judged =
            question.into_iter().flat_map(|one| &one.about_judgements).filter_map(|id| pack.judgement(*id));
        let names: Vec<&str> =
            rules.map(|rule| rule.name.as_str()).chain(judged.map(|one| one.name.as_str())).collect();
        Bilingual::new(names.join(", "), names.join("、"))
    };
    let pair_of = |one: usize, other: usize| before.get(one).zip(after.get(other));
    let same_title =
        |one: usize, other: usize| pair_of(one, other).is_some_and(|(one, other)| one.title == other.title);
    let changes = |at_old: usize, at_new: usize| {
        let Some((one, other)) = pair_of(at_old, at_new) else { return Vec::new() };
        let note = |note: &Option<Bilingual>| note.clone().unwrap_or_default();
        let mut out: Vec<Change> =
            text_change(Aspect::Note, &note(&one.note), &note(&other.note), false).into_iter().collect();
        out.extend(text_change(Aspect::About, &about(old, at_old), &about(new, at_new), false));
        out.extend(cites((old, &one.cites), (new, &other.cites)));
        out
    };
    entries(Kind::Question, (old, &named(old)), (new, &named(new)), &[&same_title], (false, &changes))
}

fn documents(old: Side<'_>, new: Side<'_>) -> Vec<Entry> {
    let (before, after) = (&old.plan.pack.sources, &new.plan.pack.sources);
    let named = |side: Side<'_>| -> Vec<Named> {
        let all = side.plan.pack.sources.iter();
        all.map(|one| Named { name: one.name.clone(), title: one.title.clone(), span: one.span }).collect()
    };
    let pair_of = |one: usize, other: usize| before.get(one).zip(after.get(other));
    let same_title =
        |one: usize, other: usize| pair_of(one, other).is_some_and(|(one, other)| one.title == other.title);
    let changes = |one: usize, other: usize| {
        let Some((one, other)) = pair_of(one, other) else { return Vec::new() };
        let plain = |text: &Option<String>| Bilingual::same(text.clone().unwrap_or_default());
        let author = |author: &Option<Bilingual>| author.clone().unwrap_or_default();
        [
            text_change(Aspect::Document, &author(&one.author), &author(&other.author), false),
            text_change(Aspect::Document, &plain(&one.date), &plain(&other.date), false),
            text_change(Aspect::Document, &plain(&one.file), &plain(&other.file), false),
        ]
        .into_iter()
        .flatten()
        .collect()
    };
    entries(Kind::Source, (old, &named(old)), (new, &named(new)), &[&same_title], (false, &changes))
}
