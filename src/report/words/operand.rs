//! Operands: what stands on a side of a comparison, as a noun with the values it was made of.

use super::{Ctx, both, condition, join, list_name, only_where, path_name, scalar_of, show, show_val};
use crate::check::typed::{Binder, DefineId, LetId, ListSource, Path, PathRoot, PathType};
use crate::data::{FieldType, Value};
use crate::diag::Bilingual;
use crate::eval::Scope;
use crate::plan::{Kind, NodeId};
use crate::report::view::View;
use crate::syntax::ast::{Aggregate, Arithmetic, ShareOf};
use crate::value::{Num, Rounding, Scalar, show as notation};

/// The noun, without its own value: `half of national (¥500,000,000)`.
pub(in crate::report) fn operand(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    id: NodeId,
    ctx: &mut Ctx,
) -> Bilingual {
    let plan = view.plan;
    let Some(node) = plan.node(id) else { return Bilingual::default() };
    match &node.kind {
        Kind::Const(value) => {
            let words = show(plan, scalar_of(plan, id), value);
            if ctx.prose && matches!(value, Value::Member(_)) {
                return both(format!("\"{}\"", words.en), words.ja);
            }
            words
        }
        Kind::Let(figure) => figure_words(view, *figure, ctx),
        Kind::Path(path) => path_name(view, scope, path, ctx),
        Kind::Define(define, path) => define_name(view, scope, *define, path, ctx),
        Kind::Binary(op, left, right) => {
            let a = part(view, scope, *left, ctx);
            let b = part(view, scope, *right, ctx);
            let (en, ja) = match op {
                Arithmetic::Add => (" + ", "＋"),
                Arithmetic::Subtract => (" - ", "−"),
                Arithmetic::Multiply => (" × ", "×"),
                Arithmetic::Divide => (" ÷ ", "÷"),
            };
            join(&[a, b], en, ja)
        }
        Kind::Share { share, factor, of } => {
            let of = part(view, scope, *of, ctx);
            share_of(*share, factor, &of)
        }
        Kind::Round(rounding, value, step) => {
            let inner = match plan.node(*value).map(|node| &node.kind) {
                Some(Kind::Share { .. }) => operand(view, scope, *value, ctx),
                _ => part(view, scope, *value, ctx),
            };
            let unit = match scalar_of(plan, id) {
                Some(Scalar::Money(_)) => notation::money(step),
                _ => notation::number(step),
            };
            let (en, ja) = match rounding {
                Rounding::Down => ("down", "切り捨て"),
                Rounding::Up => ("up", "切り上げ"),
                Rounding::HalfUp => ("half up", "四捨五入し"),
            };
            both(
                format!("{} rounded {en} to {}", inner.en, unit.en),
                format!("{}を{}単位で{ja}た値", inner.ja, unit.ja),
            )
        }
        Kind::Aggregate { function, value, binders, filter } => {
            aggregate(view, scope, *function, *value, binders, *filter, ctx)
        }
        _ => condition(view, scope, id, true, ctx),
    }
}

/// A named figure by its label; told for itself, by its value where it has only one.
fn figure_words(view: &View<'_>, id: LetId, ctx: &Ctx) -> Bilingual {
    let Some(figure) = view.plan.pack.figure(id) else { return Bilingual::default() };
    match figure.values.as_slice() {
        [only] if ctx.prose && only.valid.is_none() => show(view.plan, Some(figure.ty), &only.value),
        _ => figure.label.words(&figure.name),
    }
}

