"""What the page is made of: small modules that make no markup of text and ask nobody else."""

import re
from importlib.resources import files

import pytest

STATIC = files("truce_sim.page").joinpath("static")
FILES = {one.name: one.read_text(encoding="utf-8") for one in STATIC.iterdir()}
MODULES = sorted(name for name in FILES if name.endswith(".js"))
_SVG = "http://www.w3.org/2000/svg"
_IMPORT = re.compile(r'import \{([^}]+)\} from "\./([a-z-]+\.js)";')
_MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|DOMParser"
)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_uses_what_it_imports_and_takes_only_what_there_is(name: str) -> None:
    text = FILES[name]
    body = _IMPORT.sub("", text)
    assert "import" not in re.sub(r"//.*|/\*.*?\*/", "", body, flags=re.DOTALL)
    for names, source in _IMPORT.findall(text):
        for one in map(str.strip, names.split(",")):
            assert re.search(rf"export (async )?(const|class|function) {one}\b", FILES[source]), one
            assert re.search(rf"\b{one}\b", body), f"{one} is not used"
    assert len(text.splitlines()) <= 250


@pytest.mark.parametrize("name", sorted(FILES))
def test_nothing_is_made_markup_written_inline_or_asked_of_others(name: str) -> None:
    text = FILES[name].replace(_SVG, "")
    assert not _MARKUP.search(text)
    assert "://" not in text
    if name.endswith(".html"):
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?! type=\"module\" src=)", text)


def test_every_element_that_a_module_asks_for_is_on_the_page() -> None:
    there = set(re.findall(r'\bid="([^"]+)"', FILES["explore.html"]))
    asked = {
        one for name in MODULES for one in re.findall(r'\b(?:at|on)\("([a-z-]+)"', FILES[name])
    }
    assert asked <= there


_METHOD = re.compile(
    r"(?m)^(?=  (?:async |get )?\w+\(.*\{$|(?:export |async )*(?:function|class|const)\b)"
)
_DECLARED = re.compile(
    r"\b(?:const|let)\b([^=;]+)"  # also those that are taken apart
    r"|(?<!if )(?<!while )(?<!switch )\(([^()]*(?:\([^()]*\))?[^()]*)\)\s*(?:=>|\{)|(\w+) =>"
)
_IDS = {*re.findall(r'\bid="(\w+)"', FILES["explore.html"]), "name", "event", "status", "parent"}


def strangers(text: str) -> set[str]:
    """Return names that stand for an element or a part of the window, since nobody declared them.

    A browser tells of a name that nobody declared, but not where an element has that id.
    """
    text = re.sub(r'"[^"\n]*"|//.*|/\*.*?\*/', " ", text)
    found = set[str]()
    for part in _METHOD.split(text):
        words = " ".join(" ".join(groups) for groups in _DECLARED.findall(part))
        used = set(re.findall(r"(?<![\w.#-])(\w+)(?=\.[a-z]\w)", part))
        found |= (used & _IDS) - set(re.findall(r"\w+", words))
    return found - set(re.findall(r"(?m)^(?:export )?(?:const|function|class) (\w+)", text))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_uses_no_name_that_only_an_element_has(name: str) -> None:
    assert strangers(FILES[name]) == set()


def test_such_a_name_is_found() -> None:
    assert strangers("function points(share) {\n  if (answer.histories < 1) return;\n}") == {
        "answer"
    }
    assert not strangers("function points(answer) {\n  return answer.histories;\n}")
