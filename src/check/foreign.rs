//! Names of other packs, looked up where an expression or a type writes them: `stage1.clusters`, `stage1.Field.it`.

use super::context::{Checker, ValueName};
use super::paths::{Found, dotted, enum_word, value_name};
use crate::data::Enum;
use crate::diag::{Bilingual, check_names, check_use};
use crate::syntax::ast::{Name, PathExpr};
use crate::text::{FileId, Span, nearest};
use crate::value::EnumId;

/// The index of the `use` that puts this name before others; from now on it counts as referred to.
pub(super) fn referred(cx: &mut Checker, qualifier: &str, from: FileId) -> Option<usize> {
    let at = cx.uses.iter().position(|used| used.qualifier.text == qualifier)?;
    cx.referred.insert((at, from));
    Some(at)
}

/// Where the name that stands before others is declared.
pub(super) fn declared(cx: &Checker, qualifier: &str) -> Option<Span> {
    cx.uses.iter().find(|used| used.qualifier.text == qualifier).map(|used| used.qualifier.span)
}

/// The enum with this qualified name; the error is reported where there is none.
pub(super) fn enumeration(cx: &mut Checker, name: &Name) -> Option<EnumId> {
    let (qualifier, rest) = name.text.split_once('.')?;
    let Some(at) = referred(cx, qualifier, name.span.file) else {
        unknown_qualifier(cx, name, qualifier);
        return None;
    };
    let visible = cx.uses.get(at)?.names.as_ref()?;
    if let Some(found) = visible.enums.get(rest) {
        return Some(*found);
    }
    let is = visible.values.get(rest).map(|value| value_words(*value));
    match is {
        Some(is) => {
            let help = Bilingual::new("name an enum", "enum の名前を書いてください");
            cx.say(check_names::cannot_stand_here(name.span, &name.text, &is, help));
        }
        None => unknown(cx, at, name, rest, &Bilingual::new("enum", " enum ")),
    }
    None
}

fn unknown_qualifier(cx: &mut Checker, name: &Name, qualifier: &str) {
    if cx.broken.contains(qualifier) || of_unknown(cx, qualifier) {
        return;
    }
    let near = nearest(qualifier, cx.uses.iter().map(|used| used.qualifier.text.as_str()));
    let kind = Bilingual::new("used pack", "（use した）パック");
    let diagnostic = check_names::unknown_name(name.span, &kind, qualifier, near);
    cx.say(diagnostic);
}

/// Whether a name that stands before others is likely that of a used pack that is not there, which has been said.
pub(super) fn of_unknown(cx: &Checker, qualifier: &str) -> bool {
    let unknown = cx.uses.iter().filter(|used| used.names.is_none());
    nearest(qualifier, unknown.map(|used| used.qualifier.text.as_str())).is_some()
}

/// Reports a name that another pack does not make visible.
pub(super) fn unknown(cx: &mut Checker, at: usize, place: &Name, name: &str, kind: &Bilingual) {
    let Some(used) = cx.uses.get(at) else { return };
    let Some(visible) = &used.names else { return };
    if cx.broken.contains(used.qualifier.text.as_str()) {
        return;
    }
    let diagnostic = match visible.hidden.get(name) {
        Some(is) => check_use::not_visible(place.span, name, is, &used.pack),
        None => {
            let known = visible.values.keys().chain(visible.enums.keys());
            let near = nearest(name, known.map(String::as_str));
            let near = near.map(|near| format!("{}.{near}", used.qualifier.text));
            let written = format!("{}.{name}", used.qualifier.text);
            check_names::unknown_name(place.span, kind, &written, near.as_deref())
        }
    };
    cx.say(diagnostic);
}

/// What a value of another pack is.
pub(super) fn value_words(value: ValueName) -> Bilingual {
    match value {
        ValueName::Let(_) => Bilingual::new("a figure", "数値"),
        ValueName::Table(_) => Bilingual::new("a table", "table"),
    }
}

/// The qualified name under which a bare name of another pack is visible.
pub(super) fn qualified(cx: &Checker, name: &str) -> Option<String> {
    let used = cx.uses.iter().find(|used| {
        used.names
            .as_ref()
            .is_some_and(|names| names.values.contains_key(name) || names.enums.contains_key(name))
    });
    used.map(|used| format!("{}.{name}", used.qualifier.text))
}

/// What a path leads to in the used pack with this index, whose name it starts with.
pub(super) fn of_other_pack(cx: &mut Checker, path: &PathExpr, used: usize) -> Found {
    let Some(visible) = cx.uses.get(used).and_then(|used| used.names.as_ref()) else { return Found::Error };
    let Some(name) = path.names.get(1) else {
        let is = Bilingual::new("a used pack", "use したパック");
        let help = Bilingual::new(
            "name one of its figures, tables or enums after it",
            "その後に、パックの数値、table、enum の名前を書いてください",
        );
        let written = dotted(&path.names);
        cx.say(check_names::cannot_stand_here(path.span, &written, &is, help));
        return Found::Error;
    };
    if let Some(value) = visible.values.get(&name.text).copied() {
        return value_name(cx, path, 1, value);
    }
    let Some(found) = visible.enums.get(&name.text).copied() else {
        let kind = Bilingual::new("figure, table or enum", "数値、table、enum ");
        unknown(cx, used, name, &name.text, &kind);
        return Found::Error;
    };
    match (path.names.get(2), path.names.get(3)) {
        (Some(word), None) => enum_word(cx, found, word),
        (Some(_), Some(next)) => {
            let written = dotted(path.names.get(..3).unwrap_or_default());
            let is = Bilingual::new("a word of an enum", "enum の語");
            cx.say(check_names::into_value(next.span, &written, &is, &next.text, None));
            Found::Error
        }
        (None, _) => {
            let is = Bilingual::new("an enum", " enum ");
            let help =
                Bilingual::new("name one of its words after it", "その後に、enum の語を書いてください");
            cx.say(check_names::cannot_stand_here(path.span, &dotted(&path.names), &is, help));
            Found::Error
        }
    }
}

/// Whether an enum of the schema has a name here.
pub(super) fn is_visible(cx: &Checker, e: &Enum) -> bool {
    match e.name.split_once('.') {
        None => true,
        Some((qualifier, rest)) => cx.uses.iter().any(|used| {
            used.qualifier.text == qualifier
                && used.names.as_ref().is_some_and(|names| names.enums.contains_key(rest))
        }),
    }
}
