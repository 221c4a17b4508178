"""What a page offers whoever reads it: its links, and its forms as a browser would send them untouched."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Form:
    """A form as it stands on the page: where it goes, how, and with what."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class Offers(HTMLParser):
    """Reads a page. `links` and `forms` are in the order of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._select: tuple[Form, str] | None = None
        self._textarea: tuple[Form, str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found: dict[str, Any] = {name: value or "" for name, value in attributes}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "form":
            self._open = Form(found.get("action", ""), found.get("method", "get").lower())
            self.forms.append(self._open)
            self._by_id[found.get("id", "")] = self._open
        elif tag in {"input", "button", "select", "textarea"}:
            self._control(tag, found)
        elif tag == "option" and self._select and "selected" in found:
            form, name = self._select
            form.fields.setdefault(name, []).append(found.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea:
            form, name = self._textarea
            form.fields[name] = [form.fields[name][0] + data]

    def _control(self, tag: str, found: dict[str, Any]) -> None:
        form, name, kind = self._by_id.get(found.get("form", ""), self._open), found.get("name"), found.get("type", "")
        if form is None or not name:
            return
        if tag == "select":
            self._select = (form, name)
        elif tag == "textarea":
            self._textarea = (form, name)
            form.fields[name] = [""]
        elif kind in {"checkbox", "radio"}:
            if "checked" in found:
                form.fields.setdefault(name, []).append(found.get("value", "on"))
        elif kind != "file":
            form.fields.setdefault(name, []).append(found.get("value", ""))
