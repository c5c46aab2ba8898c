"""A small project with stand-ins for what is slow: Rasa, the action server and the catalogue."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from scripts.kt.install import stamp_file, stamp_text
from scripts.kt.layout import Layout

REPOSITORY = Path(__file__).resolve().parents[2]

# Serves JSON as the real action server does: on the port that the environment names.
ACTIONS = """
import http.server, json, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b'{"status": "ok"}')
    def log_message(self, *args): pass
http.server.HTTPServer(("127.0.0.1", int(os.environ["KT_ACTIONS_PORT"])), Handler).serve_forever()
"""

# Serves as the gateway does, when it knows what it must know; its database needs no preparing.
GATEWAY = """
import http.server, json, os, sys
if sys.argv[1:] == ["migrate"]: sys.exit()
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        told = {"assistant": os.environ["KT_GATEWAY_ASSISTANT_URL"],
                "secret": len(os.environ["KT_CHANNEL_SECRET"]),
                "database": os.environ["KT_GATEWAY_DATABASE_URL"]}
        self.send_response(200); self.end_headers(); self.wfile.write(json.dumps(told).encode())
    def log_message(self, *args): pass
http.server.HTTPServer(("127.0.0.1", int(os.environ["KT_GATEWAY_PORT"])), Handler).serve_forever()
"""

# Writes the database, and counts how often it was asked.
CATALOG = """
import pathlib
pathlib.Path(".run").mkdir(exist_ok=True)
pathlib.Path(".run/catalogue.db").write_text("data")
with open("loaded.txt", "a") as counter: counter.write("x")
"""

# `rasa train` writes a model and counts how often it was asked; `rasa run` answers as Rasa does.
RASA = """
import http.server, json, os, pathlib, sys
arguments = sys.argv[1:]
def value(name): return arguments[arguments.index(name) + 1]
if arguments[0] == "train":
    print("warming up"); print("something else entirely")
    if "broken" in pathlib.Path("config.yml").read_text():
        print("InvalidConfigException: the pipeline is broken"); print("bye"); sys.exit(1)
    out = pathlib.Path(value("--out")); out.mkdir(exist_ok=True)
    (out / (value("--fixed-model-name") + ".tar.gz")).write_text("model")
    with open("trained.txt", "a") as counter: counter.write("x")
    sys.exit(0)
served = os.environ.get("FAKE_MODEL") or value("--model")
if os.environ.get("FAKE_CONFLICT"): print("TypeError: a part is broken", flush=True)
if os.environ.get("FAKE_FAILURE"):
    print("OSError: " + os.environ["FAKE_FAILURE"]); sys.exit(3)
class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, content):
        self.send_response(200); self.end_headers(); self.wfile.write(json.dumps(content).encode())
    def do_GET(self):
        if os.environ.get("FAKE_CONFLICT"): self.send_error(409)
        elif "token=" + value("--auth-token") in self.path: self.answer({"model_file": served})
        else: self.send_error(401)
    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer([{"recipient_id": sent["sender"], "text": "U zei: " + sent["message"]}])
    def log_message(self, *args): pass
address = (value("--interface"), int(value("--port")))
http.server.HTTPServer(address, Handler).serve_forever()
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """A project in a temporary folder, with everything installed."""
    layout = Layout(tmp_path / "project")
    for folder in ("actions", "catalog", "data", "gateway", "rasa/assistant", "safety"):
        (layout.root / folder).mkdir(parents=True)
    for name, content in {
        "actions/__main__.py": ACTIONS,
        "catalog/__main__.py": CATALOG,
        "gateway/__main__.py": GATEWAY,
        "rasa/__main__.py": RASA,
        "rasa/assistant/serve.py": RASA,
        "config.yml": "language: nl",
        "domain.yml": "intents: []",
        "data/nlu.yml": "nlu: []",
        "requirements.lock": "",
        "rasa/requirements.lock": "",
        "rasa/endpoints.yml": "",
        "rasa/credentials.yml": "",
        ".python-version": "{}.{}".format(*sys.version_info[:2]),
        "rasa/.python-version": "{}.{}".format(*sys.version_info[:2]),
    }.items():
        (layout.root / name).write_text(content, encoding="utf-8")
    shutil.copytree(
        REPOSITORY / "scripts",
        layout.root / "scripts",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for environment in (layout.main, layout.rasa):
        environment.python.parent.mkdir(parents=True)
        environment.python.symlink_to(Path(sys.executable).resolve())
        stamp_file(environment).write_text(stamp_text(layout, environment), encoding="utf-8")
    monkeypatch.setenv("KT_SPACY_MODEL", "skip")
    for variable in (
        "DATABASE_URL",
        "KT_RASA_PORT",
        "KT_ACTIONS_PORT",
        "KT_GATEWAY_PORT",
        "KT_GATEWAY_DATABASE_URL",
        "FAKE_CONFLICT",
        "FAKE_MODEL",
        "FAKE_FAILURE",
    ):
        monkeypatch.delenv(variable, raising=False)
    return layout
