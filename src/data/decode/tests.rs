//! Decoding of small proposals, most of them in YAML's flow notation.

use super::*;
use crate::data::tree::{Leaf, TextAt};
use crate::data::{Enum, Field, Format, Label, Member, Record, index_keys, index_words, read};
use crate::text::FileId;
use crate::value::{Date, EnumId, FiscalYear, Num, Scale};

/// The tree of a YAML text; of an empty one the empty tree.
fn tree(source: &Source) -> Tree {
    read(source, Format::Yaml).remove(0).tree.unwrap_or_default()
}

fn span() -> Span {
    Span::new(FileId(9), 0, 0)
}

fn field(name: &str, ja: &str, ty: FieldType, optional: bool) -> Field {
    let label = Label { en: None, ja: (!ja.is_empty()).then(|| ja.to_owned()) };
    Field { name: name.to_owned(), span: span(), label, aka: vec![], ty, optional }
}

fn record(name: &str, fields: Vec<Field>) -> Record {
    let (keys, clashes) = index_keys(&fields);
    assert!(clashes.is_empty(), "{clashes:?}");
    Record { name: name.to_owned(), span: span(), fields, keys }
}

const THOUSAND: Scalar = Scalar::Money(Money { scale: Scale::Thousand, signed: false });

fn list(item: FieldType, min: u32, max: Option<u32>) -> FieldType {
    FieldType::List { item: Box::new(item), min, max }
}

/// Proposal: region, fiscal_year, fields, rows (1 to 3), plan, note?, start?, share?, count?, open?, tags?
fn schema() -> Schema {
    let one = FieldType::Scalar;
    let proposal = record(
        "Proposal",
        vec![
            field("region", "地域名", one(Scalar::Text), false),
            field("fiscal_year", "公募年度", one(Scalar::FiscalYear), false),
            field("subject", "研究分野", one(Scalar::Enum(EnumId(0))), false),
            field("rows", "本体事業", list(FieldType::Record(RecordId(1)), 1, Some(3)), false),
            field("plan", "事業計画", FieldType::Record(RecordId(2)), false),
            field("note", "備考", one(Scalar::Text), true),
            field("start", "開始日", one(Scalar::Date), true),
            field("share", "割合", one(Scalar::Percent), true),
            field("count", "件数", one(Scalar::Whole), true),
            field("open", "公開", one(Scalar::YesNo), true),
            field("tags", "", list(one(Scalar::Text), 0, None), true),
        ],
    );
    let row = record(
        "Row",
        vec![
            field("national", "国費", one(THOUSAND), false),
            field("local", "地域負担", one(THOUSAND), false),
            field("other", "", one(THOUSAND), true),
        ],
    );
    let plan = record(
        "Plan",
        vec![field("vision", "", one(Scalar::Text), false), field("deep", "", one(Scalar::Text), true)],
    );
    let member = |name: &str, ja: &str| Member {
        name: name.to_owned(),
        span: span(),
        label: Label { en: None, ja: Some(ja.to_owned()) },
        aka: vec![],
    };
    let members = vec![member("it", "情報通信"), member("nanotech", "ナノテク・材料")];
    let (keys, _) = index_words(&members);
    let subject = Enum { name: "Field".to_owned(), span: span(), members, keys };
    Schema { records: vec![proposal, row, plan], enums: vec![subject] }
}

struct Decoded {
    schema: Schema,
    proposal: Proposal,
    findings: Vec<ShapeFinding>,
    source: Source,
}

fn decoded(text: &str) -> Decoded {
    let schema = schema();
    let source = Source::new(FileId(0), "p.yaml", text);
    let (proposal, findings) = decode(&schema, RecordId(0), &tree(&source), &source, 1);
    Decoded { schema, proposal, findings, source }
}

impl Decoded {
    /// `K0222 rows[0].local` for every finding.
    fn codes(&self) -> Vec<String> {
        self.findings
            .iter()
            .map(|f| format!("{} {}", f.diagnostic.code, f.path.write(&self.schema)).trim().to_owned())
            .collect()
    }

