// The meeting's screen. It works without this script; with it, what is written survives a network that goes away: it stays
// on the screen, says that it is not saved yet, and is sent once more when the network is back, with the same id and version.
(() => {
  const forms = (marked) => [...document.querySelectorAll(`form[data-table]${marked}`)];
  const state = (form) => form.querySelector("#saved, [data-state]") ?? document.querySelector("[data-state]");
  const written = (form) => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "version")).toString();
  const AGAIN = 10000;
  let goal;
  let leaving = false;
  let refused = false;

  const send = (form) => { if (!("sending" in form.dataset)) htmx.trigger(form, "resave"); };
  const stillThere = () => forms("[data-dirty]").length > 0;

  document.addEventListener("input", ({ target }) => {
    target.closest("form[data-table]")?.setAttribute("data-dirty", "");
    refused = false;
    if (target.name === "now") ask(Number(target.value));
  });

  // One click ticks everybody; the form is sent with it, as without this script.
  document.addEventListener("click", ({ target }) => {
    target.closest("[name=everybody]")?.form.querySelectorAll("[type=checkbox]").forEach((box) => { box.checked = true; });
  });

  // The question beside the scale names its number.
  const ask = (number) => {
    for (const [name, value] of [["now", number], ["below", number - 1]]) document.querySelector(`[data-${name}]`).textContent = value;
    document.querySelector("[data-ask='up']").hidden = number < 1;
    document.querySelector("[data-ask='zero']").hidden = number > 0;
  };

  document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
    if (!elt.matches("form[data-table]")) return;
    elt.dataset.sending = written(elt);
    elt.dataset.dirty = "";
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful, xhr } }) => {
    if (!elt.matches("form[data-table]")) return;
    const sent = elt.dataset.sending;
    delete elt.dataset.sending;
    if (successful) {
      delete elt.dataset.unsaved;
      if (written(elt) === sent || "deed" in elt.dataset) delete elt.dataset.dirty;
      document.getElementById("error-region").replaceChildren();
    } else if (xhr.status) [goal, refused] = [undefined, true];
    if (!stillThere() && goal) location.assign(goal);
  });

  // No network: say so beside the form, and try again when it is back.
  const offline = ({ detail: { elt } }) => {
    if (!elt.matches("form[data-table]")) return;
    elt.dataset.unsaved = "";
    goal = undefined;
    state(elt)?.replaceChildren(document.getElementById("unsaved-message").content.cloneNode(true));
  };
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, offline));
  const again = () => forms("[data-unsaved]").forEach(send);
  addEventListener("online", again);
  document.addEventListener("htmx:load", ({ target }) => { if (target === document.body) again(); });
  setInterval(() => { if (navigator.onLine) again(); }, AGAIN);

  // Nobody leaves a step before what they wrote there is saved.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    if (link.matches("[data-leave]")) leaving = true;
    else if (stillThere() && !leaving && !refused) {
      event.preventDefault();
      goal = link.href;
      forms("[data-dirty]").forEach(send);
    }
  });
  document.addEventListener("submit", () => { goal = undefined; });
  addEventListener("beforeunload", (event) => { if (stillThere() && !leaving) event.preventDefault(); });

  sessionStorage.clear();
})();
