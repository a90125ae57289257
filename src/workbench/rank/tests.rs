//! Tests of ranking: the places of a range are those of all completions; what words say of cuts.

use super::*;
use crate::diag::Severity;
use crate::report::FindingOutcome;
use proptest::prelude::*;

fn sheet(low: i128, high: Option<i128>) -> SheetTotal {
    SheetTotal {
        path: String::new(),
        document: 1,
        reviewer: None,
        low: Num::Int(low),
        high: high.map(Num::Int),
        missing: 0,
        items: 1,
        wrong: false,
        stated: None,
    }
}

#[test]
fn figures_are_exact_and_open_where_one_sheet_is() {
    let sheets = [sheet(70, Some(70)), sheet(71, Some(71)), sheet(71, Some(71))];
    let mean = Num::fraction(212, 3).unwrap();
    assert_eq!(figure(&sheets, By::Mean), (mean.clone(), Some(mean)));
    assert_eq!(figure(&sheets, By::Sum), (Num::Int(212), Some(Num::Int(212))));
    assert_eq!(figure(&[sheet(70, Some(70)), sheet(10, None)], By::Mean), (Num::Int(40), None));
}

proptest! {
    /// The best and the worst place of a range are reached by some completion, and no completion leaves it.
    #[test]
    fn places_are_those_of_all_completions(ranges in prop::collection::vec((0_i128..4, 0_i128..3), 1..5)) {
        let figures: Vec<(Num, Option<Num>)> =
            ranges.iter().map(|(low, more)| (Num::Int(*low), Some(Num::Int(low + more)))).collect();
        let mut seen: Vec<(u32, u32)> = vec![(u32::MAX, 0); ranges.len()];
        let mut completion: Vec<i128> = ranges.iter().map(|(low, _)| *low).collect();
        loop {
            for (index, own) in completion.iter().enumerate() {
                let rank = place(completion.iter().filter(|other| *other > own).count());
                seen[index] = (seen[index].0.min(rank), seen[index].1.max(rank));
            }
            let Some(at) = (0..ranges.len()).find(|at| completion[*at] < ranges[*at].0 + ranges[*at].1) else { break };
            completion[at] += 1;
            for before in 0..at {
                completion[before] = ranges[before].0;
            }
        }
        for (index, reached) in seen.iter().enumerate() {
            let (from, to, _) = places(&figures, index);
            prop_assert_eq!((from, to), *reached);
        }
    }
}

#[test]
fn a_cut_says_where_it_holds_and_where_it_no_longer_does() {
    let step = |place, proposals, outcome| Step { place, proposals, outcome, message: None };
    let cut =
        |steps| Cut { rule: String::new(), title: Bilingual::default(), severity: Severity::Advice, steps };
    let said = |steps| words::cut(&cut(steps)).en;
    use FindingOutcome::{Fail, Pass, Undetermined};
    assert_eq!(
        said(vec![step(1, 1, Pass), step(3, 4, Pass), step(5, 5, Fail), step(6, 6, Fail)]),
        "holds up to place 3 (4 proposals); does not hold once place 5 is taken in"
    );
    assert_eq!(said(vec![step(1, 1, Pass), step(2, 2, Pass)]), "holds up to the last place, 2 (2 proposals)");
    assert_eq!(said(vec![step(1, 1, Undetermined)]), "cannot be decided from the first place on");
    assert_eq!(said(Vec::new()), "no proposal to hold it against");
}
