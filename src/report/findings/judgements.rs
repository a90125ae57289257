//! Findings of judgements: always left to reviewers; material that is missing is named.

use super::{of_judgement, root_place, set_marks, set_subject};
use crate::check::typed::JudgementId;
use crate::diag::{Bilingual, Severity};
use crate::eval::{Judged, Site};
use crate::report::model::{Finding, FindingOutcome};
use crate::report::view::View;
use crate::report::words::{Ctx, both, listed, sentence, site_name, title};

/// One finding for each judgement whose material is missing; with `all` one for each other judgement as well.
pub(super) fn findings(view: &View<'_>, judged: &Judged, all: bool) -> Vec<Finding> {
    let mut out = Vec::new();
    for (index, outcome) in judged.judgements.iter().enumerate() {
        let id = JudgementId(u32::try_from(index).unwrap_or(u32::MAX));
        let Some(judgement) = view.plan.pack.judgements.get(index) else { continue };
        if !outcome.missing.is_empty() {
            out.push(material(view, id, &judgement.title, &outcome.missing));
        } else if all {
            let (outcome, title, message) = if outcome.not_applicable {
                (
                    FindingOutcome::NotApplicable,
                    title::not_applicable(&judgement.title),
                    both("its condition does not hold here", "適用条件に当たりません。"),
                )
            } else {
                (
                    FindingOutcome::LeftToReviewers,
                    title::left_to_reviewers(&judgement.title),
                    both("only people can judge this", "審査員の判断によります。"),
                )
            };
            let mut finding = of_judgement(view, id, outcome, Severity::Advice, root_place(view, 0));
            finding.title = title;
            finding.heading = Some(judgement.title.clone());
            finding.message = message;
            out.push(finding);
        }
    }
    out
}

fn material(view: &View<'_>, id: JudgementId, title: &Bilingual, missing: &[Site]) -> Finding {
    let mut finding =
        of_judgement(view, id, FindingOutcome::LeftToReviewers, Severity::Advice, root_place(view, 0));
    // Two fields of one record that is missing are one thing to give.
    let mut once: Vec<Site> = Vec::new();
    for site in missing {
        if !once.contains(site) {
            once.push(*site);
        }
    }
    let missing = once.as_slice();
    let names: Vec<Bilingual> =
        missing.iter().map(|site| site_name(view, *site, &mut Ctx::default())).collect();
    finding.heading = Some(title::material_missing_below(title));
    finding.title = title::material_missing(title, &listed(&names, "and"));
    let sentences: Vec<Bilingual> = names.iter().map(sentence::missing).collect();
    finding.message = sentence::all_of(&sentences);
    finding.needs = missing.iter().map(|site| view.written(*site)).collect();
    set_subject(view, &mut finding, missing.first().copied());
    let marks: Vec<(Site, Bilingual)> = missing
        .iter()
        .zip(&names)
        .map(|(site, name)| {
            (*site, both(format!("{} is missing here", name.en), format!("{}が未記入", name.ja)))
        })
        .collect();
    finding.marks_say_it = missing.len() == 1;
    set_marks(view, &mut finding, &marks);
    finding
}
