//! `eval` held against the naive reference interpreter, on random packs and proposals.
//!
//! `KISOKU_CASES` sets how many (rule, proposal) cases are tried (150,000 where it is not set), `KISOKU_SEED` the
//! first seed. A failure names its seed, and the smallest size of rules at which the seed still fails.

use crate::generate::{Maker, Random};
use crate::reference::{self, Bound, RuleResult};
use kisoku::check::Pack;
use kisoku::check::typed::{Expr, ExprKind, ListSource, Rule, RuleId, Step, VarId};
use kisoku::data::Proposal;
use kisoku::eval::{self, JudgedRule, Outcome, Ref, Scope, Verdict};
use kisoku::plan::{self, Plan};
use kisoku::value::Date;
use std::collections::{BTreeMap, BTreeSet};

const RULES: usize = 12;
const PROPOSALS: usize = 16;

/// How often each form met each outcome.
#[derive(Default)]
struct Coverage {
    cases: u64,
    forms: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    facts: BTreeMap<&'static str, u64>,
}

impl Coverage {
    fn case(&mut self, forms: &BTreeSet<&'static str>, result: &RuleResult) {
        self.cases += 1;
        for form in forms {
            *self.forms.entry(form).or_default().entry(word(result.outcome)).or_default() += 1;
        }
        for instance in &result.instances {
            if !instance.otherwise.is_empty() {
                self.fact("depends on reading");
            }
            if instance.needs.len() > 1 {
                self.fact("several needs");
            }
            if instance.outcome == Outcome::Undetermined && instance.requirement.is_none() {
                self.fact("unreachable list");
            }
        }
    }

    fn fact(&mut self, fact: &'static str) {
        *self.facts.entry(fact).or_default() += 1;
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Contested => "contested",
        Outcome::Fail => "fail",
        Outcome::Undetermined => "undetermined",
        Outcome::Pass => "pass",
        Outcome::NotApplicable => "not applicable",
    }
}

/// The forms that a rule is made of, defines looked into.
fn forms(pack: &Pack, rule: &Rule) -> BTreeSet<&'static str> {
    let mut out = BTreeSet::new();
    if rule.across {
        out.insert("across");
    }
    if rule.valid.is_some() {
        out.insert("valid");
    }
    step_forms(pack, &rule.body, &mut out);
    out
}

fn step_forms(pack: &Pack, steps: &[Step], out: &mut BTreeSet<&'static str>) {
    for step in steps {
        match step {
            Step::ForEach(binder, body) => {
                out.insert("for each");
                out.insert(source_form(&binder.source));
                step_forms(pack, body, out);
            }
            Step::When(condition, body) => {
                out.insert("when");
                expr_forms(pack, condition, out);
                step_forms(pack, body, out);
            }
            Step::Unless(exception, body) => {
                out.insert("unless");
                expr_forms(pack, &exception.condition, out);
                step_forms(pack, body, out);
            }
            Step::Require(requirement) => {
                if requirement.any_of {
                    out.insert("any of");
                }
                for branch in &requirement.branches {
                    expr_forms(pack, branch, out);
                }
                for reading in &requirement.readings {
                    out.insert("other reading");
                    expr_forms(pack, &reading.value, out);
                }
            }
        }
    }
}

fn source_form(source: &ListSource) -> &'static str {
    match source {
        ListSource::Field(_) => "over a list",
        ListSource::Table(_) => "over a table",
        ListSource::Proposals => "over proposals",
    }
}

