//! What authors have said may stay: every `allow` of a pack, with what it stands in.
//!
//! In: the declarations. Out: [`Allow`]s. Whether a lint of that name exists is for those who look for it.

use super::clauses;
use super::context::Checker;
use super::typed::Allow;
use crate::syntax::ast;
use crate::text::Span;

/// All of them, in the order of the files.
pub(super) fn all(cx: &mut Checker) -> Vec<Allow> {
    let mut out: Vec<Allow> = Vec::new();
    for (scope, decl) in declared(cx) {
        let because = clauses::text(cx, &decl.because);
        out.push(Allow {
            lint: decl.lint.text.clone(),
            lint_span: decl.lint.span,
            detail: decl.detail.as_ref().map(|detail| detail.text.clone()),
            because,
            scope,
            span: decl.span,
        });
    }
    out.sort_by_key(|allow| allow.span);
    out
}

/// Each clause with what it stands in; in the head of the pack it stands in all of it.
fn declared<'a>(cx: &Checker<'a>) -> Vec<(Option<Span>, &'a ast::Allow)> {
    let d = &cx.decls;
    let mut out = Vec::new();
    let mut add = |scope: Option<Span>, allows: &'a [ast::Allow]| {
        out.extend(allows.iter().map(|allow| (scope, allow)));
    };
    d.programs.iter().for_each(|decl| add(None, &decl.allows));
    d.sources.iter().for_each(|decl| add(Some(decl.span), &decl.allows));
    for decl in &d.records {
        add(Some(decl.span), &decl.allows);
        decl.fields.iter().for_each(|field| add(Some(field.span), &field.allows));
    }
    for decl in &d.enums {
        add(Some(decl.span), &decl.allows);
        decl.members.iter().for_each(|member| add(Some(member.span), &member.allows));
    }
    for decl in &d.tables {
        add(Some(decl.span), &decl.allows);
        decl.columns.iter().for_each(|column| add(Some(column.span), &column.allows));
    }
    d.lets.iter().for_each(|decl| add(Some(decl.span), &decl.allows));
    d.defines.iter().for_each(|decl| add(Some(decl.span), &decl.allows));
    d.rules.iter().for_each(|decl| add(Some(decl.span), &decl.allows));
    d.judgements.iter().for_each(|decl| add(Some(decl.span), &decl.allows));
    d.questions.iter().for_each(|decl| add(Some(decl.span), &decl.allows));
    d.scorecards.iter().for_each(|decl| add(Some(decl.span), &decl.allows));
    out
}
