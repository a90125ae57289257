//! `short`: one line a finding, `path:line:col: severity[rule] message`.

use super::model::{Finding, Report};
use crate::diag::Lang;
use crate::text::one_line as line;

/// The diagnostics, a line each.
pub(super) fn diagnostics(report: &Report, lang: Lang) -> String {
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        if let Some((place, _)) = diagnostic.labels.first() {
            let at = format!("{}:{}:{}", line(&place.file), place.line, place.column);
            let severity = diagnostic.severity.word();
            let message = line(diagnostic.message.get(lang));
            out.push_str(&format!("{at}: {severity}[{}] {message}\n", diagnostic.code));
        }
    }
    out
}

/// Findings, a line each.
pub(super) fn findings(findings: &[Finding], lang: Lang) -> String {
    findings.iter().filter(|one| !one.is_hidden()).map(|finding| one(finding, lang)).collect()
}

fn one(finding: &Finding, lang: Lang) -> String {
    let place = &finding.at;
    let title = line(finding.title.get(lang));
    let message = line(finding.message.get(lang));
    let colon = if lang == Lang::En { ": " } else { "：" };
    let message = if message.is_empty() || title.contains(&message) {
        String::new()
    } else {
        format!("{colon}{message}")
    };
    let said = format!("{title}{message}");
    let (word, said) = match &finding.aside {
        Some(aside) => (aside.kind().en, aside.behind(&said, lang)),
        None => (finding.severity.word().to_owned(), said),
    };
    format!("{}:{}:{}: {word}[{}] {said}\n", line(&place.file), place.line, place.column, line(&finding.rule),)
}
