"""Tables and a picture of what bench.py measured."""
import html
import re

HEAD = ("", "CPU s", "wall s", "memory MB", "documents kB", "pages", "CPU, griffie = 1")
BEGIN, END = "<!-- measured: tests/bench/bench.py --write -->", "<!-- end of what was measured -->"
COLOURS = {"griffie": "#1b3a5c", "floor": "#9aa7b5", "Typst": "#4f8a8b", "WeasyPrint": "#b5651d", "FOP": "#8a4f7d"}


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def row(name, taken, ours):
    ratio = "" if name == "griffie" or "griffie" not in (ours or {}) else f"{taken['cpu'] / ours['griffie']['cpu']:.2f}"
    cells = (name, number(taken["cpu"]), number(taken["wall"]), f"{taken['memory']:.0f}",
             f"{taken['bytes'] / 1000:,.0f}" if taken["bytes"] else "", f"{taken['pages']:.0f}" if taken["pages"] else "", ratio)
    return "| " + " | ".join(cells) + " |"


def table(title, medians):
    lines = [f"**{title}**", "", "| " + " | ".join(HEAD) + " |", "|---|" + "--:|" * (len(HEAD) - 1)]
    return "\n".join(lines + [row(name, taken, medians) for name, taken in medians.items()]) + "\n"


def picture(told):
    """Bars of processor time, those of a group beside each other on a scale of tens: each gap to the right is ten times more."""
    import math
    groups = [(title, medians) for title, medians in told if len(medians) > 1]
    left, wide, high, y = 250, 520, 15, 34
    least = min(taken["cpu"] for _, medians in groups for taken in medians.values())
    most = max(taken["cpu"] for _, medians in groups for taken in medians.values())
    low, top = math.floor(math.log10(least)), math.ceil(math.log10(most))
    at = lambda value: left + wide * (math.log10(value) - low) / (top - low)
    shapes = []
    for title, medians in groups:
        shapes.append(f'<text x="8" y="{y + 11}" font-weight="bold">{html.escape(title)}</text>')
        y += high + 4
        for name, taken in medians.items():
            colour = COLOURS["floor" if name.startswith("floor") else name]
            shapes.append(f'<text x="{left - 8}" y="{y + 11}" text-anchor="end">{html.escape(name)}</text>'
                          f'<rect x="{left}" y="{y + 1}" width="{max(at(taken["cpu"]) - left, 1):.1f}" height="{high - 3}" fill="{colour}"/>'
                          f'<text x="{at(taken["cpu"]) + 5:.1f}" y="{y + 11}">{number(taken["cpu"])} s</text>')
            y += high
        y += 10
    lines = "".join(f'<path d="M{at(10 ** n):.1f} 22V{y}" stroke="#d5dbe2"/><text x="{at(10 ** n):.1f}" y="16" text-anchor="middle">'
                    f'{10 ** n:g} s</text>' for n in range(low, top + 1))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + wide + 70} {y}" width="{left + wide + 70}" height="{y}" role="img" '
            f'aria-label="Processor time of griffie, of the floors and of other programs, as in the tables" font-family="sans-serif" '
            f'font-size="12"><rect width="100%" height="100%" fill="#fff"/>{lines}{"".join(shapes)}</svg>\n')


def write(docs, told, machine, runs):
    """docs/performance.md between its two marks, and docs/pictures/performance.svg."""
    page = docs / "performance.md"
    text = page.read_text()
    measured = f"{BEGIN}\n{machine}; medians of {runs}.\n\n" + "\n".join(table(*one) for one in told) + f"\n{END}"
    changed = re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: measured, text, flags=re.S)
    if BEGIN not in text or END not in text:
        raise SystemExit(f"bench: {page} lacks the marks between which the tables go")
    page.write_text(changed)
    (docs / "pictures/performance.svg").write_text(picture(told))
