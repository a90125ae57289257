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

/// What a column meets on its way: a bound of its own, or of the basic column of a row.
struct Obstacle {
    /// How far the way is.
    far: Delta,
    /// The bound.
    at: Delta,
    row: Option<usize>,
    column: usize,
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
        let column = self.column(entering)?;
        let mut stop = column.bound(side).map(|bound| Obstacle {
            far: Delta::ZERO.plus_times(&sign, &bound.value.minus(&column.value)),
            at: bound.value.clone(),
            row: None,
            column: entering,
        });
        for at in &column.rows {
            let row = self.row(*at)?;
            let by = coefficient(&row.terms, entering).ok_or(LOST)?.mul(&sign);
            let basic = self.column(row.column)?;
            let Some(bound) = basic.bound(Side::High.through(&by)) else { continue };
            let far = bound.value.minus(&basic.value).over(&by).ok_or(LOST)?;
            let nearer = stop.as_ref().is_none_or(|known| match far.cmp(&known.far) {
                std::cmp::Ordering::Less => true,
                std::cmp::Ordering::Equal => known.row.is_some() && row.column < known.column,
                std::cmp::Ordering::Greater => false,
            });
            if nearer {
                stop = Some(Obstacle { far, at: bound.value.clone(), row: Some(*at), column: row.column });
            }
        }
        match stop {
            None => return self.direction(entering, &sign).map(Some),
            Some(Obstacle { row: Some(row), at, .. }) => self.pivot_to(row, entering, &at)?,
            Some(Obstacle { row: None, at, .. }) => {
                self.pivots = self.pivots.saturating_add(1);
                self.set_value(entering, at)?;
            }
        }
        Ok(None)
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
