"""What people taught of the forms of an archive: its model, its file, and how a table is told to have a form."""
