"""What is left of a picture: its pixels, its colours, which way up it is, and not one byte of who took it where."""

import struct
from io import BytesIO

import PIL.Image
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import ImageCms, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from coprod_wagtail.content.pictures.copying import Damaged, Unsupported, clean_copy
from coprod_wagtail.content.pictures.formats import icc

from . import telling

pytestmark = pytest.mark.pure
if not telling.has_heic():
    del telling.FILES[".heic"]
each_format = pytest.mark.parametrize("suffix", telling.FILES)


def opened(content):
    # Pillow's usual way warns of what we wrote into the place of further pictures.
    image = JpegImageFile(BytesIO(content)) if content[:2] == b"\xff\xd8" else PIL.Image.open(BytesIO(content))
    image.load()
    return image


def as_drawn(content):
    return ImageOps.exif_transpose(opened(content))


@each_format
def test_nothing_that_tells_on_anybody_is_left(suffix):
    told = telling.FILES[suffix]()
    copy = clean_copy(told)
    assert telling.MARK in told and telling.MARK not in copy.content
    assert copy.suffix == suffix
    left = dict(opened(copy.content).getexif())
    assert set(left) <= {0x0112} and not opened(copy.content).getexif().get_ifd(0x8825)


@each_format
@pytest.mark.parametrize("orientation", [None, *range(1, 9)])
def test_it_looks_the_same(suffix, orientation):
    told = telling.FILES[suffix](orientation=orientation)
    before, after = as_drawn(told), as_drawn(clean_copy(told).content)
    assert (before.size, before.mode) == (after.size, after.mode)
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize(("suffix", "options"), [
    (".jpg", {"mode": "CMYK"}),
    (".jpg", {"mode": "L", "progressive": True}),
    (".png", {"mode": "RGBA"}),
    (".png", {"mode": "P", "transparency": 0}),
    (".webp", {"mode": "RGBA", "lossless": True}),
    (".avif", {"mode": "RGBA"}),
])  # fmt: skip
def test_other_ways_to_code_it_look_the_same(suffix, options):
    told = telling.FILES[suffix](**options)
    copy = clean_copy(told).content
    assert telling.MARK not in copy
    assert (opened(copy).mode, as_drawn(copy).tobytes()) == (opened(told).mode, as_drawn(told).tobytes())


def test_what_is_transparent_stays_so():
    whole = telling.picture("RGBA")
    whole.putalpha(PIL.Image.linear_gradient("L").resize(telling.SIZE))
    for kind in ("PNG", "WEBP", "AVIF"):
        plain = BytesIO()
        whole.save(plain, kind)
        assert (
            opened(clean_copy(plain.getvalue()).content).getchannel("A").tobytes()
            == opened(plain.getvalue()).getchannel("A").tobytes()
        )


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_goes_on_moving(kind):
    plain = BytesIO()
    frames = [telling.picture().rotate(turn) for turn in (0, 90, 180)]
    frames[0].save(plain, kind, save_all=True, append_images=frames[1:], duration=80, loop=0)
    before, after = (PIL.Image.open(BytesIO(one)) for one in (plain.getvalue(), clean_copy(plain.getvalue()).content))
    assert before.n_frames == after.n_frames == 3
    for index in range(3):
        before.seek(index)
        after.seek(index)
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".avif"])
def test_the_colour_profile_stays(suffix):
    assert opened(clean_copy(telling.FILES[suffix]()).content).info["icc_profile"] == telling.PROFILE


@each_format
def test_a_clean_copy_is_left_as_it_is(suffix):
    copy = clean_copy(telling.FILES[suffix]())
    assert clean_copy(copy.content) == copy


def test_a_profile_loses_what_it_says_of_somebodys_screen():
    profile = telling.profile_with(b"mmod", telling.MARK)
    cleaned = icc.cleaned(profile)
    assert telling.MARK in profile and telling.MARK not in cleaned
    assert telling.transformed(profile) == telling.transformed(cleaned)


def test_a_profile_that_is_none_is_left_out():
    assert icc.cleaned(telling.MARK * 20) == icc.cleaned(b"") == icc.cleaned(telling.PROFILE + telling.MARK) == b""


def test_a_profile_that_lost_some_bytes_brings_nothing_of_what_follows():
    """Whatever it lost, what stands behind it in the file moves up into its place."""
    for at in range(128, len(telling.PROFILE)):
        for size in (1, len(telling.MARK), len(telling.MARK) + 4):
            shorter = telling.PROFILE[:at] + telling.PROFILE[at + size :] + b"\xff\xfe\0\x0b" + telling.MARK
            assert telling.MARK not in icc.cleaned(shorter[: len(telling.PROFILE)])


@pytest.mark.parametrize("space", ["sRGB", "LAB", "XYZ"])
def test_profiles_that_programs_make_stay(space):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()
    assert icc.cleaned(profile) == profile


def test_a_drawing_keeps_its_lines_and_the_pictures_in_it():
    copy = clean_copy(telling.svg())
    assert copy.suffix == ".svg"
    assert telling.MARK not in copy.content and b'<rect id="box"' in copy.content
    assert telling.MARK not in telling.embedded_in(copy.content)
    assert as_drawn(telling.embedded_in(copy.content)).tobytes() == as_drawn(telling.jpeg()).tobytes()


@pytest.mark.parametrize(("content", "kind"), [
    (b"BM" + bytes(60), "BMP"), (b"II*\0" + bytes(60), "TIFF"), (b"MM\0*" + bytes(60), "TIFF"), (b"\0\0\1\0" + bytes(60), "ICO"),
])  # fmt: skip
def test_formats_that_nobody_here_knows_are_named(content, kind):
    with pytest.raises(Unsupported) as refused:
        clean_copy(content)
    assert refused.value.kind == kind


