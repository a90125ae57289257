//! Single points of the meaning that random packs do not reach: cost, likenesses, judgements.

use crate::generate::span;
use kisoku::check::Pack;
use kisoku::check::typed::{
    Binder, Define, DefineId, Expr, ExprKind, Judgement, ListSource, Path, PathRoot, PathType, Program,
    Requirement, Rule, Step, Type, VarId,
};
use kisoku::data::{Field, FieldType, Label, Proposal, Record, RecordId, Schema, Slot, SlotId, State, Value};
use kisoku::diag::{Bilingual, Lang, Severity};
use kisoku::eval::{self, Outcome, Scope};
use kisoku::plan;
use kisoku::syntax::ast::{Aggregate, Arithmetic, Comparator, Quantifier};
use kisoku::value::{Num, Scalar};

const NUMBER: FieldType = FieldType::Scalar(Scalar::Number);
const TEXT: FieldType = FieldType::Scalar(Scalar::Text);

/// A pack whose only record has a number, a text and a list of texts.
fn pack() -> Pack {
    let field = |name: &str, ty, optional| Field {
        name: name.to_owned(),
        span: span(0),
        label: Label::default(),
        aka: Vec::new(),
        ty,
        optional,
    };
    let list = FieldType::List { item: Box::new(TEXT), min: 0, max: None };
    let fields =
        vec![field("amount", NUMBER, false), field("region", TEXT, true), field("names", list, false)];
    let keys = std::collections::BTreeMap::new();
    let record = Record { name: "R".to_owned(), span: span(0), fields, keys };
    Pack {
        id: "one".to_owned(),
        program: Program {
            title: Bilingual::same("one"),
            authority: Bilingual::same("nobody"),
            root: RecordId(0),
            as_of: None,
            valid: None,
            language: Lang::En,
            span: span(0),
            id_span: span(0),
        },
        schema: Schema { records: vec![record], enums: Vec::new() },
        sources: Vec::new(),
        tables: Vec::new(),
        lets: Vec::new(),
        defines: Vec::new(),
        rules: Vec::new(),
        judgements: Vec::new(),
        questions: Vec::new(),
        scorecards: Vec::new(),
        tests: Vec::new(),
        allows: Vec::new(),
    }
}

fn proposal(amount: State, region: State, names: &[&str]) -> Proposal {
    let list = State::Given(Value::List(SlotId(3), names.len() as u32));
    let names = names.iter().map(|name| State::Given(Value::Text((*name).into())));
    let states = [amount, region, list].into_iter().chain(names);
    let slots = states.enumerate().map(|(at, state)| Slot::new(state, span(at))).collect();
    Proposal { slots, document: 1, span: None }
}

fn text(text: &str) -> State {
    State::Given(Value::Text(text.into()))
}

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, ty: Type::Scalar(Scalar::Number), span: span(0) }
}

fn constant(text: &str) -> Expr {
    expr(ExprKind::Const(Value::Text(text.into())))
}

fn number(n: i128) -> Expr {
    expr(ExprKind::Const(Value::Num(Num::Int(n))))
}

fn at(root: PathRoot, steps: &[u32], ty: FieldType) -> Path {
    Path { root, steps: steps.to_vec(), ty: PathType::Field(ty), span: span(0) }
}

fn read(root: PathRoot, steps: &[u32], ty: FieldType) -> Expr {
    expr(ExprKind::Path(at(root, steps, ty)))
}

fn region() -> Expr {
    read(PathRoot::Proposal, &[1], TEXT)
}

fn compare(op: Comparator, left: Expr, right: Expr) -> Expr {
    expr(ExprKind::Compare(op, Box::new(left), Box::new(right)))
}

fn over_names(var: u32) -> Binder {
    let list = FieldType::List { item: Box::new(TEXT), min: 0, max: None };
    let source = ListSource::Field(at(PathRoot::Proposal, &[2], list));
    Binder { var: VarId(var), name: "n".to_owned(), span: span(0), source }
}

fn require(condition: Expr) -> Rule {
    Rule {
        name: "rule".to_owned(),
        span: span(0),
        across: false,
        title: Bilingual::same("rule"),
        cites: Vec::new(),
        own: None,
        kind: None,
        severity: Severity::Error,
        valid: None,
        conflicts: Vec::new(),
        message: None,
        help: None,
        body: vec![Step::Require(Requirement {
            branches: vec![condition],
            any_of: false,
            readings: Vec::new(),
            span: span(0),
        })],
        vars: 100,
    }
}

