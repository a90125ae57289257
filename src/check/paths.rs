//! Paths: what a name stands for where it stands, and the fields after it.

use super::context::{Checker, TypeName, ValueName, id};
use super::figures;
use super::foreign;
use super::scope::{Bare, Scope};
use super::typed::{DefineId, LetId, Path, PathRoot, PathType, TableId};
use super::words;
use crate::data::{FieldType, RecordId, Value};
use crate::diag::{Bilingual, check_names, check_values};
use crate::syntax::ast::{Name, PathExpr};
use crate::text::{Span, nearest};
use crate::value::Scalar;

/// What a path leads to.
pub(super) enum Found {
    Path(Reached),
    Define(DefineId, Reached),
    Let(LetId),
    Table(TableId),
    Proposals,
    Const(Value, Scalar),
    /// After an error that has been reported.
    Error,
}

/// A path and what is optional on it.
pub(super) struct Reached {
    pub(super) path: Path,
    /// Where the last field is declared.
    pub(super) declared: Option<Span>,
    /// Optional parts: how many steps lead to one, how it is written, and where it is declared.
    pub(super) optional: Vec<(usize, String, Span)>,
}

/// What a path leads to; `hint` is the type that the other side of a comparison has.
pub(super) fn resolve(cx: &mut Checker, scope: &Scope, path: &PathExpr, hint: Option<Scalar>) -> Found {
    let Some(head) = path.names.first() else { return Found::Error };
    if let Some(bound) = scope.bound.iter().rev().find(|b| b.name == head.text) {
        let Some(ty) = bound.ty.clone() else { return Found::Error };
        let (var, span) = (bound.var, bound.span);
        return walk(cx, path, 1, PathRoot::Var(var), ty, Some(span));
    }
    if path.names.len() > 1 && cx.uses.iter().any(|used| used.hides && used.qualifier.text == head.text) {
        // Which of the two is meant is not known, and that has been said.
        return Found::Error;
    }
    if let Some((root, record)) = bare_record(cx, scope)
        && has(cx, record, &head.text)
    {
        return walk(cx, path, 0, root, PathType::Field(FieldType::Record(record)), None);
    }
    if let Some((value, _)) = cx.names.values.get(head.text.as_str()).copied() {
        return value_name(cx, path, 0, value);
    }
    if let Some(used) = foreign::referred(cx, &head.text, head.span.file) {
        return foreign::of_other_pack(cx, path, used);
    }
    if head.text == "proposals" && scope.bare == Bare::Across && path.names.len() == 1 {
        return Found::Proposals;
    }
    if let Some(Scalar::Enum(e)) = hint
        && path.names.len() == 1
        && let Some(word) =
            cx.schema.enumeration(e).and_then(|e| e.members.iter().position(|m| m.name == head.text))
    {
        return Found::Const(Value::Member(id(word)), Scalar::Enum(e));
    }
    if let [owner, word] = path.names.as_slice()
        && let Some((TypeName::Enum(e), _)) = cx.names.types.get(owner.text.as_str()).copied()
    {
        return enum_word(cx, e, word);
    }
    if path.names.len() == 1
        && let Some(answer) = yes_no(&head.text)
    {
        return Found::Const(Value::YesNo(answer), Scalar::YesNo);
    }
    not_found(cx, scope, path, head, hint);
    Found::Error
}

