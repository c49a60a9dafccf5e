"""What goes along with decisions: with one as with many, in the same few queries. Nobody else changes their comments then."""
