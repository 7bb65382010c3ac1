"""Planted figures: numbers that only one owner has, looked for in everything that others may read.

A figure is found by its value, however it is written: with any thousands mark and decimal mark, in cents, in
thousands, in millions, rounded, and as the sum of two planted figures or their difference.
"""
import itertools
import re
from decimal import ROUND_HALF_UP, Decimal

SPACES = " \u00a0\u2009\u202f"  # within a number; a line end or a tab divides two
FORMS = [  # regex, thousands marks, decimal mark
    (re.compile(r"(?<![\d.,])\d+(?:,\d+)?(?!\d)"), "", ","),
    (re.compile(r"(?<![\d.,])\d+(?:\.\d+)?(?!\d)"), "", "."),
    (re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)"), ".", ","),
    (re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"), ",", "."),
    (re.compile(r"(?<![\d.,])\d{1,3}(?:'\d{3})+(?:[.,]\d+)?(?!\d)"), "'", ","),
    (re.compile(rf"(?<!\d)\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:,\d+)?(?!\d)"), SPACES, ","),
]
MILLIONS = re.compile(r"\s*(?:mln|miljoen|million|M\b)")


def rounded(value, step):
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


HASH = re.compile(r"\b[0-9a-f]{16,}\b")


def numbers_in(text):
    """(value, place) of every number, in each way that it may be read."""
    text = HASH.sub("#", text)
    for form, thousands, decimal in FORMS:
        for hit in form.finditer(text):
            digits = hit.group()
            if thousands:
                digits = re.sub(f"[{thousands}]", "", digits)
            yield Decimal(digits.replace(decimal, ".") if decimal == "," else digits.replace(",", "")), hit


def small_steps(value):
    """Steps that leave three digits at least; a rounder number may be anything."""
    return [Decimal(10) ** k for k in range(1, len(str(int(value))) - 2)]


class Planted:
    """Figures {name: number}. What a reader knows anyhow is not found, in whatever notation: `known`, numbers.
    Sums and differences are so many that rounded ones would be found anywhere: `rounded_too`."""

    def __init__(self, figures, known=(), rounded_too=True):
        self.exact, self.short, self.large = {}, {}, {}
        for name, value in figures.items():
            self.exact[Decimal(str(value))] = name
            self.exact[Decimal(str(value)) * 100] = f"{name} in cents"
            if rounded_too:
                self.plant(name, Decimal(str(value)))
        if known:
            other = Planted({str(value): value for value in known})
            for mine, theirs in ((self.exact, other.exact), (self.short, other.short), (self.large, other.large)):
                for value in set(mine) & set(theirs):
                    del mine[value]

    def plant(self, name, value):
        for step in small_steps(value):
            near = rounded(value, step)
            (self.exact if near >= 100000 else self.short).setdefault(near, f"{name} rounded to {step}")
        thousands = rounded(value, Decimal(1000)) / 1000
        if thousands >= 1000:  # a smaller number may be anything
            self.short[thousands] = f"{name} in thousands"
        if value >= 500000:
            for places in (1, 2, 3):
                self.large[places, rounded(value, Decimal(10) ** (6 - places))] = f"{name} in millions"

    def find(self, text, loose=True):
        """What of it stands in a text; without `loose` only numbers that are nothing else by accident."""
        found = set()
        for value, hit in numbers_in(text):
            if value in self.exact:
                found.add(self.exact[value])
            elif loose and value in self.short:
                found.add(self.short[value])
            elif loose and MILLIONS.match(hit.string, hit.end()):
                places = len(re.split("[.,]", hit.group())[-1]) if re.search("[.,]", hit.group()) else 0
                found.add(self.large.get((places, value * 1000000)))
        return found - {None}


def pairs(figures, others):
    """Sums of two figures and differences, {name: number}: what one of them gives away of the other."""
    both = {**others, **figures}
    for (a, x), (b, y) in itertools.combinations(both.items(), 2):
        if a in figures or b in figures:
            yield f"({a}) + ({b})", Decimal(str(x)) + Decimal(str(y))
            yield f"({a}) - ({b})", abs(Decimal(str(x)) - Decimal(str(y)))


def prove(planted, value):
    """The search itself: a figure is seen however it is written, and nothing else is."""
    grouped = f"{value:,}"
    ways = [str(value), grouped, grouped.replace(",", "."), grouped.replace(",", " "), grouped.replace(",", "\u00a0"),
            f"{value},00", grouped.replace(",", ".") + ",00", f"{value}00", f"{value / 1000:,.0f}".replace(",", "."),
            f"{value / 1e6:.2f}".replace(".", ",") + " mln", f"{value / 1e6:.1f}".replace(".", ",") + " miljoen",
            str(round(value, -1)), str(round(value, -3)),
            f"{value / 1e6:.3f}".replace(".", ",") + " miljoen"]
    missed = [way for way in ways if not planted.find(f"was {way}, nu")]
    false = [way for way in ("1", "2022", "31-12-2022", "100,0", "12.345", "0,0") if planted.find(f"was {way} nu")]
    assert not missed and not false, f"the search misses {missed}, and finds {false}"
