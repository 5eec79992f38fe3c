# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How the extension API is reached where it differs from the PBX, and what empty environment variables mean."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import CONNECTION_OPTIONS
from ansible_collections.portsip.pbx.plugins.module_utils.run.connection import HTTP_NAMES, RANGES, connection_options, http_settings

SHARED = {"validate_certs": True, "ca_path": "/ca", "client_cert": "/cert", "client_key": "/key", "timeout": 30, "rate_limit_wait": 60}
OWN = {"validate_certs": False, "ca_path": "/ca2", "client_cert": "/cert2", "client_key": "/key2", "timeout": 5, "rate_limit_wait": 0}


def as_own(options: dict[str, Any]) -> dict[str, Any]:
    """Options under the names that they have for the extension API."""
    return {f"extension_{name}": value for name, value in options.items()}


@pytest.mark.parametrize("name", OWN)
def test_an_option_of_its_own_counts_for_the_extension_api_alone(name: str) -> None:
    own = {key: OWN[key] for key in ({name, "client_cert"} if name == "client_key" else {name})}
    params = {**SHARED, **as_own(own)}
    expected = {**SHARED, **own}
    if name == "client_cert":
        expected["client_key"] = None  # the key of another certificate
    extension, pbx = http_settings(params, "extension"), http_settings(params, "system")
    assert {key: getattr(extension, key) for key in expected} == expected
    assert {key: getattr(pbx, key) for key in SHARED} == SHARED
    # Error texts name the option that was given.
    assert (extension.option(name), pbx.option(name)) == (f"extension_{name}", name)


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_left_out_is_that_of_the_pbx(nothing: str | None) -> None:
    paths = {name: nothing for name, value in OWN.items() if isinstance(value, str)}
    extension = http_settings({**SHARED, **as_own(dict.fromkeys(OWN)), **as_own(paths)}, "extension")
    assert {key: getattr(extension, key) for key in SHARED} == SHARED
    assert {key: extension.option(key) for key in SHARED} == {key: key for key in SHARED}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"extension_timeout": 0}, "extension_timeout: 0 is not allowed, it must be between 1 and 86400 seconds"),
        ({"extension_rate_limit_wait": -1}, "extension_rate_limit_wait: -1 is not allowed, it must be between 0 and 86400 seconds"),
        ({"extension_client_key": "/key"}, "extension_client_cert: is required where extension_client_key is given"),
        (
            {"client_cert": "/cert", "extension_client_key": "/key"},
            "extension_client_cert: is required where extension_client_key is given",
        ),
        ({"extension_client_cert": "-----BEGIN CERTIFICATE-----"}, "extension_client_cert: must be the path of a file, not its content"),
    ],
)
@pytest.mark.parametrize("level", ["system", "extension"])
def test_what_is_wrong_is_said_by_the_name_of_the_option(level: Any, given: dict[str, Any], message: str) -> None:
    with pytest.raises(errors.InvalidInput) as raised:
        http_settings({**SHARED, "client_cert": None, "client_key": None, **given}, level)
    assert str(raised.value) == message


def test_every_number_has_a_range() -> None:
    numbers = {name for name, option in CONNECTION_OPTIONS.items() if option["type"] == "int"}
    assert numbers <= RANGES.keys()


def test_a_session_is_given_all_options_of_the_connection() -> None:
    assert connection_options(dict.fromkeys(CONNECTION_OPTIONS, "x")).keys() == CONNECTION_OPTIONS.keys()
    assert set(HTTP_NAMES) < CONNECTION_OPTIONS.keys()


def test_an_empty_environment_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """AWX sets every variable that a credential type names, also where the credential leaves its field empty."""
    validator = ArgumentSpecValidator(CONNECTION_OPTIONS)
    for option in CONNECTION_OPTIONS.values():
        monkeypatch.delenv(option["fallback"][1][0], raising=False)
    unset = validator.validate({})
    for option in CONNECTION_OPTIONS.values():
        monkeypatch.setenv(option["fallback"][1][0], "")
    empty = validator.validate({})
    assert empty.error_messages == []
    assert empty.validated_parameters == unset.validated_parameters
    monkeypatch.setenv("PORTSIP_EXTENSION_TIMEOUT", "7")
    assert validator.validate({}).validated_parameters["extension_timeout"] == 7
