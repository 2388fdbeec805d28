"""The pictures of 《灯塔怕黑》, one function to a page; p05/p06 and p11/p12 are spreads."""
import math, random
from paper import *

W, H = 1200, 1500


def hill(y0, y1, y2, fill, x0=-40, x1=1240, bottom=1560, **k):
    return paper(smooth([(x0, y0), ((x0*2+x1)/3, y1), ((x0+x1*2)/3, y2), (x1, y0)], False) + f"V{bottom}H{x0}Z", fill, **k)


def sky_bands(cols, y0, step, amp, seed, x1=1200):
    R = random.Random(seed); b = ""
    for i, c in enumerate(cols):
        y = y0 + i*step
        pts = [(-60 + (x1+120)*j/7, y + R.uniform(-amp, amp)) for j in range(8)]
        b += paper(smooth(pts, False) + "V1600H-60Z", c, 0, -9, INK, .16)
    return b


def foot(x, y, rot, c, s=1, o=1):
    return g(path("M-6 -14C4 -18 10 -8 7 2C6 10 -4 10 -6 2C-9 -4 -10 -10 -6 -14ZM-4 13C0 10 6 13 4 18C2 22 -4 20 -4 13Z", c), x, y, s, rot, extra=f'opacity="{o}"' if o != 1 else "")


def p01():
    b = rect(0, 0, W, H, CREAM)
    b += sky_bands([LAMP, CORAL], 650, 150, 16, 3)
    # sun going under, with engraved rays
    sun = line("".join(f"M{n(330+190*math.cos(a))} {n(900+190*math.sin(a))}L{n(330+(250 if i%2 else 230)*math.cos(a))} {n(900+(250 if i%2 else 230)*math.sin(a))}" for i, a in enumerate([math.pi + math.pi*k/16 for k in range(17)])), CREAM, 4, .9)
    b += sun + circ(338, 908, 160, INK, .18) + circ(330, 900, 160, LAMP) + circ(330, 900, 118, CREAM, .5)
    b += cloud(960, 690, .8, CREAM, .95) + cloud(120, 720, .6, CREAM, .9, -1)
    b += gull(560, 620, .62, 1, NIGHT) + gull(690, 690, .4, -1, NIGHT) + gull(120, 590, .36, 1, NIGHT)
    b += waves(960, 16, 92, TEAL, eng=CREAM, rows=1)
    b += junk(215, 985, .34, 1, NIGHT, CREAM, "none") + junk(460, 968, .2, -1, CORAL, CREAM, "none")
    b += waves(1010, 22, 120, SEA, phase=40, eng=TEAL)
    b += rock(820, 1200, 560, 120, 8, NIGHT, SEA, TEAL)
    b += rock(1050, 1230, 260, 190, 12, NIGHT, SEA, TEAL)
    b += lighthouse(800, 1136, .94, True, "happy", (-5, 2))
    b += rock(620, 1230, 260, 130, 21, NIGHT, SEA, TEAL) + rock(860, 1240, 420, 96, 5, NIGHT, SEA, TEAL)
    # washing line with one striped sock missing its fellow
    b += line("M986 1050C1040 1076 1090 1072 1130 1040", INK, 3, .8) + line("M1130 1040V1120M986 1050l-90 -10", NIGHT, 5) + g(sock(0, 0, .42, 4), 1046, 1094) + path("M1080 1066h34v30h-34z", LAMP)
    b += crab(925, 1160, .5) + snail(640, 1108, .55, -4)
    b += waves(1240, 34, 170, NIGHT, phase=70, eng=SEA)
    b += fish(250, 1210, .8, -34, CORAL) + line("M190 1296q10 -26 -8 -44M310 1290q-6 -24 12 -40", CREAM, 4, .8)
    b += waves(1330, 36, 210, INK, phase=10, eng=SEA, rows=2, so=.45)
    b += bottle(1040, 1350, .8) + waves(1432, 26, 160, NIGHT, phase=90, eng=SEA, rows=1)
    return b


def p02():
    b = rect(0, 0, W, H, NIGHT)
    b += sky_bands([SEA], 800, 10, 12, 5)
    b += stars(40, 30, 1160, 790, 46, 11, avoid=[(60, 60, 1140, 570), (120, 600, 1200, 760)])
    b += dark(18, 852, .34, "run", (8, 0), "puff", flip=-1)
    b += beam(105, 640, 7.5, 7, 1500)
    b += waves(845, 14, 90, TEAL, eng=CREAM, rows=1)
    b += rock(100, 930, 330, 110, 3, NIGHT, SEA, TEAL) + lighthouse(105, 872, .45, True, "happy", (8, 1))
    b += rock(40, 950, 220, 70, 9, NIGHT, SEA, TEAL) + snail(196, 862, .22, -8)
    b += waves(905, 18, 110, SEA, phase=50, eng=TEAL)
    b += junk(520, 1000, .62, 1, LAMP, CORAL, "hen")
    b += waves(990, 24, 140, TEAL, phase=10, eng=CREAM, rows=1)
    # the cat's washtub
    tub = line("M0 -60V-250", NIGHT, 8) + paper("M0 -250C90 -230 110 -150 96 -90H-4Z", LAMP, 7, 8) + line("M4 -206C50 -200 80 -190 98 -176M2 -160C50 -154 80 -148 104 -136", INK, 3, .5)
    tub += catcap(-60, -66, .85) + paper("M-130 -70H130L100 20H-100Z", CREAM, 7, 6) + line("M-122 -44H122M-112 -10H112M-60 -70L-50 20M0 -70V20M60 -70L50 20", INK, 3, .45)
    b += g(tub, 990, 1120, .86, 4)
    b += waves(1100, 30, 180, SEA, phase=90, eng=TEAL)
    b += junk(420, 1300, 1.15, 1, CORAL, CREAM, "bear")
    b += waves(1285, 36, 210, NIGHT, phase=20, eng=SEA)
    b += fish(930, 1330, .7, 14, TEAL, -1) + bottle(820, 1275, .62, 20)
    b += waves(1380, 40, 240, INK, phase=120, eng=SEA)
    b += crab(1080, 1420, .7) + sock(140, 1430, .7, -70)
    b += waves(1456, 22, 150, NIGHT, phase=0, eng=SEA, rows=1)
    return b


