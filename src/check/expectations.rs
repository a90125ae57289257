//! Tests: the proposal that each is on, and what it expects.

use super::context::{Checker, RuleName};
use super::examples;
use super::expr;
use super::lookup::{self, PlaceKey, PlaceProblem};
use super::names;
use super::scope::{Bare, Scope};
use super::typed::{Expect, ExpectedVerdict, Given, GivenBase, Judgement, Place, Rule, RuleId, Step, Test};
use crate::data::RecordId;
use crate::diag::{Bilingual, check_names, check_pack, check_rules};
use crate::syntax::ast::{self, At, ExpectedOutcome, PlaceStep};
use crate::text::{Span, nearest};

/// The words of a verdict.
pub(super) const VERDICTS: [(&str, ExpectedVerdict); 3] = [
    ("pass", ExpectedVerdict::Pass),
    ("fail", ExpectedVerdict::Fail),
    ("undetermined", ExpectedVerdict::Undetermined),
];

/// A test.
pub(super) fn test(
    cx: &mut Checker,
    decl: &ast::TestDecl,
    rules: &[Rule],
    judgements: &[Judgement],
) -> Vec<Test> {
    if decl.expects.is_empty() && decl.examples.is_empty() {
        cx.say(check_rules::tests_nothing(
            decl.name.span,
            Bilingual::new("this test expects nothing", "このテストは何も確かめていません"),
            Bilingual::new("add `expect …`", "`expect …` を加えてください"),
        ));
    }
    let mut all = decl.given.iter().map(|given| self::given(cx, given)).collect::<Vec<_>>().into_iter();
    let given = all.next();
    let beside: Vec<Given> = all.collect();
    let mut expects = Vec::new();
    for expect in &decl.expects {
        if let (Some(span), true) = (on_proposal(expect), decl.given.is_empty()) {
            cx.say(check_rules::tests_nothing(
                span,
                Bilingual::new(
                    "there is no proposal of which to expect this",
                    "これを確かめる申請書がありません",
                ),
                Bilingual::new(
                    "add `given \"proposals/…\"` to the test",
                    "テストに `given \"proposals/…\"` を加えてください",
                ),
            ));
        }
        expects.extend(self::expect(cx, expect, given.is_some(), (rules, judgements)));
    }
    let mut tests = Vec::new();
    let rows = examples::rows(cx, decl, given.as_ref(), (rules, judgements));
    if !decl.expects.is_empty() || rows.is_empty() {
        tests.push(Test {
            name: decl.name.text.clone(),
            span: decl.name.span,
            head: None,
            given,
            beside: beside.clone(),
            expects,
        });
    }
    tests.extend(rows.into_iter().map(|row| Test { beside: beside.clone(), ..row }));
    let across = |expect: &Expect| match expect {
        Expect::Rule { rule, .. } => rules.get(rule.0 as usize).is_some_and(|rule| rule.across),
        _ => false,
    };
    // Only rules across proposals see a second one.
    if let Some((first, more)) = decl.given.split_first()
        && !tests.iter().flat_map(|test| &test.expects).any(across)
    {
        for second in more {
            cx.say(check_pack::clause_twice(second.span, first.span, "given"));
        }
    }
    tests
}

/// The place of an expectation that is about a proposal.
fn on_proposal(expect: &ast::Expect) -> Option<Span> {
    match expect {
        ast::Expect::Verdict { span, .. } | ast::Expect::Rule { span, .. } => Some(*span),
        ast::Expect::Holds { .. } => None,
    }
}

fn given(cx: &mut Checker, given: &ast::Given) -> Given {
    let base = match &given.base {
        ast::GivenBase::File(file) => GivenBase::File(file.text.clone(), file.span),
        ast::GivenBase::Inline(value) => GivenBase::Inline(value.clone()),
    };
    let mut changes = Vec::new();
    for change in &given.changes {
        if let Some(place) = place(cx, &change.place) {
            changes.push((place, change.value.clone()));
        }
    }
    Given { base, changes, span: given.span }
}

/// Rules and judgements, by id.
pub(super) type Judged<'a> = (&'a [Rule], &'a [Judgement]);

