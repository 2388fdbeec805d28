"""Cut-paper parts for 《灯塔怕黑》: eight papers, one engraving line, and the cast."""
import math, random

INK, NIGHT, SEA, TEAL = "#0c1530", "#182a54", "#265a84", "#4a979b"
CREAM, LAMP, CORAL, VIOLET = "#f8edd3", "#f6bb3f", "#dd5a3c", "#51418c"


def n(v):
    return ("%.1f" % v).rstrip("0").rstrip(".") if isinstance(v, float) else str(v)


def smooth(pts, closed=True, k=6.0):
    """Catmull-Rom through the points, as cubic curves."""
    m = len(pts)
    d = f"M{n(float(pts[0][0]))} {n(float(pts[0][1]))}"
    for i in range(m if closed else m - 1):
        p0 = pts[(i - 1) % m] if closed or i > 0 else pts[i]
        p1, p2 = pts[i % m], pts[(i + 1) % m]
        p3 = pts[(i + 2) % m] if closed or i + 2 < m else p2
        c = (p1[0] + (p2[0] - p0[0]) / k, p1[1] + (p2[1] - p0[1]) / k,
             p2[0] - (p3[0] - p1[0]) / k, p2[1] - (p3[1] - p1[1]) / k, p2[0], p2[1])
        d += "C" + " ".join(n(float(v)) for v in c)
    return d + ("Z" if closed else "")


def path(d, fill, extra=""):
    return f'<path d="{d}" fill="{fill}"{" " + extra if extra else ""}/>'


def paper(d, fill, dx=8, dy=10, sh=INK, so=.38, extra=""):
    """A sheet and the darker sheet that shows beneath it."""
    return (f'<path d="{d}" fill="{sh}" opacity="{so}" transform="translate({dx} {dy})"/>' +
            path(d, fill, extra))


def line(d, c=INK, w=3, o=1, extra=""):
    return (f'<path d="{d}" fill="none" stroke="{c}" stroke-width="{w}" stroke-linecap="round" '
            f'stroke-linejoin="round"' + (f' opacity="{o}"' if o != 1 else "") + (" " + extra if extra else "") + "/>")


def circ(x, y, r, fill, o=1):
    return f'<circle cx="{n(float(x))}" cy="{n(float(y))}" r="{n(float(r))}" fill="{fill}"' + (f' opacity="{o}"' if o != 1 else "") + "/>"


def ell(x, y, rx, ry, fill, o=1, rot=0):
    t = f' transform="rotate({rot} {n(float(x))} {n(float(y))})"' if rot else ""
    return f'<ellipse cx="{n(float(x))}" cy="{n(float(y))}" rx="{n(float(rx))}" ry="{n(float(ry))}" fill="{fill}"' + (f' opacity="{o}"' if o != 1 else "") + t + "/>"


def rect(x, y, w, h, fill, o=1, r=0):
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}"' + (f' rx="{r}"' if r else "") + (f' opacity="{o}"' if o != 1 else "") + "/>"


def g(body, x=0, y=0, s=1, rot=0, sx=None, extra=""):
    t = f"translate({n(float(x))} {n(float(y))})"
    if rot:
        t += f" rotate({n(float(rot))})"
    if sx is not None:
        t += f" scale({n(float(sx * s))} {n(float(s))})" if abs(s) >= .1 else f" scale({sx*s} {s})"
    elif s != 1:
        t += f" scale({s:.3f})"
    return f'<g transform="{t}"{" " + extra if extra else ""}>{body}</g>'


def star(x, y, r, fill=CREAM, p=4, rot=0, inner=.36):
    pts = []
    for i in range(p * 2):
        a = math.pi * i / p - math.pi / 2 + rot
        q = r if i % 2 == 0 else r * inner
        pts.append(f"{n(x + q * math.cos(a))} {n(y + q * math.sin(a))}")
    return path("M" + "L".join(pts) + "Z", fill)


def stars(x0, y0, x1, y1, count, seed, fill=CREAM, avoid=(), big=15, lo=3):
    R = random.Random(seed)
    out, put, tries = "", [], 0
    while len(put) < count and tries < count * 60:
        tries += 1
        x, y = R.uniform(x0, x1), R.uniform(y0, y1)
        if any(a[0] < x < a[2] and a[1] < y < a[3] for a in avoid):
            continue
        if any((x - q[0]) ** 2 + (y - q[1]) ** 2 < 42 ** 2 for q in put):
            continue
        put.append((x, y))
        k = R.random()
        if k < .5:
            out += circ(x, y, R.uniform(lo, lo + 2.5), fill, .9)
        elif k < .85:
            out += star(x, y, R.uniform(big * .6, big), fill, 4, R.uniform(-.3, .3), .3)
        else:
            out += star(x, y, R.uniform(big * .9, big * 1.3), LAMP, 5, R.uniform(-.3, .3), .45)
    return out


