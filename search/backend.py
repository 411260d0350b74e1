"""Search in the admin: parts of words, readings, half-width, two characters; the same on SQLite and PostgreSQL.

Fed and asked through modelsearch's interface, so Wagtail's own handlers keep it; explorer, choosers and lists use it.
A word is found where it stands, as long as it is; an index of grams would be faster than reading the texts only beyond
some ten thousand of them. Objects have integer keys; `fields` is not looked at.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Model, Q, QuerySet, Value, When
from modelsearch.backends.base import BaseIndex, BaseSearchBackend, get_model_root
from modelsearch.backends.database.fallback import MATCH_ALL, MATCH_NONE, DatabaseSearchQueryCompiler
from modelsearch.backends.database.fallback import DatabaseSearchResults as StockResults
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.query import Fuzzy, Phrase, PlainText

from .analysis import QUERY_LENGTH, fold
from .readings import reader


def _kind(model: type[Model]) -> ContentType:
    """A page is stored under what all pages have in common, whatever type it is asked for by."""
    return ContentType.objects.get_for_model(get_model_root(model))


def words(query: str) -> list[str]:
    return [folded for word in query[:QUERY_LENGTH].split() if (folded := fold(word))]


class Index(BaseIndex):
    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        from .models import SearchText

        each = {item.pk: item for item in items}
        rows = [SearchText(content_type=_kind(model), object_id=pk, **_texts(item)) for pk, item in each.items()]
        SearchText.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["names", "texts"],
        )

    def delete_item(self, item: Model) -> None:
        from .models import SearchText

        SearchText.objects.filter(content_type=_kind(type(item)), object_id=item.pk).delete()

    def reset(self) -> None:
        from .models import SearchText

        SearchText.objects.all().delete()


class Rebuilder:
    def __init__(self, index: Index):
        self.index = index

    def start(self) -> Index:
        self.index.reset()
        return self.index

    def finish(self) -> None:
        pass


def _texts(item: Model) -> dict[str, str]:
    names, others = [], []
    for is_name, text in _of_fields(item, type(item).get_search_fields()):
        (names if is_name else others).append(text)
    called = list(dict.fromkeys(map(fold, names)))
    spoken = dict.fromkeys(fold("".join(sound or word for word, sound in reader()(name))) for name in names)
    return {"names": "\n".join(called), "texts": "\n".join(dict.fromkeys([*called, *spoken, *map(fold, others)]))}


def _of_fields(item: Any, fields: Iterable) -> Iterator[tuple[bool, str]]:
    """What is offered while one types is a name; its reading is found as well."""
    for field in fields:
        if isinstance(field, RelatedFields):
            related = getattr(item, field.field_name, None)
            for one in related.all() if hasattr(related, "all") else filter(None, [related]):
                yield from _of_fields(one, field.fields)
        elif isinstance(field, SearchField | AutocompleteField):
            text = field.get_value(item)
            if text:
                yield isinstance(field, AutocompleteField), str(text)


class Compiler(DatabaseSearchQueryCompiler):
    """The stock one for databases, with our texts in the place of the fields."""

    def check(self) -> None:
        """Nothing to refuse: the database itself filters and sorts."""

    def build_database_filter(self, query: Any, boost: float = 1.0) -> Any:
        if isinstance(query, Phrase | Fuzzy):
            query = PlainText(query.query_string, operator="and")
        if isinstance(query, PlainText) and not words(query.query_string):
            return MATCH_NONE
        return super().build_database_filter(query, boost)

    def build_single_term_filter(self, term: str) -> Q:
        found = fold(term)
        return Q(pk__in=self.having(texts__contains=found)) if found else Q()

    def having(self, **condition: str) -> QuerySet:
        from .models import SearchText

        return SearchText.objects.filter(content_type=_kind(self.queryset.model), **condition).values("object_id")


class Results(StockResults):
    def get_queryset(self) -> QuerySet:
        """What is called so stands before what only speaks of it."""
        compiler = self.query_compiler
        condition = compiler.build_database_filter(compiler.query)
        queryset = compiler.queryset
        if condition == MATCH_NONE:
            queryset = queryset.none()
        elif condition != MATCH_ALL:
            queryset = queryset.filter(condition)
        if compiler.order_by_relevance and isinstance(compiler.query, PlainText):
            named = Q()
            for word in words(compiler.query.query_string):
                named &= Q(pk__in=compiler.having(names__contains=word))
            rank = Case(When(named, then=Value(0)), default=Value(1)) if named else Value(1)
            queryset = queryset.order_by(rank, "pk")
        elif not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset[self.start : self.stop]


class SearchBackend(BaseSearchBackend):
    query_compiler_class = autocomplete_query_compiler_class = Compiler
    index_class = Index
    results_class = Results
    rebuilder_class = Rebuilder
    catch_indexing_errors = True  # a fault in a dictionary of readings must not keep anybody from saving
