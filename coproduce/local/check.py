"""The story's smoke test, over HTTP and against the real parts: what `demo --check` tries."""

from coproduce.local.site import Site


def run(site: Site) -> None:
    """Raises LocalProblem that says what did not work."""
