"""Asks Oxle whether it is well, as a proxy in front of it would: for the launcher and a container's health check."""

import http.client
import os
import socket
import sys
from urllib.parse import urlsplit


def answers(port: int, base_url: str, path: str = "/healthz") -> bool:
    """True when the web on this machine's `port` answers 200 to a request meant for `base_url`."""
    site = urlsplit(base_url)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path, headers={"Host": site.netloc, "X-Forwarded-Proto": site.scheme})
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def port_is_free(port: int) -> bool:
    """True when the web could listen on the port."""
    with socket.socket() as probe:
        # As the web server does: a connection that has just closed does not keep the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(0 if answers(int(os.environ["PORT"]), os.environ["OXLE_BASE_URL"]) else 1)
