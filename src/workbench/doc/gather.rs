//! From a pack to its book.

use super::graph::{self, anchor, field_anchor, record_words};
use super::model::*;
use super::written::Declarations;
use crate::check::typed::{self, DefineId, JudgementId, LetId, RuleId, RuleKind};
use crate::data::{FieldType, RecordId};
use crate::diag::Bilingual;
use crate::load::LoadedPack;
use crate::plan::{Owner, Plan};
use crate::report::{NamedId, meaning_of, named_by, shown_value, values_of};
use crate::suite::coverage::{OwnerCoverage, coverage};
use crate::text::Span;
use crate::value::Scalar;
use crate::workbench::explain::{Bench, Explained, Subject, explain, in_force};
use crate::workbench::origin::{at, citations};
use crate::workbench::types::{scalar_words, type_words};

/// The book of a pack.
pub fn book(bench: Bench<'_>) -> Book {
    let Bench { pack, plan, tests: _ } = bench;
    let declared = Declarations::of(&pack.sources);
    let gather = Gather { bench, pack, plan, declared, shown: coverage(plan, bench.tests).owners };
    let program = &plan.pack.program;
    let dating = program.as_of.and_then(|index| plan.pack.root()?.fields.get(index as usize));
    Book {
        id: plan.pack.id.clone(),
        title: program.title.clone(),
        authority: program.authority.clone(),
        in_force: in_force(program.valid, program),
        dated_by: dating.map(|field| field.label.words(&field.name)),
        uses: pack.used.iter().map(|used| used.id.clone()).collect(),
        sources: gather.sources(),
        rules: gather.chapters(),
        judgements: gather.judgements(),
        questions: gather.questions(),
        figures: gather.figures(),
        derived: gather.derived(),
        tables: gather.tables(),
        records: gather.records(),
        enums: gather.enums(),
        scorecards: gather.scorecards(),
        graph: graph::graph(&plan.pack),
    }
}

struct Gather<'p> {
    bench: Bench<'p>,
    pack: &'p LoadedPack,
    plan: &'p Plan,
    declared: Declarations,
    shown: Vec<OwnerCoverage>,
}

/// Pairs what a pack declares with its ids.
fn numbered<T, I>(all: &[T], id: impl Fn(u32) -> I) -> impl Iterator<Item = (I, &T)> {
    all.iter().zip(0_u32..).map(move |(one, index)| (id(index), one))
}

