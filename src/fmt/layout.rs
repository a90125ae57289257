//! Every part of the grammar, and how it is written: declarations and clauses here, expressions, rows and values in
//! the files beside it.
//!
//! In: a concrete tree. Out: a document for [`render`](super::doc::render). Every token and comment goes in, in order.

use super::clauses::{
    as_written, cite, given, guard, inner_record, padded, reason_below, require, sentence, texts, unless,
    value_after_equals, without_comma,
};
use super::doc::{Doc, SENTENCE, WIDTH, flat, group, text};
use super::examples::examples;
use super::expression::{
    aggregate, bracket, comparison, condition, expression, filter, generators, list, no_two, quantified, sum,
};
use super::rows;
use super::word::word;
use crate::syntax::Rule;
use crate::syntax::concrete::{Node, Part, Token};
use textwrap::core::display_width;

/// A node, in the block of a declaration whose clause words take at least `pad` columns.
pub(super) fn node(node: Node<'_>, pad: usize) -> Vec<Doc<'_>> {
    let parts = node.parts;
    match node.rule {
        // Declarations.
        Rule::program => block(parts, 10),
        Rule::source => block(parts, 6),
        Rule::rule | Rule::across_rule | Rule::judgement | Rule::question | Rule::scorecard => {
            block(parts, 5)
        }
        Rule::section | Rule::test => block(parts, 0),
        Rule::record | Rule::enumeration | Rule::table => rows::block(parts),
        Rule::figure => rows::figure(parts, 0),
        Rule::define => value_after_equals(parts),
        Rule::used_pack => head(parts),

        // Clauses.
        Rule::title | Rule::authority | Rule::author | Rule::message | Rule::help | Rule::note => {
            sentence(parts, pad)
        }
        Rule::because | Rule::own | Rule::label => sentence(parts, 0),
        Rule::cite => cite(parts, pad),
        Rule::kind
        | Rule::about
        | Rule::root_record
        | Rule::as_of
        | Rule::default_language
        | Rule::currency
        | Rule::source_file => padded(parts, pad),
        // The tree keeps this one as it is written.
        Rule::source_date => padded(parts.into_iter().map(as_written).collect(), pad),
        Rule::when_line => vec![group(padded(parts, pad))],
        Rule::conflicts | Rule::allow => vec![Doc::Group(SENTENCE, reason_below(parts, Doc::Line))],
        Rule::reading => reason_below(parts, Doc::Hard),
        Rule::item => headed(parts),
        Rule::require => require(parts),
        Rule::for_each | Rule::when => guard(parts),
        Rule::unless => unless(parts),
        Rule::block => braces(parts, 0),
        Rule::any_of => any_of(parts),

        // Tests.
        Rule::given => given(parts),
        Rule::with => with(parts),
        Rule::examples => examples(parts),
        Rule::without | Rule::at_place | Rule::needs => {
            vec![Doc::Nest(4, vec![group(std::iter::once(Doc::Line).chain(spaced(parts)).collect())])]
        }
        Rule::expect => vec![group(spaced(parts))],
        Rule::list_value | Rule::one_of => list(parts),
        Rule::record_value => inner_record(parts),
        Rule::change => without_comma(parts),

        // Expressions.
        Rule::expression => expression(parts, 2),
        Rule::condition => condition(parts),
        Rule::comparison => comparison(parts),
        Rule::sum => sum(parts),
        Rule::bracket => bracket(parts),
        Rule::quantified => quantified(parts),
        Rule::no_two => no_two(parts),
        Rule::aggregate => aggregate(parts),
        Rule::generators => generators(parts),
        Rule::filter => filter(parts),
        Rule::fraction => tight(parts),

        // Texts, where nothing else is said about them.
        Rule::texts => texts(parts, 0, WIDTH),

        // Words beside each other.
        Rule::validity
        | Rule::severity
        | Rule::total
        | Rule::points
        | Rule::asks
        | Rule::field
        | Rule::field_type
        | Rule::list_type
        | Rule::size
        | Rule::one_type
        | Rule::money_type
        | Rule::aka
        | Rule::member
        | Rule::dates
        | Rule::dated_value
        | Rule::data_value
        | Rule::columns
        | Rule::column
        | Rule::row
        | Rule::cell
        | Rule::cell_needs
        | Rule::result
        | Rule::entry
        | Rule::expect_verdict
        | Rule::expect_rule
        | Rule::generator
        | Rule::rounded
        | Rule::rounding_unit
        | Rule::share => spaced(parts),

        // One token each.
        Rule::name
        | Rule::dotted
        | Rule::string
        | Rule::plain_text
        | Rule::language
        | Rule::count
        | Rule::open
        | Rule::close
        | Rule::equals
        | Rule::colon
        | Rule::end_bracket
        | Rule::end_list
        | Rule::plain_type
        | Rule::scale_word
        | Rule::item_id
        | Rule::place
        | Rule::missing_value
        | Rule::raw_value
        | Rule::raw_cell
        | Rule::arrow
        | Rule::verdict_word
        | Rule::outcome_word
        | Rule::symbol
        | Rule::operator
        | Rule::path
        | Rule::date
        | Rule::fiscal_year
        | Rule::named_year
        | Rule::amount
        | Rule::percent
        | Rule::number => spaced(parts),
        Rule::kw_about
        | Rule::kw_across
        | Rule::kw_after
        | Rule::kw_aka
        | Rule::kw_allow
        | Rule::kw_and
        | Rule::kw_any
        | Rule::kw_are
        | Rule::kw_as
        | Rule::kw_asks
        | Rule::kw_at
        | Rule::kw_author
        | Rule::kw_authority
        | Rule::kw_because
        | Rule::kw_before
        | Rule::kw_between
        | Rule::kw_cite
        | Rule::kw_conflicts
        | Rule::kw_count
        | Rule::kw_currency
        | Rule::kw_date
        | Rule::kw_define
        | Rule::kw_down
        | Rule::kw_each
        | Rule::kw_enum
        | Rule::kw_equal
        | Rule::kw_every
        | Rule::kw_examples
        | Rule::kw_expect
        | Rule::kw_file
        | Rule::kw_for
        | Rule::kw_from
        | Rule::kw_given
        | Rule::kw_half
        | Rule::kw_help
        | Rule::kw_in
        | Rule::kw_is
        | Rule::kw_item
        | Rule::kw_judgement
        | Rule::kw_kind
        | Rule::kw_label
        | Rule::kw_language
        | Rule::kw_largest
        | Rule::kw_least
        | Rule::kw_less
        | Rule::kw_let
        | Rule::kw_list
        | Rule::kw_message
        | Rule::kw_missing
        | Rule::kw_more
        | Rule::kw_most
        | Rule::kw_needs
        | Rule::kw_no
        | Rule::kw_not
        | Rule::kw_note
        | Rule::kw_of
        | Rule::kw_on
        | Rule::kw_one
        | Rule::kw_optional
        | Rule::kw_or
        | Rule::kw_other
        | Rule::kw_own
        | Rule::kw_points
        | Rule::kw_program
        | Rule::kw_proposal
        | Rule::kw_proposals
        | Rule::kw_question
        | Rule::kw_reading
        | Rule::kw_record
        | Rule::kw_require
        | Rule::kw_round
        | Rule::kw_rule
        | Rule::kw_satisfies
        | Rule::kw_says
        | Rule::kw_scorecard
        | Rule::kw_section
        | Rule::kw_severity
        | Rule::kw_signed
        | Rule::kw_smallest
        | Rule::kw_some
        | Rule::kw_source
        | Rule::kw_sum
        | Rule::kw_table
        | Rule::kw_test
        | Rule::kw_than
        | Rule::kw_title
        | Rule::kw_to
        | Rule::kw_total
        | Rule::kw_two
        | Rule::kw_unless
        | Rule::kw_up
        | Rule::kw_use
        | Rule::kw_valid
        | Rule::kw_verdict
        | Rule::kw_when
        | Rule::kw_where
        | Rule::kw_with
        | Rule::kw_without
        | Rule::kw_yen => spaced(parts),

        // Never in the tree.
        Rule::EOI
        | Rule::WHITESPACE
        | Rule::rest_of_line
        | Rule::file
        | Rule::single
        | Rule::declaration
        | Rule::letter
        | Rule::end_of_word
        | Rule::program_clause
        | Rule::day_or_year
        | Rule::source_clause
        | Rule::attribute
        | Rule::gap
        | Rule::rule_body
        | Rule::clause
        | Rule::raw_char
        | Rule::cell_char
        | Rule::joining
        | Rule::comparing
        | Rule::operand
        | Rule::rounding
        | Rule::reserved
        | Rule::literal
        | Rule::magnitude
        | Rule::scale_name
        | Rule::digits
        | Rule::digit
        | Rule::minus_sign => spaced(parts),
    }
}

/// A token with its comments.
pub(super) fn token(token: Token<'_>) -> Vec<Doc<'_>> {
    let written = word(token.rule, token.text);
    with_comments(token, Doc::Text(written))
}

/// What stands for a token, with the comments of the token.
pub(super) fn with_comments<'a>(token: Token<'a>, doc: Doc<'a>) -> Vec<Doc<'a>> {
    let mut docs: Vec<Doc> = token.before.iter().map(|comment| Doc::Own(comment.text)).collect();
    docs.push(doc);
    docs.extend(token.after.map(Doc::After));
    docs
}

/// A token or a node.
pub(super) fn part(one: Part<'_>) -> Vec<Doc<'_>> {
    match one {
        Part::Token(one) => token(one),
        Part::Node(one) => node(one, 0),
    }
}

/// Whether the part is this sign or token.
pub(super) fn is_sign(part: &Part<'_>, sign: &str) -> bool {
    matches!(part, Part::Token(token) if token.rule.is_none() && token.text == sign)
}

/// Whether the part has this rule.
pub(super) fn is(part: &Part<'_>, wanted: Rule) -> bool {
    match part {
        Part::Token(token) => token.rule == Some(wanted),
        Part::Node(node) => node.rule == wanted,
    }
}

/// Parts with a space between them; a line may end after a comma.
pub(super) fn spaced(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    let mut after_comma = false;
    for (index, one) in parts.into_iter().enumerate() {
        if is_sign(&one, ",") {
            docs.push(Doc::Glue(","));
            docs.push(Doc::Nest(4, comments_of(one)));
            after_comma = true;
        } else if after_comma {
            docs.push(Doc::Nest(4, vec![group(std::iter::once(Doc::Line).chain(part(one)).collect())]));
            after_comma = false;
        } else {
            docs.extend((index > 0 && !has_own_start(&one)).then_some(Doc::Pad(1)));
            docs.extend(part(one));
        }
    }
    docs
}

/// The words that open a declaration. Only the first one may stand in the first column: that is where the reader of
/// a broken file looks for the next declaration.
pub(super) fn head(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut parts = parts.into_iter();
    let mut docs: Vec<Doc> = parts.next().map(part).unwrap_or_default();
    let rest = spaced(parts.collect());
    if !rest.is_empty() {
        docs.push(Doc::Pad(1));
        docs.push(Doc::Nest(4, rest));
    }
    docs
}

/// Whether what separates the part from the one before is written with it.
pub(super) fn has_own_start(part: &Part<'_>) -> bool {
    [Rule::block, Rule::without, Rule::at_place, Rule::needs, Rule::generators, Rule::filter]
        .iter()
        .any(|wanted| is(part, *wanted))
}

/// Parts without space between them.
fn tight(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    parts.into_iter().flat_map(part).collect()
}

/// The columns that the documents take on a line; of several lines, none.
pub(super) fn width_of(docs: &[Doc<'_>]) -> usize {
    flat(docs).map_or(0, |(text, _)| display_width(&text))
}

/// Texts that begin in a column. On several lines their languages stand below each other, or their quotes where the
/// `any of { … }`
fn any_of(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    block(parts, 0)
}

/// A part behind the others, or on a line of its own where the group is broken.
pub(super) fn next_line(one: Part<'_>) -> Doc<'_> {
    Doc::Nest(2, std::iter::once(Doc::Line).chain(part(one)).collect())
}

/// A clause on a line of its own below what it is about.
pub(super) fn below(one: Part<'_>) -> Doc<'_> {
    Doc::Nest(2, std::iter::once(Doc::Hard).chain(part(one)).collect())
}

/// A value behind its `=`; one that cannot well be broken itself may go to the next line, and goes there where a
/// Words with texts behind them: `item 1-a "…" ja "…" 20 points`, the head of a rule.
fn headed(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    let mut docs: Vec<Doc> = Vec::new();
    for (index, one) in parts.into_iter().enumerate() {
        docs.extend((index > 0).then_some(Doc::Pad(1)));
        let hang = width_of(&docs).max(4);
        match one {
            Part::Node(node) if node.rule == Rule::texts => docs.extend(texts(node.parts, hang, WIDTH)),
            one if index == 0 => docs.extend(part(one)),
            one => docs.push(Doc::Nest(4, part(one))),
        }
    }
    docs
}

/// A declaration or clause with a block: its head, and the clauses, each on a line of its own.
fn block(parts: Vec<Part<'_>>, pad: usize) -> Vec<Doc<'_>> {
    let mut parts = parts;
    let open = parts.iter().position(|part| is(part, Rule::open)).unwrap_or(parts.len());
    let body = parts.split_off(open);
    let mut docs = headed(parts);
    docs.extend(braces(body, pad));
    docs
}

/// `with { … }`
fn with(parts: Vec<Part<'_>>) -> Vec<Doc<'_>> {
    block(parts, 0)
}

/// The comments of a comma that is written, or left out, right behind what is before it.
pub(super) fn comments_of(part: Part<'_>) -> Vec<Doc<'_>> {
    let Part::Token(token) = part else { return Vec::new() };
    // The one behind it comes last in the text: it may only stay behind it where no other stands between.
    let own = token.before.iter().map(|comment| Doc::Own(comment.text));
    own.chain(token.after.map(Doc::After)).collect()
}

/// A brace at the end of a line; comments beside it go into its block.
pub(super) fn opening_brace<'a>(open: &Token<'a>) -> Vec<Doc<'a>> {
    vec![Doc::Glue(" {"), beside_brace(open)]
}

/// The comments beside an opening brace.
pub(super) fn beside_brace<'a>(open: &Token<'a>) -> Doc<'a> {
    let before = open.before.iter().map(|comment| Doc::Own(comment.text));
    Doc::Nest(2, before.chain(open.after.map(Doc::After)).collect())
}

/// Whether a comment stands beside the token.
pub(super) fn has_comments(token: &Token<'_>) -> bool {
    token.after.is_some() || !token.before.is_empty()
}

/// `{ … }` behind a head: everything in it on lines of its own. Commas go; empty lines stay, one at a time.
pub(super) fn braces(parts: Vec<Part<'_>>, pad: usize) -> Vec<Doc<'_>> {
    let mut docs = Vec::new();
    let mut inner: Vec<Doc> = Vec::new();
    let mut first = true;
    let mut commented = false;
    for one in parts {
        match one {
            Part::Token(open) if open.rule == Some(Rule::open) => {
                commented = has_comments(&open);
                docs.extend(opening_brace(&open));
            }
            Part::Token(close) if close.rule == Some(Rule::close) => {
                for comment in &close.before {
                    inner.extend((comment.blank && !first).then_some(Doc::Blank));
                    inner.push(Doc::Own(comment.text));
                    first = false;
                }
                let empty = inner.is_empty() && !commented;
                docs.push(Doc::Nest(2, std::mem::take(&mut inner)));
                let close = Token { before: Vec::new(), ..close };
                if empty {
                    docs.extend(with_comments(close, Doc::Glue("}")));
                } else {
                    docs.push(Doc::Hard);
                    docs.extend(token(close));
                }
            }
            comma if is_sign(&comma, ",") => inner.extend(comments_of(comma)),
            Part::Node(mut one) => {
                inner.push(Doc::Hard);
                inner.extend(lead(&mut one, first));
                inner.push(group_of(one, pad));
                first = false;
            }
            Part::Token(other) => {
                inner.push(Doc::Hard);
                inner.extend(token(other));
                first = false;
            }
        }
    }
    docs
}

/// A clause; texts and blocks in it have limits of their own.
fn group_of(one: Node<'_>, pad: usize) -> Doc<'_> {
    let chain = one.rule == Rule::expression;
    let docs = node(one, pad);
    if chain { group(docs) } else { Doc::Nest(0, docs) }
}

/// The empty line and the comments before a node.
pub(super) fn lead<'a>(node: &mut Node<'a>, first: bool) -> Vec<Doc<'a>> {
    let mut docs = Vec::new();
    let mut first = first;
    if let Some(token) = node.first_mut() {
        for comment in std::mem::take(&mut token.before) {
            docs.extend((comment.blank && !first).then_some(Doc::Blank));
            docs.push(Doc::Own(comment.text));
            first = false;
        }
        docs.extend((token.blank && !first).then_some(Doc::Blank));
    }
    docs
}

/// Spaces up to a width.
pub(super) fn spaces(columns: usize) -> Doc<'static> {
    text(" ".repeat(columns))
}
