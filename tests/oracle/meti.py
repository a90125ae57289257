#!/usr/bin/env python3
"""A second opinion on the packs of METI, JETRO, JST and the three overseas packs, in plain Python.

The rules are written here a second time, from the documents' figures and not from the rule files. The logic, the
notations of amounts and the file formats are those of common.py beside this file; the names of the projects
stand here once more, so that a slip in a CSV file shows.

    meti.py generate OUTDIR --n 300 --seed 1 [--program ID]    writes the proposals and OUTDIR/expected.json
    kisoku check OUTDIR/proposals --format json=REPORT.json --all
    meti.py compare OUTDIR REPORT.json                         prints what differs; exit 1 where anything does
    meti.py tables RULES                                       holds the CSV files against the figures written here
"""

import csv
import datetime
import os
import sys

from common import (
    LEFT, NA, NOT_APPLICABLE, OF_THREE, Oracle, Outcomes, PASS, Program, UNDETERMINED, both, compare, day,
    distinct, either, every, fold, get, is_filled, is_given, known, main, may, near, need, negate, same, shape, since, some,
    spoil, worst,
)

# ---- rules in instances --------------------------------------------------------------------------------------


def instance(around, value):
    """One requirement under conditions: lifted where one of them is no; where one is open, it passes or stays open."""
    if False in around:
        return NOT_APPLICABLE
    return OF_THREE[value] if None not in around else PASS if value is True else UNDETERMINED


def rule(out, name, found, advice=False):
    out.rules[name] = worst(found)
    if advice:
        out.advice.add(name)


def reading(out, name, around, first, other):
    """Another reading is told only where nothing around it is open."""
    if all(c is True for c in around):
        out.reading(name, first, other)


def word_is(record, name, *words):
    value = get(record, name)
    return None if value is None else value in words


def column(items, name):
    return None if items is None else [get(item, name) for item in items]


def count(items, test):
    """How many; open where a test is."""
    found = None if items is None else [test(item) for item in items]
    return None if found is None or None in found else sum(found)


def minus(a, b):
    return None if a is None or b is None else a - b


def within(value, low, high):
    return both([compare(value, ">=", low), compare(value, "<=", high)])


def judged_when(condition):
    return NOT_APPLICABLE if condition is False else LEFT


def once_each(proposals, *names):
    """At most one proposal for each combination of values: an open comparison leaves the count open."""
    if len(proposals) > 2000:
        raise ValueError("too many proposals")
    keys = [[get(get(p, n[0]), n[1]) if isinstance(n, tuple) else get(p, n) for n in names] for p in proposals]
    keys = [[fold(v) if isinstance(v, str) else v for v in key] for key in keys]

    def alike(a, b):
        return both([None if x is None or y is None else x == y for x, y in zip(a, b)])

    return OF_THREE[both(compare(count(keys, lambda q: alike(q, p)), "<=", 1) for p in keys)]


# ---- meti.industrial_cluster --------------------------------------------------------------------------------------

# The notes on the four fields: 9, 4, 4 and 4 names, of which Hokkaido and Kyushu stand for two each.
NOTES = {
    "manufacturing": [
        "Industry Promotion Project for Information Technology, Life Science and Cutting-edge manufacturing",
        "Regional Industry Revitalization Project",
        "Project to Create Manufacturing Industry in Tokai Region",
        "Project to Create Manufacturing Industry in Hokuriku",
        "Active manufacturing Industry Support Project",
        "Project to Newly Generate the Machinery Industry in the Chugoku region",
        "Shikoku Techno Bridge Plan",
        "Kyushu Silicon Cluster Project",
        "Okinawa Industry Promotion Project",
    ],
    "biotechnology": [
        "Hokkaido Super Cluster Promotion Project (biotechnology industrial cluster)",
        "Fostering Bio-Ventures",
        "Tokai Bio Factory Project",
        "Bio Five-Star Company & Tissue Engineering Project",
    ],
    "it": [
        "Hokkaido Super Cluster Promotion Projects (information industry cluster)",
        "Fostering IT-Venture",
        "Kansai Information Technlogy Cluster Promotion Project",
        "Kyushu Silicone Cluster Project",
    ],
    "environment": [
        "Industry Promotion Project for a Recycling-oriented Society",
        "KANSAI Energy & Environment Cluster Promotion Project",
        "Project to Form a Circulative Type of Industry",
        "Kyushu Recycle and Environmental Industry Plaza (K-RIP)",
    ],
}
ELSEWHERE = [
    "Hokkaido Super Cluster Promotion Project",
    "Machine Project to Newly Gnerate the Machinery Industry in the Chugoku region",
]
CORRECTED = ["Kansai Information Technology Cluster Promotion Project"]
NAMES = [name for names in NOTES.values() for name in names] + ELSEWHERE + CORRECTED


