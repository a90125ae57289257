//! The single values of a proposal, and which of them may change.
//!
//! In: names as people write them: `local`, `main_part.local`, `main_part[0].local`, in any spelling of a field. Out: the
//! values that they mean. Without names these are the amounts: all that are given, and of those that are missing the
//! required ones and what a rule waits for.

use super::Question;
use crate::check::typed::RuleId;
use crate::data::{DataPath, FieldType, Proposal, Schema, SlotId, State, Step, Value};
use crate::diag::{Bilingual, Severity};
use crate::eval::{Judged, Outcome, Scope, Val, as_number, needs_of_instance};
use crate::plan::Plan;
use crate::prove::Movable;
use crate::text::nearest;
use crate::value::{Num, Scalar};

/// A single value of a proposal.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) slot: SlotId,
    pub(super) scalar: Scalar,
    /// Whether it must be given.
    pub(super) required: bool,
    /// Its path as people write it.
    pub(super) path: String,
    steps: Vec<Step>,
}

impl Field {
    /// Its number, where it has one.
    pub(super) fn number(&self, proposal: &Proposal) -> Option<Num> {
        match &proposal.slot(self.slot)?.state {
            State::Given(value) => Val::of(value).and_then(|value| as_number(&value)),
            _ => None,
        }
    }

    /// Whether it has no value and none can be worked out: it cannot be read, or is a text that is missing.
    pub(super) fn is_in_the_way(&self, proposal: &Proposal) -> bool {
        match proposal.slot(self.slot).map(|slot| &slot.state) {
            Some(State::Malformed) => true,
            Some(State::Missing) => self.required && self.scalar == Scalar::Text,
            _ => false,
        }
    }

    /// Which field it is, or is an entry of.
    pub(super) fn field(&self) -> Option<crate::plan::FieldId> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Field(record, index) => Some((*record, *index)),
            Step::Item(_) => None,
        })
    }

    /// Whether it could move at all: it can be read or is missing, and is no text.
    pub(super) fn can_move(&self, proposal: &Proposal) -> bool {
        let state = proposal.slot(self.slot).map(|slot| &slot.state);
        self.scalar != Scalar::Text && matches!(state, Some(State::Given(_) | State::Missing))
    }

    /// As a value that may move: whole in the unit in which it is counted, where it is so now.
    pub(super) fn movable(&self, proposal: &Proposal, must: bool) -> Movable {
        let old = self.number(proposal);
        let fits = |unit: &Num| old.as_ref().is_none_or(|old| old.div(unit).is_some_and(|n| n.is_integer()));
        let units = match self.scalar {
            Scalar::Money(money) => vec![money.scale.yen()],
            Scalar::Percent => [100, 1_000, 10_000].iter().filter_map(|n| Num::fraction(1, *n)).collect(),
            Scalar::Number => [1, 10, 100].iter().filter_map(|n| Num::fraction(1, *n)).collect(),
            _ => Vec::new(),
        };
        let unit = units.into_iter().find(fits).unwrap_or(Num::Int(1));
        Movable { slot: self.slot, scalar: self.scalar, unit, must }
    }
}

/// Every single value of a proposal, in the order of the schema.
pub(super) fn fields(plan: &Plan, proposal: &Proposal) -> Vec<Field> {
    fields_of(&plan.pack.schema, plan.pack.program.root, proposal)
}

fn fields_of(schema: &Schema, root: crate::data::RecordId, proposal: &Proposal) -> Vec<Field> {
    let mut walk = Walk { schema, proposal, steps: Vec::new(), out: Vec::new() };
    walk.record(root, SlotId(0));
    walk.out
}

struct Walk<'a> {
    schema: &'a Schema,
    proposal: &'a Proposal,
    steps: Vec<Step>,
    out: Vec<Field>,
}

