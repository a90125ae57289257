//! The tree of a rule file, as it is written: names are not resolved, types are not known.

use crate::text::Span;
use crate::value::{Date, FiscalYear};

mod expr;
mod test;

pub use expr::*;
pub use test::*;

/// A rule file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ast {
    /// Its declarations, in order; a broken one is left out (and has a diagnostic).
    pub items: Vec<Item>,
    /// The names of the declarations that were left out, so that their uses are not reported as unknown.
    pub broken: Vec<Name>,
    /// Whether anything was left out.
    pub damaged: bool,
    /// Every comment, in order, its slashes included.
    pub comments: Vec<Span>,
}

impl Ast {
    /// Whether two files declare the same, wherever in them it stands.
    #[must_use]
    pub fn same_but_for_places(&self, other: &Ast) -> bool {
        // `{:-?}` writes no places; so every part of the tree counts, whatever is added to it.
        let written = |ast: &Ast| format!("{:-?}", (&ast.items, &ast.broken, ast.damaged));
        written(self) == written(other)
    }
}

/// A declaration.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `program`
    Program(Program),
    /// `source`
    Source(SourceDecl),
    /// `use`
    Use(UseDecl),
    /// `record`
    Record(RecordDecl),
    /// `enum`
    Enum(EnumDecl),
    /// `table`
    Table(TableDecl),
    /// `let`
    Let(LetDecl),
    /// `define`
    Define(DefineDecl),
    /// `rule` and `across proposals rule`
    Rule(RuleDecl),
    /// `judgement`
    Judgement(JudgementDecl),
    /// `question`
    Question(QuestionDecl),
    /// `scorecard`
    Scorecard(ScorecardDecl),
    /// `test`
    Test(TestDecl),
}

/// An identifier (in NFC) or a dotted one, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The identifier.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A string without its quotes, escapes resolved; the span includes the quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Str {
    /// What it says.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A text in one or both languages. A bare string is in the program's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The string without a language.
    pub bare: Option<Str>,
    /// The string after `en`.
    pub en: Option<Str>,
    /// The string after `ja`.
    pub ja: Option<Str>,
    /// A string that repeats a language, where there is one.
    pub repeated: Option<Span>,
}

/// A value with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// `from … to …`
#[derive(Clone, Debug, PartialEq)]
pub struct Dates {
    /// The first day or year.
    pub from: At<DayOrYear>,
    /// The last day or year, itself included.
    pub to: Option<At<DayOrYear>>,
    /// The whole.
    pub span: Span,
}

/// A bound of a validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrYear {
    /// A day.
    Day(Date),
    /// A fiscal year.
    Year(FiscalYear),
}

/// A clause `C` of a declaration that may stand once; the checker reports a second one.
pub type Once<C> = Vec<At<C>>;

/// `allow unused_field because …`, `allow mutant "…" because …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The lint, or `mutant`.
    pub lint: Name,
    /// Which of its findings is meant, where it is only one.
    pub detail: Option<Str>,
    /// Why it may stay.
    pub because: Texts,
    /// The whole clause.
    pub span: Span,
}

/// `program id { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// The dotted id.
    pub id: Name,
    /// `title`
    pub title: Once<Texts>,
    /// `authority`
    pub authority: Once<Texts>,
    /// `proposal Record`
    pub proposal: Once<Name>,
    /// `as of field`
    pub as_of: Once<Name>,
    /// `valid from … to …`
    pub valid: Once<Dates>,
    /// `language ja`
    pub language: Once<crate::diag::Lang>,
    /// `currency JPY`
    pub currency: Once<Name>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// `use mext.kci.stage1`, `use mext.kci.stage1 as first`
#[derive(Clone, Debug, PartialEq)]
pub struct UseDecl {
    /// The dotted id of the other pack.
    pub id: Name,
    /// The name after `as`.
    pub alias: Option<Name>,
    /// The whole declaration.
    pub span: Span,
}

