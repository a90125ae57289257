//! Rules across proposals that no set of them can meet.

use super::Run;
use super::frame::{Ask, Frame};
use crate::check::typed::RuleId;
use crate::diag::proofs;
use crate::prove::{Asked, FactKind, MOST_PROPOSALS, Sizes, Unknown, proposals_bounded, proposals_needed};

/// At least so many proposals are looked at together.
const LEAST: usize = 3;

/// Rules that no set of proposals meets, and whether that stays open for greater sets.
struct Core {
    rules: Vec<RuleId>,
    open: bool,
}

pub(super) fn find(run: &mut Run<'_, '_>) {
    let plan = run.plan;
    let across: Vec<RuleId> = plan
        .pack
        .rules
        .iter()
        .zip(0..)
        .filter(|(rule, _)| rule.across && rule.conflicts.is_empty())
        .map(|(_, id)| RuleId(id))
        .collect();
    if across.is_empty() {
        return;
    }
    // A number of proposals that is enough, where the figures tell one.
    let needed = proposals_needed(plan).and_then(|needed| usize::try_from(needed).ok());
    let enough = needed.filter(|needed| *needed <= MOST_PROPOSALS && !proposals_bounded(plan));
    let most = enough.map_or(MOST_PROPOSALS, |enough| enough.max(LEAST));
    let mut cores: Vec<Core> = Vec::new();
    for period in run.periods.clone() {
        let mut core: Option<Core> = None;
        for proposals in 1..=most {
            let mut frame = Frame::new(plan, period, (Sizes::SHORT, proposals), run.engines);
            let on: Vec<RuleId> =
                across.iter().copied().filter(|rule| frame.outcomes(*rule).is_some()).collect();
            match frame.ask(&on, Ask::Nothing) {
                Asked::Impossible(why) => {
                    let rules = why.core.iter().filter_map(|fact| match fact.kind {
                        FactKind::Rule(rule) => Some(rule),
                        _ => None,
                    });
                    let mut rules: Vec<RuleId> = rules.collect();
                    // Each number of proposals may have another reason.
                    rules.extend(core.into_iter().flat_map(|core| core.rules));
                    rules.sort_unstable();
                    rules.dedup();
                    let open = enough.is_none() || frame.cut(&rules).is_some();
                    core = Some(Core { rules, open });
                }
                _ => {
                    core = None;
                    break;
                }
            }
        }
        if let Some(core) =
            core.filter(|core| !core.rules.is_empty() && !cores.iter().any(|known| known.rules == core.rules))
        {
            cores.push(core);
        }
    }
    for Core { rules: core, open } in cores {
        if open {
            for rule in core {
                run.open.entry(rule).or_insert(Unknown::Lengths(Vec::new()));
            }
            continue;
        }
        let Some(first) = core.first() else { continue };
        let at = run
            .texts
            .requirements(*first)
            .first()
            .map_or(run.texts.rule(*first).0, |id| run.texts.requirement(*id));
        let names: Vec<String> = core.iter().map(|rule| run.texts.name(*rule)).collect();
        let parts = run.texts.parts(&core, at);
        let found = proofs::across_cannot_pass(at, &names, &parts, most);
        run.add(found, None);
    }
}
