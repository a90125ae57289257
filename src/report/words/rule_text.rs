//! A rule in words without any proposal: what it requires, line by line, and the figures that stand behind it.

use super::{Ctx, both, condition, lists_name, operand, path_name, show, within};
use crate::check::typed::{self, DefineId, Expr, ExprKind, JudgementId, LetId, RuleId};
use crate::diag::Bilingual;
use crate::eval::Scope;
use crate::plan::{Plan, Requirement, Step};
use crate::report::view::View;
use crate::text::{SourceMap, Span};
use crate::value::{Date, show as notation};
use std::collections::BTreeSet;

/// A line of a rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// How deep it stands.
    pub depth: usize,
    /// What it is.
    pub kind: LineKind,
    /// What it says.
    pub text: Bilingual,
}

/// What a line of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// To what the lines below it apply.
    Frame,
    /// What is required.
    Requirement,
    /// What another reading would require.
    Reading,
}

/// Another reading of a requirement, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingText {
    /// What is required as the rule is read.
    pub required: Bilingual,
    /// What would be required.
    pub other: Bilingual,
    /// Why one may read it so.
    pub because: Bilingual,
    /// The clause.
    pub span: Span,
}

/// A named figure or derived value, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name, as the author wrote it.
    pub name: String,
    /// Its value; of a figure with dates one text for each.
    pub values: Vec<Bilingual>,
}

/// What a rule requires.
pub fn rule_text(plan: &Plan, sources: &SourceMap, rule: RuleId) -> Vec<TextLine> {
    let mut out = Vec::new();
    walk(plan, sources, rule, &mut |depth, part, view, scope, ctx| match part {
        Part::Step(step) => out.extend(step_line(view, scope, step, ctx).map(|text| TextLine {
            depth,
            kind: LineKind::Frame,
            text,
        })),
        Part::Required(required) => requirement(view, scope, required, depth, ctx, &mut out),
    });
    out
}

/// The other readings of a rule.
pub fn reading_texts(plan: &Plan, sources: &SourceMap, rule: RuleId) -> Vec<ReadingText> {
    let mut out = Vec::new();
    walk(plan, sources, rule, &mut |_, part, view, scope, ctx| {
        let Part::Required(required) = part else { return };
        let branches = required.branches.iter();
        let branches: Vec<_> =
            branches.map(|branch| condition(view, scope, *branch, true, &mut ctx.clone())).collect();
        let words = super::join(&branches, "; or ", "、又は、");
        for reading in &required.readings {
            out.push(ReadingText {
                required: words.clone(),
                other: condition(view, scope, reading.value, true, &mut ctx.clone()),
                because: reading.because.clone(),
                span: reading.span,
            });
        }
    });
    out
}

/// When a judgement applies and what reviewers need for it.
pub fn judgement_text(plan: &Plan, sources: &SourceMap, judgement: JudgementId) -> Vec<TextLine> {
    let view = View::new(plan, sources, &[], &[], None);
    let Some(typed) = plan.pack.judgement(judgement) else { return Vec::new() };
    let mut scope = view.scope(typed.vars);
    let mut ctx = Ctx::default();
    let mut out = Vec::new();
    let mut depth = 0;
    if let Some(when) = plan.judgements.get(judgement.0 as usize).copied().flatten() {
        let when = condition(&view, &mut scope, when, true, &mut ctx);
        out.push(TextLine { depth, kind: LineKind::Frame, text: only_where(&when) });
        depth = 1;
    }
    let text = both("reviewers judge this", "審査員が判断する");
    out.push(TextLine { depth, kind: LineKind::Requirement, text });
    for path in &typed.asks {
        let name = path_name(&view, &scope, path, &mut ctx);
        let text = both(format!("they need {}", name.en), format!("必要な資料：{}", name.ja));
        out.push(TextLine { depth, kind: LineKind::Frame, text });
    }
    out
}

/// A part of a rule's body.
enum Part<'p> {
    Step(&'p Step),
    Required(&'p Requirement),
}

/// What is done with each part: its depth, the part, and what its words are taken from.
type Visit<'v> = dyn FnMut(usize, Part<'_>, &View<'_>, &mut Scope<'_>, &mut Ctx) + 'v;

fn walk(plan: &Plan, sources: &SourceMap, rule: RuleId, visit: &mut Visit<'_>) {
    let view = View::new(plan, sources, &[], &[], None);
    let Some(typed) = plan.pack.rule(rule) else { return };
    let mut scope = view.scope(typed.vars);
    let steps = plan.rules.get(rule.0 as usize).map(Vec::as_slice).unwrap_or_default();
    inside(&view, &mut scope, steps, 0, &Ctx::default(), visit);
}

/// Steps nest no deeper than the parser lets brackets nest.
fn inside(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    steps: &[Step],
    depth: usize,
    ctx: &Ctx,
    visit: &mut Visit<'_>,
) {
    for step in steps {
        let deeper = depth.saturating_add(1);
        match step {
            Step::ForEach(binder, body) => {
                visit(depth, Part::Step(step), view, scope, &mut ctx.clone());
                let inner = within(view, std::slice::from_ref(binder), ctx);
                inside(view, scope, body, deeper, &inner, visit);
            }
            Step::When(_, body) | Step::Unless(_, _, body) => {
                visit(depth, Part::Step(step), view, scope, &mut ctx.clone());
                inside(view, scope, body, deeper, ctx, visit);
            }
            Step::Require(id) => {
                if let Some(required) = view.plan.requirement(*id) {
                    visit(depth, Part::Required(required), view, scope, &mut ctx.clone());
                }
            }
        }
    }
}

