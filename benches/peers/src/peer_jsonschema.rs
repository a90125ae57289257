//! Seven of the twelve rules as a JSON Schema, run by the library jsonschema: `peer-jsonschema SCHEMA PATH`.

mod inputs;

use serde_json::Value;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(&arguments[1]).unwrap()).unwrap();
    let names: Vec<&str> =
        schema["allOf"].as_array().unwrap().iter().map(|part| part["$comment"].as_str().unwrap()).collect();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut out = String::new();
    inputs::each(arguments[2].as_ref(), |name, text, yaml| {
        let value: Value = match yaml {
            true => {
                let options = serde_saphyr::options! { budget: None };
                serde_saphyr::from_str_with_options(text, options).unwrap()
            }
            false => serde_json::from_str(text).unwrap(),
        };
        let mut rules: Vec<String> = Vec::new();
        for error in validator.iter_errors(&value) {
            let path = error.schema_path().to_string();
            let index: usize = path.split('/').nth(2).unwrap().parse().unwrap();
            if !rules.iter().any(|known| known == names[index]) {
                rules.push(names[index].to_owned());
            }
        }
        inputs::add_line(&mut out, name, &rules);
    });
    inputs::finish(&out)
}
