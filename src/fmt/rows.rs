//! What stands in columns: the fields of a record, the words of an enum, the columns of a table, the values of a let.

use super::clauses::{ends_in_comment, own_value, texts, value_after_equals};
use super::doc::{Doc, SENTENCE, WIDTH, flat, group, text};
use super::layout::{
    below, beside_brace, has_comments, head, is, lead, next_line, node, opening_brace, part, spaced, spaces,
    width_of, with_comments,
};
use crate::syntax::Rule;
use crate::syntax::concrete::{Node, Part, Token};
use textwrap::core::display_width;

/// The indentation of a row.
const INDENT: usize = 2;
/// A row has at most so many columns: a table may be a little wider than a sentence.
pub(super) const ROW: usize = 120;
/// The spaces between two columns.
const GAP: usize = 2;

/// A row of a record, an enum or a table, in the texts of its columns.
struct Row<'a> {
    name: String,
    /// With the colon before it.
    ty: Option<String>,
    labels: Vec<Label>,
    comment: Option<&'a str>,
    /// `allow … because …`, each on a line below.
    allows: Vec<Doc<'a>>,
}

/// `label en "…" ja "…"` or `aka "…", "…"`
struct Label {
    /// Up to the first string, itself included; all of an `aka`.
    first: String,
    /// Its second language.
    second: Option<String>,
    aka: bool,
    /// The column of the second language below the first.
    hang: usize,
}

impl Label {
    fn joined(&self) -> String {
        match &self.second {
            Some(second) => format!("{} {second}", self.first),
            None => self.first.clone(),
        }
    }
}

