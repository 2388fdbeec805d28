"""Cuts cover.svg (1000 x 1500, title outlined) for cover.jpg.  Needs fontTools and Noto Serif CJK SC Bold."""
import pathlib, sys
from fontTools.ttLib import TTCollection, TTFont
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
import scenes
from paper import *

HERE = pathlib.Path(__file__).resolve().parent
FONTS = [f for f in TTCollection(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc").fonts if f["name"].getDebugName(1) == "Noto Serif CJK SC"]
F = FONTS[0]
GS, CM, HM = F.getGlyphSet(), F.getBestCmap(), F["hmtx"]


def word(s, x, y, size, track=0, anchor="middle"):
    k = size / 1000
    wid = sum(HM[CM[ord(c)]][0] * k + track for c in s) - track
    x -= wid / 2 if anchor == "middle" else 0
    p = SVGPathPen(GS, ntos=lambda v: n(round(float(v), 1)))
    for c in s:
        g_ = CM[ord(c)]
        GS[g_].draw(TransformPen(p, (k, 0, 0, -k, x, y)))
        x += HM[g_][0] * k + track
    return p.getCommands()


b = scenes.cover()
for c, x, y, r in (("灯", 172, 292, -4), ("塔", 376, 272, 3), ("怕", 580, 294, -3), ("黑", 818, 276, 4)):
    d = word(c, 0, 78, 200)
    col = LAMP if c == "灯" else VIOLET if c == "黑" else CREAM
    # 黑 is a violet sheet on its own scrap of cream, or it would be lost at night
    q = ""
    if c == "黑":
        q += paper("M-118 -112C-40 -124 60 -122 116 -108C126 -40 122 60 112 112C40 124 -60 120 -114 110C-124 40 -126 -50 -118 -112Z", CREAM, 8, 10)
        q += path(d, VIOLET)
    else:
        q += path(d, INK, 'opacity=".5" transform="translate(8 10)"') + path(d, col)
    b += g(q, x, y - 52, 1, r)
b += path(word("The Lighthouse and the Dark", 500, 428, 50, 1), LAMP) + path(word("苏一汀 文　白露生 图", 500, 492, 32, 3), CREAM)
(HERE / "cover.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1500" viewBox="0 0 1000 1500">\n{b}\n</svg>\n', encoding="utf-8")
