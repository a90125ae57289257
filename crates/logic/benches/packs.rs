//! Problems in the shape of rule packs, and how long each kind of question takes: `cargo bench -p kisoku-logic`.
//!
//! A pack has fields (amounts with a domain, a third of them optional; enums; lists of eight guarded slots) and rules
//! (a condition, and a bound, a share, a sum, or a table by enum). Times are of the median of five runs, from an empty
//! engine; the redundancy checks share one. Where a `z3` program is on the path, it is given the same script, and twenty seconds at most.
#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_types,
    reason = "a benchmark reports times, which are floats of a clock, and may stop at the first surprise"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use kisoku_logic::{
    Answer, Budget, Engine as _, Formula, Label, Linear, Native, Num, Optimum, Problem, check_minimal,
    maximise, smtlib,
};

struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn yen(value: u64) -> Linear {
    Linear::number(Num::int(value))
}

struct Pack {
    problem: Problem,
    rules: Vec<(Label, Formula)>,
    amounts: Vec<Linear>,
}

/// A pack with so many rules and fields.
fn pack(rules: u64, fields: u64, seed: u64) -> Pack {
    let mut dice = Dice(seed);
    let mut p = Problem::new();
    let (mut amounts, mut present, mut enums) = (Vec::new(), Vec::new(), Vec::new());
    for field in 0..fields {
        if field % 5 == 4 {
            let members: Vec<Formula> = (0..2 + field % 4).map(|_| p.boolean()).collect();
            let one = p.exactly_one(&members);
            p.require(one);
            enums.push(members);
            continue;
        }
        let amount = Linear::from(p.integer());
        for part in [p.at_least(&amount, &yen(0)), p.at_most(&amount, &yen(1_000_000_000_000))] {
            p.require(part);
        }
        let given = if field % 3 == 0 {
            let given = p.boolean();
            let none = p.equal(&amount, &yen(0));
            let pinned = p.any([given, none]);
            p.require(pinned);
            given
        } else {
            p.constant(true)
        };
        amounts.push(amount);
        present.push(given);
    }
    // Three lists of eight slots, whose items add up.
    let mut sums = Vec::new();
    for _ in 0..3 {
        let (mut sum, mut before) = (Linear::default(), p.constant(true));
        for _ in 0..8 {
            let slot = p.boolean();
            let order = p.implies(slot, before);
            p.require(order);
            let item = Linear::from(p.integer());
            for part in [p.at_least(&item, &yen(0)), p.at_most(&item, &yen(100_000_000_000))] {
                p.require(part);
            }
            sum = sum.plus(&p.choose(slot, &item, &yen(0)));
            before = slot;
        }
        sums.push(sum);
    }
    let mut made = Vec::new();
    for number in 0..rules {
        let at = dice.below(amounts.len() as u64) as usize;
        let other = dice.below(amounts.len() as u64) as usize;
        let bound = yen((1 + dice.below(50)) * 20_000_000);
        let members = &enums[dice.below(enums.len() as u64) as usize];
        let member = members[dice.below(members.len() as u64) as usize];
        let requirement = match dice.below(5) {
            0 => p.at_most(&amounts[at], &bound),
            1 => p.at_least(&amounts[at], &yen(dice.below(5) * 1_000_000)),
            2 => {
                let share = Num::int(1 + dice.below(9));
                p.at_most(&amounts[at].times(&Num::int(10)), &amounts[other].times(&share))
            }
            3 => {
                let third = amounts[dice.below(amounts.len() as u64) as usize].clone();
                p.at_most(&amounts[at].plus(&amounts[other]), &third.plus(&bound))
            }
            _ => p.equal(&sums[dice.below(3) as usize], &amounts[at]),
        };
        let requirement = p.implies(present[at], requirement);
        let rule = if dice.below(2) == 0 { p.implies(member, requirement) } else { requirement };
        let label = Label(number as u32);
        p.require_if(label, rule);
        made.push((label, rule));
    }
    Pack { problem: p, rules: made, amounts }
}

fn labels(pack: &Pack) -> Vec<Label> {
    pack.rules.iter().map(|(label, _)| *label).collect()
}

