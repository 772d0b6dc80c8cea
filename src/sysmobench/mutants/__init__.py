"""Mutants of a reference specification: small mistakes, each of which the judge should notice.

Data flows one way: ``syntax`` gives the reference's tree, ``operators`` and ``merging`` propose edits to it, ``generating``
makes mutants of these, ``judging`` says what became of each, ``running`` does that on all cores, and ``manifest`` remembers
what was found before.
"""
