"""Storing a row unless there is one like it."""

from django.db import connections, router
from django.db.models import Model
from django.db.models.constants import OnConflict


def insert_if_new(row: Model) -> bool:
    """Store `row`, and say whether it was new: False where another has the same value in a unique column, and nothing was
    stored. One statement, which the database does not refuse, whoever was quicker. The row is not told its id, and no signal
    is sent."""
    model = type(row)
    connection = connections[router.db_for_write(model)]
    ops, quoted = connection.ops, connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if field is not model._meta.auto_field]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    # Written by hand, because `bulk_create` does not say whether there was a row already.
    sql = (
        f"{ops.insert_statement(on_conflict=OnConflict.IGNORE)} {quoted(model._meta.db_table)} ({columns}) "
        f"VALUES ({', '.join(['%s'] * len(fields))}) {ops.on_conflict_suffix_sql([], OnConflict.IGNORE, [], [])}"
    )
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return bool(cursor.rowcount == 1)
