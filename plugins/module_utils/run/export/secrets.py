# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What stands in place of the secrets in an exported document, and the file that holds their values."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ...base import yaml_text
from ...base.yaml_text import Encrypted, Template

Mode = Literal["placeholder", "omit", "include"]
VARIABLE = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
"""A template that is one variable."""
LONGEST_WORD = 60
"""Characters of a word in the name of a variable."""
HEADER = "# Values of the secrets in an export of portsip.pbx. Encrypt this file: ansible-vault encrypt FILE"


@dataclass(frozen=True, eq=False)
class Secret:
    """A secret of an object.

    :param words: what its variable is called after: the objects around it, the object and the field.
    :param value: None where the API does not show it.
    :param kept: what an earlier export, or the user, has written in its place.
    """

    words: tuple[str, ...]
    path: str
    value: Any
    kept: str | None = None


@dataclass
class Secrets:
    """The secrets of one export, in the order in which they stand in it.

    :param mode: what is done with them.
    """

    mode: Mode
    found: list[Secret] = field(default_factory=list)

    def placeholder(self, words: Sequence[str], path: str, value: Any, kept: str | None) -> Secret:
        """Take note of a secret; what is returned stands in its place until all are known (``settled``)."""
        secret = Secret(tuple(words), path, value, kept)
        self.found.append(secret)
        return secret

    def texts(self) -> dict[Secret, str]:
        """What stands in a document in place of each secret.

        A name that two secrets would have gets a part that tells them apart, and that does not depend on other objects.
        """
        plain = {secret: _variable(secret.words) for secret in self.found if secret.kept is None}
        taken = Counter([*plain.values(), *(_name_in(secret.kept) for secret in self.found if secret.kept is not None)])
        texts: dict[Secret, str] = {}
        given: Counter[str] = Counter()
        for secret in self.found:
            if secret.kept is not None:
                texts[secret] = secret.kept
                continue
            name = plain[secret]
            name = name if taken[name] == 1 else f"{name}_{_digest(secret.words)}"
            # Objects whose keys differ in nothing but a secret have the same words.
            given[name] += 1
            texts[secret] = Template(f"{{{{ {name if given[name] == 1 else f'{name}_{given[name]}'} }}}}")
        return texts

    def file_text(self, texts: Mapping[Secret, str]) -> str:
        """The values as variables in YAML; a secret without a value, or without a variable of its own, is a comment."""
        values: dict[str, Any] = {}
        comments = []
        for secret, text in texts.items():
            name = _name_in(text)
            if name and secret.value is not None:
                values[name] = secret.value
            elif name:
                comments.append(f"# {name}: the API does not show it, so that its value has to be given here")
            else:
                comments.append(f"# {secret.path}: keeps what stands there now")
        body = yaml_text.written(values) if values else ""
        return "\n".join([HEADER, "---", *comments, ""]) + body


def settled(value: Any, texts: Mapping[Secret, str]) -> Any:
    """A copy with the text of each secret in its place."""
    if isinstance(value, Secret):
        return texts[value]
    if isinstance(value, Mapping):
        return {name: settled(item, texts) for name, item in value.items()}
    return [settled(item, texts) for item in value] if isinstance(value, list) else value


def kept_in(former: Any, path: Sequence[str]) -> str | None:
    """What stands in place of a secret in an earlier document: a template, or a text that is encrypted; None for anything else.

    :param former: an entry, in the names of the API.
    """
    for name in path:
        former = former.get(name) if isinstance(former, Mapping) else None
    if isinstance(former, Encrypted):
        return former
    is_template = isinstance(former, str) and not isinstance(former, yaml_text.Literal) and "{{" in former
    return Template(former) if is_template else None


def _name_in(text: str | None) -> str:
    """The variable in a template that consists of nothing else, empty where it is another one."""
    match = VARIABLE.fullmatch((text or "").strip())
    return match[1] if match and not isinstance(text, Encrypted) else ""


def _variable(words: Sequence[str]) -> str:
    """The name of a variable, of letters, digits and underscores; where letters are lost, something stands for them."""
    slugs = []
    for word in words:
        text = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "_", text).strip("_")
        lost = not word.isascii() and any(letter.isalnum() and not unicodedata.normalize("NFKD", letter)[0].isascii() for letter in word)
        long = len(slug) > LONGEST_WORD
        slugs += [slug[:LONGEST_WORD], _digest([word])] if lost or long else [slug]
    return "_".join(["vault", *(slug for slug in slugs if slug)])


def _digest(words: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:8]
