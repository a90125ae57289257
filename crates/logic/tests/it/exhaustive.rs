//! Against trying everything: whole numbers in a box, and over fractions the elimination of variables one by one.

use kisoku_logic::{
    Answer, Budget, End, Engine as _, Formula, Kind, Linear, Native, Num, Optimum, Problem, Var,
};
use proptest::prelude::*;

/// A formula as a tree, to be built into a problem and to be evaluated on its own.
#[derive(Clone, Debug)]
enum Tree {
    Boolean(usize),
    /// `a·x + b·y + c` compared with zero: 0 `≤`, 1 `<`, 2 `=`, 3 `≥`, 4 `>`.
    Compare([i64; 3], u8),
    Not(Box<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Same(Box<Tree>, Box<Tree>),
    Either(Box<Tree>, Box<Tree>, Box<Tree>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (0..2_usize).prop_map(Tree::Boolean),
        ([-3..=3_i64, -3..=3_i64, -7..=7_i64], 0..5_u8)
            .prop_map(|(by, relation)| Tree::Compare(by, relation)),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let two = || (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|part| Tree::Not(Box::new(part))),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::All),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::Any),
            two().prop_map(|(a, b)| Tree::Same(Box::new(a), Box::new(b))),
            (inner.clone(), two()).prop_map(|(a, (b, c))| Tree::Either(
                Box::new(a),
                Box::new(b),
                Box::new(c)
            )),
        ]
    })
}

struct Built {
    problem: Problem,
    numbers: [Var; 2],
    booleans: [Formula; 2],
}

impl Built {
    fn new(kind: Kind) -> Built {
        let mut problem = Problem::new();
        let mut number = || if kind == Kind::Int { problem.integer() } else { problem.real() };
        let numbers = [number(), number()];
        let booleans = [problem.boolean(), problem.boolean()];
        Built { problem, numbers, booleans }
    }

    fn term(&self, by: &[i64]) -> Linear {
        let parts = by.iter().zip(self.numbers).map(|(by, var)| (Num::int(*by), var));
        Linear::sum(parts).plus(&Linear::number(Num::int(by.get(2).copied().unwrap_or(0))))
    }

    fn build(&mut self, tree: &Tree) -> Formula {
        match tree {
            Tree::Boolean(index) => self.booleans[*index],
            Tree::Compare(by, relation) => {
                let (term, zero) = (self.term(by), Linear::default());
                match relation {
                    0 => self.problem.at_most(&term, &zero),
                    1 => self.problem.below(&term, &zero),
                    2 => self.problem.equal(&term, &zero),
                    3 => self.problem.at_least(&term, &zero),
                    _ => self.problem.above(&term, &zero),
                }
            }
            Tree::Not(part) => {
                let part = self.build(part);
                self.problem.not(part)
            }
            Tree::All(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.build(part)).collect();
                self.problem.all(parts)
            }
            Tree::Any(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.build(part)).collect();
                self.problem.any(parts)
            }
            Tree::Same(a, b) => {
                let (a, b) = (self.build(a), self.build(b));
                self.problem.same(a, b)
            }
            Tree::Either(a, b, c) => {
                let (a, b, c) = (self.build(a), self.build(b), self.build(c));
                self.problem.either(a, b, c)
            }
        }
    }

    fn box_of(&mut self, low: i64, high: i64) {
        for var in self.numbers {
            let term = Linear::from(var);
            let parts = [
                self.problem.at_least(&term, &Num::int(low).into()),
                self.problem.at_most(&term, &Num::int(high).into()),
            ];
            for part in parts {
                self.problem.require(part);
            }
        }
    }
}

fn holds(tree: &Tree, x: i64, y: i64, booleans: [bool; 2]) -> bool {
    let of = |part: &Tree| holds(part, x, y, booleans);
    match tree {
        Tree::Boolean(index) => booleans[*index],
        Tree::Compare([a, b, c], relation) => {
            let value = a * x + b * y + c;
            match relation {
                0 => value <= 0,
                1 => value < 0,
                2 => value == 0,
                3 => value >= 0,
                _ => value > 0,
            }
        }
        Tree::Not(part) => !of(part),
        Tree::All(parts) => parts.iter().all(of),
        Tree::Any(parts) => parts.iter().any(of),
        Tree::Same(a, b) => of(a) == of(b),
        Tree::Either(a, b, c) => {
            if of(a) {
                of(b)
            } else {
                of(c)
            }
        }
    }
}

const BOX: i64 = 4;