def industrial_cluster(p):
    out = Outcomes()
    year = get(p, "fiscal_year")
    plan, has_plan = p.get("plan"), is_given(p, "plan")

    # R32: vision, scenario, target; for the second term, whose years R31 gives.
    rule(out, "individual_plan", [instance([compare(year, ">=", 2006)], has_plan)])
    rule(out, "plan_parts", [instance([has_plan], is_given(plan, part)) for part in ("vision", "scenario", "targets")])
    start, end = get(plan, "start_year"), get(plan, "end_year")
    around = [within(year, 2005, 2010), has_plan]
    reaches = both([compare(start, "<=", 2010), compare(end, ">=", 2006)])
    rule(out, "plan_term", [instance(around, reaches)])
    reading(out, "plan_term", around, reaches, both([compare(start, ">=", 2006), compare(end, "<=", 2010)]))

    # R33: the common target, for all companies and for one.
    around = [both([has_plan, is_given(plan, "targets")])]
    targets = get(plan, "targets")
    common = some(targets, lambda t: word_is(t, "kind", "new_businesses"))
    rule(out, "common_target", [instance(around, common)])

    def counted(how):
        return some(targets, lambda t: both([word_is(t, "kind", "new_businesses"), is_given(t, "counted"), word_is(t, "counted", how)]))

    reading(out, "common_target", around, common, both([counted("all_companies"), counted("per_company")]))

    # R34: three parts of the strategy.
    strategy = get(plan, "strategy")
    parts = ("network_formation", "enterprise_support", "tie_ups")
    rule(out, "strategy_parts", [instance([has_plan], some(strategy, lambda m, part=part: word_is(m, "part", part))) for part in parts])
    if has_plan and strategy is not None:
        found = [instance([has_plan, word_is(m, "part", "enterprise_support")], is_given(m, "support")) for m in strategy]
    else:
        found = [instance([has_plan], None)]
    rule(out, "support_named", found, advice=True)

    # R32: a plan for every fiscal year, fed back into the scenario.
    yearly = get(plan, "yearly_plans")
    around = [has_plan, within(year, start, end)]
    so_far = count(yearly, lambda y: within(get(y, "year"), start, year))
    due = minus(year, start)
    rule(out, "yearly_plans", [instance(around, compare(so_far, ">=", None if due is None else due + 1))])
    if has_plan and yearly is not None:
        found = [instance([has_plan], is_given(y, "feedback")) for y in yearly]
    else:
        found = [instance([has_plan], None)]
    rule(out, "progress_fed_back", found)
    rule(out, "plan_period", [instance([has_plan], compare(end, ">=", start))])
    rule(out, "year_plans_once", [instance([has_plan], distinct(column(yearly, "year")))])

    # D17, C8: names of the projects. R38: no fee, as of October 2009.
    name = get(p, "project")
    rule(out, "project_known", [OF_THREE[None if name is None else fold(name) in NAMES]], advice=True)
    fee = get(p, "sme_fee")
    rule(out, "sme_membership_free", [instance([compare(year, ">=", 2009), is_given(p, "sme_fee")], compare(fee, "==", 0))])

    support(p, year, out)
    asks = is_given(p, "requests")
    return out, {
        **{j: judged_when(has_plan) for j in ("vision_founded", "scenario_sound", "strategy_sound", "policy_evaluation")},
        "tender": judged_when(asks),
        "financial_independence": judged_when(compare(year, ">=", 2011)),
    }


def support(p, year, out):
    """R27 to R30: who may receive which support."""
    asks, requests = is_given(p, "requests"), get(p, "requests")
    early, late = compare(year, "<=", 2004), compare(year, ">=", 2005)

    def for_each(name, dates, advice, body):
        around = [dates, asks]
        if requests is None or not asks:
            rule(out, name, [instance(around, None)], advice)
        else:
            rule(out, name, [i for request in requests for i in body(around, request)], advice)

    def first_term(around, r):
        yield instance(around + [word_is(r, "tool", "project_networks")], word_is(r, "recipient_kind", "promoting_organization"))

    def networks(around, r):
        around = around + [word_is(r, "tool", "project_networks")]
        yield instance(around, word_is(r, "recipient_kind", "promoting_organization", "support_organization"))
        around = around + [word_is(r, "recipient_kind", "support_organization")]
        joined = is_given(r, "cooperation")
        yield instance(around, joined)
        for field in ("within_range", "jointly"):
            yield instance(around + [joined], get(r.get("cooperation"), field))
        yield instance(around + [joined], is_given(r.get("cooperation"), "field_or_area"))

    def same_body(around, r):
        body = get(r.get("cooperation"), "promoting_body")
        yield instance(around + [is_given(r, "cooperation")], same(body, get(p, "promoting_body")))

    def manager(around, r):
        holds = both([word_is(r, "tool", "project_networks"), word_is(r, "recipient_kind", "promoting_organization")])
        yield instance(around + [holds], is_given(r, "cluster_manager"))

    def not_new(around, r):
        yield instance(around, negate(word_is(r, "tool", "broad_networks", "cluster_exchange")))

    def power(around, r):
        around = around + [word_is(r, "tool", "broad_networks")]
        told = is_given(r, "power_supply_area")
        yield instance(around, told)
        yield instance(around + [told], get(r, "power_supply_area"))

    def consortium(around, r):
        around = around + [word_is(r, "tool", "consortium_research")]
        joined = is_given(r, "consortium")
        yield instance(around, joined)
        around = around + [joined]
        yield instance(around, word_is(r.get("consortium"), "seeds_from", "university", "public_research"))
        members = get(r.get("consortium"), "members")
        for sector in ("industry", "academia", "government"):
            yield instance(around, some(members, lambda m: word_is(m, "sector", sector)))

    def creation(around, r):
        kinds = ("backbone_enterprise", "sme", "venture")
        yield instance(around + [word_is(r, "tool", "creation_technology")], word_is(r, "recipient_kind", *kinds))

    def incubation(around, r):
        yield instance(around + [word_is(r, "tool", "incubation")], word_is(r, "recipient_kind", "smrj", "local_government"))

    for_each("network_recipient_first_term", early, False, first_term)
    for_each("network_recipient", late, False, networks)
    for_each("cooperating_body", True, True, same_body)
    for_each("cluster_manager", late, True, manager)
    for_each("new_tools", early, False, not_new)
    for_each("power_supply_area", late, False, power)
    for_each("consortium_research", True, False, consortium)
    for_each("creation_recipient", True, False, creation)
    for_each("incubation_recipient", True, False, incubation)


