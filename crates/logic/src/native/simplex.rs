//! The general simplex of Dutertre and de Moura, over exact numbers.
//!
//! In: columns (variables, and sums of them), bounds that come and go. Out: values within all bounds, or the bounds
//! that clash, with the multipliers that show it.
//!
//! A column is either free, or basic: then a row says how it follows from free columns. Free columns are within their
//! bounds at any time; a basic column may be outside until the next check. Taking bounds back needs no other work.

use std::collections::BTreeSet;

use kisoku_number::Num;

use super::Stop;
use super::delta::Delta;
use crate::literal::Lit;

/// A bound and the literal that set it.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) value: Delta,
    pub(super) reason: Lit,
}

/// Which side of a column a bound is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Low,
    High,
}

impl Side {
    pub(super) fn other(self) -> Side {
        match self {
            Side::Low => Side::High,
            Side::High => Side::Low,
        }
    }

    /// The side that a sum meets when this part of it, with this coefficient, meets its own.
    pub(super) fn through(self, by: &Num) -> Side {
        if by.is_negative() { self.other() } else { self }
    }
}

/// A variable or a sum.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) low: Option<Bound>,
    pub(super) high: Option<Bound>,
    pub(super) value: Delta,
    /// Its row, where it is basic.
    pub(super) row: Option<usize>,
    /// The rows that it stands in as a free column.
    pub(super) rows: Vec<usize>,
    /// Whether all its values are whole numbers.
    pub(super) whole: bool,
}

impl Column {
    pub(super) fn bound(&self, side: Side) -> Option<&Bound> {
        match side {
            Side::Low => self.low.as_ref(),
            Side::High => self.high.as_ref(),
        }
    }

    fn bound_mut(&mut self, side: Side) -> &mut Option<Bound> {
        match side {
            Side::Low => &mut self.low,
            Side::High => &mut self.high,
        }
    }

    /// Whether the value lies beyond what this side allows.
    fn is_beyond(&self, side: Side, value: &Delta) -> bool {
        match (side, self.bound(side)) {
            (_, None) => false,
            (Side::Low, Some(bound)) => *value < bound.value,
            (Side::High, Some(bound)) => *value > bound.value,
        }
    }

    /// Whether the value may still go toward this side.
    pub(super) fn has_room(&self, side: Side) -> bool {
        self.bound(side).is_none_or(|bound| bound.value != self.value)
    }

    pub(super) fn allows(&self, value: &Delta) -> bool {
        !self.is_beyond(Side::Low, value) && !self.is_beyond(Side::High, value)
    }

    /// Whether both bounds are the same number.
    pub(super) fn is_fixed(&self) -> bool {
        matches!((&self.low, &self.high), (Some(low), Some(high)) if low.value == high.value)
    }
}

/// How a basic column follows from free ones.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) column: usize,
    /// Free columns in order, with their coefficients.
    pub(super) terms: Vec<(usize, Num)>,
}

/// Bounds that clash: the literals that set them, and multipliers under which their sum is absurd.
pub(super) type Clash = Vec<(Lit, Num)>;

#[derive(Debug)]
struct Undo {
    column: usize,
    side: Side,
    bound: Option<Bound>,
}

/// Columns, rows, bounds.
#[derive(Debug, Default)]
pub(super) struct Simplex {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// Basic columns that may lie outside their bounds.
    suspects: BTreeSet<usize>,
    undo: Vec<Undo>,
    /// How many pivots were made, and may be made.
    pub(super) pivots: u64,
    pub(super) most_pivots: u64,
}

const LOST: Stop = Stop::Broken("the simplex lost a column or row");

/// After so many pivots in one check, entering columns are chosen by Bland's rule alone, which cannot go in circles.
const PATIENCE: u64 = 200;

impl Simplex {
    pub(super) fn column(&self, column: usize) -> Result<&Column, Stop> {
        self.columns.get(column).ok_or(LOST)
    }

    fn column_mut(&mut self, column: usize) -> Result<&mut Column, Stop> {
        self.columns.get_mut(column).ok_or(LOST)
    }

    pub(super) fn row(&self, row: usize) -> Result<&Row, Stop> {
        self.rows.get(row).ok_or(LOST)
    }

    /// A new variable.
    pub(super) fn add_variable(&mut self, whole: bool) -> usize {
        self.columns.push(Column {
            low: None,
            high: None,
            value: Delta::ZERO,
            row: None,
            rows: Vec::new(),
            whole,
        });
        self.columns.len().saturating_sub(1)
    }

