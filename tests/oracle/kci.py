#!/usr/bin/env python3
"""A second opinion on the two Knowledge Cluster Initiative packs, in plain Python and nothing else.

The rules are written here a second time, from the documents' figures and not from the rule files, with the
three-valued logic of the language. A seeded generator (common.py) writes proposals in every format and notation, with
amounts around each threshold and with things missing, misspelt or malformed.

    kci.py generate OUTDIR --n 300 --seed 1     writes the proposals and OUTDIR/expected.json
    kisoku check OUTDIR/proposals --rules rules --format json=REPORT.json --all
    kci.py compare OUTDIR REPORT.json           prints what differs; exit 1 where anything does
"""

import sys

from common import (
    FOUR_FIELDS, Bad, CONTESTED, FAIL, LEFT, NA, NOT_APPLICABLE, OKU, Oracle, Outcomes, PASS, Program, SLIPS,
    UNDETERMINED, all_known, both, compare, either, fold, get, is_given, is_money, known, main, may, near, need,
    negate, places, same, shape, since, some, twice,
)

# ---- stage 2 ---------------------------------------------------------------------------------------------------

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


# ---- shapes ----------------------------------------------------------------------------------------------------------

WORDS = {
    "Field": FOUR_FIELDS,
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
    "PartnerFrom": {
        "same_call": ["applicant of the same call", "同じ公募の応募地域"],
        "stage1_cluster": ["cluster of the 1st stage", "第I期のクラスター"],
        "overseas": ["海外"],
        "elsewhere": ["elsewhere in Japan", "国内のその他の地域"],
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
    partner_from=may(("enum", WORDS["PartnerFrom"]), "連携先の区分", "Where the partner is found"),
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
    fields=need(("list", ("enum", WORDS["Field"]), 1, 4), "研究分野", "Research fields"),
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
    fields=need(("list", ("enum", WORDS["Field"]), 1, 4), "研究分野"),
    core_institutes=need(("list", ("record", named("kind", ("enum", WORDS["InstituteKind"]), "区分")), 1, 20), "中核となる研究機関"),
    industry=need(("record", shape(major=need("million", "主要産業の規模"), machinery=need("million", "機械関連産業の規模"))), "地域産業"),
    local_governments=need(("list", ("record", named("action_plan", "yes/no", "独自の行動計画の有無")), 1, 10), "関係地方公共団体"),
    core_organization=need(("record", shape(name=need("text", "名称"), form=need(("enum", WORDS["LegalForm"]), "法人の種別"), designated_by=need("text", "指定した地方公共団体"))), "中核機関"),
    headquarters=need(
        (
            "record",
            shape(
                posts=need(("list", ("record", named("post", ("enum", WORDS["PostKind"]), "職")), 0, 50), "構成員", "Staff"),
                coordinators=need(("list", ("record", shape(name=need("text", "氏名"), expertise=may("text", "専門"))), 0, 50), "科学技術コーディネータ"),
                advisers=need(("list", ("record", named("profession", ("enum", WORDS["Profession"]), "職種")), 0, 50), "アドバイザー", "ｱﾄﾞﾊﾞｲｻﾞｰ"),
            ),
        ),
        "知的クラスター本部",
    ),
    activities=need(("list", ("record", shape(kind=need(("enum", WORDS["ActivityKind"]), "区分"), title=need("text", "名称"))), 1, 50), "事業内容"),
    forums=need(("list", "text", 0, 50), "成果発表会・フォーラム", "成果発表会･ﾌｫｰﾗﾑ"),
    potential=need(("record", shape(**{k: may("text") for k in "seeds cooperation human_resources venture_capital cooperation_system incubation traffic".split()})), "地域のポテンシャル"),
    plan=need(("record", shape(**{k: may("text") for k in "research_area commercialization policy_system vision initiatives".split()})), "構想・計画"),
)


# ---- models ----------------------------------------------------------------------------------------------------------


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


# The sorts of fields that a text is put into.
SORTS = ["yes/no", "enum", "record", "list"]


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
        sort = rng.choice(SORTS)
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


ORACLE = Oracle(
    programs={
        "mext.kci.stage2": Program(STAGE2_SHAPE, stage2, sound2, since(2007)),
        "mext.kci.stage1": Program(STAGE1_SHAPE, stage1, sound1, since(2001)),
    },
    often=["mext.kci.stage2", "mext.kci.stage2", "mext.kci.stage1"],
    spoil=spoil,
    across=lambda models: across(models["mext.kci.stage2"]),
)

if __name__ == "__main__":
    sys.exit(main(__doc__, ORACLE))
