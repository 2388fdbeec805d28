"""Cuts the pictures and sets the pages.  python3 build.py  (needs: pip install pypinyin)"""
import html, pathlib, re
from pypinyin import pinyin, Style, load_phrases_dict
import scenes
from paper import *

ROOT = pathlib.Path(__file__).resolve().parent.parent
load_phrases_dict({"赶得": [["gǎn"], ["de"]], "就得": [["jiù"], ["děi"]], "睡觉": [["shuì"], ["jiào"]], "一觉": [["yī"], ["jiào"]],
                   "转呀转": [["zhuàn"], ["ya"], ["zhuàn"]], "转一圈": [["zhuàn"], ["yī"], ["quān"]], "谁也没": [["shéi"], ["yě"], ["méi"]],
                   "那个": [["nà"], ["gè"]], "提着灯": [["tí"], ["zhe"], ["dēng"]], "亮着": [["liàng"], ["zhe"]], "尽头": [["jìn"], ["tóu"]],
                   "跑一圈": [["pǎo"], ["yī"], ["quān"]], "东西": [["dōng"], ["xi"]], "袜子": [["wà"], ["zi"]], "尾巴": [["wěi"], ["ba"]], "哪里": [["nǎ"], ["lǐ"]],
                   "好好地": [["hǎo"], ["hǎo"], ["de"]], "谢谢": [["xiè"], ["xie"]], "星星": [["xīng"], ["xing"]], "眼睛": [["yǎn"], ["jing"]]})
# dictionary tones: no sandhi for 一 and 不
FIXED = {"一": "yī", "不": "bù", "儿": "r", "谁": "shéi"}

