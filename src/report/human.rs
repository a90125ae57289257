//! `human`: findings as a person reads them, the place and the requirement drawn together. The only user of miette.

mod compact;
mod draw;
mod summary;

use super::model::{Finding, FindingOutcome, Place, ProposalReport, Report, RuleDiagnostic};
use super::said::said;
use crate::diag::{Bilingual, Lang, Severity};
use crate::text::one_line as line;
use draw::{rule_lines, snippet_lines};

/// How the report is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HumanOptions {
    /// The language.
    pub lang: Lang,
    /// Whether colours are used.
    pub color: bool,
    /// Whether lines are drawn with Unicode characters rather than ASCII.
    pub unicode: bool,
    /// How wide the terminal is.
    pub width: usize,
    /// Whether only errors are shown, and no summary.
    pub quiet: bool,
    /// Whether every finding is drawn, however many proposals there are, those that others stand for as well.
    pub full: bool,
}

impl Default for HumanOptions {
    fn default() -> Self {
        Self { lang: Lang::En, color: false, unicode: true, width: 100, quiet: false, full: false }
    }
}

impl HumanOptions {
    /// Whether a finding or diagnostic of a severity is shown.
    fn shows(self, severity: Severity) -> bool {
        !self.quiet || severity == Severity::Error
    }
}

/// What is wrong in the rule files: the begin of a report.
pub(super) fn diagnostics(report: &Report, options: HumanOptions) -> String {
    let mut out = String::new();
    for diagnostic in report.diagnostics.iter().filter(|one| options.shows(one.severity)) {
        draw_diagnostic(&mut out, diagnostic, options);
    }
    out
}

/// A proposal: its findings drawn, or its one line where there are many proposals.
pub(super) fn proposal(proposal: &ProposalReport, many: bool, options: HumanOptions) -> String {
    if many { compact::proposal_line(proposal, options) } else { drawn(&proposal.findings, options) }
}

/// What comes after all proposals.
pub(super) fn across(report: &Report, many: bool, options: HumanOptions) -> String {
    if !many {
        return drawn(&report.across, options);
    }
    let mut out = String::new();
    compact::rest(&mut out, report, options);
    out
}

/// The line of a proposal in the summary.
pub(super) fn summary_line(proposal: &ProposalReport, many: bool, options: HumanOptions) -> String {
    if many || options.quiet { String::new() } else { summary::of_proposal(proposal, options) }
}

/// The end of a report.
pub(super) fn totals(report: &Report, options: HumanOptions) -> String {
    let mut out = String::new();
    if !options.quiet {
        summary::totals_only(&mut out, report, options);
    }
    out
}

fn drawn(findings: &[Finding], options: HumanOptions) -> String {
    let mut out = String::new();
    let is_drawn = |one: &Finding| {
        options.shows(one.severity)
            && (options.full || !one.folded)
            && !one.is_hidden()
            && !(options.quiet && one.aside.is_some())
    };
    for finding in findings.iter().filter(|one| is_drawn(one)) {
        draw_finding(&mut out, finding, options);
    }
    out
}

/// One finding, with an empty line after it.
fn draw_finding(out: &mut String, finding: &Finding, options: HumanOptions) {
    let lang = options.lang;
    header(
        out,
        kind_of(finding),
        &finding.rule,
        finding.heading.as_ref().unwrap_or(&finding.title).get(lang),
        options,
    );
    if let Some(aside) = finding.aside.as_ref().filter(|_| !options.full) {
        // What is settled needs no drawing: where it is, who settled it, and why.
        paragraph(out, "  ", "  ", finding.message.get(lang), options);
        out.push_str(&format!("  {}\n", point(&finding.at)));
        item(out, aside.kind().get(lang), aside.sentence().get(lang), options);
        out.push('\n');
        return;
    }
    let widest = finding
        .snippets
        .iter()
        .chain(&finding.rule_snippet)
        .flat_map(|snippet| snippet.lines.last())
        .map(|line| line.number)
        .max()
        .unwrap_or(0);
    let digits = widest.to_string().len();
    let drawings: Vec<(String, bool)> = finding
        .snippets
        .iter()
        .map(|snippet| snippet_lines(snippet, finding.severity, digits, options))
        .collect();
    let drawn = !drawings.is_empty();
    if !(finding.marks_say_it && drawn && drawings.iter().all(|(_, complete)| *complete)) {
        paragraph(out, "  ", "  ", finding.message.get(lang), options);
    }
    for (drawing, _) in &drawings {
        out.push_str(drawing);
    }
    if let Some(place) = &finding.required_by {
        let words = match lang {
            Lang::En => format!("required by {}", point(place)),
            Lang::Ja => format!("要件：{}", point(place)),
        };
        let indent = " ".repeat(digits.saturating_add(2));
        out.push_str(&format!("{indent}{words}\n"));
        if let Some(snippet) = &finding.rule_snippet {
            out.push_str(&rule_lines(snippet, digits, options));
        }
    } else if !drawn && finding.outcome != FindingOutcome::Pass {
        out.push_str(&format!("  {}\n", point(&finding.at)));
    }
    for (word, text) in said(finding) {
        item(out, word.get(lang), text.get(lang), options);
    }
    out.push('\n');
}

