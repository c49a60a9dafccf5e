"""Copies of pictures that tell nothing beside the picture, one module a format. Knows files only, and no Django.

What may stay is listed: whatever a camera, a phone or a program wrote beside it, known or not, is left behind. Pixels are
never made anew.
"""
