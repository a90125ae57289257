//! Names: fields by their labels, rows by their fiscal year, else by their name, else by their place in the list.

use super::{both, show_val};
use crate::check::typed::{ListSource, Path, PathRoot, TableId, VarId};
use crate::data::{FieldType, Label, RecordId, SlotId, State, Step, Value};
use crate::diag::Bilingual;
use crate::eval::{Found, Ref, Scope, Site, Val};
use crate::report::view::{View, start_record};
use crate::value::Scalar;

/// A name of a row longer than this is no name.
const LONGEST_NAME: usize = 40;

/// Lists longer than this are not searched for a second row of the same name.
const LONGEST_SEARCH: u32 = 1000;

/// What has been said so far in a sentence.
#[derive(Clone, Default)]
pub(in crate::report) struct Ctx {
    /// Rows that have been named and need no naming again.
    pub(in crate::report) named: Vec<Site>,
    /// Names that stand for any item of their list: what they run over, and the type of an item.
    pub(in crate::report) generic: Vec<(VarId, FieldType)>,
    /// The same for rows of tables.
    pub(in crate::report) rows: Vec<(VarId, TableId)>,
    /// The record of the define whose value is described.
    pub(in crate::report) this: Option<RecordId>,
    /// Whether the rule is told for itself, not of a proposal: figures stand as their values, words in quotes.
    pub(in crate::report) prose: bool,
}

impl Ctx {
    /// For telling a rule for itself.
    pub(in crate::report) fn prose() -> Ctx {
        Ctx { prose: true, ..Ctx::default() }
    }
}

