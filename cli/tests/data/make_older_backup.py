#!/usr/bin/env python3
"""Makes older.ulam, a backup of an older version, for the tests of upgrades.

    python3 cli/tests/data/make_older_backup.py path/to/older/ulam

Starts that program, runs one simulation as ada@example.com and makes a backup. The one that is kept
here is by the last program before results_0003_artifacts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
WORKBOOK = os.path.join(ROOT, "examples", "cash-flow", "cash-flow.xlsx")
TARGET = os.path.join(HERE, "older.ulam")
PASSWORD = "a long passphrase of ada 7391"


class Client:
    def __init__(self, url):
        self.url = url
        self.token = None

    def send(self, method, path, body=None, content_type="application/json"):
        data = json.dumps(body).encode() if content_type == "application/json" and body else body
        request = urllib.request.Request(self.url + path, data=data, method=method)
        request.add_header("Content-Type", content_type)
        if self.token:
            request.add_header("Authorization", "Bearer " + self.token)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"null")

    def upload(self, path):
        edge = uuid.uuid4().hex
        with open(path, "rb") as file:
            content = file.read()
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{os.path.basename(path)}"\r\n\r\n'
        )
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        return self.send("POST", "/api/v2/files/upload", body, kind)

    def until(self, path, is_so):
        for _ in range(600):
            answer = self.send("GET", path)
            if is_so(answer):
                return answer
            time.sleep(0.1)
        raise SystemExit(f"{path}: {answer}")


def older(program, folder):
    data = os.path.join(folder, "data")
    command = [program, "serve", "--data", data, "--listen", "127.0.0.1:18461"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    while not server.stdout.readline().startswith("Ulam is ready"):
        pass
    try:
        client = Client("http://127.0.0.1:18461")
        body = {"email": "ada@example.com", "password": PASSWORD, "name": "ada"}
        session = client.send("POST", "/api/v2/auth/register", body)["session"]
        client.token = session["access_token"]
        file = client.upload(WORKBOOK)
        workbook = client.send("POST", "/api/v2/workbooks", {"file_id": file["id"]})
        client.until("/api/v2/workbooks/" + workbook["id"], lambda it: it["state"] == "ready")
        spec = {
            "inputs": [
                {"cell": "Inputs!C24", "name": "Rate", "distribution": "Pert(0.08, 0.09, 0.12)"}
            ],
            "outputs": ["Model!D23"],
            "trials": 1000,
        }
        start = {"workbook_id": workbook["id"], "name": "Older run", "spec": spec}
        run = client.send("POST", "/api/v2/simulations", start)
        client.until(
            f"/api/v2/simulations/{run['id']}/status", lambda it: it["state"] == "completed"
        )
        client.until("/api/v2/notifications", lambda it: it["items"])
        backup = os.path.join(folder, "new.ulam")
        subprocess.run([program, "backup", backup, "--data", data], check=True)
        return backup
    finally:
        server.terminate()
        server.wait()


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        backup = older(program, folder)
        with zipfile.ZipFile(backup) as source:
            with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
                for name in source.namelist():
                    target.writestr(name, source.read(name))
    print(f"{TARGET}: {os.path.getsize(TARGET)} bytes")


if __name__ == "__main__":
    main()
