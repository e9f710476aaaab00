"""How gunicorn serves the site, on a machine and in a container. Each line can be set from the environment."""

import os

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
graceful_timeout = 20
max_requests = 5_000
max_requests_jitter = 500
# A heartbeat on a slow disk stops workers that are well.
memory = "/dev/shm"  # noqa: S108 (gunicorn makes its file there safely)
worker_tmp_dir = memory if os.access(memory, os.W_OK) else None
control_socket_disable = True  # nobody talks to it, and a read-only container has no place for it
accesslog = None  # the proxy writes one, without the secret parts of links
errorlog = "-"
forwarded_allow_ips = os.environ.get("WEB_PROXIES", "127.0.0.1")
