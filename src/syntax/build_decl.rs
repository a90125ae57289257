//! Declarations that are not rules: the head, sources, records, enums, tables and named values.

use super::ast::{
    Allow, At, Cite, DefineDecl, EnumDecl, FieldDecl, Item, LetDecl, LetValue, ListSize, MemberDecl, OneType,
    Program, RecordDecl, SourceDecl, Str, TableDecl, Texts, TypeExpr, UseDecl,
};
use super::build::{
    Build, Node, child, count, dates, declared, keep_name, keep_texts, language, name, next, span, string,
    texts, texts_in,
};
use super::grammar::Rule;
use super::reserved::is_reserved;
use super::{build_expr, build_rule, build_test};
use crate::diag;
use crate::text::nfc;
use crate::value::{Money, Scale};

/// Any declaration.
pub(super) fn item(b: &mut Build, node: Node) -> Option<Item> {
    match node.as_rule() {
        Rule::program => program(b, node).map(Item::Program),
        Rule::source => source(b, node).map(Item::Source),
        Rule::used_pack => used_pack(b, node).map(Item::Use),
        Rule::record => record(b, node).map(Item::Record),
        Rule::enumeration => enumeration(b, node).map(Item::Enum),
        Rule::table => table(b, node).map(Item::Table),
        Rule::figure => figure(b, node).map(Item::Let),
        Rule::define => define(b, node).map(Item::Define),
        Rule::rule => build_rule::rule(b, node, false).map(Item::Rule),
        Rule::across_rule => build_rule::rule(b, node, true).map(Item::Rule),
        Rule::judgement => build_rule::judgement(b, node).map(Item::Judgement),
        Rule::question => build_rule::question(b, node).map(Item::Question),
        Rule::scorecard => build_rule::scorecard(b, node).map(Item::Scorecard),
        Rule::test => build_test::test(b, node).map(Item::Test),
        _ => None,
    }
}

fn program(b: &mut Build, node: Node) -> Option<Program> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let mut program = Program {
        id: name(b, &next(&mut inner, Rule::dotted)?),
        title: Vec::new(),
        authority: Vec::new(),
        proposal: Vec::new(),
        as_of: Vec::new(),
        valid: Vec::new(),
        language: Vec::new(),
        currency: Vec::new(),
        allows: Vec::new(),
        span: place,
    };
    for clause in inner {
        let place = span(b, &clause);
        match clause.as_rule() {
            Rule::title => keep_texts(b, &mut program.title, clause),
            Rule::authority => keep_texts(b, &mut program.authority, clause),
            Rule::root_record => keep_name(b, &mut program.proposal, clause),
            Rule::as_of => keep_name(b, &mut program.as_of, clause),
            Rule::currency => keep_name(b, &mut program.currency, clause),
            Rule::validity => {
                let value = dates(b, child(clause, Rule::dates)?)?;
                program.valid.push(At { value, span: place });
            }
            Rule::default_language => {
                let value = language(&child(clause, Rule::language)?);
                program.language.push(At { value, span: place });
            }
            Rule::allow => program.allows.push(allow(b, clause)?),
            _ => {}
        }
    }
    Some(program)
}

fn source(b: &mut Build, node: Node) -> Option<SourceDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let mut source = SourceDecl {
        name: declared(b, &next(&mut inner, Rule::name)?),
        title: Vec::new(),
        author: Vec::new(),
        date: Vec::new(),
        file: Vec::new(),
        allows: Vec::new(),
        span: place,
    };
    for clause in inner {
        let place = span(b, &clause);
        match clause.as_rule() {
            Rule::title => keep_texts(b, &mut source.title, clause),
            Rule::author => keep_texts(b, &mut source.author, clause),
            Rule::source_date => {
                let value = clause.into_inner().next_back()?;
                let value = match value.as_rule() {
                    Rule::string => string(b, &value),
                    Rule::date if super::literal::date(b, &value).is_none() => continue,
                    Rule::fiscal_year if super::literal::fiscal_year(b, &value).is_none() => continue,
                    _ => Str { text: value.as_str().to_owned(), span: span(b, &value) },
                };
                source.date.push(At { value, span: place });
            }
            Rule::source_file => {
                let value = string(b, &child(clause, Rule::string)?);
                source.file.push(At { value, span: place });
            }
            Rule::allow => source.allows.push(allow(b, clause)?),
            _ => {}
        }
    }
    Some(source)
}

