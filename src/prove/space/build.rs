//! A free space: everything is open that the schemas leave open.

use super::sizes::Needs;
use super::{Cell, CellId, CutList, FARTHEST, FactKind, Home, Shape, Sizes, Space};
use crate::data::{FieldType, Schema};
use crate::eval::{Val, as_number};
use crate::plan::{FieldId, Plan};
use crate::value::{Date, Scalar};
use kisoku_logic::{Formula, Linear, Num};

/// What one of the plans says of a cell.
#[derive(Clone, Copy)]
pub(super) struct Side<'p> {
    pub(super) plan: usize,
    pub(super) schema: &'p Schema,
    pub(super) ty: &'p FieldType,
    pub(super) optional: bool,
    pub(super) home: Home,
}

/// The kinds of values that can stand in one cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Number,
    Day,
    Year,
    Text,
    YesNo,
    Word,
    Record,
    List,
}

fn class(ty: &FieldType) -> Class {
    match ty {
        FieldType::Record(_) => Class::Record,
        FieldType::List { .. } => Class::List,
        FieldType::Scalar(scalar) => match scalar {
            Scalar::Text => Class::Text,
            Scalar::YesNo => Class::YesNo,
            Scalar::Whole | Scalar::Number | Scalar::Percent | Scalar::Money(_) => Class::Number,
            Scalar::Date => Class::Day,
            Scalar::FiscalYear => Class::Year,
            Scalar::Enum(_) => Class::Word,
        },
    }
}

impl Space {
    /// All proposals that the schemas of the plans describe, so many at once. A field that only one plan has is a field;
    /// one that is of different kinds is [`Shape::Apart`].
    pub fn of_plans(plans: &[&Plan], proposals: usize, sizes: Sizes) -> Space {
        Space::of_lists(plans, proposals, sizes, |_| true)
    }

    /// As [`Space::of_plans`], where only some lists are of these sizes: all others, and those inside them, are short.
    pub fn of_lists(
        plans: &[&Plan],
        proposals: usize,
        sizes: Sizes,
        sized: impl Fn(FieldId) -> bool,
    ) -> Space {
        let mut space = Space::empty();
        let needs: Vec<Needs> = plans.iter().map(|plan| Needs::of(plan)).collect();
        let roots: Vec<FieldType> =
            plans.iter().map(|plan| FieldType::Record(plan.pack.program.root)).collect();
        for _ in 0..proposals {
            let sides: Vec<Side<'_>> = plans
                .iter()
                .zip(&roots)
                .enumerate()
                .map(|(index, (plan, ty))| Side {
                    plan: index,
                    schema: &plan.pack.schema,
                    ty,
                    optional: false,
                    home: Home::root(plan.pack.program.root, plan.pack.program.span),
                })
                .collect();
            let (yes, no) = (space.problem.constant(true), space.problem.constant(false));
            let mut builder =
                Builder { space: &mut space, needs: &needs, sizes, sized: &sized, inside: false };
            let shape = builder.shape(&sides);
            let root = space.add(Cell { given: yes, missing: no, readable: yes, shape });
            space.roots.push(root);
        }
        space
    }
}

pub(super) struct Builder<'s, 'n> {
    pub(super) space: &'s mut Space,
    pub(super) needs: &'n [Needs],
    pub(super) sizes: Sizes,
    pub(super) sized: &'n dyn Fn(FieldId) -> bool,
    /// Whether it stands inside a list.
    pub(super) inside: bool,
}

