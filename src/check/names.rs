//! Every declared name, once: which declaration it stands for, and which clash.

use super::context::{Checker, RuleName, TypeName, ValueName, id};
use super::typed::{DefineId, JudgementId, LetId, RuleId, TableId};
use super::uses;
use crate::data::RecordId;
use crate::diag::{Bilingual, Diagnostic, check_names, check_rules, check_values};
use crate::syntax::ast::{Ast, LetDecl, Name};
use crate::text::{Source, Span, nearest};
use crate::value::EnumId;
use std::collections::{BTreeMap, BTreeSet};

/// Fills the names of all declarations but defines (for which records have to be known).
pub(super) fn declare(cx: &mut Checker) {
    let mixed = half_dated(cx);
    let decls = &cx.decls;
    let records = decls.records.iter().enumerate();
    let records = records.map(|(i, d)| (&d.name, TypeName::Record(RecordId(id(i)))));
    let enums = decls.enums.iter().enumerate().map(|(i, d)| (&d.name, TypeName::Enum(EnumId(id(i)))));
    let lets = decls.lets.iter().enumerate().filter(|(_, d)| !mixed.contains(&d.name.span));
    let lets = lets.map(|(i, d)| (&d.name, ValueName::Let(LetId(id(i)))));
    let tables = decls.tables.iter().enumerate();
    let tables = tables.map(|(i, d)| (&d.name, ValueName::Table(TableId(id(i)))));
    let rules = decls.rules.iter().enumerate().map(|(i, d)| (&d.name, RuleName::Rule(RuleId(id(i)))));
    let judgements = decls.judgements.iter().enumerate();
    let judgements = judgements.map(|(i, d)| (&d.name, RuleName::Judgement(JudgementId(id(i)))));
    let questions = decls.questions.iter().map(|d| (&d.name, RuleName::Question));
    let scorecards = decls.scorecards.iter().map(|d| (&d.name, RuleName::Scorecard));
    let sources = decls.sources.iter().enumerate().map(|(i, d)| (&d.name, id(i)));

    let diags = &mut cx.diags;
    cx.names.types = namespace(records.chain(enums), diags);
    cx.names.values = namespace(lets.chain(tables), diags);
    cx.names.rules = namespace(rules.chain(judgements).chain(questions).chain(scorecards), diags);
    cx.names.sources = namespace(sources, diags);
    test_names(cx);
}

/// Reports figures that are declared once with dates and once without; gives the names of the second ones.
fn half_dated(cx: &mut Checker) -> BTreeSet<Span> {
    let mut first: BTreeMap<&str, &LetDecl> = BTreeMap::new();
    let mut mixed = BTreeSet::new();
    for decl in &cx.decls.lets {
        let Some(other) = first.get(decl.name.text.as_str()) else {
            first.insert(&decl.name.text, decl);
            continue;
        };
        let place = |decl: &LetDecl, dated: bool| {
            let mut values = decl.values.iter().filter(|value| value.dates.is_some() == dated);
            values.next().map(|value| value.dates.as_ref().map_or(value.value.span, |dates| dates.span))
        };
        let undated = place(decl, false).or_else(|| place(other, false));
        let dated = place(decl, true).or_else(|| place(other, true));
        if let (Some(undated), Some(dated)) = (undated, dated) {
            cx.diags.push(check_values::dates_mixed(undated, dated));
            mixed.insert(decl.name.span);
        }
    }
    mixed
}

fn namespace<'a, T>(
    declared: impl Iterator<Item = (&'a Name, T)>,
    diags: &mut Vec<Diagnostic>,
) -> BTreeMap<&'a str, (T, Span)> {
    let mut all: Vec<(&Name, T)> = declared.collect();
    all.sort_by_key(|(name, _)| name.span);
    let mut names: BTreeMap<&str, (T, Span)> = BTreeMap::new();
    for (name, value) in all {
        match names.get(name.text.as_str()) {
            Some((_, first)) => diags.push(check_names::declared_twice(name.span, *first, &name.text)),
            None => {
                names.insert(&name.text, (value, name.span));
            }
        }
    }
    names
}

fn test_names(cx: &mut Checker) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for test in &cx.decls.tests {
        match seen.get(test.name.text.as_str()) {
            Some(first) => {
                cx.diags.push(check_names::declared_twice(test.name.span, *first, &test.name.text))
            }
            None => {
                seen.insert(&test.name.text, test.name.span);
            }
        }
    }
}

