//! What is asked: variables, formulas over them, and assertions, which only ever grow.
//!
//! In: declarations and formulas from the caller. Out: one shared, acyclic store of formulas that engines read, and
//! that answers are held against. It knows no engine.

use std::collections::BTreeMap;

use kisoku_number::Num;

use crate::linear::{Kind, Linear, Var};

/// A formula of one [`Problem`]: a place in its store. Equal formulas have equal places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Formula(u32);

impl Formula {
    /// The place in the store.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A name that the caller gives to assertions: a rule's number, say. A check names the labels that are on, and a
/// core names those that clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(pub u32);

/// How a term stands to zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// At most zero.
    AtMost,
    /// Below zero.
    Below,
    /// Zero.
    Equal,
}

/// One formula, one step deep.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// Always so, or never.
    Constant(bool),
    /// A boolean variable, by its place in the order of declaration.
    Boolean(u32),
    /// A term compared with zero.
    Compare(Linear, Relation),
    /// Not so.
    Not(Formula),
    /// All of these.
    All(Vec<Formula>),
    /// At least one of these.
    Any(Vec<Formula>),
    /// Both or neither.
    Same(Formula, Formula),
}

/// A formula that must hold: always, or where its label is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// The label; without one it always holds.
    pub label: Option<Label>,
    /// What must hold.
    pub formula: Formula,
}

/// Variables, formulas and assertions.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    kinds: Vec<Kind>,
    booleans: u32,
    nodes: Vec<Node>,
    places: BTreeMap<Node, Formula>,
    assertions: Vec<Assertion>,
}

impl Problem {
    /// A problem without variables, which every assignment solves.
    pub fn new() -> Problem {
        Problem::default()
    }

    // ---- variables ----

    fn number(&mut self, kind: Kind) -> Var {
        let var = Var(u32::try_from(self.kinds.len()).unwrap_or(u32::MAX));
        self.kinds.push(kind);
        var
    }

    /// A new variable over the whole numbers.
    pub fn integer(&mut self) -> Var {
        self.number(Kind::Int)
    }

    /// A new variable over the rational numbers.
    pub fn real(&mut self) -> Var {
        self.number(Kind::Real)
    }

    /// A new boolean variable, as the formula that it holds.
    pub fn boolean(&mut self) -> Formula {
        let index = self.booleans;
        self.booleans = index.saturating_add(1);
        self.store(Node::Boolean(index))
    }

    /// A new variable that is 1 where the formula holds and 0 elsewhere; sums of these count.
    pub fn indicator(&mut self, formula: Formula) -> Var {
        let var = self.integer();
        let (zero, one) = (self.equal(&var.into(), &0.into()), self.equal(&var.into(), &1.into()));
        let (yes, no) = (self.implies(formula, one), self.any([formula, zero]));
        let (low, high) = (self.at_least(&var.into(), &0.into()), self.at_most(&var.into(), &1.into()));
        for part in [yes, no, low, high] {
            self.require(part);
        }
        var
    }

    /// A term that is `then` where the condition holds and `otherwise` elsewhere: a new variable with its definition.
    pub fn choose(&mut self, condition: Formula, then: &Linear, otherwise: &Linear) -> Linear {
        match self.node(condition) {
            Node::Constant(true) => return then.clone(),
            Node::Constant(false) => return otherwise.clone(),
            _ if then == otherwise => return then.clone(),
            _ => {}
        }
        let whole = self.is_whole(then) && self.is_whole(otherwise);
        let term = Linear::from(self.number(if whole { Kind::Int } else { Kind::Real }));
        let (yes, no) = (self.equal(&term, then), self.equal(&term, otherwise));
        let (first, second) = (self.implies(condition, yes), self.any([condition, no]));
        self.require(first);
        self.require(second);
        term
    }

    /// Whether every value of the term is a whole number, as far as its form tells.
    pub fn is_whole(&self, term: &Linear) -> bool {
        term.constant().is_integer()
            && term.terms().iter().all(|(var, by)| by.is_integer() && self.kind(*var) == Kind::Int)
    }

    // ---- formulas ----

    fn store(&mut self, node: Node) -> Formula {
        if let Some(known) = self.places.get(&node) {
            return *known;
        }
        let place = Formula(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node.clone());
        self.places.insert(node, place);
        place
    }

    /// What always holds, or never.
    pub fn constant(&mut self, value: bool) -> Formula {
        self.store(Node::Constant(value))
    }

    /// Not so.
    pub fn not(&mut self, formula: Formula) -> Formula {
        match self.node(formula) {
            Node::Constant(value) => {
                let value = !value;
                self.constant(value)
            }
            Node::Not(inner) => *inner,
            _ => self.store(Node::Not(formula)),
        }
    }

    /// All of these; of none, always.
    pub fn all(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut kept = Vec::new();
        for part in parts {
            match self.node(part) {
                Node::Constant(true) => {}
                Node::Constant(false) => return part,
                _ => kept.push(part),
            }
        }
        kept.sort_unstable();
        kept.dedup();
        match kept.as_slice() {
            [] => self.constant(true),
            [only] => *only,
            _ => self.store(Node::All(kept)),
        }
    }

