"""The list of addresses (サイト): columns that Wagtail names by their attributes are named as its form names them."""

from django.urls import URLPattern, path
from django.utils.text import capfirst
from wagtail.admin.ui.tables import Column
from wagtail.models import Site
from wagtail.sites.views import IndexView, SiteViewSet


def _named(column: Column) -> Column:
    if type(column) is not Column:  # the others have a name in the catalogue
        return column
    label = capfirst(Site._meta.get_field(column.name).verbose_name)
    return Column(column.name, label=label, sort_key=column.sort_key)


class Addresses(IndexView):
    columns = [_named(column) for column in IndexView.columns]


class AddressesViewSet(SiteViewSet):
    index_view_class = Addresses


def urls() -> list[URLPattern]:
    """Before Wagtail's own of the same address; everything else of sites stays there."""
    listed = AddressesViewSet("wagtailsites", url_prefix="sites")
    return [
        path("sites/", listed.index_view, name="cms_addresses"),
        path("sites/results/", listed.index_results_view, name="cms_addresses_results"),
    ]