    /// A new column for a sum of columns.
    pub(super) fn add_sum(&mut self, parts: &[(usize, Num)], whole: bool) -> Result<usize, Stop> {
        let mut terms: Vec<(usize, Num)> = Vec::new();
        for (column, by) in parts {
            match self.column(*column)?.row {
                None => terms = merged(&terms, by, &[(*column, Num::Int(1))]),
                Some(row) => terms = merged(&terms, by, &self.row(row)?.terms),
            }
        }
        let sum = self.add_variable(whole);
        let row = self.rows.len();
        let mut value = Delta::ZERO;
        for (column, by) in &terms {
            let part = self.column_mut(*column)?;
            part.rows.push(row);
            value = value.plus_times(by, &part.value);
        }
        let column = self.column_mut(sum)?;
        column.value = value;
        column.row = Some(row);
        self.rows.push(Row { column: sum, terms });
        Ok(sum)
    }

    // ---- bounds ----

    pub(super) fn mark(&self) -> usize {
        self.undo.len()
    }

    /// Takes back all bounds that were set since the mark.
    pub(super) fn back_to(&mut self, mark: usize) {
        while self.undo.len() > mark {
            let Some(undo) = self.undo.pop() else { return };
            if let Some(column) = self.columns.get_mut(undo.column) {
                *column.bound_mut(undo.side) = undo.bound;
            }
        }
    }

    /// Sets a bound, unless a tighter one stands; a clash if it is beyond the other side.
    pub(super) fn set_bound(
        &mut self,
        at: usize,
        side: Side,
        value: Delta,
        reason: Lit,
    ) -> Result<Option<Clash>, Stop> {
        let column = self.column_mut(at)?;
        let tighter = match (side, column.bound(side)) {
            (_, None) => true,
            (Side::Low, Some(bound)) => value > bound.value,
            (Side::High, Some(bound)) => value < bound.value,
        };
        if !tighter {
            return Ok(None);
        }
        if column.is_beyond(side.other(), &value)
            && let Some(other) = column.bound(side.other())
        {
            return Ok(Some(vec![(reason, Num::Int(1)), (other.reason, Num::Int(1))]));
        }
        let before = column.bound_mut(side).replace(Bound { value: value.clone(), reason });
        let (basic, outside) = (column.row.is_some(), column.is_beyond(side, &column.value));
        self.undo.push(Undo { column: at, side, bound: before });
        if basic {
            self.suspects.insert(at);
        } else if outside {
            self.set_value(at, value)?;
        }
        Ok(None)
    }

    /// Gives a free column a value, and basic columns what follows.
    pub(super) fn set_value(&mut self, at: usize, value: Delta) -> Result<(), Stop> {
        let column = self.column_mut(at)?;
        let change = value.minus(&column.value);
        column.value = value;
        if change.is_zero() {
            return Ok(());
        }
        let rows = std::mem::take(&mut column.rows);
        for row in &rows {
            let (basic, by) = {
                let row = self.row(*row)?;
                (row.column, coefficient(&row.terms, at).ok_or(LOST)?.clone())
            };
            let basic_column = self.column_mut(basic)?;
            basic_column.value = basic_column.value.plus_times(&by, &change);
            self.suspects.insert(basic);
        }
        self.column_mut(at)?.rows = rows;
        Ok(())
    }

    // ---- feasibility ----

    /// Moves values until all are within their bounds, or says which bounds clash.
    pub(super) fn check(&mut self) -> Result<Option<Clash>, Stop> {
        let start = self.pivots;
        loop {
            let Some(at) = self.suspects.first().copied() else { return Ok(None) };
            let column = self.column(at)?;
            let side = if column.is_beyond(Side::Low, &column.value) {
                Side::Low
            } else if column.is_beyond(Side::High, &column.value) {
                Side::High
            } else {
                self.suspects.remove(&at);
                continue;
            };
            // A free column is never outside.
            let Some(row) = column.row else { return Err(LOST) };
            let target = column.bound(side).map(|bound| bound.value.clone()).ok_or(LOST)?;
            if self.pivots >= self.most_pivots {
                return Err(Stop::Pivots);
            }
            let in_order = self.pivots.saturating_sub(start) > PATIENCE;
            match self.entering(row, side, in_order)? {
                Some(entering) => self.pivot_to(row, entering, &target)?,
                None => return self.clash(row, side).map(Some),
            }
        }
    }

    /// A free column that can move the row's basic column back inside, from beyond this side.
    fn entering(&self, row: usize, side: Side, in_order: bool) -> Result<Option<usize>, Stop> {
        let mut best: Option<(usize, usize)> = None;
        for (at, by) in &self.row(row)?.terms {
            let column = self.column(*at)?;
            if !column.has_room(side.other().through(by)) {
                continue;
            }
            if in_order {
                return Ok(Some(*at));
            }
            let weight = column.rows.len();
            if best.is_none_or(|(least, _)| weight < least) {
                best = Some((weight, *at));
            }
        }
        Ok(best.map(|(_, at)| at))
    }

