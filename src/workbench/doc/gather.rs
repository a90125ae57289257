//! From a pack to its book.

use super::graph::{self, anchor, field_anchor, record_words};
use super::model::*;
use super::written::Declarations;
use crate::check::typed::{self, DefineId, Expect, JudgementId, LetId, RuleId, RuleKind};
use crate::data::{FieldType, RecordId};
use crate::diag::Bilingual;
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::report::{derived_value, figure_values, judgement_text, named_values, rule_text, shown_value};
use crate::text::Span;
use crate::value::Scalar;
use crate::workbench::explain;
use crate::workbench::origin::{at, citations};
use crate::workbench::types::{scalar_words, type_words};

/// The book of a pack; none of a broken one.
pub fn book(pack: &LoadedPack) -> Option<Book> {
    let plan = pack.plan.as_ref()?;
    let gather = Gather { pack, plan, declared: Declarations::of(&pack.sources) };
    let program = &plan.pack.program;
    let dating = program.as_of.and_then(|index| plan.pack.root()?.fields.get(index as usize));
    Some(Book {
        id: plan.pack.id.clone(),
        title: program.title.clone(),
        authority: program.authority.clone(),
        in_force: explain::in_force(program.valid, program),
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
    })
}

struct Gather<'p> {
    pack: &'p LoadedPack,
    plan: &'p Plan,
    declared: Declarations,
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
                .map(|(id, rule)| self.rule(id, rule))
                .collect(),
        });
        chapters.filter(|chapter| !chapter.rules.is_empty()).collect()
    }

    fn rule(&self, id: RuleId, rule: &typed::Rule) -> Rule {
        let (plan, sources) = (self.plan, &self.pack.sources);
        let declared = self.declared.at(rule.span);
        let conflicts = rule.conflicts.iter().filter_map(|conflict| {
            Some((Self::rule_link(plan.pack.rule(conflict.rule)?), conflict.because.clone()))
        });
        Rule {
            name: rule.name.clone(),
            title: rule.title.clone(),
            across: rule.across,
            severity: rule.severity,
            weight: explain::weight(rule),
            in_force: explain::in_force(rule.valid, &plan.pack.program),
            citations: citations(&plan.pack, &rule.cites),
            own: rule.own.clone(),
            text: rule_text(plan, sources, id),
            named: named_values(plan, sources, id),
            conflicts: conflicts.collect(),
            questions: self.questions_on(|question| question.about_rules.contains(&id)),
            tests: self.tests(id),
            notes: declared.notes,
            written: Written { at: at(self.pack, rule.span), text: declared.text },
        }
    }

    fn tests(&self, id: RuleId) -> Vec<TestRow> {
        let mut out = Vec::new();
        for test in &self.plan.pack.tests {
            for expect in &test.expects {
                if let Expect::Rule { rule, outcome, .. } = expect
                    && *rule == id
                {
                    let outcome = explain::outcome_words(*outcome);
                    out.push(TestRow { name: test.name.clone(), outcome, at: at(self.pack, test.span) });
                }
            }
        }
        out
    }

    fn questions_on(&self, touches: impl Fn(&typed::Question) -> bool) -> Vec<Link> {
        let open = self.plan.pack.questions.iter().filter(|question| touches(question));
        open.map(|question| Link {
            anchor: anchor("question", &question.name),
            name: question.name.clone(),
            title: question.title.clone(),
        })
        .collect()
    }

    fn judgements(&self) -> Vec<Judgement> {
        numbered(&self.plan.pack.judgements, JudgementId)
            .map(|(id, one)| Judgement {
                name: one.name.clone(),
                title: one.title.clone(),
                citations: citations(&self.plan.pack, &one.cites),
                own: one.own.clone(),
                text: judgement_text(self.plan, &self.pack.sources, id),
                questions: self.questions_on(|question| question.about_judgements.contains(&id)),
                at: at(self.pack, one.span),
            })
            .collect()
    }

    fn questions(&self) -> Vec<Question> {
        let pack = &self.plan.pack;
        let about = |one: &typed::Question| {
            let rules = one.about_rules.iter().filter_map(|id| pack.rule(*id)).map(Self::rule_link);
            let judged = one.about_judgements.iter().filter_map(|id| pack.judgement(*id));
            rules.chain(judged.map(Self::judgement_link)).collect()
        };
        let all = pack.questions.iter().map(|one| Question {
            name: one.name.clone(),
            title: one.title.clone(),
            note: one.note.clone(),
            citations: citations(pack, &one.cites),
            about: about(one),
            at: at(self.pack, one.span),
        });
        all.collect()
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

    /// The rules in whose words something has its part.
    fn read_by(&self, name: &str) -> Vec<Link> {
        let reads =
            |id: RuleId| named_values(self.plan, &self.pack.sources, id).iter().any(|one| one.name == name);
        self.rules().filter(|(id, _)| reads(*id)).map(|(_, rule)| Self::rule_link(rule)).collect()
    }

    fn figures(&self) -> Vec<Figure> {
        numbered(&self.plan.pack.lets, LetId)
            .map(|(_, figure)| Figure {
                name: figure.name.clone(),
                values: figure_values(self.plan, figure),
                read_by: self.read_by(&figure.name),
                notes: self.notes(figure.span),
                at: at(self.pack, figure.span),
            })
            .collect()
    }

    fn derived(&self) -> Vec<Derived> {
        numbered(&self.plan.pack.defines, DefineId)
            .map(|(id, define)| Derived {
                name: define.name.clone(),
                of: record_words(&self.plan.pack, define.record),
                value: derived_value(self.plan, &self.pack.sources, id).unwrap_or_default(),
                read_by: self.read_by(&define.name),
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
                let shown = shown_value(self.plan, Some(ty), other);
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
