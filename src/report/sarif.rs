//! `sarif`: SARIF 2.1.0, as code hosts and editors read it, within the limits of GitHub code scanning.
//!
//! Every rule that has a result carries its help in both languages and its citations; messages are in one language.
//! Columns count Unicode code points. What GitHub would refuse or drop is cut here, and a notification says so.

use super::aside::Aside;
use super::listed::{Listed, Of, list};
use super::model::{FindingOutcome, Place, Report};
use super::uri;
use crate::diag::{Bilingual, Lang, Severity};
use crate::text::one_line as line;
use serde::Serialize;
use std::collections::BTreeMap;

/// So many results GitHub takes of one run.
const MOST_RESULTS: usize = 25_000;
/// So many rules GitHub takes of one run.
const MOST_RULES: usize = 25_000;
/// So long a description of a rule may be, in characters.
const MOST_DESCRIPTION: usize = 1_024;
/// So long a message is at most, in characters.
const MOST_MESSAGE: usize = 4_000;
/// So many places a result names besides its own.
const MOST_RELATED: usize = 100;
/// So much text the results hold together, in bytes. GitHub takes 10 MB compressed; results compress tenfold and more.
const MOST_BYTES: usize = 48 << 20;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    automation_details: Automation,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
struct Automation {
    id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Tags {
    tags: Vec<&'static str>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    kind: &'static str,
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression; 1]>,
    partial_fingerprints: Fingerprint,
    properties: Properties<'a>,
}

/// Why a result weighs nothing.
#[derive(Serialize)]
struct Suppression {
    /// `inSource` for what the proposal itself says, `external` for what a file beside it says.
    kind: &'static str,
    status: &'static str,
    justification: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprint {
    /// The one that GitHub reads.
    primary_location_line_hash: String,
}

#[derive(Serialize)]
struct Properties<'a> {
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    program: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

/// The report as SARIF. With `--all`, rules that hold are results of the kind `pass`.
pub fn sarif(report: &Report, lang: Lang) -> String {
    let all = list(report);
    let kept = kept(&all, lang);
    let mut order: Vec<&Listed<'_>> = Vec::new();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    for one in kept.iter().copied() {
        if !index.contains_key(one.id) && index.len() < MOST_RULES {
            index.insert(one.id, order.len());
            order.push(one);
        }
    }
    let results: Vec<SarifResult<'_>> =
        kept.iter().filter_map(|one| Some(result(one, *index.get(one.id)?, lang))).collect();
    let left = all.len().saturating_sub(results.len());
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "Kisoku",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    language: if lang == Lang::En { "en" } else { "ja" },
                    rules: order.iter().map(|one| rule(one, lang)).collect(),
                },
            },
            automation_details: Automation { id: "kisoku/" },
            invocations: [Invocation {
                execution_successful: report.summary.unreadable == 0
                    && !report.diagnostics.iter().any(|one| one.severity == Severity::Error),
                tool_execution_notifications: cut(left, lang).into_iter().collect(),
            }],
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    // Only maps with keys that are no texts and broken `Serialize` impls can fail, and there are none here.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

