"""What can stand in the way of a backup or a restore, said so that the reader knows what to do."""


class BackupProblem(Exception):
    """`str(problem)` is what the person at the keyboard reads."""
