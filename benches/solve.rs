//! What the least change costs over 25 values that may change, with 2 to 8 of them broken: `cargo bench --bench solve`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_types,
    reason = "a benchmark measures time, which is a float, and may stop at the first surprise"
)]

use kisoku::cli::Disk;
use kisoku::data::{Format, decode, read};
use kisoku::load::load_pack;
use kisoku::text::{FileId, Source};
use kisoku::workbench::solve::{Question, solve};
use std::fmt::Write as _;
use std::time::Instant;

const RULES: &str = "program wide { title \"Wide\" proposal P }
record P { years : list of Y, 5 }
record Y { grant : thousand yen own : thousand yen rent : thousand yen staff : thousand yen extra : thousand yen }
rule band \"In the band\" { own because \"measured\" for each y in years { require y.grant between 500 million yen and 1 billion yen } }
rule own_part \"Half is own\" { own because \"measured\" for each y in years { require y.own at least half of y.grant } }
rule rent \"Rent is a tenth\" { own because \"measured\" for each y in years { require y.rent at most 10% of (y.grant + y.own) } }
rule staff \"Staff is at least 50 million\" { own because \"measured\" for each y in years { require y.staff at least 50 million yen } }
rule rest \"The rest fits\" { own because \"measured\" for each y in years { require y.rent + y.staff + y.extra at most y.grant } }
rule total \"The total is at most 4 billion\" { own because \"measured\" require (sum of y.grant for y in years) at most 4 billion yen }
rule grows \"Own money grows\" { own because \"measured\" require (sum of y.own for y in years) at least 60% of (sum of y.grant for y in years) }
rule spent \"Some year is large\" { own because \"measured\" require some y in years satisfies y.extra at least 200 million yen }
";

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    std::fs::create_dir_all(rules.join("wide")).unwrap();
    std::fs::write(rules.join("wide/wide.kisoku"), RULES).unwrap();
    let rules = rules.to_string_lossy().into_owned();
    let pack = load_pack(&Disk, &rules, &format!("{rules}/wide"), "wide", false);
    let plan = pack.plan.as_ref().unwrap();
    for broken in [2_usize, 4, 6, 8] {
        let mut text = String::from("program: wide\nyears:\n");
        for year in 0..5 {
            let mut values = [800_000, 480_000, 60_000, 60_000, 210_000];
            for at in (0..broken).filter(|at| at % 5 == year) {
                let column = at / 5 * 2 + at % 2;
                values[column] = [1_200_000, 10_000, 400_000, 10_000, 0][column];
            }
            let [grant, own, rent, staff, extra] = values;
            let _ = writeln!(
                text,
                "  - {{ grant: {grant}, own: {own}, rent: {rent}, staff: {staff}, extra: {extra} }}"
            );
        }
        let source = Source::new(FileId(9), "wide.yaml", text.as_str());
        let documents = read(&source, Format::Yaml);
        let tree = documents[0].tree.as_ref().unwrap();
        let (proposal, shape) = decode(&plan.pack.schema, plan.pack.program.root, tree, &source, 1);
        let question = Question {
            pack: &pack,
            plan,
            source: &source,
            proposal: &proposal,
            shape: &shape,
            as_of: None,
            may_change: &[],
        };
        let mut times: Vec<f64> = Vec::new();
        let mut solved = None;
        for _ in 0..5 {
            let start = Instant::now();
            solved = solve(question).ok();
            times.push(start.elapsed().as_secs_f64() * 1_000.0);
        }
        times.sort_by(f64::total_cmp);
        let solved = solved.unwrap();
        println!(
            "{broken} values broken, 25 may change: {:.0} ms ({} change, ¥{} moved, {:?}; goal: at most 200 ms)",
            times[2],
            solved.changes.len(),
            solved.moved,
            solved.after
        );
    }
}
