class CannotImport(Exception):
    """The file, or the place for it, will not do. The message is one plain sentence or two for the person who asked."""
