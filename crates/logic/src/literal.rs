//! Literals: a boolean variable of the search, or its opposite.

/// A variable of the search.
pub(crate) type Atom = u32;

/// A variable of the search, or its opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lit(u32);

impl Lit {
    /// The variable where `yes`, else its opposite.
    pub(crate) fn new(atom: Atom, yes: bool) -> Lit {
        Lit(atom.saturating_mul(2).saturating_add(u32::from(!yes)))
    }

    pub(crate) fn atom(self) -> Atom {
        self.0 >> 1
    }

    pub(crate) fn is_yes(self) -> bool {
        self.0 & 1 == 0
    }

    /// The opposite.
    pub(crate) fn not(self) -> Lit {
        Lit(self.0 ^ 1)
    }

    /// The literal where `yes`, else its opposite.
    pub(crate) fn turned(self, yes: bool) -> Lit {
        if yes { self } else { self.not() }
    }

    /// A place of its own in a list of all literals.
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The place of a variable in a list of all variables.
pub(crate) fn place(atom: Atom) -> usize {
    usize::try_from(atom).unwrap_or(usize::MAX)
}
