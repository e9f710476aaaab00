"""Many at the same moment, each in a thread with a database connection of its own."""

from collections import Counter
from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connection

MOST_SECONDS = 120  # for all of them: one that hangs fails its test instead of holding up the whole run


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call gave, in their order, let go at the same moment; where it raised, the exception itself."""
    start = Barrier(len(calls), timeout=MOST_SECONDS)
    results: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '60s'")  # how long somebody waits depends on the machine
            start.wait()
            results[place] = call()
        except Exception as error:  # noqa: BLE001 (whatever it is must be seen by the test)
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=each, daemon=True) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(MOST_SECONDS)
    assert [thread for thread in threads if thread.is_alive()] == []
    return results


def all_at_once(acts: Sequence[Callable[[], str]]) -> Counter[str]:
    """How often each outcome came; an exception counts under the name of its class."""
    return Counter(result if isinstance(result, str) else type(result).__name__ for result in at_once(*acts))