fn expect(cx: &mut Checker, expect: &ast::Expect, on_proposal: bool, judged: Judged<'_>) -> Option<Expect> {
    match expect {
        ast::Expect::Verdict { verdict, span } => {
            Some(Expect::Verdict(names::clause_word(cx, "expect verdict", verdict, &VERDICTS)?, *span))
        }
        ast::Expect::Rule { rule, outcome, at, needs, span } => {
            let name = names::rule_or_judgement(cx, rule);
            outcome_of(cx, name, (*outcome, at, needs), *span, judged)
        }
        ast::Expect::Holds { value, span } => {
            let mut scope = if on_proposal { proposal_scope() } else { Scope::new(Bare::Data) };
            let condition = expr::condition(cx, &mut scope, value);
            Some(Expect::Holds(condition, scope.next_var, *span))
        }
    }
}

/// What an expectation on a proposal sees: what a rule sees. A value that is missing does no harm in a test.
pub(super) fn proposal_scope() -> Scope {
    let mut scope = Scope::new(Bare::Proposal);
    scope.shown = true;
    scope
}

/// The expectation of an outcome, of a rule or judgement that was found.
pub(super) fn outcome_of(
    cx: &mut Checker,
    name: Option<RuleName>,
    (outcome, at, needs): (At<ExpectedOutcome>, &[ast::Place], &[ast::Place]),
    span: Span,
    (rules, judgements): Judged<'_>,
) -> Option<Expect> {
    let at_places: Vec<Place> = at.iter().filter_map(|p| place(cx, p)).collect();
    let needs: Vec<Place> = needs.iter().filter_map(|p| place(cx, p)).collect();
    let (word, outcome_word) = (outcome.span, outcome.value);
    match name? {
        RuleName::Rule(rule) => {
            outcome_of_rule(cx, rules.get(rule.0 as usize)?, outcome);
            Some(Expect::Rule { rule, outcome: outcome_word, at: at_places, needs, word, span })
        }
        RuleName::Judgement(judgement) => {
            let declared = judgements.get(judgement.0 as usize)?;
            outcome_of_judgement(cx, declared, outcome);
            if let Some(place) = at.first() {
                let why = Bilingual::new(
                    "a judgement is on the whole proposal, not at one place",
                    "judgement は申請書全体についてのもので、場所はありません",
                );
                cx.say(check_rules::outcome_impossible(place.span, why, declared.span, None));
            }
            Some(Expect::Judgement { judgement, outcome: outcome_word, needs, word, span })
        }
        RuleName::Question | RuleName::Scorecard => None,
    }
}

fn outcome_of_rule(cx: &mut Checker, rule: &Rule, outcome: At<ExpectedOutcome>) {
    let (why, lacks) = match outcome.value {
        ExpectedOutcome::LeftToReviewers => (
            Bilingual::new(
                format!("`{}` is a rule: it is decided, not left to reviewers", rule.name),
                format!("`{}` は規則なので、審査員には委ねられません", rule.name),
            ),
            None,
        ),
        ExpectedOutcome::Contested if rule.conflicts.is_empty() => (
            Bilingual::new(
                format!("`{}` conflicts with no rule, so it is never contested", rule.name),
                format!("`{}` と矛盾する規則は宣言されていないので、争いにはなりません", rule.name),
            ),
            Some("conflicts with"),
        ),
        ExpectedOutcome::DependsOnReading | ExpectedOutcome::ReadingsAgree if !has_reading(&rule.body) => {
            let why = Bilingual::new(
                format!("`{}` has one reading only", rule.name),
                format!("`{}` には読み方が一つしかありません", rule.name),
            );
            (why, Some("other reading"))
        }
        _ => return,
    };
    cx.say(check_rules::outcome_impossible(outcome.span, why, rule.span, lacks));
}

fn has_reading(body: &[Step]) -> bool {
    body.iter().any(|step| match step {
        Step::ForEach(_, inner) | Step::When(_, inner) | Step::Unless(_, inner) => has_reading(inner),
        Step::Require(requirement) => !requirement.readings.is_empty(),
    })
}

