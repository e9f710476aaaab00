class LocalProblem(Exception):
    """Something this machine lacks. The text says what is missing and what to type."""
