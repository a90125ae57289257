//! What the change of a rule means for those who must meet it: the solver is asked for a proposal that came through before
//! and does not now, and for one the other way round.
//!
//! In: two plans and their rules in pairs. Out: a [`Meaning`] for each pair, and proposals that show it. `both` makes the
//! spaces of proposals, `search` looks for an example in them, and whatever it finds is judged once more by both plans, in
//! the way that `kisoku check` judges (`confirm`); what they do not confirm is not told. What is not found is looked for
//! again among longer lists before it is said that there is none.

mod both;
mod confirm;
mod search;

pub(super) use both::Spaces;

use super::Side;
use super::covers::{Covers, limits};
use crate::check::typed::RuleId;
use crate::diag::Bilingual;
use crate::prove::{MOST_PROPOSALS, Period, periods};
use crate::report::{FileVerdict, FindingOutcome};
use both::left_out;

/// What the change of a rule means for those who must meet it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It asks for the same.
    Same,
    /// It asks for more, and for nothing less.
    Stricter,
    /// It asks for less, and for nothing more.
    Looser,
    /// It asks for more of some and for less of others.
    Different,
    /// It is a rule of one side alone: what it asked for is asked no more, or is asked anew.
    OneSide,
    /// No difference was found as far as was looked, which does not settle it, and how far that was.
    NotSettled(Bilingual),
    /// It is not compared, and why.
    NotCompared(Bilingual),
}

/// What is known of a pair of rules.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub(super) meaning: Meaning,
    /// A proposal for each direction.
    pub(super) examples: Vec<Example>,
    /// What the answer does not cover.
    pub(super) limit: Option<Bilingual>,
}

/// A proposal that comes out otherwise, judged by both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whether it fares worse now: it shows that something is stricter.
    pub stricter: bool,
    /// The proposal in YAML; several where a rule looks at several.
    pub texts: Vec<String>,
    /// What came of the rule before; `None` where there was no such rule, or of all rules together.
    pub old: Option<FindingOutcome>,
    /// What comes of it now.
    pub new: Option<FindingOutcome>,
    /// The verdict before.
    pub old_verdict: FileVerdict,
    /// The verdict now.
    pub new_verdict: FileVerdict,
    /// Why, in the words of the side on which it does not hold.
    pub because: Vec<Bilingual>,
}

/// Which rule it is on each side.
pub(super) type Ids = (Option<RuleId>, Option<RuleId>);

/// How many proposals a question about rules across proposals is about.
const SEVERAL: usize = 2;

/// What the search for an example came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Here is one.
    Found(Example),
    /// There is none.
    None,
    /// Not decided, and why.
    Unknown(Bilingual),
}

/// What all rules together mean in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Whether it is about those that came through before and do not now; else the other way round.
    pub stricter: bool,
    /// Whether there are such.
    pub found: Sought,
    /// Up to where it is proved that there are none.
    pub limit: Option<Bilingual>,
    /// Whether the form has changed as well, of which this says nothing.
    pub form_as_well: bool,
}

/// The questions about two plans.
pub(super) struct Questions<'a> {
    sides: (Side<'a>, Side<'a>),
    periods: Vec<Period>,
}

