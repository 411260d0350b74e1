"""Papers as HTML documents of their own: no frame of the admin, one sheet of A4 in the normal case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from cms.reading.rendering import new_html, old_html

from . import workbook
from .sheets import Sheet, file_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def before_and_after(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """新旧対照表"""
    return render(request, "cms/papers/before_and_after.html", {"sheet": sheet, "tables": tables(sheet)})


def proposal(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """起案用紙"""
    return render(request, "cms/papers/proposal.html", {"sheet": sheet})


def spreadsheet(sheet: Sheet) -> HttpResponse:
    response = HttpResponse(workbook.of(sheet), content_type=XLSX)
    name = escape_uri_path(f"{file_name(sheet, _('Before and after'))}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def tables(sheet: Sheet) -> list[dict]:
    """One table an entry, its rows marked up for paper."""
    return [
        {"difference": found, "rows": [(change, old_html(change), new_html(change)) for change in found.for_others]}
        for found in sheet.differences
    ]
