"""One bad file costs one file: the guard, the journal of what is done, the segments it is kept in, the cluster."""
