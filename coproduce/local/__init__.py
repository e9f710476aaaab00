"""Running Coproduce on one's own machine: packages, database, broker, mail sink, demo and tests. Never used in production.

`packages` makes `.venv`; `places` says where things live; `postgres` and `broker` start one server each; `servers` holds both;
`keeper` keeps the demo's pair alive while anybody uses it; `launch` gives a command what it needs; `demo`, `check` and
`testing` are the two commands themselves.
"""