# ---- meti.evaluation -----------------------------------------------------------------------------------------------

AREAS = "core collaboration research new_business economic_effect satisfaction".split()


def evaluation(p):
    """R39: six areas, one grade, a tenth of the grant."""
    out = Outcomes()
    areas = get(p, "areas")
    rule(out, "six_areas", [OF_THREE[some(areas, lambda a, w=w: word_is(a, "area", w))] for w in AREAS])
    whole = every(areas, lambda a: is_filled(a, "index"))
    rule(out, "one_grade", [instance([whole], is_given(p, "overall_grade"))])
    if areas is None:
        rule(out, "compared", [UNDETERMINED])
    else:
        averages = ("comparable_average", "overall_average")
        rule(out, "compared", [instance([is_filled(a, "index")], is_given(a, n)) for a in areas for n in averages])
    survey = p.get("survey")
    members, asked, replies = (get(survey, n) for n in ("members", "asked", "replies"))
    rule(out, "all_members_asked", [OF_THREE[compare(asked, "==", members)]])
    rule(out, "replies_within", [OF_THREE[compare(replies, "<=", asked)]])
    statistics, interviews = get(p, "statistics"), get(p, "interviews")
    rule(out, "supplemented", [OF_THREE[None if x is None else len(x) >= 1] for x in (statistics, interviews)])
    amount, part = get(p.get("grant"), "amount"), get(p.get("grant"), "influenced")
    tenfold = None if part is None else 10 * part
    first = compare(tenfold, "<=", amount)
    rule(out, "grant_influence", [OF_THREE[first]])
    rule(out, "areas_once", [OF_THREE[distinct(column(areas, "area"))]])

    # D13, D17: names of projects. R31: the terms end with FY2020.
    name = get(p, "project")
    rule(out, "project_known", [OF_THREE[None if name is None else fold(name) in NAMES]], advice=True)
    rule(out, "year_in_term", [OF_THREE[within(get(p, "fiscal_year"), 2001, 2020)]], advice=True)
    return out, {"progress": LEFT, "challenges": LEFT, "in_context": LEFT}


# ---- jetro.rit, jst.regional_innovation --------------------------------------------------------------------------------


def rit(p):
    """R40: three objectives, kinds of activities."""
    out = Outcomes()
    country = get(p.get("partner"), "country")
    rule(out, "partner_overseas", [OF_THREE[None if country is None else fold(country) not in ("Japan", "日本")]])
    objectives = get(p, "objectives")
    three = ("exchange", "integration", "new_businesses")

    def among(words):
        return lambda o: None if known(o) is None else known(o) in words

    rule(out, "objective_served", [OF_THREE[some(objectives, among(three))]])
    rule(out, "objectives_once", [OF_THREE[distinct(None if objectives is None else [known(o) for o in objectives])]])
    rule(out, "sme_takes_part", [OF_THREE[some(get(p, "companies"), lambda c: word_is(c, "size", "sme"))]])
    activities = get(p, "activities")
    if activities is None:
        rule(out, "listed_activities", [UNDETERMINED], advice=True)
    else:
        rule(out, "listed_activities", [OF_THREE[negate(word_is(a, "kind", "other_activity"))] for a in activities], advice=True)
    integrates = some(objectives, among(("integration",)))
    return out, {"overseas_strength": LEFT, "superior_technologies": judged_when(integrates)}


def regional_innovation(p):
    out = Outcomes()
    stages = get(p, "stages")
    seeds = every(stages, lambda s: None if known(s) is None else known(s) in ("discovering", "transferring"))
    rule(out, "seeds_supported", [OF_THREE[seeds]])
    coordinators = get(p, "coordinators")
    rule(out, "coordinated_locally", [OF_THREE[None if coordinators is None else len(coordinators) >= 1]])
    rule(out, "stages_once", [OF_THREE[distinct(None if stages is None else [known(s) for s in stages])]])
    return out, {"seamless": LEFT}


# ---- overseas ------------------------------------------------------------------------------------------------------------


def joint(p):
    partners = get(p, "partners")
    around = [word_is(p, "assistance", "joint_research")]
    return [instance(around, some(partners, lambda x, s=s: word_is(x, "sector", s))) for s in ("university", "company")]


def uk(p):
    out = Outcomes()
    told = is_given(p, "recommendation")
    rule(out, "facility_recommended", [instance([word_is(p, "assistance", "research_facility")], told)])
    rule(out, "joint_partners", joint(p))
    dated = both([told, is_given(p.get("recommendation"), "day")])
    day = get(p.get("recommendation"), "day")
    rule(out, "recommended_before", [instance([dated], compare(day, "<=", get(p, "applied_on")))], advice=True)
    return out, {}


RUNS = {
    "bioregio": (datetime.date(1996, 1, 1), datetime.date(2001, 12, 31)),
    "innoregio": (datetime.date(1999, 1, 1), datetime.date(2006, 12, 31)),
}


