//! Random typed packs and random proposals, from a seed.
//!
//! Values lie close to the constants of the rules, so that bounds are met exactly, missed by one and passed by one.

use kisoku::check::Pack;
use kisoku::check::typed::{
    Binder, Cell, Column, Conflict, Define, DefineId, Exception, Expr, ExprKind, Let, LetId, LetValue,
    ListSource, Path, PathRoot, PathType, Program, Reading, Requirement, Rule, RuleId, Step, Table, TableId,
    Type, Validity, VarId,
};
use kisoku::data::{
    Enum, Field, FieldType, Label, Member, Proposal, Record, RecordId, Schema, Slot, SlotId, State, Value,
    index_keys, index_words,
};
use kisoku::diag::{Bilingual, Lang, Severity};
use kisoku::syntax::ast::{Aggregate, Arithmetic, Comparator, Quantifier, ShareOf};
use kisoku::text::{FileId, Span};
use kisoku::value::{Date, EnumId, FiscalYear, Money, Num, Rounding, Scalar, Scale};

/// SplitMix64: small, fast, the same everywhere.
#[derive(Clone, Debug)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

pub(crate) fn span(start: usize) -> Span {
    Span::new(FileId(0), start, start)
}

/// What kind of value an expression has; all numbers are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Num,
    Text,
    YesNo,
    Date,
    Year,
    Word(u32),
}

const SORTS: [Sort; 10] = [
    Sort::Num,
    Sort::Num,
    Sort::Num,
    Sort::Num,
    Sort::Text,
    Sort::YesNo,
    Sort::Date,
    Sort::Year,
    Sort::Word(0),
    Sort::Word(1),
];

fn sort_of(scalar: Scalar) -> Sort {
    match scalar {
        Scalar::Whole | Scalar::Number | Scalar::Percent | Scalar::Money(_) => Sort::Num,
        Scalar::Text => Sort::Text,
        Scalar::YesNo => Sort::YesNo,
        Scalar::Date => Sort::Date,
        Scalar::FiscalYear => Sort::Year,
        Scalar::Enum(id) => Sort::Word(id.0),
    }
}

fn scalar_of(sort: Sort) -> Scalar {
    match sort {
        Sort::Num => Scalar::Money(Money { scale: Scale::Yen, signed: true }),
        Sort::Text => Scalar::Text,
        Sort::YesNo => Scalar::YesNo,
        Sort::Date => Scalar::Date,
        Sort::Year => Scalar::FiscalYear,
        Sort::Word(id) => Scalar::Enum(EnumId(id)),
    }
}

/// What a path can start at.
#[derive(Clone, Debug)]
enum Root {
    Record(PathRoot, RecordId),
    Proposal(PathRoot),
    Item(PathRoot, Scalar),
    Row(PathRoot, TableId),
}

/// What an expression being made can see.
#[derive(Clone, Debug)]
struct Sight {
    roots: Vec<Root>,
    across: bool,
    vars: u32,
    /// How many of the defines may be used.
    defines: usize,
}

/// Makes packs and proposals.
pub(crate) struct Maker {
    pub(crate) random: Random,
    size: usize,
    /// The constants around which all numbers lie.
    nums: Vec<i128>,
    records: Vec<Record>,
    tables: Vec<Table>,
    lets: Vec<Let>,
    defines: Vec<(RecordId, Sort, Define)>,
    at: usize,
    /// How many rules in a hundred are errors.
    errors: usize,
}

fn day(year: i32, month: i32, day: i32) -> Date {
    Date::new(year, month, day).expect("a day")
}

fn validity(from: Date, to: Option<Date>) -> Validity {
    Validity { from, to, span: span(0) }
}

/// An enum of three words.
fn words(name: &str) -> Enum {
    let member = |number: usize| Member {
        name: format!("{name}{number}"),
        span: span(0),
        label: Label::default(),
        aka: Vec::new(),
    };
    let members: Vec<Member> = (0..3).map(member).collect();
    let (keys, _) = index_words(&members);
    Enum { name: name.to_owned(), span: span(0), members, keys }
}

