//! What an application of a pack consists of: the fields as they nest, each with its limits and the rules that read it.

use super::limits::{self, Fixed};
use crate::check::Pack;
use crate::check::typed::{Cite, Rule, RuleId};
use crate::data::{Field, FieldType, RecordId};
use crate::diag::{Bilingual, Severity};
use crate::plan::Plan;
use crate::report::citations;
use crate::value::Scalar;

/// An application.
pub(super) struct Outline<'p> {
    /// The pack.
    pub(super) pack: &'p Pack,
    /// The fields of the root record, in order.
    pub(super) fields: Vec<Entry<'p>>,
    /// What the numbers at the rules stand for: where they come from, from number 1 on.
    pub(super) sources: Vec<Bilingual>,
}

/// So many empty entries are shown at most of a list of which a rule wants many.
const MOST_ENTRIES: u32 = 20;

/// A field.
pub(super) struct Entry<'p> {
    /// The field.
    pub(super) field: &'p Field,
    /// What it holds.
    pub(super) shape: Shape<'p>,
    /// Whether an application may do without it: the record says so, and no rule asks for it all the same.
    pub(super) optional: bool,
    /// How many empty entries of a list are shown: as many as there must be; none where the list may be empty.
    pub(super) entries: usize,
    /// Whether it dates the application.
    pub(super) dates: bool,
    /// Limits that hold for every application: `at least ¥500,000,000`.
    pub(super) limits: Vec<Bilingual>,
    /// The rules that read it, or a whole list or record.
    pub(super) rules: Vec<RuleNote<'p>>,
}

/// What a field holds.
pub(super) enum Shape<'p> {
    /// A single value.
    Scalar(Scalar),
    /// A record, with its fields.
    Record(Vec<Entry<'p>>),
    /// A list.
    List(Box<Shape<'p>>, u32, Option<u32>),
}

/// A rule that reads a field.
pub(super) struct RuleNote<'p> {
    /// Its title.
    pub(super) title: &'p Bilingual,
    /// Whether it only advises.
    pub(super) advice: bool,
    /// The numbers of its sources.
    pub(super) sources: Vec<usize>,
}

impl Shape<'_> {
    /// What the items of a list hold, else the shape itself.
    pub(super) fn item(&self) -> &Self {
        match self {
            Shape::List(item, ..) => item,
            own => own,
        }
    }
}

/// Whether an entry is commented out among the others of its record. Where none of them must be there, single values
/// stay, so that the record has something to hold on to.
pub(super) fn commented_out(entry: &Entry<'_>, among: &[Entry<'_>]) -> bool {
    let held = among.iter().any(|other| !other.optional);
    entry.optional && (held || !matches!(entry.shape, Shape::Scalar(_)))
}

/// The outline of a pack.
pub(super) fn outline(plan: &Plan) -> Outline<'_> {
    let mut make = Make { plan, fixed: limits::of(plan), sources: Vec::new() };
    let fields = make.fields(plan.pack.program.root, &mut Vec::new());
    Outline { pack: &plan.pack, fields, sources: make.sources }
}

struct Make<'p> {
    plan: &'p Plan,
    fixed: Fixed,
    sources: Vec<Bilingual>,
}

