//! Deterministic proposals for the Knowledge Cluster Initiative, 2nd Stage, with plausible, fictitious figures.

#[path = "numbers.rs"]
mod numbers;

pub(crate) use numbers::Numbers;
use std::fmt::Write as _;

const REGIONS: [&str; 6] = ["Sapporo", "Sendai", "Nagano", "Hamamatsu", "京都", "北九州"];
const FIELDS: [&str; 4] = ["life_sciences", "it", "environment", "nanotech"];

/// One proposal as YAML, of about 100 lines and 4 KB; half of them fail a rule.
pub(crate) fn yaml(index: u64) -> String {
    let mut numbers = Numbers(2007 + index);
    let mut out = String::with_capacity(4096);
    let good = numbers.below(2) == 0;
    let region = REGIONS[numbers.below(6) as usize];
    writeln!(out, "# A proposal with fictitious figures").unwrap();
    writeln!(out, "program: mext.kci.stage2\nregion: {region} {index}\nfiscal_year: FY2007\nfields:")
        .unwrap();
    for field in FIELDS.iter().take(1 + numbers.below(3) as usize) {
        writeln!(out, "  - {field}").unwrap();
    }
    writeln!(
        out,
        "core_organization:\n  name: {region} Science Foundation\n  designated_by: {region} Prefecture"
    )
    .unwrap();
    writeln!(out, "headquarters:\n  president: President {index}\n  project_director: Director {index}")
        .unwrap();
    writeln!(out, "  chief_scientist: Scientist {index}\n  coordinators:").unwrap();
    for n in 0..20 + numbers.below(20) {
        writeln!(out, "    - Coordinator {n} of {region}").unwrap();
    }
    writeln!(out, "\n# amounts in thousand yen, one entry for each fiscal year\nmain_part:").unwrap();
    // As in the shared generator: half of the proposals break one to three rules, each in one year.
    let slips: Vec<(u64, u64)> = match good {
        true => Vec::new(),
        false => (0..1 + numbers.below(3)).map(|_| (numbers.below(5), numbers.below(4))).collect(),
    };
    for year in 2007..2012 {
        let slipped = |kind| slips.contains(&(year - 2007, kind));
        let national = if slipped(0) { 1_000_001 } else { 500_000 + numbers.below(500_000) };
        let half = national.div_ceil(2);
        let local = if slipped(1) { half - 1 } else { half + 1 + numbers.below(100_000) };
        let management = 20_000 + numbers.below(60_000);
        let local_management = if slipped(2) { management / 2 - 1 } else { management.div_ceil(2) };
        let other_ministries = if slipped(3) { 99_999 } else { 100_000 + numbers.below(50_000) };
        writeln!(out, "  - year: FY{year}\n    national: {national}   # 国費\n    local: {local}").unwrap();
        writeln!(out, "    management: {management}千円\n    local_management: {local_management}").unwrap();
        writeln!(out, "    other_ministries: {other_ministries}").unwrap();
    }
    writeln!(out, "plan:").unwrap();
    for key in ["vision", "commercialization", "past_results"] {
        write!(out, "  {key}: \"").unwrap();
        for word in 0..60 {
            write!(
                out,
                "{}{}",
                if word == 0 { "" } else { " " },
                ["regional", "cluster", "research", "技術"][numbers.below(4) as usize]
            )
            .unwrap();
        }
        out.push_str("\"\n");
    }
    out
}