fn expr_forms(pack: &Pack, expr: &Expr, out: &mut BTreeSet<&'static str>) {
    use kisoku::syntax::ast::{Aggregate as A, Arithmetic as O, Comparator as C, Quantifier as Q};
    use kisoku::value::Rounding as R;
    let mut inner: Vec<&Expr> = Vec::new();
    let form = match &expr.kind {
        ExprKind::Const(_) => "constant",
        ExprKind::Let(id) if pack.lets[id.0 as usize].values[0].valid.is_some() => "dated let",
        ExprKind::Let(_) => "let",
        ExprKind::Path(_) => "path",
        ExprKind::Define(id, _) => {
            inner.push(&pack.defines[id.0 as usize].value);
            "define"
        }
        ExprKind::Not(part) => {
            inner.push(part);
            "not"
        }
        ExprKind::All(parts) => {
            inner.extend(parts);
            "and"
        }
        ExprKind::Any(parts) => {
            inner.extend(parts);
            "or"
        }
        ExprKind::Compare(op, left, right) => {
            inner.extend([&**left, right]);
            match op {
                C::AtLeast => "at least",
                C::AtMost => "at most",
                C::MoreThan => "more than",
                C::LessThan => "less than",
                C::Is => "is",
                C::IsNot => "is not",
                C::OnOrBefore => "on or before",
                C::OnOrAfter => "on or after",
                C::Before => "before",
                C::After => "after",
            }
        }
        ExprKind::Between(value, low, high) => {
            inner.extend([&**value, low, high]);
            "between"
        }
        ExprKind::OneOf { value, negated, members } => {
            inner.push(value);
            inner.extend(members);
            if *negated { "is not one of" } else { "is one of" }
        }
        ExprKind::Given { missing: true, .. } => "is missing",
        ExprKind::Given { missing: false, .. } => "is given",
        ExprKind::Binary(op, left, right) => {
            inner.extend([&**left, right]);
            match op {
                O::Add => "+",
                O::Subtract => "-",
                O::Multiply => "*",
                O::Divide => "/",
            }
        }
        ExprKind::Share(_, of) => {
            inner.push(of);
            "share"
        }
        ExprKind::Round(rounding, value, _) => {
            inner.push(value);
            match rounding {
                R::Down => "round down",
                R::Up => "round up",
                R::HalfUp => "round half up",
            }
        }
        ExprKind::Quantified { quantifier, binder, filter, body } => {
            inner.extend(filter.as_deref());
            inner.push(body);
            out.insert(source_form(&binder.source));
            match (quantifier, filter.is_some()) {
                (Q::Every, false) => "every",
                (Q::Some, false) => "some",
                (Q::No, false) => "no",
                (Q::Every, true) => "every … where",
                (Q::Some, true) => "some … where",
                (Q::No, true) => "no … where",
            }
        }
        ExprKind::NoTwo { value, binders, filter } => {
            inner.push(value);
            inner.extend(filter.as_deref());
            out.extend(binders.iter().map(|binder| source_form(&binder.source)));
            match (binders.len() > 1, filter.is_some()) {
                (false, false) => "no two",
                (false, true) => "no two … where",
                (true, false) => "no two of lists",
                (true, true) => "no two of lists … where",
            }
        }
        ExprKind::Aggregate { function, value, binders, filter } => {
            inner.extend(value.as_deref());
            inner.extend(filter.as_deref());
            out.extend(binders.iter().map(|binder| source_form(&binder.source)));
            if binders.len() > 1 {
                out.insert("aggregate of lists");
            }
            match (function, filter.is_some()) {
                (A::Sum, false) => "sum",
                (A::Count, false) => "count",
                (A::Largest, false) => "largest",
                (A::Smallest, false) => "smallest",
                (A::Sum, true) => "sum … where",
                (A::Count, true) => "count … where",
                (A::Largest, true) => "largest … where",
                (A::Smallest, true) => "smallest … where",
            }
        }
        ExprKind::Unknown => "unknown",
    };
    out.insert(form);
    for part in inner {
        expr_forms(pack, part, out);
    }
}

/// What `eval` says, in the words of the reference.
fn told(
    plan: &Plan,
    proposals: &[&Proposal],
    as_of: Option<Date>,
    rule: RuleId,
    judged: &JudgedRule,
) -> RuleResult {
    let vars = plan.pack.rules[rule.0 as usize].vars;
    let instances = judged
        .instances
        .iter()
        .map(|instance| {
            let mut scope = Scope::new(plan, proposals, as_of, vars);
            let needs = eval::needs_of_instance(&mut scope, instance)
                .into_iter()
                .map(|site| (site.proposal, scope.slot(site).unwrap().start(), site.slot.0))
                .collect();
            assert!(scope.likenesses.borrow().is_empty(), "asking for needs notes nothing");
            crate::reference::Instance {
                requirement: instance.requirement.map(|id| plan.requirement(id).unwrap().span.start),
                names: instance.vars.iter().enumerate().filter_map(|(var, to)| bound(var, *to)).collect(),
                outcome: instance.outcome,
                otherwise: instance.otherwise.clone(),
                needs,
            }
        })
        .collect();
    RuleResult { outcome: judged.outcome, instances, seen: judged.seen }
}

fn bound(var: usize, to: Ref) -> Option<(VarId, Bound)> {
    let bound = match to {
        Ref::Item(site) => Bound::Item(site.proposal, site.slot.0),
        Ref::Row(table, row) => Bound::Row(table.0, row),
        Ref::Proposal(index) => Bound::Proposal(index),
        Ref::Record(_) => panic!("no name is bound to a record of a define"),
        Ref::Unbound => return None,
    };
    Some((VarId(var as u32), bound))
}

