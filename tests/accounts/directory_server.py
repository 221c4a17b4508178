"""An organisation's own sign-in, small but real: an OpenID Connect provider over HTTP, with signed tokens and PKCE."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "oxle-in-tests", "between us"


class Directory:
    """What the provider says of whoever signs in there. Tests change its attributes to make it lie."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with = self.key
        self.person = {"sub": "directory-17", "email": "head@example.org", "email_verified": True, "name": "A Head"}
        self.userinfo: dict[str, Any] | None = None
        self.changes: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        self.url = ""

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorise",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def authorise(self, query: dict[str, str]) -> str:
        """Where the browser goes back to, once somebody has signed in here."""
        self.asked = query
        return f"{query['redirect_uri']}?{urlencode({'code': 'once', 'state': query['state']})}"

    def tokens(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code; None for a client that is not the one that asked."""
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode()
        right = (form["client_id"], form["client_secret"], form["code"]) == (CLIENT, SECRET, "once")
        if not right or proof.rstrip("=") != self.asked.get("code_challenge"):
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person, **self.changes}
        token = jwt.encode(claims, self.signs_with, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "open sesame", "token_type": "Bearer", "id_token": token}


class Handler(BaseHTTPRequestHandler):
    """Answers for the directory that its server carries."""

    def do_GET(self) -> None:
        directory: Directory = self.server.directory
        parts = urlsplit(self.path)
        if parts.path == "/authorise":
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", directory.authorise(query))
            self.end_headers()
        elif parts.path == "/.well-known/openid-configuration":
            self._say(directory.configuration())
        elif parts.path == "/keys":
            self._say(directory.keys())
        elif parts.path == "/userinfo" and self.headers["Authorization"] == "Bearer open sesame":
            self._say(directory.userinfo or directory.person)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        tokens = self.server.directory.tokens({name: values[0] for name, values in form.items()})
        self._say(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def _say(self, what: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing to say."""


@contextmanager
def directory_running() -> Iterator[Directory]:
    """A provider that answers on this machine until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.directory = Directory()
    server.directory.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.directory
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
