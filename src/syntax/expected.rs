//! What the parser was looking for, in words that users know. No name of a grammar rule is ever shown.

use super::grammar::Rule;
use super::reserved::{CLAUSES, opens_declaration};
use crate::diag::Bilingual;

/// What could have stood at a place.
pub(super) struct Expected {
    /// The words that could have stood there.
    pub(super) keywords: Vec<String>,
    /// Everything that could have stood there, in a few groups, the likeliest first.
    pub(super) groups: Vec<Bilingual>,
    /// Whether `and` or `or` could: an expression stands just before.
    pub(super) after_expression: bool,
    /// Whether a clause could.
    pub(super) clause: bool,
}

/// The words that begin a comparison.
const COMPARISONS: &[&str] = &["at", "is", "more", "less", "between", "on", "before", "after"];

/// Words that a rule stands for without a keyword rule of their own in the failure.
fn hidden(wanted: Rule) -> &'static [&'static str] {
    match wanted {
        Rule::operator => COMPARISONS,
        Rule::outcome_word => {
            &["passes", "fails", "undetermined", "contested", "not", "depends", "does", "left"]
        }
        Rule::verdict_word => &["pass", "fail", "undetermined"],
        _ => &[],
    }
}

/// Rules that stand for a group, with the rank of the group in a list.
type Group = (u8, &'static str, &'static str);

fn group(wanted: Rule) -> Option<Group> {
    Some(match wanted {
        Rule::open => (0, "`{`", "「{」"),
        Rule::colon => (0, "`:`", "「:」"),
        Rule::equals => (0, "`=`", "「=」"),
        Rule::end_bracket => (1, "`)`", "「)」"),
        Rule::end_list => (1, "`]`", "「]」"),
        Rule::name | Rule::generator => (0, "a name", "名前"),
        Rule::member => (2, "a name", "名前"),
        Rule::field => (2, "a field such as `name : text`", "「name : text」のような項目"),
        Rule::dotted => (0, "a name such as `mext.kci.stage2`", "「mext.kci.stage2」のような名前"),
        Rule::string | Rule::texts => (0, "a text in quotes", "引用符で囲んだ文字列"),
        Rule::language => (3, "`en` or `ja`", "「en」か「ja」"),
        Rule::count | Rule::size => (1, "a whole number", "整数"),
        Rule::points => (3, "points", "配点"),
        Rule::item_id => (0, "a number such as `1-a`", "「1-a」のような番号"),
        Rule::date => (1, "a date such as `2007-10-10`", "「2007-10-10」のような日付"),
        Rule::fiscal_year | Rule::named_year => {
            (0, "a fiscal year such as `FY2007`", "「2007年度」のような年度")
        }
        Rule::dates | Rule::dated_value => (1, "`from`", "「from」"),
        Rule::field_type | Rule::list_type | Rule::one_type | Rule::plain_type | Rule::money_type => {
            (0, "a type such as `text` or `thousand yen`", "「text」「thousand yen」などの型")
        }
        Rule::rounding_unit => (0, "a unit such as `thousand yen`", "「thousand yen」などの単位"),
        Rule::expression | Rule::condition | Rule::sum | Rule::path | Rule::bracket | Rule::any_of => {
            (0, "a value", "値")
        }
        Rule::one_of => (0, "a list such as `[a, b]`", "「[a, b]」のような一覧"),
        Rule::operator => (5, "an operator such as `+`", "「+」などの演算子"),
        Rule::generators => (0, "`for`", "「for」"),
        Rule::place => (0, "a place such as `main_part[0].local`", "「main_part[0].local」のような箇所"),
        Rule::change => (2, "a change such as `region = \"…\"`", "「region = \"…\"」のような変更"),
        Rule::data_value | Rule::raw_value => (0, "a value", "値"),
        Rule::entry => (2, "an entry such as `name = \"…\"`", "「name = \"…\"」のような項目"),
        Rule::outcome_word => (0, "an outcome such as `passes` or `fails`", "「passes」「fails」などの結果"),
        Rule::verdict_word => {
            (0, "`pass`, `fail` or `undetermined`", "「pass」「fail」「undetermined」のいずれか")
        }
        Rule::arrow => (1, "`->`", "「->」"),
        Rule::column => (0, "a rule, a judgement or `verdict`", "規則、judgement、または「verdict」"),
        Rule::cell | Rule::row => (2, "a row such as `5億円 -> passes`", "「5億円 -> passes」のような行"),
        Rule::result => (0, "an outcome such as `passes` or `fails`", "「passes」「fails」などの結果"),
        Rule::block => (2, "`{`", "「{」"),
        Rule::EOI => (7, "the end of the declaration", "宣言の終わり"),
        Rule::close => (6, "`}`", "「}」"),
        _ => return None,
    })
}

