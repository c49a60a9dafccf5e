from .add import AddCommentForSomeone

__all__ = ["AddCommentForSomeone"]
