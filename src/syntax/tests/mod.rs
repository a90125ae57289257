//! What the parser gives for small inputs: the tree, the messages and their places, and no panic on anything.

mod messages;
mod robust;
mod slips;
mod tree;

use super::ast::{Ast, Expr, ExprKind, Item, Literal};
use super::parse;
use crate::diag::{Diagnostic, Outcome};
use crate::text::{FileId, Source};

/// Parses a text.
fn read(text: &str) -> Outcome<Ast> {
    parse(&Source::new(FileId(0), "test.kisoku", text))
}

/// Parses a text in which nothing is wrong.
fn tree(text: &str) -> Ast {
    let outcome = read(text);
    assert!(outcome.diags.is_empty(), "{text}\n{:#?}", outcome.diags);
    assert!(outcome.value.broken.is_empty(), "{text}");
    outcome.value
}

/// The value of `let x = …`.
fn value(expression: &str) -> Expr {
    match tree(&format!("let x = {expression}")).items.remove(0) {
        Item::Let(mut figure) => figure.values.remove(0).value,
        other => panic!("{other:?}"),
    }
}

/// The literal of `let x = …`.
fn literal(written: &str) -> Literal {
    match value(written).kind {
        ExprKind::Literal(literal) => literal,
        other => panic!("{written}: {other:?}"),
    }
}

/// Every diagnostic as its code and the texts that it underlines.
fn places(text: &str) -> Vec<(u16, Vec<String>)> {
    let source = Source::new(FileId(0), "test.kisoku", text);
    let underlined = |diag: &Diagnostic| -> Vec<String> {
        diag.labels.iter().map(|label| source.slice(label.span).to_owned()).collect()
    };
    parse(&source).diags.iter().map(|diag| (diag.code.0, underlined(diag))).collect()
}

/// The only diagnostic: its code and the texts that it underlines.
#[track_caller]
fn one(text: &str) -> (u16, Vec<String>) {
    let mut all = places(text);
    assert_eq!(all.len(), 1, "{text:.200}\n{all:?}");
    all.remove(0)
}

/// Asserts the only diagnostic: its code and the texts that it underlines.
#[track_caller]
fn is(text: &str, code: u16, underlined: &[&str]) {
    let (found, texts) = one(text);
    assert_eq!(
        (found, texts.iter().map(String::as_str).collect::<Vec<_>>()),
        (code, underlined.to_vec()),
        "{text:.200}"
    );
}

/// The help of the only diagnostic, in English.
#[track_caller]
fn help(text: &str) -> String {
    let outcome = read(text);
    assert_eq!(outcome.diags.len(), 1, "{text}\n{:?}", outcome.diags);
    outcome.diags[0].help.as_ref().map(|help| help.en.clone()).unwrap_or_default()
}
