//! What whole numbers need beyond the simplex: moving to whole values, a test by divisors, and where to split.
//!
//! In: a simplex within its bounds. Out: whole values, or a clash, or a column to split.

use kisoku_number::Num;

use super::Stop;
use super::delta::Delta;
use super::simplex::{Row, Side, Simplex, coefficient};
use crate::certify::inequality::Step;
use crate::linear::common_measure;
use crate::literal::Lit;

/// A clash that needs rounding: the literals that set the bounds, and a derivation from what they say.
pub(super) struct Indivisible {
    pub(super) reasons: Vec<Lit>,
    pub(super) steps: Vec<Step>,
}

/// How far a free column is moved, at most, to make a basic one whole.
const REACH: i128 = 64;

const LOST: Stop = Stop::Broken("a whole column was lost");

impl Simplex {
    /// The column of a variable that should be whole and is not, and where to split it: the one with the least room.
    pub(super) fn fraction(&self, variables: &[usize]) -> Result<Option<(usize, Num)>, Stop> {
        let mut best: Option<(Option<Num>, usize, Num)> = None;
        for at in variables {
            let column = self.column(*at)?;
            if !column.whole || column.value.is_whole() {
                continue;
            }
            let room = match (&column.low, &column.high) {
                (Some(low), Some(high)) => Some(high.value.here.sub(&low.value.here)),
                _ => None,
            };
            let better = best.as_ref().is_none_or(|(known, _, _)| match (&room, known) {
                (Some(room), Some(known)) => room < known,
                (Some(_), None) => true,
                (None, _) => false,
            });
            if better {
                best = Some((room, *at, column.value.floor()));
            }
        }
        Ok(best.map(|(_, at, floor)| (at, floor)))
    }

    /// Tries to make basic whole columns whole by moving free whole columns a little, within all bounds.
    pub(super) fn patch(&mut self) -> Result<(), Stop> {
        for at in 0..self.rows.len() {
            let row = self.row(at)?;
            let column = self.column(row.column)?;
            if !column.whole || column.value.is_whole() || !column.value.tiny.is_zero() {
                continue;
            }
            let candidates: Vec<(usize, Num)> = row.terms.clone();
            for (free, by) in candidates {
                if let Some(value) = self.patched(at, free, &by)? {
                    self.set_value(free, value)?;
                    break;
                }
            }
        }
        Ok(())
    }

    /// A value of a free column under which the row's basic column is whole, no bound is broken, and no other basic
    /// column ceases to be whole.
    fn patched(&self, row: usize, free: usize, by: &Num) -> Result<Option<Delta>, Stop> {
        let column = self.column(free)?;
        if !column.whole || by.is_integer() || column.is_fixed() {
            return Ok(None);
        }
        let basic = self.column(self.row(row)?.column)?;
        for far in 1..=REACH {
            for step in [Num::Int(far), Num::Int(far.saturating_neg())] {
                if !basic.value.here.add(&by.mul(&step)).is_integer() {
                    continue;
                }
                let change = Delta::new(step, 0);
                let moved = column.value.plus_times(&Num::Int(1), &change);
                if column.allows(&moved) && self.is_harmless(free, &change)? {
                    return Ok(Some(moved));
                }
            }
        }
        Ok(None)
    }

