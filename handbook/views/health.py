from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from handbook.release import store


@require_safe
def show(request: HttpRequest) -> JsonResponse:
    """Healthy while it can serve readers: with the database away from its own disk, and when there is nothing yet."""
    editions, database = len(store.editions()), _database_answers()
    answer = {"status": "ok" if editions or database else "unavailable", "editions": editions, "database": database}
    status = 200 if editions or database else 503
    return JsonResponse(answer, status=status, headers={"Cache-Control": "no-store"})


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True
