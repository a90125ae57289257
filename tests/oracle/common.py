"""What the oracles beside this file share: three-valued logic, shapes, notations, file formats, the comparison of a
report with what is expected, and the command line.

A model is a dict of the fields' ids: amounts are ints of yen, years ints, days dates, words the ids of enum members. A
field may also be NA (declared not applicable), a Bad (given, and not readable), or absent (missing).
"""

import argparse
import datetime
import json
import os
import random
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Callable

# ---- values ----------------------------------------------------------------------------------------------------------

OKU = 100_000_000
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


def is_filled(record, name):
    """Whether anything stands in a required field; "not applicable" is no gap there, but an error of its own."""
    value = record.get(name) if isinstance(record, dict) else record
    return value is not None and (value is not NA or isinstance(record, dict))


def fold(text):
    """How texts are compared: trimmed, half and full width the same, case kept."""
    return unicodedata.normalize("NFKC", text).strip()


# ---- strong Kleene logic: True, False, None --------------------------------------------------------------------------


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


def some(items, test):
    return None if items is None else either(test(item) for item in items)


def every(items, test):
    return None if items is None else both(test(item) for item in items)


def distinct(values):
    if values is None:
        return None
    given = [v for v in values if v is not None]
    return False if len(set(given)) < len(given) else None if len(given) < len(values) else True


# ---- outcomes --------------------------------------------------------------------------------------------------------

PASS, FAIL, UNDETERMINED, NOT_APPLICABLE = "pass", "fail", "undetermined", "not_applicable"
CONTESTED, LEFT = "contested", "left_to_reviewers"
WORST_FIRST = [CONTESTED, FAIL, UNDETERMINED, PASS, NOT_APPLICABLE]
OF_THREE = {True: PASS, False: FAIL, None: UNDETERMINED}


def worst(found, otherwise=PASS):
    """The worst of some outcomes."""
    return next((outcome for outcome in WORST_FIRST if outcome in found), otherwise)


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
            self.rules[name] = OF_THREE[both(values)]
        if advice:
            self.advice.add(name)

    def reading(self, name, first, other):
        if first is None or other is None:
            self.open.add(name)
        elif first is not other:
            self.depends.add(name)


# ---- shapes ----------------------------------------------------------------------------------------------------------
# field: (type, optional, other spellings of its key). A type is a scalar's name, ("enum", its members, each with its
# other spellings), ("record", shape) or ("list", item type, least, most).

# The four fields of the Knowledge Cluster Initiative, which the City Area Program has, too.
FOUR_FIELDS = {
    "life_sciences": ["Life Sciences", "ライフサイエンス"],
    "it": ["IT", "情報通信", "ＩＴ"],
    "environment": ["Environment", "環境"],
    "nanotech": ["Nanotech/Materials", "ナノテク・材料", "Nanotechnology/Materials"],
}


def shape(**fields):
    return {name: (ty[0], ty[1] == "optional", list(ty[2:])) for name, ty in fields.items()}


def need(ty, *keys):
    return (ty, "required", *keys)


def may(ty, *keys):
    return (ty, "optional", *keys)


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


# ---- notations -------------------------------------------------------------------------------------------------------

UNITS = {"yen": 1, "thousand": 1_000, "million": 1_000_000}
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
        return Raw(rng.choice([value] + ty[1][value]))
    if is_money(ty):
        return Raw(amount(value, UNITS[ty], rng))
    if ty == "year":
        return Raw(year(value, rng))
    if ty == "yes/no":
        return Raw(rng.choice([True, "yes", "はい"] if value else [False, "no", "いいえ"]))
    if ty == "date":
        y, m, d = value.year, value.month, value.day
        return Raw(rng.choice([value.isoformat()] * 3 + [f"{y}年{m}月{d}日", f"平成{y - 1988}年{m}月{d}日"]))
    if ty == "percent":
        return Raw(rng.choice([f"{value}%", f"{value}％", f"{value}%".translate(WIDE)]))
    if ty in ("whole", "number"):  # may be a number of the format, where a share may not
        return Raw(rng.choice([value, value, str(value), f"{value:,}", str(value).translate(WIDE)]))
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


# ---- formats ---------------------------------------------------------------------------------------------------------


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


# ---- models ----------------------------------------------------------------------------------------------------------


def near(rng, *thresholds):
    return max(0, rng.choice(thresholds) + rng.choice([-1, 0, 0, 1]))


def day(rng, *days):
    return rng.choice(days) + datetime.timedelta(days=rng.choice([-1, 0, 0, 0, 1]))


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
SLIPS = {
    "yes/no": "K0224", "whole": "K0224", "number": "K0224", "percent": "K0224", "date": "K0225", "year": "K0225",
    "enum": "K0226", "record": "K0227", "list": "K0227",
}


