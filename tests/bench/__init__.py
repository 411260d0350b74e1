"""Speed and size against their limits: `python -m tests.bench`.

Figures of one machine say little to another, so where two things are compared both run in the same minute, in turns.
"""
