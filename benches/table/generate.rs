//! Deterministic proposals for the comparison: the same in YAML and in JSON, with the rules that each one breaks.
//!
//! A proposal is a function of its index alone. It has about a hundred lines and 4 KB of YAML: comments, participants in
//! flow style, a fifth of the names in Japanese. Half of the proposals break one to three of the twelve rules.

use crate::json::{Json, list, text};
use crate::numbers::Numbers;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

const REGIONS: [&str; 8] =
    ["Tokai", "Kansai", "Kyushu", "Hokkaido", "Tohoku", "Hokuriku", "Chugoku", "Shikoku"];
const CITIES: [&str; 10] =
    ["Nagoya", "Osaka", "Fukuoka", "Sapporo", "Sendai", "Kanazawa", "Hiroshima", "Naha", "Kyoto", "Nagano"];
const CITIES_JA: [&str; 8] = ["名古屋", "大阪", "福岡", "札幌", "仙台", "金沢", "広島", "那覇"];
const FIELDS: [&str; 6] = [
    "life_science",
    "information_communications",
    "environment",
    "nanotech_materials",
    "energy",
    "manufacturing",
];
const WRONG_FIELDS: [&str; 3] = ["astrology", "LifeScience", "alchemy"];
const WORDS: [&str; 16] = [
    "regional",
    "cluster",
    "innovation",
    "research",
    "network",
    "device",
    "sensor",
    "protein",
    "laser",
    "medical",
    "imaging",
    "platform",
    "academia",
    "transfer",
    "prototype",
    "evaluation",
];
const SCORES: [&str; 6] = [
    "originality",
    "feasibility",
    "industrial_impact",
    "regional_commitment",
    "management_plan",
    "ripple_effect",
];
const MILLION: u64 = 1_000_000;

struct Year {
    year: u64,
    national: u64,
    local: u64,
    management: [u64; 3],
    earmark: u64,
}

struct Participant {
    name: String,
    kind: &'static str,
    personnel: u64,
    /// Only in the one large proposal: contact and contribution.
    more: Option<(String, String)>,
}

struct Expansion {
    programme: String,
    yen: u64,
    region: &'static str,
}

struct Coordinator {
    name: String,
    role: &'static str,
    full_time: bool,
}

/// One proposal.
pub(crate) struct Proposal {
    id: u64,
    title: String,
    region: &'static str,
    fiscal_year: u64,
    core: String,
    field: &'static str,
    summary: Vec<String>,
    industries: [u64; 2],
    years: Vec<Year>,
    expansion: Vec<Expansion>,
    participants: Vec<Participant>,
    coordinators: Vec<Coordinator>,
    scores: [u64; 6],
    experience: bool,
    partners: u64,
}

fn one_of<T: Copy>(numbers: &mut Numbers, all: &[T]) -> T {
    all[numbers.below(all.len() as u64) as usize]
}

fn between(numbers: &mut Numbers, low: u64, high: u64) -> u64 {
    low + numbers.below(high - low)
}

fn sentence(numbers: &mut Numbers, low: u64, high: u64) -> String {
    let words: Vec<&str> = (0..between(numbers, low, high)).map(|_| one_of(numbers, &WORDS)).collect();
    let text = words.join(" ");
    text[..1].to_uppercase() + &text[1..]
}

fn organization(numbers: &mut Numbers, kind: &str, number: u64) -> String {
    let city = one_of(numbers, &CITIES);
    let japanese = numbers.below(5) == 0;
    match (kind, japanese) {
        ("university", true) => format!("{}大学 第{number}研究室", one_of(numbers, &CITIES_JA)),
        ("university", false) => format!("{city} Institute of Technology, Lab {number}"),
        ("company", true) => format!("株式会社{}製作所 {number}", one_of(numbers, &CITIES_JA)),
        ("company", false) => format!("{city} Precision Co., Ltd. ({number})"),
        _ => format!("{city} Prefectural Industrial Research Center #{number}"),
    }
}