/// Fills the names of defines, and reports those that clash with a field, a let or a table.
pub(super) fn declare_defines(cx: &mut Checker) {
    for (index, define) in cx.decls.defines.iter().enumerate() {
        let Some((TypeName::Record(record), _)) = cx.names.types.get(define.record.text.as_str()).copied()
        else {
            continue;
        };
        let key = (record, define.name.text.as_str());
        let field =
            cx.schema.record(record).and_then(|r| r.fields.iter().find(|f| f.name == define.name.text));
        let first = cx.names.defines.get(&key).map(|(_, span)| *span).or(field.map(|f| f.span));
        match first {
            Some(first) => {
                cx.diags.push(check_names::declared_twice(define.name.span, first, &define.name.text));
            }
            None => {
                cx.names.defines.insert(key, (DefineId(id(index)), define.name.span));
            }
        }
    }
    bare_clashes(cx);
}

/// Where bare names are fields (in rules those of the root record, in defines those of their record), a let or
/// table of the same name would have two meanings.
fn bare_clashes(cx: &mut Checker) {
    let mut records: Vec<RecordId> = cx.names.defines.keys().map(|(record, _)| *record).collect();
    records.extend(cx.root);
    records.sort();
    records.dedup();
    for record in records {
        uses::clashes(cx, record);
        let fields = cx.schema.record(record).map(|r| r.fields.as_slice()).unwrap_or_default();
        let fields = fields.iter().map(|f| (f.name.as_str(), f.span));
        let defines = cx.names.defines.iter().filter(|((of, _), _)| *of == record);
        let defines = defines.map(|((_, name), (_, span))| (*name, *span));
        for (name, span) in fields.chain(defines) {
            if let Some((_, value)) = cx.names.values.get(name) {
                let (first, second) = if span <= *value { (span, *value) } else { (*value, span) };
                cx.diags.push(check_names::declared_twice(second, first, name));
            }
        }
    }
}

/// The words with which a declaration that has a name begins.
const DECLARING: [&str; 11] =
    ["program", "source", "use", "record", "enum", "table", "let", "define", "rule", "judgement", "across"];

/// Finds declarations that the parser left out because they are broken: their names are no unknown ones. A file whose
/// tree is whole has none; one without a declaration may be too large to be read.
pub(super) fn broken<'a>(cx: &mut Checker<'a>, files: impl Iterator<Item = (&'a Source, &'a Ast)>) {
    let damaged: Vec<&Source> =
        files.filter(|(_, ast)| ast.damaged || ast.items.is_empty()).map(|(source, _)| source).collect();
    if damaged.is_empty() {
        return;
    }
    let mut sound: BTreeSet<Span> = BTreeSet::new();
    let d = &cx.decls;
    sound.extend(d.programs.iter().map(|d| d.id.span));
    sound.extend(d.sources.iter().map(|d| d.name.span));
    sound.extend(d.uses.iter().map(|d| d.id.span));
    sound.extend(d.records.iter().map(|d| d.name.span));
    sound.extend(d.enums.iter().map(|d| d.name.span));
    sound.extend(d.tables.iter().map(|d| d.name.span));
    sound.extend(d.lets.iter().map(|d| d.name.span));
    sound.extend(d.defines.iter().map(|d| d.name.span));
    sound.extend(d.rules.iter().map(|d| d.name.span));
    sound.extend(d.judgements.iter().map(|d| d.name.span));
    for source in damaged {
        let mut start: usize = 0;
        for line in source.text.split_inclusive(['\n', '\r']) {
            if let Some((kind, name, at)) = declared_on(line) {
                let at = start.saturating_add(at);
                if !sound.contains(&Span::new(source.id, at, at.saturating_add(name.len()))) {
                    cx.broken.insert(name);
                    cx.broken.insert(kind);
                    if kind == "use" {
                        cx.broken.extend(line.split(|c: char| c != '_' && !c.is_alphanumeric()));
                    }
                }
            }
            start = start.saturating_add(line.len());
        }
    }
}

/// Takes over what the parser left out: with a declaration gone, its program or its rules may be gone, too.
pub(super) fn left_out<'a>(cx: &mut Checker<'a>, files: impl Iterator<Item = &'a Ast>) {
    for ast in files {
        cx.broken.extend(ast.broken.iter().map(|name| name.text.as_str()));
        if ast.damaged {
            cx.broken.extend(["program", "rule"]);
        }
    }
}

/// The kind and the name of what a line begins to declare, and where in the line the name stands.
fn declared_on(line: &str) -> Option<(&str, &str, usize)> {
    let text = line.strip_prefix('\u{FEFF}').unwrap_or(line);
    let mut words = text.split_whitespace();
    let mut kind = words.next().filter(|word| text.starts_with(word) && DECLARING.contains(word))?;
    if kind == "across" {
        kind = words.find(|word| *word == "rule")?;
    }
    let name = words.next()?.split(|c: char| !(c == '_' || c == '.' || c.is_alphanumeric())).next()?;
    let at = (name.as_ptr() as usize).checked_sub(line.as_ptr() as usize)?;
    (!name.is_empty()).then_some((kind, name, at))
}