impl Builder<'_, '_> {
    /// A field: it may be missing, or not apply where it is optional.
    fn field(&mut self, sides: &[Side<'_>]) -> CellId {
        let given = self.space.problem.boolean();
        let optional = sides.iter().any(|side| side.optional);
        let missing = if optional {
            let missing = self.space.problem.boolean();
            let both = self.space.problem.all([given, missing]);
            let apart = self.space.problem.not(both);
            self.space.problem.require(apart);
            missing
        } else {
            self.space.problem.not(given)
        };
        for side in sides.iter().filter(|side| !side.optional) {
            let kind = FactKind::Required(side.home.field);
            let label = self.space.schema_fact(side.plan, kind, Some(side.home.span));
            self.space.problem.require_if(label, given);
        }
        let shape = self.shape(sides);
        self.space.add(Cell { given, missing, readable: given, shape })
    }

    /// An item of a list: always given.
    fn item(&mut self, sides: &[Side<'_>]) -> CellId {
        let (yes, no) = (self.space.problem.constant(true), self.space.problem.constant(false));
        let shape = self.shape(sides);
        self.space.add(Cell { given: yes, missing: no, readable: yes, shape })
    }

    /// The open value of a cell, with what the sides say of it.
    pub(super) fn shape(&mut self, sides: &[Side<'_>]) -> Shape {
        let Some(first) = sides.first() else { return Shape::Apart };
        let class = class(first.ty);
        if sides.iter().any(|side| self::class(side.ty) != class) {
            return Shape::Apart;
        }
        match class {
            Class::Number => self.number(sides),
            Class::Day => Shape::Day(self.whole(day(1900), day(2200))),
            Class::Year => Shape::Year(self.whole(1900, 2200)),
            // Every number beyond those of the known texts is another text.
            Class::Text => Shape::Text(self.whole(0, 1_000_000)),
            Class::YesNo => Shape::YesNo(self.space.problem.boolean()),
            Class::Word => self.word(sides),
            Class::Record => self.record(sides),
            Class::List => self.list(sides),
        }
    }

    /// A whole number within the everyday domain.
    fn whole(&mut self, low: i128, high: i128) -> Linear {
        let term = Linear::from(self.space.problem.integer());
        self.within(&term, low, high);
        term
    }

    fn within(&mut self, term: &Linear, low: i128, high: i128) {
        let label = self.space.schema_fact(0, FactKind::Domain, None);
        let low = self.space.problem.at_least(term, &low.into());
        let high = self.space.problem.at_most(term, &high.into());
        self.space.problem.require_if(label, low);
        self.space.problem.require_if(label, high);
    }

    fn number(&mut self, sides: &[Side<'_>]) -> Shape {
        let scalar = |side: &Side<'_>| match side.ty {
            FieldType::Scalar(scalar) => Some(*scalar),
            _ => None,
        };
        let is_whole = |side: &Side<'_>| matches!(scalar(side), Some(Scalar::Whole | Scalar::Money(_)));
        let all_whole = sides.iter().all(is_whole);
        let problem = &mut self.space.problem;
        let term = Linear::from(if all_whole { problem.integer() } else { problem.real() });
        self.within(&term, FARTHEST.saturating_neg(), FARTHEST);
        for side in sides {
            if !all_whole && is_whole(side) {
                let whole = Linear::from(self.space.problem.integer());
                let same = self.space.problem.equal(&term, &whole);
                self.require(side, FactKind::Whole(side.home.field), same);
            }
            if let Some(Scalar::Money(money)) = scalar(side)
                && !money.signed
            {
                let least = self.space.problem.at_least(&term, &0.into());
                self.require(side, FactKind::NotNegative(side.home.field), least);
            }
        }
        Shape::Number(term)
    }

    fn require(&mut self, side: &Side<'_>, kind: FactKind, formula: Formula) {
        let label = self.space.schema_fact(side.plan, kind, Some(side.home.span));
        self.space.problem.require_if(label, formula);
    }

    fn word(&mut self, sides: &[Side<'_>]) -> Shape {
        let mut words: Vec<(String, Formula)> = Vec::new();
        let mut own: Vec<Vec<String>> = Vec::new();
        for side in sides {
            let FieldType::Scalar(Scalar::Enum(id)) = side.ty else { continue };
            let members = side.schema.enumeration(*id).map_or(&[][..], |list| &list.members);
            let names: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
            for name in &names {
                if !words.iter().any(|(known, _)| known == name) {
                    words.push((name.clone(), self.space.problem.boolean()));
                }
            }
            own.push(names);
        }
        let all: Vec<Formula> = words.iter().map(|(_, formula)| *formula).collect();
        let one = self.space.problem.exactly_one(&all);
        self.space.problem.require(one);
        for (side, own) in sides.iter().zip(&own) {
            if own.len() < words.len() {
                let kept: Vec<Formula> =
                    words.iter().filter(|(name, _)| own.contains(name)).map(|(_, one)| *one).collect();
                let some = self.space.problem.any(kept);
                self.require(side, FactKind::Words(side.home.field), some);
            }
        }
        Shape::Word(words)
    }

    fn record(&mut self, sides: &[Side<'_>]) -> Shape {
        let mut names: Vec<String> = Vec::new();
        for side in sides {
            let FieldType::Record(id) = side.ty else { continue };
            for field in side.schema.record(*id).map_or(&[][..], |record| &record.fields) {
                if !names.contains(&field.name) {
                    names.push(field.name.clone());
                }
            }
        }
        let mut fields = Vec::new();
        for name in names {
            let below: Vec<Side<'_>> = sides.iter().filter_map(|side| side_of_field(side, &name)).collect();
            let cell = self.field(&below);
            fields.push((name, cell));
        }
        Shape::Record(fields)
    }

    fn list(&mut self, sides: &[Side<'_>]) -> Shape {
        let lists: Vec<(Side<'_>, &FieldType, u32, Option<u32>)> = sides
            .iter()
            .filter_map(|side| match side.ty {
                FieldType::List { item, min, max } => Some((*side, item.as_ref(), *min, *max)),
                _ => None,
            })
            .collect();
        let wanted = lists.iter().map(|(side, _, min, max)| {
            let need = self.needs.get(side.plan).map_or(0, |needs| needs.of_list(side.home.field));
            let sizes = if (self.sized)(side.home.field) { self.sizes } else { Sizes::SHORT };
            // Far lists inside far lists would be too many items.
            let sizes = if self.inside && sizes == Sizes::FAR { Sizes::LONG } else { sizes };
            (sizes.places(*min, need), *max)
        });
        let (wanted, limits): (Vec<u32>, Vec<Option<u32>>) = wanted.unzip();
        let limit =
            limits.iter().copied().collect::<Option<Vec<u32>>>().and_then(|all| all.into_iter().max());
        let wanted = wanted.into_iter().max().unwrap_or(0);
        let places = limit.map_or(wanted, |limit| wanted.min(limit));
        let outside = std::mem::replace(&mut self.inside, true);
        let mut items = Vec::new();
        let mut before: Option<Formula> = None;
        for _ in 0..places {
            let here = self.space.problem.boolean();
            if let Some(before) = before {
                let follows = self.space.problem.implies(here, before);
                self.space.problem.require(follows);
            }
            before = Some(here);
            let below: Vec<Side<'_>> =
                lists.iter().map(|(side, item, ..)| Side { ty: item, optional: false, ..*side }).collect();
            let cell = self.item(&below);
            items.push((here, cell));
        }
        self.inside = outside;
        for (side, _, min, max) in &lists {
            let place = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
            if let Some((enough, _)) = min.checked_sub(1).and_then(|last| items.get(place(last))) {
                self.require(side, FactKind::AtLeast(side.home.field, *min), *enough);
            }
            match max {
                Some(max) => {
                    if let Some((over, _)) = items.get(place(*max)) {
                        let within = self.space.problem.not(*over);
                        self.require(side, FactKind::AtMost(side.home.field, *max), within);
                    } else if places < *max {
                        self.cut(side, places);
                    } else {
                        // The schema itself ends the list here, which a proof may lean on.
                        let label = FactKind::AtMost(side.home.field, *max);
                        self.space.schema_fact(side.plan, label, Some(side.home.span));
                    }
                }
                None => self.cut(side, places),
            }
        }
        Shape::List(items)
    }

    fn cut(&mut self, side: &Side<'_>, most: u32) {
        let need = self.needs.get(side.plan).map_or(0, |needs| needs.of_list(side.home.field));
        let cut = CutList { plan: side.plan, field: side.home.field, most, need };
        if !self.space.cut.contains(&cut) {
            self.space.cut.push(cut);
        }
    }
}

fn side_of_field<'p>(side: &Side<'p>, name: &str) -> Option<Side<'p>> {
    let FieldType::Record(id) = side.ty else { return None };
    let record = side.schema.record(*id)?;
    let index = record.fields.iter().position(|field| field.name == name)?;
    let field = record.fields.get(index)?;
    let home = Home { field: (*id, u32::try_from(index).unwrap_or(u32::MAX)), span: field.span };
    Some(Side { ty: &field.ty, optional: field.optional, home, ..*side })
}

/// The number of the first day of a year.
fn day(year: i32) -> i128 {
    let day = Date::new(year, 1, 1).and_then(|day| as_number(&Val::Date(day)));
    day.as_ref().and_then(Num::to_i128).unwrap_or(0)
}