impl Maker {
    /// A maker for a seed; a smaller `size` (1 to 3) makes smaller rules.
    pub(crate) fn new(seed: u64, size: usize) -> Maker {
        let mut random = Random(seed);
        let errors = *random.pick(&[0, 15, 60, 100]);
        let nums = (0..3).map(|_| *random.pick(&[0, 1, 2, 3, 5, 10, 12])).collect();
        Maker {
            random,
            size,
            nums,
            records: Vec::new(),
            tables: Vec::new(),
            lets: Vec::new(),
            defines: Vec::new(),
            at: 1,
            errors,
        }
    }

    fn span(&mut self) -> Span {
        self.at += 1;
        span(self.at)
    }

    // Values.

    fn num(&mut self) -> Num {
        let base = *self.random.pick(&self.nums);
        let near = Num::Int(base + *self.random.pick(&[-1, 0, 0, 0, 1]));
        match self.random.below(12) {
            0 => Num::fraction(base, 2).expect("two is not zero"),
            1 => Num::fraction(base, 3).expect("three is not zero"),
            2 => near.neg(),
            3 => Num::ZERO,
            _ => near,
        }
    }

    fn date(&mut self) -> Date {
        *self.random.pick(&[
            day(2007, 3, 31),
            day(2007, 4, 1),
            day(2008, 4, 1),
            day(2009, 3, 31),
            day(2009, 4, 1),
            day(2010, 4, 1),
        ])
    }

    fn value(&mut self, sort: Sort) -> Value {
        match sort {
            Sort::Num => Value::Num(self.num()),
            Sort::Text => Value::Text((*self.random.pick(&["Kyushu", "Kyusyu", "Toyama", "九州"])).into()),
            Sort::YesNo => Value::YesNo(self.random.chance(50)),
            Sort::Date => Value::Date(self.date()),
            Sort::Year => Value::Year(FiscalYear(2007 + self.random.below(4) as i32)),
            Sort::Word(_) => Value::Member(self.random.below(3) as u32),
        }
    }

    fn some_sort(&mut self) -> Sort {
        *self.random.pick(&SORTS)
    }

    fn some_scalar(&mut self) -> Scalar {
        let sort = self.some_sort();
        match sort {
            Sort::Num => {
                *self.random.pick(&[Scalar::Whole, Scalar::Number, Scalar::Percent, scalar_of(Sort::Num)])
            }
            _ => scalar_of(sort),
        }
    }

    // The schema.

    fn field(&mut self, index: usize, ty: FieldType, optional: bool) -> Field {
        Field {
            name: format!("f{index}"),
            span: span(0),
            label: Label::default(),
            aka: Vec::new(),
            ty,
            optional,
        }
    }

    fn list_of(&mut self, item: FieldType) -> FieldType {
        let min = self.random.below(2) as u32;
        FieldType::List { item: Box::new(item), min, max: self.random.chance(50).then_some(5) }
    }

    fn schema(&mut self) {
        const RECORDS: u32 = 4;
        for id in 0..RECORDS {
            let mut types = Vec::new();
            match id {
                0 => {
                    let dates = if self.random.chance(70) { Scalar::FiscalYear } else { Scalar::Date };
                    types.push(FieldType::Scalar(dates));
                    types.push(self.list_of(FieldType::Record(RecordId(1))));
                    types.push(FieldType::Record(RecordId(2)));
                    types.push(FieldType::Scalar(scalar_of(Sort::Num)));
                }
                1 => {
                    types.push(FieldType::Scalar(scalar_of(Sort::Num)));
                    types.push(FieldType::Scalar(Scalar::FiscalYear));
                    types.push(self.list_of(FieldType::Record(RecordId(3))));
                }
                2 => types.push(self.list_of(FieldType::Scalar(scalar_of(Sort::Num)))),
                _ => types.push(FieldType::Scalar(scalar_of(Sort::Num))),
            }
            for _ in 0..2 + self.random.below(3) {
                let scalar = FieldType::Scalar(self.some_scalar());
                let deeper = (id + 1 < RECORDS).then(|| {
                    FieldType::Record(RecordId(
                        id + 1 + self.random.below((RECORDS - id - 1) as usize) as u32,
                    ))
                });
                types.push(match (self.random.below(10), deeper) {
                    (0 | 1, Some(record)) => record,
                    (2, Some(record)) => self.list_of(record),
                    (3, _) => self.list_of(scalar),
                    _ => scalar,
                });
            }
            let fields: Vec<Field> = types
                .into_iter()
                .enumerate()
                .map(|(index, ty)| {
                    let optional = self.random.chance(30);
                    self.field(index, ty, optional)
                })
                .collect();
            let (keys, _) = index_keys(&fields);
            self.records.push(Record { name: format!("R{id}"), span: span(0), fields, keys });
        }
    }

