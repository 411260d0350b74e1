"""The database itself refuses to change or remove a row of the record."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER cms_event_no_{act} BEFORE {act} ON cms_event
    BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END"""
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION cms_event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the record is only added to'; END $$""",
    """CREATE TRIGGER cms_event_is_final BEFORE UPDATE OR DELETE ON cms_event
    FOR EACH ROW EXECUTE FUNCTION cms_event_is_final()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER IF EXISTS cms_event_no_UPDATE", "DROP TRIGGER IF EXISTS cms_event_no_DELETE"],
    "postgresql": ["DROP TRIGGER cms_event_is_final ON cms_event", "DROP FUNCTION cms_event_is_final()"],
}


def guard(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def leave(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cms", "0011_proposals")]
    operations = [migrations.RunPython(guard, leave)]