def germany(p):
    out = Outcomes()
    research = word_is(p, "assistance", "joint_research")
    rule(out, "applied_by_region", [instance([research], word_is(p, "applicant", "region_itself"))])
    rule(out, "region_specified", [OF_THREE[get(p.get("region"), "specified")]])
    rule(out, "joint_partners", joint(p))
    rule(out, "venture_scheme", [instance([word_is(p, "assistance", "public_venture")], word_is(p, "scheme", "bioregio"))])
    applied = get(p, "applied_on")
    runs = either(both([word_is(p, "scheme", s), within(applied, *days)]) for s, days in RUNS.items())
    rule(out, "scheme_runs", [OF_THREE[runs]])
    return out, {}


def finland(p):
    out = Outcomes()
    phase = get(p.get("area"), "phase")
    named = None if phase is None else phase in (1, 2, 3)
    rule(out, "area_specified", [OF_THREE[get(p.get("area"), "specified")], OF_THREE[named]])
    rule(out, "pump_priming", [OF_THREE[compare(get(p, "other_funding"), ">", 0)]], advice=True)
    rule(out, "within_fund", [OF_THREE[compare(get(p, "basic_funding"), "<=", 2_800_000_000)]], advice=True)
    return out, {}


# ---- shapes ------------------------------------------------------------------------------------------------------------------

PARTNER_SECTORS = {"university": ["大学", "University"], "company": ["企業", "Company"], "other_partner": ["other", "その他"]}
WORDS = {
    "TargetKind": {
        "new_businesses": ["new businesses started", "新事業開始件数"],
        "industry_scale": ["地域の対象産業の規模"],
        "ventures": ["ventures created", "ベンチャー創出数", "ﾍﾞﾝﾁｬｰ創出数"],
        "participants": ["participating companies", "参加企業数"],
        "second_foundations": ["第二創業件数"],
        "success_examples": ["成功事例数"],
        "employees": ["雇用者数"],
        "company_sales": ["sales of the companies"],
        "other_target": ["other", "その他"],
    },
    "Counted": {"all_companies": ["all participating companies", "参加企業全体"], "per_company": ["each participating company", "参加企業1社当たり", "参加企業１社当たり"]},
    "StrategyPart": {"network_formation": ["network formation", "ネットワーク形成"], "enterprise_support": ["support for enterprises", "企業支援"], "tie_ups": ["関係機関との連携"]},
    "EnterpriseSupport": {
        "research_support": ["research and development", "研究開発"],
        "start_up": ["創業"],
        "market": ["market exploitation", "販路開拓"],
        "cross_industry": ["異業種連携"],
        "training": ["人材育成"],
        "other_support": ["other", "その他"],
    },
    "Tool": {
        "project_networks": ["networks to promote Industrial Cluster Projects", "産業クラスター計画推進のためのネットワーク形成"],
        "broad_networks": ["広域的な産学官ネットワークの形成"],
        "cluster_exchange": ["exchanges and tie-ups between clusters", "クラスター間の交流・連携の促進"],
        "consortium_research": ["consortium research and development", "コンソーシアム研究開発"],
        "creation_technology": ["development of industry-creating technology", "新規産業創造技術開発費補助"],
        "incubation": ["incubation facilities", "インキュベーション施設の整備"],
        "incubation_managers": ["training of incubation managers"],
    },
    "RecipientKind": {
        "promoting_organization": ["private-sector promoting body", "民間推進組織"],
        "support_organization": ["industrial support organization", "産業支援機関"],
        "university": ["大学"],
        "public_research": ["public research organization", "公的研究機関"],
        "backbone_enterprise": ["backbone enterprise", "中堅企業"],
        "sme": ["small or medium-sized enterprise", "中小企業", "SME"],
        "venture": ["venture business", "ベンチャー企業"],
        "large_enterprise": ["large enterprise", "大企業"],
        "smrj": ["SMRJ", "中小企業基盤整備機構"],
        "local_government": ["local self-governing body", "地方公共団体"],
        "other_recipient": ["other", "その他"],
    },
    "Sector": {"industry": ["産", "産業界"], "academia": ["学", "大学"], "government": ["官", "行政"]},
    "Area": {
        "core": ["existence of a cluster core", "クラスターコアの存在"],
        "collaboration": ["連携"],
        "research": ["R&D", "研究開発", "Ｒ＆Ｄ"],
        "new_business": ["new business", "新事業"],
        "economic_effect": ["economic effect", "経済的効果"],
        "satisfaction": ["participants' satisfaction", "参加者の満足度"],
    },
    "StatisticKind": {"sales": ["売上高"], "profits": ["利益"], "employees": ["number of employees", "従業者数"], "other_statistic": ["other", "その他"]},
    "Objective": {
        "exchange": ["international exchanges among clusters", "クラスター間の国際交流"],
        "integration": ["双方の技術・ノウハウの融合によるイノベーション"],
        "new_businesses": ["new businesses in regional economies", "地域経済における新事業の創出"],
        "other_objective": ["other", "その他"],
    },
    "ActivityKind": {
        "workshop": ["Workshop", "ワークショップ"],
        "basic_survey": ["basic survey or analysis", "基礎調査・分析"],
        "business_trip": ["国内専門家の海外出張"],
        "invitation": ["海外専門家の招へい"],
        "mission": ["overseas mission", "海外ミッション派遣"],
        "joint_meeting": ["商談会"],
        "coordinator": ["海外コーディネーターの配置"],
        "other_activity": ["other", "その他"],
    },
    "Size": {"sme": ["SME", "中小企業", "ＳＭＥ"], "large_company": ["large company", "大企業"], "other_participant": ["other participant"]},
    "Stage": {"discovering": ["discovering seeds", "シーズの発掘"], "transferring": ["transferring seeds", "シーズの移転"], "other_stage": ["other", "その他"]},
    "UkAssistance": {"joint_research": ["産学共同研究"], "research_facility": ["setting up a research facility", "研究施設の整備"]},
    "Assistance": {"joint_research": ["産学共同研究"], "public_venture": ["establishment of a public venture company"]},
    "PartnerSector": PARTNER_SECTORS,
    "Scheme": {"bioregio": ["BioRegio", "BIOREGIO"], "innoregio": ["InnoRegio", "ＩｎｎｏＲｅｇｉｏ"]},
    "Applicant": {"region_itself": ["the region", "地域"], "single_partner": ["one partner", "個別の機関"]},
}


