// The clock, and what "painted" means: the same in every engine's page.
//
// A page has put up `window.engine`:
//   open()            begins to open the book;
//   next(), previous() turn a page;
//   aim(section)      gets ready to jump, gives back what jumps;
//   enlarge()         makes the letters a step larger;
//   search(word)      resolves to the number of results when all are there as data, or to that as `count` and `at`, when that
//                     was; absent where there is no search;
//   ask(word)         puts the word into the engine's own field, where it has one;
//   listed()          after a search, resolves when the results stand in the page, where the engine lists them;
//   displayed()       true where the engine itself says that what was asked for is on show;
//   frames()          the frames of the book that are on show;
//   sections()        the paths of the documents in them;
//   trouble()         what the engine says where it cannot show the book, or nothing.
"use strict";

window.bench = (() => {
  /** A thing that does not come in so long is left out of the figures. */
  const PATIENCE_MS = 30000;
  /** An engine that says so long that it has done what was asked, and shows the same page, has no other. */
  const NO_PAGE_MS = 3000;
  /** Letters whose size changes nothing in so long are not changed by it. */
  const NO_CHANGE_MS = 8000;
  /** How long a person looks at what they are about to choose before they do. */
  const AIM_MS = 300;
  /** A layout that has not changed for so long stands still. */
  const STILL_MS = 400;
  const NO_PAGE = "there is no other page";
  /** How many points of a frame are looked at, along each side. */
  const GRID = 12;
  const PICTURES = new Set(["img", "svg", "image", "canvas", "video", "object", "picture", "path", "rect", "math"]);

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  /** Asked in a frame's callback: until that frame has been painted. */
  const paint = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });

  const numbers = new WeakMap();
  let count = 0;
  const numberOf = (object) => {
    if (!numbers.has(object)) numbers.set(object, (count += 1));
    return numbers.get(object);
  };

  /** What can be seen of a frame, in the window's coordinates: what its hosts cut off is not. */
  function seen(element) {
    let { left, top, right, bottom } = element.getBoundingClientRect();
    const cut = (box) => {
      [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
      [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    };
    const above = (node) => node.parentElement ?? node.getRootNode().host;
    for (let node = above(element); node; node = above(node)) {
      if (getComputedStyle(node).overflow !== "visible") cut(node.getBoundingClientRect());
    }
    cut({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
    return { left, top, right, bottom };
  }

  /** True where letters or a picture of the frame's document are where they can be seen. */
  function painted(element) {
    const inside = element.contentDocument;
    const style = getComputedStyle(element);
    if (!inside?.documentElement || inside.readyState === "loading" || style.visibility !== "visible") return false;
    // Letters of a font that has not come are not painted.
    if (inside.fonts.status === "loading") return false;
    const area = seen(element);
    if (area.right - area.left < 1 || area.bottom - area.top < 1) return false;
    const outer = element.getBoundingClientRect();
    const scale = outer.width / (element.offsetWidth || 1);
    const within = (x, y) => [(x - outer.left) / scale, (y - outer.top) / scale];
    const [left, top] = within(area.left, area.top);
    const [right, bottom] = within(area.right, area.bottom);
    const visible = (box) =>
      box.width > 0 && box.height > 0 && box.right > left && box.left < right && box.bottom > top && box.top < bottom;
    for (let row = 0; row < GRID; row += 1) {
      for (let column = 0; column < GRID; column += 1) {
        const x = left + ((column + 0.5) / GRID) * (right - left);
        const y = top + ((row + 0.5) / GRID) * (bottom - top);
        const hit = inside.elementFromPoint(x, y);
        if (!hit) continue;
        if (PICTURES.has(hit.localName)) {
          if (hit.localName !== "img" || (hit.complete && hit.naturalWidth > 0)) return true;
          continue;
        }
        const range = inside.caretRangeFromPoint(x, y);
        const node = range?.startContainer;
        if (node?.nodeType !== Node.TEXT_NODE || !node.nodeValue.trim()) continue;
        range.selectNodeContents(node);
        if ([...range.getClientRects()].some(visible)) return true;
      }
    }
    return false;
  }

  const anyPainted = () => engine.frames().some(painted);

  /** Which page is on show: another one is another text. */
  function key() {
    const parts = engine.frames().map((element) => {
      const inside = element.contentDocument;
      const root = inside?.scrollingElement ?? inside?.documentElement;
      const { left, top } = element.getBoundingClientRect();
      const places = [left, top, root?.scrollLeft ?? 0, root?.scrollTop ?? 0].map(Math.round);
      return [inside ? numberOf(inside) : 0, ...places].join();
    });
    return parts.join(" ");
  }

  /** How the text is laid out. */
  function layout() {
    const parts = engine.frames().map((element) => {
      const inside = element.contentDocument;
      const root = inside?.documentElement;
      const letters = inside?.body ? getComputedStyle(inside.body).fontSize : "";
      const { width, height } = element.getBoundingClientRect();
      return [letters, width, height, root?.scrollWidth, root?.scrollHeight].join();
    });
    return `${key()} ${parts.join(" ")}`;
  }

  /** Does something at the beginning of a task of its own, right after a frame; its failure is kept, not thrown. */
  async function begin(act) {
    await frame();
    await wait(0);
    const run = { start: performance.now(), failure: undefined };
    try {
      Promise.resolve(act()).catch((error) => (run.failure = error));
    } catch (error) {
      run.failure = error;
    }
    return run;
  }

  function check(run, what, patience = PATIENCE_MS) {
    if (run.failure) throw run.failure;
    const said = engine.trouble?.();
    if (said) throw new Error(`the engine says: ${said}`);
    if (performance.now() - run.start > patience) throw new Error(`${what} did not come in ${patience} ms`);
  }

  /**
   * From doing something to the end of the frame that paints a page; another page than before, where `elsewhere` says
   * so. It is looked for once before the next frame and then at every frame.
   */
  async function untilPainted(act, elsewhere) {
    const before = elsewhere ? key() : undefined;
    const arrived = () => engine.displayed() && key() !== before && anyPainted();
    const run = await begin(act);
    await wait(0);
    let same = performance.now();
    if (arrived()) {
      await frame();
    } else {
      do {
        check(run, "a painted page");
        if (!engine.displayed() || key() !== before) same = performance.now();
        if (performance.now() - same > NO_PAGE_MS) throw new Error(NO_PAGE);
        await frame();
      } while (!arrived());
    }
    await paint();
    return performance.now() - run.start;
  }

  /** From doing something to the end of the frame that paints the last change that it made in the layout. */
  async function untilStill(act) {
    let before = layout();
    const first = before;
    let end = 0;
    const run = await begin(act);
    await wait(0);
    let changed = 0;
    for (;;) {
      const now = layout();
      if (now !== before) {
        before = now;
        // Seen before a frame or in its callback: it is painted at the end of that frame.
        if (changed === 0) await frame();
        await paint();
        changed = end = performance.now();
      }
      if (end > 0 && performance.now() - changed > STILL_MS && anyPainted()) break;
      check(run, "another layout", end > 0 ? PATIENCE_MS : NO_CHANGE_MS);
      changed ||= performance.now();
      await frame();
    }
    return end - run.start;
  }

  return {
    rest: async () => {
      await wait(250);
      await frame();
      await frame();
    },
    open: () => untilPainted(() => engine.open(), false),
    turn: (way) => untilPainted(() => engine[way](), true),
    goTo: async (section) => {
      const go = await engine.aim(section);
      await wait(AIM_MS);
      return untilPainted(go, true);
    },
    enlarge: () => untilStill(() => engine.enlarge()),
    search: async (word) => {
      await engine.ask?.(word);
      const start = performance.now();
      const found = await engine.search(word);
      const { count, at } = typeof found === "number" ? { count: found, at: performance.now() } : found;
      const search = at - start;
      if (!(count > 0)) throw new Error(`“${word}” was not found`);
      await engine.listed?.();
      return { search, listed: engine.listed && performance.now() - start };
    },
  };
})();
