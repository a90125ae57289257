"""Holds the JUnit files that kisoku writes against the schema of Jenkins' xUnit plugin (tests/schemas/junit-10.xsd)."""
import pathlib
import subprocess
import sys

from lxml import etree

ROOT = pathlib.Path(__file__).resolve().parents[2]
KISOKU = ROOT / "target/debug/kisoku"
RUNS = [
    (["test", "rules"], 0),
    (["test", "rules", "--lang", "ja"], 0),
    (["test", "tests/junit/rules"], 1),
    (["check", "proposals"], 1),
    (["check", "proposals", "rules", "--all", "--lang", "ja"], 1),
    (["check", "proposals/mext", "--draft"], 1),
    (["check", "tests/junit/rules/hostile/hostile.yaml", "--rules", "tests/junit/rules"], 1),
]

schema = etree.XMLSchema(etree.parse(ROOT / "tests/schemas/junit-10.xsd"))
bad = 0
for arguments, code in RUNS:
    run = subprocess.run([KISOKU, *arguments, "--format", "junit"], cwd=ROOT, capture_output=True)
    words = " ".join(arguments)
    try:
        document = etree.fromstring(run.stdout)
    except etree.XMLSyntaxError as problem:
        print(f"kisoku {words}: not XML: {problem}")
        bad += 1
        continue
    cases = document.findall(".//testcase")
    kinds = {kind: len(document.findall(f".//{kind}")) for kind in ("failure", "error", "skipped")}
    if not schema.validate(document):
        print(f"kisoku {words}: {schema.error_log.last_error}")
        bad += 1
    if not cases or run.returncode != code:
        print(f"kisoku {words}: {len(cases)} cases, exit code {run.returncode} in place of {code}")
        bad += 1
    for suite in document.iter("testsuite"):
        names = [case.get("classname") + "/" + case.get("name") for case in suite.findall("testcase")]
        if len(set(names)) != len(names):
            print(f"kisoku {words}: {suite.get('name')}: a name stands twice")
            bad += 1
    print(f"kisoku {words}: {len(cases)} cases {kinds}")
sys.exit(1 if bad else 0)
