"""Reading a change: what differs between two states of a page, as data, on screen, in a mail and on paper."""