/// The proposal with this index. With `large` it is a sound one with so many participants.
pub(crate) fn proposal(index: u64, large: Option<u64>) -> Proposal {
    let mut numbers = Numbers(2007 * 1_000_003 + index * 7919);
    let n = &mut numbers;
    let fiscal_year = between(n, 2007, 2012);
    let years = (0..5)
        .map(|number| {
            let national = between(n, 500, 1000) * MILLION;
            let management = between(n, 10, 60) * MILLION;
            let local_management = management + n.below(40) * MILLION;
            Year {
                year: fiscal_year + number,
                national,
                local: national.div_ceil(2) + n.below(200) * MILLION,
                management: [
                    management,
                    local_management,
                    (management + local_management) / 100 * between(n, 30, 80),
                ],
                earmark: between(n, 100, 250) * MILLION,
            }
        })
        .collect();
    let count = large.unwrap_or_else(|| between(n, 10, 31));
    let participants = (0..count)
        .map(|number| {
            let drawn = ["university", "company", "university", "company", "public"][n.below(5) as usize];
            let kind = match number {
                0 => "university",
                1 => "company",
                _ => drawn,
            };
            let more = large.map(|_| (format!("contact-{number:06}@example.org"), sentence(n, 6, 11) + "."));
            Participant { name: organization(n, kind, number + 1), kind, personnel: between(n, 1, 61), more }
        })
        .collect();
    let mut made = Proposal {
        id: index,
        title: sentence(n, 5, 9),
        region: one_of(n, &REGIONS),
        fiscal_year,
        core: format!("{} Science and Technology Foundation", one_of(n, &CITIES)),
        field: one_of(n, &FIELDS),
        summary: (0..between(n, 2, 5)).map(|_| sentence(n, 8, 15) + ".").collect(),
        industries: [between(n, 3000, 90_000) * MILLION, between(n, 200, 9000) * MILLION],
        years,
        expansion: (0..n.below(4))
            .map(|number| Expansion {
                programme: format!("Joint {} programme {}", one_of(n, &WORDS), number + 1),
                yen: between(n, 10, 250) * MILLION,
                region: one_of(n, &REGIONS),
            })
            .collect(),
        participants,
        coordinators: (0..between(n, 2, 5))
            .map(|_| Coordinator {
                name: format!(
                    "{} {}",
                    one_of(n, &["Sato", "Suzuki", "Tanaka"]),
                    one_of(n, &["Akira", "Yuki", "Naoko"])
                ),
                role: one_of(n, &["science", "business", "project director"]),
                full_time: n.below(5) < 3,
            })
            .collect(),
        scores: SCORES.map(|_| between(n, 1, 6)),
        experience: n.below(2) == 0,
        partners: n.below(13),
    };
    if large.is_none() && n.below(2) == 0 {
        for _ in 0..one_of(n, &[1, 1, 1, 2, 2, 3]) {
            let rule = between(n, 1, 13);
            break_rule(n, &mut made, rule);
        }
    }
    made
}

fn break_rule(n: &mut Numbers, made: &mut Proposal, rule: u64) {
    let year = n.below(5) as usize;
    match rule {
        1 => made.industries = [between(n, 100, 3000) * MILLION - 1, between(n, 10, 1000) * MILLION - 1],
        2 => {
            let year = &mut made.years[year];
            year.national = one_of(n, &[499_999_999, 1_000_000_001, 100_000_000]);
            year.local = year.local.max(year.national);
        }
        3 => made.years[year].local = made.years[year].national / 2 - 1,
        4 => made.years[year].management[1] = made.years[year].management[0] - 1,
        5 => made.years[year].earmark = one_of(n, &[0, 99_999_999, 50_000_000]),
        6 => made.expansion.push(Expansion {
            programme: "Oversized expansion".to_owned(),
            yen: made.years[0].national / 2 + 1,
            region: "Kanto",
        }),
        7 => {
            let lost = one_of(n, &["university", "company"]);
            made.participants.iter_mut().filter(|one| one.kind == lost).for_each(|one| one.kind = "public");
        }
        8 => made.core.clear(),
        9 => made.fiscal_year = one_of(n, &[1999, 2006, 2012]),
        10 => made.field = one_of(n, &WRONG_FIELDS),
        11 => {
            let first = made.participants[0].name.clone();
            made.participants.last_mut().unwrap().name = first;
        }
        _ => {
            for year in &mut made.years {
                year.national = 1_000_000_001;
                year.local = year.local.max(600_000_000);
            }
        }
    }
}

