//! Packs that use each other, in a world that is a map of texts.
#![cfg(test)]

use super::{Entry, LoadedPack, World, load_pack};
use std::collections::{BTreeMap, BTreeSet};

struct Texts(BTreeMap<String, String>);

impl World for Texts {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| "not found".to_owned())
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, String> {
        let start = format!("{folder}/");
        let below = self.0.keys().filter_map(|path| path.strip_prefix(&start));
        let entries: BTreeSet<Entry> = below
            .map(|path| match path.split_once('/') {
                Some((name, _)) => Entry { name: name.to_owned(), folder: true },
                None => Entry { name: path.to_owned(), folder: false },
            })
            .collect();
        Ok(entries.into_iter().collect())
    }

    fn is_inside(&self, path: &str, _folder: &str) -> bool {
        !path.contains("linked")
    }
}

/// Loads pack `a` of a world of packs, each a name and what stands in it after a sound head.
fn load(packs: &[(&str, &str)], more: &[(&str, &str)]) -> LoadedPack {
    let mut texts = BTreeMap::new();
    for (id, text) in packs {
        let head = format!(
            "program {id} {{ title \"P\" proposal Proposal as of year }}\nsource s {{ title \"S\" }}\n\
             rule sound \"Sound\" {{ cite s \"x\" require cost at least 1 yen }}\n"
        );
        let record = "record Proposal { year : fiscal year cost : yen }\n";
        let record = if text.contains("record Proposal") { "" } else { record };
        texts.insert(format!("rules/{}/p.kisoku", id.replace('.', "/")), format!("{head}{record}{text}"));
    }
    for (path, text) in more {
        texts.insert((*path).to_owned(), (*text).to_owned());
    }
    load_pack(&Texts(texts), "rules", "rules/a", "a", true)
}

fn codes(pack: &LoadedPack) -> Vec<(String, String)> {
    let shown = pack.diags.iter().map(|diagnostic| {
        let span = diagnostic.span().unwrap();
        (diagnostic.code.to_string(), pack.sources.get(span.file).unwrap().slice(span).to_owned())
    });
    shown.collect()
}

fn said(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
}

fn rule(require: &str) -> String {
    format!("rule r \"R\" {{ cite s \"x\" require {require} }}\n")
}

#[test]
fn figures_tables_and_enums_of_another_pack_are_there() {
    let other = "let floor = 5 yen\nlet cap from FY2001 = 6 yen from FY2005 = 7 yen\n\
                 enum Field { it  life }\nlet best = Field.it\n\
                 table known from \"known.csv\" { name : text field : Field }\n";
    let own = "use o.one\nuse o.two as second\n\
               record Proposal { year : fiscal year cost : yen field : one.Field fields : list of one.Field }\n";
    let more = rule(
        "cost at least one.floor and cost at most one.cap and field is not life and field is not one.Field.life \
         and (some k in one.known satisfies k.field is field) and field is one.best and cost more than second.one",
    );
    let pack = load(
        &[("a", &format!("{own}{more}")), ("o.one", other), ("o.two", "let one = 1 yen\n")],
        &[("rules/o/one/known.csv", "name,field\nA,it\nB,life\n")],
    );
    assert_eq!(codes(&pack), []);
    let plan = pack.plan.unwrap();
    let names: Vec<&str> = plan.pack.lets.iter().map(|figure| figure.name.as_str()).collect();
    assert_eq!(names, ["one.floor", "one.cap", "one.best", "second.one"]);
    let table = &plan.pack.tables[0];
    assert_eq!((table.name.as_str(), table.rows.len()), ("one.known", 2));
    assert_eq!(pack.sources.get(table.file).unwrap().name, "rules/o/one/known.csv");
}

