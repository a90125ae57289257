#!/usr/bin/env python3
"""A second opinion on the two Knowledge Cluster Initiative packs, in plain Python and nothing else.

The rules are written here a second time, from the documents' figures and not from the rule files, with the
three-valued logic of the language. A seeded generator writes proposals in every format and notation, with
amounts around each threshold and with things missing, misspelt or malformed.

    kci.py generate OUTDIR --n 300 --seed 1     writes the proposals and OUTDIR/expected.json
    kisoku check OUTDIR/proposals --rules rules --format json=REPORT.json --all
    kci.py compare OUTDIR REPORT.json           prints what differs; exit 1 where anything does

A model is a dict of the fields' ids: amounts are ints of yen, years ints, words the ids of enum members. A field
may also be NA (declared not applicable), a Bad (given, and not readable), or absent (missing).
"""

import argparse
import json
import os
import random
import sys
import unicodedata
from decimal import Decimal

# ---- values ------------------------------------------------------------------------------------------------

NA = "<declared not applicable>"


class Bad:
    """A value that is there and cannot be read; `code` is its shape finding."""

    def __init__(self, raw, code):
        self.raw, self.code = raw, code


def known(value):
    """The value, or None where it is missing, not applicable or malformed."""
    return None if value is None or value is NA or isinstance(value, Bad) else value


def get(record, name):
    record = known(record)
    return None if record is None else known(record.get(name))


def is_given(record, name):
    """Always decides; below a record that is not there itself, by the state of that record."""
    value = record.get(name) if isinstance(record, dict) else record
    return value is not None and value is not NA


def fold(text):
    """How texts are compared: trimmed, half and full width the same, case kept."""
    return unicodedata.normalize("NFKC", text).strip()


# ---- strong Kleene logic: True, False, None ------------------------------------------------------------------


def both(values):
    values = list(values)
    return False if False in values else None if None in values else True


def either(values):
    values = list(values)
    return True if True in values else None if None in values else False


def negate(value):
    return None if value is None else not value


def compare(left, op, right):
    if left is None or right is None:
        return None
    return {">=": left >= right, "<=": left <= right, ">": left > right, "==": left == right}[op]


def same(left, right):
    return None if left is None or right is None else fold(left) == fold(right)


def all_known(values):
    """The values, or None where one of them is not known."""
    values = list(values)
    return None if any(v is None for v in values) else values


def twice(value):
    return None if value is None else 2 * value


# ---- outcomes ------------------------------------------------------------------------------------------------

PASS, FAIL, UNDETERMINED, NOT_APPLICABLE = "pass", "fail", "undetermined", "not_applicable"
CONTESTED, LEFT = "contested", "left_to_reviewers"
ORDER = [CONTESTED, FAIL, UNDETERMINED, PASS, NOT_APPLICABLE]


class Outcomes:
    """What becomes of each rule of one proposal."""

    def __init__(self):
        self.rules, self.advice = {}, set()
        self.depends, self.open = set(), set()  # readings that differ; readings that cannot be told

    def rule(self, name, values, advice=False):
        """`values`: what each requirement comes to, over all elements; None for a rule that does not apply."""
        if values is None:
            self.rules[name] = NOT_APPLICABLE
        else:
            self.rules[name] = {True: PASS, False: FAIL, None: UNDETERMINED}[both(values)]
        if advice:
            self.advice.add(name)

    def reading(self, name, first, other):
        if first is None or other is None:
            self.open.add(name)
        elif first is not other:
            self.depends.add(name)


# ---- stage 2 ---------------------------------------------------------------------------------------------------

OKU = 100_000_000

STAGE1 = {
    2002: "Sapporo Sendai Nagano-Ueda Hamamatsu Kyoto Keihanna Osaka Kobe Hiroshima Takamatsu Kitakyushu Fukuoka".split(),
    2003: "Toyama-Takaoka Nagoya Tokushima".split(),
    2004: "Kanazawa Gifu-Ogaki Ube".split(),
}
CLUSTERS = [name for names in STAGE1.values() for name in names]

CRITERIA = (
    "past_efforts independence leadership related_policies regional_independence other_regions ipr human_resources "
    "management rd_potential rd_strategy rd_planning novelty rd_commercialization"
).split()

ALWAYS_JUDGED_2 = (
    "past_efforts_1a vision_2a independence_2b leadership_2c policies_2d regional_independence_2e other_ministries_3a "
    "other_regions_3b commercialization_3c ipr_3d human_resources_3e management_3f potential_4a strategy_4b "
    "planning_4c novelty_4d rd_commercialization_4e"
).split()


