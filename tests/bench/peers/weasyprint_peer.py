"""WeasyPrint: weasyprint_peer.py IN.json OUT.pdf [IN.json OUT.pdf]..., PDF/UA-1, all in one process."""
import json
import sys
from html import escape

import weasyprint

CSS = """
@page { size: A4; margin: 25mm; @bottom-center { content: counter(page); font: 8pt 'Open Sans' }
  @top-right { content: string(running); font: 8pt 'Open Sans'; color: #1b3a5c }
  @footnote { border-top: .5pt solid; padding-top: 4pt } }
@page :first { @bottom-center { content: none } @top-right { content: none } }
html { font: 10pt/14pt 'Open Sans'; hyphens: auto; text-align: justify } body { margin: 0 }
p { margin: 0 0 5pt; orphans: 2; widows: 2 } ul { margin: 0 0 5pt; padding-left: 8mm }
h1 { font-size: 18pt; line-height: 22pt; color: #1b3a5c; margin: 16pt 0 10pt; break-after: avoid; hyphens: none }
.cover { break-after: page; padding-top: 50mm } .cover div { background: #1b3a5c; color: white; padding: 4mm; text-align: left }
.large { font: bold 26pt/34pt 'Open Sans'; hyphens: none } .middle { font-size: 14pt } .meta { font-size: 12pt }
.running { string-set: running content(); height: 0; overflow: hidden }
nav ul { list-style: none; padding: 0 } nav a { color: black; text-decoration: none }
nav a::after { content: leader('.') target-counter(attr(href), page) }
.note { float: footnote; font-size: 8.5pt; line-height: 12pt }
figure { margin: 6pt 0 8pt; break-inside: avoid } figcaption, caption { font: italic 9pt/12pt 'Open Sans'; text-align: left }
table { width: 160mm; border-collapse: collapse; table-layout: fixed; font-size: 8pt; line-height: 8.2pt; margin: 6pt 0 8pt }
td, th { text-align: right; padding: 3pt; width: 24mm } td:first-child, th:first-child { text-align: left; width: 44mm }
th { background: #1b3a5c; color: white } tr { break-inside: avoid } tbody tr:nth-child(even) { background: #eef3f8 }
.total td { font-weight: bold; border-top: .8pt solid #1b3a5c }
"""
HEADS = ("Taak", "Begroting", "Bijgesteld", "Werkelijk", "Verschil", "Reserve")


def euros(amount):
    return f"€\u00a0{'−' * (amount < 0)}{abs(amount):,}".replace(",", ".")


def chart(part):
    shapes = [f'<svg xmlns="http://www.w3.org/2000/svg" width="453pt" height="160pt" viewBox="0 0 453 160" role="img" '
              f'aria-label="{escape(part["alt"])}" font-family="Open Sans" font-size="8">']
    for mark in range(6):
        y = 145 - 26 * mark
        shapes.append(f'<path d="M30 {y}H453" stroke="#c8c8c8" stroke-width=".5"/>'
                      f'<text x="25" y="{y + 3}" text-anchor="end">{mark * 50}</text>')
    for number, (name, value) in enumerate(part["bars"]):
        x, high = 40 + 70 * number, 130 * value / 250
        shapes.append(f'<rect x="{x}" y="{145 - high:.1f}" width="50" height="{high:.1f}" fill="#1b3a5c"/>'
                      f'<text x="{x + 25}" y="{141 - high:.1f}" text-anchor="middle">{value}</text>'
                      f'<text x="{x + 25}" y="157" text-anchor="middle">{escape(name)}</text>')
    return "".join(shapes) + "</svg>"


def table(part):
    total = ["Totaal"] + [sum(column) for column in list(zip(*part["lines"]))[1:]]
    rows = [f"<tr{' class=total' if row is total else ''}><td>{escape(row[0])}</td>"
            + "".join(f"<td>{euros(amount)}</td>" for amount in row[1:]) + "</tr>" for row in part["lines"] + [total]]
    heads = "".join(f"<th scope='col'>{head}</th>" for head in HEADS)
    return (f"<table><caption>Tabel {part['n']}: {escape(part['table'])}</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table>")


def chapter(part):
    yield f"<h1 id='c{part['n']}'>{part['n']} {escape(part['title'])}</h1>"
    for number, words in enumerate(part["paragraphs"]):
        note = f"<span class='note'>{escape(part['note'])}</span>" if number == 1 else ""
        yield f"<p>{escape(words)}{note}</p>"
        if number == 1:
            yield "<ul>" + "".join(f"<li>{escape(point)}</li>" for point in part["points"]) + "</ul>"
        if number == 2:
            yield (f"<figure><figcaption>Figuur {part['n']}: {escape(part['chart'])}</figcaption>{chart(part)}</figure>")
        if number == 3:
            yield table(part)


def page(doc):
    entries = "".join(f"<li><a href='#c{part['n']}'>{part['n']} {escape(part['title'])}</a></li>" for part in doc["chapters"])
    parts = "".join(text for part in doc["chapters"] for text in chapter(part))
    told = {key: escape(value) for key, value in doc.items() if isinstance(value, str)}
    return (f"<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>{told['title']}</title><style>{CSS}</style>"
            f"</head><body><div class='cover'><div><p class='large'>{told['title']}</p><p class='middle'>{told['subtitle']}</p>"
            f"</div><p class='meta'>{told['organisation']}</p><p class='meta'>{told['date']}</p><p>{told['intro']}</p></div>"
            f"<div class='running'>{told['organisation']} – {told['title']}</div><h1>Inhoud</h1><nav><ul>{entries}</ul></nav>"
            f"{parts}</body></html>")


for given, made in zip(sys.argv[1::2], sys.argv[2::2]):
    with open(given, encoding="utf-8") as file:
        weasyprint.HTML(string=page(json.load(file))).write_pdf(made, pdf_variant="pdf/ua-1")
