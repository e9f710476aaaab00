"""When a purpose is agreed: only what people say for this act counts (decisions 9 and 10)."""

from collections.abc import Iterable

AGREE, ASIDE, CHANGE = "agree", "aside", "change"
LIVED = "lived"


def is_agreed(answers: Iterable[tuple[str, str]], *, was_agreed: bool, stands: bool) -> bool:
    """Whether the words are agreed, from what each person says and asks to be counted as: pairs like ("agree", "lived").

    Agreed means: somebody counts their answer as lived experience, and all who do agree or stand aside. `stands`: the
    words were looked at before, or such a person has left. Then nothing is taken from silence: they stay as they were
    until one who counts their answer so answers.
    """
    lived = [says for says, count_as in answers if count_as == LIVED]
    if not lived:
        return was_agreed and stands
    return CHANGE not in lived
