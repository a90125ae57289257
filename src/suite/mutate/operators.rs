//! The slips that are made: which nodes become which other ones, and how that is put.
//!
//! A figure is moved by one unit and no further: a test that notices one yen also notices a factor of a thousand.

use super::reach::Reach;
use super::{Change, Instead, Mutant, Site};
use crate::check::typed::{Binder, ListSource, Path, PathRoot, PathType, Type, Validity, VarId};
use crate::data::{FieldType, RecordId, Value};
use crate::diag::Severity;
use crate::plan::{Condition, Kind, Node, NodeId, Owner, Plan, Role, Step, Subject, conditions};
use crate::syntax::ast::{Aggregate, Arithmetic, Comparator, Quantifier, ShareOf};
use crate::text::{SourceMap, Span};
use crate::value::{Date, FiscalYear, Num, Rounding, Scalar, show};
use std::collections::{BTreeMap, BTreeSet};

/// So many characters of the author's words are shown.
const MOST_SHOWN: usize = 72;

/// Every mutant of a plan, in the order in which the rules are written.
pub fn mutants(plan: &Plan, sources: &SourceMap) -> Vec<Mutant> {
    let listed = conditions(plan);
    let nodes: BTreeSet<NodeId> = listed.iter().filter_map(Condition::node).collect();
    let reach = Reach::of(plan);
    let mut make = Make { plan, sources, nodes, records: BTreeMap::new(), out: Vec::new() };
    for condition in &listed {
        let site = site(condition.owner);
        if reach.is_read(site) {
            make.records = records(plan, condition.owner);
            make.condition(site, condition);
        }
    }
    make.values(&reach);
    make.declarations();
    let mut out = make.out;
    out.sort_by_key(|mutant| (mutant.site, mutant.span.file, mutant.span.start));
    number(&mut out);
    out
}

/// Numbers those of a declaration that are put in the same words.
fn number(mutants: &mut [Mutant]) {
    let mut seen: BTreeMap<(Site, String), u32> = BTreeMap::new();
    for mutant in mutants {
        let count = seen.entry((mutant.site, mutant.id())).or_insert(0);
        *count = count.saturating_add(1);
        mutant.which = *count;
    }
}

fn site(owner: Owner) -> Site {
    match owner {
        Owner::Rule(rule) => Site::Rule(rule),
        Owner::Judgement(judgement) => Site::Judgement(judgement),
        Owner::Define(define) => Site::Define(define),
    }
}

/// Where a slip is made: the declaration, the part of it, the node.
#[derive(Clone, Copy)]
struct At<'a> {
    site: Site,
    part: &'a str,
    node: NodeId,
    span: Span,
}

struct Make<'a> {
    plan: &'a Plan,
    sources: &'a SourceMap,
    /// The nodes that are conditions of their own.
    nodes: BTreeSet<NodeId>,
    /// The records to which the names of a declaration are bound; `None` is the record of a define.
    records: BTreeMap<Option<VarId>, RecordId>,
    out: Vec<Mutant>,
}

