//! The rules of a programme held against each other: which are the same rule, and what of each has changed.

use super::canon::{self, Canon, FormerNames};
use super::declared::{cites, own, text_change};
use super::figures::{Names, of_values};
use super::pair::by_name;
use super::{Aspect, Change, Entry, Fate, Kind, Line, Meaning, RuleDiff, Shown, Side};
use crate::check::typed::{Conflict, Exception, Piece, Requirement, Rule, RuleId, Step, Template};
use crate::diag::{Bilingual, Severity};
use crate::report::{Said, SaidKind, rule_text};
use crate::text::Span;
use crate::workbench::explain::{in_force, said_words};
use crate::workbench::origin::at;

/// A rule of a side, with what it says.
struct Told<'a> {
    id: RuleId,
    rule: &'a Rule,
    said: Canon,
}

fn told<'a>(side: Side<'a>, former: &FormerNames) -> Vec<Told<'a>> {
    let rules = side.plan.pack.rules.iter().zip(0_u32..);
    rules
        .map(|(rule, id)| Told { id: RuleId(id), rule, said: canon::of_steps(side, former, &rule.body) })
        .collect()
}

/// The rules that are not as they were, in the order of the new side; `tables` are those whose rows have changed.
pub(super) fn compare(
    old: Side<'_>,
    new: Side<'_>,
    former: &FormerNames,
    tables: &[String],
) -> Vec<RuleDiff> {
    let nothing = FormerNames::new();
    let (before, after) = (told(old, &nothing), told(new, former));
    let names = |all: &[Told<'_>]| all.iter().map(|one| one.rule.name.clone()).collect::<Vec<_>>();
    let (old_names, new_names) = (names(&before), names(&after));
    let pair_of = |one: usize, other: usize| before.get(one).zip(after.get(other));
    let same_said = |one: usize, other: usize| {
        pair_of(one, other)
            .is_some_and(|(one, other)| one.rule.across == other.rule.across && one.said.same(&other.said))
    };
    let same_title = |one: usize, other: usize| {
        pair_of(one, other).is_some_and(|(one, other)| one.rule.title == other.rule.title)
    };
    let both_same = |one: usize, other: usize| same_said(one, other) && same_title(one, other);
    let pairs = by_name(
        &old_names.iter().map(String::as_str).collect::<Vec<_>>(),
        &new_names.iter().map(String::as_str).collect::<Vec<_>>(),
        &[&both_same, &same_said, &same_title],
    );
    let former_name = |name: &str| {
        let pair = pairs.iter().find_map(|(one, other)| {
            one.zip(*other).filter(|(one, _)| old_names.get(*one).is_some_and(|old| old == name))
        });
        pair.and_then(|(_, other)| new_names.get(other).cloned()).unwrap_or_else(|| name.to_owned())
    };
    pairs
        .iter()
        .filter_map(|(one, other)| {
            let one = one.and_then(|at| before.get(at));
            let other = other.and_then(|at| after.get(at));
            match (one, other) {
                (Some(one), Some(other)) => changed((old, one), (new, other), former, (tables, &former_name)),
                (Some(only), None) => Some(alone(old, only, Fate::Removed)),
                (None, Some(only)) => Some(alone(new, only, Fate::Added)),
                (None, None) => None,
            }
        })
        .collect()
}

/// A rule that only one side has.
fn alone(side: Side<'_>, told: &Told<'_>, fate: Fate) -> RuleDiff {
    let says = lines(side, told.id);
    let whole = Shown::text(told.rule.title.clone());
    let gone = fate == Fate::Removed;
    RuleDiff {
        entry: Entry {
            kind: Kind::Rule,
            name: told.rule.name.clone(),
            was: None,
            title: told.rule.title.clone(),
            fate,
            changes: vec![Change {
                aspect: Aspect::Whole,
                what: Bilingual::default(),
                old: gone.then(|| whole.clone()),
                new: (!gone).then_some(whole),
                delta: None,
                matters: told.rule.severity == Severity::Error,
            }],
            at: at(side.pack, told.rule.span),
        },
        meaning: Meaning::OneSide,
        examples: Vec::new(),
        limit: None,
        says: Some(if gone { (says, Vec::new()) } else { (Vec::new(), says) }),
        moved: true,
        ids: if gone { (Some(told.id), None) } else { (None, Some(told.id)) },
    }
}

/// The name that a rule of the old side has now.
type NewName<'f> = &'f dyn Fn(&str) -> String;

fn changed(
    (old, one): (Side<'_>, &Told<'_>),
    (new, other): (Side<'_>, &Told<'_>),
    former: &FormerNames,
    (tables, former_name): (&[String], NewName<'_>),
) -> Option<RuleDiff> {
    let (before, after) = (one.rule, other.rule);
    let mut changes = Vec::new();
    let mut says = None;
    if one.said.text == other.said.text && one.said.figures.len() == other.said.figures.len() {
        let names = (Names::of_rule(old, one.id), Names::of_rule(new, other.id));
        for (figure, moved) in one.said.figures.iter().zip(&other.said.figures) {
            let mut what = names.1.of(moved);
            if what.en.is_empty() {
                what = names.0.of(figure);
            }
            for change in of_values(&what, (old, figure), (new, moved)) {
                if !changes.contains(&change) {
                    changes.push(change);
                }
            }
        }
    } else {
        let sentences = (lines(old, one.id), lines(new, other.id));
        let words = |lines: &[Line]| Shown::text(in_one(lines));
        changes.push(Change {
            aspect: Aspect::Requirement,
            what: Bilingual::default(),
            old: Some(words(&sentences.0)),
            new: Some(words(&sentences.1)),
            delta: None,
            matters: true,
        });
        says = Some(sentences);
    }
    for table in one.said.tables.intersection(&other.said.tables).filter(|table| tables.contains(*table)) {
        let title = |side: Side<'_>| {
            let found = side.plan.pack.tables.iter().find(|one| one.name == *table);
            found.map(|found| found.label.words(&found.name)).unwrap_or_default()
        };
        let what = title(new);
        changes.push(Change {
            aspect: Aspect::Table,
            what,
            old: None,
            new: None,
            delta: None,
            matters: true,
        });
    }
    changes.extend(readings((old, before), (new, after), former));
    changes.extend(weight_change(before, after));
    // The dates of the programme are told at its head.
    if before.valid.is_some() || after.valid.is_some() {
        let days = |side: Side<'_>, rule: &Rule| in_force(rule.valid, &side.plan.pack.program);
        changes.extend(text_change(Aspect::Validity, &days(old, before), &days(new, after), true));
    }
    changes.extend(text_change(Aspect::Scope, &scope(before), &scope(after), true));
    changes.extend(conflicts((old, before), (new, after), former_name));
    changes.extend(text_change(Aspect::RuleKind, &kind(before), &kind(after), false));
    changes.extend(text_change(Aspect::Title, &before.title, &after.title, false));
    let template = |side: Side<'_>, template: &Option<Template>| {
        template.as_ref().map(|template| written(side, template)).unwrap_or_default()
    };
    for (aspect, one, other) in
        [(Aspect::Message, &before.message, &after.message), (Aspect::Repair, &before.help, &after.help)]
    {
        changes.extend(text_change(aspect, &template(old, one), &template(new, other), false));
    }
    changes.extend(cites((old, &before.cites), (new, &after.cites)));
    changes.extend(own(before.own.as_ref(), after.own.as_ref()));
    changes.extend(exceptions((old, &before.body), (new, &after.body)));
    let renamed = before.name != after.name;
    if changes.is_empty() && !renamed {
        return None;
    }
    let fate = if renamed { Fate::Renamed } else { Fate::Changed };
    // What counts or sums up shows how a figure moved only among enough entries; what else is asked, of each entry or a few.
    let totals = !(one.said.totals.is_empty() && other.said.totals.is_empty());
    let figures = changes.iter().any(|change| change.asks() && change.aspect != Aspect::Requirement);
    let moved = totals && (figures || !one.said.same_measures(&other.said));
    let meaning = until_asked(!changes.iter().any(Change::asks));
    Some(RuleDiff {
        entry: Entry {
            kind: Kind::Rule,
            name: after.name.clone(),
            was: renamed.then(|| before.name.clone()),
            title: after.title.clone(),
            fate,
            changes,
            at: at(new.pack, after.span),
        },
        meaning,
        examples: Vec::new(),
        limit: None,
        says,
        moved,
        ids: (Some(one.id), Some(other.id)),
    })
}

