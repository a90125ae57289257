#!/usr/bin/env python3
"""A second opinion on the packs mext.kci.midterm, mext.kci.post_project, mext.city_area, mext.funding_split and
mext.timeline, in plain Python.

The rules are written here a second time, from the documents' figures and not from the rule files. The logic, the
notations of amounts and the file formats are those of common.py beside this file; the tables of the documents
stand here once more, so that a slip in a CSV file shows.

    mext.py generate OUTDIR --n 300 --seed 1 [--program ID]    writes the proposals and OUTDIR/expected.json
    kisoku check OUTDIR/proposals --format json=REPORT.json --all
    mext.py compare OUTDIR REPORT.json                         prints what differs; exit 1 where anything does
"""

import datetime
import sys

import common
from common import (
    FOUR_FIELDS, Bad, LEFT, NA, NOT_APPLICABLE, OF_THREE, OKU, Oracle, Outcomes, Program, both, compare, day, distinct,
    either, fold, get, is_filled, is_given, known, main, may, near, need, negate, same, shape, since, some, worst,
)
from kci import CLUSTERS

LIFTED = "lifted"  # an instance to which the rule does not apply


def guarded(when, body):
    """One instance under a `when`: where the condition is open, it passes only if the body holds anyway."""
    if when is False:
        return LIFTED
    value = both(body)
    return value if when is True or value is True else None


def instances(out, name, values, advice=False):
    """A rule over instances, of which some may be LIFTED; an empty list passes."""
    words = [NOT_APPLICABLE if v is LIFTED else OF_THREE[v] for v in values]
    out.rules[name] = worst(words)
    if advice:
        out.advice.add(name)


def texts(items, name=None):
    items = known(items)
    if items is None:
        return None
    values = [known(i) if name is None else get(i, name) for i in items]
    return [fold(v) if isinstance(v, str) else v for v in values]


def at_least(items, n):
    return None if items is None else len(items) >= n


def product(left, right):
    return None if left is None or right is None else left * right


def plus(left, right):
    return None if left is None or right is None else left + right


# ---- midterm: R10, R11 -------------------------------------------------------------------------------------------

JUDGED_MIDTERM = (
    "technology_1_1 strategy_1_2_1 related_1_2_2 organization_1_3 self_evaluation_2 rd_plan_3_1 initiative_3_2 "
    "organization_3_3 prospect_4 long_term_impact regional_initiative budget_distribution"
).split()


def midterm(p):
    out = Outcomes()
    revised, done = get(p.get("plan"), "revised_on"), get(p.get("self_evaluation"), "done_on")
    out.rule("plan_after_self_evaluation", [compare(revised, ">=", done)])
    items = get(p, "rd_items")
    told = [None] if items is None else [
        is_given(i, k) if is_filled(i, "title") else LIFTED for i in items for k in ("progress", "plan")
    ]
    instances(out, "each_rd_item", told, advice=True)
    out.rule("rd_items_once", [distinct(texts(items, "title"))], advice=True)
    cluster = p.get("industrial_cluster")
    out.rule("committee_set_up", [at_least(get(cluster, "committees"), 1)], advice=True)
    cooperation = get(cluster, "cooperation")
    pairs = [at_least(cooperation, 1)]
    for one in cooperation or []:
        organizations = get(one, "organizations")
        pairs += [at_least(organizations, 2), distinct(texts(organizations))]
    out.rule("organizations_cooperate", pairs, advice=True)
    told = some(get(cluster, "conferences"), lambda c: both([get(c, "joint"), is_given(c, "results")]))
    out.rule("joint_conference", [told], advice=True)
    return out, {name: LEFT for name in JUDGED_MIDTERM}


# ---- post-project: R12, D4 to D6 ---------------------------------------------------------------------------------

ALL_OUTPUTS = {"patent_applications": 2230, "commercializations": 803, "continued": 232}
JUDGED_POST = (
    "data_analysed perspective_1_plan perspective_2_effect perspective_3_measures perspective_4_future "
    "perspective_5_overall second_stage_basis"
).split()


