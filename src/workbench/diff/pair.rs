//! Which of the old things is which of the new ones: by name, then by what they say, then by what they are called.

use super::Side;
use std::collections::{BTreeMap, BTreeSet};

/// Two things that are one, in the order of the new side; those that are gone stand last.
pub(super) type Pairs = Vec<(Option<usize>, Option<usize>)>;

/// Pairs what has the same name; of the rest each rule in turn (`same` takes an old and a new index) pairs what is the
/// only one that it fits, so that of several that say the same none is guessed.
pub(super) fn by_name(old: &[&str], new: &[&str], same: &[&dyn Fn(usize, usize) -> bool]) -> Pairs {
    // Of several of one name the first is meant.
    let known: BTreeMap<&str, usize> = old.iter().enumerate().rev().map(|(at, name)| (*name, at)).collect();
    let mut taken = BTreeSet::new();
    let mut of_new: Vec<Option<usize>> =
        new.iter().map(|name| known.get(name).copied().filter(|at| taken.insert(*at))).collect();
    let free_old = |of_new: &[Option<usize>]| -> Vec<usize> {
        let taken: BTreeSet<usize> = of_new.iter().flatten().copied().collect();
        (0..old.len()).filter(|at| !taken.contains(at)).collect()
    };
    for fits in same {
        let left = free_old(&of_new);
        let open: Vec<usize> =
            of_new.iter().enumerate().filter(|(_, old)| old.is_none()).map(|(at, _)| at).collect();
        for at in &open {
            let mut fitting = left.iter().filter(|old| fits(**old, *at));
            let (Some(only), None) = (fitting.next(), fitting.next()) else { continue };
            if open.iter().filter(|other| fits(*only, **other)).count() == 1
                && let Some(slot) = of_new.get_mut(*at)
            {
                *slot = Some(*only);
            }
        }
    }
    let gone = free_old(&of_new).into_iter().map(|at| (Some(at), None));
    let there = of_new.iter().enumerate().map(|(at, old)| (*old, Some(at)));
    there.chain(gone).collect()
}

/// Pairs programmes: by id, then by title; a single one of each side is the same programme whatever it is called.
pub(super) fn programs<'a>(old: &[Side<'a>], new: &[Side<'a>]) -> Vec<(Option<Side<'a>>, Option<Side<'a>>)> {
    if let ([old], [new]) = (old, new) {
        return vec![(Some(*old), Some(*new))];
    }
    let ids = |sides: &[Side<'a>]| sides.iter().map(|side| side.plan.pack.id.as_str()).collect::<Vec<_>>();
    let title =
        |sides: &[Side<'a>], at: usize| sides.get(at).map(|side| side.plan.pack.program.title.clone());
    let same_title = |before: usize, after: usize| title(old, before) == title(new, after);
    let pairs = by_name(&ids(old), &ids(new), &[&same_title]);
    pairs
        .into_iter()
        .map(|(before, after)| {
            let get = |sides: &[Side<'a>], at: Option<usize>| at.and_then(|at| sides.get(at)).copied();
            (get(old, before), get(new, after))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::by_name;

    #[test]
    fn names_first_then_what_fits_alone() {
        let said = [("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 4)];
        let now = [("a", 9), ("x", 3), ("y", 4), ("b", 2)];
        let same = |old: usize, new: usize| said[old].1 == now[new].1;
        let names = |all: &[(&'static str, i32)]| all.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let pairs = by_name(&names(&said), &names(&now), &[&same]);
        // `y` fits both `d` and `e`, so it is neither.
        assert_eq!(
            pairs,
            [
                (Some(0), Some(0)),
                (Some(2), Some(1)),
                (None, Some(2)),
                (Some(1), Some(3)),
                (Some(3), None),
                (Some(4), None)
            ]
        );
    }
}