/// The noun with its value: `national (¥500,000,000)`, `half of national (¥500,000,000), which is ¥250,000,000`.
pub(in crate::report) fn valued(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    id: NodeId,
    ctx: &mut Ctx,
) -> Bilingual {
    let plan = view.plan;
    let words = operand(view, scope, id, ctx);
    let kind = plan.node(id).map(|node| &node.kind);
    if generic(ctx) && !kind.is_some_and(|kind| of_one(kind, ctx)) {
        return words;
    }
    let Some(value) = scope.value(id) else { return words };
    let value = show_val(plan, scalar_of(plan, id), &value);
    match kind {
        Some(Kind::Const(_)) | None => words,
        Some(Kind::Let(_)) if ctx.prose => words,
        Some(Kind::Binary(..)) => {
            both(format!("{}, which is {}", words.en, value.en), format!("{}（計{}）", words.ja, value.ja))
        }
        Some(Kind::Share { .. } | Kind::Round(..)) => {
            both(format!("{}, which is {}", words.en, value.en), format!("{}（{}）", words.ja, value.ja))
        }
        Some(_) => both(format!("{} ({})", words.en, value.en), format!("{}（{}）", words.ja, value.ja)),
    }
}

/// Whether a value is described for any item of a list, so that it has no single value.
fn generic(ctx: &Ctx) -> bool {
    !ctx.generic.is_empty() || !ctx.rows.is_empty() || ctx.this.is_some()
}

/// Whether it is read from one place of the proposal even where any item of a list is described.
fn of_one(kind: &Kind, ctx: &Ctx) -> bool {
    let Kind::Path(path) = kind else { return false };
    match path.root {
        PathRoot::Proposal => true,
        PathRoot::This => ctx.this.is_none(),
        PathRoot::Var(var) => {
            !ctx.generic.iter().any(|(name, _)| *name == var)
                && !ctx.rows.iter().any(|(name, _)| *name == var)
        }
    }
}

/// An operand within another one: with its value, and bracketed where it is compound.
fn part(view: &View<'_>, scope: &mut Scope<'_>, id: NodeId, ctx: &mut Ctx) -> Bilingual {
    let compound = matches!(
        view.plan.node(id).map(|node| &node.kind),
        Some(Kind::Binary(..) | Kind::Share { .. } | Kind::Round(..))
    );
    if compound {
        let words = operand(view, scope, id, ctx);
        return both(format!("({})", words.en), format!("〔{}〕", words.ja));
    }
    valued(view, scope, id, ctx)
}

/// `half of x`, `1/3 of x`, `20% of x`.
fn share_of(share: ShareOf, factor: &Num, of: &Bilingual) -> Bilingual {
    if share.percent {
        let percent = notation::percent(factor);
        return both(format!("{} of {}", percent.en, of.en), format!("{}の{}", of.ja, percent.ja));
    }
    let (n, d) = (share.numerator, share.denominator);
    let en = if (n, d) == (1, 2) { "half".to_owned() } else { format!("{n}/{d}") };
    both(format!("{en} of {}", of.en), format!("{}の{d}分の{n}", of.ja))
}

/// A share of `this`, as a label at a value says it: `half of this`, `この2分の1`.
pub(in crate::report) fn share_of_this(share: ShareOf, factor: &Num) -> Bilingual {
    let this = share_of(share, factor, &both("this", "こ"));
    both(this.en, this.ja)
}

fn define_name(
    view: &View<'_>,
    scope: &Scope<'_>,
    define: DefineId,
    path: &Path,
    ctx: &mut Ctx,
) -> Bilingual {
    let define = view.plan.pack.define(define);
    let words = define.map(|define| define.label.words(&define.name)).unwrap_or_default();
    let is_root = matches!(path.root, PathRoot::Proposal) && path.steps.is_empty();
    if is_root && view.proposals.len() < 2 {
        return words;
    }
    let of = path_name(view, scope, path, ctx);
    // Like its fields, a define of the item at hand needs no `of the item`.
    if path.steps.is_empty() && of == super::name::any_item() {
        return words;
    }
    both(format!("{} of {}", words.en, of.en), format!("{}の{}", of.ja, words.ja))
}

