"""The words of a table for wagtail-localize, which knows no typed tables. Imported where it is not installed, too."""

from collections import defaultdict


def segments_of(table):
    """The segments of a typed table: its caption, the headings of its columns, and its cells."""
    from wagtail_localize.segments.extract import StreamFieldSegmentExtractor  # noqa: PLC0415 - few sites have it
    from wagtail_localize.segments.types import StringSegmentValue  # noqa: PLC0415 - few sites have it

    segments = [StringSegmentValue("caption", table.caption or "")]
    segments += [
        StringSegmentValue(f"heading-{number}", column["heading"]) for number, column in enumerate(table.columns)
    ]
    extractor = StreamFieldSegmentExtractor(None)
    for number, row in enumerate(table.row_data):
        for place, (column, value) in enumerate(zip(table.columns, row["values"], strict=True)):
            found = extractor.handle_block(column["block"], "" if value is None else value)
            segments += [segment.wrap(f"cell-{number}-{place}") for segment in found]
    return segments


def with_segments(table, segments):
    """A copy of the table with the words of the segments in the places of its own."""
    from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter  # noqa: PLC0415 - few sites have it

    table = type(table)(
        columns=[dict(column) for column in table.columns],
        row_data=[{"values": list(row["values"])} for row in table.row_data],
        caption=table.caption,
    )
    writer = StreamFieldSegmentsWriter(None, None, None)
    by_place = defaultdict(list)
    for segment in segments:
        place, inner = segment.unwrap()
        by_place[place].append(inner)
    for place, inner in by_place.items():
        kind, *numbers = place.split("-")
        if kind == "caption":
            table.caption = inner[0].render_text()
        elif kind == "heading":
            table.columns[int(numbers[0])]["heading"] = inner[0].render_text()
        else:
            row, column = map(int, numbers)
            values = table.row_data[row]["values"]
            values[column] = writer.handle_block(table.columns[column]["block"], values[column], inner)
    return table
