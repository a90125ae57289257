//! Tests of ranking: places, ties, ranges.