def waves(y, amp, wl, fill, x0=-60, x1=1260, bottom=1560, phase=0, eng=None, rows=2, flip=False, sh=INK, so=.3):
    """One sheet of sea: leaning crests along the top edge, engraved echoes below."""
    def edge(off, x_from):
        d, x = "", x_from
        while x < x1:
            d += (f"c{n(wl*.3)} 0 {n(wl*.5)} {n(-amp*.95)} {n(wl*.72)} {n(-float(amp))}"
                  f"c{n(-wl*.1)} {n(amp*.36)} {n(-wl*.02)} {n(amp*.86)} {n(wl*.28)} {n(float(amp))}")
            x += wl
        return d, x
    s = x0 - wl + phase % wl
    d, xe = edge(0, s)
    full = f"M{n(float(s))} {n(float(y))}{d}V{bottom}H{n(float(s))}Z"
    out = f'<path d="{full}" fill="{sh}" opacity="{so}" transform="translate(16 -9)"/>' + path(full, fill)
    if eng:
        for r in range(1, rows + 1):
            e = ""
            x = s
            while x < x1:
                e += (f"M{n(x + wl*.08)} {n(y + r*amp*.62)}c{n(wl*.26)} {n(-amp*.05)} {n(wl*.38)} {n(-amp*.7)} {n(wl*.55)} {n(-amp*.8)}")
                x += wl
            out += line(e, eng, 3, .55 if r == 1 else .3)
    if flip:
        mid = (x0 + x1) / 2
        out = f'<g transform="translate({n(2*mid)} 0) scale(-1 1)">{out}</g>'
    return out


def rock(cx, base, w, h, seed, fill=NIGHT, top=SEA, eng=None):
    """A cut rock: jagged sheet, lighter facets, one engraved crack per facet."""
    R = random.Random(seed)
    k = 7
    pts = []
    for i in range(k + 1):
        t = i / k
        hh = h * (math.sin(math.pi * (t * .88 + .06)) ** .55) * R.uniform(.82, 1.06)
        pts.append((cx - w / 2 + w * t + R.uniform(-.02, .02) * w, base - hh))
    pts[0] = (cx - w / 2, base); pts[-1] = (cx + w / 2, base)
    d = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in pts) + f"L{n(cx+w*.5)} {n(base+60.)}H{n(cx-w*.5)}Z"
    out = paper(d, fill, 10, 8)
    for i in range(1, k - 1):
        (x1, y1), (x2, y2) = pts[i], pts[i + 1]
        mx = (x1 + x2) / 2 + R.uniform(-10, 10)
        out += path(f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}L{n(mx)} {n(max(y1, y2) + h*R.uniform(.12,.34))}Z", top, 'opacity=".85"' if i % 2 else 'opacity=".5"')
        if eng:
            out += line(f"M{n(mx)} {n(max(y1,y2)+h*.36)}l{n(R.uniform(-14,14))} {n(h*.16)}l{n(R.uniform(-10,10))} {n(h*.12)}", eng, 3, .5)
    return out


# ------------------------------------------------------------------ the lighthouse

def face(mood, lit, look=(0, 0)):
    lx, ly = look
    eye, out = INK, ""
    ex, ey = 30, -528

    def oval(rx, ry, pup=True):
        o = ""
        for sgn in (-1, 1):
            if lit:
                o += ell(sgn * ex + lx, ey + ly, rx, ry, INK) + circ(sgn * ex + lx - rx * .3, ey + ly - ry * .4, rx * .36, CREAM)
            else:
                o += ell(sgn * ex, ey, rx * 1.35, ry * 1.2, CREAM) + circ(sgn * ex + lx, ey + ly, rx * .8, INK) + circ(sgn * ex + lx - 2.5, ey + ly - 3, rx * .26, CREAM)
        return o
    lc = INK if lit else CREAM
    if mood == "happy":
        out += oval(10, 14) + line("M-16 -497q16 15 32 0", lc, 5)
    elif mood == "worry":
        out += oval(10, 14) + line("M-14 -490q5 -8 10 0t10 0t10 0", lc, 4.5) + line("M-44 -549l20 -9M44 -549l-20 -9", lc, 5)
    elif mood == "wide":
        for sgn in (-1, 1):
            out += circ(sgn * ex, ey, 21, CREAM) + circ(sgn * ex + lx, ey + ly, 10, INK) + circ(sgn * ex + lx - 3, ey + ly - 4, 3.4, CREAM)
        out += ell(0, -488, 8, 10, lc)
    elif mood == "scared":
        for sgn in (-1, 1):
            out += circ(sgn * ex, ey, 20, CREAM) + circ(sgn * ex + lx, ey + ly, 5.5, INK)
        out += line("M-20 -488l8 -7 8 7 8 -7 8 7 8 -7", lc, 4.5) + line("M-48 -556l22 -8M48 -556l-22 -8", lc, 5)
    elif mood == "shut":
        out += line("M-44 -536l20 9-20 8M44 -536l-20 9 20 8", lc, 5.5) + line("M-16 -488q4 -7 8 0t8 0t8 0t8 0", lc, 4.5)
    elif mood == "sleepy":
        out += line("M-42 -528q12 11 24 0M18 -528q12 11 24 0", lc, 5) + line("M-9 -496q9 8 18 0", lc, 4.5)
    elif mood == "soft":
        out += oval(11, 15) + line("M-12 -496q12 10 24 0", lc, 5)
    out += ell(-52, -501, 11, 8, CORAL, .75) + ell(52, -501, 11, 8, CORAL, .75)
    return out