def items(least, most, **fields):
    return ("list", ("record", shape(**fields)), least, most)


def one(**fields):
    return ("record", shape(**fields))


def words(name):
    return ("enum", WORDS[name])


INDUSTRIAL_CLUSTER = shape(
    project=need("text", "プロジェクト名", "ﾌﾟﾛｼﾞｪｸﾄ名"),
    fiscal_year=need("year", "年度"),
    promoting_body=need("text", "民間推進組織", "Private-sector promoting body"),
    sme_fee=may("yen", "中小企業の会費"),
    plan=may(one(
        start_year=need("year", "開始年度", "First fiscal year"),
        end_year=need("year", "終了年度"),
        analysis=may("text", "地域経済産業の現状分析"),
        vision=may("text", "ビジョン"),
        scenario=may("text", "シナリオ"),
        targets=may(items(1, 30, kind=need(words("TargetKind"), "指標"), counted=may(words("Counted"), "集計の単位"), goal=need("number", "目標値"), unit=need("text", "単位")), "目標"),
        strategy=need(items(1, 50, part=need(words("StrategyPart"), "戦略の区分"), support=may(words("EnterpriseSupport"), "企業支援の内容"), text=need("text", "内容")), "目標達成のための戦略"),
        yearly_plans=need(items(0, 20, year=need("year", "計画年度"), activities=need("text", "実施内容"), feedback=may("text", "シナリオへの反映")), "年度計画", "Fiscal year plans"),
    ), "個別計画", "Individual plan"),
    requests=may(items(
        1, 30,
        tool=need(words("Tool"), "支援施策"),
        recipient=need("text", "交付先"),
        recipient_kind=need(words("RecipientKind"), "交付先の区分"),
        cooperation=may(one(
            promoting_body=need("text", "連携先"),
            within_range=need("yes/no", "活動範囲内での実施"),
            jointly=need("yes/no", "共同での実施"),
            field_or_area=need("text", "分野・地域", "分野･地域"),
        ), "民間推進組織との連携"),
        cluster_manager=may("text", "クラスターマネージャー", "Cluster manager"),
        consortium=may(one(
            seeds_from=need(words("RecipientKind"), "技術シーズの提供元"),
            members=need(items(1, 100, name=need("text", "名称"), sector=need(words("Sector"), "産学官の別")), "構成員"),
        ), "共同研究体制"),
        power_supply_area=may("yes/no", "電源地域での実施"),
    ), "希望する支援", "Support requested"),
)
EVALUATION = shape(
    project=need("text", "プロジェクト名"),
    fiscal_year=need("year", "年度"),
    survey=need(one(members=need("whole", "参加企業数"), asked=need("whole", "調査票の送付数"), replies=need("whole", "回答数")), "アンケート調査"),
    areas=need(items(
        1, 12,
        area=need(words("Area"), "評価分野"),
        index=need("number", "合成指標"),
        comparable_average=may("number", "類似プロジェクトの平均"),
        overall_average=may("number", "他の全プロジェクトの平均"),
    ), "分野別の結果"),
    overall_grade=may("text", "総合評価"),
    statistics=need(items(0, 20, kind=need(words("StatisticKind"), "統計の種類"), value=need("text", "値")), "経済的効果に関する統計"),
    interviews=need(("list", "text", 0, 100), "ヒアリング"),
    grant=need(one(amount=need("thousand", "金額"), influenced=need("thousand", "評価結果により増減する額")), "地域への補助金"),
    findings=need(one(progress=may("text", "進捗と効果"), challenges=may("text", "今後の課題"), context=may("text", "クラスターの置かれた状況")), "評価の所見"),
)
RIT = shape(
    title_of_project=need("text", "事業名"),
    fiscal_year=need("year", "年度"),
    region=need("text", "国内の地域"),
    partner=need(one(name=need("text", "名称"), country=need("text", "国"), cluster=need("text", "クラスター・地域")), "海外の連携先"),
    objectives=need(("list", words("Objective"), 1, 4), "目的"),
    activities=need(items(1, 50, kind=need(words("ActivityKind"), "区分"), text=need("text", "内容")), "活動内容"),
    companies=need(items(0, 200, name=need("text", "名称"), size=need(words("Size"), "区分")), "国内の参加者"),
    expected_results=may("text", "期待される成果"),
)
REGIONAL_INNOVATION = shape(
    region=need("text", "地域名"),
    fiscal_year=need("year", "年度"),
    institute=need("text", "研究機関・大学"),
    seed=need("text", "技術シーズ"),
    stages=need(("list", words("Stage"), 1, 3), "支援の段階"),
    coordinators=need(("list", "text", 0, 20), "コーディネータ"),
    handover=may("text", "次の段階への引継ぎ"),
)
PARTNERS = items(1, 50, name=need("text", "名称"), sector=need(words("PartnerSector"), "区分"))
UK = shape(
    title_of_project=need("text", "事業名"),
    applied_on=need("date", "申請日"),
    assistance=need(words("UkAssistance"), "支援の種類"),
    partners=need(PARTNERS, "参加機関"),
    recommendation=may(one(agency=need("text", "推薦した公社"), day=may("date", "推薦日")), "地域開発公社の推薦"),
)
GERMANY = shape(
    title_of_project=need("text", "事業名"),
    applied_on=need("date", "申請日"),
    scheme=need(words("Scheme"), "制度"),
    region=need(one(name=need("text", "名称"), specified=need("yes/no", "指定地域への該当")), "地域"),
    applicant=need(words("Applicant"), "申請者"),
    assistance=need(words("Assistance"), "支援の種類"),
    partners=need(PARTNERS, "参加機関"),
)
FINLAND = shape(
    area=need(one(name=need("text", "名称"), specified=need("yes/no", "指定地域への該当"), phase=need("whole", "指定された段階")), "地域"),
    applied_on=need("date", "申請日"),
    company=need("text", "推進主体"),
    basic_funding=need("thousand", "基礎的資金"),
    other_funding=need("thousand", "他の資金"),
)