impl UseDecl {
    /// The name that stands before what the other pack declares: the one after `as`, else the last part of the id.
    pub fn qualifier(&self) -> Name {
        if let Some(alias) = &self.alias {
            return alias.clone();
        }
        let text = self.id.text.rsplit('.').next().unwrap_or_default().to_owned();
        let length = u32::try_from(text.len()).unwrap_or(0);
        let span =
            Span { start: self.id.span.end.saturating_sub(length).max(self.id.span.start), ..self.id.span };
        Name { text, span }
    }
}

/// `source name { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct SourceDecl {
    /// Its name.
    pub name: Name,
    /// `title`
    pub title: Once<Texts>,
    /// `author`
    pub author: Once<Texts>,
    /// `date`, as written.
    pub date: Once<Str>,
    /// `file`
    pub file: Once<Str>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// `record Name { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct RecordDecl {
    /// Its name.
    pub name: Name,
    /// Its fields.
    pub fields: Vec<FieldDecl>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// A field of a record or a column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDecl {
    /// Its name.
    pub name: Name,
    /// Whether `optional` stands before the type.
    pub optional: Option<Span>,
    /// Its type.
    pub ty: TypeExpr,
    /// `label`
    pub label: Once<Texts>,
    /// `aka`, all strings of all such clauses.
    pub aka: Vec<Str>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole field.
    pub span: Span,
}

/// A type as written.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeExpr {
    /// The type of the value, or of each item of the list.
    pub one: OneType,
    /// The place of the item type.
    pub one_span: Span,
    /// `list of … , 1 to 5`
    pub list: Option<ListSize>,
    /// The whole type.
    pub span: Span,
}

/// The size range of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSize {
    /// At least so many.
    pub min: u32,
    /// At most so many.
    pub max: Option<u32>,
    /// The place of the size, where one is written.
    pub span: Option<Span>,
}

/// A type that is no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OneType {
    /// `text`
    Text,
    /// `yes/no`
    YesNo,
    /// `whole number`
    Whole,
    /// `number`
    Number,
    /// `percent`
    Percent,
    /// `yen` and its scales
    Money(crate::value::Money),
    /// `date`
    Date,
    /// `fiscal year`
    FiscalYear,
    /// A record or an enum; one of another pack with its name before it: `stage1.Field`
    Named(Name),
}

/// `enum Name { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct EnumDecl {
    /// Its name.
    pub name: Name,
    /// Its words.
    pub members: Vec<MemberDecl>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// A word of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberDecl {
    /// Its name.
    pub name: Name,
    /// `label`
    pub label: Once<Texts>,
    /// `aka`
    pub aka: Vec<Str>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole word with what stands after it.
    pub span: Span,
}

/// `table name from "file.csv" { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct TableDecl {
    /// Its name.
    pub name: Name,
    /// The file, relative to the pack's folder.
    pub file: Str,
    /// `label`
    pub label: Once<Texts>,
    /// Its columns.
    pub columns: Vec<FieldDecl>,
    /// `cite`
    pub cites: Vec<Cite>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// `let name = value`, or dated values
