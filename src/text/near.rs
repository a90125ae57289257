//! "Did you mean": the nearest of some known words.

use super::fold::looks_same_key;

/// Longer words are not compared: nobody means a known word by them, and comparing them takes long.
const LONGEST: usize = 80;

/// The candidate nearest to `word`, if one is near enough to be worth asking about.
///
/// Spellings that only look different (width, case, separators) are always near; else at most a third of the
/// letters may differ, counted with transpositions.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = looks_same_key(word);
    let length = folded.chars().count();
    if length > LONGEST {
        return None;
    }
    // Of two letters, one says nothing; of two kanji it does.
    let allowed = match length {
        ..=2 if folded.is_ascii() => 0,
        _ => length.saturating_add(2).checked_div(3).unwrap_or(0).max(1),
    };
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = looks_same_key(candidate);
            let distance = strsim::damerau_levenshtein(&folded, &other);
            (distance <= allowed && distance < length.max(1)).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        assert_eq!(nearest("natoinal", ["local", "national"]), Some("national"));
        assert_eq!(nearest("ＮＡＴＩＯＮＡＬ", ["national"]), Some("national"));
        assert_eq!(nearest("zzz", ["local", "national"]), None);
        assert_eq!(nearest("x", ["y"]), None);
    }
}