impl Make<'_> {
    /// The author's words, in one line.
    fn slice(&self, span: Span) -> String {
        let text = self.sources.get(span.file).map_or("", |source| source.slice(span));
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= MOST_SHOWN {
            return line;
        }
        let mut short: String = line.chars().take(MOST_SHOWN).collect();
        short.push('…');
        short
    }

    fn node_text(&self, node: NodeId) -> String {
        self.plan.node(node).map_or_else(String::new, |node| self.slice(node.span))
    }

    fn add(&mut self, at: At<'_>, from: impl Into<String>, instead: Instead, kind: Kind) {
        self.add_with(at, from, instead, kind, Vec::new());
    }

    fn add_with(
        &mut self,
        at: At<'_>,
        from: impl Into<String>,
        instead: Instead,
        kind: Kind,
        more: Vec<Node>,
    ) {
        let change = Change::Node { node: at.node, kind, more };
        self.push(at.site, at.part, from, instead, change, at.span);
    }

    fn push(
        &mut self,
        site: Site,
        part: &str,
        from: impl Into<String>,
        instead: Instead,
        change: Change,
        span: Span,
    ) {
        let (part, from) = (part.to_owned(), from.into());
        self.out.push(Mutant { site, part, from, instead, change, span, which: 1 });
    }

    /// The slips in a condition, those in conditions inside it left out.
    fn condition(&mut self, site: Site, condition: &Condition) {
        let part = condition.part.as_str();
        let node = match condition.subject {
            Subject::Node(node) => node,
            Subject::Requirement(id) => {
                // A `require any of` that is left out: one of its branches always holds.
                let first = self.plan.requirement(id).and_then(|one| one.branches.first().copied());
                if let Some(node) = first {
                    let at = At { site, part, node, span: condition.span };
                    self.add(at, self.slice(condition.span), Instead::Nothing, constant(true));
                }
                return;
            }
        };
        let at = At { site, part, node, span: condition.span };
        let text = self.slice(condition.span);
        match condition.role {
            Role::Require => self.add(at, format!("require {text}"), Instead::Nothing, constant(true)),
            Role::When => self.add(at, format!("when {text}"), Instead::Nothing, constant(true)),
            Role::Unless => self.add(at, format!("unless {text}"), Instead::Nothing, constant(false)),
            Role::Branch => self.add(at, text, Instead::Nothing, constant(false)),
            Role::Filter => self.add(at, format!("where {text}"), Instead::Nothing, constant(true)),
            Role::Reading => {
                // A reading that is left out says what the requirement says.
                if let Some(branches) = self.branches_of_reading(node) {
                    self.add(at, format!("other reading {text}"), Instead::Nothing, Kind::Any(branches));
                }
            }
            Role::Side | Role::Item | Role::Derived => {}
        }
        self.node(at);
    }

    fn branches_of_reading(&self, node: NodeId) -> Option<Vec<NodeId>> {
        let of = |reading: &crate::plan::Reading| reading.value == node;
        let found = self.plan.requirements.iter().find(|one| one.readings.iter().any(of))?;
        Some(found.branches.clone())
    }

    fn below(&mut self, at: At<'_>, kind: &Kind) {
        for child in kind.children() {
            if !self.nodes.contains(&child)
                && let Some(node) = self.plan.node(child)
            {
                self.node(At { node: child, span: node.span, ..at });
            }
        }
    }

    fn node(&mut self, at: At<'_>) {
        let plan = self.plan;
        let Some(node) = plan.node(at.node) else { return };
        match &node.kind {
            Kind::Compare(op, left, right) => {
                for other in comparators(*op) {
                    let kind = Kind::Compare(other, *left, *right);
                    self.add(at, op.words(), Instead::Text(other.words().to_owned()), kind);
                }
            }
            Kind::Between(value, low, high) => self.between(at, *value, *low, *high),
            Kind::OneOf { value, negated, members } => {
                let words = |negated| if negated { "is not one of" } else { "is one of" };
                let turned = Kind::OneOf { value: *value, negated: !negated, members: members.clone() };
                self.add(at, words(*negated), text(words(!negated)), turned);
                for (index, member) in members.iter().enumerate().filter(|_| members.len() > 1) {
                    let kind =
                        Kind::OneOf { value: *value, negated: *negated, members: without(members, index) };
                    self.add(at, self.node_text(*member), Instead::Nothing, kind);
                }
            }
            Kind::Given { path, missing } => {
                let words = |missing| if missing { "is missing" } else { "is given" };
                let turned = Kind::Given { path: path.clone(), missing: !missing };
                self.add(at, words(*missing), text(words(!missing)), turned);
                self.swapped(at, path, |path| Kind::Given { path, missing: *missing });
            }
            Kind::All(sides) => {
                self.add(at, "and", text("or"), Kind::Any(sides.clone()));
                for (index, side) in sides.iter().enumerate() {
                    let kind = Kind::All(without(sides, index));
                    self.add(at, format!("{} and", self.node_text(*side)), Instead::Nothing, kind);
                }
            }
            Kind::Any(sides) => {
                self.add(at, "or", text("and"), Kind::All(sides.clone()));
                for (index, side) in sides.iter().enumerate() {
                    let kind = Kind::Any(without(sides, index));
                    self.add(at, format!("{} or", self.node_text(*side)), Instead::Nothing, kind);
                }
            }
            Kind::Not(inner) => self.add(at, "not", Instead::Nothing, Kind::All(vec![*inner])),
            Kind::Quantified { quantifier, binder, filter, body } => {
                let other = match quantifier {
                    Quantifier::Every | Quantifier::No => Quantifier::Some,
                    Quantifier::Some => Quantifier::Every,
                };
                let kind = Kind::Quantified {
                    quantifier: other,
                    binder: binder.clone(),
                    filter: *filter,
                    body: *body,
                };
                let words = |quantifier| match quantifier {
                    Quantifier::Every => "every",
                    Quantifier::Some => "some",
                    Quantifier::No => "no",
                };
                let (from, to) = (words(*quantifier), words(other));
                self.add(at, format!("{from} {}", binder.name), text(&format!("{to} {}", binder.name)), kind);
            }
            Kind::Aggregate { function, value: Some(value), binders, filter } => {
                let words = |function| match function {
                    Aggregate::Sum => "sum of",
                    Aggregate::Count => "count of",
                    Aggregate::Largest => "largest of",
                    Aggregate::Smallest => "smallest of",
                };
                let other = match function {
                    Aggregate::Sum | Aggregate::Smallest => Aggregate::Largest,
                    Aggregate::Largest | Aggregate::Count => Aggregate::Smallest,
                };
                let kind = Kind::Aggregate {
                    function: other,
                    value: Some(*value),
                    binders: binders.clone(),
                    filter: *filter,
                };
                self.add(at, words(*function), text(words(other)), kind);
            }
            Kind::Binary(op, left, right) => {
                let words = |op| match op {
                    Arithmetic::Add => "+",
                    Arithmetic::Subtract => "-",
                    Arithmetic::Multiply => "*",
                    Arithmetic::Divide => "/",
                };
                let other = match op {
                    Arithmetic::Add => Arithmetic::Subtract,
                    Arithmetic::Subtract => Arithmetic::Add,
                    Arithmetic::Multiply => Arithmetic::Divide,
                    Arithmetic::Divide => Arithmetic::Multiply,
                };
                self.add(at, words(*op), text(words(other)), Kind::Binary(other, *left, *right));
            }
            Kind::Share { share, of, .. } => self.share(at, *share, *of),
            Kind::Round(rounding, value, step) => {
                let words = |rounding| match rounding {
                    Rounding::Down => "round down",
                    Rounding::Up => "round up",
                    Rounding::HalfUp => "round half up",
                };
                let other = if *rounding == Rounding::Down { Rounding::Up } else { Rounding::Down };
                let kind = Kind::Round(other, *value, step.clone());
                self.add(at, words(*rounding), text(words(other)), kind);
            }
            Kind::Const(value) => self.constant(at, value, &node.ty),
            Kind::Let(figure) => self.figure(at, *figure),
            Kind::Path(path) => {
                self.swapped(at, path, Kind::Path);
                self.negated(at, node);
            }
            Kind::Define(..) => self.negated(at, node),
            Kind::NoTwo { .. } | Kind::Aggregate { value: None, .. } => {}
        }
        self.below(at, &node.kind);
    }

    /// An answer taken for its contrary.
    fn negated(&mut self, at: At<'_>, node: &Node) {
        if node.ty == Type::Scalar(Scalar::YesNo) {
            let copy = NodeId(u32::try_from(self.plan.nodes.len()).unwrap_or(u32::MAX));
            let words = self.slice(node.span);
            let to = text(&format!("not {words}"));
            self.add_with(at, words, to, Kind::Not(copy), vec![node.clone()]);
        }
    }

    /// One end of a `between` left out, or its limit not in.
    fn between(&mut self, at: At<'_>, value: NodeId, low: NodeId, high: NodeId) {
        let days = self.plan.node(value).is_some_and(|node| node.ty == Type::Scalar(Scalar::Date));
        let (least, most, over, under) = if days {
            (Comparator::OnOrAfter, Comparator::OnOrBefore, Comparator::After, Comparator::Before)
        } else {
            (Comparator::AtLeast, Comparator::AtMost, Comparator::MoreThan, Comparator::LessThan)
        };
        let (low_text, high_text) = (self.node_text(low), self.node_text(high));
        let whole = format!("between {low_text} and {high_text}");
        let only_high = format!("{} {high_text}", most.words());
        let only_low = format!("{} {low_text}", least.words());
        self.add(at, whole.as_str(), text(&only_high), Kind::Compare(most, value, high));
        self.add(at, whole.as_str(), text(&only_low), Kind::Compare(least, value, low));
        let first = u32::try_from(self.plan.nodes.len()).unwrap_or(u32::MAX);
        let (a, b) = (NodeId(first), NodeId(first.saturating_add(1)));
        for (lower, upper) in [(over, most), (least, under)] {
            let more = vec![
                Node {
                    kind: Kind::Compare(lower, value, low),
                    ty: Type::Scalar(Scalar::YesNo),
                    span: at.span,
                },
                Node {
                    kind: Kind::Compare(upper, value, high),
                    ty: Type::Scalar(Scalar::YesNo),
                    span: at.span,
                },
            ];
            let to = format!("{} {low_text} and {} {high_text}", lower.words(), upper.words());
            self.add_with(at, whole.as_str(), text(&to), Kind::All(vec![a, b]), more);
        }
    }

    fn share(&mut self, at: At<'_>, share: ShareOf, of: NodeId) {
        let whole = ShareOf { numerator: 1, denominator: 1, percent: false };
        let from = share_words(share);
        let kind = Kind::Share { share: whole, factor: Num::Int(1), of };
        self.add(at, format!("{from} of"), Instead::Nothing, kind);
        let other = if share.percent {
            // A point more.
            let points = share.numerator.checked_mul(100).and_then(|n| n.checked_add(share.denominator));
            let hundredfold = share.denominator.checked_mul(100);
            points.zip(hundredfold).map(|(numerator, denominator)| ShareOf {
                numerator,
                denominator,
                percent: true,
            })
        } else {
            share.denominator.checked_add(1).map(|denominator| ShareOf { denominator, ..share })
        };
        if let Some(other) = other
            && let Some(factor) = Num::fraction(other.numerator, other.denominator)
        {
            let kind = Kind::Share { share: other, factor, of };
            self.add(at, format!("{from} of"), text(&format!("{} of", share_words(other))), kind);
        }
    }

    /// A literal, moved by one unit each way; a word of an enum, taken for the next one.
    fn constant(&mut self, at: At<'_>, value: &Value, ty: &Type) {
        let Type::Scalar(scalar) = ty else { return };
        let from = self.slice(at.span);
        for (moved, words) in moved(value, *scalar, &from) {
            self.add(at, from.as_str(), text(&words), Kind::Const(moved));
        }
        if let (Value::Member(member), Scalar::Enum(id)) = (value, scalar)
            && let Some(list) = self.plan.pack.schema.enumeration(*id)
            && list.members.len() > 1
        {
            let count = u32::try_from(list.members.len()).unwrap_or(u32::MAX);
            let next = member.saturating_add(1).checked_rem(count).unwrap_or(0);
            let name = list.members.get(next as usize).map_or("", |member| member.name.as_str());
            self.add(at, from, text(name), Kind::Const(Value::Member(next)));
        }
    }

    /// A named figure, taken for the next one of its type.
    fn figure(&mut self, at: At<'_>, figure: crate::check::typed::LetId) {
        let lets = &self.plan.pack.lets;
        let Some(this) = lets.get(figure.0 as usize) else { return };
        let after = (0..lets.len()).cycle().skip((figure.0 as usize).saturating_add(1)).take(lets.len());
        let other = after
            .filter_map(|index| lets.get(index).map(|other| (index, other)))
            .find(|(index, other)| *index != figure.0 as usize && other.ty == this.ty);
        if let Some((index, other)) = other {
            let kind = Kind::Let(crate::check::typed::LetId(u32::try_from(index).unwrap_or(u32::MAX)));
            self.add(at, this.name.as_str(), text(&other.name), kind);
        }
    }

    /// A field, taken for the next one of its type in its record; a column, for the next one of its table.
    fn swapped(&mut self, at: At<'_>, path: &Path, kind: impl Fn(Path) -> Kind) {
        let Some((last, way)) = path.steps.split_last() else { return };
        let (names, other) = match &path.ty {
            PathType::Cell(table, scalar) => {
                let Some(table) = self.plan.pack.tables.get(table.0 as usize) else { return };
                let same = |index: usize| {
                    table.columns.get(index).is_some_and(|column| {
                        column.ty == *scalar
                            && table
                                .columns
                                .get(*last as usize)
                                .is_some_and(|c| c.optional == column.optional)
                    })
                };
                let name = |index: usize| table.columns.get(index).map(|column| column.name.as_str());
                let other = next(*last as usize, table.columns.len(), same);
                ((name(*last as usize), other.and_then(name)), other)
            }
            PathType::Field(_) => {
                let Some(record) = self.record_of(path, way) else { return };
                let Some(record) = self.plan.pack.schema.record(record) else { return };
                let this = record.fields.get(*last as usize);
                let same =
                    |index: usize| {
                        record.fields.get(index).zip(this).is_some_and(|(field, this)| {
                            field.ty == this.ty && field.optional == this.optional
                        })
                    };
                let name = |index: usize| record.fields.get(index).map(|field| field.name.as_str());
                let other = next(*last as usize, record.fields.len(), same);
                ((name(*last as usize), other.and_then(name)), other)
            }
            PathType::Row(_) | PathType::Proposal => return,
        };
        if let ((Some(from), Some(to)), Some(other)) = (names, other) {
            let mut swapped = path.clone();
            swapped.steps = way.to_vec();
            swapped.steps.push(u32::try_from(other).unwrap_or(u32::MAX));
            let (from, to) = (from.to_owned(), text(to));
            self.add(at, from, to, kind(swapped));
        }
    }

    /// The record in which the last step of a path lies.
    fn record_of(&self, path: &Path, way: &[u32]) -> Option<RecordId> {
        let mut at = match path.root {
            PathRoot::Proposal => self.plan.pack.program.root,
            PathRoot::This => *self.records.get(&None)?,
            PathRoot::Var(var) => *self.records.get(&Some(var))?,
        };
        for step in way {
            let field = self.plan.pack.schema.record(at)?.fields.get(*step as usize)?;
            at = match &field.ty {
                FieldType::Record(inner) => *inner,
                _ => return None,
            };
        }
        Some(at)
    }

    /// The values of named figures that something reads, moved by one unit, and their dates by one year.
    fn values(&mut self, reach: &Reach) {
        let plan = self.plan;
        for (index, figure) in plan.pack.lets.iter().enumerate() {
            let id = crate::check::typed::LetId(u32::try_from(index).unwrap_or(u32::MAX));
            // A figure of another pack is that pack's to test.
            let own = figure.span.file == plan.pack.program.span.file || self.is_own(figure.span);
            if !own || !reach.is_read(Site::Let(id)) {
                continue;
            }
            for (index, value) in figure.values.iter().enumerate() {
                let from = self.slice(value.span);
                for (moved, words) in moved(&value.value, figure.ty, &from) {
                    let change = Change::Figure { figure: id, index, value: moved };
                    self.push(Site::Let(id), &figure.name, from.as_str(), text(&words), change, value.span);
                }
                for (valid, words, from) in value.valid.into_iter().flat_map(shifted) {
                    let change = Change::FigureDates { figure: id, index, valid };
                    self.push(Site::Let(id), &figure.name, from, text(&words), change, valid.span);
                }
            }
        }
    }

    /// Whether a place lies in the pack's own folder: names of used packs have a dot, their files another folder.
    fn is_own(&self, span: Span) -> bool {
        let folder = |span: Span| {
            let name = self.sources.get(span.file).map_or("", |source| source.name.as_str());
            name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()
        };
        folder(span) == folder(self.plan.pack.program.span)
    }

    /// The dates and the severity of rules.
    fn declarations(&mut self) {
        let plan = self.plan;
        for (index, rule) in plan.pack.rules.iter().enumerate() {
            let id = crate::check::typed::RuleId(u32::try_from(index).unwrap_or(u32::MAX));
            if let Some(valid) = rule.valid {
                for (valid, words, from) in shifted(valid) {
                    let change = Change::RuleDates { rule: id, valid: Some(valid) };
                    self.push(Site::Rule(id), "valid", from, text(&words), change, valid.span);
                }
                let from = self.slice(valid.span);
                let change = Change::RuleDates { rule: id, valid: None };
                self.push(Site::Rule(id), "valid", from, Instead::Nothing, change, valid.span);
            }
            if !rule.across {
                let (from, to, severity) = match rule.severity {
                    Severity::Error => ("error", "advice", Severity::Advice),
                    _ => ("advice", "error", Severity::Error),
                };
                let change = Change::Severity { rule: id, severity };
                self.push(Site::Rule(id), "severity", from, text(to), change, rule.span);
            }
        }
    }
}

