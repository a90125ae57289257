//! Clauses that many declarations have: texts in two languages, citations, dates, and clauses that stand once.

use super::context::Checker;
use super::names;
use super::typed::{Cite, Source, Validity};
use crate::data::Label;
use crate::diag::{Bilingual, Lang, check_pack};
use crate::syntax::ast::{self, At, DayOrYear, Str, Texts};
use crate::text::Span;
use crate::value::{Date, FiscalYear};

/// The clause, where there is one; each further one is an error.
pub(super) fn once<'c, T>(cx: &mut Checker, clause: &str, all: &'c [At<T>]) -> Option<&'c T> {
    let (first, more) = all.split_first()?;
    for second in more {
        cx.say(check_pack::clause_twice(second.span, first.span, clause));
    }
    Some(&first.value)
}

/// A text in each language in which it is given.
#[derive(Default)]
struct Given<'c> {
    en: Option<&'c Str>,
    ja: Option<&'c Str>,
}

fn add<'c>(cx: &mut Checker, given: &mut Given<'c>, texts: &'c Texts) {
    if let Some(span) = texts.repeated {
        cx.say(check_pack::text_twice(span, None));
    }
    let language = cx.language;
    let all = [(&texts.bare, language), (&texts.en, Lang::En), (&texts.ja, Lang::Ja)];
    for (text, lang) in all {
        let Some(text) = text else { continue };
        let slot = match lang {
            Lang::En => &mut given.en,
            Lang::Ja => &mut given.ja,
        };
        match slot {
            Some(first) => cx.say(check_pack::text_twice(text.span, Some(first.span))),
            None => *slot = Some(text),
        }
    }
}

fn both(given: &Given) -> Bilingual {
    let text = |text: Option<&Str>| text.map(|t| t.text.clone());
    let en = text(given.en.or(given.ja)).unwrap_or_default();
    let ja = text(given.ja.or(given.en)).unwrap_or_default();
    Bilingual { en, ja }
}

/// A text in both languages; where one is not given, the other stands for it.
pub(super) fn text(cx: &mut Checker, texts: &Texts) -> Bilingual {
    let mut given = Given::default();
    add(cx, &mut given, texts);
    both(&given)
}

/// A title: what stands after the name, and the `title` clause.
pub(super) fn title(cx: &mut Checker, heading: &Texts, clause: &[At<Texts>]) -> Bilingual {
    let mut given = Given::default();
    add(cx, &mut given, heading);
    if let Some(texts) = once(cx, "title", clause) {
        add(cx, &mut given, texts);
    }
    both(&given)
}

/// What each language says, with its place; a missing one is the other.
pub(super) fn strings<'c>(cx: &mut Checker, texts: &'c Texts) -> (Option<&'c Str>, Option<&'c Str>) {
    let mut given = Given::default();
    add(cx, &mut given, texts);
    (given.en.or(given.ja), given.ja.or(given.en))
}

/// The label of a field or an enum word.
pub(super) fn label(cx: &mut Checker, clause: &[At<Texts>]) -> Label {
    let Some(texts) = once(cx, "label", clause) else { return Label::default() };
    let mut given = Given::default();
    add(cx, &mut given, texts);
    Label { en: given.en.map(|t| t.text.clone()), ja: given.ja.map(|t| t.text.clone()) }
}

/// Citations whose source is known.
pub(super) fn cites(cx: &mut Checker, all: &[ast::Cite]) -> Vec<Cite> {
    let mut out = Vec::new();
    for cite in all {
        if let Some(source) = names::source(cx, &cite.source) {
            out.push(Cite {
                source,
                heading: cite.heading.text.clone(),
                says: cite.says.as_ref().map(|says| says.text.clone()),
                span: cite.span,
            });
        }
    }
    out
}

/// When something is in force.
pub(super) fn validity(cx: &mut Checker, dates: &ast::Dates) -> Option<Validity> {
    let from = first_day(dates.from.value)?;
    let to = match &dates.to {
        Some(to) => Some(last_day(to.value)?),
        None => None,
    };
    if let (Some(last), Some(to)) = (to, &dates.to)
        && last < from
    {
        cx.say(check_pack::range_reversed(
            dates.span,
            (dates.from.span, &day_or_year(dates.from.value)),
            (to.span, &day_or_year(to.value)),
        ));
        return None;
    }
    Some(Validity { from, to, span: dates.span })
}

fn day_or_year(value: DayOrYear) -> String {
    match value {
        DayOrYear::Day(date) => date.to_string(),
        DayOrYear::Year(year) => year.to_string(),
    }
}

fn first_day(value: DayOrYear) -> Option<Date> {
    match value {
        DayOrYear::Day(date) => Some(date),
        DayOrYear::Year(year) => year.first_day(),
    }
}

fn last_day(value: DayOrYear) -> Option<Date> {
    match value {
        DayOrYear::Day(date) => Some(date),
        DayOrYear::Year(year) => last_day_of_year(year),
    }
}

/// 31 March of the next year.
pub(super) fn last_day_of_year(year: FiscalYear) -> Option<Date> {
    Date::new(year.0.checked_add(1)?, 3, 31)
}

/// An error where neither `cite` nor `own because` says where something comes from.
pub(super) fn origin(cx: &mut Checker, name: Span, what: &Bilingual, cites: bool, own: bool) {
    if !cites && !own {
        cx.say(crate::diag::check_rules::no_origin(name, what));
    }
}

/// A document that rules cite.
pub(super) fn source(cx: &mut Checker, decl: &ast::SourceDecl) -> Source {
    if decl.title.is_empty() {
        let owner =
            Bilingual::new(format!("the source `{}`", decl.name.text), format!("出典 `{}` ", decl.name.text));
        cx.say(check_pack::clause_missing(decl.name.span, &owner, "title", "title \"…\""));
    }
    Source {
        name: decl.name.text.clone(),
        title: title(cx, &Texts::default(), &decl.title),
        author: once(cx, "author", &decl.author).map(|texts| text(cx, texts)),
        date: once(cx, "date", &decl.date).map(|date| date.text.clone()),
        file: once(cx, "file", &decl.file).map(|file| file.text.clone()),
        span: decl.span,
    }
}
