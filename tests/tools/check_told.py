"""check_told.py WHAT ARGUMENT...: what a run told, read by programs that are not ours. See tell.sh."""
import email
import email.policy
import fcntl
import html.parser
import json
import os
import pathlib
import pty
import re
import struct
import sys
import termios

failed = False


def demand(holds, message):
    global failed
    if not holds:
        failed = True
        print(f"tell: {message}")


def read_mails(folder):
    for path in sorted(pathlib.Path(folder).iterdir()):
        yield email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def mails(folder, *to):
    """Exactly these addresses, each once; headers and parts as the RFCs want them."""
    got = sorted(mail["To"] for mail in read_mails(folder))
    demand(got == sorted(to), f"mails to {got}, not {sorted(to)}")
    ids = [mail["Message-ID"] for mail in read_mails(folder)]
    demand(len(set(ids)) == len(ids), "two mails of one id")
    for path in pathlib.Path(folder).iterdir():
        lines = path.read_bytes().split(b"\n")
        demand(max(map(len, lines)) <= 76, f"a line of {max(map(len, lines))} bytes in a mail")
        demand(all(byte < 128 for line in lines for byte in line), "a mail that is not ASCII")
    for mail in read_mails(folder):
        demand(not mail.defects, f"defects: {mail.defects}")
        demand(mail["Subject"].startswith("Café € <raad>: "), f"subject {mail['Subject']}")
        demand(mail["Auto-Submitted"] == "auto-generated", "not marked as sent by a program")
        demand(re.fullmatch(r"<[^<>@\s]+@mgr\.example>", mail["Message-ID"]), f"id {mail['Message-ID']}")
        demand(mail["Date"].datetime.utcoffset() is not None, "a date without a zone")
        text = mail.get_body(("plain",)).get_content()
        demand("door een programma verstuurd" in text and len(text) > 60, f"text {text!r}")
        for part in mail.iter_attachments():
            demand(not part.defects, f"defects: {part.defects}")
            start = {".pdf": b"%PDF-", "xlsx": b"PK"}[part.get_filename()[-4:]]
            demand(part.get_content().startswith(start), f"{part.get_filename()} is not what it says")


def own(folder):
    """Everybody gets what is theirs, and nobody what is another's."""
    for mail in read_mails(folder):
        who = mail["To"].split("@")[0]
        names = [part.get_filename() for part in mail.iter_attachments()]
        text = mail.get_body(("plain",)).get_content()
        links = re.findall(r"https://x\.example/d/dossier/(\S+?)/", text)
        if who == "whole":
            demand(len(names) == len(set(names)) > 2, f"whole: {names}")
            continue
        demand(set(links) == {who}, f"{who}: links to {set(links)}")
        demand(all(who in name for name in names), f"{who}: {names}")
        demand(bool(names) == (who == "renkum"), f"{who}: documents {names}")
        for other in {"renkum", "arnhem", "regio"} - {who}:
            demand(other not in text.lower(), f"{who} reads of {other}: {text}")


NUMBER = r"-?\d+(\.\d+)?"
LABELS = r'\{([a-z_]+="([^"\\\n]|\\["\\n])*"(,[a-z_]+="([^"\\\n]|\\["\\n])*")*)\}'


