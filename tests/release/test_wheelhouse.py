"""The folder of wheels for machines without a network. The whole of it: `python3 dev.py wheelhouse`."""

import hashlib
import sys
from pathlib import Path

import pytest
from packaging.tags import Tag
from packaging.utils import parse_wheel_filename

import dev
from tests.release.wheelhouse import PLATFORMS, PYTHONS, Target, hashes_of, offline, write_down

NAMES = (
    "dlxh-2026.11.0-py3-none-any.whl",
    "pydantic_core-2.50.4-cp311-cp311-manylinux_2_17_x86_64.whl",
    "pydantic_core-2.50.4-cp311-cp311-win_amd64.whl",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with files that are called like wheels."""
    for name in NAMES:
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def test_every_file_has_its_hash_below_its_name(home: Path) -> None:
    """One requirement for each name, with the hashes of all its files: pip refuses whatever else lies there."""
    dlxh, core, *_ = hashes_of(home).split("\npydantic-core==2.50.4")[0], hashes_of(home)
    digests = [hashlib.sha256(name.encode()).hexdigest() for name in NAMES]

    assert dlxh == f"dlxh==2026.11.0 \\\n    --hash=sha256:{digests[0]}"
    assert core.count("--hash=sha256:") == 3
    assert [digest in core for digest in digests] == [True, True, True]


def test_two_versions_of_one_name_are_refused(home: Path) -> None:
    """With two versions pip could take either, and a machine would not get what was tried."""
    (home / "pydantic_core-2.51.0-cp311-cp311-win_amd64.whl").touch()

    with pytest.raises(ValueError, match=r"pydantic-core is there as 2\.50\.4 and as 2\.51\.0"):
        hashes_of(home)


def test_what_is_handed_over_says_how_it_is_installed(home: Path) -> None:
    """The folder says itself for which machines it is, and gives the command that needs nothing else."""
    write_down([Target("windows", "3.11"), Target("windows", "3.12")], home)

    said = (home / "README.txt").read_text(encoding="utf-8")
    assert said.startswith("dlxh 2026.11.0: CPython 3.11, 3.12; windows\n")
    assert "--no-index --find-links . --require-hashes -r requirements.txt" in said
    assert set(offline(home)) >= {"--isolated", "--no-index", "--require-hashes"}


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_target_takes_the_wheels_of_its_platform_and_no_other(name: str) -> None:
    """The tags of a platform are those that wheels for it have."""
    tags: frozenset[Tag] = parse_wheel_filename(name)[3]
    fits = {
        platform: any(tag.platform in tags_of for tag in tags) for platform, (_, tags_of) in PLATFORMS.items()
    }

    assert fits == {"linux": "manylinux" in name, "windows": "win" in name}


def test_this_python_is_tried_and_another_platform_is_not() -> None:
    """What can be installed here is installed; a wheel for another system is only found."""
    own = f"{sys.version_info[0]}.{sys.version_info[1]}"
    system = "windows" if sys.platform == "win32" else sys.platform

    assert Target(system, own).interpreter() == sys.executable
    assert Target("windows" if system == "linux" else "linux", own).interpreter() is None


def test_the_pythons_are_those_of_the_project() -> None:
    """The folder serves each Python for which the project says that its tests pass."""
    text = (dev.ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert [f'"Programming Language :: Python :: {each}"' in text for each in PYTHONS] == [True] * len(
        PYTHONS
    )
    assert text.count('"Programming Language :: Python :: 3.') == len(PYTHONS)


def test_the_command_hands_its_wishes_on() -> None:
    """`dev.py wheelhouse` takes platforms, Pythons and extras."""
    options = dev.command_line().parse_args(
        ["wheelhouse", "--platforms", "windows", "--pythons", "3.12", "3.13", "--extras", "sql"]
    )

    assert options.act is dev.wheelhouse
    assert (options.platforms, options.pythons, options.extras) == (["windows"], ["3.12", "3.13"], ["sql"])