def p03():
    b = rect(0, 0, W, H, NIGHT)
    for r, c, o in ((820, SEA, .55), (640, SEA, .9), (480, TEAL, .55)):
        b += circ(640, 1210, r, c, o)
    b += stars(30, 40, 1170, 1300, 60, 31, avoid=[(60, 60, 1140, 570), (230, 480, 1040, 1500)])
    # someone leaves in a hurry
    b += g(paper("M120 -250C30 -240 -40 -170 -70 -60C-50 -70 -30 -60 -16 -40C0 -60 20 -60 40 -36C60 -60 90 -60 120 -40Z", VIOLET, 8, 8) + stars(10, -200, 110, -80, 6, 4, big=12), 1110, 1010) + sock(1098, 1000, 1.1, 46, True, -1)
    b += beam(640, 1232, 187, 9, 1400)
    b += lighthouse(640, 3104, 3.6, True, "worry", (12, 3), wins=(True, False, True))
    # bead of sweat
    b += paper("M452 1090C428 1129 432 1151 452 1151C472 1151 476 1129 452 1090Z", TEAL, 3, 4) + line("M443 1129q0 10 8 12", CREAM, 4)
    b += sitgull(960, 1398, 1.0, -1)
    b += ""
    # the postman, in stars
    cs = [(70, 1370), (130, 1380), (180, 1366), (196, 1316), (188, 1290), (176, 1340), (150, 1300), (110, 1276), (74, 1300), (66, 1340), (70, 1370)]
    b += line("M"+"L".join(f"{x} {y}" for x, y in cs)+"M196 1316L214 1288M132 1334L112 1310L92 1330L104 1352L140 1350", CREAM, 2.5, .7) + "".join(star(x, y, 11, LAMP if i % 3 == 0 else CREAM, 5, 0, .45) for i, (x, y) in enumerate(cs[:-1])) + star(214, 1286, 10, CREAM, 5, 0, .45)
    b += moth(240, 760, .34, 24, .9)
    return b


def top_view(cx, cy, lit, seed=6, s=1.0):
    R = random.Random(seed)
    def ring(r, j, k=16, ph=0): return smooth([(cx + (r+R.uniform(-j, j))*math.cos(2*math.pi*i/k+ph), cy + (r+R.uniform(-j, j))*math.sin(2*math.pi*i/k+ph)) for i in range(k)])
    sea1, sea2, land, land2 = (SEA, TEAL, NIGHT, SEA) if lit else (NIGHT, SEA, INK, NIGHT)
    b = ""
    for r, o in ((640*s, .35), (540*s, .5), (440*s, .7)):
        b += path(ring(r, 12), sea1, f'opacity="{o}"')
    for r in (600, 500, 410):
        b += line(ring(r*s, 10), sea2, 3, .6, f'stroke-dasharray="{R.randint(60,120)} {R.randint(24,60)} {R.randint(20,50)} 30"')
    b += path(ring(372*s, 16), CREAM if lit else SEA, f'opacity="{.8 if lit else .6}"')
    b += paper(ring(345*s, 20, 18), land, 10, 12) 
    return b


def tower_top(cx, cy, s=1, lit=True):
    b = circ(cx+26*s, cy+30*s, 140*s, INK, .4)
    b += circ(cx, cy, 138*s, CREAM if lit else SEA) + f'<circle cx="{cx}" cy="{cy}" r="{126*s:.0f}" fill="none" stroke="{CORAL if lit else VIOLET}" stroke-width="{14*s:.0f}"/>'
    b += circ(cx, cy, 108*s, NIGHT if lit else TEAL) + circ(cx, cy, 98*s, TEAL if lit else SEA)
    b += "".join(circ(cx+103*s*math.cos(a), cy+103*s*math.sin(a), 6*s, CREAM if lit else NIGHT) for a in [2*math.pi*i/16 for i in range(16)])
    b += circ(cx+8*s, cy+10*s, 82*s, INK, .4) + circ(cx, cy, 82*s, CORAL if lit else VIOLET)
    b += "".join(path(f"M{cx} {cy}L{n(cx+82*s*math.cos(a))} {n(cy+82*s*math.sin(a))}A{82*s:.0f} {82*s:.0f} 0 0 1 {n(cx+82*s*math.cos(a+math.pi/8))} {n(cy+82*s*math.sin(a+math.pi/8))}Z", INK, 'opacity=".16"') for a in [math.pi*i/4 for i in range(8)])
    b += circ(cx+3*s, cy+4*s, 15*s, INK, .4) + circ(cx, cy, 14*s, LAMP if lit else TEAL)
    return b


def boat_top(x, y, rot, s=1, c=CORAL):
    b = paper("M-90 0C-70 -44 40 -48 100 0C40 48 -70 44 -90 0Z", c, 6, 8) + path("M-66 0C-50 -28 30 -30 70 0C30 30 -50 28 -66 0Z", CREAM) + line("M-40 -24V24M-10 -26V26M24 -22V22", INK, 3, .5) + paper("M-20 -64C20 -50 20 50 -20 64C-4 30 -4 -30 -20 -64Z", LAMP, 5, 6)
    return g(b + line("M-110 -20q-40 -12 -70 0M-110 20q-40 12 -70 0", CREAM, 4, .7), x, y, s, rot)