/// The outcome of a rule, how much it needs, and what looks the same.
fn judge(mut pack: Pack, condition: Expr, proposal: &Proposal) -> (Outcome, usize, Vec<String>) {
    pack.rules.push(require(condition));
    let plan = plan::build(pack);
    let judged = eval::judge(&plan, proposal, None);
    let rule = judged.rules[0].as_ref().unwrap();
    let proposals = [proposal];
    let mut scope = Scope::new(&plan, &proposals, None, 100);
    let needs = rule.instances.iter().map(|one| eval::needs_of_instance(&mut scope, one).len()).sum();
    (rule.outcome, needs, judged.likenesses.into_iter().map(|likeness| likeness.other).collect())
}

/// A pack with a define for the amount and 59 that each combine the one before with itself; and the last of them.
fn chain(op: Arithmetic) -> (Pack, Expr) {
    let mut pack = pack();
    let record = FieldType::Record(RecordId(0));
    for index in 0..60 {
        let value = match index {
            0 => read(PathRoot::This, &[0], NUMBER),
            _ => {
                let before = || {
                    let path = at(PathRoot::This, &[], record.clone());
                    Box::new(expr(ExprKind::Define(DefineId(index - 1), path)))
                };
                expr(ExprKind::Binary(op, before(), before()))
            }
        };
        pack.defines.push(Define {
            name: format!("d{index}"),
            label: Label::default(),
            span: span(0),
            record: RecordId(0),
            value,
            vars: 0,
        });
    }
    let last = expr(ExprKind::Define(DefineId(59), at(PathRoot::Proposal, &[], record)));
    (pack, last)
}

#[test]
fn a_chain_of_defines_is_walked_once() {
    let (pack, last) = chain(Arithmetic::Add);
    let condition = compare(Comparator::Is, last, number(3 << 59));
    let known = proposal(State::Given(Value::Num(Num::Int(3))), State::Missing, &[]);
    assert_eq!(judge(pack.clone(), condition.clone(), &known), (Outcome::Pass, 0, vec![]));
    let unknown = proposal(State::Missing, State::Missing, &[]);
    assert_eq!(judge(pack, condition, &unknown), (Outcome::Undetermined, 1, vec![]));
}

#[test]
fn numbers_do_not_grow_without_bound() {
    let (pack, last) = chain(Arithmetic::Multiply);
    let condition = compare(Comparator::AtLeast, last, number(1));
    let two = proposal(State::Given(Value::Num(Num::Int(2))), State::Missing, &[]);
    assert_eq!(judge(pack.clone(), condition.clone(), &two).0, Outcome::Undetermined);
    let one = proposal(State::Given(Value::Num(Num::Int(1))), State::Missing, &[]);
    assert_eq!(judge(pack, condition, &one).0, Outcome::Pass);
}

#[test]
fn what_is_compared_twice_is_worked_out_once() {
    let mut value = read(PathRoot::Proposal, &[0], NUMBER);
    for depth in 0..60 {
        let filter = if depth % 2 == 0 {
            ExprKind::Between(Box::new(value), Box::new(number(0)), Box::new(number(1)))
        } else {
            let members = vec![number(7), number(1)];
            ExprKind::OneOf { value: Box::new(value), negated: false, members }
        };
        value = expr(ExprKind::Aggregate {
            function: Aggregate::Count,
            value: None,
            binders: vec![over_names(depth)],
            filter: Some(Box::new(expr(filter))),
        });
    }
    let condition = compare(Comparator::Is, value, number(1));
    let known = proposal(State::Given(Value::Num(Num::Int(1))), State::Missing, &["a"]);
    assert_eq!(judge(pack(), condition.clone(), &known), (Outcome::Pass, 0, vec![]));
    let unknown = proposal(State::Missing, State::Missing, &["a"]);
    assert_eq!(judge(pack(), condition, &unknown), (Outcome::Undetermined, 1, vec![]));
}

