# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The codes that the API description refers to: ISO 3166-1 alpha-3 (region) and ISO 4217 (currency), state of 2026.

A line has the first letter of its codes, and the rest of each.
"""

from __future__ import annotations

_REGIONS = """
    A: BW FG GO IA LA LB ND RE RG RM SM TA TF TG US UT ZE
    B: DI EL EN ES FA GD GR HR HS IH LM LR LZ MU OL RA RB RN TN VT WA
    C: AF AN CK HE HL HN IV MR OD OG OK OL OM PV RI UB UW XR YM YP ZE
    D: EU JI MA NK OM ZA
    E: CU GY RI SH SP ST TH
    F: IN JI LK RA RO SM
    G: AB BR EO GY HA IB IN LP MB NB NQ RC RD RL TM UF UM UY
    H: KG MD ND RV TI UN
    I: DN MN ND OT RL RN RQ SL SR TA
    J: AM EY OR PN
    K: AZ EN GZ HM IR NA OR WT
    L: AO BN BR BY CA IE KA SO TU UX VA
    M: AC AF AR CO DA DG DV EX HL KD LI LT MR NE NG NP OZ RT SR TQ US WI YS YT
    N: AM CL ER FK GA IC IU LD OR PL RU ZL
    O: MN
    P: AK AN CN ER HL LW NG OL RI RK RT RY SE YF
    Q: AT
    R: EU OU US WA
    S: AU DN EN GP GS HN JM LB LE LV MR OM PM RB SD TP UR VK VN WE WZ XM YC YR
    T: CA CD GO HA JK KL KM LS ON TO UN UR UV WN ZA
    U: GA KR MI RY SA ZB
    V: AT CT EN GB IR NM UT
    W: LF SM
    Y: EM
    Z: AF MB WE
"""
_CURRENCIES = """
    A: ED FN LL MD OA RS UD WG ZN
    B: AM BD DT HD IF MD ND OB OV RL SD TN WP YN ZD
    C: AD DF HE HF HW LF LP NY OP OU RC UP VE ZK
    D: JF KK OP ZD
    E: GP RN TB UR
    F: JD KP
    G: BP EL HS IP MD NF TQ YD
    H: KD NL TG UF
    I: DR LS NR QD RR SK
    J: MD OD PY
    K: ES GS HR MF PW RW WD YD ZT
    L: AK BP KR RD SL YD
    M: AD DL GA KD MK NT OP RU UR VR WK XN XV YR ZN
    N: AD GN IO OK PR ZD
    O: MR
    P: AB EN GK HP KR LN YG
    Q: AR
    R: ON SD UB WF
    S: AR BD CR DG EK GD HP LE OS RD SP TN VC YP ZL
    T: HB JS MT ND OP RY TD WD ZS
    U: AH GX SD SN YI YU YW ZS
    V: ED ES ND UV
    W: ST
    X: AD AF AG AU BA BB BC BD CD CG DR OF PD PF PT SU TS UA XX
    Y: ER
    Z: AR MW WG
"""


def _codes(table: str) -> frozenset[str]:
    rows = (line.split(":") for line in table.strip().splitlines())
    return frozenset(first.strip() + rest for first, others in rows for rest in others.split())


REGIONS = _codes(_REGIONS)
CURRENCIES = _codes(_CURRENCIES)
