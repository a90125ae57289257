//! Findings of rules: not met, contested, not decided, depending on the reading; and with `all` the rest.

use super::{Detail, ReportOptions, full_name, of_rule, root_place, set_marks, set_requirement, set_subject};
use crate::check::typed::{Rule, RuleId, Step};
use crate::diag::{Bilingual, Severity};
use crate::eval::{Instance, Judged, JudgedRule, Outcome, Ref, Scope, Site, needs_of_instance};
use crate::plan::{NodeId, Piece, Requirement, Template};
use crate::report::explain::{Why, explain, explain_branches, open_reasons, open_words};
use crate::report::model::{ConflictWith, Finding, FindingOutcome, Operand, OtherReading};
use crate::report::place::rule_place;
use crate::report::repairs::{self, Repairer};
use crate::report::view::{View, element};
use crate::report::words::{Ctx, both, scalar_of, sentence, show_val, title};
use std::collections::BTreeSet;

/// All findings of the rules on one proposal.
pub(super) fn findings(view: &View<'_>, judged: &Judged, options: ReportOptions) -> Vec<Finding> {
    let mut repairer = Repairer::new(Some(judged));
    let mut out = Vec::new();
    for (index, rule) in judged.rules.iter().enumerate() {
        let Some(rule) = rule else { continue };
        let id = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
        out.extend(of_judged(view, id, rule, &mut repairer, options.findings));
        if options.all {
            out.extend(whole_rule(view, id, rule));
        }
    }
    out
}

/// The findings of one rule, at most so many; one more stands for those that are left out.
pub(super) fn of_judged(
    view: &View<'_>,
    id: RuleId,
    rule: &JudgedRule,
    repairer: &mut Repairer<'_>,
    most: usize,
) -> Vec<Finding> {
    let mut out = Vec::new();
    let failed: BTreeSet<Vec<Ref>> = rule
        .instances
        .iter()
        .filter(|one| matches!(one.outcome, Outcome::Fail | Outcome::Contested))
        .map(|one| element(view.plan, id, one))
        .collect();
    for (index, instance) in rule.instances.iter().enumerate() {
        if out.len() >= most {
            let rest = rule.instances.get(index..).unwrap_or_default();
            out.push(left_out(view, id, rest));
            break;
        }
        match instance.outcome {
            Outcome::Fail | Outcome::Contested => out.extend(failing(view, id, instance, repairer)),
            Outcome::Undetermined => {
                let settled = failed.contains(&element(view.plan, id, instance));
                if !settled {
                    out.push(undecided(view, id, instance));
                }
            }
            Outcome::Pass | Outcome::NotApplicable => {}
        }
        for reading in &instance.otherwise {
            out.extend(depends(view, id, instance, *reading, repairer));
        }
    }
    out
}

/// Stands for the places where a rule does not pass that are too many to tell.
fn left_out(view: &View<'_>, id: RuleId, rest: &[Instance]) -> Finding {
    let worst = rest.iter().map(|instance| instance.outcome).min().unwrap_or(Outcome::Undetermined);
    let outcome = match worst {
        Outcome::Contested => FindingOutcome::Contested,
        Outcome::Fail => FindingOutcome::Fail,
        _ => FindingOutcome::Undetermined,
    };
    let first = rest.first();
    let place = root_place(view, first.map_or(0, |instance| first_proposal(view, id, instance)));
    let mut finding = of_rule(view, id, outcome, place);
    finding.is_rest = true;
    let subject = first.and_then(|instance| innermost(view, id, instance));
    set_subject(view, &mut finding, subject);
    if let Some(rule) = view.plan.pack.rules.get(id.0 as usize) {
        let whole = title::left_out(&rule.title, rest.len());
        finding.title = match worst {
            Outcome::Contested => title::contested(&whole),
            Outcome::Fail => title::not_met(&whole),
            _ => title::undecided(&whole, &Bilingual::default()),
        };
        finding.heading = Some(rule.title.clone());
        finding.message = sentence::left_out(rest.len());
        set_requirement(view, &mut finding, rule.span);
    }
    let mark = both("the first of them", "省略した最初の箇所");
    set_marks(view, &mut finding, &subject.map(|site| (site, mark)).into_iter().collect::<Vec<_>>());
    finding
}

