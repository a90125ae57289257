//! What hangs together in a pack: fields → derived values, figures and tables → rules → what the documents say.
//!
//! In: a typed pack. Out: nodes in layers and edges that lead from left to right. Fields of one record that the same
//! things read are one node, so that a form of fourteen texts is one box and not fourteen.

use crate::check::typed::{Cite, DefineId, LetId, Rule, TableId};
use crate::check::{Mention, Mentions, Pack};
use crate::data::{FieldType, RecordId};
use crate::diag::Bilingual;
use crate::plan::FieldId;
use std::collections::{BTreeMap, BTreeSet};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// One field, or several of one record.
    Field,
    /// A named figure.
    Figure,
    /// A table.
    Table,
    /// A derived value.
    Derived,
    /// A rule.
    Rule,
    /// A heading of a document.
    Source,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// What it says, line by line.
    pub lines: Vec<Bilingual>,
    /// Where it belongs: the record, the document.
    pub under: Bilingual,
    /// The place in the book that tells more.
    pub anchor: String,
    /// Its layer, from the left.
    pub layer: usize,
}

/// The graph of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// The nodes, by layer.
    pub nodes: Vec<Node>,
    /// From what is read to what reads it, each once.
    pub edges: BTreeSet<(usize, usize)>,
}

/// What something reads or rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Input {
    Field(FieldId),
    Figure(LetId),
    Table(TableId),
    Derived(DefineId),
}

/// The graph of a pack's rules.
pub(super) fn graph(pack: &Pack) -> Graph {
    let numbered = || pack.rules.iter().enumerate();
    let of_rules: Vec<BTreeSet<Input>> = numbered().map(|(_, rule)| rule_inputs(pack, rule)).collect();
    let mut of_defines: BTreeMap<DefineId, BTreeSet<Input>> = BTreeMap::new();
    let mut waiting: Vec<DefineId> = of_rules.iter().flatten().filter_map(derived).collect();
    while let Some(id) = waiting.pop() {
        let Some(define) = pack.define(id).filter(|_| !of_defines.contains_key(&id)) else { continue };
        let read = inputs(Mentions::in_define(pack, define));
        waiting.extend(read.iter().filter_map(derived));
        of_defines.insert(id, read);
    }
    let depths = depths(&of_defines);
    let deepest = depths.values().copied().max().unwrap_or(0);
    let has_middle = deepest > 0
        || of_rules.iter().flatten().any(|input| matches!(input, Input::Figure(_) | Input::Table(_)));
    let rules_at = deepest.max(usize::from(has_middle)).saturating_add(1);

    let mut build = Build::default();
    // Readers first, so that fields can be put together by who reads them.
    let rules: Vec<usize> = numbered().map(|(_, rule)| build.rule(rule, rules_at)).collect();
    let defines: BTreeMap<DefineId, usize> = of_defines
        .keys()
        .filter_map(|id| Some((*id, build.define(pack, *id, depths.get(id).copied().unwrap_or(1))?)))
        .collect();
    let readers = rules
        .iter()
        .copied()
        .zip(&of_rules)
        .chain(of_defines.iter().filter_map(|(id, inputs)| Some((*defines.get(id)?, inputs))));
    let mut read_by: BTreeMap<Input, BTreeSet<usize>> = BTreeMap::new();
    for (reader, inputs) in readers {
        for input in inputs {
            read_by.entry(*input).or_default().insert(reader);
        }
    }
    let mut fields: BTreeMap<(RecordId, BTreeSet<usize>), Vec<FieldId>> = BTreeMap::new();
    for (input, readers) in read_by {
        match input {
            Input::Field(field) => fields.entry((field.0, readers)).or_default().push(field),
            Input::Derived(id) => {
                if let Some(node) = defines.get(&id).copied() {
                    build.edges(node, &readers);
                }
            }
            Input::Figure(id) => {
                if let Some(figure) = pack.figure(id) {
                    let label = figure.label.words(&figure.name);
                    let node = build.named(NodeKind::Figure, (&figure.name, label), &readers);
                    build.edges(node, &readers);
                }
            }
            Input::Table(id) => {
                if let Some(table) = pack.table(id) {
                    let label = table.label.words(&table.name);
                    let node = build.named(NodeKind::Table, (&table.name, label), &readers);
                    build.edges(node, &readers);
                }
            }
        }
    }
    for ((record, readers), fields) in fields {
        if let Some(node) = build.fields(pack, record, &fields) {
            build.edges(node, &readers);
        }
    }
    for ((_, rule), node) in numbered().zip(&rules) {
        build.sources(pack, &rule.cites, *node, rules_at.saturating_add(1));
    }
    build.finish()
}

fn derived(input: &Input) -> Option<DefineId> {
    match input {
        Input::Derived(id) => Some(*id),
        _ => None,
    }
}

/// How deep each derived value stands: one more than the deepest that it rests on. The checker refuses circles.
fn depths(of_defines: &BTreeMap<DefineId, BTreeSet<Input>>) -> BTreeMap<DefineId, usize> {
    let mut out: BTreeMap<DefineId, usize> = BTreeMap::new();
    for _ in 0..=of_defines.len() {
        let mut changed = false;
        for (id, inputs) in of_defines {
            let below = inputs.iter().filter_map(derived).filter_map(|on| out.get(&on)).max().copied();
            let depth = below.unwrap_or(0).saturating_add(1);
            changed |= out.insert(*id, depth) != Some(depth);
        }
        if !changed {
            break;
        }
    }
    out
}

#[derive(Default)]
struct Build {
    graph: Graph,
    sources: BTreeMap<(u32, String), usize>,
}

