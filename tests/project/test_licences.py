"""What is installed with the library, and under which licences, as the page of installation lists it."""

import re
from importlib.metadata import Distribution, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .test_files import PROJECT, ROOT

PAGES = ("docs/vi/install.md", "docs/en/install.md")


def find_needed(requirements: list[str], found: dict[str, Distribution]) -> dict[str, Distribution]:
    """Follow what requirements without an extra need, and what that needs."""
    for requirement in map(Requirement, requirements):
        name = canonicalize_name(requirement.name)
        if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found[name] = distribution(name)
            find_needed(found[name].requires or [], found)
    return found


def find_licences(package: Distribution) -> str:
    """All that the metadata of a package has on its licence: an expression, a text or classifiers."""
    fields = ("License-Expression", "License", "Classifier")
    return "\n".join(line for field in fields for line in package.metadata.get_all(field) or [])


@pytest.mark.parametrize("page", PAGES)
def test_the_page_lists_what_is_installed_with_its_licence(page: str) -> None:
    """“`pip` installs these packages with it and no others”."""
    section = (ROOT / page).read_text(encoding="utf-8").split("{#licences}")[1].split("\n## ")[0]
    listed = {
        canonicalize_name(name): licence.split(" OR ")
        for names, licence in re.findall(r"^\| (`.+?) \|.*\| (.+) \|$", section, re.MULTILINE)
        for name in re.findall(r"`([^`]+)`", names)
    }
    needed = find_needed(PROJECT["dependencies"], {})
    assert set(listed) == set(needed)
    words = {"BSD-3-Clause": "BSD", "Apache-2.0": "Apache", "PSF-2.0": "PSF", "MIT": "MIT"}
    for name, licences in listed.items():
        assert all(words[licence] in find_licences(needed[name]) for licence in licences), name
