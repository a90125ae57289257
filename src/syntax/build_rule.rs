//! Rules and what stands beside them: judgements, questions, scorecards.

use super::ast::{
    At, Conflict, ItemDecl, JudgementDecl, Once, QuestionDecl, Reading, RuleDecl, ScorecardDecl, SectionDecl,
    Step, Texts,
};
use super::build::{
    Build, Node, child, count, dates, declared, keep_name, keep_texts, name, next, span, texts_in,
};
use super::build_decl::{allow, cite, heading, item_id};
use super::build_expr::{path, whole_condition};
use super::grammar::Rule;

/// `rule name "…" { … }`, and the same across proposals.
pub(super) fn rule(b: &mut Build, node: Node, across: bool) -> Option<RuleDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name = declared(b, &next(&mut inner, Rule::name)?);
    let mut rule = RuleDecl {
        name,
        across,
        heading: heading(b, next(&mut inner, Rule::texts)),
        title: Vec::new(),
        cites: Vec::new(),
        own: Vec::new(),
        kind: Vec::new(),
        severity: Vec::new(),
        valid: Vec::new(),
        conflicts: Vec::new(),
        message: Vec::new(),
        help: Vec::new(),
        allows: Vec::new(),
        body: Vec::new(),
        span: place,
    };
    for clause in inner {
        let place = span(b, &clause);
        match clause.as_rule() {
            Rule::title => keep_texts(b, &mut rule.title, clause),
            Rule::cite => rule.cites.push(cite(b, clause)?),
            Rule::own => keep_own(b, &mut rule.own, clause),
            Rule::kind => keep_name(b, &mut rule.kind, clause),
            Rule::severity => keep_name(b, &mut rule.severity, clause),
            Rule::validity => {
                let value = dates(b, child(clause, Rule::dates)?)?;
                rule.valid.push(At { value, span: place });
            }
            Rule::conflicts => rule.conflicts.push(conflict(b, clause)?),
            Rule::message => keep_texts(b, &mut rule.message, clause),
            Rule::help => keep_texts(b, &mut rule.help, clause),
            Rule::allow => rule.allows.push(allow(b, clause)?),
            _ => {
                if let Some(step) = step(b, clause)? {
                    rule.body.push(step);
                }
            }
        }
    }
    Some(rule)
}

fn keep_own(b: &Build, into: &mut Once<Texts>, clause: Node) {
    let place = span(b, &clause);
    into.push(At { value: because_in(b, clause), span: place });
}

/// The texts of the `because` in a clause.
fn because_in(b: &Build, clause: Node) -> Texts {
    child(clause, Rule::because).map(|node| texts_in(b, node)).unwrap_or_default()
}

fn conflict(b: &Build, clause: Node) -> Option<Conflict> {
    let place = span(b, &clause);
    let mut inner = clause.into_inner();
    let rule = name(b, &next(&mut inner, Rule::name)?);
    let because = next(&mut inner, Rule::because).map(|node| texts_in(b, node)).unwrap_or_default();
    Some(Conflict { rule, because, span: place })
}

/// A step of a body; `Some(None)` for a token that is no step, such as a brace.
fn step(b: &mut Build, node: Node) -> Option<Option<Step>> {
    Some(Some(match node.as_rule() {
        Rule::for_each => for_each(b, node)?,
        Rule::when => when(b, node)?,
        Rule::unless => unless(b, node)?,
        Rule::require => require(b, node)?,
        _ => return Some(None),
    }))
}

fn block(b: &mut Build, node: Node) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in node.into_inner() {
        if let Some(step) = step(b, part)? {
            steps.push(step);
        }
    }
    Some(steps)
}

/// The block of a step, where it has one of its own.
fn own_block(b: &mut Build, node: Option<Node>) -> Option<Option<Vec<Step>>> {
    match node {
        Some(node) => Some(Some(block(b, node)?)),
        None => Some(None),
    }
}

fn for_each(b: &mut Build, node: Node) -> Option<Step> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name = declared(b, &next(&mut inner, Rule::name)?);
    let list = path(b, next(&mut inner, Rule::path)?);
    let body = block(b, next(&mut inner, Rule::block)?)?;
    Some(Step::ForEach { name, list, body, span: place })
}

fn when(b: &mut Build, node: Node) -> Option<Step> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let condition = whole_condition(b, next(&mut inner, Rule::expression)?)?;
    let block = own_block(b, next(&mut inner, Rule::block))?;
    Some(Step::When { condition, block, span: place })
}

fn unless(b: &mut Build, node: Node) -> Option<Step> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let condition = whole_condition(b, next(&mut inner, Rule::expression)?)?;
    let mut because = Texts::default();
    let mut cites = Vec::new();
    let mut steps = None;
    for part in inner {
        match part.as_rule() {
            Rule::because => because = texts_in(b, part),
            Rule::cite => cites.push(cite(b, part)?),
            Rule::block => steps = Some(block(b, part)?),
            _ => {}
        }
    }
    Some(Step::Unless { condition, because, cites, block: steps, span: place })
}

