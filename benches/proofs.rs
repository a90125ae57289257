//! What proofs cost on packs of 50 rules over 200 fields and of 200 rules over 800: every question by itself, and the
//! whole analysis. `cargo bench --bench proofs`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_types,
    reason = "a benchmark measures time, which is a float, and may stop at the first surprise"
)]

use kisoku::cli::Disk;
use kisoku::load::load_pack;
use kisoku::plan::Plan;
use kisoku::prove::{Asker, Period, Sizes, Space, analyze, encode};
use kisoku_logic::Native;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

fn main() {
    for (rules, goal_query, goal_all) in [(50, 100.0, 2.0), (200, f64::INFINITY, 20.0)] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), rules);
        let plan = load(folder.path());
        let mut slowest: (f64, usize) = (0.0, 0);
        let start = Instant::now();
        let mut space = Space::of_plans(&[&plan], 1, Sizes::SHORT);
        let encoding = encode(&mut space, &plan, 0, Period::default());
        let encoded = milliseconds(start);
        let on: Vec<_> =
            space.schema_labels(0).into_iter().chain(encoding.labels.iter().flatten().copied()).collect();
        let mut asker = Asker::new(space, Box::new(Native::new()));
        for (index, coded) in encoding.rules.iter().enumerate() {
            let fails = coded.outcomes().unwrap().fails;
            let others: Vec<_> =
                on.iter().copied().filter(|label| Some(*label) != encoding.labels[index]).collect();
            let start = Instant::now();
            asker.ask(&others, &[fails]);
            let took = milliseconds(start);
            if took > slowest.0 {
                slowest = (took, index);
            }
        }
        let start = Instant::now();
        let found = analyze::analyze(&plan, None, &|| Box::new(Native::new()));
        let all = milliseconds(start) / 1_000.0;
        println!("{rules} rules over {} fields: encoding {encoded:.0} ms", rules * 4);
        println!(
            "  slowest question {:.0} ms, of rule {} (goal: at most {goal_query})",
            slowest.0, slowest.1
        );
        println!(
            "  whole analysis {all:.2} s, {} findings (goal: at most {goal_all})",
            found.diagnostics.len()
        );
    }
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1_000.0
}

fn load(folder: &Path) -> Plan {
    let rules = folder.join("rules").to_string_lossy().into_owned();
    let pack = load_pack(&Disk, &rules, &format!("{rules}/large"), "large", false);
    assert!(!pack.is_broken(), "{:#?}", pack.diags.first());
    pack.plan.unwrap()
}

/// A pack of so many rules over four times as many fields: half amounts, a third of these optional, a list for every
/// twenty rules, an enum.
fn write(folder: &Path, rules: usize) {
    let mut text = String::from(
        "program large { title \"Large\" proposal Application }\nsource guide { title \"Guide\" }\n\
         enum Kind { a b c }\nrecord Item { cost : thousand yen own : thousand yen }\n\
         record Application {\n  kind : Kind\n",
    );
    for n in 0..rules * 2 {
        let optional = if n % 3 == 0 { "optional " } else { "" };
        writeln!(text, "  m{n} : {optional}thousand yen").unwrap();
    }
    for n in 0..rules * 3 / 2 {
        writeln!(text, "  w{n} : whole number\n").unwrap();
    }
    for n in 0..rules / 2 {
        writeln!(text, "  y{n} : yes/no").unwrap();
    }
    for n in 0..rules / 20 {
        writeln!(text, "  l{n} : list of Item, 1 to 8").unwrap();
    }
    text.push_str("}\n");
    for n in 0..rules {
        // Of the amounts whose number is divisible by three, none is used without its guard.
        let (one, other, optional) =
            (n / 3 * 6 + n % 3 * 2 + usize::from(n % 3 == 0), n * 2 / 3 * 3 + 1, n / 3 * 6);
        let one = if one % 3 == 0 { one + 1 } else { one };
        let list = n / 20 % (rules / 20);
        let body = match n % 8 {
            0 => format!("require m{one} between {} million yen and {} million yen", n + 1, 2 * n + 40),
            1 => format!("require m{one} at most {}% of (m{other} + {} million yen)", 20 + n % 60, n + 30),
            2 => format!("when kind is b\n  require m{one} + m{other} at least {} million yen", n + 1),
            3 => format!("require (sum of i.cost for i in l{list}) at most {} million yen", 500 + n),
            4 => format!("for each i in l{list} {{ require i.own at least {}% of i.cost }}", 10 + n % 30),
            5 => format!(
                "when m{optional} is given\n  require m{optional} at most half of (m{other} + {n} million yen)"
            ),
            6 => format!("require (count of i in l{list} where i.cost at least {n} million yen) at most 5"),
            _ => format!(
                "when y{} or w{n} at least {}\n  require m{one} at least {} million yen",
                n / 2,
                n + 5,
                n + 2
            ),
        };
        writeln!(text, "rule r{n} \"Rule {n}\" {{ cite guide \"{n}\"\n  {body} }}").unwrap();
    }
    let pack = folder.join("rules/large");
    std::fs::create_dir_all(&pack).unwrap();
    std::fs::write(pack.join("large.kisoku"), text).unwrap();
}
