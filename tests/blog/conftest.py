# These tests draw pictures, too.
from tests.pages.conftest import pytest_configure

__all__ = ["pytest_configure"]