fn yes_no(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Where bare names are looked up, if anywhere.
fn bare_record(cx: &Checker, scope: &Scope) -> Option<(PathRoot, RecordId)> {
    match scope.bare {
        Bare::Proposal => cx.root.map(|root| (PathRoot::Proposal, root)),
        Bare::This(record) => Some((PathRoot::This, record)),
        Bare::Across | Bare::Data | Bare::Constant => None,
    }
}

fn has(cx: &Checker, record: RecordId, name: &str) -> bool {
    cx.define_of(record, name).is_some()
        || cx.schema.record(record).is_some_and(|r| r.fields.iter().any(|f| f.name == name))
}

/// Where a name that is visible is declared; `Some(None)` for one that the language declares.
pub(super) fn visible(cx: &Checker, scope: &Scope, name: &str) -> Option<Option<Span>> {
    if let Some(bound) = scope.bound.iter().rev().find(|b| b.name == name) {
        return Some(Some(bound.span));
    }
    if let Some((_, record)) = bare_record(cx, scope) {
        if let Some((_, span)) = cx.define_of(record, name) {
            return Some(Some(span));
        }
        let fields = cx.schema.record(record).map(|r| r.fields.as_slice()).unwrap_or_default();
        if let Some(field) = fields.iter().find(|f| f.name == name) {
            return Some(Some(field.span));
        }
    }
    if let Some((_, span)) = cx.names.values.get(name) {
        return Some(Some(*span));
    }
    if name == "proposals" && scope.bare == Bare::Across || yes_no(name).is_some() {
        return Some(None);
    }
    foreign::declared(cx, name).map(Some)
}

/// The figure or table whose name ends with the name at this index.
pub(super) fn value_name(cx: &mut Checker, path: &PathExpr, at: usize, value: ValueName) -> Found {
    if let (Some(head), Some(next)) = (path.names.first(), path.names.get(at.saturating_add(1))) {
        let written = dotted(path.names.get(..=at).unwrap_or_default());
        let (is, declared) = match value {
            ValueName::Let(figure) => {
                let own = cx.decls.lets.get(figure.0 as usize).map(|d| d.name.span);
                let declared = own.or_else(|| cx.figure(figure).map(|figure| figure.span));
                (Bilingual::new("a single figure", "単一の数値"), declared)
            }
            ValueName::Table(table) => {
                let declared = cx.tables.get(table.0 as usize).map(|table| table.span);
                let place = path.names.get(at).map_or(head.span, |name| head.span.to(name.span));
                cx.say(check_names::through_list(place, &written, &next.text, declared));
                return Found::Error;
            }
        };
        cx.say(check_names::into_value(next.span, &written, &is, &next.text, declared));
        return Found::Error;
    }
    match value {
        ValueName::Let(figure) => Found::Let(figure),
        ValueName::Table(table) => Found::Table(table),
    }
}

/// The word of an enum with this name; where there is none, an error.
pub(super) fn enum_word(cx: &mut Checker, e: crate::value::EnumId, word: &Name) -> Found {
    let Some(owner) = cx.schema.enumeration(e) else { return Found::Error };
    if let Some(at) = owner.members.iter().position(|m| m.name == word.text) {
        return Found::Const(Value::Member(id(at)), Scalar::Enum(e));
    }
    let spelled = owner.member_of_word(&word.text).and_then(|at| owner.members.get(at));
    let near = spelled
        .map(|member| member.name.as_str())
        .or_else(|| nearest(&word.text, owner.members.iter().map(|m| m.name.as_str())));
    let diagnostic = check_names::unknown_word(word.span, &word.text, &owner.name, owner.span, near);
    cx.say(diagnostic);
    Found::Error
}

/// Follows the names from index `from` on.
fn walk(
    cx: &mut Checker,
    expr: &PathExpr,
    from: usize,
    root: PathRoot,
    start: PathType,
    declared: Option<Span>,
) -> Found {
    let path = Path { root, steps: Vec::new(), ty: start, span: expr.span };
    let mut reached = Reached { path, declared, optional: Vec::new() };
    for (at, name) in expr.names.iter().enumerate().skip(from) {
        let last = at.saturating_add(1) == expr.names.len();
        let before = || dotted(expr.names.get(..at).unwrap_or_default());
        let record = match reached.path.ty.clone() {
            PathType::Field(FieldType::Record(record)) => Some(record),
            PathType::Proposal => cx.root,
            PathType::Row(table) => {
                if !column(cx, &mut reached, table, name, expr) {
                    return Found::Error;
                }
                continue;
            }
            PathType::Field(FieldType::List { .. }) => {
                let span = expr.names.first().map_or(name.span, |n| n.span);
                let span = expr.names.get(at.saturating_sub(1)).map_or(span, |n| span.to(n.span));
                cx.say(check_names::through_list(span, &before(), &name.text, reached.declared));
                return Found::Error;
            }
            PathType::Field(FieldType::Scalar(scalar)) | PathType::Cell(_, scalar) => {
                let is = words::scalar_words(&cx.schema, scalar);
                cx.say(check_names::into_value(name.span, &before(), &is, &name.text, reached.declared));
                return Found::Error;
            }
        };
        let Some(record) = record else { return Found::Error };
        if let Some((define, _)) = cx.define_of(record, &name.text) {
            let Some(is) = figures::define_type(cx, define, name.span) else { return Found::Error };
            let Some(next) = expr.names.get(at.saturating_add(1)) else {
                return Found::Define(define, reached);
            };
            let is = words::type_words(&cx.schema, &is);
            let declared = cx.define(define).map(|d| d.span);
            let before = dotted(expr.names.get(..=at).unwrap_or_default());
            cx.say(check_names::into_value(next.span, &before, &is, &next.text, declared));
            return Found::Error;
        }
        if !field(cx, &mut reached, record, name, (expr, at)) {
            return Found::Error;
        }
        if last && reached.declared.is_some_and(|span| cx.untyped.contains(&span)) {
            return Found::Error;
        }
    }
    Found::Path(reached)
}

fn field(
    cx: &mut Checker,
    reached: &mut Reached,
    record: RecordId,
    name: &Name,
    (expr, at): (&PathExpr, usize),
) -> bool {
    let Some(owner) = cx.schema.record(record) else { return false };
    let Some(index) = owner.fields.iter().position(|f| f.name == name.text) else {
        if cx.broken.contains(name.text.as_str()) {
            return false;
        }
        let defines = cx.names.defines.keys().filter(|(of, _)| *of == record).map(|(_, name)| *name);
        let near = nearest(&name.text, owner.fields.iter().map(|f| f.name.as_str()).chain(defines));
        let diagnostic = check_names::unknown_field(name.span, &name.text, &owner.name, owner.span, near);
        cx.say(diagnostic);
        return false;
    };
    let Some(field) = owner.fields.get(index) else { return false };
    if cx.untyped.contains(&field.span) {
        return false;
    }
    reached.path.steps.push(id(index));
    reached.path.ty = PathType::Field(field.ty.clone());
    reached.declared = Some(field.span);
    if field.optional {
        let written = dotted(expr.names.get(..=at).unwrap_or_default());
        reached.optional.push((reached.path.steps.len(), written, field.span));
    }
    true
}

fn column(cx: &mut Checker, reached: &mut Reached, table: TableId, name: &Name, expr: &PathExpr) -> bool {
    let Some(owner) = cx.tables.get(table.0 as usize) else { return false };
    let spans = cx.columns.get(table.0 as usize).map(Vec::as_slice).unwrap_or_default();
    let Some(index) = owner.columns.iter().position(|c| c.name == name.text) else {
        let near = nearest(&name.text, owner.columns.iter().map(|c| c.name.as_str()));
        let diagnostic = check_names::unknown_field(name.span, &name.text, &owner.name, owner.span, near);
        cx.say(diagnostic);
        return false;
    };
    let Some(column) = owner.columns.get(index) else { return false };
    let span = spans.get(index).copied().unwrap_or(owner.span);
    if cx.untyped.contains(&span) {
        return false;
    }
    reached.path.steps.push(id(index));
    reached.path.ty = PathType::Cell(table, column.ty);
    reached.declared = Some(span);
    if column.optional {
        reached.optional.push((reached.path.steps.len(), dotted(&expr.names), span));
    }
    true
}

/// Names as a path.
pub(super) fn dotted(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|n| n.text.as_str()).collect();
    names.join(".")
}