/// The context within the items that the binders run over.
pub(in crate::report) fn within(view: &View<'_>, binders: &[Binder], ctx: &Ctx) -> Ctx {
    let mut inner = ctx.clone();
    for binder in binders {
        match &binder.source {
            ListSource::Field(Path { ty: PathType::Field(FieldType::List { item, .. }), .. }) => {
                inner.generic.push((binder.var, (**item).clone()));
            }
            ListSource::Field(_) => {}
            ListSource::Table(table) => inner.rows.push((binder.var, *table)),
            ListSource::Proposals => {
                inner.generic.push((binder.var, FieldType::Record(view.plan.pack.program.root)));
            }
        }
    }
    inner
}

/// What several binders run over: the innermost list, `of all proposals` where one of them runs over those.
pub(in crate::report) fn lists_name(
    view: &View<'_>,
    scope: &Scope<'_>,
    binders: &[Binder],
    ctx: &Ctx,
) -> Bilingual {
    let Some((last, head)) = binders.split_last() else { return Bilingual::default() };
    let mut around = within(view, head, ctx);
    let inner = list_name(view, scope, &last.source, &mut around);
    let mut out = inner;
    for binder in head.iter().rev() {
        if matches!(binder.source, ListSource::Proposals | ListSource::Table(_)) {
            let name = list_name(view, scope, &binder.source, &mut ctx.clone());
            out = both(format!("{} of {}", out.en, name.en), format!("{}の{}", name.ja, out.ja));
        }
    }
    out
}

/// `for each` of a list, as a line of its own: `for each year of main part`, 本体事業の各年度について.
pub(in crate::report) fn each_of(
    view: &View<'_>,
    scope: &Scope<'_>,
    binder: &Binder,
    ctx: &Ctx,
) -> Bilingual {
    let list = lists_name(view, scope, std::slice::from_ref(binder), ctx);
    match &binder.source {
        ListSource::Proposals => both("for each proposal", "各申請について"),
        ListSource::Table(_) => {
            both(format!("for each row of {}", list.en), format!("{}の各行について", list.ja))
        }
        ListSource::Field(path) if starts_with_year(view, path) => {
            both(format!("for each year of {}", list.en), format!("{}の各年度について", list.ja))
        }
        ListSource::Field(_) => {
            both(format!("for each entry of {}", list.en), format!("{}のそれぞれについて", list.ja))
        }
    }
}

/// Whether the items of a list are records that begin with their fiscal year: one a year.
fn starts_with_year(view: &View<'_>, path: &Path) -> bool {
    let PathType::Field(FieldType::List { item, .. }) = &path.ty else { return false };
    let FieldType::Record(record) = item.as_ref() else { return false };
    let first = view.plan.pack.schema.record(*record).and_then(|record| record.fields.first());
    first.is_some_and(|field| field.ty == FieldType::Scalar(Scalar::FiscalYear))
}

fn aggregate(
    view: &View<'_>,
    scope: &mut Scope<'_>,
    function: Aggregate,
    value: Option<NodeId>,
    binders: &[Binder],
    filter: Option<NodeId>,
    ctx: &mut Ctx,
) -> Bilingual {
    let list = lists_name(view, scope, binders, ctx);
    let mut inner = within(view, binders, ctx);
    let what = value.map(|value| operand(view, scope, value, &mut inner)).unwrap_or_default();
    let only = only_where(view, scope, filter, &mut inner);
    let (en, ja) = match function {
        Aggregate::Count => {
            let of_proposals = matches!(binders, [Binder { source: ListSource::Proposals, .. }]);
            let counted =
                if of_proposals { "proposals".to_owned() } else { format!("entries in {}", list.en) };
            return both(
                format!("the number of {counted}{}", only.en),
                format!("{}{}の件数", list.ja, only.ja),
            );
        }
        Aggregate::Sum => ("sum of", "合計"),
        Aggregate::Largest => ("largest", "最大値"),
        Aggregate::Smallest => ("smallest", "最小値"),
    };
    both(
        format!("the {en} {} in {}{}", what.en, list.en, only.en),
        format!("{}{}の{}の{ja}", list.ja, only.ja, what.ja),
    )
}
