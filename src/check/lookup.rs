//! Finding things in a typed pack: by id, by name, and the parts of an expression.

use super::typed::{
    Binder, Define, DefineId, Expr, ExprKind, Judgement, JudgementId, Let, LetId, ListSource, Pack, Place,
    Rule, RuleId, Table, TableId,
};
use crate::data::{DataPath, FieldType, Record, RecordId, Schema, Step};
use crate::text::{Span, fold_key};

impl Pack {
    /// The rule with this id.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(id.0 as usize)
    }

    /// The rule with this name.
    pub fn rule_named(&self, name: &str) -> Option<(RuleId, &Rule)> {
        let at = self.rules.iter().position(|rule| rule.name == name)?;
        Some((RuleId(u32::try_from(at).ok()?), self.rules.get(at)?))
    }

    /// The judgement with this id.
    pub fn judgement(&self, id: JudgementId) -> Option<&Judgement> {
        self.judgements.get(id.0 as usize)
    }

    /// The judgement with this name.
    pub fn judgement_named(&self, name: &str) -> Option<(JudgementId, &Judgement)> {
        let at = self.judgements.iter().position(|judgement| judgement.name == name)?;
        Some((JudgementId(u32::try_from(at).ok()?), self.judgements.get(at)?))
    }

    /// The table with this id.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0 as usize)
    }

    /// The let with this id.
    pub fn figure(&self, id: LetId) -> Option<&Let> {
        self.lets.get(id.0 as usize)
    }

    /// The define with this id.
    pub fn define(&self, id: DefineId) -> Option<&Define> {
        self.defines.get(id.0 as usize)
    }

    /// The root record.
    pub fn root(&self) -> Option<&Record> {
        self.schema.record(self.program.root)
    }

    /// The place in a proposal that a text such as `main_part[0].local` names, in any spelling of its keys.
    pub fn resolve_place(&self, text: &str, span: Span) -> Result<Place, PlaceProblem> {
        let steps = place_steps(text).ok_or(PlaceProblem::Unreadable)?;
        match resolve(&self.schema, self.program.root, steps.into_iter()) {
            Ok((path, _)) => Ok(Place { path, span }),
            Err((_, problem)) => Err(problem),
        }
    }
}

/// One step of a place as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceKey {
    /// A key.
    Key(String),
    /// An index, from 0.
    Index(u32),
}

/// Why a place is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceProblem {
    /// It is not written like a place.
    Unreadable,
    /// The record has no such key.
    UnknownKey(RecordId, String),
    /// An index on what is no list; the place of its declaration, where there is one.
    NotAList(Option<Span>),
    /// A key on a list, which needs an index first.
    IndexMissing(Option<Span>),
    /// A key on a single value.
    NoRecord(Option<Span>),
}

fn place_steps(text: &str) -> Option<Vec<PlaceKey>> {
    let mut steps = Vec::new();
    for part in text.split('.') {
        let (key, rest) = match part.split_once('[') {
            Some((key, rest)) => (key, Some(rest)),
            None => (part, None),
        };
        if key.is_empty() {
            return None;
        }
        steps.push(PlaceKey::Key(key.to_owned()));
        if let Some(rest) = rest {
            for index in rest.strip_suffix(']')?.split("][") {
                steps.push(PlaceKey::Index(index.parse().ok()?));
            }
        }
    }
    Some(steps)
}

/// Follows the steps from a record; where it cannot, the index of the step and why.
pub(super) fn resolve(
    schema: &Schema,
    root: RecordId,
    steps: impl Iterator<Item = PlaceKey>,
) -> Result<(DataPath, FieldType), (usize, PlaceProblem)> {
    let mut path = DataPath::default();
    let mut ty = FieldType::Record(root);
    let mut declared = None;
    for (at, step) in steps.enumerate() {
        ty = match (step, ty) {
            (PlaceKey::Key(key), FieldType::Record(record)) => {
                let unknown = || (at, PlaceProblem::UnknownKey(record, key.clone()));
                let owner = schema.record(record).ok_or_else(unknown)?;
                let named = owner.fields.iter().position(|f| f.name == key);
                let index = named.or_else(|| owner.keys.get(&fold_key(&key)).copied()).ok_or_else(unknown)?;
                let field = owner.fields.get(index).ok_or_else(unknown)?;
                declared = Some(field.span);
                path.0.push(Step::Field(record, u32::try_from(index).unwrap_or(u32::MAX)));
                field.ty.clone()
            }
            (PlaceKey::Key(_), FieldType::List { .. }) => {
                return Err((at, PlaceProblem::IndexMissing(declared)));
            }
            (PlaceKey::Key(_), FieldType::Scalar(_)) => return Err((at, PlaceProblem::NoRecord(declared))),
            (PlaceKey::Index(index), FieldType::List { item, .. }) => {
                path.0.push(Step::Item(index));
                *item
            }
            (PlaceKey::Index(_), _) => return Err((at, PlaceProblem::NotAList(declared))),
        };
    }
    Ok((path, ty))
}

impl Expr {
    /// The expressions directly inside this one, in the order in which they are written.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Const(_)
            | ExprKind::Let(_)
            | ExprKind::Path(_)
            | ExprKind::Define(..)
            | ExprKind::Given { .. }
            | ExprKind::Unknown => Vec::new(),
            ExprKind::Not(inner) | ExprKind::Share(_, inner) | ExprKind::Round(_, inner, _) => vec![inner],
            ExprKind::All(parts) | ExprKind::Any(parts) => parts.iter().collect(),
            ExprKind::Compare(_, left, right) | ExprKind::Binary(_, left, right) => vec![left, right],
            ExprKind::Between(value, low, high) => vec![value, low, high],
            ExprKind::OneOf { value, members, .. } => std::iter::once(&**value).chain(members).collect(),
            ExprKind::Quantified { filter, body, .. } => {
                filter.as_deref().into_iter().chain(std::iter::once(&**body)).collect()
            }
            ExprKind::NoTwo { value, filter, .. } => {
                std::iter::once(&**value).chain(filter.as_deref()).collect()
            }
            ExprKind::Aggregate { value, filter, .. } => {
                value.as_deref().into_iter().chain(filter.as_deref()).collect()
            }
        }
    }

    /// The names that this expression itself binds, outermost first.
    pub fn binders(&self) -> &[Binder] {
        match &self.kind {
            ExprKind::Quantified { binder, .. } => std::slice::from_ref(binder),
            ExprKind::NoTwo { binders, .. } | ExprKind::Aggregate { binders, .. } => binders,
            _ => &[],
        }
    }
}

impl ListSource {
    /// Whether the items come from a proposal, not from a table.
    pub fn of_proposal(&self) -> bool {
        !matches!(self, ListSource::Table(_))
    }
}
