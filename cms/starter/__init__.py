"""The starter handbook: data files and their loader. A city begins with it and then edits in the admin."""
