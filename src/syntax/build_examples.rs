//! Tables of cases: places and columns, then a row a case.

use super::ast::{Column, Examples, Expr, ExprKind, ResultValue, Row, RowResult};
use super::build::{Build, Node, name, span, string};
use super::build_expr::{operand, path};
use super::build_test::{data_value, outcome, place_of, places};
use super::grammar::Rule;

/// `examples { place, … -> column, …  row … }`
pub(super) fn examples(b: &mut Build, node: Node) -> Option<Examples> {
    let mut table =
        Examples { places: Vec::new(), columns: Vec::new(), rows: Vec::new(), span: span(b, &node) };
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::columns => {
                for head in part.into_inner() {
                    match head.as_rule() {
                        Rule::place => table.places.push(place_of(b, head)?),
                        Rule::column => table.columns.push(column(b, head)?),
                        _ => {}
                    }
                }
            }
            Rule::row => table.rows.push(row(b, part)?),
            _ => {}
        }
    }
    Some(table)
}

fn column(b: &Build, node: Node) -> Option<Column> {
    let inner = node.into_inner().next()?;
    Some(match inner.as_rule() {
        Rule::kw_verdict => Column::Verdict(span(b, &inner)),
        _ => Column::Path(path(b, inner)),
    })
}

fn row(b: &mut Build, node: Node) -> Option<Row> {
    let mut row = Row { name: None, cells: Vec::new(), results: Vec::new(), span: span(b, &node) };
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::string => row.name = Some(string(b, &part)),
            Rule::cell => row.cells.push(data_value(b, part.into_inner().next()?)?),
            Rule::result => row.results.push(result(b, part)?),
            _ => {}
        }
    }
    Some(row)
}

fn result(b: &mut Build, node: Node) -> Option<RowResult> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let first = inner.next()?;
    let value = match first.as_rule() {
        Rule::outcome_word => {
            let outcome = outcome(b, &first)?;
            let (at, needs) = places(b, inner)?;
            ResultValue::Outcome { outcome, at, needs }
        }
        Rule::verdict_word => ResultValue::Verdict(name(b, &first)),
        Rule::kw_no => ResultValue::No,
        Rule::path => {
            let span = span(b, &first);
            ResultValue::Value(Expr { kind: ExprKind::Path(path(b, first)), span })
        }
        _ => ResultValue::Value(operand(b, first)?),
    };
    Some(RowResult { value, span: place })
}
