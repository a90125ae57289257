//! Every figure of some programmes as data: the named ones with their values and dates, and the literals in rules.
//!
//! In: the packs that are asked about, and all packs (others may use their figures). Out: [`Params`], sorted by
//! programme, then by name, then by place; one file a format.

mod csv;
mod human;
mod json;
mod markdown;
mod words;

pub use super::origin::{At, Citation};
pub use crate::report::NamedValue;
pub use csv::csv;
pub use human::human;
pub use json::{SCHEMA, json};
pub use markdown::markdown;
pub(super) use words::in_days;

use super::origin::{at, citations};
use crate::check::typed::{Cite, DefineId, Expr, ExprKind, RuleId, Step, Type};
use crate::data::Value;
use crate::diag::Bilingual;
use crate::load::LoadedPack;
use crate::plan::Plan;
use crate::report::{NamedId, bound_texts, named_by, named_in, shown_value, values_of};
use crate::text::Span;
use crate::value::{Num, Scalar};
use std::collections::BTreeMap;

/// The figures of some programmes.
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// The programmes, by id.
    pub programs: Vec<ProgramParams>,
}

/// The figures of a programme.
#[derive(Clone, Debug)]
pub struct ProgramParams {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// The named figures by name, then the literals by place.
    pub params: Vec<Param>,
}

/// A figure.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name; none of a literal.
    pub name: Option<String>,
    /// What people call it; of a literal what is compared with it, else empty.
    pub label: Bilingual,
    /// The unit of its values.
    pub unit: &'static str,
    /// Its values, by date.
    pub values: Vec<NamedValue>,
    /// The rules and judgements that read it, also through derived values and from other programmes.
    pub read_by: Vec<Reader>,
    /// Where those come from, each place once.
    pub citations: Vec<Citation>,
    /// Where it stands.
    pub at: At,
}

/// A rule or judgement that reads a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reader {
    /// Its programme.
    pub program: String,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
}

/// A rule or judgement with what it rests on.
struct Rest<'p> {
    pack: &'p LoadedPack,
    plan: &'p Plan,
    reader: Reader,
    cites: &'p [Cite],
    named: Vec<NamedId>,
}

/// The figures of the packs; `all` are those in which they may be read. A broken pack has nothing to say.
pub fn gather(packs: &[&LoadedPack], all: &[&LoadedPack]) -> Params {
    let rests: Vec<Rest<'_>> = all.iter().flat_map(|pack| rests_of(pack)).collect();
    let mut programs: Vec<ProgramParams> = packs
        .iter()
        .filter_map(|pack| {
            let plan = pack.plan.as_ref()?;
            let mut params = named_params(pack, plan, &rests);
            params.extend(literals(pack, plan, &rests));
            Some(ProgramParams { id: plan.pack.id.clone(), title: plan.pack.program.title.clone(), params })
        })
        .collect();
    programs.sort_by(|one, other| one.id.cmp(&other.id));
    programs.dedup_by(|one, other| one.id == other.id);
    Params { programs }
}

fn rests_of(pack: &LoadedPack) -> Vec<Rest<'_>> {
    let Some(plan) = &pack.plan else { return Vec::new() };
    let reader = |name: &str, title: &Bilingual| Reader {
        program: plan.pack.id.clone(),
        name: name.to_owned(),
        title: title.clone(),
    };
    let rules = plan.pack.rules.iter().zip(0_u32..).map(|(rule, id)| Rest {
        pack,
        plan,
        reader: reader(&rule.name, &rule.title),
        cites: &rule.cites,
        named: named_by(plan, RuleId(id)),
    });
    let judgements = plan.pack.judgements.iter().map(|judgement| Rest {
        pack,
        plan,
        reader: reader(&judgement.name, &judgement.title),
        cites: &judgement.cites,
        named: judgement.when.iter().flat_map(|when| named_in(plan, when)).collect(),
    });
    rules.chain(judgements).collect()
}

/// Who reads what stands at a place, and where that comes from. A figure that another pack uses stands at one place.
fn readers(rests: &[Rest<'_>], reads: impl Fn(&Rest<'_>) -> bool) -> (Vec<Reader>, Vec<Citation>) {
    let mut by = Vec::new();
    let mut from: Vec<Citation> = Vec::new();
    for rest in rests.iter().filter(|rest| reads(rest)) {
        by.push(rest.reader.clone());
        for citation in citations(&rest.plan.pack, rest.cites) {
            if !from.contains(&citation) {
                from.push(citation);
            }
        }
    }
    by.sort();
    by.dedup();
    (by, from)
}