fn ms(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn timed(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    ms(&mut times)
}

/// How long a `z3` process takes for the script.
fn z3(script: &str) -> Option<f64> {
    let run = || {
        let mut child = Command::new("z3")
            .args(["-in", "-T:20"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        child.stdin.take()?.write_all(script.as_bytes()).ok()?;
        child.wait_with_output().ok()
    };
    let start = Instant::now();
    run()?;
    let once = start.elapsed().as_secs_f64() * 1e3;
    let again = || {
        run();
    };
    Some(if once > 2000.0 { once } else { timed(again) })
}

fn report(what: &str, own: f64, script: Option<String>) {
    let other = script.and_then(|script| z3(&script));
    let ratio =
        other.map_or(String::new(), |z3| format!("   z3 process {z3:>8.1} ms, ratio {:.2}", own / z3));
    println!("  {what:<46}{own:>9.1} ms{ratio}");
}

/// The least repair of a proposal that breaks rules: the count of changed fields, then the money that moves.
fn least_change(pack: &Pack, fields: usize) -> (Problem, [Linear; 2]) {
    let mut p = pack.problem.clone();
    let (mut count, mut moved) = (Linear::default(), Linear::default());
    for (number, field) in pack.amounts.iter().take(fields).enumerate() {
        let before = yen(30_000_000 * (number as u64 % 9));
        let kept = p.equal(field, &before);
        let changed = p.not(kept);
        count = count.plus(&p.indicator(changed).into());
        let far = Linear::from(p.integer());
        for part in [p.at_least(&far, &field.minus(&before)), p.at_least(&far, &before.minus(field))] {
            p.require(part);
        }
        moved = moved.plus(&far);
    }
    for pair in pack.amounts[..fields].chunks_exact(5) {
        let least = p.at_least(&pair[0].plus(&pair[1]), &pair[2].plus(&yen(100_000_000)));
        p.require(least);
    }
    (p, [count, moved])
}

fn main() {
    let budget = Budget::default();
    for (rules, fields) in [(50, 200), (200, 400)] {
        let pack = pack(rules, fields, 7);
        let on = labels(&pack);
        println!("{rules} rules, {fields} fields");
        let mut word = "";
        let own = timed(|| {
            word = match Native::new().check(&pack.problem, &on, &budget) {
                Answer::Sat(_) => "sat",
                Answer::Unsat(_) => "unsat",
                Answer::Unknown(_) => "unknown",
            };
        });
        report(&format!("can all hold ({word})"), own, Some(smtlib::write_script(&pack.problem, &on, &[])));

        // A floor above a cap, and its core among all rules.
        let mut clash = pack.problem.clone();
        let sum = pack.amounts[0].plus(&pack.amounts[1]);
        let (floor, cap) = (
            clash.at_least(&sum, &yen(900_000_000)),
            [
                clash.at_most(&pack.amounts[0], &yen(400_000_000)),
                clash.at_most(&pack.amounts[1], &yen(400_000_000)),
            ],
        );
        clash.require_if(Label(9000), floor);
        clash.require_if(Label(9001), cap[0]);
        clash.require_if(Label(9002), cap[1]);
        let all: Vec<Label> = on.iter().copied().chain([Label(9000), Label(9001), Label(9002)]).collect();
        let mut size = 0;
        let own = timed(|| {
            let Answer::Unsat(core) = check_minimal(&mut Native::new(), &clash, &all, &budget) else {
                panic!("a floor above a cap")
            };
            size = core.labels.len();
        });
        report(
            &format!("a clash and its minimal core of {size}"),
            own,
            Some(smtlib::write_script(&clash, &all, &[])),
        );

        // Each rule: do the others imply it?
        let mut asked = pack.problem.clone();
        let opposites: Vec<(Label, Formula)> =
            pack.rules.iter().map(|(label, rule)| (Label(10_000 + label.0), asked.not(*rule))).collect();
        for (label, opposite) in &opposites {
            asked.require_if(*label, *opposite);
        }
        let (mut redundant, mut unknown, mut worst) = (0, 0, 0_f64);
        let own = timed(|| {
            let mut engine = Native::new();
            (redundant, unknown, worst) = (0, 0, 0.0);
            for (label, _) in &pack.rules {
                let mut others: Vec<Label> = on.iter().copied().filter(|other| other != label).collect();
                others.push(Label(10_000 + label.0));
                let start = Instant::now();
                match engine.check(&asked, &others, &budget) {
                    Answer::Unsat(_) => redundant += 1,
                    Answer::Unknown(_) => unknown += 1,
                    Answer::Sat(_) => {}
                }
                worst = worst.max(start.elapsed().as_secs_f64() * 1e3);
            }
        });
        let what = format!("all redundancies ({redundant} redundant, {unknown} unknown)");
        report(&what, own, None);
        println!("  {:<46}{worst:>9.1} ms", "  the longest of them");

        // The greatest value of a sum.
        let mut end = String::new();
        let objective = pack.amounts.iter().take(40).fold(Linear::default(), |sum, amount| sum.plus(amount));
        let own = timed(|| {
            let found =
                maximise(&mut Native::new(), &pack.problem, std::slice::from_ref(&objective), &on, &budget);
            end = match found {
                Optimum::Found { ends, .. } => format!("{ends:?}"),
                other => format!("{other:?}"),
            };
        });
        let turned = objective.times(&Num::int(-1));
        report(
            "the greatest sum of forty amounts",
            own,
            Some(smtlib::write_script(&pack.problem, &on, &[turned])),
        );
        println!("    {end}");

        // The least change of 25 fields under all rules.
        let (problem, objectives) = least_change(&pack, 25);
        let own = timed(|| {
            end = match Native::new().minimise(&problem, &objectives, &on, &budget) {
                Optimum::Found { ends, .. } => format!("{ends:?}"),
                other => format!("{other:?}"),
            };
        });
        report("the least change of 25 fields", own, Some(smtlib::write_script(&problem, &on, &objectives)));
        println!("    {end}");
    }
}
