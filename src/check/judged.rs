//! What people decide: judgements, questions to the authority, scorecards.

use super::clauses;
use super::context::{Checker, RuleName};
use super::expr;
use super::guards;
use super::names;
use super::paths::{self, Found};
use super::scope::{Bare, Scope};
use super::typed::{Expr, ExprKind, Item, Judgement, Path, Question, Scorecard, Section, Type};
use crate::diag::{Bilingual, check_names, check_pack, check_rules};
use crate::syntax::ast::{self, ItemDecl, PathExpr, SectionDecl};
use crate::text::Span;
use crate::value::Scalar;
use std::collections::BTreeMap;

/// A judgement.
pub(super) fn judgement(cx: &mut Checker, decl: &ast::JudgementDecl) -> Judgement {
    let title = clauses::title(cx, &decl.heading, &decl.title);
    let cites = clauses::cites(cx, &decl.cites);
    let own = clauses::once(cx, "own", &decl.own).map(|texts| clauses::text(cx, texts));
    let what = Bilingual::new("judgement", " judgement ");
    clauses::origin(cx, decl.name.span, &what, !decl.cites.is_empty(), !decl.own.is_empty());
    let mut scope = Scope::new(Bare::Proposal);
    let mut conditions = Vec::new();
    for when in &decl.when {
        let condition = expr::condition(cx, &mut scope, when);
        let known = guards::when_true(cx, &condition);
        scope.facts.add(known);
        conditions.push(condition);
    }
    let asks = decl.asks.iter().filter_map(|path| asked(cx, &scope, path)).collect();
    Judgement {
        name: decl.name.text.clone(),
        span: decl.name.span,
        title,
        cites,
        own,
        when: together(conditions),
        asks,
        vars: scope.next_var,
    }
}

/// Several `when` lines hold together.
fn together(mut conditions: Vec<Expr>) -> Option<Expr> {
    let last = conditions.pop()?;
    if conditions.is_empty() {
        return Some(last);
    }
    let span = conditions.first().map_or(last.span, |first| first.span.to(last.span));
    conditions.push(last);
    Some(Expr { kind: ExprKind::All(conditions), ty: Type::Scalar(Scalar::YesNo), span })
}

fn asked(cx: &mut Checker, scope: &Scope, path: &PathExpr) -> Option<Path> {
    let is = match paths::resolve(cx, scope, path, None) {
        Found::Path(reached) => return Some(reached.path),
        Found::Error => return None,
        Found::Define(..) => Bilingual::new("a derived value", "導かれる値"),
        Found::Let(_) | Found::Const(..) => Bilingual::new("a constant", "定数"),
        Found::Table(_) => Bilingual::new("a table", "table"),
        Found::Proposals => Bilingual::new("the list of all proposals", "申請書の一覧"),
    };
    let help = Bilingual::new(
        "name the part of the proposal that reviewers read",
        "審査で読む申請書の項目を書いてください",
    );
    cx.say(check_names::cannot_stand_here(path.span, &paths::dotted(&path.names), &is, help));
    None
}

/// A question.
pub(super) fn question(cx: &mut Checker, decl: &ast::QuestionDecl) -> Question {
    let title = clauses::title(cx, &decl.heading, &decl.title);
    let cites = clauses::cites(cx, &decl.cites);
    let mut about_rules = Vec::new();
    let mut about_judgements = Vec::new();
    for name in &decl.about {
        match names::rule_or_judgement(cx, name) {
            Some(RuleName::Rule(rule)) => about_rules.push(rule),
            Some(RuleName::Judgement(judgement)) => about_judgements.push(judgement),
            _ => {}
        }
    }
    let note = clauses::once(cx, "note", &decl.note).map(|texts| clauses::text(cx, texts));
    Question {
        name: decl.name.text.clone(),
        span: decl.name.span,
        title,
        cites,
        about_rules,
        about_judgements,
        note,
    }
}

