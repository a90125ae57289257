//! Messages with values in them: `{row.local}` is the value there, in words.

use super::clauses;
use super::context::Checker;
use super::expr;
use super::scope::Scope;
use super::typed::{Piece, Template, Type};
use crate::diag::check_rules;
use crate::syntax::ast::{self, At, Name, PathExpr, Str, Texts};
use crate::text::{Span, nfc};

/// The template of a `message` or `help` clause.
pub(super) fn template(cx: &mut Checker, scope: &mut Scope, texts: &Texts, clause: &[At<Texts>]) -> Template {
    let (en, ja) = clauses::strings(cx, texts);
    let same = en.map(|text| text.span) == ja.map(|text| text.span);
    let en = en.map(|text| pieces(cx, scope, text)).unwrap_or_default();
    let ja = match ja {
        Some(_) if same => en.clone(),
        Some(text) => pieces(cx, scope, text),
        None => Vec::new(),
    };
    let any = [&texts.bare, &texts.en, &texts.ja].into_iter().flatten().map(|text| text.span).next();
    let span = clause.first().map(|clause| clause.span).or(any);
    Template { en, ja, span: span.unwrap_or(Span::new(crate::text::FileId(0), 0, 0)) }
}

fn pieces(cx: &mut Checker, scope: &mut Scope, text: &Str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = text.text.as_str();
    let mut at: usize = 0;
    loop {
        let Some(open) = rest.find(['{', '}']) else {
            push_text(&mut out, rest);
            return out;
        };
        let (before, from) = rest.split_at_checked(open).unwrap_or((rest, ""));
        push_text(&mut out, before);
        let inside = from.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let Some((path, after)) = inside.filter(|(path, _)| is_path(path)) else {
            let brace = at.saturating_add(open);
            cx.say(check_rules::broken_braces(place(text, brace, brace.saturating_add(1))));
            return out;
        };
        let start = at.saturating_add(open).saturating_add(1);
        let value = ast::Expr {
            kind: ast::ExprKind::Path(path_expr(text, path, start)),
            span: place(text, start, start.saturating_add(path.len())),
        };
        let value = expr::value(cx, scope, &value, None);
        if value.ty != Type::Unknown {
            out.push(Piece::Value(value));
        }
        at = start.saturating_add(path.len()).saturating_add(1);
        rest = after;
    }
}

fn push_text(out: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        out.push(Piece::Text(text.to_owned()));
    }
}

fn is_path(text: &str) -> bool {
    !text.is_empty()
        && text.split('.').all(|name| {
            let name = name.trim();
            !name.is_empty() && name.chars().all(|c| c == '_' || c.is_alphanumeric())
        })
}

fn path_expr(text: &Str, path: &str, start: usize) -> PathExpr {
    let mut names = Vec::new();
    let mut at = start;
    for part in path.split('.') {
        let blank = part.len().saturating_sub(part.trim_start().len());
        let from = at.saturating_add(blank);
        let to = from.saturating_add(part.trim().len());
        names.push(Name { text: nfc(part.trim()), span: place(text, from, to) });
        at = at.saturating_add(part.len()).saturating_add(1);
    }
    PathExpr { names, span: place(text, start, start.saturating_add(path.len())) }
}

/// The place of some bytes of a string; the whole string where escapes move them.
fn place(text: &Str, from: usize, to: usize) -> Span {
    let length = (text.span.end as usize).saturating_sub(text.span.start as usize);
    if length != text.text.len().saturating_add(2) {
        return text.span;
    }
    let start = (text.span.start as usize).saturating_add(1);
    Span::new(text.span.file, start.saturating_add(from), start.saturating_add(to))
}