fn differ(what: &str, rule: &Rule, eval: &RuleResult, reference: &RuleResult) -> Result<(), String> {
    if eval == reference {
        return Ok(());
    }
    Err(format!("{what}\n--- eval\n{eval:#?}\n--- reference\n{reference:#?}\n--- body\n{:#?}", rule.body))
}

/// One pack and its proposals, of one seed.
fn run(seed: u64, size: usize, coverage: &mut Coverage) -> Result<(), String> {
    let mut maker = Maker::new(seed, size);
    let pack = maker.pack(RULES);
    let proposals: Vec<Proposal> = (0..PROPOSALS).map(|_| maker.proposal()).collect();
    let forms: Vec<_> = pack.rules.iter().map(|rule| forms(&pack, rule)).collect();
    let plan = plan::build(pack);
    let pack = &plan.pack;
    let mut random = Random(seed ^ 0xACE0_FBA5E);
    let given_date = |random: &mut Random| {
        random
            .chance(15)
            .then(|| *random.pick(&[Date::new(2008, 5, 1).unwrap(), Date::new(2009, 4, 1).unwrap()]))
    };
    for proposal in &proposals {
        let given = given_date(&mut random);
        let judged = eval::judge(&plan, proposal, given);
        let (as_of, expected) = reference::judge_proposal(pack, proposal, given);
        if judged.as_of != as_of {
            return Err(format!("as of: {:?}, not {as_of:?}", judged.as_of));
        }
        for (index, expected) in expected.iter().enumerate() {
            let rule = &pack.rules[index];
            let (found, expected) = match (&judged.rules[index], expected) {
                (Some(found), Some(expected)) => (found, expected),
                (None, None) => continue,
                _ => return Err("a rule is judged on the wrong side".to_owned()),
            };
            let found = told(&plan, &[proposal], as_of, RuleId(index as u32), found);
            differ("a rule on one proposal", rule, &found, expected)?;
            coverage.case(&forms[index], expected);
        }
        for (shape_fails, field_missing) in [(false, false), (false, true), (true, false), (true, true)] {
            let found = eval::verdict(&plan, &judged, shape_fails, field_missing);
            let wanted = reference::verdict(pack, as_of, &expected, shape_fails, field_missing);
            if found != wanted {
                return Err(format!("the verdict is {found:?}, not {wanted:?}"));
            }
            if !shape_fails && !field_missing {
                coverage.fact(match wanted {
                    Verdict::Pass => "verdict pass",
                    Verdict::Fail => "verdict fail",
                    Verdict::Undetermined => "verdict undetermined",
                });
            }
        }
    }
    for start in 0..PROPOSALS {
        let some: Vec<&Proposal> = proposals.iter().skip(start).take(random.below(4)).collect();
        let given = given_date(&mut random);
        let incomplete = random.chance(20);
        let found = eval::judge_across(&plan, &some, given, incomplete);
        let expected = reference::judge_across(pack, &some, given, incomplete);
        if found.len() != expected.len() {
            return Err("not all across rules are judged".to_owned());
        }
        let dates: BTreeSet<_> = some.iter().map(|proposal| eval::own_date(&plan, proposal)).collect();
        let as_of = given.or_else(|| if dates.len() == 1 { *dates.first().unwrap() } else { None });
        for ((id, found), expected) in found.iter().zip(&expected) {
            let rule = &pack.rules[id.0 as usize];
            let found = told(&plan, &some, as_of, *id, found);
            differ("a rule across proposals", rule, &found, expected)?;
            coverage.case(&forms[id.0 as usize], expected);
        }
    }
    Ok(())
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn guarded(seed: u64, size: usize, coverage: &mut Coverage) -> Result<(), String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(seed, size, coverage)))
        .unwrap_or_else(|_| Err("a panic".to_owned()))
}

#[test]
fn eval_and_the_reference_agree() {
    let cases = setting("KISOKU_CASES", 150_000);
    let first = setting("KISOKU_SEED", 1);
    let mut coverage = Coverage::default();
    let mut seed = first;
    while coverage.cases < cases {
        let size = 1 + (seed % 3) as usize;
        if let Err(difference) = guarded(seed, size, &mut coverage) {
            let smaller = (1..size).find_map(|size| {
                guarded(seed, size, &mut Coverage::default()).err().map(|text| (size, text))
            });
            let (size, difference) = smaller.unwrap_or((size, difference));
            panic!("seed {seed}, size {size}: {difference}");
        }
        seed += 1;
    }
    report(&coverage, seed - first);
    if cases >= 100_000 {
        nothing_is_vacuous(&coverage);
    }
}