    /// At least one of these; of none, never.
    pub fn any(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut kept = Vec::new();
        for part in parts {
            match self.node(part) {
                Node::Constant(false) => {}
                Node::Constant(true) => return part,
                _ => kept.push(part),
            }
        }
        kept.sort_unstable();
        kept.dedup();
        match kept.as_slice() {
            [] => self.constant(false),
            [only] => *only,
            _ => self.store(Node::Any(kept)),
        }
    }

    /// Where the first holds, so does the second.
    pub fn implies(&mut self, first: Formula, second: Formula) -> Formula {
        let not = self.not(first);
        self.any([not, second])
    }

    /// Both or neither.
    pub fn same(&mut self, first: Formula, second: Formula) -> Formula {
        match (self.node(first), self.node(second)) {
            (Node::Constant(true), _) => second,
            (_, Node::Constant(true)) => first,
            (Node::Constant(false), _) => self.not(second),
            (_, Node::Constant(false)) => self.not(first),
            _ if first == second => self.constant(true),
            _ => self.store(Node::Same(first.min(second), first.max(second))),
        }
    }

    /// One of the two, and not both.
    pub fn differ(&mut self, first: Formula, second: Formula) -> Formula {
        let same = self.same(first, second);
        self.not(same)
    }

    /// `then` where the condition holds, `otherwise` elsewhere.
    pub fn either(&mut self, condition: Formula, then: Formula, otherwise: Formula) -> Formula {
        let yes = self.implies(condition, then);
        let no = self.any([condition, otherwise]);
        self.all([yes, no])
    }

    /// At most one of these.
    pub fn at_most_one(&mut self, parts: &[Formula]) -> Formula {
        let mut pairs = Vec::new();
        for (place, first) in parts.iter().enumerate() {
            for second in parts.iter().skip(place.saturating_add(1)) {
                let both = self.all([*first, *second]);
                pairs.push(self.not(both));
            }
        }
        self.all(pairs)
    }

    /// Exactly one of these: the members of an enum.
    pub fn exactly_one(&mut self, parts: &[Formula]) -> Formula {
        let (some, one) = (self.any(parts.iter().copied()), self.at_most_one(parts));
        self.all([some, one])
    }

    fn compare(&mut self, term: Linear, relation: Relation) -> Formula {
        if term.is_constant() {
            let zero = Num::ZERO;
            return self.constant(match relation {
                Relation::AtMost => *term.constant() <= zero,
                Relation::Below => *term.constant() < zero,
                Relation::Equal => term.constant().is_zero(),
            });
        }
        self.store(Node::Compare(term, relation))
    }

    /// `left ≤ right`.
    pub fn at_most(&mut self, left: &Linear, right: &Linear) -> Formula {
        self.compare(left.minus(right), Relation::AtMost)
    }

    /// `left < right`.
    pub fn below(&mut self, left: &Linear, right: &Linear) -> Formula {
        self.compare(left.minus(right), Relation::Below)
    }

    /// `left ≥ right`.
    pub fn at_least(&mut self, left: &Linear, right: &Linear) -> Formula {
        self.at_most(right, left)
    }

    /// `left > right`.
    pub fn above(&mut self, left: &Linear, right: &Linear) -> Formula {
        self.below(right, left)
    }

    /// `left = right`.
    pub fn equal(&mut self, left: &Linear, right: &Linear) -> Formula {
        self.compare(left.minus(right), Relation::Equal)
    }

    // ---- assertions ----

    /// The formula must always hold.
    pub fn require(&mut self, formula: Formula) {
        self.assertions.push(Assertion { label: None, formula });
    }

    /// The formula must hold where the label is on. A label may stand on several.
    pub fn require_if(&mut self, label: Label, formula: Formula) {
        self.assertions.push(Assertion { label: Some(label), formula });
    }

    // ---- reading ----

    /// What the formula is, one step deep. A formula of another problem counts as never.
    pub fn node(&self, formula: Formula) -> &Node {
        self.nodes.get(formula.index()).unwrap_or(&Node::Constant(false))
    }

    /// All formulas, each after those that it is made of.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// All assertions in the order in which they were made.
    pub fn assertions(&self) -> &[Assertion] {
        &self.assertions
    }

    /// What values the variable may take. A variable of another problem counts as real.
    pub fn kind(&self, var: Var) -> Kind {
        self.kinds.get(var.index()).copied().unwrap_or(Kind::Real)
    }

    /// The kinds of all numeric variables, in order.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// How many boolean variables there are.
    pub fn boolean_count(&self) -> usize {
        usize::try_from(self.booleans).unwrap_or(usize::MAX)
    }

    /// All numeric variables, in order.
    pub fn vars(&self) -> impl Iterator<Item = Var> + use<> {
        (0..u32::try_from(self.kinds.len()).unwrap_or(u32::MAX)).map(Var)
    }

    /// The place of a formula in the store.
    pub(crate) fn formula_at(&self, index: usize) -> Option<Formula> {
        (index < self.nodes.len()).then_some(Formula(u32::try_from(index).ok()?))
    }
}