fn outcome_of_judgement(cx: &mut Checker, judgement: &Judgement, outcome: At<ExpectedOutcome>) {
    let (why, lacks) = match outcome.value {
        ExpectedOutcome::LeftToReviewers => return,
        ExpectedOutcome::NotApplicable | ExpectedOutcome::Undetermined if judgement.when.is_some() => return,
        ExpectedOutcome::NotApplicable | ExpectedOutcome::Undetermined => (
            Bilingual::new(
                format!("`{}` has no `when`, so it is always left to reviewers", judgement.name),
                format!("`{}` には `when` がないので、常に審査員に委ねられます", judgement.name),
            ),
            Some("when"),
        ),
        _ => (
            Bilingual::new(
                format!("`{}` is a judgement: it is left to reviewers", judgement.name),
                format!("`{}` は judgement なので、審査員に委ねられます", judgement.name),
            ),
            None,
        ),
    };
    cx.say(check_rules::outcome_impossible(outcome.span, why, judgement.span, lacks));
}

/// A place of a proposal, checked against the records.
pub(super) fn place(cx: &mut Checker, place: &ast::Place) -> Option<Place> {
    let root = cx.root?;
    let steps = place.steps.iter().map(|step| match step {
        PlaceStep::Key(name) => PlaceKey::Key(name.text.clone()),
        PlaceStep::Index(index) => PlaceKey::Index(index.value),
    });
    match lookup::resolve(&cx.schema, root, steps) {
        Ok((path, _)) => Some(Place { path, span: place.span }),
        Err((at, problem)) => {
            let span = match place.steps.get(at) {
                Some(PlaceStep::Key(name)) => name.span,
                Some(PlaceStep::Index(index)) => index.span,
                None => place.span,
            };
            report(cx, span, problem);
            None
        }
    }
}

fn report(cx: &mut Checker, span: Span, problem: PlaceProblem) {
    let diagnostic = match problem {
        PlaceProblem::UnknownKey(record, key) => return unknown_key(cx, span, record, &key),
        PlaceProblem::NotAList(declared) => check_rules::place_unfit(
            span,
            Bilingual::new("only a list has items to count", "番号を付けられるのは一覧だけです"),
            declared,
        )
        .help(Bilingual::new("leave out the index", "番号を省いてください")),
        PlaceProblem::IndexMissing(declared) => check_rules::place_unfit(
            span,
            Bilingual::new(
                "this is a key of an item, and no item is named",
                "どの要素のものか書かれていません",
            ),
            declared,
        )
        .help(Bilingual::new(
            "say which item: `[0]` is the first",
            "要素の番号を書いてください（`[0]` が一つ目）",
        )),
        PlaceProblem::NoRecord(declared) => check_rules::place_unfit(
            span,
            Bilingual::new("a single value has no keys", "単一の値に項目はありません"),
            declared,
        ),
        PlaceProblem::Unreadable => check_rules::place_unfit(
            span,
            Bilingual::new("this is no place of a proposal", "申請書の場所として読めません"),
            None,
        ),
    };
    cx.say(diagnostic);
}

fn unknown_key(cx: &mut Checker, span: Span, record: RecordId, key: &str) {
    let Some(owner) = cx.schema.record(record) else { return };
    let near = nearest(key, owner.fields.iter().map(|f| f.name.as_str()));
    let diagnostic = check_names::unknown_field(span, key, &owner.name, owner.span, near);
    cx.say(diagnostic);
}

/// A warning for each declared conflict that no test shows.
pub(super) fn conflicts_shown(cx: &mut Checker, tests: &[Test]) {
    let shown = |rule: RuleId| {
        tests.iter().flat_map(|test| &test.expects).any(|expect| {
            matches!(expect, Expect::Rule { rule: of, outcome: ExpectedOutcome::Contested, .. } if *of == rule)
        })
    };
    let mut missing = Vec::new();
    for decl in &cx.decls.rules {
        for conflict in &decl.conflicts {
            let ids = [&decl.name.text, &conflict.rule.text].map(|name| cx.names.rules.get(name.as_str()));
            let ids: Vec<RuleId> = ids
                .into_iter()
                .filter_map(|found| match found {
                    Some((RuleName::Rule(rule), _)) => Some(*rule),
                    _ => None,
                })
                .collect();
            if ids.len() == 2 && decl.name.text != conflict.rule.text && !ids.into_iter().any(shown) {
                missing.push(check_rules::conflict_without_test(
                    conflict.span,
                    &decl.name.text,
                    &conflict.rule.text,
                ));
            }
        }
    }
    cx.diags.extend(missing);
}