/// What an undetermined rule does not need cannot decide it; what is decided stays so whatever else becomes known,
/// save that a rule that holds may turn out not to apply. Rules that ask `is given` or `is missing` are left out:
/// there a gap is an answer.
#[test]
fn what_is_not_needed_decides_nothing() {
    let mut tried = 0;
    let mut seed = setting("KISOKU_SEED", 1);
    while tried < setting("KISOKU_CASES", 150_000) / 15 {
        let mut maker = Maker::new(seed, 1 + (seed % 3) as usize);
        let plan = plan::build(maker.pack(RULES));
        for _ in 0..PROPOSALS {
            let proposal = maker.proposal();
            let holes = maker.holes(&proposal);
            if holes.is_empty() {
                continue;
            }
            let hole = *maker.random.pick(&holes);
            let before = eval::judge(&plan, &proposal, None);
            let after = eval::judge(&plan, &maker.filled(&proposal, hole), None);
            for (index, rule) in plan.pack.rules.iter().enumerate() {
                let forms = forms(&plan.pack, rule);
                if rule.across || forms.contains("is given") || forms.contains("is missing") {
                    continue;
                }
                let (Some(was), Some(is)) = (&before.rules[index], &after.rules[index]) else { panic!() };
                let told = told(&plan, &[&proposal], before.as_of, RuleId(index as u32), was);
                let needed = told.instances.iter().any(|one| one.needs.iter().any(|need| need.2 == hole.0.0));
                if was.outcome == Outcome::Undetermined && needed {
                    continue;
                }
                tried += 1;
                let lifted = was.outcome == Outcome::Pass && is.outcome == Outcome::NotApplicable;
                assert!(
                    was.outcome == is.outcome || lifted,
                    "seed {seed}, rule {index}: {:?} becomes {:?} with slot {:?}",
                    was.outcome,
                    is.outcome,
                    hole.0
                );
            }
        }
        seed += 1;
    }
}

const OUTCOMES: [&str; 5] = ["pass", "fail", "undetermined", "not applicable", "contested"];

fn report(coverage: &Coverage, packs: u64) {
    println!("{} cases in {packs} packs", coverage.cases);
    let [pass, fail, undetermined, not_applicable, contested] = OUTCOMES;
    println!("{:26}{pass:>14}{fail:>14}{undetermined:>14}{not_applicable:>16}{contested:>11}", "");
    for (form, outcomes) in &coverage.forms {
        let count = |outcome| outcomes.get(outcome).copied().unwrap_or(0);
        println!(
            "{form:26}{:>14}{:>14}{:>14}{:>16}{:>11}",
            count("pass"),
            count("fail"),
            count("undetermined"),
            count("not applicable"),
            count("contested")
        );
    }
    for (fact, count) in &coverage.facts {
        println!("{fact:26}{count:>14}");
    }
}

/// Every form was met with every outcome, often, so that agreement means something.
fn nothing_is_vacuous(coverage: &Coverage) {
    const FORMS: [&str; 60] = [
        "*",
        "+",
        "-",
        "/",
        "across",
        "after",
        "aggregate of lists",
        "and",
        "any of",
        "at least",
        "at most",
        "before",
        "between",
        "constant",
        "count",
        "count … where",
        "dated let",
        "define",
        "every",
        "every … where",
        "for each",
        "is",
        "is given",
        "is missing",
        "is not",
        "is not one of",
        "is one of",
        "largest",
        "largest … where",
        "less than",
        "let",
        "more than",
        "no",
        "no two",
        "no two of lists",
        "no two of lists … where",
        "no two … where",
        "no … where",
        "not",
        "on or after",
        "on or before",
        "or",
        "other reading",
        "over a list",
        "over a table",
        "over proposals",
        "path",
        "round down",
        "round half up",
        "round up",
        "share",
        "smallest",
        "smallest … where",
        "some",
        "some … where",
        "sum",
        "sum … where",
        "unless",
        "valid",
        "when",
    ];
    for form in FORMS {
        let outcomes = coverage.forms.get(form).unwrap_or_else(|| panic!("`{form}` was never tried"));
        for outcome in OUTCOMES {
            let least = if outcome == "contested" { 1 } else { 20 };
            let met = outcomes.get(outcome).copied().unwrap_or(0);
            assert!(met >= least, "`{form}` met `{outcome}` {met} times only");
        }
    }
    for fact in [
        "depends on reading",
        "several needs",
        "unreachable list",
        "verdict fail",
        "verdict pass",
        "verdict undetermined",
    ] {
        let met = coverage.facts.get(fact).copied().unwrap_or(0);
        assert!(met >= 50, "{fact}: {met} times only");
    }
}
