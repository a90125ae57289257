//! From the text of a rule file to its tree; every broken declaration is reported, the others stay.
//!
//! In: a `Source`. Out: an [`ast::Ast`] with the place of everything, and diagnostics.

pub mod ast;
mod balance;
mod build;
mod build_decl;
mod build_examples;
mod build_expr;
mod build_over;
mod build_rule;
mod build_test;
mod chains;
pub(crate) mod concrete;
mod expected;
mod grammar;
mod highlight;
mod literal;
mod phrases;
mod pieces;
mod recover;
mod reserved;
mod scan;
mod slips;

pub use highlight::{Highlight, highlight};

use crate::diag::{self, Diagnostic, Outcome};
use crate::text::{Source, Span, nfc};
use ast::{Ast, Name};
use build::Build;
use grammar::Grammar;
pub(crate) use grammar::Rule;
use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};
use recover::Broken;
use scan::{Kind, Token};

/// A rule file has at most so many bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Reads a rule file.
pub fn parse(source: &Source) -> Outcome<Ast> {
    read(source, &mut |_, _| {})
}

/// A rule file as a formatter reads it.
pub(crate) struct Layout<'a> {
    /// The declarations that are in the tree, in order.
    pub(crate) declarations: Vec<concrete::Node<'a>>,
    /// What belongs to no such declaration: runs of tokens, white space and comments at their ends left out.
    pub(crate) loose: Vec<std::ops::Range<usize>>,
}

/// Reads a rule file, and keeps its tokens and comments beside the tree.
pub(crate) fn parse_layout(source: &Source) -> (Outcome<Ast>, Layout<'_>) {
    let text: &str = &source.text;
    let mut declarations = Vec::new();
    let outcome =
        read(source, &mut |b, node| declarations.push(concrete::of(text, b.comments, b.base, node)));
    let mut layout = Layout { declarations, loose: Vec::new() };
    if outcome.value.damaged {
        layout.loose = loose(text, &layout.declarations);
    }
    (outcome, layout)
}

/// The runs of tokens that lie in none of the declarations.
fn loose(text: &str, declarations: &[concrete::Node<'_>]) -> Vec<std::ops::Range<usize>> {
    let mut loose: Vec<std::ops::Range<usize>> = Vec::new();
    let mut next = 0;
    let mut apart = true;
    for token in scan::tokens(text).filter(|token| token.kind != Kind::Comment) {
        let ended = |node: &concrete::Node<'_>| node.last().is_none_or(|last| last.end <= token.start);
        while declarations.get(next).is_some_and(ended) {
            next = next.saturating_add(1);
            apart = true;
        }
        let inside = declarations.get(next).and_then(|node| node.first());
        if inside.is_some_and(|first| first.start < token.end) {
            apart = true;
        } else if let Some(run) = loose.last_mut().filter(|_| !apart) {
            run.end = token.end;
        } else {
            loose.push(token.start..token.end);
            apart = false;
        }
    }
    loose
}

/// What is told each declaration that got into the tree.
type Keep<'k> = &'k mut dyn FnMut(&Build<'_>, build::Node<'_>);

fn read(source: &Source, keep: Keep<'_>) -> Outcome<Ast> {
    let text: &str = &source.text;
    if text.len() > MAX_BYTES {
        let place = Span::new(source.id, 0, 0);
        let diags = vec![diag::file_too_large(place, text.len(), MAX_BYTES)];
        return Outcome { value: Ast::default(), diags };
    }
    let survey = scan::survey(source.id, text);
    let mut b = Build {
        file: source.id,
        base: 0,
        text,
        comments: &survey.comments,
        diags: Vec::new(),
        filter: None,
        operators: 0,
    };
    let mut ast = Ast::default();
    let whole = if survey.too_deep { None } else { Grammar::parse(Rule::file, text).ok() };
    match whole {
        Some(pairs) => {
            for node in pairs.flat_map(|file| file.into_inner()) {
                declaration(&mut b, &mut ast, node, keep);
            }
        }
        None => in_pieces(&mut b, &mut ast, text, keep),
    }
    let diags = std::mem::take(&mut b.diags);
    ast.comments = survey.comments;
    Outcome { value: ast, diags }
}

/// Builds one declaration; where that fails, its name is kept.
fn declaration(b: &mut Build, ast: &mut Ast, node: build::Node, keep: Keep<'_>) {
    if node.as_rule() == Rule::EOI {
        return;
    }
    let known = b.diags.len();
    let place = build::span(b, &node);
    let name = build::child(node.clone(), Rule::name).map(|name| build::name(b, &name));
    match build_decl::item(b, node.clone()) {
        Some(item) => {
            ast.items.push(item);
            keep(b, node);
        }
        None => {
            ast.broken.extend(name);
            ast.damaged = true;
            if b.diags.len() == known {
                b.diags.push(diag::expected(place.head(), None, &[]));
            }
        }
    }
}

/// Reads a file that does not parse as a whole: each piece alone, one error for each that is broken.
fn in_pieces<'a>(b: &mut Build<'a>, ast: &mut Ast, text: &'a str, keep: Keep<'_>) {
    let tokens: Vec<Token> = scan::tokens(text).filter(|token| token.kind != Kind::Comment).collect();
    let pieces = pieces::pieces(text, &tokens);
    let mut after_broken = false;
    let mut comment = None;
    for (index, piece) in pieces.iter().enumerate() {
        let line = piece.first().map(|first| first.line);
        if (after_broken && goes_on(text, piece)) || (comment.is_some() && comment == line) {
            continue;
        }
        // What follows a `#` on its line was meant as a comment, whatever its words are.
        comment = line.filter(|_| piece.first().is_some_and(|first| first.kind == Kind::Sign('#')));
        let next = pieces.get(index.saturating_add(1)).and_then(|next| next.first());
        let next = next.map_or(text.len(), |token| token.start);
        let broken = Broken { file: b.file, text, piece, next };
        let wrong = read_piece(b, ast, &broken, keep);
        after_broken = wrong.is_some();
        if let Some(diagnostic) = wrong {
            b.diags.push(diagnostic);
            ast.broken.extend(name_of(&broken));
            ast.damaged = true;
        }
    }
}