/// What is known before anything is asked: what says the same means the same.
fn until_asked(same: bool) -> Meaning {
    if same {
        return Meaning::Same;
    }
    Meaning::NotCompared(Bilingual::new("it says something else", "内容が異なる"))
}

/// What a rule asks for, line by line; other readings are told by themselves.
fn lines(side: Side<'_>, rule: RuleId) -> Vec<Line> {
    let mut out = Vec::new();
    for said in rule_text(side.plan, &side.pack.sources, rule) {
        line(&said, 0, &mut out);
    }
    out
}

/// Sentences nest no deeper than steps do.
fn line(said: &Said, depth: usize, out: &mut Vec<Line>) {
    if said.kind == SaidKind::OtherReading {
        return;
    }
    out.push(Line { depth, text: said_words(said) });
    said.inside.iter().for_each(|inner| line(inner, depth.saturating_add(1), out));
}

/// The lines of a rule in a row.
fn in_one(lines: &[Line]) -> Bilingual {
    let collect = |get: fn(&Bilingual) -> &str, with: &str| {
        let mut out = String::new();
        for line in lines {
            let text = get(&line.text);
            if !out.is_empty() {
                out.push_str(if out.ends_with([':', '：']) {
                    if with == "; " { " " } else { "" }
                } else {
                    with
                });
            }
            out.push_str(text);
        }
        out
    };
    Bilingual::new(collect(|text| &text.en, "; "), collect(|text| &text.ja, "、"))
}

