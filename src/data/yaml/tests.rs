use super::*;
#[test]
fn dump() {
    for text in [
        "a: 1\nb: 核 # c\nc:\n  - x\n  - 'it''s'\nd:\n",
        "\u{FEFF}核: 北海道\r\n負担: \"5億円\" # c\r\nl: [1, {a: 2}] \r\nm: |\r\n  x\r\n  y\r\n\r\nn: a\r\n  b\r\n",
        "a: 1\rb:\r  c: 2\r",
        "a:\n- x\n-\n- y\nb: \nc: &q {d: }\ne: *q\nf: !!str 5\ng: !!str\nh: ! 5\ni: &z\nj: !!int \"5\"\n",
        "--- a\n---\n---\n# c\n...\n---\nb: 1\n",
        "a:\n\tb: 1\n", "a: 'x\nb: 1\n", "a: \"x\nb: 1\n", "a: 1\nb:2\nc: 3\n", "a: 1\n設備費：5\n", "a: @x\n", "a: %x\n", "a: `x`\n",
        "a: [1, 2\nb: 3\n", "a: {x: 1\n", "a: 1\n  b: 2\n", "a:\n  b: 1\n c: 2\n", "a: b: c\n", "a: *x\n", "a: &a [*a]\n", "a: * x\n", "- 1\nb: 2\n", "a: 1\nxyz\nb: 1\n", "a: \"\\d\"\n", "a: \"x\" y\n", "a: 1]\nb: ]\n", "a:\n  - b\n - c\n", "a: x\tb\nb:\t1\n", "a: |\n\tx\n", "? [a]\n: b\n", "a: !foo b\n", "a: 1\n\tb: 2\n", "- a:\n\t- b\n","{a: 1}}","a: \u{1}\n", "%FOO\na: 1\n", "a: [1, 2]]\n", "a: 5\na: 6\n","a: x\n... \nfoo\n",
    ] {
        println!("=== {text:?}");
        for d in read_yaml(FileId(0), text) {
            match d.tree {
                Ok(t) => for (i, n) in t.nodes.iter().enumerate() {
                    println!("  {i} {:?} next {} {:?}", n.kind, n.next, text.get(n.start as usize..n.end as usize));
                },
                Err(e) => { println!("  {} {}", e.code, e.message.en); for l in &e.labels { println!("     {:?} {:?} {}", l.span.range(), text.get(l.span.range()), l.text.en); } println!("     help {:?}", e.help.map(|h| h.en)); }
            }
        }
    }
}
