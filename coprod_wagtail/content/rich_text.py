"""What editors can do inside running text."""

#: Word processors and mails leave much behind on the clipboard. This makes of it what our texts can hold; see `pasting`.
PASTING = "coprod-pasting"

#: In the text of a page. Headings, pictures and tables are blocks of their own there, so that their level, their words for
#: people who cannot see them and their headings are never forgotten.
TEXT_FEATURES = [PASTING, "bold", "italic", "ol", "ul", "hr", "link", "document-link"]

#: In a short text, such as the introduction of a list.
SHORT_TEXT_FEATURES = [PASTING, "bold", "italic", "ol", "ul", "link"]

#: In a cell of a table.
CELL_FEATURES = [PASTING, "bold", "italic", "link", "document-link"]
