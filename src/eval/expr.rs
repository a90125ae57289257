//! The value of an expression: conditions in three values, everything else known or not.

use super::list::{Flow, Items};
use super::scope::{Derived, Found, Likeness, Ref, Scope, Site};
use crate::check::typed::{Binder, DefineId, LetId, Path};
use crate::data::{State, Value};
use crate::plan::{Kind, NodeId};
use crate::syntax::ast::{Aggregate, Arithmetic, Comparator, Quantifier};
use crate::text::looks_same_key;
use crate::value::{Date, FiscalYear, Num};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A truth value of strong Kleene logic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// It cannot be known yet.
    Unknown,
}

impl Truth {
    /// The truth value of a known one.
    pub fn of(known: bool) -> Truth {
        if known { Truth::True } else { Truth::False }
    }

    /// `not`
    #[must_use]
    pub fn negated(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }

    /// `and`
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }

    /// `or`
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.negated().and(other.negated()).negated()
    }
}

/// A known value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Val<'a> {
    /// A number, a share or an amount in yen.
    Num(Num),
    /// A text, folded.
    Text(&'a str),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(Date),
    /// A fiscal year.
    Year(FiscalYear),
    /// A word of an enum.
    Member(u32),
}

impl<'a> Val<'a> {
    /// The scalar in a slot or a cell; a record or list is none.
    pub fn of(value: &'a Value) -> Option<Val<'a>> {
        Some(match value {
            Value::Num(n) => Val::Num(n.clone()),
            Value::Text(text) => Val::Text(text),
            Value::YesNo(b) => Val::YesNo(*b),
            Value::Date(d) => Val::Date(*d),
            Value::Year(y) => Val::Year(*y),
            Value::Member(m) => Val::Member(*m),
            Value::Record(..) | Value::List(..) => return None,
        })
    }

    fn as_num(&self) -> Option<&Num> {
        match self {
            Val::Num(n) => Some(n),
            _ => None,
        }
    }
}

impl<'a> Scope<'a> {
    /// Whether a condition holds.
    pub fn truth(&mut self, id: NodeId) -> Truth {
        let plan = self.plan;
        let Some(node) = plan.node(id) else { return Truth::Unknown };
        match &node.kind {
            Kind::Not(inner) => self.truth(*inner).negated(),
            Kind::All(parts) => self.all(parts),
            Kind::Any(parts) => self.any(parts),
            Kind::Compare(op, left, right) => self.compare(*op, *left, *right),
            Kind::Between(value, low, high) => self.between(*value, *low, *high),
            Kind::OneOf { value, negated, members } => {
                let found = self.one_of(*value, members);
                if *negated { found.negated() } else { found }
            }
            Kind::Given { path, missing } => Truth::of(self.is_given(path, *missing)),
            Kind::Quantified { quantifier, binder, filter, body } => {
                self.quantified(*quantifier, binder, *filter, *body)
            }
            Kind::NoTwo { value, binders, filter } => self.no_two(*value, binders, *filter),
            _ => match self.value(id) {
                Some(Val::YesNo(known)) => Truth::of(known),
                _ => Truth::Unknown,
            },
        }
    }

    /// The value of an expression that is no condition; `None` where it cannot be known yet.
    pub fn value(&mut self, id: NodeId) -> Option<Val<'a>> {
        let plan = self.plan;
        let node = plan.node(id)?;
        match &node.kind {
            Kind::Const(value) => Val::of(value),
            Kind::Let(id) => self.figure(*id).and_then(Val::of),
            Kind::Path(path) => self.read(path),
            Kind::Define(define, path) => self.define(*define, path),
            Kind::Binary(op, left, right) => {
                let left = self.value(*left)?;
                let right = self.value(*right)?;
                arithmetic(*op, &left, &right)
            }
            Kind::Share { factor, of, .. } => match self.value(*of)? {
                Val::Num(n) => Some(Val::Num(n.mul(factor))),
                _ => None,
            },
            Kind::Round(rounding, value, step) => match self.value(*value)? {
                Val::Num(n) => n.round_to(step, *rounding).map(Val::Num),
                _ => None,
            },
            Kind::Aggregate { function, value, binders, filter } => {
                self.aggregate(*function, *value, binders, *filter)
            }
            _ => match self.truth(id) {
                Truth::True => Some(Val::YesNo(true)),
                Truth::False => Some(Val::YesNo(false)),
                Truth::Unknown => None,
            },
        }
    }

    fn all(&mut self, parts: &[NodeId]) -> Truth {
        let mut whole = Truth::True;
        for part in parts {
            whole = whole.and(self.truth(*part));
            if whole == Truth::False {
                break;
            }
        }
        whole
    }