def head(lit=True, mood="happy", look=(0, 0), dim=False):
    """Gallery, lamp room and hat; the face is the lamp."""
    roof, gal = (VIOLET if dim else CORAL), (NIGHT if lit else TEAL)
    shade = INK
    # corbel, gallery
    h = path("M-60 -402L-92 -434H92L60 -402Z", TEAL if lit else SEA) + line("M-66 -404l-14 -28M-36 -404l-8 -28M-6 -404l-2 -28M28 -404l4 -28M56 -404l12 -28", INK, 2.5, .5)
    # lamp room
    room = "M-74 -446V-584Q0 -600 74 -584V-446Z"
    h += f'<path d="{room}" fill="{INK}" opacity=".38" transform="translate(10 4)"/>' + path(room, LAMP if lit else NIGHT)
    if lit:
        h += ell(0, -520, 60, 58, CREAM, .55)
    else:
        h += ell(0, -520, 60, 58, SEA, .55)
    h += line("M-74 -446V-584M74 -446V-584", gal if not dim else INK, 6)
    h += face(mood, lit, look)
    # railing
    h += path("M-106 -448H106V-430H-106Z", gal) + line("M-102 -474H102", gal, 5)
    h += line("".join(f"M{v} -474V-448" for v in range(-102, 103, 34)), gal, 4)
    # hat
    hat = "M-96 -580C-60 -588 -40 -664 0 -672C40 -664 60 -588 96 -580C60 -566 -60 -566 -96 -580Z"
    h += f'<path d="{hat}" fill="{INK}" opacity=".38" transform="translate(6 9)"/>' + path(hat, roof)
    h += path("M96 -580C60 -588 40 -664 0 -672C16 -640 34 -590 40 -570C66 -572 84 -576 96 -580Z", shade, 'opacity=".18"')
    h += line("M-50 -588C-34 -606 -20 -640 -6 -662M-14 -582C-8 -610 -4 -640 0 -664", INK, 2.5, .35)
    h += line("M0 -672v-22", gal, 5) + circ(0, -700, 11, LAMP if not dim else TEAL)
    return h


def bent(pts, s, lit=False, mood="soft", look=(0, 0), dim=False):
    """A tower that leans over like a goose: cubic centre line, bands along it, head at the end."""
    wall, band = (CREAM, CORAL) if not dim else (SEA, VIOLET)
    N = 60

    def at(t):
        u = 1 - t
        c = (u**3, 3*u*u*t, 3*u*t*t, t**3)
        d = (-3*u*u, 3*u*u - 6*u*t, 6*u*t - 3*t*t, 3*t*t)
        x, y = (sum(k*p[i] for k, p in zip(c, pts)) for i in (0, 1))
        dx, dy = (sum(k*p[i] for k, p in zip(d, pts)) for i in (0, 1))
        L = math.hypot(dx, dy)
        return x, y, dx/L, dy/L

    def strip(t0, t1, fill, a=-1., b_=1., op=""):
        A, B = [], []
        k = max(3, int(N*(t1-t0)))
        for i in range(k+1):
            t = t0 + (t1-t0)*i/k
            x, y, dx, dy = at(t)
            w = (94 - 34*(1-(1-t)**1.25))*s
            A.append((x+dy*w*a, y-dx*w*a)); B.append((x+dy*w*b_, y-dx*w*b_))
        return path("M"+"L".join(f"{n(float(p))} {n(float(q))}" for p, q in A+B[::-1])+"Z", fill, op)
    b = f'<g transform="translate(16 10)">' + strip(0, 1, INK, op='opacity=".38"') + '</g>' + strip(0, 1, wall)
    b += strip(.22, .4, band) + strip(.6, .78, band) + strip(0, 1, INK, -1., -.35, 'opacity=".16"')
    for t, on in ((.31, True), (.5, False), (.69, True)):
        x, y, dx, dy = at(t)
        b += g(path("M-12 18V-8a12 12 0 0 1 24 0V18Z", LAMP if on and not dim else INK) + line("M0 -20V18M-12 0H12", wall, 2.5), x, y, s, math.degrees(math.atan2(dy, dx)) + 90)
    x, y, dx, dy = at(1)
    r = math.degrees(math.atan2(dy, dx)) + 90
    return b + f'<g transform="translate({n(float(x))} {n(float(y))}) rotate({n(float(r))}) scale({s:.3f}) translate(0 402)">' + head(lit, mood, look, dim) + "</g>"


