# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How requests are made, as the options of the connection say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HttpSettings:
    """How requests are made; the field names are the modules' options, times are seconds.

    :param named: names of options in texts, where an option of another name was given.
    """

    validate_certs: bool = True
    ca_path: str | None = None
    client_cert: str | None = None
    client_key: str | None = None
    use_proxy: bool = True
    timeout: float = 30
    retries: int = 3
    rate_limit_wait: float = 60
    named: tuple[tuple[str, str], ...] = ()

    def option(self, field: str) -> str:
        """The option that a field comes from."""
        return dict(self.named).get(field, field)
