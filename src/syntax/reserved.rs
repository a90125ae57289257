//! The words of the language: which are reserved, and which open a declaration.

/// The connectives: words that cannot be names.
pub(super) const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "is",
    "at",
    "least",
    "most",
    "more",
    "less",
    "than",
    "between",
    "where",
    "satisfies",
    "every",
    "some",
    "no",
    "for",
    "each",
    "in",
    "of",
    "require",
    "when",
    "unless",
    "other",
    "reading",
    "because",
    "half",
    "sum",
    "count",
    "largest",
    "smallest",
];

/// The words that open a declaration.
pub(super) const DECLARATIONS: &[&str] = &[
    "program",
    "source",
    "use",
    "record",
    "enum",
    "table",
    "let",
    "define",
    "rule",
    "across",
    "judgement",
    "question",
    "scorecard",
    "test",
];

/// The words that open a clause of some declaration.
pub(super) const CLAUSES: &[&str] = &[
    "about",
    "allow",
    "as",
    "asks",
    "author",
    "authority",
    "because",
    "cite",
    "conflicts",
    "currency",
    "date",
    "examples",
    "expect",
    "file",
    "for",
    "given",
    "help",
    "item",
    "kind",
    "label",
    "language",
    "message",
    "note",
    "other",
    "own",
    "proposal",
    "require",
    "section",
    "severity",
    "title",
    "total",
    "unless",
    "valid",
    "when",
];

/// Whether the word is reserved.
pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// Whether the word opens a declaration.
pub(super) fn opens_declaration(word: &str) -> bool {
    DECLARATIONS.contains(&word)
}
