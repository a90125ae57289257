//! A large pack, the same at every run: a thousand rules in twenty files, three tests a rule, and one proposal.
//!
//! The rules are those that guides have: bands, shares with another reading, lists, exceptions, dates; each with a
//! citation and both titles. The tests are inline records, a file `with` changes, a file `without` a value, and tables.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The id of the pack.
pub(crate) const ID: &str = "bench.large";

/// So many parts has an application; the rules of each stand in a file of their own.
const PARTS: u32 = 20;

/// So many variants of each kind of rule does a part have.
const VARIANTS: u32 = 5;

/// A rule and its tests, as text.
struct Made {
    rule: String,
    tests: String,
}

/// The kinds of rules.
const KINDS: [fn(u32, u32) -> Made; 10] =
    [band, share, yearly, by_kind, any_of, total, years_differ, dates, exception, every_year];

/// How many rules there are.
pub(crate) const RULES: u32 = PARTS * VARIANTS * 10;

/// How many tests there are.
pub(crate) const TESTS: u32 = RULES * 3;

/// Writes the pack below `root/rules` and its proposal below `root/proposals`.
pub(crate) fn write(root: &Path) {
    let folder = root.join("rules/bench/large");
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir_all(root.join("proposals")).unwrap();
    fs::write(root.join("kisoku.toml"), "").unwrap();
    fs::write(folder.join("program.kisoku"), head()).unwrap();
    fs::write(root.join("proposals/sample.yaml"), sample()).unwrap();
    for part in 0..PARTS {
        let (mut rules, mut tests) = (String::new(), String::new());
        writeln!(rules, "//! The rules on part {part} of an application.").unwrap();
        writeln!(tests, "//! Part {part}: what its rules say at their bounds.").unwrap();
        for variant in 0..VARIANTS {
            for kind in KINDS {
                let made = kind(part, variant);
                write!(rules, "\n{}", made.rule).unwrap();
                write!(tests, "\n{}", made.tests).unwrap();
            }
        }
        fs::write(folder.join(format!("part{part:02}.kisoku")), rules).unwrap();
        fs::write(folder.join(format!("part{part:02}.test.kisoku")), tests).unwrap();
    }
}

fn head() -> String {
    let mut out = String::from(
        "program bench.large {
  title    en \"A large grant\" ja \"大規模補助金\"
  proposal Application
  as of    call_year
}

source guide { title en \"Guide for applicants\" ja \"公募要領\" date 2024-01-15 }

record Application {
  name      : text         label ja \"事業名\"
  call_year : fiscal year  label ja \"公募年度\"
",
    );
    for part in 0..PARTS {
        writeln!(out, "  part{part:02}    : Part         label en \"Part {part}\" ja \"第{part}部\"")
            .unwrap();
    }
    out.push_str(
        "}

record Part {
  kind     : Kind                 label ja \"機関種別\"
  grant    : thousand yen         label ja \"補助金\"
  own      : thousand yen         label ja \"自己負担\"
  staff    : whole number         label ja \"担当者数\"
  open_use : percent              label ja \"開放率\"
  remote   : yes/no               label ja \"遠隔地\"
  starts   : date                 label ja \"開始日\"
  ends     : date                 label ja \"終了日\"
  years    : list of Year, 1 to 5 label ja \"年度別経費\"
}

record Year {
  year  : fiscal year   label ja \"年度\"
  grant : thousand yen  label ja \"補助金\"
  own   : thousand yen  label ja \"自己負担\"
}

enum Kind {
  university label en \"University\" ja \"大学\"
  institute  label en \"Institute\" ja \"研究所\"
  company    label en \"Company\" ja \"企業\"
}

define requested of Part = sum of y.grant for y in years
",
    );
    out
}

/// A proposal that meets every rule.
fn sample() -> String {
    let mut out = format!("program: {ID}\nname: Sample\ncall_year: FY2024\n");
    for part in 0..PARTS {
        write!(
            out,
            "part{part:02}:
  kind: university
  grant: 30百万円
  own: 20百万円
  staff: 12
  open_use: 60%
  remote: no
  starts: 2024-06-01
  ends: 2026-03-31
  years:
    - {{ year: FY2024, grant: 15000, own: 10000 }}
    - {{ year: FY2025, grant: 15000, own: 10000 }}
"
        )
        .unwrap();
    }
    out
}

/// The text of a rule around its requirements.
fn rule(name: &str, en: &str, ja: &str, says: &str, body: &str) -> String {
    format!(
        "rule {name} \"{en}\" {{
  title ja \"{ja}\"
  cite  guide \"3. Amounts and terms\" says \"{says}\"
  kind  funding
{body}}}
"
    )
}

