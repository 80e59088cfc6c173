"""Finish the sites that zensical has built: `python -m docs.site site`."""

import sys
from pathlib import Path

import yaml

from docs.site.applications import pack_applications
from docs.site.languages import LANGUAGES, front_door, link_languages, share_memory, translate
from docs.site.lost import Groups, lost_page
from docs.site.marks import mark_prompts, quiet_permalinks
from docs.site.pages import dead_links, heavy, lighten, one_contents, read_pages
from docs.site.search import finish_search
from docs.site.tongues import mark_tongues

ROOT = Path(__file__).resolve().parents[2]


def main(site: Path) -> int:
    """Finish both sites in their folder, and say all that is wrong in them."""
    parts = {language: read_groups(language) for language in LANGUAGES}
    faults = []
    for language in LANGUAGES:
        home = site / language
        for path in home.rglob("*.html"):
            page = path.relative_to(home).as_posix()
            text = share_memory(link_languages(path.read_text(encoding="utf-8"), page))
            text = one_contents(mark_prompts(quiet_permalinks(text, language)))
            path.write_text(mark_tongues(lighten(text), language), encoding="utf-8")
        (home / "404.html").write_text(lost_page({language: parts[language]}), encoding="utf-8")
        faults += [f"{language}: words lead to {place}, which is not there" for place in finish_search(home)]
    (script,) = (site / "vi").glob("assets/javascripts/bundle.*.js")
    script.write_text(translate(script.read_text(encoding="utf-8")), encoding="utf-8")
    (site / "404.html").write_text(lost_page(parts), encoding="utf-8")
    (site / "index.html").write_text(front_door(), encoding="utf-8")
    pack_applications(ROOT / "examples" / "apps", site / "apps")
    pages = read_pages(site)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    faults += [*dead_links(pages, files), *heavy(pages)]
    print(*faults, f"{len(faults)} faults on {len(pages)} pages", sep="\n")
    return len(faults)


def read_groups(language: str) -> Groups:
    """The groups of the navigation, each with the first of its pages."""
    config = yaml.safe_load((ROOT / f"mkdocs.{language}.yml").read_text(encoding="utf-8"))
    return {
        name: pages[0].removesuffix("md") + "html" for group in config["nav"] for name, pages in group.items()
    }


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))