    fn table(&mut self) {
        let columns: Vec<Column> = (0..3)
            .map(|index| {
                let ty = if index == 0 { Scalar::Text } else { self.some_scalar() };
                Column {
                    name: format!("c{index}"),
                    span: span(0),
                    label: Label::default(),
                    ty,
                    optional: self.random.chance(40),
                }
            })
            .collect();
        let rows = (0..self.random.below(4))
            .map(|_| {
                columns
                    .iter()
                    .map(|column| Cell {
                        value: (!(column.optional && self.random.chance(25)))
                            .then(|| self.value(sort_of(column.ty))),
                        span: span(0),
                    })
                    .collect()
            })
            .collect();
        self.tables.push(Table {
            name: format!("t{}", self.tables.len()),
            label: Label::default(),
            span: span(0),
            columns,
            rows,
            file: FileId(1),
            cites: Vec::new(),
        });
    }

    fn figure(&mut self) {
        let sort = self.some_sort();
        let mut values = Vec::new();
        if self.random.chance(50) {
            values.push(LetValue { valid: None, value: self.value(sort), span: span(0) });
        } else {
            let starts = [day(2007, 4, 1), day(2008, 4, 1), day(2009, 4, 1)];
            let ends = [day(2008, 3, 31), day(2009, 3, 31), day(2010, 3, 31)];
            let skip = self.random.below(2);
            for (from, end) in starts.into_iter().zip(ends).skip(skip) {
                if self.random.chance(70) || values.is_empty() {
                    let to = self.random.chance(40).then_some(end);
                    values.push(LetValue {
                        valid: Some(validity(from, to)),
                        value: self.value(sort),
                        span: span(0),
                    });
                }
            }
        }
        self.lets.push(Let {
            name: format!("l{}", self.lets.len()),
            label: Label::default(),
            span: span(0),
            ty: scalar_of(sort),
            values,
        });
    }

    fn define(&mut self) {
        let record = RecordId(self.random.below(4) as u32);
        let sort = if self.random.chance(40) { Sort::YesNo } else { self.some_sort() };
        let mut sight = Sight {
            roots: vec![Root::Record(PathRoot::This, record)],
            across: false,
            vars: 0,
            defines: self.defines.len(),
        };
        let value = self.expr(&mut sight, sort, self.size.min(2));
        let define = Define {
            name: format!("d{}", self.defines.len()),
            label: Label::default(),
            span: span(0),
            record,
            value,
            vars: sight.vars,
        };
        self.defines.push((record, sort, define));
    }

    /// A pack.
    pub(crate) fn pack(&mut self, rules: usize) -> Pack {
        self.schema();
        for _ in 0..2 {
            self.table();
        }
        for _ in 0..6 {
            self.figure();
        }
        for _ in 0..5 {
            self.define();
        }
        let mut made: Vec<Rule> = (0..rules).map(|index| self.rule(index, index % 4 == 3)).collect();
        for one in 0..rules {
            let other = self.random.below(rules);
            if self.random.chance(8) && one != other && made[one].across == made[other].across {
                for (from, to) in [(one, other), (other, one)] {
                    made[from].conflicts.push(Conflict {
                        rule: RuleId(to as u32),
                        because: Bilingual::same("clash"),
                        span: span(0),
                    });
                }
            }
        }
        let valid = self
            .random
            .chance(50)
            .then(|| validity(day(2007, 4, 1), self.random.chance(40).then_some(day(2009, 3, 31))));
        Pack {
            id: "random".to_owned(),
            program: Program {
                title: Bilingual::same("random"),
                authority: Bilingual::same("nobody"),
                root: RecordId(0),
                as_of: self.random.chance(90).then_some(0),
                valid,
                language: Lang::En,
                span: span(0),
                id_span: span(0),
            },
            schema: Schema { records: self.records.clone(), enums: vec![words("a"), words("b")] },
            sources: Vec::new(),
            tables: self.tables.clone(),
            lets: self.lets.clone(),
            defines: self.defines.iter().map(|(_, _, define)| define.clone()).collect(),
            rules: made,
            judgements: Vec::new(),
            questions: Vec::new(),
            scorecards: Vec::new(),
            tests: Vec::new(),
            allows: Vec::new(),
        }
    }

