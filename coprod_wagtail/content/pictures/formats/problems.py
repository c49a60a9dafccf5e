"""Why there is no clean copy."""


class Damaged(ValueError):
    """The file is not built as its format says, so nobody can tell what in it is the picture."""


class Unsupported(ValueError):
    """Nothing here knows the format, or this kind of it. `kind` is what people call it, such as "TIFF"; may be empty."""

    def __init__(self, kind: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