    /// Why the row's basic column cannot come back inside: its own bound, and one of each free column.
    fn clash(&self, row: usize, side: Side) -> Result<Clash, Stop> {
        let row = self.row(row)?;
        let own = self.column(row.column)?.bound(side).ok_or(LOST)?;
        let mut clash = vec![(own.reason, Num::Int(1))];
        for (at, by) in &row.terms {
            let bound = self.column(*at)?.bound(side.other().through(by)).ok_or(LOST)?;
            clash.push((bound.reason, by.abs()));
        }
        Ok(clash)
    }

    /// Makes the row's basic column free, at the target value, and the entering column basic.
    pub(super) fn pivot_to(&mut self, row: usize, entering: usize, target: &Delta) -> Result<(), Stop> {
        let (leaving, by) = {
            let row = self.row(row)?;
            (row.column, coefficient(&row.terms, entering).ok_or(LOST)?.clone())
        };
        let change = target.minus(&self.column(leaving)?.value).over(&by).ok_or(LOST)?;
        let moved = self.column(entering)?.value.plus_times(&Num::Int(1), &change);
        self.set_value(entering, moved)?;
        self.pivot(row, entering)?;
        self.suspects.remove(&leaving);
        self.suspects.insert(entering);
        Ok(())
    }

    /// Swaps the row's basic column with a free one; no value changes.
    pub(super) fn pivot(&mut self, at: usize, entering: usize) -> Result<(), Stop> {
        self.pivots = self.pivots.saturating_add(1);
        let row = self.rows.get_mut(at).ok_or(LOST)?;
        let leaving = row.column;
        let by = coefficient(&row.terms, entering).ok_or(LOST)?.clone();
        let over = by.neg();
        let mut terms: Vec<(usize, Num)> = Vec::with_capacity(row.terms.len());
        let mut placed = false;
        let own = Num::Int(1).div(&by).ok_or(LOST)?;
        for (column, coefficient) in &row.terms {
            if !placed && *column > leaving {
                terms.push((leaving, own.clone()));
                placed = true;
            }
            if *column != entering {
                terms.push((*column, coefficient.div(&over).ok_or(LOST)?));
            }
        }
        if !placed {
            terms.push((leaving, own));
        }
        row.column = entering;
        row.terms.clone_from(&terms);
        let others = std::mem::take(&mut self.column_mut(entering)?.rows);
        self.column_mut(entering)?.row = Some(at);
        let column = self.column_mut(leaving)?;
        column.row = None;
        column.rows = vec![at];
        for other in others {
            if other != at {
                self.replace(other, entering, &terms)?;
            }
        }
        Ok(())
    }

    /// In a row, puts what a column is equal to in its place.
    fn replace(&mut self, at: usize, column: usize, terms: &[(usize, Num)]) -> Result<(), Stop> {
        let row = self.rows.get_mut(at).ok_or(LOST)?;
        let mut before = std::mem::take(&mut row.terms);
        let place = before.binary_search_by_key(&column, |(at, _)| *at).map_err(|_| LOST)?;
        let (_, by) = before.remove(place);
        let after = merged(&before, &by, terms);
        // Which of the added columns are new in this row, and which have gone.
        for (added, _) in terms {
            let was = coefficient(&before, *added).is_some();
            let is = coefficient(&after, *added).is_some();
            let rows = &mut self.columns.get_mut(*added).ok_or(LOST)?.rows;
            match (was, is) {
                (false, true) => rows.push(at),
                (true, false) => rows.retain(|row| *row != at),
                _ => {}
            }
        }
        self.rows.get_mut(at).ok_or(LOST)?.terms = after;
        Ok(())
    }
}

/// The coefficient of a column in a row.
pub(super) fn coefficient(terms: &[(usize, Num)], column: usize) -> Option<&Num> {
    let place = terms.binary_search_by_key(&column, |(at, _)| *at).ok()?;
    terms.get(place).map(|(_, by)| by)
}

