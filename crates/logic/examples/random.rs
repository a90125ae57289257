//! Prints the random problems of a range of seeds: `random FIRST COUNT`. Each ends with a line `;;`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "what it shares with the tests may stop at the first surprise"
)]

#[path = "../tests/it/generate.rs"]
mod generate;

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<u64>().ok());
    let (first, count) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(1000));
    let mut out = std::io::stdout().lock();
    for seed in (first..).take(usize::try_from(count).unwrap_or(usize::MAX)) {
        write!(out, "{}\n;;\n", generate::problem(seed))?;
    }
    Ok(())
}
