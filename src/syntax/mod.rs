//! From the text of a rule file to its tree; every broken declaration is reported, the others stay.
//!
//! In: a `Source`. Out: an [`ast::Ast`] with the place of everything, and diagnostics.

pub mod ast;
mod build;
mod build_decl;
mod build_expr;
mod build_over;
mod build_rule;
mod build_test;
mod chains;
mod grammar;
mod literal;
mod reserved;

use crate::diag::Outcome;
use crate::text::Source;
use ast::Ast;
use build::Build;
use grammar::{Grammar, Rule};
use pest::Parser;

/// Reads a rule file.
pub fn parse(source: &Source) -> Outcome<Ast> {
    let mut b = Build { file: source.id, base: 0, diags: Vec::new(), operators: 0 };
    let mut ast = Ast::default();
    match Grammar::parse(Rule::file, &source.text) {
        Ok(pairs) => {
            for node in pairs.flat_map(|file| file.into_inner()) {
                ast.items.extend(build_decl::item(&mut b, node));
            }
        }
        Err(error) => {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
            };
            b.diags.push(crate::diag::Diagnostic::error(
                crate::diag::Code(101),
                b.range(at, at),
                crate::diag::Bilingual::new("something else was expected here", "ここには別のものが必要です"),
            ));
        }
    }
    Outcome { value: ast, diags: b.diags }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adhoc() {
        for f in ["kci2.kisoku", "kci2.test.kisoku"] {
            let Ok(text) = std::fs::read_to_string(format!("/work/shared/design/{f}")) else { return };
            let s = Source::new(crate::text::FileId(0), f, text);
            let a = parse(&s);
            println!("{} {:?}", a.value.items.len(), a.diags);
            assert!(a.diags.is_empty());
        }
    }
}