    // Rules.

    fn rule(&mut self, index: usize, across: bool) -> Rule {
        let roots = if across { Vec::new() } else { vec![Root::Record(PathRoot::Proposal, RecordId(0))] };
        let mut sight = Sight { roots, across, vars: 0, defines: self.defines.len() };
        let body = self.steps(&mut sight, self.size);
        let valid = self.random.chance(20).then(|| {
            let from = self.date();
            validity(from, self.random.chance(40).then_some(day(2010, 3, 31)))
        });
        Rule {
            name: format!("rule{index}"),
            span: span(0),
            across,
            title: Bilingual::same("rule"),
            cites: Vec::new(),
            own: None,
            kind: None,
            severity: if self.random.chance(self.errors) { Severity::Error } else { Severity::Advice },
            valid,
            conflicts: Vec::new(),
            message: None,
            help: None,
            body,
            vars: sight.vars,
        }
    }

    fn steps(&mut self, sight: &mut Sight, depth: usize) -> Vec<Step> {
        (0..1 + usize::from(self.random.chance(30))).map(|_| self.step(sight, depth)).collect()
    }

    fn step(&mut self, sight: &mut Sight, depth: usize) -> Step {
        if depth > 0 {
            match self.random.below(8) {
                0 | 1 => {
                    if let Some((binder, root)) = self.binder(sight) {
                        let mut inner = sight.clone();
                        inner.roots.push(root);
                        let body = self.steps(&mut inner, depth - 1);
                        sight.vars = inner.vars;
                        return Step::ForEach(binder, body);
                    }
                }
                2 => {
                    let condition = self.expr(sight, Sort::YesNo, depth.min(2));
                    return Step::When(condition, self.steps(sight, depth - 1));
                }
                3 => {
                    let condition = self.expr(sight, Sort::YesNo, depth.min(2));
                    let because = Bilingual::same("exception");
                    let exception = Exception { condition, because, cites: Vec::new() };
                    return Step::Unless(exception, self.steps(sight, depth - 1));
                }
                _ => {}
            }
        }
        let any_of = self.random.chance(15);
        let branches =
            (0..if any_of { 2 } else { 1 }).map(|_| self.expr(sight, Sort::YesNo, self.size)).collect();
        let readings = (0..self.random.below(8).saturating_sub(5))
            .map(|_| Reading {
                value: self.expr(sight, Sort::YesNo, self.size.min(2)),
                because: Bilingual::same("reading"),
                span: span(0),
            })
            .collect();
        let span = self.span();
        Step::Require(Requirement { branches, any_of, readings, span })
    }

    // Paths and names.

    /// Every path that leads somewhere, and what is there.
    fn paths(&self, sight: &Sight) -> Vec<Path> {
        let mut paths = Vec::new();
        let mut push = |root, steps: Vec<u32>, ty| paths.push(Path { root, steps, ty, span: span(0) });
        for root in &sight.roots {
            match root {
                Root::Item(root, scalar) => {
                    push(*root, Vec::new(), PathType::Field(FieldType::Scalar(*scalar)));
                }
                Root::Row(root, table) => {
                    for (index, column) in self.tables[table.0 as usize].columns.iter().enumerate() {
                        push(*root, vec![index as u32], PathType::Cell(*table, column.ty));
                    }
                }
                Root::Proposal(root) | Root::Record(root, _) => {
                    let record = match sight_record(root, sight) {
                        Some(record) => record,
                        None => RecordId(0),
                    };
                    let mut open = vec![(Vec::new(), record)];
                    while let Some((steps, record)) = open.pop() {
                        for (index, field) in self.records[record.0 as usize].fields.iter().enumerate() {
                            let mut longer: Vec<u32> = steps.clone();
                            longer.push(index as u32);
                            if let FieldType::Record(inner) = &field.ty {
                                open.push((longer.clone(), *inner));
                            }
                            push(*root, longer, PathType::Field(field.ty.clone()));
                        }
                    }
                }
            }
        }
        paths
    }