    fn slot(&self, path: &str) -> &Slot {
        let path = DataPath::parse(&self.schema, RecordId(0), path).unwrap();
        let id = self.proposal.find(&path).unwrap();
        assert_eq!(self.proposal.path_of(&self.schema, RecordId(0), id), Some(path));
        self.proposal.slot(id).unwrap()
    }

    fn state(&self, path: &str) -> &State {
        &self.slot(path).state
    }

    fn at(&self, path: &str) -> &str {
        self.source.slice(self.slot(path).place(self.source.id))
    }
}

/// A proposal with everything required, and room for more.
fn whole(more: &str) -> String {
    format!(
        "{{program: x.y, region: 富山, fiscal_year: 2007, subject: it, \
         rows: [{{national: 500000, local: 250000}}], plan: {{vision: big}}{more}}}"
    )
}

fn codes(text: &str) -> Vec<String> {
    decoded(text).codes()
}

fn yen(n: i128) -> State {
    State::Given(Value::Num(Num::Int(n)))
}

#[test]
fn a_whole_proposal_has_no_findings() {
    let text = whole(
        ", note: 007, start: 2007-10-10, share: 20%, count: 12, open: はい, tags: [no, \"true\", 1.50]",
    );
    let d = decoded(&text);
    assert_eq!(d.codes(), [""; 0]);
    assert_eq!(d.state("rows[0].national"), &yen(500_000_000));
    assert_eq!(d.state("本体事業[0].国費"), &yen(500_000_000));
    assert_eq!(d.state("rows[0].other"), &State::Missing);
    assert_eq!(d.state("fiscal_year"), &State::Given(Value::Year(FiscalYear(2007))));
    assert_eq!(d.state("start"), &State::Given(Value::Date(Date::new(2007, 10, 10).unwrap())));
    assert_eq!(d.state("share"), &State::Given(Value::Num(Num::fraction(1, 5).unwrap())));
    assert_eq!(d.state("open"), &State::Given(Value::YesNo(true)));
    assert_eq!(d.state("subject"), &State::Given(Value::Member(0)));
    let text = |t: &str| State::Given(Value::Text(t.into()));
    assert_eq!(d.state("note"), &text("007"));
    assert_eq!(d.state("tags[0]"), &text("no"));
    assert_eq!(d.state("tags[1]"), &text("true"));
    assert_eq!(d.state("tags[2]"), &text("1.50"));
    assert_eq!(d.at("rows[0].local"), "250000");
    assert_eq!(d.source.slice(d.slot("rows[0].local").key(d.source.id).unwrap()), "local");
    assert_eq!(d.proposal.slots[0].state, text("富山"));
}

#[test]
fn keys_fold_and_labels_are_keys() {
    let d = decoded(
        "{地域名: ﾄﾔﾏ, ＦＩＳＣＡＬ_YEAR: 平成19年度, 研究分野: ナノテク・材料, \
         本体事業: [{国費: 5億円, 地域負担: 250百万円}], plan: {vision: x}}",
    );
    assert_eq!(d.codes(), [""; 0]);
    assert_eq!(d.state("region"), &State::Given(Value::Text("トヤマ".into())));
    assert_eq!(d.state("rows[0].local"), &yen(250_000_000));
}

#[test]
fn only_the_highest_missing_node_is_named() {
    assert_eq!(
        codes("{region: \"\", fiscal_year: ~, subject: null, rows: [{national: 1}, ~]}"),
        [
            "K0222 plan",
            "K0222 region",
            "K0222 fiscal_year",
            "K0222 subject",
            "K0222 rows[0].local",
            "K0222 rows[1]"
        ]
    );
    assert_eq!(codes("").len(), 5);
    assert_eq!(codes("~").len(), 5);
    let d =
        decoded("{region: \"null\", fiscal_year:, subject: it, rows: [{national: 1, local: 　}], plan: {}}");
    assert_eq!(d.codes(), ["K0222 fiscal_year", "K0222 rows[0].local", "K0222 plan.vision"]);
    assert_eq!(d.state("region"), &State::Given(Value::Text("null".into())));
    assert_eq!(d.at("fiscal_year"), "fiscal_year");
    assert!(d.findings.iter().all(|f| !f.fails && matches!(f.kind, ShapeKind::Missing { .. })));
    let path = DataPath::parse(&d.schema, RecordId(0), "plan.vision").unwrap();
    let (slot, open) = d.proposal.highest_open(&path).unwrap();
    assert_eq!(open.write(&d.schema), "plan.vision");
    assert_eq!(d.findings[2].kind, ShapeKind::Missing { slot });
}

