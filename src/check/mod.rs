//! From trees to a pack: names, types, units, dates, tables; every error of every file is reported.
//!
//! In: the trees of a pack's files and its CSV files. Out: a [`Pack`], and diagnostics.

mod clauses;
mod context;
mod expr;
mod figures;
mod fold;
mod guards;
mod judged;
mod lists;
mod lookup;
mod names;
mod operators;
mod paths;
mod program;
mod rules;
mod scope;
mod shapes;
mod templates;
pub mod typed;
mod words;

pub use lookup::{PlaceKey, PlaceProblem};
pub use typed::Pack;

use crate::diag::Outcome;
use crate::syntax::ast::Ast;
use crate::text::{Source, Span};
use context::{Checker, Progress, id};
use typed::{DefineId, LetId, TableId};

/// The files of a pack, read and parsed.
pub struct PackFiles<'a> {
    /// Its id, from its folder: `mext.kci.stage2`; empty where it is not known.
    pub id: &'a str,
    /// Its rule files, by name.
    pub rules: Vec<(&'a Source, &'a Ast)>,
    /// Its test files, by name; may be left out.
    pub tests: Vec<(&'a Source, &'a Ast)>,
}

/// A CSV file that a table names.
pub struct LoadedTable<'a> {
    /// The path as the table names it.
    pub path: &'a str,
    /// The file, or why it could not be read.
    pub file: Result<&'a Source, String>,
}

/// Checks a pack. There is none where its program or root record is not known.
pub fn check(files: &PackFiles, _tables: &[LoadedTable]) -> Outcome<Option<Pack>> {
    let all = files.rules.iter().chain(&files.tests).map(|(_, ast)| *ast);
    let mut cx = Checker::new(context::gather(all));
    let cx = &mut cx;
    names::declare(cx);
    shapes::build(cx);
    let first = files.rules.first().or(files.tests.first());
    let program = program::program(cx, files.id, first.map(|(source, _)| Span::new(source.id, 0, 0)));
    names::declare_defines(cx);
    for at in 0..cx.decls.lets.len() {
        if let Some(span) = cx.decls.lets.get(at).map(|d| d.name.span) {
            figures::let_type(cx, LetId(id(at)), span);
        }
    }
    for at in 0..cx.decls.defines.len() {
        if let Some(span) = cx.decls.defines.get(at).map(|d| d.name.span) {
            figures::define_type(cx, DefineId(id(at)), span);
        }
    }
    let rules = rules::rules(cx, program.as_ref().and_then(|p| p.valid));
    let judgements = cx.decls.judgements.clone();
    let judgements = judgements.into_iter().map(|decl| judged::judgement(cx, decl)).collect();
    let questions = cx.decls.questions.clone();
    let questions = questions.into_iter().map(|decl| judged::question(cx, decl)).collect();
    let scorecards = cx.decls.scorecards.clone();
    let scorecards = scorecards.into_iter().map(|decl| judged::scorecard(cx, decl)).collect();
    let sources = cx.decls.sources.clone();
    let sources = sources.into_iter().map(|decl| clauses::source(cx, decl)).collect();
    let mut diags = std::mem::take(&mut cx.diags);
    diags.sort_by_key(|d| d.span());
    let value = program.map(|program| Pack {
        id: cx.decls.programs.first().map(|p| p.id.text.clone()).unwrap_or_default(),
        program,
        schema: std::mem::take(&mut cx.schema),
        sources,
        tables: std::mem::take(&mut cx.tables),
        lets: Vec::new(),
        defines: Vec::new(),
        rules,
        judgements,
        questions,
        scorecards,
        tests: Vec::new(),
    });
    let _ = (Progress::<()>::Waiting, TableId(0));
    Outcome { value, diags }
}
