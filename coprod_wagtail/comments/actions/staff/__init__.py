from .answer import AnswerAsStaff

__all__ = ["AnswerAsStaff"]