/// Whether it blocks.
fn weight_change(before: &Rule, after: &Rule) -> Option<Change> {
    let words = |rule: &Rule| match (rule.severity, rule.across) {
        (Severity::Error, false) => {
            Bilingual::new("an application that does not meet it fails", "満たさない申請は不適合")
        }
        (Severity::Error, true) => {
            Bilingual::new("an error of all applications together", "申請全体のエラー")
        }
        _ => Bilingual::new("advice, which decides nothing", "助言（判定に影響しない）"),
    };
    let shown = |rule: &Rule| Shown { words: words(rule), exact: Some(rule.severity.word().to_owned()) };
    let what = Bilingual::default();
    let (old, new) = (Some(shown(before)), Some(shown(after)));
    (before.severity != after.severity).then_some(Change {
        aspect: Aspect::Severity,
        what,
        old,
        new,
        delta: None,
        matters: true,
    })
}

fn scope(rule: &Rule) -> Bilingual {
    if rule.across {
        Bilingual::new("all applications together", "申請全体")
    } else {
        Bilingual::new("each application by itself", "個々の申請")
    }
}

fn kind(rule: &Rule) -> Bilingual {
    use crate::check::typed::RuleKind;
    match rule.kind {
        Some(RuleKind::Eligibility) => Bilingual::new("eligibility", "応募資格"),
        Some(RuleKind::Funding) => Bilingual::new("funding", "資金"),
        Some(RuleKind::Form) => Bilingual::new("form", "様式"),
        None => Bilingual::default(),
    }
}