/// A rule that passes or does not apply, as one finding on the whole proposal.
fn whole_rule(view: &View<'_>, id: RuleId, rule: &JudgedRule) -> Option<Finding> {
    let typed = view.plan.pack.rules.get(id.0 as usize)?;
    let (outcome, title, message) = match rule.outcome {
        Outcome::Pass if rule.seen == 0 => (
            FindingOutcome::Pass,
            title::met(&typed.title),
            both("holds for 0 of 0: there was nothing to check", "0件中0件：確認の対象がありません。"),
        ),
        Outcome::Pass => (
            FindingOutcome::Pass,
            title::met(&typed.title),
            both("all requirements of this rule hold", "この規則の要件をすべて満たしています。"),
        ),
        Outcome::NotApplicable => {
            (FindingOutcome::NotApplicable, title::not_applicable(&typed.title), not_applicable(view, typed))
        }
        Outcome::Fail | Outcome::Contested | Outcome::Undetermined => return None,
    };
    let mut finding = of_rule(view, id, outcome, root_place(view, 0));
    finding.title = title;
    finding.heading = Some(typed.title.clone());
    finding.message = message;
    finding.required_by = rule_place(view.rules, typed.span);
    Some(finding)
}

/// Why a rule does not apply, as far as its declaration tells.
fn not_applicable(view: &View<'_>, rule: &Rule) -> Bilingual {
    if rule.valid.zip(view.as_of).is_some_and(|(valid, day)| !valid.holds_on(day)) {
        return both("it is not in force on the proposal's date", "申請の時点では有効でない規則です。");
    }
    if rule.body.iter().any(has_exception) {
        return both(
            "its condition does not hold here, or an exception lifts it",
            "この規則の適用条件に当たらないか、例外に当たります。",
        );
    }
    both("its condition does not hold here", "この規則の適用条件に当たりません。")
}

fn has_exception(step: &Step) -> bool {
    match step {
        Step::Unless(..) => true,
        Step::ForEach(_, inner) | Step::When(_, inner) => inner.iter().any(has_exception),
        Step::Require(_) => false,
    }
}

fn failing(view: &View<'_>, id: RuleId, instance: &Instance, repairer: &mut Repairer<'_>) -> Option<Finding> {
    let rule = view.plan.pack.rules.get(id.0 as usize)?;
    let requirement = view.plan.requirement(instance.requirement?)?;
    let contested = instance.outcome == Outcome::Contested;
    let outcome = if contested { FindingOutcome::Contested } else { FindingOutcome::Fail };
    if view.detail == Detail::Name {
        return Some(of_rule(view, id, outcome, root_place(view, 0)));
    }
    let mut scope = view.scope_of(instance);
    let why = explain_branches(view, &mut scope, &requirement.branches, &mut Ctx::default());
    let mut finding = of_rule(view, id, outcome, root_place(view, first_proposal(view, id, instance)));
    finding.title = if contested { title::contested(&rule.title) } else { title::not_met(&rule.title) };
    finding.heading = contested.then(|| rule.title.clone());
    fill(view, &mut finding, instance, requirement, why.clone());
    if view.detail == Detail::Line {
        own_words(view, &mut finding, id, instance);
        return Some(finding);
    }
    if contested {
        finding.conflicts_with = rule
            .conflicts
            .iter()
            .filter_map(|conflict| {
                let other = view.plan.pack.rules.get(conflict.rule.0 as usize)?;
                Some(ConflictWith {
                    rule: full_name(view.plan, &other.name),
                    because: conflict.because.clone(),
                    ask: view.plan.pack.program.authority.clone(),
                })
            })
            .collect();
    }
    finding.other_reading = instance.otherwise.first().and_then(|index| {
        let reading = requirement.readings.get(*index as usize)?;
        Some(OtherReading {
            because: reading.because.clone(),
            outcome: FindingOutcome::Pass,
            at: rule_place(view.rules, reading.span),
        })
    });
    repairs::offer(view, &mut finding, repairer, instance, requirement, &why);
    own_words(view, &mut finding, id, instance);
    Some(finding)
}

