//! Random problems, the same for the same seed, as SMT-LIB text: over reals, whole numbers or both, with small
//! coefficients, fractions or amounts of money, with and without objectives.

use std::fmt::Write as _;

/// splitmix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(u64::try_from(high - low + 1).unwrap())).unwrap()
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[usize::try_from(self.below(items.len() as u64)).unwrap()]
    }
}

/// What numbers a problem is made of.
#[derive(Clone, Copy, PartialEq)]
enum Figures {
    Small,
    Fractions,
    Money,
}

struct Shape {
    figures: Figures,
    whole: Vec<bool>,
    booleans: u64,
}

fn literal(value: i64) -> String {
    if value < 0 { format!("(- {})", -value) } else { value.to_string() }
}

impl Shape {
    fn constant(&self, dice: &mut Dice) -> String {
        match self.figures {
            Figures::Small => literal(dice.between(-12, 12)),
            Figures::Fractions if dice.chance(70) => {
                let sign = if dice.chance(40) { "(- " } else { "" };
                let end = if sign.is_empty() { "" } else { ")" };
                format!("{sign}(/ {} {}){end}", dice.between(0, 20), dice.between(1, 9))
            }
            Figures::Fractions => literal(dice.between(-9, 9)),
            Figures::Money => literal(
                dice.between(-3, 20) * *dice.pick(&[1, 1000, 10_000_000, 500_000_000]) + dice.between(-1, 1),
            ),
        }
    }

    fn coefficient(&self, dice: &mut Dice) -> String {
        match self.figures {
            Figures::Fractions if dice.chance(40) => {
                format!("(/ {} {})", dice.between(1, 9), dice.between(1, 7))
            }
            Figures::Money => literal(*dice.pick(&[1, 1, 1, 2, 3, 10, -1, -2, -3, -10, 100])),
            _ => {
                let by = dice.between(-4, 4);
                literal(if by == 0 { 1 } else { by })
            }
        }
    }

    fn var(&self, dice: &mut Dice) -> String {
        format!("v{}", dice.below(self.whole.len() as u64))
    }

    fn term(&self, dice: &mut Dice, depth: u32) -> String {
        if depth > 0 && dice.chance(12) {
            let condition = self.formula(dice, depth - 1);
            return format!("(ite {condition} {} {})", self.term(dice, 0), self.constant(dice));
        }
        match dice.below(4) {
            0 => self.var(dice),
            1 => format!("(* {} {})", self.coefficient(dice), self.var(dice)),
            2 => format!("(+ (* {} {}) {})", self.coefficient(dice), self.var(dice), self.var(dice)),
            _ => format!(
                "(+ (* {} {}) (* {} {}) (* {} {}))",
                self.coefficient(dice),
                self.var(dice),
                self.coefficient(dice),
                self.var(dice),
                self.coefficient(dice),
                self.var(dice)
            ),
        }
    }

    fn comparison(&self, dice: &mut Dice, depth: u32) -> String {
        let relation = *dice.pick(&["<=", "<=", ">=", ">=", "<", ">", "=", "distinct"]);
        let right = if dice.chance(70) { self.constant(dice) } else { self.term(dice, 0) };
        format!("({relation} {} {right})", self.term(dice, depth))
    }

    fn formula(&self, dice: &mut Dice, depth: u32) -> String {
        if depth == 0 || dice.chance(30) {
            return if self.booleans > 0 && dice.chance(35) {
                format!("b{}", dice.below(self.booleans))
            } else {
                self.comparison(dice, depth)
            };
        }
        let depth = depth - 1;
        match dice.below(9) {
            0 => format!("(not {})", self.formula(dice, depth)),
            1 | 2 => format!("(and {} {})", self.formula(dice, depth), self.formula(dice, depth)),
            3 | 4 => format!(
                "(or {} {} {})",
                self.formula(dice, depth),
                self.formula(dice, depth),
                self.formula(dice, depth)
            ),
            5 => format!("(=> {} {})", self.formula(dice, depth), self.formula(dice, depth)),
            6 => format!("(= {} {})", self.formula(dice, depth), self.formula(dice, depth)),
            7 => format!("(xor {} {})", self.formula(dice, depth), self.formula(dice, depth)),
            _ => format!(
                "(ite {} {} {})",
                self.formula(dice, depth),
                self.formula(dice, depth),
                self.formula(dice, depth)
            ),
        }
    }
}

/// The problem of a seed.
pub(crate) fn problem(seed: u64) -> String {
    let mut dice = Dice(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 0x5EED);
    let figures = *dice.pick(&[Figures::Small, Figures::Small, Figures::Fractions, Figures::Money]);
    let kinds = dice.below(3);
    let count = dice.between(1, 6);
    let whole: Vec<bool> =
        (0..count).map(|_| [false, true, dice.chance(50)][usize::try_from(kinds).unwrap()]).collect();
    let shape = Shape { figures, whole, booleans: dice.below(5) };
    let mut out = String::new();
    for (index, whole) in shape.whole.iter().enumerate() {
        writeln!(out, "(declare-const v{index} {})", if *whole { "Int" } else { "Real" }).unwrap();
    }
    for index in 0..shape.booleans {
        writeln!(out, "(declare-const b{index} Bool)").unwrap();
    }
    // Unbounded whole numbers can keep any engine busy for ever; most variables have a domain, as fields do.
    for index in 0..shape.whole.len() {
        if dice.chance(75) {
            let (low, high) = match figures {
                Figures::Money => {
                    (dice.between(-1, 0) * 1_000_000, 10_i64.pow(u32::try_from(dice.between(3, 12)).unwrap()))
                }
                _ => (dice.between(-20, 0), dice.between(1, 40)),
            };
            writeln!(out, "(assert (and (>= v{index} {}) (<= v{index} {high})))", literal(low)).unwrap();
        }
    }
    let deep = u32::try_from(dice.between(0, 3)).unwrap();
    for index in 0..dice.between(1, 11) {
        let formula = shape.formula(&mut dice, deep);
        if dice.chance(75) {
            writeln!(out, "(assert (! {formula} :named a{index}))").unwrap();
        } else {
            writeln!(out, "(assert {formula})").unwrap();
        }
    }
    if dice.chance(30) {
        for _ in 0..dice.between(1, 2) {
            let word = *dice.pick(&["minimize", "maximize"]);
            writeln!(out, "({word} {})", shape.term(&mut dice, 0)).unwrap();
        }
    }
    out
}
