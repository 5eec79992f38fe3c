# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Secrets of every module, each a text of its own that must be seen nowhere; and texts that only look like one."""

from __future__ import annotations

import importlib
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from functional.running import Playbooks, access

from parity.cases import described, first_of
from parity.conftest import plain_environment
from parity.examples import MODULES, examples_of
from parity.harness import WAYS
from parity.twins import Twins
from parity.variables import filled
from reliability.driving import PLUGINS
from reliability.inputs import Place, changed
from reliability.kinds import kinds
from reliability.report import Report
from simulator import Simulator

Json = dict[str, Any]
SECRET = re.compile(r"^(?!update_)(\w+_)?(password|passwd|pwd|passphrase|pin|token|secret|license_key|stir_shaken_key)$|^key$")
"""Names of options that hold a secret; written down here once more, so that a name forgotten there is found."""
PINS = re.compile(r"(^|_)pin$")
SECONDS_OF_A_TASK = 10
"""After as many for each of its tasks a playbook counts as hanging, on a busy machine too."""
OWN_LOGIN = ("api_password", "api_token", "extension_client_secret", "extension_token")
"""Of the connection: with another value than the simulator's, nothing would be reached."""


@dataclass
class Sentinels:
    """Texts that stand nowhere else.

    :ivar given: each with the module and the place in which it was given.
    """

    given: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def text(self, where: str) -> str:
        """A new one of letters and digits, fit for most options."""
        return self._note(f"sentinel{next(self._numbers):04d}qz", where)

    def pin(self, where: str) -> str:
        """A new one of digits, none of which follows on the one before."""
        number = next(self._numbers)
        pairs = ("41", "96", "27", "83", "50", "62", "74", "95", "18", "30")
        return self._note("".join(pairs[int(digit)] for digit in f"{number:04d}"), where)

    def _note(self, value: str, where: str) -> str:
        self.given[value] = where
        return value

    def seen_in(self, text: str) -> dict[str, str]:
        """Those that stand in a text."""
        return {value: where for value, where in self.given.items() if value in text}


NO_SECRETS = {("portsip_user", "blfs", "key")}
"""The function of a phone's key, such as BLF."""


def _places(spec: Json, above: Place = ()) -> Iterator[Place]:
    for name, option in spec.items():
        if option.get("type", "str") in ("str", "raw") and (option.get("no_log") or SECRET.search(name)):
            yield (*above, name)
        yield from _places(option.get("options") or {}, (*above, name))


def secret_places(module: str) -> list[Place]:
    """The options of a module, and those inside them, that hold a secret."""
    spec = importlib.import_module(f"{PLUGINS}.modules.{module}").MODULE.spec
    return [place for place in _places(spec) if place[0] not in OWN_LOGIN and (module, *place) not in NO_SECRETS]


def _base(module: str) -> Json:
    if module in kinds():
        return kinds()[module].steps["create"]
    about = described().get(module)
    return filled(first_of(about)) if about is not None else next(iter(examples_of(module)), {})


FREE: tuple[tuple[str, str, str], ...] = (
    ("portsip_ivr_action_url", "url", "https://hooks.example.net/x?{name}={value}&b=2"),
    ("portsip_ivr_action_url", "url", "https://user:{value}@hooks.example.net/"),
    ("portsip_extension_event", "url", "https://hooks.example.net/x?{name}={value}"),
)
FREE_NAMES = ("api_key", "token", "access_token", "password", "secret", "auth", "jwt", "passphrase", "pwd", "pin", "credential")
HEADERS = ("Authorization", "X-Api-Key", "X-Pin", "X-Auth-Code", "X-Pwd", "X-Pass", "X-Passphrase", "X-Jwt", "X-Token", "Cookie")
EXTRA = ("web_pin", "sip_pwd", "passphrase", "sip_password", "apiKey", "jwt", "credential", "auth_token", "client_secret")


