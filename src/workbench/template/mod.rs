//! An application to fill in, made from a pack: every field with its type, limits and rules, in YAML, TOML or JSON;
//! and the JSON Schema of such applications.
//!
//! In: a [`Plan`]. Out: text. What is required has its key and no value; what is optional is
//! commented out (in JSON, which has no comments: `null`). So an untouched template is only undetermined.

mod json;
mod limits;
mod notation;
mod outline;
pub mod schema;
mod spelling;
mod toml;
mod words;
mod yaml;

use crate::data::Format;
use crate::diag::Lang;
use crate::plan::Plan;

/// The template of a pack in a format; `None` for a format that holds no single application.
pub fn template(plan: &Plan, format: Format, lang: Lang) -> Option<String> {
    let outline = outline::outline(plan);
    match format {
        Format::Yaml => Some(yaml::write(&outline, lang)),
        Format::Toml => Some(toml::write(&outline, lang)),
        Format::Json => Some(json::template(&outline, lang)),
        Format::Ndjson | Format::Csv => None,
    }
}
