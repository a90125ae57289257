//! The named figures, derived values and tables that stand behind a rule, each once.

use super::rule_text::define_text;
use super::{both, exact, show};
use crate::check::typed::{
    self, DefineId, Expr, ExprKind, Let, LetId, LetValue, ListSource, RuleId, TableId,
};
use crate::diag::Bilingual;
use crate::eval::Val;
use crate::plan::Plan;
use crate::text::SourceMap;
use crate::value::{Date, show as notation};
use std::collections::BTreeSet;

/// Which named value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamedId {
    /// A `let`.
    Let(LetId),
    /// A `define`.
    Define(DefineId),
    /// A `table`.
    Table(TableId),
}

/// A value of a named figure and when it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedValue {
    /// In words.
    pub words: Bilingual,
    /// Exactly, the same for every reader.
    pub exact: String,
    /// The first day, where it has dates.
    pub from: Option<Date>,
    /// The last day: the one written, else the day before the next value.
    pub to: Option<Date>,
}

impl NamedValue {
    /// The value and its days in one line: `¥5,000,000 from 1 April 2007 to 31 March 2010`.
    pub fn dated(&self) -> Bilingual {
        let Some(from) = self.from.map(notation::date) else { return self.words.clone() };
        match self.to.map(notation::date) {
            Some(to) => both(
                format!("{} from {} to {}", self.words.en, from.en, to.en),
                format!("{}から{}まで{}", from.ja, to.ja, self.words.ja),
            ),
            None => both(
                format!("{} from {} on", self.words.en, from.en),
                format!("{}から{}", from.ja, self.words.ja),
            ),
        }
    }
}

/// The values of a named figure, by date.
pub fn values_of(plan: &Plan, figure: &Let) -> Vec<NamedValue> {
    figure.values.iter().map(|value| named_value(plan, figure, value)).collect()
}

fn named_value(plan: &Plan, figure: &Let, value: &LetValue) -> NamedValue {
    let words = show(plan, Some(figure.ty), &value.value);
    let exact = Val::of(&value.value).map(|val| exact(plan, Some(figure.ty), &val)).unwrap_or_default();
    let Some(valid) = value.valid else { return NamedValue { words, exact, from: None, to: None } };
    let starts = figure.values.iter().filter_map(|other| other.valid).map(|other| other.from);
    let ended = starts.filter(|start| *start > valid.from).min().and_then(Date::day_before);
    NamedValue { words, exact, from: Some(valid.from), to: valid.to.into_iter().chain(ended).min() }
}

/// The named values that a rule rests on, each once, in the order in which it comes to them; through derived values,
/// too.
pub fn named_by(plan: &Plan, rule: RuleId) -> Vec<NamedId> {
    let mut seen = Seen::default();
    if let Some(rule) = plan.pack.rule(rule) {
        steps(&rule.body, &mut seen);
    }
    through_defines(plan, seen)
}

/// The named values that an expression rests on.
pub fn named_in(plan: &Plan, of: &Expr) -> Vec<NamedId> {
    let mut seen = Seen::default();
    expr(of, &mut seen);
    through_defines(plan, seen)
}

/// A derived value may rest on others; each is looked into once.
fn through_defines(plan: &Plan, mut seen: Seen) -> Vec<NamedId> {
    let mut next: usize = 0;
    while let Some(one) = seen.order.get(next).copied() {
        next = next.saturating_add(1);
        if let NamedId::Define(define) = one
            && let Some(define) = plan.pack.define(define)
        {
            expr(&define.value, &mut seen);
        }
    }
    seen.order
}

#[derive(Default)]
struct Seen {
    known: BTreeSet<NamedId>,
    order: Vec<NamedId>,
}

impl Seen {
    fn add(&mut self, one: NamedId) {
        if self.known.insert(one) {
            self.order.push(one);
        }
    }
}

fn steps(body: &[typed::Step], seen: &mut Seen) {
    for step in body {
        match step {
            typed::Step::ForEach(binder, body) => {
                list(&binder.source, seen);
                steps(body, seen);
            }
            typed::Step::When(condition, body) => {
                expr(condition, seen);
                steps(body, seen);
            }
            typed::Step::Unless(exception, body) => {
                expr(&exception.condition, seen);
                steps(body, seen);
            }
            typed::Step::Require(required) => {
                required.branches.iter().for_each(|branch| expr(branch, seen));
                required.readings.iter().for_each(|reading| expr(&reading.value, seen));
            }
        }
    }
}

fn list(source: &ListSource, seen: &mut Seen) {
    if let ListSource::Table(table) = source {
        seen.add(NamedId::Table(*table));
    }
}

/// Expressions nest no deeper than the checker follows.
fn expr(of: &Expr, seen: &mut Seen) {
    match &of.kind {
        ExprKind::Let(figure) => seen.add(NamedId::Let(*figure)),
        ExprKind::Define(define, _) => seen.add(NamedId::Define(*define)),
        _ => {}
    }
    of.binders().iter().for_each(|binder| list(&binder.source, seen));
    of.children().into_iter().for_each(|child| expr(child, seen));
}

/// What a derived value is, in words; nothing for what is no derived value.
pub fn meaning_of(plan: &Plan, sources: &SourceMap, one: NamedId) -> Option<Bilingual> {
    match one {
        NamedId::Define(define) => Some(define_text(plan, sources, define)),
        NamedId::Let(_) | NamedId::Table(_) => None,
    }
}
