"""What the editorial room lets others tell it."""

from django.dispatch import Signal

# Sent inside the transaction that publishes and switches, so that a receiver's writing stands or falls with it.
# Arguments: edition (key), revisions (ids that went out), number (of the Release in the edition's own language),
# by (who released), remark (why, if somebody said so).
changes_released = Signal()

# Sent with the writing of a plan and of its end. Arguments: edition (key), revisions (ids), at (when they are to go
# out; None: no longer planned), by (who planned or cancelled).
changes_planned = Signal()

# Sent when residents read an earlier Release again, and when that ends. Arguments: edition (key), number (of that
# Release), ended (False, True), by (who), reason (why, if somebody said so).
taken_back = Signal()
