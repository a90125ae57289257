//! Paths: to the cell or constant that they lead to, and under which conditions they do.

use super::value::{Kleene, Known, Worth, day};
use super::{Bound, Encoder, LeftOut, Why};
use crate::check::typed::{Path, PathRoot, PathType};
use crate::data::{FieldType, RecordId, Value};
use crate::prove::space::{CellId, Shape};
use crate::text::Span;
use crate::value::Scalar;
use kisoku_logic::{Formula, Linear};

/// Where a path leads.
pub(super) enum Way {
    /// Through these cells, the last one included.
    Cells(Vec<CellId>),
    /// To a cell of a table.
    Row(Option<Value>, Scalar),
    /// Nowhere.
    Nothing,
}

impl Encoder<'_> {
    fn start(&self, root: PathRoot) -> Bound {
        match root {
            PathRoot::Proposal => {
                let root = self.space.roots().first().copied();
                root.map_or(Bound::Nothing, |cell| Bound::Cell(cell, Some(self.plan.pack.program.root)))
            }
            PathRoot::This => self.this,
            PathRoot::Var(var) => self.vars.get(var.0 as usize).copied().unwrap_or(Bound::Nothing),
        }
    }

    /// Walks a path.
    pub(super) fn way(&mut self, path: &Path) -> Result<Way, LeftOut> {
        let (first, mut record) = match self.start(path.root) {
            Bound::Cell(cell, record) => (cell, record),
            Bound::Row(table, row) => {
                let table = self.plan.pack.tables.get(table.0 as usize);
                let column = path.steps.first().copied().unwrap_or(u32::MAX) as usize;
                let cell = table.and_then(|table| table.rows.get(row)?.get(column));
                return Ok(match (cell, table.and_then(|table| table.columns.get(column))) {
                    (Some(cell), Some(column)) => Way::Row(cell.value.clone(), column.ty),
                    _ => Way::Nothing,
                });
            }
            Bound::Nothing => return Ok(Way::Nothing),
        };
        let mut cells = vec![first];
        let mut at = first;
        for step in &path.steps {
            let Some(field) = record
                .and_then(|record| self.plan.pack.schema.record(record))
                .and_then(|record| record.fields.get(*step as usize))
            else {
                return Ok(Way::Nothing);
            };
            let Some(next) = self.space.field(at, &field.name) else {
                return Err(LeftOut { why: Why::OtherKind, place: path.span });
            };
            record = match &field.ty {
                FieldType::Record(id) => Some(*id),
                _ => None,
            };
            at = next;
            cells.push(next);
        }
        for cell in &cells {
            self.space.note_read(*cell);
        }
        Ok(Way::Cells(cells))
    }

    /// Whether every cell on the way can be read.
    pub(super) fn readable(&mut self, cells: &[CellId]) -> Formula {
        let all: Vec<Formula> =
            cells.iter().filter_map(|cell| self.space.cell(*cell)).map(|cell| cell.readable).collect();
        self.space.problem.all(all)
    }

    /// The record to which a path leads, with whether it is there.
    pub(super) fn record(&mut self, path: &Path) -> Result<Option<(CellId, RecordId, Formula)>, LeftOut> {
        let record = match &path.ty {
            PathType::Field(FieldType::Record(id)) => *id,
            PathType::Proposal => self.plan.pack.program.root,
            _ => match self.start(path.root) {
                Bound::Cell(_, Some(record)) if path.steps.is_empty() => record,
                _ => return Ok(None),
            },
        };
        match self.way(path)? {
            Way::Cells(cells) => {
                let there = self.readable(&cells);
                Ok(cells.last().map(|cell| (*cell, record, there)))
            }
            Way::Row(..) | Way::Nothing => Ok(None),
        }
    }

    /// `is given` and `is missing`.
    pub(super) fn is_given(&mut self, path: &Path, missing: bool) -> Result<Kleene, LeftOut> {
        let cells = match self.way(path)? {
            Way::Row(value, _) => return Ok(Kleene::of(&mut self.space.problem, value.is_none() == missing)),
            Way::Nothing => return Ok(Kleene::of(&mut self.space.problem, false)),
            Way::Cells(cells) => cells,
        };
        // The state that counts is that of the first cell on the way that cannot be looked into, else of the last one.
        let mut cases = Vec::new();
        let mut before = self.space.problem.constant(true);
        let last = cells.len().saturating_sub(1);
        for (place, cell) in cells.iter().enumerate() {
            let Some(cell) = self.space.cell(*cell).cloned() else { continue };
            let state = if missing { cell.missing } else { cell.given };
            let problem = &mut self.space.problem;
            let stops = if place == last { problem.constant(true) } else { problem.not(cell.readable) };
            cases.push(problem.all([before, stops, state]));
            before = problem.all([before, cell.readable]);
        }
        let t = self.space.problem.any(cases);
        Ok(Kleene { t, f: self.space.problem.not(t) })
    }

    /// The value to which a path leads.
    pub(super) fn read(&mut self, path: &Path) -> Result<Known, LeftOut> {
        let cells = match self.way(path)? {
            Way::Row(value, ty) => return self.constant(value.as_ref(), ty, path.span),
            Way::Nothing => return Err(LeftOut { why: Why::NoValue, place: path.span }),
            Way::Cells(cells) => cells,
        };
        let known = self.readable(&cells);
        let cell = cells.last().and_then(|cell| self.space.cell(*cell));
        let worth = match cell.map(|cell| cell.shape.clone()) {
            Some(Shape::Number(term)) => Worth::Number(super::Amount::of(term)),
            Some(Shape::Day(term)) => Worth::Day(term),
            Some(Shape::Year(term)) => Worth::Year(term),
            Some(Shape::Text(term)) => Worth::Text(term),
            Some(Shape::YesNo(yes)) => Worth::YesNo(yes),
            Some(Shape::Word(words)) => Worth::Word(words),
            Some(Shape::Apart) => return Err(LeftOut { why: Why::OtherKind, place: path.span }),
            Some(Shape::Record(_) | Shape::List(_)) | None => {
                return Err(LeftOut { why: Why::NoValue, place: path.span });
            }
        };
        Ok(Known { known, worth })
    }

    /// A value that is the same for all proposals; none is a blank cell or a figure that is not in force.
    pub(super) fn constant(
        &mut self,
        value: Option<&Value>,
        ty: Scalar,
        place: Span,
    ) -> Result<Known, LeftOut> {
        let known = self.space.problem.constant(value.is_some());
        let worth = match (ty, value) {
            (Scalar::Whole | Scalar::Number | Scalar::Percent | Scalar::Money(_), value) => {
                let term = match value {
                    Some(Value::Num(n)) => Linear::number(n.clone()),
                    _ => Linear::default(),
                };
                Worth::Number(super::Amount::of(term))
            }
            (Scalar::Date, value) => {
                let number = match value {
                    Some(Value::Date(date)) => day(*date),
                    _ => None,
                };
                Worth::Day(number.unwrap_or(0).into())
            }
            (Scalar::FiscalYear, value) => {
                let year = match value {
                    Some(Value::Year(year)) => year.0,
                    _ => 0,
                };
                Worth::Year(i128::from(year).into())
            }
            (Scalar::Text, Some(Value::Text(text))) => Worth::Text(self.space.number_of(text).into()),
            (Scalar::Text, _) => Worth::Text(Linear::default()),
            (Scalar::YesNo, value) => {
                Worth::YesNo(self.space.problem.constant(matches!(value, Some(Value::YesNo(true)))))
            }
            (Scalar::Enum(id), value) => {
                let list = self.plan.pack.schema.enumeration(id);
                let Some(list) = list else { return Err(LeftOut { why: Why::NoValue, place }) };
                let words = list.members.iter().zip(0..).map(|(member, at)| {
                    let here = matches!(value, Some(Value::Member(word)) if *word == at);
                    (member.name.clone(), self.space.problem.constant(here))
                });
                Worth::Word(words.collect())
            }
        };
        Ok(Known { known, worth })
    }
}