impl Walk<'_> {
    /// Records cannot contain themselves, so this ends.
    fn record(&mut self, id: crate::data::RecordId, first: SlotId) {
        let schema = self.schema;
        for (field, number) in schema.record(id).map_or(&[][..], |record| &record.fields).iter().zip(0..) {
            self.steps.push(Step::Field(id, number));
            self.value(&field.ty, first.offset(number), !field.optional);
            self.steps.pop();
        }
    }

    fn value(&mut self, ty: &FieldType, slot: SlotId, required: bool) {
        let state = self.proposal.slot(slot).map(|slot| &slot.state);
        match (ty, state) {
            (FieldType::Scalar(scalar), Some(_)) => self.out.push(Field {
                slot,
                scalar: *scalar,
                required,
                path: DataPath(self.steps.clone()).write(self.schema),
                steps: self.steps.clone(),
            }),
            (FieldType::Record(id), Some(State::Given(Value::Record(_, first)))) => self.record(*id, *first),
            (FieldType::List { item, .. }, Some(State::Given(Value::List(first, len)))) => {
                for number in 0..*len {
                    self.steps.push(Step::Item(number));
                    self.value(item, first.offset(number), true);
                    self.steps.pop();
                }
            }
            _ => {}
        }
    }
}

/// The values that may change.
pub(super) fn free(question: Question<'_>, judged: &Judged, all: &[Field]) -> Result<Vec<Field>, Bilingual> {
    let Question { plan, proposal, .. } = question;
    let dates = plan.pack.program.as_of;
    let is_date = |field: &Field| dates.is_some_and(|date| field.slot == SlotId(date));
    if question.may_change.is_empty() {
        let needed = needed(question, judged);
        let kept = all.iter().filter(|field| {
            let missing = proposal.slot(field.slot).is_some_and(|slot| slot.state == State::Missing);
            matches!(field.scalar, Scalar::Money(_))
                && field.can_move(proposal)
                && (!missing || field.required || needed.contains(&field.slot))
        });
        return Ok(kept.cloned().collect());
    }
    let mut chosen = vec![false; all.len()];
    for written in question.may_change {
        let pattern = pattern(written).ok_or_else(|| unknown(plan, written))?;
        let (mut met, mut can) = (false, false);
        for (field, chosen) in all.iter().zip(&mut chosen) {
            if !matches(&plan.pack.schema, &pattern, &field.steps) {
                continue;
            }
            met = true;
            if field.can_move(proposal) && !is_date(field) {
                can = true;
                *chosen = true;
            } else if is_date(field) && pattern.len() == 1 {
                return Err(the_date(written));
            }
        }
        if !met {
            return Err(unknown(plan, written));
        }
        if !can {
            return Err(no_other_value(written));
        }
    }
    Ok(all.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(field, _)| field.clone()).collect())
}

/// What the rules wait for that nobody can decide yet.
fn needed(question: Question<'_>, judged: &Judged) -> Vec<SlotId> {
    let Question { plan, proposal, .. } = question;
    let proposals = [proposal];
    let mut out = Vec::new();
    for (number, rule) in (0..).zip(&judged.rules) {
        let Some(rule) = rule else { continue };
        let typed = plan.pack.rule(RuleId(number));
        if typed.is_none_or(|typed| typed.severity != Severity::Error) {
            continue;
        }
        for instance in rule.instances.iter().filter(|one| one.outcome == Outcome::Undetermined) {
            let mut scope = Scope::new(plan, &proposals, judged.as_of, 0);
            out.extend(needs_of_instance(&mut scope, instance).into_iter().map(|site| site.slot));
        }
    }
    out
}

/// A part of a name: a field, and the item of it, where one is meant.
type Part = (String, Option<u32>);

fn pattern(written: &str) -> Option<Vec<Part>> {
    let mut out = Vec::new();
    for part in written.trim().split('.') {
        let (name, item) = match part.split_once('[') {
            Some((name, item)) => (name, Some(item.strip_suffix(']')?.trim().parse().ok()?)),
            None => (part, None),
        };
        out.push((name.trim().to_owned(), item));
    }
    out.iter().all(|(name, _)| !name.is_empty()).then_some(out)
}

/// Whether a path is meant: from the start; a single name also means the fields of that name anywhere.
fn matches(schema: &Schema, pattern: &[Part], steps: &[Step]) -> bool {
    let starts = match pattern {
        [_] => (0..steps.len()).collect::<Vec<_>>(),
        _ => vec![0],
    };
    starts.into_iter().any(|start| matches_from(schema, pattern, steps.get(start..).unwrap_or_default()))
}