impl<'p> Make<'p> {
    fn fields(&mut self, record: RecordId, path: &mut Vec<u32>) -> Vec<Entry<'p>> {
        let fields = self.plan.pack.schema.record(record).map_or(&[][..], |record| record.fields.as_slice());
        let mut out = Vec::with_capacity(fields.len());
        for (index, field) in (0u32..).zip(fields) {
            path.push(index);
            out.push(self.entry(record, index, field, path));
            path.pop();
        }
        out
    }

    fn entry(&mut self, record: RecordId, index: u32, field: &'p Field, path: &mut Vec<u32>) -> Entry<'p> {
        let here = self.fixed.limits.iter().filter(|(at, _)| at == path).map(|(_, words)| words.clone());
        let limits = here.collect();
        let optional = field.optional && !self.fixed.given.contains(path);
        let rules = self.rules(record, index, &field.ty);
        let shape = self.shape(&field.ty, path);
        let dates = path.len() == 1 && self.plan.pack.program.as_of == Some(index);
        let asked_for = self.fixed.least.get(path).copied().unwrap_or(0).min(MOST_ENTRIES);
        let least = match &shape {
            Shape::List(_, min, _) if *min > 0 => asked_for.max(*min),
            _ => 0,
        };
        let entries = usize::try_from(least).unwrap_or(0);
        Entry { field, shape, optional, entries, dates, limits, rules }
    }

    fn shape(&mut self, ty: &FieldType, path: &mut Vec<u32>) -> Shape<'p> {
        match ty {
            FieldType::Scalar(scalar) => Shape::Scalar(*scalar),
            FieldType::Record(record) => Shape::Record(self.fields(*record, path)),
            FieldType::List { item, min, max } => Shape::List(Box::new(self.shape(item, path)), *min, *max),
        }
    }

    /// The rules that read a field; of a record or a list of records only those that read none of its fields, which
    /// stand there.
    fn rules(&mut self, record: RecordId, index: u32, ty: &FieldType) -> Vec<RuleNote<'p>> {
        let plan = self.plan;
        let inner = match ty {
            FieldType::Record(inner) => Some(*inner),
            FieldType::List { item, .. } => match item.as_ref() {
                FieldType::Record(inner) => Some(*inner),
                _ => None,
            },
            FieldType::Scalar(_) => None,
        };
        // A rule that reads all fields of a record alike is said once, at the record.
        let said_here = |id: RuleId| match inner.map(|inner| (self.read_of(id, inner), inner)) {
            Some((0, _)) | None => record == plan.pack.program.root || !self.reads_all(id, record),
            Some((_, inner)) => self.reads_all(id, inner),
        };
        let rules = (0u32..).zip(&plan.pack.rules).map(|(number, rule)| (RuleId(number), rule));
        let reading: Vec<_> =
            rules.filter(|(id, _)| plan.reads(*id, (record, index)) && said_here(*id)).collect();
        let note = |(_, rule): (RuleId, &'p Rule)| RuleNote {
            title: &rule.title,
            advice: rule.severity != Severity::Error,
            sources: self.sources_of(&rule.cites, rule.own.as_ref()),
        };
        reading.into_iter().map(note).collect()
    }

    /// How many fields of a record a rule reads.
    fn read_of(&self, rule: RuleId, record: RecordId) -> usize {
        let fields = self.plan.pack.schema.record(record).map_or(0, |record| record.fields.len());
        (0u32..).take(fields).filter(|field| self.plan.reads(rule, (record, *field))).count()
    }

    /// Whether a rule reads all fields of a record, and these are many.
    fn reads_all(&self, rule: RuleId, record: RecordId) -> bool {
        const MANY: usize = 4;
        let fields = self.plan.pack.schema.record(record).map_or(0, |record| record.fields.len());
        fields >= MANY && self.read_of(rule, record) == fields
    }

    fn sources_of(&mut self, cites: &[Cite], own: Option<&Bilingual>) -> Vec<usize> {
        let mut words: Vec<Bilingual> =
            citations(&self.plan.pack, cites).iter().map(crate::report::Citation::heading_words).collect();
        words.extend(own.map(|own| {
            Bilingual::new(
                format!("the keeper's own rule, not the authority's: {}", own.en),
                format!("規則の管理者が独自に設けたもので、所管機関の定めではない：{}", own.ja),
            )
        }));
        let mut numbers = Vec::new();
        for one in words {
            let known = self.sources.iter().position(|known| *known == one);
            let index = known.unwrap_or_else(|| {
                self.sources.push(one);
                self.sources.len().saturating_sub(1)
            });
            let number = index.saturating_add(1);
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }
}
