//! What refers to what in a pack: figures, tables, fields, words, documents.
//!
//! In: a plan's typed pack. Out: [`Uses`]. What a test looks at is used; what a test only fills in is not.

use super::facts::{Elsewhere, is_own, place};
use crate::check::Pack;
use crate::check::typed::{
    Binder, Cite, DefineId, Expect, Expr, ExprKind, LetId, ListSource, Path, PathRoot, PathType, Piece, Step,
    TableId, Template, Type, VarId,
};
use crate::data::{FieldType, RecordId, Value};
use crate::plan::{FieldId, Plan};
use crate::text::SourceMap;
use crate::value::{EnumId, Scalar};
use std::collections::{BTreeMap, BTreeSet};

/// What something in the pack refers to.
#[derive(Debug, Default)]
pub struct Uses {
    /// Named figures.
    pub lets: BTreeSet<LetId>,
    /// Derived values.
    pub defines: BTreeSet<DefineId>,
    /// Tables.
    pub tables: BTreeSet<TableId>,
    /// Columns of tables.
    pub columns: BTreeSet<(TableId, u32)>,
    /// Fields of records.
    pub fields: BTreeSet<FieldId>,
    /// Words of enums, in expressions and in the cells of tables.
    pub words: BTreeSet<(EnumId, u32)>,
    /// Documents.
    pub sources: BTreeSet<u32>,
}

/// What is referred to in the pack.
pub(super) fn uses(plan: &Plan, sources: &SourceMap) -> Uses {
    let pack = &plan.pack;
    let mut walk = Walk { pack, names: BTreeMap::new(), this: None, out: Uses::default() };
    walk.out.fields.extend(pack.program.as_of.map(|field| (pack.program.root, field)));
    for rule in &pack.rules {
        walk.names.clear();
        walk.cites(&rule.cites);
        walk.steps(&rule.body);
        rule.message.iter().chain(&rule.help).for_each(|template| walk.template(template));
    }
    for judgement in &pack.judgements {
        walk.names.clear();
        walk.cites(&judgement.cites);
        judgement.when.iter().for_each(|when| walk.expr(when));
        judgement.asks.iter().for_each(|path| walk.whole(path));
    }
    for define in &pack.defines {
        walk.names.clear();
        walk.this = Some(define.record);
        walk.expr(&define.value);
        walk.this = None;
    }
    for expect in pack.tests.iter().flat_map(|test| &test.expects) {
        if let Expect::Holds(condition, _, _) = expect {
            walk.names.clear();
            walk.expr(condition);
        }
    }
    pack.questions.iter().for_each(|question| walk.cites(&question.cites));
    pack.scorecards.iter().for_each(|card| walk.cites(&card.cites));
    walk.tables();
    walk.lets(sources);
    walk.out
}

/// What a pack refers to of the packs that it uses, by the places of the declarations.
pub fn foreign(plan: &Plan, sources: &SourceMap) -> Elsewhere {
    let (pack, used) = (&plan.pack, uses(plan, sources));
    let lets = used.lets.iter().filter_map(|id| pack.figure(*id)).filter(|one| !is_own(&one.name));
    let tables = used.tables.iter().filter_map(|id| pack.table(*id)).filter(|one| !is_own(&one.name));
    let columns = used.columns.iter().filter_map(|(id, column)| {
        let table = pack.table(*id).filter(|one| !is_own(&one.name))?;
        table.columns.get(*column as usize)
    });
    let enums = pack.schema.enums.iter().enumerate().filter(|(_, one)| !is_own(&one.name));
    let words = enums.clone().flat_map(|(at, one)| {
        let id = EnumId(u32::try_from(at).unwrap_or(u32::MAX));
        let words = one.members.iter().enumerate();
        let used = &used.words;
        words.filter(move |(word, _)| used.contains(&(id, u32::try_from(*word).unwrap_or(u32::MAX))))
    });
    let places = lets.map(|one| one.span).chain(tables.map(|one| one.span));
    let places = places.chain(columns.map(|one| one.span)).chain(words.map(|(_, one)| one.span));
    // A type of another pack is one that a field, column or figure here may have; whether one does is not asked.
    let places = places.chain(enums.map(|(_, one)| one.span));
    places.map(|span| place(sources, span)).collect()
}

/// What a name is bound to.
#[derive(Clone, Copy)]
enum Bound {
    Record(RecordId),
    Row(TableId),
    Other,
}

