// Yueli itself: the product's own page, used by its own links, keys and buttons. Put into the page that shows the
// title of the book; what it is called there, in the interface's language, is in `window.yueliWords`.
"use strict";

(() => {
  const words = window.yueliWords;
  const FRAMES = ".reader-host iframe.book-frame:not(.is-waiting, .is-loading)";
  const room = () => document.querySelector(".reader");
  const frames = () => [...document.querySelectorAll(FRAMES)];
  const named = (name) => [...document.querySelectorAll("button")].find((button) => button.getAttribute("aria-label") === name);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  /** Waits until something is there. */
  async function until(look) {
    for (let looks = 0; looks < 300; looks += 1) {
      const found = look();
      if (found) return found;
      await frame();
    }
    throw new Error("a control of the reader did not come");
  }

  const press = (key) => window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

  /** Types into a field as a person does: the page hears of it. */
  function type(field, text) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  const searchButton = () => words.search && named(words.search);
  const searchField = () => document.querySelector("dialog input[type=search], [role=dialog] input[type=search]");

  let listed;

  /** Resolves when a list that is busy is so no more. */
  const filled = (list) =>
    new Promise((resolve) => {
      let busy = false;
      new MutationObserver((_, watch) => {
        const ended = list.ariaBusy !== "true";
        if (ended && (busy || list.querySelector("li"))) {
          watch.disconnect();
          resolve();
        }
        busy ||= !ended;
      }).observe(list, { subtree: true, childList: true, attributeFilter: ["aria-busy"] });
    });

  /**
   * Resolves to the number of places, and to when the page was told of all of them: the page's own listener comes first and
   * has listed them by the time that this one hears of it, so that the clock is the event's.
   */
  const told = () =>
    new Promise((resolve) => {
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (...sent) {
        Worker.prototype.postMessage = postMessage;
        let count = 0;
        const hear = ({ data, timeStamp }) => {
          const found = data.text?.startsWith('{"found"') && JSON.parse(data.text).found;
          count += found ? found.hits.length : 0;
          if (!found?.done) return;
          this.removeEventListener("message", hear, true);
          resolve({ count, at: timeStamp });
        };
        this.addEventListener("message", hear, true);
        return postMessage.apply(this, sent);
      };
    });

  window.engine = {
    open: () => document.querySelector(`main a[href="/read/${words.id}"]`).click(),
    next: () => named(words.next).click(),
    previous: () => named(words.previous).click(),
    /** The contents sheet goes to a part of the book: the sheet is opened and filled in before the clock starts. */
    aim: async ({ share }) => {
      press("t");
      const form = await until(() => document.querySelector("form.goto"));
      type(form.querySelector("input"), `${(share * 100).toFixed(10)}%`);
      await frame();
      await frame();
      return () => form.requestSubmit();
    },
    enlarge: () => press("+"),
    /** The sheet with the field is opened, and the word typed, before the clock starts. */
    ask: async (word) => {
      searchButton().click();
      await until(searchField);
      await frame();
      await frame();
      type(searchField(), word);
    },
    /** There only where the reader has a control for it. */
    get search() {
      if (!searchButton()) return undefined;
      return async () => {
        const { form } = searchField();
        const list = form.closest("dialog, [role=dialog]").querySelector("[aria-busy]");
        listed = filled(list);
        const found = told();
        form.requestSubmit();
        return found;
      };
    },
    /** After a search: resolves when what was found stands in the page. */
    listed: () => listed,
    displayed: () => room()?.dataset.state === "reading" && frames().length > 0,
    frames,
    sections: () =>
      frames().map(({ contentDocument }) => {
        const path = new URL(contentDocument.URL).pathname;
        return decodeURI(path.replace(/^\/book\/[^/]+\//, ""));
      }),
    trouble: () => {
      const alert = [...document.querySelectorAll(".reader [role=alert]")].find((element) => element.innerText.trim() !== "");
      return alert?.innerText.trim().split("\n")[0];
    },
  };
  window.engineIsThere = true;
})();