fn step_line(view: &View<'_>, scope: &mut Scope<'_>, step: &Step, ctx: &mut Ctx) -> Option<Bilingual> {
    match step {
        Step::ForEach(binder, _) => {
            let list = lists_name(view, scope, std::slice::from_ref(binder), ctx);
            Some(both(format!("for each entry of {}:", list.en), format!("{}の各項目について：", list.ja)))
        }
        Step::When(when, _) => Some(only_where(&condition(view, scope, *when, true, ctx))),
        Step::Unless(unless, exception, _) => {
            let unless = condition(view, scope, *unless, true, ctx);
            let because = &exception.because;
            Some(both(
                format!("except where {} (because {}):", unless.en, because.en),
                format!("{}場合を除き（理由：{}）：", unless.ja, because.ja.trim_end_matches('。')),
            ))
        }
        Step::Require(_) => None,
    }
}

fn only_where(when: &Bilingual) -> Bilingual {
    both(format!("only where {}:", when.en), format!("{}場合に限り：", when.ja))
}

fn requirement(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    required: &Requirement,
    depth: usize,
    ctx: &Ctx,
    out: &mut Vec<TextLine>,
) {
    let deeper = depth.saturating_add(1);
    let branch_depth = if required.branches.len() > 1 { deeper } else { depth };
    if required.branches.len() > 1 {
        let text = both("at least one of these:", "次のいずれか：");
        out.push(TextLine { depth, kind: LineKind::Frame, text });
    }
    for branch in &required.branches {
        let words = condition(view, scope, *branch, true, &mut ctx.clone());
        let text = both(format!("- {}", words.en), format!("・{}こと", words.ja));
        out.push(TextLine { depth: branch_depth, kind: LineKind::Requirement, text });
    }
    for reading in &required.readings {
        let words = condition(view, scope, reading.value, true, &mut ctx.clone());
        let because = &reading.because;
        out.push(TextLine {
            depth: deeper,
            kind: LineKind::Reading,
            text: both(
                format!("another reading: {} (because {})", words.en, because.en),
                format!("別の読み方：{}こと（理由：{}）", words.ja, because.ja.trim_end_matches('。')),
            ),
        });
    }
}

/// The named figures and derived values that a rule rests on, each once, in the order in which it comes to them.
pub fn named_values(plan: &Plan, sources: &SourceMap, rule: RuleId) -> Vec<Named> {
    let mut seen = Seen::default();
    if let Some(rule) = plan.pack.rule(rule) {
        steps(&rule.body, &mut seen);
    }
    // A derived value may rest on others; each is looked into once.
    let mut next: usize = 0;
    while let Some(one) = seen.order.get(next).copied() {
        next = next.saturating_add(1);
        if let One::Define(define) = one
            && let Some(define) = plan.pack.define(define)
        {
            expr(&define.value, &mut seen);
        }
    }
    seen.order.iter().filter_map(|one| named(plan, sources, *one)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum One {
    Let(LetId),
    Define(DefineId),
}

#[derive(Default)]
struct Seen {
    known: BTreeSet<One>,
    order: Vec<One>,
}

impl Seen {
    fn add(&mut self, one: One) {
        if self.known.insert(one) {
            self.order.push(one);
        }
    }
}

fn steps(body: &[typed::Step], seen: &mut Seen) {
    for step in body {
        match step {
            typed::Step::ForEach(_, body) => steps(body, seen),
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

/// Expressions nest no deeper than the checker follows.
fn expr(of: &Expr, seen: &mut Seen) {
    match &of.kind {
        ExprKind::Let(figure) => seen.add(One::Let(*figure)),
        ExprKind::Define(define, _) => seen.add(One::Define(*define)),
        _ => {}
    }
    of.children().into_iter().for_each(|child| expr(child, seen));
}

fn named(plan: &Plan, sources: &SourceMap, one: One) -> Option<Named> {
    match one {
        One::Let(figure) => {
            let figure = plan.pack.figure(figure)?;
            Some(Named { name: figure.name.clone(), values: figure_values(plan, figure) })
        }
        One::Define(define) => {
            let name = plan.pack.define(define)?.name.clone();
            Some(Named { name, values: vec![derived_value(plan, sources, define)?] })
        }
    }
}

/// The values of a named figure, with their dates.
pub fn figure_values(plan: &Plan, figure: &typed::Let) -> Vec<Bilingual> {
    figure.values.iter().map(|value| dated(plan, figure, value)).collect()
}

/// A derived value in words.
pub fn derived_value(plan: &Plan, sources: &SourceMap, define: DefineId) -> Option<Bilingual> {
    let typed = plan.pack.define(define)?;
    let node = plan.defines.get(define.0 as usize).copied()?;
    let view = View::new(plan, sources, &[], &[], None);
    let mut scope = view.scope(typed.vars);
    let mut ctx = Ctx { this: Some(typed.record), ..Ctx::default() };
    Some(operand(&view, &mut scope, node, &mut ctx))
}

/// A value of a figure and when it is in force: at the latest until the next one starts.
fn dated(plan: &Plan, figure: &typed::Let, value: &typed::LetValue) -> Bilingual {
    let words = show(plan, Some(figure.ty), &value.value);
    let Some(valid) = value.valid else { return words };
    let from = notation::date(valid.from);
    let starts = figure.values.iter().filter_map(|other| other.valid).map(|other| other.from);
    let ended = starts.filter(|start| *start > valid.from).min().and_then(Date::day_before);
    match valid.to.into_iter().chain(ended).min().map(notation::date) {
        Some(to) => both(
            format!("{} from {} to {}", words.en, from.en, to.en),
            format!("{}から{}まで{}", from.ja, to.ja, words.ja),
        ),
        None => both(format!("{} from {} on", words.en, from.en), format!("{}から{}", from.ja, words.ja)),
    }
}