/// One diagnostic of a rule file.
fn draw_diagnostic(out: &mut String, diagnostic: &RuleDiagnostic, options: HumanOptions) {
    header(
        out,
        (severity_word(diagnostic.severity), diagnostic.severity),
        &diagnostic.code,
        diagnostic.message.get(options.lang),
        options,
    );
    let widest = diagnostic
        .snippets
        .iter()
        .flat_map(|snippet| snippet.lines.last())
        .map(|line| line.number)
        .max()
        .unwrap_or(0);
    for snippet in &diagnostic.snippets {
        out.push_str(&snippet_lines(snippet, diagnostic.severity, widest.to_string().len(), options).0);
    }
    if let Some(help) = &diagnostic.help {
        let word = if options.lang == Lang::En { "help" } else { "対処" };
        item(out, word, help.get(options.lang), options);
    }
    out.push('\n');
}

/// What a finding is called, and how grave it looks: an outcome that is no failure is never called an error.
fn kind_of(finding: &Finding) -> (Bilingual, Severity) {
    let named = |en: &str, ja: &str, severity| (Bilingual::new(en, ja), severity);
    if let Some(aside) = &finding.aside {
        return (aside.kind(), Severity::Advice);
    }
    match (finding.outcome, finding.severity) {
        (FindingOutcome::Undetermined, _) => named("undetermined", "判定未了", Severity::Warning),
        (FindingOutcome::Contested, _) => named("contested", "規定の矛盾", Severity::Warning),
        (FindingOutcome::Pass, _) => named("pass", "適合", Severity::Advice),
        (FindingOutcome::NotApplicable, _) => named("not applicable", "対象外", Severity::Advice),
        (FindingOutcome::LeftToReviewers, _) if finding.needs.is_empty() => {
            named("reviewers", "審査", Severity::Advice)
        }
        (_, severity) => (severity_word(severity), severity),
    }
}

fn severity_word(severity: Severity) -> Bilingual {
    match severity {
        Severity::Error => Bilingual::new("error", "エラー"),
        Severity::Warning => Bilingual::new("warning", "警告"),
        Severity::Advice => Bilingual::new("advice", "助言"),
    }
}

/// `error[rule] title`
fn header(out: &mut String, kind: (Bilingual, Severity), rule: &str, title: &str, options: HumanOptions) {
    let start = format!("{}[{}]", kind.0.get(options.lang), line(rule));
    let text = wrapped(&format!("{start} {}", line(title)), "", "  ", options);
    match options.color.then(|| text.strip_prefix(&start)).flatten() {
        Some(rest) => {
            out.push_str(colour(kind.1));
            out.push_str(&start);
            out.push_str("\u{1b}[0m");
            out.push_str(rest);
        }
        None => out.push_str(&text),
    }
    out.push('\n');
}

fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
        Severity::Advice => "\u{1b}[1;36m",
    }
}

/// `  help: …`
fn item(out: &mut String, word: &str, text: &str, options: HumanOptions) {
    let colon = if options.lang == Lang::En { ": " } else { "：" };
    let text = wrapped(&format!("{word}{colon}{}", line(text)), "  ", "    ", options);
    match options.color.then(|| text.split_once(word)).flatten() {
        Some((before, rest)) => {
            out.push_str(&format!("{before}\u{1b}[36m{word}\u{1b}[0m{rest}"));
        }
        None => out.push_str(&text),
    }
    out.push('\n');
}

fn paragraph(out: &mut String, first: &str, rest: &str, text: &str, options: HumanOptions) {
    if !text.is_empty() {
        out.push_str(&wrapped(&line(text), first, rest, options));
        out.push('\n');
    }
}

/// Text wrapped to the width, as Japanese and English are.
fn wrapped(text: &str, first: &str, rest: &str, options: HumanOptions) -> String {
    let wrap = textwrap::Options::new(options.width.max(20))
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_separator(textwrap::WordSeparator::UnicodeBreakProperties)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    textwrap::fill(&glued(text), wrap).replace(GLUE, "")
}

/// Forbids a line end where it stands, and is taken out again.
const GLUE: char = '\u{2060}';

/// The text with figures glued to their Japanese units, so that `250,000千円` stays on one line.
fn glued(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_figure = false;
    for c in text.chars() {
        let unit = matches!(
            c,
            '千' | '百' | '十' | '万' | '億' | '兆' | '円' | '年' | '月' | '日' | '件' | '行' | '番' | '度'
        );
        let digit = c.is_ascii_digit();
        if in_figure && (unit || digit) {
            out.push(GLUE);
        }
        in_figure = digit || (in_figure && unit);
        out.push(c);
    }
    out
}

/// `file:line`
fn point(place: &Place) -> String {
    format!("{}:{}", line(&place.file), place.line)
}

/// The text of a language.
fn text_of(text: &Bilingual, options: HumanOptions) -> String {
    line(text.get(options.lang))
}
