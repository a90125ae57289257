#!/usr/bin/env python3
"""Draws what `kisoku check` prints as docs/check.svg: python3 docs/check_svg.py

Every character has its own place, so that Japanese and box-drawing characters line up in any font.
"""

import html
import pathlib
import re
import subprocess
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = "proposals/mext/kci/stage2/short.yaml"
CELL, LINE, MARGIN = 8.4, 19, 18
COLOURS = {"31": "#e5534b", "33": "#c69026", "35": "#b083f0", "36": "#39c5cf", "32": "#57ab5a", "34": "#539bf5"}


def runs(line):
    """The parts of a line with their colour and weight."""
    colour, bold, at = None, False, 0
    for match in re.finditer(r"\x1b\[([0-9;]*)m", line):
        if line[at:match.start()]:
            yield line[at:match.start()], colour, bold
        for code in (match[1] or "0").split(";"):
            if code == "0":
                colour, bold = None, False
            elif code == "1":
                bold = True
            elif code in COLOURS:
                colour = COLOURS[code]
        at = match.end()
    if line[at:]:
        yield line[at:], colour, bold


def main():
    command = ["cargo", "run", "--quiet", "--", "check", FILE, "--color", "always", "--unicode", "--lang", "en"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=None).stdout.rstrip("\n")
    lines = [f"$ kisoku check {FILE}"] + printed.split("\n")
    out, widest = [], 0
    for row, line in enumerate(lines):
        column, y = 0, MARGIN + LINE * (row + 0.8)
        for text, colour, bold in runs(line):
            style = (f' fill="{colour}"' if colour else "") + (' font-weight="bold"' if bold else "")
            # Spaces are places, not characters: an SVG may fold them.
            for part in re.findall(r"\s+|\S+", text):
                xs = []
                for char in part:
                    xs.append(f"{MARGIN + column * CELL:.1f}")
                    column += 2 if unicodedata.east_asian_width(char) in "WF" else 1
                if part.strip():
                    out.append(f'<text x="{" ".join(xs)}" y="{y:.1f}"{style}>{html.escape(part)}</text>')
        widest = max(widest, column)
    width, height = MARGIN * 2 + widest * CELL, MARGIN * 2 + LINE * len(lines)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" role="img">'
        "<title>The output of kisoku check on a proposal whose local share is too small</title>"
        f'<rect width="100%" height="100%" rx="8" fill="#22272e"/>'
        '<g font-family="ui-monospace, \'Noto Sans Mono CJK JP\', \'DejaVu Sans Mono\', monospace" font-size="14" '
        'fill="#cdd9e5" xml:space="preserve">' + "".join(out) + "</g></svg>\n"
    )
    (ROOT / "docs" / "check.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
