//! What the steps of the checker share: the declarations of a pack, what is known of them so far, and what was
//! wrong.

use super::typed;
use super::typed::{DefineId, JudgementId, LetId, RuleId, Table, TableId};
use super::uses::Used;
use crate::data::{RecordId, Schema};
use crate::diag::{Diagnostic, Lang};
use crate::syntax::ast;
use crate::text::{FileId, Span};
use crate::value::EnumId;
use std::collections::{BTreeMap, BTreeSet};

/// How deep expressions, and the definitions that they use, may be nested.
pub(super) const MAX_DEPTH: u32 = 330;

/// The declarations of all files of a pack, in order.
#[derive(Default)]
pub(super) struct Decls<'a> {
    pub(super) programs: Vec<&'a ast::Program>,
    pub(super) sources: Vec<&'a ast::SourceDecl>,
    pub(super) uses: Vec<&'a ast::UseDecl>,
    pub(super) records: Vec<&'a ast::RecordDecl>,
    pub(super) enums: Vec<&'a ast::EnumDecl>,
    pub(super) tables: Vec<&'a ast::TableDecl>,
    pub(super) lets: Vec<&'a ast::LetDecl>,
    pub(super) defines: Vec<&'a ast::DefineDecl>,
    pub(super) rules: Vec<&'a ast::RuleDecl>,
    pub(super) judgements: Vec<&'a ast::JudgementDecl>,
    pub(super) questions: Vec<&'a ast::QuestionDecl>,
    pub(super) scorecards: Vec<&'a ast::ScorecardDecl>,
    pub(super) tests: Vec<&'a ast::TestDecl>,
}

/// What a name of a type stands for.
#[derive(Clone, Copy)]
pub(super) enum TypeName {
    Record(RecordId),
    Enum(EnumId),
}

/// What a name of a value stands for.
#[derive(Clone, Copy)]
pub(super) enum ValueName {
    Let(LetId),
    Table(TableId),
}

/// What a name that reports use stands for.
#[derive(Clone, Copy)]
pub(super) enum RuleName {
    Rule(RuleId),
    Judgement(JudgementId),
    Question,
    Scorecard,
}

/// Every declared name; of two that clash, the first.
#[derive(Default)]
pub(super) struct Names<'a> {
    pub(super) types: BTreeMap<&'a str, (TypeName, Span)>,
    pub(super) values: BTreeMap<&'a str, (ValueName, Span)>,
    pub(super) defines: BTreeMap<(RecordId, &'a str), (DefineId, Span)>,
    pub(super) rules: BTreeMap<&'a str, (RuleName, Span)>,
    pub(super) sources: BTreeMap<&'a str, (u32, Span)>,
}

/// How far a let or a define has been checked.
#[derive(Clone, Debug)]
pub(super) enum Progress<T> {
    Waiting,
    Running,
    Done(Option<T>),
}

/// The state of a run.
pub(super) struct Checker<'a> {
    pub(super) diags: Vec<Diagnostic>,
    pub(super) decls: Decls<'a>,
    pub(super) names: Names<'a>,
    /// The language of bare strings.
    pub(super) language: Lang,
    pub(super) schema: Schema,
    pub(super) root: Option<RecordId>,
    pub(super) tables: Vec<Table>,
    /// Places of the columns' declarations, beside `tables`.
    pub(super) columns: Vec<Vec<Span>>,
    /// Tables whose rows are known as a whole; of others nothing is concluded.
    pub(super) whole_tables: BTreeSet<TableId>,
    pub(super) lets: Vec<Progress<typed::Let>>,
    pub(super) defines: Vec<Progress<typed::Define>>,
    /// Lets and defines that are being checked, outermost first.
    pub(super) running: Vec<Running>,
    pub(super) depth: u32,
    pub(super) too_deep: bool,
    /// Names of declarations that were broken, and left out by the parser; what they are is not known.
    pub(super) broken: BTreeSet<&'a str>,
    /// Fields and columns whose type is not known, by the place of their name.
    pub(super) untyped: BTreeSet<Span>,
    /// The packs that this one uses.
    pub(super) uses: Vec<Used>,
    /// The enums of other packs, by the place where they are declared.
    pub(super) enum_places: BTreeMap<Span, EnumId>,
    /// Which of the used packs a file refers to.
    pub(super) referred: BTreeSet<(usize, FileId)>,
    /// Where the field that a path leads to is declared, by the place of the path.
    pub(super) declared: BTreeMap<Span, Span>,
    /// Where the list stands whose items a name is bound to, by the place of the name.
    pub(super) listed: BTreeMap<Span, Span>,
}

/// A let or define that is being checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Running {
    Let(LetId),
    Define(DefineId),
}

impl<'a> Checker<'a> {
    pub(super) fn new(decls: Decls<'a>) -> Self {
        let lets = decls.lets.iter().map(|_| Progress::Waiting).collect();
        let defines = decls.defines.iter().map(|_| Progress::Waiting).collect();
        let language =
            decls.programs.first().and_then(|p| p.language.first()).map_or(Lang::En, |lang| lang.value);
        Checker {
            diags: Vec::new(),
            decls,
            names: Names::default(),
            language,
            schema: Schema::default(),
            root: None,
            tables: Vec::new(),
            columns: Vec::new(),
            whole_tables: BTreeSet::new(),
            lets,
            defines,
            running: Vec::new(),
            depth: 0,
            too_deep: false,
            broken: BTreeSet::new(),
            untyped: BTreeSet::new(),
            uses: Vec::new(),
            enum_places: BTreeMap::new(),
            referred: BTreeSet::new(),
            declared: BTreeMap::new(),
            listed: BTreeMap::new(),
        }
    }

    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        self.diags.push(diagnostic);
    }

    /// The define of a record with this name.
    pub(super) fn define_of(&self, record: RecordId, name: &str) -> Option<(DefineId, Span)> {
        self.names.defines.get(&(record, name)).copied()
    }

    /// The checked define, where it is sound.
    pub(super) fn define(&self, id: DefineId) -> Option<&typed::Define> {
        match self.defines.get(id.0 as usize) {
            Some(Progress::Done(Some(define))) => Some(define),
            _ => None,
        }
    }

    /// The checked let, where it is sound.
    pub(super) fn figure(&self, id: LetId) -> Option<&typed::Let> {
        match self.lets.get(id.0 as usize) {
            Some(Progress::Done(Some(figure))) => Some(figure),
            _ => None,
        }
    }
}

/// An index as the ids of a pack hold it.
pub(super) fn id(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// All declarations of some files, in order.
pub(super) fn gather<'a>(files: impl Iterator<Item = &'a ast::Ast>) -> Decls<'a> {
    let mut decls = Decls::default();
    for item in files.flat_map(|ast| &ast.items) {
        match item {
            ast::Item::Program(d) => decls.programs.push(d),
            ast::Item::Source(d) => decls.sources.push(d),
            ast::Item::Use(d) => decls.uses.push(d),
            ast::Item::Record(d) => decls.records.push(d),
            ast::Item::Enum(d) => decls.enums.push(d),
            ast::Item::Table(d) => decls.tables.push(d),
            ast::Item::Let(d) => decls.lets.push(d),
            ast::Item::Define(d) => decls.defines.push(d),
            ast::Item::Rule(d) => decls.rules.push(d),
            ast::Item::Judgement(d) => decls.judgements.push(d),
            ast::Item::Question(d) => decls.questions.push(d),
            ast::Item::Scorecard(d) => decls.scorecards.push(d),
            ast::Item::Test(d) => decls.tests.push(d),
        }
    }
    decls
}