    /// Whether one of several conditions holds.
    pub fn any(&mut self, parts: &[NodeId]) -> Truth {
        let mark = self.likenesses.borrow().len();
        let mut whole = Truth::False;
        for part in parts {
            let own = self.likenesses.borrow().len();
            whole = whole.or(self.truth(*part));
            if whole == Truth::True {
                self.forget_likenesses(mark, own);
                break;
            }
        }
        whole
    }

    /// Forgets the likenesses met between two marks: of what was tried before something else held.
    fn forget_likenesses(&self, from: usize, to: usize) {
        self.likenesses.borrow_mut().drain(from..to);
    }

    fn read(&self, path: &Path) -> Option<Val<'a>> {
        match self.find(path) {
            Found::Slot(_, slot) => match &slot.state {
                State::Given(value) => Val::of(value),
                _ => None,
            },
            Found::Cell(value) => value.and_then(Val::of),
            Found::Blocked(..) | Found::Nothing => None,
        }
    }

    /// The value of a figure that is in force; `None` outside its dates, or where the date is not known.
    pub fn figure(&self, id: LetId) -> Option<&'a Value> {
        let figure = self.plan.pack.lets.get(id.0 as usize)?;
        figure.on(self.as_of).map(|value| &value.value)
    }

    /// The value of a define, worked out once for each record: defines that use each other twice would otherwise
    /// double the work at every step.
    fn define(&mut self, id: DefineId, path: &Path) -> Option<Val<'a>> {
        let record = self.record(path).ok()?;
        if let Some(known) = self.derived.get(&(id, record)) {
            self.likenesses.borrow_mut().extend_from_slice(&known.likenesses);
            return known.value.clone();
        }
        let mark = self.likenesses.borrow().len();
        let value = self.on_define(id, path, |scope, node| scope.value(node)).ok().flatten();
        let mut likenesses = self.likenesses.borrow_mut().split_off(mark);
        likenesses.sort();
        likenesses.dedup();
        self.likenesses.borrow_mut().extend_from_slice(&likenesses);
        self.derived.insert((id, record), Derived { value: value.clone(), likenesses });
        value
    }

    /// Does something with a define's value on the record that a path leads to.
    pub fn on_define<T>(
        &mut self,
        id: DefineId,
        path: &Path,
        act: impl FnOnce(&mut Scope<'a>, NodeId) -> T,
    ) -> Result<T, Found<'a>> {
        let this = self.record(path)?;
        let plan = self.plan;
        let (Some(node), Some(define)) =
            (plan.defines.get(id.0 as usize).copied(), plan.pack.defines.get(id.0 as usize))
        else {
            return Err(Found::Nothing);
        };
        let mut inner = Scope::new(plan, self.proposals, self.as_of, define.vars);
        inner.this = this;
        inner.derived = std::mem::take(&mut self.derived);
        inner.asked = std::mem::take(&mut self.asked);
        let result = act(&mut inner, node);
        self.derived = inner.derived;
        self.asked = inner.asked;
        self.likenesses.borrow_mut().append(inner.likenesses.get_mut());
        Ok(result)
    }

    fn is_given(&self, path: &Path, missing: bool) -> bool {
        match self.find(path) {
            Found::Slot(_, slot) | Found::Blocked(_, slot) => match slot.state {
                State::Missing => missing,
                State::NotApplicable => false,
                State::Malformed | State::Given(_) => !missing,
            },
            Found::Cell(value) => value.is_none() == missing,
            Found::Nothing => false,
        }
    }

    fn compare(&mut self, op: Comparator, left: NodeId, right: NodeId) -> Truth {
        let Some(a) = self.value(left) else { return Truth::Unknown };
        self.compare_with(op, (left, &a), right)
    }

    /// Compares a known value, and the node that it is of, with what another node says.
    fn compare_with(&mut self, op: Comparator, (left, a): (NodeId, &Val<'a>), right: NodeId) -> Truth {
        let Some(b) = self.value(right) else { return Truth::Unknown };
        if let (Val::Text(a), Val::Text(b)) = (a, &b)
            && a != b
        {
            self.note_likeness(left, a, b);
            self.note_likeness(right, b, a);
        }
        compare_values(op, a, &b)
    }

    fn between(&mut self, value: NodeId, low: NodeId, high: NodeId) -> Truth {
        let Some(known) = self.value(value) else { return Truth::Unknown };
        self.within((value, &known), low, high)
    }

    /// Whether a known value, and the node that it is of, lies between what two other nodes say.
    fn within(&mut self, known: (NodeId, &Val<'a>), low: NodeId, high: NodeId) -> Truth {
        let above = self.compare_with(Comparator::AtLeast, known, low);
        if above == Truth::False {
            return Truth::False;
        }
        above.and(self.compare_with(Comparator::AtMost, known, high))
    }

    /// Whether a comparison or `between` would hold if its left side were this value.
    pub fn holds_for(&mut self, id: NodeId, left: &Val<'a>) -> Truth {
        match self.plan.node(id).map(|node| &node.kind) {
            Some(Kind::Compare(op, value, right)) => self.compare_with(*op, (*value, left), *right),
            Some(Kind::Between(value, low, high)) => self.within((*value, left), *low, *high),
            _ => Truth::Unknown,
        }
    }

    fn one_of(&mut self, value: NodeId, members: &[NodeId]) -> Truth {
        let Some(known) = self.value(value) else { return Truth::Unknown };
        let mark = self.likenesses.borrow().len();
        let mut found = Truth::False;
        for member in members {
            let own = self.likenesses.borrow().len();
            found = found.or(self.compare_with(Comparator::Is, (value, &known), *member));
            if found == Truth::True {
                self.forget_likenesses(mark, own);
                break;
            }
        }
        found
    }

    /// Notes that a text of the proposal differs from another one and looks the same.
    fn note_likeness(&self, node: NodeId, text: &str, other: &str) {
        let Some(Kind::Path(path)) = self.plan.node(node).map(|node| &node.kind) else { return };
        if !may_look_same(text, other) || looks_same_key(text) != looks_same_key(other) {
            return;
        }
        if let Found::Slot(site, _) = self.find(path) {
            self.likenesses.borrow_mut().push(Likeness { site, other: other.to_owned() });
        }
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        binder: &Binder,
        filter: Option<NodeId>,
        body: NodeId,
    ) -> Truth {
        let Items::Known { of, len } = self.items(&binder.source) else { return Truth::Unknown };
        let mark = self.likenesses.borrow().len();
        // `no … satisfies E` is `every … satisfies not E`; `some` is the negation of that.
        let mut none = Truth::True;
        for index in 0..len {
            let own = self.likenesses.borrow().len();
            self.bind(binder.var, of.item(index));
            let passes = filter.map_or(Truth::True, |filter| self.truth(filter));
            if passes == Truth::False {
                continue;
            }
            let mut holds = self.truth(body);
            if quantifier == Quantifier::Every {
                holds = holds.negated();
            }
            none = none.and(passes.and(holds).negated());
            if none == Truth::False {
                if quantifier == Quantifier::Some {
                    self.forget_likenesses(mark, own);
                }
                break;
            }
        }
        self.bind(binder.var, Ref::Unbound);
        match quantifier {
            Quantifier::Every | Quantifier::No => none,
            Quantifier::Some => none.negated(),
        }
    }

    fn no_two(&mut self, value: NodeId, binders: &[Binder], filter: Option<NodeId>) -> Truth {
        let mut seen = Seen::default();
        let mut result = Truth::True;
        let mut blocked = Vec::new();
        self.each(
            binders,
            &mut |scope| {
                let passes = filter.map_or(Truth::True, |filter| scope.truth(filter));
                if passes == Truth::False {
                    return Flow::Go;
                }
                match scope.value(value) {
                    Some(known) if passes == Truth::True => {
                        if !seen.insert(known) {
                            result = Truth::False;
                            return Flow::Stop;
                        }
                    }
                    _ => result = Truth::Unknown,
                }
                Flow::Go
            },
            &mut blocked,
        );
        if blocked.is_empty() || result == Truth::False { result } else { Truth::Unknown }
    }

    fn aggregate(
        &mut self,
        function: Aggregate,
        value: Option<NodeId>,
        binders: &[Binder],
        filter: Option<NodeId>,
    ) -> Option<Val<'a>> {
        let mut count: i128 = 0;
        let mut sum = Num::ZERO;
        let mut best: Option<Val<'a>> = None;
        let mut known = true;
        let mut blocked = Vec::new();
        self.each(
            binders,
            &mut |scope| {
                match filter.map_or(Truth::True, |filter| scope.truth(filter)) {
                    Truth::False => return Flow::Go,
                    Truth::Unknown => {
                        known = false;
                        return Flow::Stop;
                    }
                    Truth::True => count = count.saturating_add(1),
                }
                let Some(value) = value else { return Flow::Go };
                match scope.value(value) {
                    Some(one) => match function {
                        Aggregate::Sum => match one.as_num() {
                            Some(n) => sum = sum.add(n),
                            None => known = false,
                        },
                        Aggregate::Largest => best = keep(best.take(), one, Ordering::Greater),
                        Aggregate::Smallest => best = keep(best.take(), one, Ordering::Less),
                        Aggregate::Count => {}
                    },
                    None if function == Aggregate::Count => {}
                    None => known = false,
                }
                if known { Flow::Go } else { Flow::Stop }
            },
            &mut blocked,
        );
        if !known || !blocked.is_empty() {
            return None;
        }
        match function {
            Aggregate::Count => Some(Val::Num(Num::Int(count))),
            Aggregate::Sum => Some(Val::Num(sum)),
            Aggregate::Largest | Aggregate::Smallest => best,
        }
    }

    /// The site of the slot that a node reads directly, where it reads one.
    pub fn site_of(&self, id: NodeId) -> Option<Site> {
        match self.plan.node(id).map(|node| &node.kind) {
            Some(Kind::Path(path)) => match self.find(path) {
                Found::Slot(site, _) | Found::Blocked(site, _) => Some(site),
                Found::Cell(_) | Found::Nothing => None,
            },
            _ => None,
        }
    }
}