def tasks(sentinels: Sentinels) -> Iterator[tuple[str, Json]]:
    """Runs that are given secrets in every place that there is for one; many of them fail."""
    for module in MODULES:
        base = _base(module)
        for place in secret_places(module):
            where = f"{module}: {'.'.join(place)}"
            value = sentinels.pin(where) if PINS.search(place[-1]) else sentinels.text(where)
            yield module, changed(base, place, value)
            # Not what the option takes, and under a name that is misspelt.
            yield module, changed(base, place, [{"token": sentinels.text(f"{where} as a list")}])
            misspelt = (*place[:-1], place[-1].replace("ss", "s").replace("token", "tokn").replace("secret", "secrt"))
            yield module, changed(base, misspelt, sentinels.text(f"{where} misspelt"))
    for module, option, form in FREE:
        for name in FREE_NAMES:
            value = form.format(name=name, value=sentinels.text(f"{module}: {option} {form} {name}"))
            yield module, changed(_base(module), (option,), value)
    hook, tenant = _base("portsip_ivr_action_url"), _base("portsip_tenant")
    for name in HEADERS:
        yield "portsip_ivr_action_url", {**hook, "headers": {name: sentinels.text(f"headers: {name}"), "X-Site": "north"}}
    for name in EXTRA:
        yield "portsip_tenant", {**tenant, "extra": {name: sentinels.text(f"extra: {name}")}}
        inside = {"entries": [{"label": "north", name: sentinels.text(f"extra: inside a list {name}")}]}
        yield "portsip_tenant", {**tenant, "extra": inside}
        told = json.dumps({name: sentinels.text(f"custom_options: {name}"), "x": 1})
        yield "portsip_tenant", {**tenant, "custom_options": told}
    yield "portsip_ip_rule_info", {"api_pasword": sentinels.text("api_pasword")}
    yield "portsip_ip_rule_info", {"api_url": f"http://{sentinels.text('api_url')}@127.0.0.1:1/"}
    yield "portsip_ip_rule_info", {"api_url": f"http://user:{sentinels.text('api_url')}@127.0.0.1:1/"}
    key = f"-----BEGIN PRIVATE KEY-----\n{sentinels.text('client_key')}\n-----END PRIVATE KEY-----\n"
    yield "portsip_ip_rule_info", {"client_key": key}


def in_results(directory: Path, collections: Path, *, every: int = 1) -> Report:
    """What results hold, both ways of running a module: everything that callbacks, and what keeps artifacts, are handed.

    :param every: only each so many-th of the runs.
    """
    report = Report("sentinels")
    sentinels = Sentinels()
    chosen = list(tasks(sentinels))[::every]
    environment = plain_environment(directory / "home", collections)
    with report.timed(), Simulator() as here, Simulator() as there:
        twins = Twins(directory, environment, dict(zip(WAYS, (here, there), strict=True)), MODULES)
        try:
            for module, args in chosen:
                _in_result(twins, report, sentinels, module, args)
        finally:
            twins.close()
    report.counts["secrets"] += len(sentinels.given) // every
    return report


def _in_result(twins: Twins, report: Report, sentinels: Sentinels, module: str, args: Json) -> None:
    twins.begin_anew()
    about = described().get(module, {})
    twins.prepare(filled(about.get("prepare", [])))
    for pbx in twins.simulators.values():
        # What a later release, or a careless server, makes of a request.
        pbx.configure(accepted_extra_fields={"tenants": [*EXTRA, "entries"]})
        pbx.inject("POST", "(action_urls|tenants)/[^/]+$", quote="json")
    run = {"module": f"portsip.pbx.{module}", "args": args}
    for way, results in zip(WAYS, twins.run([run, run]), strict=True):
        report.counts["results"] += len(results)
        for value, where in sentinels.seen_in(json.dumps(results)).items():
            report.breaks("visible", f"{where} ({value}), {way}, in the result of {module}")


def on_the_screen(directory: Path, collections: Path, *, every: int = 1) -> Report:
    """What ansible-playbook prints: without more words, at -v and at -vvvv, with differences, both ways."""
    report = Report("sentinels")
    with report.timed():
        for in_process, verbosity in itertools.product(("true", "false"), ((), ("-v",), ("-vvvv",))):
            sentinels = Sentinels()
            chosen = list(tasks(sentinels))[::every]
            name = f"screen-{in_process}-{''.join(verbosity)}"
            (directory / name).mkdir(parents=True)
            with Simulator() as pbx:
                _printed(report, sentinels, chosen, directory / name, collections, pbx, in_process, verbosity)
    return report


