//! A space made of a proposal: what is not open is as it stands there.

use super::build::{Builder, Side};
use super::sizes::Needs;
use super::{Cell, CellId, Home, Shape, Sizes, Space};
use crate::data::{FieldType, Proposal, Schema, SlotId, State, Value};
use crate::eval::{Val, as_number};
use crate::plan::{FieldId, Plan};
use crate::value::Scalar;
use kisoku_logic::Linear;

/// How open a slot of a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freedom {
    /// It stays as it is.
    Fixed,
    /// It has some value.
    Value,
    /// It has some value or is missing, or (in an optional field) does not apply.
    Any,
}

impl Space {
    /// The proposals, with what is open in them. Lists and records are never open: only single values are. Gives, for each
    /// proposal, the cell of each slot.
    pub fn of_proposals(
        plan: &Plan,
        proposals: &[&Proposal],
        open: &dyn Fn(usize, SlotId) -> Freedom,
    ) -> (Space, Vec<Vec<Option<CellId>>>) {
        let mut space = Space::empty();
        let mut all = Vec::new();
        for (index, proposal) in proposals.iter().enumerate() {
            let mut pinned = Pinned {
                space: &mut space,
                schema: &plan.pack.schema,
                proposal,
                open: &|slot| open(index, slot),
                cells: vec![None; proposal.slots.len()],
            };
            let root = plan.pack.program.root;
            let shape = pinned.record(root, SlotId(0));
            let cells = pinned.cells;
            let (yes, no) = (space.problem.constant(true), space.problem.constant(false));
            let root = space.add(Cell { given: yes, missing: no, readable: yes, shape });
            space.roots.push(root);
            all.push(cells);
        }
        (space, all)
    }
}

struct Pinned<'s, 'p> {
    space: &'s mut Space,
    schema: &'p Schema,
    proposal: &'p Proposal,
    open: &'p dyn Fn(SlotId) -> Freedom,
    cells: Vec<Option<CellId>>,
}

impl Pinned<'_, '_> {
    fn record(&mut self, id: crate::data::RecordId, first: SlotId) -> Shape {
        let schema = self.schema;
        let mut fields = Vec::new();
        for (field, number) in schema.record(id).map_or(&[][..], |record| &record.fields).iter().zip(0..) {
            let home = Home { field: (id, number), span: field.span };
            let cell = self.slot(first.offset(number), &field.ty, field.optional, home);
            fields.push((field.name.clone(), cell));
        }
        Shape::Record(fields)
    }

    fn slot(&mut self, slot: SlotId, ty: &FieldType, optional: bool, home: Home) -> CellId {
        let freedom = match ty {
            FieldType::Scalar(_) => (self.open)(slot),
            _ => Freedom::Fixed,
        };
        let cell = match freedom {
            Freedom::Fixed => self.fixed(slot, ty, home),
            Freedom::Value | Freedom::Any => self.open_cell(ty, optional, home, freedom),
        };
        let id = self.space.add(cell);
        if let Some(place) = self.cells.get_mut(slot.0 as usize) {
            *place = Some(id);
        }
        id
    }

    fn open_cell(&mut self, ty: &FieldType, optional: bool, home: Home, freedom: Freedom) -> Cell {
        let side = Side { plan: 0, schema: self.schema, ty, optional, home };
        let needs = [Needs::default()];
        let shape = Builder {
            space: self.space,
            needs: &needs,
            sizes: Sizes::SHORT,
            sized: &|_| true,
            inside: false,
        }
        .shape(&[side]);
        let problem = &mut self.space.problem;
        let (given, missing) = match freedom {
            Freedom::Any if optional => {
                let (given, missing) = (problem.boolean(), problem.boolean());
                let both = problem.all([given, missing]);
                let apart = problem.not(both);
                problem.require(apart);
                (given, missing)
            }
            Freedom::Any => {
                let given = problem.boolean();
                (given, problem.not(given))
            }
            _ => (problem.constant(true), problem.constant(false)),
        };
        Cell { given, missing, readable: given, shape }
    }

    fn fixed(&mut self, slot: SlotId, ty: &FieldType, home: Home) -> Cell {
        let proposal = self.proposal;
        let state = proposal.slot(slot).map_or(&State::Missing, |slot| &slot.state);
        let (yes, no) = (self.space.problem.constant(true), self.space.problem.constant(false));
        let (given, missing, readable) = match state {
            State::Missing => (no, yes, no),
            State::NotApplicable => (no, no, no),
            State::Malformed => (yes, no, no),
            State::Given(_) => (yes, no, yes),
        };
        let value = match state {
            State::Given(value) => Some(value),
            _ => None,
        };
        let shape = self.value(ty, value, home);
        Cell { given, missing, readable, shape }
    }

    fn value(&mut self, ty: &FieldType, value: Option<&Value>, home: Home) -> Shape {
        let number = |value: Option<&Value>| {
            let number = value.and_then(Val::of).and_then(|value| as_number(&value));
            number.map_or_else(Linear::default, Linear::number)
        };
        match (ty, value) {
            (FieldType::Record(id), Some(Value::Record(_, first))) => self.record(*id, *first),
            // What is not given has no fields: whoever looks for one meets the record first.
            (FieldType::Record(id), _) => self.nothing(*id),
            (FieldType::List { item, .. }, Some(Value::List(first, len))) => {
                let yes = self.space.problem.constant(true);
                let items = (0..*len).map(|at| (yes, self.slot(first.offset(at), item, false, home)));
                Shape::List(items.collect())
            }
            (FieldType::List { .. }, _) => Shape::List(Vec::new()),
            (FieldType::Scalar(scalar), value) => match scalar {
                Scalar::Whole | Scalar::Number | Scalar::Percent | Scalar::Money(_) => {
                    Shape::Number(number(value))
                }
                Scalar::Date => Shape::Day(number(value)),
                Scalar::FiscalYear => Shape::Year(number(value)),
                Scalar::Text => {
                    let text = match value {
                        Some(Value::Text(text)) => self.space.number_of(text),
                        _ => 0,
                    };
                    Shape::Text(text.into())
                }
                Scalar::YesNo => {
                    let yes = matches!(value, Some(Value::YesNo(true)));
                    Shape::YesNo(self.space.problem.constant(yes))
                }
                Scalar::Enum(id) => {
                    let members = self.schema.enumeration(*id).map_or(&[][..], |list| &list.members);
                    let words = members.iter().zip(0..).map(|(member, at)| {
                        let here = matches!(value, Some(Value::Member(word)) if *word == at);
                        (member.name.clone(), self.space.problem.constant(here))
                    });
                    Shape::Word(words.collect())
                }
            },
        }
    }

    /// The fields of a record that is not there, so that every path leads somewhere.
    fn nothing(&mut self, id: crate::data::RecordId) -> Shape {
        let schema = self.schema;
        let (yes, no) = (self.space.problem.constant(true), self.space.problem.constant(false));
        let mut fields = Vec::new();
        for (field, number) in schema.record(id).map_or(&[][..], |record| &record.fields).iter().zip(0..) {
            let field_id: FieldId = (id, number);
            let shape = self.value(&field.ty, None, Home { field: field_id, span: field.span });
            let cell = self.space.add(Cell { given: no, missing: yes, readable: no, shape });
            fields.push((field.name.clone(), cell));
        }
        Shape::Record(fields)
    }
}
