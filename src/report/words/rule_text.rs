//! A rule in words without any proposal: what it requires, sentence by sentence, each with what stands under it.

use super::{Ctx, both, condition, each_of, operand, path_name, within};
use crate::check::typed::{JudgementId, RuleId};
use crate::diag::Bilingual;
use crate::eval::Scope;
use crate::plan::{NodeId, Plan, Requirement, Step};
use crate::report::findings::citations;
use crate::report::model::Citation;
use crate::report::view::View;
use crate::text::{SourceMap, Span};

/// A sentence of a rule, and those that stand under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it is.
    pub kind: SaidKind,
    /// What it says: a clause without bullet, colon or full stop.
    pub text: Bilingual,
    /// Why: of exceptions and other readings.
    pub because: Option<Bilingual>,
    /// From where: of exceptions.
    pub citations: Vec<Citation>,
    /// Where it stands.
    pub span: Span,
    /// What stands under it.
    pub inside: Vec<Said>,
}

/// What a sentence of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SaidKind {
    /// `for each`: what is inside holds for each item.
    ForEach,
    /// `when`: what is inside holds only then.
    OnlyWhere,
    /// `unless`: what is inside does not hold then.
    Except,
    /// `any of`: one of what is inside must hold.
    AnyOf,
    /// What must hold.
    Requires,
    /// `other reading`, under what it may be read for.
    OtherReading,
    /// What reviewers judge.
    Judged,
    /// What reviewers need for it.
    Needs,
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

/// What a rule requires.
pub fn rule_text(plan: &Plan, sources: &SourceMap, rule: RuleId) -> Vec<Said> {
    let view = View::new(plan, sources, &[], &[], None);
    let Some(typed) = plan.pack.rule(rule) else { return Vec::new() };
    let mut scope = view.scope(typed.vars);
    let steps = plan.rules.get(rule.0 as usize).map(Vec::as_slice).unwrap_or_default();
    steps.iter().filter_map(|step| said(&view, &mut scope, step, &Ctx::prose())).collect()
}

/// The other readings of a rule.
pub fn reading_texts(plan: &Plan, sources: &SourceMap, rule: RuleId) -> Vec<ReadingText> {
    let mut out = Vec::new();
    let mut waiting: Vec<Said> = rule_text(plan, sources, rule);
    waiting.reverse();
    while let Some(one) = waiting.pop() {
        let other = one.inside.iter().filter(|inner| inner.kind == SaidKind::OtherReading);
        for reading in other {
            out.push(ReadingText {
                required: one_sentence(&one),
                other: reading.text.clone(),
                because: reading.because.clone().unwrap_or_default(),
                span: reading.span,
            });
        }
        waiting.extend(one.inside.into_iter().rev());
    }
    out
}

/// A requirement in one sentence: the branches of `any of` in a row.
fn one_sentence(said: &Said) -> Bilingual {
    if said.kind != SaidKind::AnyOf {
        return said.text.clone();
    }
    let branches = said.inside.iter().filter(|inner| inner.kind == SaidKind::Requires);
    let branches: Vec<Bilingual> = branches.map(|branch| branch.text.clone()).collect();
    super::join(&branches, "; or ", "、又は、")
}

/// When a judgement applies and what reviewers need for it.
pub fn judgement_text(plan: &Plan, sources: &SourceMap, judgement: JudgementId) -> Vec<Said> {
    let view = View::new(plan, sources, &[], &[], None);
    let Some(typed) = plan.pack.judgement(judgement) else { return Vec::new() };
    let mut scope = view.scope(typed.vars);
    let mut ctx = Ctx::prose();
    let mut needs = Vec::new();
    for path in &typed.asks {
        needs.push(plain(SaidKind::Needs, path_name(&view, &scope, path, &mut ctx), path.span));
    }
    let judged = Said {
        inside: needs,
        ..plain(SaidKind::Judged, both("reviewers judge this", "審査員が判断する"), typed.span)
    };
    match plan.judgements.get(judgement.0 as usize).copied().flatten() {
        Some(when) => {
            let text = condition(&view, &mut scope, when, true, &mut ctx);
            vec![Said { inside: vec![judged], ..plain(SaidKind::OnlyWhere, only_where(&text), typed.span) }]
        }
        None => vec![judged],
    }
}

fn plain(kind: SaidKind, text: Bilingual, span: Span) -> Said {
    Said { kind, text, because: None, citations: Vec::new(), span, inside: Vec::new() }
}

/// A step and what is in it. Steps nest no deeper than the parser lets brackets nest.
fn said(view: &View<'_>, scope: &mut Scope<'_>, step: &Step, ctx: &Ctx) -> Option<Said> {
    let here = |id: NodeId| view.plan.node(id).map(|node| node.span);
    let (head, body, inner) = match step {
        Step::ForEach(binder, body) => {
            let text = each_of(view, scope, binder, ctx);
            let head = plain(SaidKind::ForEach, text, binder.span);
            (head, body, within(view, std::slice::from_ref(binder), ctx))
        }
        Step::When(when, body) => {
            let text = condition(view, scope, *when, true, &mut ctx.clone());
            (plain(SaidKind::OnlyWhere, only_where(&text), here(*when)?), body, ctx.clone())
        }
        Step::Unless(unless, exception, body) => {
            let text = condition(view, scope, *unless, true, &mut ctx.clone());
            let text = both(format!("except where {}", text.en), format!("{}場合を除き", text.ja));
            let because = Some(exception.because.clone());
            let citations = citations(&view.plan.pack, &exception.cites);
            let head = Said { because, citations, ..plain(SaidKind::Except, text, here(*unless)?) };
            (head, body, ctx.clone())
        }
        Step::Require(id) => {
            return view.plan.requirement(*id).map(|required| requirement(view, scope, required, ctx));
        }
    };
    let inside = body.iter().filter_map(|step| said(view, scope, step, &inner)).collect();
    Some(Said { inside, ..head })
}

fn only_where(when: &Bilingual) -> Bilingual {
    both(format!("only where {}", when.en), format!("{}場合に限り", when.ja))
}

fn requirement(view: &View<'_>, scope: &mut Scope<'_>, required: &Requirement, ctx: &Ctx) -> Said {
    let mut branches: Vec<Said> = Vec::new();
    for branch in &required.branches {
        let text = condition(view, scope, *branch, true, &mut ctx.clone());
        let span = view.plan.node(*branch).map_or(required.span, |node| node.span);
        branches.push(plain(SaidKind::Requires, text, span));
    }
    let several = branches.len() != 1;
    let mut out = match branches.pop() {
        Some(only) if !several => Said { span: required.span, ..only },
        last => {
            let text = both("at least one of these holds", "次のいずれかに該当すること");
            branches.extend(last);
            Said { inside: branches, ..plain(SaidKind::AnyOf, text, required.span) }
        }
    };
    for reading in &required.readings {
        let text = condition(view, scope, reading.value, true, &mut ctx.clone());
        let because = Some(reading.because.clone());
        out.inside.push(Said { because, ..plain(SaidKind::OtherReading, text, reading.span) });
    }
    out
}

/// What a derived value is, in words.
pub fn define_text(plan: &Plan, sources: &SourceMap, define: crate::check::typed::DefineId) -> Bilingual {
    let (Some(typed), Some(node)) = (plan.pack.define(define), plan.defines.get(define.0 as usize).copied())
    else {
        return Bilingual::default();
    };
    let view = View::new(plan, sources, &[], &[], None);
    let mut scope = view.scope(typed.vars);
    operand(&view, &mut scope, node, &mut Ctx { this: Some(typed.record), ..Ctx::prose() })
}
