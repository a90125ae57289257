//! What typed expressions and rules mention: figures, derived values, tables, fields, words.
//!
//! In: parts of a pack, one after the other. Out: a set of [`Mention`]s. A derived value is mentioned by its name; what
//! it mentions in turn is asked of its own expression.

use super::Pack;
use super::typed::{
    Binder, Define, DefineId, Expr, ExprKind, LetId, ListSource, Path, PathRoot, PathType, Piece, Step,
    TableId, Template, Type, VarId,
};
use crate::data::{FieldType, RecordId, Value};
use crate::value::{EnumId, Scalar};
use std::collections::{BTreeMap, BTreeSet};

/// What something in a pack mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mention {
    /// A named figure.
    Let(LetId),
    /// A derived value.
    Define(DefineId),
    /// A table whose rows are looked at.
    Table(TableId),
    /// A column of a table.
    Column(TableId, u32),
    /// A field whose value is looked at.
    Field(RecordId, u32),
    /// A field that is only on the way: the record or list of records in which another one stands.
    Way(RecordId, u32),
    /// A word of an enum.
    Word(EnumId, u32),
}

/// What a name is bound to.
#[derive(Clone, Copy)]
enum Bound {
    Record(RecordId),
    Row(TableId),
    Other,
}

/// A walk over parts of a pack that share their names: one rule, one judgement, one derived value.
pub struct Mentions<'a> {
    pack: &'a Pack,
    /// The record of the derived value that is walked.
    this: Option<RecordId>,
    names: BTreeMap<VarId, Bound>,
    seen: BTreeSet<Mention>,
}

impl<'a> Mentions<'a> {
    /// A walk that has seen nothing yet.
    pub fn of(pack: &'a Pack) -> Self {
        Mentions { pack, this: None, names: BTreeMap::new(), seen: BTreeSet::new() }
    }

    /// What a derived value mentions.
    pub fn in_define(pack: &'a Pack, define: &Define) -> BTreeSet<Mention> {
        let mut walk = Mentions { this: Some(define.record), ..Mentions::of(pack) };
        walk.expr(&define.value);
        walk.seen
    }

    /// What was seen on the walk.
    pub fn seen(self) -> BTreeSet<Mention> {
        self.seen
    }

    /// Walks the steps of a rule, the other readings included. They nest no deeper than the parser lets them.
    pub fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::ForEach(binder, body) => {
                    self.binder(binder);
                    self.steps(body);
                }
                Step::When(condition, body) => {
                    self.expr(condition);
                    self.steps(body);
                }
                Step::Unless(exception, body) => {
                    self.expr(&exception.condition);
                    self.steps(body);
                }
                Step::Require(requirement) => {
                    requirement.branches.iter().for_each(|branch| self.expr(branch));
                    requirement.readings.iter().for_each(|reading| self.expr(&reading.value));
                }
            }
        }
    }

    /// Walks the values in an author's own text.
    pub fn template(&mut self, template: &Template) {
        for piece in template.en.iter().chain(&template.ja) {
            if let Piece::Value(value) = piece {
                self.expr(value);
            }
        }
    }

    /// Walks an expression.
    pub fn expr(&mut self, expr: &Expr) {
        expr.binders().iter().for_each(|binder| self.binder(binder));
        match &expr.kind {
            ExprKind::Const(value) => self.seen.extend(word(&expr.ty, value)),
            ExprKind::Let(id) => drop(self.seen.insert(Mention::Let(*id))),
            ExprKind::Path(path) | ExprKind::Given { path, .. } => self.path(path, Mention::Field),
            ExprKind::Define(id, path) => {
                self.seen.insert(Mention::Define(*id));
                self.path(path, Mention::Way);
            }
            _ => {}
        }
        expr.children().into_iter().for_each(|child| self.expr(child));
    }

    /// Walks a path, and everything below it: reviewers are handed all of it.
    pub fn whole(&mut self, path: &Path) {
        self.path(path, Mention::Field);
        if let PathType::Field(ty) = &path.ty {
            self.below(ty);
        }
    }

    fn below(&mut self, ty: &FieldType) {
        match ty {
            FieldType::Scalar(_) => {}
            FieldType::List { item, .. } => self.below(item),
            FieldType::Record(id) => {
                let fields = self.pack.schema.record(*id).map(|record| record.fields.as_slice());
                for (at, field) in fields.unwrap_or_default().iter().enumerate() {
                    let at = u32::try_from(at).unwrap_or(u32::MAX);
                    if self.seen.insert(Mention::Field(*id, at)) {
                        self.below(&field.ty);
                    }
                }
            }
        }
    }

    /// A list of records is only the way to their fields; a list of anything else is looked at.
    fn binder(&mut self, binder: &Binder) {
        let bound = match &binder.source {
            ListSource::Field(path) => match &path.ty {
                PathType::Field(FieldType::List { item, .. }) => match **item {
                    FieldType::Record(record) => {
                        self.path(path, Mention::Way);
                        Bound::Record(record)
                    }
                    _ => {
                        self.path(path, Mention::Field);
                        Bound::Other
                    }
                },
                _ => Bound::Other,
            },
            ListSource::Table(table) => {
                self.seen.insert(Mention::Table(*table));
                Bound::Row(*table)
            }
            ListSource::Proposals => Bound::Record(self.pack.program.root),
        };
        self.names.insert(binder.var, bound);
    }

    /// The fields along a path; the last one is mentioned as `end`.
    fn path(&mut self, path: &Path, end: fn(RecordId, u32) -> Mention) {
        let bound = match path.root {
            PathRoot::Proposal => Bound::Record(self.pack.program.root),
            PathRoot::This => self.this.map_or(Bound::Other, Bound::Record),
            PathRoot::Var(var) => self.names.get(&var).copied().unwrap_or(Bound::Other),
        };
        let mut at = match bound {
            Bound::Record(record) => record,
            Bound::Row(table) => {
                self.seen.extend(path.steps.iter().map(|column| Mention::Column(table, *column)));
                return;
            }
            Bound::Other => return,
        };
        let mut steps = path.steps.iter().peekable();
        while let Some(step) = steps.next() {
            let mention = if steps.peek().is_none() { end } else { Mention::Way };
            self.seen.insert(mention(at, *step));
            let field = self.pack.schema.record(at).and_then(|record| record.fields.get(*step as usize));
            match field.map(|field| &field.ty) {
                Some(FieldType::Record(inner)) => at = *inner,
                _ => return,
            }
        }
    }
}

/// The word of an enum that a value is.
pub fn word(ty: &Type, value: &Value) -> Option<Mention> {
    match (ty, value) {
        (Type::Scalar(Scalar::Enum(id)), Value::Member(word)) => Some(Mention::Word(*id, *word)),
        _ => None,
    }
}
