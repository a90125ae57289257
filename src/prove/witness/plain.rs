//! Making a model plain: short lists, nothing that need not be there, round figures.
//!
//! Wishes are put to the engine all at once; what a core names of them is given up, and they are put again.

use super::super::ask::{Asker, Held};
use super::super::space::{CellId, Shape};
use super::write::{Blank, PLAIN_TEXT};
use crate::eval::{Val, as_number};
use crate::value::{Num, Rounding};
use kisoku_logic::{Answer, Formula, Label, Linear, Model};

/// So many times wishes are given up before they all are.
const MOST_ROUNDS: usize = 12;

/// The greatest amount that is wished for.
const ROOMY: i128 = 10_000_000_000;

/// A model that is as plain as a few questions can make it.
pub(in super::super) fn plainer(
    asker: &mut Asker<'_>,
    on: &[Label],
    model: Model,
    held: &[Held<'_>],
) -> Model {
    let mut granted = on.to_vec();
    let mut model = model;
    let blank = Blank::of(held.first().and_then(|one| one.encoding.day));
    for wishes in [absent(asker), near(asker, blank)] {
        model = grant(asker, &mut granted, wishes, model);
    }
    for digits in [1, 2, 4] {
        let wishes = rounded(asker, &model, digits);
        model = grant(asker, &mut granted, wishes, model);
    }
    model
}

/// Grants as many wishes as a few rounds allow.
fn grant(asker: &mut Asker<'_>, granted: &mut Vec<Label>, wishes: Vec<Formula>, model: Model) -> Model {
    let mut labels: Vec<Label> = wishes.into_iter().map(|wish| asker.label(wish)).collect();
    for _ in 0..MOST_ROUNDS {
        if labels.is_empty() {
            break;
        }
        let all: Vec<Label> = granted.iter().chain(&labels).copied().collect();
        match asker.can(&all, &[]) {
            Answer::Sat(plainer) => {
                *granted = all;
                return plainer;
            }
            Answer::Unsat(core) => {
                let before = labels.len();
                labels.retain(|label| !core.labels.contains(label));
                if labels.len() == before {
                    break;
                }
            }
            Answer::Unknown(_) => break,
        }
    }
    model
}

/// The cells that rules look at.
fn cells(asker: &Asker<'_>) -> Vec<(CellId, Formula, Formula, Shape)> {
    let read = asker.space.read_cells();
    read.filter_map(|id| asker.space.cell(id).map(|cell| (id, cell.given, cell.missing, cell.shape.clone())))
        .collect()
}

/// Short lists, and nothing that may be absent.
fn absent(asker: &mut Asker<'_>) -> Vec<Formula> {
    let mut wishes = Vec::new();
    for (_, given, missing, shape) in cells(asker) {
        let problem = &mut asker.space.problem;
        if problem.not(given) != missing {
            wishes.push(missing);
        }
        if let Shape::List(items) = shape {
            wishes.extend(items.iter().map(|(there, _)| problem.not(*there)));
        }
    }
    wishes
}

/// Everyday figures, the year of the rules, any text.
fn near(asker: &mut Asker<'_>, blank: Blank) -> Vec<Formula> {
    let mut wishes = Vec::new();
    let day = blank.day().and_then(|day| as_number(&Val::Date(day))).unwrap_or(Num::ZERO);
    for (.., shape) in cells(asker) {
        let problem = &mut asker.space.problem;
        let mut between = |term: &Linear, low: Num, high: Num| {
            wishes.push(problem.at_least(term, &low.into()));
            wishes.push(problem.at_most(term, &high.into()));
        };
        match shape {
            Shape::Number(term) => between(&term, Num::ZERO, Num::Int(ROOMY)),
            Shape::Year(term) => {
                let year = Num::int(blank.year.0);
                between(&term, year.clone(), year.add(&Num::Int(4)));
            }
            Shape::Day(term) => between(&term, day.clone(), day.add(&Num::Int(1_500))),
            Shape::Text(term) => {
                between(&term, Num::Int(PLAIN_TEXT), Num::Int(PLAIN_TEXT));
            }
            _ => {}
        }
    }
    wishes
}

/// Every figure near what it is, with so many digits.
fn rounded(asker: &mut Asker<'_>, model: &Model, digits: u32) -> Vec<Formula> {
    let mut wishes = Vec::new();
    for (.., shape) in cells(asker) {
        let Shape::Number(term) = shape else { continue };
        if term.is_constant() {
            continue;
        }
        let value = model.value_of(&term);
        let mut unit = Num::fraction(1, 10_000).unwrap_or(Num::ZERO);
        let ten = Num::Int(10);
        // The unit of the last digit that is kept.
        let most = (0..digits).fold(Num::Int(1), |all, _| all.mul(&ten));
        while value.abs() >= unit.mul(&most) {
            unit = unit.mul(&ten);
        }
        let problem = &mut asker.space.problem;
        if problem.is_whole(&term) && unit < Num::Int(1) {
            unit = Num::Int(1);
        }
        if let Some(round) = value.round_to(&unit, Rounding::HalfUp) {
            wishes.push(problem.equal(&term, &round.into()));
        }
    }
    wishes
}