/// A test of the sample with changes.
fn with(name: &str, what: &str, changes: &str, expect: &str) -> String {
    format!(
        "test \"{name}: {what}\" {{
  given \"proposals/sample.yaml\" with {{
    {changes}
  }}
  expect {name} {expect}
}}
"
    )
}

/// A test of the sample without a value.
fn without(name: &str, place: &str) -> String {
    format!(
        "test \"{name}: no {place} yet\" {{
  given \"proposals/sample.yaml\" without {place}
  expect {name} undetermined needs {place}
}}
"
    )
}

/// A test of a record that is written in it.
fn inline(name: &str, what: &str, fields: &str, expect: &str) -> String {
    format!(
        "test \"{name}: {what}\" {{
  given {{
    call_year = FY2024
    {fields}
  }}
  expect {name} {expect}
}}
"
    )
}

/// Three tests of the sample, as a table of one place.
fn table(name: &str, place: &str, rows: [(&str, &str); 3]) -> String {
    let mut out =
        format!("test \"{name}: around its bounds\" {{\n  given \"proposals/sample.yaml\"\n  examples {{\n");
    writeln!(out, "    {place} -> {name}").unwrap();
    for (value, result) in rows {
        writeln!(out, "    {value} -> {result}").unwrap();
    }
    out.push_str("  }\n}\n");
    out
}

fn band(part: u32, variant: u32) -> Made {
    let (name, at) = (format!("band_{part}_{variant}"), format!("part{part:02}.grant"));
    let (floor, ceiling) = (10 + variant, 40 + variant);
    let body = format!("  require {at} between {floor} million yen and {ceiling} million yen\n");
    let (above, at_floor) = (format!("{ceiling},000,001円"), format!("{floor}百万円"));
    let (fails, needs) = (format!("fails at {at}"), format!("undetermined needs {at}"));
    let tests = table(&name, &at, [(&above, &fails), (&at_floor, "passes"), ("missing", &needs)]);
    let says = format!("from {floor} to {ceiling} million yen");
    Made {
        rule: rule(
            &name,
            "The grant of the part is within its band",
            "補助金は下限以上、上限以下",
            &says,
            &body,
        ),
        tests,
    }
}

fn share(part: u32, variant: u32) -> Made {
    let (name, field) = (format!("share_{part}_{variant}"), format!("part{part:02}"));
    let (above, below) = (1, 3 + variant);
    let body = format!(
        "  require {field}.own at least {above}/{below} of {field}.grant
    other reading {field}.own more than {above}/{below} of {field}.grant
    because \"'more than' of a minimum is normally 以上\" ja \"下限を定める文言は通常「以上」と解される\"
"
    );
    let least = 600_000_000 / below;
    let tests = [
        with(
            &name,
            "one yen short",
            &format!("{field}.grant = 6億円\n    {field}.own = {}円", least.div_ceil(1) - 1),
            &format!("fails at {field}.own"),
        ),
        inline(
            &name,
            "more than the share",
            &format!("{field} = {{ grant = 6億円, own = {}円 }}", least + 1),
            "passes",
        ),
        without(&name, &format!("{field}.own")),
    ];
    let says = format!("more than {above}/{below}");
    Made {
        rule: rule(
            &name,
            "The institution bears its share of the part",
            "自己負担は所定の割合以上",
            &says,
            &body,
        ),
        tests: tests.join("\n"),
    }
}

