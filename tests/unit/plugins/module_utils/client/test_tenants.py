# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which tenant a text means, and what it costs to find it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.identity import is_domain
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx import PbxClient
from ansible_collections.portsip.pbx.plugins.module_utils.client.pbx_login import PbxCredentials
from ansible_collections.portsip.pbx.plugins.module_utils.client.tenants import find_tenant, tenants_meant
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_transport import HttpSettings
from ansible_collections.portsip.pbx.tests.unit.support.pbx import PASSWORD, USERNAME

from simulator import Simulator

UMLAUT = "Pr\u00e4sidium"


def tenant(identifier: str, domain: str, name: str = "") -> dict[str, Any]:
    return {"id": identifier, "domain": domain, "name": name}


# Which one


@pytest.mark.parametrize("text", ["b.example.net", "B.Example.NET", " b.example.net\n", "b\uff0eexample\uff0enet", "Dr.Smith"])
def test_a_text_that_is_a_domain_is_never_a_display_name(text: str) -> None:
    assert tenants_meant([tenant("1", "a.example.net", text), tenant("2", "c.example.net", text.strip())], text) == []


@pytest.mark.parametrize("text", ["a.example.net", "A.EXAMPLE.net", "  a.example.net ", "\ta.example.net\n"])
@pytest.mark.parametrize("stored", ["a.example.net", "A.Example.Net", "a.example.net ", " A.example.net"])
def test_a_domain_means_the_same_in_any_case_and_with_blanks_around_it(stored: str, text: str) -> None:
    both = [tenant("1", stored), tenant("2", "b.example.net", "a.example.net")]
    assert tenants_meant(both, text) == [both[0]]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
def test_unicode_is_compared_in_one_form(stored: Any, form: Any) -> None:
    there = [tenant("1", f"{unicodedata.normalize(stored, UMLAUT)}.example", unicodedata.normalize(stored, UMLAUT))]
    assert tenants_meant(there, unicodedata.normalize(form, UMLAUT)) == there
    assert tenants_meant(there, unicodedata.normalize(form, f"{UMLAUT}.example")) == there


def test_a_domain_comes_before_a_name_and_an_id_before_both() -> None:
    there = [tenant("1", "a.example", "clinic"), tenant("2", "Clinic", "X"), tenant("clinic", "c.example")]
    assert tenants_meant(there, "clinic") == [there[2]]
    assert tenants_meant(there[:2], "clinic") == [there[1]]
    assert tenants_meant(there[:1], "clinic") == [there[0]]


@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_a_blank_means_no_tenant(text: str) -> None:
    assert tenants_meant([tenant("1", "", ""), {"id": None}, {}], text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a.example.net", True), ("a.b", True), ("b\u00fccher.example", True), ("clinic", False), ("Dr. Smith", False), ("Acme Inc.", False)],
)
def test_what_a_domain_looks_like(text: str, expected: bool) -> None:
    assert is_domain(text) is expected


# What it costs


@pytest.fixture
def pbx(shared_simulator: Simulator) -> Iterator[Simulator]:
    """Tenants of which the one that is meant stands beyond the first page."""
    for number in range(150):
        shared_simulator.add_tenant(f"t{number}.example.net", f"Tenant {number}", id=f"9{number:03}")
    shared_simulator.add_tenant("Clinic.example.net", "Clinic", id="101")
    yield shared_simulator


def client(pbx: Simulator) -> PbxClient:
    signed_in = PbxClient(pbx.api_url, PbxCredentials(USERNAME, PASSWORD), HttpSettings(retries=0))
    signed_in.sign_in()
    pbx.clear_log()
    return signed_in


def parameters(pbx: Simulator) -> list[str]:
    """What each request looked the tenant up by: ``filter``, ``search``, or the number of objects that it skipped."""
    queries = [request["query"] for request in pbx.requests()]
    return [next((name for name in ("filter", "search") if name in query), query["skip"]) for query in queries]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clinic.example.net", ["filter"]),
        ("101", ["filter"]),
        ("clinic.example.net", ["filter", "search"]),
        ("Clinic", ["filter", "search"]),
    ],
)
def test_a_tenant_is_looked_up_without_reading_all(text: str, expected: list[str], pbx: Simulator) -> None:
    assert find_tenant(client(pbx), text)["id"] == "101"
    assert parameters(pbx) == expected


@pytest.mark.parametrize("text", ["nowhere.example.net", "Nowhere", "999"])
def test_an_empty_answer_is_confirmed_once(text: str, pbx: Simulator) -> None:
    with pytest.raises(errors.NotFound):
        find_tenant(client(pbx), text)
    assert parameters(pbx) == ["filter", "search", "0"]


@pytest.mark.parametrize("support", ["ignore", "refuse"])
@pytest.mark.parametrize("text", ["Clinic.example.net", "clinic.example.net", "101", "Clinic"])
def test_a_tenant_is_found_where_filters_are_not_supported(text: str, support: str, pbx: Simulator) -> None:
    pbx.configure(filter_support=support)
    assert find_tenant(client(pbx), text)["id"] == "101"


@pytest.mark.parametrize("support", ["ignore", "refuse"])
def test_absence_rests_on_all_tenants_where_filters_are_not_supported(support: str, pbx: Simulator) -> None:
    pbx.configure(filter_support=support)
    with pytest.raises(errors.NotFound, match=r"no tenant with the domain 't150\.example\.net' on this PBX\. Did you mean"):
        find_tenant(client(pbx), "t150.example.net")
    assert parameters(pbx)[-2:] == ["0", "100"]


def test_a_search_that_fails_is_no_proof_of_absence(pbx: Simulator) -> None:
    pbx.inject("GET", "/tenants$", after=1, status=500)
    assert find_tenant(client(pbx), "clinic.example.net")["id"] == "101"
    assert parameters(pbx) == ["filter", "search", "0", "100"]


def test_a_name_that_another_domain_has_in_other_case_means_the_domain(pbx: Simulator) -> None:
    pbx.add_tenant("praxis", "Elsewhere", id="102")
    pbx.add_tenant("x.example.net", "Praxis", id="103")
    assert find_tenant(client(pbx), "Praxis")["id"] == "102"


def test_a_quote_in_a_name_is_one(pbx: Simulator) -> None:
    pbx.add_tenant("o.example.net", "O'Neill", id="102")
    assert find_tenant(client(pbx), "O'Neill")["id"] == "102"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
def test_a_domain_in_another_form_of_unicode_is_found(stored: Any, form: Any, pbx: Simulator) -> None:
    pbx.add_tenant(unicodedata.normalize(stored, f"{UMLAUT}.example"), "X", id="102")
    assert find_tenant(client(pbx), unicodedata.normalize(form, f"{UMLAUT}.example"))["id"] == "102"
