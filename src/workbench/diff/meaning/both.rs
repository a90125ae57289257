//! Two plans over the same proposals: the spaces in which a difference is looked for.
//!
//! In: two plans, how many proposals, how long their lists. Out: a [`Both`] for each period.

use super::{Ids, Questions};
use crate::check::typed::RuleId;
use crate::diag::{Bilingual, Severity};
use crate::prove::{Asker, Coded, Encoding, Period, Sizes, Space, encode, encode_rules};
use crate::workbench::diff::Side;
use kisoku_logic::{Budget, Label, Native};

/// How much is tried for one question: rules as people write them need a hundredth of it, and a comparison asks many.
const BUDGET: Budget = Budget { conflicts: 10_000, pivots: 10_000, splits: 300 };

/// Both plans over one space.
pub(super) struct Both {
    pub(super) asker: Asker<'static>,
    pub(super) period: Period,
    pub(super) old: Encoding,
    pub(super) new: Encoding,
}

impl Both {
    fn new((old, new): (Side<'_>, Side<'_>), proposals: usize, sizes: Sizes, period: Period) -> Both {
        let mut space = Space::of_plans(&[old.plan, new.plan], proposals, sizes);
        let before = encode(&mut space, old.plan, 0, period);
        let after = encode(&mut space, new.plan, 1, period);
        let mut asker = Asker::new(space, Box::new(Native::new()));
        asker.budget = BUDGET;
        Both { asker, period, old: before, new: after }
    }

    /// What both forms say of a proposal.
    pub(super) fn schema(&self) -> Vec<Label> {
        let mut on = self.asker.space.schema_labels(0);
        on.extend(self.asker.space.schema_labels(1));
        on.sort_unstable();
        on.dedup();
        on
    }
}

/// Both plans over the spaces of so many proposals.
pub(in crate::workbench::diff) struct Spaces {
    pub(super) proposals: usize,
    short: Vec<Both>,
    long: Vec<Both>,
}

impl Spaces {
    /// Those of so many proposals together.
    pub(in crate::workbench::diff) fn of(proposals: usize) -> Spaces {
        Spaces { proposals, short: Vec::new(), long: Vec::new() }
    }
}

impl Questions<'_> {
    /// The spaces of short lists, one a period, made when they are first asked for.
    pub(super) fn short<'s>(&self, spaces: &'s mut Spaces) -> &'s mut Vec<Both> {
        if spaces.short.is_empty() {
            spaces.short = self.over(spaces.proposals, Sizes::SHORT);
        }
        &mut spaces.short
    }

    /// Those of longer lists.
    pub(super) fn long<'s>(&self, spaces: &'s mut Spaces) -> &'s mut Vec<Both> {
        if spaces.long.is_empty() {
            spaces.long = self.over(spaces.proposals, Sizes::LONG);
        }
        &mut spaces.long
    }

    fn over(&self, proposals: usize, sizes: Sizes) -> Vec<Both> {
        self.periods.iter().map(|period| Both::new(self.sides, proposals, sizes, *period)).collect()
    }

    /// The spaces of the longest lists that one pair of rules reads, or of many proposals; these rules alone are asked.
    pub(super) fn far(&self, ids: Ids, proposals: usize) -> Vec<Both> {
        let (old, new) = self.sides;
        let of = |period: &Period| {
            let plans = [old.plan, new.plan];
            let reads = |field| {
                ids.0.is_some_and(|id| old.plan.reads(id, field))
                    || ids.1.is_some_and(|id| new.plan.reads(id, field))
            };
            let mut space = match proposals {
                0 | 1 => Space::of_lists(&plans, proposals, Sizes::FAR, reads),
                _ => Space::of_plans(&plans, proposals, Sizes::SHORT),
            };
            let before = encode_rules(&mut space, old.plan, (0, *period), |id| Some(id) == ids.0);
            let after = encode_rules(&mut space, new.plan, (1, *period), |id| Some(id) == ids.1);
            let mut asker = Asker::new(space, Box::new(Native::new()));
            asker.budget = BUDGET;
            Both { asker, period: *period, old: before, new: after }
        };
        self.periods.iter().map(of).collect()
    }

    /// The longest length up to which a list that the rules read was looked at, where the form allows more.
    pub(super) fn cut(&self, both: &Both, ids: Ids) -> Option<u32> {
        let reads =
            |side: Side<'_>, id: Option<RuleId>, field| id.is_some_and(|id| side.plan.reads(id, field));
        let lists = both.asker.space.cut_lists().iter();
        let read = lists.filter(|list| match list.plan {
            0 => reads(self.sides.0, ids.0, list.field),
            _ => reads(self.sides.1, ids.1, list.field),
        });
        read.map(|list| list.most).max()
    }

    /// The same of all rules that decide a verdict.
    pub(super) fn cut_of_all(&self, both: &Both) -> Option<u32> {
        let of = |side: Side<'_>| {
            let rules = side.plan.pack.rules.iter().zip(0_u32..);
            let deciding = rules.filter(|(rule, _)| rule.severity == Severity::Error && !rule.across);
            deciding.map(|(_, id)| Some(RuleId(id))).collect::<Vec<_>>()
        };
        let old = of(self.sides.0).into_iter().filter_map(|id| self.cut(both, (id, None)));
        let new = of(self.sides.1).into_iter().filter_map(|id| self.cut(both, (None, id)));
        old.chain(new).max()
    }
}

/// Why a rule of a pair cannot be put to the solver.
pub(super) fn left_out(both: &Both, ids: Ids) -> Option<Bilingual> {
    let of =
        |encoding: &Encoding, id: Option<RuleId>| match id.and_then(|id| encoding.rules.get(id.0 as usize)) {
            Some(Coded::LeftOut(left_out)) => Some(left_out.words()),
            Some(Coded::Outcomes(_) | Coded::NotAsked) | None => None,
        };
    of(&both.new, ids.1).or_else(|| of(&both.old, ids.0))
}