def p04():
    cx, cy = 600, 1010
    b = rect(0, 0, W, H, NIGHT)
    b += top_view(cx, cy, True)
    # rocks of the island, facets
    R = random.Random(2)
    for i in range(11):
        a = 2*math.pi*i/11 + .2
        r = 262 + R.uniform(-20, 20)
        x, y = cx+r*math.cos(a), cy+r*math.sin(a)
        pts = [(x+R.uniform(28, 52)*math.cos(t+R.uniform(-.2, .2)), y+R.uniform(28, 52)*math.sin(t)) for t in [2*math.pi*k/6 for k in range(6)]]
        b += paper("M"+"L".join(f"{n(p)} {n(q)}" for p, q in pts)+"Z", SEA, 6, 8) + path(f"M{n(pts[0][0])} {n(pts[0][1])}L{n(pts[1][0])} {n(pts[1][1])}L{n(x)} {n(y)}Z", TEAL, 'opacity=".7"')
    # the ring worn by feet
    for i in range(34):
        a = math.radians(112 - i*9.3)
        r = 196 + (10 if i % 2 else -10)
        b += foot(cx+r*math.cos(a), cy+r*math.sin(a), math.degrees(a)+180, TEAL, .9, max(.18, 1-i/36))
    # light: solid sheets
    def wedge(sp): return f"M{cx} {cy}L{n(cx-1300*math.tan(math.radians(sp)))} {cy-1300}H{n(cx+1300*math.tan(math.radians(sp)))}Z"
    b += f'<path d="{wedge(36)}" fill="{INK}" opacity=".3" transform="translate(16 6)"/>' + path(wedge(36), LAMP) + path(wedge(32.5), CREAM)
    b += tower_top(cx, cy, 1.0, True)
    b += g(dark(0, 0, .6, "run", (-4, -3), "puff"), 640, 1448, 1, 6)
    # whale's back, asleep, from above
    b += g(paper("M-150 0C-120 -60 60 -70 150 -12C180 -16 200 -50 224 -60C226 -30 214 -10 204 0C214 14 226 30 222 60C198 46 180 20 150 14C60 70 -120 60 -150 0Z", SEA, 10, 12) + line("M-110 0H60M-90 -20q40 -14 90 -8M-90 20q40 14 90 8", TEAL, 4, .8) + circ(-70, 0, 6, INK), 150, 1330, .8, -28)
    b += boat_top(1050, 800, 200, .75) + boat_top(130, 860, 30, .6, TEAL) + boat_top(1070, 1330, 130, .55, LAMP)
    for i, (x, y, r) in enumerate(((1090, 1060, 30), (1130, 1110, 20), (1060, 1120, 40), (1110, 1170, 26))):
        b += fish(x, y, .32, r, CORAL if i % 2 else CREAM)
    b += crab(372, 1110, .42, -60) + bottle(70, 1090, .5, 50) + snail(470, 1128, .36, 130)
    return b


def p05_06():
    """What he imagines: one sheet across two pages."""
    b = rect(0, 0, 2400, H, INK)
    R = random.Random(5)
    # jagged nightmare sky
    for i, (c, o) in enumerate(((NIGHT, 1), (SEA, .45))):
        pts = "M-20 1600L-20 %d" % (620+i*190)
        x = -20
        while x < 2420:
            x += R.uniform(60, 130); pts += f"L{n(x)} {n(560+i*190+R.uniform(-120,120))}"
        b += paper(pts + "L2440 1600Z", c, -8, -10, INK, .4)
    # nine tails, each with its own tip
    tips = [(110, 720), (60, 930), (250, 620), (210, 1010), (420, 700), (470, 940), (640, 640), (760, 800), (900, 600)]
    for i, (x, y) in enumerate(tips):
        bx, by = 1010 + i*22, 1250 - i*20
        mx, my = (x+bx)/2 + (-1)**i*70, (y+by)/2 + 150
        w = 34
        d = f"M{bx-w} {by}C{n(mx-w-60.)} {n(my+60.)} {x-60} {n(y+190.)} {x} {y}C{n(x+26.)} {n(y+180.)} {n(mx+w+30.)} {n(my+10.)} {bx+w} {by+w}Z"
        col = (VIOLET, CORAL, TEAL)[i % 3]
        b += paper(d, col, 9, 10)
        b += [star(x, y, 34, LAMP, 5), circ(x, y, 24, CREAM) + circ(x, y, 11, INK), path(f"M{x-34} {y+20}L{x} {y-44}L{x+34} {y+20}Z", CREAM),
              ell(x, y, 22, 34, LAMP), star(x, y, 36, CREAM, 8, 0, .6), circ(x, y, 22, CORAL)][i % 6]
    # hundred feet in a row, every shoe different
    for i in range(22):
        c = (CORAL, LAMP, TEAL, CREAM)[i % 4]
        k = i % 5
        q = line("M0 -110V-6", VIOLET, 20)
        if k == 0: q += sock(0, 0, .5, 0, False, -1)
        elif k == 1: q += path("M-14 -24h26v26h-52c-4 -18 12 -20 26 -26z", c) + line("M-14 -12h20", INK, 3, .5)
        elif k == 2: q += path("M-12 -50h24v52h-50c-2 -18 14 -20 26 -24z", c) + line("M-12 -38h24", INK, 3, .5)
        elif k == 3: q += path("M-34 2l34 -30 12 4v26z", c) + circ(-34, 0, 7, CREAM)
        else: q += path("M-10 -20c-10 0 -20 10 -26 0 -8 0 -8 22 4 22h44v-22z", c)
        b += g(q, 800 + i*78, 1470 + (i % 2)*16, 1.25)
    # the body
    b += '<g transform="translate(0 -70)">'
    body = "M800 1460C700 1260 760 1060 900 900C980 760 1060 520 1240 380C1320 300 1290 220 1250 130C1350 160 1420 220 1450 290C1560 250 1760 240 1900 280C1930 200 2010 140 2110 120C2060 210 2060 280 2110 340C2300 440 2420 640 2440 820V1466C2000 1480 1200 1484 800 1460Z"
    b += paper(body, VIOLET, 16, 14)
    b += line("M930 1000C980 940 1010 860 1040 790M880 1120C900 1080 930 1050 950 1030M1130 620C1150 580 1180 540 1210 520M900 1240C910 1200 930 1170 950 1150", INK, 5, .4)
    # too many eyes
    for x, y, r in ((1490, 450, 96), (1890, 420, 116), (1690, 330, 46), (2180, 540, 60), (1300, 520, 44), (2080, 300, 30), (1240, 690, 32), (2300, 660, 34)):
        b += circ(x+6, y+8, r, INK, .4) + circ(x, y, r, LAMP if r > 40 else CREAM) + circ(x-r*.05, y+r*.25, r*.5, INK) + circ(x-r*.25, y+r*.02, r*.16, CREAM)
        if r > 60: b += path(f"M{x-r-14} {y-r*.35:.0f}Q{x} {y-r*1.5:.0f} {x+r+14} {y-r*.35:.0f}Q{x} {y-r*.6:.0f} {x-r-14} {y-r*.35:.0f}Z", VIOLET) + line(f"M{x-r-6} {y-r*.35:.0f}Q{x} {y-r*.62:.0f} {x+r+6} {y-r*.35:.0f}", INK, 5, .5)
    # mouth
    mouth = "M1290 700C1500 620 2100 600 2350 740C2380 900 2280 1080 2060 1110C1800 1140 1500 1130 1380 1060C1290 1000 1250 840 1290 700Z"
    b += path(mouth, INK) + '<clipPath id="m"><path d="' + mouth + '"/></clipPath><g clip-path="url(#m)">'
    b += paper("M1380 1150C1420 1000 1560 960 1720 990C1900 940 2160 960 2240 1150Z", CORAL, 0, -10) + line("M1720 1000C1740 1040 1740 1080 1730 1120", INK, 5, .4)
    b += "</g>"
    # the very small lighthouse on the tongue
    b += beam(1600, 914, 200, 9, 420) + lighthouse(1600, 1010, .2, True, "scared")
    # teeth
    for i in range(15):
        x = 1300 + i*72
        yt = 700 - 62*math.sin(math.pi*i/14) + (8 if i > 9 else 0)
        h = 92 + 40*((i*5) % 3)
        b += paper(f"M{x-34} {n(yt-10)}Q{x} {n(yt-24)} {x+34} {n(yt-10)}L{x+4} {n(yt+h)}Z", CREAM, 5, 8)
    for i in range(11):
        x = 1400 + i*80
        yb = 1062 + 62*math.sin(math.pi*i/10)
        h = 60 + 34*((i*7) % 3)
        if abs(x-1600) < 70: h = 34
        b += paper(f"M{x-34} {n(yb+16)}Q{x} {n(yb+30)} {x+34} {n(yb+16)}L{x-6} {n(yb-h)}Z", CREAM, 5, 8)
    b += "</g>"
    # bitten hats, and a chandelier of them on the horn
    def hat(x, y, s, bite=False, rot=0, c=CORAL):
        h = paper("M-96 8C-60 0 -40 -76 0 -84C40 -76 60 0 96 8C60 22 -60 22 -96 8Z", c, 5, 7) + line("M-50 0C-34 -18 -20 -52 -6 -74M0 -84v-18", INK, 3, .5) + circ(0, -106, 11, LAMP)
        if bite: h += circ(70, -10, 20, INK) + circ(50, -34, 18, INK) + circ(84, 12, 16, INK)
        return g(h, x, y, s, rot)
    b += hat(120, 1400, .8, True, -8) + hat(290, 1430, .9, True, 12, TEAL) + hat(470, 1400, .7, True, -20) + hat(620, 1440, .85, True, 6, LAMP) + hat(370, 1344, .6, True, 30) + hat(196, 1330, .55, False, -16, TEAL)
    b += snail(530, 1316, .42, 10) + crab(84, 1310, .4, 0, True) + moth(1070, 260, .36, -14, .8)
    b += bottle(704, 1350, .5)
    return b


