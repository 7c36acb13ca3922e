// Cards light up their evidence, evidence its cards. Without this script the links still lead both
// ways. Written for Dateline; licence Apache-2.0.
(() => {
  "use strict";
  const root = document.querySelector(".dl");
  const cards = new Map([...root.querySelectorAll(".card")].map((card) => [card.id, card]));
  const stretches = new Map([...cards.keys()].map((id) => [id, []]));
  for (const mark of root.querySelectorAll("[data-r]"))
    for (const id of mark.dataset.r.split(" ")) stretches.get(id)?.push(mark);

  let pinned = null;
  let shown = null;
  let passage = 0;

  function light(id) {
    if (id === shown) return;
    if (shown) {
      cards.get(shown).classList.remove("on");
      for (const mark of stretches.get(shown)) mark.classList.remove("lit", "st-lit");
    }
    shown = id;
    if (!id) return;
    cards.get(id).classList.add("on");
    const speech = id.startsWith("s");
    for (const mark of stretches.get(id)) {
      mark.classList.add("lit");
      mark.classList.toggle("st-lit", speech);
    }
  }

  function pin(id) {
    if (id !== pinned) passage = 0;
    pinned = id;
    light(id);
  }

  function show(id) {
    const count = Number(cards.get(id).querySelector(".go").dataset.n);
    const again = id === pinned;
    pin(id);
    if (again) passage = (passage + 1) % count;
    const target = document.getElementById(`p-${id}-${passage}`) ?? stretches.get(id)[0];
    target?.scrollIntoView({ block: "center" });
  }

  for (const [id, card] of cards) {
    card.addEventListener("mouseenter", () => light(id));
    card.addEventListener("mouseleave", () => light(pinned));
    card.addEventListener("focusin", () => light(id));
    card.addEventListener("focusout", () => light(pinned));
    card.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && !link.classList.contains("go")) return;
      event.preventDefault();
      if (!link && String(getSelection())) return;
      show(id);
    });
  }

  function near(refs, on) {
    for (const id of refs.split(" ")) cards.get(id)?.classList.toggle("near", on);
  }
  root.addEventListener("mouseover", (event) => {
    const mark = event.target.closest("[data-r]");
    if (mark) near(mark.dataset.r, true);
  });
  root.addEventListener("mouseout", (event) => {
    const mark = event.target.closest("[data-r]");
    if (mark) near(mark.dataset.r, false);
  });

  // A link to a card, from a trigger or from a statement, lights it and brings it into view.
  root.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const id = link?.getAttribute("href").slice(1);
    if (!cards.has(id)) return;
    pin(id);
    cards.get(id).scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") pin(null);
  });

  for (const button of root.querySelectorAll(".legend button"))
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") === "false";
      button.setAttribute("aria-pressed", String(on));
      root.classList.toggle(`no-${button.dataset.kind}`, !on);
    });
  root.classList.add("live");
})();
