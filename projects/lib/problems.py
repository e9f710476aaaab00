"""What is wrong with something that was given to us."""


class Unfit(Exception):
    """A file that cannot be kept. `str(unfit)` is what the person reads."""
