//! Tables of cases: each row becomes a test of its own, with the values of the row as changes of the proposal.

use super::context::Checker;
use super::expectations::{self, Judged, VERDICTS};
use super::expr;
use super::names;
use super::typed::{Expect, ExpectedVerdict, Given, GivenBase, Place, Test, Type};
use crate::diag::{Bilingual, check_names, check_rules, suite};
use crate::syntax::ast::{
    self, At, Column, Comparator, DataValue, ExpectedOutcome, PathExpr, ResultValue, RowResult,
};
use crate::text::{Span, nearest};
use std::collections::BTreeMap;

/// The words of an outcome of a rule, as people may mean them.
const OUTCOMES: [ExpectedOutcome; 8] = [
    ExpectedOutcome::Passes,
    ExpectedOutcome::Fails,
    ExpectedOutcome::Undetermined,
    ExpectedOutcome::Contested,
    ExpectedOutcome::NotApplicable,
    ExpectedOutcome::DependsOnReading,
    ExpectedOutcome::ReadingsAgree,
    ExpectedOutcome::LeftToReviewers,
];

/// The cases of all tables of a test.
pub(super) fn rows(
    cx: &mut Checker,
    decl: &ast::TestDecl,
    given: Option<&Given>,
    judged: Judged<'_>,
) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut named: BTreeMap<&str, Span> = BTreeMap::new();
    for table in &decl.examples {
        if table.rows.is_empty() {
            cx.say(check_rules::tests_nothing(
                table.span.head(),
                Bilingual::new("this table has no rows", "この表には行がありません"),
                Bilingual::new(
                    "add a row: `5億円 -> passes`",
                    "`5億円 -> passes` のような行を加えてください",
                ),
            ));
        }
        let places: Vec<Option<Place>> =
            table.places.iter().map(|place| expectations::place(cx, place)).collect();
        let columns: Vec<Option<Of>> = table.columns.iter().map(|column| of_column(cx, column)).collect();
        let head = head_of(table);
        for row in &table.rows {
            let number = tests.len().saturating_add(1);
            if let Some(name) = &row.name
                && let Some(first) = named.insert(&name.text, name.span)
            {
                cx.diags.push(check_names::declared_twice(name.span, first, &name.text));
            }
            let fits = fits(cx, table, row, head);
            let case = row.name.as_ref().map_or_else(|| format!("row {number}"), |name| name.text.clone());
            let mut expects = Vec::new();
            for (column, result) in columns.iter().zip(&row.results).filter(|_| fits) {
                if let Some(column) = column {
                    expects.extend(expect(cx, column, result, judged));
                }
            }
            tests.push(Test {
                name: format!("{} / {case}", decl.name.text),
                span: row.span,
                head: Some(head),
                given: Some(given_of(given, table, row, &places)),
                expects,
            });
        }
    }
    tests
}

/// The head of a table: its places and columns.
fn head_of(table: &ast::Examples) -> Span {
    let first = table.places.first().map_or(table.span, |place| place.span);
    match table.columns.last() {
        Some(Column::Verdict(span)) => first.to(*span),
        Some(Column::Path(path)) => first.to(path.span),
        None => first,
    }
}

/// Whether a row has a cell for each place and a result for each column.
fn fits(cx: &mut Checker, table: &ast::Examples, row: &ast::Row, head: Span) -> bool {
    let pairs =
        [(row.cells.len(), table.places.len(), true), (row.results.len(), table.columns.len(), false)];
    let wrong = pairs.into_iter().find(|(has, wanted, _)| has != wanted);
    if let Some((has, wanted, before)) = wrong {
        cx.say(suite::cells_of_row(row.span, head, has, wanted, before));
    }
    wrong.is_none()
}

/// The proposal of a row: that of its test with the values of the row; without one, nothing but these.
fn given_of(given: Option<&Given>, table: &ast::Examples, row: &ast::Row, places: &[Option<Place>]) -> Given {
    let mut given = given.cloned().unwrap_or_else(|| Given {
        base: GivenBase::Inline(DataValue::Record(Vec::new(), table.span.head())),
        changes: Vec::new(),
        span: row.span,
    });
    let cells = places.iter().zip(&row.cells);
    given.changes.extend(cells.filter_map(|(place, cell)| Some((place.clone()?, Some(cell.clone())))));
    given.span = row.span;
    given
}

/// What the rows expect something of.
enum Of<'a> {
    Verdict,
    Outcome(ast::Name),
    Value(&'a PathExpr),
}

