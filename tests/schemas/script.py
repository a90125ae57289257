"""Prints the script of a step of an action (`script.py action.yml STEP`) or of a job of GitLab (`script.py FILE JOB`),
after a look at every script of the file: none may hold an expression, which would paste text into it."""

import sys

import yaml

path, name = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    document = yaml.safe_load(file)
if "runs" in document:
    scripts = {step["id"]: step["run"] for step in document["runs"]["steps"]}
else:
    scripts = {job: "\n".join(value["script"]) for job, value in document.items()}
for key, script in scripts.items():
    if "${{" in script or "$[[" in script:
        sys.exit(f"{path}: the script of `{key}` holds an expression; give it the text by the environment")
print(scripts[name])
