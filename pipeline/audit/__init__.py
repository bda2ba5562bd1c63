"""Decisions of people on rows: the page on which they are made, the file that keeps them, what becomes of them."""