def lighthouse(x, y, s=1, lit=True, mood="happy", look=(0, 0), rot=0, dim=False, bend=None, door=True, wins=(True, False, True), head_rot=0):
    wall, band, roof, gal = (CREAM, CORAL, CORAL, NIGHT) if not dim else (SEA, VIOLET, VIOLET, TEAL)
    shade = INK
    b = ""
    # tower
    tower = "M-94 6C-80 -120 -66 -270 -60 -404H60C66 -270 80 -120 94 6C40 20 -40 20 -94 6Z"
    b += f'<path d="{tower}" fill="{INK}" opacity=".38" transform="translate(14 4)"/>' + path(tower, wall)

    def hw(yy):
        t = -yy / 404
        return 94 - 34 * (1 - (1 - t) ** 1.25)
    for a, c in ((-96, -168), (-262, -330)):
        wa, wc = hw(a), hw(c)
        b += path(f"M{n(-wa)} {a}Q0 {a+16} {n(wa)} {a}L{n(wc)} {c}Q0 {c+16} {n(-wc)} {c}Z", band)
    # shadow side, cut as one darker sheet
    b += path("M94 6C80 -120 66 -270 60 -404H22C26 -270 36 -120 40 15C60 13 80 10 94 6Z", shade, 'opacity=".16"')
    # engraved courses
    b += line("M-84 -34h22M-50 -56h20M-78 -62h14M-68 -190h20M-40 -214h24M-70 -236h12M-58 -352h18M-30 -376h22M8 -196h18M10 -226h22M4 -360h16", INK, 2, .35)
    if door:
        b += path("M-24 17V-36A24 24 0 0 1 24 -36V17Q0 19 -24 17Z", TEAL if not dim else NIGHT) + line("M0 -58V16M-24 -22H24", INK, 2, .5) + circ(13, -12, 3.2, LAMP)
    for (wx, wy), on in zip(((-8, -128), (10, -214), (-6, -296)), wins):
        b += path(f"M{wx-12} {wy+18}V{wy-8}a12 12 0 0 1 24 0V{wy+18}Z", LAMP if on and not dim else INK) + line(f"M{wx} {wy-20}V{wy+18}M{wx-12} {wy}H{wx+12}", wall, 2.5)
    h = head(lit, mood, look, dim)
    b += f'<g transform="rotate({head_rot} 0 -420)">{h}</g>' if head_rot else h
    return g(b, x, y, s, rot)


def beam(x, y, ang, spread, length, col=LAMP, o=.88, inner=True):
    """Tracing-paper light, from a point."""
    def wedge(sp, L):
        a1, a2 = math.radians(ang - sp), math.radians(ang + sp)
        return f"M{n(float(x))} {n(float(y))}L{n(x+L*math.cos(a1))} {n(y+L*math.sin(a1))}L{n(x+L*math.cos(a2))} {n(y+L*math.sin(a2))}Z"
    out = path(wedge(spread, length), col, f'opacity="{o}"')
    if inner:
        out += path(wedge(spread * .62, length), CREAM, 'opacity=".55"')
    return out


# ------------------------------------------------------------------ the Dark

def sock(x, y, s=1, rot=0, hole=False, flip=1):
    d = "M-17 -58H17V-16C24 -10 44 -10 50 2C54 14 44 20 30 20H-8C-18 20 -20 8 -18 -4Z"
    b = paper(d, CREAM, 5, 5)
    b += path("M-17 -58H17V-44H-17Z", CORAL) + path("M-17 -32H17V-18H-18Z", CORAL) + path("M34 -6C42 -4 48 -2 50 2C54 14 44 20 30 20C26 12 28 0 34 -6Z", CORAL)
    if hole:
        b += circ(36, 7, 9, INK) + circ(39, 7, 7, VIOLET)
    return f'<g transform="translate({n(float(x))} {n(float(y))}) rotate({rot}) scale({n(s*flip)} {n(float(s))})">{b}</g>'


def dark_face(x, y, s=1, look=(0, 0), mood="shy"):
    lx, ly = look
    b = ""
    if mood in ("sleep",):
        b += line("M-62 0q20 18 40 0M22 0q20 18 40 0", CREAM, 6) + line("M-12 34q12 9 24 0", CREAM, 5)
    elif mood == "smile":
        b += line("M-62 4q20 -22 40 0M22 4q20 -22 40 0", CREAM, 6) + line("M-22 30q22 22 44 0", CREAM, 5)
    else:
        for sg in (-1, 1):
            b += circ(sg * 42, 0, 27, CREAM) + circ(sg * 42 + lx, ly, 14, INK) + circ(sg * 42 + lx - 5, ly - 5, 4.5, CREAM)
        if mood == "puff":
            b += ell(0, 42, 15, 18, INK) + ell(0, 50, 9, 8, CORAL) + line("M-66 -38l26 -8M66 -38l-26 -8", CREAM, 5)
        elif mood == "shy":
            b += line("M-13 40q6 -8 13 0t13 0", CREAM, 5) + line("M-64 -36l24 -10M64 -36l-24 -10", CREAM, 5)
        elif mood == "soft":
            b += line("M-16 36q16 14 32 0", CREAM, 5)
        elif mood == "oh":
            b += ell(0, 42, 9, 11, INK)
    b += ell(-78, 26, 17, 11, CORAL, .6) + ell(78, 26, 17, 11, CORAL, .6)
    return g(b, x, y, s)


