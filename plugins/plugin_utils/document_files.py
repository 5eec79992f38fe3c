# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files of YAML as Ansible on the controller reads them: decrypted, and with their templates evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader

from ..module_utils.base.secret_names import looks_secret
from ..module_utils.base.yaml_files import ENCRYPTED, TEMPLATE, Hidden, LeftToAnsible, Unreadable, read_unmarked, read_without_secrets
from ..module_utils.errors import InvalidInput
from .to_builtin import to_builtin
from .trust import trusted

WORD = re.compile(r"[A-Za-z_]\w*")
VAULT_PREFIX = "vault_"
"""How variables with secrets are called by convention."""


class ControllerFiles:
    """Reads files for the engine; see ``Reader``.

    :param loader: Ansible's, which knows the vault passwords.
    :param templar: evaluates templates with the variables of the task.
    """

    def __init__(self, loader: DataLoader, templar: Any) -> None:
        self._loader = loader
        self._templar = templar

    def __call__(self, path: str) -> Any:
        """The content of a file.

        :raises InvalidInput: it can't be read. Ansible's own text is not used, as it quotes the file, which may hold secrets.
        """
        try:
            return self._evaluated(read_unmarked(self._loader.path_dwim(path)), trusted)
        except LeftToAnsible:
            pass
        try:
            content = self._load(path)
        except AnsibleError:
            read_without_secrets(path)  # says what is wrong
            raise InvalidInput(f"{path}: Ansible cannot read the file") from None
        return self._evaluated(content)

    def _load(self, path: str) -> Any:
        # A thousand files are not to be kept in the loader's cache.
        try:
            return self._loader.load_from_file(path, cache="none", trusted_as_template=True)
        except TypeError:  # before ansible-core 2.19, where templates need no such mark
            return self._loader.load_from_file(path, cache="none")

    def _evaluated(self, value: Any, marked: Callable[[str], Any] = lambda text: text) -> Any:
        """A value with its templates evaluated.

        :param marked: makes a text a template of the user's own, where Ansible has not done that yet.
        """
        if isinstance(value, Mapping):
            return {str(name): self._evaluated(item, marked) for name, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._evaluated(item, marked) for item in value]
        if hasattr(value, "_ciphertext"):
            return self._decrypted(value)
        if isinstance(value, str) and TEMPLATE.search(value):
            return self._template(marked(value))
        return to_builtin(value)

    def _decrypted(self, value: Any) -> Any:
        try:
            return Hidden(to_builtin(value))
        except AnsibleError:
            return Unreadable(ENCRYPTED)

    def _template(self, value: str) -> Any:
        try:
            found = to_builtin(self._templar.template(value))
        except AnsibleError:
            return Unreadable("it is a template, and a variable in it is not defined or cannot be read")
        if found == value:  # marked !unsafe
            return found
        names = WORD.findall(value)
        secret = any(name.startswith(VAULT_PREFIX) or looks_secret(name) for name in names)
        return Hidden(found) if secret else found
