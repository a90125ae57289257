//! A change written into the file: only the values that change, in the notation, quotes and order of the author.
//!
//! In: the text of a file, a document of it as a tree, changes. Out: the new text, which has been read again and holds
//! the new values and the old ones of all else; or why the change cannot be written so.

mod insert;
mod notation;

use super::Change;
use crate::check::Pack;
use crate::data::{self, Format, Kind, Node, Proposal, Slot, SlotId, State, Tree, decode, notation_at};
use crate::diag::Bilingual;
use crate::suite::{Rewrite, rewritten};
use crate::text::{Source, Span};
use crate::value::{Money, Scalar};

/// What is written to.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The file.
    pub source: &'a Source,
    /// Its format.
    pub format: Format,
    /// The document.
    pub tree: &'a Tree,
    /// What was read of it.
    pub proposal: &'a Proposal,
}

/// The text of the file with the changes.
///
/// # Errors
/// Where a value is shared by an anchor, or has no place where it could be written.
pub fn edited(target: Target<'_>, changes: &[Change]) -> Result<String, Bilingual> {
    let mut rewrites = Vec::new();
    for change in changes {
        let Some(slot) = target.proposal.slot(change.slot) else { return Err(no_place(change)) };
        let rewrite = match &slot.state {
            State::Missing => insert::missing(target, slot, change),
            _ => Some(replaced(target, slot, change)),
        };
        rewrites.push(rewrite.ok_or_else(|| no_place(change))?);
    }
    let rewrites = insert::in_order(rewrites);
    let text = rewritten(&target.source.text, &rewrites);
    if says(target, &text, changes) { Ok(text) } else { Err(shared(changes)) }
}

/// A value in the place of another.
fn replaced(target: Target<'_>, slot: &Slot, change: &Change) -> Rewrite {
    let place = slot.place(target.source.id);
    let raw = target.source.slice(place);
    let bare = raw.trim_matches(['"', '\'']);
    let written = notation::like(target, change, place, bare);
    let flow = in_flow(target, place);
    Rewrite { span: place, text: quoted(target.format, &written, Quotes::of(raw), flow) }
}

/// How a value is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    None,
    Single,
    Double,
}

impl Quotes {
    fn of(raw: &str) -> Quotes {
        match raw.chars().next() {
            Some('"') => Quotes::Double,
            Some('\'') => Quotes::Single,
            _ => Quotes::None,
        }
    }
}

/// A value as it stands in the file: in the quotes that were there, or in some where it must have them.
fn quoted(format: Format, text: &str, quotes: Quotes, flow: bool) -> String {
    let bare = match format {
        Format::Json | Format::Ndjson => is_bare_number(text) || matches!(text, "true" | "false"),
        Format::Toml => {
            let digits = text.replace('_', "");
            is_bare_number(&digits) || matches!(text, "true" | "false") || is_day(text)
        }
        _ => is_plain_yaml(text, flow),
    };
    match quotes {
        Quotes::None if bare => text.to_owned(),
        Quotes::Single => format!("'{}'", text.replace('\'', "''")),
        Quotes::None | Quotes::Double => {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
    }
}

fn is_bare_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let zero = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && !zero && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2024-10-10`
fn is_day(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00"
}

/// Whether YAML reads the text as it is.
fn is_plain_yaml(text: &str, flow: bool) -> bool {
    let starts = text.chars().next().is_some_and(|c| {
        c.is_alphanumeric()
            || matches!(c, '¥' | '￥' | '(' | '（' | '▲' | '△' | '－' | '−')
            || c == '-' && text.len() > 1 && !text.starts_with("- ")
    });
    let breaks = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    starts && !breaks && !(flow && text.contains([',', '[', ']', '{', '}']))
}

/// Whether a place is inside braces or brackets.
fn in_flow(target: Target<'_>, place: Span) -> bool {
    let mut nodes = target.tree.nodes();
    nodes.any(|(_, node)| node.start < place.start && place.end < node.end && opens(target, node))
}

/// Whether a collection begins with a bracket.
fn opens(target: Target<'_>, node: Node) -> bool {
    let start = usize::try_from(node.start).unwrap_or(usize::MAX);
    let first = target.source.text.get(start..).and_then(|rest| rest.chars().next());
    matches!((node.kind, first), (Kind::Map, Some('{')) | (Kind::Seq, Some('[')))
}

/// Whether the new text says what the changes say, and of all else what the old one said.
fn says(target: Target<'_>, text: &str, changes: &[Change]) -> bool {
    let source = Source::new(target.source.id, target.source.name.as_str(), text);
    let documents = data::read(&source, target.format);
    let before = data::read(target.source, target.format);
    if documents.len() != before.len() {
        return false;
    }
    documents.iter().zip(&before).all(|(after, before)| {
        let (Ok(after_tree), Ok(before_tree)) = (&after.tree, &before.tree) else {
            return after.tree.is_err() && before.tree.is_err();
        };
        let root = target.pack.program.root;
        let schema = &target.pack.schema;
        let (is, _) = decode(schema, root, after_tree, &source, after.number);
        let (was, _) = decode(schema, root, before_tree, target.source, before.number);
        let own = before.number == target.proposal.document.max(1);
        is.slots.len() == was.slots.len()
            && (0..).map(SlotId).zip(is.slots.iter().zip(&was.slots)).all(|(slot, (is, was))| {
                let new = changes.iter().find(|change| own && change.slot == slot);
                match new {
                    Some(change) => is.state == State::Given(change.value.clone()),
                    None => is.state == was.state,
                }
            })
    })
}

/// How an amount is written that was not there: as its neighbours of the same unit are, else the usual way.
fn neighbour<'a>(target: Target<'a>, change: &Change, money: Money) -> Option<(&'a str, Span)> {
    let near = |slot: &Slot| matches!(slot.state, State::Given(_)).then_some(slot.place(target.source.id));
    let fields = super::open::money_beside(target.pack, target.proposal, &change.path, money);
    let place = fields.into_iter().find_map(|slot| target.proposal.slot(slot).and_then(near))?;
    Some((target.source.slice(place).trim_matches(['"', '\'']), place))
}

fn no_place(change: &Change) -> Bilingual {
    let path = &change.path;
    Bilingual::new(
        format!("there is no place in the file for `{path}`; add it by hand: {path} = {}", change.new.0.en),
        format!(
            "`{path}` を書き込む場所がファイルにありません。手で追加してください：{path} = {}",
            change.new.0.ja
        ),
    )
}

fn shared(changes: &[Change]) -> Bilingual {
    let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    Bilingual::new(
        format!(
            "the change cannot be written without changing something else, as where a value is shared by an anchor (`&`, `*`, `<<`); write it by hand: {}",
            paths.join(", ")
        ),
        format!(
            "ほかの値を変えずに書き込むことができません（アンカー（`&`、`*`、`<<`）で共有されている場合など）。手で変更してください：{}",
            paths.join("、")
        ),
    )
}

/// Whether a value is an amount, and of which unit.
fn money_of(scalar: Scalar) -> Option<Money> {
    match scalar {
        Scalar::Money(money) => Some(money),
        _ => None,
    }
}

/// How the amount at a place is written anew.
fn amount(target: Target<'_>, place: Span, money: Money, yen: &crate::value::Num) -> String {
    notation_at(target.source, place, money).write(yen)
}