# page: (zh lines, en lines, ink on pale paper?, top, left, width, align, alt zh)
T = {
 1: (["海的尽头，有一座小灯塔。", "太阳一下山，", "他就赶紧把自己点亮。"],
     ["Where the sea ends stood a small lighthouse.", "The moment the sun went down,", "he hurried to light himself up."], 1, 64, 84, 1040, "left",
     "黄昏的海。太阳落到海面上，一座红白条纹的小灯塔站在礁石上，眯着眼笑，亮起了灯。门口有一只背着信的蜗牛邮差，螃蟹在旁边，晾衣绳上只晾着一只条纹袜子。"),
 2: (["“谢谢你给我们照路！”", "船长们都这样喊。", "可是，灯塔有一个秘密。"],
     ["“Thank you for lighting our way!” the captains called.", "But the lighthouse had a secret, and he had never told a soul."], 0, 64, 84, 1040, "left",
     "夜里，灯塔的光越过海浪。熊船长、母鸡船长和坐在洗衣盆里的猫船长朝他招手。画面最左边，有个紫色的影子正踮着脚跑开。"),
 3: (["灯塔怕黑。", "他亮着，其实不是为了船，", "是为了把黑赶得远远的。"],
     ["The lighthouse was afraid of the dark.", "He did not shine for the ships at all.", "He shone to chase the Dark away."], 0, 64, 84, 1040, "left",
     "灯塔的脸占满了画面：眉毛皱着，嘴巴弯弯扭扭，额头挂着一滴汗。海鸥站在栏杆上看他。右边，一只破了洞的条纹袜子正跑出画面。"),
 4: (["整夜，他照照东，照照西。", "真奇怪：照到哪里，", "黑就刚刚离开哪里。"],
     ["All night he turned: east, west.", "How odd! Wherever he looked,", "the Dark had only just left."], 1, 54, 60, 1080, "center",
     "从天上往下看：灯塔像一个红色的圆盘，光像一张大纸片铺开。塔的背面，紫色的“黑”正绕着小岛跑，身后留下一圈脚印。"),
 5: (["他从来没有见过黑。", "没见过的东西总是特别大，", "牙也特别多。"],
     ["He had never once seen the Dark.", "And things you have never seen", "are always very big, with far too many teeth."], 0, 64, 84, 1000, "left",
     "跨页图的左半：灯塔想象出来的大怪物，九条彩色的尾巴，每条尾巴尖都不一样。地上堆着被咬过的灯塔帽子，蜗牛邮差从中间爬过。"),
 6: (["黑一定有九条尾巴、一百只脚，", "专门爱吃灯塔的帽子！"],
     ["It must have nine tails and a hundred feet,", "and eat nothing but lighthouse hats!"], 0, 1078, 60, 1090, "center",
     "跨页图的右半：紫色怪物有八只眼睛、两排尖牙，许多只穿着各式鞋子的脚。小小的灯塔站在它的舌头上发抖。"),
 7: (["一天夜里，飞蛾来敲窗：", "“借我一点儿光，好吗？”", "灯塔吓了一跳。啪！", "他把自己吓灭了。"],
     ["One night a moth knocked. “May I borrow a little light?”", "The lighthouse jumped. Pop! He had frightened himself out."], 0, 56, 84, 1040, "left",
     "一只大飞蛾停在灯塔的窗外，翅膀上的花纹像两只大眼睛。灯塔瞪圆了眼，帽子都吓歪了。"),
 8: (["灯塔闭紧眼睛，数到十。", "没有谁来咬他的帽子。", "可是旁边，有谁在喘气：", "呼、呼、呼……"],
     ["He shut his eyes tight and counted to ten.", "Nobody bit his hat. But close by, someone was puffing:", "hoo… hoo… hoo…"], 0, 56, 84, 1040, "left",
     "四周全黑了，只有蜗牛邮差的小灯还亮着。灯塔紧闭双眼。他身边有一个大大的影子，睁着两只圆眼睛，正在喘气。"),
 9: (["“你、你是谁？”", "“我是黑。”那个声音很小很小，", "“求求你，别再追我了，好不好？”"],
     ["“W-who are you?” “I’m the Dark,” said a very small voice.", "“Please, oh please, could you stop chasing me?”"], 0, 64, 84, 1040, "left",
     "灯塔弯下长长的身子，像一只鹅，去看坐在礁石上的“黑”。“黑”圆滚滚的，身上有星星，穿着条纹袜子，累得直冒汗。"),
 10: (["“我怕光呀！你转一圈，", "我就得跑一圈。", "跑了三百年，袜子都破了，", "一觉也没睡过。”"],
      ["“I’m afraid of the light! Whenever you turn, I must run.", "Three hundred years! Look at my socks. I’ve never once slept.”"], 0, 56, 84, 1040, "left",
      "又从天上往下看：灯塔四周一圈一圈全是小脚印，石头上刻着数日子的记号。“黑”仰面躺着，袜子破了洞。"),
 11: (["灯塔第一次睁大眼睛，", "好好地看了看黑。", "黑把大衣轻轻打开："],
      ["For the first time, the lighthouse opened his eyes", "and truly looked.", "And gently, the Dark opened its coat."], 0, 64, 84, 1000, "left",
      "跨页图的左半：小灯塔仰着头，眼睛睁得大大的。“黑”的手臂像一道拱桥，从他头顶伸开，大衣里透出星光和水母。"),
 12: (["里面有全部的星星，", "有提着灯的鱼，", "还有一头鲸，正在做梦。"],
      ["Inside were all the stars, fishes carrying lamps,", "and one whale, dreaming."], 0, 1088, 380, 800, "left",
      "跨页图的右半：“黑”温柔地笑着，大衣里面是银河和一整片海。一头鲸闭着眼睛，梦见一座小小的灯塔。"),
 13: (["从那天起，灯塔亮一下，", "让船看路；又灭一下，", "让黑睡觉。"],
      ["From then on he shone like this: ON, so the ships could see.", "OFF, so the Dark could sleep."], 1, 54, 84, 1040, "left",
      "四格画：灯亮了，帆船经过，“黑”盖着红毯子躲在塔后面；灯灭了，“黑”蜷着身子睡觉，满天星星；再亮，再灭。"),
 14: (["要是你看见灯塔一闪一闪，", "请小声一点儿。他在说：", "晚安，早安，晚安，早安……"],
      ["So if you see a lighthouse blinking, hush. He is saying:", "good night, good morning, good night, good morning…"], 0, 24, 84, 1040, "left",
      "一间小卧室。孩子躺在拼布被子里，猫睡在旁边。窗外的海上，灯塔轻轻亮着，“黑”像猫一样绕着他睡着了。蜗牛邮差爬过枕边。"),
 15: (["蜗牛邮差爬了整整一本书，", "终于到了塔顶。“黑，收信！”", "“谢谢你照看星星。没有你，", "我们也会迷路。”船长们写。"],
      ["The snail had climbed all book long. “Letter for the Dark!”",
       "“Thank you for minding the stars.", "Without you we’d be lost, too,” wrote the captains."], 0, 40, 84, 1060, "left",
      "天快亮了。“黑”坐在塔顶的栏杆上，双手捧着一封信读。蜗牛邮差终于爬到了，信封已经拆开。灯塔侧过眼睛，笑着看他们。"),
}
SMALL = {6, 9, 12, 14, 15}
FIND = [("蜗牛邮差，每幅画里都有。有一幅，他变成了星星。", "The snail postman is in every picture. In one he is stars."),
        ("螃蟹去了哪些地方？哪一页，他戴上了帽子？", "Where does the crab go? When does he wear a hat?"),
        ("漂流瓶漂过了多少页？最后在谁的窗台上？", "How far does the bottle drift? On whose windowsill?"),
        ("飞蛾躲在哪里？有一页，只看得见他的眼睛。", "Where is the moth? On one page only his eyes show."),
        ("灯塔还不认识黑的时候，你看见黑的袜子了吗？", "Did you see the Dark’s socks before the lighthouse did?")]

