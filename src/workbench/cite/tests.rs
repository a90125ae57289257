//! Whole runs over a small pack and documents written for the purpose.

use super::*;
use crate::load::{Entry, World, load_pack};

const RULES: &str = r#"
program demo {
  title "Demo" authority "Ministry" proposal Proposal
}
source guide { title "Guide for applicants" file "guide.txt" }
source notes { title "Notes of the seminar" }
record Proposal { staff : whole number }
rule staff_given "Staff" {
  cite guide "Scope of the Grant" says "ten people"
  cite guide "Seminar Notes"
  unless staff is 3 because "three" cite notes "Exceptions of the Grant"
  require staff at least 1
}
question how_many "How many?" {
  cite guide "Scope of Grants" says "all the people there are"
  about staff_given
}
"#;

const GUIDE: &str = "\
Scope of the Grant

At most ten people work on it, and each of them is named in the application.

Costs of the Grant

- travel

Audit of the Grant

- yearly
";

const NOTES: &str = "\
Notes of the Seminar

Seminar Notes

- none

Exceptions of the Grant

- none
";

struct Memory;

impl World for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        match path {
            "rules/demo/demo.kisoku" => Ok(RULES.into()),
            "sources/guide.txt" => Ok(GUIDE.into()),
            "sources/more/notes.md" => Ok(NOTES.into()),
            "sources/bad.txt" => Ok(vec![0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea]),
            other => Err(format!("no {other}")),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, String> {
        let file = |name: &str| Entry { name: name.to_owned(), folder: false };
        match folder {
            "rules/demo" => Ok(vec![file("demo.kisoku")]),
            "sources" => Ok(vec![
                file("bad.txt"),
                file("guide.txt"),
                file("slides.pdf"),
                Entry { name: "more".to_owned(), folder: true },
            ]),
            "sources/more" => Ok(vec![file("notes.md")]),
            other => Err(format!("no {other}")),
        }
    }

    fn is_inside(&self, _: &str, _: &str) -> bool {
        true
    }
}

#[test]
fn documents_are_read_and_others_named() {
    let read = read_documents(&Memory, "sources").unwrap();
    let names: Vec<&str> = read.documents.iter().map(|document| document.name.as_str()).collect();
    assert_eq!(names, ["guide.txt", "more/notes.md"]);
    assert_eq!(read.others, ["slides.pdf"]);
    assert_eq!(read.unreadable.len(), 1);
    assert!(read_documents(&Memory, "nowhere").is_err());
}

#[test]
fn every_citation_is_looked_up_and_what_nothing_cites_is_listed() {
    let loaded = load_pack(&Memory, "rules", "rules/demo", "demo", false);
    assert!(loaded.plan.is_some(), "{:?}", loaded.diags);
    let documents = read_documents(&Memory, "sources").unwrap().documents;
    let pack = CitedPack {
        id: "demo",
        pack: &loaded.plan.as_ref().unwrap().pack,
        files: &loaded.sources,
        readme: Some("Nothing is checked of “Audit of the Grant”. Costs of the Grant are not quoted."),
    };
    let report = cite(&[pack], &documents);
    let status: Vec<Status> = report.citations.iter().map(Citation::status).collect();
    assert_eq!(status, [Status::Found, Status::Elsewhere, Status::Found, Status::Stale]);
    assert_eq!(report.code(), 1);
    let Some(Lookup::Stale(near)) = report.citations.last().map(|citation| citation.heading.result.clone())
    else {
        panic!("the last heading is stale");
    };
    assert_eq!(near.unwrap().text, "Scope of the Grant");
    let texts = |headings: &[HeadingLines]| -> Vec<String> {
        headings.iter().map(|heading| heading.text.clone()).collect()
    };
    assert_eq!(texts(&report.documents[0].uncovered), ["Costs of the Grant"]);
    assert_eq!(texts(&report.documents[0].explained), ["Audit of the Grant"]);
    assert_eq!(report.sources[1].chosen, Chosen::ByTitle { found: 4, of: 4 });

    let diagnostics = diagnostics(&[pack], &report, "sources");
    let codes: Vec<String> = diagnostics[0].iter().map(|diagnostic| diagnostic.code.to_string()).collect();
    assert_eq!(codes, ["K0305", "K0303", "K0304"]);

    let wire: serde_json::Value =
        serde_json::from_str(&json(&report, &[(&loaded.sources, &diagnostics[0])])).unwrap();
    assert_eq!(wire["schema"], SCHEMA);
    assert_eq!(wire["summary"]["stale"], 1);
    assert_eq!(wire["citations"][1]["heading"]["found_in"], "more/notes.md");
    assert_eq!(wire["diagnostics"][2]["line"], 15);
}
