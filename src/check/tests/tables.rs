//! Reference data.

use super::{HEAD, diagnose_with, said};

const TABLE: &str = r#"
table t from "t.csv" { name : text  since : fiscal year  cost : thousand yen  field : optional Field }
rule in_t "T" { cite s "x" require some c in t satisfies c.name is region }
"#;

fn csv(text: &str) -> Vec<(String, String)> {
    diagnose_with(&format!("{HEAD}{TABLE}"), None, &[("t.csv", Ok(text))])
}

fn declared(decl: &str) -> Vec<(String, String)> {
    diagnose_with(&format!("{HEAD}{decl}"), None, &[("t.csv", Ok("a,b\n1,2\n"))])
}

#[test]
fn files() {
    assert_eq!(
        csv("\u{FEFF}name,Since,ｃｏｓｔ,field\r\nSapporo,FY2002,\"5億円\",IT\r\nKyoto,平成14年度,500,\r\n"),
        []
    );
    let good = "A,FY2002,1,it\n";
    assert_eq!(csv(&format!("name,sinec,cost,field\n{good}")), said(&[("K0183", "sinec")]));
    assert_eq!(csv("name,since,field\nA,FY2002,it\n"), said(&[("K0183", "name,since,field")]));
    assert_eq!(
        csv(&format!("name,since,cost,field,more\n{}", "A,FY2002,1,it,x\n")),
        said(&[("K0183", "more")])
    );
    assert_eq!(csv("name,since,cost,field,name\nA,FY2002,1,it,A\n"), said(&[("K0183", "name")]));
    assert_eq!(csv("name,since,cost,field\nA,FY2002,1\n"), said(&[("K0184", "A,FY2002,1")]));
    assert_eq!(csv("name,since,cost,field\nA,FY2002,1,it,x\n"), said(&[("K0184", "A,FY2002,1,it,x")]));
    assert_eq!(
        csv("name,since,cost,field\nA,soon,0.5,its\n"),
        said(&[("K0185", "soon"), ("K0185", "0.5"), ("K0185", "its")])
    );
    assert_eq!(csv("name,since,cost,field\n,FY2002,1,\n"), said(&[("K0185", "")]));
    assert_eq!(csv("name,since,cost,field\nA,FY2002,1,\"it\n"), said(&[("K0185", "\"")]));
    assert_eq!(csv("name;since;cost;field\nA;FY2002;1;it\n"), said(&[("K0183", "name;since;cost;field")]));
    assert_eq!(csv(""), said(&[("K0166", "\"t.csv\"")]));
    assert_eq!(csv("name,since,cost,field\n"), said(&[("K0180", "t")]));
    let unread = diagnose_with(&format!("{HEAD}{TABLE}"), None, &[("t.csv", Err("no such file"))]);
    assert_eq!(unread, said(&[("K0182", "\"t.csv\"")]));
}

#[test]
fn declarations() {
    assert_eq!(declared("table t from \"t.csv\" { a : text b : whole number }"), []);
    for path in ["/t.csv", "../t.csv", "a/../t.csv", "C:t.csv", "a\\\\t.csv", ""] {
        let found = declared(&format!("table t from \"{path}\" {{ a : text }}"));
        assert_eq!(found, said(&[("K0181", &format!("\"{path}\""))]), "{path}");
    }
    assert_eq!(
        declared("table t from \"t.csv\" { a : text b : list of text }"),
        said(&[("K0186", "list of text")])
    );
    assert_eq!(declared("table t from \"t.csv\" { a : text b : Plan }"), said(&[("K0186", "Plan")]));
    assert_eq!(
        declared("table t from \"t.csv\" { a : text cite q \"x\" b : text }"),
        said(&[("K0130", "q")])
    );
    let used = |e: &str| {
        declared(&format!(
            "table t from \"t.csv\" {{ a : text b : optional whole number }} rule u \"U\" {{ cite s \"x\" require {e} }}"
        ))
    };
    assert_eq!(used("t is 1"), said(&[("K0158", "t")]));
    assert_eq!(used("t.a is region"), said(&[("K0138", "t")]));
    assert_eq!(used("some x in t satisfies x.c is region"), said(&[("K0137", "c")]));
    assert_eq!(used("some x in t satisfies x.b is staff"), said(&[("K0161", "x.b")]));
    assert_eq!(used("some x in t satisfies x is given"), said(&[("K0157", "x")]));
    let typed = "some x in t where x.b is given satisfies x.b is staff";
    assert_eq!(used(typed), []);
}