def dark(x, y, s=1, pose="stand", look=(0, 0), mood="shy", seed=3, flip=1, fill=VIOLET):
    b = ""
    R = random.Random(seed)
    if pose == "stand":
        b += sock(-64, -6, 1.1, 0, False, -1) + sock(64, -6, 1.1, 0, True, 1)
        d = "M-196 -28C-210 -190 -190 -370 -96 -452C-30 -508 40 -520 92 -566C96 -520 84 -486 70 -462C150 -400 206 -220 196 -28C170 -46 150 -46 128 -24C104 -50 84 -48 62 -22C40 -48 22 -48 0 -22C-22 -48 -42 -48 -64 -22C-84 -48 -106 -48 -128 -24C-150 -46 -172 -46 -196 -28Z"
        b += paper(d, fill, 12, 10)
        arm = "M-150 -270C-200 -230 -226 -170 -214 -140C-196 -120 -170 -140 -156 -170Z"
        b += paper(arm, fill, 5, 7) + g(paper(arm, fill, 5, 7), sx=-1)
        b += dark_face(-6, -350, 1.1, look, mood)
        zone = [(-120, -230, 120, -60)]
        st = stars(-140, -240, 140, -70, 16, seed, big=13) + stars(-60, -470, 60, -430, 3, seed + 1, big=10)
        b += st
    elif pose == "run":
        b += sock(-150, -30, 1.15, 62, True, 1) + sock(92, -44, 1.15, -28, False, 1)
        d = "M-270 -130C-250 -240 -190 -350 -70 -410C-140 -440 -210 -436 -262 -410C-220 -500 -100 -520 10 -480C130 -440 206 -330 190 -200C182 -120 150 -70 110 -52C90 -80 66 -84 44 -60C20 -84 -8 -84 -32 -58C-60 -86 -90 -82 -110 -60C-140 -90 -170 -86 -196 -70C-200 -96 -230 -110 -270 -130Z"
        b += paper(d, fill, 12, 10)
        b += paper("M150 -300C206 -300 262 -330 282 -306C296 -276 240 -244 170 -236Z", fill, 5, 7)
        b += paper("M60 -280C96 -250 150 -200 140 -176C116 -160 60 -200 36 -236Z", fill, 5, 7)
        b += dark_face(76, -336, 1.05, look, mood)
        b += stars(-180, -300, -10, -110, 15, seed, big=13)
    elif pose == "sit":
        d = "M-190 8C-226 -120 -206 -320 -110 -404C-50 -456 14 -462 52 -520C66 -478 62 -446 48 -420C150 -370 214 -170 190 8C120 34 -120 34 -190 8Z"
        b += paper(d, fill, 12, 10)
        b += g(path("M-34 -40C-90 -30 -140 -6 -150 22C-146 50 -90 52 -20 30Z", fill) , 0, 0)
        b += stars(-120, -196, 120, -50, 12, seed, big=13, avoid=[(-70, -120, 150, 0)])
        b += sock(-120, 26, 1.25, -14, True, -1) + sock(120, 26, 1.25, 14, False, 1)
        b += paper("M-160 -200C-200 -140 -190 -80 -140 -60C-110 -60 -104 -90 -120 -110Z", fill, 5, 7)
        b += paper("M160 -200C200 -140 190 -80 140 -60C110 -60 104 -90 120 -110Z", fill, 5, 7)
        b += dark_face(-8, -300, 1.15, look, mood)
    elif pose == "sleep":
        # curled like a cat, hood tip flopped forward, one holed sock behind
        b += sock(300, 2, 1, 70, True, 1)
        d = "M-300 24C-370 -20 -372 -130 -270 -196C-250 -252 -180 -300 -110 -280C20 -330 190 -290 270 -180C330 -120 330 -20 280 24Z"
        b += paper(d, fill, 12, 8)
        b += stars(-90, -250, 230, -70, 20, seed, big=14)
        b += paper("M-300 24C-360 -10 -372 -120 -282 -190C-240 -240 -180 -246 -130 -200C-90 -160 -90 -60 -130 -20C-160 20 -230 30 -300 24Z", fill, 10, 4)
        b += paper("M-282 -190C-250 -262 -160 -312 -96 -268C-60 -240 -70 -190 -88 -150C-104 -190 -150 -214 -196 -208C-230 -206 -260 -200 -282 -190Z", fill, 4, 8)
        b += dark_face(-228, -92, .92, look, "sleep")
        b += paper("M-150 28C-160 -20 -110 -48 -60 -30C20 -64 180 -60 262 -24C290 -6 288 20 270 28Z", fill, 2, -8)
        b += line("M-60 -30c-8 14 -6 30 2 44", INK, 4, .35)
    return f'<g transform="translate({n(float(x))} {n(float(y))}) scale({s*flip:.3f} {s:.3f})">{b}</g>'


# ------------------------------------------------------------------ small cast

def snail(x, y, s=1, rot=0, flip=1, lamp=True, letter=True):
    """The night-shift postman. Stands on y=0, faces right."""
    b = ""
    b += paper("M-78 0C-70 -16 -40 -20 0 -20H26C30 -44 34 -62 54 -66C76 -66 84 -48 80 -30C78 -12 66 0 44 0Z", TEAL, 4, 4)
    b += line("M52 -62C52 -82 46 -90 42 -98M68 -62C72 -82 80 -86 84 -94", TEAL, 6) + circ(41, -101, 8, CREAM) + circ(86, -97, 8, CREAM) + circ(43, -101, 4, INK) + circ(88, -97, 4, INK)
    b += line("M62 -30q8 6 14 0", INK, 3)
    sh = "M-60 -20C-74 -70 -44 -110 -8 -108C32 -106 46 -62 28 -20Z"
    b += paper(sh, CORAL, 4, 4) + line("M-50 -24C-58 -66 -34 -94 -8 -92C18 -88 26 -58 12 -40C-2 -26 -28 -34 -26 -54C-22 -68 -4 -66 -4 -56", CREAM, 4.5)
    # cap
    b += path("M36 -70C40 -88 74 -92 82 -70L98 -64C92 -58 80 -60 74 -62Z", NIGHT) + star(62, -76, 6, LAMP, 5, 0, .45)
    if letter:
        b += g(paper("M-26 -18H26V18H-26Z", CREAM, 3, 3) + line("M-26 -18L0 4L26 -18", INK, 2.5, .7) + circ(0, 4, 5, CORAL), -28, -116, 1, -10)
    if lamp:
        b += line("M92 -44h22v12", NIGHT, 4) + circ(114, -16, 30, LAMP, .3) + path("M104 -32H124V-6Q114 0 104 -6Z", LAMP) + line("M104 -32H124M104 -6Q114 0 124 -6", NIGHT, 3.5)
    return f'<g transform="translate({n(float(x))} {n(float(y))}) rotate({rot}) scale({s*flip:.3f} {s:.3f})">{b}</g>'


