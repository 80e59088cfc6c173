"""Mutations: what goes wrong with bytes, lines, fields, types, archives, TOML, texts and frames."""

import io
import json
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from tests.fuzz.frames import mutate_frames
from tests.fuzz.inputs import WORDINGS, Input, document, package, toml_texts

BYTES = (
    *(b"\xef\xbb\xbf", b"\x00", b"\xff", b"\xfe\xff", b"\n", b"\r\n", b"\r", b"\x0b", b"\xe2\x80\xa8", b" "),
    *(b'"', b"\\", b"\\ud800", b"\\u0000", b"{", b"}", b"[", b"]", b",", b":", b"null", b"1e999", b"-0"),
    b"[" * 2000,
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**63 - 1, 2**63, -(2**70), 1.5, 1e308, float("nan"), float("inf")),
    *(
        "",
        " ",
        "0",
        "null",
        "true",
        "x" * 5000,
        "\x00",
        "\ud800",
        "e\u0302\u0301",
        "\u200b",
        "\u2028",
        "=1+1",
    ),
    *("0000-01-01", "9999-12-31", "2024-02-30", "24/07/2024", "2024-07", "2024-07-24", "20240724"),
    *(
        "2024-07-24T23:59:60Z",
        "2024-07-24T08:00:00",
        "2024-07-24 08:00:00+07:00",
        "2024-07-24T08:00:00+99:99",
    ),
    *([], {}, [[]], [None], {"id": 1}, {"": ""}, [{"id": "x"}] * 50),
)
NAMES = ("id", "network", "", "ID", "id ", "\ufeffid", "__class__", "model_config", "x" * 300, "\ud800", "{}")
LETTERS = (
    *"0129.,-/% \t\n", "\u00a0", "\u200b", "\u2013", "\u0301", "\uff11", "\u0661", "đ", "Đ", "ộ", "I", "{", "\x00"
)  # fmt: skip
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
MEMBERS = (
    "../x.ndjson",
    "/x.ndjson",
    "a/b.ndjson",
    "a\\b.ndjson",
    "",
    ".",
    "units.ndjson",
    "\u202etxt.ndjson",
)


def mutate(random: Random) -> Input:
    """Return the next input."""
    makers: Mapping[str, tuple[Callable[[Random], Mapping[str, bytes]], int]] = {
        "folder": (_folder, 30),
        "archive": (_archive, 15),
        "nested": (_nested, 20),
        "regulation": (_toml("regulation"), 5),
        "scheme": (_toml("scheme"), 5),
        "text": (_text, 15),
        "frames": (mutate_frames, 10),
    }
    (kind,) = random.choices(list(makers), [weight for _, weight in makers.values()])
    return Input(kind, makers[kind][0](random))


def bytes_wrong(data: bytes, random: Random) -> bytes:
    """Change, take out, double or put in some bytes, or cut the rest off."""
    at, to = sorted(random.randrange(len(data) + 1) for _ in range(2))
    to = min(to, at + random.choice([1, 3, 30, 3000]))
    return {
        "change": data[:at] + bytes([random.randrange(256)]) + data[at + 1 :],
        "take out": data[:at] + data[to:],
        "double": data[:to] + data[at:to] + data[to:],
        "put in": data[:at] + random.choice(BYTES) + data[at:],
        "cut off": data[:at],
    }[random.choice(["change", "take out", "double", "put in", "cut off"])]


def lines_wrong(data: bytes, random: Random) -> bytes:
    """Double, lose, exchange or join lines."""
    lines = data.splitlines(keepends=True) or [b""]
    one, other = (random.randrange(len(lines)) for _ in range(2))
    match random.randrange(5):
        case 0:
            lines.insert(one, lines[other])
        case 1:
            del lines[one]
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case 3:
            lines[one] = lines[one].rstrip(b"\r\n")
        case _:
            lines.insert(one, random.choice([b"\n", b"  \n", b"null\n", b"[]\n", b"1\n", b'""\n', b"{}\n"]))
    return b"".join(lines)


def field_wrong(data: bytes, random: Random) -> bytes:
    """Take a field out of a row of JSON, rename it, say it twice, or give it a value of another kind."""
    lines = data.splitlines() or [b""]
    at = random.randrange(len(lines))
    try:
        row = json.loads(lines[at])
    except (ValueError, RecursionError):
        return bytes_wrong(data, random)
    lines[at] = _one_wrong(row, random).encode("utf-8", "surrogatepass")
    return b"\n".join(lines) + b"\n"


