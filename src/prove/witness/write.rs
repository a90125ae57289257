//! The text of a proposal: fields in the order of the schema, values in the notation of the house.

use super::super::ask::Held;
use super::super::space::{Cell, CellId, Shape, Space};
use crate::data::{FieldType, RecordId, Value};
use crate::eval::from_number;
use crate::plan::Plan;
use crate::value::{Date, EnumId, FiscalYear, Notation, Num, Scalar, show};
use kisoku_logic::{Formula, Model};

/// The plainest values: what stands where no rule looks.
#[derive(Clone, Copy, Debug)]
pub struct Blank {
    /// The fiscal year.
    pub year: FiscalYear,
}

impl Blank {
    /// Those of a period: its first year, or a year of our time.
    pub fn of(day: Option<Date>) -> Blank {
        Blank { year: day.map_or(FiscalYear(2024), Date::fiscal_year) }
    }

    /// The first day of its year.
    pub fn day(self) -> Option<Date> {
        self.year.first_day()
    }
}

/// The text of one proposal of a space, for one plan; none where a value has no notation.
pub(super) fn text(space: &Space, model: &Model, held: &Held<'_>, root: CellId) -> Option<String> {
    let plan = held.plan;
    let mut page = Page {
        space,
        model,
        truths: model.truths(&space.problem),
        plan,
        blank: Blank::of(held.encoding.day),
        text: format!("program: {}\n", plan.pack.id),
    };
    page.fields(plan.pack.program.root, Some(root), 0)?;
    Some(page.text)
}

struct Page<'a> {
    space: &'a Space,
    model: &'a Model,
    truths: Vec<bool>,
    plan: &'a Plan,
    blank: Blank,
    text: String,
}

