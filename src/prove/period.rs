//! Periods: time cut where a figure, a rule or the program itself comes into or goes out of force.
//!
//! In: plans and, where one was given, the day as of which is asked. Out: pieces of time, in order, in each of which
//! every figure has one value and every rule is in force or not.

use crate::check::typed::Validity;
use crate::plan::Plan;
use crate::value::{Date, FiscalYear};
use std::collections::BTreeSet;

/// A piece of time in which nothing changes; both ends are in, an absent one is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// Whether the day was given from outside, so that the proposal's own date has no say.
    pub given: bool,
}

impl Period {
    /// A day in it, where it has an end.
    pub fn day(&self) -> Option<Date> {
        self.from.or(self.to)
    }

    /// The first and the last fiscal year whose first day lies in it.
    pub fn years(&self) -> (Option<FiscalYear>, Option<FiscalYear>) {
        let first = self.from.map(|from| {
            let year = from.fiscal_year();
            if year.first_day() == Some(from) { year } else { FiscalYear(year.0.saturating_add(1)) }
        });
        (first, self.to.map(Date::fiscal_year))
    }

    /// Whether a fiscal year begins in it.
    pub fn has_year(&self) -> bool {
        match self.years() {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        }
    }
}

/// The periods of some plans, those before and after the programs themselves left out.
pub fn periods(plans: &[&Plan], as_of: Option<Date>) -> Vec<Period> {
    if let Some(day) = as_of {
        return vec![Period { from: Some(day), to: Some(day), given: true }];
    }
    let mut starts: BTreeSet<Date> = BTreeSet::new();
    let mut cut = |valid: &Validity| {
        starts.insert(valid.from);
        starts.extend(valid.to.and_then(|to| to.0.tomorrow().ok().map(Date)));
    };
    for plan in plans {
        let pack = &plan.pack;
        pack.program.valid.iter().for_each(&mut cut);
        pack.rules.iter().filter_map(|rule| rule.valid.as_ref()).for_each(&mut cut);
        let values = pack.lets.iter().flat_map(|figure| &figure.values);
        values.filter_map(|value| value.valid.as_ref()).for_each(&mut cut);
    }
    let first = starts.first().copied();
    let mut out = vec![Period { from: None, to: first.and_then(Date::day_before), given: false }];
    let starts: Vec<Date> = starts.into_iter().collect();
    for (at, from) in starts.iter().enumerate() {
        let to = starts.get(at.saturating_add(1)).and_then(|next| next.day_before());
        out.push(Period { from: Some(*from), to, given: false });
    }
    out.retain(|period| {
        let inside = |plan: &&&Plan| match (plan.pack.program.valid, period.day()) {
            (Some(valid), Some(day)) => valid.holds_on(day),
            _ => true,
        };
        let dated_by_year = plans.iter().any(|plan| is_dated_by_year(plan));
        plans.iter().any(|plan| inside(&plan)) && (!dated_by_year || period.has_year())
    });
    out
}

fn is_dated_by_year(plan: &Plan) -> bool {
    use crate::data::FieldType;
    use crate::value::Scalar;
    let program = &plan.pack.program;
    let field = program.as_of.and_then(|field| {
        plan.pack.schema.record(program.root).and_then(|record| record.fields.get(field as usize))
    });
    field.is_some_and(|field| field.ty == FieldType::Scalar(Scalar::FiscalYear))
}
