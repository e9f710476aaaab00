"""Believable data of any size: the demo's own story, and as many projects beside it as a benchmark needs."""
