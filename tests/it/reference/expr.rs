//! Expressions, by definition: `None` is undetermined.

use super::{Leaf, Names, Needs, Node, Thing, Tree, World, rational};
use kisoku::check::typed::{Binder, Expr, ExprKind, LetId, ListSource, Path, PathRoot};
use kisoku::data::Value;
use kisoku::syntax::ast::{Aggregate, Arithmetic, Comparator, Quantifier};
use kisoku::value::Rounding;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, ToPrimitive as _, Zero as _};
use std::cmp::Ordering;

/// Where a path leads.
enum Look<'p> {
    /// To a value.
    Node(&'p Node),
    /// To the fields of a whole proposal, or of the record of a define.
    Fields(&'p [Node]),
    /// To a cell of a table.
    Cell(Option<&'p Value>),
    /// Not further than to this, which is no record that can be looked into.
    Cut(&'p Node),
}

/// `and` of any number of conditions: one that is false decides; else one that is unknown; else it holds.
pub(crate) fn all(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(false)) {
        Some(false)
    } else if parts.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// `or` of any number of conditions: one that is true decides; else one that is unknown; else it does not hold.
pub(crate) fn any(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(true)) {
        Some(true)
    } else if parts.contains(&None) {
        None
    } else {
        Some(false)
    }
}

fn not(part: Option<bool>) -> Option<bool> {
    part.map(|holds| !holds)
}

impl<'p> World<'p> {
    fn look(&self, names: &Names<'p>, path: &Path) -> Look<'p> {
        let mut at = match path.root {
            PathRoot::Proposal => Look::Fields(&self.proposals[0]),
            PathRoot::This => Look::Fields(names.this.expect("a define has its record")),
            PathRoot::Var(var) => match names.vars[&var] {
                Thing::Node(node) => Look::Node(node),
                Thing::Proposal(index) => Look::Fields(&self.proposals[index as usize]),
                Thing::Row(table, row) => {
                    let row = &self.pack.tables[table as usize].rows[row as usize];
                    return Look::Cell(row[path.steps[0] as usize].value.as_ref());
                }
            },
        };
        for step in &path.steps {
            let fields = match at {
                Look::Fields(fields) => fields,
                Look::Node(Node { tree: Tree::Record(fields), .. }) => fields,
                Look::Node(other) => return Look::Cut(other),
                Look::Cell(_) | Look::Cut(_) => panic!("a path through a cell"),
            };
            at = Look::Node(&fields[*step as usize]);
        }
        at
    }

    /// The fields of the record that a path leads to, or what is in the way.
    fn fields(&self, names: &Names<'p>, path: &Path) -> Result<&'p [Node], &'p Node> {
        match self.look(names, path) {
            Look::Fields(fields) => Ok(fields),
            Look::Node(Node { tree: Tree::Record(fields), .. }) => Ok(fields),
            Look::Node(node) | Look::Cut(node) => Err(node),
            Look::Cell(_) => panic!("a cell is no record"),
        }
    }

    /// The items of a list, or what is in the way.
    pub(crate) fn items(&self, names: &Names<'p>, source: &ListSource) -> Result<Vec<Thing<'p>>, &'p Node> {
        match source {
            ListSource::Table(table) => Ok((0..self.pack.tables[table.0 as usize].rows.len())
                .map(|row| Thing::Row(table.0, row as u32))
                .collect()),
            ListSource::Proposals => Ok((0..self.proposals.len() as u32).map(Thing::Proposal).collect()),
            ListSource::Field(path) => match self.look(names, path) {
                Look::Node(Node { tree: Tree::List(items), .. }) => {
                    Ok(items.iter().map(Thing::Node).collect())
                }
                Look::Node(node) | Look::Cut(node) => Err(node),
                Look::Fields(_) | Look::Cell(_) => panic!("no list"),
            },
        }
    }

    /// Every choice of the names, and all that is in the way of further ones.
    fn choices(&self, names: &Names<'p>, binders: &[Binder]) -> (Vec<Names<'p>>, Vec<&'p Node>) {
        let mut choices = vec![names.clone()];
        let mut cuts = Vec::new();
        for binder in binders {
            let mut longer = Vec::new();
            for choice in &choices {
                match self.items(choice, &binder.source) {
                    Ok(items) => {
                        for item in items {
                            let mut one = choice.clone();
                            one.vars.insert(binder.var, item);
                            longer.push(one);
                        }
                    }
                    Err(cut) => cuts.push(cut),
                }
            }
            choices = longer;
        }
        (choices, cuts)
    }

    /// The figure in force: the last to have started, unless it has ended.
    fn figure(&self, id: LetId) -> Option<&'p Value> {
        let values = &self.pack.lets[id.0 as usize].values;
        if let [only] = values.as_slice()
            && only.valid.is_none()
        {
            return Some(&only.value);
        }
        let day = self.as_of?;
        let mut current = None;
        let mut dated: Vec<_> = values.iter().map(|one| (one.valid.expect("all are dated"), one)).collect();
        dated.sort_by_key(|(valid, _)| valid.from);
        for (valid, one) in dated {
            if valid.from > day {
                break;
            }
            current = match valid.to {
                Some(to) if to < day => None,
                _ => Some(&one.value),
            };
        }
        current
    }

    pub(crate) fn condition(&self, names: &Names<'p>, expr: &Expr) -> Option<bool> {
        match self.value(names, expr)? {
            Leaf::Bool(holds) => Some(holds),
            other => panic!("no condition: {other:?}"),
        }
    }

    fn filter(&self, names: &Names<'p>, filter: Option<&Expr>) -> Option<bool> {
        match filter {
            Some(filter) => self.condition(names, filter),
            None => Some(true),
        }
    }

    fn number(&self, names: &Names<'p>, expr: &Expr) -> Option<BigRational> {
        match self.value(names, expr)? {
            Leaf::Number(n) => Some(n),
            other => panic!("no number: {other:?}"),
        }
    }

    pub(crate) fn value(&self, names: &Names<'p>, expr: &Expr) -> Option<Leaf> {
        match &expr.kind {
            ExprKind::Const(value) => Some(Leaf::of(value)),
            ExprKind::Let(id) => self.figure(*id).map(Leaf::of),
            ExprKind::Path(path) => match self.look(names, path) {
                Look::Node(Node { tree: Tree::Leaf(leaf), .. }) => Some(leaf.clone()),
                Look::Cell(cell) => cell.map(Leaf::of),
                Look::Node(_) | Look::Cut(_) => None,
                Look::Fields(_) => panic!("a record is no value"),
            },
            ExprKind::Define(id, path) => {
                let fields = self.fields(names, path).ok()?;
                let inner = Names { this: Some(fields), ..Names::default() };
                self.value(&inner, &self.pack.defines[id.0 as usize].value)
            }
            ExprKind::Not(inner) => not(self.condition(names, inner)).map(Leaf::Bool),
            ExprKind::All(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.condition(names, part)).collect();
                all(&parts).map(Leaf::Bool)
            }
            ExprKind::Any(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.condition(names, part)).collect();
                any(&parts).map(Leaf::Bool)
            }
            ExprKind::Compare(op, left, right) => {
                let left = self.value(names, left);
                let right = self.value(names, right);
                Some(Leaf::Bool(holds(*op, left?.order(&right?))))
            }
            ExprKind::Between(value, low, high) => {
                let value = self.value(names, value);
                let order = |end: &Expr| Some(value.as_ref()?.order(&self.value(names, end)?));
                let at_least = order(low).map(|order| order != Ordering::Less);
                let at_most = order(high).map(|order| order != Ordering::Greater);
                all(&[at_least, at_most]).map(Leaf::Bool)
            }
            ExprKind::OneOf { value, negated, members } => {
                let value = self.value(names, value);
                let equal: Vec<_> = members
                    .iter()
                    .map(|member| Some(value.as_ref()?.order(&self.value(names, member)?) == Ordering::Equal))
                    .collect();
                let found = any(&equal);
                (if *negated { not(found) } else { found }).map(Leaf::Bool)
            }
            ExprKind::Given { path, missing } => {
                let (is_given, is_missing) = match self.look(names, path) {
                    Look::Cell(cell) => (cell.is_some(), cell.is_none()),
                    Look::Fields(_) => (true, false),
                    Look::Node(node) | Look::Cut(node) => match node.tree {
                        Tree::Missing => (false, true),
                        Tree::NotApplicable => (false, false),
                        _ => (true, false),
                    },
                };
                Some(Leaf::Bool(if *missing { is_missing } else { is_given }))
            }
            ExprKind::Binary(op, left, right) => {
                let left = self.value(names, left);
                let right = self.value(names, right);
                arithmetic(*op, left?, right?)
            }
            ExprKind::Share(share, of) => {
                let part = BigRational::new(share.numerator.into(), share.denominator.into());
                self.number(names, of).map(|n| Leaf::Number(n * part))
            }
            ExprKind::Round(rounding, value, step) => {
                let n = self.number(names, value)?;
                Some(Leaf::Number(round(*rounding, &n, &rational(step))))
            }
            ExprKind::Quantified { quantifier, binder, filter, body } => {
                let (choices, cuts) = self.choices(names, std::slice::from_ref(binder));
                if !cuts.is_empty() {
                    return None;
                }
                let each: Vec<_> = choices
                    .iter()
                    .map(|choice| {
                        let f = self.filter(choice, filter.as_deref());
                        let e = self.condition(choice, body);
                        match quantifier {
                            Quantifier::Every => any(&[not(f), e]),
                            Quantifier::Some | Quantifier::No => all(&[f, e]),
                        }
                    })
                    .collect();
                match quantifier {
                    Quantifier::Every => all(&each),
                    Quantifier::Some => any(&each),
                    Quantifier::No => not(any(&each)),
                }
                .map(Leaf::Bool)
            }
            ExprKind::NoTwo { value, binders, filter } => {
                let (choices, cuts) = self.choices(names, binders);
                let seen: Vec<_> = choices
                    .iter()
                    .map(|choice| (self.filter(choice, filter.as_deref()), self.value(choice, value)))
                    .filter(|(passes, _)| *passes != Some(false))
                    .collect();
                for (i, (passes, first)) in seen.iter().enumerate() {
                    for (other_passes, second) in &seen[..i] {
                        if let (Some(true), Some(true), Some(first), Some(second)) =
                            (passes, other_passes, first, second)
                            && first == second
                        {
                            return Some(Leaf::Bool(false));
                        }
                    }
                }
                let unknown = seen.iter().any(|(passes, value)| passes.is_none() || value.is_none());
                (cuts.is_empty() && !unknown).then_some(Leaf::Bool(true))
            }
            ExprKind::Aggregate { function, value, binders, filter } => {
                let (choices, cuts) = self.choices(names, binders);
                if !cuts.is_empty() {
                    return None;
                }
                let mut chosen = Vec::new();
                for choice in choices {
                    if self.filter(&choice, filter.as_deref())? {
                        chosen.push(choice);
                    }
                }
                if *function == Aggregate::Count {
                    return Some(Leaf::Number(BigRational::from_integer(BigInt::from(chosen.len()))));
                }
                let value = value.as_ref().expect("only a count has no value");
                let values: Vec<Leaf> =
                    chosen.iter().map(|choice| self.value(choice, value)).collect::<Option<_>>()?;
                match function {
                    Aggregate::Sum => Some(Leaf::Number(
                        values
                            .into_iter()
                            .map(|one| match one {
                                Leaf::Number(n) => n,
                                other => panic!("no number: {other:?}"),
                            })
                            .fold(BigRational::zero(), |sum, one| sum + one),
                    )),
                    Aggregate::Largest => values.into_iter().max_by(Leaf::order),
                    Aggregate::Smallest => values.into_iter().min_by(Leaf::order),
                    Aggregate::Count => None,
                }
            }
            ExprKind::Unknown => None,
        }
    }

    /// The undetermined leaves that can still change an expression: of an undetermined form all that its
    /// undetermined parts need; of an undetermined quantifier all that the items need whose share in it is open;
    /// of an undetermined `no two` or aggregate all that the items need whose filter is not false.
    pub(crate) fn needs(&self, names: &Names<'p>, expr: &Expr) -> Needs {
        let mut needs = Needs::new();
        if self.value(names, expr).is_some() {
            return needs;
        }
        let mut parts = |parts: &[&Expr]| {
            for part in parts {
                needs.extend(self.needs(names, part));
            }
        };
        match &expr.kind {
            ExprKind::Const(_) | ExprKind::Given { .. } | ExprKind::Unknown => {}
            ExprKind::Let(_) => needs.extend(self.date_needs()),
            ExprKind::Path(path) => match self.look(names, path) {
                Look::Node(node) | Look::Cut(node) => {
                    needs.insert(node.place);
                }
                Look::Fields(_) | Look::Cell(_) => {}
            },
            ExprKind::Define(id, path) => match self.fields(names, path) {
                Ok(fields) => {
                    let inner = Names { this: Some(fields), ..Names::default() };
                    needs.extend(self.needs(&inner, &self.pack.defines[id.0 as usize].value));
                }
                Err(cut) => {
                    needs.insert(cut.place);
                }
            },
            ExprKind::Not(inner) | ExprKind::Share(_, inner) | ExprKind::Round(_, inner, _) => {
                parts(&[inner]);
            }
            ExprKind::All(inner) | ExprKind::Any(inner) => parts(&inner.iter().collect::<Vec<_>>()),
            ExprKind::Compare(_, left, right) | ExprKind::Binary(_, left, right) => parts(&[left, right]),
            ExprKind::Between(value, low, high) => parts(&[value, low, high]),
            ExprKind::OneOf { value, members, .. } => {
                parts(&[value]);
                parts(&members.iter().collect::<Vec<_>>());
            }
            ExprKind::Quantified { quantifier, binder, filter, body } => {
                let (choices, cuts) = self.choices(names, std::slice::from_ref(binder));
                needs.extend(cuts.iter().map(|cut| cut.place));
                for choice in &choices {
                    let f = self.filter(choice, filter.as_deref());
                    let e = self.condition(choice, body);
                    let share = match quantifier {
                        Quantifier::Every => any(&[not(f), e]),
                        Quantifier::Some | Quantifier::No => all(&[f, e]),
                    };
                    if share.is_none() {
                        for part in filter.iter().chain([body]) {
                            needs.extend(self.needs(choice, part));
                        }
                    }
                }
            }
            ExprKind::NoTwo { binders, filter, .. } | ExprKind::Aggregate { binders, filter, .. } => {
                let value = match &expr.kind {
                    ExprKind::NoTwo { value, .. } => Some(value),
                    ExprKind::Aggregate { value, .. } => value.as_ref(),
                    _ => None,
                };
                let (choices, cuts) = self.choices(names, binders);
                needs.extend(cuts.iter().map(|cut| cut.place));
                for choice in &choices {
                    if self.filter(choice, filter.as_deref()) != Some(false) {
                        for part in filter.iter().chain(value) {
                            needs.extend(self.needs(choice, part));
                        }
                    }
                }
            }
        }
        needs
    }

    /// The field that dates a proposal, where no date is known.
    pub(crate) fn date_needs(&self) -> Needs {
        match self.pack.program.as_of {
            Some(field) if self.as_of.is_none() => self
                .proposals
                .iter()
                .map(|fields| &fields[field as usize])
                .filter(|node| !matches!(node.tree, Tree::Leaf(_)))
                .map(|node| node.place)
                .collect(),
            _ => Needs::new(),
        }
    }
}