fn text(words: &str) -> Instead {
    Instead::Text(words.to_owned())
}

fn constant(holds: bool) -> Kind {
    Kind::Const(Value::YesNo(holds))
}

fn without(list: &[NodeId], index: usize) -> Vec<NodeId> {
    let rest = list.iter().enumerate().filter(|(at, _)| *at != index);
    rest.map(|(_, node)| *node).collect()
}

/// The next place after this one, round about, that is like it.
fn next(at: usize, count: usize, same: impl Fn(usize) -> bool) -> Option<usize> {
    let after = (0..count).cycle().skip(at.saturating_add(1)).take(count.saturating_sub(1));
    after.filter(|index| *index != at).find(|index| same(*index))
}

/// The comparators for which one is taken by mistake: the one beside it, and its mirror image.
fn comparators(op: Comparator) -> Vec<Comparator> {
    let beside = match op {
        Comparator::AtLeast => Comparator::MoreThan,
        Comparator::MoreThan => Comparator::AtLeast,
        Comparator::AtMost => Comparator::LessThan,
        Comparator::LessThan => Comparator::AtMost,
        Comparator::OnOrBefore => Comparator::Before,
        Comparator::Before => Comparator::OnOrBefore,
        Comparator::OnOrAfter => Comparator::After,
        Comparator::After => Comparator::OnOrAfter,
        Comparator::Is => return vec![Comparator::IsNot],
        Comparator::IsNot => return vec![Comparator::Is],
    };
    vec![beside, op.flipped()]
}