def post_project(p):
    out = Outcomes()
    asked = is_given(p, "questionnaire")
    out.rule("questionnaire_included", [asked])
    hearing = p.get("hearing")
    by = [at_least(get(hearing, who), 1) for who in ("panel_members", "secretariat")]
    out.rule("hearing_by_both", by)
    report, held, decided = get(p.get("self_evaluation"), "submitted"), get(hearing, "held_on"), get(p.get("panel"), "decided_on")
    out.rule("steps_in_order", [compare(held, ">=", report), compare(decided, ">=", held)], advice=True)
    data = p.get("data")
    out.rule("part_of_all", [compare(get(data, k), "<=", n) for k, n in ALL_OUTPUTS.items()], advice=True)
    if not asked:
        out.rule("answers_within_sent", None, advice=True)
    else:
        questionnaire = p.get("questionnaire")
        benefits = get(questionnaire, "benefits")
        shares = [None] if benefits is None else [compare(get(b, "share"), "<=", 100) for b in benefits]
        answered = compare(get(questionnaire, "answered"), "<=", get(questionnaire, "sent"))
        out.rule("answers_within_sent", [answered] + shares, advice=True)
    if not is_given(p, "clusters"):
        out.rule("clusters_known", None)
    else:
        named = get(p, "clusters")
        out.rule("clusters_known", [None] if named is None else [fold(n) in CLUSTERS for n in named])
    return out, {name: LEFT for name in JUDGED_POST}


def post_project_across(proposals):
    sums = []
    for key, most in ALL_OUTPUTS.items():
        numbers = [get(p.get("data"), key) for p in proposals]
        sums.append(None if None in numbers else sum(numbers) <= most)
    return {
        "eleven_regions": OF_THREE[len(proposals) <= 11],
        "region_once": OF_THREE[distinct(texts(proposals, "region"))],
        "regions_sum_to_all": OF_THREE[both(sums)],
    }


# ---- City Area: R25, D9 ------------------------------------------------------------------------------------------

AREAS = (
    "HACHINOHE|CENTRAL IWATE-KAMAISHI|HAKODATE|THE KITAGAMI RIVER BASIN|KORIYAMA|MATSUYAMA|KASUMIGAURA|TSUKUBA|"
    "CHIBA-TOKATSU|SHONAN-CENTRAL KANAGAWA|CENTRAL SHIZUOKA|TOYOHASHI|WAKAYAMA CITY|CENTRAL UTSUNOMIYA|KIRYU-OTA|"
    "NIIGATA|HIROSAKI|THE YONESHIRO RIVER BASIN|YAMAGATA-YONEZAWA|HARIMA|OSAKA-IZUMI|OSAKA EAST|CENTRAL OITA|"
    "OKAYAMA SOUTH|KURUME|LAKE SHINJI-NAKAUMI|NAGASAKI-ISAHAYA-OMURA|KUMAMOTO|KUMAMOTO SOUTH|KAGOSHIMA CITY|"
    "THE MIYAKONOJO BASIN|MIE-ISE BAY|THE FOOT OF MT. FUJI|SAGA ARIAKE SEA|ISHIKAWA SOUTH|TOKACHI|"
    "KANTO PLAIN SAITAMA|YOKOHAMA COAST|YOKOHAMA MIDLAND|TONO WAST|ONODA-SHIMONOSEKI|YONAGO-SAKAIMINATO|"
    "MIYAZAKI NORTH COAST|EHIME EAST|CENTRAL OSAKA|KANAGAWA EAST COAST|YAMANASHI KUNINAKA|NAGAOKA|LAKE BIWA SOUTH|"
    "CENTRAL FUKUI|CENTRAL AKITA|CENTRAL SAITAMA"
).split("|")
assert len(AREAS) == len(set(AREAS)) == 20 + 14 + 18


def on_map(name):
    return None if name is None else fold(name) in AREAS


def city_area(p):
    out = Outcomes()
    participants = get(p, "participants")
    sides = [some(participants, lambda q, s=s: compare(get(q, "sector"), "==", s)) for s in ("industry", "academia", "government")]
    out.rule("industry_academia_government", sides)
    develops = compare(get(p, "stage"), "==", "development")
    earlier = is_given(p, "earlier_area")
    there = either([on_map(get(p, "area")), both([earlier, on_map(get(p, "earlier_area"))])])
    instances(out, "development_area_known", [guarded(develops, [there])], advice=True)
    instances(out, "earlier_area_known", [guarded(earlier, [on_map(get(p, "earlier_area"))])])
    out.rule("fields_once", [distinct(texts(p.get("fields")))], advice=True)
    judged = {name: LEFT for name in ("unique_resources", "new_business_created", "small_to_medium")}
    if develops is not None:
        judged["development_progress"] = LEFT if develops else NOT_APPLICABLE
    return out, judged