#[derive(Clone, Debug, PartialEq)]
pub struct LetDecl {
    /// Its name.
    pub name: Name,
    /// `label`
    pub label: Once<Texts>,
    /// Its values; one without dates, or several with.
    pub values: Vec<LetValue>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// One value of a let.
#[derive(Clone, Debug, PartialEq)]
pub struct LetValue {
    /// When it is in force; `None` for a let without dates.
    pub dates: Option<Dates>,
    /// The value.
    pub value: Expr,
}

/// `define name of Record = …`
#[derive(Clone, Debug, PartialEq)]
pub struct DefineDecl {
    /// Its name.
    pub name: Name,
    /// The record on which it is defined.
    pub record: Name,
    /// `label`
    pub label: Once<Texts>,
    /// Its value.
    pub value: Expr,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// `cite source "heading" says "words"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The source.
    pub source: Name,
    /// The heading or place in it.
    pub heading: Str,
    /// A few words of it.
    pub says: Option<Str>,
    /// The whole clause.
    pub span: Span,
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleDecl {
    /// Its name.
    pub name: Name,
    /// Whether it is an `across proposals` rule.
    pub across: bool,
    /// The title after the name.
    pub heading: Texts,
    /// `title`
    pub title: Once<Texts>,
    /// `cite`
    pub cites: Vec<Cite>,
    /// `own because`
    pub own: Once<Texts>,
    /// `kind`
    pub kind: Once<Name>,
    /// `severity`
    pub severity: Once<Name>,
    /// `valid from … to …`
    pub valid: Once<Dates>,
    /// `conflicts with`
    pub conflicts: Vec<Conflict>,
    /// `message`
    pub message: Once<Texts>,
    /// `help`
    pub help: Once<Texts>,
    /// What it requires, in order.
    pub body: Vec<Step>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// `conflicts with RULE because …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The other rule.
    pub rule: Name,
    /// Why both cannot hold.
    pub because: Texts,
    /// The whole clause.
    pub span: Span,
}

/// A step of a rule's body.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `for each x in PATH { … }`
    ForEach {
        /// The bound name.
        name: Name,
        /// The list.
        list: PathExpr,
        /// What holds for each.
        body: Vec<Step>,
        /// The whole step.
        span: Span,
    },
    /// `when E`, for all that follows, or `when E { … }`
    When {
        /// The condition.
        condition: Expr,
        /// Its own block.
        block: Option<Vec<Step>>,
        /// The whole step.
        span: Span,
    },
    /// `unless E because …`
    Unless {
        /// The exception.
        condition: Expr,
        /// Why.
        because: Texts,
        /// From where.
        cites: Vec<Cite>,
        /// Its own block.
        block: Option<Vec<Step>>,
        /// The whole step.
        span: Span,
    },
    /// `require …`
    Require {
        /// One expression, or the branches of `any of`.
        any_of: bool,
        /// The expressions.
        branches: Vec<Expr>,
        /// `other reading …`
        readings: Vec<Reading>,
        /// The whole step, readings included.
        span: Span,
        /// The requirement alone, from `require` to its end.
        head: Span,
    },
}

/// `other reading E because …`
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The other requirement.
    pub value: Expr,
    /// Why one may read it so.
    pub because: Texts,
    /// The whole clause.
    pub span: Span,
}

/// A judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgementDecl {
    /// Its name.
    pub name: Name,
    /// The title after the name.
    pub heading: Texts,
    /// `title`
    pub title: Once<Texts>,
    /// `cite`
    pub cites: Vec<Cite>,
    /// `own because`
    pub own: Once<Texts>,
    /// `when`
    pub when: Vec<Expr>,
    /// `asks for`
    pub asks: Vec<PathExpr>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// A question to the authority.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionDecl {
    /// Its name.
    pub name: Name,
    /// The title after the name.
    pub heading: Texts,
    /// `title`
    pub title: Once<Texts>,
    /// `cite`
    pub cites: Vec<Cite>,
    /// `about`
    pub about: Vec<Name>,
    /// `note`
    pub note: Once<Texts>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// A scorecard.
#[derive(Clone, Debug, PartialEq)]
pub struct ScorecardDecl {
    /// Its name.
    pub name: Name,
    /// The title after the name.
    pub heading: Texts,
    /// `title`
    pub title: Once<Texts>,
    /// `cite`
    pub cites: Vec<Cite>,
    /// `own because`
    pub own: Once<Texts>,
    /// `total N points`
    pub total: Once<u32>,
    /// Its sections.
    pub sections: Vec<SectionDecl>,
    /// `allow`
    pub allows: Vec<Allow>,
    /// The whole declaration.
    pub span: Span,
}

/// A section of a scorecard.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionDecl {
    /// Its id, as written.
    pub id: Name,
    /// Its title.
    pub heading: Texts,
    /// `title`
    pub title: Once<Texts>,
    /// Its points, where the source gives them.
    pub points: Option<At<u32>>,
    /// Its items.
    pub items: Vec<ItemDecl>,
    /// The whole section.
    pub span: Span,
}

/// An item of a scorecard.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemDecl {
    /// Its id, as written.
    pub id: Name,
    /// Its title.
    pub heading: Texts,
    /// Its points, where the source gives them.
    pub points: Option<At<u32>>,
    /// The whole item.
    pub span: Span,
}