def crab(x, y, s=1, rot=0, hat=False, dim=False):
    c = CORAL if not dim else VIOLET
    b = line("M-40 -10l-26 10-8 18M-36 0l-18 14-2 14M40 -10l26 10 8 18M36 0l18 14 2 14", c, 6)
    b += line("M-38 -26C-60 -40 -62 -54 -58 -66M38 -26C60 -40 62 -54 58 -66", c, 8)
    b += path("M-58 -60C-82 -66 -84 -96 -66 -106L-60 -88L-46 -104C-34 -90 -42 -66 -58 -60Z", c) + path("M58 -60C82 -66 84 -96 66 -106L60 -88L46 -104C34 -90 42 -66 58 -60Z", c)
    b += paper("M-52 -18C-50 -46 50 -46 52 -18C46 12 -46 12 -52 -18Z", c, 4, 5)
    b += line("M-14 -38v-14M14 -38v-14", c, 5) + circ(-14, -56, 9, CREAM) + circ(14, -56, 9, CREAM) + circ(-13, -56, 4.5, INK) + circ(15, -56, 4.5, INK)
    b += line("M-12 -12q12 9 24 0", INK, 3.5)
    if hat:
        b += path("M-30 -66C-16 -70 -10 -96 2 -98C14 -96 20 -70 34 -66C16 -58 -12 -58 -30 -66Z", NIGHT)
    return g(b, x, y, s, rot)


def bottle(x, y, s=1, rot=-24):
    b = paper("M-22 -40H22V34Q22 44 12 44H-12Q-22 44 -22 34Z", TEAL, 4, 5) + path("M-9 -66H9V-44H-9Z", TEAL) + path("M-8 -78H8V-62H-8Z", CORAL)
    b += path("M-12 -26H12V30H-12Z", CREAM) + line("M-6 -14h12M-6 -2h12M-6 10h8", INK, 2.5, .6) + line("M-17 -30V30", CREAM, 3, .7)
    return g(b, x, y, s, rot)


def gull(x, y, s=1, flip=1, c=CREAM):
    b = path("M-90 -10C-60 -42 -26 -36 0 0C26 -36 60 -42 90 -10C58 -24 30 -14 8 16C4 22 -4 22 -8 16C-30 -14 -58 -24 -90 -10Z", c)
    b += path("M-90 -10C-60 -42 -44 -40 -30 -34C-56 -30 -74 -22 -90 -10ZM90 -10C60 -42 44 -40 30 -34C56 -30 74 -22 90 -10Z", INK, 'opacity=".55"')
    b += path("M8 8l22 6-20 6z", LAMP)
    return f'<g transform="translate({x} {y}) scale({s*flip:.3f} {s:.3f})">{b}</g>'


def sitgull(x, y, s=1, flip=1):
    b = line("M-8 -4v-26M12 -4v-26", LAMP, 5) + line("M-14 -2h12M6 -2h12", LAMP, 4)
    b += paper("M-80 -40C-50 -84 -10 -92 24 -84C22 -120 44 -140 66 -134C86 -128 88 -106 76 -94C72 -50 44 -22 4 -24C-30 -26 -50 -34 -80 -40Z", CREAM, 5, 6)
    b += path("M-92 -44C-56 -80 -20 -82 14 -66C0 -42 -40 -34 -92 -44Z", TEAL) + line("M-74 -46C-46 -56 -22 -58 -4 -56", INK, 3, .6)
    b += path("M82 -120L112 -110L80 -102Z", LAMP) + circ(66, -116, 5, INK)
    return f'<g transform="translate({x} {y}) scale({s*flip:.3f} {s:.3f})">{b}</g>'


