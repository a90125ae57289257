//! A change in Markdown, for a comment or a letter.

use super::{Solved, words};
use crate::diag::{Bilingual, Lang};
use crate::report::one_line;
use crate::workbench::paper::markdown_text;

/// The answer in a language.
pub fn markdown(solved: &Solved, lang: Lang) -> String {
    let text = |words: &Bilingual| markdown_text(words.get(lang));
    let mut out = format!("**{}**: {}\n", markdown_text(&solved.path), text(&words::headline(solved)));
    if !solved.changes.is_empty() {
        let row = |cells: [Bilingual; 6]| format!("| {} |\n", cells.map(|cell| text(&cell)).join(" | "));
        out.push('\n');
        out.push_str(&row(words::heads()));
        out.push_str("|---|---|---:|---:|---:|---|\n");
        for change in &solved.changes {
            out.push_str(&row(words::row(change)));
        }
        if let Some(filled) = words::filled(solved) {
            out.push_str(&format!("\n{}\n", text(&filled)));
        }
    }
    let mut list = |head: Bilingual, items: Vec<Bilingual>| {
        if !items.is_empty() {
            out.push_str(&format!("\n{}\n\n", text(&head)));
            for item in items {
                out.push_str(&format!("- {}\n", text(&item)));
            }
        }
    };
    if let Some(clash) = &solved.clash {
        list(words::clash_head(clash), clash.rules.iter().map(words::rule).collect());
        let fixed = clash.fixed.iter().map(|field| words::fixed(field, &solved.path));
        list(words::fixed_head(), fixed.collect());
    }
    list(words::left_head(), solved.left.iter().map(words::left).collect());
    if let Some(clash) = &solved.clash {
        for declared in &clash.declared {
            out.push_str(&format!("\n{}\n", text(declared)));
        }
        if !clash.minimal {
            out.push_str(&format!("\n{}\n", text(&words::not_minimal())));
        }
        out.push_str(&format!("\n{}\n", text(&words::allow(clash))));
        if let Some(argument) = words::allow_argument(clash) {
            out.push_str(&format!("\n    {}\n", one_line(&argument)));
        }
    }
    for (rule, why) in &solved.not_considered {
        out.push_str(&format!("\n{}\n", text(&words::not_considered(rule, why))));
    }
    out
}