#[test]
fn marks_for_not_applicable_need_an_optional_field() {
    let d = decoded(&whole(", note: n/a, start: 該当なし, tags: —"));
    assert_eq!(d.codes(), [""; 0]);
    for path in ["note", "start", "tags"] {
        assert_eq!(d.state(path), &State::NotApplicable, "{path}");
    }
    let d = decoded("{region: －, fiscal_year: 2007, subject: N/A, rows: n/a, plan: —}");
    assert_eq!(d.codes(), ["K0229 region", "K0229 subject", "K0229 rows", "K0229 plan"]);
    assert_eq!(d.state("rows"), &State::Malformed);
    assert_eq!(codes(&whole(", tags: [a, n/a]")), ["K0229 tags[1]"]);
}

#[test]
fn unknown_keys_ask_what_was_meant() {
    let d = decoded(&whole(", nota: x"));
    assert_eq!(d.codes(), ["K0220"]);
    assert_eq!(d.findings[0].diagnostic.help.as_ref().unwrap().en, "did you mean `note`?");
    // The field that was meant is not reported as missing too: one slip, one error.
    let d = decoded(&whole("").replace("local:", "lcoal:"));
    assert_eq!(d.codes(), ["K0220 rows[0]"]);
    assert_eq!(d.state("rows[0].local"), &State::Missing);
    let d = decoded(&whole(", 備考：120, 全　角: 2"));
    assert_eq!(d.codes(), ["K0220", "K0220"]);
    let help = |i: usize| d.findings[i].diagnostic.help.clone().unwrap().en;
    assert_eq!(help(0), "use a half-width colon and put a space after it: `備考: 120`");
    assert_eq!(help(1), "remove the full-width space: `全角`");
    // `program` belongs to the root only.
    assert_eq!(codes(&whole("").replace("vision:", "program: a, vision:")), ["K0220 plan"]);
}

#[test]
fn a_field_given_twice_decides_nothing() {
    for again in ["region: 石川", "地域名: 石川", "REGION: 富山"] {
        let d = decoded(&whole(&format!(", {again}")));
        assert_eq!(d.codes(), ["K0221 region"], "{again}");
        assert_eq!(d.state("region"), &State::Malformed);
        let labels = &d.findings[0].diagnostic.labels;
        assert_eq!(d.source.slice(labels[1].span), "region");
        assert!(labels[0].span.start > labels[1].span.start);
    }
    assert_eq!(codes(&whole(", program: z")), ["K0221"]);
}

#[test]
fn shapes_that_do_not_fit() {
    assert_eq!(codes(&whole("").replace("[{national: 500000, local: 250000}]", "5")), ["K0227 rows"]);
    assert_eq!(
        codes(&whole("").replace("[{national: 500000, local: 250000}]", "{national: 5}")),
        ["K0227 rows"]
    );
    assert_eq!(codes(&whole("").replace("{vision: big}", "big")), ["K0227 plan"]);
    assert_eq!(codes(&whole("").replace("{vision: big}", "[big]")), ["K0227 plan"]);
    assert_eq!(codes(&whole(", note: [a]")), ["K0227 note"]);
    assert_eq!(codes(&whole(", note: {a: b}")), ["K0227 note"]);
    assert_eq!(codes("[a]"), ["K0227"]);
    assert_eq!(codes("just words"), ["K0227"]);
    let d = decoded("設備費：120000 region：富山");
    assert_eq!(d.codes(), ["K0230"]);
    assert_eq!(d.state("region"), &State::Malformed);
    let d = decoded(&whole("").replace("{vision: big}", "vision:big"));
    assert_eq!(d.codes(), ["K0230 plan"]);
    let help = d.findings[0].diagnostic.help.clone().unwrap();
    assert_eq!(help.en, "use a half-width colon and put a space after the colon: `vision: big`");
}