fn of_column<'a>(cx: &mut Checker, column: &'a Column) -> Option<Of<'a>> {
    let path = match column {
        Column::Verdict(_) => return Some(Of::Verdict),
        Column::Path(path) => path,
    };
    let first = path.names.first()?;
    let name = first.text.as_str();
    if path.names.len() == 1 && cx.names.rules.contains_key(name) {
        names::rule_or_judgement(cx, first)?;
        return Some(Of::Outcome(first.clone()));
    }
    if cx.broken.contains(name) {
        return None;
    }
    let root = cx.root?;
    let fields = cx.schema.record(root).map(|record| record.fields.as_slice()).unwrap_or_default();
    let known = fields.iter().any(|field| field.name == name)
        || cx.names.defines.contains_key(&(root, name))
        || cx.names.values.contains_key(name)
        || path.names.len() > 1;
    if known {
        return Some(Of::Value(path));
    }
    let fields = fields.iter().map(|field| field.name.as_str());
    let defines = cx.names.defines.keys().filter(|(of, _)| *of == root).map(|(_, name)| *name);
    let near = nearest(name, cx.names.rules.keys().copied().chain(fields).chain(defines).chain(["verdict"]));
    let kind = Bilingual::new("rule, judgement or value", "規則、judgement、値");
    let diagnostic = check_names::unknown_name(path.span, &kind, name, near);
    cx.say(diagnostic);
    None
}

/// What one cell expects.
fn expect(cx: &mut Checker, column: &Of, result: &RowResult, judged: Judged<'_>) -> Option<Expect> {
    match (column, &result.value) {
        (Of::Verdict, ResultValue::Outcome { outcome, at, needs })
            if outcome.value == ExpectedOutcome::Undetermined && at.is_empty() && needs.is_empty() =>
        {
            Some(Expect::Verdict(ExpectedVerdict::Undetermined, result.span))
        }
        (Of::Verdict, ResultValue::Verdict(word)) => {
            let (_, verdict) = VERDICTS.iter().find(|(known, _)| *known == word.text)?;
            Some(Expect::Verdict(*verdict, result.span))
        }
        (Of::Outcome(name), ResultValue::Outcome { outcome, at, needs }) => {
            let found = cx.names.rules.get(name.text.as_str()).map(|(found, _)| *found);
            expectations::outcome_of(cx, found, (*outcome, at, needs), result.span, judged)
        }
        (Of::Value(path), ResultValue::Outcome { outcome, at, needs })
            if outcome.value == ExpectedOutcome::Undetermined && at.is_empty() && needs.is_empty() =>
        {
            value(cx, path, None, result.span)
        }
        (Of::Value(path), ResultValue::Value(expected)) => {
            let is = ast::ExprKind::Compare {
                op: At { value: Comparator::Is, span: result.span },
                left: Box::new(path_expr(path)),
                right: Box::new(expected.clone()),
            };
            value(cx, path, Some(ast::Expr { kind: is, span: result.span }), result.span)
        }
        (Of::Value(path), ResultValue::No) => {
            let is = ast::Expr { kind: ast::ExprKind::Not(Box::new(path_expr(path))), span: result.span };
            value(cx, path, Some(is), result.span)
        }
        (Of::Verdict, _) => misfit(cx, result, VERDICTS.map(|(word, _)| word).to_vec()),
        (Of::Outcome(_), _) => misfit(cx, result, OUTCOMES.map(ExpectedOutcome::phrase).to_vec()),
        (Of::Value(_), _) => misfit(cx, result, Vec::new()),
    }
}

/// A value of the proposal, and that it is as expected.
fn value(cx: &mut Checker, path: &PathExpr, is: Option<ast::Expr>, span: Span) -> Option<Expect> {
    let of = expr::value(cx, &mut expectations::proposal_scope(), &path_expr(path), None);
    if of.ty == Type::Unknown {
        return None;
    }
    let is = is.map(|is| expr::condition(cx, &mut expectations::proposal_scope(), &is));
    Some(Expect::Value { of, is, span })
}

fn path_expr(path: &PathExpr) -> ast::Expr {
    ast::Expr { kind: ast::ExprKind::Path(path.clone()), span: path.span }
}

/// A cell that its column cannot have.
fn misfit(cx: &mut Checker, result: &RowResult, known: Vec<&'static str>) -> Option<Expect> {
    let written = match &result.value {
        ResultValue::Outcome { outcome, .. } => outcome.value.phrase().to_owned(),
        ResultValue::Verdict(word) => word.text.clone(),
        ResultValue::No => "no".to_owned(),
        ResultValue::Value(expr) => match &expr.kind {
            ast::ExprKind::Path(path) => {
                path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
            }
            _ => String::new(),
        },
    };
    let near = if written.is_empty() { None } else { nearest(&written, known.iter().copied()) };
    cx.say(suite::result_unfit(result.span, &written, near, &known));
    None
}