/// As many as a code host takes: the gravest are kept, and they stay in the order of the report.
fn kept<'l, 'r>(all: &'l [Listed<'r>], lang: Lang) -> Vec<&'l Listed<'r>> {
    let mut grave: Vec<(usize, &Listed<'_>)> = all.iter().enumerate().collect();
    grave.sort_by_key(|(place, one)| (!one.is_open(), one.weight, *place));
    let mut room = MOST_BYTES;
    let mut kept = Vec::new();
    for (place, one) in grave.into_iter().take(MOST_RESULTS) {
        /// What a result takes besides its texts.
        const FRAME: usize = 1_500;
        let size =
            one.below(lang).iter().map(String::len).fold(one.sentence(lang).len(), usize::saturating_add);
        let Some(left) = room.checked_sub(size.saturating_add(FRAME)) else { break };
        room = left;
        kept.push((place, one));
    }
    kept.sort_by_key(|(place, _)| *place);
    kept.into_iter().map(|(_, one)| one).collect()
}

fn cut(left: usize, lang: Lang) -> Option<Notification> {
    let text = Bilingual::new(
        format!("{left} results are not in this file: it holds what code hosts take, the gravest first"),
        format!(
            "結果のうち{left}件は、このファイルに含まれません。ホスティングサービスの上限に合わせ、重大なものを優先しています"
        ),
    );
    (left > 0).then(|| Notification { level: "warning", message: message(text.get(lang)) })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn rule<'a>(one: &'a Listed<'_>, lang: Lang) -> Rule<'a> {
    let about = one.about.get(lang);
    let mut text = format!("{}\n{}", line(&one.about.en), line(&one.about.ja));
    let mut markdown = format!("**{}**\n\n**{}**\n", escaped(&one.about.en), escaped(&one.about.ja));
    let mut tags = vec!["kisoku"];
    match one.of {
        Of::Finding(finding, _) => {
            for citation in &finding.citations {
                let words = citation.words();
                text.push_str(&format!("\n{}\n{}", line(&words.en), line(&words.ja)));
                markdown.push_str(&format!("\n- {}\n- {}\n", escaped(&words.en), escaped(&words.ja)));
            }
            if let Some(own) = &finding.own {
                markdown.push_str(&format!(
                    "\nThe keeper's own rule, not the authority's: {}\n\n所管機関の定めではない、規則の管理者独自の規則：{}\n",
                    escaped(&own.en),
                    escaped(&own.ja)
                ));
            }
            tags.push(match finding.kind {
                Some(crate::check::typed::RuleKind::Eligibility) => "eligibility",
                Some(crate::check::typed::RuleKind::Funding) => "funding",
                Some(crate::check::typed::RuleKind::Form) => "form",
                None => "proposal",
            });
        }
        Of::Diagnostic(_) => tags.push("rules"),
    }
    let explain = format!("kisoku explain {}", line(one.id));
    text.push_str(&format!("\n{explain}"));
    markdown.push_str(&format!("\n`{explain}`\n"));
    let severity = match one.of {
        Of::Finding(finding, _) => finding.severity,
        Of::Diagnostic(diagnostic) => diagnostic.severity,
    };
    Rule {
        id: one.id,
        short_description: Message { text: shortened(&line(about), MOST_DESCRIPTION) },
        full_description: Message {
            text: shortened(&format!("{} / {}", line(&one.about.en), line(&one.about.ja)), MOST_DESCRIPTION),
        },
        help: Help { text, markdown },
        default_configuration: Configuration { level: level(severity) },
        properties: Tags { tags },
    }
}

fn result<'a>(one: &'a Listed<'a>, rule_index: usize, lang: Lang) -> SarifResult<'a> {
    let kind = match one.outcome {
        FindingOutcome::Pass => "pass",
        FindingOutcome::NotApplicable => "notApplicable",
        FindingOutcome::LeftToReviewers => "review",
        // A code host shows a result of any other kind as if it were none.
        FindingOutcome::Fail
        | FindingOutcome::Contested
        | FindingOutcome::Undetermined
        | FindingOutcome::DependsOnReading => "fail",
    };
    let (program, document, required_by) = match one.of {
        Of::Finding(finding, proposal) => (
            proposal.and_then(|proposal| proposal.program.as_deref()),
            proposal.map(|proposal| proposal.document),
            finding.required_by.as_ref(),
        ),
        Of::Diagnostic(_) => (None, None, None),
    };
    let mut lines = vec![one.marked_sentence(lang)];
    lines.extend(one.below(lang));
    let mut text = unlinked(&shortened(&lines.join("\n"), MOST_MESSAGE));
    if required_by.is_some() {
        text.push_str(Bilingual::new("\n[the requirement](1)", "\n[要件](1)").get(lang));
    }
    SarifResult {
        rule_id: one.id,
        rule_index,
        kind,
        level: if kind == "fail" { level(one.weight) } else { "none" },
        message: Message { text },
        locations: one.place.map(|place| location(place, one.path)).into_iter().collect(),
        related_locations: related(one, required_by, lang),
        suppressions: one.aside().map(|aside| [suppression(aside, lang)]),
        partial_fingerprints: Fingerprint {
            // GitHub tells equal ones apart by the number behind the colon; ours are never equal.
            primary_location_line_hash: format!("{}:1", one.fingerprint),
        },
        properties: Properties { outcome: one.outcome.word(), program, document },
    }
}

fn suppression(aside: &Aside, lang: Lang) -> Suppression {
    let (kind, at) = match aside {
        Aside::Acknowledged(said) => ("inSource", Some(&said.at)),
        Aside::Waived(said) => ("external", Some(&said.at)),
        Aside::Known { .. } => ("external", None),
    };
    Suppression {
        kind,
        status: "accepted",
        justification: line(aside.sentence().get(lang)),
        location: at.map(|place| location(place, "")),
    }
}

/// The requirement first, with the number that the message links to; then the other places that play a part.
fn related(one: &Listed<'_>, required_by: Option<&Place>, lang: Lang) -> Vec<Location> {
    let mut out = Vec::new();
    if let Some(place) = required_by {
        let text = Bilingual::new("the requirement", "要件");
        out.push(Location { id: Some(1), message: Some(message(text.get(lang))), ..location(place, "") });
    }
    match one.of {
        Of::Diagnostic(diagnostic) => {
            for (place, text) in diagnostic.labels.iter().skip(1).take(MOST_RELATED) {
                let text = Some(message(text.get(lang))).filter(|message| !message.text.is_empty());
                out.push(Location { message: text, ..location(place, "") });
            }
        }
        Of::Finding(finding, _) => {
            let others = finding.operands.iter().filter(|operand| operand.path != finding.path);
            for operand in others.take(MOST_RELATED) {
                let place = Place {
                    file: operand.file.clone(),
                    line: operand.line,
                    column: 1,
                    end_line: operand.line,
                    end_column: 1,
                    start: 0,
                    end: 0,
                };
                let text = message(operand.display.get(lang));
                out.push(Location { message: Some(text), ..location(&place, &operand.path) });
            }
        }
    }
    out
}

fn location(place: &Place, path: &str) -> Location {
    let logical = (!path.is_empty()).then(|| Logical { fully_qualified_name: path.to_owned() });
    Location {
        id: None,
        physical_location: Physical {
            artifact_location: Artifact { uri: uri::of_path(&place.file) },
            region: Region {
                start_line: place.line.max(1),
                start_column: place.column.max(1),
                end_line: place.end_line.max(place.line).max(1),
                end_column: place.end_column.max(1),
            },
        },
        logical_locations: logical.into_iter().collect(),
        message: None,
    }
}

fn message(text: &str) -> Message {
    Message { text: unlinked(&line(text)) }
}

/// A text in which nothing reads as a link: SARIF has `[text](target)` in plain messages, too.
fn unlinked(text: &str) -> String {
    text.replace("](", "] (")
}

/// The text as Markdown in which nothing is markup.
fn escaped(text: &str) -> String {
    super::markdown::text(text)
}

/// At most so many characters; `…` stands for the rest.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(most.saturating_sub(1)).collect();
    out.push('…');
    out
}