def stage2(p):
    out = Outcomes()
    region, call = get(p, "region"), get(p, "fiscal_year")
    rows = get(p, "main_part")

    # R13, R18: 5 to 10 oku a year, both ends in.
    # R15: at least half of the national expenditure, and of the management expenditure. R19: one oku set aside.
    band, share, parts, earmark = [], [], [], []
    if rows is None:
        band, share, parts, earmark = [None], [None], [None], [None]
    for row in rows or []:
        national, local = get(row, "national"), get(row, "local")
        band.append(both([compare(national, ">=", 5 * OKU), compare(national, "<=", 10 * OKU)]))
        half = compare(twice(local), ">=", national)
        share.append(half)
        out.reading("local_share", half, compare(twice(local), ">", national))
        whole, part = get(row, "management"), get(row, "local_management")
        share.append(compare(twice(part), ">=", whole))
        parts.append(compare(part, "<=", whole))
        aside = get(row, "other_ministries")
        enough = compare(aside, ">=", OKU)
        earmark.append(enough)
        earmark.append(compare(aside, "<=", national))
    out.rule("main_part_band", band)
    out.rule("local_share", share)
    out.rule("management_parts", parts, advice=True)
    out.rule("interministerial_earmark", earmark)

    # R20, R21, R23: the optional expansion program.
    if not is_given(p, "expansion"):
        for name in ("expansion_floor", "expansion_cap", "expansion_partner", "partner_region_known"):
            out.rule(name, None)
    else:
        projects = get(p, "expansion")
        nationals = None if rows is None else all_known(get(row, "national") for row in rows)
        largest = max(nationals) if nationals else None
        smallest = min(nationals) if nationals else None
        yearly = None if projects is None else all_known(get(e, "yearly") for e in projects)
        together = None if yearly is None else sum(yearly)
        floor, cap, partner = [], [], []
        for project in [None] if projects is None else projects:
            amount = get(project, "yearly")
            over = compare(amount, ">", 5 * OKU)
            floor.append(over)
            out.reading("expansion_floor", over, compare(amount, ">=", 5 * OKU))
            within = compare(twice(amount), "<=", largest)
            cap.append(within)
            out.reading("expansion_cap", within, compare(twice(amount), "<=", smallest))
            out.reading("expansion_cap", within, compare(twice(together), "<=", largest))
            partner.append(negate(same(get(project, "partner_region"), region)))
        out.rule("expansion_floor", floor)
        out.rule("expansion_cap", cap)
        out.rule("expansion_partner", partner)
        out.rule("partner_region_known", known_partners(projects))
        for name in ("expansion_floor", "expansion_cap"):  # C1: declared to exclude each other
            if out.rules[name] == FAIL:
                out.rules[name] = CONTESTED

    # R16: a region of the 1st stage is known by its name in the table.
    if not is_given(p, "past_clusters"):
        out.rule("past_clusters_known", None)
    else:
        named = get(p, "past_clusters")
        out.rule("past_clusters_known", [None] if named is None else [fold(n) in CLUSTERS for n in named])

    if rows is None:
        out.rule("years_once", [None])
    else:
        years = [get(row, "year") for row in rows]
        given = [y for y in years if y is not None]
        distinct = False if len(set(given)) < len(given) else None if None in years else True
        out.rule("years_once", [distinct] + [compare(y, ">=", call) for y in years])

    if not is_given(p, "criteria"):
        out.rule("criteria_addressed", None)
    else:
        out.rule("criteria_addressed", [is_given(p.get("criteria"), c) for c in CRITERIA], advice=True)
    out.advice.add("criteria_addressed")

    # R24, R22: what people judge.
    judged = {name: LEFT for name in ALWAYS_JUDGED_2}
    past = either([None if region is None else fold(region) in CLUSTERS, is_given(p, "past_clusters")])
    judged["results_1b"] = NOT_APPLICABLE if past is False else LEFT
    judged["expansion_competition"] = LEFT if is_given(p, "expansion") else NOT_APPLICABLE
    return out, judged


def partner_is(project, word):
    """Whether a partner is said to be found there."""
    where = get(project, "partner_from")
    return both([is_given(project, "partner_from"), None if where is None else where == word])


def known_partners(projects):
    """A partner that is said to be a 1st-stage cluster is one of them; None where that is said of none."""
    if projects is None:
        return [None]
    found = []
    for project in projects:
        said, region = partner_is(project, "stage1_cluster"), get(project, "partner_region")
        there = None if region is None else fold(region) in CLUSTERS
        if said is not False:
            found.append(there if said or there else None)
    return found or (None if projects else [])


def partners_apply(proposals):
    """A partner that is said to apply in the same call is among the proposals of its year."""
    applicants = [(get(p, "region"), get(p, "fiscal_year")) for p in proposals]
    found = []
    for p in proposals:
        projects, call = get(p, "expansion"), get(p, "fiscal_year")
        if is_given(p, "expansion") and projects is None:
            found.append(None)
        for project in projects or []:
            wanted = get(project, "partner_region")
            there = either(both([same(region, wanted), compare(year, "==", call)]) for region, year in applicants)
            found.append(either([negate(partner_is(project, "same_call")), there]))
    return both(found)


def across(proposals):
    """R14 with the budget of FY2007, and one application for each region: over all stage 2 proposals of a run."""
    total, members = 0, True
    regions = []
    for p in proposals:
        regions.append(get(p, "region"))
        rows, call = get(p, "main_part"), get(p, "fiscal_year")
        if rows is None:
            members = None
        for row in rows or []:
            first, national = compare(get(row, "year"), "==", call), get(row, "national")
            if first is None or (first and national is None):
                members = None
            elif first:
                total += national
    given = [fold(r) for r in regions if r is not None]
    once = False if len(set(given)) < len(given) else None if None in regions else True
    words = {True: PASS, False: FAIL, None: UNDETERMINED}
    return {
        "within_budget": words[None if members is None else total <= 55 * OKU],
        "one_per_region": words[once],
        "partner_applies": words[partners_apply(proposals)],
    }


