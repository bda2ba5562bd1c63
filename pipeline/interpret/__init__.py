"""Document to the rows of the contract."""