def spoil(p, fields, rng, spared=("text",), more=()):
    """One slip, of a kind that is given back: something missing, malformed, not applicable or unknown. Fields of the
    types in `spared` do not become malformed; the kinds in `more` are left to the caller."""
    spots = list(places(p, fields))

    def of(test):
        return [s for s in spots if test(*s[1][s[2]][:2])]

    kind = rng.choice(["missing"] * 8 + ["bad", "bad", "na", "unknown", *more])
    if kind == "missing":
        record, _, name = rng.choice(spots)
        record.pop(name, None)
    elif kind == "bad":
        record, shapes, name = rng.choice(of(lambda ty, _: ty not in spared))
        ty = shapes[name][0]
        if is_money(ty):
            record[name] = Bad(rng.choice(["1.234,56", "約5億円"]), "K0223")
        else:
            record[name] = Bad("perhaps something else", SLIPS[ty if isinstance(ty, str) else ty[0]])
    elif kind == "na":
        record, _, name = rng.choice(of(lambda ty, optional: ty != "text" or optional))
        record[name] = NA
    elif kind == "unknown":
        p["#unknown"] = ["zzz_unknown"]
    return kind


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


@dataclass
class Program:
    """A program as an oracle knows it."""

    fields: dict  # its shape
    rules: Callable  # a model → its Outcomes, and what becomes of the judgements
    sound: Callable  # a generator of random numbers → a model
    in_time: Callable  # a model → False where its date is known to be outside the program


@dataclass
class Oracle:
    """What one oracle adds to this file."""

    programs: dict
    often: list  # ids of programs, as often as they are to be drawn
    spoil: Callable  # (model, shape, generator): one slip
    across: Callable  # the models of each program → outcomes of the rules across proposals


def since(first, last=9999, dated="fiscal_year"):
    """Whether the field that dates a proposal lies within the program."""

    def in_time(p):
        date = get(p, dated)
        return date is None or first <= date <= last

    return in_time


def expectation(p, program):
    if not program.in_time(p):
        return {"verdict": FAIL}
    out, judged = program.rules(p)
    codes = []
    shape_codes(p, program.fields, codes)
    errors = {o for name, o in out.rules.items() if name not in out.advice}
    if FAIL in errors or any(c != "K0222" for c in codes):
        verdict = FAIL
    elif errors & {UNDETERMINED, CONTESTED} or codes:
        verdict = UNDETERMINED
    else:
        verdict = PASS
    return {
        "verdict": verdict,
        "rules": out.rules | judged,
        "depends": sorted(out.depends),
        "open": sorted(out.open - out.depends),
        "shape": sorted(set(codes)),
        "amounts": amounts(p, program.fields),
    }


def generate(oracle, folder, n, seed, only):
    rng = random.Random(seed)
    os.makedirs(os.path.join(folder, "proposals"), exist_ok=True)
    models = {program: [] for program in oracle.programs}
    expected, files = [], 0
    while len(expected) < n:
        name_of_program = only or rng.choice(oracle.often)
        program = oracle.programs[name_of_program]
        fmt = rng.choice(["yaml", "yaml", "json", "toml", "ndjson"])
        wanted = rng.choice([1, 2, 3]) if fmt in ("yaml", "ndjson") else 1
        name, nodes = f"proposals/p{files:04d}.{fmt}", []
        for document in range(1, min(wanted, n - len(expected)) + 1):
            p = program.sound(rng)
            for _ in range(rng.choice([0, 0, 0, 1, 1, 1, 2])):
                oracle.spoil(p, program.fields, rng)
            models[name_of_program].append(p)
            nodes.append({"program": Raw(name_of_program)} | encode_record(p, program.fields, rng, fmt))
            one = {"path": name, "document": document, "program": name_of_program}
            expected.append(one | expectation(p, program))
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
            f.write(write(nodes, fmt, rng))
        files += 1
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as f:
        json.dump({"proposals": expected, "across": oracle.across(models)}, f, ensure_ascii=False, indent=1)
        f.write("\n")
    print(f"{len(expected)} proposals in {files} files")


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
        came = LEFT if LEFT in got else worst(got, "no finding")
        if came != wanted:
            yield f"{where}: {name} {came}, expected {wanted}"
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
        came = worst(got.get(name, ()))
        if came != outcome:
            lines.append(f"across: {name} {came}, expected {outcome}")
    print("\n".join(lines) if lines else f"{len(expected['proposals'])} proposals: no difference")
    return 1 if lines else 0


# ---- command line ----------------------------------------------------------------------------------------------------


def main(doc, oracle, more=None):
    """Gives the exit code. `more`: further commands, each a word, its help, its argument and what it does with that."""
    parser = argparse.ArgumentParser(description=doc.split("\n\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("generate", help="write proposals and what is expected of them")
    make.add_argument("folder")
    make.add_argument("--n", type=int, default=300)
    make.add_argument("--seed", type=int, default=1)
    make.add_argument("--program", choices=list(oracle.programs), help="of this program only")
    held = commands.add_parser("compare", help="compare a report of `kisoku check --format json --all`")
    held.add_argument("folder")
    held.add_argument("report")
    for word, help_of_it, argument, _ in more or []:
        commands.add_parser(word, help=help_of_it).add_argument(argument)
    args = parser.parse_args()
    if args.command == "generate":
        generate(oracle, args.folder, args.n, args.seed, args.program)
        return 0
    if args.command == "compare":
        return compare_report(args.folder, args.report)
    return next(do(getattr(args, argument)) for word, _, argument, do in more if word == args.command)