#[test]
fn lists_have_their_size() {
    let row = "{national: 500000, local: 250000}";
    let with = |rows: String| whole("").replace(&format!("[{row}]"), &rows);
    assert_eq!(codes(&with("[]".into())), ["K0228 rows"]);
    let d = decoded(&with(format!("[{row}, {row}, {row}, {row}]")));
    assert_eq!(d.codes(), ["K0228 rows"]);
    assert!(d.findings[0].fails);
    assert_eq!(d.findings[0].diagnostic.message.en, "`rows` takes 1 to 3 items and has 4");
    assert_eq!(d.findings[0].diagnostic.message.ja, "「本体事業」は1件以上3件以下ですが、4件あります");
    assert_eq!(d.state("rows[3].local"), &yen(250_000_000));
}

#[test]
fn values_that_cannot_be_read() {
    for (field, value, code) in [
        ("start", "2007-02-29", "K0225 start"),
        ("share", "20", "K0224 share"),
        ("count", "3.5", "K0224 count"),
        ("open", "maybe", "K0224 open"),
        ("note", "true", "K0233 note"),
    ] {
        let d = decoded(&whole(&format!(", {field}: {value}")));
        assert_eq!(d.codes(), [code]);
        assert_eq!(d.state(field), &State::Malformed);
        assert_eq!(d.at(field), value);
    }
    assert_eq!(codes(&whole("").replace("500000", "0.5")), ["K0223 rows[0].national"]);
    assert_eq!(codes(&whole("").replace("500000", "▲3百万円")), ["K0232 rows[0].national"]);
    assert_eq!(codes(&whole("").replace("fiscal_year: 2007", "fiscal_year: FY07")), ["K0225 fiscal_year"]);
    let d = decoded(&whole("").replace("subject: it", "subject: nanotec"));
    assert_eq!(d.codes(), ["K0226 subject"]);
    assert_eq!(d.findings[0].diagnostic.help.as_ref().unwrap().en, "did you mean `nanotech`?");
    let d = decoded(&whole("").replace("fiscal_year: 2007", "fiscal_year: 平成31年度"));
    assert_eq!(d.codes(), ["K0234 fiscal_year"]);
    assert!(!d.findings[0].fails);
    assert_eq!(d.state("fiscal_year"), &State::Given(Value::Year(FiscalYear(2019))));
}

#[test]
fn aliases_and_merge_keys_are_followed() {
    let d = decoded(
        "{region: 富山, fiscal_year: 2007, subject: it, rows: [&a {national: 1, local: 2}, *a, \
         {<<: *a, local: 3}], plan: {<<: [{vision: own, deep: d}, {vision: other}]}}",
    );
    assert_eq!(d.codes(), [""; 0]);
    assert_eq!(d.state("rows[1].local"), &yen(2_000));
    assert_eq!(d.state("rows[2].national"), &yen(1_000));
    assert_eq!(d.state("rows[2].local"), &yen(3_000));
    assert_eq!(d.state("plan.vision"), &State::Given(Value::Text("own".into())));
    // Twice within the merged map is a duplicate; an unknown key there is named once.
    assert_eq!(
        codes(&whole("").replace("{vision: big}", "{<<: {vision: a, vision: b}}")),
        ["K0221 plan.vision"]
    );
    let rows = "[{<<: &b {national: 1, local: 2, odd: 3}}, {<<: *b}]";
    let text = whole("").replace("[{national: 500000, local: 250000}]", rows);
    assert_eq!(codes(&text), ["K0220 rows[0]"]);
    assert_eq!(codes(&whole(", <<: 5")), ["K0227"]);
    assert_eq!(
        codes(&whole("").replace("{vision: big}", "{\"<<\": {vision: a}, vision: b}")),
        ["K0220 plan"]
    );
}

