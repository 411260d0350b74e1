"""Finding by words. Knows texts and numbers, nothing of pages or Releases; imports neither cms nor handbook.

index.build (while a Release is composed) → plain JSON → find.opened → find.find, or find.js in the browser.
"""