HEADX = '''<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">
<head>
<meta charset="utf-8"/>
<title>%s</title>
<meta name="viewport" content="width=1200, height=1500"/>
<link rel="stylesheet" type="text/css" href="../style/book.css"/>
</head>
'''


def ruby(s):
    out = ""
    py = iter(pinyin(s, style=Style.TONE, errors=lambda x: [[c] for c in x]))
    flat = [p[0] for p in py]
    assert len(flat) == len(s), (s, flat)
    i = 0
    while i < len(s):
        c = s[i]
        if "一" <= c <= "鿿":
            out += f"<ruby>{c}<rt>{FIXED.get(c, flat[i])}</rt></ruby>"
        else:
            out += c
        i += 1
    return out


def write(p, t):
    f = ROOT / p
    f.parent.mkdir(parents=True, exist_ok=True)
    f.write_text(t, encoding="utf-8")


def tidy(s):
    return re.sub(r"(\.\d*?[1-9])0+(?=[^\d])|\.0+(?=[^\d])", lambda m: m[1] or "", s)


def main():
    for i in range(1, 17):
        if i in (6, 12):
            continue
        if i in (5, 11):
            body = tidy(getattr(scenes, f"p{i:02}_{i+1:02}")())
            write(f"images/p{i:02}.svg", svg(body, vb="0 0 1200 1500"))
            write(f"images/p{i+1:02}.svg", svg(body, vb="1200 0 1200 1500"))
        else:
            write(f"images/p{i:02}.svg", svg(tidy(getattr(scenes, f"p{i:02}")())))
    c = tidy(scenes.cover())
    write("images/cover-page.svg", svg(c, vb="-100 0 1200 1500"))
    css = (ROOT / "source/base.css").read_text(encoding="utf-8")
    for i, (zh, en, pale, top, left, w, al, alt) in T.items():
        css += f"#p{i:02} .t {{ top: {top}px; left: {left}px; width: {w}px; text-align: {al}; }}\n"
        cls = ("pale" if pale else "deep") + (" small" if i in SMALL else "")
        z = "".join(f'<span class="l{" q" if x[0] == "“" else ""}">{ruby(x)}</span>' for x in zh)
        e = "".join(f'<span class="l">{html.escape(x, False)}</span>' for x in en)
        write(f"text/p{i:02}.xhtml", HEADX % f"灯塔怕黑 · {i}" + f'''<body id="p{i:02}" class="{cls}" epub:type="bodymatter">
<img class="art" src="../images/p{i:02}.svg" alt="{alt}"/>
<div class="t">
<p class="zh">{z}</p>
<p class="en" lang="en" xml:lang="en">{e}</p>
</div>
<span epub:type="pagebreak" role="doc-pagebreak" id="pg{i}" aria-label="{i}"></span>
</body>
</html>
''')
    write("text/cover.xhtml", HEADX % "灯塔怕黑" + '''<body id="cover" class="deep" epub:type="cover">
<img class="art" src="../images/cover-page.svg" alt="封面：夜海上，小灯塔皱着眉头照向左边；紫色的“黑”穿着条纹袜子，悄悄躲在他右边背后，身上满是星星。"/>
<div class="t">
<h1><span class="k1"><ruby>灯<rt>dēng</rt></ruby></span><span class="k2"><ruby>塔<rt>tǎ</rt></ruby></span><span class="k3"><ruby>怕<rt>pà</rt></ruby></span><span class="k4"><ruby>黑<rt>hēi</rt></ruby></span></h1>
<p class="en" lang="en" xml:lang="en">The Lighthouse and the Dark</p>
<p class="by">苏一汀 文　白露生 图</p>
</div>
</body>
</html>
''')
    items = "".join(f'<li><span class="fz">{z}</span><span class="fe" lang="en" xml:lang="en">{e}</span></li>\n' for z, e in FIND)
    write("text/p16.xhtml", HEADX % "找一找" + f'''<body id="p16" class="pale" epub:type="backmatter">
<img class="art" src="../images/p16.svg" alt="版权页。五个圆圈里画着蜗牛邮差、螃蟹、漂流瓶、飞蛾和一只破袜子；“黑”蜷在横线上睡着了。"/>
<div class="t">
<h2>{ruby("找一找")} <span lang="en" xml:lang="en">Go and find</span></h2>
<ul>
{items}</ul>
</div>
<div class="c">
<p>《灯塔怕黑》　苏一汀 文　白露生 图</p>
<p lang="en" xml:lang="en"><i>The Lighthouse and the Dark</i>. Words by Su Yiting, pictures by Bai Lusheng.</p>
<p>全书只用八种颜色的纸，一把剪刀，一根刻线。</p>
<p lang="en" xml:lang="en">Eight colours of paper, one pair of scissors, one engraved line.</p>
<p>本书以 <span lang="en" xml:lang="en">CC BY 4.0</span> 许可发布，欢迎抄写、改编、讲给别人听。</p>
<p lang="en" xml:lang="en">Licensed CC BY 4.0: copy it, change it, read it aloud to someone.</p>
</div>
<span epub:type="pagebreak" role="doc-pagebreak" id="pg16" aria-label="16"></span>
</body>
</html>
''')
    write("style/book.css", css)
    man, spine = "", '<itemref idref="cover" properties="rendition:page-spread-center"/>\n'
    man += '<item id="cover" href="text/cover.xhtml" media-type="application/xhtml+xml"/>\n<item id="cover-page" href="images/cover-page.svg" media-type="image/svg+xml"/>\n'
    for i in range(1, 17):
        man += f'<item id="p{i:02}" href="text/p{i:02}.xhtml" media-type="application/xhtml+xml"/>\n<item id="i{i:02}" href="images/p{i:02}.svg" media-type="image/svg+xml"/>\n'
        spine += f'<itemref idref="p{i:02}" properties="page-spread-{"left" if i % 2 else "right"}"/>\n'
    write("package.opf", (ROOT / "source/package.in").read_text(encoding="utf-8").replace("@MANIFEST@", man.strip()).replace("@SPINE@", spine.strip()))
    toc = [("cover", "封面"), ("p01", "海的尽头"), ("p03", "灯塔的秘密"), ("p05", "九条尾巴的怪物"), ("p07", "啪！灯灭了"), ("p09", "“我是黑”"), ("p11", "大衣里面"), ("p13", "亮一下，灭一下"), ("p15", "一封信"), ("p16", "找一找")]
    nl = "\n"
    write("nav.xhtml", f'''<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">
<head><meta charset="utf-8"/><title>灯塔怕黑</title><meta name="viewport" content="width=1200, height=1500"/></head>
<body>
<nav epub:type="toc" role="doc-toc" id="toc"><h1>目录</h1>
<ol>
{nl.join(f'<li><a href="text/{a}.xhtml">{t}</a></li>' for a, t in toc)}
</ol></nav>
<nav epub:type="landmarks" hidden="hidden" id="landmarks"><h2>路标</h2>
<ol>
<li><a epub:type="cover" href="text/cover.xhtml">封面</a></li>
<li><a epub:type="bodymatter" href="text/p01.xhtml">正文</a></li>
<li><a epub:type="backmatter" href="text/p16.xhtml">找一找</a></li>
</ol></nav>
<nav epub:type="page-list" role="doc-pagelist" hidden="hidden" id="pages"><h2>页码</h2>
<ol>
{nl.join(f'<li><a href="text/p{i:02}.xhtml#pg{i}">{i}</a></li>' for i in range(1, 17))}
</ol></nav>
</body>
</html>
''')


main()