fn share_words(share: ShareOf) -> String {
    match Num::fraction(share.numerator, share.denominator) {
        Some(value) if share.percent => show::percent(&value).en,
        _ if (share.numerator, share.denominator) == (1, 2) => "half".to_owned(),
        _ => format!("{}/{}", share.numerator, share.denominator),
    }
}

/// A figure one unit less and one unit more, and how that is written; nothing for what has no unit.
fn moved(value: &Value, ty: Scalar, from: &str) -> Vec<(Value, String)> {
    let mut out = Vec::new();
    for by in [-1_i32, 1] {
        let step = Num::int(by);
        let one = match value {
            Value::Num(n) => match ty {
                Scalar::Percent => {
                    let Some(point) = Num::fraction(i128::from(by), 100) else { continue };
                    let moved = n.add(&point);
                    let words = show::percent(&moved).en;
                    (Value::Num(moved), words)
                }
                Scalar::Money(_) => {
                    let sign = if by < 0 { '-' } else { '+' };
                    (Value::Num(n.add(&step)), format!("{from} {sign} 1 yen"))
                }
                _ => {
                    let moved = n.add(&step);
                    let words = show::figure(&moved);
                    (Value::Num(moved), words)
                }
            },
            Value::Year(year) => {
                let Some(moved) = year.0.checked_add(by) else { continue };
                (Value::Year(FiscalYear(moved)), FiscalYear(moved).to_string())
            }
            Value::Date(date) => {
                let moved = if by < 0 { date.day_before() } else { date.0.tomorrow().ok().map(Date) };
                let Some(moved) = moved else { continue };
                (Value::Date(moved), moved.to_string())
            }
            _ => continue,
        };
        out.push(one);
    }
    out
}

