//! The twelve rules in Rego, run by the library regorus on its fast virtual machine: `peer-regorus POLICY PATH`.

mod inputs;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Rc, Value};

const ENTRY: &str = "data.grant.violations";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let mut engine = Engine::new();
    engine.add_policy("proposal.rego".into(), std::fs::read_to_string(&arguments[1]).unwrap()).unwrap();
    let entry: Rc<str> = ENTRY.into();
    let policy = engine.compile_with_entrypoint(&entry).unwrap();
    let mut vm = RegoVM::new();
    vm.load_program(Compiler::compile_from_policy(&policy, &[ENTRY]).unwrap());
    vm.set_data(Value::new_object()).unwrap();
    // The default of 25 000 stops on the proposal with 50 000 participants.
    vm.set_max_instructions(usize::MAX);
    let mut out = String::new();
    inputs::each(arguments[2].as_ref(), |name, text, yaml| {
        let value = if yaml { Value::from_yaml_str(text) } else { Value::from_json_str(text) };
        vm.set_input(value.unwrap());
        match vm.execute_entry_point_by_name(ENTRY).unwrap() {
            Value::Set(found) => {
                let rules: Vec<String> =
                    found.iter().map(|rule| rule.as_string().unwrap().to_string()).collect();
                inputs::add_line(&mut out, name, &rules);
            }
            Value::Undefined => {}
            other => panic!("{name}: {other}"),
        }
    });
    inputs::finish(&out)
}