def city_area_across(proposals):
    return {"area_once": OF_THREE[distinct(texts(proposals, "area"))]}


# ---- funding split: R35 to R38, D18 ------------------------------------------------------------------------------

EIGHT_FIELDS = "life_sciences it environment nanotech energy manufacturing social_infrastructure frontiers".split()
THREE_CRITERIA = "social_issues international_competition key_technology".split()


def funding_split(p):
    out = Outcomes()
    rows = get(p, "rows")
    split, within = ([None], [None]) if rows is None else ([], [])
    for row in rows or []:
        funding, research, rest = get(row, "funding"), get(row, "university_rd"), get(row, "coordination")
        # In tenths, so that nothing is rounded.
        exact = compare(product(10, research), "==", product(8, funding))
        out.reading("eighty_twenty", exact, compare(product(10, research), ">=", product(8, funding)))
        fifth = compare(product(10, rest), "==", product(2, funding))
        out.reading("eighty_twenty", fifth, compare(product(10, rest), "<=", product(2, funding)))
        split += [exact, fifth]
        within.append(compare(plus(research, rest), "<=", funding))
    out.rule("eighty_twenty", split, advice=True)
    out.rule("parts_within_funding", within)
    out.rule("years_once", [distinct(texts(rows, "year"))])
    office = p.get("headquarters")
    governments = get(p, "local_governments")
    designated = some(governments, lambda g: same(known(g), get(office, "designated_by")))
    received = [None] if rows is None else [same(get(r, "recipient"), get(office, "name")) for r in rows]
    out.rule("through_headquarters", [designated] + received)
    projects = get(p, "projects")
    smes = [None] if projects is None else [at_least(get(q, "regional_smes"), 1) for q in projects]
    out.rule("with_regional_smes", smes, advice=True)
    call = get(p, "fiscal_year")
    if call is not None and not 2006 <= call <= 2010:
        out.rule("field_targeted", None)
    else:
        fits = [None] if projects is None else []
        for project in projects or []:
            field = get(project, "field")
            ways = [None if field is None else field in EIGHT_FIELDS]
            ways += [both([is_given(project, "criteria"), get(project.get("criteria"), c)]) for c in THREE_CRITERIA]
            fits.append(either(ways))
        # Where the year is not known, the rule may be out of force: it can pass and cannot fail.
        out.rule("field_targeted", fits if call is not None else [guarded(None, fits)])
    members = get(p, "members")
    fees = [None] if members is None else [
        guarded(compare(get(m, "size"), "==", "sme"), [compare(get(m, "fee"), "==", 0)]) for m in members
    ]
    instances(out, "free_for_smes", fees)
    judged = {"connects_smes": LEFT, "priority_within_fields": LEFT}
    first = compare(get(p, "programme"), "==", "knowledge_cluster")
    if first is not None:
        judged["cluster_ambition"] = LEFT if first else NOT_APPLICABLE
    return out, judged


# ---- time line: D8, D10, D11 -------------------------------------------------------------------------------------

PLANS = {1: (1996, 2000), 2: (2001, 2005), 3: (2006, 2010)}
DECIDED = {
    "second_plan_decided": 2000, "candidates_selected": 2001, "knowledge_cluster_started": 2002, "innovation_25": 2007,
    "seminar_held": 2007, "regional_empowerment": 2008, "study_visit_held": 2009,
}
THIRD_PLAN = 25 * 10**12


