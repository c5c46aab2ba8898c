"""`make bench-web`: this web chat beside other widgets, in one run on one machine.

The others come from npm by name, pinned below, into .tools/bench-web. RasaHQ's widget is on npm no
more: who built it from its repository gives the folder `packages/ui/dist/rasa-chatwidget` with
`make bench-web RASA_WIDGET=folder`. Each is served by a small
server on loopback, compressed, and gets a bot that repeats what is said; ours gets the real
assistant. The table goes to standard output.

size      script and styles that the browser loads, gzip, kB
usable    seconds until a person can press or type, 4x slower CPU, 1.6 Mbit/s, best of three
axe       violations / not decided, after one message was answered
policy    what `default-src 'self'` stops
keyboard  whether the first control is reached with Tab and the answer comes without a mouse
live      whether the answer is added inside a live region
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response, sync_playwright

from scripts.kt import webchat
from scripts.kt.console import Problem, Progress, say
from scripts.kt.layout import Layout
from scripts.kt.processes import run_step
from tests.web.driving import DESKTOP, browser_running, served
from tests.web.measuring import AXE, RULES

ROUNDS = 3
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title>
<meta name="viewport" content="width=device-width">{head}</head>
<body><main><h1>Proef</h1>{body}</main></body></html>"""
SAID = "hallo daar"
# The first thing to press or type in, wherever it is in the shadow trees.
LIBRARY = """
window.everything = (root = document) => [...root.querySelectorAll("*")].flatMap(
  (each) => [each, ...(each.shadowRoot ? window.everything(each.shadowRoot) : [])]
);
window.first = (selector) => window.everything().find(
  (each) => each.matches(selector) && each.checkVisibility() && !each.disabled
);
window.deepActive = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};
window.isLive = (node) => {
  for (let each = node; each; each = each.parentElement ?? each.getRootNode().host) {
    const live = each.getAttribute?.("aria-live");
    if (live) return live !== "off";
    if (["log", "status", "alert"].includes(each.getAttribute?.("role"))) return true;
  }
  return false;
};
window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.stopped.push(event.violatedDirective);
});
"""


@dataclass(frozen=True)
class Widget:
    """One chat: where its files are, the page around it, and what a person meets first."""

    name: str
    files: dict[str, str]
    head: str
    body: str
    ready: str
    script: str = ""
    # How a message is sent and which words the answer holds.
    field: str = ""
    answer: str = ""
    opener: str = ""


OURS = Widget("keukentafel", {}, "", "", ".kt-begin", answer="Voor wie zoekt u hulp?")
PACKAGES = {"botframework-webchat": "4.18.1", "deep-chat": "2.4.2"}
OTHERS = (
    Widget(
        "Bot Framework Web Chat 4.18.1",
        {"webchat.js": "botframework-webchat/dist/webchat.js"},
        '<script src="/webchat.js" defer></script><script src="/run.js" defer></script>',
        '<div id="chat" role="region" aria-label="Chat"></div>',
        "input[type=text], textarea",
        script="""
        const listeners = new Set(); const seen = []; let number = 0;
        const say = (role, text) => {
          const activity = {type: "message", id: String(++number), text, from: {id: role, role},
            timestamp: new Date().toISOString(), channelData: {}};
          seen.push(activity);
          listeners.forEach((each) => each.next(activity));
        };
        const stream = (start) => ({subscribe(next, error, complete) {
          const observer = typeof next === "function" ? {next, error, complete} : next;
          return start(observer) ?? {unsubscribe() {}}; }, [Symbol.observable ?? "@@observable"]() {
          return this; } });
        window.WebChat.renderWebChat({directLine: {
          activity$: stream((o) => { listeners.add(o); seen.forEach((a) => o.next(a)); }),
          connectionStatus$: stream((o) => { o.next(0); o.next(1); o.next(2); }),
          postActivity: (activity) => stream((o) => { if (activity.type === "message") {
            const id = String(++number);
            const sent = {...activity, id, timestamp: new Date().toISOString()};
            listeners.forEach((each) => each.next(sent));
            o.next(id); o.complete?.();
            setTimeout(() => say("bot", "antwoord: " + activity.text), 300);
          } else { o.next(String(++number)); o.complete?.(); } }),
          end() {},
        }, userID: "person", locale: "nl-NL"}, document.getElementById("chat"));
        """,
        field="input[type=text], textarea",
        answer="antwoord: hallo daar",
    ),
    Widget(
        "deep-chat 2.4.2",
        {"deep-chat.js": "deep-chat/dist/deepChat.bundle.js"},
        '<script type="module" src="/deep-chat.js"></script><script src="/run.js" defer></script>',
        '<deep-chat id="chat"></deep-chat>',
        "#text-input",
        script="""
        document.getElementById("chat").connect = {handler: (body, signals) => setTimeout(
          () => signals.onResponse({text: "antwoord: " + body.messages[0].text}), 300)};
        """,
        field="#text-input",
        answer="antwoord: hallo daar",
    ),
)