fn matches_from(schema: &Schema, pattern: &[Part], steps: &[Step]) -> bool {
    let mut steps = steps.iter().peekable();
    for (name, item) in pattern {
        let Some(Step::Field(record, index)) = steps.next() else { return false };
        let known = schema.record(*record).and_then(|record| record.field_of_key(name));
        if known.and_then(|known| u32::try_from(known).ok()) != Some(*index) {
            return false;
        }
        match (steps.peek(), item) {
            (Some(Step::Item(at)), wanted) => {
                if wanted.is_some_and(|wanted| wanted != *at) {
                    return false;
                }
                steps.next();
            }
            (_, Some(_)) => return false,
            (_, None) => {}
        }
    }
    true
}

fn unknown(plan: &Plan, written: &str) -> Bilingual {
    let names = plan.pack.schema.records.iter().flat_map(|record| &record.fields);
    let names: Vec<&str> = names.map(|field| field.name.as_str()).collect();
    let last = written.rsplit('.').next().unwrap_or(written);
    let last = last.split('[').next().unwrap_or(last);
    match nearest(last, names.iter().copied()).filter(|near| *near != last) {
        Some(near) => Bilingual::new(
            format!("the proposal has no field `{written}`; did you mean `{near}`?"),
            format!("申請に項目 `{written}` はありません。`{near}` のことですか"),
        ),
        None => Bilingual::new(
            format!(
                "the proposal has no field `{written}`; write it as in `main_part.local`, or `main_part[0].local` for one entry"
            ),
            format!(
                "申請に項目 `{written}` はありません。`main_part.local`、1件だけなら `main_part[0].local` のように書いてください"
            ),
        ),
    }
}

fn the_date(written: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "`{written}` dates the application: with another one it is another application; use `--as-of` to judge it as of another day"
        ),
        format!(
            "`{written}` は申請の基準となる年度・日付です。変えると別の申請になります。基準日を変えて判定するには `--as-of` を使ってください"
        ),
    )
}

fn no_other_value(written: &str) -> Bilingual {
    Bilingual::new(
        format!(
            "`{written}` has no value that can be worked out: it is a text, does not apply, or cannot be read; name a figure, a date, a word of a list or an answer"
        ),
        format!(
            "`{written}` の値は計算で求められません（文章、該当なし、または読み取れない値です）。数値、日付、選択肢、はい・いいえの項目を指定してください"
        ),
    )
}

/// The amounts of the same unit beside a field: of its record first, then those of the same field in other entries.
pub(super) fn money_beside(
    pack: &crate::check::Pack,
    proposal: &Proposal,
    path: &str,
    money: crate::value::Money,
) -> Vec<SlotId> {
    let all = fields_of(&pack.schema, pack.program.root, proposal);
    let parent = |path: &str| path.rsplit_once('.').map_or(String::new(), |(parent, _)| parent.to_owned());
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let same = all.iter().filter(|field| field.scalar == Scalar::Money(money) && field.path != path);
    let (beside, others): (Vec<&Field>, Vec<&Field>) =
        same.partition(|field| parent(&field.path) == parent(path));
    let others = others.into_iter().filter(|field| last(&field.path) == last(path));
    beside.into_iter().chain(others).map(|field| field.slot).collect()
}

/// The map in which a field belongs, the record that it is, and which of its fields that is.
pub(super) fn record_of(
    target: super::edit::Target<'_>,
    path: &str,
) -> Option<(crate::data::NodeId, crate::data::RecordId, usize)> {
    let schema = &target.pack.schema;
    let path = DataPath::parse(schema, target.pack.program.root, path)?;
    let (last, way) = path.0.split_last()?;
    let mut at = target.tree.root()?;
    for step in way {
        at = match step {
            Step::Item(index) => target.tree.children(at).nth(usize::try_from(*index).ok()?)?,
            Step::Field(record, index) => {
                let record = schema.record(*record)?;
                let mut children = target.tree.children(at);
                let mut found = None;
                while let (Some(key), Some(value)) = (children.next(), children.next()) {
                    let text = crate::data::scalar_text(target.tree, key, &target.source.text);
                    let field = text.and_then(|text| record.field_of_key(text));
                    if field.and_then(|field| u32::try_from(field).ok()) == Some(*index) {
                        found = Some(value);
                        break;
                    }
                }
                found?
            }
        };
    }
    match last {
        Step::Field(record, index) => Some((at, *record, usize::try_from(*index).ok()?)),
        Step::Item(_) => None,
    }
}