# ---- models ----------------------------------------------------------------------------------------------------------------------


def usually(rng, good, bad, share=0.94):
    return rng.choice(good if rng.random() < share else bad)


def some_texts(rng, names, share=0.95):
    return {n: rng.choice(["fictitious", "架空"]) for n in names.split() if rng.random() < share}


def sound_plan(rng, year):
    start = usually(rng, [min(year, 2010), 2006], [2004, 2005, 2010, 2011, year + 1])
    end = usually(rng, [max(start, 2010)], [2005, 2006, 2009, 2011, start, start - 1])
    kinds = list(WORDS["TargetKind"])
    targets = [{"kind": usually(rng, ["new_businesses"], kinds, 0.8), "counted": c, "goal": rng.randrange(500), "unit": "cases"} for c in ("all_companies", "per_company")]
    if rng.random() < 0.2:
        targets[0]["counted"] = rng.choice([None, NA, "per_company"])
    targets += [{"kind": rng.choice(kinds), "goal": 3, "unit": "cases"}] * rng.randrange(2)
    parts = ["network_formation", "enterprise_support", "tie_ups"]
    if rng.random() < 0.07:
        parts[rng.randrange(3)] = rng.choice(parts)
    strategy = [{"part": part, "text": "fictitious"} for part in parts]
    for measure in strategy:
        if measure["part"] == "enterprise_support" and rng.random() < 0.9 or rng.random() < 0.1:
            measure["support"] = rng.choice(list(WORDS["EnterpriseSupport"]))
    years = list(range(start, max(year, start) + rng.randrange(2)))[-6:] if rng.random() < 0.1 else list(range(start, max(year, start) + 1))
    if rng.random() < 0.05 and years:
        years[-1] = years[0]
    yearly = [{"year": y, "activities": "fictitious", "feedback": usually(rng, ["fictitious"], [None, NA], 0.98)} for y in years[:20]]
    return {"start_year": start, "end_year": end, "targets": targets, "strategy": strategy, "yearly_plans": yearly} | some_texts(rng, "analysis vision scenario")


def sound_request(rng, year):
    tools = list(WORDS["Tool"])
    tool = usually(rng, tools, tools)
    if year < 2005 and rng.random() < 0.8:
        tool = rng.choice([t for t in tools if t not in ("broad_networks", "cluster_exchange")])
    good = {
        "project_networks": ["promoting_organization", "support_organization"],
        "creation_technology": ["backbone_enterprise", "sme", "venture"],
        "incubation": ["smrj", "local_government"],
    }
    kinds = list(WORDS["RecipientKind"])
    r = {"tool": tool, "recipient": "Example", "recipient_kind": usually(rng, good.get(tool, kinds), kinds)}
    if r["recipient_kind"] == "support_organization" and rng.random() < 0.95 or rng.random() < 0.05:
        r["cooperation"] = {
            "promoting_body": usually(rng, ["Example Body", "Ｅｘａｍｐｌｅ Body"], ["Another Body"]),
            "within_range": usually(rng, [True], [False]),
            "jointly": usually(rng, [True], [False]),
            "field_or_area": "software",
        }
    if r["recipient_kind"] == "promoting_organization" and rng.random() < 0.8:
        r["cluster_manager"] = "Example"
    if tool == "broad_networks" and rng.random() < 0.95:
        r["power_supply_area"] = usually(rng, [True], [False])
    if tool == "consortium_research" and rng.random() < 0.95:
        sectors = ["industry", "academia", "government"]
        if rng.random() < 0.1:
            sectors[rng.randrange(3)] = rng.choice(sectors)
        r["consortium"] = {"seeds_from": usually(rng, ["university", "public_research"], kinds), "members": [{"name": "Example", "sector": s} for s in sectors]}
    return r


