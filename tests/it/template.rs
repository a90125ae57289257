//! Templates of all shipped packs: untouched they are only undetermined, and filled in they come out as the proposal
//! that they were filled from.

use kisoku::cli::Disk;
use kisoku::data::{FieldType, Format, Kind, NodeId, RecordId, Schema, Tree, read};
use kisoku::load::{find_packs, load_pack};
use kisoku::text::{FileId, Source};
use serde_json::{Map, Value};
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const FORMATS: [(&str, Format); 3] = [("yaml", Format::Yaml), ("toml", Format::Toml), ("json", Format::Json)];

fn kisoku(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(arguments)
        .current_dir(ROOT)
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap()
}

fn report(paths: &[&str]) -> Value {
    let mut arguments = vec!["check", "--rules", "rules", "--format", "json"];
    arguments.extend(paths);
    serde_json::from_slice(&kisoku(&arguments).stdout).unwrap()
}

fn packs() -> Vec<String> {
    let rules = format!("{ROOT}/rules");
    let found: Vec<String> = find_packs(&Disk, &rules).into_iter().map(|pack| pack.id).collect();
    assert!(found.len() >= 14, "{found:?}");
    found
}

fn template(program: &str, format: &str, lang: &str) -> String {
    let output = kisoku(&["new", program, "--format", format, "--lang", lang]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The template with every part that is commented out in use. A comment has an odd number of spaces behind its `#`.
fn in_use(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let start = line.trim_start();
        let indent = " ".repeat(line.len() - start.len());
        let commented_out = start.strip_prefix('#').filter(|rest| {
            let spaces = rest.len() - rest.trim_start().len();
            !rest.is_empty() && spaces % 2 == 0
        });
        out.push_str(&commented_out.map_or_else(|| line.to_owned(), |rest| format!("{indent}{rest}")));
        out.push('\n');
    }
    out
}

/// Reads files with these texts: whatever the rules say of entries that are all empty, their shape is right.
fn well_formed(texts: &[(String, String)]) {
    for proposal in checked(texts) {
        assert_ne!(proposal["verdict"], "unreadable", "{proposal}");
        for finding in proposal["findings"].as_array().unwrap() {
            let rule = finding["rule"].as_str().unwrap();
            assert!(!rule.starts_with('K') || rule == "K0222", "{}: {finding}", proposal["path"]);
        }
    }
}

/// What comes out for files with these texts.
fn checked(texts: &[(String, String)]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in texts {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let report = report(&[folder.path().to_str().unwrap()]);
    let proposals = report["proposals"].as_array().unwrap();
    assert_eq!(proposals.len(), texts.len());
    proposals.clone()
}

/// Holds files with these texts against their rules: nothing may be wrong with their shape, and nothing may fail.
fn only_gaps(texts: &[(String, String)]) {
    for proposal in checked(texts) {
        let name = &proposal["path"];
        for finding in proposal["findings"].as_array().unwrap() {
            let rule = finding["rule"].as_str().unwrap();
            let message = finding["message"]["en"].as_str().unwrap();
            match finding["outcome"].as_str().unwrap() {
                "undetermined" => assert!(!rule.starts_with('K') || rule == "K0222", "{name}: {finding}"),
                "left_to_reviewers" => assert!(message.contains("is missing"), "{name}: {finding}"),
                other => panic!("{name}: {other}: {finding}"),
            }
        }
        assert_eq!(proposal["verdict"], "undetermined", "{name}");
    }
}

#[test]
fn an_untouched_template_is_only_undetermined() {
    let (mut untouched, mut used) = (Vec::new(), Vec::new());
    for program in packs() {
        for (format, _) in FORMATS {
            for lang in ["en", "ja"] {
                let text = template(&program, format, lang);
                let name = format!("{program}.{lang}.{format}");
                used.push((name.clone(), in_use(&text)));
                untouched.push((name, text));
            }
        }
    }
    only_gaps(&untouched);
    well_formed(&used);
    let text = |name: &str| untouched.iter().find(|(known, _)| known == name).map(|(_, text)| text).unwrap();
    assert!(text("mext.kci.stage2.en.yaml").contains("\n#expansion:\n#  -\n"));
    assert!(text("mext.kci.stage2.ja.toml").contains("\n[\"中核機関\"]\n"));
}

#[test]
fn the_check_of_an_untouched_template_ends_as_undetermined() {
    let folder = tempfile::tempdir().unwrap();
    for program in packs() {
        let path = folder.path().join("one.yaml");
        std::fs::write(&path, template(&program, "yaml", "ja")).unwrap();
        let code = kisoku(&["check", path.to_str().unwrap(), "--rules", "rules"]).status.code();
        assert_eq!(code, Some(3), "{program}");
    }
}

/// A document as JSON, every value as the text that stands there.
fn as_json(tree: &Tree, id: NodeId, source: &Source) -> Value {
    let id = tree.resolve(id);
    match tree.node(id).unwrap().kind {
        Kind::Map => {
            let mut children = tree.children(id);
            let mut map = Map::new();
            while let (Some(key), Some(value)) = (children.next(), children.next()) {
                let Value::String(key) = as_json(tree, key, source) else { panic!("a key that is no text") };
                map.insert(key, as_json(tree, value, source));
            }
            Value::Object(map)
        }
        Kind::Seq => tree.children(id).map(|item| as_json(tree, item, source)).collect(),
        Kind::Plain(text) => match tree.text(text, &source.text) {
            "" | "~" | "null" => Value::Null,
            text => Value::from(text),
        },
        Kind::Quoted(text) => Value::from(tree.text(text, &source.text)),
        Kind::Alias(_) => panic!("an alias that leads nowhere"),
    }
}

fn parsed(text: String, format: Format, document: u64) -> Value {
    let source = Source::new(FileId(1), "x", text);
    let all = read(&source, format);
    let document = all.into_iter().find(|one| u64::from(one.number) == document).unwrap();
    let tree = document.tree.unwrap_or_else(|problem| panic!("{}\n{}", problem.message.en, source.text));
    as_json(&tree, tree.root().unwrap(), &source)
}

/// The template with the values of a proposal: its keys, not those of the proposal. Every field of the proposal must
/// be in the template.
fn filled(schema: &Schema, record: RecordId, template: &Value, from: &Value) -> Value {
    let (Value::Object(template), Value::Object(from)) = (template, from) else { return from.clone() };
    let record = schema.record(record).unwrap();
    let field = |key: &String| record.field_of_key(key);
    let mut out = Map::new();
    for (key, value) in from {
        let Some(index) = field(key) else {
            assert_eq!(key, "program");
            out.insert(key.clone(), value.clone());
            continue;
        };
        let (own_key, blank) = template
            .iter()
            .find(|(own, _)| field(own) == Some(index))
            .unwrap_or_else(|| panic!("{key} is not in the template"));
        let value = match (&record.fields[index].ty, value, blank) {
            (FieldType::Record(inner), _, _) => filled(schema, *inner, blank, value),
            (FieldType::List { item, .. }, Value::Array(items), Value::Array(blanks)) => {
                match item.as_ref() {
                    FieldType::Record(inner) => {
                        items.iter().map(|one| filled(schema, *inner, &blanks[0], one)).collect()
                    }
                    _ => value.clone(),
                }
            }
            _ => value.clone(),
        };
        out.insert(own_key.clone(), value);
    }
    Value::Object(out)
}

#[test]
fn a_template_filled_with_a_shipped_proposal_comes_out_as_that_proposal() {
    let shipped = report(&["proposals"]);
    let rules = format!("{ROOT}/rules");
    for program in packs() {
        let pack =
            load_pack(&Disk, &rules, &format!("{rules}/{}", program.replace('.', "/")), &program, false);
        let pack = &pack.plan.unwrap().pack;
        let mut tried = 0;
        for proposal in shipped["proposals"].as_array().unwrap() {
            let shape_is_broken = proposal["findings"].as_array().unwrap().iter().any(|finding| {
                finding["rule"].as_str().unwrap().starts_with('K') && finding["outcome"] == "fail"
            });
            if proposal["program"] != program.as_str() || shape_is_broken || tried == 3 {
                continue;
            }
            tried += 1;
            let path = proposal["path"].as_str().unwrap();
            let text = std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap();
            let from = parsed(text, Format::of_path(path).unwrap(), proposal["document"].as_u64().unwrap());
            let folder = tempfile::tempdir().unwrap();
            for (format, of) in FORMATS {
                for lang in ["en", "ja"] {
                    let blank = parsed(in_use(&template(&program, format, lang)), of, 1);
                    let filled = filled(&pack.schema, pack.program.root, &blank, &from);
                    let name = folder.path().join(format!("{lang}.{format}.json"));
                    std::fs::write(name, filled.to_string()).unwrap();
                }
            }
            for one in report(&[folder.path().to_str().unwrap()])["proposals"].as_array().unwrap() {
                let name = format!("{path} in {}", one["path"]);
                assert_eq!(one["verdict"], proposal["verdict"], "{name}");
                assert_eq!(one["rules"], proposal["rules"], "{name}");
            }
        }
        assert!(tried > 0, "{program} has no proposal");
    }
}
