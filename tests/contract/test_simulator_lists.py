# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Pages, filters, searches and orders of lists."""

from __future__ import annotations

import pytest
from contract.clients import PbxClient, reasons

from simulator import Simulator


def _pages(client: PbxClient, top: int) -> tuple[list[str], int, int]:
    """Return all CIDRs page by page, the count that was told, and how many pages it took."""
    found: list[str] = []
    pages, count = 0, 1
    while len(found) < count:
        answer = client.get("/ip_filters", skip=len(found), top=top).json()
        pages, count = pages + 1, answer["count"]
        found += [row["cidr"] for row in answer["items"]]
    return found, count, pages


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (100, 1), (101, 2), (250, 3)])
def test_paging(pbx: Simulator, admin: PbxClient, total: int, pages: int) -> None:
    written = [f"10.0.{number}.0/24" for number in range(total)]
    for cidr in written:
        pbx.add_ip_filter(cidr)
    if total == 0:
        assert admin.get("/ip_filters").json() == {"count": 0, "items": []}
        return
    assert _pages(admin, 100) == (written, total, pages)
    assert len(admin.get("/ip_filters").json()["items"]) == min(total, 100)
    assert admin.get("/ip_filters", skip=total).json() == {"count": total, "items": []}


FILTERS = [
    ("target eq 'DENY'", {"b", "d"}),
    ("target ne 'DENY'", {"a", "c"}),
    ("target eq 'DENY' and startswith(cidr,'10.')", {"b"}),
    ("target eq 'ACCEPT' or cidr eq '192.0.2.0/24'", {"a", "c", "d"}),
    ("not (target eq 'DENY')", {"a", "c"}),
    ("not startswith(cidr,'10.') and target eq 'DENY'", {"d"}),
    ("endswith(cidr,'/32')", {"c"}),
    ("contains(cidr,'.1.')", {"b"}),
    ("description eq null", {"a", "b"}),
    ("description ne null", {"c", "d"}),
    ("description eq 'it''s office'", {"d"}),
    ("description gt 'a' and description lt 'h'", {"c"}),
    ("description ge 'guest' and description le 'guest'", {"c"}),
    ("target eq 'ACCEPT' or target eq 'DENY' and cidr eq 'none'", {"a", "c"}),
    ("(target eq 'ACCEPT' or target eq 'DENY') and cidr eq 'none'", set()),
]


@pytest.mark.parametrize(("expression", "expected"), FILTERS)
def test_filter(pbx: Simulator, admin: PbxClient, expression: str, expected: set[str]) -> None:
    ids = {
        pbx.add_ip_filter("10.0.0.0/24"): "a",
        pbx.add_ip_filter("10.1.1.0/24", "DENY"): "b",
        pbx.add_ip_filter("198.51.100.7/32", description="guest"): "c",
        pbx.add_ip_filter("192.0.2.0/24", "DENY", description="it's office"): "d",
    }
    answer = admin.get("/ip_filters", filter=expression).json()
    assert {ids[row["id"]] for row in answer["items"]} == expected
    assert answer["count"] == len(expected)


def test_filter_by_number_and_truth(pbx: Simulator, admin: PbxClient) -> None:
    pbx.add_tenant("a.example.com", max_extensions=5)
    pbx.add_tenant("b.example.com", enabled=False)
    names = {
        expression: [row["domain"][0] for row in admin.get("/tenants", filter=expression).json()["items"]]
        for expression in ("max_extensions eq 5", "max_extensions gt 5", "enabled eq false", "enabled eq true", "enabled eq 1")
    }
    assert list(names.values()) == [["a"], ["b"], ["b"], ["a"], []]


@pytest.mark.parametrize(
    "expression", ["target", "target eq", "target is 'x'", "colour eq 'x'", "(target eq 'x'", "target eq 'x", "target eq 'x' x"]
)
def test_bad_filter(admin: PbxClient, expression: str) -> None:
    refused = admin.get("/ip_filters", filter=expression)
    assert refused.status_code == 400 and "filter" in reasons(refused)


def test_filter_support(pbx: Simulator, admin: PbxClient) -> None:
    pbx.add_transport("TCP", 5060)
    pbx.configure(filter_support="ignore")
    assert admin.get("/transports", filter="protocol eq 'TCP'").json()["count"] == 2
    pbx.configure(filter_support="refuse")
    assert admin.get("/transports", filter="protocol eq 'TCP'").status_code == 400


def test_search(pbx: Simulator, admin: PbxClient) -> None:
    pbx.add_tenant("north.example.com", "Clinic")
    pbx.add_tenant("south.example.com", "Practice")
    found = {
        word: [row["name"] for row in admin.get("/tenants", search=word).json()["items"]] for word in ("CLIN", "south", "example", "zz")
    }
    assert found == {"CLIN": ["Clinic"], "south": ["Practice"], "example": ["Clinic", "Practice"], "zz": []}


def test_order(pbx: Simulator, admin: PbxClient) -> None:
    for protocol, port in (("TCP", 5060), ("TLS", 5061), ("TCP", 5080)):
        pbx.add_transport(protocol, port)
    orders = {
        order: [(row["protocol"], row["port"]) for row in admin.get("/transports", orderby=order).json()["items"]]
        for order in ("port", "port desc", "protocol desc, port asc")
    }
    assert orders["port"] == [("UDP", 5060), ("TCP", 5060), ("TLS", 5061), ("TCP", 5080)]
    assert orders["port desc"][0] == ("TCP", 5080)
    assert orders["protocol desc, port asc"] == [("UDP", 5060), ("TLS", 5061), ("TCP", 5060), ("TCP", 5080)]
    assert admin.get("/transports", orderby="port down").status_code == 400


def test_summaries(pbx: Simulator, admin: PbxClient) -> None:
    pbx.configure(later_release_fields=False)
    tenant = pbx.add_tenant("a.example.com")
    assert len(admin.get("/tenants").json()["items"][0]) == 14
    pbx.add_ivr(tenant, "100", "A")
    assert set(admin.enter(tenant).get("/ivrs").json()["items"][0]) == {"id", "name", "extension_number"}


def test_lists_without_pages(pbx: Simulator, admin: PbxClient) -> None:
    tenant = pbx.add_tenant("a.example.com")
    pbx.add_dealer("reseller", "Dealer-Pass-1", [tenant])
    ivr = pbx.add_ivr(tenant, "100", "A")
    for number in range(120):
        pbx.add_action_url(ivr, f"url {number}")
    assert set(admin.get(f"/tenants/{tenant}/dealers").json()) == {"items"}
    answer = admin.enter(tenant).get(f"/ivrs/{ivr}/action_urls", top=1).json()
    assert set(answer) == {"items"} and len(answer["items"]) == 120
