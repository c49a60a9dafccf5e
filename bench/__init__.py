"""How long pages take, as multiples of a plain Wagtail page on the same machine at the same moment: `make bench`."""
