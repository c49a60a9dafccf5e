"""The kinds of site that the package is installed into, and the suite run against each (see `shapes.py`).

One of them is chosen with DJANGO_SETTINGS_MODULE, or by name with `make test-project PROJECT=comments_only`.
"""