def moth(x, y, s=1, rot=0, flap=1.0, knock=False):
    up = "M0 -10C30 -90 110 -130 150 -104C170 -70 130 0 60 20C30 26 8 14 0 -10Z"
    lo = "M4 10C40 14 84 30 92 66C84 98 40 88 20 62C10 46 2 26 4 10Z"
    w = paper(lo, CORAL, 4, 5) + paper(up, CREAM, 4, 5)
    w += circ(100, -60, 22, LAMP) + circ(100, -60, 11, INK) + circ(96, -64, 4, CREAM)
    w += line("M30 -20C60 -60 90 -86 130 -96M26 -6C60 -16 100 -20 134 -50", INK, 2.5, .45) + circ(62, 56, 9, LAMP)
    b = g(w, 8, 0, 1, 0, flap) + g(w, -8, 0, 1, 0, -flap)
    b += paper("M-14 -24C-16 20 -10 60 0 78C10 60 16 20 14 -24C10 -40 -10 -40 -14 -24Z", TEAL, 3, 4) + line("M-12 10h24M-11 28h22M-8 46h16", INK, 3, .5)
    b += circ(0, -44, 22, TEAL) + circ(-9, -48, 8, CREAM) + circ(9, -48, 8, CREAM) + circ(-8, -47, 4, INK) + circ(10, -47, 4, INK) + line("M-6 -33q6 5 12 0", INK, 3)
    b += line("M-8 -64C-14 -90 -34 -100 -48 -96M8 -64C14 -90 34 -100 48 -96M-16 -78l-12 2M-26 -90l-6 10M16 -78l12 2M26 -90l6 10", TEAL, 4)
    return g(b, x, y, s, rot)


def fish(x, y, s=1, rot=0, c=CORAL, flip=1, glow=False):
    b = ""
    if glow:
        b += ell(0, 0, 88, 52, c, .22)
    b += path("M-46 0L-82 -28C-74 -8 -74 8 -82 28Z", c) + path("M-54 0C-30 -42 34 -42 60 0C34 42 -30 42 -54 0Z", c)
    b += path("M-10 -28C0 -50 20 -50 30 -24ZM-8 28C0 44 14 44 22 26Z", c)
    b += line("M26 -22C16 -8 16 8 26 22M4 -12q8 12 0 24M-14 -12q8 12 0 24", INK, 3, .5) + circ(38, -6, 7, CREAM) + circ(40, -6, 3.5, INK)
    return f'<g transform="translate({n(float(x))} {n(float(y))}) rotate({rot}) scale({s*flip:.3f} {s:.3f})">{b}</g>'


def jelly(x, y, s=1, c=CORAL, rot=0, face=True):
    b = ell(0, 0, 120, 130, c, .16)
    for i, (xx, l) in enumerate(((-48, 120), (-24, 160), (0, 130), (24, 170), (48, 120))):
        b += line(f"M{xx} 20c-16 {l*.3:.0f} 18 {l*.4:.0f} 0 {l*.66:.0f}s10 {l*.2:.0f} 0 {l*.34:.0f}", c if i % 2 else CREAM, 6, .9)
    b += paper("M-74 18C-80 -70 80 -70 74 18C60 34 50 10 36 26C24 38 14 12 0 28C-14 12 -24 38 -36 26C-50 10 -60 34 -74 18Z", c, 4, 5)
    b += line("M-50 -8C-44 -36 -22 -44 -6 -46", CREAM, 5, .7)
    if face:
        b += line("M-26 -4q7 7 14 0M12 -4q7 7 14 0", INK, 4) + line("M-5 8q5 4 10 0", INK, 3)
    return g(b, x, y, s, rot)


def whale(x, y, s=1, rot=0, flip=1, c=SEA):
    b = paper("M-420 -20C-400 -160 -180 -220 40 -190C210 -166 300 -100 370 -60C400 -110 440 -150 500 -160C494 -110 470 -70 440 -40C480 -20 510 20 520 66C460 60 410 30 376 -10C300 50 180 120 -60 122C-280 126 -410 80 -420 -20Z", c, 14, 14)
    b += path("M-420 -14C-300 30 -120 60 60 40C40 80 0 110 -60 122C-280 126 -420 80 -420 -14Z", CREAM, 'opacity=".92"')
    b += line("M-390 22C-280 62 -140 82 0 70M-370 52C-260 88 -150 102 -40 94M-330 82C-250 106 -180 114 -90 112", SEA, 4, .8)
    b += line("M-290 -30q26 22 52 0", INK, 7) + line("M-286 -52q22 -10 44 0", INK, 4, .5) + ell(-216, 8, 26, 15, CORAL, .7)
    b += paper("M-120 60C-100 130 -40 190 20 200C30 150 0 90 -50 60Z", c, 8, 8)
    b += stars(-180, -150, 240, -20, 20, 77, big=13)
    b += line("M-100 -196c-6 -40 -40 -50 -60 -46M-90 -198c6 -44 40 -56 62 -46", CREAM, 6, .9)
    return f'<g transform="translate({x} {y}) rotate({rot}) scale({s*flip:.3f} {s:.3f})">{b}</g>'