/// The values that were met; a few of them are looked through faster than a set.
#[derive(Default)]
struct Seen<'a> {
    few: Vec<Val<'a>>,
    many: BTreeSet<Val<'a>>,
}

impl<'a> Seen<'a> {
    const FEW: usize = 32;

    /// Whether this value is new; it is kept.
    fn insert(&mut self, value: Val<'a>) -> bool {
        if !self.many.is_empty() {
            return self.many.insert(value);
        }
        if self.few.contains(&value) {
            return false;
        }
        self.few.push(value);
        if self.few.len() > Self::FEW {
            self.many.extend(self.few.drain(..));
        }
        true
    }
}

fn keep<'a>(best: Option<Val<'a>>, one: Val<'a>, better: Ordering) -> Option<Val<'a>> {
    match best {
        Some(best) if one.cmp(&best) != better => Some(best),
        _ => Some(one),
    }
}

/// Compares two known values of one type.
pub fn compare_values(op: Comparator, a: &Val<'_>, b: &Val<'_>) -> Truth {
    let order = a.cmp(b);
    Truth::of(match op {
        Comparator::AtLeast | Comparator::OnOrAfter => order != Ordering::Less,
        Comparator::AtMost | Comparator::OnOrBefore => order != Ordering::Greater,
        Comparator::MoreThan | Comparator::After => order == Ordering::Greater,
        Comparator::LessThan | Comparator::Before => order == Ordering::Less,
        Comparator::Is => order == Ordering::Equal,
        Comparator::IsNot => order != Ordering::Equal,
    })
}

