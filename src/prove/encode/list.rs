//! Lists: items under their guards, quantifiers, `no two`, and aggregates.

use super::value::{Amount, Kleene, Known, Worth};
use super::{Bound, Encoder, LeftOut, Why};
use crate::check::typed::{Binder, ListSource, PathType};
use crate::data::FieldType;
use crate::plan::NodeId;
use crate::prove::space::Shape;
use crate::syntax::ast::{Aggregate, Comparator, Quantifier};
use crate::text::Span;
use crate::value::Scalar;
use kisoku_logic::{Formula, Linear};

/// The items of a list: whether it is known, and each with whether it is there.
struct Items {
    known: Formula,
    items: Vec<(Formula, Bound)>,
}

/// One combination of items.
struct Turn {
    /// All of them are there.
    there: Formula,
    /// What the filter says of them.
    filter: Kleene,
    /// The value for them, where one is asked for.
    value: Option<Known>,
}

/// All combinations, and whether all lists on the way are known.
struct Turns {
    known: Formula,
    turns: Vec<Turn>,
}

impl Encoder<'_> {
    /// The items over which a name runs.
    fn items(&mut self, source: &ListSource) -> Result<Items, LeftOut> {
        let yes = self.space.problem.constant(true);
        Ok(match source {
            ListSource::Table(table) => {
                let rows = self.plan.pack.tables.get(table.0 as usize).map_or(0, |table| table.rows.len());
                Items { known: yes, items: (0..rows).map(|row| (yes, Bound::Row(*table, row))).collect() }
            }
            ListSource::Proposals => {
                let root = Some(self.plan.pack.program.root);
                let items = self.space.roots().iter().map(|cell| (yes, Bound::Cell(*cell, root)));
                Items { known: yes, items: items.collect() }
            }
            ListSource::Field(path) => {
                let record = match &path.ty {
                    PathType::Field(FieldType::List { item, .. }) => match item.as_ref() {
                        FieldType::Record(id) => Some(*id),
                        _ => None,
                    },
                    _ => None,
                };
                let super::path::Way::Cells(cells) = self.way(path)? else {
                    return Err(LeftOut { why: Why::NoValue, place: path.span });
                };
                let known = self.readable(&cells);
                let shape = cells.last().and_then(|cell| self.space.cell(*cell)).map(|cell| &cell.shape);
                let Some(Shape::List(items)) = shape else {
                    return Err(LeftOut { why: Why::OtherKind, place: path.span });
                };
                let items = items.iter().map(|(there, cell)| (*there, Bound::Cell(*cell, record))).collect();
                Items { known, items }
            }
        })
    }

    /// Does something for each item; inside, [`Encoder::reach`] holds that the item is there.
    pub(super) fn each_item(
        &mut self,
        binder: &Binder,
        mut act: impl FnMut(&mut Self, Formula) -> Result<(), LeftOut>,
    ) -> Result<Formula, LeftOut> {
        let Items { known, items } = self.items(&binder.source)?;
        let outside = self.reach;
        for (there, item) in items {
            self.bind(binder.var, item);
            let here = self.space.problem.all([known, there]);
            self.reach = self.space.problem.all([outside, here]);
            let done = act(self, here);
            self.reach = outside;
            done?;
        }
        self.bind(binder.var, Bound::Nothing);
        Ok(known)
    }

    /// A quantifier.
    pub(super) fn quantified(
        &mut self,
        quantifier: Quantifier,
        binder: &Binder,
        filter: Option<NodeId>,
        body: NodeId,
        place: Span,
    ) -> Result<Kleene, LeftOut> {
        // `no … satisfies E` is `every … satisfies not E`; `some` is the negation of that.
        let mut parts = Vec::new();
        let known = self.each_item(binder, |encoder, there| {
            encoder.step(place)?;
            let passes = match filter {
                Some(filter) => encoder.truth(filter)?,
                None => Kleene::of(&mut encoder.space.problem, true),
            };
            let mut holds = encoder.truth(body)?;
            if quantifier == Quantifier::Every {
                holds = holds.negated();
            }
            let problem = &mut encoder.space.problem;
            let both = Kleene::all(problem, &[passes, holds]).negated();
            let absent = problem.not(there);
            parts.push(Kleene { t: problem.any([absent, both.t]), f: problem.all([there, both.f]) });
            Ok(())
        })?;
        let problem = &mut self.space.problem;
        let none = Kleene::all(problem, &parts).where_(problem, known);
        Ok(match quantifier {
            Quantifier::Every | Quantifier::No => none,
            Quantifier::Some => none.negated(),
        })
    }

    /// All combinations of the binders, the first one outermost.
    fn turns(
        &mut self,
        binders: &[Binder],
        filter: Option<NodeId>,
        value: Option<NodeId>,
        place: Span,
    ) -> Result<Turns, LeftOut> {
        let there = self.space.problem.constant(true);
        let mut turns = Turns { known: there, turns: Vec::new() };
        self.each_turn(binders, there, filter, value, place, &mut turns)?;
        Ok(turns)
    }

    fn each_turn(
        &mut self,
        binders: &[Binder],
        there: Formula,
        filter: Option<NodeId>,
        value: Option<NodeId>,
        place: Span,
        turns: &mut Turns,
    ) -> Result<(), LeftOut> {
        self.step(place)?;
        let Some((binder, rest)) = binders.split_first() else {
            let filter = match filter {
                Some(filter) => self.truth(filter)?,
                None => Kleene::of(&mut self.space.problem, true),
            };
            let value = value.map(|value| self.value(value)).transpose()?;
            turns.turns.push(Turn { there, filter, value });
            return Ok(());
        };
        let known = self.each_item(binder, |encoder, here| {
            let there = encoder.space.problem.all([there, here]);
            encoder.each_turn(rest, there, filter, value, place, turns)
        })?;
        let problem = &mut self.space.problem;
        let known = problem.implies(there, known);
        turns.known = problem.all([turns.known, known]);
        Ok(())
    }

    /// `no two … are equal`
    pub(super) fn no_two(
        &mut self,
        value: NodeId,
        binders: &[Binder],
        filter: Option<NodeId>,
        place: Span,
    ) -> Result<Kleene, LeftOut> {
        let Turns { known, turns } = self.turns(binders, filter, Some(value), place)?;
        let mut settled = vec![known];
        let mut counted: Vec<(Formula, Known)> = Vec::new();
        for turn in turns {
            let Some(value) = turn.value else { continue };
            let problem = &mut self.space.problem;
            let absent = problem.not(turn.there);
            let with = problem.all([turn.there, turn.filter.t, value.known]);
            settled.push(problem.any([absent, turn.filter.f, with]));
            counted.push((with, value));
        }
        let mut pairs = Vec::new();
        for (index, (first, a)) in counted.iter().enumerate() {
            for (second, b) in counted.iter().skip(index.saturating_add(1)) {
                self.step(place)?;
                let same = self.compare_values(Comparator::Is, a, b, place)?;
                pairs.push(self.space.problem.all([*first, *second, same.t]));
            }
        }
        let problem = &mut self.space.problem;
        let f = problem.any(pairs);
        let different = problem.not(f);
        settled.push(different);
        Ok(Kleene { t: problem.all(settled), f })
    }

    /// `count`, `sum`, `largest`, `smallest`
    pub(super) fn aggregate(
        &mut self,
        function: Aggregate,
        value: Option<NodeId>,
        binders: &[Binder],
        filter: Option<NodeId>,
        (ty, place): (Scalar, Span),
    ) -> Result<Known, LeftOut> {
        let value = if function == Aggregate::Count { None } else { value };
        let Turns { known, turns } = self.turns(binders, filter, value, place)?;
        let mut settled = vec![known];
        let mut counted: Vec<(Formula, Option<Known>)> = Vec::new();
        for turn in turns {
            let problem = &mut self.space.problem;
            let absent = problem.not(turn.there);
            let with = problem.all([turn.there, turn.filter.t]);
            let complete = match &turn.value {
                Some(value) => problem.all([with, value.known]),
                None => with,
            };
            settled.push(problem.any([absent, turn.filter.f, complete]));
            counted.push((with, turn.value));
        }
        let known = self.space.problem.all(settled);
        match function {
            Aggregate::Count => {
                let mut sum = Linear::default();
                for (with, _) in counted {
                    sum = sum.plus(&self.one_if(with));
                }
                Ok(Known { known, worth: Worth::Number(Amount::of(sum)) })
            }
            Aggregate::Sum => {
                let mut sum = Linear::default();
                for (with, value) in counted {
                    let Some(Known { worth: Worth::Number(amount), .. }) = value else { continue };
                    let Some(term) = amount.linear() else {
                        return Err(LeftOut { why: Why::Product, place });
                    };
                    sum = sum.plus(&self.term_if(with, term));
                }
                Ok(Known { known, worth: Worth::Number(Amount::of(sum)) })
            }
            Aggregate::Largest | Aggregate::Smallest => self.extreme(function, known, &counted, (ty, place)),
        }
    }

    /// One where a formula holds, else zero.
    fn one_if(&mut self, with: Formula) -> Linear {
        if let Some(known) = self.counted.get(&with) {
            return known.clone();
        }
        let one = match self.space.problem.node(with) {
            kisoku_logic::Node::Constant(holds) => i128::from(*holds).into(),
            _ => Linear::from(self.space.problem.indicator(with)),
        };
        self.counted.insert(with, one.clone());
        one
    }

    /// The term where a formula holds, else zero.
    fn term_if(&mut self, with: Formula, term: &Linear) -> Linear {
        if let Some(known) = self.chosen.get(&(with, term.clone())) {
            return known.clone();
        }
        let chosen = if term.is_constant() {
            self.one_if(with).times(term.constant())
        } else {
            self.space.problem.choose(with, term, &Linear::default())
        };
        self.chosen.insert((with, term.clone()), chosen.clone());
        chosen
    }

    /// The largest or smallest of some values: at least one there, none beyond it, and itself one of them.
    fn extreme(
        &mut self,
        function: Aggregate,
        known: Formula,
        counted: &[(Formula, Option<Known>)],
        (ty, place): (Scalar, Span),
    ) -> Result<Known, LeftOut> {
        let mut terms = Vec::new();
        for (with, value) in counted {
            let term = match value.as_ref().map(|value| &value.worth) {
                Some(Worth::Number(amount)) => {
                    amount.linear().cloned().ok_or(LeftOut { why: Why::Product, place })?
                }
                Some(Worth::Day(term) | Worth::Year(term)) => term.clone(),
                _ => return Err(LeftOut { why: Why::Order, place }),
            };
            terms.push((*with, term));
        }
        let problem = &mut self.space.problem;
        let whole = terms.iter().all(|(_, term)| problem.is_whole(term));
        let best = Linear::from(if whole { problem.integer() } else { problem.real() });
        let some = problem.any(terms.iter().map(|(with, _)| *with));
        let mut itself = Vec::new();
        for (with, term) in &terms {
            let beyond = match function {
                Aggregate::Largest => problem.at_least(&best, term),
                _ => problem.at_most(&best, term),
            };
            let bound = problem.implies(*with, beyond);
            problem.require(bound);
            let same = problem.equal(&best, term);
            itself.push(problem.all([*with, same]));
        }
        let one = problem.any(itself);
        let none = problem.not(some);
        let reached = problem.any([none, one]);
        problem.require(reached);
        let known = problem.all([known, some]);
        let worth = match ty {
            Scalar::Date => Worth::Day(best),
            Scalar::FiscalYear => Worth::Year(best),
            _ if Self::is_number(ty) => Worth::Number(Amount::of(best)),
            _ => return Err(LeftOut { why: Why::Order, place }),
        };
        Ok(Known { known, worth })
    }
}
