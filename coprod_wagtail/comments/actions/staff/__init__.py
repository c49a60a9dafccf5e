from .answer import AnswerAsStaff
from .answer_many import AnswerMany

__all__ = ["AnswerAsStaff", "AnswerMany"]
