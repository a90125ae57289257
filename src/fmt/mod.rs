//! Rule files in the one style of `docs/formatting.md`.
//!
//! In: the text of a rule file. Out: the same declarations, laid out; what cannot be read stays as it is. The
//! result is read again before it is given out: where its tree or its comments were not those of the file, the file
//! is given back unchanged, with a diagnostic.

mod clauses;
mod doc;
mod examples;
mod expression;
mod layout;
mod rows;
mod word;

use crate::diag::{self, Diagnostic};
use crate::syntax::ast::Ast;
use crate::syntax::concrete::{Node, Part, blank_before, is_space};
use crate::syntax::{Layout, MAX_BYTES, Rule, parse, parse_layout};
use crate::text::{Source, Span};
use doc::Doc;
use std::ops::Range;

/// A rule file in the one style.
#[derive(Debug)]
pub struct Formatted {
    /// The text; that of the file where it cannot be formatted.
    pub text: String,
    /// What is wrong in the file as it was.
    pub diags: Vec<Diagnostic>,
}

/// Formats a rule file.
pub fn format(source: &Source) -> Formatted {
    let (outcome, layout) = parse_layout(source);
    let mut diags = outcome.diags;
    let ast = outcome.value;
    if source.text.len() > MAX_BYTES {
        // Nothing of it was read, so nothing of it can be laid out.
        return Formatted { text: source.text.to_string(), diags };
    }
    let text = lay_out(&source.text, &ast, layout);
    if text == *source.text || says_the_same(&ast, source, &text) {
        return Formatted { text, diags };
    }
    diags.push(diag::not_formatted(Span::new(source.id, 0, 0)));
    Formatted { text: source.text.to_string(), diags }
}

/// Whether a text has the declarations and comments of a file.
fn says_the_same(ast: &Ast, source: &Source, text: &str) -> bool {
    let other = Source::new(source.id, source.name.as_str(), text);
    let read = parse(&other).value;
    let comments = |ast: &Ast, source: &Source| -> Vec<String> {
        ast.comments.iter().map(|span| source.slice(*span).trim_end().to_owned()).collect()
    };
    read.same_but_for_places(ast) && comments(&read, &other) == comments(ast, source)
}

/// A stretch of a file.
enum Stretch<'a> {
    /// A declaration.
    Declaration(Node<'a>),
    /// Text that stays as it is.
    Loose,
}

/// A stretch and its bytes, and those of the comment after it on its line.
struct Placed<'a> {
    stretch: Stretch<'a>,
    range: Range<usize>,
}

fn lay_out(text: &str, ast: &Ast, layout: Layout<'_>) -> String {
    let placed = stretches(text, layout);
    let names = name_widths(text, &placed);
    let mut docs = Vec::new();
    let mut at = 0;
    let mut comments = ast.comments.iter().map(|span| span.range()).peekable();
    let mut before = None;
    let mut names = names.into_iter();
    for Placed { stretch, range } in placed {
        let mut lead = Vec::new();
        while let Some(comment) = comments.next_if(|comment| comment.start < range.start) {
            if comment.start >= at {
                lead.push(comment);
            }
        }
        while comments.next_if(|comment| comment.start < range.end).is_some() {}
        let here = Kind::of(&stretch);
        let apart = before.is_some_and(|before: Kind| before == Kind::Block || here == Kind::Block)
            && before != Some(Kind::Loose)
            && here != Kind::Loose;
        let blank = |at: usize| blank_before(text, at);
        let author = blank(range.start) || lead.iter().any(|comment| blank(comment.start));
        docs.extend((apart && !author).then_some(Doc::Blank));
        docs.extend(own_lines(text, &lead));
        docs.extend(blank(range.start).then_some(Doc::Blank));
        let name = names.next().unwrap_or(0);
        docs.extend(stretch_docs(text, stretch, &range, name));
        docs.push(Doc::Hard);
        at = range.end;
        before = Some(here);
    }
    let rest: Vec<Range<usize>> = comments.filter(|comment| comment.start >= at).collect();
    docs.extend(own_lines(text, &rest));
    doc::render(&docs)
}

/// What decides whether an empty line stands before the next declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It has a block, or values below it.
    Block,
    /// It is a line.
    Line,
    /// It stays as it is.
    Loose,
}

impl Kind {
    fn of(stretch: &Stretch<'_>) -> Kind {
        match stretch {
            Stretch::Loose => Kind::Loose,
            Stretch::Declaration(node) if is_line(node) => Kind::Line,
            Stretch::Declaration(_) => Kind::Block,
        }
    }
}

/// Whether a declaration has no block: the author's empty lines group such ones.
fn is_line(node: &Node<'_>) -> bool {
    let below = |part: &Part<'_>| layout::is(part, Rule::allow) || layout::is(part, Rule::dated_value);
    matches!(node.rule, Rule::used_pack | Rule::define | Rule::figure) && !node.parts.iter().any(below)
}