def junk(x, y, s=1, flip=1, hull=CORAL, sail=CREAM, captain="bear", lit=True):
    b = line("M-60 -40V-330M70 -40V-270", NIGHT, 9)
    for (mx, top, w, h, rows) in ((-60, -330, 150, 240, 5), (70, -270, 110, 190, 4)):
        d = f"M{mx-w*.35:.0f} {top+8}C{mx+w*.1:.0f} {top-16} {mx+w*.4:.0f} {top+4} {mx+w*.56:.0f} {top+40}C{mx+w*.72:.0f} {top+h*.5:.0f} {mx+w*.72:.0f} {top+h*.8:.0f} {mx+w*.6:.0f} {top+h}L{mx-w*.3:.0f} {top+h-8}C{mx-w*.42:.0f} {top+h*.6:.0f} {mx-w*.42:.0f} {top+h*.3:.0f} {mx-w*.35:.0f} {top+8}Z"
        b += paper(d, sail, 7, 8)
        b += line("".join(f"M{mx-w*.38:.0f} {top+8+h*r/rows:.0f}Q{mx+w*.2:.0f} {top-4+h*r/rows:.0f} {mx+w*.64:.0f} {top+14+h*r/rows:.0f}" for r in range(1, rows)), INK, 3.5, .6)
        b += path(f"M{mx} {top-8}l34 -10-34 -12z", CORAL)
    b += {"bear": bear, "hen": hen, "cat": catcap, "none": lambda *_: ""}[captain](134, -66, .8)
    b += paper("M-180 -70C-160 -52 150 -60 196 -104C200 -60 180 -10 140 24H-120C-156 0 -176 -34 -180 -70Z", hull, 8, 6)
    b += line("M-168 -40C-120 -30 120 -34 186 -66M-150 -14C-100 -6 110 -10 168 -34", INK, 3.5, .5)
    b += "".join(circ(v, -22, 9, LAMP if lit else NIGHT) + circ(v, -22, 9, INK, .0) for v in (-100, -50, 0, 50, 100))
    b += circ(-142, -42, 12, CREAM) + circ(-145, -42, 6, INK)
    return f'<g transform="translate({x} {y}) scale({s*flip:.3f} {s:.3f})">{b}</g>'


def bear(x, y, s=1):
    b = circ(-30, -96, 15, TEAL) + circ(30, -96, 15, TEAL) + paper("M-44 40C-50 -10 -30 -30 0 -30C30 -30 50 -10 44 40Z", NIGHT, 4, 4) + circ(0, -62, 42, TEAL)
    b += ell(0, -48, 20, 15, CREAM) + ell(0, -56, 8, 6, INK) + circ(-16, -70, 5, INK) + circ(16, -70, 5, INK) + line("M-7 -44q7 6 14 0", INK, 3)
    b += path("M-40 -88C-34 -120 34 -120 40 -88C20 -98 -20 -98 -40 -88Z", CREAM) + path("M-44 -84C-20 -98 20 -98 44 -84L40 -76C20 -88 -20 -88 -40 -76Z", NIGHT) + star(0, -102, 8, LAMP, 5, 0, .45)
    b += line("M40 -10C62 -30 70 -60 68 -80", NIGHT, 20) + circ(68, -90, 15, TEAL) + circ(0, 0, 4, LAMP) + circ(0, 18, 4, LAMP)
    return g(b, x, y, s)


def hen(x, y, s=1):
    b = paper("M-46 40C-60 -20 -34 -50 -20 -90C-10 -120 36 -118 36 -84C36 -50 60 -10 50 40Z", CREAM, 4, 4)
    b += path("M-12 -108C-20 -130 0 -134 4 -120C10 -138 30 -132 22 -110Z", CORAL) + path("M36 -88L60 -78L36 -70Z", LAMP) + circ(16, -88, 5.500, INK) + path("M34 -70C44 -66 42 -50 34 -50C28 -54 28 -66 34 -70Z", CORAL)
    b += path("M-40 0C-76 -20 -86 -50 -80 -72C-60 -60 -30 -40 -16 -14Z", TEAL) + line("M-66 -52C-54 -40 -40 -26 -30 -16", INK, 3, .5)
    b += path("M-22 -30C0 -20 26 -20 42 -32L44 -18C20 -6 -8 -6 -28 -16Z", CORAL)
    return g(b, x, y, s)


def catcap(x, y, s=1):
    b = paper("M-40 40C-46 0 -26 -24 0 -24C26 -24 46 0 40 40Z", CORAL, 4, 4) + path("M-38 -62L-36 -104L-10 -88ZM38 -62L36 -104L10 -88Z", LAMP) + ell(0, -58, 42, 36, LAMP)
    b += line("M-20 -62q6 6 12 0M8 -62q6 6 12 0", INK, 4) + path("M-5 -52h10l-5 6z", INK) + line("M-30 -48h-22M-30 -42l-20 6M30 -48h22M30 -42l20 6M0 -46q-5 8 -10 4M0 -46q5 8 10 4", INK, 2.5)
    b += line("M-34 0C-60 -16 -66 -40 -64 -60", CORAL, 16) + circ(-64, -68, 13, LAMP) + line("M-28 8h56M-34 24h68", CREAM, 6)
    return g(b, x, y, s)


def cloud(x, y, s=1, c=CREAM, o=1, flip=1):
    d = "M-150 30C-176 30 -178 -6 -146 -10C-146 -46 -92 -56 -74 -30C-60 -78 14 -80 30 -34C54 -58 100 -44 100 -12C138 -14 150 30 116 30Z"
    return f'<g transform="translate({x} {y}) scale({s*flip:.3f} {s:.3f})" opacity="{o}">' + paper(d, c, 8, 9, INK, .22) + line("M-104 6C-90 -4 -76 -2 -68 8M-10 -14C6 -30 30 -22 34 -4", INK, 3, .3) + "</g>"


def svg(body, w=1200, h=1500, vb=None):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{vb or f"0 0 {w} {h}"}" width="1200" height="1500">\n{body}\n</svg>\n'
