//! JSON whose keys stay in their order, and the template in it. JSON has no comments: what a field means is in the
//! JSON Schema of the pack and in the other two formats.

use super::outline::{Entry, Outline, Shape};
use super::words::key;
use crate::diag::Lang;
use crate::report::pretty_json;
use serde::ser::{Serialize, SerializeMap as _, Serializer};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Keys and values, in order.
    Map(Vec<(String, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Number(value) => serializer.serialize_i64(*value),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items),
            Json::Map(pairs) => {
                let mut map = serializer.serialize_map(Some(pairs.len()))?;
                for (key, value) in pairs {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl Json {
    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    /// Indented, with a line end.
    pub(super) fn pretty(&self) -> String {
        pretty_json(self)
    }
}

/// The template.
pub(super) fn template(outline: &Outline<'_>, lang: Lang) -> String {
    let mut pairs = vec![("program".to_owned(), Json::text(outline.pack.id.as_str()))];
    pairs.extend(fields(&outline.fields, lang));
    Json::Map(pairs).pretty()
}

fn fields(entries: &[Entry<'_>], lang: Lang) -> Vec<(String, Json)> {
    entries.iter().map(|entry| (key(entry.field, lang).to_owned(), value(entry, lang))).collect()
}

fn value(entry: &Entry<'_>, lang: Lang) -> Json {
    match &entry.shape {
        _ if entry.optional => Json::Null,
        Shape::List(..) if entry.entries == 0 => Json::Null,
        Shape::List(item, ..) => Json::List(vec![empty(item, lang); entry.entries]),
        own => empty(own, lang),
    }
}

fn empty(shape: &Shape<'_>, lang: Lang) -> Json {
    match shape {
        Shape::Record(entries) => Json::Map(fields(entries, lang)),
        Shape::Scalar(_) | Shape::List(..) => Json::Null,
    }
}