    fn is_harmless(&self, free: usize, change: &Delta) -> Result<bool, Stop> {
        for row in &self.column(free)?.rows {
            let row = self.row(*row)?;
            let by = coefficient(&row.terms, free).ok_or(LOST)?;
            let column = self.column(row.column)?;
            let moved = column.value.plus_times(by, change);
            let breaks = column.whole && column.value.is_whole() && !moved.is_whole();
            if breaks || !column.allows(&moved) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A row of whole columns where what is fixed is no multiple of what all the rest is a multiple of.
    pub(super) fn indivisible(&self) -> Result<Option<Indivisible>, Stop> {
        for row in &self.rows {
            if let Some(found) = self.indivisible_row(row)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn indivisible_row(&self, row: &Row) -> Result<Option<Indivisible>, Stop> {
        // The row as a sum that is zero: its basic column, less what it is equal to.
        let mut parts = vec![(row.column, Num::Int(-1))];
        parts.extend(row.terms.iter().cloned());
        let (mut measure, mut fixed) = (Num::ZERO, Num::ZERO);
        let mut held = Vec::new();
        for (at, by) in &parts {
            let column = self.column(*at)?;
            if !column.whole {
                return Ok(None);
            }
            match (&column.low, &column.high) {
                (Some(low), Some(high)) if low.value == high.value => {
                    fixed = fixed.add(&by.mul(&low.value.here));
                    held.push((low.reason, high.reason, by.clone()));
                }
                _ => measure = common_measure(&measure, by),
            }
        }
        match fixed.div(&measure) {
            Some(times) if !times.is_integer() => {}
            _ => return Ok(None),
        }
        // The fixed part from above, and from below, each rounded; then both together.
        let (mut reasons, mut above, mut below) = (Vec::new(), Step::new(), Step::new());
        for (low, high, by) in held {
            let at = reasons.len();
            reasons.extend([low, high]);
            let (up, down) = (Side::High.through(&by) == Side::High, by.abs());
            let (first, second) = if up { (at.saturating_add(1), at) } else { (at, at.saturating_add(1)) };
            above.push((first, down.clone()));
            below.push((second, down));
        }
        let (first, second) = (reasons.len(), reasons.len().saturating_add(1));
        let both = vec![(first, Num::Int(1)), (second, Num::Int(1))];
        Ok(Some(Indivisible { reasons, steps: vec![above, below, both] }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns a, b and a sum of halves of them, each whole or not, with some values held.
    fn held(whole: [bool; 3], halves: [i128; 2], values: [Option<i128>; 3]) -> Simplex {
        let mut s = Simplex::default();
        s.most_pivots = 100;
        let (a, b) = (s.add_variable(whole[0]), s.add_variable(whole[1]));
        let [by_a, by_b] = halves.map(|halves| Num::fraction(halves, 2).unwrap());
        let sum = s.add_sum(&[(a, by_a), (b, by_b)], whole[2]).unwrap();
        for (number, (column, value)) in (0..).zip([a, b, sum].into_iter().zip(values)) {
            let Some(value) = value else { continue };
            let value = Delta::new(Num::Int(value), 0);
            for side in [Side::Low, Side::High] {
                let reason = Lit::new(number * 2 + u32::from(side == Side::High), true);
                assert!(s.set_bound(column, side, value.clone(), reason).unwrap().is_none());
            }
        }
        assert!(s.check().unwrap().is_none());
        s
    }

    #[test]
    fn what_is_held_must_be_a_multiple_of_what_the_rest_is() {
        let clashes = |whole, halves, values| held(whole, halves, values).indivisible().unwrap().is_some();
        let all = [true; 3];
        assert!(clashes(all, [6, 12], [None, None, Some(4)]));
        assert!(!clashes(all, [6, 12], [None, None, Some(9)]));
        assert!(clashes(all, [4, 8], [Some(1), None, Some(4)]));
        assert!(!clashes(all, [4, 8], [Some(1), None, Some(2)]));
        assert!(!clashes(all, [4, 8], [Some(1), None, Some(-2)]));
        // Where a column may be a fraction, nothing follows.
        assert!(!clashes([true, false, false], [6, 12], [None, None, Some(4)]));
        assert!(!clashes([true, true, false], [6, 12], [Some(1), None, None]));
        assert!(!clashes([false, true, false], [6, 12], [None, Some(1), Some(4)]));
        assert!(!clashes([true, true, false], [1, 2], [Some(1), None, None]));
        assert!(clashes(all, [1, 2], [Some(1), None, None]));
    }

    #[test]
    fn a_derivation_names_each_side_once() {
        let found = held([true; 3], [6, 12], [None, None, Some(4)]).indivisible().unwrap().unwrap();
        assert_eq!(found.reasons, [Lit::new(4, true), Lit::new(5, true)]);
        assert_eq!(found.steps.len(), 3);
    }
}
