//! Goes over bytes fast. In: bytes and a place. Out: the next place at which something stands that matters.

/// So many bytes are looked at together: one vector of every processor of today.
const WIDTH: usize = 16;

/// The first place from `at` on at which a byte has a property.
#[inline]
pub(super) fn run(bytes: &[u8], at: usize, stops: impl Fn(u8) -> bool) -> usize {
    let mut at = at;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<WIDTH>()) {
        // The compiler turns this into a few vector instructions.
        let mut marks = [0_u8; WIDTH];
        for (mark, byte) in marks.iter_mut().zip(chunk) {
            *mark = if stops(*byte) { 0xFF } else { 0 };
        }
        let marks = u128::from_le_bytes(marks);
        if marks != 0 {
            let before = marks.trailing_zeros() >> 3;
            return at.saturating_add(usize::try_from(before).unwrap_or(0));
        }
        at = at.saturating_add(WIDTH);
    }
    last_run(bytes, at, stops)
}

/// The same for the last few bytes.
#[cold]
fn last_run(bytes: &[u8], at: usize, stops: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at.saturating_add(rest.iter().position(|byte| stops(*byte)).unwrap_or(rest.len()))
}

/// The bytes that end a word.
pub(super) struct Stops([bool; 256]);

impl Stops {
    /// Control characters, and some marks.
    #[expect(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "worked out by the compiler"
    )]
    pub(super) const fn controls_and(marks: &[u8]) -> Stops {
        let mut stops = [false; 256];
        let mut index = 0;
        while index < 0x20 {
            stops[index] = true;
            index += 1;
        }
        index = 0;
        while index < marks.len() {
            stops[marks[index] as usize] = true;
            index += 1;
        }
        Stops(stops)
    }
}

/// Where a word that begins at a place ends. Words are short: going byte by byte, the processor guesses where most of them
/// end and goes on before it knows.
#[inline]
pub(super) fn word(bytes: &[u8], at: usize, stops: &Stops) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let stop = |byte: &u8| stops.0.get(usize::from(*byte)).copied().unwrap_or(true);
    at.saturating_add(rest.iter().position(stop).unwrap_or(rest.len()))
}

/// Behind the spaces at a place.
#[inline]
pub(super) fn spaces(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at.saturating_add(rest.iter().position(|byte| *byte != b' ').unwrap_or(rest.len()))
}

/// Whether a byte is a control character.
#[inline]
pub(super) fn control(byte: u8) -> bool {
    byte < b' '
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STOPS: Stops = Stops::controls_and(b"#");

    proptest! {
        #[test]
        fn a_run_ends_at_the_first_byte_that_stops_it(
            bytes in proptest::collection::vec(prop::sample::select(b"  a#:\n\x1F\x80\xFF".to_vec()), 0..70),
            at in 0..80_usize,
        ) {
            let slowly = |stops: &dyn Fn(u8) -> bool| {
                let found = bytes.iter().enumerate().skip(at).find(|(_, byte)| stops(**byte));
                found.map_or(bytes.len().max(at), |(place, _)| place)
            };
            prop_assert_eq!(run(&bytes, at, control), slowly(&control));
            prop_assert_eq!(run(&bytes, at, |b| (b == b'#') | (b == b'\xFF')), slowly(&|b| b"#\xFF".contains(&b)));
            prop_assert_eq!(word(&bytes, at, &STOPS), slowly(&|b| control(b) || b == b'#'));
            prop_assert_eq!(spaces(&bytes, at), slowly(&|b| b != b' '));
        }
    }
}
