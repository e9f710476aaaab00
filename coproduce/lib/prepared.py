"""Reads whose SQL is made once. Django builds the SQL of a queryset anew for each request, which costs several times as much
as sending it; on the pages that everybody opens that is most of the work (see docs/bench.md).

    @prepared
    def places_of(member: int) -> QuerySet[Membership]:
        return Membership.objects.filter(member=member).select_related("project")

    places_of(member.pk)  # a list, the same as list(the queryset)

The function is called once, with a stand-in for each argument, so it must not look at them: no `if`, no None, no lists.
"""

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")

# Values that no real query has as a constant of its own; the number is added so that each argument has another one.
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 7_131_719_232_931_374_100 + number,
    str: lambda number: f"\u2063stand-in {number}\u2063",
    date: lambda number: date(1583, 1, 1) + timedelta(days=number),
    datetime: lambda number: datetime(1583, 1, 1, tzinfo=UTC) + timedelta(days=number),
}


class Prepared(Generic[Row]):
    """A read with its SQL, the places of its arguments, and what turns its rows into objects."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        parameters = inspect.signature(build).parameters
        self.names = list(parameters)
        self.kinds = [parameter.annotation for parameter in parameters.values()]
        self._ready: tuple[str, Callable[[tuple[Any, ...]], Row]] | None = None
        update_wrapper(self, build)

    def __call__(self, *arguments: Any) -> list[Row]:
        """The rows. Raises TypeError for too few or too many arguments."""
        if len(arguments) != len(self.kinds):
            raise TypeError(f"{self.build.__name__} takes {len(self.kinds)} arguments")
        sql, make = self._ready or self._prepare()
        with connection.cursor() as cursor:
            cursor.execute(sql, dict(zip(self.names, arguments, strict=True)))
            return [make(row) for row in cursor.fetchall()]

    def _prepare(self) -> tuple[str, Callable[[tuple[Any, ...]], Row]]:
        stand_ins = [STAND_INS[kind](number) for number, kind in enumerate(self.kinds)]
        queryset = self.build(*stand_ins)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        if not all(stand_in in values for stand_in in stand_ins):
            raise TypeError(f"{self.build.__name__} does not pass each argument on to the database as it is")
        # Constants are written into the SQL now, and each argument has one name however often it stands there: the
        # driver turns every other value into text again at each call.
        written = [
            f"%({self.names[stand_ins.index(value)]})s" if value in stand_ins else _constant(value)
            for value in values
        ]
        self._ready = sql.replace("%%", "%%%%") % tuple(written), _maker(queryset, compiler)
        return self._ready


def prepared(build: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    """Make a function that gives a queryset into one that gives its rows, its SQL made once."""
    return Prepared(build)


def _constant(value: Any) -> str:
    """A value as it stands in SQL that still waits for arguments."""
    return str(connection.ops.compose_sql("%s", [value])).replace("%", "%%")  # type: ignore[attr-defined]  # PostgreSQL's


def _maker(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[tuple[Any, ...]], Any]:
    """What makes the object of a row, as Django does it for a model and for `values_list`."""
    convert = _converter(compiler)
    if queryset._iterable_class is not ModelIterable:
        return convert
    about = compiler.klass_info
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    related = get_related_populators(about, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of Django 6
    annotations = list((compiler.annotation_col_map or {}).items())
    model = about["model"]

    def make(raw: tuple[Any, ...]) -> Any:
        row = convert(raw)
        found = model.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
        for populator in related:
            populator.populate(row, found)
        for name, place in annotations:
            setattr(found, name, row[place])
        return found

    return make


def _converter(compiler: Any) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """What the fields themselves do to a value from the database; most do nothing."""
    columns = [column[0] for column in compiler.select[0 : compiler.col_count]]
    converters = compiler.get_converters(columns)
    if not converters:
        return tuple

    def convert(raw: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(next(iter(compiler.apply_converters([raw], converters))))

    return convert