def timeline(p):
    out = Outcomes()
    now = get(p, "fiscal_year")
    plans = get(p, "plans")
    known_plans, begun, budgets = ([None], [None], [None]) if plans is None else ([], [], [])
    for ref in plans or []:
        number = get(ref, "number")
        known_plans.append(None if number is None else number in PLANS)
        begun.append(both(
            either([negate(compare(number, "==", n)), compare(now, ">=", first)]) for n, (first, _) in PLANS.items()
        ))
        quoted = both([is_given(ref, "budget"), compare(number, "==", 3)])
        budgets.append(guarded(quoted, [compare(get(ref, "budget"), "==", THIRD_PLAN)]))
    out.rule("plan_known", known_plans)
    out.rule("plan_begun", begun, advice=True)
    instances(out, "plan_budget", budgets, advice=True)
    decisions = get(p, "decisions")
    taken = [None] if decisions is None else [
        both(either([negate(compare(get(ref, "decision"), "==", d)), compare(now, ">=", y)]) for d, y in DECIDED.items())
        for ref in decisions
    ]
    out.rule("decision_taken", taken)
    quotes = get(p, "budgets")
    agreed = [None] if quotes is None else []
    for quote in quotes or []:
        row = both([compare(get(quote, "programme"), "==", "knowledge_cluster_2"), compare(get(quote, "year"), "==", 2007)])
        agreed.append(guarded(row, [both([row, compare(get(quote, "amount"), "==", 55 * OKU)])]))
    instances(out, "budget_quoted", agreed)
    years = get(p, "formation_years")
    if is_given(p, "formation_years"):
        within = both([compare(years, ">=", 10), compare(years, "<=", 30)])
        out.rule("formation_period", [within], advice=True)
        out.reading("formation_period", within, compare(years, ">", 10))
    else:
        out.rule("formation_period", None, advice=True)
    return out, {"background_relevant": LEFT}


# ---- shapes ------------------------------------------------------------------------------------------------------

WORDS = {
    "Sector": {"industry": ["産", "産業界", "企業", "Industry"], "academia": ["学", "大学", "university"], "government": ["官", "地方公共団体", "public institute"]},
    "Stage": {"development": ["Development stage", "発展段階"], "starting": ["Starting/Basic stage", "開始・基盤段階"]},
    "AreaField": FOUR_FIELDS | {"manufacturing": ["Manufacturing", "製造技術"], "energy": ["Energy", "エネルギー"]},
    "Programme": {"knowledge_cluster": ["Knowledge Cluster Initiative", "知的クラスター創成事業"], "city_area": ["City Area Program", "都市エリア産学官連携促進事業"]},
    "RdField": {
        "life_sciences": ["Life Sciences", "ライフサイエンス"],
        "it": ["IT", "情報通信"],
        "environment": ["Environmental sciences", "環境", "Environment"],
        "nanotech": ["Nanotechnology/Materials", "ナノテク・材料"],
        "energy": ["エネルギー"],
        "manufacturing": ["Manufacturing technology", "ものづくり技術", "Manufacturing"],
        "social_infrastructure": ["Social infrastructure", "社会基盤"],
        "frontiers": ["フロンティア（海洋・宇宙）", "Frontier"],
        "other_field": ["other", "その他"],
    },
    "MemberSize": {"sme": ["SME", "中小企業"], "large_enterprise": ["large enterprise", "大企業"], "other_member": ["other", "その他"]},
    "Policy": {
        "knowledge_cluster_1": ["Knowledge Cluster Initiative, 1st stage", "知的クラスター創成事業（第I期）"],
        "knowledge_cluster_2": ["Knowledge Cluster Initiative, 2nd stage", "知的クラスター創成事業（第II期）"],
        "city_area": ["City Area Program"],
    },
    "Decision": {name: [] for name in DECIDED} | {"innovation_25": ["Innovation 25", "イノベーション25", "ｲﾉﾍﾞｰｼｮﾝ25"]},
}


def maybe_texts(names):
    return {n: may("text") for n in names.split()}


def items(record, least, most):
    return ("list", ("record", record), least, most)