/// Whether a declaration is a let on a line.
fn is_plain_figure(node: &Node<'_>) -> bool {
    let label = |part: &Part<'_>| layout::is(part, Rule::label);
    node.rule == Rule::figure && is_line(node) && !node.parts.iter().any(label)
}

fn own_lines<'a>(text: &'a str, comments: &[Range<usize>]) -> Vec<Doc<'a>> {
    let mut docs = Vec::new();
    for comment in comments {
        docs.extend(blank_before(text, comment.start).then_some(Doc::Blank));
        docs.push(Doc::Own(text.get(comment.clone()).unwrap_or_default().trim_end()));
    }
    docs
}

fn stretch_docs<'a>(text: &'a str, stretch: Stretch<'a>, range: &Range<usize>, name: usize) -> Vec<Doc<'a>> {
    match stretch {
        Stretch::Loose => vec![Doc::Verbatim(text.get(range.clone()).unwrap_or_default())],
        Stretch::Declaration(mut node) => {
            // The comments before it are written already.
            if let Some(first) = node.first_mut() {
                first.before.clear();
            }
            if node.rule == Rule::figure { rows::figure(node.parts, name) } else { layout::node(node, 0) }
        }
    }
}

/// The declarations, and what is between them; what shares a line with text that cannot be read stays as it is, too.
fn stretches<'a>(text: &str, layout: Layout<'a>) -> Vec<Placed<'a>> {
    let ends = |node: &Node<'_>| -> Range<usize> {
        let start = node.first().map_or(0, |first| first.start);
        // A comment at the end of the last line is written with its token.
        start
            ..node
                .last()
                .map_or(start, |last| if last.after.is_some() { line_end(text, last.end) } else { last.end })
    };
    let mut all: Vec<Placed<'a>> = layout
        .declarations
        .into_iter()
        .map(|node| Placed { range: ends(&node), stretch: Stretch::Declaration(node) })
        .chain(layout.loose.into_iter().map(|range| Placed { stretch: Stretch::Loose, range }))
        .collect();
    all.sort_by_key(|placed| placed.range.start);
    let mut joined: Vec<Placed<'a>> = Vec::new();
    for mut next in all {
        let one_line = joined.last().is_some_and(|last| {
            let between = text.get(last.range.end..next.range.start).unwrap_or_default();
            let loose = |placed: &Placed<'_>| matches!(placed.stretch, Stretch::Loose);
            (loose(last) || loose(&next)) && (loose(last) && loose(&next) || !between.contains(['\n', '\r']))
        });
        if one_line && let Some(last) = joined.last_mut() {
            last.stretch = Stretch::Loose;
            last.range.end = next.range.end;
        } else {
            // A loose stretch keeps its indentation: it tells the reader of a broken file what belongs together.
            if matches!(next.stretch, Stretch::Loose) {
                next.range.start = line_start(text, next.range.start);
            }
            joined.push(next);
        }
    }
    for placed in &mut joined {
        match &placed.stretch {
            Stretch::Loose => placed.range.end = line_end(text, placed.range.end),
            Stretch::Declaration(_) => {}
        }
    }
    joined
}

/// The byte at which the line of this byte starts, where only white space is between.
fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end.saturating_add(1));
    let between = before.get(start..).unwrap_or_default();
    let between_start =
        start.saturating_add(if between.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 });
    if between.chars().all(is_space) { between_start } else { at }
}

/// The byte at which the line of this byte ends, where only white space and a comment are between.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    if line.trim_start_matches(is_space).starts_with("//") {
        at.saturating_add(line.trim_end().len())
    } else {
        at
    }
}

/// For each stretch the width that its name takes: lets on lines that follow each other have their `=` below each
/// other.
fn name_widths(text: &str, placed: &[Placed<'_>]) -> Vec<usize> {
    let name = |placed: &Placed<'_>| match &placed.stretch {
        Stretch::Declaration(node) if is_plain_figure(node) => {
            node.parts.iter().find_map(|part| match part {
                Part::Token(token) if token.rule == Some(Rule::name) => {
                    Some(textwrap::core::display_width(&word::word(token.rule, token.text)))
                }
                _ => None,
            })
        }
        _ => None,
    };
    let mut widths = Vec::with_capacity(placed.len());
    let mut run: Vec<usize> = Vec::new();
    let close = |run: &mut Vec<usize>, widths: &mut Vec<usize>| {
        let widest = run.iter().copied().max().unwrap_or(0);
        widths.extend(run.drain(..).map(|_| widest));
    };
    let mut end = 0;
    for one in placed {
        let between = text.get(end..one.range.start).unwrap_or_default();
        let lines = between.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\r')).count();
        match name(one) {
            Some(width) => {
                if lines > 1 {
                    close(&mut run, &mut widths);
                }
                run.push(width);
            }
            None => {
                close(&mut run, &mut widths);
                widths.push(0);
            }
        }
        end = one.range.end;
    }
    close(&mut run, &mut widths);
    widths
}
