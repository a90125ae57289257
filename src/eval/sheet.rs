//! A score sheet against its scorecard. In: the sheet as written, the card. Out: the sum, what it may still become,
//! and what is wrong.
//!
//! Nothing is inferred: points that are missing are missing, whatever total the sheet states. The greatest possible
//! total is known only where the source gives points to the items that are missing, or to what holds them.

use crate::check::typed::{Item, Scorecard, Section};
use crate::data::{Score, Sheet, Written};
use crate::diag::{self, BoundOf, Diagnostic, SumOf};
use crate::text::{Span, fold_key, nearest};
use crate::value::show::figure;
use crate::value::{Num, parse_number};

/// What a score sheet comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The sum of the points that count.
    pub sum: Num,
    /// The greatest total that it can still come to; `None` where nothing bounds it.
    pub high: Option<Num>,
    /// How many items the card has.
    pub items: u32,
    /// How many of them have points that count.
    pub given: u32,
    /// The items without points, in the order of the card.
    pub missing: Vec<String>,
    /// The total that the sheet states.
    pub stated: Option<Num>,
    /// What is wrong.
    pub findings: Vec<SheetFinding>,
}

/// One thing that is wrong with a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFinding {
    /// Its code, words and places.
    pub diagnostic: Diagnostic,
    /// The path of what it is about.
    pub path: String,
    /// The paths that have to be known; where there are some, the finding leaves the sheet open, else it fails.
    pub needs: Vec<String>,
}

impl Scored {
    /// Whether something in it is wrong, so that its points cannot be used.
    pub fn fails(&self) -> bool {
        self.findings.iter().any(|finding| finding.needs.is_empty())
    }

    /// The least and the greatest total that can come of it.
    pub fn range(&self) -> (Num, Option<Num>) {
        (self.sum.clone(), self.high.clone())
    }
}

/// The least and the greatest total of any sheet of a card: what a sheet that does not count leaves open.
pub fn any_total(card: &Scorecard) -> (Num, Option<Num>) {
    let items = card.sections.iter().map(|section| section.items.len()).fold(0_usize, usize::saturating_add);
    (Num::ZERO, highest(card, &vec![None; items]))
}

/// The points of each item of a card, in its order.
type Given = Vec<Option<Num>>;

/// Holds a sheet against its card.
pub fn score(card: &Scorecard, sheet: &Sheet) -> Scored {
    let items: Vec<(&Section, &Item)> = card
        .sections
        .iter()
        .flat_map(|section| section.items.iter().map(move |item| (section, item)))
        .collect();
    let mut findings: Vec<SheetFinding> =
        sheet.problems.iter().map(|problem| wrong(problem.clone(), String::new())).collect();
    if sheet.proposal.is_none() {
        let diagnostic = diag::sheet_without_proposal(sheet.span.head());
        findings.push(SheetFinding { diagnostic, path: String::new(), needs: vec!["proposal".to_owned()] });
    }
    let mut given: Given = vec![None; items.len()];
    let mut first: Vec<Option<Span>> = vec![None; items.len()];
    let mut blanks: Vec<(usize, Span)> = Vec::new();
    // Items whose points stand there and cannot be used: they are wrong, not missing.
    let mut unusable: Vec<usize> = Vec::new();
    for line in &sheet.scores {
        let folded = fold_key(&line.item.text);
        let Some(at) = items.iter().position(|(_, item)| fold_key(&item.id) == folded) else {
            let known: Vec<&str> = items.iter().map(|(_, item)| item.id.as_str()).collect();
            let near = nearest(&line.item.text, known.iter().copied());
            let diagnostic = diag::unknown_item(line.item.span, &line.item.text, card.span, near, &known);
            findings.push(wrong(diagnostic, path_of(&line.item.text)));
            continue;
        };
        let Some((section, item)) = items.get(at).copied() else { continue };
        if let Some(Some(before)) = first.get(at).copied() {
            findings.push(wrong(diag::scored_twice(before, line.item.span, &item.id), path_of(&item.id)));
            unusable.push(at);
            continue;
        }
        if let Some(place) = first.get_mut(at) {
            *place = Some(line.item.span);
        }
        match points(card, section, item, line) {
            Ok(None) => blanks.push((at, line.place)),
            Ok(Some(points)) => {
                if let Some(slot) = given.get_mut(at) {
                    *slot = Some(points);
                }
            }
            Err(diagnostic) => {
                unusable.push(at);
                findings.push(wrong(*diagnostic, path_of(&item.id)));
            }
        }
    }
    for at in &unusable {
        if let Some(slot) = given.get_mut(*at) {
            *slot = None;
        }
    }
    let missing: Vec<String> = items
        .iter()
        .zip(&given)
        .enumerate()
        .filter(|(at, (_, points))| points.is_none() && !unusable.contains(at))
        .map(|(_, ((_, item), _))| item.id.clone())
        .collect();
    if !missing.is_empty() {
        blanks.retain(|(at, _)| !unusable.contains(at));
        let blanks: Vec<Span> = blanks.iter().map(|(_, place)| *place).collect();
        let place = sheet.scores_at.unwrap_or_else(|| sheet.span.head());
        let diagnostic = diag::items_missing(place, &blanks, &missing, items.len());
        let needs = missing.iter().map(|id| path_of(id)).collect();
        findings.push(SheetFinding { diagnostic, path: "scores".to_owned(), needs });
    }
    let place = sheet.scores_at.unwrap_or_else(|| sheet.span.head());
    sums(card, &given, place, &mut findings);
    let sum = total(given.iter().flatten());
    let high = highest(card, &given);
    let whole = missing.is_empty() && unusable.is_empty();
    let stated = sheet
        .total
        .as_ref()
        .and_then(|written| stated(card, written, (&sum, high.as_ref()), whole, &mut findings));
    let items = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let given = u32::try_from(given.iter().flatten().count()).unwrap_or(u32::MAX);
    Scored { sum, high, items, given, missing, stated, findings }
}