/// All points of the box at which the tree holds.
fn points(tree: &Tree) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    for x in -BOX..=BOX {
        for y in -BOX..=BOX {
            if (0..4).any(|bits| holds(tree, x, y, [bits & 1 == 1, bits & 2 == 2])) {
                found.push((x, y));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_a_box_of_whole_numbers_every_answer_is_right(tree in tree(), by in [-3..=3_i64, -3..=3_i64]) {
        let mut built = Built::new(Kind::Int);
        built.box_of(-BOX, BOX);
        let formula = built.build(&tree);
        built.problem.require(formula);
        let points = points(&tree);
        let mut engine = Native::new();
        match engine.check(&built.problem, &[], &Budget::default()) {
            Answer::Sat(model) => {
                let at = |var| i64::try_from(model.value(var).to_i128().unwrap()).unwrap();
                prop_assert!(points.contains(&(at(built.numbers[0]), at(built.numbers[1]))));
                prop_assert!(model.holds(&built.problem, formula));
            }
            Answer::Unsat(_) => prop_assert!(points.is_empty()),
            Answer::Unknown(reason) => prop_assert!(false, "{:?}", reason),
        }
        // The least value of a term, asked of an engine that knows the problem and of one that does not.
        let objective = built.term(&by);
        let least = points.iter().map(|(x, y)| by[0] * x + by[1] * y).min();
        for engine in [&mut engine, &mut Native::new()] {
            match engine.minimise(&built.problem, std::slice::from_ref(&objective), &[], &Budget::default()) {
                Optimum::Found { ends, model } => {
                    let least = Num::int(least.unwrap());
                    prop_assert_eq!(&model.value_of(&objective), &least);
                    prop_assert_eq!(ends, vec![End::Attained(least)]);
                }
                Optimum::Unsat(_) => prop_assert!(least.is_none()),
                Optimum::Unknown(reason) => prop_assert!(false, "{:?}", reason),
            }
        }
    }

    #[test]
    fn over_fractions_conjunctions_are_decided_as_by_elimination(
        rows in prop::collection::vec(([-4..=4_i64, -4..=4_i64, -4..=4_i64, -9..=9_i64], any::<bool>()), 1..8),
    ) {
        let mut problem = Problem::new();
        let vars = [problem.real(), problem.real(), problem.real()];
        for (by, strict) in &rows {
            let parts = by.iter().zip(vars).map(|(by, var)| (Num::int(*by), var));
            let term = Linear::sum(parts).plus(&Linear::number(Num::int(by[3])));
            let zero = Linear::default();
            let formula = if *strict { problem.below(&term, &zero) } else { problem.at_most(&term, &zero) };
            problem.require(formula);
        }
        let lines = rows.iter().map(|(by, strict)| (by.map(Num::int), *strict)).collect();
        match Native::new().check(&problem, &[], &Budget::default()) {
            Answer::Sat(_) => prop_assert!(eliminate(lines)),
            Answer::Unsat(_) => prop_assert!(!eliminate(lines)),
            Answer::Unknown(reason) => prop_assert!(false, "{:?}", reason),
        }
    }

    #[test]
    fn over_fractions_the_least_value_is_that_of_elimination(
        rows in prop::collection::vec(([-3..=3_i64, -3..=3_i64, -9..=9_i64], any::<bool>()), 1..7),
    ) {
        // The least x: eliminate y, and look at the bounds that are left on x.
        let mut built = Built::new(Kind::Real);
        let mut lines = Vec::new();
        for (by, strict) in &rows {
            let (term, zero) = (built.term(by), Linear::default());
            let formula =
                if *strict { built.problem.below(&term, &zero) } else { built.problem.at_most(&term, &zero) };
            built.problem.require(formula);
            lines.push(([Num::int(by[0]), Num::int(by[1]), Num::ZERO, Num::int(by[2])], *strict));
        }
        let objective = Linear::from(built.numbers[0]);
        let found = Native::new().minimise(&built.problem, &[objective], &[], &Budget::default());
        let possible = eliminate(lines.clone());
        let left = without(&lines, 1);
        // The greatest lower bound, and whether one of those that give it is strict.
        let lower = left.iter().filter(|(by, _)| by[0].is_negative())
            .map(|(by, strict)| (by[3].neg().div(&by[0]).unwrap(), *strict)).max();
        let expected = match lower {
            _ if !possible => None,
            None => Some(End::Unbounded),
            Some((value, true)) => Some(End::Open(value)),
            Some((value, false)) => Some(End::Attained(value)),
        };
        match (found, expected) {
            (Optimum::Unsat(_), None) => {}
            (Optimum::Found { ends, .. }, Some(end)) => prop_assert_eq!(ends, vec![end]),
            (found, expected) => prop_assert!(false, "{:?}, expected {:?}", found, expected),
        }
    }
}

/// `by·x + by·y + by·z + constant ≤ 0`, or `< 0` where strict.
type Line = ([Num; 4], bool);

/// Fourier and Motzkin: what is left of the lines when a variable goes.
fn without(lines: &[Line], at: usize) -> Vec<Line> {
    let mut left: Vec<Line> = lines.iter().filter(|(by, _)| by[at].is_zero()).cloned().collect();
    for (up, first) in lines.iter().filter(|(by, _)| by[at] > Num::ZERO) {
        for (down, second) in lines.iter().filter(|(by, _)| by[at].is_negative()) {
            let sum = |i: usize| up[i].mul(&down[at].neg()).add(&down[i].mul(&up[at]));
            left.push(([sum(0), sum(1), sum(2), sum(3)], *first || *second));
        }
    }
    left
}

/// Whether all lines can hold.
fn eliminate(mut lines: Vec<Line>) -> bool {
    for at in 0..3 {
        lines = without(&lines, at);
    }
    lines.iter().all(|(by, strict)| if *strict { by[3].is_negative() } else { by[3] <= Num::ZERO })
}
