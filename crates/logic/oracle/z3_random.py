"""Compares the engine with z3 on random problems.

Needs PyPI z3-solver. Run from the root of the repository:

    cargo build --release -p kisoku-logic --examples
    python3 crates/logic/oracle/z3_random.py --count 100000

Both answer the problems that `random` prints. A `sat` against an `unsat`, another optimum, a core that z3 finds
satisfiable, or one said to be minimal that is not, is a wrong answer. Where optima differ, z3's plain solver judges
between the two, since z3's own optimiser is wrong now and then where strict bounds meet whole numbers.

`--store FILE` keeps z3's answers, one line a seed; `--against FILE` reads them instead of asking z3 again. The test
that runs without z3 has such a file for its first seeds.
"""

import argparse
import subprocess
import sys
import time
from collections import Counter
from fractions import Fraction

import z3

END = "\n;;\n"
LIMIT_MS = 3_000


def run(tool, arguments, text=""):
    done = subprocess.run([tool, *map(str, arguments)], input=text, capture_output=True, text=True, check=False)
    return done.stdout, done.returncode, done.stderr


def fraction(value):
    value = z3.simplify(value)
    if z3.is_rational_value(value):
        return Fraction(value.numerator_as_long(), value.denominator_as_long())
    return Fraction(value.as_long())


def lowered(text):
    """The problem with every objective to be minimised, as the engine answers it."""
    lines = text.split("\n")
    return "\n".join(
        f"(minimize (- {line[len('(maximize '):]})" if line.startswith("(maximize ") else line for line in lines
    )


def ends(text):
    """The ends of the objectives by z3's optimiser, in the words of the engine."""
    solver = z3.Optimize()
    solver.set("timeout", LIMIT_MS)
    solver.set("priority", "lex")
    solver.from_string(lowered(text))
    verdict = solver.check()
    if verdict != z3.sat:
        return str(verdict)
    found = []
    for index in range(len(solver.objectives())):
        vector = z3.Z3_optimize_get_lower_as_vector(solver.ctx.ref(), solver.optimize, index)
        far, here, tiny = (fraction(part) for part in z3.AstVector(vector, solver.ctx))
        found.append("-oo" if far else f"{here.numerator}/{here.denominator}" + ("+" if tiny else ""))
        if far or tiny:
            break
    return "opt " + " ".join(found)


def verdict(text):
    if "imize " in text:
        return ends(text)
    solver = z3.Solver()
    solver.set("timeout", LIMIT_MS)
    solver.from_string(text)
    return str(solver.check())


def confirmed(text, own):
    """Whether z3's plain solver finds each of the engine's ends to be one."""
    optimizer = z3.Optimize()
    optimizer.from_string(lowered(text))
    solver = z3.Solver()
    solver.set("timeout", 10 * LIMIT_MS)
    solver.add(optimizer.assertions())
    words = own.split(" ")[1:]
    for word, objective in zip(words, optimizer.objectives()):
        # An objective to be minimised may come back with its sign turned, to be maximised.
        far = z3.RealVal(-(10**30))
        if word == "-oo":
            return solver.check(objective < far) == z3.sat
        end = Fraction(word.rstrip("+"))
        value = z3.RealVal(f"{end.numerator}/{end.denominator}")
        if word.endswith("+"):
            near = value + z3.RealVal("1/1000000000")
            return solver.check(objective <= value) == z3.unsat and solver.check(objective < near) == z3.sat
        if solver.check(objective < value) != z3.unsat or solver.check(objective == value) != z3.sat:
            return False
        solver.add(objective == value)
    return len(words) == len(optimizer.objectives())


def without(text, names):
    """The problem with only these of the named assertions."""
    kept = []
    for line in text.split("\n"):
        name = line.rsplit(":named ", 1)[-1].rstrip(")") if ":named " in line else None
        if name is None or name in names:
            kept.append(line)
    return "\n".join(kept)


def wrong_core(text, words):
    names = words.replace("(not proved minimal)", "").split()[1:]
    if verdict(without(text, names)) == "sat":
        return "a core that is satisfiable"
    if "(not" not in words:
        for name in names:
            if verdict(without(text, [other for other in names if other != name])) == "unsat":
                return "a core that is not minimal"
    return None


def judge(counts, text, own, other, cores):
    """What is wrong with the engine's answer, if anything."""
    if own.startswith(("unknown Internal", "error")):
        return own
    if own.startswith("unknown"):
        counts[own] += 1
        return None
    if other == "unknown":
        counts["z3 unknown"] += 1
        return None
    if own.startswith("opt ") and other.startswith("opt ") and own != other:
        counts["optima that differ"] += 1
        return None if confirmed(text, own) else f"{own}, z3: {other}"
    if (own.split(" ")[0] if own.startswith("unsat") else own) != other:
        return f"{own}, z3: {other}"
    if own.startswith("unsat") and "imize " not in text and counts["cores"] < cores:
        counts["cores"] += 1
        counts["cores proved minimal"] += "(not" not in own
        return wrong_core(text, own)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--cores", type=int, default=10**9, help="look at so many cores")
    parser.add_argument("--tools", default="target/release/examples")
    parser.add_argument("--store", help="only ask z3, and keep its answers here")
    parser.add_argument("--against", help="read z3's answers here")
    parser.add_argument("--batch", type=int, default=500)
    arguments = parser.parse_args()
    counts, wrong, seconds = Counter(), 0, Counter()
    stored = open(arguments.against, encoding="utf-8").read().split("\n") if arguments.against else None
    for first in range(arguments.first, arguments.first + arguments.count, arguments.batch):
        count = min(arguments.batch, arguments.first + arguments.count - first)
        problems, _, _ = run(f"{arguments.tools}/random", [first, count])
        texts = problems.split(END)[:-1]
        start = time.monotonic()
        if stored:
            others = stored[first - arguments.first:][:count]
        else:
            others = [verdict(text) for text in texts]
        seconds["z3"] += time.monotonic() - start
        if arguments.store:
            with open(arguments.store, "a", encoding="utf-8") as file:
                file.write("".join(f"{other}\n" for other in others))
            continue
        start = time.monotonic()
        answers, status, errors = run(f"{arguments.tools}/smt2", [], problems)
        seconds["engine"] += time.monotonic() - start
        answers = answers.split("\n")[:-1]
        if status != 0 or len(answers) != len(texts):
            print(f"seed {first + len(answers)}: the engine stopped with {status}\n{errors[-2000:]}", flush=True)
            wrong += 1
        for seed, (text, own, other) in enumerate(zip(texts, answers, others), first):
            counts[own.split(" ")[0]] += 1
            problem = judge(counts, text, own, other, arguments.cores)
            if problem:
                wrong += 1
                print(f"seed {seed}: {problem}", flush=True)
    if arguments.store:
        print(f"z3 took {seconds['z3']:.0f} s for {arguments.count} problems")
        return
    print(f"{arguments.count} problems, {wrong} wrong, {dict(counts)}")
    print(f"seconds: engine {seconds['engine']:.1f}, z3 {seconds['z3']:.1f}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
