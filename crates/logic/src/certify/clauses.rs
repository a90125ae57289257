//! Clauses and unit propagation, for replaying what a search has learnt.
//!
//! In: clauses that are known to hold, one after the other. Out: whether a further clause follows from them by unit
//! propagation alone. Two literals of each clause are watched. It forgets nothing.

use crate::literal::{Lit, place};

/// What is known to hold.
#[derive(Default)]
pub(crate) struct Clauses {
    clauses: Vec<Vec<Lit>>,
    /// For every literal, the clauses that watch it.
    watches: Vec<Vec<usize>>,
    /// For every variable, what it is known to be.
    values: Vec<Option<bool>>,
    trail: Vec<Lit>,
    head: usize,
    absurd: bool,
}

impl Clauses {
    fn value(&self, lit: Lit) -> Option<bool> {
        self.values.get(place(lit.atom())).copied().flatten().map(|value| value == lit.is_yes())
    }

    fn make_room(&mut self, clause: &[Lit]) {
        let most = clause.iter().map(|lit| place(lit.atom())).max().unwrap_or(0).saturating_add(1);
        if self.values.len() < most {
            self.values.resize(most, None);
            self.watches.resize(most.saturating_mul(2), Vec::new());
        }
    }

    fn assign(&mut self, lit: Lit) {
        if let Some(value) = self.values.get_mut(place(lit.atom())) {
            *value = Some(lit.is_yes());
            self.trail.push(lit);
        }
    }

    /// Takes a clause as known.
    pub(crate) fn add(&mut self, clause: &[Lit]) {
        self.make_room(clause);
        let mut lits = clause.to_vec();
        lits.sort_unstable();
        lits.dedup();
        if self.absurd || lits.iter().any(|lit| self.value(*lit) == Some(true)) {
            return;
        }
        lits.retain(|lit| self.value(*lit).is_none());
        match lits.as_slice() {
            [] => self.absurd = true,
            [only] => {
                self.assign(*only);
                self.absurd = !self.propagate();
            }
            [first, second, ..] => {
                for lit in [*first, *second] {
                    if let Some(watch) = self.watches.get_mut(lit.index()) {
                        watch.push(self.clauses.len());
                    }
                }
                self.clauses.push(lits);
            }
        }
    }

    /// Whether the clause follows: assuming its opposite, unit propagation runs into a contradiction.
    pub(crate) fn imply(&mut self, clause: &[Lit]) -> bool {
        if self.absurd {
            return true;
        }
        self.make_room(clause);
        let mark = self.trail.len();
        let mut clash = false;
        for lit in clause {
            match self.value(*lit) {
                Some(true) => clash = true,
                Some(false) => {}
                None => self.assign(lit.not()),
            }
        }
        clash = clash || !self.propagate();
        for lit in self.trail.split_off(mark) {
            if let Some(value) = self.values.get_mut(place(lit.atom())) {
                *value = None;
            }
        }
        self.head = mark;
        clash
    }

    /// Follows all units; false where a clause has no literal left.
    fn propagate(&mut self) -> bool {
        while let Some(lit) = self.trail.get(self.head).copied() {
            self.head = self.head.saturating_add(1);
            let falsified = lit.not();
            let Some(list) = self.watches.get_mut(falsified.index()) else { return false };
            let mut list = std::mem::take(list);
            let mut clash = false;
            list.retain(|clause| {
                clash || {
                    let kept = self.visit(*clause, falsified);
                    clash = kept.is_none();
                    kept.unwrap_or(true)
                }
            });
            if let Some(place) = self.watches.get_mut(falsified.index()) {
                // A clause never moves its watch to a literal that is false, so nothing was added meanwhile.
                *place = list;
            }
            if clash {
                return false;
            }
        }
        true
    }

    /// Looks at a clause of which a watched literal has become false: whether it goes on watching it; `None` where all
    /// its literals are false.
    fn visit(&mut self, clause: usize, falsified: Lit) -> Option<bool> {
        let values = &self.values;
        let value = |lit: Lit| values.get(place(lit.atom())).copied().flatten().map(|v| v == lit.is_yes());
        let lits = self.clauses.get_mut(clause)?;
        // The watched literals are the first two; the false one goes second.
        if lits.first() == Some(&falsified) {
            lits.swap(0, 1);
        }
        let first = lits.first().copied()?;
        if value(first) == Some(true) {
            return Some(true);
        }
        let next = lits.iter().enumerate().skip(2).find(|(_, lit)| value(**lit) != Some(false));
        if let Some((at, lit)) = next.map(|(at, lit)| (at, *lit)) {
            lits.swap(1, at);
            self.watches.get_mut(lit.index())?.push(clause);
            return Some(false);
        }
        match value(first) {
            Some(false) => None,
            _ => {
                self.assign(first);
                Some(true)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lit(number: i32) -> Lit {
        Lit::new(number.unsigned_abs(), number > 0)
    }

    fn clause(numbers: &[i32]) -> Vec<Lit> {
        numbers.iter().copied().map(lit).collect()
    }

    #[test]
    fn what_follows_by_units_follows() {
        let mut known = Clauses::default();
        for numbers in [&[1, 2][..], &[-2, 3], &[-3, -1, 4], &[-4, 5, 6, 7]] {
            known.add(&clause(numbers));
        }
        assert!(known.imply(&clause(&[1, 3])));
        assert!(!known.imply(&clause(&[1, 4])));
        assert!(!known.imply(&clause(&[1])));
        assert!(!known.imply(&clause(&[])));
        // Asking leaves no trace.
        assert!(known.imply(&clause(&[1, 3])));
        known.add(&clause(&[-2]));
        assert!(known.imply(&clause(&[1])));
        known.add(&clause(&[-1]));
        assert!(known.imply(&clause(&[])));
    }

    /// Truth by trying everything.
    fn follows(known: &[Vec<i32>], asked: &[i32]) -> bool {
        (0..64_u32).all(|bits| {
            let holds = |n: &i32| (bits >> n.unsigned_abs() & 1 == 1) == (*n > 0);
            !known.iter().all(|clause| clause.iter().any(holds)) || asked.iter().any(holds)
        })
    }

    proptest::proptest! {
        #[test]
        fn nothing_follows_that_does_not(
            known in proptest::collection::vec(proptest::collection::vec(-5..=5_i32, 1..4), 0..12),
            asked in proptest::collection::vec(-5..=5_i32, 0..3),
        ) {
            let clean = |list: &Vec<i32>| list.iter().copied().filter(|n| *n != 0).collect::<Vec<i32>>();
            let known: Vec<Vec<i32>> = known.iter().map(clean).filter(|list| !list.is_empty()).collect();
            let asked = clean(&asked);
            let mut clauses = Clauses::default();
            for list in &known {
                clauses.add(&clause(list));
            }
            for _ in 0..2 {
                if clauses.imply(&clause(&asked)) {
                    assert!(follows(&known, &asked));
                }
            }
        }
    }
}
