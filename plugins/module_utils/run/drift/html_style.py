# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How the page of a drift report looks; it is complete and readable without."""

from __future__ import annotations

STYLE = """\
:root {
  --text: #1c2024; --soft: #5b6470; --page: #fff; --panel: #f5f7f9; --line: #d5dae0; --link: #0b57d0;
  --wanted: #0a6b35; --actual: #b3261e; --bad: #b3261e; --odd: #8a5a00; --good: #0a6b35;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6e9ed; --soft: #a0a9b4; --page: #15181c; --panel: #1e2228; --line: #363d46; --link: #8ab4f8;
    --wanted: #6dd58c; --actual: #f2a6a0; --bad: #f2a6a0; --odd: #e8c26a; --good: #6dd58c;
  }
}
* { box-sizing: border-box; }
html { color: var(--text); background: var(--page); }
body { margin: 0 auto; padding: 1.5rem; max-width: 75rem; font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.7rem; }
h2 { margin: 2rem 0 .75rem; font-size: 1.25rem; }
h3 { margin: 1.25rem 0 .5rem; font-size: 1rem; }
a { color: var(--link); }
p { margin: .5rem 0; }
.verdict { font-size: 1.1rem; }
.soft { color: var(--soft); }
.scroll { overflow-x: auto; }
table { width: 100%; border: 1px solid var(--line); border-collapse: collapse; }
th, td { padding: .35rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: var(--panel); font-weight: 600; overflow-wrap: normal; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.totals { width: auto; }
.totals tbody th { white-space: nowrap; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
.field code { overflow-wrap: normal; }
.wanted code { color: var(--wanted); }
.actual code { color: var(--actual); }
details { margin: .5rem 0; }
details.section { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 6px; padding: 0 1rem; }
details.section[open] { padding-bottom: 1rem; }
details.section > summary { padding: .6rem 0; }
details.same { border-left-color: var(--good); }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
figure { margin: .5rem 0; overflow-x: auto; }
@media print {
  :root { --text: #000; --soft: #444; --page: #fff; --panel: #eee; --line: #999; --wanted: #000; --actual: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  details.drift::details-content { content-visibility: visible; block-size: auto; }
  tr { break-inside: avoid; }
  summary { break-after: avoid; }
}
"""