/// `left + by · right`, both in order of columns.
fn merged(left: &[(usize, Num)], by: &Num, right: &[(usize, Num)]) -> Vec<(usize, Num)> {
    let mut sum = Vec::with_capacity(left.len().saturating_add(right.len()));
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    loop {
        match (left.peek(), right.peek()) {
            (None, None) => return sum,
            (Some((a, x)), Some((b, y))) if a == b => {
                let total = x.add(&by.mul(y));
                if !total.is_zero() {
                    sum.push((*a, total));
                }
                left.next();
                right.next();
            }
            (Some((a, x)), other) if other.is_none_or(|(b, _)| a < b) => {
                sum.push((*a, x.clone()));
                left.next();
            }
            (_, Some((b, y))) => {
                sum.push((*b, by.mul(y)));
                right.next();
            }
            (Some(_), None) => return sum,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simplex() -> Simplex {
        Simplex { most_pivots: 1000, ..Simplex::default() }
    }

    fn lit(number: u32) -> Lit {
        Lit::new(number, true)
    }

    fn at(number: i128) -> Delta {
        Delta::new(Num::Int(number), 0)
    }

    /// Each basic column is the sum that its row says, each free one within its bounds, and the lists of rows agree.
    fn is_sound(simplex: &Simplex) {
        for (place, row) in simplex.rows.iter().enumerate() {
            let mut value = Delta::ZERO;
            for (column, by) in &row.terms {
                assert!(simplex.columns[*column].row.is_none());
                assert!(simplex.columns[*column].rows.contains(&place));
                value = value.plus_times(by, &simplex.columns[*column].value);
            }
            assert_eq!(simplex.columns[row.column].row, Some(place));
            assert_eq!(simplex.columns[row.column].value, value);
        }
        for (place, column) in simplex.columns.iter().enumerate() {
            if column.row.is_none() {
                assert!(column.allows(&column.value));
                for row in &column.rows {
                    assert!(coefficient(&simplex.rows[*row].terms, place).is_some());
                }
            }
        }
    }

    #[test]
    fn a_sum_of_two_above_both() {
        let mut s = simplex();
        let (x, y) = (s.add_variable(false), s.add_variable(false));
        let sum = s.add_sum(&[(x, Num::Int(1)), (y, Num::Int(1))], false).unwrap();
        assert!(s.set_bound(x, Side::High, at(2), lit(0)).unwrap().is_none());
        assert!(s.set_bound(y, Side::High, at(3), lit(1)).unwrap().is_none());
        let mark = s.mark();
        assert!(s.set_bound(sum, Side::Low, at(5), lit(2)).unwrap().is_none());
        assert!(s.check().unwrap().is_none());
        is_sound(&s);
        assert!(s.set_bound(sum, Side::Low, Delta::new(Num::Int(5), 1), lit(3)).unwrap().is_none());
        let clash = s.check().unwrap().unwrap();
        let mut reasons: Vec<Lit> = clash.iter().map(|(reason, _)| *reason).collect();
        reasons.sort();
        assert_eq!(reasons, [lit(0), lit(1), lit(3)]);
        s.back_to(mark);
        assert!(s.check().unwrap().is_none());
        is_sound(&s);
    }

    #[test]
    fn bounds_of_one_column_clash_at_once() {
        let mut s = simplex();
        let x = s.add_variable(false);
        assert!(s.set_bound(x, Side::Low, Delta::new(Num::Int(5), 1), lit(0)).unwrap().is_none());
        let clash = s.set_bound(x, Side::High, at(5), lit(1)).unwrap().unwrap();
        assert_eq!(clash, [(lit(1), Num::Int(1)), (lit(0), Num::Int(1))]);
    }

    proptest::proptest! {
        #[test]
        fn books_stay_sound(
            sums in proptest::collection::vec(proptest::collection::vec(-3..=3_i128, 3), 1..5),
            bounds in proptest::collection::vec((0..8_usize, proptest::bool::ANY, -9..9_i128), 0..14),
        ) {
            let mut s = simplex();
            for _ in 0..3 {
                s.add_variable(false);
            }
            for sum in &sums {
                let parts: Vec<(usize, Num)> = sum.iter().enumerate()
                    .filter(|(_, by)| **by != 0).map(|(at, by)| (at, Num::Int(*by))).collect();
                if !parts.is_empty() {
                    s.add_sum(&parts, false).unwrap();
                }
            }
            for (number, (column, low, value)) in bounds.into_iter().enumerate() {
                let column = column % s.columns.len();
                let side = if low { Side::Low } else { Side::High };
                let mark = s.mark();
                let reason = lit(u32::try_from(number).unwrap());
                if s.set_bound(column, side, at(value), reason).unwrap().is_some() || s.check().unwrap().is_some() {
                    s.back_to(mark);
                    assert!(s.check().unwrap().is_none(), "what was feasible stays so");
                }
                is_sound(&s);
                assert!(s.columns.iter().all(|column| column.allows(&column.value)));
            }
        }
    }
}