/// The rules that a proposal breaks, by exact reckoning: what every tool has to find.
pub(crate) fn broken(made: &Proposal) -> Vec<u64> {
    let any = |test: &dyn Fn(&Year) -> bool| made.years.iter().any(test);
    let has = |kind| made.participants.iter().any(|one| one.kind == kind);
    let mut names: Vec<&str> = made.participants.iter().map(|one| one.name.as_str()).collect();
    names.sort_unstable();
    let twice = names.windows(2).any(|pair| pair[0] == pair[1]);
    let rules = [
        made.industries[0] < 3_000 * MILLION && made.industries[1] < 1_000 * MILLION,
        any(&|y| !(500 * MILLION..=1_000 * MILLION).contains(&y.national)),
        any(&|y| y.local * 2 < y.national),
        any(&|y| y.management[1] * 2 < y.management[0] + y.management[1]),
        any(&|y| y.earmark < 100 * MILLION),
        made.expansion.iter().any(|one| one.yen * 2 > made.years[0].national),
        !has("university") || !has("company"),
        made.core.is_empty(),
        !(2007..=2011).contains(&made.fiscal_year),
        !FIELDS.contains(&made.field),
        twice,
        made.years.iter().map(|y| y.national).sum::<u64>() > 5_000 * MILLION,
    ];
    (1..).zip(rules).filter(|(_, broken)| *broken).map(|(rule, _)| rule).collect()
}

/// A YAML scalar: plain where that is safe, else in double quotes.
fn quoted(text: &str) -> String {
    let plain = !text.is_empty() && !text.contains(", ") && !text.contains(" #") && !text.contains(": ");
    if plain { text.to_owned() } else { format!("\"{text}\"") }
}

/// The proposal as YAML.
pub(crate) fn yaml(made: &Proposal) -> String {
    let mut o = String::with_capacity(4800);
    let w = &mut o;
    writeln!(w, "# Proposal to the regional innovation cluster programme").unwrap();
    writeln!(w, "proposal_id: P-{:07}\ntitle: {}\nregion: {}", made.id, quoted(&made.title), made.region)
        .unwrap();
    writeln!(w, "fiscal_year: {}\ncore_organization: {}", made.fiscal_year, quoted(&made.core)).unwrap();
    writeln!(w, "research_field: {}\nsummary:", made.field).unwrap();
    made.summary.iter().for_each(|text| writeln!(w, "  - {}", quoted(text)).unwrap());
    let [major, machinery] = made.industries;
    writeln!(w, "potential_of_industries:\n  major_industries_scale_yen: {major}  # shipments").unwrap();
    writeln!(w, "  machinery_scale_yen: {machinery}\n").unwrap();
    writeln!(w, "# amounts in yen, one entry for each fiscal year\nbudget:\n  currency: JPY\n  years:")
        .unwrap();
    for y in &made.years {
        let [national, local, personnel] = y.management;
        writeln!(
            w,
            "    - year: {}\n      national_yen: {}\n      local_yen: {}",
            y.year, y.national, y.local
        )
        .unwrap();
        writeln!(w, "      management:\n        national_yen: {national}\n        local_yen: {local}")
            .unwrap();
        writeln!(w, "        personnel_yen: {personnel}\n      earmarked_interministry_yen: {}", y.earmark)
            .unwrap();
    }
    w.push_str(if made.expansion.is_empty() { "expansion: []\n" } else { "expansion:\n" });
    for e in &made.expansion {
        writeln!(w, "  - programme: {}\n    yen: {}\n    partner_region: {}", e.programme, e.yen, e.region)
            .unwrap();
    }
    w.push_str("\nparticipants:\n");
    for p in &made.participants {
        let (name, kind, personnel) = (quoted(&p.name), p.kind, p.personnel);
        match &p.more {
            None => writeln!(w, "  - {{name: {name}, kind: {kind}, personnel: {personnel}}}").unwrap(),
            Some((contact, contribution)) => {
                writeln!(w, "  - name: {name}\n    kind: {kind}\n    personnel: {personnel}").unwrap();
                writeln!(w, "    contact: {contact}\n    contribution: {contribution}").unwrap();
            }
        }
    }
    w.push_str("coordinators:\n");
    for c in &made.coordinators {
        writeln!(w, "  - name: {}\n    role: {}\n    full_time: {}", c.name, c.role, c.full_time).unwrap();
    }
    w.push_str("evaluation:\n  self_scores:\n");
    for (name, score) in SCORES.iter().zip(made.scores) {
        writeln!(w, "    {name}: {score}").unwrap();
    }
    writeln!(
        w,
        "  prior_cluster_experience: {}\n  international_partners: {}",
        made.experience, made.partners
    )
    .unwrap();
    o
}

