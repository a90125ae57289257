//! JSON in the order in which it is said, as people write it; serde_json would sort the keys.

use std::fmt::Write as _;

/// A value.
pub(crate) enum Json {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<Json>),
    Map(Vec<(&'static str, Json)>),
}

/// A text.
pub(crate) fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

/// A list of what is made of each item.
pub(crate) fn list<T>(items: &[T], one: impl Fn(&T) -> Json) -> Json {
    Json::List(items.iter().map(one).collect())
}

impl Json {
    /// Writes it: on one line, or indented from this depth on.
    pub(crate) fn write(&self, out: &mut String, depth: Option<usize>) {
        match self {
            Json::Text(text) => out.push_str(&serde_json::to_string(text).unwrap()),
            Json::Number(number) => write!(out, "{number}").unwrap(),
            Json::Flag(flag) => write!(out, "{flag}").unwrap(),
            Json::List(items) => {
                between(out, ('[', ']'), depth, items, |out, item, depth| item.write(out, depth));
            }
            Json::Map(pairs) => between(out, ('{', '}'), depth, pairs, |out, (key, value), depth| {
                write!(out, "\"{key}\":{}", if depth.is_some() { " " } else { "" }).unwrap();
                value.write(out, depth);
            }),
        }
    }
}

fn between<T>(
    out: &mut String,
    (open, close): (char, char),
    depth: Option<usize>,
    items: &[T],
    one: impl Fn(&mut String, &T, Option<usize>),
) {
    out.push(open);
    let inner = depth.map(|depth| depth + 1);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        line(out, inner);
        one(out, item, inner);
    }
    if !items.is_empty() {
        line(out, depth);
    }
    out.push(close);
}

fn line(out: &mut String, depth: Option<usize>) {
    if let Some(depth) = depth {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
}