def sound_industrial_cluster(rng):
    year = rng.choice([2001, 2004, 2005, 2006, 2007, 2009, 2010, 2011])
    p = {"project": usually(rng, NAMES, ["Fictitious Project", "shikoku techno bridge plan"]), "fiscal_year": year, "promoting_body": "Example Body"}
    if rng.random() < 0.8:
        p["plan"] = sound_plan(rng, year)
    elif rng.random() < 0.2:
        p["plan"] = NA
    if rng.random() < 0.7:
        p["requests"] = [sound_request(rng, year) for _ in range(rng.choice([1, 1, 2, 3]))]
    if rng.random() < 0.3:
        p["sme_fee"] = rng.choice([0, 0, 1, NA])
    return p


def sound_evaluation(rng):
    areas = list(AREAS)
    if rng.random() < 0.1:
        areas[rng.randrange(6)] = rng.choice(areas)
    rng.shuffle(areas)
    results = []
    for area in areas[: usually(rng, [6], [1, 5])]:
        averages = {n: rng.choice([3, 2, NA] if rng.random() < 0.05 else [3, 4]) for n in ("comparable_average", "overall_average")}
        results.append({"area": area, "index": rng.randrange(6)} | averages)
    members = rng.choice([200, 500, 1200])
    asked = usually(rng, [members], [members - 1, members + 1])
    amount = rng.choice([60_000_000, 100_000_000, 99_999_999, 80_000_005])
    return {
        "project": rng.choice([f"Example {rng.randrange(10**6)}"] * 2 + [rng.choice(NAMES)]),
        "fiscal_year": usually(rng, [2007, 2008, 2009], [2020, 2021]),
        "survey": {"members": members, "asked": asked, "replies": usually(rng, [members // 2], [asked - 1, asked, asked + 1])},
        "areas": results,
        "statistics": [{"kind": rng.choice(list(WORDS["StatisticKind"])), "value": "fictitious"}] * usually(rng, [1, 2], [0]),
        "interviews": ["Example"] * usually(rng, [1, 2], [0]),
        "grant": {"amount": amount, "influenced": usually(rng, [amount // 10], [near(rng, amount // 10, 0), amount], 0.6)},
        "findings": some_texts(rng, "progress challenges context"),
    } | some_texts(rng, "overall_grade")


def sound_rit(rng):
    objectives = rng.sample(["exchange", "integration", "new_businesses", "other_objective"], rng.choice([1, 2, 3]))
    if rng.random() < 0.05:
        objectives = objectives[:2] + objectives[:1]
    return {
        "title_of_project": "fictitious",
        "fiscal_year": rng.choice([2007, 2008, 2009]),
        "region": f"Example {rng.randrange(10**6)}",
        "partner": {"name": "Example", "country": usually(rng, ["Finland", "ドイツ", "japan"], ["Japan", "日本", "Ｊａｐａｎ"]), "cluster": "Example"},
        "objectives": objectives,
        "activities": [{"kind": rng.choice(list(WORDS["ActivityKind"])), "text": "fictitious"} for _ in range(rng.choice([1, 2]))],
        "companies": [{"name": "Example", "size": usually(rng, ["sme"], list(WORDS["Size"]), 0.8)} for _ in range(usually(rng, [1, 2], [0]))],
    } | some_texts(rng, "expected_results")


def sound_regional_innovation(rng):
    stages = rng.sample(["discovering", "transferring"], rng.choice([1, 2])) + (["other_stage"] if rng.random() < 0.1 else [])
    if rng.random() < 0.1:
        stages = stages[:2] + stages[:1]
    p = {"region": "Example", "fiscal_year": rng.choice([2007, 2008]), "institute": "Example", "seed": "fictitious", "stages": stages}
    p["coordinators"] = usually(rng, [["Example"], ["Example", "例"]], [[]])
    return p | some_texts(rng, "handover")


def partners(rng):
    return [{"name": "Example", "sector": s} for s in usually(rng, [["university", "company"]], [["university", "other_partner"], ["company", "company"]], 0.85)]


def sound_uk(rng):
    applied = day(rng, datetime.date(2004, 5, 10), datetime.date(2003, 1, 1), datetime.date(2008, 12, 31))
    p = {"title_of_project": "fictitious", "applied_on": applied, "assistance": rng.choice(list(WORDS["UkAssistance"])), "partners": partners(rng)}
    if rng.random() < 0.7:
        p["recommendation"] = {"agency": "Example", "day": rng.choice([day(rng, applied), NA, None])}
    return p


def sound_germany(rng):
    edges = [d for days in RUNS.values() for d in days]
    return {
        "title_of_project": "fictitious",
        "applied_on": day(rng, datetime.date(2000, 6, 1), datetime.date(1999, 6, 1), *edges),
        "scheme": rng.choice(list(RUNS)),
        "region": {"name": "Example", "specified": usually(rng, [True], [False])},
        "applicant": usually(rng, ["region_itself"], ["single_partner"]),
        "assistance": rng.choice(list(WORDS["Assistance"])),
        "partners": partners(rng),
    }


def sound_finland(rng):
    return {
        "area": {"name": "Example", "specified": usually(rng, [True], [False]), "phase": usually(rng, [1, 2, 3], [0, 4])},
        "applied_on": day(rng, datetime.date(2000, 6, 1), datetime.date(1994, 1, 1), datetime.date(2004, 12, 31)),
        "company": "Example",
        "basic_funding": near(rng, 50_000_000, 2_800_000_000),
        "other_funding": near(rng, 0, 100_000_000),
    }


def days(first, last):
    return since(datetime.date(first, 1, 1), datetime.date(last, 12, 31), "applied_on")


PROGRAMS = {
    "meti.industrial_cluster": Program(INDUSTRIAL_CLUSTER, industrial_cluster, sound_industrial_cluster, since(2001, 2020)),
    "meti.evaluation": Program(EVALUATION, evaluation, sound_evaluation, since(2007)),
    "jetro.rit": Program(RIT, rit, sound_rit, since(2007)),
    "jst.regional_innovation": Program(REGIONAL_INNOVATION, regional_innovation, sound_regional_innovation, since(2007)),
    "overseas.uk": Program(UK, uk, sound_uk, days(2003, 2008)),
    "overseas.germany": Program(GERMANY, germany, sound_germany, days(1996, 2006)),
    "overseas.finland": Program(FINLAND, finland, sound_finland, days(1994, 2004)),
}
# The rule on all proposals of a program, and the fields that differ.
ONCE = {
    "meti.industrial_cluster": ("one_plan_each", "project", "fiscal_year"),
    "meti.evaluation": ("one_evaluation_each", "project", "fiscal_year"),
    "jetro.rit": ("one_project_a_pair", "region", ("partner", "name"), "fiscal_year"),
}


def across(models):
    return {name: once_each(models[program], *fields) for program, (name, *fields) in ONCE.items() if models[program]}


# ---- tables --------------------------------------------------------------------------------------------------------------------------


def tables(rules):
    """The CSV files against the figures of the documents."""

    def rows(path):
        with open(os.path.join(rules, path), encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f))

    wrong = []

    def hold(what, found, wanted):
        if found != wanted:
            wrong.append(f"{what}: {found}, expected {wanted}")

    cluster = "meti/industrial_cluster/"
    names = rows(cluster + "project_names.csv")
    for field, wanted in NOTES.items():
        hold(field, sorted(n["name"] for n in names if n["field"] == field), sorted(wanted))
    hold("names elsewhere", sorted(n["name"] for n in names if not n["field"]), sorted(ELSEWHERE))
    projects = rows(cluster + "projects.csv")
    hold("projects", len(projects), 19)
    hold("projects of the names", {n["project"] for n in names}, {p["id"] for p in projects})
    for field in NOTES:
        of_names = {n["project"] for n in names if n["field"] == field}
        hold(f"projects in {field}", {p["id"] for p in projects if p[field] == "yes"}, of_names)
    known_names = {p["name"] for p in projects} | {n["name"] for n in names}
    hold("all names", known_names, set(NAMES))
    tools = rows(cluster + "policy_tools.csv")
    hold("FY2005", [t["fy2005_million_us_dollars"] for t in tools], ["19", "5.0", "0.8", "131", "61", "22", "1.2"])
    hold("FY2004", [t["fy2004_million_us_dollars"] for t in tools], ["6.5", "", "", "110", "59", "22", "0.8"])
    hold("totals", [(b["year"], b["total_million_us_dollars"]) for b in rows(cluster + "budget.csv")], [("FY2004", "470"), ("FY2005", "540")])
    hold("laws", [(r["first"], r["last"]) for r in rows(cluster + "laws.csv")], [("1972", ""), ("1983", "1998"), ("1988", "1998"), ("1992", ""), ("1997", ""), ("1998", "")])
    hold("terms", [(t["first"], t["last"]) for t in rows(cluster + "terms.csv")], [("FY2001", "FY2005"), ("FY2006", "FY2010"), ("FY2011", "FY2020")])
    examples = [tuple(int(v) for k, v in e.items() if k != "example") for e in rows(cluster + "examples.csv")]
    hold("examples", examples, [(280, 35, 65, 11), (230, 50, 9, 19), (360, 21, 6, 42)])
    hold("outcomes", [int(o["number"]) for o in rows(cluster + "outcomes.csv")], [40, 400, 130, 20, 31, 47, 40])
    counted = [(int(c["number"]), c["qualifier"]) for c in rows(cluster + "counts.csv")]
    hold("counts", sorted(counted), sorted([
        (19, "exactly"), (20, "about"), (18, "exactly"), (19, "exactly"), (20, "exactly"), (5800, "exactly"),
        (10000, "over"), (10000, "about"), (220, "over"), (290, "exactly"), (500, "about"),
    ]))
    hold("financed", [int(f["projects"]) for f in rows("jetro/rit/financed.csv")], [20, 7])
    hold("phases", [int(f["areas"]) for f in rows("overseas/finland/phases.csv")], [8, 8, 6])
    hold("schemes", [(s["budget"], s["special_areas"], s["other_areas"]) for s in rows("overseas/germany/schemes.csv")], [("12 billion yen", "3", "14"), ("28 billion yen", "0", "23")])
    hold("policies", [p["budget"] for p in rows("overseas/uk/policies.csv")], ["10 billion yen", "18 billion yen"])
    print("\n".join(wrong) if wrong else "tables: no difference")
    return 1 if wrong else 0


ORACLE = Oracle(PROGRAMS, ["meti.industrial_cluster"] * 5 + list(PROGRAMS), spoil, across)
TABLES = ("tables", "hold the CSV files against the documents' figures", "rules", tables)

if __name__ == "__main__":
    sys.exit(main(__doc__, ORACLE, [TABLES]))
