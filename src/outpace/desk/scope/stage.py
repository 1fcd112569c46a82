"""A temporary table of the session, filled by COPY: what a bulk act's INSERT … SELECT reads under the policies.

(COPY straight into a table with row-level security is refused.) It is gone at the end of the transaction.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from psycopg import sql


def stage(
    name: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]], *, joined: Sequence[str] | None = None
) -> None:
    """Fill the temporary table `name` with rows; `columns` gives each column's SQL type, in the order of the cells.

    `joined` are the columns that statements join it by: the planner is told of these alone (None: of all).
    """
    if connection.connection is None or not connection.in_atomic_block:
        raise RuntimeError("a stage lives in the transaction of an open scope")
    table = sql.Identifier(name)
    shape = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind)) for column, kind in columns.items()
    )
    with connection.connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop table if exists pg_temp.{}").format(table))
        cursor.execute(sql.SQL("create temporary table {} ({}) on commit drop").format(table, shape))
        with cursor.copy(sql.SQL("copy pg_temp.{} from stdin").format(table)) as copy:
            for row in rows:
                copy.write_row(row)
        known = sql.SQL(", ").join(map(sql.Identifier, columns if joined is None else joined))
        cursor.execute(sql.SQL("analyze pg_temp.{} ({})").format(table, known))