def glow_rings(x, y, rs):
    return "".join(circ(x, y, r, c, o) for r, c, o in rs)


def p07():
    b = rect(0, 0, W, H, NIGHT) + stars(20, 20, 1180, 1250, 44, 71, avoid=[(60, 60, 1140, 660), (-10, 560, 1110, 1400)])
    b += glow_rings(450, 1010, ((640, SEA, .6), (500, SEA, 1), (385, TEAL, 1), (285, LAMP, 1)))
    b += waves(1270, 20, 120, SEA, eng=TEAL) + junk(1030, 1300, .36, -1, CORAL, CREAM, "none") + waves(1310, 24, 150, TEAL, phase=60, eng=CREAM, rows=1)
    b += lighthouse(440, 2010, 1.9, True, "wide", (7, 1), head_rot=7)
    b += moth(850, 985, 1.35, -16) + line("M640 1000l26 -8M636 1030h28M648 968l22 -18", CREAM, 6)
    b += snail(318, 1338, .62, -92)
    b += waves(1395, 30, 180, NIGHT, phase=100, eng=SEA) + waves(1450, 30, 200, INK, phase=30, eng=SEA, rows=1)
    b += crab(1040, 1436, .7) + bottle(780, 1420, .6, 18)
    b += sock(1172, 1240, .8, 50, True, -1)
    return b


def p08():
    b = rect(0, 0, W, H, INK)
    b += waves(1270, 20, 120, NIGHT, eng=None) + waves(1330, 24, 150, INK, phase=60, eng=NIGHT, rows=1)
    b += dark(880, 1450, 1.28, "stand", (-9, 5), "puff", fill=NIGHT, seed=8)
    b += lighthouse(440, 2010, 1.9, False, "shut", dim=True, head_rot=-3)
    for x, y, s in ((640, 1120, .42), (560, 1060, .28), (516, 1010, .16)):
        b += cloud(x+40, y, s, VIOLET, 1)
    # moth has landed on the hat; only eyes and a dusting show
    b += circ(500, 716, 10, CREAM) + circ(526, 714, 10, CREAM) + circ(502, 717, 5, INK) + circ(528, 715, 5, INK)
    b += glow_rings(325, 1282, ((130, LAMP, .2), (80, LAMP, .35)))
    b += snail(322, 1370, .62, -92)
    b += waves(1410, 30, 180, NIGHT, phase=100, eng=SEA, rows=1)
    for x, y in ((140, 1390), (70, 1440)):
        b += circ(x, y, 9, CREAM) + circ(x+28, y, 9, CREAM) + circ(x+1, y, 4.5, INK) + circ(x+29, y, 4.5, INK)
    b += crab(1074, 1470, .7, dim=True) + waves(1468, 20, 200, INK, phase=30)
    b += bottle(640, 1432, .5, 18)
    return b


