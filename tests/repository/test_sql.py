"""No statement is put together from strings: values are bound, names go through `psycopg.sql`. Read from the syntax trees.

What is run has to be seen to be fixed: a text in the code, a constant of a module, `psycopg.sql` around such a text, or a name
that the same function gave nothing else to. Functions that run what they are given are listed; what they are given is held
to the same. Migrations may fill a table's name into their own templates: no value of a user comes near them.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

import pytest

from tests.repository.tree import modules

RUNS = {"execute", "executemany", "raw", "extra", "copy", "copy_expert", "RawSQL", "mogrify", "SQL"}
SAFE = {"Identifier", "Literal", "Placeholder"}
DESK = "src/outpace/desk/"
KNOWN: Mapping[str, int | None] = {
    f"{DESK}archive/server.py:_ask": 0,
    f"{DESK}life/account.py:_one": 1,
    f"{DESK}life/fitness.py:_one": 0,
    f"{DESK}postgres/roles.py:_one": 1,
    f"{DESK}scope/session.py:refuse_outside": None,
    f"{DESK}scope/stage.py:stage": 1,
    f"{DESK}serving/supervisor.py:_copy": None,
    f"{DESK}situation/figures/links.py:_rows": 0,
}
"""Functions that run what they are given, by file and name: which argument it is, and whoever calls them is held to a fixed
text there. None: the guard that every statement passes, and the copying of a log's lines, which are no statements."""

Given: TypeAlias = Mapping[str, Iterable[ast.expr | None]]


def built(module: ast.Module, passed: Mapping[str, int | None] = MappingProxyType({})) -> Iterator[int]:
    """The lines of calls that run what isn't seen to be fixed. `passed` are functions that run one of their arguments."""
    return _unfixed(module, _given(module.body), passed)


def _unfixed(node: ast.AST, given: Given, passed: Mapping[str, int | None]) -> Iterator[int]:
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            if one.name not in passed:
                yield from _unfixed(one, _inside(one, given), passed)
            continue
        if isinstance(one, ast.Call):
            run = _run(one, passed)
            if run is not None and not _is_fixed(run, given):
                yield one.lineno
        yield from _unfixed(one, given, passed)


def _run(call: ast.Call, passed: Mapping[str, int | None]) -> ast.expr | None:
    """What a call runs, if it is one that runs something."""
    name = _name(call.func)
    at = 0 if name in RUNS else passed.get(name)
    if at is None:
        return None
    named = (key.value for key in call.keywords if key.arg in ("query", "sql", "operation", "raw_query"))
    return call.args[at] if len(call.args) > at else next(named, None)


def _inside(function: ast.FunctionDef | ast.AsyncFunctionDef, outside: Given) -> Given:
    """What names stand for in a function: its own, and those of the module that it doesn't take as an argument."""
    taken = function.args
    arguments = {a.arg for a in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)}
    return {**outside, **dict.fromkeys(arguments, (None,)), **_given(function.body)}


def _given(body: list[ast.stmt]) -> dict[str, list[ast.expr | None]]:
    """By name what is assigned to it, anywhere in a body; None for what isn't seen."""
    found: dict[str, list[ast.expr | None]] = defaultdict(list)
    for node in (inner for one in body for inner in _walk(one)):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    _give(target, value, found)
            case ast.AnnAssign(target=target, value=value) if value is not None:
                _give(target, value, found)
            case ast.AugAssign(target=target, value=value):
                _give(target, value, found)
            case ast.For(target=target, iter=ast.Tuple(elts=each) | ast.List(elts=each)):
                for value in each:
                    _give(target, value, found)
            case (
                ast.For(target=target)
                | ast.comprehension(target=target)
                | ast.withitem(optional_vars=ast.expr() as target)
            ):
                _give(target, None, found)
    return found


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and what is in it, but for functions inside."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    yield node
    for one in ast.iter_child_nodes(node):
        yield from _walk(one)


def _give(target: ast.expr, value: ast.expr | None, found: dict[str, list[ast.expr | None]]) -> None:
    if isinstance(target, ast.Name):
        found[target.id].append(value)
    elif isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts) else [None] * 99
        for one, of in zip(target.elts, values, strict=False):
            _give(one, of, found)