fn used_pack(b: &mut Build, node: Node) -> Option<UseDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let id = name(b, &next(&mut inner, Rule::dotted)?);
    let alias = next(&mut inner, Rule::name).map(|node| declared(b, &node));
    let decl = UseDecl { id, alias, span: place };
    let qualifier = decl.qualifier();
    if decl.alias.is_none() && is_reserved(&qualifier.text) {
        b.diags.push(diag::reserved_word(qualifier.span, &qualifier.text));
    }
    Some(decl)
}

fn record(b: &mut Build, node: Node) -> Option<RecordDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name = declared(b, &next(&mut inner, Rule::name)?);
    let mut record = RecordDecl { name, fields: Vec::new(), allows: Vec::new(), span: place };
    for part in inner {
        match part.as_rule() {
            Rule::field => record.fields.push(field(b, part)?),
            Rule::allow => record.allows.push(allow(b, part)?),
            _ => {}
        }
    }
    Some(record)
}

fn field(b: &mut Build, node: Node) -> Option<FieldDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name = declared(b, &next(&mut inner, Rule::name)?);
    let written = next(&mut inner, Rule::field_type)?;
    let optional = child(written.clone(), Rule::kw_optional).map(|word| span(b, &word));
    let ty = field_type(b, written)?;
    let mut field =
        FieldDecl { name, optional, ty, label: Vec::new(), aka: Vec::new(), allows: Vec::new(), span: place };
    for attribute in inner {
        match attribute.as_rule() {
            Rule::label => keep_texts(b, &mut field.label, attribute),
            Rule::aka => field.aka.extend(strings(b, attribute)),
            Rule::allow => field.allows.push(allow(b, attribute)?),
            _ => {}
        }
    }
    Some(field)
}

fn strings(b: &Build, node: Node) -> Vec<Str> {
    node.into_inner().filter(|part| part.as_rule() == Rule::string).map(|part| string(b, &part)).collect()
}

fn field_type(b: &mut Build, node: Node) -> Option<TypeExpr> {
    let written =
        node.into_inner().find(|part| matches!(part.as_rule(), Rule::list_type | Rule::one_type))?;
    let whole = span(b, &written);
    if written.as_rule() == Rule::one_type {
        return Some(TypeExpr { one: one_type(b, written)?, one_span: whole, list: None, span: whole });
    }
    let mut inner = written.into_inner();
    let item = next(&mut inner, Rule::one_type)?;
    let one_span = span(b, &item);
    let one = one_type(b, item)?;
    let list = match next(&mut inner, Rule::size) {
        Some(size) => list_size(b, size)?,
        None => ListSize { min: 0, max: None, span: None },
    };
    Some(TypeExpr { one, one_span, list: Some(list), span: whole })
}

/// `4`, `1 to 4`, `1 or more`
fn list_size(b: &mut Build, node: Node) -> Option<ListSize> {
    let place = Some(span(b, &node));
    let mut inner = node.into_inner();
    let min = count(b, &inner.next()?)?.value;
    let max = match inner.next() {
        None => Some(min),
        Some(word) if word.as_rule() == Rule::kw_or => None,
        Some(_) => Some(count(b, &inner.next()?)?.value),
    };
    Some(ListSize { min, max, span: place })
}

fn one_type(b: &Build, node: Node) -> Option<OneType> {
    let written = node.into_inner().next()?;
    match written.as_rule() {
        Rule::dotted => Some(OneType::Named(name(b, &written))),
        Rule::money_type => {
            let mut money = Money { scale: Scale::Yen, signed: false };
            for word in written.into_inner() {
                match word.as_rule() {
                    Rule::kw_signed => money.signed = true,
                    Rule::scale_word => money.scale = scale(&word),
                    _ => {}
                }
            }
            Some(OneType::Money(money))
        }
        _ => match written.as_str().split_whitespace().next()? {
            "text" => Some(OneType::Text),
            "yes/no" => Some(OneType::YesNo),
            "whole" => Some(OneType::Whole),
            "number" => Some(OneType::Number),
            "percent" => Some(OneType::Percent),
            "date" => Some(OneType::Date),
            "fiscal" => Some(OneType::FiscalYear),
            _ => None,
        },
    }
}

/// `thousand`, `million`, `billion`
pub(super) fn scale(node: &Node) -> Scale {
    match node.as_str() {
        "thousand" => Scale::Thousand,
        "million" => Scale::Million,
        _ => Scale::Billion,
    }
}

