"""What this room tells the others; they listen, this room does not know them."""

from django.dispatch import Signal

# A department vouched for a live entry: sent with instance (the page) and confirmation.
entry_confirmed = Signal()
