// foliate-js, as its own demonstration reader uses it: a <foliate-view>, a File, and `init`.
//
// It loads its parts when they are first needed. Here all of them are loaded before anything is measured, because
// the other engines come as one file.
import "/npm/foliate-js/view.js";
import "/npm/foliate-js/epub.js";
import "/npm/foliate-js/paginator.js";
import "/npm/foliate-js/fixed-layout.js";
import "/npm/foliate-js/search.js";
import "/npm/foliate-js/vendor/zip.js";

const view = document.createElement("foliate-view");
const indexes = new WeakMap();
let settings;
let file;
let displayed = false;

const style = (size) => `html { font-size: ${size}px }`;
const decoded = (path) => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};
const frames = () =>
  (view.renderer?.getContents() ?? []).flatMap(({ doc }) => doc?.defaultView?.frameElement ?? []);

/**
 * Does something that ends with the engine telling a new place. It tells none where there is none, and its promise
 * comes later: after a turned page it waits a tenth of a second before it takes the next.
 */
const go = async (act) => {
  displayed = false;
  await act();
  displayed = true;
};

view.addEventListener("load", ({ detail: { doc, index } }) => indexes.set(doc, index));
view.addEventListener("relocate", () => (displayed = true));

window.engine = {
  /** Takes the book's bytes into the page's memory. */
  async take(address, options) {
    settings = options;
    file = new File([await (await fetch(address)).arrayBuffer()], "book.epub", { type: "application/epub+zip" });
    document.querySelector("#host").append(view);
  },
  open: () =>
    go(async () => {
      await view.open(file);
      view.renderer.setAttribute("max-column-count", "2");
      if (settings.scrolled) view.renderer.setAttribute("flow", "scrolled");
      view.renderer.setStyles?.(style(settings.size));
      await view.init({});
    }),
  next: () => go(() => view.next()),
  previous: () => go(() => view.prev()),
  aim: async ({ index, path, fragment }) => {
    const own = view.book.sections.findIndex(({ id }) => decoded(id) === path);
    const section = view.book.sections[own < 0 ? index : own];
    return () => go(() => view.goTo(fragment ? `${section.id}#${fragment}` : own < 0 ? index : own));
  },
  enlarge: () => view.renderer.setStyles(style(settings.larger)),
  search: async (word) => {
    let found = 0;
    for await (const result of view.search({ query: word })) found += result.subitems?.length ?? 0;
    return found;
  },
  displayed: () => displayed,
  frames,
  sections: () =>
    frames().flatMap(({ contentDocument }) => decoded(view.book.sections[indexes.get(contentDocument)]?.id ?? "")),
};
window.engineIsThere = true;
