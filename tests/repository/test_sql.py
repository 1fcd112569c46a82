"""No statement is put together from strings: values are bound, names go through `psycopg.sql`. Read from the syntax trees.

Migrations may fill a table's name into their own templates: no value of a user comes near them. The few other places are
listed, each with what it puts together.
"""

import ast
from collections.abc import Iterator, Mapping

import pytest

from tests.repository.tree import modules

RUNS = {"execute", "executemany", "raw", "extra", "copy", "RawSQL", "mogrify"}
KNOWN: Mapping[str, str] = {}
"""Functions that run what they are given: file and name, with the reason."""


def built(module: ast.Module) -> Iterator[int]:
    """The lines of calls that run a string which was put together."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in RUNS and _is_built(node.args[0]):
            yield node.lineno


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_built(text: ast.expr) -> bool:
    """Whether an expression is a string made at run time: f"…{x}…", a + b, a % b, "…".format(x), ",".join(x)."""
    if isinstance(text, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in text.values)
    if isinstance(text, ast.BinOp) and isinstance(text.op, ast.Add | ast.Mod):
        return not (_is_constant(text.left) and _is_constant(text.right))
    if isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute):
        of = text.func.value
        return text.func.attr in {"format", "join", "replace"} and isinstance(of, ast.Constant)
    return False


def _is_constant(text: ast.expr) -> bool:
    if isinstance(text, ast.BinOp):
        return _is_constant(text.left) and _is_constant(text.right)
    return isinstance(text, ast.Constant) or (isinstance(text, ast.Name) and text.id.lstrip("_").isupper())


@pytest.mark.parametrize(
    "statement",
    [
        'cursor.execute(f"select * from {table}")',
        "cursor.execute(\"select * from x where name = '%s'\" % name)",
        'cursor.execute("select * from " + table)',
        'cursor.execute("select * from {}".format(table))',
        'Case.objects.raw(f"select {column}")',
        'rows.extra("number = \'" + number + "\'")',
    ],
)
def test_a_statement_from_strings_is_recognised(statement: str) -> None:
    assert list(built(ast.parse(statement))) == [1]


@pytest.mark.parametrize(
    "statement",
    [
        'cursor.execute("select * from x where name = %s", [name])',
        "cursor.execute(_QUERY, values)",
        "cursor.execute(_WITH + _QUERY, values)",
        'cursor.execute(sql.SQL("select * from {}").format(sql.Identifier(table)))',
        'cursor.execute("select 1" " from x")',
    ],
)
def test_a_bound_statement_is_not_taken_for_one(statement: str) -> None:
    assert list(built(ast.parse(statement))) == []


def test_no_statement_is_put_together_from_strings() -> None:
    found = {f"{name}:{line}" for name, module in modules() if "/migrations/" not in name for line in built(module)}
    assert {place for place in found if place.rpartition(":")[0] not in KNOWN} == set()
