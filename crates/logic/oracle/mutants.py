"""Small changes of the engine's own source, and what notices each of them.

    python3 crates/logic/oracle/mutants.py --write

Works in scratch copies of the crates. For each mutant of the searching part, the first 600 random problems are
answered and held against z3's stored answers: a *wrong* answer is one that the certificates let through; *stopped* is
an answer that a certificate stopped; *lost* is one that became unknown or did not come within the time. Where no
certificate stopped it, and for the trusted part, the tests of the crate run. A mutant that nothing notices
fails the script. `--write` puts the table into the crate's README.

A mutant of the searching part must not give a single wrong answer. One of the trusted part (the checker, the
evaluation, the builders of formulas) may, so the tests have to notice it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
SCRATCH = tempfile.mkdtemp(prefix="kisoku-mutants-")
PROBLEMS = 600
MANIFEST = """[workspace]
members = ["crates/logic", "crates/number"]
resolver = "3"
[workspace.lints.rust]
unsafe_code = "forbid"
[profile.dev]
opt-level = 1
debug = false
[profile.dev.package."*"]
opt-level = 1
"""

# file, what stands there, what the mutant has instead
SEARCHING = [
    ("simplex", "&mut self.low,\n            Side::High => &mut self.high,", "&mut self.low,\n            Side::High => &mut self.low,"),
    ("simplex", "(Side::High, Some(bound)) => *value > bound.value,", "(Side::High, Some(bound)) => *value >= bound.value,"),
    ("simplex", "if by.is_negative() { self.other() } else { self }", "if by.is_negative() { self } else { self }"),
    ("simplex", "value = value.plus_times(by, &part.value);", "value = value.plus_times(by, &Delta::ZERO);"),
    ("simplex", "*column.bound_mut(undo.side) = undo.bound;", "let _ = undo.bound;"),
    ("simplex", "(Side::Low, Some(bound)) => value > bound.value,", "(Side::Low, Some(bound)) => value < bound.value,"),
    ("simplex", "(reason, Num::Int(1)), (other.reason, Num::Int(1))", "(reason, Num::Int(1)), (other.reason, Num::Int(2))"),
    ("simplex", "            self.suspects.insert(at);\n        } else if outside", "        } else if outside"),
    ("simplex", "self.set_value(at, value)?;\n        }\n        Ok(None)", "}\n        Ok(None)"),
    ("simplex", "            self.suspects.insert(basic);\n        }\n        self.column_mut(at)?.rows = rows;", "        }\n        self.column_mut(at)?.rows = rows;"),
    ("simplex", "if !column.has_room(side.other().through(by)) {", "if !column.has_room(side.through(by)) {"),
    ("simplex", "clash.push((bound.reason, by.abs()));", "clash.push((bound.reason, by.clone()));"),
    ("simplex", "bound(side.other().through(by)).ok_or(LOST)?;", "bound(side.through(by)).or(self.column(*at)?.bound(side.other().through(by))).ok_or(LOST)?;"),
    ("simplex", "let over = by.neg();", "let over = by.clone();"),
    ("simplex", "let total = x.add(&by.mul(y));\n                if", "let total = x.sub(&by.mul(y));\n                if"),
    ("simplex", "(true, false) => rows.retain(|row| *row != at),", "(true, false) => {}"),
    ("delta", "if self.tiny.is_negative() && floor == self.here", "if !self.tiny.is_negative() && floor == self.here"),
    ("delta", "self.tiny.is_zero() && self.here.is_integer()", "self.here.is_integer()"),
    ("delta", "self.tiny.add(&by.mul(&other.tiny))", "self.tiny.add(&other.tiny)"),
    ("descent", "let side = Side::Low.through(by);", "let side = Side::High.through(by);"),
    ("descent", "bound(Side::High.through(&by)) else { continue };", "bound(Side::Low.through(&by)) else { continue };"),
    ("descent", "std::cmp::Ordering::Less => true,", "std::cmp::Ordering::Less => false,"),
    ("descent", "*step = Num::Int(-1);", "*step = Num::Int(1);"),
    ("descent", "= by.mul(step);", "= by.clone();"),
    ("whole", "if breaks || !column.allows(&moved) {", "if breaks {"),
    ("whole", "if !column.whole {\n                return Ok(None);", "if !column.whole && column.row.is_none() {\n                return Ok(None);"),
    ("whole", "Some(times) if !times.is_integer() => {}", "Some(times) if times.is_integer() => {}"),
    ("whole", "fixed = fixed.add(&by.mul(&low.value.here));", "fixed = fixed.add(&low.value.here);"),
    ("whole", "(Some(low), Some(high)) if low.value == high.value => {\n                    fixed", "(Some(low), Some(high)) if low.value <= high.value => {\n                    fixed"),
    ("atoms", "[(_, first), ..] if first.is_negative() => measure.neg(),\n", ""),
    ("atoms", "let below = strict != turned;", "let below = strict;"),
    ("atoms", "Delta::new(at.ceil().sub(&Num::Int(1)), 0)", "Delta::new(at.floor(), 0)"),
    ("atoms", "(false, true) => Delta::new(at, -1),", "(false, true) => Delta::new(at, 0),"),
    ("atoms", "Ok((lit.turned(!turned), fresh))", "Ok((lit, fresh))"),
    ("atoms", "(true, _) => Delta::new(most.here.add(&Num::Int(1)), 0),", "(true, _) => Delta::new(most.here.add(&Num::Int(2)), 0),"),
    ("atoms", "(false, false) => Delta::new(most.here.clone(), 1),", "(false, false) => Delta::new(most.here.clone(), 0),"),
    ("atoms", "let whole = form.iter().all(", "let whole = form.iter().any("),
    ("arithmetic", "if *sign == lit.is_yes() {", "if lit.is_yes() {"),
    ("arithmetic", "let lit = reason.not();\n        match", "let lit = reason;\n        match"),
    ("arithmetic", "self.read = read;\n", ""),
    ("arithmetic", "self.simplex.back_to(mark);\n", ""),
    ("arithmetic", "        self.simplex.check()\n", "        Ok(None)\n"),
    ("arithmetic", "if self.is_consistent(acts)\n            && let Err(stop) = self.make_whole(acts)", "if self.is_consistent(acts)\n            && let Err(stop) = Ok::<(), Stop>(())"),
    ("encode", "self.clause(&[lit.turned(*value)]);", "self.clause(&[lit]);"),
    ("encode", "Node::Not(part) => self.known(*part)?.not(),", "Node::Not(part) => self.known(*part)?,"),
    ("encode", "self.clause(&[lit.not(), first.not(), second]);", "self.clause(&[lit.not(), first.not(), second.not()]);"),
    ("encode", "self.clause(&[lit, first, second]);\n", ""),
    ("encode", "self.all_of(lit.not(), &parts);", "self.all_of(lit, &parts);"),
    ("encode", "self.clause(&[whole.not(), *part]);", "self.clause(&[whole, *part]);"),
    ("encode", "let back: Vec<Lit> = parts.iter().map(|part| part.not())", "let back: Vec<Lit> = parts.iter().copied()"),
    ("encode", "let most = self.comparison(problem, term, false)?;", "let most = self.comparison(problem, term, true)?;"),
    ("encode", "self.all_of(lit, &[most, least]);", "self.all_of(lit, &[most, most]);"),
    ("encode", "self.clause(&[switch.not(), lit]);", "self.clause(&[switch, lit]);"),
    ("encode", "fresh.lower.map(|lower| [lower.not(), fresh.lit])", "fresh.lower.map(|lower| [lower, fresh.lit.not()])"),
    ("search", "let yes = |lit: &Lit| self.sat.raw_value_lit(to_search(*lit)) == lbool::TRUE;", "let yes = |lit: &Lit| self.sat.raw_value_lit(to_search(*lit)) == lbool::FALSE;"),
    ("search", ".map(|lit| from_search(*lit).not()).collect();\n        if clash", ".skip(1).map(|lit| from_search(*lit).not()).collect();\n        if clash"),
    ("search", "near.far = step.mul(&stretch);", "near.far = step.clone();"),
    ("search", "if self.theory.simplex.fraction(&self.theory.atoms.variables)?.is_none() {", "if true {"),
    ("minimum", "asked.assumed.extend(literals.map(|(_, held)| held));", ""),
    ("minimum", "let lower = self.comparison(problem, &term, attained)?;", "let lower = self.comparison(problem, &term, true)?;"),
    ("minimum", "if value.far.is_negative() {\n", "if !value.far.is_negative() {\n"),
    ("minimum", "return Ok(Some((scaled.column, scaled.by)));\n        }\n        let turned", "return Ok(Some((scaled.column, scaled.by)));\n        }\n        if true { return Ok(Some((scaled.column, scaled.by))); }\n        let turned"),
    ("minimum", "(value.here.clone(), !open)", "(value.here.clone(), true)"),
    ("minimum", "None => beneath = Some(at),", "None => { beneath = Some(at); return Ok(Least::End(End::Attained(value.here), best)); }"),
    ("minimum", "assumed.push(lit);", "if !strict { assumed.push(lit); }"),
]
TRUSTED = [
    ("certify/inequality", "at.ceil().sub(&Num::Int(1))", "at.ceil()"),
    ("certify/inequality", "} else { at.floor() };", "} else { at.ceil() };"),
    ("certify/inequality", "problem.kind(*var) != Kind::Int)", "problem.kind(*var) == Kind::Int)"),
    ("certify/inequality", "if *by <= Num::ZERO {\n            return None;\n        }\n", ""),
    ("certify/inequality", "strict |= line.strict;", "strict = true;"),
    ("certify/inequality", "self.terms.is_empty() && (", "("),
    ("certify/inequality", "self.at.is_negative() || (self.strict && self.at.is_zero())", "self.at <= Num::ZERO"),
    ("certify/inequality", "Inequality::of(problem, &term.times(&Num::Int(-1)), !strict)", "Inequality::of(problem, &term.times(&Num::Int(-1)), strict)"),
    ("certify/clauses", "Some(true) => clash = true,\n                Some(false)", "Some(_) => clash = true,\n                #[expect(unreachable_patterns, reason = \"a mutant\")]\n                Some(false)"),
    ("certify/clauses", "None => self.assign(lit.not()),", "None => self.assign(*lit),"),
    ("certify/clauses", "*value = None;\n            }\n        }\n        self.head", "let _ = value;\n            }\n        }\n        self.head"),
    ("certify/clauses", "lits.retain(|lit| self.value(*lit).is_none());", "lits.retain(|lit| self.value(*lit) == Some(true));"),
    ("certify/checker", "if !refutes(problem, premises, &lemma.steps) {", "if premises.is_empty() {"),
    ("certify/checker", "if !self.clauses.imply(clause) {", "if clause.len() > 99 {"),
    ("certify/checker", "!self.bounds.contains_key(&atom) && !self.names.contains(&atom)", "true"),
    ("certify/checker", "if self.literal(*part)? != lit.not() {", "if false {"),
    ("certify/checker", "if !self.means(problem, lit, term, strict) {", "if false {"),
    ("certify/checker", "if self.clauses.imply(&clause) { Ok(())", "if true { Ok(())"),
    ("certify/ends", "checker.refutes(&labels, &assumed)?;\n", ""),
    ("certify/ends", "beside.push(held);", "let _ = held;"),
    ("certify/ends", "if !checker.means(problem, lower, &term, attained)", "if !checker.means(problem, lower, &term, true)"),
    ("certify/ends", "End::Unbounded if value.far.is_negative() => continue,", "End::Unbounded => continue,"),
    ("certify/ends", "if value == Near::from(number.clone()) =>", "if value.here == *number =>"),
    ("certify/point", "(Kind::Int, Some(at)) => at.far.is_integer() && at.here.is_integer() && at.tiny.is_zero(),", "(Kind::Int, Some(_)) => true,"),
    ("certify/point", "Relation::Below => value < zero,", "Relation::Below => value <= zero,"),
    ("certify/point", "small >= *limit", "small > *limit"),
    ("certify/point", "!on.contains(&label)", "on.contains(&label)"),
    ("certify/point", "Node::Any(parts) => parts.iter().any(of),", "Node::Any(parts) => parts.iter().all(of),"),
    ("problem", "self.any([not, second])", "self.any([first, second])"),
    ("problem", "(Node::Constant(false), _) => self.not(second),", "(Node::Constant(false), _) => second,"),
    ("problem", "self.compare(left.minus(right), Relation::Below)", "self.compare(left.minus(right), Relation::AtMost)"),
    ("problem", "let whole = self.is_whole(then) && self.is_whole(otherwise);", "let whole = self.is_whole(then);"),
    ("problem", "Relation::Below => *term.constant() < zero,", "Relation::Below => *term.constant() <= zero,"),
    ("linear", "sum.terms.retain(|(_, by)| !by.is_zero());\n", ""),
    ("linear", "constant: Constant(self.constant().add(&by.mul(other.constant())))", "constant: Constant(self.constant().add(other.constant()))"),
    ("engine", "Answer::Unknown(_) => minimal = false,", "Answer::Unknown(_) => {}"),
]


def command(arguments, limit, text=None, errors=subprocess.STDOUT):
    """What was printed and the exit code; None where the time is over."""
    with subprocess.Popen(
        arguments, cwd=SCRATCH, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
        start_new_session=True,
    ) as child:
        try:
            out, _ = child.communicate(text, timeout=limit)
            return out, child.returncode
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 9)
            out, _ = child.communicate()
            return out, None


def path(name):
    folder = "native/" if name in ("simplex", "delta", "descent", "whole", "atoms", "arithmetic", "encode", "search", "minimum") else ""
    return f"{SCRATCH}/crates/logic/src/{folder}{name}.rs"


def random_problems(problems, expected):
    """How many answers are wrong, stopped by a certificate, and lost."""
    out, _ = command(["target/debug/examples/smt2"], 15, problems, subprocess.DEVNULL)
    wrong = stopped = lost = 0
    answers = (out or "").split("\n")[:-1]
    for own, other in zip(answers, expected):
        plain = own.split(" ")[0] if own.startswith("unsat") else own
        if "Internal" in own:
            stopped += 1
        elif own.startswith("unknown"):
            lost += other != "unknown"
        elif other != "unknown" and plain != other:
            wrong += 1
    return wrong, stopped, lost + len(expected) - min(len(answers), len(expected))


def try_mutant(name, old, new, problems, expected):
    file = path(name)
    with open(file, encoding="utf-8") as source:
        text = source.read()
    if text.count(old) != 1:
        return f"stands {text.count(old)} times", None
    with open(file, "w", encoding="utf-8") as source:
        source.write(text.replace(old, new))
    try:
        counts = None
        if "certify" not in name and name not in ("problem", "linear", "engine"):
            out, code = command(["cargo", "build", "-q", "--offline", "-p", "kisoku-logic", "--examples"], 600)
            if code != 0:
                return "does not compile: " + out[-400:], None
            counts = random_problems(problems, expected)
            if counts[1]:
                return counts, []
        build = ["cargo", "test", "-q", "--offline", "-p", "kisoku-logic", "--lib", "--test", "it"]
        out, code = command([*build, "--no-run"], 600)
        if code != 0:
            return "does not compile: " + out[-400:], None
        out, code = command(build, 60)
        failed = sorted(set(re.findall(r"^    ([a-z_:]+)$", out or "", re.M)))
        if code is None:
            failed = failed or ["(the tests did not end)"]
        elif code != 0 and not failed:
            failed = ["(the tests stopped)"]
        return counts, failed
    finally:
        with open(file, "w", encoding="utf-8") as source:
            source.write(text)


def shown(text):
    text = re.sub(r"\s+", " ", text.strip()).replace("|", "\\|")
    text = text if len(text) <= 70 else text[:67] + "…"
    return f"`{text}`" if text else "(gone)"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", default="", help="mutants of a file, or of places with these words")
    parser.add_argument("--part", default="0/1", help="of the list, this part: 0/2 and 1/2 are its halves")
    arguments = parser.parse_args()
    os.makedirs(SCRATCH, exist_ok=True)
    shutil.rmtree(f"{SCRATCH}/crates", ignore_errors=True)
    shutil.copytree(f"{ROOT}/crates", f"{SCRATCH}/crates")
    shutil.copy(f"{ROOT}/Cargo.lock", SCRATCH)
    with open(f"{SCRATCH}/Cargo.toml", "w", encoding="utf-8") as file:
        file.write(MANIFEST)
    out, code = command(["cargo", "build", "-q", "--offline", "-p", "kisoku-logic", "--examples"], 900)
    if code != 0:
        sys.exit(out)
    problems, _ = command(["target/debug/examples/random", "0", str(PROBLEMS)], 60)
    with open(f"{ROOT}/crates/logic/tests/problems/z3_answers.txt", encoding="utf-8") as file:
        expected = file.read().split("\n")[:PROBLEMS]
    if random_problems(problems, expected)[0] != 0:
        sys.exit("the engine is wrong without any mutant")
    rows, bad, number = [], [], 0
    for part, mutants in (("search", SEARCHING), ("trusted", TRUSTED)):
        for name, old, new in mutants:
            if arguments.only not in name and arguments.only not in old:
                continue
            number += 1
            at, parts = map(int, arguments.part.split("/"))
            if number % parts != at:
                continue
            counts, failed = try_mutant(name, old, new, problems, expected)
            if failed is None:
                bad.append(f"{name}: {old!r} {counts}")
                print(bad[-1], flush=True)
                continue
            wrong, stopped, lost = counts or ("", "", "")
            by = []
            if stopped:
                by.append(f"certificates ({stopped})")
            if failed:
                shown_tests = ", ".join(test.rsplit("::", 1)[-1] for test in failed[:2])
                by.append(f"{len(failed)} tests: {shown_tests}" + (" …" if len(failed) > 2 else ""))
            rows.append(f"| {name} | {shown(old)} | {shown(new)} | {wrong} | {stopped} | {lost} | {'; '.join(by)} |")
            print(rows[-1], flush=True)
            if not by:
                bad.append(f"nothing notices {name}: {old!r} -> {new!r}")
                print(bad[-1], flush=True)
            if part == "search" and wrong:
                bad.append(f"wrong answers by {name}: {old!r} -> {new!r}")
                print(bad[-1], flush=True)
    print("\n".join(bad) or f"all {len(rows)} mutants are noticed")
    if arguments.write:
        readme = f"{ROOT}/crates/logic/README.md"
        with open(readme, encoding="utf-8") as file:
            text = file.read()
        head = "| file | stands there | mutant | wrong | stopped | lost | noticed by |\n|---|---|---|---|---|---|---|\n"
        start, end = "<!-- mutants -->\n", "<!-- end of mutants -->"
        before, rest = text.split(start)
        _, after = rest.split(end)
        with open(readme, "w", encoding="utf-8") as file:
            file.write(before + start + head + "\n".join(rows) + "\n" + end + after)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
