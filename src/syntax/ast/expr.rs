//! Expressions as they are written.

use super::{At, Name};
use crate::text::Span;
use crate::value::{Date, FiscalYear, Num, Rounding, Scale};

/// `a.b.c`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathExpr {
    /// Its names; at least one.
    pub names: Vec<Name>,
    /// The whole path.
    pub span: Span,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its place, outer brackets left out.
    pub span: Span,
}

/// The forms of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A name or a path.
    Path(PathExpr),
    /// `(E)`; kept, because mixing operators asks for them.
    Bracket(Box<Expr>),
    /// `not E`
    Not(Box<Expr>),
    /// `a and b and c`
    All(Vec<Expr>),
    /// `a or b or c`
    Any(Vec<Expr>),
    /// `a + b` and so on
    Binary {
        /// The operator.
        op: At<Arithmetic>,
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// `a at least b` and so on
    Compare {
        /// The comparator.
        op: At<Comparator>,
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// `x between a and b`, both ends in
    Between {
        /// What is compared.
        value: Box<Expr>,
        /// The lower end.
        low: Box<Expr>,
        /// The upper end.
        high: Box<Expr>,
    },
    /// `x is one of [a, b]`
    OneOf {
        /// What is compared.
        value: Box<Expr>,
        /// Whether it is `is not one of`.
        negated: bool,
        /// The list.
        members: Vec<Expr>,
    },
    /// `x is given`, `x is missing`
    Given {
        /// What is looked at.
        value: Box<Expr>,
        /// Whether it is `is missing`.
        missing: bool,
    },
    /// `half of x`, `1/3 of x`, `20% of x`
    Share {
        /// The share, as a number, and its place.
        share: At<ShareOf>,
        /// Of what.
        of: Box<Expr>,
    },
    /// `round down x to thousand yen`
    Round {
        /// Which way.
        rounding: Rounding,
        /// What is rounded.
        value: Box<Expr>,
        /// To a multiple of this.
        step: Box<Expr>,
    },
    /// `every r in L where F satisfies E`, `some …`, `no …`
    Quantified {
        /// Which.
        quantifier: Quantifier,
        /// The bound name.
        name: Name,
        /// The list.
        list: PathExpr,
        /// `where`
        filter: Option<Box<Expr>>,
        /// `satisfies`
        body: Box<Expr>,
    },
    /// `no two of E for r in L are equal`
    NoTwo {
        /// What must differ.
        value: Box<Expr>,
        /// Over what.
        generators: Vec<Generator>,
        /// `where`
        filter: Option<Box<Expr>>,
    },
    /// `sum of E for r in L where F` and so on
    Aggregate {
        /// Which.
        function: Aggregate,
        /// What is aggregated; for `count`, the bound name.
        value: Box<Expr>,
        /// Over what.
        generators: Vec<Generator>,
        /// `where`
        filter: Option<Box<Expr>>,
    },
}

/// A share: an exact fraction and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareOf {
    /// Numerator.
    pub numerator: i128,
    /// Denominator, above zero.
    pub denominator: i128,
    /// Whether it was written with `%`.
    pub percent: bool,
}

/// `r in L`
#[derive(Clone, Debug, PartialEq)]
pub struct Generator {
    /// The bound name.
    pub name: Name,
    /// The list.
    pub list: PathExpr,
}

/// A literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A number without a unit.
    Number(Num),
    /// `20%`, as 1/5.
    Percent(Num),
    /// An amount, in yen.
    Money(Num),
    /// A day.
    Date(Date),
    /// A fiscal year.
    Year(FiscalYear),
    /// A text.
    Text(String),
    /// A unit of rounding: `thousand yen`.
    Unit(Scale),
}

/// `+ - * /`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// The comparators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// 以上
    AtLeast,
    /// 以下
    AtMost,
    /// 超
    MoreThan,
    /// 未満
    LessThan,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// 以前
    OnOrBefore,
    /// 以後
    OnOrAfter,
    /// `before`
    Before,
    /// `after`
    After,
}

impl Comparator {
    /// How it is written: `at least`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Comparator::AtLeast => "at least",
            Comparator::AtMost => "at most",
            Comparator::MoreThan => "more than",
            Comparator::LessThan => "less than",
            Comparator::Is => "is",
            Comparator::IsNot => "is not",
            Comparator::OnOrBefore => "on or before",
            Comparator::OnOrAfter => "on or after",
            Comparator::Before => "before",
            Comparator::After => "after",
        }
    }

    /// The comparator that holds where this one does not.
    #[must_use]
    pub fn opposite(self) -> Comparator {
        match self {
            Comparator::AtLeast => Comparator::LessThan,
            Comparator::AtMost => Comparator::MoreThan,
            Comparator::MoreThan => Comparator::AtMost,
            Comparator::LessThan => Comparator::AtLeast,
            Comparator::Is => Comparator::IsNot,
            Comparator::IsNot => Comparator::Is,
            Comparator::OnOrBefore => Comparator::After,
            Comparator::OnOrAfter => Comparator::Before,
            Comparator::Before => Comparator::OnOrAfter,
            Comparator::After => Comparator::OnOrBefore,
        }
    }

    /// The comparator with its sides exchanged.
    #[must_use]
    pub fn flipped(self) -> Comparator {
        match self {
            Comparator::AtLeast => Comparator::AtMost,
            Comparator::AtMost => Comparator::AtLeast,
            Comparator::MoreThan => Comparator::LessThan,
            Comparator::LessThan => Comparator::MoreThan,
            Comparator::OnOrBefore => Comparator::OnOrAfter,
            Comparator::OnOrAfter => Comparator::OnOrBefore,
            Comparator::Before => Comparator::After,
            Comparator::After => Comparator::Before,
            Comparator::Is | Comparator::IsNot => self,
        }
    }
}

/// The quantifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// All that pass the filter.
    Every,
    /// At least one that passes the filter.
    Some,
    /// None that passes the filter.
    No,
}

/// The aggregates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// `sum of`
    Sum,
    /// `count of`
    Count,
    /// `largest of`
    Largest,
    /// `smallest of`
    Smallest,
}