RASA = Widget(
    "RasaHQ chat widget",
    {},
    '<link rel="stylesheet" href="/rasa-chatwidget.css">'
    '<script type="module" src="/rasa-chatwidget.esm.js"></script>'
    '<script src="/run.js" defer></script>',
    "",
    ".rasa-chatbot-widget__launcher",
    script="""
    const made = document.createElement("rasa-chatbot-widget");
    made.setAttribute("server-url", location.origin);
    made.setAttribute("rest-enabled", "true");
    document.querySelector("main").append(made);
    """,
    opener=".rasa-chatbot-widget__launcher",
    field="input, textarea",
    answer="antwoord: hallo daar",
)


class Files(SimpleHTTPRequestHandler):
    """Files of one folder, compressed; a policy where the address asks for one."""

    def do_GET(self) -> None:
        """Give one file."""
        path, _, query = self.path.partition("?")
        file = Path(self.directory) / (path.strip("/") or "index.html")
        if not file.is_file():
            self.send_error(404)
            return
        content = gzip.compress(file.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        if query == "strict":
            self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        """Answer as Rasa's REST channel does: repeat what was said."""
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"]))).get("message", "")
        content = json.dumps([{"recipient_id": "x", "text": f"antwoord: {said}"}]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def fetch(layout: Layout) -> Path:
    """Install the other widgets where no commit can find them; gives their folder."""
    place = layout.tools / "bench-web"
    place.mkdir(parents=True, exist_ok=True)
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--legacy-peer-deps")
    command = webchat.node_command(layout, "npm", "install", *quiet, *wanted)

    with Progress("Fetching the other widgets") as progress:
        if run_step(progress.label, command, layout.log("bench-web"), place, None, progress) != 0:
            raise Problem("Fetching the other widgets failed (is there a network?)")
    return place / "node_modules"


def lay_out(widget: Widget, packages: Path, folder: Path) -> Path:
    """Make the folder that is served for a widget."""
    place = folder / widget.name.replace(" ", "-")
    place.mkdir()
    for name, source in widget.files.items():
        shutil.copy(packages / source, place / name)
    (place / "run.js").write_text(widget.script, encoding="utf-8")
    page = PAGE.format(head=widget.head, body=widget.body)
    (place / "index.html").write_text(page, encoding="utf-8")
    return place


def open_page(browser: Browser, url: str, ready: str, *, slow: bool = False) -> tuple[Page, float]:
    """Open a page; give it and the seconds until its first control is there."""
    context = browser.new_context(viewport=DESKTOP, locale="nl-NL")
    context.add_init_script(LIBRARY)
    page = context.new_page()
    if slow:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="commit")
    there = f"() => window.first?.({ready!r}) ? performance.now() : 0"
    handle = page.wait_for_function(there, polling="raf", timeout=60_000)
    return page, float(handle.json_value()) / 1000


def weigh(browser: Browser, url: str, ready: str) -> float:
    """Give the kB of script and styles that a browser loads, compressed."""
    context = browser.new_context()
    context.add_init_script(LIBRARY)
    page = context.new_page()
    sizes: list[int] = []

    def note(answer: Response) -> None:
        if answer.request.resource_type in ("script", "stylesheet"):
            sizes.append(len(gzip.compress(answer.body(), 9)))

    loaded: list[Response] = []
    page.on("response", lambda answer: loaded.append(answer))
    page.goto(url, wait_until="networkidle" if "strict" in url else "load")
    page.wait_for_function(f"() => !!window.first({ready!r})", timeout=60_000)
    page.wait_for_timeout(500)
    for each in loaded:
        note(each)
    context.close()
    return sum(sizes) / 1000


def tab_to(page: Page, selector: str) -> bool:
    """Go to a control with the Tab key; tells whether that was possible."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"!!window.deepActive()?.matches({selector!r})"):
            return True
    return False


def talk(page: Page, widget: Widget) -> tuple[bool, bool | None]:
    """Say something with the keyboard; tells whether that went, and whether it was heard.

    None where no answer came.
    """
    reached = True
    if widget.opener:
        reached = tab_to(page, widget.opener)
        if reached:
            page.keyboard.press("Enter")
        else:
            page.evaluate(f"window.first({widget.opener!r}).click()")
        page.wait_for_timeout(1500)
    if not tab_to(page, widget.field or widget.ready):
        reached = False
        page.evaluate(f"window.first({(widget.field or widget.ready)!r})?.focus()")
    if widget.field:
        page.keyboard.type(SAID)
    page.keyboard.press("Enter")
    found = f"""() => window.everything().filter((each) => !each.children.length
      && each.textContent.includes({widget.answer!r}))"""
    try:
        page.wait_for_function(f"() => ({found})().length > 0", timeout=20_000)
    except Exception:
        return False, None
    page.wait_for_timeout(500)
    heard = bool(page.evaluate(f"({found})().some((each) => window.isLive(each))"))
    return reached, heard


def measure(browser: Browser, widget: Widget, url: str) -> dict[str, Any]:
    """Measure one widget."""
    times = []
    for _ in range(ROUNDS):
        page, seconds = open_page(browser, url, widget.ready, slow=True)
        times.append(seconds)
        page.context.close()
    page, _ = open_page(browser, url, widget.ready)
    keyboard, live = talk(page, widget)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async (rules) => { const all = await axe.run({runOnly: {type: "tag", values: rules}});
        return [all.violations.length, all.incomplete.length]; }""",
        RULES,
    )
    page.context.close()
    strict = browser.new_context()
    strict.add_init_script(LIBRARY)
    page = strict.new_page()
    page.goto(f"{url}/?strict")
    page.wait_for_timeout(3000)
    stopped = len(page.evaluate("window.stopped"))
    strict.close()
    return {
        "size": f"{weigh(browser, url, widget.ready):.1f}",
        "usable": f"{min(times):.2f}",
        "axe": "/".join(map(str, found)),
        "policy": str(stopped),
        "keyboard": "yes" if keyboard else "no",
        "live": {True: "yes", False: "no", None: "no answer"}[live],
    }


def main(arguments: Sequence[str]) -> int:
    """Measure all and print the table; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rasa-widget", type=Path, help="folder of the built RasaHQ widget")
    options = parser.parse_args(arguments)
    layout = Layout.here()
    packages = fetch(layout)
    rows: list[tuple[str, dict[str, Any]]] = []
    with (
        tempfile.TemporaryDirectory() as place,
        sync_playwright() as playwright,
        browser_running(playwright) as browser,
    ):
        with served(layout, Path(place)) as site:
            rows.append((OURS.name, measure(browser, OURS, site.url)))
        others = [*OTHERS]
        if options.rasa_widget:
            built = options.rasa_widget
            files = {each.name: str(each.resolve()) for each in built.iterdir() if each.is_file()}
            others.append(replace(RASA, files=files))
        for widget in others:
            with serving(lay_out(widget, packages, Path(place))) as url:
                rows.append((widget.name, measure(browser, widget, url)))
    names = list(rows[0][1])
    say(f"| | {' | '.join(names)} |")
    say("|---" * (len(names) + 1) + "|")
    for name, row in rows:
        say(f"| {name} | {' | '.join(row[each] for each in names)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
