"""Makes one of everything on a fresh server, and has Schemathesis try every operation of its document.

usage: run.py SERVER FOLDER EXAMPLES
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

SERVER, FOLDER, EXAMPLES = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
REPOSITORY = Path(__file__).resolve().parents[3]
WAIT_SECONDS = 60
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
]
# Signing out would end the session that asks; WebSockets and pages are not of the document's form.
NOT_ASKED = ["--exclude-operation-id", "logout", "--exclude-path-regex", "^/(ws|docs|metrics)"]


def call(method, path, body=None, headers=None, media_type="application/json"):
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    headers = dict(headers or {})
    if data is not None:
        headers["Content-Type"] = media_type
    request = urllib.request.Request(SERVER + path, data, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
        return answer.headers, json.loads(text) if text else None


def until(path, headers, is_done):
    """GETs until something holds."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        answer = call("GET", path, headers=headers)[1]
        if is_done(answer):
            return answer
        if time.monotonic() > end:
            raise SystemExit(f"{path}: not within {WAIT_SECONDS} s: {answer}")
        time.sleep(0.1)


def made():
    """A session's headers, and ids by the collection that they are in."""
    account = {
        "email": "ada@example.com",
        "password": "a long passphrase of ada 7391",
        "name": "Ada",
        "session": "cookie",
    }
    answered, _ = call("POST", "/api/v2/auth/register", account)
    session = {"Cookie": answered["Set-Cookie"].split(";")[0], "X-Ulam-Csrf": "1"}

    def create(path, body):
        return call("POST", path, body, session)[1]

    content = (REPOSITORY / "examples/cash-flow/cash-flow.xlsx").read_bytes()
    form = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    form += content + b"\r\n--b--\r\n"
    file = call("POST", "/api/v2/files/upload", form, session, "multipart/form-data; boundary=b")[1]
    workbook = create("/api/v2/workbooks", {"file_id": file["id"]})
    until(f"/api/v2/workbooks/{workbook['id']}", session, lambda one: one["state"] == "ready")
    spec = {
        "inputs": [{"cell": "Inputs!C7", "name": "Growth", "distribution": "Normal(0.02, 0.012)"}],
        "outputs": ["Model!D23"],
        "probabilities": ["Model!D23 < 0"],
        "trials": 500,
        "seed": 1,
    }
    simulation = create("/api/v2/simulations", {"workbook_id": workbook["id"], "spec": spec})
    path = f"/api/v2/simulations/{simulation['id']}/status"
    status = until(path, session, lambda one: one["state"] == "completed")
    template = {"workbook_id": workbook["id"], "name": "Template", "spec": spec}
    saved = create("/api/v2/saved-simulations", template)
    comments = f"/api/v2/saved-simulations/{saved['id']}/comments"
    alert = {
        "name": "Loss",
        "subject": {"kind": "result", "workbook_id": workbook["id"], "statistic": "mean"},
        "comparator": "above",
        "threshold": 0.5,
        "channels": ["in_app"],
    }
    user = call("GET", "/api/v2/auth/user", headers=session)[1]["principal"]
    ids = {
        "files": file["id"],
        "workbooks": workbook["id"],
        "simulations": simulation["id"],
        "results": status["result_id"],
        "saved-simulations": saved["id"],
        "comments": create(comments, {"text": "Good."})["id"],
        "alerts": create("/api/v2/alerts", alert)["id"],
        "tenants": user["tenant_id"],
        "members": user["user_id"],
        "sheets": "Model",
        "versions": "1",
        "trials": "1",
    }
    return session, ids


def configuration(document, ids):
    """Real ids for all paths but those that would delete the things."""
    parts = []
    for path, operations in document["paths"].items():
        segments = path.split("/")
        values = {
            f"path.{segment[1:-1]}": ids[segments[place - 1]]
            for place, segment in enumerate(segments)
            if segment.startswith("{") and segments[place - 1] in ids
        }
        for method in operations:
            if values and method != "delete":
                pairs = ", ".join(f'"{name}" = {json.dumps(value)}' for name, value in values.items())
                name = json.dumps(f"{method.upper()} {path}")
                parts.append(f"[[operations]]\ninclude-name = {name}\nparameters = {{ {pairs} }}\n")
    return "\n".join(parts)


def main():
    document = call("GET", "/api/v2/openapi.json")[1]
    session, ids = made()
    (FOLDER / "openapi.json").write_text(json.dumps(document))
    (FOLDER / "schemathesis.toml").write_text(configuration(document, ids))
    command = [str(Path(sys.executable).with_name("schemathesis"))]
    command += ["--config-file", str(FOLDER / "schemathesis.toml")]
    command += ["run", str(FOLDER / "openapi.json"), "--url", SERVER]
    for name, value in session.items():
        command += ["--header", f"{name}: {value}"]
    command += ["--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES, "--seed", "1"]
    command += ["--checks", ",".join(CHECKS), "--continue-on-failure", "--no-shrink"]
    command += ["--suppress-health-check", "all", "--warnings", "off", *NOT_ASKED]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(Path(__file__).parent)}
    sys.exit(subprocess.run(command, cwd=FOLDER, env=environment).returncode)


if __name__ == "__main__":
    main()
