// epub.js, as its own examples use it: a book of an ArrayBuffer, a rendition, and its promises.
//
// It has no search of a whole book, only one of a section, so none is measured.
"use strict";

(() => {
  let settings;
  let bytes;
  let book;
  let rendition;
  let displayed = false;

  const decoded = (path) => {
    try {
      return decodeURI(path);
    } catch {
      return path;
    }
  };
  const pathOf = (section) => decoded(book.path.resolve(section.href)).replace(/^\//, "");
  const views = () => rendition?.manager?.views?._views ?? [];

  /** Does something whose promise says when it is on show. */
  const go = (act) => {
    displayed = false;
    return act().then(() => {
      displayed = true;
    });
  };

  window.engine = {
    /** Takes the book's bytes into the page's memory. */
    async take(address, options) {
      settings = options;
      bytes = await (await fetch(address)).arrayBuffer();
    },
    open: () => {
      book = window.ePub(bytes);
      bytes = undefined;
      rendition = book.renderTo("host", {
        width: "100%",
        height: "100%",
        flow: settings.scrolled ? "scrolled-doc" : "paginated",
        spread: "auto",
      });
      rendition.themes.fontSize(`${settings.size}px`);
      return Promise.all([book.opened, go(() => rendition.display())]);
    },
    next: () => go(() => rendition.next()),
    previous: () => go(() => rendition.prev()),
    aim: async ({ index, path, fragment }) => {
      const own = book.spine.spineItems.find((section) => pathOf(section) === path);
      const place = fragment && own ? `${own.href}#${fragment}` : own ? own.index : index;
    return () => go(() => rendition.display(place));
    },
    enlarge: () => rendition.themes.fontSize(`${settings.larger}px`),
    displayed: () => displayed,
    frames: () => views().flatMap((view) => view.iframe ?? []),
    sections: () => views().map((view) => pathOf(view.section)),
  };
  window.engineIsThere = true;
})();