/// Reports a name that means nothing here, with what it may have been meant to be.
fn not_found(cx: &mut Checker, scope: &Scope, path: &PathExpr, head: &Name, hint: Option<Scalar>) {
    let rootless = cx.root.is_none() && matches!(scope.bare, Bare::Proposal | Bare::Across);
    if rootless || cx.broken.contains(head.text.as_str()) {
        return;
    }
    if scope.inner.contains(&head.text) {
        let outer = scope.bound.first().map(|bound| bound.name.as_str());
        cx.say(check_names::inner_name_in_message(head.span, &head.text, outer));
        return;
    }
    let root_field = cx.root.filter(|root| has(cx, *root, &head.text));
    if let (Some(_), Bare::This(record)) = (root_field, scope.bare) {
        let owner = cx.schema.record(record).map(|r| r.name.clone()).unwrap_or_default();
        let is = Bilingual::new("a field of the proposal", "申請書の項目");
        let help = Bilingual::new(
            format!(
                "a `define … of {owner}` sees only what one `{owner}` holds: compare with `{}` in a rule",
                head.text
            ),
            format!(
                "`define … of {owner}` から見えるのは一つの `{owner}` の項目だけです。`{}` とは規則の中で比べてください",
                head.text
            ),
        );
        cx.say(check_names::cannot_stand_here(head.span, &head.text, &is, help));
        return;
    }
    if let (Some(_), false) = (root_field, matches!(scope.bare, Bare::Proposal | Bare::This(_))) {
        let is = Bilingual::new("a field of the proposal", "申請書の項目");
        let written = dotted(&path.names);
        let diagnostic = match scope.bare {
            Bare::Across => {
                let proposal = scope.bound.iter().find(|b| b.ty == Some(PathType::Proposal));
                let var = proposal.map_or("p", |b| b.name.as_str());
                let help = Bilingual::new(
                    format!("say of which proposal: `{var}.{written}`, with `{var} in proposals`"),
                    format!("どの申請書のものかを書いてください: `{var} in proposals` の `{var}.{written}`"),
                );
                check_names::cannot_stand_here(head.span, &written, &is, help)
            }
            Bare::Constant => {
                let help = Bilingual::new(
                    "use `define … of RECORD = …` for a value of a proposal",
                    "申請書の値には `define … of RECORD = …` を使ってください",
                );
                check_values::not_constant(head.span, &is, help)
            }
            _ => {
                let help = Bilingual::new(
                    "expect the outcome of a rule instead: `expect RULE passes`",
                    "代わりに規則の結果を書いてください: `expect RULE passes`",
                );
                check_names::cannot_stand_here(head.span, &written, &is, help)
            }
        };
        cx.say(diagnostic);
        return;
    }
    if let Some(owner) = owner_among_bound(cx, scope, &head.text) {
        let kind = Bilingual::new("field or figure", "項目や数値");
        let full = format!("{owner}.{}", dotted(&path.names));
        cx.say(check_names::unknown_name_of_item(head.span, &kind, &head.text, &full));
        return;
    }
    if let Some(Scalar::Enum(e)) = hint
        && path.names.len() == 1
    {
        enum_word(cx, e, head);
        return;
    }
    let enums =
        cx.schema.enums.iter().filter(|e| foreign::is_visible(cx, e)).filter_map(|e| {
            e.members.iter().find(|m| m.name == head.text).map(|m| (e.name.as_str(), m.span))
        });
    let enums: Vec<(&str, Span)> = enums.collect();
    if path.names.len() == 1 && !enums.is_empty() {
        let diagnostic = check_names::word_without_enum(head.span, &head.text, &enums);
        cx.say(diagnostic);
        return;
    }
    let help = Bilingual::new("name a value", "値の名前を書いてください");
    if let Some(is) = other_kind(cx, &head.text) {
        cx.say(check_names::cannot_stand_here(head.span, &head.text, &is, help));
        return;
    }
    if path.names.len() == 1 && matches!(head.text.as_str(), "true" | "false") {
        cx.say(check_names::truth_value(head.span, &head.text));
        return;
    }
    let yen = crate::value::Money { scale: crate::value::Scale::Yen, signed: false };
    if let (1, Ok(amount)) = (path.names.len(), crate::value::parse_amount(&head.text, yen)) {
        let meant = crate::value::show::money(&amount.yen);
        cx.say(check_names::amount_in_kanji(head.span, &head.text, &meant));
        return;
    }
    if path.names.len() > 1 && foreign::of_unknown(cx, &head.text) {
        return;
    }
    let near = foreign::qualified(cx, &head.text).or_else(|| near_visible(cx, scope, &head.text));
    let kind = Bilingual::new("field or figure", "項目や数値");
    cx.say(check_names::unknown_name(head.span, &kind, &head.text, near.as_deref()));
}