/// Numbers of more binary digits than this are not computed with: defines that multiply themselves over and over
/// would double the digits at every step. No amount, ratio or sum of a proposal comes near.
const MOST_BITS: u64 = 1 << 16;

/// `None` where it is not defined: a division by zero, a part of a year; or where it cannot be computed.
fn arithmetic<'a>(op: Arithmetic, left: &Val<'a>, right: &Val<'a>) -> Option<Val<'a>> {
    match (left, right) {
        (Val::Num(a), Val::Num(b)) if a.bits().saturating_add(b.bits()) > MOST_BITS => None,
        (Val::Num(a), Val::Num(b)) => match op {
            Arithmetic::Add => Some(Val::Num(a.add(b))),
            Arithmetic::Subtract => Some(Val::Num(a.sub(b))),
            Arithmetic::Multiply => Some(Val::Num(a.mul(b))),
            Arithmetic::Divide => a.div(b).map(Val::Num),
        },
        (Val::Year(a), Val::Year(b)) if op == Arithmetic::Subtract => {
            Some(Val::Num(Num::Int(i128::from(a.0).saturating_sub(i128::from(b.0)))))
        }
        (Val::Year(year), Val::Num(n)) | (Val::Num(n), Val::Year(year)) if op == Arithmetic::Add => {
            moved(*year, n)
        }
        (Val::Year(year), Val::Num(n)) if op == Arithmetic::Subtract => moved(*year, &n.neg()),
        _ => None,
    }
}

/// The year so many years later; none for a part of a year.
fn moved<'a>(year: FiscalYear, by: &Num) -> Option<Val<'a>> {
    let by = i32::try_from(by.to_i128()?).ok()?;
    year.0.checked_add(by).map(|year| Val::Year(FiscalYear(year)))
}

/// A cheap look before the real comparison of spellings: likeness changes few letters, and the first one only by
/// case or romanisation (`sya`/`sha` keep it, `tya`/`cha` and `zya`/`ja` do not).
fn may_look_same(a: &str, b: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|c| c.to_lowercase().next().unwrap_or(c));
    let moving = |c: Option<char>| matches!(c, Some('t' | 'c' | 'z' | 'j'));
    a.len().abs_diff(b.len()) <= 8 && (first(a) == first(b) || (moving(first(a)) && moving(first(b))))
}