/// A scorecard.
pub(super) fn scorecard(cx: &mut Checker, decl: &ast::ScorecardDecl) -> Scorecard {
    let title = clauses::title(cx, &decl.heading, &decl.title);
    let cites = clauses::cites(cx, &decl.cites);
    if let Some(texts) = clauses::once(cx, "own", &decl.own) {
        clauses::text(cx, texts);
    }
    let what = Bilingual::new("scorecard", " scorecard ");
    clauses::origin(cx, decl.name.span, &what, !decl.cites.is_empty(), !decl.own.is_empty());
    let total = clauses::once(cx, "total", &decl.total).copied();
    if decl.sections.is_empty() {
        cx.say(check_pack::nothing_in_it(
            decl.name.span,
            &Bilingual::same(format!("`{}`", decl.name.text)),
            &Bilingual::new("its sections", "section "),
        ));
    }
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut items: BTreeMap<&str, Span> = BTreeMap::new();
    let mut sections = Vec::new();
    for section in &decl.sections {
        unique(cx, &mut seen, &section.id);
        for item in &section.items {
            unique(cx, &mut items, &item.id);
        }
        sections.push(self::section(cx, section));
    }
    let whole = decl.total.first().map(|total| (total.value, total.span));
    let parts: Vec<Option<(u32, Span)>> = decl.sections.iter().map(section_points).collect();
    sum(cx, whole, &parts);
    Scorecard { name: decl.name.text.clone(), span: decl.name.span, title, cites, total, sections }
}

fn unique<'d>(cx: &mut Checker, seen: &mut BTreeMap<&'d str, Span>, id: &'d ast::Name) {
    match seen.get(id.text.as_str()) {
        Some(first) => cx.say(check_rules::item_twice(id.span, *first, &id.text)),
        None => {
            seen.insert(&id.text, id.span);
        }
    }
}

/// The points of a section: its own, else those of its items where all are given.
fn section_points(section: &SectionDecl) -> Option<(u32, Span)> {
    if let Some(points) = section.points {
        return Some((points.value, points.span));
    }
    let mut total: u32 = 0;
    for item in &section.items {
        total = total.saturating_add(item.points?.value);
    }
    (!section.items.is_empty()).then_some((total, section.id.span))
}

fn section(cx: &mut Checker, decl: &SectionDecl) -> Section {
    if decl.items.is_empty() {
        cx.say(check_pack::nothing_in_it(
            decl.id.span,
            &Bilingual::new(format!("section `{}`", decl.id.text), format!("section `{}`", decl.id.text)),
            &Bilingual::new("its items", "item "),
        ));
    }
    let whole = decl.points.map(|points| (points.value, points.span));
    let parts: Vec<Option<(u32, Span)>> =
        decl.items.iter().map(|item| item.points.map(|points| (points.value, points.span))).collect();
    sum(cx, whole, &parts);
    Section {
        id: decl.id.text.clone(),
        title: clauses::title(cx, &decl.heading, &decl.title),
        points: decl.points.map(|points| points.value),
        items: decl.items.iter().map(|item| self::item(cx, item)).collect(),
    }
}

fn item(cx: &mut Checker, decl: &ItemDecl) -> Item {
    Item {
        id: decl.id.text.clone(),
        title: clauses::text(cx, &decl.heading),
        points: decl.points.map(|points| points.value),
        span: decl.span,
    }
}

/// The parts add up to the whole where all are given, and never come to more.
fn sum(cx: &mut Checker, whole: Option<(u32, Span)>, parts: &[Option<(u32, Span)>]) {
    let Some((said, span)) = whole else { return };
    let given: Vec<(u32, Span)> = parts.iter().copied().flatten().collect();
    let total = given.iter().fold(0_u64, |sum, (points, _)| sum.saturating_add(u64::from(*points)));
    let all = given.len() == parts.len() && !parts.is_empty();
    if total > u64::from(said) || (all && total != u64::from(said)) {
        let places: Vec<Span> = given.iter().map(|(_, span)| *span).collect();
        cx.say(check_rules::points_differ(span, said, total, &places));
    }
}