/// `require E`, `require any of { E … }`, each with its other readings.
fn require(b: &mut Build, node: Node) -> Option<Step> {
    let place = span(b, &node);
    let mut head = place;
    let mut any_of = false;
    let mut branches = Vec::new();
    let mut readings = Vec::new();
    for part in node.into_inner() {
        match part.as_rule() {
            Rule::reading => readings.push(reading(b, part)?),
            Rule::expression => {
                head.end = span(b, &part).end;
                branches.push(whole_condition(b, part)?);
            }
            Rule::any_of => {
                head.end = span(b, &part).end;
                any_of = true;
                for branch in part.into_inner().filter(|part| part.as_rule() == Rule::expression) {
                    branches.push(whole_condition(b, branch)?);
                }
            }
            _ => {}
        }
    }
    Some(Step::Require { any_of, branches, readings, span: place, head })
}

fn reading(b: &mut Build, node: Node) -> Option<Reading> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let value = whole_condition(b, next(&mut inner, Rule::expression)?)?;
    let because = next(&mut inner, Rule::because).map(|node| texts_in(b, node)).unwrap_or_default();
    Some(Reading { value, because, span: place })
}

/// `judgement name "…" { … asks for … }`
pub(super) fn judgement(b: &mut Build, node: Node) -> Option<JudgementDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let mut judgement = JudgementDecl {
        name: declared(b, &next(&mut inner, Rule::name)?),
        heading: heading(b, next(&mut inner, Rule::texts)),
        title: Vec::new(),
        cites: Vec::new(),
        own: Vec::new(),
        when: Vec::new(),
        asks: Vec::new(),
        allows: Vec::new(),
        span: place,
    };
    for clause in inner {
        match clause.as_rule() {
            Rule::title => keep_texts(b, &mut judgement.title, clause),
            Rule::cite => judgement.cites.push(cite(b, clause)?),
            Rule::own => keep_own(b, &mut judgement.own, clause),
            Rule::allow => judgement.allows.push(allow(b, clause)?),
            Rule::when_line => judgement.when.push(whole_condition(b, child(clause, Rule::expression)?)?),
            Rule::asks => {
                let paths = clause.into_inner().filter(|part| part.as_rule() == Rule::path);
                judgement.asks.extend(paths.map(|part| path(b, part)));
            }
            _ => {}
        }
    }
    Some(judgement)
}

/// `question name "…" { … }`
pub(super) fn question(b: &mut Build, node: Node) -> Option<QuestionDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let mut question = QuestionDecl {
        name: declared(b, &next(&mut inner, Rule::name)?),
        heading: heading(b, next(&mut inner, Rule::texts)),
        title: Vec::new(),
        cites: Vec::new(),
        about: Vec::new(),
        note: Vec::new(),
        allows: Vec::new(),
        span: place,
    };
    for clause in inner {
        match clause.as_rule() {
            Rule::title => keep_texts(b, &mut question.title, clause),
            Rule::cite => question.cites.push(cite(b, clause)?),
            Rule::allow => question.allows.push(allow(b, clause)?),
            Rule::note => keep_texts(b, &mut question.note, clause),
            Rule::about => {
                let names = clause.into_inner().filter(|part| part.as_rule() == Rule::name);
                question.about.extend(names.map(|part| name(b, &part)));
            }
            _ => {}
        }
    }
    Some(question)
}

/// `scorecard name "…" { … }`
pub(super) fn scorecard(b: &mut Build, node: Node) -> Option<ScorecardDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let mut card = ScorecardDecl {
        name: declared(b, &next(&mut inner, Rule::name)?),
        heading: heading(b, next(&mut inner, Rule::texts)),
        title: Vec::new(),
        cites: Vec::new(),
        own: Vec::new(),
        total: Vec::new(),
        sections: Vec::new(),
        allows: Vec::new(),
        span: place,
    };
    for clause in inner {
        let place = span(b, &clause);
        match clause.as_rule() {
            Rule::title => keep_texts(b, &mut card.title, clause),
            Rule::cite => card.cites.push(cite(b, clause)?),
            Rule::own => keep_own(b, &mut card.own, clause),
            Rule::total => {
                let value = count(b, &child(clause, Rule::count)?)?.value;
                card.total.push(At { value, span: place });
            }
            Rule::allow => card.allows.push(allow(b, clause)?),
            Rule::section => card.sections.push(section(b, clause)?),
            _ => {}
        }
    }
    Some(card)
}

fn section(b: &mut Build, node: Node) -> Option<SectionDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let mut section = SectionDecl {
        id: item_id(b, &next(&mut inner, Rule::item_id)?),
        heading: heading(b, next(&mut inner, Rule::texts)),
        title: Vec::new(),
        points: None,
        items: Vec::new(),
        span: place,
    };
    for part in inner {
        match part.as_rule() {
            Rule::points => section.points = Some(count(b, &child(part, Rule::count)?)?),
            Rule::title => keep_texts(b, &mut section.title, part),
            Rule::item => section.items.push(item(b, part)?),
            _ => {}
        }
    }
    Some(section)
}

fn item(b: &mut Build, node: Node) -> Option<ItemDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let id = item_id(b, &next(&mut inner, Rule::item_id)?);
    let heading = heading(b, next(&mut inner, Rule::texts));
    let points = match next(&mut inner, Rule::points) {
        Some(node) => Some(count(b, &child(node, Rule::count)?)?),
        None => None,
    };
    Some(ItemDecl { id, heading, points, span: place })
}
