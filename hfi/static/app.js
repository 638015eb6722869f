// Comfort on top of pages that work without it: focus after a swap, menus, the current section, text that is not saved.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (id) => document.getElementById(id).content.textContent.trim();
  const errorRegion = document.getElementById("error-region");
  const byHand = (detail) => ["click", "submit"].includes(detail.requestConfig?.triggeringEvent?.type);

  // Focus. htmx gives it to [autofocus], or back to the same id. When it is lost: to the first field of a form that was
  // opened, to the heading of a card that was saved (of its section, when the card is gone), or back to where a request failed.
  const FIRST = [".editform :is(input:not([type=hidden]), select, textarea)", ":is(h2, h3, h4, p)[tabindex='-1']", "a[href], button"];
  const first = (element) => FIRST.map((selector) => element?.querySelector(selector)).find(Boolean);
  // Of radio buttons the one that is chosen: an arrow key on another one would choose anew.
  const chosen = (one) => (one?.type === "radio" && one.form.querySelector(`[name="${one.name}"]:checked`)) || one;
  const isLost = () => !document.activeElement || document.activeElement === document.body;
  const giveFocus = (element) => { if (isLost()) element?.focus(); };
  const giveBack = (element) => giveFocus(element.querySelector("[type=submit]") ?? element);
  let home;
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    watchSections();
    if (!byHand(detail)) return;
    if (detail.target === errorRegion) giveBack(detail.requestConfig.elt);
    else giveFocus(chosen(first(document.getElementById(detail.target.id))) ?? first(document.getElementById(home)));
  });

  // Menus close by Escape, and when the user turns elsewhere; the error region closes by its button.
  document.addEventListener("keydown", ({ key }) => {
    const menu = key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", ({ target }) => {
    all("details.menu[open]").forEach((menu) => { menu.open = menu.contains(target); });
    if (target.closest("[data-close]")) errorRegion.replaceChildren();
    // To log in again is no leaving: what was typed is kept as a draft.
    if (target.closest("[data-leave]")) leaving = true;
  });

  // The section under the eye is the current one in the section nav.
  const inView = new IntersectionObserver((entries) => {
    const seen = entries.find((entry) => entry.isIntersecting);
    const link = seen && document.querySelector(`.secnav a[href="#${CSS.escape(seen.target.id)}"]`);
    if (!link) return;
    all(".secnav a[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
  }, { rootMargin: "-15% 0px -75% 0px" });
  const watchSections = () => {
    inView.disconnect();
    all(".secnav a[href^='#']").map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean).forEach((section) => inView.observe(section));
  };
  watchSections();

  // Text that is not saved: ask before the user leaves it, and let no other answer replace it unasked.
  const dirtyIn = (element) => all("form[data-dirty]").filter((form) => element.contains(form));
  let leaving = false;
  document.addEventListener("input", ({ target }) => target.closest("form.editform")?.setAttribute("data-dirty", ""));
  const isOnlyDirty = (element) => dirtyIn(document).every((form) => form.contains(element));
  document.addEventListener("submit", (event) => { leaving = !event.defaultPrevented && isOnlyDirty(event.target); });
  document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
    leaving = Boolean(detail.xhr.getResponseHeader("HX-Redirect")) && isOnlyDirty(detail.elt);
  });
  addEventListener("beforeunload", (event) => { if (!leaving && dirtyIn(document).length) event.preventDefault(); });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const threatened = detail.shouldSwap && !detail.requestConfig.elt.matches(".kept") && dirtyIn(detail.target).some((form) => !form.contains(detail.requestConfig.elt));
    if (threatened) detail.shouldSwap = byHand(detail) && confirm(words("leave-message"));
    home = detail.target.closest("section[id]")?.id;
    // A form that makes place for its answer keeps nothing from being redrawn.
    if (detail.shouldSwap && detail.target.contains(detail.requestConfig.elt)) delete detail.requestConfig.elt.dataset.dirty;
  });
  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => { if (dirtyIn(detail.target).length) detail.shouldSwap = false; });

  // No answer: say so, and leave everything as it was. The next good answer clears the message.
  const offline = ({ detail }) => {
    errorRegion.replaceChildren(document.getElementById("offline-message").content.cloneNode(true));
    requestAnimationFrame(() => giveBack(detail.elt));
  };
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, offline));
  document.addEventListener("htmx:afterRequest", ({ detail }) => { if (detail.successful) errorRegion.replaceChildren(); });

  // Nothing stays in the browser. htmx notes the page's address even when its history is off, and an address holds a
  // family's reference, or what was searched for.
  sessionStorage.clear();
})();
