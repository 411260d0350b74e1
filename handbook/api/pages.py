"""The pages about the API that people read: plain HTML made from the OpenAPI document and the vectors, no script."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from handbook import codes, matching

from .operations import address, api
from .problems import Problem, response_for

VECTORS = Path(__file__).with_name("vectors.json")


def docs(request: HttpRequest) -> HttpResponse:
    schema = api.get_openapi_schema()
    parts = {
        "operations": list(_operations(schema)),
        "shapes": list(_shapes(schema)),
        "openapi": address("openapi-json"),
    }
    return render(request, "handbook/api/docs.html", {**parts, "host": request.build_absolute_uri("/")[:-1]})


def rule(request: HttpRequest) -> HttpResponse:
    vectors = json.loads(_vectors())
    numbers = {"first": matching.FIRST_SCREEN, "most_ids": codes.MOST_IDS, "highest_id": codes.HIGHEST_ID}
    counts = {name: len(vectors[name]) for name in ("match", "shared", "codes", "refused")}
    return render(request, "handbook/api/matching.html", {"rule": vectors["rule"], "counts": counts, **numbers})


def vectors(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_vectors(), content_type="application/json; charset=utf-8")


def nothing_here(request: HttpRequest, path: str) -> HttpResponse:
    return response_for(Problem(404, "Nothing here", f"Everything there is can be reached from {address('start')}."))


@cache
def _vectors() -> bytes:
    return VECTORS.read_bytes()


def _operations(schema: dict) -> Iterator[dict]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            statuses = [(status, answer["description"]) for status, answer in operation["responses"].items()]
            yield {**operation, "path": path, "method": method.upper(), "statuses": statuses}


def _shapes(schema: dict) -> Iterator[dict]:
    for name, shape in schema["components"]["schemas"].items():
        fields = [
            {"name": field, "kind": _kind(facts), "description": facts.get("description", "")}
            for field, facts in shape.get("properties", {}).items()
        ]
        yield {"name": name, "fields": fields}


def _kind(facts: dict) -> str:
    if "$ref" in facts:
        return facts["$ref"].rpartition("/")[2]
    if "anyOf" in facts:
        return " | ".join(_kind(choice) for choice in facts["anyOf"])
    if facts.get("type") == "array":
        return f"[{_kind(facts.get('items', {}))}]"
    if "additionalProperties" in facts:
        return f"{{key: {_kind(facts['additionalProperties'])}}}"
    return facts.get("type", "any")
