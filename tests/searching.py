"""Use the site's search box as a person does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_BOX = "input[name=query]"
_RESULTS = """() => [...document.querySelectorAll(".md-search-result__item")].map(item => ({
    links: [...item.querySelectorAll(":scope > a")].map(link => link.href),
    marked: [...(item.querySelector("a:has(mark)") || item).querySelectorAll("mark")].map(mark => mark.textContent),
}))"""


@dataclass(frozen=True)
class Result:
    """One page among the results: its address and those of its best sections, and the letters marked in the best."""

    links: list[str]
    marked: list[str]

    @property
    def page(self) -> str:
        return self.links[0].partition("#")[0]

    @property
    def section(self) -> str:
        """The section that is named first; empty where none is."""
        return next((link.partition("#")[2] for link in self.links if "#" in link), "")


def search(tab: Any, typed: str) -> list[Result]:
    """What the search of the page in this tab gives for the words typed, the best first."""
    # The list is emptied when the answer arrives: a mark in it tells the answer from the one before.
    tab.evaluate("document.querySelector('.md-search-result__list').innerHTML = '<li id=before></li>'")
    tab.locator(_BOX).fill(typed)
    tab.locator(_BOX).dispatch_event("keyup")
    tab.wait_for_function("() => !document.getElementById('before')")
    return [Result(**one) for one in tab.evaluate(_RESULTS)]