fn enumeration(b: &mut Build, node: Node) -> Option<EnumDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name = declared(b, &next(&mut inner, Rule::name)?);
    let mut decl = EnumDecl { name, members: Vec::new(), allows: Vec::new(), span: place };
    for part in inner {
        match part.as_rule() {
            Rule::member => decl.members.push(member(b, part)?),
            Rule::allow => decl.allows.push(allow(b, part)?),
            _ => {}
        }
    }
    Some(decl)
}

fn member(b: &mut Build, node: Node) -> Option<MemberDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name = declared(b, &next(&mut inner, Rule::name)?);
    let mut member = MemberDecl { name, label: Vec::new(), aka: Vec::new(), allows: Vec::new(), span: place };
    for attribute in inner {
        match attribute.as_rule() {
            Rule::label => keep_texts(b, &mut member.label, attribute),
            Rule::aka => member.aka.extend(strings(b, attribute)),
            Rule::allow => member.allows.push(allow(b, attribute)?),
            _ => {}
        }
    }
    Some(member)
}

fn table(b: &mut Build, node: Node) -> Option<TableDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name = declared(b, &next(&mut inner, Rule::name)?);
    let file = string(b, &next(&mut inner, Rule::string)?);
    let mut table = TableDecl {
        name,
        file,
        label: Vec::new(),
        columns: Vec::new(),
        cites: Vec::new(),
        allows: Vec::new(),
        span: place,
    };
    for part in inner {
        match part.as_rule() {
            Rule::label => keep_texts(b, &mut table.label, part),
            Rule::field => table.columns.push(field(b, part)?),
            Rule::cite => table.cites.push(cite(b, part)?),
            Rule::allow => table.allows.push(allow(b, part)?),
            _ => {}
        }
    }
    Some(table)
}

/// `cite source "heading" says "words"`
pub(super) fn cite(b: &Build, node: Node) -> Option<Cite> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let source = name(b, &next(&mut inner, Rule::name)?);
    let heading = string(b, &next(&mut inner, Rule::string)?);
    let says = next(&mut inner, Rule::string).map(|node| string(b, &node));
    Some(Cite { source, heading, says, span: place })
}

/// `allow LINT because …`, `allow mutant "…" because …`
pub(super) fn allow(b: &Build, node: Node) -> Option<Allow> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let lint = name(b, &next(&mut inner, Rule::name)?);
    let mut allow = Allow { lint, detail: None, because: Texts::default(), span: place };
    for part in inner {
        match part.as_rule() {
            Rule::string => allow.detail = Some(string(b, &part)),
            Rule::because => allow.because = texts_in(b, part),
            _ => {}
        }
    }
    Some(allow)
}

fn figure(b: &mut Build, node: Node) -> Option<LetDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name = declared(b, &next(&mut inner, Rule::name)?);
    let mut label = Vec::new();
    let mut values = Vec::new();
    let mut allows = Vec::new();
    for part in inner {
        match part.as_rule() {
            Rule::label => keep_texts(b, &mut label, part),
            Rule::expression => {
                let value = build_expr::expression(b, part)?;
                values.push(LetValue { dates: None, value });
            }
            Rule::dated_value => {
                let mut inner = part.into_inner();
                let dates = Some(dates(b, next(&mut inner, Rule::dates)?)?);
                let value = build_expr::expression(b, next(&mut inner, Rule::expression)?)?;
                values.push(LetValue { dates, value });
            }
            Rule::allow => allows.push(allow(b, part)?),
            _ => {}
        }
    }
    Some(LetDecl { name, label, values, allows, span: place })
}

fn define(b: &mut Build, node: Node) -> Option<DefineDecl> {
    let place = span(b, &node);
    let mut inner = node.into_inner();
    let name_node = next(&mut inner, Rule::name)?;
    let declared_name = declared(b, &name_node);
    let record = name(b, &next(&mut inner, Rule::name)?);
    let (mut label, mut value, mut allows) = (Vec::new(), None, Vec::new());
    for part in inner {
        match part.as_rule() {
            Rule::label => keep_texts(b, &mut label, part),
            Rule::expression => value = Some(build_expr::expression(b, part)?),
            Rule::allow => allows.push(allow(b, part)?),
            _ => {}
        }
    }
    Some(DefineDecl { name: declared_name, record, label, value: value?, allows, span: place })
}

/// The heading after a name: `"…"`, `en "…" ja "…"`.
pub(super) fn heading(b: &Build, node: Option<Node>) -> Texts {
    node.map(|node| texts(b, node)).unwrap_or_default()
}

/// An id of a section or item, as written.
pub(super) fn item_id(b: &Build, node: &Node) -> super::ast::Name {
    super::ast::Name { text: nfc(node.as_str()), span: span(b, node) }
}
