//! Rules across proposals that no set of them can meet.

use super::Run;
use super::frame::{Ask, Frame};
use crate::check::typed::RuleId;
use crate::diag::proofs;
use crate::prove::{Asked, FactKind, Sizes};

/// So many proposals are looked at together.
const MOST: usize = 3;

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
    let mut cores: Vec<Vec<RuleId>> = Vec::new();
    for period in run.periods.clone() {
        let mut core = None;
        for proposals in 1..=MOST {
            let mut frame = Frame::new(plan, period, (Sizes::SHORT, proposals), run.engines);
            let on: Vec<RuleId> =
                across.iter().copied().filter(|rule| frame.outcomes(*rule).is_some()).collect();
            match frame.ask(&on, Ask::Nothing) {
                Asked::Impossible(why) => {
                    let rules = why.core.iter().filter_map(|fact| match fact.kind {
                        FactKind::Rule(rule) => Some(rule),
                        _ => None,
                    });
                    core = Some(rules.collect::<Vec<RuleId>>());
                }
                _ => {
                    core = None;
                    break;
                }
            }
        }
        if let Some(core) = core.filter(|core| !core.is_empty() && !cores.contains(core)) {
            cores.push(core);
        }
    }
    for core in cores {
        let Some(first) = core.first() else { continue };
        let at = run
            .texts
            .requirements(*first)
            .first()
            .map_or(run.texts.rule(*first).0, |id| run.texts.requirement(*id));
        let names: Vec<String> = core.iter().map(|rule| run.texts.name(*rule)).collect();
        let parts = run.texts.parts(&core, at);
        let found = proofs::across_cannot_pass(at, &names, &parts, MOST);
        run.add(found, None);
    }
}
