//! One slip, one finding for people: a rule that waits only for values that are missing or cannot be read is named at
//! those values, and its own finding is folded.

use crate::report::model::{Finding, FindingOutcome};
use crate::report::words::sentence;
use std::collections::{BTreeMap, BTreeSet};

/// Folds the findings of rules that need nothing but what findings on the shape are about.
pub(super) fn into_shape(findings: &mut [Finding]) {
    let places: BTreeSet<String> =
        findings.iter().filter(|one| is_of_shape(one)).map(|one| one.path.clone()).collect();
    let mut waiting: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in findings.iter_mut() {
        let known = !finding.needs.is_empty() && finding.needs.iter().all(|path| places.contains(path));
        if is_of_shape(finding) || finding.outcome != FindingOutcome::Undetermined || !known {
            continue;
        }
        finding.folded = true;
        let rule = finding.rule.rsplit('/').next().unwrap_or(&finding.rule);
        for path in &finding.needs {
            let rules = waiting.entry(path.clone()).or_default();
            if !rules.iter().any(|known| known == rule) {
                rules.push(rule.to_owned());
            }
        }
    }
    let mut said = BTreeSet::new();
    for finding in findings.iter_mut().filter(|one| is_of_shape(one)) {
        if let Some(rules) = waiting.get(&finding.path)
            && said.insert(finding.path.clone())
        {
            finding.needed_by = Some(sentence::needed_by(rules));
        }
    }
}

/// Whether a finding is about the shape of the proposal: it is under a code of the tool, and decides something.
fn is_of_shape(finding: &Finding) -> bool {
    finding.kind.is_none()
        && !finding.rule.contains('/')
        && !finding.path.is_empty()
        && matches!(finding.outcome, FindingOutcome::Fail | FindingOutcome::Undetermined)
}