fn yearly(part: u32, variant: u32) -> Made {
    let (name, field) = (format!("yearly_{part}_{variant}"), format!("part{part:02}"));
    let ceiling = 20 + variant;
    let body = format!(
        "  for each y in {field}.years {{
    require y.grant at most {ceiling} million yen
    require y.own at least 20% of y.grant
  }}
"
    );
    let tests = [
        with(
            &name,
            "one yen too much in the second year",
            &format!("{field}.years[1].grant = {ceiling},000,001円"),
            &format!("fails at {field}.years[1].grant"),
        ),
        with(&name, "at the ceiling", &format!("{field}.years[0].grant = {ceiling}百万円"), "passes"),
        without(&name, &format!("{field}.years[0].own")),
    ];
    let says = format!("no more than {ceiling} million yen a year");
    Made {
        rule: rule(
            &name,
            "Each year's grant stays below the ceiling",
            "各年度の補助金は上限以下",
            &says,
            &body,
        ),
        tests: tests.join("\n"),
    }
}

fn by_kind(part: u32, variant: u32) -> Made {
    let (name, field) = (format!("by_kind_{part}_{variant}"), format!("part{part:02}"));
    let least = 50 + variant;
    let body = format!(
        "  when {field}.kind is company {{
    require {field}.open_use at least {least}%
    require {field}.own at least half of {field}.grant
  }}
"
    );
    let tests = [
        with(
            &name,
            "one percent short",
            &format!("{field}.kind = company\n    {field}.open_use = {}%", least - 1),
            &format!("fails at {field}.open_use"),
        ),
        with(&name, "not a company", &format!("{field}.kind = institute"), "not applicable"),
        inline(
            &name,
            "a company that opens as much as it must",
            &format!("{field} = {{ kind = 企業, open_use = {least}%, own = 5百万円, grant = 10百万円 }}"),
            "passes",
        ),
    ];
    let says = format!("companies open {least}% or more");
    Made {
        rule: rule(&name, "A company opens its equipment to others", "企業は設備を外部に開放", &says, &body),
        tests: tests.join("\n"),
    }
}

fn any_of(part: u32, variant: u32) -> Made {
    let (name, field) = (format!("any_of_{part}_{variant}"), format!("part{part:02}"));
    let (least, people) = (30 + variant, 3 + variant);
    let body = format!(
        "  require any of {{
    {field}.open_use at least {least}%
    {field}.staff at least {people} and {field}.remote
  }}
"
    );
    let tests = [
        with(
            &name,
            "neither",
            &format!("{field}.open_use = {}%\n    {field}.staff = {people}", least - 1),
            "fails",
        ),
        with(
            &name,
            "a remote place with enough people",
            &format!("{field}.open_use = 1%\n    {field}.staff = {people}\n    {field}.remote = yes"),
            "passes",
        ),
        inline(&name, "enough is opened", &format!("{field} = {{ open_use = {least}% }}"), "passes"),
    ];
    let says = format!("{least}% or more, or {people} people in remote places");
    Made {
        rule: rule(
            &name,
            "The part is open, or well staffed far away",
            "開放率または人員の要件",
            &says,
            &body,
        ),
        tests: tests.join("\n"),
    }
}

fn total(part: u32, variant: u32) -> Made {
    let (name, field) = (format!("total_{part}_{variant}"), format!("part{part:02}"));
    let most = 40 + variant;
    let body = format!(
        "  require (sum of y.grant for y in {field}.years) at most {most} million yen
  require {field}.requested at most {field}.grant + 20 million yen
"
    );
    let tests = [
        with(
            &name,
            "one yen too much",
            &format!("{field}.years[0].grant = {}円", (most - 15) * 1_000_000 + 1),
            "fails",
        ),
        with(
            &name,
            "exactly as much as there may be",
            &format!("{field}.years[0].grant = {}百万円", most - 15),
            "passes",
        ),
        without(&name, &format!("{field}.years[1].grant")),
    ];
    let says = format!("{most} million yen in all");
    Made {
        rule: rule(&name, "The years together stay below the total", "全年度の合計は上限以下", &says, &body),
        tests: tests.join("\n"),
    }
}