    /// A path to a value of this sort, mostly from the innermost name.
    fn path(&mut self, sight: &Sight, sort: Sort) -> Option<Path> {
        let fit = |path: &Path| match &path.ty {
            PathType::Field(FieldType::Scalar(scalar)) | PathType::Cell(_, scalar) => {
                sort_of(*scalar) == sort
            }
            _ => false,
        };
        self.choose(sight, fit)
    }

    fn choose(&mut self, sight: &Sight, fit: impl Fn(&Path) -> bool) -> Option<Path> {
        let mut sight = sight.clone();
        if sight.roots.len() > 1 && self.random.chance(60) {
            let near = Sight { roots: sight.roots.split_off(sight.roots.len() - 1), ..sight.clone() };
            let paths: Vec<_> = self.paths(&near).into_iter().filter(|path| fit(path)).collect();
            if !paths.is_empty() {
                return Some(self.random.pick(&paths).clone());
            }
            sight.roots.extend(near.roots);
        }
        let paths: Vec<_> = self.paths(&sight).into_iter().filter(|path| fit(path)).collect();
        (!paths.is_empty()).then(|| self.random.pick(&paths).clone())
    }

    /// A new name over a list, with what it is.
    fn binder(&mut self, sight: &mut Sight) -> Option<(Binder, Root)> {
        let var = VarId(sight.vars);
        let root = PathRoot::Var(var);
        let is_list = |path: &Path| matches!(path.ty, PathType::Field(FieldType::List { .. }));
        let (source, root) =
            if sight.across && self.random.chance(if sight.roots.is_empty() { 85 } else { 20 }) {
                (ListSource::Proposals, Root::Proposal(root))
            } else if self.random.chance(20) {
                let table = TableId(self.random.below(self.tables.len()) as u32);
                (ListSource::Table(table), Root::Row(root, table))
            } else {
                let path = self.choose(sight, is_list)?;
                let PathType::Field(FieldType::List { item, .. }) = &path.ty else { return None };
                let root = match **item {
                    FieldType::Record(record) => Root::Record(root, record),
                    FieldType::Scalar(scalar) => Root::Item(root, scalar),
                    FieldType::List { .. } => return None,
                };
                (ListSource::Field(path), root)
            };
        sight.vars += 1;
        Some((Binder { var, name: format!("v{}", var.0), span: span(0), source }, root))
    }

    fn binders(&mut self, sight: &mut Sight, most: usize) -> Option<Vec<Binder>> {
        let mut binders = Vec::new();
        for _ in 0..most {
            if let Some((binder, root)) = self.binder(sight) {
                binders.push(binder);
                sight.roots.push(root);
            }
            if self.random.chance(55) {
                break;
            }
        }
        (!binders.is_empty()).then_some(binders)
    }

    /// The defines that can be used here: which one, on what.
    fn defined(&mut self, sight: &Sight, sort: Sort) -> Option<(DefineId, Path)> {
        let mut places: Vec<(RecordId, Path)> = Vec::new();
        for root in &sight.roots {
            let (at, record, ty) = match root {
                Root::Record(at, record) => (*at, *record, PathType::Field(FieldType::Record(*record))),
                Root::Proposal(at) => (*at, RecordId(0), PathType::Proposal),
                Root::Item(..) | Root::Row(..) => continue,
            };
            places.push((record, Path { root: at, steps: Vec::new(), ty, span: span(0) }));
        }
        for path in self.paths(sight) {
            if let PathType::Field(FieldType::Record(record)) = path.ty {
                places.push((record, path));
            }
        }
        let mut uses = Vec::new();
        for (index, (record, of, _)) in self.defines.iter().enumerate().take(sight.defines) {
            for (at, path) in &places {
                if at == record && *of == sort {
                    uses.push((DefineId(index as u32), path.clone()));
                }
            }
        }
        (!uses.is_empty()).then(|| self.random.pick(&uses).clone())
    }

    // Expressions.

    fn make(&mut self, sort: Sort, kind: ExprKind) -> Expr {
        Expr { kind, ty: Type::Scalar(scalar_of(sort)), span: span(0) }
    }

    fn boxed(&mut self, sight: &mut Sight, sort: Sort, depth: usize) -> Box<Expr> {
        Box::new(self.expr(sight, sort, depth))
    }