fn wrong(diagnostic: Diagnostic, path: String) -> SheetFinding {
    SheetFinding { diagnostic, path, needs: Vec::new() }
}

fn path_of(item: &str) -> String {
    format!("scores.{item}")
}

/// The points of one line, if they can be given; nothing for a blank.
fn points(
    card: &Scorecard,
    section: &Section,
    item: &Item,
    line: &Score,
) -> Result<Option<Num>, Box<Diagnostic>> {
    let Some(written) = &line.points else { return Ok(None) };
    let Ok(points) = parse_number(&written.text) else {
        return Err(Box::new(diag::points_no_number(written.span, &written.text)));
    };
    let bound =
        [(item.points, BoundOf::Item), (section.points, BoundOf::Section), (card.total, BoundOf::Card)]
            .into_iter()
            .find_map(|(points, of)| points.map(|points| (Num::int(points), of)));
    let above = bound.as_ref().is_some_and(|(most, _)| points > *most);
    if above || points.is_negative() {
        let over = bound.as_ref().filter(|_| above).map(|(most, _)| figure(&points.sub(most)));
        let bound = bound.map(|(most, of)| (figure(&most), of));
        let bound = bound.as_ref().map(|(most, of)| (most.as_str(), *of));
        let required = match bound {
            Some((_, BoundOf::Card)) => card.span,
            _ => item.span,
        };
        return Err(Box::new(diag::points_out_of_bounds(
            written.span,
            &item.id,
            &figure(&points),
            bound,
            over.as_deref(),
            required,
        )));
    }
    Ok(Some(points))
}

/// No section, and not the whole card, comes to more than it has.
fn sums(card: &Scorecard, given: &Given, place: Span, findings: &mut Vec<SheetFinding>) {
    let mut rest = given.as_slice();
    for section in &card.sections {
        let (own, after) = rest.split_at_checked(section.items.len()).unwrap_or((rest, &[]));
        rest = after;
        let sum = total(own.iter().flatten());
        if let Some(most) = section.points.map(Num::int)
            && sum > most
        {
            let required = section.items.first().map_or(card.span, |item| item.span);
            let diagnostic = above(place, SumOf::Section(&section.id), &sum, &most, required);
            findings.push(wrong(diagnostic, "scores".to_owned()));
        }
    }
    let sum = total(given.iter().flatten());
    if let Some(most) = card.total.map(Num::int)
        && sum > most
    {
        let diagnostic = above(place, SumOf::Points, &sum, &most, card.span);
        findings.push(wrong(diagnostic, "scores".to_owned()));
    }
}

/// The stated total: a number, no more than the card has, and the sum; or one that the sum can still come to.
fn stated(
    card: &Scorecard,
    written: &Written,
    (sum, high): (&Num, Option<&Num>),
    whole: bool,
    findings: &mut Vec<SheetFinding>,
) -> Option<Num> {
    let path = || "total".to_owned();
    let Ok(stated) = parse_number(&written.text) else {
        findings.push(wrong(diag::points_no_number(written.span, &written.text), path()));
        return None;
    };
    let most = card.total.map(Num::int);
    match most {
        // The sum itself is above, and said to be.
        Some(most) if stated > most && stated == *sum => {}
        Some(most) if stated > most => {
            findings.push(wrong(above(written.span, SumOf::Stated, &stated, &most, card.span), path()));
        }
        _ => {
            let reachable = stated >= *sum && high.is_none_or(|high| stated <= *high);
            let fits = if whole { stated == *sum } else { reachable };
            if !fits {
                findings.push(wrong(differs(written.span, &stated, sum, whole), path()));
            }
        }
    }
    Some(stated)
}

fn above(span: Span, of: SumOf<'_>, sum: &Num, most: &Num, required: Span) -> Diagnostic {
    diag::sum_above(span, of, &figure(sum), (&figure(most), &figure(&sum.sub(most))), required)
}

fn differs(span: Span, stated: &Num, sum: &Num, whole: bool) -> Diagnostic {
    let off = stated.sub(sum);
    let by = (figure(&off.abs()), off.is_negative());
    diag::total_differs(span, &figure(stated), &figure(sum), (&by.0, by.1), whole)
}

fn total<'n>(points: impl Iterator<Item = &'n Num>) -> Num {
    points.fold(Num::ZERO, |sum, points| sum.add(points))
}

/// The greatest total that the points given can still come to: where an item without points has a greatest number of
/// its own, that; else what its section, else what the card has left.
fn highest(card: &Scorecard, given: &[Option<Num>]) -> Option<Num> {
    let mut rest = given;
    let mut high = Some(Num::ZERO);
    for section in &card.sections {
        let (own, after) = rest.split_at_checked(section.items.len()).unwrap_or((rest, &[]));
        rest = after;
        let items = section.items.iter().zip(own).try_fold(Num::ZERO, |sum, (item, points)| {
            let most = points.clone().or_else(|| item.points.map(Num::int))?;
            Some(sum.add(&most))
        });
        let complete = own.iter().all(Option::is_some);
        let most = section.points.map(Num::int);
        let of_section = match (items, most) {
            (Some(items), Some(most)) if !complete => Some(items.min(most)),
            (Some(items), _) => Some(items),
            (None, most) => most,
        };
        high = high.zip(of_section).map(|(high, section)| high.add(&section));
    }
    let complete = given.iter().all(Option::is_some);
    match (high, card.total.map(Num::int)) {
        (Some(high), Some(most)) if !complete => Some(high.min(most)),
        (Some(high), _) => Some(high),
        (None, most) => most,
    }
}