/// `1st`, `2nd`, `3rd`, `11th`.
pub(in crate::report) fn ordinal(n: u32) -> String {
    let ending = match (n.checked_rem(10), n.checked_rem(100)) {
        (_, Some(11..=13)) => "th",
        (Some(1), _) => "st",
        (Some(2), _) => "nd",
        (Some(3), _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

fn words(label: &Label, name: &str) -> Bilingual {
    label.words(name)
}

/// The list item in which a slot stands, itself included, and its index.
fn item_of(view: &View<'_>, site: Site) -> Option<(Site, u32)> {
    let mut at = Some(site);
    while let Some(here) = at {
        let parents = view.parents(here.proposal)?;
        if let Some(Step::Item(index)) = parents.step(here.slot)
            && parents.parent(here.slot).is_some()
        {
            return Some((here, index));
        }
        at = view.parent(here).filter(|parent| parent.slot < here.slot);
    }
    None
}

/// The label of the field to which a slot belongs, with that of the record around it where that is no list item:
/// `name of core organization`.
fn field_words(view: &View<'_>, site: Site) -> Bilingual {
    let Some((field, _)) = view.field(site) else { return both("the proposal", "申請書") };
    let own = words(&field.label, &field.name);
    let parents = view.parents(site.proposal);
    if !matches!(parents.and_then(|p| p.step(site.slot)), Some(Step::Field(..))) {
        return own;
    }
    match view.parent(site) {
        Some(parent) if !is_item(view, parent) => {
            let around = field_words(view, parent);
            both(format!("{} of {}", own.en, around.en), format!("{}の{}", around.ja, own.ja))
        }
        _ => own,
    }
}

fn is_item(view: &View<'_>, site: Site) -> bool {
    let parents = view.parents(site.proposal);
    matches!(parents.and_then(|p| p.step(site.slot)), Some(Step::Item(_)))
        && parents.and_then(|p| p.parent(site.slot)).is_some()
}

/// The name of a row among its siblings: `FY2007`, `"Oulu"`, `the 2nd row of expansion`.
fn item_name(view: &View<'_>, item: Site, index: u32, slot: Option<SlotId>, tell_apart: bool) -> Bilingual {
    let number = index.saturating_add(1);
    let by_place = || {
        let list = view.parent(item).map(|list| field_words(view, list)).unwrap_or_default();
        if is_scalar(view, item) {
            both(format!("the {} of {}", ordinal(number), list.en), format!("{}の{number}番目", list.ja))
        } else {
            both(format!("the {} row of {}", ordinal(number), list.en), format!("{}の{number}行目", list.ja))
        }
    };
    let Some((name, key)) = naming_field(view, item) else { return by_place() };
    // A field that names its row does not name itself.
    if slot.is_some_and(|slot| Some(slot) == named_by(view, item, key)) {
        return by_place();
    }
    if !tell_apart || is_unique(view, item, index, key) {
        return name;
    }
    both(format!("{} ({} row)", name.en, ordinal(number)), format!("{}（{number}行目）", name.ja))
}

/// The slot of the field by which a row is named.
fn named_by(view: &View<'_>, item: Site, field: u32) -> Option<SlotId> {
    match &view.proposals.get(item.proposal as usize)?.slot(item.slot)?.state {
        State::Given(Value::Record(_, first)) => Some(first.offset(field)),
        _ => None,
    }
}

fn is_scalar(view: &View<'_>, site: Site) -> bool {
    matches!(view.field(site), Some((_, FieldType::Scalar(_))))
}

/// The name of a record by one of its fields, and which field that is.
fn naming_field(view: &View<'_>, item: Site) -> Option<(Bilingual, u32)> {
    let proposal = view.proposals.get(item.proposal as usize)?;
    let State::Given(Value::Record(record, first)) = &proposal.slot(item.slot)?.state else { return None };
    let record = view.plan.pack.schema.record(*record)?;
    let scalar = |index: usize| match record.fields.get(index).map(|field| &field.ty) {
        Some(FieldType::Scalar(scalar)) => Some(*scalar),
        _ => None,
    };
    let value = |index: usize| {
        let offset = u32::try_from(index).ok()?;
        match &proposal.slot(first.offset(offset))?.state {
            State::Given(value) => Val::of(value).map(|val| (val, offset)),
            _ => None,
        }
    };
    let fields = 0..record.fields.len();
    let year = fields.clone().find(|index| scalar(*index) == Some(Scalar::FiscalYear));
    let text = || {
        let mut texts = fields.clone().filter(|index| scalar(*index) == Some(Scalar::Text));
        let named = |index: &usize| {
            record.fields.get(*index).is_some_and(|f| matches!(f.name.as_str(), "name" | "title"))
        };
        texts.clone().find(named).or_else(|| texts.next())
    };
    let (val, offset, scalar) = match year.and_then(value) {
        Some((val, offset)) => (val, offset, Scalar::FiscalYear),
        None => {
            let (val, offset) = text().and_then(value)?;
            (val, offset, Scalar::Text)
        }
    };
    if let Val::Text(text) = &val
        && text.chars().count() > LONGEST_NAME
    {
        return None;
    }
    Some((show_val(view.plan, Some(scalar), &val), offset))
}

/// Whether no other row of the list has the same name.
fn is_unique(view: &View<'_>, item: Site, index: u32, field: u32) -> bool {
    let Some(proposal) = view.proposals.get(item.proposal as usize) else { return true };
    let list = view.parent(item).and_then(|list| proposal.slot(list.slot)).map(|slot| &slot.state);
    let Some(State::Given(Value::List(first, len))) = list else { return true };
    if *len > LONGEST_SEARCH {
        return false;
    }
    let value = |item: SlotId| match &proposal.slot(item)?.state {
        State::Given(Value::Record(_, fields)) => Some(&proposal.slot(fields.offset(field))?.state),
        _ => None,
    };
    let own = value(item.slot);
    (0..*len).filter(|other| *other != index).all(|other| value(first.offset(other)) != own)
}

/// The name of a slot: `local of FY2007`. A row that has been named is not named again.
pub(in crate::report) fn site_name(view: &View<'_>, site: Site, ctx: &mut Ctx) -> Bilingual {
    name_of(view, site, ctx, true)
}

fn name_of(view: &View<'_>, site: Site, ctx: &mut Ctx, tell_apart: bool) -> Bilingual {
    let file = || {
        let name = view.file(site.proposal).map(|file| short_file(&file.source.name)).unwrap_or_default();
        (view.proposals.len() > 1).then_some(name)
    };
    let field = field_words(view, site);
    let Some((item, index)) = item_of(view, site) else {
        return match file() {
            Some(name) => both(format!("{} of {name}", field.en), format!("{name}の{}", field.ja)),
            None => field,
        };
    };
    // Beside a name that stands for any item, a bare field would be read as that of the item.
    let alone = ctx.generic.is_empty() && ctx.rows.is_empty();
    if ctx.named.contains(&item) && item != site && alone {
        return field;
    }
    ctx.named.push(item);
    let mut name = item_name(view, item, index, Some(site.slot), tell_apart);
    if let Some(file) = file() {
        name = both(format!("{} in {file}", name.en), format!("{file}の{}", name.ja));
    }
    if item == site {
        return name;
    }
    both(format!("{} of {}", field.en, name.en), format!("{}の{}", name.ja, field.ja))
}

fn short_file(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).to_owned()
}

/// The name of a slot with all that helps to find it: `local of FY2007 (地域負担, main_part, 1st row)`.
pub(in crate::report) fn exact_name(view: &View<'_>, site: Site) -> Bilingual {
    let name = name_of(view, site, &mut Ctx::default(), false);
    let mut en: Vec<String> = Vec::new();
    let mut ja: Vec<String> = Vec::new();
    if let Some((field, _)) = view.field(site) {
        en.extend(field.label.ja.clone().filter(|label| !name.en.contains(label.as_str())));
    }
    if let Some((item, index)) = item_of(view, site)
        && item != site
    {
        let number = index.saturating_add(1);
        let list = view.parent(item).map(|list| list_words(view, list)).unwrap_or_default();
        en.push(list.en);
        if !name.en.contains(" row") {
            en.push(format!("{} row", ordinal(number)));
        }
        if !name.ja.contains("行目") {
            ja.push(format!("{}の{number}行目", list.ja));
        } else if let Some((outer, index)) = view.parent(item).and_then(|list| item_of(view, list)) {
            let number = index.saturating_add(1);
            let list = view.parent(outer).map(|list| list_words(view, list)).unwrap_or_default();
            ja.push(format!("{}の{number}行目", list.ja));
        }
    }
    both(
        if en.is_empty() { name.en.clone() } else { format!("{} ({})", name.en, en.join(", ")) },
        if ja.is_empty() { name.ja.clone() } else { format!("{}（{}）", name.ja, ja.join("、")) },
    )
}

/// A list where a row of it is to be found: its path; within a row of another list that row as well.
fn list_words(view: &View<'_>, list: Site) -> Bilingual {
    let label = field_words(view, list).ja;
    let Some((item, index)) = item_of(view, list) else { return both(view.written(list), label) };
    let name = view.field(list).map_or("", |(field, _)| field.name.as_str());
    let number = index.saturating_add(1);
    let around = view.parent(item).map(|around| list_words(view, around)).unwrap_or_default();
    both(
        format!("{name} of the {} row of {}", ordinal(number), around.en),
        format!("{}の{number}行目の{label}", around.ja),
    )
}

/// The name of what a path leads to, under the names that are bound.
pub(in crate::report) fn path_name(
    view: &View<'_>,
    scope: &Scope<'_>,
    path: &Path,
    ctx: &mut Ctx,
) -> Bilingual {
    if let PathRoot::Var(var) = path.root {
        if let Some((_, table)) = ctx.rows.iter().rev().find(|(name, _)| *name == var) {
            return column_name(view, *table, path.steps.first().copied());
        }
        if ctx.generic.iter().any(|(name, _)| *name == var) {
            return static_name(view, path, ctx);
        }
        if let Ref::Row(table, row) = scope.bound(var) {
            let column = column_name(view, table, path.steps.first().copied());
            let row = row_name(view, table, row);
            return both(format!("{} of {}", column.en, row.en), format!("{}の{}", row.ja, column.ja));
        }
    }
    match scope.find(path) {
        Found::Slot(site, _) => site_name(view, site, ctx),
        Found::Blocked(..) | Found::Cell(_) | Found::Nothing => static_name(view, path, ctx),
    }
}

/// An item that nothing names.
pub(super) fn any_item() -> Bilingual {
    both("the item", "その項目")
}

/// The name of a path by the schema alone: `national`.
fn static_name(view: &View<'_>, path: &Path, ctx: &Ctx) -> Bilingual {
    let schema = &view.plan.pack.schema;
    let mut record = match path.root {
        PathRoot::This => ctx.this,
        root => start_record(view.plan, root, &ctx.generic),
    };
    let mut name: Option<Bilingual> = None;
    for step in &path.steps {
        let field = record.and_then(|id| schema.record(id)).and_then(|r| r.fields.get(*step as usize));
        let Some(field) = field else { break };
        let own = words(&field.label, &field.name);
        name = Some(match name {
            None => own,
            Some(around) => {
                both(format!("{} of {}", own.en, around.en), format!("{}の{}", around.ja, own.ja))
            }
        });
        record = match &field.ty {
            FieldType::Record(id) => Some(*id),
            _ => None,
        };
    }
    name.unwrap_or_else(any_item)
}

fn column_name(view: &View<'_>, table: TableId, column: Option<u32>) -> Bilingual {
    let found = view.plan.pack.tables.get(table.0 as usize).zip(column);
    match found.and_then(|(table, column)| table.columns.get(column as usize)) {
        Some(column) => words(&column.label, &column.name),
        None => both("the row", "その行"),
    }
}

fn row_name(view: &View<'_>, table: TableId, row: u32) -> Bilingual {
    let Some(found) = view.plan.pack.tables.get(table.0 as usize) else { return Bilingual::default() };
    let text = found.rows.get(row as usize).and_then(|cells| {
        found.columns.iter().zip(cells).find_map(|(column, cell)| match (&column.ty, &cell.value) {
            (Scalar::Text, Some(Value::Text(text))) => Some(text.to_string()),
            _ => None,
        })
    });
    match text {
        Some(text) => both(format!("\"{text}\""), format!("「{text}」")),
        None => {
            let number = row.saturating_add(1);
            let table = found.label.words(&found.name);
            both(
                format!("the {} row of {}", ordinal(number), table.en),
                format!("{}の{number}行目", table.ja),
            )
        }
    }
}

/// What a name runs over: `main part`, `stage1 clusters`, `all proposals`.
pub(in crate::report) fn list_name(
    view: &View<'_>,
    scope: &Scope<'_>,
    source: &ListSource,
    ctx: &mut Ctx,
) -> Bilingual {
    match source {
        ListSource::Field(path) => path_name(view, scope, path, ctx),
        ListSource::Table(table) => {
            view.plan.pack.table(*table).map(|table| table.label.words(&table.name)).unwrap_or_default()
        }
        ListSource::Proposals => both("all proposals", "全申請"),
    }
}
