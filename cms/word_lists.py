"""The lists of words in the admin: what residents say, and what they say in danger."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.log_actions import log

from . import permissions
from .models import CrisisWord, EverydayWord, WordReading


def editions_with_words(user) -> set[str]:
    """Keys of the editions whose words somebody looks after."""
    return set(permissions.editions_of_welfare(user).values_list("slug", flat=True))


def add_word(user, edition_key: str, says: str, means: str) -> list[str]:
    """What was tried in the reading room and found wanting. Returns why it could not be added."""
    return _add(user, edition_key, EverydayWord(stems=says, means=means))


def add_reading(user, edition_key: str, word: str, reading: str) -> list[str]:
    """Returns why it could not be added."""
    return _add(user, edition_key, WordReading(word=word, reading=reading))


def _add(user, edition_key: str, word: EverydayWord | WordReading) -> list[str]:
    word.edition = permissions.editions_of_welfare(user).filter(slug=edition_key).first()
    if word.edition is None:
        raise PermissionDenied
    try:
        word.full_clean()
    except ValidationError as error:
        return error.messages
    word.save()
    log(word, "wagtail.create", user=user)
    return []


class OwnIndex(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().filter(edition__in=permissions.editions_of_welfare(self.request.user))


class OfOwnEdition:
    """Wagtail asks whether one may change any words; these are asked one by one."""

    def get_object(self, *args, **kwargs):
        words = super().get_object(*args, **kwargs)
        if not permissions.is_welfare(self.request.user, words.edition):
            raise PermissionDenied
        return words


class OwnEdit(OfOwnEdition, generic.EditView):
    pass


class OwnDelete(OfOwnEdition, generic.DeleteView):
    pass


class WordList(ModelViewSet):
    index_view_class = OwnIndex
    edit_view_class = OwnEdit
    delete_view_class = OwnDelete
    copy_view_enabled = False
    search_backend_name = None  # a few hundred rows; asked by parts of words
    list_filter = ["edition"]
    list_per_page = 50


class EverydayWords(WordList):
    model = EverydayWord
    icon = "openquote"
    menu_label = _("Everyday words")
    list_display = ["stems", "means", "edition"]
    search_fields = ["stems", "means"]


class CrisisWords(WordList):
    model = CrisisWord
    icon = "warning"
    menu_label = _("Crisis words")
    list_display = ["__str__", "edition"]
    search_fields = ["stems"]


class Readings(WordList):
    model = WordReading
    icon = "pilcrow"
    menu_label = _("Readings (furigana)")
    list_display = ["word", "reading", "edition"]
    search_fields = ["word", "reading"]


class WordLists(ModelViewSetGroup):
    """Beside “Try words”, which the reading room adds."""

    items = (EverydayWords("everyday_words"), CrisisWords("crisis_words"), Readings("readings"))
    menu_label = _("What residents search")
    menu_icon = "search"
    menu_name = "words"
    menu_order = 105
