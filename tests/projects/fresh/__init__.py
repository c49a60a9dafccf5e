"""Whole new sites of the kinds that people have, each in a directory of its own, into which the tutorial is followed.

`sites.py` says which there are; `journey.py` is what is done in each, in its own process.
"""