/// A time of validity whose ends lie a year earlier or later, how each is written, and what it was.
fn shifted(valid: Validity) -> Vec<(Validity, String, String)> {
    let mut out = Vec::new();
    let year = |day: Date, by: i32| {
        let (year, month, date) = (i32::from(day.0.year()), day.0.month(), day.0.day());
        year.checked_add(by).and_then(|year| Date::new(year, i32::from(month), i32::from(date.min(28))))
    };
    for by in [-1, 1] {
        if let Some(from) = year(valid.from, by) {
            out.push((Validity { from, ..valid }, format!("from {from}"), format!("from {}", valid.from)));
        }
        if let Some(was) = valid.to
            && let Some(to) = year(was, by)
        {
            out.push((Validity { to: Some(to), ..valid }, format!("to {to}"), format!("to {was}")));
        }
    }
    out
}

/// The records to which the names of a declaration are bound.
fn records(plan: &Plan, owner: Owner) -> BTreeMap<Option<VarId>, RecordId> {
    let mut found = BTreeMap::new();
    match owner {
        Owner::Rule(rule) => {
            if let Some(steps) = plan.rules.get(rule.0 as usize) {
                in_steps(plan, steps, &mut found);
            }
        }
        Owner::Judgement(judgement) => {
            if let Some(when) = plan.judgements.get(judgement.0 as usize).copied().flatten() {
                in_node(plan, when, &mut found);
            }
        }
        Owner::Define(define) => {
            if let Some(one) = plan.pack.defines.get(define.0 as usize) {
                found.insert(None, one.record);
            }
            if let Some(value) = plan.defines.get(define.0 as usize) {
                in_node(plan, *value, &mut found);
            }
        }
    }
    found
}

