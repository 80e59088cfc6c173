// What the theme adds to a page is reached by keyboard and told apart by ear: tables that scroll, the buttons beside code.
(() => {
  const vietnamese = document.documentElement.lang === "vi";
  const heading = (box) => {
    // the nearest heading above: the table itself has no name
    const all = [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4, h5)")];
    const above = all.filter((one) => one.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
    return above ? above.textContent.replace("¶", "").trim() : document.title;
  };

  const mark = () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      const scrolls = box.scrollWidth > box.clientWidth;
      if (scrolls === box.hasAttribute("tabindex")) continue;
      if (scrolls) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", (vietnamese ? "Bảng cuộn ngang: " : "Table that scrolls: ") + heading(box));
      } else ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
    }
    // a <nav> for each copy button would be a landmark without a name
    for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "none");
  };

  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(mark);
  };
  mark();
  addEventListener("resize", soon);
  addEventListener("load", soon);
  document.addEventListener("toggle", soon, true); // a table inside <details> has no width before
  const content = document.querySelector(".md-content");
  if (content) new MutationObserver(soon).observe(content, { childList: true, subtree: true });
})();