/// The record with this name; where there is none, an error.
pub(super) fn record(cx: &mut Checker, name: &Name) -> Option<RecordId> {
    match cx.names.types.get(name.text.as_str()).copied() {
        Some((TypeName::Record(record), _)) => Some(record),
        Some((TypeName::Enum(_), _)) => {
            cx.say(check_names::cannot_stand_here(
                name.span,
                &name.text,
                &Bilingual::new("an enum", " enum "),
                Bilingual::new("name a record", "record の名前を書いてください"),
            ));
            None
        }
        None if cx.broken.contains(name.text.as_str()) => None,
        None => {
            let near = nearest(&name.text, cx.decls.records.iter().map(|r| r.name.text.as_str()));
            let kind = Bilingual::new("record", " record ");
            cx.diags.push(check_names::unknown_name(name.span, &kind, &name.text, near));
            None
        }
    }
}

/// The rule with this name; where there is none, an error.
pub(super) fn rule(cx: &mut Checker, name: &Name) -> Option<RuleId> {
    match cx.names.rules.get(name.text.as_str()).copied() {
        Some((RuleName::Rule(rule), _)) => Some(rule),
        Some((other, _)) => {
            let help = Bilingual::new("name a rule", "規則の名前を書いてください");
            cx.say(check_names::cannot_stand_here(name.span, &name.text, &rule_name_words(other), help));
            None
        }
        None if cx.broken.contains(name.text.as_str()) => None,
        None => {
            let near = nearest(&name.text, cx.decls.rules.iter().map(|r| r.name.text.as_str()));
            let kind = Bilingual::new("rule", "規則");
            cx.diags.push(check_names::unknown_name(name.span, &kind, &name.text, near));
            None
        }
    }
}

/// The rule or judgement with this name; where there is none, an error.
pub(super) fn rule_or_judgement(cx: &mut Checker, name: &Name) -> Option<RuleName> {
    match cx.names.rules.get(name.text.as_str()).copied() {
        Some((found @ (RuleName::Rule(_) | RuleName::Judgement(_)), _)) => Some(found),
        Some((other, _)) => {
            let help =
                Bilingual::new("name a rule or a judgement", "規則か judgement の名前を書いてください");
            cx.say(check_names::cannot_stand_here(name.span, &name.text, &rule_name_words(other), help));
            None
        }
        None if cx.broken.contains(name.text.as_str()) => None,
        None => {
            let known = cx.names.rules.iter();
            let known = known.filter(|(_, (n, _))| matches!(n, RuleName::Rule(_) | RuleName::Judgement(_)));
            let near = nearest(&name.text, known.map(|(name, _)| *name));
            let kind = Bilingual::new("rule or judgement", "規則や judgement ");
            cx.diags.push(check_names::unknown_name(name.span, &kind, &name.text, near));
            None
        }
    }
}

fn rule_name_words(name: RuleName) -> Bilingual {
    match name {
        RuleName::Rule(_) => Bilingual::new("a rule", "規則"),
        RuleName::Judgement(_) => Bilingual::new("a judgement", " judgement "),
        RuleName::Question => Bilingual::new("a question", " question "),
        RuleName::Scorecard => Bilingual::new("a scorecard", " scorecard "),
    }
}

/// The source with this name; where there is none, an error.
pub(super) fn source(cx: &mut Checker, name: &Name) -> Option<u32> {
    if let Some((source, _)) = cx.names.sources.get(name.text.as_str()) {
        return Some(*source);
    }
    if cx.broken.contains(name.text.as_str()) {
        return None;
    }
    let near = nearest(&name.text, cx.names.sources.keys().copied());
    let kind = Bilingual::new("source", "出典");
    cx.diags.push(check_names::unknown_name(name.span, &kind, &name.text, near));
    None
}

/// The word of a clause that knows a few words; where it is none of them, an error.
pub(super) fn clause_word<T: Copy>(
    cx: &mut Checker,
    clause: &str,
    name: &Name,
    known: &[(&'static str, T)],
) -> Option<T> {
    if let Some((_, value)) = known.iter().find(|(word, _)| *word == name.text) {
        return Some(*value);
    }
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    let near = nearest(&name.text, words.iter().copied());
    cx.say(check_rules::unknown_clause_word(name.span, clause, &name.text, &words, near));
    None
}