def p09():
    b = rect(0, 0, W, H, NIGHT) + circ(640, 1120, 640, SEA, .3) + circ(640, 1120, 480, SEA, .35)
    b += stars(20, 540, 1180, 1150, 30, 91, avoid=[(150, 560, 1130, 1300)]) + stars(20, 20, 1180, 80, 9, 92)
    b += waves(1180, 18, 110, SEA, eng=TEAL, rows=1) + waves(1225, 20, 140, NIGHT, phase=40, eng=SEA)
    b += rock(1050, 1330, 420, 150, 33, INK, SEA, TEAL) + rock(150, 1340, 460, 130, 34, INK, SEA, TEAL)
    b += bent([(250, 1400), (160, 1130), (190, 870), (384, 770)], .98, False, "wide", (7, 9))
    b += dark(850, 1274, 1.0, "sit", (-10, -8), "puff", seed=5)
    b += rock(620, 1420, 700, 110, 36, INK, NIGHT, SEA) + rock(1040, 1450, 520, 130, 37, INK, NIGHT, SEA) + rock(200, 1470, 560, 140, 38, INK, NIGHT, SEA)
    # steps and a puddle of sweat
    b += cloud(1060, 900, .3, CREAM, .8) + cloud(1112, 850, .2, CREAM, .7) + cloud(620, 960, .2, CREAM, .7, -1)
    b += line("M1010 1000c-8 14 -8 22 0 22 8 0 8 -8 0 -22zM650 1050c-8 14 -8 22 0 22 8 0 8 -8 0 -22z", TEAL, 5)
    b += glow_rings(130, 1062, ((120, LAMP, .16), (76, LAMP, .3))) + snail(124, 1140, .52, -84)
    b += crab(470, 1350, .62) + bottle(1120, 1300, .6) + moth(1010, 690, .4, -20, .7)
    b += waves(1455, 22, 160, INK, phase=30, eng=SEA, rows=1)
    return b


def p10():
    cx, cy = 600, 1060
    b = rect(0, 0, W, H, INK)
    b += top_view(cx, cy, False, 6, 1.12)
    # three hundred years of running
    R = random.Random(10)
    k = 0
    for r in range(176, 384, 22):
        m = int(2*math.pi*r/30)
        for i in range(m):
            a = 2*math.pi*i/m + r
            x, y = cx + (r+R.uniform(-3, 3))*math.cos(a), cy + (r+R.uniform(-3, 3))*math.sin(a)
            b += foot(x, y, math.degrees(a)+180, VIOLET if k % 3 else TEAL, .78, .95)
            k += 1
    b += tower_top(cx, cy, .94, False)
    # tallies scratched on the rock
    for x, y, r in ((250, 850, -16), (900, 830, 12), (188, 1060, -6), (330, 760, -30), (950, 960, 20)):
        b += g(rect(-46, -30, 92, 56, INK, .8, 8) + line("M-30 -16v32M-14 -16v32M2 -16v32M18 -16v32M-38 14L28 -14", CREAM, 5, .9), x, y, .85, r)
    # flat on its back
    b += g(dark(0, 0, .74, "stand", (-3, -6), "puff", seed=14), 770, 1410, 1, 24)
    b += cloud(1040, 960, .28, VIOLET, 1) + cloud(1090, 900, .18, VIOLET, 1)
    b += crab(180, 1340, .5, -20) + glow_rings(494, 1170, ((80, LAMP, .14), (50, LAMP, .18))) + snail(520, 1150, .3, 120)
    b += fish(100, 1190, .3, 30, TEAL) + fish(60, 1240, .3, 20, CORAL) + bottle(1110, 1180, .45) + moth(560, 1010, .22, 40)
    return b


def p11_12():
    b = rect(0, 0, 2400, H, INK)
    b += stars(20, 20, 2380, 300, 26, 61, avoid=[(60, 60, 1100, 560), (1100, 0, 2000, 420)], fill=SEA)
    # the Dark, arms wide: hem runs off both pages
    coat = "M1560 60C1610 30 1670 20 1740 -30C1744 30 1730 70 1700 110C1800 180 1830 280 1850 360C2060 380 2300 430 2460 540V1560H260C200 1200 420 760 760 560C960 450 1200 390 1300 360C1320 240 1430 120 1560 60Z"
    b += paper(coat, VIOLET, -14, 12)
    b += line("M760 560C640 640 540 740 470 860M2180 420C2260 450 2340 490 2400 530", INK, 5, .3)
    lining = "M1560 520C1380 480 1180 500 980 590C700 720 470 1010 420 1560H2460V640C2260 520 1800 470 1560 520Z"
    b += f'<path d="{lining}" fill="{INK}" opacity=".45" transform="translate(-12 -8)"/>'
    b += path(lining, NIGHT) + '<clipPath id="l"><path d="' + lining + '"/></clipPath><g clip-path="url(#l)">'
    b += path(smooth([(300, 1020), (800, 860), (1300, 920), (1800, 800), (2500, 900)], False) + "V1600H300Z", SEA, 'opacity=".55"')
    # milky way
    R = random.Random(12)
    mw = smooth([(780, 760), (1100, 640), (1450, 690), (1800, 600), (2420, 700), (2420, 790), (1820, 690), (1440, 790), (1120, 730), (830, 840)])
    b += path(mw, TEAL, 'opacity=".4"')
    for i in range(120):
        t = R.random(); x = 820 + t*1580; y = 770 - 60*math.sin(t*5) - t*60 + R.uniform(-46, 46)
        b += circ(x, y, R.uniform(1.5, 4), CREAM, .95)
    b += stars(620, 540, 2380, 1130, 84, 14, avoid=[(1180, 1010, 2200, 1500)], big=18)
    # a constellation: a running sock
    cs = [(1030, 900), (1030, 830), (1080, 826), (1082, 890), (1150, 930), (1130, 960), (1050, 956), (1030, 900)]
    b += line("M"+"L".join(f"{x} {y}" for x, y in cs), LAMP, 2.5, .8) + "".join(star(x, y, 12, LAMP, 5, 0, .45) for x, y in cs[:-1])
    # and a lighthouse's hat
    ch = [(2120, 620), (2170, 540), (2220, 620), (2250, 640), (2090, 640), (2120, 620)]
    b += line("M"+"L".join(f"{x} {y}" for x, y in ch), LAMP, 2.5, .8) + "".join(star(x, y, 11, LAMP, 5, 0, .45) for x, y in ch[:-1])
    # the deep
    b += whale(1690, 900, .78, -5, -1, SEA)
    for (x, y, s, c, f) in ((1010, 1130, .62, CORAL, 1), (860, 1030, .4, LAMP, 1), (2290, 960, .6, CORAL, -1), (2200, 1100, .36, LAMP, -1)):
        b += jelly(x, y, s, c)
    def angler(x, y, s, c, f, r=0):
        q = line("M40 -20C50 -70 90 -80 104 -50", c, 4) + circ(106, -34, 34, LAMP, .25) + circ(106, -34, 16, LAMP)
        return f'<g transform="translate({x} {y}) rotate({r}) scale({s*f} {s})">' + fish(0, 0, 1, 0, c) + q + "</g>"
    b += angler(1180, 1290, 1.0, TEAL, 1, -6) + angler(900, 1350, .8, CORAL, 1, 8) + angler(660, 1220, .66, TEAL, 1, -10) + angler(1010, 1440, .6, CREAM, 1) + angler(2320, 1250, .6, TEAL, -1, 6) + angler(700, 1430, .5, LAMP, 1, 4)
    for i in range(26):
        a = i*.5
        b += fish(1380+R.uniform(-110, 90), 1130+R.uniform(-40, 130) - i*1.0, .17, -14, CREAM if i % 3 else LAMP)
    b += "</g>"
    # dream coming out of the whale
    b += circ(1976, 752, 7, CREAM, .9) + circ(1996, 722, 11, CREAM, .9)
    b += cloud(2070, 678, .62, CREAM, 1) + lighthouse(2056, 694, .1, True, "happy")
    # face, hands
    b += dark_face(1590, 260, 1.45, (-14, 12), "soft")
    b += stars(1450, 90, 1700, 170, 4, 3, big=12)
    hand = "M-60 -40C-20 -70 40 -60 60 -20C70 20 40 50 0 50C-40 50 -80 0 -60 -40Z"
    b += g(paper(hand, VIOLET, 6, 8) + line("M10 -40c10 10 12 20 8 32M-14 -46c8 12 10 22 8 34", INK, 4, .4), 800, 620, 1.2, -20) + g(paper(hand, VIOLET, 6, 8) + line("M-10 -40c-10 10 -12 20 -8 32", INK, 4, .4), 2310, 540, 1.2, 30)
    # the small lighthouse, eyes wide
    b += paper("M-20 1350C160 1330 420 1350 540 1400C640 1430 700 1490 730 1560H-20Z", INK, 10, -8) + line("M470 1420c50 14 100 40 130 80M420 1450c50 14 90 34 116 60", SEA, 3, .5)
    b += rock(250, 1400, 420, 120, 44, INK, SEA, TEAL)
    b += lighthouse(250, 1340, .9, False, "wide", (8, -7))
    b += rock(120, 1430, 300, 120, 45, INK, SEA, TEAL) + rock(390, 1450, 260, 90, 46, INK, SEA, TEAL)
    b += snail(186, 1010, .42, -86) + glow_rings(183, 958, ((70, LAMP, .18),)) + crab(400, 1376, .5) + moth(330, 700, .3, 14, .8)
    b += bottle(590, 1452, .6)
    return b


