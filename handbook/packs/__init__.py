"""An edition's current Releases as one signed file, carried or pulled from one installation to another."""