def _is_fixed(text: ast.expr, given: Given) -> bool:
    """Whether an expression is a text that stands in the code, or `psycopg.sql` around one."""
    match text:
        case ast.Constant():
            return True
        case ast.Name(id=name) if name.lstrip("_").isupper():
            return True
        case ast.Name(id=name):
            of = list(given.get(name, (None,)))
            return bool(of) and all(
                one is not None and one is not text and _is_fixed(one, {**given, name: ()}) for one in of
            )
        case ast.Attribute(attr=name):
            return name.lstrip("_").isupper()
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _is_fixed(left, given) and _is_fixed(right, given)
        case ast.IfExp(body=one, orelse=other):
            return _is_fixed(one, given) and _is_fixed(other, given)
        case ast.JoinedStr(values=parts):
            return all(_is_fixed(p.value if isinstance(p, ast.FormattedValue) else p, given) for p in parts)
        case ast.Call(func=ast.Attribute(value=of, attr="encode")):
            return _is_fixed(of, given)
        case ast.Call(func=ast.Attribute(value=of, attr="format" | "join")):
            return _is_composed(of, given)
        case ast.Call():
            return _is_composed(text, given)
    return False


def _is_composed(text: ast.expr, given: Given) -> bool:
    """Whether an expression is `psycopg.sql` around a fixed text: what is filled in is quoted."""
    match text:
        case ast.Call(func=function, args=[of, *_]) if _name(function) == "SQL":
            return _is_fixed(of, given)
        case ast.Call(func=function) if _name(function) in SAFE:
            return True
        case ast.Name(id=name):
            every = list(given.get(name, (None,)))
            return bool(every) and all(one is not None and _is_composed(one, {**given, name: ()}) for one in every)
    return False


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


@pytest.mark.parametrize(
    "statement",
    [
        'cursor.execute(f"select * from {table}")',
        'cursor.execute(f"select * from {table}".encode())',
        "cursor.execute(\"select * from x where name = '%s'\" % name)",
        'cursor.execute("select * from " + table)',
        'cursor.execute("select * from {}".format(table))',
        "cursor.execute(_QUERY.format(table))",
        "cursor.execute(_QUERY % name)",
        "cursor.execute(_QUERY.replace('x', name))",
        "cursor.execute(query=f'select {name}')",
        "cursor.execute(sql.SQL(f'select {name}'))",
        "cursor.execute(sql.SQL(_QUERY.format(name)))",
        "cursor.execute(written(name))",
        'Case.objects.raw(f"select {column}")',
        'rows.extra("number = \'" + number + "\'")',
        'query = "select 1"; query += order; cursor.execute(query)',
        'query = f"select {name}"; cursor.execute(query)',
        "run(name)",
    ],
)
def test_a_statement_from_strings_is_recognised(statement: str) -> None:
    assert set(built(ast.parse(statement), {"run": 0})) == {1}


def test_what_a_function_is_given_is_not_seen_to_be_fixed() -> None:
    assert list(built(ast.parse("def run(query):\n    cursor.execute(query)"))) == [2]


@pytest.mark.parametrize(
    "statement",
    [
        'cursor.execute("select * from x where name = %s", [name])',
        "cursor.execute(_QUERY, values)",
        "cursor.execute(_WITH + _QUERY, values)",
        'cursor.execute(sql.SQL("select * from {}").format(sql.Identifier(table)))',
        'query = sql.SQL("select * from {}").format(sql.Identifier(table)); cursor.execute(query)',
        'cursor.execute("select 1" " from x")',
        "for one in (_FIRST, _SECOND): cursor.execute(one, values)",
        "statement = _WITH if wide else _QUERY; cursor.execute(statement.encode())",
        'run("select 1", name)',
    ],
)
def test_a_bound_statement_is_not_taken_for_one(statement: str) -> None:
    assert list(built(ast.parse(statement), {"run": 0})) == []


def _passed(name: str) -> dict[str, int | None]:
    """The listed functions that a module may call: its own, and those that are no module's own."""
    split = ((place.partition(":"), at) for place, at in KNOWN.items())
    return {function: at for (file, _, function), at in split if file == name or not function.startswith("_")}


def test_no_statement_is_put_together_from_strings() -> None:
    read = {name: module for name, module in modules() if "/migrations/" not in name}
    assert {f"{name}:{line}" for name, module in read.items() for line in built(module, _passed(name))} == set()
    assert {place for place in KNOWN if place.partition(":")[0] not in read} == set()
