"""Exit codes of the program; a single file's failure ends with the code of its reason (schemas/errors.py)."""

DIFFERENT = 1
"""`kplan diff` found differences, as diff(1)."""
WRONG_USAGE = 2
SOME_FAILED = 3
SOME_PARTIAL = 4
UNBALANCED = 5
"""Inputs are not ok, partial and failed together: a fault of kplan itself."""
GATE_FAILED = 6
NOT_LOADED = 7
INTERRUPTED = 130
"""Ended by Ctrl-C (128 + SIGINT)."""