/// The innermost bound name that is a record or row with a field of this name.
fn owner_among_bound<'s>(cx: &Checker, scope: &'s Scope, name: &str) -> Option<&'s str> {
    let found = scope.bound.iter().rev().find(|bound| match &bound.ty {
        Some(PathType::Field(FieldType::Record(record))) => has(cx, *record, name),
        Some(PathType::Proposal) => cx.root.is_some_and(|root| has(cx, root, name)),
        Some(PathType::Row(table)) => {
            cx.tables.get(table.0 as usize).is_some_and(|t| t.columns.iter().any(|c| c.name == name))
        }
        _ => false,
    });
    found.map(|bound| bound.name.as_str())
}

fn other_kind(cx: &Checker, name: &str) -> Option<Bilingual> {
    match cx.names.types.get(name) {
        Some((TypeName::Record(_), _)) => return Some(Bilingual::new("a record", " record ")),
        Some((TypeName::Enum(_), _)) => return Some(Bilingual::new("an enum", " enum ")),
        None => {}
    }
    if cx.names.rules.contains_key(name) {
        return Some(Bilingual::new("a rule", "規則"));
    }
    if cx.names.sources.contains_key(name) {
        return Some(Bilingual::new("a source", "出典"));
    }
    None
}

fn near_visible(cx: &Checker, scope: &Scope, name: &str) -> Option<String> {
    let mut known: Vec<&str> = scope.bound.iter().map(|b| b.name.as_str()).collect();
    if let Some((_, record)) = bare_record(cx, scope) {
        known.extend(cx.schema.record(record).into_iter().flat_map(|r| &r.fields).map(|f| f.name.as_str()));
        known.extend(cx.names.defines.keys().filter(|(of, _)| *of == record).map(|(_, name)| *name));
    }
    known.extend(cx.names.values.keys());
    known.extend(cx.uses.iter().map(|used| used.qualifier.text.as_str()));
    if scope.bare == Bare::Across {
        known.push("proposals");
    }
    nearest(name, known).map(str::to_owned)
}