# ---- stage 1 ---------------------------------------------------------------------------------------------------

ALWAYS_JUDGED_1 = (
    "review_1_seeds review_2_cooperation review_3_human_resources review_4_venture_capital review_5_cooperation_system "
    "review_6_incubation review_7_traffic selection_1_area selection_1_core_organization selection_1_infrastructures "
    "selection_2_potential selection_2_commercialization selection_3_core_organization selection_3_headquarters "
    "selection_4_policy_system selection_4_vision selection_4_initiatives"
).split()


def stage1(p):
    out = Outcomes()

    def some(items, test):
        return None if items is None else either(test(item) for item in items)

    def kind_is(name, words):
        return lambda item: None if get(item, name) is None else get(item, name) in words

    # R1, R2
    public = ("university", "public_institute")
    out.rule("innovation_center", [some(get(p, "core_institutes"), kind_is("kind", public))])
    industry = p.get("industry")
    large = [compare(get(industry, "major"), ">=", 30 * OKU), compare(get(industry, "machinery"), ">=", 10 * OKU)]
    out.rule("industry_scale", [either(large)])

    # R5
    governments = get(p, "local_governments")
    plans = [None] if governments is None else [get(g, "action_plan") for g in governments]
    out.rule("action_plan", plans)
    if governments is not None:
        for plan in plans:
            out.reading("action_plan", plan, either(plans))
    core = p.get("core_organization")
    form = get(core, "form")
    corporation = None if form is None else form in ("foundation", "other_corporation")
    designated = some(governments, lambda g: same(get(g, "name"), get(core, "designated_by")))
    out.rule("core_designated", [corporation, designated])

    # R6, R7, R8, R9
    headquarters = p.get("headquarters")
    posts = get(headquarters, "posts")
    staff = ("president", "project_director", "chief_scientist")
    out.rule("headquarters_staff", [some(posts, kind_is("post", (s,))) for s in staff])
    coordinators = get(headquarters, "coordinators")
    if coordinators is None:
        out.rule("coordinators_expert", [None])
    else:
        expert = [is_given(c, "expertise") for c in coordinators]
        out.rule("coordinators_expert", [len(coordinators) >= 1] + expert)
    advisers, forums = get(headquarters, "advisers"), get(p, "forums")
    out.rule("advisers_used", [None if advisers is None else len(advisers) >= 1], advice=True)
    out.rule("forums_held", [None if forums is None else len(forums) >= 1])
    activities = get(p, "activities")
    kinds = ("joint_research", "patenting", "related_projects")
    out.rule("activities_covered", [some(activities, kind_is("kind", (k,))) for k in kinds])
    return out, {name: LEFT for name in ALWAYS_JUDGED_1}


# ---- shapes ----------------------------------------------------------------------------------------------------
# field: (type, optional, other spellings of its key). A type is a scalar's name, ("enum", …), ("record", …) or
# ("list", item type, least, most).

WORDS = {
    "Field": {
        "life_sciences": ["Life Sciences", "ライフサイエンス"],
        "it": ["IT", "情報通信", "ＩＴ"],
        "environment": ["Environment", "環境"],
        "nanotech": ["Nanotech/Materials", "ナノテク・材料", "Nanotechnology/Materials"],
    },
    "PartnerFrom": {
        "same_call": ["applicant of the same call", "同じ公募の応募地域"],
        "stage1_cluster": ["cluster of the 1st stage", "第I期のクラスター"],
        "overseas": ["海外"],
        "elsewhere": ["elsewhere in Japan", "国内のその他の地域"],
    },
    "InstituteKind": {
        "university": ["大学", "University"],
        "public_institute": ["public research institute", "公的研究機関"],
        "company": ["企業"],
    },
    "LegalForm": {
        "foundation": ["財団法人"],
        "other_corporation": ["other corporation", "その他の法人"],
        "no_corporation": ["no corporation", "法人格なし"],
    },
    "PostKind": {
        "president": ["President", "本部長"],
        "project_director": ["Project Director", "事業総括"],
        "chief_scientist": ["Chief Scientist", "研究統括"],
        "other_post": ["other", "その他"],
    },
    "Profession": {
        "patent_attorney": ["patent attorney", "弁理士"],
        "lawyer": ["弁護士"],
        "accountant": ["公認会計士"],
        "other_profession": ["other", "その他"],
    },
    "ActivityKind": {
        "joint_research": ["joint research", "産学官共同研究"],
        "patenting": ["patenting and incubation R&D", "特許化・育成研究"],
        "related_projects": ["projects of governments and ministries", "地方公共団体・関係府省の事業の活用"],
        "other_activity": ["other", "その他"],
    },
}


def shape(**fields):
    return {name: (ty[0], ty[1] == "optional", list(ty[2:])) for name, ty in fields.items()}


def need(ty, *keys):
    return (ty, "required", *keys)


def may(ty, *keys):
    return (ty, "optional", *keys)