#[test]
fn the_number_of_values_is_bounded() {
    let text = whole("").replace(
        "[{national: 500000, local: 250000}]",
        "[&a {national: 1, local: 2}, *a, *a, *a, *a, *a, *a, *a]",
    );
    let (schema, source) = (schema(), Source::new(FileId(0), "p", text.as_str()));
    let (proposal, findings) = decode_within(
        &schema,
        RecordId(0),
        &tree(&source),
        &source,
        1,
        Limits { values: 14, ..Limits::DEFAULT },
    );
    let codes: Vec<String> = findings.iter().map(|f| f.diagnostic.code.to_string()).collect();
    assert_eq!(codes.iter().filter(|c| *c == "K0231").count(), 1);
    assert!(!codes.iter().any(|c| c == "K0222"), "{codes:?}");
    assert_eq!(proposal.slots[4].state, State::Malformed);
}

#[test]
fn findings_are_bounded_and_the_rest_is_counted() {
    let text = whole(", a: 1, b: 2, c: 3, d: 4");
    let (schema, source) = (schema(), Source::new(FileId(0), "p", text.as_str()));
    let told = |findings: usize| {
        let limits = Limits { findings, ..Limits::DEFAULT };
        let found = decode_within(&schema, RecordId(0), &tree(&source), &source, 1, limits).1;
        assert!(found.iter().any(|finding| finding.fails));
        found.iter().map(|f| format!("{} {}", f.diagnostic.code, f.diagnostic.message.en)).collect::<Vec<_>>()
    };
    assert_eq!(told(4).len(), 4);
    let three = told(3);
    assert_eq!(three[3], "K0235 1 more finding on this proposal is not listed");
    assert_eq!(told(0), ["K0235 4 more findings on this proposal are not listed"]);
}

#[test]
fn nesting_is_bounded() {
    let mut inner = FieldType::Scalar(Scalar::Text);
    for _ in 0..200 {
        inner = list(inner, 0, None);
    }
    let schema = Schema { records: vec![record("R", vec![field("a", "", inner, false)])], enums: vec![] };
    // Built by hand: the readers refuse such a file before.
    let source = Source::new(FileId(0), "p", "a");
    let mut tree = Tree::with_capacity(152);
    let mut open = vec![tree.open(true, 0)];
    tree.push_leaf(Leaf { quoted: false, at: TextAt::Quotes(0) }, 0, 1);
    open.extend((0..150).map(|_| tree.open(false, 0)));
    open.iter().for_each(|id| tree.close(*id, 0, 1));
    let (_, findings) = decode(&schema, RecordId(0), &tree, &source, 1);
    assert_eq!(findings.iter().filter(|f| f.diagnostic.code == crate::diag::Code(231)).count(), 1);
}

#[test]
fn a_repair_is_written_as_typed() {
    let d = decoded(&whole("").replace("250000", "\"200,000千円\""));
    let place = d.slot("rows[0].local").place(d.source.id);
    let money = Money { scale: Scale::Thousand, signed: false };
    assert_eq!(notation_at(&d.source, place, money).write(&Num::Int(250_000_000)), "250,000千円");
    let place = d.slot("rows[0].national").place(d.source.id);
    assert_eq!(notation_at(&d.source, place, money).write(&Num::Int(6_000)), "6千円");
}

#[test]
fn clashing_spellings_are_given_as_data() {
    let one = || FieldType::Scalar(Scalar::Text);
    let fields =
        [field("a", "国費", one(), false), field("b", "国費", one(), false), field("Ａ", "", one(), false)];
    let (keys, clashes) = index_keys(&fields);
    assert_eq!(keys.len(), 3);
    let pairs: Vec<(usize, usize)> = clashes.iter().map(|c| (c.first, c.second)).collect();
    assert_eq!(pairs, [(0, 1), (0, 2)]);
}