#[test]
fn what_looks_the_same_is_noted_even_where_a_rule_passes_by_it() {
    let near = proposal(State::Missing, text("Kyusyu"), &[]);
    let is_not = compare(Comparator::IsNot, region(), constant("Kyushu"));
    assert_eq!(judge(pack(), is_not, &near), (Outcome::Pass, 0, vec!["Kyushu".to_owned()]));
    let is = compare(Comparator::Is, region(), constant("Kyushu"));
    assert_eq!(judge(pack(), is.clone(), &near), (Outcome::Fail, 0, vec!["Kyushu".to_owned()]));
    let other = compare(Comparator::Is, region(), constant("Kyusyu"));
    let any = expr(ExprKind::Any(vec![is, other]));
    assert_eq!(judge(pack(), any, &near), (Outcome::Pass, 0, vec![]));
}

#[test]
fn what_looks_the_same_is_not_noted_beside_an_exact_match() {
    let both = proposal(State::Missing, text("Kyusyu"), &["Kyushu", "Kyusyu"]);
    let body = compare(Comparator::Is, region(), read(PathRoot::Var(VarId(0)), &[], TEXT));
    let some = |body| {
        expr(ExprKind::Quantified {
            quantifier: Quantifier::Some,
            binder: over_names(0),
            filter: None,
            body: Box::new(body),
        })
    };
    assert_eq!(judge(pack(), some(body.clone()), &both), (Outcome::Pass, 0, vec![]));
    let near = proposal(State::Missing, text("Kyusyu"), &["Kyushu"]);
    let (outcome, _, likenesses) = judge(pack(), some(body), &near);
    assert_eq!((outcome, likenesses), (Outcome::Fail, vec!["Kyushu".to_owned(), "Kyusyu".to_owned()]));
    let members = vec![constant("Kyushu"), constant("Kyusyu")];
    let one_of = expr(ExprKind::OneOf { value: Box::new(region()), negated: false, members });
    assert_eq!(judge(pack(), one_of, &both), (Outcome::Pass, 0, vec![]));
}

#[test]
fn likenesses_of_a_define_are_noted_wherever_it_is_used() {
    let mut pack = pack();
    let value = compare(Comparator::Is, read(PathRoot::This, &[1], TEXT), constant("Kyushu"));
    pack.defines.push(Define {
        name: "known".to_owned(),
        label: Label::default(),
        span: span(0),
        record: RecordId(0),
        value,
        vars: 0,
    });
    let known =
        || expr(ExprKind::Define(DefineId(0), at(PathRoot::Proposal, &[], FieldType::Record(RecordId(0)))));
    // The first use is beside something that holds, the second one is not.
    let truth = expr(ExprKind::Const(Value::YesNo(true)));
    let condition = expr(ExprKind::All(vec![expr(ExprKind::Any(vec![known(), truth])), known()]));
    let near = proposal(State::Missing, text("Kyusyu"), &[]);
    assert_eq!(judge(pack, condition, &near), (Outcome::Fail, 0, vec!["Kyushu".to_owned()]));
}

#[test]
fn a_judgement_misses_what_is_missing_and_notes_what_looks_the_same() {
    let mut pack = pack();
    pack.judgements.push(Judgement {
        name: "j".to_owned(),
        span: span(0),
        title: Bilingual::same("j"),
        cites: Vec::new(),
        own: None,
        when: Some(compare(Comparator::IsNot, region(), constant("Kyushu"))),
        asks: vec![at(PathRoot::Proposal, &[0], NUMBER), at(PathRoot::Proposal, &[1], TEXT)],
        vars: 0,
    });
    let plan = plan::build(pack);
    let judged = eval::judge(&plan, &proposal(State::Missing, text("Kyusyu"), &[]), None);
    assert!(!judged.judgements[0].not_applicable);
    assert_eq!(judged.judgements[0].missing.len(), 1);
    assert_eq!(judged.likenesses.len(), 1);
    let declared = eval::judge(&plan, &proposal(State::Missing, State::NotApplicable, &[]), None);
    assert_eq!(declared.judgements[0].missing.len(), 1, "n/a is declared, not missing");
}

#[test]
fn an_expression_with_an_error_is_never_known() {
    let unknown = proposal(State::Missing, State::Missing, &[]);
    let condition = expr(ExprKind::Not(Box::new(expr(ExprKind::Unknown))));
    assert_eq!(judge(pack(), condition, &unknown), (Outcome::Undetermined, 0, vec![]));
}