def _printed(
    report: Report,
    sentinels: Sentinels,
    chosen: list[tuple[str, Json]],
    directory: Path,
    collections: Path,
    pbx: Simulator,
    in_process: str,
    verbosity: tuple[str, ...],
) -> None:
    environment = plain_environment(directory / "home", collections) | access(pbx) | {"PORTSIP_IN_PROCESS": in_process}
    playbooks = Playbooks(directory, environment)
    # Variables, as from a vault: what stands in the playbook itself Ansible may show.
    variables = {f"args_{number}": args for number, (_module, args) in enumerate(chosen)}
    for step in itertools.chain.from_iterable(filled(about.get("prepare", [])) for about in described().values()):
        arguments = {name: value for name, value in step.items() if name != "call"}
        try:
            getattr(pbx, step["call"].removeprefix("seed/"))(**arguments)
        except ValueError:
            continue  # another module's steps add the same object
    listed = [
        {"name": f"task {number}", f"portsip.pbx.{module}": f"{{{{ args_{number} }}}}", "ignore_errors": True}
        for number, (module, _args) in enumerate(chosen)
    ]
    run = playbooks.run(listed, "--diff", *verbosity, variables=variables, patience=SECONDS_OF_A_TASK * len(listed))
    report.counts["playbooks"] += 1
    shown = {"the screen": run.output, "what a callback keeps": json.dumps(run.entries)}
    for place, text in shown.items():
        for value, where in sentinels.seen_in(text).items():
            report.breaks("visible", f"{where} ({value}), in process: {in_process}, {' '.join(verbosity)}, on {place}")


def pins_within_ids(directory: Path, collections: Path, *, count: int = 95, removed: int = 95) -> Report:
    """Receptionists whose PINs stand in their ids of digits: ids, numbers and names come back whole, and removal by id removes.

    :param removed: how many are removed, by the ids that results tell.
    """
    report = Report("sentinels")
    environment = plain_environment(directory / "home", collections)
    with report.timed(), Simulator(ids="digits") as here, Simulator(ids="digits") as there:
        twins = Twins(directory, environment, dict(zip(WAYS, (here, there), strict=True)), MODULES)
        try:
            twins.begin_anew()
            for way, pbx in twins.simulators.items():
                _pins(twins, report, way, pbx, count, removed)
        finally:
            twins.close()
    return report


def _pins(twins: Twins, report: Report, way: str, pbx: Simulator, count: int, removed: int) -> None:
    tenant = pbx.add_tenant("clinic.example.net", "Clinic")
    for number in range(count):
        identifier = f"{793360425000000000 + 7919 * 104729 * number}"
        digits = identifier[(start := 3 + number % 10) : start + 4]
        pbx.add_ivr(tenant, digits if number % 9 == 0 else str(8000 + number), f"Desk {8000 + number}", pin=digits, id=identifier)
    options = {"tenant": "clinic.example.net"}
    (listed,) = twins.run_one_way(way, [{"module": "portsip.pbx.portsip_ivr_info", "args": options}])
    stored = pbx.state()["tenants"][tenant]["ivrs"]
    told = {item["id"]: item for item in listed.get("ivrs", [])}
    report.counts["receptionists"] += count
    for identifier, row in stored.items():
        if identifier not in told:
            report.breaks("changed id", f"{way}: {identifier}, PIN {row['pin']}")
        elif any(told[identifier][name] != row[name] for name in ("name", "extension_number")):
            report.breaks("changed value", f"{way}: {told[identifier]['extension_number']}, PIN {row['pin']}")
    runs = [
        {"module": "portsip.pbx.portsip_ivr", "args": {**options, "id": item["id"], "state": "absent"}}
        for item in listed.get("ivrs", [])[:removed]
    ]
    results = twins.run_one_way(way, runs)
    left = pbx.state()["tenants"][tenant]["ivrs"]
    for run, result in zip(runs, results, strict=True):
        identifier = run["args"]["id"]
        if identifier in left or not result.get("changed"):
            report.breaks("not removed", f"{way}: {identifier}: {result.get('msg', result.get('changed'))}")
    if len(left) != count - len(runs):
        report.breaks("not removed", f"{way}: {len(left)} receptionists are left")