/// Whether a piece after a broken one is the rest of it: a slip at its opening brace lets it end too early.
fn goes_on(text: &str, piece: &[Token]) -> bool {
    piece.first().is_some_and(|first| match first.kind {
        Kind::Close(_) => true,
        _ => first.start != first.line && !reserved::opens_declaration(pieces::word(text, first)),
    })
}

/// Reads one piece; gives what is wrong with it where it does not parse.
fn read_piece<'a>(
    b: &mut Build<'a>,
    ast: &mut Ast,
    broken: &Broken<'a, '_>,
    keep: Keep<'_>,
) -> Option<Diagnostic> {
    let (Some(first), Some(last)) = (broken.piece.first(), broken.piece.last()) else { return None };
    if let Some(token) = scan::too_deep(broken.text, broken.piece) {
        return Some(diag::nested_too_deep(broken.span(&token), scan::MAX_NESTING));
    }
    if let Some(diagnostic) = recover::undeclared(broken) {
        return Some(diagnostic);
    }
    b.base = first.start;
    let text: &'a str = broken.text;
    b.text = text.get(first.start..last.end).unwrap_or_default();
    match Grammar::parse(Rule::single, b.text) {
        Ok(pairs) => {
            for node in pairs.flat_map(|single| single.into_inner()) {
                declaration(b, ast, node, keep);
            }
            None
        }
        Err(error) => {
            let (at, positives) = furthest(&error);
            let at = first.start.saturating_add(at);
            Some(recover::broken_string(broken).unwrap_or_else(|| recover::explain(broken, at, positives)))
        }
    }
}

/// Where pest could go no further, and what it was looking for there.
fn furthest(error: &Error<Rule>) -> (usize, &[Rule]) {
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => (at, positives),
        ErrorVariant::CustomError { .. } => (at, &[]),
    }
}

/// The name that a broken declaration would have had.
fn name_of(broken: &Broken) -> Option<Name> {
    let [first, rest @ ..] = broken.piece else { return None };
    if reserved::CLAUSES.contains(&broken.word(first)) {
        return None;
    }
    let rest = match broken.word(first) {
        "across" => rest.get(2..).unwrap_or_default(),
        "program" => return None,
        _ => rest,
    };
    let token = rest.first().filter(|token| token.kind == Kind::Word)?;
    Some(Name { text: nfc(broken.word(token)), span: broken.span(token) })
}

#[cfg(test)]
mod tests;