@pytest.mark.parametrize("content", [
    b"", b"\0" * 40, b"\xff\xd8\xff", b"\xff\xd8\xff" + b"\xff" * 2_000_000, b"GIF89a", b"RIFF\4\0\0\0WEBP",
    b"<svg/>", b"<svg", b"\0\0\0\x18ftypavif" + bytes(12),
])  # fmt: skip
def test_what_is_no_picture_is_said_to_be_none(content):
    with pytest.raises(Damaged):
        clean_copy(content)


def test_pictures_in_avif_that_move_are_refused():
    plain = BytesIO()
    telling.picture().save(plain, "AVIF", save_all=True, append_images=[telling.picture().rotate(90)])
    with pytest.raises(Unsupported) as refused:
        clean_copy(plain.getvalue())
    assert refused.value.kind == "AVIF"


def test_a_marker_that_was_damaged_brings_nothing_through():
    """Each segment of a JPEG, said to be each other one."""
    told = telling.jpeg()
    for at in range(len(told) - 1):
        if told[at] == 0xFF and told[at + 1] >= 0xC0:
            for marker in range(0xC0, 0xFF):
                try_it(told[: at + 1] + bytes([marker]) + told[at + 2 :])


@pytest.mark.parametrize("suffix", [".avif", ".heic"])
def test_a_box_that_moved_up_into_the_picture_is_noticed(suffix):
    if suffix not in telling.FILES:
        pytest.skip("nothing here draws it")
    told = telling.FILES[suffix]()
    behind = told.index(telling.MARK, told.index(b"uuid"))
    first = told.index(b"uuid") - 4
    size = behind + len(telling.MARK) - first
    shorter = told[: first - size - 20] + told[first - 20 :]
    with pytest.raises(Damaged):
        clean_copy(shorter)


def test_a_length_that_was_damaged_brings_nothing_through():
    for suffix, sizes in ((".jpg", ">H"), (".webp", "<I"), (".png", ">I"), (".avif", ">I")):
        told, wide = telling.FILES[suffix](), struct.calcsize(sizes)
        for at in range(min(len(told), 1500) - wide):
            for longer in (1, 10, 300, 900):
                size = struct.unpack_from(sizes, told, at)[0] + longer
                if size < 256**wide:
                    try_it(told[:at] + struct.pack(sizes, size) + told[at + wide :])


def try_it(content):
    """Nothing but our own errors, and nothing that tells."""
    try:
        copy = clean_copy(content)
    except (Damaged, Unsupported):
        return
    # The words of a drawing are a part of the picture, and a damaged one may make words of anything.
    if copy.suffix == ".svg":
        return
    content = copy.content
    if copy.suffix == ".gif":
        # So are the colours of this. Of a table that lost a piece nobody can tell which bytes were others, unless it can be
        # seen where a comment begins: the test below.
        content = without_first_colours(content)
    assert telling.MARK not in content


def without_first_colours(gif):
    return gif[:13] + gif[13 + (3 * 2 ** ((gif[10] & 7) + 1) if gif[10] & 0x80 else 0) :]


@pytest.mark.parametrize("alike", [b"!\xfe\x30 a words.", b"\xfe\x09abcdefgh\xff", b"\xff\x0babcdefgh\x80"])
def test_colours_that_only_look_like_words_are_kept(alike):
    told = telling.gif()
    copy = clean_copy(told[:20] + alike + told[20 + len(alike) :])
    assert alike in copy.content


def test_colours_that_lost_a_piece_do_not_take_a_comment_for_colours():
    told, refused = telling.gif(), 0
    comment = told.index(bytes([0xFE, len(telling.MARK)]) + telling.MARK)
    for at in range(11, 100):
        for size in range(1, comment - at + 1):
            try:
                copy = clean_copy(told[:at] + told[at + size :])
            except (Damaged, Unsupported):
                refused += 1
                continue
            assert telling.MARK not in copy.content, (at, size)
    assert refused > 100


WHOLE = {suffix: make() for suffix, make in telling.FILES.items()} | {".svg": telling.svg()}


@st.composite
def damaged(draw):
    """A file with some of it changed, lost, doubled or put elsewhere."""
    content = bytearray(WHOLE[draw(st.sampled_from(sorted(WHOLE)))])
    for _change in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        size = draw(st.integers(1, 40))
        kind = draw(st.sampled_from(["cut", "lose", "double", "set", "move"]))
        if kind == "cut":
            del content[at:]
        elif kind == "lose":
            del content[at : at + size]
        elif kind == "double":
            content[at:at] = content[at : at + size]
        elif kind == "set":
            content[at : at + 1] = draw(st.binary(min_size=1, max_size=8))
        else:
            part = content[at : at + size]
            del content[at : at + size]
            content[draw(st.integers(0, len(content))) :][:0] = part
    return bytes(content)


@settings(max_examples=600, deadline=20_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged())
@example(b"")
@example(WHOLE[".svg"].replace(b";base64,", ";base64,\x80".encode()))
def test_damaged_files_tell_nothing_and_break_nothing(content):
    try_it(content)


@settings(max_examples=100, deadline=20_000)
@given(
    st.sampled_from(
        [
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"RIFF\xff\0\0\0WEBP",
            b"\0\0\0\x14ftypavif\0\0\0\0avif",
            b"<svg>",
        ]
    ),
    st.binary(max_size=300),
)
def test_bytes_that_only_begin_like_a_picture_break_nothing(beginning, rest):
    try_it(beginning + rest)
