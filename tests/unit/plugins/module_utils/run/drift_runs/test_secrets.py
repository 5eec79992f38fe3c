# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""No secret is shown in a report of drift, nor what a file holds encrypted."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils import errors
from ansible_collections.portsip.pbx.plugins.module_utils.base.findings import Finding
from ansible_collections.portsip.pbx.plugins.module_utils.base.progress import caution
from ansible_collections.portsip.pbx.plugins.module_utils.base.yaml_files import Hidden, yaml_read_by
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.planned import PlannedDocument
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift import drift as drift_module
from ansible_collections.portsip.pbx.tests.unit.support.drift_runs import IVR, TENANT, URL, Drift, apply


def test_no_secret_is_shown(drift: Drift) -> None:
    event = {"cdr_event": {"url": "https://user:Sentinel-1@crm.example.net/", "token": "Sentinel-2"}}
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [{**IVR, "action_urls": [{**URL, "url": "https://a:Sentinel-3@x.example.net/"}]}]}]})
    url = {**URL, "url": "https://a:Sentinel-4@x.example.net/", "password": "Sentinel-5", "dtmf_mask": "2"}
    ivr = {**IVR, "pin": "917364", "action_urls": [url]}
    result = drift.run({"tenants": [{**TENANT, **event, "ivrs": [ivr]}]}, report=["json", "markdown", "junit", "html"])
    assert drift.fields()["ivr 8000.pin"] == ("(changes)", "(hidden)")
    assert {found["kind"] for found in drift.findings} == {"tenant", "ivr", "action_url"}
    assert "<svg" in (drift.dest / "drift.html").read_text(encoding="utf-8")
    for path in drift.dest.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search("Sentinel-|917364|284193", text), path.name
    assert not re.search("Sentinel-|917364|284193", json.dumps(result))


def test_what_a_file_holds_encrypted_is_shown_nowhere(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR]}]})
    ivr = {"extension_number": "8000", "name": Hidden("Sentinel-6"), "action_urls": [{**URL, "dtmf_mask": Hidden("735191")}]}
    drift.write({})
    with yaml_read_by(lambda path: {"tenants": [{**TENANT, "ivrs": [ivr]}]}):
        result = drift.run(report=["json", "markdown", "junit", "html"])
    assert drift.fields() == {"ivr 8000.name": ("(changes)", "(hidden)"), "action_url look up.dtmf_mask": ("(changes)", "(hidden)")}
    told = [path.read_text(encoding="utf-8") for path in drift.dest.iterdir()] + [json.dumps(result)]
    assert not [text for text in told if re.search("Sentinel-|735191", text)]
    # Nor where it is wrong.
    with yaml_read_by(lambda path: {"tenants": [{**TENANT, "contact_match_type": Hidden("Sentinel-7")}]}):
        result = drift.run()
    assert result["summary"][0]["error"].startswith("tenants[0].contact_match_type: ")
    assert "Sentinel" not in json.dumps(result)


def test_what_a_file_holds_encrypted_under_the_name_of_the_api_is_shown_nowhere(drift: Drift) -> None:
    apply(drift.pbx, {"tenants": [{**TENANT, "ivrs": [IVR]}]})
    drift.write({})
    with yaml_read_by(lambda path: {"tenants": [{**TENANT, "ivrs": [{**IVR, "prompt_file_id": Hidden("Sentinel-9.wav")}]}]}):
        result = drift.run(report=["json", "markdown", "junit", "html"])
    assert drift.fields() == {"ivr 8000.prompt_file": ("(changes)", None)}
    told = [path.read_text(encoding="utf-8") for path in drift.dest.iterdir()] + [json.dumps([result, drift.context.warnings])]
    assert not [text for text in told if "Sentinel" in text]


def test_what_a_file_holds_encrypted_is_in_no_error_and_no_warning(drift: Drift, monkeypatch: pytest.MonkeyPatch) -> None:
    def parts(_planner: Any) -> None:
        caution("the name Sentinel-8 is odd")
        raise errors.UnexpectedAnswer("there is no Sentinel-8")

    monkeypatch.setattr(drift_module.DocumentPlanner, "parts", parts)
    drift.write({})
    with yaml_read_by(lambda path: {"tenants": [{**TENANT, "name": Hidden("Sentinel-8")}]}):
        result = drift.run()
    told = [result["summary"][0]["error"], *drift.context.warnings]
    assert [text.partition("there is no ")[1] or text.partition("the name ")[1] for text in told] == ["there is no ", "the name "]
    assert "Sentinel" not in json.dumps([result, told])
    found = PlannedDocument(findings=[Finding("tenants[0].name", "there is no Sentinel-8")])
    monkeypatch.setattr(drift_module.DocumentPlanner, "parts", lambda planner: [found])
    with yaml_read_by(lambda path: {"tenants": [{**TENANT, "name": Hidden("Sentinel-8")}]}):
        drift.run()
    assert drift.findings[0]["note"].startswith("name: there is no ")
    assert "Sentinel" not in json.dumps(drift.findings)
