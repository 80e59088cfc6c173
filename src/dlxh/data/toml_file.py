"""Tệp TOML: a file that people write by hand, read so that whatever is in it ends in one documented error."""

import tomllib
from pathlib import Path
from typing import Any

from dlxh.data.given_path import Refuse

_LONGEST = 120
"""Characters of the parser's own words that are repeated: they may quote a key of any length."""


def read_toml(path: Path, refuse: Refuse) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises what `refuse` makes: it may not be read, is not valid UTF-8 TOML, is nested too deeply, or holds a number with
    more digits than any number here has. The error does not carry the text of the file.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        reason = "không đọc được", "cannot be read"
    except RecursionError:
        reason = "lồng quá sâu", "is nested too deeply"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        where = str(error)[:_LONGEST] if isinstance(error, tomllib.TOMLDecodeError) else "UTF-8"
        reason = f"không phải TOML mã hóa UTF-8 ({where})", f"is not valid UTF-8 TOML ({where})"
    except ValueError:  # more digits than Python turns into a number
        reason = "có một số quá dài", "contains a number that is too long"
    # raised here and not above, where the error would carry the text of the file as its context
    raise refuse(f"{path.name} {reason[0]}; hãy sửa lại tệp", f"{path.name} {reason[1]}; correct the file")
