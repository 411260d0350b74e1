"""On the edit screen: how far the translations of this entry are, each with the way to it."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel


class TranslationsPanel(Panel):
    def clean_name(self):
        return "translations"

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/translating/panel.html"

        def is_shown(self):
            return bool(self.instance is not None and self.instance.pk)

        def get_context_data(self, parent_context=None):
            from cms.translating import listing  # the models import the panels

            return {"states": listing.states_of(self.instance), "page": self.instance}

    def __init__(self, **kwargs):
        super().__init__(**{"heading": gettext_lazy("Translations"), "icon": "wagtail-localize-language"} | kwargs)
