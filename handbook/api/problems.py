"""Errors as RFC 9457 problems: a title a machine can keep, a sentence that says what to do next."""

import json

from django.http import HttpRequest, HttpResponse


class Problem(Exception):
    def __init__(self, status: int, title: str, detail: str):
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail


def response_for(problem: Problem) -> HttpResponse:
    body = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=problem.status, content_type="application/problem+json"
    )
    response["Cache-Control"] = "no-store"  # what is missing now may be published in a second
    return response


def database_away(request: HttpRequest, error: Exception) -> HttpResponse:
    detail = "Old Releases cannot be read just now. Try again in a minute; current Releases are served all the time."
    return response_for(Problem(503, "Try again", detail))


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    return response_for(problem)
