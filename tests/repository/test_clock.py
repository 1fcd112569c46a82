"""One clock: Python reads it in `desk/clock.py`, SQL never does; SQL text is never glued together from values."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.repository.tree import docstrings, dotted, modules, texts

CLOCK_HOME = "src/outpace/desk/clock.py"
CLOCKS = re.compile(
    r"(^|\.)(datetime|date|dt)\.(now|today|utcnow)$|(^|\.)timezone\.(now|localtime|localdate)$"
    r"|^time\.(time|time_ns|localtime|gmtime|ctime|strftime)$"
)
CLOCK_IMPORTS = {
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("django.utils.timezone", "now"),
    ("django.utils.timezone", "localdate"),
    ("django.db.models.functions", "Now"),
}
SQL_CLOCK = re.compile(
    r"(?<![\w.])now\s*\(\s*\)|\bcurrent_(timestamp|date|time)\b|\blocaltimestamp\b"
    r"|\b(clock|statement|transaction)_timestamp\b",
    re.IGNORECASE,
)
SQL_CLOCK_ALLOWED = {
    "src/outpace/desk/scope/migrations/0001_scope.py": "a scope token ends by the wall clock: security, not response",
    "src/outpace/desk/ledger/migrations/0004_access.py": "limits on openings count by the wall clock: security",
    "src/outpace/desk/openings/migrations/0003_vault.py": "limits on openings count by the wall clock: security",
    "src/outpace/desk/openings/migrations/0004_pairs.py": "limits on openings of pairs count by the wall clock: security",
    "src/outpace/desk/openings/migrations/0005_assigned.py": "limits on assigned names count by the wall clock: security",
    "src/outpace/desk/people/migrations/0003_sealed.py": "an opening for matching ends by the wall clock: security",
    "src/outpace/desk/scope/functions.py": "a scope token ends by the wall clock: security, not response",
}
RUNNERS = {"execute", "executemany", "copy", "stream", "raw", "RunSQL", "RawSQL", "extra"}
GLUED_ALLOWED = {
    "src/outpace/desk/accounts/migrations/0004_sign_in.py": "makes policies from table names in code, no values",
    "src/outpace/desk/ledger/coverage.py": "makes triggers for migrations from table names in code, no values",
    "src/outpace/desk/scope/policy.py": "makes policies and grants for migrations from table names in code, no values",
}


def clock_reads(module: ast.Module) -> Iterator[int]:
    """The lines on which a module asks what time it is, or lets Django ask."""
    for node in ast.walk(module):
        match node:
            case ast.Attribute() if CLOCKS.search(dotted(node)):
                yield node.lineno
            case ast.ImportFrom(module=source, names=names) if any(
                (source, name.name) in CLOCK_IMPORTS for name in names
            ):
                yield node.lineno
            case ast.keyword(arg="auto_now" | "auto_now_add"):
                yield node.lineno


def sql_clock_reads(module: ast.Module) -> Iterator[int]:
    """The lines of strings that let the database ask what time it is."""
    prose = docstrings(module)
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str(text), lineno=line) if node not in prose and SQL_CLOCK.search(text):
                yield line


def glued_sql(module: ast.Module) -> Iterator[int]:
    """The lines that hand a runner of SQL a text with values inside; what `psycopg.sql` composes is quoted."""
    composes = any(isinstance(node, ast.ImportFrom) and node.module == "psycopg" for node in ast.walk(module))
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in RUNNERS and node.args):
            continue
        if any(_is_glued(part, composes=composes) for part in ast.walk(node.args[0])):
            yield node.lineno


def _is_constant(node: ast.expr) -> bool:
    """Whether a name is written as a constant: a clause shared by statements, never a value from outside."""
    return isinstance(node, ast.Name) and node.id.isupper()


def _is_glued(node: ast.AST, *, composes: bool) -> bool:
    match node:
        case ast.JoinedStr(values=values):
            return any(isinstance(value, ast.FormattedValue) and not _is_constant(value.value) for value in values)
        case ast.BinOp(op=ast.Mod()):
            return True
        case ast.Call(func=ast.Attribute(attr="format" | "format_map", value=base)):
            return isinstance(base, ast.Constant) or not composes
    return False


@pytest.mark.parametrize(
    "code",
    [
        "import datetime\ndatetime.datetime.now()",
        "date.today()",
        "import time\ntime.time()",
        "from time import time",
        "timezone.now()",
        "from django.utils.timezone import now",
        "models.DateTimeField(auto_now_add=True)",
        "field = datetime.utcnow",
    ],
)
def test_reading_the_clock_is_recognised(code: str) -> None:
    assert list(clock_reads(ast.parse(code)))


@pytest.mark.parametrize("code", ["clock.now()", "time.monotonic()", "datetime.combine(day, time.min)"])
def test_other_calls_are_left_alone(code: str) -> None:
    assert not list(clock_reads(ast.parse(code)))


def test_only_the_clock_reads_the_clock() -> None:
    found = {name: list(clock_reads(module)) for name, module in modules() if name != CLOCK_HOME}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code", ["x = 'select now()'", "f'where due < CURRENT_TIMESTAMP and {y}'", "x = 'default Now ( )'"]
)
def test_a_clock_in_sql_is_recognised(code: str) -> None:
    assert list(sql_clock_reads(ast.parse(code)))


def test_no_sql_reads_a_clock() -> None:
    found = {name: list(sql_clock_reads(module)) for name, module in modules() if name not in SQL_CLOCK_ALLOWED}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert [name for name, text in texts(".sql", under="src/") if SQL_CLOCK.search(text)] == []


@pytest.mark.parametrize(
    "code",
    [
        "cursor.execute(f'select {x}')",
        "cursor.execute('select %s' % x)",
        "RunSQL('grant {t}'.format(t=t))",
        "cursor.execute('select ' + f'{x}')",
        "cursor.execute(f'select {CLAUSE.format(x)}')",
        "cursor.execute(f'select {CLAUSE} {x}')",
    ],
)
def test_glued_sql_is_recognised(code: str) -> None:
    assert list(glued_sql(ast.parse(code)))


def test_a_statement_with_parameters_is_left_alone() -> None:
    assert not list(glued_sql(ast.parse("cursor.execute('select %s', [x])\ncursor.execute(_CASES, [x])")))
    assert not list(glued_sql(ast.parse("cursor.execute(f'select a {FROM_LINKS}', [x])")))
    assert not list(
        glued_sql(ast.parse("from psycopg import sql\nc.execute(sql.SQL('drop {}').format(sql.Literal(x)))"))
    )


def test_no_sql_is_glued() -> None:
    found = {name: list(glued_sql(module)) for name, module in modules() if name not in GLUED_ALLOWED}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_allow_lists_name_files_that_need_them() -> None:
    trees = dict(modules())
    assert [name for name in SQL_CLOCK_ALLOWED if not list(sql_clock_reads(trees[name]))] == []
    assert [name for name in GLUED_ALLOWED if not list(glued_sql(trees[name]))] == []