impl Build {
    fn add(&mut self, node: Node) -> usize {
        self.graph.nodes.push(node);
        self.graph.nodes.len().saturating_sub(1)
    }

    fn edges(&mut self, from: usize, to: &BTreeSet<usize>) {
        self.graph.edges.extend(to.iter().map(|to| (from, *to)));
    }

    fn rule(&mut self, rule: &Rule, layer: usize) -> usize {
        self.add(Node {
            kind: NodeKind::Rule,
            lines: vec![rule.title.clone()],
            under: Bilingual::same(&rule.name),
            anchor: anchor("rule", &rule.name),
            layer,
        })
    }

    fn define(&mut self, pack: &Pack, id: DefineId, layer: usize) -> Option<usize> {
        let define = pack.define(id)?;
        let (name, label) = (&define.name, define.label.words(&define.name));
        Some(self.add(Node {
            kind: NodeKind::Derived,
            lines: vec![label],
            under: Bilingual::new("derived value", "導出値"),
            anchor: anchor("derived", name),
            layer,
        }))
    }

    /// A figure or a table; it stands just left of what reads it.
    fn named(
        &mut self,
        kind: NodeKind,
        (name, label): (&str, Bilingual),
        readers: &BTreeSet<usize>,
    ) -> usize {
        let (group, under) = match kind {
            NodeKind::Table => ("table", Bilingual::new("table", "表")),
            _ => ("figure", Bilingual::new("figure", "数値")),
        };
        let first =
            readers.iter().filter_map(|reader| self.graph.nodes.get(*reader)).map(|node| node.layer).min();
        let layer = first.unwrap_or(1).saturating_sub(1);
        self.add(Node { kind, lines: vec![label], under, anchor: anchor(group, name), layer })
    }

    fn fields(&mut self, pack: &Pack, record: RecordId, fields: &[FieldId]) -> Option<usize> {
        let owner = pack.schema.record(record)?;
        let all = fields.iter().filter_map(|(_, index)| owner.fields.get(*index as usize));
        let lines: Vec<Bilingual> = all.map(|field| field.label.words(&field.name)).collect();
        let first = owner.fields.get(fields.first()?.1 as usize)?;
        let under = record_words(pack, record);
        let anchor = field_anchor(&owner.name, &first.name);
        Some(self.add(Node { kind: NodeKind::Field, lines, under, anchor, layer: 0 }))
    }

    fn sources(&mut self, pack: &Pack, cites: &[Cite], rule: usize, layer: usize) {
        for cite in cites {
            let Some(source) = pack.sources.get(cite.source as usize) else { continue };
            let key = (cite.source, cite.heading.clone());
            let node = match self.sources.get(&key) {
                Some(node) => *node,
                None => {
                    let node = self.add(Node {
                        kind: NodeKind::Source,
                        lines: vec![Bilingual::same(&cite.heading)],
                        under: Bilingual::same(&source.name),
                        anchor: anchor("source", &source.name),
                        layer,
                    });
                    self.sources.insert(key, node);
                    node
                }
            };
            self.graph.edges.insert((rule, node));
        }
    }

    /// Puts the nodes in the order of their layers; within one, as the pack declares them.
    fn finish(self) -> Graph {
        let mut order: Vec<usize> = (0..self.graph.nodes.len()).collect();
        let layer = |index: usize| self.graph.nodes.get(index).map(|node| node.layer);
        order.sort_by_key(|index| layer(*index));
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(*old) {
                *slot = new;
            }
        }
        let at = |old: usize| place.get(old).copied().unwrap_or(0);
        Graph {
            nodes: order.iter().filter_map(|old| self.graph.nodes.get(*old)).cloned().collect(),
            edges: self.graph.edges.iter().map(|(from, to)| (at(*from), at(*to))).collect(),
        }
    }
}

/// What people call a record: the label of the field that leads to it, else its name.
pub(super) fn record_words(pack: &Pack, id: RecordId) -> Bilingual {
    if id == pack.program.root {
        return Bilingual::new("application", "申請");
    }
    let leads_to = |ty: &FieldType| match ty {
        FieldType::Record(record) => *record == id,
        FieldType::List { item, .. } => matches!(**item, FieldType::Record(record) if record == id),
        FieldType::Scalar(_) => false,
    };
    let fields = pack.schema.records.iter().flat_map(|record| &record.fields);
    let mut leading = fields.filter(|field| leads_to(&field.ty));
    match (leading.next(), leading.next()) {
        (Some(field), None) => field.label.words(&field.name),
        _ => Bilingual::same(pack.schema.record(id).map(|record| record.name.clone()).unwrap_or_default()),
    }
}

/// The id of an entry of the book.
pub(super) fn anchor(group: &str, name: &str) -> String {
    format!("{group}-{name}")
}

/// The id of a field's row.
pub(super) fn field_anchor(record: &str, field: &str) -> String {
    format!("field-{record}.{field}")
}

fn rule_inputs(pack: &Pack, rule: &Rule) -> BTreeSet<Input> {
    let mut walk = Mentions::of(pack);
    walk.steps(&rule.body);
    inputs(walk.seen())
}

/// What is read of what is mentioned: a field that is only on the way to another is not.
fn inputs(mentions: BTreeSet<Mention>) -> BTreeSet<Input> {
    let of = |mention| match mention {
        Mention::Let(id) => Some(Input::Figure(id)),
        Mention::Define(id) => Some(Input::Derived(id)),
        Mention::Table(id) => Some(Input::Table(id)),
        Mention::Field(record, field) => Some(Input::Field((record, field))),
        Mention::Column(..) | Mention::Way(..) | Mention::Word(..) => None,
    };
    mentions.into_iter().filter_map(of).collect()
}
