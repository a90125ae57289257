//! What an expression or rule says, without places, without the names of what it binds, its figures set apart.
//!
//! In: a typed tree and the pack of it. Out: [`Canon`]: a text in which fields, tables and words stand by name and each
//! figure as a blank, and the figures in the order of their blanks. Equal texts and figures mean the same; equal
//! texts alone, that only figures moved. A figure is told by its values, so a literal that got a name is the same;
//! a derived value stands by its name, and its own figures follow once.

use super::Side;
use crate::check::typed::{
    Binder, DefineId, Expr, ExprKind, LetId, ListSource, Path, PathRoot, PathType, Requirement, Step, Type,
    VarId,
};
use crate::data::{FieldType, RecordId, Value};
use crate::syntax::ast::{Aggregate, ShareOf};
use crate::text::Span;
use crate::value::{Date, Num, Scalar};
use std::collections::{BTreeMap, BTreeSet};

/// The former names of renamed fields, by the field's record and index.
pub(super) type FormerNames = BTreeMap<(RecordId, u32), String>;

/// What something says.
#[derive(Clone, Debug, Default)]
pub(super) struct Canon {
    /// What it says, with a blank for each figure.
    pub(super) text: String,
    /// Its figures, in the order of the blanks; those of derived values at their first use.
    pub(super) figures: Vec<Figure>,
    /// The tables whose rows it looks at.
    pub(super) tables: BTreeSet<String>,
    /// What it counts or sums up, each as it is said.
    pub(super) totals: BTreeSet<String>,
    /// The derived values that it rests on.
    pub(super) defines: BTreeSet<u32>,
}

/// A figure that something reads.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Its values with their days; one without days where it has none.
    pub(super) values: Vec<(Option<Date>, Option<Date>, Value)>,
    /// The type of the values.
    pub(super) ty: Scalar,
    /// Which named figure it is.
    pub(super) named: Option<LetId>,
    /// Where it stands.
    pub(super) span: Span,
}

impl Figure {
    /// Whether two figures have the same values on every day. Words of an enum are told by their names before this.
    pub(super) fn same(&self, other: &Figure) -> bool {
        self.values == other.values
    }
}

impl Canon {
    /// Whether two have the same figures and totals, however they use them.
    pub(super) fn same_measures(&self, other: &Canon) -> bool {
        let within = |one: &Canon, other: &Canon| {
            one.figures.iter().all(|figure| other.figures.iter().any(|known| figure.same(known)))
        };
        within(self, other)
            && within(other, self)
            && self.totals == other.totals
            && self.tables == other.tables
    }

    /// Whether two say the same, but for the tables that they look at.
    pub(super) fn same(&self, other: &Canon) -> bool {
        self.text == other.text
            && self.figures.len() == other.figures.len()
            && self.figures.iter().zip(&other.figures).all(|(one, other)| one.same(other))
            && self.tables == other.tables
    }
}

/// What a body of steps says.
pub(super) fn of_steps(side: Side<'_>, former: &FormerNames, steps: &[Step]) -> Canon {
    let mut writer = Writer::new(side, former);
    writer.steps(steps);
    writer.finish()
}

/// What the other readings of a body say, each with the place of its clause.
pub(super) fn of_readings(side: Side<'_>, former: &FormerNames, steps: &[Step]) -> Vec<(Span, Canon)> {
    let mut writer = Writer::new(side, former);
    writer.readings = Some(Vec::new());
    writer.steps(steps);
    writer.readings.unwrap_or_default()
}

/// What an expression says.
pub(super) fn of_expr(side: Side<'_>, former: &FormerNames, expr: &Expr) -> Canon {
    let mut writer = Writer::new(side, former);
    writer.expr(expr);
    writer.finish()
}

/// What a derived value says by itself.
pub(super) fn of_define(side: Side<'_>, former: &FormerNames, id: DefineId) -> Canon {
    let mut writer = Writer::new(side, former);
    writer.defines_seen.insert(id.0);
    if let Some(define) = side.plan.pack.define(id) {
        writer.this = Some(define.record);
        writer.expr(&define.value);
    }
    writer.finish()
}

/// A path without names of variables.
pub(super) fn of_path(side: Side<'_>, former: &FormerNames, path: &Path) -> String {
    let mut writer = Writer::new(side, former);
    writer.path(path);
    writer.finish().text
}

/// What a bound name stands for.
#[derive(Clone, Copy)]
enum Start {
    Record(RecordId),
    Row(u32),
    Scalar,
}

struct Writer<'a> {
    side: Side<'a>,
    former: &'a FormerNames,
    out: Canon,
    bound: Vec<(VarId, Start)>,
    this: Option<RecordId>,
    /// The derived values whose figures have been told.
    defines_seen: BTreeSet<u32>,
    /// The other readings, where these are asked for.
    readings: Option<Vec<(Span, Canon)>>,
}

