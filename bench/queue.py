"""What is said of lists with very many rows, beside what the same took with few: of the moderators' (`filling_queue`), and of a
blog's (`many_posts`)."""

MOST_TIMES = 3.0
#: Of one of the moderators' lists, and of one page of a blog.
MOST_QUERIES, MOST_QUERIES_OF_BLOG = 20, 25


def complaints(rows, slack, what="queue", most_queries=MOST_QUERIES):
    """A sentence for each list that took too many queries, or too long."""
    for row in rows:
        (few_ms, few_queries), (many_ms, many_queries) = row["few"], row["many"]
        if many_queries > most_queries or many_queries > few_queries:
            yield f"{what}, {row['name']}: {many_queries} queries, and {few_queries} with few."
        if many_ms > few_ms * MOST_TIMES * slack:
            yield f"{what}, {row['name']}: {many_ms / few_ms:.2f} times, and may take {MOST_TIMES * slack:.2f}."


def as_text(rows, what="queue, postgresql"):
    """The table of it."""
    width = max(len(what), *(len(row["name"]) for row in rows))
    lines = [f"{what:{width}}  queries  ms with few  ms  times"]
    for row in rows:
        (few, _queries), (many, queries) = row["few"], row["many"]
        lines.append(f"{row['name']:{width}}  {queries:7}  {few:11.1f}  {many:.1f}  {many / few:.2f}")
    return "\n".join(lines)
