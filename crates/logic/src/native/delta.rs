//! Numbers with an infinitely small part, so that `x < 5` is `x ≤ 5 − δ`.

use kisoku_number::Num;

/// `here + tiny·δ`; compared by `here` first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Delta {
    pub(super) here: Num,
    pub(super) tiny: Num,
}

impl Delta {
    pub(super) const ZERO: Delta = Delta { here: Num::ZERO, tiny: Num::ZERO };

    pub(super) fn new(here: Num, tiny: i128) -> Delta {
        Delta { here, tiny: Num::Int(tiny) }
    }

    pub(super) fn plus_times(&self, by: &Num, other: &Delta) -> Delta {
        let tiny = if other.tiny.is_zero() { self.tiny.clone() } else { self.tiny.add(&by.mul(&other.tiny)) };
        Delta { here: self.here.add(&by.mul(&other.here)), tiny }
    }

    pub(super) fn minus(&self, other: &Delta) -> Delta {
        self.plus_times(&Num::Int(-1), other)
    }

    pub(super) fn over(&self, by: &Num) -> Option<Delta> {
        let tiny = if self.tiny.is_zero() { Num::ZERO } else { self.tiny.div(by)? };
        Some(Delta { here: self.here.div(by)?, tiny })
    }

    pub(super) fn is_zero(&self) -> bool {
        self.here.is_zero() && self.tiny.is_zero()
    }

    pub(super) fn is_whole(&self) -> bool {
        self.tiny.is_zero() && self.here.is_integer()
    }

    /// The greatest whole number at most this.
    pub(super) fn floor(&self) -> Num {
        let floor = self.here.floor();
        if self.tiny.is_negative() && floor == self.here { floor.sub(&Num::Int(1)) } else { floor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_below_a_whole_number_the_floor_is_one_less() {
        let floor = |here, tiny| Delta::new(Num::fraction(here, 2).unwrap(), tiny).floor();
        assert_eq!(floor(10, -1), Num::Int(4));
        assert_eq!(floor(10, 0), Num::Int(5));
        assert_eq!(floor(10, 1), Num::Int(5));
        assert_eq!(floor(11, -1), Num::Int(5));
        assert_eq!(floor(-1, 1), Num::Int(-1));
        assert!(!Delta::new(Num::Int(5), 1).is_whole());
        assert!(Delta::new(Num::Int(5), -1) < Delta::new(Num::Int(5), 0));
        assert!(Delta::new(Num::Int(4), 9) < Delta::new(Num::Int(5), -9));
    }
}