impl<'a> Writer<'a> {
    fn new(side: Side<'a>, former: &'a FormerNames) -> Self {
        Writer {
            side,
            former,
            out: Canon::default(),
            bound: Vec::new(),
            this: None,
            defines_seen: BTreeSet::new(),
            readings: None,
        }
    }

    fn finish(mut self) -> Canon {
        self.out.defines = self.defines_seen;
        self.out
    }

    fn say(&mut self, text: &str) {
        self.out.text.push_str(text);
    }

    /// Steps nest no deeper than the parser lets brackets nest.
    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::ForEach(binder, body) => {
                    self.say("(each ");
                    self.bind(binder);
                    self.steps(body);
                    self.bound.pop();
                }
                Step::When(condition, body) => {
                    self.say("(when ");
                    self.expr(condition);
                    self.steps(body);
                }
                Step::Unless(exception, body) => {
                    self.say("(unless ");
                    self.expr(&exception.condition);
                    self.steps(body);
                }
                Step::Require(requirement) => {
                    self.say("(require ");
                    for branch in &requirement.branches {
                        self.expr(branch);
                    }
                    self.read_otherwise(requirement);
                }
            }
            self.say(")");
        }
    }

    /// Other readings are told by themselves, under the names that are bound where they stand.
    fn read_otherwise(&mut self, requirement: &Requirement) {
        for reading in &requirement.readings {
            if self.readings.is_none() {
                continue;
            }
            let mut inner = Writer {
                bound: self.bound.clone(),
                this: self.this,
                readings: None,
                ..Writer::new(self.side, self.former)
            };
            inner.expr(&reading.value);
            let said = inner.finish();
            self.readings.iter_mut().for_each(|all| all.push((reading.span, said.clone())));
        }
    }

    fn bind(&mut self, binder: &Binder) {
        let start = match &binder.source {
            ListSource::Field(path) => {
                self.path(path);
                match &path.ty {
                    PathType::Field(FieldType::List { item, .. }) => match item.as_ref() {
                        FieldType::Record(record) => Start::Record(*record),
                        _ => Start::Scalar,
                    },
                    _ => Start::Scalar,
                }
            }
            ListSource::Table(table) => {
                if let Some(found) = self.side.plan.pack.table(*table) {
                    self.out.tables.insert(found.name.clone());
                    self.out.text.push_str(&found.name);
                }
                Start::Row(table.0)
            }
            ListSource::Proposals => {
                self.say("proposals");
                Start::Record(self.side.plan.pack.program.root)
            }
        };
        self.say(" ");
        self.bound.push((binder.var, start));
    }

    fn bind_all(&mut self, binders: &[Binder]) {
        binders.iter().for_each(|binder| self.bind(binder));
    }

    fn unbind(&mut self, binders: &[Binder]) {
        self.bound.truncate(self.bound.len().saturating_sub(binders.len()));
    }

    fn path(&mut self, path: &Path) {
        let start = match path.root {
            PathRoot::Proposal => {
                self.say("$");
                Start::Record(self.side.plan.pack.program.root)
            }
            PathRoot::This => {
                self.say("this");
                self.this.map_or(Start::Scalar, Start::Record)
            }
            PathRoot::Var(var) => {
                let at = self.bound.iter().rposition(|(bound, _)| *bound == var);
                let found = at.and_then(|at| self.bound.get(at)).map(|(_, start)| *start);
                self.say(&format!("#{}", at.unwrap_or(usize::MAX)));
                found.unwrap_or(Start::Scalar)
            }
        };
        let pack = &self.side.plan.pack;
        let mut record = match start {
            Start::Record(record) => record,
            Start::Row(table) => {
                let column = path.steps.first().and_then(|step| {
                    pack.tables.get(table as usize)?.columns.get(*step as usize).map(|c| c.name.clone())
                });
                if let Some(name) = column {
                    self.say(&format!(".{name}"));
                }
                return;
            }
            Start::Scalar => return,
        };
        for step in &path.steps {
            let Some(field) = pack.schema.record(record).and_then(|r| r.fields.get(*step as usize)) else {
                return;
            };
            let name = self.former.get(&(record, *step)).unwrap_or(&field.name);
            self.out.text.push('.');
            self.out.text.push_str(name);
            if let FieldType::Record(inner) = &field.ty {
                record = *inner;
            }
        }
    }

    fn figure(&mut self, figure: Figure) {
        self.say("_ ");
        self.out.figures.push(figure);
    }

    fn share(&mut self, share: ShareOf, span: Span) {
        let value = Num::fraction(share.numerator, share.denominator).unwrap_or(Num::Int(0));
        let values = vec![(None, None, Value::Num(value))];
        self.figure(Figure { values, ty: Scalar::Percent, named: None, span });
    }

    fn constant(&mut self, value: &Value, ty: &Type, span: Span) {
        let pack = &self.side.plan.pack;
        match (value, ty) {
            // A word is told by its name, which an enum of the other side may have at another place.
            (Value::Member(index), Type::Scalar(Scalar::Enum(id))) => {
                let member = pack.schema.enumeration(*id).and_then(|one| one.members.get(*index as usize));
                let name = member.map(|member| member.name.clone()).unwrap_or_default();
                self.say("'");
                self.say(&name);
                self.say(" ");
            }
            (value @ (Value::Num(_) | Value::Date(_) | Value::Year(_)), Type::Scalar(ty)) => {
                let values = vec![(None, None, value.clone())];
                self.figure(Figure { values, ty: *ty, named: None, span });
            }
            (other, _) => {
                self.say(&format!("{other:?} "));
            }
        }
    }

    fn named_figure(&mut self, id: LetId, span: Span) {
        let Some(figure) = self.side.plan.pack.figure(id) else { return };
        if let (Scalar::Enum(_) | Scalar::Text | Scalar::YesNo, [only]) =
            (figure.ty, figure.values.as_slice())
            && only.valid.is_none()
        {
            let value = only.value.clone();
            self.constant(&value, &Type::Scalar(figure.ty), span);
            return;
        }
        let days = crate::report::values_of(self.side.plan, figure);
        let values =
            figure.values.iter().zip(days).map(|(value, days)| (days.from, days.to, value.value.clone()));
        self.figure(Figure { values: values.collect(), ty: figure.ty, named: Some(id), span });
    }

    /// A derived value by its name; what it says is told where it is declared, its figures here.
    fn define(&mut self, id: DefineId, path: &Path) {
        let Some(define) = self.side.plan.pack.define(id) else { return };
        self.say("(define ");
        self.say(&define.name);
        self.say(" ");
        self.path(path);
        if self.defines_seen.insert(id.0) {
            let mut inner = Writer {
                this: Some(define.record),
                defines_seen: std::mem::take(&mut self.defines_seen),
                ..Writer::new(self.side, self.former)
            };
            inner.expr(&define.value);
            let inner = inner.finish();
            self.out.figures.extend(inner.figures);
            self.out.tables.extend(inner.tables);
            self.out.totals.extend(inner.totals);
            self.defines_seen = inner.defines;
            self.say(" as ");
            self.say(&inner.text);
        }
        self.say(")");
    }

    /// Expressions nest no deeper than the checker follows.
    fn expr(&mut self, expr: &Expr) {
        let start = self.out.text.len();
        match &expr.kind {
            ExprKind::Const(value) => return self.constant(value, &expr.ty, expr.span),
            ExprKind::Let(id) => return self.named_figure(*id, expr.span),
            ExprKind::Define(id, path) => return self.define(*id, path),
            _ => {}
        }
        self.say("(");
        match &expr.kind {
            ExprKind::Const(_) | ExprKind::Let(_) | ExprKind::Define(..) => {}
            ExprKind::Path(path) => self.path(path),
            ExprKind::Not(_) => self.say("not "),
            ExprKind::All(_) => self.say("and "),
            ExprKind::Any(_) => self.say("or "),
            ExprKind::Compare(op, ..) => self.say(op.words()),
            ExprKind::Between(..) => self.say("between "),
            ExprKind::OneOf { negated, .. } => self.say(if *negated { "none-of " } else { "one-of " }),
            ExprKind::Given { path, missing } => {
                self.say(if *missing { "missing " } else { "given " });
                self.path(path);
            }
            ExprKind::Binary(op, ..) => {
                self.say(&format!("{op:?} "));
            }
            ExprKind::Share(share, _) => {
                self.say("share ");
                self.share(*share, expr.span);
            }
            ExprKind::Round(rounding, _, step) => {
                self.say(&format!("round {rounding:?} {step} "));
            }
            ExprKind::Quantified { quantifier, .. } => {
                self.say(&format!("{quantifier:?} "));
            }
            ExprKind::NoTwo { .. } => self.say("no-two "),
            ExprKind::Aggregate { function, .. } => {
                self.say(&format!("{function:?} "));
            }
            ExprKind::Unknown => self.say("?"),
        }
        self.bind_all(expr.binders());
        let filtered = matches!(
            &expr.kind,
            ExprKind::Quantified { filter: Some(_), .. }
                | ExprKind::NoTwo { filter: Some(_), .. }
                | ExprKind::Aggregate { filter: Some(_), .. }
        );
        if filtered {
            self.say("where ");
        }
        for child in expr.children() {
            self.expr(child);
        }
        self.unbind(expr.binders());
        self.say(")");
        if let (ExprKind::Aggregate { function: Aggregate::Count | Aggregate::Sum, .. }, Some(said)) =
            (&expr.kind, self.out.text.get(start..))
        {
            self.out.totals.insert(said.to_owned());
        }
    }
}