fn depends(
    view: &View<'_>,
    id: RuleId,
    instance: &Instance,
    reading: u32,
    repairer: &mut Repairer<'_>,
) -> Option<Finding> {
    let rule = view.plan.pack.rules.get(id.0 as usize)?;
    let requirement = view.plan.requirement(instance.requirement?)?;
    let reading = requirement.readings.get(reading as usize)?;
    if view.detail == Detail::Name {
        let mut finding = of_rule(view, id, FindingOutcome::DependsOnReading, root_place(view, 0));
        finding.severity = Severity::Warning;
        return Some(finding);
    }
    let passes = instance.outcome == Outcome::Pass;
    let mut scope = view.scope_of(instance);
    let why = if passes {
        explain(view, &mut scope, reading.value, true, &mut Ctx::default())
    } else {
        explain_branches(view, &mut scope, &requirement.branches, &mut Ctx::default())
    };
    let mut finding = of_rule(
        view,
        id,
        FindingOutcome::DependsOnReading,
        root_place(view, first_proposal(view, id, instance)),
    );
    finding.severity = Severity::Warning;
    finding.title = title::depends(&rule.title);
    fill(view, &mut finding, instance, requirement, why.clone());
    finding.marks_say_it = false;
    finding.message = sentence::by_the_other_reading(passes, &why.message, &reading.because);
    finding.other_reading = Some(OtherReading {
        because: reading.because.clone(),
        outcome: if passes { FindingOutcome::Fail } else { FindingOutcome::Pass },
        at: rule_place(view.rules, reading.span),
    });
    set_requirement(view, &mut finding, reading.span);
    if passes && view.detail == Detail::Whole {
        repairs::offer(view, &mut finding, repairer, instance, requirement, &why);
    }
    Some(finding)
}

fn undecided(view: &View<'_>, id: RuleId, instance: &Instance) -> Finding {
    if view.detail == Detail::Name {
        return of_rule(view, id, FindingOutcome::Undetermined, root_place(view, 0));
    }
    let mut scope = view.scope_of(instance);
    let needs = needs_of_instance(&mut scope, instance);
    let requirement = instance.requirement.and_then(|id| view.plan.requirement(id));
    let mut reasons = Vec::new();
    let gates = instance.gates.iter().filter_map(|gate| match gate {
        crate::eval::Gate::Condition(node) => Some(*node),
        crate::eval::Gate::Validity => None,
    });
    let nodes: Vec<NodeId> =
        gates.chain(requirement.into_iter().flat_map(|requirement| requirement.branches.clone())).collect();
    for node in nodes {
        let mut scope = view.scope_of(instance);
        open_reasons(view, &mut scope, node, &mut reasons);
    }
    let mut finding =
        of_rule(view, id, FindingOutcome::Undetermined, root_place(view, first_proposal(view, id, instance)));
    let (message, what) = open_words(view, &needs, reasons);
    if let Some(rule) = view.plan.pack.rules.get(id.0 as usize) {
        finding.title = title::undecided(&rule.title, &what);
        finding.heading = Some(rule.title.clone());
        set_requirement(view, &mut finding, requirement.map_or(rule.span, |requirement| requirement.span));
    }
    finding.message = if instance.gates.is_empty() { message } else { sentence::open_condition(&message) };
    finding.needs = needs.iter().map(|site| view.written(*site)).collect();
    let subject = needs
        .first()
        .copied()
        .or_else(|| requirement.and_then(|requirement| first_read(view, instance, requirement)));
    set_subject(view, &mut finding, subject.or_else(|| innermost(view, id, instance)));
    let marks: Vec<(Site, Bilingual)> =
        needs.iter().take(4).map(|site| (*site, state_label(view, *site))).collect();
    if marks.is_empty() {
        let subject = subject.or_else(|| innermost(view, id, instance));
        let label: Vec<_> = subject.map(|site| (site, Bilingual::default())).into_iter().collect();
        set_marks(view, &mut finding, &label);
    } else {
        set_marks(view, &mut finding, &marks);
    }
    finding.proposals = proposals_of(view, needs.iter().copied());
    finding
}

/// What to say at a place that is needed.
fn state_label(view: &View<'_>, site: Site) -> Bilingual {
    let name = view.field(site).map(|(field, _)| field.label.words(&field.name)).unwrap_or_default();
    let state = view.proposals.get(site.proposal as usize).and_then(|p| p.slot(site.slot)).map(|s| &s.state);
    match state {
        Some(crate::data::State::Malformed) => both("cannot be read", "読み取れない値"),
        Some(crate::data::State::NotApplicable) => both("declared not applicable", "「該当なし」の記載"),
        _ => both(format!("{} is missing here", name.en), format!("{}が未記入", name.ja)),
    }
}

