//! Reports: outcomes in, one [`Report`] as plain data out, then one file a format.
//!
//! In: a plan, a proposal and what came out of judging it. Out: findings in both languages, with places, figures,
//! repairs and citations. The formats decide nothing.

mod acknowledge;
mod aside;
mod baseline;
mod diagnostics;
mod drawn;
mod explain;
mod findings;
mod fingerprint;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod listed;
mod markdown;
pub mod junit;
mod model;
mod ndjson;
mod place;
mod repairs;
mod said;
mod sarif;
mod sheet;
mod short;
mod snippet;
mod source_code;
mod stream;
mod totals;
pub(crate) mod uri;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use crate::text::one_line;
pub use acknowledge::acknowledge;
pub use aside::{Acknowledged, Aside, Waived, WaiverOf, set_known, settle, waive};
pub use baseline::{KnownFinding, could_be_known, read_baseline, write_baseline};
pub use diagnostics::{rule_diagnostic, unreadable};
pub(crate) use findings::citations;
pub use findings::{
    AcrossSet, Decider, Detail, Judgeable, ReportOptions, across_findings, add_to_sheet, condition_words,
    deciders, findings_of_rule, needs_of_judgement, proposal_report, sheet_report, unreadable_sheet,
    value_words,
};
pub use github::github;
pub use gitlab::gitlab;
pub use html::html;
pub use human::HumanOptions;
pub use json::{SCHEMA, json};
pub(crate) use json::{WireDiagnostic, WirePoint, WireProposal, WireText, exact, pretty_json};
pub use markdown::{COMMENT_LIMIT, SUMMARY_LIMIT, markdown};
pub(crate) use markdown::{code as markdown_code, html as markdown_html, text as markdown_prose};
pub use model::*;
pub use place::rule_place;
pub use sarif::sarif;
pub use sheet::SheetSummary;
pub use stream::{Many, Portion, Streamed, human, ndjson, passing_have_lines, short};
pub use words::bound_text::{BoundRole, BoundText, bound_texts};
pub use words::named::{NamedId, NamedValue, meaning_of, named_by, named_in, values_of};
pub(crate) use words::node_value;
pub use words::rule_text::{
    ReadingText, Said, SaidKind, define_text, judgement_text, reading_texts, rule_text,
};
pub use words::tried::{shown_value, site_words};