def panel(x, y, w, h, body, i):
    return (f'<rect x="{x+12}" y="{y+14}" width="{w}" height="{h}" rx="10" fill="{INK}" opacity=".4"/><clipPath id="q{i}"><rect x="{x}" y="{y}" width="{w}" height="{h}" rx="10"/></clipPath><g clip-path="url(#q{i})">' + g(body, x, y) + "</g>")


def p13():
    b = rect(0, 0, W, H, CREAM)
    w, h = 520, 450

    def on(ship, sx, tuck):
        q = rect(0, 0, w, h, SEA) + path("M0 0H520V300C360 270 160 320 0 290Z", TEAL)
        ly = 350
        q += beam(150, 176, 4 if sx > 250 else 176, 15, 620)
        q += waves(318, 10, 64, SEA, -60, 600, 520, eng=TEAL, rows=1)
        q += ship
        q += dark(100 if tuck else 190, 372, .2, "sleep", seed=4) + paper("M%d 350c30 -20 90 -18 130 4l8 26h-150z" % (60 if tuck else 170), CORAL, 3, -4) + line("M%d 352v30M%d 346v34M%d 350v32" % ((90, 124, 158) if tuck else (196, 230, 264)), CREAM, 5)
        q += rock(150, 420, 260, 60, 3, NIGHT, SEA, TEAL) + lighthouse(150, 372, .38, True, "happy", (6, 1)) if not tuck else rock(150, 420, 260, 60, 3, NIGHT, SEA, TEAL) + lighthouse(160, 372, .38, True, "happy", (6, 1))
        q += waves(398, 14, 90, NIGHT, -60, 600, 520, phase=30, eng=SEA, rows=1)
        return q

    def off(big, seed):
        q = rect(0, 0, w, h, INK) + stars(10, 10, 510, 300, 34, seed, big=12)
        q += waves(318, 10, 64, NIGHT, -60, 600, 520, eng=SEA, rows=1)
        if big:
            q += dark(320, 386, .58, "sleep", seed=6)
            q += rock(90, 430, 190, 60, 6, NIGHT, SEA, TEAL) + lighthouse(74, 386, .38, False, "sleepy")
        else:
            q += rock(260, 430, 330, 60, 5, NIGHT, SEA, TEAL) + lighthouse(262, 384, .38, False, "sleepy") + dark(268, 402, .34, "sleep", seed=9)
        q += line("M400 120h30l-30 34h30M446 80h22l-22 24h22M480 52h14l-14 16h14", LAMP, 5)
        q += waves(404, 14, 90, NIGHT, -60, 600, 520, phase=30, eng=SEA, rows=1)
        return q
    j = junk(420, 340, .36, 1, CORAL, CREAM, "none")
    j2 = junk(400, 345, .34, -1, NIGHT, CREAM, "none")
    b += panel(60, 540, w, h, on(j, 300, False), 1) + panel(620, 540, w, h, off(False, 5), 2) + panel(60, 1020, w, h, off(True, 8), 3) + panel(620, 1020, w, h, on(j2 + gull(330, 90, .3), 300, True), 4)
    b += snail(330, 1020, .5) + crab(1040, 1020, .42) + moth(1130, 556, .4, 20) + bottle(580, 1000, .5, -70)
    # sun and star cut from the sheet, one for on, one for off
    return b