def metrics(path, status):
    """The exposition format: HELP, TYPE, then the samples of one name, each once."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    demand(text.endswith("\n"), "no newline at the end")
    seen, name, kinds = {}, None, {}
    for line in text.splitlines():
        head = re.fullmatch(r"# (HELP|TYPE) (griffie_[a-z_]+) (.+)", line)
        sample = re.fullmatch(rf"(griffie_[a-z_]+)({LABELS})? ({NUMBER})", line)
        demand(head or sample, f"not understood: {line}")
        if head and head[1] == "HELP":
            name = head[2]
            demand(name not in kinds, f"{name} twice")
        elif head:
            demand(head[2] == name and head[3] == "gauge", f"TYPE of another: {line}")
            kinds[name] = head[3]
        elif sample:
            demand(sample[1] == name and name in kinds, f"a sample without its TYPE: {line}")
            key = sample[1] + (sample[2] or "")
            demand(key not in seen, f"{key} twice")
            seen[key] = float(line.rsplit(" ", 1)[1])
    demand(seen.get('griffie_last_run_exit_status{batch="night"}') == float(status), f"exit status in {path}")
    demand(seen['griffie_last_run_timestamp_seconds{batch="night"}'] > 1e9, "when it ran")
    success = seen['griffie_job_last_success_timestamp_seconds{batch="night",job="dossiers"}']
    deadline = seen['griffie_job_deadline_timestamp_seconds{batch="night",job="dossiers"}']
    demand(0 < deadline - success <= 2 * 86400 + 3600, f"deadline {deadline - success} after the last success")
    states = [key for key in seen if key.startswith("griffie_last_run_editions")]
    demand(len(states) == 7, f"{states}")


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.heads = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs)["href"])
        if tag == "th":
            self.heads.append(tag)


def page(output):
    """Each link leads to a file below the folder; each edition that stands there is on it."""
    page_links = Links()
    page_links.feed(pathlib.Path(output, "index.html").read_text(encoding="utf-8"))
    files = [link for link in page_links.found if not link.startswith("#")]
    for link in files:
        demand(not link.startswith("/") and ":" not in link, f"{link} is not relative")
        demand(pathlib.Path(output, link).is_file(), f"{link} leads nowhere")
    documents = [str(path.relative_to(output)) for link in pathlib.Path(output, "dossier").iterdir()
                 for path in link.iterdir() if path.suffix in (".pdf", ".xlsx")]
    demand(len(documents) > 3 and set(documents) <= set(files), f"not on the page: {set(documents) - set(files)}")


def events(path, status):
    """Lines of JSON: one `began`, an `edition` each, one `ended` that counts them."""
    rows = [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()]
    kinds = [row["event"] for row in rows]
    demand(kinds[0] == "began" and kinds[-1] == "ended", f"events {kinds}")
    demand(kinds.count("began") == kinds.count("ended") == 1, f"events {kinds}")
    demand(rows[-1]["exit"] == int(status), f"exit {rows[-1]['exit']}")
    for row in rows:
        demand(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", row["at"]), f"at {row['at']}")
    for state in ("published", "unchanged", "warned", "degraded", "blocked", "refused", "failed"):
        n = sum(row["event"] == "edition" and row["status"] == state for row in rows)
        demand(n == rows[-1][state], f"{n} {state}, {rows[-1][state]} at the end")
    if status == "0":
        demand("edition" in kinds, "no edition")
    else:
        demand(any(row["event"] == "message" and row["level"] == "error" and row["place"] for row in rows), "no message")


def cron(path, status):
    """One text: what failed, where, what stands, what to do; no line twice."""
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    demand(0 < len(lines) <= 40, f"{len(lines)} lines for cron")
    said = [line for line in lines if not line.startswith(" ")]
    demand(len(set(said)) == len(said), f"twice: {said}")
    for word in (f"exit status {status}", "input/amounts.xml: ", "still stands", "to do: ", "griffie log "):
        demand(sum(word in line for line in lines) == 1, f"{word!r} in {lines}")


def priorities(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    demand(lines and all(re.match("<[346]>", line) for line in lines), f"{lines}")
    for line in lines:
        demand((" error: " in line) <= line.startswith("<3>"), line)
    demand(any(line.startswith("<6>") for line in lines), "nothing but errors")


def progress(griffie, columns):
    """In a window of so many columns; the line comes back to its start and is gone at the end."""
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(columns), 0, 0))
        os.environ["NO_COLOR"] = "1"
        os.execv(griffie, [griffie, "run", "--now", "--force", "--jobs", "1"])
    said = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError: # its end
            break
        if not piece:
            break
        said += piece
    _, status = os.waitpid(pid, 0)
    demand(os.waitstatus_to_exitcode(status) == 0, f"a run on a terminal: {said}")
    shown = said.decode().split("\r\x1b[K")
    bars = [line for line in shown if re.match(r"\d+/\d+", line) and " editions" not in line]
    demand(len(bars) > 3, f"no progress: {shown}")
    for line in bars:
        demand(len(line.split("\r\n")[0]) < int(columns), f"wider than {columns}: {line!r}")
        counted = re.match(r"(\d+)/(\d+)", line)
        demand(int(counted[1]) <= int(counted[2]), line)
        demand(("[" in line) == (int(columns) >= 64), f"bar at {columns}: {line!r}")
    demand("\x1b[1" not in said.decode(), "colours in spite of NO_COLOR")


{"mails": mails, "own": own, "metrics": metrics, "page": page, "events": events, "cron": cron,
 "priorities": priorities, "progress": progress}[sys.argv[1]](*sys.argv[2:])
sys.exit(1 if failed else 0)