CORE2 = shape(name=need("text", "名称"), designated_by=need("text", "指定した地方公共団体"))
HEAD2 = shape(
    president=need("text", "本部長", "President"),
    project_director=need("text", "事業総括"),
    chief_scientist=need("text", "研究統括"),
    coordinators=need(("list", "text", 1, 50), "科学技術コーディネータ", "COORDINATORS"),
)
ROW = shape(
    year=need("year", "年度"),
    national=need("thousand", "国費", "国庫補助", "National expenditure", "ｎａｔｉｏｎａｌ"),
    local=need("thousand", "地域負担", "Local"),
    management=need("thousand", "事業管理費（人件費を含む）", "事業管理費(人件費を含む)", "事業管理費"),
    local_management=need("thousand", "事業管理費のうち地域負担"),
    other_ministries=need("thousand", "関係府省連携枠"),
)
EXPANSION = shape(
    name=need("text", "プロジェクト名", "ﾌﾟﾛｼﾞｪｸﾄ名"),
    partner=need("text", "連携先"),
    partner_region=need("text", "連携先の地域"),
    partner_from=may(("enum", "PartnerFrom"), "連携先の区分", "Where the partner is found"),
    yearly=need("thousand", "年額"),
)
PLAN2 = shape(
    vision=need("text", "クラスター構想"),
    commercialization=need("text", "事業化戦略"),
    past_results=may("text", "これまでの成果"),
)
STAGE2_SHAPE = shape(
    region=need("text", "地域名", "ＲＥＧＩＯＮ"),
    fiscal_year=need("year", "公募年度"),
    fields=need(("list", ("enum", "Field"), 1, 4), "研究分野", "Research fields"),
    core_organization=need(("record", CORE2), "中核機関"),
    headquarters=need(("record", HEAD2), "本部"),
    main_part=need(("list", ("record", ROW), 1, 5), "本体事業", "Main_Part"),
    expansion=may(("list", ("record", EXPANSION), 0, None), "拡充プログラム"),
    plan=need(("record", PLAN2), "事業計画"),
    past_clusters=may(("list", "text", 1, 18), "第I期のクラスター", "1st-stage clusters"),
    other_projects=may(("list", ("record", shape(name=need("text", "事業名"), ministry=need("text", "所管府省"))), 0, None), "活用する関係府省の事業"),
    criteria=may(("record", shape(**{c: may("text") for c in CRITERIA})), "審査基準への対応", "Answers to the criteria"),
)



def named(word, ty, *keys):
    """A record of a name and one more field."""
    return shape(name=need("text"), **{word: need(ty, *keys)})


STAGE1_SHAPE = shape(
    region=need("text", "地域名"),
    fiscal_year=need("year", "年度"),
    fields=need(("list", ("enum", "Field"), 1, 4), "研究分野"),
    core_institutes=need(("list", ("record", named("kind", ("enum", "InstituteKind"), "区分")), 1, 20), "中核となる研究機関"),
    industry=need(("record", shape(major=need("million", "主要産業の規模"), machinery=need("million", "機械関連産業の規模"))), "地域産業"),
    local_governments=need(("list", ("record", named("action_plan", "yes/no", "独自の行動計画の有無")), 1, 10), "関係地方公共団体"),
    core_organization=need(("record", shape(name=need("text", "名称"), form=need(("enum", "LegalForm"), "法人の種別"), designated_by=need("text", "指定した地方公共団体"))), "中核機関"),
    headquarters=need(
        (
            "record",
            shape(
                posts=need(("list", ("record", named("post", ("enum", "PostKind"), "職")), 0, 50), "構成員", "Staff"),
                coordinators=need(("list", ("record", shape(name=need("text", "氏名"), expertise=may("text", "専門"))), 0, 50), "科学技術コーディネータ"),
                advisers=need(("list", ("record", named("profession", ("enum", "Profession"), "職種")), 0, 50), "アドバイザー", "ｱﾄﾞﾊﾞｲｻﾞｰ"),
            ),
        ),
        "知的クラスター本部",
    ),
    activities=need(("list", ("record", shape(kind=need(("enum", "ActivityKind"), "区分"), title=need("text", "名称"))), 1, 50), "事業内容"),
    forums=need(("list", "text", 0, 50), "成果発表会・フォーラム", "成果発表会･ﾌｫｰﾗﾑ"),
    potential=need(("record", shape(**{k: may("text") for k in "seeds cooperation human_resources venture_capital cooperation_system incubation traffic".split()})), "地域のポテンシャル"),
    plan=need(("record", shape(**{k: may("text") for k in "research_area commercialization policy_system vision initiatives".split()})), "構想・計画"),
)
PROGRAMS = {"mext.kci.stage2": (STAGE2_SHAPE, stage2, 2007), "mext.kci.stage1": (STAGE1_SHAPE, stage1, 2001)}


def shape_codes(record, fields, codes):
    """The codes of the findings on the shape of a record."""
    codes += ["K0220"] * len(record.get("#unknown", [])) + ["K0221"] * len(record.get("#twice", []))
    for name, (ty, optional, _) in fields.items():
        value = record.get(name)
        if name in record.get("#twice", []):
            continue
        if value is None:
            codes += [] if optional else ["K0222"]
        elif value is NA:
            codes += [] if optional else ["K0229"]
        else:
            value_codes(value, ty, codes)