/// Other readings that came, went, or say something else. Those of one text are the same one.
fn readings(
    (old, before): (Side<'_>, &Rule),
    (new, after): (Side<'_>, &Rule),
    former: &FormerNames,
) -> Vec<Change> {
    let mut was = canon::of_readings(old, &FormerNames::new(), &before.body);
    let mut out = Vec::new();
    let mut came = Vec::new();
    for (span, said) in canon::of_readings(new, former, &after.body) {
        match was.iter().position(|(_, other)| other.same(&said)) {
            Some(at) => {
                let (other, _) = was.remove(at);
                let reasons = (because(before, other), because(after, span));
                out.extend(text_change(Aspect::Because, &reasons.0, &reasons.1, false));
            }
            None => came.push(reading_words(new, after, span)),
        }
    }
    let mut gone = was.into_iter().map(|(span, _)| reading_words(old, before, span));
    let mut came = came.into_iter();
    loop {
        let (old, new) = (gone.next(), came.next());
        if old.is_none() && new.is_none() {
            return out;
        }
        out.push(Change {
            aspect: Aspect::Reading,
            what: Bilingual::default(),
            old: old.map(Shown::text),
            new: new.map(Shown::text),
            delta: None,
            matters: true,
        });
    }
}

fn requirements<'r>(steps: &'r [Step], out: &mut Vec<&'r Requirement>, excepted: &mut Vec<&'r Exception>) {
    for step in steps {
        match step {
            Step::ForEach(_, body) | Step::When(_, body) => requirements(body, out, excepted),
            Step::Unless(exception, body) => {
                excepted.push(exception);
                requirements(body, out, excepted);
            }
            Step::Require(requirement) => out.push(requirement),
        }
    }
}

fn because(rule: &Rule, reading: Span) -> Bilingual {
    let mut all = Vec::new();
    requirements(&rule.body, &mut all, &mut Vec::new());
    let mut readings = all.iter().flat_map(|one| &one.readings);
    readings.find(|one| one.span == reading).map(|one| one.because.clone()).unwrap_or_default()
}

fn reading_words(side: Side<'_>, rule: &Rule, reading: Span) -> Bilingual {
    let id = side.plan.pack.rule_named(&rule.name).map(|(id, _)| id);
    let texts =
        id.map(|id| crate::report::reading_texts(side.plan, &side.pack.sources, id)).unwrap_or_default();
    texts.into_iter().find(|one| one.span == reading).map(|one| one.other).unwrap_or_default()
}

/// Why there are exceptions, and from where.
fn exceptions((old, before): (Side<'_>, &[Step]), (new, after): (Side<'_>, &[Step])) -> Vec<Change> {
    let (mut one, mut other) = (Vec::new(), Vec::new());
    requirements(before, &mut Vec::new(), &mut one);
    requirements(after, &mut Vec::new(), &mut other);
    if one.len() != other.len() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (one, other) in one.iter().zip(&other) {
        out.extend(text_change(Aspect::Because, &one.because, &other.because, false));
        out.extend(cites((old, &one.cites), (new, &other.cites)));
    }
    out
}

fn conflicts(
    (old, before): (Side<'_>, &Rule),
    (new, after): (Side<'_>, &Rule),
    former_name: NewName<'_>,
) -> Vec<Change> {
    let other = |side: Side<'_>, conflict: &Conflict| {
        side.plan.pack.rule(conflict.rule).map(|rule| rule.name.clone()).unwrap_or_default()
    };
    let was: Vec<(String, &Conflict)> =
        before.conflicts.iter().map(|one| (former_name(&other(old, one)), one)).collect();
    let is: Vec<(String, &Conflict)> = after.conflicts.iter().map(|one| (other(new, one), one)).collect();
    let mut out = Vec::new();
    let whole = |name: &str, old: Option<Bilingual>, new: Option<Bilingual>| Change {
        aspect: Aspect::Conflict,
        what: Bilingual::same(name),
        old: old.map(Shown::text),
        new: new.map(Shown::text),
        delta: None,
        matters: true,
    };
    for (name, conflict) in &is {
        match was.iter().find(|(known, _)| known == name) {
            Some((_, known)) => {
                let change = text_change(Aspect::Conflict, &known.because, &conflict.because, false);
                out.extend(change.map(|change| Change { what: Bilingual::same(name.clone()), ..change }));
            }
            None => out.push(whole(name, None, Some(conflict.because.clone()))),
        }
    }
    for (name, conflict) in was.iter().filter(|(name, _)| !is.iter().any(|(known, _)| known == name)) {
        out.push(whole(name, Some(conflict.because.clone()), None));
    }
    out
}

/// A template as it is written, values as `{…}`.
fn written(side: Side<'_>, template: &Template) -> Bilingual {
    let text = |pieces: &[Piece]| {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(expr) => {
                let source = side.pack.sources.get(expr.span.file);
                format!("{{{}}}", source.map(|source| source.slice(expr.span)).unwrap_or_default())
            }
        };
        pieces.iter().map(piece).collect::<String>()
    };
    Bilingual::new(text(&template.en), text(&template.ja))
}