impl Page<'_> {
    fn holds(&self, formula: Formula) -> bool {
        self.truths.get(formula.index()).copied().unwrap_or(false)
    }

    /// A cell that the rules look at.
    fn looked_at(&self, cell: Option<CellId>) -> Option<&Cell> {
        cell.filter(|cell| self.space.is_read(*cell)).and_then(|cell| self.space.cell(cell))
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// The fields of a record; gives how many were written.
    fn fields(&mut self, id: RecordId, cell: Option<CellId>, indent: usize) -> Option<usize> {
        let plan = self.plan;
        let mut written: usize = 0;
        for field in &plan.pack.schema.record(id)?.fields {
            let own = cell.and_then(|cell| self.space.field(cell, &field.name));
            match self.looked_at(own) {
                Some(cell) if self.holds(cell.missing) => continue,
                Some(cell) if !self.holds(cell.given) => {
                    self.line(indent, &format!("{}: n/a", field.name));
                }
                None if field.optional => continue,
                _ => self.value(&field.name, &field.ty, own, indent)?,
            }
            written = written.saturating_add(1);
        }
        Some(written)
    }

    fn value(&mut self, name: &str, ty: &FieldType, cell: Option<CellId>, indent: usize) -> Option<()> {
        let deeper = indent.saturating_add(2);
        match ty {
            FieldType::Scalar(scalar) => {
                let text = self.scalar(*scalar, cell)?;
                self.line(indent, &format!("{name}: {text}"));
            }
            FieldType::Record(id) => {
                let start = self.text.len();
                self.line(indent, &format!("{name}:"));
                if self.fields(*id, cell, deeper)? == 0 {
                    self.text.truncate(start);
                    self.line(indent, &format!("{name}: {{}}"));
                }
            }
            FieldType::List { item, min, .. } => {
                let items: Vec<Option<CellId>> = match self.looked_at(cell).map(|cell| &cell.shape) {
                    Some(Shape::List(items)) => {
                        let there = items.iter().filter(|(there, _)| self.holds(*there));
                        there.map(|(_, cell)| Some(*cell)).collect()
                    }
                    _ => (0..*min).map(|_| None).collect(),
                };
                if items.is_empty() {
                    self.line(indent, &format!("{name}: []"));
                    return Some(());
                }
                self.line(indent, &format!("{name}:"));
                for cell in items {
                    self.item(item, cell, deeper)?;
                }
            }
        }
        Some(())
    }

    /// An item, behind a hyphen.
    fn item(&mut self, ty: &FieldType, cell: Option<CellId>, indent: usize) -> Option<()> {
        match ty {
            FieldType::Scalar(scalar) => {
                let text = self.scalar(*scalar, cell)?;
                self.line(indent, &format!("- {text}"));
            }
            FieldType::Record(id) => {
                let start = self.text.len();
                if self.fields(*id, cell, indent.saturating_add(2))? == 0 {
                    self.line(indent, "- {}");
                    return Some(());
                }
                let written = self.text.split_off(start);
                let first = written.get(indent.saturating_add(2)..)?;
                self.text.push_str(&format!("{}- {first}", " ".repeat(indent)));
            }
            FieldType::List { .. } => return None,
        }
        Some(())
    }

    fn scalar(&self, scalar: Scalar, cell: Option<CellId>) -> Option<String> {
        let shape = self.looked_at(cell).map(|cell| &cell.shape);
        let value = match shape {
            None => self.blank_value(scalar),
            Some(Shape::Number(term) | Shape::Day(term) | Shape::Year(term)) => {
                from_number(scalar, &self.model.value_of(term))?
            }
            Some(Shape::Text(term)) => {
                let number = self.model.value_of(term).to_i128()?;
                Value::Text(self.space.text(number).map_or_else(|| other_text(number), str::to_owned).into())
            }
            Some(Shape::YesNo(yes)) => Value::YesNo(self.holds(*yes)),
            Some(Shape::Word(words)) => {
                let Scalar::Enum(id) = scalar else { return None };
                let word = words.iter().find(|(_, here)| self.holds(*here))?;
                return self.plan.pack.schema.enumeration(id).and_then(|list| {
                    list.members.iter().find(|member| member.name == word.0).map(|one| one.name.clone())
                });
            }
            Some(Shape::Record(_) | Shape::List(_) | Shape::Apart) => return None,
        };
        self.written(scalar, &value)
    }

    fn blank_value(&self, scalar: Scalar) -> Value {
        match scalar {
            Scalar::Text => Value::Text(other_text(PLAIN_TEXT).into()),
            Scalar::YesNo => Value::YesNo(true),
            Scalar::Whole | Scalar::Number | Scalar::Percent | Scalar::Money(_) => Value::Num(Num::ZERO),
            Scalar::Date => self.blank.day().map_or(Value::Num(Num::ZERO), Value::Date),
            Scalar::FiscalYear => Value::Year(self.blank.year),
            Scalar::Enum(_) => Value::Member(0),
        }
    }

    fn written(&self, scalar: Scalar, value: &Value) -> Option<String> {
        Some(match (scalar, value) {
            (Scalar::Money(money), Value::Num(n)) => Notation::of_scale(money.scale).write(n),
            (Scalar::Percent, Value::Num(n)) => {
                show::percent(n).en.split_once('%').map(|(figure, _)| format!("{figure}%"))?
            }
            (Scalar::Whole | Scalar::Number, Value::Num(n)) => show::figure(n),
            (_, Value::Text(text)) => in_quotes(text),
            (_, Value::YesNo(yes)) => show::yes_no(*yes).en,
            (_, Value::Date(date)) => date.to_string(),
            (_, Value::Year(year)) => year.to_string(),
            (Scalar::Enum(id), Value::Member(word)) => self.word(id, *word)?,
            _ => return None,
        })
    }

    fn word(&self, id: EnumId, word: u32) -> Option<String> {
        let list = self.plan.pack.schema.enumeration(id)?;
        list.members.get(word as usize).map(|member| member.name.clone())
    }
}

/// The number of the text that stands where any text will do.
pub(super) const PLAIN_TEXT: i128 = 500_000;

/// One of the texts that no rule names: `A`, then `A1`, `A2`, …
fn other_text(number: i128) -> String {
    match number.checked_sub(PLAIN_TEXT) {
        Some(0) | None => "A".to_owned(),
        Some(apart) if apart > 0 => format!("A{apart}"),
        Some(apart) => format!("B{}", apart.unsigned_abs()),
    }
}

/// A text as YAML reads it back.
fn in_quotes(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() && !c.is_ascii_digit())
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "" | "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
