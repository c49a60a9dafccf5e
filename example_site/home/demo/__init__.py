"""The invented charity that the example site shows: what it says, its pictures, and how they get into a database."""