fn named_params(pack: &LoadedPack, plan: &Plan, rests: &[Rest<'_>]) -> Vec<Param> {
    let own = plan.pack.lets.iter().filter(|figure| !figure.name.contains('.'));
    let mut out: Vec<Param> = own
        .map(|figure| {
            let place = at(pack, figure.span);
            let (read_by, citations) = readers(rests, |rest| {
                rest.named.iter().any(|one| match one {
                    NamedId::Let(id) => {
                        rest.plan.pack.figure(*id).is_some_and(|read| at(rest.pack, read.span) == place)
                    }
                    NamedId::Define(_) | NamedId::Table(_) => false,
                })
            });
            Param {
                name: Some(figure.name.clone()),
                label: figure.label.words(&figure.name),
                unit: unit(figure.ty),
                values: values_of(plan, figure),
                read_by,
                citations,
                at: place,
            }
        })
        .collect();
    out.sort_by(|one, other| one.name.cmp(&other.name));
    out
}

fn unit(ty: Scalar) -> &'static str {
    match ty {
        Scalar::Money(_) => "yen",
        Scalar::Percent => "share",
        Scalar::Whole | Scalar::Number => "number",
        Scalar::Date => "date",
        Scalar::FiscalYear => "fiscal year",
        Scalar::Text => "text",
        Scalar::YesNo => "yes/no",
        Scalar::Enum(_) => "word",
    }
}

/// A literal in a rule, judgement or derived value.
struct Literal {
    span: Span,
    unit: &'static str,
    value: NamedValue,
}

/// The literals of a pack, by place. One in a derived value is read by all that rest on that.
fn literals(pack: &LoadedPack, plan: &Plan, rests: &[Rest<'_>]) -> Vec<Param> {
    let compared = compared(pack, plan);
    let mut found: Vec<(Literal, Option<DefineId>, Option<String>)> = Vec::new();
    for rule in &plan.pack.rules {
        let mut of_rule = Vec::new();
        in_steps(plan, &rule.body, &mut of_rule);
        found.extend(of_rule.into_iter().map(|literal| (literal, None, Some(rule.name.clone()))));
    }
    for judgement in &plan.pack.judgements {
        let mut of_judgement = Vec::new();
        judgement.when.iter().for_each(|when| in_expr(plan, when, &mut of_judgement));
        found.extend(of_judgement.into_iter().map(|literal| (literal, None, Some(judgement.name.clone()))));
    }
    for (define, id) in plan.pack.defines.iter().zip(0_u32..) {
        let mut of_define = Vec::new();
        in_expr(plan, &define.value, &mut of_define);
        found.extend(of_define.into_iter().map(|literal| (literal, Some(DefineId(id)), None)));
    }
    found.sort_by_key(|(literal, _, _)| (at(pack, literal.span).file, literal.span));
    found
        .into_iter()
        .map(|(literal, define, rule)| {
            let (read_by, citations) = readers(rests, |rest| {
                rest.reader.program == plan.pack.id
                    && match (define, &rule) {
                        (Some(define), _) => rest.named.contains(&NamedId::Define(define)),
                        (None, Some(rule)) => rest.reader.name == *rule,
                        (None, None) => false,
                    }
            });
            Param {
                name: None,
                label: compared.get(&literal.span).cloned().unwrap_or_default(),
                unit: literal.unit,
                values: vec![literal.value],
                read_by,
                citations,
                at: at(pack, literal.span),
            }
        })
        .collect()
}

/// What is compared with the literal at a place.
fn compared(pack: &LoadedPack, plan: &Plan) -> BTreeMap<Span, Bilingual> {
    let mut out = BTreeMap::new();
    for (_, id) in plan.pack.rules.iter().zip(0_u32..) {
        for bound in bound_texts(plan, &pack.sources, RuleId(id)) {
            if let Some(limit) = plan.node(bound.bound.limit) {
                out.entry(limit.span).or_insert(bound.compared);
            }
        }
    }
    out
}

fn in_steps(plan: &Plan, steps: &[Step], out: &mut Vec<Literal>) {
    for step in steps {
        match step {
            Step::ForEach(_, body) => in_steps(plan, body, out),
            Step::When(condition, body) => {
                in_expr(plan, condition, out);
                in_steps(plan, body, out);
            }
            Step::Unless(exception, body) => {
                in_expr(plan, &exception.condition, out);
                in_steps(plan, body, out);
            }
            Step::Require(required) => {
                required.branches.iter().for_each(|branch| in_expr(plan, branch, out));
                required.readings.iter().for_each(|reading| in_expr(plan, &reading.value, out));
            }
        }
    }
}

/// Expressions nest no deeper than the checker follows.
fn in_expr(plan: &Plan, expr: &Expr, out: &mut Vec<Literal>) {
    let plain = |words: Bilingual, exact: String| NamedValue { words, exact, from: None, to: None };
    match (&expr.kind, &expr.ty) {
        (
            ExprKind::Const(value @ (Value::Num(_) | Value::Date(_) | Value::Year(_))),
            Type::Scalar(scalar),
        ) => {
            let (words, exact) = shown_value(plan, Some(*scalar), value);
            out.push(Literal { span: expr.span, unit: unit(*scalar), value: plain(words, exact) });
        }
        (ExprKind::Share(share, _), _) => {
            let factor = Num::fraction(share.numerator, share.denominator).map(Value::Num);
            if let Some(value) = factor {
                let (words, exact) = shown_value(plan, Some(Scalar::Percent), &value);
                out.push(Literal { span: expr.span, unit: "share", value: plain(words, exact) });
            }
        }
        _ => {}
    }
    expr.children().into_iter().for_each(|child| in_expr(plan, child, out));
}