COOPERATION = shape(subject=need("text", "連携の内容"), organizations=need(("list", "text", 1, 20), "実施機関"))
CONFERENCE = shape(title=need("text", "名称"), joint=need("yes/no", "産業クラスター計画との合同開催"), results=may("text", "発表した成果"))
MIDTERM = shape(
    region=need("text", "地域名"),
    fiscal_year=need("year", "評価年度"),
    implementation=need(("record", shape(**maybe_texts("rd_progress strategy related_activities organization"))), "事業の実施状況"),
    rd_items=need(items(shape(title=need("text", "課題名"), progress=may("text", "進捗"), plan=may("text", "今後の計画")), 1, 50), "研究開発課題"),
    self_evaluation=need(("record", shape(done_on=need("date", "実施日"), summary=need("text", "概要"))), "自己評価"),
    plan=need(("record", shape(revised_on=need("date", "改定日"), **maybe_texts("changes rd_plan initiative organization"))), "事業計画", "Project plan"),
    prospect=may("text", "クラスター実現の見通し"),
    industrial_cluster=need(
        ("record", shape(
            committees=need(("list", "text", 0, 20), "クラスター推進協議会"),
            cooperation=need(items(COOPERATION, 0, 50), "実施機関間の連携"),
            conferences=need(items(CONFERENCE, 0, 50), "成果発表会"),
        )),
        "産業クラスター計画との連携",
    ),
)
POST_PROJECT = shape(
    region=need("text", "地域名"),
    fiscal_year=need("year", "評価年度"),
    data=need(("record", shape(
        patent_applications=need("whole", "特許出願件数"),
        commercializations=need("whole", "商品化・試作品等の件数"),
        continued=need("whole", "他事業での継続開発件数"),
    )), "地域のデータ"),
    questionnaire=may(("record", shape(
        sent=need("whole", "配布数"),
        answered=need("whole", "回答数"),
        benefits=need(items(shape(benefit=need("text", "効果"), share=need("percent", "割合")), 0, 20), "参加の効果"),
    )), "参加者アンケート"),
    self_evaluation=need(("record", shape(submitted=need("date", "提出日"), **maybe_texts("plan effect measures future overall"))), "自己評価報告書"),
    hearing=need(("record", shape(
        held_on=need("date", "実施日"),
        panel_members=need(("list", "text", 0, 50), "評価委員"),
        secretariat=need(("list", "text", 0, 50), "事務局"),
    )), "ヒアリング"),
    panel=need(("record", shape(decided_on=need("date", "評価日"), report=may("text", "評価報告"))), "評価委員会"),
    clusters=may(("list", "text", 1, 18), "第I期のクラスター", "1st-stage clusters"),
)
CITY_AREA = shape(
    area=need("text", "エリア名"),
    fiscal_year=need("year", "年度"),
    stage=need(("enum", WORDS["Stage"]), "段階"),
    fields=need(("list", ("enum", WORDS["AreaField"]), 1, 6), "研究分野"),
    participants=need(items(shape(name=need("text", "名称"), sector=need(("enum", WORDS["Sector"]), "区分")), 1, 200), "参加機関"),
    regional_resources=may("text", "地域独自の資源"),
    new_business=may("text", "新事業・研究開発型事業の創出"),
    scale=may("text", "クラスターの規模"),
    earlier_area=may("text", "地図上のエリア名", "Name on the map"),
)
FUNDING_SPLIT = shape(
    programme=need(("enum", WORDS["Programme"]), "事業"),
    region=need("text", "地域名"),
    fiscal_year=need("year", "年度"),
    local_governments=need(("list", "text", 1, 10), "関係地方公共団体"),
    headquarters=need(("record", shape(name=need("text", "名称"), designated_by=need("text", "指定した地方公共団体"))), "知的クラスター本部"),
    rows=need(items(shape(
        year=need("year", "年度"),
        funding=need("thousand", "資金の総額"),
        recipient=need("text", "受入機関"),
        university_rd=need("thousand", "大学の研究開発"),
        coordination=need("thousand", "コーディネート活動"),
    ), 1, 10), "年度別資金"),
    projects=need(items(shape(
        title=need("text", "課題名"),
        field=need(("enum", WORDS["RdField"]), "分野"),
        criteria=may(("record", shape(**{c: need("yes/no") for c in THREE_CRITERIA})), "その他の分野の基準"),
        regional_smes=need(("list", "text", 0, 50), "地域の中小企業"),
    ), 1, 50), "研究開発課題"),
    members=need(items(shape(name=need("text", "名称"), size=need(("enum", WORDS["MemberSize"]), "規模"), fee=need("yen", "会費")), 0, 1000), "参加者"),
    connection=may("text", "大学と地域企業の連携"),
    ambition=may("text", "クラスターの規模と目標"),
)
TIMELINE = shape(
    title=need("text", "文書名"),
    fiscal_year=need("year", "年度"),
    plans=need(items(shape(number=need("whole", "計画の期"), budget=may("yen", "予算額")), 0, 10), "科学技術基本計画"),
    decisions=need(items(shape(decision=need(("enum", WORDS["Decision"]), "決定・出来事"), purpose=may("text", "言及の趣旨")), 0, 20), "決定・出来事"),
    budgets=need(items(shape(programme=need(("enum", WORDS["Policy"]), "事業"), year=need("year", "年度"), amount=need("yen", "金額")), 0, 20), "予算"),
    formation_years=may("whole", "クラスター形成に要する年数"),
)