#[test]
fn the_enum_of_a_third_pack_is_one_type_wherever_it_comes_from() {
    let own = "use b\nuse c\nrecord Proposal { year : fiscal year cost : yen field : c.Field }\n";
    let more = rule("some k in b.known satisfies k.field is field");
    let packs = [
        ("a", &*format!("{own}{more}")),
        ("b", "use c as third\ntable known from \"k.csv\" { field : third.Field }\n"),
        ("c", "enum Field { it  life }\n"),
    ];
    let pack = load(&packs, &[("rules/b/k.csv", "field\nit\nlife\n")]);
    assert_eq!(codes(&pack), []);
    assert_eq!(pack.plan.unwrap().pack.schema.enums.len(), 1);
    assert_eq!(pack.used.iter().map(|used| used.id.as_str()).collect::<Vec<_>>(), ["b", "c"]);
}

#[test]
fn packs_that_cannot_be_used() {
    let one = |text: &str, packs: &[(&str, &str)]| {
        let mut all = vec![("a", text)];
        all.extend(packs);
        codes(&load(&all, &[]))
    };
    assert_eq!(one("use base\n", &[("o.base", "")]), said(&[("K0190", "base")]));
    assert_eq!(one("use linked\n", &[("linked", "")]), said(&[("K0190", "linked")]));
    assert_eq!(one("use a\n", &[]), said(&[("K0191", "a")]));
    assert_eq!(one("use b\n", &[("b", "use c\n"), ("c", "use a\n")]), said(&[("K0191", "b")]));
    assert_eq!(one("use b\n", &[("b", "use c\n"), ("c", "use b\n")]), said(&[("K0192", "b")]));
    assert_eq!(one("use b\n", &[("b", "let x = y\n")]), said(&[("K0192", "b")]));
    let broken = load(&[("a", "use b\n"), ("b", "let x = y\n")], &[]);
    assert_eq!(broken.used[0].diags.len(), 1);
}

#[test]
fn names_that_clash_or_are_not_there() {
    let packs = [
        ("b", "let x = 1 yen\nenum E { it }\ndefine twice of Proposal = cost * 2\n"),
        ("o.b", "let x = 1 yen\n"),
    ];
    let one = |text: &str| {
        let mut all = vec![("a", text)];
        all.extend(packs);
        codes(&load(&all, &[]))
    };
    let r = |text: &str| format!("use b\n{}", rule(text));
    assert_eq!(one("use b\nuse o.b\n")[1..], said(&[("K0193", "b")]));
    assert_eq!(
        one(&format!("use b\nuse b as c\n{}", rule("cost at least c.x")))[1],
        said(&[("K0193", "use b as c")])[0]
    );
    assert_eq!(one(&format!("use b as cost\n{}", rule("cost at least 2 yen")))[0].0, "K0194");
    assert_eq!(one(&format!("let b = 1 yen\n{}", r("cost at least b")))[0].0, "K0194");
    assert_eq!(one(&r("cost at least b.sound")), said(&[("K0195", "sound")]));
    assert_eq!(one(&r("cost at least b.twice")), said(&[("K0195", "twice")]));
    assert_eq!(one(&r("cost at least b.y")), said(&[("K0130", "y")]));
    assert_eq!(one(&r("cost at least b")), said(&[("K0140", "b")]));
    assert_eq!(one(&r("cost at least b.x.y")), said(&[("K0139", "y")]));
    assert_eq!(one(&r("cost at least b.E")), said(&[("K0140", "b.E")]));
    assert_eq!(
        one(&r("some b in b.x satisfies b is b")).iter().filter(|(code, _)| code == "K0134").count(),
        1
    );
    assert_eq!(one("use b\n"), said(&[("K0196", "b")]));
    assert_eq!(one("use b.\n")[0].0, "K0101");
    assert_eq!(one(&rule("cost at least c.x")), said(&[("K0130", "c")]));
}

#[test]
fn a_pack_that_only_tests_use_is_used_in_their_file() {
    let text = "test \"t\" { expect b.x is 1 yen }\n";
    let packs = [("a", "use b\n"), ("b", "let x = 1 yen\n")];
    assert_eq!(codes(&load(&packs, &[("rules/a/p.test.kisoku", text)])), said(&[("K0196", "b")]));
    let text = format!("use b\n{text}");
    let packs = [("a", ""), ("b", "let x = 1 yen\n")];
    assert_eq!(codes(&load(&packs, &[("rules/a/p.test.kisoku", &text)])), []);
}
