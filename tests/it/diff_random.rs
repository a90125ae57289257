//! What `diff` says of random rules held against what the evaluator says of random proposals.
//!
//! `KISOKU_PROOFS` sets how many packs are tried (4 where it is not set), `KISOKU_SEED` the first seed.

use crate::generate::Maker;
use kisoku::check::Pack;
use kisoku::data::Proposal;
use kisoku::eval::{self, Outcome};
use kisoku::load::LoadedPack;
use kisoku::plan::{self, Plan};
use kisoku::text::SourceMap;
use kisoku::workbench::diff::{self, Meaning};

const RULES: usize = 8;
const PROPOSALS: usize = 60;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn loaded(pack: Pack) -> LoadedPack {
    LoadedPack {
        id: pack.id.clone(),
        folder: "random".to_owned(),
        sources: SourceMap::default(),
        diags: Vec::new(),
        used: Vec::new(),
        plan: Some(plan::build(pack)),
    }
}

/// How a rule fares: not met is worse than not known, and that worse than met.
fn rank(plan: &Plan, proposal: &Proposal, rule: usize) -> Option<u32> {
    let judged = eval::judge(plan, proposal, None);
    if judged.in_force == Some(false) {
        return None;
    }
    Some(match judged.rules[rule].as_ref()?.outcome {
        Outcome::Fail | Outcome::Contested => 0,
        Outcome::Undetermined => 1,
        Outcome::Pass | Outcome::NotApplicable => 2,
    })
}

#[test]
fn what_a_change_means_is_what_proposals_show() {
    let first = setting("KISOKU_SEED", 1);
    let packs = setting("KISOKU_PROOFS", 4);
    let (mut held, mut said) = (0, 0);
    for seed in first..first + packs {
        let mut maker = Maker::new(seed, 1 + (seed % 3) as usize);
        let pack = maker.pack(RULES);
        let proposals: Vec<Proposal> = (0..PROPOSALS).map(|_| maker.proposal()).collect();
        let whole: Vec<&Proposal> = proposals.iter().filter(|one| maker.holes(one).is_empty()).collect();
        let old = loaded(pack.clone());
        for rule in (0..RULES).filter(|rule| !pack.rules[*rule].across) {
            let other = (rule + 1) % RULES;
            if pack.rules[other].across {
                continue;
            }
            // Another rule in its place, and the rule with what another one asks for as well.
            for more in [false, true] {
                let mut changed = pack.clone();
                let added = pack.rules[other].clone();
                changed.rules[rule].vars = changed.rules[rule].vars.max(added.vars);
                if more {
                    changed.rules[rule].body.extend(added.body);
                } else {
                    changed.rules[rule].body = added.body;
                }
                let new = loaded(changed);
                let diff = diff::compare(("old".to_owned(), "new".to_owned()), &[&old], &[&new]);
                let found = diff.programs[0].rules.iter().find(|one| one.entry.name == pack.rules[rule].name);
                let meaning = found.map_or(Meaning::Same, |one| one.meaning.clone());
                let may = |worse: bool| match meaning {
                    Meaning::Same => false,
                    Meaning::Stricter => worse || found.is_some_and(|one| one.limit.is_some()),
                    Meaning::Looser => !worse || found.is_some_and(|one| one.limit.is_some()),
                    _ => true,
                };
                said += u32::from(!matches!(meaning, Meaning::NotCompared(_)));
                if let Meaning::NotCompared(why) = &meaning {
                    assert!(!why.en.contains("report"), "seed {seed}, rule {rule}, more {more}: {why:?}");
                }
                if more {
                    let ok = !matches!(meaning, Meaning::Looser | Meaning::Different);
                    assert!(ok, "seed {seed}, rule {rule}: more is asked for, and it is {meaning:?}");
                }
                for proposal in &whole {
                    let plans = old.plan.as_ref().zip(new.plan.as_ref()).unwrap();
                    let ranks = (rank(plans.0, proposal, rule), rank(plans.1, proposal, rule));
                    let (Some(before), Some(after)) = ranks else { continue };
                    held += 1;
                    let ok = before == after || may(after < before);
                    assert!(
                        ok,
                        "seed {seed}, rule {rule}, more {more}: {meaning:?}, and {before} turned {after}"
                    );
                }
            }
        }
    }
    println!("{packs} packs: {said} answers, held against {held} outcomes");
    assert!(u64::from(said) > packs * 4 && held > packs * 20, "{said} {held}");
}