    fn atom(&mut self, sight: &mut Sight, sort: Sort) -> Expr {
        let kind = match self.random.below(20) {
            0..=2 => None,
            3 | 4 => {
                let fit: Vec<_> =
                    (0..self.lets.len()).filter(|i| sort_of(self.lets[*i].ty) == sort).collect();
                (!fit.is_empty()).then(|| ExprKind::Let(LetId(*self.random.pick(&fit) as u32)))
            }
            5..=7 => self.defined(sight, sort).map(|(define, path)| ExprKind::Define(define, path)),
            _ => self.path(sight, sort).map(ExprKind::Path),
        };
        let kind = match kind {
            Some(kind) => kind,
            None => ExprKind::Const(self.value(sort)),
        };
        self.make(sort, kind)
    }

    /// An expression of a sort.
    fn expr(&mut self, sight: &mut Sight, sort: Sort, depth: usize) -> Expr {
        // Numbers that stand directly in an across rule are only found below a quantifier or aggregate.
        let depth = if sight.roots.is_empty() { depth.max(1) } else { depth };
        if depth == 0 {
            return self.atom(sight, sort);
        }
        let kind = match sort {
            Sort::YesNo => self.condition(sight, depth),
            Sort::Num => self.numeric(sight, depth),
            Sort::Year if self.random.chance(40) && !sight.roots.is_empty() => {
                let add = self.random.chance(50);
                let by = if self.random.chance(70) {
                    let by = Num::Int(self.random.below(4) as i128 - 1);
                    Box::new(self.make(Sort::Num, ExprKind::Const(Value::Num(by))))
                } else {
                    self.boxed(sight, Sort::Num, 0)
                };
                let year = self.boxed(sight, Sort::Year, depth - 1);
                Some(match (add, self.random.chance(30)) {
                    (true, true) => ExprKind::Binary(Arithmetic::Add, by, year),
                    (true, false) => ExprKind::Binary(Arithmetic::Add, year, by),
                    (false, _) => ExprKind::Binary(Arithmetic::Subtract, year, by),
                })
            }
            Sort::Year | Sort::Date if self.random.chance(40) => self.extreme(sight, sort, depth),
            _ => None,
        };
        match kind {
            Some(kind) => self.make(sort, kind),
            None => self.atom(sight, sort),
        }
    }

    fn filter(&mut self, sight: &mut Sight, depth: usize) -> Option<Box<Expr>> {
        self.random.chance(50).then(|| self.boxed(sight, Sort::YesNo, depth.min(1)))
    }

    fn extreme(&mut self, sight: &mut Sight, sort: Sort, depth: usize) -> Option<ExprKind> {
        let function = *self.random.pick(&[Aggregate::Largest, Aggregate::Smallest]);
        self.aggregate(sight, function, sort, depth)
    }

    fn aggregate(
        &mut self,
        sight: &mut Sight,
        function: Aggregate,
        sort: Sort,
        depth: usize,
    ) -> Option<ExprKind> {
        let mut inner = sight.clone();
        let binders = self.binders(&mut inner, depth.min(2));
        let kind = binders.map(|binders| {
            let filter = self.filter(&mut inner, depth - 1);
            let value =
                (function != Aggregate::Count).then(|| self.boxed(&mut inner, sort, (depth - 1).min(1)));
            ExprKind::Aggregate { function, value, binders, filter }
        });
        sight.vars = inner.vars;
        kind
    }

    fn numeric(&mut self, sight: &mut Sight, depth: usize) -> Option<ExprKind> {
        let choice = if sight.roots.is_empty() { 9 } else { self.random.below(14) };
        Some(match choice {
            0..=2 => {
                let op = *self.random.pick(&[
                    Arithmetic::Add,
                    Arithmetic::Subtract,
                    Arithmetic::Multiply,
                    Arithmetic::Divide,
                ]);
                let left = self.boxed(sight, Sort::Num, depth - 1);
                let right = self.boxed(sight, Sort::Num, depth - 1);
                ExprKind::Binary(op, left, right)
            }
            3 => {
                let left = self.boxed(sight, Sort::Year, depth - 1);
                let right = self.boxed(sight, Sort::Year, depth - 1);
                ExprKind::Binary(Arithmetic::Subtract, left, right)
            }
            4 | 5 => {
                let share = *self.random.pick(&[(1, 2, false), (1, 3, false), (20, 100, true)]);
                let share = ShareOf { numerator: share.0, denominator: share.1, percent: share.2 };
                ExprKind::Share(share, self.boxed(sight, Sort::Num, depth - 1))
            }
            6 => {
                let rounding = *self.random.pick(&[Rounding::Down, Rounding::Up, Rounding::HalfUp]);
                let step = self.random.pick(&[Num::Int(1), Num::Int(2), Num::Int(5)]).clone();
                ExprKind::Round(rounding, self.boxed(sight, Sort::Num, depth - 1), step)
            }
            7..=10 => {
                let function = *self.random.pick(&[
                    Aggregate::Sum,
                    Aggregate::Sum,
                    Aggregate::Count,
                    Aggregate::Largest,
                    Aggregate::Smallest,
                ]);
                return self.aggregate(sight, function, Sort::Num, depth);
            }
            _ => return None,
        })
    }