def value_codes(value, ty, codes):
    if isinstance(value, Bad):
        codes.append(value.code)
    elif ty[0] == "record":
        shape_codes(value, ty[1], codes)
    elif ty[0] == "list":
        if len(value) < ty[2] or (ty[3] is not None and len(value) > ty[3]):
            codes.append("K0228")
        for item in value:
            value_codes(item, ty[1], codes)


# ---- notations ---------------------------------------------------------------------------------------------------

UNITS = {"thousand": 1_000, "million": 1_000_000}
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


def is_money(ty):
    return isinstance(ty, str) and ty in UNITS


def plain_decimal(value):
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(n, unit, rng):
    """One of the usual notations of n yen in a field whose bare numbers are in `unit` yen."""
    ways = [f"{n}円", f"{n:,}円", f"¥{n:,}", f"￥{n:,}", f"{n:,} yen", f"{n:,}円".translate(WIDE)]
    oku, man, rest = n // OKU, n % OKU // 10_000, n % 10_000
    parts = [f"{oku}億" if oku else "", f"{man:,}万" if man else "", f"{rest:,}" if rest else ""]
    if oku or man:
        ways += ["".join(parts) + "円", ("".join(parts) + "円").translate(WIDE)]
    ways += [plain_decimal(Decimal(n) / 10**9) + " billion yen", "¥" + plain_decimal(Decimal(n) / 10**9) + " billion"]
    ways += [plain_decimal(Decimal(n) / OKU) + "億円", plain_decimal(Decimal(n) / 1000).translate(WIDE) + "千円"]
    if n % 1_000 == 0:
        ways += [f"{n // 1000:,}千円", f"{n // 1000} thousand yen", f"{n // 1000:,}千円".translate(WIDE)]
    if n % 1_000_000 == 0:
        ways += [f"{n // 10**6}百万円", f"{n // 10**6:,} million yen"]
    if n % unit == 0:
        ways += [n // unit] * 6 + [f"{n // unit:,}"]
    return rng.choice(ways)


def year(n, rng):
    era = n - 1988
    return rng.choice([f"FY{n}", f"{n}年度", f"平成{era}年度", f"H{era}", n, str(n), f"平成{era}年度".translate(WIDE)])


class Raw:
    """A scalar as it is to be written: a text, a whole number, yes or no, or None for null."""

    def __init__(self, value):
        self.value = value


ABSENT = object()


def encode(value, ty, rng, fmt):
    """The value in one of its notations, as plain lists, dicts and Raws."""
    if value is None:
        ways = [ABSENT, ABSENT, Raw("")]
        return rng.choice(ways if fmt == "toml" else ways + [Raw(None)])
    if value is NA:
        return Raw(rng.choice(["n/a", "N/A", "該当なし", "—"]))
    if isinstance(value, Bad):
        return Raw(value.raw)
    if ty[0] == "record":
        return encode_record(value, ty[1], rng, fmt)
    if ty[0] == "list":
        return [encode(item, ty[1], rng, fmt) for item in value]
    if ty[0] == "enum":
        return Raw(rng.choice([value] + WORDS[ty[1]][value]))
    if is_money(ty):
        return Raw(amount(value, UNITS[ty], rng))
    if ty == "year":
        return Raw(year(value, rng))
    if ty == "yes/no":
        return Raw(rng.choice([True, "yes", "はい"] if value else [False, "no", "いいえ"]))
    return Raw(value)


def encode_record(record, fields, rng, fmt):
    names = [n for n in fields]
    if rng.random() < 0.3:
        rng.shuffle(names)
    out = {}
    for name in names:
        encoded = encode(record.get(name), fields[name][0], rng, fmt)
        if encoded is not ABSENT:
            out[rng.choice([name, name] + fields[name][2])] = encoded
    for key in record.get("#unknown", []):
        out[key] = Raw("fictitious")
    for name in record.get("#twice", []):
        for key in [name] + fields[name][2][:1]:
            out[key] = Raw("fictitious")
    return out


# ---- formats -----------------------------------------------------------------------------------------------------


def strip(node):
    if isinstance(node, Raw):
        return node.value
    if isinstance(node, list):
        return [strip(n) for n in node]
    return {k: strip(v) for k, v in node.items()}


def yaml_scalar(value, rng):
    if value is None:
        return rng.choice(["null", "~", ""])
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    special = value == "" or value != value.strip() or value[0] in "-?:,[]{}#&*!|>'\"%@`~" or ": " in value or " #" in value
    if special or rng.random() < 0.2:
        return json.dumps(value, ensure_ascii=False)
    return value


def yaml_key(key):
    return key if not any(c in key for c in ":#") else json.dumps(key, ensure_ascii=False)


def yaml(node, rng, indent=0):
    pad = " " * indent
    lines = []
    items = node.items() if isinstance(node, dict) else ((None, n) for n in node)
    for key, value in items:
        head = pad + (f"{yaml_key(key)}:" if key is not None else "-")
        if isinstance(value, Raw):
            lines.append((head + " " + yaml_scalar(value.value, rng)).rstrip())
        elif not value:
            lines.append(head + (" {}" if isinstance(value, dict) else " []"))
        elif key is None and isinstance(value, dict):
            body = yaml(value, rng, indent + 2)
            lines.append(pad + "- " + body[indent + 2 :].rstrip("\n"))
        else:
            lines.append(head)
            lines.append(yaml(value, rng, indent + 2).rstrip("\n"))
    return "\n".join(lines) + "\n"


def toml_value(node):
    if isinstance(node, Raw):
        return json.dumps(node.value, ensure_ascii=False)
    if isinstance(node, list):
        return "[" + ", ".join(toml_value(n) for n in node) + "]"
    return "{ " + ", ".join(f"{toml_key(k)} = {toml_value(v)}" for k, v in node.items()) + " }"


def toml_key(key):
    return key if key.replace("_", "a").isascii() and key.replace("_", "a").isalnum() else json.dumps(key, ensure_ascii=False)


def toml(node, rng):
    top, tables = [], []
    for key, value in node.items():
        inline = rng.random() < 0.3
        if isinstance(value, dict) and not inline:
            tables.append(f"\n[{toml_key(key)}]\n" + "".join(f"{toml_key(k)} = {toml_value(v)}\n" for k, v in value.items()))
        elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value) and not inline:
            for item in value:
                tables.append(f"\n[[{toml_key(key)}]]\n" + "".join(f"{toml_key(k)} = {toml_value(v)}\n" for k, v in item.items()))
        else:
            top.append(f"{toml_key(key)} = {toml_value(value)}\n")
    return "".join(top + tables)