# ---- models ------------------------------------------------------------------------------------------------------


def usually(rng, good, bad, share=0.93):
    return rng.choice(good if rng.random() < share else bad)


def some_texts(rng, names):
    return {n: rng.choice(["fictitious", "架空"]) for n in names.split() if rng.random() < 0.9}


def sound_midterm(rng):
    done = datetime.date(2004, 7, 1)
    titles = ["Example item 1", "Example item 2", usually(rng, ["Example item 3"], ["Ｅｘａｍｐｌｅ item 1"])]
    return {
        "region": rng.choice(["Example Region", "架空地域"]),
        "fiscal_year": rng.choice([2002, 2004, 2006]),
        "implementation": some_texts(rng, "rd_progress strategy related_activities organization"),
        "rd_items": [{"title": t} | some_texts(rng, "progress plan") for t in titles[rng.randrange(3):]],
        "self_evaluation": {"done_on": done, "summary": "fictitious"},
        "plan": {"revised_on": day(rng, done, done + datetime.timedelta(days=60))} | some_texts(rng, "changes rd_plan initiative organization"),
        "prospect": rng.choice(["fictitious", NA]),
        "industrial_cluster": {
            "committees": ["Example committee"] * usually(rng, [1, 2], [0]),
            "cooperation": [
                {"subject": "fictitious", "organizations": usually(rng, [["A", "B"], ["A", "B", "C"]], [["A"], ["A", "Ａ"], ["A", "B", "a"]])}
                for _ in range(usually(rng, [1, 2], [0]))
            ],
            "conferences": [
                {"title": "Example", "joint": usually(rng, [True], [False]), "results": usually(rng, ["fictitious"], [None, NA])}
                for _ in range(usually(rng, [1, 2], [0]))
            ],
        },
    }


