"""What an edition does with the entries of its bases, as staff see it: take them as they are, adapt, hide, add.

The same rule as handbook/release/overlay.py, which lays the entries of a Release over each other; a test holds the two
together.
"""