const CLAUSE: Group = (4, "a clause", "節");
const DECLARATION: Group = (0, "a declaration such as `rule`", "「rule」などの宣言");
const CONNECTIVE: Group = (3, "`and` or `or`", "「and」か「or」");
const COMPARISON: Group = (2, "a comparison such as `at least`", "「at least」などの比較");

/// The word of a keyword rule: such a rule is named after it.
fn keyword(wanted: Rule) -> Option<String> {
    format!("{wanted:?}").strip_prefix("kw_").map(str::to_owned)
}

/// Puts the rules of pest's furthest failure into words.
pub(super) fn expected(positives: &[Rule]) -> Expected {
    let mut keywords: Vec<String> = positives.iter().filter_map(|wanted| keyword(*wanted)).collect();
    let spoken = keywords.len();
    for wanted in positives {
        keywords.extend(hidden(*wanted).iter().map(|word| (*word).to_owned()));
    }
    let has = |word: &str| keywords.iter().any(|known| known == word);
    let after_expression = positives.contains(&Rule::operator);
    let declaration = has("record") && has("rule");
    // Before the `=` of a named value a `label` may stand, and is never what is missing.
    let head = positives.contains(&Rule::equals) || positives.contains(&Rule::open);
    let clause = !declaration
        && (["cite", "title", "require", "kind"].iter().any(|word| has(word)) || has("label") && !head);
    let mut groups: Vec<(u8, Bilingual)> = Vec::new();
    let mut add = |(rank, en, ja): (u8, &str, &str)| groups.push((rank, Bilingual::new(en, ja)));
    positives.iter().filter_map(|wanted| group(*wanted)).for_each(&mut add);
    for (present, group) in [
        (declaration, DECLARATION),
        (after_expression, COMPARISON),
        (after_expression, CONNECTIVE),
        (clause, CLAUSE),
    ] {
        if present {
            add(group);
        }
    }
    for word in keywords.iter().take(spoken).map(String::as_str) {
        let grouped = (declaration && opens_declaration(word))
            || (clause && CLAUSES.contains(&word))
            || (after_expression && (matches!(word, "and" | "or") || COMPARISONS.contains(&word)))
            || (word == "any" && positives.len() > 1)
            || (word == "label" && head)
            || word == "allow";
        // `allow` may stand nearly everywhere, and is never what is missing. Words that may go on with what stands before are seldom what is missing.
        let rank =
            if matches!(word, "says" | "other" | "where" | "label" | "aka" | "examples") { 5 } else { 1 };
        if !grouped {
            add((rank, &format!("`{word}`"), &format!("「{word}」")));
        }
    }
    groups.sort_by_key(|(rank, _)| *rank);
    let mut unique: Vec<Bilingual> = Vec::new();
    for (_, group) in groups {
        if !unique.contains(&group) {
            unique.push(group);
        }
    }
    Expected { keywords, groups: unique, after_expression, clause }
}

/// The phrases that begin with a keyword, so that `atleast` finds `at least`.
pub(super) const PHRASES: &[&str] = &[
    "at least",
    "at most",
    "more than",
    "less than",
    "is not",
    "is one of",
    "is given",
    "is missing",
    "on or before",
    "on or after",
    "for each",
    "other reading",
    "as of",
    "valid from",
    "conflicts with",
    "asks for",
    "require any of",
    "across proposals",
];
