//! The head of a pack: its program, the root record, the field that dates a proposal.

use super::clauses;
use super::context::{Checker, id};
use super::names;
use super::typed::{Let, Program, Rule};
use super::words;
use crate::data::{FieldType, RecordId};
use crate::diag::{Bilingual, check_names, check_pack};
use crate::syntax::ast::{self, Name};
use crate::text::{Span, fold_key, nearest};
use crate::value::Scalar;

/// The head; `None` where there is no program or its root record is not known.
pub(super) fn program(cx: &mut Checker, folder: &str, first_file: Option<Span>) -> Option<Program> {
    let programs = cx.decls.programs.clone();
    let Some((decl, more)) = programs.split_first() else {
        if let (Some(at), false) = (first_file, cx.broken.contains("program")) {
            cx.say(check_pack::no_program(at));
        }
        return None;
    };
    for second in more {
        cx.say(check_pack::second_program(second.id.span, decl.id.span));
    }
    if !folder.is_empty() && folder != decl.id.text {
        cx.say(check_pack::program_id_mismatch(decl.id.span, &decl.id.text, folder));
    }
    clauses::once(cx, "language", &decl.language);
    if let Some(currency) = clauses::once(cx, "currency", &decl.currency)
        && currency.text != "JPY"
    {
        cx.say(check_pack::currency_unsupported(currency.span, &currency.text));
    }
    let owner = Bilingual::new("the program", "program ");
    if decl.title.is_empty() {
        cx.say(check_pack::clause_missing(decl.id.span, &owner, "title", "title \"…\""));
    }
    let title = clauses::title(cx, &ast::Texts::default(), &decl.title);
    let authority = match clauses::once(cx, "authority", &decl.authority) {
        Some(texts) => clauses::text(cx, texts),
        None => Bilingual::default(),
    };
    let valid = clauses::once(cx, "valid", &decl.valid).and_then(|dates| clauses::validity(cx, dates));
    let root = match clauses::once(cx, "proposal", &decl.proposal) {
        Some(name) => names::record(cx, name),
        None => {
            cx.say(check_pack::clause_missing(decl.id.span, &owner, "proposal", "proposal RECORD"));
            None
        }
    };
    if cx.decls.rules.is_empty() && !cx.broken.contains("rule") {
        cx.say(check_pack::no_rules(decl.id.span));
    }
    let as_of = clauses::once(cx, "as of", &decl.as_of);
    let root = root?;
    cx.root = Some(root);
    reserved_key(cx, root);
    let as_of = as_of.and_then(|name| as_of_field(cx, root, name));
    Some(Program {
        title,
        authority,
        root,
        as_of,
        valid,
        language: cx.language,
        span: decl.span,
        id_span: decl.id.span,
    })
}

/// A proposal names its pack under the key `program`, which therefore names no field.
fn reserved_key(cx: &mut Checker, root: RecordId) {
    let Some(record) = cx.schema.record(root) else { return };
    let taken = record.fields.iter().find_map(|field| {
        field.spellings().find(|s| fold_key(s) == "program").map(|s| (field.span, s.to_owned()))
    });
    if let Some((span, spelling)) = taken {
        cx.say(check_pack::reserved_key(span, &spelling));
    }
}

fn as_of_field(cx: &mut Checker, root: RecordId, name: &Name) -> Option<u32> {
    let record = cx.schema.record(root)?;
    let Some(at) = record.fields.iter().position(|field| field.name == name.text) else {
        let near = nearest(&name.text, record.fields.iter().map(|f| f.name.as_str()));
        let diagnostic = check_names::unknown_field(name.span, &name.text, &record.name, record.span, near);
        cx.say(diagnostic);
        return None;
    };
    let field = record.fields.get(at)?;
    let fits = matches!(field.ty, FieldType::Scalar(Scalar::Date | Scalar::FiscalYear));
    if fits && !field.optional {
        return Some(id(at));
    }
    if cx.untyped.contains(&field.span) {
        return None;
    }
    let is = if fits {
        Bilingual::new("optional", "任意の項目")
    } else {
        words::type_words(&cx.schema, &words::path_type(&super::typed::PathType::Field(field.ty.clone())))
    };
    let diagnostic = check_pack::as_of_unfit(name.span, &field.name, field.span, &is);
    cx.say(diagnostic);
    None
}

/// Whatever has dates is held against the proposal's own date, so that there has to be a field that says it.
pub(super) fn dated(cx: &mut Checker, program: Option<&Program>, rules: &[Rule], lets: &[Let]) {
    let Some(decl) = cx.decls.programs.first().copied().filter(|decl| decl.as_of.is_empty()) else { return };
    let of_rules = rules.iter().filter_map(|rule| rule.valid);
    let of_lets = lets.iter().flat_map(|figure| figure.values.iter().filter_map(|value| value.valid));
    let first = program.and_then(|program| program.valid).into_iter().chain(of_rules).chain(of_lets).next();
    if let Some(first) = first {
        let owner = Bilingual::new("the program", "program ");
        let diagnostic = check_pack::clause_missing(decl.id.span, &owner, "as of", "as of FIELD");
        let reason = Bilingual::new("these dates are held against it", "この期間の基準日が要ります");
        cx.say(diagnostic.label(first.span, reason));
    }
}
