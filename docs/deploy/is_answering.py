"""Asks the web server of this container for its front page. Ends with 0 when it answers, with 1 when it does not.

Not /health/: that also says when a worker or the broker is away, and starting the web server again would not help them.
"""

import os
import sys
import urllib.error
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip(".*") or "localhost"
port = os.environ.get("WEB_BIND", "127.0.0.1:8000").rpartition(":")[2]
request = urllib.request.Request(
    f"http://127.0.0.1:{port}/", headers={"Host": host, "X-Forwarded-Proto": "https"}
)
try:
    with urllib.request.urlopen(request, timeout=8) as answer:  # noqa: S310 (http to ourselves)
        sys.exit(0 if answer.status == 200 else 1)
except (urllib.error.URLError, OSError):
    sys.exit(1)
