import pytest

from coprod_wagtail.importers.exceptions import CannotImport
from coprod_wagtail.importers.files import load

pytestmark = pytest.mark.pure


def text_of(tmp_path, data, name="page.txt"):
    path = tmp_path / name
    path.write_bytes(data)
    return load(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_and_without_a_mark_at_the_start(tmp_path, encoding):
    source = text_of(tmp_path, "Café – “don’t”".encode(encoding))
    assert source.text == "Café – “don’t”"
    assert source.notes == []


def test_an_old_windows_file_is_read_and_the_characters_counted(tmp_path):
    source = text_of(tmp_path, "Café – “don’t”".encode("cp1252"))
    assert source.text == "Café – “don’t”"
    assert "5 characters" in source.notes[0]


def test_a_file_in_two_encodings_comes_out_whole(tmp_path):
    source = text_of(tmp_path, "Café ".encode() + "Café".encode("cp1252"))
    assert source.text == "Café Café"
    assert "1 character " in source.notes[0]


def test_an_html_page_may_say_what_it_is_written_in(tmp_path):
    source = text_of(tmp_path, '<meta charset="iso-8859-2"><p>Łódź'.encode("iso-8859-2"), "page.html")
    assert "Łódź" in source.text


def test_a_page_that_says_nonsense_about_its_encoding_is_read_anyway(tmp_path):
    source = text_of(tmp_path, b'<meta charset="base64"><p>Caf\xe9', "page.html")
    assert source.text.endswith("Café")


def test_control_characters_go_and_are_counted(tmp_path):
    source = text_of(tmp_path, b"Ti\x00tle\r\n\r\nWo\x07rds")
    assert source.text == "Title\n\nWords"
    assert "2 control characters" in source.notes[0]


def test_text_is_composed(tmp_path):
    assert text_of(tmp_path, "Cafe\u0301".encode()).text == "Café"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("I donâ€™t know", "I don’t know"),
        ("a cafÃ©, Â£5", "a café, £5"),
        ("â€œYesâ€\u009d she said", "“Yes” she said"),
        ("â€œYesâ€ she said", "“Yes” she said"),
        ("then â€“ now", "then – now"),
        ("Ã¢â‚¬â„¢tis", "’tis"),
        ("ðŸ™‚", "🙂"),
        ("Mae'r dÅµr yn y tÅ·", "Mae'r dŵr yn y tŷ"),
        ("Å\u0081Ã³dÅº", "Łódź"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€", "Привет, мир"),
        ("Ù…Ø±Ø\u00adØ¨Ø§", "مرحبا"),
        ("ä½\u00a0å¥½ï¼Œä¸–ç•Œ", "你好，世界"),
        ("a café of ours, donâ€™t", "a café of ours, don’t"),
        ("Привет, donâ€™t cafÃ©", "Привет, don’t café"),
    ],
)
def test_damaged_characters_are_mended_and_said(tmp_path, broken, mended):
    source = text_of(tmp_path, broken.encode())
    assert source.text == mended
    assert "Mended" in source.notes[0]


@pytest.mark.parametrize(
    "whole",
    [
        "déjà » vu",
        "voilà\u00a0»",
        "São Tomé",
        "Â and Ã",
        "naïve café £5 “don’t”",
        "L’été à l’ombre, ÀÉÎ",
        "IL Y MARQUÉ…",
        "SÃO PAULO",
        "à la carte – “oui”",
        "Il dit «\u00a0voilà\u00a0»",
        "ﬁne ＬＯ &amp; &eacute;",
        "Привет, мир",
        "你好，世界",
        "مرحبا",
        "y tŷ a'r dŵr",
        "Ünïcödé Łódź",
        "CÅ 5 µ",
    ],
)
def test_words_that_only_look_damaged_stay(tmp_path, whole):
    source = text_of(tmp_path, whole.encode())
    assert source.text == whole
    assert source.notes == []


def test_what_was_mended_is_counted_and_shown(tmp_path):
    source = text_of(tmp_path, "I donâ€™t know\n\nthe cafÃ© and the cafÃ©, Â£5, naÃ¯ve".encode())
    assert source.notes == [
        "Mended 5 characters that an earlier move had damaged: “donâ€™t” → “don’t”, “cafÃ©” → “café”, “cafÃ©,” → “café,”."
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\x00\x00\x00", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (b"%PDF-1.7 words", "PDF"),
        (b"PK\x03\x04" + bytes(200), "docx"),
        (bytes(range(256)) * 20, "not a text or HTML file"),
        (b"words and more words" + bytes(100), "not a text or HTML file"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n\n<p>Words", "MHTML"),
        (b"a" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path, data, says):
    with pytest.raises(CannotImport, match=says):
        text_of(tmp_path, data)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(CannotImport, match="There is no file"):
        load(tmp_path / "nowhere.txt")
    with pytest.raises(CannotImport, match="is a folder"):
        load(tmp_path)
    with pytest.raises(CannotImport, match="is not a file"):
        load("/dev/null")
    with pytest.raises(CannotImport):
        load("page\x00.txt")


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "page.txt"
    path.write_text("words")

    def refuse(self):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(CannotImport, match="cannot be opened"):
        load(path)
