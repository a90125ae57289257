//! How the rest of the house uses the engine: one problem that grows, labels that come and go, counts, witnesses.

use kisoku_logic::{
    Answer, Budget, Core, End, Engine as _, Label, Linear, Native, Num, Optimum, Problem, check_minimal,
    maximise,
};

fn yen(value: i128) -> Linear {
    Linear::number(Num::Int(value))
}

#[test]
fn labels_come_and_go() {
    let mut p = Problem::new();
    let x = Linear::from(p.integer());
    let parts = [p.at_least(&x, &yen(10)), p.at_most(&x, &yen(5)), p.at_most(&x, &yen(20))];
    for (number, part) in (1..).zip(parts) {
        p.require_if(Label(number), part);
    }
    let (mut engine, budget) = (Native::new(), Budget::default());
    let on = |numbers: &[u32]| numbers.iter().copied().map(Label).collect::<Vec<Label>>();
    for _ in 0..2 {
        assert!(matches!(engine.check(&p, &on(&[1, 3]), &budget), Answer::Sat(_)));
        assert_eq!(
            check_minimal(&mut engine, &p, &on(&[1, 2, 3]), &budget),
            Answer::Unsat(Core { labels: on(&[1, 2]), minimal: true })
        );
        assert!(matches!(engine.check(&p, &on(&[2, 3]), &budget), Answer::Sat(_)));
    }
    // The problem grows; a label that stands nowhere changes nothing.
    let more = p.above(&x, &yen(20));
    p.require_if(Label(9), more);
    let core = check_minimal(&mut engine, &p, &on(&[1, 3, 9, 77]), &budget);
    assert_eq!(core, Answer::Unsat(Core { labels: on(&[3, 9]), minimal: true }));
    // What always holds needs no label; then the core is empty and cannot be smaller.
    let never = p.below(&x, &x.minus(&yen(1)));
    p.require(never);
    let core = engine.check(&p, &on(&[1]), &budget);
    assert_eq!(core, Answer::Unsat(Core { labels: vec![], minimal: true }));
    assert!(matches!(engine.check(&p, &[], &budget), Answer::Unsat(_)));
}

#[test]
fn an_engine_follows_one_problem() {
    let mut p = Problem::new();
    let b = p.boolean();
    p.require(b);
    let mut engine = Native::new();
    assert!(matches!(engine.check(&p, &[], &Budget::default()), Answer::Sat(_)));
    assert!(matches!(engine.check(&Problem::new(), &[], &Budget::default()), Answer::Unknown(_)));
}

#[test]
fn greatest_values_and_their_witness() {
    let mut p = Problem::new();
    let (main, share) = (Linear::from(p.integer()), Linear::from(p.integer()));
    let rules = [
        p.at_most(&main, &yen(1_000_000_000)),
        p.at_most(&share.times(&Num::Int(3)), &main),
        p.at_least(&share, &yen(0)),
    ];
    for rule in rules {
        p.require(rule);
    }
    let found = maximise(
        &mut Native::new(),
        &p,
        &[share.clone(), main.times(&Num::Int(-1))],
        &[],
        &Budget::default(),
    );
    let Optimum::Found { ends, model } = found else { panic!("{found:?}") };
    assert_eq!(ends, [End::Attained(Num::Int(333_333_333)), End::Attained(Num::Int(-999_999_999))]);
    assert_eq!(
        (model.value_of(&share), model.value_of(&main)),
        (Num::Int(333_333_333), Num::Int(999_999_999))
    );
}

#[test]
fn an_end_that_is_not_attained_has_a_witness_near_it() {
    let mut p = Problem::new();
    let x = Linear::from(p.real());
    let rule = p.above(&x, &yen(5));
    p.require(rule);
    let tight = p.below(&x, &Linear::number(Num::fraction(501, 100).unwrap()));
    p.require(tight);
    let found = Native::new().minimise(&p, std::slice::from_ref(&x), &[], &Budget::default());
    let Optimum::Found { ends, model } = found else { panic!("{found:?}") };
    assert_eq!(ends, [End::Open(Num::Int(5))]);
    assert!(model.value_of(&x) > Num::Int(5) && model.value_of(&x) < Num::fraction(501, 100).unwrap());
    // After such an end, later objectives have none.
    let found = Native::new().minimise(&p, &[x.clone(), x], &[], &Budget::default());
    let Optimum::Found { ends, .. } = found else { panic!("{found:?}") };
    assert_eq!(ends.len(), 1);
}

