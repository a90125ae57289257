//! The `kisoku` command.
fn main() {}
