//! Days and fiscal years.

use jiff::civil;
use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub civil::Date);

/// A Japanese fiscal year: 1 April of that year to 31 March of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(pub i32);

impl Date {
    /// The day; `None` where there is no such day.
    pub fn new(year: i32, month: i32, day: i32) -> Option<Date> {
        civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()
            .map(Date)
    }

    /// The fiscal year in which the day lies.
    pub fn fiscal_year(self) -> FiscalYear {
        let year = i32::from(self.0.year());
        FiscalYear(if self.0.month() >= 4 { year } else { year.saturating_sub(1) })
    }

    /// The day before; `None` on the first day that there is.
    pub fn day_before(self) -> Option<Date> {
        self.0.yesterday().ok().map(Date)
    }
}

impl FiscalYear {
    /// Its first day, 1 April.
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.0, 4, 1)
    }
}

impl fmt::Display for Date {
    /// ISO 8601: `2007-10-10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for FiscalYear {
    /// `FY2007`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FY{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_turns_on_the_first_of_april() {
        let year = |y, m, d| Date::new(y, m, d).unwrap().fiscal_year();
        assert_eq!(year(2008, 3, 31), FiscalYear(2007));
        assert_eq!(year(2008, 4, 1), FiscalYear(2008));
        assert_eq!(Date::new(2007, 2, 29), None);
        assert_eq!(FiscalYear(2007).first_day().unwrap().to_string(), "2007-04-01");
    }
}
