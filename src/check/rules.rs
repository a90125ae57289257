//! Rules: their clauses, and the steps of their bodies with what is known in each.

use super::clauses;
use super::context::Checker;
use super::expr;
use super::guards;
use super::lists;
use super::names;
use super::scope::{Bare, Bound, Facts, Scope};
use super::templates;
use super::typed::{
    Binder, Conflict, Exception, Expr, ListSource, PathType, Reading, Requirement, Rule, RuleId, RuleKind,
    Step,
};
use crate::data::FieldType;
use crate::diag::{Bilingual, Severity, check_pack, check_rules, check_types};
use crate::syntax::ast;
use crate::text::Span;

const KINDS: [(&str, RuleKind); 3] =
    [("eligibility", RuleKind::Eligibility), ("funding", RuleKind::Funding), ("form", RuleKind::Form)];
const SEVERITIES: [(&str, Severity); 2] = [("error", Severity::Error), ("advice", Severity::Advice)];

/// All rules; the indices are those of the declarations.
pub(super) fn rules(cx: &mut Checker, program: Option<super::typed::Validity>) -> Vec<Rule> {
    let decls = cx.decls.rules.clone();
    let mut rules: Vec<Rule> = decls.iter().map(|decl| rule(cx, decl, program)).collect();
    for (at, decl) in decls.iter().enumerate() {
        for conflict in conflicts(cx, decl) {
            add_conflict(&mut rules, RuleId(super::context::id(at)), conflict);
        }
    }
    rules
}

fn rule(cx: &mut Checker, decl: &ast::RuleDecl, program: Option<super::typed::Validity>) -> Rule {
    let title = clauses::title(cx, &decl.heading, &decl.title);
    let cites = clauses::cites(cx, &decl.cites);
    let own = clauses::once(cx, "own", &decl.own).map(|texts| clauses::text(cx, texts));
    let what = Bilingual::new("rule", "規則");
    clauses::origin(cx, decl.name.span, &what, !decl.cites.is_empty(), !decl.own.is_empty());
    let kind = clauses::once(cx, "kind", &decl.kind);
    let kind = kind.and_then(|name| names::clause_word(cx, "kind", name, &KINDS));
    let severity = clauses::once(cx, "severity", &decl.severity);
    let severity = severity.and_then(|name| names::clause_word(cx, "severity", name, &SEVERITIES));
    let valid = clauses::once(cx, "valid", &decl.valid).and_then(|dates| clauses::validity(cx, dates));
    if let (Some(rule), Some(program)) = (valid, program)
        && (program.to.is_some_and(|to| to < rule.from) || rule.to.is_some_and(|to| to < program.from))
    {
        cx.say(check_pack::never_in_force(rule.span, program.span));
    }
    let bare = if decl.across { Bare::Across } else { Bare::Proposal };
    let mut scope = Scope::new(bare);
    let sound = cx.diags.len();
    let body = steps(cx, &mut scope, &decl.body);
    if !requires(&decl.body) {
        cx.say(check_rules::requires_nothing(decl.name.span));
    }
    let mut shown = Scope::new(bare);
    shown.shown = true;
    shown.next_var = scope.next_var;
    match outermost(&body) {
        Some(bound) => shown.bound.push(bound),
        // After an error in a list its name is known all the same, so that messages with it stay quiet.
        None if cx.diags.len() > sound => unknown_names(&decl.body, &mut shown),
        None => {}
    }
    inner_names(&decl.body, &mut shown.inner);
    let message = clauses::once(cx, "message", &decl.message);
    let message = message.map(|texts| templates::template(cx, &mut shown, texts, &decl.message));
    let help = clauses::once(cx, "help", &decl.help);
    let help = help.map(|texts| templates::template(cx, &mut shown, texts, &decl.help));
    Rule {
        name: decl.name.text.clone(),
        span: decl.name.span,
        across: decl.across,
        title,
        cites,
        own,
        kind,
        severity: severity.unwrap_or(Severity::Error),
        valid,
        conflicts: Vec::new(),
        message,
        help,
        body,
        vars: scope.next_var,
    }
}