fn years_differ(part: u32, variant: u32) -> Made {
    let (name, field) = (format!("years_differ_{part}_{variant}"), format!("part{part:02}"));
    let body = format!(
        "  require no two of y.year for y in {field}.years are equal
  require every y in {field}.years satisfies y.year between call_year and call_year + {}
",
        variant + 1
    );
    let tests = [
        with(&name, "one year twice", &format!("{field}.years[1].year = FY2024"), "fails"),
        with(&name, "the last year", &format!("{field}.years[1].year = FY{}", 2025 + variant), "passes"),
        with(&name, "a year too late", &format!("{field}.years[1].year = FY{}", 2026 + variant), "fails"),
    ];
    let says = format!("within {} years", variant + 2);
    Made {
        rule: rule(
            &name,
            "Each year stands once, and lies in the term",
            "年度は重複せず期間内",
            &says,
            &body,
        ),
        tests: tests.join("\n"),
    }
}

fn dates(part: u32, variant: u32) -> Made {
    let (name, field) = (format!("dates_{part}_{variant}"), format!("part{part:02}"));
    let last = 2027 + variant;
    let body = format!(
        "  valid from FY2024
  require {field}.starts before {field}.ends
  require {field}.ends on or before {last}-03-31
"
    );
    let (late, last_day) = (format!("{last}-04-01"), format!("令和{}年3月31日", last - 2018));
    let (fails, needs) = (format!("fails at {field}.ends"), format!("undetermined needs {field}.ends"));
    let rows = [(late.as_str(), fails.as_str()), (&last_day, "passes"), ("missing", &needs)];
    let tests = table(&name, &format!("{field}.ends"), rows);
    let says = format!("until the end of March {last}");
    Made { rule: rule(&name, "The part ends in time", "期間内に終了", &says, &body), tests }
}

fn exception(part: u32, variant: u32) -> Made {
    let (name, field) = (format!("exception_{part}_{variant}"), format!("part{part:02}"));
    let least = 6 + variant;
    let body = format!(
        "  unless {field}.remote because \"remote places may have fewer people\" ja \"遠隔地は例外\"
    cite guide \"Annex: remote places\"
  require {field}.staff at least {least}
"
    );
    let tests = [
        with(
            &name,
            "one too few",
            &format!("{field}.staff = {}", least - 1),
            &format!("fails at {field}.staff"),
        ),
        inline(&name, "far away", &format!("{field} = {{ staff = 1, remote = はい }}"), "not applicable"),
        with(&name, "just enough", &format!("{field}.staff = {least}"), "passes"),
    ];
    let says = format!("{least} people or more");
    Made {
        rule: rule(&name, "Enough people look after the part", "担当者は所定の人数以上", &says, &body),
        tests: tests.join("\n"),
    }
}

fn every_year(part: u32, variant: u32) -> Made {
    let (name, field) = (format!("every_year_{part}_{variant}"), format!("part{part:02}"));
    let least = 1 + variant;
    let body = format!(
        "  require every y in {field}.years where y.year after call_year satisfies y.own at least {least} million yen\n"
    );
    let tests = [
        with(
            &name,
            "a yen short in the second year",
            &format!("{field}.years[1].own = {}円", least * 1_000_000 - 1),
            "fails",
        ),
        with(&name, "the first year is not asked for", &format!("{field}.years[0].own = 0"), "passes"),
        without(&name, &format!("{field}.years[1].own")),
    ];
    let says = format!("{least} million yen in each later year");
    Made {
        rule: rule(&name, "Each later year is paid for in part", "次年度以降の自己負担", &says, &body),
        tests: tests.join("\n"),
    }
}