    fn condition(&mut self, sight: &mut Sight, depth: usize) -> Option<ExprKind> {
        let mut choice = self.random.below(24);
        if sight.roots.is_empty() && (8..=14).contains(&choice) {
            choice = 15;
        }
        Some(match choice {
            0 => ExprKind::Not(self.boxed(sight, Sort::YesNo, depth - 1)),
            1..=4 => {
                let parts =
                    (0..2 + self.random.below(2)).map(|_| self.expr(sight, Sort::YesNo, depth - 1)).collect();
                if choice < 3 { ExprKind::All(parts) } else { ExprKind::Any(parts) }
            }
            5 | 8 | 9 => {
                let sort = *self.random.pick(&[Sort::Num, Sort::Num, Sort::Year, Sort::Date]);
                let value = self.boxed(sight, sort, depth - 1);
                let low = self.boxed(sight, sort, 0);
                let high = self.boxed(sight, sort, 0);
                ExprKind::Between(value, low, high)
            }
            10 | 11 => {
                let sort = self.some_sort();
                let value = self.boxed(sight, sort, depth - 1);
                let members = (0..1 + self.random.below(3)).map(|_| self.expr(sight, sort, 0)).collect();
                ExprKind::OneOf { value, negated: self.random.chance(50), members }
            }
            12..=14 => {
                let path = self.choose(sight, |_| true)?;
                ExprKind::Given { path, missing: self.random.chance(50) }
            }
            15..=18 => {
                let mut inner = sight.clone();
                let (binder, root) = self.binder(&mut inner)?;
                inner.roots.push(root);
                let filter = self.filter(&mut inner, depth - 1);
                let body = self.boxed(&mut inner, Sort::YesNo, depth - 1);
                sight.vars = inner.vars;
                let quantifier = *self.random.pick(&[Quantifier::Every, Quantifier::Some, Quantifier::No]);
                ExprKind::Quantified { quantifier, binder, filter, body }
            }
            19 => {
                let mut inner = sight.clone();
                let binders = self.binders(&mut inner, depth.min(2));
                let kind = binders.map(|binders| {
                    let filter = self.filter(&mut inner, depth - 1);
                    let sort = self.some_sort();
                    ExprKind::NoTwo { value: self.boxed(&mut inner, sort, 0), binders, filter }
                });
                sight.vars = inner.vars;
                return kind;
            }
            _ => {
                let sort = self.some_sort();
                let op = match sort {
                    Sort::Num | Sort::Year => *self.random.pick(&[
                        Comparator::AtLeast,
                        Comparator::AtMost,
                        Comparator::MoreThan,
                        Comparator::LessThan,
                        Comparator::Is,
                        Comparator::IsNot,
                    ]),
                    Sort::Date => *self.random.pick(&[
                        Comparator::OnOrBefore,
                        Comparator::OnOrAfter,
                        Comparator::Before,
                        Comparator::After,
                        Comparator::Is,
                        Comparator::IsNot,
                    ]),
                    _ => *self.random.pick(&[Comparator::Is, Comparator::IsNot]),
                };
                let left = self.boxed(sight, sort, depth - 1);
                let right_depth = if self.random.chance(30) { depth - 1 } else { 0 };
                let right = self.boxed(sight, sort, right_depth);
                ExprKind::Compare(op, left, right)
            }
        })
    }

    // Proposals.

    /// A proposal; some are complete, others full of holes.
    pub(crate) fn proposal(&mut self) -> Proposal {
        let holes = *self.random.pick(&[0, 0, 3, 12, 30]);
        let mut proposal = Proposal { slots: Vec::new(), document: 1, span: Some(span(0)) };
        let mut byte = 0;
        self.record(&mut proposal, RecordId(0), holes, &mut byte);
        proposal
    }