/// The names of all `for each` blocks.
fn inner_names(body: &[ast::Step], names: &mut Vec<String>) {
    for step in body {
        match step {
            ast::Step::ForEach { name, body, .. } => {
                names.push(name.text.clone());
                inner_names(body, names);
            }
            ast::Step::When { block, .. } | ast::Step::Unless { block, .. } => {
                inner_names(block.as_deref().unwrap_or_default(), names);
            }
            ast::Step::Require { .. } => {}
        }
    }
}

/// Whether anything is required.
fn requires(body: &[ast::Step]) -> bool {
    body.iter().any(|step| match step {
        ast::Step::Require { .. } => true,
        ast::Step::ForEach { body, .. } => requires(body),
        ast::Step::When { block, .. } | ast::Step::Unless { block, .. } => {
            block.as_ref().is_some_and(|block| requires(block))
        }
    })
}

/// The steps of a body; a line without a block holds all that follow it.
pub(super) fn steps(cx: &mut Checker, scope: &mut Scope, body: &[ast::Step]) -> Vec<Step> {
    let outside = lists::enter(scope);
    let out = follow(cx, scope, body);
    lists::leave(scope, outside);
    out
}

/// A `when` or `unless` line that holds what follows.
enum Line {
    When(Expr),
    Unless(Exception),
}

fn follow(cx: &mut Checker, scope: &mut Scope, body: &[ast::Step]) -> Vec<Step> {
    let mut lines: Vec<(Line, Vec<Step>)> = Vec::new();
    let mut here: Vec<Step> = Vec::new();
    let mut required: Option<Span> = None;
    for step in body {
        match step {
            ast::Step::ForEach { name, list, body, span } => {
                required.get_or_insert(*span);
                let outside = lists::enter(scope);
                let binder = lists::bind(cx, scope, name, list);
                scope.each.extend(binder.as_ref().map(|binder| binder.var));
                empty_block(cx, body, *span);
                let inner = steps(cx, scope, body);
                lists::leave(scope, outside);
                here.extend(binder.map(|binder| Step::ForEach(binder, inner)));
            }
            ast::Step::When { condition, block, span } => {
                let condition = expr::condition(cx, scope, condition);
                let known = guards::when_true(cx, &condition);
                match block {
                    Some(block) => {
                        required.get_or_insert(*span);
                        empty_block(cx, block, *span);
                        let inner = under(cx, scope, known, block);
                        here.push(Step::When(condition, inner));
                    }
                    None => {
                        if let Some(requirement) = required {
                            cx.say(check_rules::condition_after_requirement(*span, "when", requirement));
                        }
                        scope.facts.add(known);
                        lines.push((Line::When(condition), std::mem::take(&mut here)));
                    }
                }
            }
            ast::Step::Unless { condition, because, cites, block, span } => {
                let condition = expr::condition(cx, scope, condition);
                let known = guards::when_false(cx, &condition);
                let because = clauses::text(cx, because);
                let cites = clauses::cites(cx, cites);
                let exception = Exception { condition, because, cites };
                match block {
                    Some(block) => {
                        required.get_or_insert(*span);
                        empty_block(cx, block, *span);
                        let inner = under(cx, scope, known, block);
                        here.push(Step::Unless(exception, inner));
                    }
                    None => {
                        if let Some(requirement) = required {
                            cx.say(check_rules::condition_after_requirement(*span, "unless", requirement));
                        }
                        scope.facts.add(known);
                        lines.push((Line::Unless(exception), std::mem::take(&mut here)));
                    }
                }
            }
            ast::Step::Require { any_of, branches, readings, head, .. } => {
                required.get_or_insert(*head);
                here.push(Step::Require(requirement(cx, scope, (*any_of, branches, readings, *head))));
            }
        }
    }
    while let Some((line, before)) = lines.pop() {
        let held = std::mem::replace(&mut here, before);
        here.push(match line {
            Line::When(condition) => Step::When(condition, held),
            Line::Unless(exception) => Step::Unless(exception, held),
        });
    }
    here
}

fn under(cx: &mut Checker, scope: &mut Scope, known: Facts, block: &[ast::Step]) -> Vec<Step> {
    let outside = lists::enter(scope);
    scope.facts.add(known);
    let inner = steps(cx, scope, block);
    lists::leave(scope, outside);
    inner
}

