//! The least value of a column, with all other columns within their bounds.
//!
//! In: a simplex of which every column is within its bounds. Out: it stands at the least value; or a direction in
//! which the column falls for ever.

use kisoku_number::Num;

use super::Stop;
use super::delta::Delta;
use super::simplex::{Side, Simplex, coefficient};

/// Where a descent ends.
pub(super) enum Descent {
    /// At the least value; the columns have values that reach it.
    Bottom,
    /// Nowhere: by how much each column moves with each step down.
    Endless(Vec<Num>),
}

const LOST: Stop = Stop::Broken("a descent lost a column");

impl Simplex {
    /// Moves the column as far down as its bounds and those of all others let it.
    ///
    /// Of all columns that could help, the first in order is moved, and of all that could stop it, the first: so it
    /// cannot go in circles.
    pub(super) fn descend(&mut self, goal: usize) -> Result<Descent, Stop> {
        loop {
            if self.pivots >= self.most_pivots {
                return Err(Stop::Pivots);
            }
            let Some(row) = self.column(goal)?.row else {
                // Free: it is moved itself, or made basic where others depend on it.
                let Some(row) = self.column(goal)?.rows.first().copied() else {
                    return self.move_alone(goal);
                };
                if !self.column(goal)?.has_room(Side::Low) {
                    return Ok(Descent::Bottom);
                }
                self.pivot(row, goal)?;
                continue;
            };
            if !self.column(goal)?.has_room(Side::Low) {
                return Ok(Descent::Bottom);
            }
            let mut helpful = None;
            for (at, by) in &self.row(row)?.terms {
                let side = Side::Low.through(by);
                if self.column(*at)?.has_room(side) {
                    helpful = Some((*at, side));
                    break;
                }
            }
            let Some((entering, side)) = helpful else { return Ok(Descent::Bottom) };
            if let Some(endless) = self.push(entering, side)? {
                return Ok(Descent::Endless(endless));
            }
        }
    }

    fn move_alone(&mut self, goal: usize) -> Result<Descent, Stop> {
        if let Some(low) = self.column(goal)?.low.clone() {
            self.set_value(goal, low.value)?;
            return Ok(Descent::Bottom);
        }
        let mut direction = vec![Num::ZERO; self.columns.len()];
        if let Some(step) = direction.get_mut(goal) {
            *step = Num::Int(-1);
        }
        Ok(Descent::Endless(direction))
    }

    /// Moves a free column toward a side until it or a basic column meets a bound; the direction if none does.
    fn push(&mut self, entering: usize, side: Side) -> Result<Option<Vec<Num>>, Stop> {
        let sign = Num::Int(if side == Side::High { 1 } else { -1 });
        let start = self.column(entering)?.value.clone();
        let own = self.column(entering)?.bound(side).map(|bound| bound.value.clone());
        // How far it goes, and which row stops it there; no row where its own bound does.
        let mut stop: Option<(Delta, Option<(usize, usize, Delta)>)> =
            own.as_ref().map(|bound| (distance(bound, &start, &sign), None));
        for row in self.column(entering)?.rows.clone() {
            let (basic, by) = {
                let row = self.row(row)?;
                (row.column, coefficient(&row.terms, entering).ok_or(LOST)?.mul(&sign))
            };
            let column = self.column(basic)?;
            let Some(bound) = column.bound(Side::High.through(&by)) else { continue };
            let far = bound.value.minus(&column.value).over(&by).ok_or(LOST)?;
            let nearer = stop.as_ref().is_none_or(|(least, by_row)| match far.cmp(least) {
                std::cmp::Ordering::Less => true,
                std::cmp::Ordering::Equal => by_row.as_ref().is_some_and(|(_, known, _)| basic < *known),
                std::cmp::Ordering::Greater => false,
            });
            if nearer {
                stop = Some((far, Some((row, basic, bound.value.clone()))));
            }
        }
        match (stop, own) {
            (Some((_, Some((row, _, target)))), _) => self.pivot_to(row, entering, &target).map(|()| None),
            (Some((_, None)), Some(bound)) => {
                self.pivots = self.pivots.saturating_add(1);
                self.set_value(entering, bound).map(|()| None)
            }
            _ => self.direction(entering, &sign).map(Some),
        }
    }

    /// How all columns move when a free one does, all other free ones standing still.
    fn direction(&self, entering: usize, step: &Num) -> Result<Vec<Num>, Stop> {
        let mut direction = vec![Num::ZERO; self.columns.len()];
        *direction.get_mut(entering).ok_or(LOST)? = step.clone();
        for row in &self.column(entering)?.rows {
            let row = self.row(*row)?;
            let by = coefficient(&row.terms, entering).ok_or(LOST)?;
            *direction.get_mut(row.column).ok_or(LOST)? = by.mul(step);
        }
        Ok(direction)
    }
}

/// How far it is from one value to another in a direction of one step.
fn distance(to: &Delta, from: &Delta, sign: &Num) -> Delta {
    Delta::ZERO.plus_times(sign, &to.minus(from))
}