def p14():
    b = rect(0, 0, W, H, NIGHT)
    # wallpaper of small boats
    for r in range(6):
        for c in range(9):
            x, y = 60 + c*140 + (70 if r % 2 else 0), 70 + r*150
            if 40 < y < 440 and 60 < x < 1140: continue
            b += g(path("M-18 0H18L10 10H-10ZM0 -4V-28L16 -6Z", SEA), x, y, 1, 0, extra='opacity=".75"')
    # window
    b += rect(250+14, 500+14, 640, 620, INK, .4, 12) + rect(250, 500, 640, 620, CREAM, 1, 12) + rect(278, 528, 584, 564, INK)
    b += '<clipPath id="w"><rect x="278" y="528" width="584" height="564"/></clipPath><g clip-path="url(#w)">'
    b += rect(278, 528, 584, 564, NIGHT) + stars(290, 540, 850, 860, 38, 21, big=13)
    b += beam(620, 786, -12, 10, 700) + circ(620, 786, 80, LAMP, .3)
    b += waves(930, 10, 70, SEA, 200, 900, 1120, eng=TEAL, rows=1)
    b += rock(620, 1000, 300, 60, 3, INK, SEA, TEAL) + lighthouse(620, 968, .35, True, "soft", (-3, 3)) + dark(628, 992, .4, "sleep", seed=17)
    b += junk(392, 970, .22, -1, CORAL, CREAM, "none") + waves(982, 12, 90, NIGHT, 200, 900, 1120, phase=30, eng=SEA, rows=1) + waves(1040, 14, 110, INK, 200, 900, 1120, phase=60, eng=SEA, rows=1)
    b += "</g>" + rect(556, 528, 28, 564, CREAM) + rect(278, 790, 584, 22, CREAM)
    b += line("M570 528V1092M278 800H862", INK, 3, .25)
    b += rect(220+10, 1108+10, 700, 34, INK, .4, 6) + rect(220, 1108, 700, 34, CREAM, 1, 6)
    # curtains
    for f, x in ((1, 200), (-1, 940)):
        b += f'<g transform="translate({x} 470) scale({f} 1)">' + paper("M-60 0H120C130 200 70 420 -20 640C-60 660 -80 650 -90 640Z", CORAL, 10, 10) + line("M-10 10C0 240 -20 440 -50 620M50 10C60 180 30 340 -10 480", INK, 4, .35) + rect(-74, 400, 84, 26, LAMP, 1, 8) + "</g>"
    b += rect(90, 450, 960, 22, LAMP, 1, 11)
    # on the sill: snail lamp-lit, bottle with the letter taken out, sock pair
    b += bottle(330, 1066, .7, 4) + g(paper("M-44 0C-50 -44 50 -44 44 0L34 40H-34Z", CORAL, 4, 5) + line("M0 -30C-6 -70 -30 -80 -34 -96M0 -30C8 -60 30 -70 40 -84M0 -34V-100", TEAL, 6) + ell(-36, -100, 16, 10, TEAL, 1, 30) + ell(44, -88, 16, 10, TEAL, 1, -30) + star(0, -108, 22, LAMP, 6, 0, .6), 800, 1070)
    # shelf with books at right
    b += rect(1010, 780, 190, 20, CREAM) + "".join(paper(f"M{x} {780-hh}h{ww}v{hh}h-{ww}z", c, 3, 3) + line(f"M{x} {780-hh+18}h{ww}", INK, 3, .4) for x, ww, hh, c in ((1024, 28, 130, TEAL), (1054, 22, 110, CORAL), (1078, 34, 142, VIOLET), (1114, 24, 120, LAMP))) + crab(1166, 768, .42)
    # bed: child and cat
    b += paper("M-40 1180C0 1060 180 1060 210 1180V1560H-40Z", TEAL, 10, 8) + line("M20 1130V1400M90 1110V1400M160 1126V1400", INK, 4, .3)
    b += paper("M120 1230C120 1150 420 1140 470 1200C500 1260 440 1310 300 1310C180 1310 120 1290 120 1230Z", CREAM, 8, 9) + line("M150 1240C200 1200 240 1200 280 1206", INK, 3, .3)
    child = circ(0, -6, 74, INK) + path("M-74 -6C-84 40 -60 60 -40 60L-30 -20ZM74 -6C84 40 60 60 44 60L40 -20Z", INK) + paper("M-52 -20C-50 40 -30 66 6 66C46 66 62 30 58 -24C30 -44 -20 -44 -52 -20Z", CREAM, 3, 4) + path("M-70 -40L-96 -66L-92 -30ZM-70 -40L-50 -74L-84 -70Z", CORAL) + path("M-66 0C-80 -70 -20 -92 20 -80C70 -70 84 -20 64 10C60 -20 40 -36 8 -30C-20 -26 -46 -30 -52 -4C-50 20 -58 20 -66 0Z", INK)
    child += ell(-20, 12, 6, 8, INK) + ell(28, 12, 6, 8, INK) + line("M-4 36q9 8 18 0", INK, 4) + ell(-34, 30, 10, 7, CORAL, .7) + ell(44, 30, 10, 7, CORAL, .7)
    b += g(child, 330, 1186, 1.05, 14)
    # quilt
    q = "M-40 1560V1290C200 1230 420 1270 620 1256C860 1240 1040 1250 1240 1300V1560Z"
    b += f'<path d="{q}" fill="{INK}" opacity=".4" transform="translate(4 -12)"/>' + path(q, VIOLET)
    b += '<clipPath id="k"><path d="' + q + '"/></clipPath><g clip-path="url(#k)">'
    for r in range(4):
        for c in range(11):
            x, y = -20 + c*118, 1250 + r*96
            k = (r*3 + c*2) % 7
            b += path(f"M{x} {y}h108v86h-108z", (TEAL, CORAL, CREAM, LAMP, SEA, CREAM, VIOLET)[k])
            if k == 2: b += star(x+54, y+44, 24, LAMP, 5, 0, .45)
            if k == 4: b += fish(x+58, y+44, .42, 0, CREAM)
            if k == 1: b += line(f"M{x+20} {y+44}c20 -24 30 24 50 0 8 -8 14 -8 20 0", CREAM, 5)
            b += line(f"M{x+4} {y+4}h100v78h-100z", INK, 2, .35, 'stroke-dasharray="10 8"')
    b += "</g>"
    # hands on the quilt, book, cat
    b += paper("M386 1262C400 1240 440 1250 440 1280C440 1306 400 1312 388 1300Z", CREAM, 3, 4) + paper("M262 1258C246 1240 212 1252 214 1280C216 1304 250 1310 262 1298Z", CREAM, 3, 4)
    cat = paper("M-150 20C-170 -40 -110 -90 -20 -84C80 -90 150 -40 140 20C60 44 -90 44 -150 20Z", LAMP, 8, 8) + paper("M-160 20C-200 -20 -180 -80 -150 -86L-140 -116L-112 -92L-84 -92L-60 -116L-52 -82C-30 -50 -40 0 -70 18C-100 34 -140 34 -160 20Z", LAMP, 5, 6) + line("M-140 -40q10 8 20 0M-96 -40q10 8 20 0M-112 -24h8M-30 -70v24M0 -76v26M30 -76v26M60 -68v22", INK, 4) + paper("M140 16C170 -10 150 -50 110 -40C130 -20 110 0 70 10C90 30 120 32 140 16Z", CORAL, 4, 4)
    b += g(cat, 820, 1262, 1.0)
    b += snail(600, 1256, .5, -2) + moth(980, 560, .3, 20, .7)
    return b