#[test]
fn without_objectives_a_model_is_found() {
    let mut p = Problem::new();
    let x = Linear::from(p.integer());
    let rule = p.equal(&x, &yen(7));
    p.require_if(Label(1), rule);
    let found = Native::new().minimise(&p, &[], &[Label(1)], &Budget::default());
    let Optimum::Found { ends, model } = found else { panic!("{found:?}") };
    assert!(ends.is_empty());
    assert_eq!(model.value_of(&x), Num::Int(7));
}

/// The least repair: fewest fields, then least money, over 25 fields of which some break rules together.
#[test]
fn the_least_change() {
    let mut p = Problem::new();
    let fields: Vec<Linear> = (0..25).map(|_| p.integer().into()).collect();
    let before: Vec<i128> = (0..25).map(|place| 1_000_000 * (place % 7 + 1)).collect();
    let (mut count, mut change) = (Linear::default(), Linear::default());
    for (field, value) in fields.iter().zip(&before) {
        let kept = p.equal(field, &yen(*value));
        let changed = p.not(kept);
        count = count.plus(&p.indicator(changed).into());
        let far = Linear::from(p.integer());
        let (up, down) = (field.minus(&yen(*value)), yen(*value).minus(field));
        for part in [p.at_least(&far, &up), p.at_least(&far, &down), p.at_least(field, &yen(0))] {
            p.require(part);
        }
        change = change.plus(&far);
    }
    // No field above 6 million; the first five together at least 16 million; the 2nd at most half of the 4th.
    for field in &fields {
        let rule = p.at_most(field, &yen(6_000_000));
        p.require(rule);
    }
    let first = fields.iter().take(5).fold(Linear::default(), |sum, field| sum.plus(field));
    let rules = [p.at_least(&first, &yen(16_000_000)), p.at_most(&fields[1].times(&Num::Int(2)), &fields[3])];
    for rule in rules {
        p.require(rule);
    }
    let found = Native::new().minimise(&p, &[count, change], &[], &Budget::default());
    let Optimum::Found { ends, model } = found else { panic!("{found:?}") };
    // Fields 6, 13 and 20 have 7 million each; 1 to 5 have 15 in all, one of them has to grow by a million.
    assert_eq!(ends, [End::Attained(Num::Int(4)), End::Attained(Num::Int(4_000_000))]);
    assert_eq!(model.value_of(&fields[6]), Num::Int(6_000_000));
}

#[test]
fn equal_formulas_are_one() {
    let mut p = Problem::new();
    let (a, b) = (p.boolean(), p.boolean());
    assert_eq!(p.all([a, b, a]), p.all([b, a]));
    let not = p.not(a);
    assert_eq!(p.not(not), a);
    let (yes, no) = (p.constant(true), p.constant(false));
    assert_eq!(p.all([a, no]), no);
    assert_eq!(p.any([a, no]), a);
    assert_eq!(p.all([]), yes);
    assert_eq!(p.any([]), no);
    assert_eq!(p.same(a, a), yes);
    assert_eq!(p.same(a, no), not);
    assert_eq!(p.exactly_one(&[a]), a);
    let x = p.integer();
    assert_eq!(p.at_most(&x.into(), &x.into()), yes);
    assert_eq!(p.below(&x.into(), &x.into()), no);
    assert_eq!(p.choose(yes, &x.into(), &yen(1)), x.into());
}

#[test]
fn a_choice_is_whole_where_both_sides_are() {
    let mut p = Problem::new();
    let (b, n) = (p.boolean(), Linear::from(p.integer()));
    let half = Linear::number(Num::fraction(1, 2).unwrap());
    let whole = p.choose(b, &n, &yen(3));
    assert!(p.is_whole(&whole));
    for (then, otherwise) in [(&n, &half), (&half, &n)] {
        let choice = p.choose(b, then, otherwise);
        assert!(!p.is_whole(&choice));
        let is_half = p.equal(&choice, &half);
        let mut asked = p.clone();
        asked.require(is_half);
        assert!(matches!(Native::new().check(&asked, &[], &Budget::default()), Answer::Sat(_)));
    }
}
