# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The style sheet of the page with the pictures. Without it the page is plain, and can be read all the same."""

from __future__ import annotations

from .svg import FAMILY
from .svg import STYLE as PICTURES

LIGHT = """
  --ground: #ffffff; --panel: #f6f7f9; --text: #1b2230; --quiet: #5b6472; --line: #d9dde4; --link: #1d4fb8;
  --alarm: #b3150f; --alarm-ground: #fdecea; --note: #7a5200; --note-ground: #fff4d9; --good: #146b46; --good-ground: #e3f5ec;
"""
DARK = """
  --ground: #0f1216; --panel: #171b21; --text: #e8eaed; --quiet: #a5adba; --line: #333a45; --link: #8ab4f8;
  --alarm: #f6a6a0; --alarm-ground: #3a1a18; --note: #f0c14b; --note-ground: #33290c; --good: #7fd3a8; --good-ground: #12301f;
"""
RULES = """
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text) }
main { max-width: 1900px; margin: 0 auto; padding: 28px 32px 64px }
h1 { font-size: 26px; margin: 0 0 4px }
h2 { font-size: 21px; margin: 44px 0 4px }
h3 { font-size: 15px; margin: 26px 0 8px }
p { margin: 4px 0 }
a { color: var(--link) }
.quiet { color: var(--quiet) }
.facts { margin: 6px 0; padding: 0; list-style: none; color: var(--quiet) }
.facts li { display: inline-block; margin-right: 24px }
.findings { margin: 14px 0; padding: 10px 16px 12px; border-radius: 8px; background: var(--alarm-ground) }
.findings h3 { margin: 0 0 4px }
.findings ul { margin: 0; padding: 0; list-style: none; max-height: 20em; overflow: auto }
.findings li { margin: 2px 0; overflow-wrap: anywhere }
.findings a { color: inherit; text-decoration: none }
.findings a:hover { text-decoration: underline }
.findings b { color: var(--alarm); display: inline-block; min-width: 6.5em }
.findings.note { background: var(--note-ground) }
.findings.note b { color: var(--note) }
.good { margin: 14px 0; padding: 8px 16px; border-radius: 8px; background: var(--good-ground); color: var(--good) }
.legend { margin: 12px 0 0; padding: 0; list-style: none; font-size: 13px; color: var(--quiet) }
.legend li { display: inline-block; margin: 0 18px 4px 0 }
.legend svg { vertical-align: -2px; margin-right: 6px }
figure { margin: 12px 0 0; border: 1px solid var(--line); border-radius: 10px; overflow: auto; background: var(--panel) }
figure svg { display: block; height: auto; max-width: 100% }
figcaption { padding: 8px 16px; color: var(--quiet); font-size: 13px; border-bottom: 1px solid var(--line) }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0 16px }
.sides.wide { grid-template-columns: 1fr }
.sides figure { min-width: 0 }
details { margin: 12px 0 }
summary { cursor: pointer; color: var(--link) }
table { border-collapse: collapse; margin: 10px 0; font-size: 13.5px; min-width: min(100%, 640px) }
th, td { text-align: left; vertical-align: top; padding: 4px 14px 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
td b { color: var(--alarm) }
@media (max-width: 900px) { main { padding: 18px 16px 48px } .sides { grid-template-columns: 1fr } }
@media print { main { max-width: none; padding: 0 } figure { break-inside: avoid; overflow: visible } }
"""
STYLE = (
    f":root {{ color-scheme: light dark; {LIGHT} }}\n"
    f"@media (prefers-color-scheme: dark) {{ :root {{ {DARK} }} }}\n"
    f"body {{ font: 15px/1.5 {FAMILY} }}{RULES}{PICTURES}\n"
)
