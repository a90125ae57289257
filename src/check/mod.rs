//! From trees to a pack: names, types, units, dates, tables; every error of every file is reported.
//!
//! In: the trees of a pack's files and its CSV files. Out: a [`Pack`], and diagnostics.

mod allows;
mod alternatives;
mod clauses;
mod context;
mod domain;
mod examples;
mod expectations;
mod expr;
mod figures;
mod fold;
mod foreign;
mod guards;
mod judged;
mod lists;
mod lookup;
mod mentions;
mod names;
mod operators;
mod paths;
mod program;
mod ranges;
mod rules;
mod scope;
mod shapes;
mod tables;
mod templates;
mod truth;
pub mod typed;
mod uses;
mod vacuous;
mod words;

pub(crate) use fold::arithmetic;
pub use lookup::{PlaceKey, PlaceProblem};
pub use mentions::{Mention, Mentions, word};
pub use tables::table_files;
pub use typed::Pack;
pub use uses::{LoadedUse, UseProblem, used_packs};

use crate::diag::{Bilingual, Outcome};
use crate::syntax::ast::Ast;
use crate::text::{Source, Span};
use context::Checker;

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
    /// The file, or why it could not be read; `None` where that has been reported.
    pub file: Result<&'a Source, Option<&'a Bilingual>>,
}

/// Checks a pack. There is none where its program or root record is not known.
///
/// `tables` holds the files that [`table_files`] names, `uses` the packs that [`used_packs`] names. A pack with errors is as whole as it could be made; what
/// had an error in it has no type ([`typed::Type::Unknown`]) and must not be run.
pub fn check(files: &PackFiles, tables: &[LoadedTable], used: &[LoadedUse]) -> Outcome<Option<Pack>> {
    let all = files.rules.iter().chain(&files.tests).map(|(_, ast)| *ast);
    let mut cx = Checker::new(context::gather(all));
    let cx = &mut cx;
    names::broken(cx, files.rules.iter().chain(&files.tests).copied());
    names::left_out(cx, files.rules.iter().chain(&files.tests).map(|(_, ast)| *ast));
    names::declare(cx);
    uses::declare(cx);
    shapes::build(cx, used);
    let first = files.rules.first().or(files.tests.first());
    let program = program::program(cx, files.id, first.map(|(source, _)| Span::new(source.id, 0, 0)));
    names::declare_defines(cx);
    let sources: Vec<typed::Source> = each(cx, |d| d.sources.clone(), clauses::source);
    tables::build(cx, tables);
    uses::values(cx, used);
    figures::all(cx);
    let rules = rules::rules(cx, program.as_ref().and_then(|program| program.valid));
    let judgements: Vec<typed::Judgement> = each(cx, |d| d.judgements.clone(), judged::judgement);
    let questions: Vec<typed::Question> = each(cx, |d| d.questions.clone(), judged::question);
    let scorecards: Vec<typed::Scorecard> = each(cx, |d| d.scorecards.clone(), judged::scorecard);
    let tests = each(cx, |d| d.tests.clone(), |cx, decl| expectations::test(cx, decl, &rules, &judgements));
    let tests: Vec<typed::Test> = tests.into_iter().flatten().collect();
    if !files.tests.is_empty() || !tests.is_empty() {
        expectations::conflicts_shown(cx, &tests);
    }
    uses::unused(cx, &files.tests.iter().map(|(source, _)| source.id).collect());
    vacuous::look(cx, &rules, &judgements);
    let allows = allows::all(cx);
    let (lets, defines) = (figures::lets(cx), figures::defines(cx));
    program::dated(cx, program.as_ref(), &rules, &lets);
    let value = program.map(|program| Pack {
        id: cx.decls.programs.first().map(|program| program.id.text.clone()).unwrap_or_default(),
        program,
        schema: std::mem::take(&mut cx.schema),
        sources,
        tables: std::mem::take(&mut cx.tables),
        lets,
        defines,
        rules,
        judgements,
        questions,
        scorecards,
        tests,
        allows,
    });
    let mut diags = std::mem::take(&mut cx.diags);
    diags.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
    diags.dedup();
    Outcome { value, diags }
}

/// Each declaration of a kind, checked.
fn each<'a, D: 'a, T>(
    cx: &mut Checker<'a>,
    of: impl Fn(&context::Decls<'a>) -> Vec<&'a D>,
    mut check: impl FnMut(&mut Checker<'a>, &'a D) -> T,
) -> Vec<T> {
    of(&cx.decls).into_iter().map(|decl| check(cx, decl)).collect()
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "small counts of tests")]
mod tests;