def sound_post_project(rng):
    report = datetime.date(2007, 6, 1)
    held = day(rng, report, report + datetime.timedelta(days=30))
    sent = rng.choice([100, 1000])
    p = {
        "region": f"Example Region {rng.randrange(10**6)}",
        "fiscal_year": rng.choice([2006, 2007]),
        "data": {k: usually(rng, [n // 20], [n - 1, n, n + 1]) for k, n in ALL_OUTPUTS.items()},
        "self_evaluation": {"submitted": report} | some_texts(rng, "plan effect measures future overall"),
        "hearing": {
            "held_on": held,
            "panel_members": ["Example One", "Example Two"][: usually(rng, [1, 2], [0])],
            "secretariat": ["Example Three"] * usually(rng, [1], [0]),
        },
        "panel": {"decided_on": day(rng, held, held + datetime.timedelta(days=30))} | some_texts(rng, "report"),
    }
    if rng.random() < 0.9:
        p["questionnaire"] = {
            "sent": sent,
            "answered": usually(rng, [sent // 2], [sent - 1, sent, sent + 1]),
            "benefits": [{"benefit": "fictitious", "share": usually(rng, [38, 74], [99, 100, 101])} for _ in range(rng.randrange(3))],
        }
    elif rng.random() < 0.3:
        p["questionnaire"] = NA
    if rng.random() < 0.4:
        p["clusters"] = rng.sample(CLUSTERS, rng.choice([1, 2])) + usually(rng, [[]], [["Kita-Kyushu"], ["Ｋｏｂｅ"]], 0.7)
    return p


def sound_city_area(rng):
    sides = ["industry", "academia", "government"]
    if rng.random() < 0.1:
        sides[rng.randrange(3)] = rng.choice(sides)
    rng.shuffle(sides)
    p = {
        "area": rng.choice(AREAS + ["Tokachi", "ＴＯＫＡＣＨＩ", "TONO WEST"] + [f"EXAMPLE {rng.randrange(10**6)}" for _ in range(50)]),
        "fiscal_year": rng.choice([2002, 2005, 2007]),
        "stage": rng.choice(["development", "starting"]),
        "fields": rng.sample(list(WORDS["AreaField"]), rng.choice([1, 2, 6])) + (["it"] if rng.random() < 0.05 else []),
        "participants": [{"name": f"Example {i}", "sector": s} for i, s in enumerate(sides + sides[: rng.randrange(2)])],
    } | some_texts(rng, "regional_resources new_business scale")
    p["fields"] = p["fields"][:6]
    if rng.random() < 0.3:
        p["earlier_area"] = rng.choice(AREAS + ["TONO WEST", NA, NA])
    return p


def sound_funding_split(rng):
    rows = []
    call = rng.choice([2002, 2005, 2006, 2008, 2010, 2011])
    for i in range(rng.choice([1, 1, 2])):
        funding = rng.choice([5 * OKU, 6 * OKU, 5 * OKU + 1, 5 * OKU + 5])
        research, rest = funding * 8 // 10, funding * 2 // 10
        if rng.random() < 0.3:
            research, rest = near(rng, research, research + 1), near(rng, rest)
        rows.append({
            "year": call + (0 if rng.random() < 0.05 else i),
            "funding": funding,
            "recipient": usually(rng, ["Example Headquarters", "Ｅｘａｍｐｌｅ Headquarters"], ["Example University", "example headquarters"], 0.95),
            "university_rd": research,
            "coordination": rest,
        })
    projects = []
    for _ in range(rng.choice([1, 1, 2])):
        project = {"title": "fictitious", "field": rng.choice(EIGHT_FIELDS + ["other_field"] * 8), "regional_smes": ["Example Works"] * usually(rng, [1, 2], [0])}
        if rng.random() < 0.7:
            project["criteria"] = {c: rng.random() < 0.4 for c in THREE_CRITERIA}
        elif rng.random() < 0.3:
            project["criteria"] = NA
        projects.append(project)
    members = [
        {"name": "Example", "size": size, "fee": usually(rng, [0], [1, 5_000]) if size == "sme" else rng.choice([0, 1, 50_000])}
        for size in rng.choices(["sme", "large_enterprise", "other_member"], k=rng.randrange(4))
    ]
    return {
        "programme": rng.choice(["knowledge_cluster", "city_area"]),
        "region": "Example Region",
        "fiscal_year": call,
        "local_governments": ["Example Prefecture", "Example City"],
        "headquarters": {"name": "Example Headquarters", "designated_by": usually(rng, ["Example Prefecture", "Example City"], ["Example Village"])},
        "rows": rows,
        "projects": projects,
        "members": members,
    } | some_texts(rng, "connection ambition")


def sound_timeline(rng):
    p = {
        "title": "Fictitious text",
        "fiscal_year": rng.choice([2000, 2001, 2005, 2006, 2007, 2008, 2009, 2009, 2010]),
        "plans": [
            {"number": usually(rng, [2, 3, 3], [0, 1, 4])} | ({"budget": usually(rng, [THIRD_PLAN], [THIRD_PLAN - 1, THIRD_PLAN + 1, NA], 0.8)} if rng.random() < 0.6 else {})
            for _ in range(rng.randrange(3))
        ],
        "decisions": [{"decision": rng.choice(list(DECIDED))} for _ in range(rng.randrange(3))],
        "budgets": [
            {"programme": usually(rng, ["knowledge_cluster_2"], ["knowledge_cluster_1", "city_area"]), "year": usually(rng, [2007], [2006, 2008]), "amount": near(rng, 55 * OKU)}
            for _ in range(rng.randrange(3))
        ],
    }
    if rng.random() < 0.7:
        p["formation_years"] = rng.choice([9, 10, 11, 20, 29, 30, 31, NA])
    return p


def spoil(p, fields, rng):
    """One slip; or the year."""
    if common.spoil(p, fields, rng, spared=("text", "year"), more=("year",)) == "year":
        p["fiscal_year"] = rng.choice([Bad("next spring", "K0225"), 1990])


PROGRAMS = {
    "mext.kci.midterm": Program(MIDTERM, midterm, sound_midterm, since(2002)),
    "mext.kci.post_project": Program(POST_PROJECT, post_project, sound_post_project, since(2006)),
    "mext.city_area": Program(CITY_AREA, city_area, sound_city_area, since(2002)),
    "mext.funding_split": Program(FUNDING_SPLIT, funding_split, sound_funding_split, since(2002)),
    "mext.timeline": Program(TIMELINE, timeline, sound_timeline, since(1996)),
}
ACROSS = {"mext.kci.post_project": post_project_across, "mext.city_area": city_area_across}


def across(models):
    out = {}
    for program, rules in ACROSS.items():
        if models[program]:
            out |= rules(models[program])
    return out


if __name__ == "__main__":
    sys.exit(main(__doc__, Oracle(PROGRAMS, list(PROGRAMS), spoil, across)))