    /// The single values of a proposal that are not known, with what they ought to be.
    pub(crate) fn holes(&self, proposal: &Proposal) -> Vec<(SlotId, Scalar)> {
        let mut holes = Vec::new();
        let mut open: Vec<(FieldType, SlotId)> = vec![];
        let fields = |record: RecordId, first: SlotId, open: &mut Vec<(FieldType, SlotId)>| {
            for (index, field) in self.records[record.0 as usize].fields.iter().enumerate() {
                open.push((field.ty.clone(), first.offset(index as u32)));
            }
        };
        fields(RecordId(0), SlotId(0), &mut open);
        while let Some((ty, at)) = open.pop() {
            match (&ty, &proposal.slot(at).expect("a slot").state) {
                (_, State::Given(Value::Record(record, first))) => fields(*record, *first, &mut open),
                (FieldType::List { item, .. }, State::Given(Value::List(first, len))) => {
                    open.extend((0..*len).map(|index| ((**item).clone(), first.offset(index))));
                }
                (_, State::Given(_)) => {}
                (FieldType::Scalar(scalar), _) => holes.push((at, *scalar)),
                _ => {}
            }
        }
        holes
    }

    /// The proposal with one of its holes filled.
    pub(crate) fn filled(&mut self, proposal: &Proposal, (at, scalar): (SlotId, Scalar)) -> Proposal {
        let mut filled = proposal.clone();
        filled.slots[at.0 as usize].state = State::Given(self.value(sort_of(scalar)));
        filled
    }

    fn reserve(proposal: &mut Proposal, count: usize, place: usize) -> usize {
        let first = proposal.slots.len();
        let slot = Slot::new(State::Missing, span(place));
        proposal.slots.resize(first + count, slot);
        first
    }

    /// Fills a record; its keys stand in the file in any order.
    fn record(&mut self, proposal: &mut Proposal, id: RecordId, holes: usize, byte: &mut usize) -> SlotId {
        let start = *byte;
        let fields = self.records[id.0 as usize].fields.clone();
        let first = Self::reserve(proposal, fields.len(), start);
        let mut order: Vec<_> = fields.into_iter().enumerate().collect();
        for i in (1..order.len()).rev() {
            order.swap(i, self.random.below(i + 1));
        }
        for (index, field) in order {
            *byte += 1;
            let at = first + index;
            if self.random.chance(holes) || (field.optional && self.random.chance(15)) {
                if self.random.chance(30) {
                    proposal.slots[at].set_place(span(*byte));
                }
                if field.optional && self.random.chance(50) {
                    proposal.slots[at].state = State::NotApplicable;
                    proposal.slots[at].set_place(span(*byte));
                }
                continue;
            }
            self.fill(proposal, at, &field.ty, holes, byte);
        }
        SlotId(first as u32)
    }

    fn fill(&mut self, proposal: &mut Proposal, at: usize, ty: &FieldType, holes: usize, byte: &mut usize) {
        *byte += 1;
        proposal.slots[at].set_place(span(*byte));
        if self.random.chance(holes / 3) {
            proposal.slots[at].state = State::Malformed;
            return;
        }
        let value = match ty {
            FieldType::Scalar(scalar) => self.value(sort_of(*scalar)),
            FieldType::Record(id) => {
                let first = self.record(proposal, *id, holes, byte);
                Value::Record(*id, first)
            }
            FieldType::List { item, .. } => {
                let len = *self.random.pick(&[0, 1, 1, 2, 2, 3]);
                let first = Self::reserve(proposal, len, *byte);
                for index in 0..len {
                    *byte += 1;
                    if self.random.chance(holes / 3) {
                        proposal.slots[first + index].set_place(span(*byte));
                    } else {
                        self.fill(proposal, first + index, item, holes, byte);
                    }
                }
                Value::List(SlotId(first as u32), len as u32)
            }
        };
        proposal.slots[at].state = State::Given(value);
    }
}

fn sight_record(root: &PathRoot, sight: &Sight) -> Option<RecordId> {
    sight.roots.iter().find_map(|one| match one {
        Root::Record(at, record) if at == root => Some(*record),
        _ => None,
    })
}