/// The proposal as JSON: on one line, or indented.
pub(crate) fn json(made: &Proposal, indented: bool) -> String {
    let number = Json::Number;
    let years = list(&made.years, |y| {
        let [national, local, personnel] = y.management.map(number);
        Json::Map(vec![
            ("year", number(y.year)),
            ("national_yen", number(y.national)),
            ("local_yen", number(y.local)),
            (
                "management",
                Json::Map(vec![
                    ("national_yen", national),
                    ("local_yen", local),
                    ("personnel_yen", personnel),
                ]),
            ),
            ("earmarked_interministry_yen", number(y.earmark)),
        ])
    });
    let participants = list(&made.participants, |p| {
        let mut pairs =
            vec![("name", text(&p.name)), ("kind", text(p.kind)), ("personnel", number(p.personnel))];
        if let Some((contact, contribution)) = &p.more {
            pairs.extend([("contact", text(contact)), ("contribution", text(contribution))]);
        }
        Json::Map(pairs)
    });
    let expansion = list(&made.expansion, |e| {
        Json::Map(vec![
            ("programme", text(&e.programme)),
            ("yen", number(e.yen)),
            ("partner_region", text(e.region)),
        ])
    });
    let coordinators = list(&made.coordinators, |c| {
        Json::Map(vec![
            ("name", text(&c.name)),
            ("role", text(c.role)),
            ("full_time", Json::Flag(c.full_time)),
        ])
    });
    let [major, machinery] = made.industries.map(number);
    let scores = SCORES.into_iter().zip(made.scores.map(number)).collect();
    let whole = Json::Map(vec![
        ("proposal_id", Json::Text(format!("P-{:07}", made.id))),
        ("title", text(&made.title)),
        ("region", text(made.region)),
        ("fiscal_year", number(made.fiscal_year)),
        ("core_organization", text(&made.core)),
        ("research_field", text(made.field)),
        ("summary", list(&made.summary, |line| text(line))),
        (
            "potential_of_industries",
            Json::Map(vec![("major_industries_scale_yen", major), ("machinery_scale_yen", machinery)]),
        ),
        ("budget", Json::Map(vec![("currency", text("JPY")), ("years", years)])),
        ("expansion", expansion),
        ("participants", participants),
        ("coordinators", coordinators),
        (
            "evaluation",
            Json::Map(vec![
                ("self_scores", Json::Map(scores)),
                ("prior_cluster_experience", Json::Flag(made.experience)),
                ("international_partners", number(made.partners)),
            ]),
        ),
    ]);
    let mut out = String::with_capacity(6000);
    whole.write(&mut out, indented.then_some(0));
    out.push('\n');
    out
}

/// A file or folder of proposals, and how many they are.
pub(crate) struct Data {
    pub(crate) path: PathBuf,
    pub(crate) proposals: u64,
}

/// Writes so many proposals as files of their own into a folder, unless they are there.
pub(crate) fn files(root: &Path, count: u64, ending: &str) -> Data {
    let path = root.join(format!("{count}-{ending}"));
    if !path.join(name(count - 1, ending)).exists() {
        fs::create_dir_all(&path).unwrap();
        for index in 0..count {
            let made = proposal(index, None);
            let text = match ending {
                "yaml" => yaml(&made),
                _ => json(&made, true),
            };
            fs::write(path.join(name(index, ending)), text).unwrap();
        }
    }
    Data { path, proposals: count }
}

fn name(index: u64, ending: &str) -> String {
    format!("p{index:06}.{ending}")
}

/// Writes so many proposals as lines of one file, unless it is there.
pub(crate) fn lines(root: &Path, count: u64) -> Data {
    let path = root.join(format!("{count}.ndjson"));
    whole(&path, |file| {
        for index in 0..count {
            file.write_all(json(&proposal(index, None), false).as_bytes()).unwrap();
        }
    });
    Data { path, proposals: count }
}

/// Writes one proposal with so many participants, unless it is there.
pub(crate) fn large(root: &Path, participants: u64, ending: &str) -> Data {
    let path = root.join(format!("large-{participants}.{ending}"));
    whole(&path, |file| {
        let made = proposal(0, Some(participants));
        let text = match ending {
            "yaml" => yaml(&made),
            _ => json(&made, true),
        };
        file.write_all(text.as_bytes()).unwrap();
    });
    Data { path, proposals: 1 }
}

fn whole(path: &Path, write: impl FnOnce(&mut BufWriter<fs::File>)) {
    if path.exists() {
        return;
    }
    let part = path.with_extension("part");
    let mut file = BufWriter::new(fs::File::create(&part).unwrap());
    write(&mut file);
    file.flush().unwrap();
    fs::rename(part, path).unwrap();
}
