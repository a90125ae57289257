//! Fingerprints: the same finding has the same one in every run, wherever its line has moved to.
//!
//! In: what a finding is about, in words. Out: 16 hexadecimal digits. Two findings of one report never share one.

use std::collections::BTreeMap;

/// Gives out fingerprints for one report.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    /// How often each has been given.
    given: BTreeMap<u64, u32>,
}

impl Fingerprints {
    /// The fingerprint of what has these parts: the first with them is the plain one, the next ones count on.
    pub(super) fn of(&mut self, parts: &[&str]) -> String {
        let plain = hash(parts);
        let before = self.given.entry(plain).or_insert(0);
        let number = *before;
        *before = before.saturating_add(1);
        if number == 0 {
            return format!("{plain:016x}");
        }
        let mut all = parts.to_vec();
        let number = number.to_string();
        all.push(&number);
        format!("{:016x}", hash(&all))
    }
}

/// FNV-1a, 64 bits, over the parts and their ends: fixed for ever, unlike the hashes of the standard library.
fn hash(parts: &[&str]) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    // 0xFF stands in no UTF-8 text, so the parts cannot run into each other.
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xFF]));
    bytes.fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_the_same_for_ever_and_never_given_twice() {
        let mut prints = Fingerprints::default();
        let first = prints.of(&["demo/own_part", "proposal.yaml", "own"]);
        assert_eq!(first, Fingerprints::default().of(&["demo/own_part", "proposal.yaml", "own"]));
        // Written down: whoever keeps a baseline relies on it.
        assert_eq!(first, "217b91ebb81b13f5");
        assert_ne!(prints.of(&["demo/own_part", "proposal.yaml", "own"]), first);
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
    }
}