def write(nodes, fmt, rng):
    """The text of a file with these proposals."""
    mark = "Fictitious figures, written by tests/oracle/kci.py."
    if fmt == "json":
        return json.dumps(strip(nodes[0]), ensure_ascii=rng.random() < 0.3, indent=rng.choice([None, 2])) + "\n"
    if fmt == "ndjson":
        return "".join(json.dumps(strip(n), ensure_ascii=False) + "\n" for n in nodes)
    if fmt == "toml":
        text = f"# {mark}\n" + toml(nodes[0], rng)
    else:
        text = f"# {mark}\n" + "---\n".join(yaml(n, rng) for n in nodes)
    if rng.random() < 0.15:
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if rng.random() < 0.1 else "") + text


# ---- models --------------------------------------------------------------------------------------------------------


def near(rng, *thresholds):
    return max(0, rng.choice(thresholds) + rng.choice([-1, 0, 0, 1]))


def partner(rng, region):
    where = rng.choice(list(WORDS["PartnerFrom"]) + [NA, None, None, None])
    known_names = {"overseas": ["Oulu", "Turku"], "elsewhere": ["Okayama"]}.get(where, CLUSTERS)
    named = rng.choice(known_names) if rng.random() < 0.8 else rng.choice(["Oulu", "Ｋｙｏｔｏ", region])
    return {"partner_region": named, "partner_from": where}


