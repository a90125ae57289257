//! A second, naive interpreter of rules, written from the text of the language's meaning, to hold `eval` against.
//!
//! It walks the typed trees, keeps a proposal as a nested tree, computes with `BigRational`, tries everything and
//! remembers nothing. Where it and `eval` differ, one of them is wrong.

mod expr;
mod judge;

pub(crate) use judge::{Bound, Instance, RuleResult, judge_across, judge_proposal, verdict};

use kisoku::check::Pack;
use kisoku::check::typed::VarId;
use kisoku::data::{Proposal, SlotId, State, Value};
use kisoku::value::{Date, Num};
use num_rational::BigRational;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A scalar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Leaf {
    Number(BigRational),
    Text(String),
    Bool(bool),
    Day(Date),
    Year(i64),
    Word(u32),
}

impl Leaf {
    pub(crate) fn of(value: &Value) -> Leaf {
        match value {
            Value::Num(n) => Leaf::Number(rational(n)),
            Value::Text(text) => Leaf::Text(text.to_string()),
            Value::YesNo(b) => Leaf::Bool(*b),
            Value::Date(day) => Leaf::Day(*day),
            Value::Year(year) => Leaf::Year(i64::from(year.0)),
            Value::Member(word) => Leaf::Word(*word),
            Value::Record(..) | Value::List(..) => panic!("no scalar: {value:?}"),
        }
    }

    /// Values of one type in their order.
    pub(crate) fn order(&self, other: &Leaf) -> Ordering {
        match (self, other) {
            (Leaf::Number(a), Leaf::Number(b)) => a.cmp(b),
            (Leaf::Text(a), Leaf::Text(b)) => a.cmp(b),
            (Leaf::Bool(a), Leaf::Bool(b)) => a.cmp(b),
            (Leaf::Day(a), Leaf::Day(b)) => a.cmp(b),
            (Leaf::Year(a), Leaf::Year(b)) => a.cmp(b),
            (Leaf::Word(a), Leaf::Word(b)) => a.cmp(b),
            _ => panic!("not of one type: {self:?} and {other:?}"),
        }
    }
}

pub(crate) fn rational(n: &Num) -> BigRational {
    let (numerator, denominator) = n.numerator_denominator();
    BigRational::new(numerator, denominator)
}

/// Where a value stands: the proposal, the byte, the slot. Their order is file order.
pub(crate) type Place = (u32, u32, u32);

/// A value of a proposal, in its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) tree: Tree,
}

/// The states of a value.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Missing,
    NotApplicable,
    Malformed,
    Leaf(Leaf),
    Record(Vec<Node>),
    List(Vec<Node>),
}

/// The fields of a proposal's root record.
pub(crate) fn tree_of(pack: &Pack, proposal: &Proposal, index: u32) -> Vec<Node> {
    record(pack, proposal, index, pack.program.root, SlotId(0))
}

fn record(
    pack: &Pack,
    proposal: &Proposal,
    index: u32,
    id: kisoku::data::RecordId,
    first: SlotId,
) -> Vec<Node> {
    let fields = pack.schema.records[id.0 as usize].fields.len() as u32;
    (0..fields).map(|field| node(pack, proposal, index, first.offset(field))).collect()
}

fn node(pack: &Pack, proposal: &Proposal, index: u32, id: SlotId) -> Node {
    let slot = proposal.slot(id).expect("every field has a slot");
    let tree = match &slot.state {
        State::Missing => Tree::Missing,
        State::NotApplicable => Tree::NotApplicable,
        State::Malformed => Tree::Malformed,
        State::Given(Value::Record(inner, first)) => {
            Tree::Record(record(pack, proposal, index, *inner, *first))
        }
        State::Given(Value::List(first, len)) => {
            Tree::List((0..*len).map(|item| node(pack, proposal, index, first.offset(item))).collect())
        }
        State::Given(value) => Tree::Leaf(Leaf::of(value)),
    };
    Node { place: (index, slot.start(), id.0), tree }
}

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Thing<'p> {
    Node(&'p Node),
    Row(u32, u32),
    Proposal(u32),
}

/// What an expression sees beside the pack: names, and the record of a define.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names<'p> {
    pub(crate) vars: BTreeMap<VarId, Thing<'p>>,
    pub(crate) this: Option<&'p [Node]>,
}

/// What does not change while a rule is judged.
#[derive(Clone, Copy)]
pub(crate) struct World<'p> {
    pub(crate) pack: &'p Pack,
    pub(crate) proposals: &'p [Vec<Node>],
    pub(crate) as_of: Option<Date>,
}

/// The undetermined leaves that something needs, in file order.
pub(crate) type Needs = BTreeSet<Place>;
