//! What refers to what in a pack: figures, tables, fields, words, documents.
//!
//! In: a plan's typed pack. Out: [`Uses`]. What a test looks at is used; what a test only fills in is not.

use super::facts::{Elsewhere, is_own, place};
use crate::check::typed::{Cite, DefineId, Expect, LetId, Step, TableId, Type};
use crate::check::{Mention, Mentions, Pack, word};
use crate::plan::{FieldId, Plan};
use crate::text::SourceMap;
use crate::value::EnumId;
use std::collections::BTreeSet;

/// What something in the pack refers to.
#[derive(Debug, Default)]
pub struct Uses {
    /// Named figures.
    pub lets: BTreeSet<LetId>,
    /// Derived values.
    pub defines: BTreeSet<DefineId>,
    /// Tables.
    pub tables: BTreeSet<TableId>,
    /// Columns of tables.
    pub columns: BTreeSet<(TableId, u32)>,
    /// Fields of records.
    pub fields: BTreeSet<FieldId>,
    /// Words of enums, in expressions and in the cells of tables.
    pub words: BTreeSet<(EnumId, u32)>,
    /// Documents.
    pub sources: BTreeSet<u32>,
}

/// What is referred to in the pack.
pub(super) fn uses(plan: &Plan, sources: &SourceMap) -> Uses {
    let pack = &plan.pack;
    let mut out = Uses::default();
    out.fields.extend(pack.program.as_of.map(|field| (pack.program.root, field)));
    for rule in &pack.rules {
        let mut walk = Mentions::of(pack);
        walk.steps(&rule.body);
        rule.message.iter().chain(&rule.help).for_each(|template| walk.template(template));
        out.note(walk.seen());
        out.cite(&rule.cites);
        out.cite_exceptions(&rule.body);
    }
    for judgement in &pack.judgements {
        let mut walk = Mentions::of(pack);
        judgement.when.iter().for_each(|when| walk.expr(when));
        judgement.asks.iter().for_each(|path| walk.whole(path));
        out.note(walk.seen());
        out.cite(&judgement.cites);
    }
    for define in &pack.defines {
        out.note(Mentions::in_define(pack, define));
    }
    for expect in pack.tests.iter().flat_map(|test| &test.expects) {
        if let Expect::Holds(condition, _, _) = expect {
            let mut walk = Mentions::of(pack);
            walk.expr(condition);
            out.note(walk.seen());
        }
    }
    pack.questions.iter().for_each(|question| out.cite(&question.cites));
    pack.scorecards.iter().for_each(|card| out.cite(&card.cites));
    out.tables(pack);
    out.lets(pack, sources);
    out
}

/// What a pack refers to of the packs that it uses, by the places of the declarations.
pub fn foreign(plan: &Plan, sources: &SourceMap) -> Elsewhere {
    let (pack, used) = (&plan.pack, uses(plan, sources));
    let lets = used.lets.iter().filter_map(|id| pack.figure(*id)).filter(|one| !is_own(&one.name));
    let tables = used.tables.iter().filter_map(|id| pack.table(*id)).filter(|one| !is_own(&one.name));
    let columns = used.columns.iter().filter_map(|(id, column)| {
        let table = pack.table(*id).filter(|one| !is_own(&one.name))?;
        table.columns.get(*column as usize)
    });
    let enums = pack.schema.enums.iter().enumerate().filter(|(_, one)| !is_own(&one.name));
    let words = enums.clone().flat_map(|(at, one)| {
        let id = EnumId(u32::try_from(at).unwrap_or(u32::MAX));
        let words = one.members.iter().enumerate();
        let used = &used.words;
        words.filter(move |(word, _)| used.contains(&(id, u32::try_from(*word).unwrap_or(u32::MAX))))
    });
    let places = lets.map(|one| one.span).chain(tables.map(|one| one.span));
    let places = places.chain(columns.map(|one| one.span)).chain(words.map(|(_, one)| one.span));
    // A type of another pack is one that a field, column or figure here may have; whether one does is not asked.
    let places = places.chain(enums.map(|(_, one)| one.span));
    places.map(|span| place(sources, span)).collect()
}

impl Uses {
    fn note(&mut self, mentions: impl IntoIterator<Item = Mention>) {
        for mention in mentions {
            match mention {
                Mention::Let(id) => drop(self.lets.insert(id)),
                Mention::Define(id) => drop(self.defines.insert(id)),
                Mention::Table(id) => drop(self.tables.insert(id)),
                Mention::Column(table, column) => drop(self.columns.insert((table, column))),
                Mention::Field(record, field) | Mention::Way(record, field) => {
                    self.fields.insert((record, field));
                }
                Mention::Word(id, word) => drop(self.words.insert((id, word))),
            }
        }
    }

    fn cite(&mut self, cites: &[Cite]) {
        self.sources.extend(cites.iter().map(|cite| cite.source));
    }

    fn cite_exceptions(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::ForEach(_, body) | Step::When(_, body) => self.cite_exceptions(body),
                Step::Unless(exception, body) => {
                    self.cite(&exception.cites);
                    self.cite_exceptions(body);
                }
                Step::Require(_) => {}
            }
        }
    }

    fn tables(&mut self, pack: &Pack) {
        for table in &pack.tables {
            self.cite(&table.cites);
            for (cell, column) in table.rows.iter().flat_map(|row| row.iter().zip(&table.columns)) {
                let value = cell.value.as_ref();
                self.note(value.and_then(|value| word(&Type::Scalar(column.ty), value)));
            }
        }
    }

    /// A figure that another figure is worked out of: its name stands in the text of that one.
    fn lets(&mut self, pack: &Pack, sources: &SourceMap) {
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for figure in pack.lets.iter().filter(|figure| is_own(&figure.name)) {
            for value in &figure.values {
                let text = sources.get(value.span.file).map_or("", |source| source.slice(value.span));
                named.extend(text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))));
                self.note(word(&Type::Scalar(figure.ty), &value.value));
            }
        }
        for (at, figure) in pack.lets.iter().enumerate() {
            if named.contains(figure.name.as_str()) {
                self.lets.insert(LetId(u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
    }
}