fn holds(op: Comparator, order: Ordering) -> bool {
    match op {
        Comparator::AtLeast | Comparator::OnOrAfter => order.is_ge(),
        Comparator::AtMost | Comparator::OnOrBefore => order.is_le(),
        Comparator::MoreThan | Comparator::After => order.is_gt(),
        Comparator::LessThan | Comparator::Before => order.is_lt(),
        Comparator::Is => order.is_eq(),
        Comparator::IsNot => order.is_ne(),
    }
}

fn arithmetic(op: Arithmetic, left: Leaf, right: Leaf) -> Option<Leaf> {
    let years = |n: &BigRational| if n.is_integer() { n.to_integer().to_i64() } else { None };
    match (op, left, right) {
        (Arithmetic::Add, Leaf::Number(a), Leaf::Number(b)) => Some(Leaf::Number(a + b)),
        (Arithmetic::Subtract, Leaf::Number(a), Leaf::Number(b)) => Some(Leaf::Number(a - b)),
        (Arithmetic::Multiply, Leaf::Number(a), Leaf::Number(b)) => Some(Leaf::Number(a * b)),
        (Arithmetic::Divide, Leaf::Number(_), Leaf::Number(b)) if b.is_zero() => None,
        (Arithmetic::Divide, Leaf::Number(a), Leaf::Number(b)) => Some(Leaf::Number(a / b)),
        (Arithmetic::Subtract, Leaf::Year(a), Leaf::Year(b)) => {
            Some(Leaf::Number(BigRational::from_integer(BigInt::from(a - b))))
        }
        (Arithmetic::Add, Leaf::Year(year), Leaf::Number(n))
        | (Arithmetic::Add, Leaf::Number(n), Leaf::Year(year)) => Some(Leaf::Year(year + years(&n)?)),
        (Arithmetic::Subtract, Leaf::Year(year), Leaf::Number(n)) => Some(Leaf::Year(year - years(&n)?)),
        (op, left, right) => panic!("ill typed: {left:?} {op:?} {right:?}"),
    }
}

/// By magnitude: 切捨て goes toward zero.
fn round(rounding: Rounding, n: &BigRational, step: &BigRational) -> BigRational {
    let steps = n.abs() / step;
    let below = steps.trunc();
    let rest = &steps - &below;
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => !rest.is_zero(),
        Rounding::HalfUp => rest >= half,
    };
    let whole = if up { below + BigRational::from_integer(BigInt::from(1)) } else { below };
    let magnitude = whole * step;
    if n.is_negative() { -magnitude } else { magnitude }
}
