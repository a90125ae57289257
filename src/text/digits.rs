//! Long figures for people. In: digits. Out: the same in groups of three.

/// Digits in groups of three.
pub fn grouped(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len().saturating_mul(2));
    for (i, c) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(i);
        if i > 0 && left.checked_rem(3) == Some(0) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

/// A count in groups of three: `1,048,576`.
pub fn thousands(count: usize) -> String {
    grouped(&count.to_string(), ',')
}