/// A block of a rule that requires something elsewhere, but nothing itself.
fn empty_block(cx: &mut Checker, block: &[ast::Step], span: Span) {
    if block.is_empty() {
        cx.say(check_rules::requires_nothing(span));
    }
}

/// `require any of { }`.
fn empty_any_of(cx: &mut Checker, branches: &[ast::Expr], head: Span) {
    if branches.is_empty() {
        cx.say(check_types::any_of_nothing(head));
    }
}

fn requirement(
    cx: &mut Checker,
    scope: &mut Scope,
    (any_of, branches, readings, head): (bool, &[ast::Expr], &[ast::Reading], Span),
) -> Requirement {
    empty_any_of(cx, branches, head);
    // Each branch is tried where those before it do not hold, as with `or`.
    let outside = lists::enter(scope);
    let mut tried = Vec::new();
    for branch in branches {
        let branch = expr::condition(cx, scope, branch);
        let known = guards::when_false(cx, &branch);
        scope.facts.add(known);
        tried.push(branch);
    }
    lists::leave(scope, outside);
    let readings = readings
        .iter()
        .map(|reading| Reading {
            value: expr::condition(cx, scope, &reading.value),
            because: clauses::text(cx, &reading.because),
            span: reading.span,
        })
        .collect();
    Requirement { branches: tried, any_of, readings, span: head }
}

/// The name of the outermost `for each`, where everything that the rule requires stands in it: messages see it.
fn outermost(body: &[Step]) -> Option<Bound> {
    let [only] = body else { return None };
    match only {
        Step::When(_, inner) | Step::Unless(_, inner) => outermost(inner),
        Step::ForEach(binder, _) => Some(bound(binder)),
        Step::Require(_) => None,
    }
}

/// Binds the names of the outermost lists, without knowing what they are.
fn unknown_names(body: &[ast::Step], shown: &mut Scope) {
    for step in body {
        match step {
            ast::Step::ForEach { name, .. } => {
                let var = shown.fresh();
                shown.bound.push(Bound { name: name.text.clone(), span: name.span, var, ty: None });
            }
            ast::Step::When { block: Some(block), .. } | ast::Step::Unless { block: Some(block), .. } => {
                unknown_names(block, shown);
            }
            _ => {}
        }
    }
}

fn bound(binder: &Binder) -> Bound {
    let ty = match &binder.source {
        ListSource::Field(path) => match &path.ty {
            PathType::Field(FieldType::List { item, .. }) => Some(PathType::Field(item.as_ref().clone())),
            _ => None,
        },
        ListSource::Table(table) => Some(PathType::Row(*table)),
        ListSource::Proposals => Some(PathType::Proposal),
    };
    Bound { name: binder.name.clone(), span: binder.span, var: binder.var, ty }
}

fn conflicts(cx: &mut Checker, decl: &ast::RuleDecl) -> Vec<Conflict> {
    let mut out: Vec<Conflict> = Vec::new();
    for conflict in &decl.conflicts {
        let because = clauses::text(cx, &conflict.because);
        let Some(rule) = names::rule(cx, &conflict.rule) else { continue };
        if conflict.rule.text == decl.name.text {
            cx.say(check_rules::conflicts_with_itself(conflict.rule.span, decl.name.span));
            continue;
        }
        if let Some(first) = out.iter().find(|other| other.rule == rule) {
            let clause = format!("conflicts with {}", conflict.rule.text);
            cx.say(check_pack::clause_twice(conflict.span, first.span, &clause));
            continue;
        }
        out.push(Conflict { rule, because, span: conflict.span });
    }
    out
}

/// A conflict is one of both rules; where each declares it, each keeps its own words.
fn add_conflict(rules: &mut [Rule], one: RuleId, conflict: Conflict) {
    let other = conflict.rule;
    let back = Conflict { rule: one, ..conflict.clone() };
    let declared = [(one, conflict, true), (other, back, false)];
    for (rule, conflict, own) in declared {
        let Some(rule) = rules.get_mut(rule.0 as usize) else { continue };
        match rule.conflicts.iter_mut().find(|c| c.rule == conflict.rule) {
            Some(found) if own => *found = conflict,
            Some(_) => {}
            None => rule.conflicts.push(conflict),
        }
    }
}
