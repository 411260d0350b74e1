"""Texts in other languages: which they are, how far they are, out to translation offices and back."""
