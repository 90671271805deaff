"""XML as bytes: the same for the same tree, and whole whatever was typed. The one module that writes XML."""

from __future__ import annotations

import re
from xml.etree import ElementTree

Element = ElementTree.Element

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """Return *text* without the letters that XML 1.0 cannot carry, every line ended by one newline.

    A carriage return would come back as a newline from any reader of XML.
    """
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def element(name: str, text: str = "", /, **attributes: str) -> Element:
    """Return an element with *text*; "__" in the name of an attribute stands for ":"."""
    made = Element(name, {key.replace("__", ":"): xml_safe(value) for key, value in attributes.items()})
    made.text = xml_safe(text) or None
    return made


def xml_bytes(root: Element) -> bytes:
    """Return the document *root* as UTF-8, indented."""
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
