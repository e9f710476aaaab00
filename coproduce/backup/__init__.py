"""Backups: one file with the database, the files that people added and a list of what is in it, and the way back.

`programs` finds pg_dump and pg_restore; `sums` counts and sums up each table; `files` sums up what people added; `archive` is
the file; `make` and `bring_back` are the two commands. docs/backup.md is for the person who runs them.
"""