impl<'a> Questions<'a> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>) -> Questions<'a> {
        Questions { sides: (old, new), periods: periods(&[old.plan, new.plan], None) }
    }

    /// What the change of each pair means, in their order; with each, whether more than its writing has changed.
    pub(super) fn answers(&self, pairs: &[(Ids, bool)], alone: &mut Spaces) -> Vec<Compared> {
        let mut several = Spaces::of(SEVERAL);
        let mut out = Vec::new();
        for (ids, moved) in pairs {
            let spaces = if self.is_across(*ids) { &mut several } else { &mut *alone };
            out.push(self.pair(*ids, *moved, spaces));
        }
        out
    }

    /// Whether the rule looks at several proposals on a side.
    pub(super) fn is_across(&self, ids: Ids) -> bool {
        let across = |side: Side<'_>, id: Option<RuleId>| {
            id.and_then(|id| side.plan.pack.rule(id)).is_some_and(|rule| rule.across)
        };
        across(self.sides.0, ids.0) || across(self.sides.1, ids.1)
    }

    fn pair(&self, ids: Ids, moved: bool, spaces: &mut Spaces) -> Compared {
        let not = |why: Bilingual| Compared {
            meaning: Meaning::NotCompared(why),
            examples: Vec::new(),
            limit: None,
        };
        let short = self.short(spaces);
        if let Some(why) = short.iter().find_map(|both| left_out(both, ids)) {
            return not(why);
        }
        let mut sought = [true, false].map(|stricter| {
            if one_way(ids, stricter) {
                return Sought::None;
            }
            self.in_any(ids, stricter, short)
        });
        // None among short lists need not be none at all.
        let longer = sought.iter().any(|one| matches!(one, Sought::None));
        let mut cut = None;
        if longer {
            let long = self.long(spaces);
            cut = long.iter().filter_map(|both| self.cut(both, ids)).max();
            for (one, stricter) in sought.iter_mut().zip([true, false]) {
                if matches!(one, Sought::None) && !one_way(ids, stricter) {
                    *one = self.in_any(ids, stricter, long);
                }
            }
        }
        let mut covers = limits(cut, spaces.proposals);
        // Only what may differ beyond is worth far lists.
        let nothing = matches!(sought, [Sought::None, Sought::None]);
        if let Some(covers) = covers.as_mut().filter(|_| moved && nothing && !one_sided(ids)) {
            // A count of all proposals is the same for all sets of one size, so that each size is asked.
            let sizes = if self.is_across(ids) { SEVERAL.saturating_add(1)..=MOST_PROPOSALS } else { 1..=1 };
            for proposals in sizes {
                let mut far = self.far(ids, proposals);
                let found = [true, false].map(|stricter| self.in_any(ids, stricter, &mut far));
                // What takes too long out there leaves standing what is known of less.
                if found.iter().any(|one| matches!(one, Sought::Unknown(_))) {
                    break;
                }
                let cut = far.iter().filter_map(|both| self.cut(both, ids)).max();
                *covers = limits(cut, proposals).unwrap_or(*covers);
                sought = found;
                if sought.iter().any(|one| matches!(one, Sought::Found(_))) {
                    break;
                }
            }
        }
        self.told(ids, sought, covers, moved)
    }

    /// What two answers come to.
    fn told(&self, ids: Ids, sought: [Sought; 2], covers: Option<Covers>, moved: bool) -> Compared {
        let [stricter, looser] = sought;
        let mut limit = covers.as_ref().map(Covers::proved);
        let mut examples = Vec::new();
        let one_side = one_sided(ids);
        let meaning = match (stricter, looser) {
            (Sought::Found(one), Sought::Found(other)) => {
                examples.extend([one, other]);
                limit = None;
                Meaning::Different
            }
            (Sought::Found(one), other) => {
                examples.push(one);
                if let Sought::Unknown(why) = other {
                    limit = Some(undecided(&why, "looser", "緩く"));
                }
                Meaning::Stricter
            }
            (other, Sought::Found(one)) => {
                examples.push(one);
                if let Sought::Unknown(why) = other {
                    limit = Some(undecided(&why, "stricter", "厳しく"));
                }
                Meaning::Looser
            }
            (Sought::None, Sought::None) => match covers.filter(|_| moved) {
                Some(covers) => {
                    limit = None;
                    Meaning::NotSettled(covers.not_settled())
                }
                None => Meaning::Same,
            },
            (Sought::Unknown(why), _) | (_, Sought::Unknown(why)) => Meaning::NotCompared(why),
        };
        let meaning = if one_side {
            limit = None;
            Meaning::OneSide
        } else {
            meaning
        };
        Compared { meaning, examples, limit }
    }

    /// Whether someone could come through altogether on one side and cannot on the other. `changed` are the rules that
    /// have changed: of the others it does not matter that they cannot be put to the solver.
    pub(super) fn whole(&self, changed: &[Ids], spaces: &mut Spaces) -> Vec<Whole> {
        let mut out = Vec::new();
        for stricter in [true, false] {
            let mut found = self.together(self.short(spaces), stricter);
            let mut limit = None;
            if found == Sought::None {
                let long = self.long(spaces);
                found = self.together(long, stricter);
                let cut = long.iter().filter_map(|both| self.cut_of_all(both)).max();
                limit = limits(cut, 1).map(|covers| covers.proved());
            }
            let outside = self.short(spaces).iter().any(|both| {
                changed.iter().any(|ids| !self.is_across(*ids) && left_out(both, *ids).is_some())
            });
            if found == Sought::None && outside {
                found = Sought::Unknown(Bilingual::new(
                    "a rule that has changed cannot be compared",
                    "変更された規則に比較できないものがある",
                ));
            }
            out.push(Whole { stricter, found, limit, form_as_well: false });
        }
        out
    }
}

/// Whether a rule that only one side has cannot be looked for in a direction: a new rule asks for nothing less.
fn one_way(ids: Ids, stricter: bool) -> bool {
    match ids {
        (None, Some(_)) => !stricter,
        (Some(_), None) => stricter,
        _ => false,
    }
}

/// Whether only one side has the rule.
fn one_sided(ids: Ids) -> bool {
    ids.0.is_none() || ids.1.is_none()
}

fn undecided(why: &Bilingual, en: &str, ja: &str) -> Bilingual {
    Bilingual::new(
        format!("whether it is also {en} for someone was not decided: {}", why.en),
        format!("{ja}なる場合もあるかは判断できず：{}", why.ja),
    )
}