impl Gather<'_> {
    fn rules(&self) -> impl Iterator<Item = (RuleId, &typed::Rule)> {
        numbered(&self.plan.pack.rules, RuleId)
    }

    fn rule_link(rule: &typed::Rule) -> Link {
        Link { anchor: anchor("rule", &rule.name), name: rule.name.clone(), title: rule.title.clone() }
    }

    fn judgement_link(judgement: &typed::Judgement) -> Link {
        let typed::Judgement { name, title, .. } = judgement;
        Link { anchor: anchor("judgement", name), name: name.clone(), title: title.clone() }
    }

    fn notes(&self, name: Span) -> Vec<String> {
        self.declared.at(name).notes
    }

    fn chapters(&self) -> Vec<Chapter> {
        let kinds = [
            (Some(RuleKind::Eligibility), "eligibility", "Eligibility", "応募資格"),
            (Some(RuleKind::Funding), "funding", "Funding", "資金"),
            (Some(RuleKind::Form), "form", "Form", "様式"),
            (None, "other", "Other rules", "その他の規則"),
        ];
        let chapters = kinds.into_iter().map(|(kind, anchor, en, ja)| Chapter {
            anchor,
            title: Bilingual::new(en, ja),
            rules: self
                .rules()
                .filter(|(_, rule)| rule.kind == kind)
                .filter_map(|(id, rule)| self.rule(id, rule))
                .collect(),
        });
        chapters.filter(|chapter| !chapter.rules.is_empty()).collect()
    }

    fn rule(&self, id: RuleId, rule: &typed::Rule) -> Option<Rule> {
        let declared = self.declared.at(rule.span);
        let shown = self.shown.iter().find(|one| one.owner == Owner::Rule(id)).cloned();
        let conditions = shown.iter().flat_map(|one| &one.conditions);
        let within = |at: u32| usize::try_from(at.saturating_sub(declared.start)).unwrap_or(0);
        let shades = conditions.map(|one| {
            let span = one.condition.span;
            (within(span.start)..within(span.end), Shade::of(&one.shown))
        });
        Some(Rule {
            page: explain(self.bench, &Subject::Rule(id))?,
            across: rule.across,
            severity: rule.severity,
            written: Written {
                at: at(self.bench.pack, rule.span),
                shades: shades.collect(),
                text: declared.text,
            },
            notes: declared.notes,
            shown,
        })
    }

    fn judgements(&self) -> Vec<Explained> {
        let all = numbered(&self.plan.pack.judgements, JudgementId);
        all.filter_map(|(id, _)| explain(self.bench, &Subject::Judgement(id))).collect()
    }

    fn questions(&self) -> Vec<Explained> {
        let all = 0..self.plan.pack.questions.len();
        all.filter_map(|index| explain(self.bench, &Subject::Question(index))).collect()
    }

    /// The documents in the order in which they are declared; headings in the order in which they are met.
    fn sources(&self) -> Vec<Source> {
        let pack = &self.plan.pack;
        let tables = pack.tables.iter().map(|one| {
            let title = Bilingual::same(&one.name);
            (&one.cites, Link { anchor: anchor("table", &one.name), name: one.name.clone(), title })
        });
        let cards = pack.scorecards.iter().map(|one| {
            let link = Link {
                anchor: anchor("scorecard", &one.name),
                name: one.name.clone(),
                title: one.title.clone(),
            };
            (&one.cites, link)
        });
        let citing: Vec<_> = pack
            .rules
            .iter()
            .map(|one| (&one.cites, Self::rule_link(one)))
            .chain(pack.judgements.iter().map(|one| (&one.cites, Self::judgement_link(one))))
            .chain(cards)
            .chain(tables)
            .chain(pack.questions.iter().map(|one| {
                let anchor = anchor("question", &one.name);
                (&one.cites, Link { anchor, name: one.name.clone(), title: one.title.clone() })
            }))
            .collect();
        numbered(&pack.sources, |index| index)
            .map(|(index, source)| {
                let mut cited: Vec<(String, Vec<Link>)> = Vec::new();
                for (cites, link) in &citing {
                    for cite in cites.iter().filter(|cite| cite.source == index) {
                        match cited.iter_mut().find(|(heading, _)| *heading == cite.heading) {
                            Some((_, links)) if links.contains(link) => {}
                            Some((_, links)) => links.push(link.clone()),
                            None => cited.push((cite.heading.clone(), vec![link.clone()])),
                        }
                    }
                }
                Source {
                    name: source.name.clone(),
                    title: source.title.clone(),
                    author: source.author.clone(),
                    date: source.date.clone(),
                    file: source.file.clone(),
                    cited,
                }
            })
            .collect()
    }

    /// The rules that rest on something.
    fn read_by(&self, id: NamedId) -> Vec<Link> {
        let reads = |rule: RuleId| named_by(self.plan, rule).contains(&id);
        self.rules().filter(|(id, _)| reads(*id)).map(|(_, rule)| Self::rule_link(rule)).collect()
    }

    fn figures(&self) -> Vec<Figure> {
        numbered(&self.plan.pack.lets, LetId)
            .map(|(id, figure)| Figure {
                name: figure.name.clone(),
                label: figure.label.words(&figure.name),
                values: values_of(self.plan, figure).iter().map(|value| value.dated()).collect(),
                read_by: self.read_by(NamedId::Let(id)),
                notes: self.notes(figure.span),
                at: at(self.pack, figure.span),
            })
            .collect()
    }

    fn derived(&self) -> Vec<Derived> {
        numbered(&self.plan.pack.defines, DefineId)
            .map(|(id, define)| Derived {
                name: define.name.clone(),
                label: define.label.words(&define.name),
                of: record_words(&self.plan.pack, define.record),
                value: meaning_of(self.plan, &self.pack.sources, NamedId::Define(id)).unwrap_or_default(),
                read_by: self.read_by(NamedId::Define(id)),
                notes: self.notes(define.span),
                at: at(self.pack, define.span),
            })
            .collect()
    }

    fn tables(&self) -> Vec<Table> {
        let pack = &self.plan.pack;
        let number =
            |ty: &Scalar| matches!(ty, Scalar::Whole | Scalar::Number | Scalar::Percent | Scalar::Money(_));
        let all = pack.tables.iter().map(|table| Table {
            name: table.name.clone(),
            label: table.label.words(&table.name),
            file: self.pack.sources.get(table.file).map(|file| file.name.clone()).unwrap_or_default(),
            citations: citations(pack, &table.cites),
            columns: table
                .columns
                .iter()
                .map(|column| Column {
                    name: column.name.clone(),
                    label: column.label.words(&column.name),
                    kind: scalar_words(pack, column.ty),
                    number: number(&column.ty),
                })
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| {
                    let cells = row.iter().zip(&table.columns);
                    cells
                        .map(|(cell, column)| cell.value.as_ref().map(|value| self.cell(column.ty, value)))
                        .collect()
                })
                .collect(),
            notes: self.notes(table.span),
        });
        all.collect()
    }

    /// A cell as it is read; texts and words without quotes, because a table sets them off by itself.
    fn cell(&self, ty: Scalar, value: &crate::data::Value) -> Bilingual {
        match value {
            crate::data::Value::Text(text) => Bilingual::same(text.to_string()),
            other => {
                let (shown, _) = shown_value(self.plan, Some(ty), other);
                let bare = |text: String| text.trim_matches(['「', '」']).to_owned();
                Bilingual::new(shown.en, bare(shown.ja))
            }
        }
    }

    fn records(&self) -> Vec<Record> {
        let pack = &self.plan.pack;
        numbered(&pack.schema.records, RecordId)
            .map(|(id, record)| Record {
                name: record.name.clone(),
                label: record_words(pack, id),
                fields: numbered(&record.fields, |index| index)
                    .map(|(index, field)| Field {
                        anchor: field_anchor(&record.name, &field.name),
                        name: field.name.clone(),
                        label: field.label.words(&field.name),
                        aka: field.aka.clone(),
                        kind: type_words(pack, &field.ty),
                        more: self.more(&field.ty),
                        optional: field.optional,
                        read_by: self
                            .rules()
                            .filter(|(rule, _)| self.plan.reads(*rule, (id, index)))
                            .map(|(_, rule)| Self::rule_link(rule))
                            .collect(),
                    })
                    .collect(),
                notes: self.notes(record.span),
            })
            .collect()
    }

    /// The entry of the record or enum of a field.
    fn more(&self, ty: &FieldType) -> Option<String> {
        let schema = &self.plan.pack.schema;
        match ty {
            FieldType::Record(id) => Some(anchor("record", &schema.record(*id)?.name)),
            FieldType::List { item, .. } => self.more(item),
            FieldType::Scalar(Scalar::Enum(id)) => Some(anchor("enum", &schema.enumeration(*id)?.name)),
            FieldType::Scalar(_) => None,
        }
    }

    fn enums(&self) -> Vec<Enum> {
        let all = self.plan.pack.schema.enums.iter().map(|one| Enum {
            name: one.name.clone(),
            words: one
                .members
                .iter()
                .map(|word| (word.name.clone(), word.label.words(&word.name), word.aka.clone()))
                .collect(),
            notes: self.notes(one.span),
        });
        all.collect()
    }

    fn scorecards(&self) -> Vec<Scorecard> {
        let all = self.plan.pack.scorecards.iter().map(|card| Scorecard {
            name: card.name.clone(),
            title: card.title.clone(),
            citations: citations(&self.plan.pack, &card.cites),
            total: card.total,
            sections: card
                .sections
                .iter()
                .map(|section| Section {
                    id: section.id.clone(),
                    title: section.title.clone(),
                    points: section.points,
                    items: section
                        .items
                        .iter()
                        .map(|item| (item.id.clone(), item.title.clone(), item.points))
                        .collect(),
                })
                .collect(),
        });
        all.collect()
    }
}