def _one_wrong(row: Any, random: Random) -> str:  # noqa: ANN401 - any JSON value
    """Return the text of a value in which one place, however deep, is wrong."""
    place = _place(row, random)
    value = random.choice(VALUES)
    if place is None:
        return json.dumps(value, ensure_ascii=random.random() < 0.5)
    home, key = place
    match random.randrange(4):
        case 0:
            del home[key]
        case 1 if isinstance(home, dict):
            home[random.choice(NAMES)] = home.pop(key)
        case 2 if isinstance(home, dict) and isinstance(key, str):
            text = json.dumps(row, ensure_ascii=False)
            said = json.dumps(key) + ": "
            return text.replace(said, said + json.dumps(value) + ", " + said, 1)
        case _:
            home[key] = value
    return json.dumps(row, ensure_ascii=random.random() < 0.5)


def _place(value: Any, random: Random) -> tuple[Any, Any] | None:  # noqa: ANN401 - any JSON value
    """Return a list or an object somewhere in a value, and an index or a name in it."""
    found: list[tuple[Any, Any]] = []
    left = [value]
    while left:
        home = left.pop()
        if isinstance(home, dict | list):
            keys = list(home) if isinstance(home, dict) else list(range(len(home)))
            found += [(home, key) for key in keys]
            left += [home[key] for key in keys]
    return random.choice(found) if found else None


def text_wrong(text: str, random: Random) -> str:
    """Change letters as keyboards, office programs and hostile people do."""
    at = random.randrange(len(text) + 1)
    letter = random.choice(LETTERS)
    wrong: tuple[str, ...] = (
        text[:at] + letter + text[at:],
        text[:at] + text[at + 1 :],
        text[:at] + letter * random.choice([2, 20, 2000]) + text[at:],
        unicodedata.normalize(random.choice(["NFD", "NFKC"]), text),
        text.upper(),
        text + random.choice([" ", ", ", "-", "/"]) + random.choice(WORDINGS),
        text[::-1],
    )
    return random.choice(wrong)


def _again(data: bytes, random: Random, *ways: Callable[[bytes, Random], bytes]) -> bytes:
    for _ in range(random.choice([1, 1, 1, 2, 5])):
        data = random.choice(ways)(data, random)
    return data


def _folder(random: Random) -> dict[str, bytes]:
    files = package(random)
    name = random.choice(sorted(files))
    files[name] = _again(files[name], random, bytes_wrong, lines_wrong, field_wrong, field_wrong)
    if random.random() < 0.05:
        del files[random.choice(sorted(files))]
    return files


def _archive(random: Random) -> dict[str, bytes]:
    files = package(random) if random.random() < 0.3 else _folder(random)
    names = {name: name for name in files}
    if random.random() < 0.3:
        names[random.choice(sorted(files))] = random.choice(MEMBERS)
    members = [(names[name], data) for name, data in files.items()]
    if random.random() < 0.2:
        members.append(random.choice(members))
    held = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(held, "w") as archive,
    ):  # it warns of names that appear twice
        for name, data in members:
            entry = zipfile.ZipInfo(name)  # no time of writing: the same seed gives the same bytes
            archive.writestr(entry, data, compress_type=random.choice(METHODS))
    whole = held.getvalue()
    return {"package.zip": bytes_wrong(whole, random) if random.random() < 0.6 else whole}


def _nested(random: Random) -> dict[str, bytes]:
    data = document(random).encode()
    return {"register.json": _again(data, random, bytes_wrong, field_wrong, field_wrong, field_wrong)}


def _toml(kind: str) -> Callable[[Random], Mapping[str, bytes]]:
    def make(random: Random) -> Mapping[str, bytes]:
        data = random.choice(toml_texts(kind)).encode()
        return {f"{kind}.toml": _again(data, random, bytes_wrong, lines_wrong, _toml_value_wrong)}

    return make


def _toml_value_wrong(data: bytes, random: Random) -> bytes:
    lines = data.decode("utf-8", "replace").splitlines() or [""]
    at = random.randrange(len(lines))
    name = lines[at].partition("=")[0].strip() or "name"
    values = (
        "1" * 30,
        "nan",
        "-inf",
        "1e400",
        "[]",
        "{}",
        '""',
        "2024-07-24",
        "08:00",
        "[" * 300,
        "true",
        "'''",
    )
    lines[at] = f"{name} = {random.choice(values)}"
    return "\n".join(lines).encode()


def _text(random: Random) -> dict[str, bytes]:
    text = random.choice(WORDINGS)
    for _ in range(random.choice([1, 1, 2, 4])):
        text = text_wrong(text, random)
    return {"text": text.encode("utf-8", "surrogatepass")}