struct Walk<'a> {
    pack: &'a Pack,
    names: BTreeMap<VarId, Bound>,
    /// The record of the define that is walked.
    this: Option<RecordId>,
    out: Uses,
}

impl Walk<'_> {
    fn cites(&mut self, cites: &[Cite]) {
        self.out.sources.extend(cites.iter().map(|cite| cite.source));
    }

    fn steps(&mut self, steps: &[Step]) {
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
                    self.cites(&exception.cites);
                    self.steps(body);
                }
                Step::Require(requirement) => {
                    requirement.branches.iter().for_each(|branch| self.expr(branch));
                    requirement.readings.iter().for_each(|reading| self.expr(&reading.value));
                }
            }
        }
    }

    fn template(&mut self, template: &Template) {
        for piece in template.en.iter().chain(&template.ja) {
            if let Piece::Value(value) = piece {
                self.expr(value);
            }
        }
    }

    fn binder(&mut self, binder: &Binder) {
        let bound = match &binder.source {
            ListSource::Field(path) => {
                self.path(path);
                match &path.ty {
                    PathType::Field(FieldType::List { item, .. }) => match item.as_ref() {
                        FieldType::Record(record) => Bound::Record(*record),
                        _ => Bound::Other,
                    },
                    _ => Bound::Other,
                }
            }
            ListSource::Table(table) => {
                self.out.tables.insert(*table);
                Bound::Row(*table)
            }
            ListSource::Proposals => Bound::Record(self.pack.program.root),
        };
        self.names.insert(binder.var, bound);
    }

    /// The fields along a path; gives the type at its end.
    fn path(&mut self, path: &Path) {
        let bound = match path.root {
            PathRoot::Proposal => Bound::Record(self.pack.program.root),
            PathRoot::This => self.this.map_or(Bound::Other, Bound::Record),
            PathRoot::Var(var) => self.names.get(&var).copied().unwrap_or(Bound::Other),
        };
        let mut at = match bound {
            Bound::Record(record) => record,
            Bound::Row(table) => {
                self.out.columns.extend(path.steps.iter().map(|column| (table, *column)));
                return;
            }
            Bound::Other => return,
        };
        for step in &path.steps {
            self.out.fields.insert((at, *step));
            let field = self.pack.schema.record(at).and_then(|record| record.fields.get(*step as usize));
            match field.map(|field| &field.ty) {
                Some(FieldType::Record(inner)) => at = *inner,
                _ => return,
            }
        }
    }

    /// A path, and everything below it: reviewers are handed all of it.
    fn whole(&mut self, path: &Path) {
        self.path(path);
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
                    if self.out.fields.insert((*id, u32::try_from(at).unwrap_or(u32::MAX))) {
                        self.below(&field.ty);
                    }
                }
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Const(value) => self.word(&expr.ty, value),
            ExprKind::Let(id) => drop(self.out.lets.insert(*id)),
            ExprKind::Path(path) | ExprKind::Given { path, .. } => self.path(path),
            ExprKind::Define(id, path) => {
                self.path(path);
                self.out.defines.insert(*id);
            }
            _ => {}
        }
        expr.binders().iter().for_each(|binder| self.binder(binder));
        expr.children().into_iter().for_each(|child| self.expr(child));
    }

    fn word(&mut self, ty: &Type, value: &Value) {
        if let (Type::Scalar(Scalar::Enum(id)), Value::Member(word)) = (ty, value) {
            self.out.words.insert((*id, *word));
        }
    }

    fn tables(&mut self) {
        for table in &self.pack.tables {
            self.cites(&table.cites);
            for row in &table.rows {
                for (cell, column) in row.iter().zip(&table.columns) {
                    if let Some(value) = &cell.value {
                        self.word(&Type::Scalar(column.ty), value);
                    }
                }
            }
        }
    }

    /// A figure that another figure is worked out of: its name stands in the text of that one.
    fn lets(&mut self, sources: &SourceMap) {
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for figure in self.pack.lets.iter().filter(|figure| is_own(&figure.name)) {
            for value in &figure.values {
                let text = sources.get(value.span.file).map_or("", |source| source.slice(value.span));
                named.extend(text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))));
                self.word(&Type::Scalar(figure.ty), &value.value);
            }
        }
        for (at, figure) in self.pack.lets.iter().enumerate() {
            if named.contains(figure.name.as_str()) {
                self.out.lets.insert(LetId(u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
    }
}