/// A line of the block.
enum Line<'a> {
    Row(Row<'a>),
    /// A row with comments inside, or a citation.
    Other(Vec<Doc<'a>>),
}

/// How wide the columns of a block are.
struct Columns {
    name: usize,
    ty: usize,
    /// That of the first language of labels, where all labels are set in columns.
    first: Option<usize>,
    second: usize,
}

/// A declaration with rows: its head, and the block.
pub(super) fn block(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut parts = parts;
    let open = parts.iter().position(|part| is(part, Rule::open)).unwrap_or(parts.len());
    let body = parts.split_off(open);
    let label = parts.iter().position(|part| is(part, Rule::label)).unwrap_or(parts.len());
    let labels = parts.split_off(label);
    let labelled = !labels.is_empty();
    let mut docs = head(parts);
    docs.extend(labels.into_iter().map(next_line));
    let mut lines: Vec<(Vec<Doc>, Line)> = Vec::new();
    let mut closing = Vec::new();
    let mut commented = false;
    for one in body {
        match one {
            Part::Token(open) if open.rule == Some(Rule::open) => {
                commented = has_comments(&open);
                if labelled {
                    // Below a head of two lines the brace has its own.
                    docs.extend([Doc::Line, text("{")]);
                    docs = vec![Doc::Group(SENTENCE, docs)];
                    docs.push(beside_brace(&open));
                } else {
                    docs.extend(opening_brace(&open));
                }
            }
            Part::Token(token) => closing.push(token),
            Part::Node(mut one) => {
                let lead = lead(&mut one, lines.is_empty());
                let line = if matches!(one.rule, Rule::cite | Rule::allow) {
                    Line::Other(node(one, 0))
                } else {
                    line(one)
                };
                lines.push((lead, line));
            }
        }
    }
    let columns = columns(&lines);
    let mut inner = Vec::new();
    for (lead, line) in lines {
        inner.push(Doc::Hard);
        inner.extend(lead);
        match line {
            Line::Row(row) => {
                inner.extend(drawn(&row, &columns));
                inner.extend(row.allows);
            }
            Line::Other(docs) => inner.extend(docs),
        }
    }
    for close in closing {
        for comment in &close.before {
            inner.extend((comment.blank && !inner.is_empty()).then_some(Doc::Blank));
            inner.push(Doc::Own(comment.text));
        }
        let empty = inner.is_empty() && !commented;
        docs.push(Doc::Nest(INDENT, std::mem::take(&mut inner)));
        docs.extend((!empty).then_some(Doc::Hard));
        let written = if empty { Doc::Glue("}") } else { text("}") };
        docs.extend(with_comments(Token { before: Vec::new(), ..close }, written));
    }
    docs
}

/// A field or a word, cut into its columns; as a whole where a comment stands inside.
fn line(one: Node<'_>) -> Line<'_> {
    let mut name = None;
    let mut ty = None;
    let mut labels = Vec::new();
    let mut comment = None;
    let mut all = Vec::new();
    let mut parts = one.parts;
    let allowed = parts.iter().position(|part| is(part, Rule::allow)).unwrap_or(parts.len());
    let in_order = parts.iter().skip(allowed).all(|part| is(part, Rule::allow));
    let mut inside = !in_order;
    let allows = parts.split_off(if in_order { allowed } else { parts.len() });
    let allows: Vec<Doc> = allows.into_iter().map(below).collect();
    for one in parts {
        inside |= comment.is_some();
        let is_label = is(&one, Rule::label) || is(&one, Rule::aka);
        let is_colon = is(&one, Rule::colon);
        let is_type = is(&one, Rule::field_type);
        let (label, docs) = if is_label { label(one) } else { (None, part(one)) };
        match flat(&docs) {
            Some((_, end)) if end.is_some() || comment.is_none() => comment = end,
            Some(_) => {}
            None => inside = true,
        }
        let written = flat(&docs).map(|(text, _)| text).unwrap_or_default();
        match label {
            Some(label) => labels.push(label),
            None if is_colon => {}
            None if is_type => ty = Some(format!(": {written}")),
            None => name = Some(written),
        }
        let line = if is_label { Doc::Line } else { Doc::Pad(usize::from(!all.is_empty())) };
        all.push(Doc::Nest(4, std::iter::once(line).chain(docs).collect()));
    }
    match name {
        Some(name) if !inside => Line::Row(Row { name, ty, labels, comment, allows }),
        _ => Line::Other(vec![group(all)].into_iter().chain(allows).collect()),
    }
}

/// The texts of a label, and the same as documents.
fn label(one: Part<'_>) -> (Option<Label>, Vec<Doc<'_>>) {
    let aka = is(&one, Rule::aka);
    let Part::Node(one) = one else { return (None, part(one)) };
    let mut docs: Vec<Doc> = Vec::new();
    let mut label = Label { first: String::new(), second: None, aka, hang: 0 };
    if aka {
        docs.extend(spaced(one.parts));
        label.first = flat(&docs).map(|(text, _)| text).unwrap_or_default();
        return (Some(label), docs);
    }
    for one in one.parts {
        match one {
            Part::Node(inner) if inner.rule == Rule::texts => {
                let mut docs_of_texts = texts(inner.parts, 0, WIDTH);
                let (first, second) = split(&docs_of_texts);
                let bare = first.starts_with('"');
                label.hang = width_of(&docs).saturating_add(1).saturating_sub(if bare { 3 } else { 0 });
                label.first = format!("{} {first}", flat(&docs).map(|(text, _)| text).unwrap_or_default());
                label.second = second;
                docs.push(Doc::Pad(1));
                docs.append(&mut docs_of_texts);
            }
            one => docs.extend(part(one)),
        }
    }
    (Some(label), docs)
}

/// Texts, cut before their second language.
fn split(docs: &[Doc<'_>]) -> (String, Option<String>) {
    let [Doc::Group(_, inner)] = docs else { return (String::new(), None) };
    let is_cut = |doc: &Doc| matches!(doc, Doc::Nest(_, inner) if matches!(inner.first(), Some(Doc::Line)));
    let cut = inner.iter().position(is_cut).unwrap_or(inner.len());
    let (first, second) = inner.split_at_checked(cut).unwrap_or((inner, &[]));
    let written = |docs: &[Doc]| flat(docs).map(|(text, _)| text.trim_start().to_owned()).unwrap_or_default();
    (written(first), (!second.is_empty()).then(|| written(second)))
}

/// A label, then spellings, each once at most: what is set in columns.
fn in_columns(labels: &[Label]) -> bool {
    match labels {
        [] => true,
        [_] => true,
        [label, aka] => !label.aka && aka.aka,
        _ => false,
    }
}

fn columns(lines: &[(Vec<Doc<'_>>, Line<'_>)]) -> Columns {
    let rows =
        || lines.iter().filter_map(|(_, line)| if let Line::Row(row) = line { Some(row) } else { None });
    let widest = |widths: &mut dyn Iterator<Item = usize>| widths.max().unwrap_or(0);
    let name = widest(&mut rows().map(|row| display_width(&row.name)));
    let ty = widest(&mut rows().filter_map(|row| row.ty.as_deref()).map(display_width));
    let mut columns = Columns { name, ty, first: None, second: 0 };
    let start = label_column(&columns);
    let short = || rows().filter(|row| in_columns(&row.labels) && natural(row, start) <= ROW);
    let labels = || short().filter_map(|row| row.labels.first()).filter(|label| !label.aka);
    let both = || labels().filter(|label| label.second.is_some());
    let followed = || short().filter(|row| row.labels.len() > 1).filter_map(|row| row.labels.first());
    let width = |text: &str| display_width(text);
    let first = widest(&mut both().map(|label| width(&label.first)));
    let second = widest(&mut both().filter_map(|label| label.second.as_deref()).map(width));
    // A label in one language may be longer than those in two; what comes after it moves for all.
    let alone = followed().filter(|label| label.second.is_none()).map(|label| width(&label.first));
    let pair = if second > 0 { first.saturating_add(GAP).saturating_add(second) } else { 0 };
    let all = widest(&mut alone.chain(std::iter::once(pair)));
    let aka = widest(&mut short().filter_map(|row| row.labels.get(1)).map(|aka| width(&aka.first)));
    let end = start.saturating_add(all).saturating_add(if aka > 0 { aka.saturating_add(GAP) } else { 0 });
    if end <= ROW {
        columns.first = Some(first);
        columns.second = all;
    }
    columns
}

/// Where labels start.
fn label_column(columns: &Columns) -> usize {
    let ty = if columns.ty > 0 { columns.ty.saturating_add(1) } else { 0 };
    INDENT.saturating_add(columns.name).saturating_add(ty).saturating_add(GAP)
}

/// Where a row ends whose labels follow each other without columns.
fn natural(row: &Row<'_>, start: usize) -> usize {
    row.labels
        .iter()
        .fold(start, |end, label| end.saturating_add(display_width(&label.joined())).saturating_add(GAP))
        .saturating_sub(GAP)
}

fn drawn<'a>(row: &Row<'a>, columns: &Columns) -> Vec<Doc<'a>> {
    let mut line = row.name.clone();
    if let Some(ty) = &row.ty {
        pad_to(&mut line, columns.name);
        line.push(' ');
        line.push_str(ty);
    }
    let start = label_column(columns).saturating_sub(INDENT);
    let mut docs = Vec::new();
    if natural(row, label_column(columns)) > ROW && !row.labels.is_empty() {
        // Too long for one line: a language or clause a line.
        pad_to(&mut line, start);
        let mut pieces = Vec::new();
        for label in &row.labels {
            pieces.push((start, label.first.clone()));
            pieces.extend(label.second.clone().map(|second| (start.saturating_add(label.hang), second)));
        }
        let mut pieces = pieces.into_iter();
        docs.push(text(line + &pieces.next().map(|(_, first)| first).unwrap_or_default()));
        docs.extend(pieces.map(|(column, piece)| Doc::Nest(column, vec![Doc::Hard, text(piece)])));
    } else {
        for (index, label) in row.labels.iter().enumerate() {
            let at = match (index, columns.first) {
                (0, _) => start,
                (_, Some(_)) if in_columns(&row.labels) => {
                    start.saturating_add(columns.second).saturating_add(GAP)
                }
                _ => display_width(&line).saturating_add(GAP),
            };
            pad_to(&mut line, at);
            line.push_str(&label.first);
            if let Some(second) = &label.second {
                match columns.first {
                    Some(first) if in_columns(&row.labels) => {
                        pad_to(&mut line, start.saturating_add(first).saturating_add(GAP));
                    }
                    _ => line.push(' '),
                }
                line.push_str(second);
            }
        }
        docs.push(text(line));
    }
    docs.extend(row.comment.map(Doc::After));
    docs
}

pub(super) fn pad_to(line: &mut String, column: usize) {
    let missing = column.saturating_sub(display_width(line));
    line.extend(std::iter::repeat_n(' ', missing));
}

/// `let NAME = E`, the name in so many columns; or its dated values below it, their `=` below each other.
pub(super) fn figure(parts: Vec<Part<'_>>, name: usize) -> Vec<Doc<'_>> {
    if !parts.iter().any(|part| is(part, Rule::dated_value)) {
        return plain_figure(parts, name);
    }
    let mut words = Vec::new();
    let mut rows = Vec::new();
    let mut allows = Vec::new();
    for one in parts {
        match one {
            Part::Node(value) if value.rule == Rule::dated_value => rows.push(value),
            allow if is(&allow, Rule::allow) => allows.push(below(allow)),
            one => words.push(one),
        }
    }
    let mut lines: Vec<(Vec<Doc>, Vec<Doc>, Vec<Doc>)> = Vec::new();
    for mut row in rows {
        let lead = lead(&mut row, false);
        let mut parts = row.parts;
        let equals = parts.iter().position(|part| is(part, Rule::equals)).unwrap_or(parts.len());
        let value = parts.split_off(equals);
        let commented = ends_in_comment(value.get(..1).unwrap_or_default());
        let value = value.into_iter().flat_map(|part| dated_part(part, commented)).collect();
        lines.push((lead, spaced(parts), value));
    }
    let widest = lines.iter().map(|(_, dates, _)| width_of(dates)).max().unwrap_or(0);
    let mut inner = Vec::new();
    for (lead, dates, value) in lines {
        let space = widest.saturating_sub(width_of(&dates)).saturating_add(1);
        inner.push(Doc::Hard);
        inner.extend(lead);
        inner.push(group(dates.into_iter().chain(std::iter::once(Doc::Pad(space))).chain(value).collect()));
    }
    let label = words.iter().position(|part| is(part, Rule::label)).unwrap_or(words.len());
    let labels = words.split_off(label);
    let mut docs = head(words);
    docs.extend(labels.into_iter().map(next_line));
    let mut docs = vec![group(docs)];
    docs.push(Doc::Nest(INDENT, inner));
    docs.extend(allows);
    docs
}

fn dated_part(one: Part<'_>, commented: bool) -> Vec<Doc<'_>> {
    if is(&one, Rule::equals) { part(one) } else { own_value(one, commented) }
}

fn plain_figure(parts: Vec<Part<'_>>, name: usize) -> Vec<Doc<'_>> {
    let written = parts.iter().find_map(|part| match part {
        Part::Token(token) if token.rule == Some(Rule::name) => {
            Some(display_width(&super::word::word(token.rule, token.text)))
        }
        _ => None,
    });
    let missing = name.saturating_sub(written.unwrap_or(name));
    let mut docs = value_after_equals(parts);
    if missing > 0
        && let Some(Doc::Group(_, inner)) = docs.first_mut()
        && let Some(Doc::Nest(_, inner)) = inner.iter_mut().find(|doc| matches!(doc, Doc::Nest(..)))
        && let Some(at) = inner.iter().position(|doc| matches!(doc, Doc::Text(text) if text == "="))
    {
        inner.insert(at, spaces(missing));
    }
    docs
}
