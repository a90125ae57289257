//! Whole runs over small packs and documents written for the purpose.

use super::*;
use crate::load::*;

struct D;
impl World for D {
    fn read(&self, p: &str) -> Result<Vec<u8>, String> { std::fs::read(p).map_err(|e| e.to_string()) }
    fn list(&self, p: &str) -> Result<Vec<Entry>, String> {
        let mut v: Vec<Entry> = std::fs::read_dir(p).map_err(|e| e.to_string())?.flatten().map(|e| Entry { name: e.file_name().to_string_lossy().into_owned(), folder: e.path().is_dir() }).collect();
        v.sort();
        Ok(v)
    }
    fn is_inside(&self, _: &str, _: &str) -> bool { true }
}

#[test]
fn dev() {
    let Ok(rules) = std::env::var("CITE_RULES") else { return };
    let docs = read_documents(&D, "/work/shared/sources").unwrap();
    let t = || std::fs::read_to_string("/proc/uptime").unwrap();
    println!("{}", t());
    let packs: Vec<LoadedPack> = find_packs(&D, &rules).iter().map(|p| load_pack(&D, &p.folder, &p.id, false)).collect();
    for p in &packs { if p.plan.is_none() { println!("BROKEN {}", p.id); for d in p.diags.iter().take(3) { println!("  {} {:?}", d.message.en, d.span().and_then(|s| p.sources.get(s.file).map(|f| format!("{}:{}", f.name, f.line_column(s.start).line)))); } } }
    let readmes: Vec<Option<String>> = packs.iter().map(|p| std::fs::read_to_string(format!("{}/README.md", p.folder)).ok()).collect();
    let cp: Vec<CitedPack<'_>> = packs.iter().zip(&readmes).filter_map(|(p, r)| Some(CitedPack { id: &p.id, pack: &p.plan.as_ref()?.pack, files: &p.sources, readme: r.as_deref() })).collect();
    println!("{}", t());
    let report = cite(&cp, &docs.documents);
    println!("{}", t());
    for (p, ds) in cp.iter().zip(diagnostics(&cp, &report, "sources")) {
        for d in ds {
            let s = d.span().unwrap();
            let f = p.files.get(s.file).unwrap();
            println!("{}:{}: {} {}: {}\n    {}", f.name, f.line_column(s.start).line, d.code, d.severity.word(), d.message.en, d.help.unwrap().en);
        }
    }
    println!("{}", human(&report, crate::diag::Lang::En));
    for c in &report.citations { for (w, l) in [("H", Some(&c.heading)), ("S", c.says.as_ref())] { if let Some(l) = l && let Lookup::Found(f) = &l.result && (w == "H" && !f.alone || f.spelling != Spelling::Same) { println!("note {w} {}:{} {:?} {} {:?}", c.at.file, c.at.line, l.text, f.alone, (f.spelling, &f.lines)); } } }
}