fn in_steps(plan: &Plan, steps: &[Step], found: &mut BTreeMap<Option<VarId>, RecordId>) {
    for step in steps {
        match step {
            Step::ForEach(binder, body) => {
                bind(plan, binder, found);
                in_steps(plan, body, found);
            }
            Step::When(node, body) | Step::Unless(node, _, body) => {
                in_node(plan, *node, found);
                in_steps(plan, body, found);
            }
            Step::Require(id) => {
                let Some(requirement) = plan.requirement(*id) else { continue };
                let readings = requirement.readings.iter().map(|reading| reading.value);
                for node in requirement.branches.iter().copied().chain(readings) {
                    in_node(plan, node, found);
                }
            }
        }
    }
}

fn in_node(plan: &Plan, id: NodeId, found: &mut BTreeMap<Option<VarId>, RecordId>) {
    let Some(node) = plan.node(id) else { return };
    match &node.kind {
        Kind::Quantified { binder, .. } => bind(plan, binder, found),
        Kind::NoTwo { binders, .. } | Kind::Aggregate { binders, .. } => {
            binders.iter().for_each(|binder| bind(plan, binder, found));
        }
        _ => {}
    }
    for child in node.kind.children() {
        in_node(plan, child, found);
    }
}

fn bind(plan: &Plan, binder: &Binder, found: &mut BTreeMap<Option<VarId>, RecordId>) {
    let record = match &binder.source {
        ListSource::Proposals => Some(plan.pack.program.root),
        ListSource::Table(_) => None,
        ListSource::Field(path) => match &path.ty {
            PathType::Field(FieldType::List { item, .. }) => match item.as_ref() {
                FieldType::Record(record) => Some(*record),
                _ => None,
            },
            _ => None,
        },
    };
    if let Some(record) = record {
        found.insert(Some(binder.var), record);
    }
}