def p15():
    b = rect(0, 0, W, H, NIGHT)
    b += stars(20, 20, 1180, 900, 40, 15, avoid=[(60, 60, 1140, 640)])
    b += sky_bands([SEA, TEAL, CORAL, LAMP], 700, 140, 16, 9)
    b += waves(1190, 14, 90, TEAL, eng=CREAM, rows=1) + junk(626, 1204, .26, 1, NIGHT, CREAM, "none") + waves(1240, 20, 130, SEA, phase=30, eng=TEAL) + waves(1330, 28, 180, NIGHT, phase=90, eng=SEA)
    b += '<g transform="translate(0 84)">'
    b += lighthouse(330, 2560, 2.9, False, "soft", (9, 3))
    # the Dark sits on the long gallery, letter in both hands
    b += rect(330, 1300, 900, 60, TEAL) + line("M360 1300l-20 60M470 1300l-20 60M600 1300l-20 60M730 1300l-20 60M860 1300l-20 60M990 1300l-20 60M1120 1300l-20 60", INK, 4, .35) + rect(330, 1262, 900, 44, NIGHT)
    b += dark(880, 1262, .95, "sit", (-5, 14), "soft", seed=5)
    letter = paper("M-110 -76L110 -84L116 70L-104 80Z", CREAM, 7, 9) + line("M-84 -48L88 -54M-82 -22L90 -28M-80 4L92 -2M-78 30L20 26", INK, 4, .55) + path("M60 28c14 -16 34 -2 16 20l-14 14c-22 -10 -26 -40 -2 -34z", CORAL)
    b += g(letter, 870, 1096, .92, -3) + circ(772, 1106, 30, VIOLET) + circ(972, 1100, 30, VIOLET)
    b += snail(610, 1262, 1.15, 0, 1, True, False)
    b += g(paper("M-60 -36H60V40H-60Z", CREAM, 5, 6) + path("M-60 -36L0 -92L60 -36Z", LAMP) + line("M-60 -36L0 12L60 -36M-60 40L-8 6M60 40L8 6", INK, 3, .5), 760, 1236, .8, 6)
    b += sitgull(1110, 1262, .8, -1) + moth(150, 800, .42, -14) + gull(960, 700, .4) + gull(1060, 740, .28, -1)
    b += '</g>'
    b += crab(1010, 1476, .62, 0, True) + bottle(640, 1470, .6) + waves(1476, 20, 160, INK, phase=20, eng=SEA, rows=1)
    return b


def p16():
    b = rect(0, 0, W, H, CREAM)
    b += path("M60 60H1140V1440H60Z", CREAM) + line("M60 60H1140V1440H60Z", CORAL, 3) + line("M74 74H1126V1426H74Z", CORAL, 1.5)
    b += line("M140 1030H1060", INK, 2, .4)
    for i, p in enumerate((snail(0, 40, .85), crab(0, 26, .85), bottle(0, -2, .95), moth(0, 0, .62), sock(-6, 18, 1.15, 0, True))):
        b += g(circ(6, 7, 78, INK, .2) + circ(0, 0, 78, (SEA, NIGHT, LAMP, VIOLET, TEAL)[i]) + p, 200, 350 + i*132, .72)
    b += g(dark(0, 0, .29, "sleep", seed=17), 960, 1024)
    return b


def cover():
    b = rect(-100, 0, 1200, 1500, NIGHT)
    for r, c, o in ((760, SEA, .5), (590, SEA, .8), (440, TEAL, .55)):
        b += circ(500, 820, r, c, o)
    b += stars(-90, 20, 1090, 1000, 62, 8, avoid=[(90, 60, 910, 470), (270, 480, 760, 1500), (-100, 480, 480, 900)], big=17)
    b += beam(490, 826, 196, 9, 1300)
    # the Dark tiptoes behind
    b += dark(700, 1300, 1.14, "stand", (-12, -4), "shy", seed=12)
    b += waves(1180, 20, 120, SEA, -160, 420, 1560, eng=TEAL) 
    b += waves(1200, 20, 120, SEA, 900, 1200, 1560, eng=TEAL)
    b += junk(80, 1225, .44, 1, CORAL, CREAM, "bear")
    b += rock(760, 1370, 520, 130, 8, NIGHT, SEA, TEAL) + rock(300, 1360, 420, 150, 12, NIGHT, SEA, TEAL)
    b += lighthouse(480, 1330, .98, True, "worry", (9, 1))
    b += rock(500, 1400, 520, 110, 5, NIGHT, SEA, TEAL) + snail(348, 1256, .5, -14) + crab(790, 1300, .62)
    b += waves(1340, 30, 170, TEAL, -160, 1160, phase=20, eng=CREAM, rows=1) + fish(150, 1330, .8, -30) 
    b += waves(1400, 34, 200, NIGHT, -160, 1160, phase=90, eng=SEA) + bottle(880, 1404, .7) + waves(1462, 20, 150, INK, -160, 1160, phase=10, eng=SEA, rows=1)
    b += moth(190, 560, .5, 18)
    return b