def sound2(rng):
    """A stage 2 proposal whose amounts are near the thresholds, most of them on the right side."""
    call = rng.choice([2007, 2007, 2008])
    rows = []
    for i in range(rng.choice([1, 1, 2, 3])):
        national = rng.choice([5 * OKU, 6 * OKU, 8 * OKU, 8 * OKU + 1, 10 * OKU])
        if rng.random() < 0.12:
            national = rng.choice([near(rng, 5 * OKU, 10 * OKU), 500_000, 0])
        whole = rng.choice([40_000_000, 64_000_000, 40_000_001])
        local = -(-national // 2) + rng.choice([0, 1, 10_000_000, 10_000_000])
        if rng.random() < 0.1:
            local = near(rng, national // 2)
        part = -(-whole // 2) + rng.choice([0, 1_000_000])
        if rng.random() < 0.1:
            part = near(rng, whole // 2, whole)
        aside = OKU if rng.random() < 0.85 else near(rng, OKU, OKU, national)
        rows.append({"year": call + i, "national": national, "local": local, "management": whole, "local_management": part, "other_ministries": aside})
    p = {
        "region": rng.choice(CLUSTERS + ["Niigata", "Ｓａｐｐｏｒｏ", "Okayama"]),
        "fiscal_year": call,
        "fields": rng.sample(list(WORDS["Field"]), rng.choice([1, 2, 4])),
        "core_organization": {"name": "Example Foundation", "designated_by": "Example City"},
        "headquarters": {"president": "One", "project_director": "Two", "chief_scientist": "Three", "coordinators": ["Four"]},
        "main_part": rows,
        "plan": {"vision": "fictitious", "commercialization": "fictitious"},
    }
    if rng.random() < 0.5:
        p["plan"]["past_results"] = rng.choice(["fictitious", NA])
    if rng.random() < 0.4:
        largest = max(r["national"] for r in rows)
        p["expansion"] = rng.choice([NA, []]) if rng.random() < 0.15 else [
            {"name": "Example", "partner": "Example", "yearly": near(rng, 5 * OKU, 6 * OKU, largest // 2, largest // 4)} | partner(rng, p["region"])
            for _ in range(rng.choice([1, 1, 2]))
        ]
    if rng.random() < 0.2:
        p["past_clusters"] = rng.sample(CLUSTERS + ["Niigata"], rng.choice([1, 2]))
    if rng.random() < 0.3:
        p["criteria"] = {c: "fictitious" for c in CRITERIA if rng.random() < 0.97}
    if rng.random() < 0.5:
        p["other_projects"] = [{"name": "Example", "ministry": "METI"}]
    if rng.random() < 0.06:
        rng.choice(rows)["year"] = rng.choice([call - 1, call])
    return p


def sound1(rng):
    def pick(good, bad):
        return rng.choice(good) if rng.random() < 0.97 else rng.choice(bad)

    kinds = ["joint_research", "patenting", "related_projects"]
    posts = ["president", "project_director", "chief_scientist"]
    for words, other in ((kinds, "other_activity"), (posts, "other_post")):
        if rng.random() < 0.05:
            words[rng.randrange(3)] = other
    return {
        "region": rng.choice(CLUSTERS),
        "fiscal_year": rng.choice([2001, 2002, 2004]),
        "fields": rng.sample(list(WORDS["Field"]), 2),
        "core_institutes": [{"name": "Example", "kind": pick(["university", "public_institute"], ["company"])}] + [{"name": "Example", "kind": "company"}] * rng.randrange(2),
        "industry": {"major": near(rng, 30 * OKU, 30 * OKU, 29 * OKU), "machinery": near(rng, 10 * OKU, 10 * OKU, 9 * OKU)},
        "local_governments": [{"name": "Example Prefecture", "action_plan": True}] + [{"name": "Example City", "action_plan": pick([True], [False])}] * rng.randrange(2),
        "core_organization": {"name": "Example", "form": pick(["foundation", "other_corporation"], ["no_corporation"]), "designated_by": pick(["Example Prefecture", "Ｅｘａｍｐｌｅ Prefecture"], ["Example Village", "Example City"])},
        "headquarters": {
            "posts": [{"post": k, "name": "Example"} for k in posts],
            "coordinators": [{"name": "Example", "expertise": pick(["software"], [None, NA])} for _ in range(pick([1, 2], [0]))],
            "advisers": [{"name": "Example", "profession": rng.choice(list(WORDS["Profession"]))} for _ in range(pick([1, 2], [0]))],
        },
        "activities": [{"kind": k, "title": "Example"} for k in kinds],
        "forums": ["Example forum"] * pick([1, 2], [0]),
        "potential": {k: "fictitious" for k in STAGE1_SHAPE["potential"][0][1] if rng.random() < 0.9},
        "plan": {k: "fictitious" for k in STAGE1_SHAPE["plan"][0][1] if rng.random() < 0.9},
    }


def places(record, fields):
    """Every field of every record that is there, as (record, its shape, name)."""
    for name, (ty, _, _) in fields.items():
        yield record, fields, name
        value = known(record.get(name))
        if value is None:
            continue
        if ty[0] == "record":
            yield from places(value, ty[1])
        elif ty[0] == "list" and ty[1][0] == "record":
            for item in value:
                yield from places(item, ty[1][1])


# What a text comes to in a field of another sort.
SLIPS = {"yes/no": "K0224", "enum": "K0226", "record": "K0227", "list": "K0227"}


def spoil(p, fields, rng):
    """One slip: something missing, malformed, not applicable, misspelt, filled in twice, or too long."""
    money = [x for x in places(p, fields) if is_money(x[1][x[2]][0])]
    kind = rng.choice(["missing"] * 8 + ["amount", "word", "na", "unknown", "twice", "long", "year"])
    if kind == "missing":
        spots = list(places(p, fields))
        record, _, name = rng.choice(money if money and rng.random() < 0.6 else spots)
        record.pop(name, None)
    elif kind == "amount" and money:
        record, _, name = rng.choice(money)
        bad = [("1.234,56", "K0223"), ("abc", "K0223"), ("約5億円", "K0223"), ("5 dollars", "K0223"), ("▲3百万円", "K0232")]
        record[name] = Bad(*rng.choice(bad))
    elif kind == "word":
        sort = rng.choice(list(SLIPS))
        spots = [x for x in places(p, fields) if sort in (x[1][x[2]][0], x[1][x[2]][0][0])]
        if spots:
            record, _, name = rng.choice(spots)
            record[name] = Bad("perhaps something else", SLIPS[sort])
    elif kind == "na":
        record, _, name = rng.choice([x for x in places(p, fields) if x[1][x[2]][0] != "text" or x[1][x[2]][1]])
        record[name] = NA
    elif kind == "unknown":
        p["#unknown"] = ["zzz_unknown"]
    elif kind == "twice" and known(p.get("core_organization")):
        p["core_organization"]["#twice"] = ["name"]
    elif kind == "long":
        p["fields"] = ["it"] * 5
    elif kind == "year":
        p["fiscal_year"] = rng.choice([Bad("next spring", "K0225"), 1999])


def amounts(record, fields, path=""):
    """Every known amount with its path, to compare with what the tool read."""
    out = {}
    for name, (ty, _, _) in fields.items():
        value, here = known(record.get(name)), path + name
        if value is None:
            continue
        if is_money(ty):
            out[here] = value
        elif ty[0] == "record":
            out |= amounts(value, ty[1], here + ".")
        elif ty[0] == "list" and ty[1][0] == "record":
            for i, item in enumerate(value):
                out |= amounts(item, ty[1][1], f"{here}[{i}].")
    return out


# ---- generate --------------------------------------------------------------------------------------------------------


def expectation(p, program):
    fields, rules, first_year = PROGRAMS[program]
    out, judged = rules(p)
    codes = []
    shape_codes(p, fields, codes)
    errors = {o for name, o in out.rules.items() if name not in out.advice}
    if FAIL in errors or any(c != "K0222" for c in codes):
        verdict = FAIL
    elif errors & {UNDETERMINED, CONTESTED} or codes:
        verdict = UNDETERMINED
    else:
        verdict = PASS
    call = get(p, "fiscal_year")
    if call is not None and call < first_year:
        return {"verdict": FAIL}
    return {
        "verdict": verdict,
        "rules": out.rules | judged,
        "depends": sorted(out.depends),
        "open": sorted(out.open - out.depends),
        "shape": sorted(set(codes)),
        "amounts": amounts(p, fields),
    }


def generate(folder, n, seed):
    rng = random.Random(seed)
    os.makedirs(os.path.join(folder, "proposals"), exist_ok=True)
    expected, all_stage2, made, files = [], [], 0, 0
    while made < n:
        program = rng.choice(["mext.kci.stage2", "mext.kci.stage2", "mext.kci.stage1"])
        fields = PROGRAMS[program][0]
        fmt = rng.choice(["yaml", "yaml", "json", "toml", "ndjson"])
        count = rng.choice([1, 2, 3]) if fmt in ("yaml", "ndjson") else 1
        name = f"proposals/p{files:04d}.{fmt}"
        nodes = []
        for document in range(1, min(count, n - made) + 1):
            p = sound2(rng) if program.endswith("2") else sound1(rng)
            for _ in range(rng.choice([0, 0, 0, 1, 1, 1, 2])):
                spoil(p, fields, rng)
            if program.endswith("2"):
                all_stage2.append(p)
            node = {"program": Raw(program)} | encode_record(p, fields, rng, fmt)
            nodes.append(node)
            expected.append({"path": name, "document": document, "program": program} | expectation(p, program))
            made += 1
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
            f.write(write(nodes, fmt, rng))
        files += 1
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as f:
        json.dump({"proposals": expected, "across": across(all_stage2)}, f, ensure_ascii=False, indent=1)
        f.write("\n")
    print(f"{made} proposals in {files} files")


# ---- compare ---------------------------------------------------------------------------------------------------------


def check(expected, report):
    """What differs, as lines."""
    where = f"{expected['path']}#{expected['document']}"
    if report is None:
        yield f"{where}: not in the report"
        return
    if report["verdict"] != expected["verdict"]:
        yield f"{where}: verdict {report['verdict']}, expected {expected['verdict']}"
    if "rules" not in expected:
        return
    outcomes, depends, codes = {}, set(), set()
    for finding in report["findings"]:
        name, outcome = finding["rule"].removeprefix(expected["program"] + "/"), finding["outcome"]
        if name.startswith("K0"):
            codes |= set() if finding["severity"] == "advice" else {name}
        elif outcome == "depends_on_reading":
            depends.add(name)
        else:
            outcomes.setdefault(name, set()).add(outcome)
        for operand in finding["operands"]:
            place, read = operand["path"], operand["value"]
            if place in expected["amounts"] and read != str(expected["amounts"][place]):
                yield f"{where}: {name} read {read} at {place}, expected {expected['amounts'][place]}"
    for name, wanted in expected["rules"].items():
        got = outcomes.get(name, set())
        if LEFT in got:
            worst = LEFT
        else:
            worst = next((o for o in ORDER if o in got), "no finding")
        if worst != wanted:
            yield f"{where}: {name} {worst}, expected {wanted}"
    for name in sorted(depends ^ set(expected["depends"])):
        if name not in expected["open"]:
            yield f"{where}: {name} {'depends' if name in depends else 'does not depend'} on the reading, expected the opposite"
    if codes != set(expected["shape"]):
        yield f"{where}: shape findings {sorted(codes)}, expected {expected['shape']}"


def compare_report(folder, report_path):
    with open(os.path.join(folder, "expected.json"), encoding="utf-8") as f:
        expected = json.load(f)
    with open(report_path, encoding="utf-8") as f:
        report = json.load(f)
    found = {}
    for p in report["proposals"]:
        found["/".join(p["path"].split("/")[-2:]), p["document"]] = p
    lines = [line for e in expected["proposals"] for line in check(e, found.get((e["path"], e["document"])))]
    got = {}
    for finding in report.get("across", []):
        got.setdefault(finding["rule"].split("/")[-1], set()).add(finding["outcome"])
    for name, outcome in expected["across"].items():
        worst = next((o for o in ORDER if o in got.get(name, ())), PASS)
        if worst != outcome:
            lines.append(f"across: {name} {worst}, expected {outcome}")
    print("\n".join(lines) if lines else f"{len(expected['proposals'])} proposals: no difference")
    return 1 if lines else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("generate", help="write proposals and what is expected of them")
    make.add_argument("folder")
    make.add_argument("--n", type=int, default=300)
    make.add_argument("--seed", type=int, default=1)
    held = commands.add_parser("compare", help="compare a report of `kisoku check --format json --all`")
    held.add_argument("folder")
    held.add_argument("report")
    args = parser.parse_args()
    if args.command == "generate":
        generate(args.folder, args.n, args.seed)
        return 0
    return compare_report(args.folder, args.report)


if __name__ == "__main__":
    sys.exit(main())