/// The figures, places and words of a finding.
fn fill(view: &View<'_>, finding: &mut Finding, instance: &Instance, requirement: &Requirement, why: Why) {
    let subject = why
        .subject
        .or_else(|| first_read(view, instance, requirement))
        .or_else(|| innermost(view, requirement.rule, instance));
    set_subject(view, finding, subject);
    set_requirement(view, finding, requirement.span);
    finding.message = why.message;
    if view.detail == Detail::Line {
        return;
    }
    finding.marks_say_it = why.plain;
    finding.measure = why.measure;
    finding.operands = why
        .operands
        .iter()
        .filter_map(|(site, value, display)| {
            let place = super::place_of(view, *site)?;
            Some(Operand {
                path: view.written(*site),
                value: value.clone(),
                display: display.clone(),
                file: place.file,
                line: place.line,
            })
        })
        .collect();
    let mut marks = why.marks;
    if marks.is_empty() {
        marks.extend(subject.map(|site| (site, Bilingual::default())));
    }
    finding.proposals = proposals_of(view, marks.iter().map(|(site, _)| *site));
    set_marks(view, finding, &marks);
}

/// The names of the files in which places lie, each once; only said where there are several proposals.
fn proposals_of(view: &View<'_>, sites: impl Iterator<Item = Site>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if view.proposals.len() < 2 {
        return out;
    }
    let mut sites: Vec<Site> = sites.collect();
    sites.sort_by_key(|site| site.proposal);
    for site in sites {
        let name = view.file(site.proposal).map_or("", |file| file.source.name.as_str());
        if !out.iter().any(|known| known == name) {
            out.push(name.to_owned());
        }
    }
    out
}

/// The first value that a requirement reads.
fn first_read(view: &View<'_>, instance: &Instance, requirement: &Requirement) -> Option<Site> {
    let mut scope = view.scope_of(instance);
    requirement
        .branches
        .iter()
        .find_map(|branch| crate::report::explain::sites_read(view, &mut scope, *branch).first().copied())
}

/// The innermost item of the instance.
fn innermost(view: &View<'_>, id: RuleId, instance: &Instance) -> Option<Site> {
    element(view.plan, id, instance).iter().rev().find_map(|bound| match bound {
        Ref::Item(site) => Some(*site),
        _ => None,
    })
}

fn first_proposal(view: &View<'_>, id: RuleId, instance: &Instance) -> u32 {
    element(view.plan, id, instance)
        .iter()
        .find_map(|bound| match bound {
            Ref::Item(site) => Some(site.proposal),
            Ref::Proposal(index) => Some(*index),
            _ => None,
        })
        .unwrap_or(0)
}

/// The author's own words in place of the generated ones; these stay where a value in the author's is not known.
fn own_words(view: &View<'_>, finding: &mut Finding, id: RuleId, instance: &Instance) {
    let Some(words) = view.plan.words.get(id.0 as usize) else { return };
    let mut scope = view.scope_of(instance);
    if let Some(message) = words.message.as_ref().and_then(|it| written(view, &mut scope, it)) {
        finding.message = message;
        finding.marks_say_it = false;
    }
    if let Some(help) = words.help.as_ref().and_then(|it| written(view, &mut scope, it)) {
        finding.help = Some(help);
    }
}

/// A template with its values, where all of them are known; a language that the author did not write takes the other
/// one.
fn written(view: &View<'_>, scope: &mut Scope<'_>, template: &Template) -> Option<Bilingual> {
    let mut pieces = |pieces: &[Piece], get: fn(&Bilingual) -> &str| -> Option<String> {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Value(node) => {
                    let value = scope.value(*node)?;
                    out.push_str(get(&show_val(view.plan, scalar_of(view.plan, *node), &value)));
                }
            }
        }
        Some(out)
    };
    let en = pieces(if template.en.is_empty() { &template.ja } else { &template.en }, |b| &b.en)?;
    let ja = pieces(if template.ja.is_empty() { &template.en } else { &template.ja }, |b| &b.ja)?;
    Some(both(en, ja))
}
